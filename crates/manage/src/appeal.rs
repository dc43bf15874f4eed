//! Objecting to a suspension: those who look after a closed site see why, and can say something against it.

use aggregator::tree_changes::{self, LONGEST_REASON, Letters, closure};
use serde::Serialize;
use umbel_core::Error;
use umbel_core::people::SignedIn;
use umbel_core::tree::SiteStatus;
use umbel_web_kit::{Answer, FormView, Problem, Visit};

use crate::sites::AppealView;
use umbel_web_kit::workplace;

/// `manage/appeal.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AppealPage {
    form: FormView,
    /// Why the site is closed; none when it is not.
    reason: Option<String>,
    since: Option<String>,
    /// What was said against it last.
    said: Option<AppealView>,
    /// What above it is closed, when that is why nobody can visit.
    closed_above: Option<String>,
    longest: usize,
}

/// `/manage/appeal`
pub(crate) fn object(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let mut form = FormView::new(visit, &["text"]);
    let words = visit.words();
    if let Some(sent) = visit.form.clone() {
        let text = sent.text("text");
        if text.is_empty() || text.chars().count() > LONGEST_REASON {
            form.refuse("text", words.say("appeal-text-wrong"));
        } else {
            let world = visit.world;
            let address_of = |host: &str| world.origin.of(host);
            let letters = Letters {
                keys: &world.keys,
                address_of: &address_of,
            };
            let id = visit.current.id();
            let done = world
                .store
                .write(|write| tree_changes::appeal(write, &letters, &person.standing, id, text));
            match done {
                Ok(()) => return Ok(Answer::GoOn("/manage/appeal?done=appealed".into())),
                Err(Error::TooOften) => form.say(words.say("appeal-too-often")),
                // It was opened meanwhile: the page says so.
                Err(Error::Invalid(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
    let closed = closure(&mut visit.scope())?;
    let view = AppealPage {
        form,
        since: closed
            .as_ref()
            .and_then(|closed| closed.since)
            .map(|moment| words.when(moment).long),
        reason: closed.as_ref().map(|closed| closed.reason.clone()),
        said: closed
            .and_then(|closed| closed.appeal)
            .map(|(text, moment)| AppealView {
                text,
                when: words.when(moment).long,
            }),
        closed_above: visit
            .current
            .above
            .iter()
            .find(|node| node.site.status == SiteStatus::Suspended)
            .map(|node| node.site.name.clone()),
        longest: LONGEST_REASON,
    };
    workplace::page(visit, person, "appeal", "manage/appeal.html", &view)
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let full = AppealPage {
        form: FormView::sample(&["text"]),
        reason: Some("Spam.".into()),
        since: Some("Sunday 22 November".into()),
        said: Some(AppealView {
            text: "It was not us.".into(),
            when: "Sunday 22 November".into(),
        }),
        closed_above: Some("Cosecha".into()),
        longest: LONGEST_REASON,
    };
    let bare = AppealPage {
        reason: None,
        since: None,
        said: None,
        closed_above: None,
        ..full.clone()
    };
    vec![
        workplace::sample("manage/appeal.html", &full),
        workplace::sample("manage/appeal.html", &bare),
    ]
}
