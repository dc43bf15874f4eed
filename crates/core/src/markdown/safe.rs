//! The one allow-list for what people write, and for what comes from elsewhere.

use ammonia::Builder;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::addresses::is_foreign;

/// Elements beyond ammonia's own list.
const MORE_ELEMENTS: [&str; 8] = [
    "section",
    "figure",
    "figcaption",
    "details",
    "summary",
    "input",
    "audio",
    "video",
];

/// The classes themes may rely on in a text: those of Markdown, and those an import makes.
pub const TEXT_CLASSES: [&str; 32] = [
    "align-center",
    "align-full",
    "align-left",
    "align-right",
    "align-wide",
    "button",
    "buttons",
    "column",
    "columns",
    "cover",
    "embed-card",
    "file",
    "file-kind",
    "footnote",
    "footnote-definition",
    "footnote-definition-label",
    "footnote-reference",
    "footnotes",
    "gallery",
    "gallery-caption",
    "group",
    "has-text-align-center",
    "has-text-align-left",
    "has-text-align-right",
    "media-right",
    "media-text",
    "media-text-body",
    "playlist",
    "pullquote",
    "recording",
    "social-links",
    "verse",
];

/// Elements that may carry them.
const CLASSED: [&str; 25] = [
    "a",
    "blockquote",
    "div",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "section",
    "span",
    "sup",
    "table",
    "td",
    "th",
    "ul",
];

/// How often a text is cleaned until nothing changes any more.
const MOST_ROUNDS: usize = 8;

/// Built once: building it costs more than cleaning a post.
static ALLOWED: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let classes: HashSet<&'static str> = TEXT_CLASSES.into_iter().collect();
    let mut builder = Builder::default();
    builder
        .add_tags(MORE_ELEMENTS)
        .rm_tags(["map", "area"])
        .add_generic_attributes(["id", "dir"])
        .add_tag_attributes("input", ["checked", "disabled", "type"])
        .add_tag_attributes("audio", ["controls", "src", "preload"])
        .add_tag_attributes("video", ["controls", "src", "width", "height", "preload", "poster"])
        .add_tag_attributes("img", ["loading"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attributes("ol", ["start", "type", "reversed"])
        .set_tag_attribute_value("input", "disabled", "")
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(Some("noopener noreferrer"))
        .allowed_classes(
            CLASSED
                .into_iter()
                .map(|element| (element, classes.clone()))
                .collect::<HashMap<_, _>>(),
        )
        .attribute_filter(|element, attribute, value| {
            is_fit(element, attribute, value).then_some(Cow::Borrowed(value))
        });
    builder
});

/// HTML from outside as safe HTML: the same allow-list as for Markdown. Cleaning it again changes nothing.
#[must_use]
pub fn sanitize(html: &str) -> String {
    let mut clean = ALLOWED.clean(html).to_string();
    for _ in 0..MOST_ROUNDS {
        let again = ALLOWED.clean(&clean).to_string();
        if again == clean {
            return clean;
        }
        clean = again;
    }
    // What never settles was made to fool whoever reads it: only its words are left.
    ammonia::clean_text(&super::plain_text(&clean))
}

fn is_fit(element: &str, attribute: &str, value: &str) -> bool {
    match (element, attribute) {
        // Only task boxes are inputs in a text; anything else that looks like a form is not.
        ("input", "type") => value == "checkbox",
        ("ol", "type") => matches!(value, "1" | "a" | "A" | "i" | "I"),
        (_, "src" | "poster") => !is_foreign(value),
        // Browsers leave tabs and line ends out; other control signs stand in an address only to fool its reader.
        (_, "href") => !value
            .chars()
            .any(|character| character.is_control() && !matches!(character, '\t' | '\n' | '\r')),
        (_, "id") => is_name(value),
        (_, "dir") => matches!(value, "ltr" | "rtl" | "auto"),
        (_, "loading") => value == "lazy",
        (_, "preload") => value == "none",
        (_, "class") => value
            .split_ascii_whitespace()
            .any(|class| TEXT_CLASSES.contains(&class)),
        _ => true,
    }
}

/// Whether `value` can be the end of an address after its `#`.
fn is_name(value: &str) -> bool {
    let is_short = !value.is_empty() && value.len() <= 100;
    is_short
        && value
            .chars()
            .all(|character| character.is_alphanumeric() || matches!(character, '-' | '_' | '.' | ':'))
}
