//! Nothing that comes in can run, load or panic.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use umbel_wordpress_import::content::{NoteKind, clean, excerpt, plain_text};
use umbel_wordpress_import::wxr::Reader;

use crate::support::{KnownMedia, assert_harmless, cleaned, items, real_export, test_data};

#[test]
fn no_injection_vector_gets_through() {
    let Some(data) = test_data() else {
        return;
    };
    let vectors = std::fs::read_to_string(data.join("xss/vectors.jsonl")).unwrap();
    let mut count = 0;
    for line in vectors.lines() {
        let vector: serde_json::Value = serde_json::from_str(line).unwrap();
        let (id, source) = (vector["id"].as_str().unwrap(), vector["html"].as_str().unwrap());
        let wrapped = format!("<!-- wp:html -->{source}<!-- /wp:html -->");
        let in_caption = format!("[caption caption=\"{source}\"]<img src=\"/a.jpg\">{source}[/caption]");
        let in_attribute = format!(
            "<!-- wp:social-link {{\"url\":{},\"label\":{}}} /-->",
            vector["html"], vector["html"]
        );
        for text in [source, &wrapped, &in_caption, &in_attribute] {
            let html = cleaned(text).html;
            assert_harmless(&html, id);
            assert!(!cleaned(&html).html.contains("<script"), "{id}");
        }
        count += 1;
    }
    assert!(count >= 492, "{count}");
}

#[test]
fn sanitised_text_can_be_sanitised_again() {
    for source in [
        "<b><p>a</b>b</p>",
        "<table><td>a<table><p>b</table>c",
        "<pre>\n\n\n\na</pre>",
        "<a href=\"/x\">a<a href=\"/y\">b<div><a href=\"/z\">c",
        "<p><ul><li><p>a</ul></p>b",
        "<i><b><i><b><i>a<p>b</i>c</b>d",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
        "<plaintext><b>a",
        "<select><option><img src=x></select><textarea></p></textarea>",
        "<h1><h2>a</h1>b</h2>",
        "<ruby>a<rt>b<rp>c</ruby>",
        "<details><p>a<summary>b</details>c",
    ] {
        let html = cleaned(source).html;
        assert_harmless(&html, source);
        let again = cleaned(&html.replace('\n', "")).html;
        let third = cleaned(&again.replace('\n', "")).html;
        assert_eq!(again.replace('\n', ""), third.replace('\n', ""), "{source}");
    }
}

/// What an attacker would repeat to make the reading slow or deep.
#[test]
fn endless_patterns_end_soon() {
    for pattern in [
        "<div>",
        "<b>",
        "<b a=1>",
        "<p>",
        "<a href=x>",
        "<!-- wp:group -->",
        "<!--",
        "<!-- <!-- -->",
        "[caption]",
        "[[gallery]",
        "[/caption]",
        "[gallery",
        "<table><td>",
        "<pre>",
        "</div>",
        "<a b=\"",
        "<img src=x>",
        "\n\n",
        "<br>",
        "https://example.org\n",
        "<svg><style>",
        "<li>",
        "&amp;",
        "[embed]",
        "<object>",
        "<iframe>",
        "<b><p>",
        "<font size=1><p>x",
        "[audio src=\"x\"]",
        "<ul><li>",
        "<!--more-->",
        "<select><option>",
        "<span lang=x>",
    ] {
        let started = Instant::now();
        let source = pattern.repeat(400_000 / pattern.len());
        let text = cleaned(&source);
        assert_harmless(
            &text
                .html
                .chars()
                .take(100_000)
                .collect::<String>()
                .rsplit_once('<')
                .map_or(String::new(), |(front, _)| front.to_owned()),
            pattern,
        );
        let _ = plain_text(&source);
        let took = started.elapsed();
        assert!(took < Duration::from_secs(20), "{pattern} took {took:?}");
    }
    let many = cleaned(&"<i>a</i> ".repeat(100_000));
    assert_eq!(many.notes[0].kind, NoteKind::TooComplex);
    assert!(many.html.starts_with("<p>"));
}

fn check(source: &str, known: &mut KnownMedia) {
    let text = clean(source, 1, known);
    assert_harmless(&text.html, source);
    if let Some(at) = text.more_at {
        let (before, after) = text.html.split_at(at);
        assert!(!before.trim().is_empty() && !after.trim().is_empty());
    }
    let _ = plain_text(&text.html);
    assert!(excerpt(&text.html, 40).chars().count() <= 40);
}

/// Pieces of which texts are made, sound and broken.
fn fragment() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<b>",
        "</b>",
        "<a href=\"/x\">",
        "</a>",
        "<ul>",
        "<li>",
        "</ul>",
        "<pre>",
        "</pre>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<br>",
        "\n",
        "\n\n",
        " ",
        "word",
        "<img src=\"/a.jpg\">",
        "<img src=//b.example/c>",
        "<figure class=\"wp-block-gallery\">",
        "</figure>",
        "<figcaption>",
        "<!--more-->",
        "<!--nextpage-->",
        "<!-- x -->",
        "<!-- wp:group -->",
        "<!-- /wp:group -->",
        "<!-- wp:latest-posts /-->",
        "<!-- wp:embed {\"url\":\"https://x.org\"} /-->",
        "<div class=\"wp-block-buttons\">",
        "<div class=\"wp-block-cover\" style=\"background-image:url(/z)\">",
        "[caption]",
        "[/caption]",
        "[gallery]",
        "[gallery ids=\"1,2\"]",
        "[embed]",
        "[/embed]",
        "[[gallery]]",
        "[contact-form]",
        "[vc_row]",
        "https://youtu.be/a",
        "<iframe src=\"https://x.org\"></iframe>",
        "<script>",
        "</script>",
        "<svg>",
        "<style>",
        "<math>",
        "<textarea>",
        "<select>",
        "<center>",
        "<font>",
        "<h2 id=\"a\">",
        "</h2>",
        "<blockquote class=\"wp-block-pullquote\">",
        "</blockquote>",
        "<",
        ">",
        "\"",
        "&",
        "&lt;",
        "<audio src=\"/a.mp3\">",
        "<video><source src=\"https://x.org/a.mp4\"></video>",
        "<details>",
        "<summary>",
        "<object data=\"x\">",
        "<noscript>",
        "<template>",
        "<plaintext>",
        "<!--",
        "-->",
        "<!",
        "</",
        "é",
        "\u{0}",
        "\u{202e}",
        "😀",
    ]);
    prop_oneof![8 => known.prop_map(str::to_owned), 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_harmless(source in any::<String>()) {
        check(&source, &mut KnownMedia::default());
        let _ = plain_text(&source);
    }

    #[test]
    fn any_mixture_is_harmless(fragments in prop::collection::vec(fragment(), 0..40)) {
        let mut known = KnownMedia::default().with("https://old.example/a.jpg", 1, 1).with("https://old.example/b.mp3", 2, 1);
        check(&fragments.concat(), &mut known);
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), at in 0_usize..400) {
        let mut export = b"<rss><channel><wp:x>y</wp:x><item><title>a</title><wp:comment><wp:comment_id>1</wp:comment_id></wp:comment></item></channel></rss>".to_vec();
        let at = at.min(export.len());
        export.splice(at..at, bytes);
        let mut ended = false;
        for record in Reader::new(export.as_slice()) {
            prop_assert!(!ended);
            ended = record.is_err();
        }
    }
}

#[test]
fn mutated_real_texts_are_harmless() {
    let Some(export) = real_export("themeunittestdata.wordpress.xml") else {
        return;
    };
    let items = items(&export);
    let texts: Vec<String> = items
        .iter()
        .map(|item| item.content.clone())
        .filter(|text| (200..12_000).contains(&text.len()))
        .collect();
    let config = ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let strategy = (
        prop::sample::select(texts),
        prop::collection::vec(
            (any::<prop::sample::Index>(), any::<prop::sample::Index>(), fragment()),
            1..6,
        ),
    );
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let outcome = runner.run(&strategy, |(text, mutations)| {
        let mut characters: Vec<char> = text.chars().collect();
        for (from, to, inserted) in mutations {
            let (from, to) = (from.index(characters.len() + 1), to.index(characters.len() + 1));
            let (start, end) = (from.min(to), from.max(to).min(from.min(to) + 60));
            characters.splice(start..end, inserted.chars());
        }
        let mutated: String = characters.into_iter().collect();
        check(&mutated, &mut KnownMedia::of(&items));
        Ok(())
    });
    outcome.unwrap();
}
