//! What several rooms share: reasons, days, and writing within the database with letters.

use serde::Serialize;
use umbel_core::Id;
use umbel_core::moderation::{ActKind, LONGEST_WORDS, ModerationAct, Reason};
use umbel_web_kit::i18n::Words;
use umbel_web_kit::stones::When;
use umbel_web_kit::{FormView, Problem, Visit};

/// The reasons that can be chosen, with their words.
pub(crate) fn reasons(words: &Words<'_>) -> Vec<(String, String)> {
    Reason::ALL
        .iter()
        .map(|reason| (reason.to_string(), words.say(&format!("reason-{reason}"))))
        .collect()
}

/// Why something was done, in words; empty when no reason was named, or none that says anything.
pub(crate) fn reason_of(words: &Words<'_>, act: &ModerationAct) -> String {
    if matches!(act.act, ActKind::Approved | ActKind::Kept) || act.reason == Reason::Other {
        return String::new();
    }
    words.say(&format!("reason-{}", act.reason))
}

/// The id that stands in the path under this name.
pub(crate) fn id_in_path(visit: &Visit<'_>, name: &str) -> Result<Id, Problem> {
    visit.parameter(name).parse().map(Id).map_err(|_| Problem::NotFound)
}

/// What was written in a field that may stay empty; a sentence stands beside it when it is too long.
pub(crate) fn written(form: &mut FormView, words: &Words<'_>, name: &str) -> String {
    let text = form.value(name).to_owned();
    if text.chars().count() > LONGEST_WORDS {
        let most = i64::try_from(LONGEST_WORDS).unwrap_or(i64::MAX);
        form.refuse(name, words.say_with("item-note-too-long", &[("most", most.into())]));
    }
    text
}

/// A day in words, short enough for lists: "22 Nov 2026".
pub(crate) fn day(when: &When) -> String {
    format!("{} {}", when.short, when.year)
}

/// A filter above a list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FilterView {
    pub(crate) text: String,
    pub(crate) url: String,
    pub(crate) current: bool,
}
