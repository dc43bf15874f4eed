//! What may stand in a post. The last word about it is ammonia's.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use ammonia::{Builder, UrlRelative};
use umbel_core::markdown::TEXT_CLASSES;

use super::embeds::is_of_this_site;

/// Elements that may be printed.
const ELEMENTS: [&str; 73] = [
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "source",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "track",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// Elements that are looked at before they are replaced.
const REPLACED: [&str; 11] = [
    "acronym", "big", "center", "dir", "embed", "font", "iframe", "main", "object", "strike", "tt",
];

/// Elements that go with all that stands in them.
const DROPPED_WITH_CONTENT: [&str; 17] = [
    "applet", "button", "canvas", "datalist", "frameset", "head", "math", "noembed", "noframes", "noscript", "script",
    "select", "style", "svg", "template", "textarea", "title",
];

/// The addresses a text may load pictures and recordings from, apart from relative ones.
pub(super) type OwnAddresses = HashSet<String>;

/// `html` as a browser understands it, with everything in it that is of any use to look at.
///
/// Its result is not safe to print.
pub(super) fn normalise(html: &str) -> String {
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.into_iter().chain(REPLACED).collect())
        .clean_content_tags(DROPPED_WITH_CONTENT.into_iter().collect())
        .generic_attributes(HashSet::from([
            "align", "alt", "cite", "class", "colspan", "data", "datetime", "dir", "headers", "height", "href",
            "hreflang", "id", "kind", "label", "lang", "name", "open", "poster", "reversed", "rowspan", "scope",
            "span", "src", "srclang", "start", "style", "title", "type", "value", "width",
        ]))
        .url_schemes(SCHEMES.into_iter().collect())
        .url_relative(UrlRelative::PassThrough)
        .strip_comments(false)
        .link_rel(None);
    builder.clean(html).to_string()
}

const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// How often a text is cleaned until nothing changes any more.
const MOST_ROUNDS: usize = 8;

/// `html` with nothing in it that may not be printed: cleaning it again changes nothing.
///
/// None when it does not settle, which only nonsense made for the purpose does.
pub(super) fn sanitise(html: &str, own: &Arc<OwnAddresses>) -> Option<String> {
    let builder = printable(own);
    let mut cleaned = builder.clean(html).to_string();
    for _ in 0..MOST_ROUNDS {
        let again = builder.clean(&cleaned).to_string();
        if again == cleaned {
            return Some(cleaned);
        }
        cleaned = again;
    }
    None
}

fn printable(own: &Arc<OwnAddresses>) -> Builder<'static> {
    let own = Arc::clone(own);
    let classes: HashSet<&'static str> = TEXT_CLASSES.into_iter().collect();
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.into_iter().collect())
        .clean_content_tags(DROPPED_WITH_CONTENT.into_iter().collect())
        .generic_attributes(HashSet::from(["dir", "lang", "title"]))
        .tag_attributes(attributes())
        .allowed_classes(ELEMENTS.into_iter().map(|name| (name, classes.clone())).collect())
        .url_schemes(SCHEMES.into_iter().collect())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("noopener noreferrer"))
        .attribute_filter(move |element, attribute, value| {
            is_fit(element, attribute, value, &own).then_some(Cow::Borrowed(value))
        });
    builder
}

fn attributes() -> HashMap<&'static str, HashSet<&'static str>> {
    let mut attributes: HashMap<&'static str, HashSet<&'static str>> = HashMap::new();
    for (element, names) in [
        ("a", &["href", "hreflang", "id"][..]),
        ("audio", &["controls", "preload", "src"]),
        ("blockquote", &["cite"]),
        ("col", &["span"]),
        ("colgroup", &["span"]),
        ("del", &["cite", "datetime"]),
        ("details", &["id", "open"]),
        ("figure", &["id"]),
        ("img", &["alt", "height", "loading", "src", "width"]),
        ("ins", &["cite", "datetime"]),
        ("li", &["id", "value"]),
        ("ol", &["reversed", "start", "type"]),
        ("q", &["cite"]),
        ("section", &["id"]),
        ("source", &["src", "type"]),
        ("sup", &["id"]),
        ("td", &["colspan", "headers", "rowspan"]),
        ("th", &["colspan", "headers", "rowspan", "scope"]),
        ("time", &["datetime"]),
        ("track", &["kind", "label", "src", "srclang"]),
        ("video", &["controls", "height", "poster", "preload", "src", "width"]),
    ] {
        attributes.insert(element, names.iter().copied().collect());
    }
    for heading in ["h1", "h2", "h3", "h4", "h5", "h6"] {
        attributes.insert(heading, HashSet::from(["id"]));
    }
    attributes
}

fn is_fit(element: &str, attribute: &str, value: &str, own: &OwnAddresses) -> bool {
    match attribute {
        // What a browser loads by itself comes from here: no third party learns who reads.
        "src" | "poster" => own.contains(value) || is_of_this_site(value),
        "class" => value
            .split_ascii_whitespace()
            .any(|class| TEXT_CLASSES.contains(&class)),
        "id" => is_identifier(value),
        "width" | "height" | "colspan" | "rowspan" | "span" => is_number(value),
        "start" | "value" => is_number(value.strip_prefix('-').unwrap_or(value)),
        "type" if element == "ol" => matches!(value, "1" | "a" | "A" | "i" | "I"),
        "type" => value.starts_with("audio/") || value.starts_with("video/"),
        "dir" => matches!(value, "ltr" | "rtl" | "auto"),
        "loading" => value == "lazy",
        "preload" => value == "none",
        _ => true,
    }
}

/// Whether an address has one of our schemes, or none.
///
/// Stricter than a browser, to which `\u{2001}javascript:x` is a relative address: what looks like
/// an attempt is not printed.
pub(super) fn is_fit_address(value: &str) -> bool {
    let squeezed: String = value
        .chars()
        .filter(|character| !character.is_whitespace() && !character.is_control())
        .collect();
    let Some((scheme, _)) = squeezed.split_once(':') else {
        return true;
    };
    let can_be_scheme = scheme
        .chars()
        .all(|character| character.is_ascii_alphanumeric() || matches!(character, '+' | '-' | '.'));
    !can_be_scheme || SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known))
}

fn is_number(value: &str) -> bool {
    (1..=5).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether `value` can be the id of an element and the fragment of an address.
pub(super) fn is_identifier(value: &str) -> bool {
    !value.is_empty()
        && value.len() <= 100
        && value
            .chars()
            .all(|character| character.is_alphanumeric() || matches!(character, '-' | '_' | '.' | ':'))
}

/// Elements worth a note when they are removed.
pub(super) fn is_noted_when_dropped(name: &str) -> bool {
    matches!(
        name,
        "applet"
            | "button"
            | "canvas"
            | "form"
            | "frame"
            | "frameset"
            | "input"
            | "map"
            | "math"
            | "script"
            | "select"
            | "style"
            | "svg"
            | "textarea"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sanitised(html: &str) -> Option<String> {
        sanitise(
            html,
            &Arc::new(OwnAddresses::from(["https://files.example/a.jpg".to_owned()])),
        )
    }

    #[test]
    fn only_what_is_listed_stays() {
        assert_eq!(
            sanitised(
                "<p id=\"x\" class=\"evil align-left\" style=\"a\" onclick=\"b\">a</p><h2 id=\"y\">b</h2>\
                 <img src=\"https://files.example/a.jpg\"><img src=\"https://other.example/a.jpg\"><ol type=\"x\"></ol>"
            )
            .as_deref(),
            Some(
                "<p class=\"align-left\">a</p><h2 id=\"y\">b</h2>\
                 <img src=\"https://files.example/a.jpg\"><img><ol></ol>"
            )
        );
    }

    #[test]
    fn addresses_are_fit_or_not() {
        for fit in [
            "/a:b",
            "https://a.example",
            "MAILTO:a@b.example",
            "tel:1",
            "#a",
            "",
            "?a:b",
        ] {
            assert!(is_fit_address(fit), "{fit}");
        }
        for unfit in [
            "javascript:x",
            " java\tscript:x",
            "\u{2001}javascript:x",
            "data:x",
            "ftp://a",
        ] {
            assert!(!is_fit_address(unfit), "{unfit}");
        }
    }

    proptest! {
        #[test]
        fn cleaning_again_changes_nothing(html in "(<(/)?(p|b|i|a href=\"x\"|table|tr|td|div|pre|li|ul|h2|svg|style|img src=\"/x\"|audio src=\"/y\" class=\"gallery\")>|[a-z \n&<]){0,30}") {
            if let Some(once) = sanitised(&html) {
                prop_assert_eq!(sanitised(&once), Some(once));
            }
        }
    }
}
