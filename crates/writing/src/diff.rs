//! What is different between two texts, word by word.

use serde::Serialize;
use similar::{ChangeTag, TextDiff};
use std::time::Duration;

/// A longer look for the shortest difference makes nobody happier.
const LONGEST_LOOK: Duration = Duration::from_millis(400);
/// What did not change is left out beyond so many characters before and after a change.
const AROUND: usize = 240;

/// A part of two texts laid over each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Piece {
    /// `same`, `gone`, `new`, or `left-out` for a long part that is the same.
    pub(crate) kind: &'static str,
    pub(crate) text: String,
}

/// The way from one text to the other. Empty when both are the same.
pub(crate) fn pieces(old: &str, new: &str) -> Vec<Piece> {
    if old == new {
        return Vec::new();
    }
    let diff = TextDiff::configure().timeout(LONGEST_LOOK).diff_words(old, new);
    let mut pieces: Vec<Piece> = Vec::new();
    for change in diff.iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => "same",
            ChangeTag::Delete => "gone",
            ChangeTag::Insert => "new",
        };
        match pieces.last_mut() {
            Some(last) if last.kind == kind => last.text.push_str(change.value()),
            _ => pieces.push(Piece {
                kind,
                text: change.value().to_owned(),
            }),
        }
    }
    shortened(with_runs_joined(pieces))
}

/// Joins what changed where only white space between stayed the same: single words in turn are hard to read.
fn with_runs_joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    let mut gone = String::new();
    let mut new = String::new();
    let settle = |joined: &mut Vec<Piece>, gone: &mut String, new: &mut String| {
        for (kind, text) in [("gone", std::mem::take(gone)), ("new", std::mem::take(new))] {
            if !text.is_empty() {
                joined.push(Piece { kind, text });
            }
        }
    };
    let count = pieces.len();
    for (position, piece) in pieces.into_iter().enumerate() {
        let is_between = position + 1 < count && !(gone.is_empty() && new.is_empty());
        match piece.kind {
            "gone" => gone.push_str(&piece.text),
            "new" => new.push_str(&piece.text),
            _ if is_between && piece.text.chars().all(|character| character == ' ') => {
                gone.push_str(&piece.text);
                new.push_str(&piece.text);
            }
            _ => {
                settle(&mut joined, &mut gone, &mut new);
                joined.push(piece);
            }
        }
    }
    settle(&mut joined, &mut gone, &mut new);
    joined
}

/// Leaves out the middle of long parts that did not change.
fn shortened(pieces: Vec<Piece>) -> Vec<Piece> {
    let last = pieces.len().saturating_sub(1);
    let mut shortened = Vec::with_capacity(pieces.len());
    for (position, piece) in pieces.into_iter().enumerate() {
        let length = piece.text.chars().count();
        if piece.kind != "same" || length <= 3 * AROUND {
            shortened.push(piece);
            continue;
        }
        let mut keep = |text: String| {
            if !text.is_empty() {
                shortened.push(Piece { kind: "same", text });
            }
        };
        let head: String = if position == 0 {
            String::new()
        } else {
            piece.text.chars().take(AROUND).collect()
        };
        let tail: String = if position == last {
            String::new()
        } else {
            piece.text.chars().skip(length - AROUND).collect()
        };
        keep(up_to_last_space(&head).to_owned());
        shortened.push(Piece {
            kind: "left-out",
            text: String::new(),
        });
        if !tail.is_empty() {
            shortened.push(Piece {
                kind: "same",
                text: from_first_space(&tail).to_owned(),
            });
        }
    }
    shortened
}

fn up_to_last_space(text: &str) -> &str {
    text.rfind(char::is_whitespace)
        .map_or(text, |position| &text[..position])
}

fn from_first_space(text: &str) -> &str {
    text.find(char::is_whitespace)
        .map_or(text, |position| &text[position..])
}

/// `writing/diff.html`
#[derive(Serialize)]
struct DiffView {
    pieces: Vec<Piece>,
}

/// One piece of each kind, for samples.
pub(crate) fn sample_pieces() -> Vec<Piece> {
    ["same", "gone", "new", "left-out"]
        .map(|kind| Piece {
            kind,
            text: "soup ".into(),
        })
        .into()
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let view = DiffView {
        pieces: sample_pieces(),
    };
    vec![umbel_web_kit::feature::sample("writing/diff.html", &view)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(old: &str, new: &str) -> String {
        pieces(old, new)
            .into_iter()
            .map(|piece| match piece.kind {
                "gone" => format!("[-{}-]", piece.text),
                "new" => format!("[+{}+]", piece.text),
                "left-out" => "[…]".into(),
                _ => piece.text,
            })
            .collect()
    }

    #[test]
    fn whole_words_change() {
        assert_eq!(
            told("We meet on Monday.", "We meet on Tuesday."),
            "We meet on [-Monday.-][+Tuesday.+]"
        );
        assert_eq!(told("same", "same"), "");
        assert_eq!(told("", "all new"), "[+all new+]");
    }

    #[test]
    fn neighbouring_words_change_together() {
        assert_eq!(
            told("a red big house", "a blue small house"),
            "a [-red big-][+blue small+] house"
        );
    }

    #[test]
    fn what_stays_the_same_at_length_is_left_out() {
        let long = "word ".repeat(400);
        let told = told(&format!("{long}old {long}"), &format!("{long}new {long}"));
        assert!(told.contains("[-old-][+new+]"), "{told}");
        assert!(told.starts_with("[…]") && told.ends_with("[…]"), "{told}");
        assert!(told.len() < 700, "{}", told.len());
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_lost_in_short_texts(old in "[a-c \n]{0,60}", new in "[a-c \n]{0,60}") {
            let pieces = pieces(&old, &new);
            if old != new {
                let side = |other: &str| -> String {
                    pieces.iter().filter(|piece| piece.kind != other).map(|piece| piece.text.as_str()).collect()
                };
                proptest::prop_assert_eq!(side("new"), old);
                proptest::prop_assert_eq!(side("gone"), new);
            }
        }
    }
}
