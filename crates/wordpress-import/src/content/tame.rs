//! Takes from a source what would cost too much to look at: the parser's time grows with it.

use super::scan::{Piece, Tag, escaped, pieces};

/// Elements deeper than this lose their tags; what they hold stays.
const DEEPEST: usize = 120;
/// Formatting is opened again in every paragraph that follows, so little of it may be left open.
const DEEPEST_FORMATTING: usize = 24;
/// The most tags a text may hold; the longest honest posts have some thousand.
const MOST_TAGS: usize = 60_000;
/// The longest tag that is not looked at twice.
const LONGEST_PLAIN_TAG: usize = 4096;
/// The most attributes of a longer tag.
const MOST_ATTRIBUTES: usize = 200;

/// The source with bounded nesting and without characters that mean nothing, or none when it holds
/// more tags than any text does.
pub(super) fn tame(source: &str) -> Option<String> {
    let mut tamed = String::with_capacity(source.len());
    let mut depth = 0_usize;
    let mut formatting = 0_usize;
    let mut tags = 0_usize;
    for piece in pieces(source) {
        match piece {
            Piece::Text(text) => push_text(&mut tamed, text),
            Piece::Comment(raw) => {
                tags += 1;
                push_settled(&mut tamed, raw);
            }
            Piece::Tag(tag) => {
                tags += 1;
                let counter = if is_formatting(&tag) {
                    Some((&mut formatting, DEEPEST_FORMATTING))
                } else if closes_by_itself(&tag) {
                    None
                } else {
                    Some((&mut depth, DEEPEST))
                };
                if let Some((open, most)) = counter {
                    if tag.is_end {
                        *open = open.saturating_sub(1);
                    } else if *open >= most {
                        continue;
                    } else {
                        *open += 1;
                    }
                }
                push_tag(&mut tamed, &tag);
            }
        }
        if tags > MOST_TAGS {
            return None;
        }
    }
    Some(tamed)
}

fn push_text(tamed: &mut String, text: &str) {
    // A beginning that never ends would hide everything behind it.
    let begins_markup = text.strip_prefix('<').is_some_and(|behind| {
        behind.starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'))
    });
    if begins_markup {
        tamed.push_str("&lt;");
        push_settled(tamed, text.get(1..).unwrap_or_default());
        return;
    }
    push_settled(tamed, text);
}

/// Line ends become line feeds; control characters go.
fn push_settled(tamed: &mut String, text: &str) {
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' => tamed.push('\n'),
            '\t' | '\n' => tamed.push(character),
            control if control.is_control() => {}
            other => tamed.push(other),
        }
    }
}

fn push_tag(tamed: &mut String, tag: &Tag<'_>) {
    // To a browser everything behind it would be text.
    if tag.is("plaintext") {
        return;
    }
    if tag.raw.len() > LONGEST_PLAIN_TAG && count_attributes(tag.raw) > MOST_ATTRIBUTES {
        tamed.push_str(if tag.is_end { "</" } else { "<" });
        tamed.push_str(&escaped(tag.name));
        tamed.push('>');
        return;
    }
    push_settled(tamed, tag.raw);
}

/// An upper bound of the attributes: what separates them, outside quotation marks.
fn count_attributes(raw: &str) -> usize {
    let mut quote = None;
    let mut count = 0;
    for byte in raw.bytes() {
        match (quote, byte) {
            (Some(open), close) if open == close => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => {
                quote = Some(byte);
                count += 1;
            }
            (None, b'/') => count += 1,
            (None, byte) if byte.is_ascii_whitespace() => count += 1,
            (None, _) => {}
        }
    }
    count
}

fn is_formatting(tag: &Tag<'_>) -> bool {
    const NAMES: [&str; 14] = [
        "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
    ];
    NAMES.iter().any(|name| tag.is(name))
}

/// Elements without an ending tag, or whose ending tag people leave out.
fn closes_by_itself(tag: &Tag<'_>) -> bool {
    const NAMES: [&str; 27] = [
        "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
        "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
    ];
    NAMES.iter().any(|name| tag.is(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_is_left_alone() {
        let source = "<p>1 < 2 & <b>3</b><!-- wp:x {\"a\":\"<b>\"} --></p>";
        assert_eq!(tame(source).as_deref(), Some(source));
    }

    #[test]
    fn control_characters_and_line_ends_are_settled() {
        assert_eq!(tame("a\u{0}b\r\nc\rd\u{7f}").as_deref(), Some("ab\nc\nd"));
    }

    #[test]
    fn what_never_ends_is_shown_instead_of_hiding_the_rest() {
        assert_eq!(tame("a <!-- b <i>c</i>").as_deref(), Some("a &lt;!-- b <i>c</i>"));
    }

    #[test]
    fn nesting_is_bounded() {
        let tamed = tame(&"<div>".repeat(5000)).unwrap();
        assert_eq!(tamed.matches("<div>").count(), DEEPEST);
        assert_eq!(tame(&"<p>".repeat(MOST_TAGS + 1)), None);
    }
}
