//! What came of an import.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

/// The most remarks that are kept; a file that earns more is summed up.
const MOST_NOTES: usize = 10_000;
/// The longest part of a remark, in characters.
const LONGEST_PART: usize = 300;

/// What was taken from an export, and what was not and why.
#[derive(Default, Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// Authors newly taken.
    pub authors: usize,
    /// Topics and tags newly taken.
    pub terms: usize,
    /// Posts newly taken.
    pub posts: usize,
    /// Pages newly taken.
    pub pages: usize,
    /// Comments newly taken.
    pub comments: usize,
    /// Pictures newly taken.
    pub attachments: usize,
    /// Lines of menus newly taken.
    pub menu_items: usize,
    /// Old addresses that newly lead to new ones.
    pub redirects: usize,
    /// What was recognised from an earlier run, whatever it is.
    pub already_there: usize,
    /// How many of the newly taken posts and pages are in each state: `published`, `draft`,
    /// `pending`, `private`, `scheduled` and `trashed`, besides `password` and `sticky`.
    pub states: BTreeMap<String, usize>,
    /// Everything that was not taken or was changed, and why.
    pub notes: Vec<ReportNote>,
    /// Why the file could not be read to its end, with the place; what was sound before it was
    /// taken.
    pub failure: Option<String>,
}

/// Something that was not taken or was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportNote {
    /// Which item of the export.
    pub item: String,
    /// What of it.
    pub what: String,
    /// Why.
    pub why: String,
}

impl ImportReport {
    /// The report as plain lines for the command line.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::from("Taken:\n");
        for (count, name) in [
            (self.posts, "posts"),
            (self.pages, "pages"),
            (self.comments, "comments"),
            (self.attachments, "pictures"),
            (self.authors, "authors"),
            (self.terms, "topics and tags"),
            (self.menu_items, "menu lines"),
            (self.redirects, "old addresses"),
        ] {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "  {count:>6}  {name}");
        }
        if !self.states.is_empty() {
            let states: Vec<String> = self
                .states
                .iter()
                .map(|(state, count)| format!("{count} {state}"))
                .collect();
            let _ = writeln!(text, "Of the posts and pages: {}.", states.join(", "));
        }
        if self.already_there > 0 {
            let _ = writeln!(text, "Already there from an earlier run: {}.", self.already_there);
        }
        if !self.notes.is_empty() {
            let _ = writeln!(text, "Not taken, or changed ({}):", self.notes.len());
            for note in &self.notes {
                let _ = writeln!(text, "  {}: {}: {}", note.item, note.what, note.why);
            }
        }
        if let Some(failure) = &self.failure {
            let _ = writeln!(
                text,
                "The file could not be read to its end: {failure}\nEverything before that place was taken."
            );
        }
        text
    }
}

/// Writes the report while the import runs.
#[derive(Debug, Default)]
pub(super) struct Reporter {
    pub(super) report: ImportReport,
    /// Remarks that would repeat, by item and reason, with what is counted.
    counted: BTreeMap<(String, &'static str), (usize, &'static str)>,
    left_out: usize,
}

impl Reporter {
    /// Adds a remark.
    pub(super) fn note(&mut self, item: &str, what: &str, why: &str) {
        if self.report.notes.len() >= MOST_NOTES {
            self.left_out += 1;
            return;
        }
        self.report.notes.push(ReportNote {
            item: part(item),
            what: part(what),
            why: part(why),
        });
    }

    /// Adds a remark that is made once, with the number of times.
    pub(super) fn count(&mut self, item: &str, what: &'static str, why: &'static str) {
        // The number of different items is bounded too: a file may name a new type with each entry.
        if self.counted.len() >= MOST_NOTES {
            self.left_out += 1;
            return;
        }
        self.counted.entry((part(item), why)).or_insert((0, what)).0 += 1;
    }

    /// Counts a state of a newly taken post or page.
    pub(super) fn state(&mut self, state: &str) {
        *self.report.states.entry(state.to_owned()).or_insert(0) += 1;
    }

    /// The finished report.
    pub(super) fn finish(mut self) -> ImportReport {
        for ((item, why), (times, what)) in std::mem::take(&mut self.counted) {
            self.note(&item, &format!("{times} {what}"), why);
        }
        if self.left_out > 0 {
            self.report.notes.push(ReportNote {
                item: "this report".into(),
                what: format!("{} further remarks", self.left_out),
                why: "There are too many to list them all.".into(),
            });
        }
        self.report
    }
}

/// A part of a remark on one line and not too long: the words come from the file.
fn part(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .map(|character| if character.is_control() { ' ' } else { character })
        .take(LONGEST_PART)
        .collect();
    if text.chars().nth(LONGEST_PART).is_some() {
        shown.push('…');
    }
    shown
}
