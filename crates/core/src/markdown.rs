//! Markdown to safe HTML: pulldown-cmark, what stands alone in its final form, then ammonia.

mod addresses;
mod blocks;
mod links;
mod safe;
#[cfg(test)]
mod tests;
mod texts;

use pulldown_cmark::{Options, html};

pub use addresses::{known_name, shortened};
pub use safe::{TEXT_CLASSES, sanitize};
pub use texts::{beginning, plain_text, shorten, summary, with_headings_in_order};

/// Markdown as safe HTML, ready to print.
///
/// Tables, footnotes, strikethrough, task lists and smart punctuation are on; raw HTML passes through the same
/// allow-list as everything else. A paragraph that holds nothing but a picture becomes a figure with its title as the
/// caption, several pictures a gallery, an address a card with the name of the place, a file of the library a line that
/// says its kind; an address among words becomes a link. `<!--more-->` ends what lists show ([`beginning`]). Pictures from other origins are linked to or left
/// without a source: no page loads from a third party.
#[must_use]
pub fn to_html(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut unsafe_html = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut unsafe_html, blocks::events(markdown, options).into_iter());
    with_headings_in_order(&sanitize(&unsafe_html))
}
