//! The text of a post: from what WordPress keeps to HTML that is safe to print.
//!
//! ```
//! use umbel_wordpress_import::content::{MediaRef, Rewrite, clean};
//!
//! struct Nothing;
//! impl Rewrite for Nothing {
//!     fn media(&mut self, _: &str) -> Option<MediaRef> { None }
//!     fn link(&mut self, _: &str) -> Option<String> { None }
//!     fn attachment(&mut self, _: i64) -> Option<MediaRef> { None }
//!     fn attachments_of(&mut self, _: i64) -> Vec<MediaRef> { Vec::new() }
//! }
//!
//! let cleaned = clean("We march.\n\n<!--more-->Bring <b onclick=x>water</b>.", 7, &mut Nothing);
//! assert_eq!(cleaned.html, "<p>We march.</p>\n<p>Bring <b>water</b>.</p>");
//! assert_eq!(cleaned.more_at, Some("<p>We march.</p>\n".len()));
//! ```

mod blocks;
mod classes;
mod embeds;
mod expand;
mod expand_shortcodes;
mod layout;
mod media;
mod notes;
mod paragraphs;
mod policy;
mod scan;
mod shortcode;
mod tame;
mod text;
mod transform;
mod tree;

use std::sync::Arc;

use serde_json::Value;

use self::expand::Expander;
use self::notes::Notes;
use self::policy::OwnAddresses;
use self::scan::{Piece, escaped, pieces};
use self::transform::{Transformed, Transformer};
use self::tree::{parse, serialise};

pub use self::notes::{Note, NoteKind};
pub use self::text::{excerpt, plain_text};

/// A text that is fit to print.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clean {
    /// Sanitised HTML. It loads nothing from other sites.
    pub html: String,
    /// What was not taken over, and why.
    pub notes: Vec<Note>,
    /// How many bytes of `html` stand before the mark for more. Both halves are whole.
    pub more_at: Option<usize>,
}

/// A file that was uploaded to the exported site, where it is now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MediaRef {
    /// Its address for showing it in a text.
    pub src: String,
    /// What a picture shows, in plain words.
    pub alt: String,
    /// What stands under it, in plain words.
    pub caption: String,
    /// Its width in pixels.
    pub width: Option<u32>,
    /// Its height in pixels.
    pub height: Option<u32>,
    /// Its address in full size, for links to it; empty for the same as `src`.
    pub large: String,
}

/// What the importer knows about addresses and files.
pub trait Rewrite {
    /// The file that had this address on the exported site.
    fn media(&mut self, url: &str) -> Option<MediaRef>;
    /// Where a link leads now; none to leave it as it is.
    fn link(&mut self, href: &str) -> Option<String>;
    /// The attachment with this number.
    fn attachment(&mut self, id: i64) -> Option<MediaRef>;
    /// The attachments that were uploaded to this post, in their order.
    fn attachments_of(&mut self, parent_id: i64) -> Vec<MediaRef>;
}

/// A footnote, which the block editor keeps beside the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Footnote {
    /// The id the text refers to it by.
    pub id: String,
    /// Its text, as HTML.
    pub content: String,
}

/// The footnotes in the value of an item's meta key `footnotes`.
#[must_use]
pub fn footnotes_from_meta(value: &str) -> Vec<Footnote> {
    let Ok(Value::Array(entries)) = serde_json::from_str::<Value>(value) else {
        return Vec::new();
    };
    let text = |entry: &Value, key: &str| entry.get(key).and_then(Value::as_str).map(str::to_owned);
    entries
        .iter()
        .filter_map(|entry| {
            Some(Footnote {
                id: text(entry, "id").filter(|id| policy::is_identifier(id))?,
                content: text(entry, "content")?,
            })
        })
        .collect()
}

/// Cleans the text of the post numbered `post_id`.
pub fn clean(source: &str, post_id: i64, rewrite: &mut dyn Rewrite) -> Clean {
    clean_with_footnotes(source, post_id, &[], rewrite)
}

/// Cleans the text of the post numbered `post_id`, and sets its footnotes where it wants them.
pub fn clean_with_footnotes(source: &str, post_id: i64, footnotes: &[Footnote], rewrite: &mut dyn Rewrite) -> Clean {
    let mut notes = Notes::default();
    let mut own = OwnAddresses::new();
    let Some(tamed) = tame::tame(source) else {
        return as_plain_text(source, notes);
    };
    let expanded = Expander::new(rewrite, &mut notes, &mut own, footnotes, post_id).expand(&tamed);
    note_dropped_elements(&expanded, &mut notes);
    let nodes = parse(&policy::normalise(&expanded));
    let transformed = Transformer::new(rewrite, &mut notes, &mut own).transform(nodes);
    let own = Arc::new(own);
    let Some(html) = policy::sanitise(serialise(&transformed.nodes).trim(), &own) else {
        return as_plain_text(source, notes);
    };
    let more_at = more_at(&html, &transformed, &own);
    Clean {
        html,
        notes: notes.into_list(),
        more_at,
    }
}

fn note_dropped_elements(html: &str, notes: &mut Notes) {
    for piece in pieces(html) {
        if let Piece::Tag(tag) = piece
            && !tag.is_end
        {
            let name = tag.lower_name();
            if policy::is_noted_when_dropped(&name) {
                notes.add(NoteKind::DroppedElement, name);
            }
        }
    }
}

/// Where the mark for more is in the finished text: behind what the first half alone becomes.
fn more_at(html: &str, transformed: &Transformed, own: &Arc<OwnAddresses>) -> Option<usize> {
    let first_half = transformed.nodes.get(..transformed.before_more?)?;
    let first_half = policy::sanitise(serialise(first_half).trim_start(), own)?;
    let rest = html.strip_prefix(first_half.as_str())?;
    let says_something = !first_half.trim().is_empty() && !rest.trim().is_empty();
    says_something.then_some(first_half.len())
}

/// The last resort: the words, in paragraphs.
fn as_plain_text(source: &str, mut notes: Notes) -> Clean {
    notes.add(NoteKind::TooComplex, "the text");
    let words = text::without_tags(source);
    let paragraphs: Vec<String> = words
        .split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
        .map(|paragraph| format!("<p>{}</p>", escaped(paragraph)))
        .collect();
    let own = Arc::new(OwnAddresses::new());
    Clean {
        html: policy::sanitise(&paragraphs.join("\n"), &own).unwrap_or_default(),
        notes: notes.into_list(),
        more_at: None,
    }
}
