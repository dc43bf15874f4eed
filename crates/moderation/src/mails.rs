//! Which mails somebody wants from this place.

use serde::Serialize;
use umbel_core::SiteWrite;
use umbel_core::mail::Notice;
use umbel_core::people::{Role, SignedIn};
use umbel_web_kit::feature::sample;
use umbel_web_kit::{Answer, FormView, PageHead, Problem, Visit};

/// `moderation/mails.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MailsView {
    form: FormView,
    choices: Vec<ChoiceView>,
}

/// A kind of mail.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ChoiceView {
    key: String,
    text: String,
    is_wanted: bool,
}

/// `/mails`
pub(crate) fn choose(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let account = person.standing.account.id;
    let offered: Vec<Notice> = Notice::ALL
        .iter()
        .copied()
        .filter(|notice| *notice != Notice::Waiting || person.standing.is_at_least(Role::Editor))
        .collect();
    if let Some(sent) = visit.form.clone() {
        let wanted = sent.all("wanted");
        let here = visit.current.id();
        visit.world.store.write(|write| {
            let site = &mut SiteWrite::new(here, write);
            offered.iter().try_for_each(|notice| {
                if wanted.contains(&notice.as_str()) {
                    notice.want(site, account)
                } else {
                    notice.refuse(site, account)
                }
            })
        })?;
        return Ok(Answer::GoOn("/mails?done=mails-saved".into()));
    }
    let words = visit.words();
    let mut choices = Vec::new();
    for notice in offered {
        choices.push(ChoiceView {
            key: notice.to_string(),
            text: words.say(&format!("mails-{notice}")),
            is_wanted: notice.is_wanted(&mut visit.scope(), account)?,
        });
    }
    let view = MailsView {
        form: FormView::new(visit, &[]),
        choices,
    };
    let site = visit.current.here.site.name.clone();
    let head = PageHead {
        noindex: true,
        ..PageHead::new(words.say_with("mails-heading", &[("name", site.into())]), "/mails")
    };
    visit.page("moderation/mails.html", head, &view)
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    vec![sample(
        "moderation/mails.html",
        &MailsView {
            form: FormView::sample(&[]),
            choices: vec![ChoiceView {
                key: "answers".into(),
                text: "When somebody answers my comment".into(),
                is_wanted: true,
            }],
        },
    )]
}
