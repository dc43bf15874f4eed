//! What was done here, by whom and why, for those who look after the place and those above it.

use serde::Serialize;
use umbel_core::Id;
use umbel_core::people::{Act, AuditEntry, SignedIn};
use umbel_web_kit::i18n::Words;
use umbel_web_kit::stones::When;
use umbel_web_kit::{Answer, Problem, Visit};

use crate::people::day;
use umbel_web_kit::workplace;

/// How many lines stand on a page.
const ON_A_PAGE: i64 = 50;

/// `manage/log.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LogView {
    lines: Vec<LineView>,
    /// Whether the page begins with the newest line.
    is_newest: bool,
    older: Option<String>,
}

/// One line.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LineView {
    sentence: String,
    reason: String,
    day: String,
    when: When,
}

/// The log from the newest line on.
pub(crate) fn show(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let before = visit.asked("before").and_then(|id| id.parse().ok()).map(Id);
    let words = visit.words();
    let mut entries = AuditEntry::newest(&mut visit.scope(), before, ON_A_PAGE + 1)?;
    let has_more = i64::try_from(entries.len()).unwrap_or(0) > ON_A_PAGE;
    entries.truncate(usize::try_from(ON_A_PAGE).unwrap_or(50));
    let view = LogView {
        older: entries
            .last()
            .filter(|_| has_more)
            .map(|last| format!("/manage/log?before={}", last.id)),
        lines: entries.into_iter().map(|entry| line(&words, entry)).collect(),
        is_newest: before.is_none(),
    };
    workplace::page(visit, person, "log", "manage/log.html", &view)
}

/// A line in words.
fn line(words: &Words<'_>, entry: AuditEntry) -> LineView {
    let actor = if entry.actor_name.is_empty() {
        words.say("log-nobody")
    } else {
        entry.actor_name
    };
    let (subject, role) = told(words, entry.act, &entry.subject);
    let when = words.when(entry.created_at);
    LineView {
        sentence: words.say_with(
            &format!("act-{}", entry.act),
            &[
                ("actor", actor.into()),
                ("subject", subject.into()),
                ("role", role.into()),
            ],
        ),
        reason: entry.reason,
        day: day(&when),
        when,
    }
}

/// To whom or what, and the role it is about, in words. What is stored is made for programs.
fn told(words: &Words<'_>, act: Act, subject: &str) -> (String, String) {
    let role = |word: &str| words.known(&format!("role-{word}")).unwrap_or_else(|| word.to_owned());
    match act {
        Act::RoleGiven => match subject.rsplit_once(": ") {
            Some((name, word)) => (name.to_owned(), role(word)),
            None => (subject.to_owned(), String::new()),
        },
        Act::Invited | Act::InvitationWithdrawn | Act::Joined => (String::new(), role(subject)),
        Act::FeatureEnabled | Act::FeatureDisabled => (
            words
                .known(&format!("feature-{subject}"))
                .unwrap_or_else(|| subject.to_owned()),
            String::new(),
        ),
        Act::Moderated | Act::ModerationUndone => match subject.split_once(": ") {
            Some((word, what)) => (
                what.to_owned(),
                words
                    .known(&format!("moderated-{word}"))
                    .unwrap_or_else(|| word.to_owned()),
            ),
            None => (subject.to_owned(), String::new()),
        },
        Act::ModerationReviewed => {
            let what = subject.split_once(": ").map_or(subject, |(_, what)| what);
            (what.to_owned(), String::new())
        }
        Act::QuotaSet if subject.is_empty() => (words.say("log-quota-usual"), String::new()),
        _ => (subject.to_owned(), String::new()),
    }
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    vec![workplace::sample(
        "manage/log.html",
        &LogView {
            lines: vec![LineView {
                sentence: "Ana invited somebody as: Editor.".into(),
                reason: "We need more hands.".into(),
                day: day(&When::sample()),
                when: When::sample(),
            }],
            is_newest: false,
            older: Some("/manage/log?before=1".into()),
        },
    )]
}
