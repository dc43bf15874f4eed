//! What visitors write beneath posts: a little Markdown to safe HTML.
//!
//! Paragraphs, emphasis, links, lists, quotes and code. Headings become paragraphs, pictures the words that describe
//! them, and HTML is shown as it was typed: a comment is somebody's voice, not a part of the page's design.

use ammonia::Builder;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, TextMergeStream, html};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The longest comment, in characters.
pub const LONGEST_COMMENT: usize = 5_000;
/// The longest name under a comment, in characters.
pub const LONGEST_COMMENT_NAME: usize = 80;

static SANITIZER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from([
            "p",
            "br",
            "em",
            "strong",
            "del",
            "a",
            "ul",
            "ol",
            "li",
            "blockquote",
            "code",
            "pre",
        ]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("ol", HashSet::from(["start"])),
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(ammonia::UrlRelative::Deny)
        // Search engines give nothing for these links, and whoever is linked to hears nothing of who came.
        .link_rel(Some("ugc nofollow noopener noreferrer"));
    builder
});

/// A comment as safe HTML, ready to print.
#[must_use]
pub fn to_html(source: &str) -> String {
    let parser = Parser::new_ext(source, Options::ENABLE_STRIKETHROUGH);
    let mut unsafe_html = String::with_capacity(source.len() * 3 / 2);
    html::push_html(&mut unsafe_html, TextMergeStream::new(plainer(parser)));
    let mut linked = String::with_capacity(unsafe_html.len());
    link_addresses(&unsafe_html, &mut linked);
    SANITIZER.clean(&linked).to_string()
}

/// How many links some HTML has.
#[must_use]
pub fn count_links(html: &str) -> usize {
    html.matches("<a ").count()
}

/// A name as it is kept: one line, nothing that cannot be seen. None when nothing is left or it is too long.
#[must_use]
pub fn tidy_name(name: &str) -> Option<String> {
    let seen: String = name
        .chars()
        .map(|character| if character.is_whitespace() { ' ' } else { character })
        .filter(|character| !is_invisible(*character))
        .collect();
    let name = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = name.chars().count();
    ((1..=LONGEST_COMMENT_NAME).contains(&length) && name.chars().any(char::is_alphanumeric)).then_some(name)
}

/// Marks that turn the direction of what follows, join letters or are not seen at all: with them a name can look like
/// somebody else's.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        )
}

/// The events of Markdown without those that a comment has no use for.
fn plainer<'s>(events: impl Iterator<Item = Event<'s>>) -> impl Iterator<Item = Event<'s>> {
    events.filter_map(|event| match event {
        Event::Start(Tag::Heading { .. }) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::Heading(_)) => Some(Event::End(TagEnd::Paragraph)),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(CowStr::from(text.trim_end().to_owned()))),
        // Who presses enter in a comment means a new line.
        Event::SoftBreak => Some(Event::HardBreak),
        Event::Rule => None,
        other => Some(other),
    })
}

/// Makes links of addresses that were just typed.
fn link_addresses(html: &str, linked: &mut String) {
    let mut inside_link = false;
    let mut inside_code = false;
    let mut rest = html;
    while !rest.is_empty() {
        if let Some(tag) = rest.strip_prefix('<') {
            let end = tag.find('>').map_or(rest.len(), |position| position + 2);
            let (whole, after) = rest.split_at(end);
            match whole {
                "</a>" => inside_link = false,
                "<code>" => inside_code = true,
                "</code>" => inside_code = false,
                other if other.starts_with("<a ") => inside_link = true,
                other if other.starts_with("<code ") => inside_code = true,
                _ => {}
            }
            linked.push_str(whole);
            rest = after;
            continue;
        }
        let end = rest.find('<').unwrap_or(rest.len());
        let (text, after) = rest.split_at(end);
        if inside_link || inside_code {
            linked.push_str(text);
        } else {
            link_in_text(text, linked);
        }
        rest = after;
    }
}

/// The same within one piece of text, which is escaped already.
fn link_in_text(text: &str, linked: &mut String) {
    let mut rest = text;
    loop {
        let found = ["https://", "http://"]
            .iter()
            .filter_map(|scheme| rest.find(scheme))
            .min();
        let Some(start) = found else {
            linked.push_str(rest);
            return;
        };
        let (before, address) = rest.split_at(start);
        linked.push_str(before);
        let end = address
            .find(|character: char| character.is_whitespace() || matches!(character, '"' | '\''))
            .into_iter()
            .chain(["&lt;", "&gt;", "&quot;"].iter().filter_map(|mark| address.find(mark)))
            .min()
            .unwrap_or(address.len());
        // A full stop after an address ends the sentence, not the address.
        let address = address[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}']);
        let host = address.split("://").nth(1).unwrap_or_default();
        if host.is_empty() {
            linked.push_str(address);
        } else {
            linked.push_str(&format!("<a href=\"{address}\">{address}</a>"));
        }
        rest = &rest[before.len() + address.len()..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_little_markdown_is_there_and_nothing_else() {
        assert_eq!(
            to_html("Hello *you*\nand **all**\n\n- one\n- two"),
            "<p>Hello <em>you</em><br>\nand <strong>all</strong></p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
        );
        assert_eq!(to_html("# Loud"), "<p>Loud</p>\n");
        assert_eq!(to_html("![A cat](https://evil.example/cat.gif)"), "<p>A cat</p>\n");
        assert_eq!(
            to_html("> quoted\n\n`code`"),
            "<blockquote>\n<p>quoted</p>\n</blockquote>\n<p><code>code</code></p>\n"
        );
        assert!(!to_html("| a |\n|---|\n| b |").contains("<table"));
    }

    #[test]
    fn html_is_shown_as_it_was_typed() {
        assert_eq!(
            to_html("<script>alert(1)</script>"),
            "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
        );
        assert!(to_html("a <b onclick=x>b</b>").contains("&lt;b onclick=x&gt;"));
        for vector in [
            "[x](javascript:alert(1))",
            "[x](data:text/html,<script>alert(1)</script>)",
            "<img src=x onerror=alert(1)>",
            "[x](vbscript:x)",
            "<svg/onload=alert(1)>",
            "https://a.example/\"onmouseover=alert(1)",
            "[a](</manage/people>)",
            "http://'onclick=alert(1)//",
        ] {
            let html = to_html(vector);
            assert!(!html.contains("href=\"javascript"), "{html}");
            assert!(!html.contains("href=\"data"), "{html}");
            assert!(!html.contains("<img") && !html.contains("<svg"), "{html}");
            for tag in html.split('<').skip(1) {
                let tag = tag.split('>').next().unwrap_or_default();
                assert!(!tag.contains("onmouse") && !tag.contains("onclick"), "{html}");
            }
            assert!(!html.contains("href=\"/"), "{html}");
        }
    }

    #[test]
    fn addresses_become_links_that_give_nothing_away() {
        let rel = "rel=\"ugc nofollow noopener noreferrer\"";
        assert_eq!(
            to_html("See https://example.org/a_b?c=1&d=2."),
            format!(
                "<p>See <a href=\"https://example.org/a_b?c=1&amp;d=2\" {rel}>https://example.org/a_b?c=1&amp;d=2</a>.</p>\n"
            )
        );
        assert_eq!(
            to_html("[here](https://example.org)"),
            format!("<p><a href=\"https://example.org\" {rel}>here</a></p>\n")
        );
        assert_eq!(
            to_html("`https://example.org` http://"),
            "<p><code>https://example.org</code> http://</p>\n"
        );
        assert_eq!(count_links(&to_html("https://a.example https://b.example")), 2);
    }

    #[test]
    fn names_are_one_line_of_what_can_be_seen() {
        assert_eq!(tidy_name("  Ana\n María "), Some("Ana María".into()));
        assert_eq!(tidy_name("A\u{202e}na\u{0}"), Some("Ana".into()));
        assert_eq!(tidy_name("\u{200b} \u{feff}"), None);
        assert_eq!(tidy_name("…"), None);
        assert_eq!(tidy_name(&"x".repeat(81)), None);
        assert!(tidy_name(&"ñ".repeat(80)).is_some());
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_typed_no_tag_but_ours_comes_out(text in "[<>a-z/\"'= &;!*_`:()\\[\\]#.-]{0,120}") {
            let html = to_html(&text);
            proptest::prop_assert_eq!(SANITIZER.clean(&html).to_string(), html);
        }
    }
}
