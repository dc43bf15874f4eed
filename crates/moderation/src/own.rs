//! What was decided about somebody here, for themselves, and asking for another look.

use serde::Serialize;
use umbel_core::mail::{Message, enqueue};
use umbel_core::moderation::{AppealState, LONGEST_WORDS, ModerationAct, Sanction};
use umbel_core::people::SignedIn;
use umbel_core::{Error, SiteWrite};
use umbel_web_kit::feature::sample;
use umbel_web_kit::i18n::Words;
use umbel_web_kit::stones::When;
use umbel_web_kit::{Answer, FormView, PageHead, Problem, Visit};

use crate::parts::{id_in_path, reason_of};

/// The most acts that are listed.
const MOST: i64 = 100;

/// `moderation/own.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OwnView {
    acts: Vec<OwnLine>,
    /// What holds for now, in a sentence.
    silenced: Option<String>,
    until: Option<String>,
}

/// One act in the list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OwnLine {
    id: String,
    sentence: String,
    when: When,
    is_undone: bool,
}

/// `moderation/own_act.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OwnActView {
    form: FormView,
    id: String,
    sentence: String,
    reason: String,
    note: String,
    when: When,
    until: Option<String>,
    is_undone: bool,
    can_appeal: bool,
    appeal_text: Option<String>,
    appeal_state: Option<String>,
    appeal_answer: String,
    longest: usize,
}

/// `/moderation`
pub(crate) fn list(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let words = visit.words();
    let (account, now) = (person.standing.account.id, visit.now);
    let silencing = Sanction::silencing(&mut visit.scope(), account, now)?;
    let acts = ModerationAct::about(&mut visit.scope(), account, MOST)?;
    let view = OwnView {
        acts: acts
            .into_iter()
            .map(|act| OwnLine {
                id: act.id.to_string(),
                sentence: sentence(&words, &act),
                when: words.when(act.created_at),
                is_undone: act.undone_at.is_some(),
            })
            .collect(),
        silenced: silencing
            .as_ref()
            .map(|sanction| words.say(&format!("own-acts-silenced-{}", sanction.kind))),
        until: silencing.and_then(|sanction| until(&words, &sanction)),
    };
    let heading = words.say_with("own-acts-heading", &[("name", name(visit).into())]);
    visit.page("moderation/own.html", head(heading, "/moderation".into()), &view)
}

/// `/moderation/{act}`
pub(crate) fn one(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let id = id_in_path(visit, "act")?;
    let account = &person.standing.account;
    let act = ModerationAct::find(&mut visit.scope(), id)?;
    // What concerns somebody else is as good as missing.
    if act.account_id != Some(account.id) || !act.act.can_be_appealed() {
        return Err(Problem::NotFound);
    }
    let words = visit.words();
    let mut form = FormView::new(visit, &["text"]);
    if let Some(sent) = visit.form.clone() {
        match appeal(visit, person, &act, sent.text("text")) {
            Ok(()) | Err(Error::Taken(_)) => {
                return Ok(Answer::GoOn(format!("/moderation/{id}?done=appeal-sent")));
            }
            Err(Error::Invalid(_)) => {
                let most = i64::try_from(LONGEST_WORDS).unwrap_or(i64::MAX);
                form.refuse(
                    "text",
                    words.say_with("own-act-appeal-text-wrong", &[("most", most.into())]),
                );
            }
            Err(error) => return Err(error.into()),
        }
    }
    let sanction = Sanction::find(&mut visit.scope(), id)?;
    let view = OwnActView {
        form,
        id: id.to_string(),
        sentence: sentence(&words, &act),
        reason: reason_of(&words, &act),
        when: words.when(act.created_at),
        until: sanction.and_then(|sanction| until(&words, &sanction)),
        is_undone: act.undone_at.is_some(),
        can_appeal: act.appealed_at.is_none() && act.undone_at.is_none(),
        appeal_state: act.appeal_state.map(|state| match state {
            AppealState::Open => words.say("act-appeal-open"),
            other => words.say(&format!("act-appeal-{other}")),
        }),
        appeal_text: act.appeal_text,
        appeal_answer: act.appeal_reason,
        note: act.note,
        longest: LONGEST_WORDS,
    };
    let heading = words.say_with("own-acts-heading", &[("name", name(visit).into())]);
    visit.page(
        "moderation/own_act.html",
        head(heading, format!("/moderation/{id}")),
        &view,
    )
}

/// Asks for another look, and tells those who decide about it.
fn appeal(visit: &Visit<'_>, person: &SignedIn, act: &ModerationAct, text: &str) -> umbel_core::Result<()> {
    let world = visit.world;
    let here = &visit.current.here;
    let account = &person.standing.account;
    world.store.write(|write| {
        let site = &mut SiteWrite::new(here.site.id, write);
        let act = ModerationAct::appeal(site, act.id, account.id, text)?;
        let message = Message::ModerationAppealed {
            person: account.name.clone(),
            place: here.site.name.clone(),
            text: act.appeal_text.clone().unwrap_or_default(),
            link: format!("{}/manage/queue/acts/{}", world.origin.of(&here.host), act.id),
        };
        for judge in act.judges(site.connection())? {
            let locale = judge.locale.as_deref().unwrap_or(&here.site.locale);
            let to = judge.address()?;
            enqueue(site.write, &world.keys, &to, locale, Some(here.site.id), &message)?;
        }
        Ok(())
    })
}

fn name(visit: &Visit<'_>) -> String {
    visit.current.here.site.name.clone()
}

fn head(title: String, path: String) -> PageHead {
    PageHead {
        noindex: true,
        ..PageHead::new(title, path)
    }
}

fn sentence(words: &Words<'_>, act: &ModerationAct) -> String {
    words.say_with(&format!("own-act-{}", act.act), &[("title", act.title.as_str().into())])
}

fn until(words: &Words<'_>, sanction: &Sanction) -> Option<String> {
    sanction
        .ends_at
        .map(|moment| words.say_with("own-acts-until", &[("date", words.when(moment).long.into())]))
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let list = OwnView {
        acts: vec![OwnLine {
            id: "1".into(),
            sentence: "You were asked to take care: See you".into(),
            when: When::sample(),
            is_undone: true,
        }],
        silenced: Some("You cannot write here for now.".into()),
        until: Some("This ends by itself on 29 November.".into()),
    };
    let none = OwnView {
        acts: Vec::new(),
        silenced: None,
        until: None,
    };
    let act = OwnActView {
        form: FormView::sample(&["text"]),
        id: "1".into(),
        sentence: "You were asked to take care: See you".into(),
        reason: "Advertising".into(),
        note: "Please no advertising.".into(),
        when: When::sample(),
        until: Some("This ends by itself on 29 November.".into()),
        is_undone: true,
        can_appeal: true,
        appeal_text: Some("It was about our own bakery.".into()),
        appeal_state: Some("Nobody has answered yet.".into()),
        appeal_answer: "You are right.".into(),
        longest: LONGEST_WORDS,
    };
    let plain = OwnActView {
        reason: String::new(),
        note: String::new(),
        until: None,
        is_undone: false,
        can_appeal: false,
        appeal_text: None,
        appeal_state: None,
        appeal_answer: String::new(),
        ..act.clone()
    };
    vec![
        sample("moderation/own.html", &list),
        sample("moderation/own.html", &none),
        sample("moderation/own_act.html", &act),
        sample("moderation/own_act.html", &plain),
    ]
}
