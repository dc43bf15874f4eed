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
    sanitize(&unsafe_html)
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

/// The beginning of some HTML as plain text of at most `longest` characters, cut between words.
#[must_use]
pub fn summary(html: &str, longest: usize) -> String {
    shorten(&plain_text(html), longest)
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
            "<h1>Hello</h1>",
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

    proptest::proptest! {
        #[test]
        fn sanitizing_twice_changes_nothing(text in "[<>a-z/\"'= &;!-]{0,80}") {
            let once = to_html(&text);
            proptest::prop_assert_eq!(sanitize(&once), once);
        }
    }
}
