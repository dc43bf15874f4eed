//! What came along, what did not, and why.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The most remarks that are kept; what earns more is summed up.
const MOST_NOTES: usize = 5_000;

/// What came along, what did not, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// How many of each kind of thing came along.
    pub counts: BTreeMap<String, usize>,
    /// How many were there already.
    pub already_there: usize,
    /// What did not come along or was changed.
    pub notes: Vec<Note>,
    /// Remarks beyond the most that are kept.
    pub further: usize,
}

/// Something that did not come along or was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What.
    pub item: String,
    /// Why, or what was done about it.
    pub why: String,
}

impl Report {
    /// Counts something that came along.
    pub fn count(&mut self, kind: &str) {
        *self.counts.entry(kind.to_owned()).or_default() += 1;
    }

    /// Adds a remark.
    pub fn note(&mut self, item: impl Into<String>, why: impl Into<String>) {
        if self.notes.len() >= MOST_NOTES {
            self.further += 1;
            return;
        }
        let on_one_line = |text: String| -> String {
            text.chars()
                .map(|character| if character.is_control() { ' ' } else { character })
                .take(400)
                .collect()
        };
        self.notes.push(Note {
            item: on_one_line(item.into()),
            why: on_one_line(why.into()),
        });
    }

    /// How many things of a kind came along.
    #[must_use]
    pub fn of(&self, kind: &str) -> usize {
        self.counts.get(kind).copied().unwrap_or_default()
    }

    /// The report as plain lines.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        for (kind, count) in &self.counts {
            let _ = writeln!(text, "  {count:>6}  {kind}");
        }
        if self.already_there > 0 {
            let _ = writeln!(text, "Already there: {}.", self.already_there);
        }
        if !self.notes.is_empty() {
            let _ = writeln!(
                text,
                "Not taken along, or changed ({}):",
                self.notes.len() + self.further
            );
            for note in &self.notes {
                let _ = writeln!(text, "  {}: {}", note.item, note.why);
            }
        }
        if self.further > 0 {
            let _ = writeln!(text, "  … and {} more.", self.further);
        }
        text
    }
}
