//! What Markdown becomes, and what never comes out of it.

use super::*;
use proptest::prelude::*;

#[test]
fn markdown_keeps_what_people_use() {
    let html =
        to_html("# Hello\n\n- [x] bring soup\n\n~~no~~ [us](/about)\n\n|a|b|\n|-|-|\n|1|2|\n\nNote[^1]\n\n[^1]: yes");
    for part in [
        "<h2>Hello</h2>",
        "checkbox",
        "<del>no</del>",
        "href=\"/about\"",
        "<table>",
        "footnote",
    ] {
        assert!(html.contains(part), "{part} missing in {html}");
    }
}

#[test]
fn nothing_runs_and_nothing_is_loaded_from_elsewhere() {
    let html = to_html(
        "<script>alert(1)</script><img src=x onerror=alert(1)><img src=\"https://spy.example/p.gif\">\
         \n\n[a](javascript:alert(1))\n\n<form action=/x><input type=text></form>",
    );
    for part in [
        "script",
        "onerror",
        "spy.example",
        "javascript",
        "<form",
        "type=\"text\"",
    ] {
        assert!(!html.contains(part), "{part} in {html}");
    }
}

#[test]
fn summaries_end_between_words() {
    assert_eq!(summary("<p>One <b>two</b>. Three &amp; four</p>", 12), "One two…");
    assert_eq!(summary("<p>short</p>", 12), "short");
}

#[test]
fn headings_begin_at_the_second_level_and_none_is_skipped() {
    assert_eq!(
        with_headings_in_order("<h3 id=\"a\">A</h3><h5>B</h5><p>x < y</p><h4>C</h4><h1>D</h1><hr><h2>E</h2>"),
        "<h2 id=\"a\">A</h2><h3>B</h3><p>x < y</p><h3>C</h3><h2>D</h2><hr><h3>E</h3>"
    );
}

#[test]
fn summaries_are_made_of_paragraphs() {
    let html = "<h2>Title</h2><p>* * *</p><pre>code</pre><p class=\"x\">One <em>two</em>.</p><p class=\"buttons\"><a>Go</a></p><p>Three</p>";
    assert_eq!(summary(html, 100), "One two. Three");
    assert_eq!(summary("<h2>Only a title</h2>", 100), "Only a title");
}

#[test]
fn a_picture_alone_is_a_figure_and_several_are_a_gallery() {
    assert_eq!(
        to_html("![A *red* banner](/media/1/a-640.jpg \"At the \\\"river\\\" & <b>us</b>\")\n"),
        "<figure><img src=\"/media/1/a-640.jpg\" alt=\"A red banner\" loading=\"lazy\">\
         <figcaption>At the \"river\" &amp; &lt;b&gt;us&lt;/b&gt;</figcaption></figure>\n"
    );
    let gallery =
        to_html("![a](/media/1/a.jpg) ![b](/media/1/b.jpg)\n![](/media/1/c.jpg)\n\n![d](/media/1/d.jpg) and words");
    assert!(
        gallery.starts_with("<div class=\"gallery\">\n<figure><img src=\"/media/1/a.jpg\""),
        "{gallery}"
    );
    assert_eq!(gallery.matches("<figure>").count(), 3, "{gallery}");
    assert!(
        gallery.contains("<p><img src=\"/media/1/d.jpg\" alt=\"d\"> and words</p>"),
        "{gallery}"
    );
}

#[test]
fn pictures_of_others_are_linked_to() {
    assert_eq!(
        to_html("![Their photo](https://spy.example/p.gif)"),
        "<p class=\"embed-card\"><a href=\"https://spy.example/p.gif\" rel=\"noopener noreferrer\">Their photo</a></p>\n"
    );
    let mixed = to_html("![](/media/1/a.jpg) ![](//spy.example/p.gif)");
    assert!(mixed.contains("<figure>") && !mixed.contains("src=\"//"), "{mixed}");
}

#[test]
fn an_address_alone_is_a_card_and_one_among_words_is_not() {
    let card = "<p class=\"embed-card\"><a href=\"https://youtu.be/a_b--c\" rel=\"noopener noreferrer\">\
                YouTube · youtu.be/a_b--c</a></p>\n";
    for source in [
        "https://youtu.be/a_b--c",
        "<https://youtu.be/a_b--c>",
        "[https://youtu.be/a_b](https://youtu.be/a_b)"
            .replace("a_b", "a\\_b-\\-c")
            .as_str(),
    ] {
        assert_eq!(to_html(source), card, "{source}");
    }
    for source in [
        "See https://youtu.be/abc",
        "[our march](https://youtu.be/abc)",
        "- https://youtu.be/abc",
    ] {
        assert!(!to_html(source).contains("embed-card"), "{source}");
    }
}

#[test]
fn addresses_among_words_are_links() {
    let link = |address: &str| format!("<a href=\"{address}\" rel=\"noopener noreferrer\">{address}</a>");
    for (source, html) in [
        (
            "See https://a.example/x_y--z, or (https://b.example/q?a=b_(c)).",
            format!(
                "<p>See {}, or ({}).</p>\n",
                link("https://a.example/x_y--z"),
                link("https://b.example/q?a=b_(c)")
            ),
        ),
        (
            "**https://a.example/** ok",
            format!("<p><strong>{}</strong> ok</p>\n", link("https://a.example/")),
        ),
        (
            "- https://a.example/x",
            format!("<ul>\n<li>{}</li>\n</ul>\n", link("https://a.example/x")),
        ),
        (
            "xhttps://a.example http://b",
            "<p>xhttps://a.example http://b</p>\n".to_owned(),
        ),
        (
            "`https://a.example`",
            "<p><code>https://a.example</code></p>\n".to_owned(),
        ),
    ] {
        assert_eq!(to_html(source), html, "{source}");
    }
    assert_eq!(to_html("[see https://a.example](/b)").matches("<a ").count(), 1);
    assert_eq!(
        to_html("<a href=\"/b\">https://a.example</a>").matches("<a ").count(),
        1
    );
}

#[test]
fn files_say_what_they_are() {
    assert_eq!(
        to_html("[The *programme*](/media/1/x.pdf)"),
        "<p class=\"file\"><a href=\"/media/1/x.pdf\" rel=\"noopener noreferrer\">The <em>programme</em></a> \
         <span class=\"file-kind\">PDF</span></p>\n"
    );
    assert!(to_html("[x](/media/1/x.pdf) (PDF, 2 MB)").contains("<span class=\"file-kind\">(PDF, 2 MB)</span>"));
    assert!(!to_html("[x](/media/1/x.pdf) is here").contains("class=\"file\""));
    let recording = to_html("[Our song](/media/1/x.mp3)");
    assert!(
        recording.contains("<audio controls=\"\" preload=\"none\" src=\"/media/1/x.mp3\">"),
        "{recording}"
    );
    assert!(recording.contains("Our song</a></figcaption>"), "{recording}");
}

#[test]
fn lists_show_what_stands_before_the_mark_for_more() {
    let html = to_html("Come along.\n\n<!--more-->\n\nWe meet at nine.\n\n<!--more-->\n\nBring water.");
    assert_eq!(beginning(&html), Some("<p>Come along.</p>"));
    assert_eq!(html.matches("id=\"more\"").count(), 1, "{html}");
    assert_eq!(summary(&html, 100), "Come along.");
    assert_eq!(sanitize(&html), html);
    for nothing in [
        "No mark",
        "<!--more-->\n\nNothing before",
        "> In a quote\n>\n> <!--more-->\n>\n> more",
        "a <!--more--> b",
    ] {
        assert_eq!(beginning(&to_html(nothing)), None, "{nothing}");
    }
}

#[test]
fn what_an_import_made_stays_as_it_is() {
    let html = "<div class=\"columns\"><div class=\"column\"><p class=\"has-text-align-center\">a</p></div></div>\
                <figure class=\"align-left\"><img src=\"/media/1/a.jpg\" alt=\"\" width=\"3\" height=\"2\"></figure>\
                <ul class=\"gallery\"><li>x</li></ul><blockquote class=\"pullquote\"><p>b</p></blockquote>\
                <details open=\"\"><summary>c</summary></details><ol reversed=\"\" start=\"3\" type=\"a\"><li>d</li></ol>";
    assert_eq!(sanitize(html), html);
    assert_eq!(sanitize("<p class=\"evil\" id=\"a b\" dir=\"up\">x</p>"), "<p>x</p>");
}

/// Pieces that mean something in Markdown, in HTML or in addresses, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ -~\n]{0,12}",
        "[\\PC\n]{0,6}",
        proptest::sample::select(vec![
            "![",
            "](",
            ")",
            "[",
            "]",
            "\n\n",
            "<!--more-->",
            "https://a.example/",
            " https://b.example/x. ",
            "/media/1/a.jpg",
            "/media/1/a.pdf",
            "javascript:alert(1)",
            "data:text/html,x",
            "//spy.example/x",
            "/\\spy.example/x",
            "<script>",
            "</script>",
            "<img src=",
            " onerror=alert(1)",
            "<svg onload=alert(1)>",
            "<a href=\"",
            "\"",
            "'",
            ">",
            "<style>",
            "<iframe src=",
            "<math>",
            "<p id=\"more\">",
            "<span id=\"more\"></span>",
            "&#x6a;avascript:",
            "&lt;",
            "\\",
            "`",
            "# ",
            "- ",
            "> ",
            "[^1]",
            "[^1]: ",
            "|a|\n|-|\n",
            "{#x onclick=1}",
            "<noscript>",
            "<title>",
            "<form action=",
            "<base href=",
            "<video poster=",
            "<audio src=",
            "<table>",
            "<input type=\"text\">",
            "\u{0}",
            "\u{1}",
            "<a href=\"java\u{1}script:alert(1)\">",
            "[x](/a\u{1}b)",
            "\u{2028}",
        ])
        .prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// What is wrong with some HTML that is to be printed; none when nothing is.
fn danger(html: &str) -> Option<String> {
    for mark in html.split('<').skip(1) {
        let mut is_quoted = false;
        let end = mark.find(|character| {
            is_quoted ^= character == '"';
            character == '>' && !is_quoted
        });
        let Some(mark) = end.and_then(|end| mark.get(..end)) else {
            continue;
        };
        let name = mark.split(' ').next().unwrap_or_default().trim_start_matches('/');
        let forbidden = [
            "script", "style", "iframe", "object", "embed", "svg", "math", "form", "button", "base", "meta", "link",
            "title", "noscript", "template", "textarea", "select",
        ];
        if forbidden.contains(&name) {
            return Some(format!("<{name}>"));
        }
        let mut rest = mark;
        while let Some((before, after)) = rest.split_once("=\"") {
            let attribute = before.rsplit(' ').next().unwrap_or_default();
            let (value, after) = after.split_once('"').unwrap_or((after, ""));
            let scheme: String = value
                .chars()
                .filter(|character| !character.is_whitespace() && !character.is_control())
                .collect();
            let scheme = scheme.to_ascii_lowercase();
            let is_bad = attribute.starts_with("on")
                || attribute == "style"
                || attribute == "srcset"
                || (matches!(attribute, "src" | "poster") && super::addresses::is_foreign(value))
                || (attribute == "href"
                    && (["javascript:", "data:", "vbscript:"]
                        .iter()
                        .any(|bad| scheme.starts_with(bad))
                        || value.contains('\u{1}')));
            if is_bad {
                return Some(format!("{attribute}={value}"));
            }
            rest = after;
        }
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn whatever_is_written_is_harmless_and_settled(text in pieces()) {
        let once = to_html(&text);
        prop_assert_eq!(danger(&once), None, "{}", once);
        prop_assert_eq!(&sanitize(&once), &once);
        prop_assert!(once.matches("id=\"more\"").count() <= text.matches("more").count());
        if let Some(before) = beginning(&once) {
            prop_assert_eq!(sanitize(before), before);
        }
        let _ = summary(&once, 60);
    }

    #[test]
    fn whatever_html_comes_from_elsewhere_is_harmless_and_settled(html in pieces()) {
        let once = sanitize(&html);
        prop_assert_eq!(danger(&once), None, "{}", once);
        prop_assert_eq!(sanitize(&once), once);
    }
}
