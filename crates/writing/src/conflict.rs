//! Two people saved the same text: both are shown, and whoever saves second decides.

use serde::Serialize;
use umbel_core::content::Post;
use umbel_web_kit::{Problem, Visit};

use crate::diff::{Piece, pieces, sample_pieces};
use crate::form::Typed;
use crate::keep::who_saved;

/// What somebody else saved while this person was writing.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ConflictView {
    /// Who saved what, and when.
    pub(crate) sentence: String,
    /// The step that was tried, to be taken after all.
    pub(crate) step: &'static str,
    pub(crate) title: Vec<Piece>,
    pub(crate) source: Vec<Piece>,
    pub(crate) summary: Vec<Piece>,
    /// Their text as it is stored.
    pub(crate) their_title: String,
    pub(crate) their_source: String,
}

/// What is different between the text that is stored and the one that was typed.
pub(crate) fn conflict(
    visit: &mut Visit<'_>,
    stored: &Post,
    typed: &Typed,
    step: &'static str,
) -> Result<ConflictView, Problem> {
    let who = who_saved(visit, stored)?;
    let when = visit.words().when(stored.saved_at.unwrap_or(stored.updated_at));
    let sentence = visit.words().say_with(
        "writing-conflict",
        &[
            ("name", who.as_str().into()),
            ("day", when.relative.as_str().into()),
            ("time", when.time.as_str().into()),
        ],
    );
    Ok(ConflictView {
        sentence,
        step,
        title: pieces(&stored.title, &typed.title),
        source: pieces(&stored.source, &typed.source),
        summary: pieces(&stored.summary, &typed.summary),
        their_title: stored.title.clone(),
        their_source: stored.source.clone(),
    })
}

pub(crate) fn sample() -> ConflictView {
    ConflictView {
        sentence: "Maite saved this at 14:05.".into(),
        step: "save",
        title: sample_pieces(),
        source: sample_pieces(),
        summary: Vec::new(),
        their_title: "Soup".into(),
        their_source: "Bring bowls.".into(),
    }
}
