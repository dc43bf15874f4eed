//! What was done, and what somebody says against it.

use serde::Serialize;
use umbel_core::moderation::{ActKind, AppealState, LONGEST_WORDS, ModerationAct};
use umbel_core::people::{Account, SignedIn};
use umbel_core::{Error, Id, SiteWrite};
use umbel_web_kit::i18n::Words;
use umbel_web_kit::stones::When;
use umbel_web_kit::{Answer, FormView, Problem, Visit, workplace};

use crate::parts::{day, id_in_path, reason_of, written};
use crate::undoing;

/// How many acts stand on a page.
const ON_A_PAGE: i64 = 50;

/// `moderation/acts.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ActsView {
    acts: Vec<ActLine>,
    is_newest: bool,
    older: Option<String>,
}

/// One act in a list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ActLine {
    id: String,
    sentence: String,
    reason: String,
    day: String,
    when: When,
    is_undone: bool,
    /// What became of an appeal, in a sentence.
    appeal: Option<String>,
}

/// `moderation/act.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ActView {
    form: FormView,
    id: String,
    sentence: String,
    reason: String,
    note: String,
    when: When,
    /// When it was taken back.
    undone: Option<String>,
    can_undo: bool,
    appeal: Option<AppealView>,
    longest: usize,
}

/// What was said against an act.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AppealView {
    text: String,
    state: String,
    answer: String,
    is_open: bool,
    can_decide: bool,
}

/// `/manage/queue/acts`
pub(crate) fn list(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let before = visit.asked("before").and_then(|id| id.parse().ok()).map(Id);
    let words = visit.words();
    let mut found = ModerationAct::newest(&mut visit.scope(), before, ON_A_PAGE + 1)?;
    let has_more = i64::try_from(found.len()).unwrap_or(0) > ON_A_PAGE;
    found.truncate(usize::try_from(ON_A_PAGE).unwrap_or(50));
    let older = found
        .last()
        .filter(|_| has_more)
        .map(|last| format!("/manage/queue/acts?before={}", last.id));
    let mut acts = Vec::with_capacity(found.len());
    for act in found {
        let when = words.when(act.created_at);
        acts.push(ActLine {
            id: act.id.to_string(),
            sentence: sentence(visit, &words, &act)?,
            reason: reason_of(&words, &act),
            day: day(&when),
            when,
            is_undone: act.undone_at.is_some(),
            appeal: act.appeal_state.map(|state| words.say(&format!("act-appeal-{state}"))),
        });
    }
    let view = ActsView {
        acts,
        is_newest: before.is_none(),
        older,
    };
    let heading = words.say("acts-heading");
    workplace::titled_page(visit, person, "queue", heading, "moderation/acts.html", &view)
}

/// `/manage/queue/acts/{act}`
pub(crate) fn one(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let id = id_in_path(visit, "act")?;
    let act = ModerationAct::find(&mut visit.scope(), id)?;
    let words = visit.words();
    let mut form = FormView::new(visit, &["reason"]);
    if let Some(sent) = visit.form.clone() {
        let answer = written(&mut form, &words, "reason");
        if form.is_fine() {
            match decided(visit, person, &act, sent.text("do"), &answer) {
                Ok(done) => return Ok(Answer::GoOn(format!("/manage/queue/acts/{id}?done={done}"))),
                Err(Error::Refused) => form.say(words.say("act-appeal-not-you")),
                Err(Error::NotFound(_)) => {
                    return Ok(Answer::GoOn(format!("/manage/queue/acts/{id}?done=queue-gone")));
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
    let can_decide = act.may_be_judged_by(&person.standing);
    let view = ActView {
        form,
        id: id.to_string(),
        sentence: sentence(visit, &words, &act)?,
        reason: reason_of(&words, &act),
        when: words.when(act.created_at),
        undone: act.undone_at.map(|moment| words.when(moment).relative),
        can_undo: act.undone_at.is_none()
            && (act.account_id != Some(person.standing.account.id) || act.actor_id == act.account_id),
        appeal: act.appeal_state.map(|state| AppealView {
            text: act.appeal_text.clone().unwrap_or_default(),
            state: words.say(&format!("act-appeal-{state}")),
            answer: act.appeal_reason.clone(),
            is_open: state == AppealState::Open,
            can_decide,
        }),
        note: act.note,
        longest: LONGEST_WORDS,
    };
    let heading = words.say("act-heading");
    workplace::titled_page(visit, person, "queue", heading, "moderation/act.html", &view)
}

/// Does what a button says, and returns the key of the sentence that tells so.
fn decided(
    visit: &Visit<'_>,
    person: &SignedIn,
    act: &ModerationAct,
    what: &str,
    answer: &str,
) -> umbel_core::Result<&'static str> {
    let (world, here) = (visit.world, visit.current.id());
    world.store.write(|write| {
        let site = &mut SiteWrite::new(here, write);
        match what {
            "undo" => {
                undoing::undo(site, world, &person.standing, act)?;
                Ok("act-undone")
            }
            "uphold" => {
                undoing::decide(site, world, &person.standing, act, AppealState::Upheld, answer)?;
                Ok("appeal-upheld")
            }
            "reverse" => {
                undoing::decide(site, world, &person.standing, act, AppealState::Reversed, answer)?;
                Ok("appeal-reversed")
            }
            _ => Err(Error::Invalid("there is no such button".into())),
        }
    })
}

/// An act in words.
fn sentence(visit: &mut Visit<'_>, words: &Words<'_>, act: &ModerationAct) -> Result<String, Problem> {
    let person = match (act.act, act.account_id) {
        (ActKind::Warned | ActKind::Muted | ActKind::Banned, Some(id)) => {
            Account::find(visit.connection, id)?.map(|account| account.name)
        }
        _ => None,
    };
    Ok(words.say_with(
        &format!("act-sentence-{}", act.act),
        &[
            ("actor", act.actor_name.as_str().into()),
            ("title", act.title.as_str().into()),
            ("person", person.unwrap_or_else(|| words.say("act-somebody")).into()),
        ],
    ))
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let line = ActLine {
        id: "1".into(),
        sentence: "Ana hid: Tomás: See you".into(),
        reason: "Advertising".into(),
        day: "22 Nov 2026".into(),
        when: When::sample(),
        is_undone: true,
        appeal: Some("Nobody has answered yet.".into()),
    };
    let list = ActsView {
        acts: vec![
            line.clone(),
            ActLine {
                reason: String::new(),
                is_undone: false,
                appeal: None,
                ..line
            },
        ],
        is_newest: false,
        older: Some("/manage/queue/acts?before=1".into()),
    };
    let act = ActView {
        form: FormView::sample(&["reason"]),
        id: "1".into(),
        sentence: "Ana hid: Tomás: See you".into(),
        reason: "Advertising".into(),
        note: "Please no advertising.".into(),
        when: When::sample(),
        undone: Some("today".into()),
        can_undo: true,
        appeal: Some(AppealView {
            text: "It was about our own bakery.".into(),
            state: "Nobody has answered yet.".into(),
            answer: "You are right.".into(),
            is_open: true,
            can_decide: true,
        }),
        longest: LONGEST_WORDS,
    };
    let plain = ActView {
        reason: String::new(),
        note: String::new(),
        undone: None,
        can_undo: false,
        appeal: None,
        ..act.clone()
    };
    let others = ActView {
        appeal: Some(AppealView {
            text: "It was us.".into(),
            state: "It stays.".into(),
            answer: String::new(),
            is_open: true,
            can_decide: false,
        }),
        ..act.clone()
    };
    vec![
        workplace::sample("moderation/acts.html", &list),
        workplace::sample(
            "moderation/acts.html",
            &ActsView {
                acts: Vec::new(),
                is_newest: true,
                older: None,
            },
        ),
        workplace::sample("moderation/act.html", &act),
        workplace::sample("moderation/act.html", &plain),
        workplace::sample("moderation/act.html", &others),
    ]
}
