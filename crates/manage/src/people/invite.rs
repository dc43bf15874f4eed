//! Inviting by mail, and taking an invitation back.

use serde::Serialize;
use umbel_core::email::EmailAddress;
use umbel_core::mail::{Message, enqueue};
use umbel_core::people::{Account, Invitation, Limit, Role, SignedIn, take};
use umbel_core::{Error, Result, SiteWrite, Write};
use umbel_web_kit::{Answer, FormView, Problem, Visit, World};

use super::{RoleChoice, chosen_role, explain, id_in_path, roles_to_give, sample_role, written};
use umbel_web_kit::workplace;

const DAY: i64 = 24 * 3_600;
/// An inviter is no mailing list.
const BY_ONE_PERSON: Limit = Limit {
    name: "invite-person",
    most: 100,
    seconds: DAY,
};
/// Nobody's mailbox is filled by those who invite.
const TO_ONE_ADDRESS: Limit = Limit {
    name: "invite-address",
    most: 5,
    seconds: DAY,
};

/// `manage/people_invite.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct InviteView {
    form: FormView,
    roles: Vec<RoleChoice>,
}

/// The form, and what is done with it.
pub(crate) fn invite(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let roles = roles_to_give(visit, person);
    let mut form = FormView::new(visit, &["email", "role", "note"]);
    let Some(sent) = visit.form.clone() else {
        form.put("role", Role::Member.as_str());
        return show(visit, person, InviteView { form, roles });
    };
    let words = visit.words();
    let email = EmailAddress::parse(sent.text("email")).ok();
    if email.is_none() {
        form.refuse("email", words.say("field-email-wrong"));
    }
    let role = chosen_role(&mut form, &words, &roles);
    let note = written(&mut form, &words, "note");
    let (Some(email), Some(role), true) = (email, role, form.is_fine()) else {
        return show(visit, person, InviteView { form, roles });
    };
    let world = visit.world;
    let here = &visit.current.here;
    let invited = world.store.write(|write| {
        take_one(write, world, person, &email)?;
        let site = &mut SiteWrite::new(here.site.id, write);
        let (_, token) = Invitation::make(site, &person.standing, &email, role)?;
        let known = Account::with_email(site.connection(), &email)?;
        let locale = known.and_then(|account| account.locale);
        let message = Message::Invitation {
            inviter: person.standing.account.name.clone(),
            place: here.site.name.clone(),
            role: role.to_string(),
            link: world.sign_in_url(&format!("/invitation?token={}", token.as_str())),
            note,
        };
        let locale = locale.as_deref().unwrap_or(&here.site.locale);
        enqueue(write, &world.keys, &email, locale, Some(here.site.id), &message)
    });
    match invited {
        Ok(_) => Ok(Answer::GoOn("/manage/people?done=invited".into())),
        Err(error) => {
            explain(&mut form, &words, error)?;
            show(visit, person, InviteView { form, roles })
        }
    }
}

/// Takes an open invitation back: its link stops to work.
pub(crate) fn withdraw(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let id = id_in_path(visit, "invitation")?;
    let now = visit.now;
    Invitation::find_open(&mut visit.scope(), id, now)?;
    if visit.form.is_none() {
        return Ok(Answer::GoOn("/manage/people".into()));
    }
    let site = visit.current.id();
    visit
        .world
        .store
        .write(|write| Invitation::withdraw(&mut SiteWrite::new(site, write), &person.standing, id))?;
    Ok(Answer::GoOn("/manage/people?done=invitation-withdrawn".into()))
}

fn take_one(write: &mut Write<'_>, world: &World, person: &SignedIn, email: &EmailAddress) -> Result<()> {
    let address: String = world
        .keys
        .mac("invitations", email.normalised().as_bytes())
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let inviter = person.standing.account.id.to_string();
    if take(write, &BY_ONE_PERSON, &inviter)? && take(write, &TO_ONE_ADDRESS, &address)? {
        Ok(())
    } else {
        Err(Error::TooOften)
    }
}

fn show(visit: &mut Visit<'_>, person: &SignedIn, view: InviteView) -> Result<Answer, Problem> {
    workplace::page(visit, person, "people", "manage/people_invite.html", &view)
}

pub(super) fn samples() -> Vec<(&'static str, tera::Context)> {
    vec![workplace::sample(
        "manage/people_invite.html",
        &InviteView {
            form: FormView::sample(&["email", "role", "note"]),
            roles: vec![sample_role()],
        },
    )]
}
