//! Markdown to safe HTML: pulldown-cmark, then ammonia.

use ammonia::Builder;
use pulldown_cmark::{Options, Parser, html};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The one allow-list for what people write. Built once: building it costs more than cleaning a post.
static SANITIZER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .add_tags([
            "section",
            "figure",
            "figcaption",
            "details",
            "summary",
            "input",
            "audio",
            "video",
        ])
        .rm_tags(["map", "area"])
        .add_generic_attributes(["id"])
        .add_tag_attributes("input", ["checked", "disabled", "type"])
        .add_tag_attributes("audio", ["controls", "src"])
        .add_tag_attributes("video", ["controls", "src", "width", "height"])
        .add_tag_attributes("img", ["loading"])
        .add_tag_attributes("ol", ["start"])
        .set_tag_attribute_value("input", "disabled", "")
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(Some("noopener noreferrer"))
        .allowed_classes(HashMap::from([
            ("section", HashSet::from(["footnotes"])),
            ("div", HashSet::from(["footnote-definition"])),
            (
                "sup",
                HashSet::from(["footnote-reference", "footnote-definition-label"]),
            ),
            ("p", HashSet::from(["embed-card"])),
        ]));
    // Only task boxes are inputs in a text; anything else that looks like a form is not.
    builder.attribute_filter(|element, attribute, value| match (element, attribute) {
        ("input", "type") => (value == "checkbox").then(|| value.into()),
        (_, "src") if is_foreign(value) => None,
        _ => Some(value.into()),
    });
    builder
});

/// Whether loading `address` would tell a third party that somebody reads this page.
fn is_foreign(address: &str) -> bool {
    !address.starts_with('/') || address.starts_with("//")
}

/// Markdown as safe HTML, ready to print.
///
/// Tables, footnotes, strikethrough, task lists and smart punctuation are on; raw HTML passes through the same
/// allow-list as everything else. Pictures from other origins are left without a source: no page loads from a third
/// party.
#[must_use]
pub fn to_html(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut unsafe_html = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut unsafe_html, Parser::new_ext(markdown, options));
    with_headings_in_order(&sanitize(&unsafe_html))
}

/// Safe HTML with its headings beginning at the second level and none skipped: the first level is the page's own title,
/// and who listens to a page goes from heading to heading.
#[must_use]
pub fn with_headings_in_order(html: &str) -> String {
    let mut ordered = String::with_capacity(html.len());
    let mut above: Vec<u8> = Vec::new();
    let mut level = 2;
    let mut rest = html;
    while let Some(position) = rest.find('<') {
        let (before, mark) = rest.split_at(position);
        ordered.push_str(before);
        let (is_end, digit) = match mark.as_bytes() {
            [b'<', b'/', b'h', digit @ b'1'..=b'6', b'>', ..] => (true, *digit),
            [b'<', b'h', digit @ b'1'..=b'6', b' ' | b'>', ..] => (false, *digit),
            _ => {
                ordered.push('<');
                rest = &mark[1..];
                continue;
            }
        };
        if is_end {
            ordered.push_str("</h");
            rest = &mark[4..];
        } else {
            above.retain(|known| *known < digit);
            above.push(digit);
            level = (above.len() + 1).min(6);
            ordered.push_str("<h");
            rest = &mark[3..];
        }
        ordered.push_str(&level.to_string());
    }
    ordered.push_str(rest);
    ordered
}

/// HTML from outside as safe HTML: the same allow-list as for Markdown.
#[must_use]
pub fn sanitize(html: &str) -> String {
    SANITIZER.clean(html).to_string()
}

/// The words of some HTML, without marks, white space folded.
#[must_use]
pub fn plain_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut inside_mark = false;
    for character in html.chars() {
        match character {
            '<' => {
                inside_mark = true;
                text.push(' ');
            }
            '>' if inside_mark => inside_mark = false,
            _ if inside_mark => {}
            other => text.push(other),
        }
    }
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&");
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        // Removing the mark before a full stop leaves a space there that nobody wrote.
        if !folded.is_empty() && !matches!(word, "." | "," | ";" | ":" | "!" | "?" | ")") {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// The beginning of some HTML as plain text of at most `longest` characters, cut between words: of its paragraphs only,
/// where it has any, for headings and separators read badly in a line.
#[must_use]
pub fn summary(html: &str, longest: usize) -> String {
    let mut text = String::new();
    for paragraph in html.split("<p").skip(1) {
        // Buttons and links that stand for an embed are no sentences.
        let is_sentence = ![" class=\"buttons\"", " class=\"embed-card\""]
            .iter()
            .any(|class| paragraph.starts_with(class));
        let is_paragraph = paragraph.starts_with(['>', ' ']) && is_sentence;
        let Some((_, inside)) = paragraph.split_once('>').filter(|_| is_paragraph) else {
            continue;
        };
        let inside = plain_text(inside.split_once("</p>").map_or(inside, |(inside, _)| inside));
        if inside.chars().any(char::is_alphanumeric) {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&inside);
        }
        if text.len() > longest * 4 {
            break;
        }
    }
    if text.is_empty() {
        text = plain_text(html);
    }
    shorten(&text, longest)
}

/// `text` cut between words to at most `longest` characters, with an ellipsis where it was cut.
#[must_use]
pub fn shorten(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let mut kept = String::new();
    for word in text.split(' ') {
        if kept.chars().count() + word.chars().count() + 2 > longest {
            break;
        }
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept.push_str(word);
    }
    if kept.is_empty() {
        kept = text.chars().take(longest.saturating_sub(1)).collect();
    }
    format!("{}…", kept.trim_end_matches([',', ';', ':', '.', '–', '-']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_keeps_what_people_use() {
        let html = to_html(
            "# Hello\n\n- [x] bring soup\n\n~~no~~ [us](/about)\n\n|a|b|\n|-|-|\n|1|2|\n\nNote[^1]\n\n[^1]: yes",
        );
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

    proptest::proptest! {
        #[test]
        fn sanitizing_twice_changes_nothing(text in "[<>a-z/\"'= &;!-]{0,80}") {
            let once = to_html(&text);
            proptest::prop_assert_eq!(sanitize(&once), once);
        }
    }
}
