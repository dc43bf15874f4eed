//! Words from the file as they are kept: on one line, bounded, without markup.

use umbel_core::slug::slugify;

use crate::content::plain_text;

/// `text`, which may hold markup and entities, as plain words on one line of at most `longest`
/// characters.
pub(super) fn plain_line(text: &str, longest: usize) -> String {
    let plain = if text.contains(['<', '&']) {
        plain_text(text)
    } else {
        text.to_owned()
    };
    let words: Vec<&str> = plain.split_whitespace().collect();
    cut(&words.join(" "), longest)
}

/// `text` cut to at most `longest` characters.
pub(super) fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => text.get(..end).unwrap_or_default().trim_end().to_owned(),
        None => text.to_owned(),
    }
}

/// The first of `candidates` that a slug can be made of.
pub(super) fn first_slug(candidates: &[&str]) -> Option<String> {
    candidates
        .iter()
        .map(|candidate| slugify(candidate))
        .find(|slug| !slug.is_empty())
}

/// `Some(text)` unless it is empty.
pub(super) fn unless_empty(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// A number that stands for `text` and stays the same from version to version (FNV-1a).
pub(super) fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
