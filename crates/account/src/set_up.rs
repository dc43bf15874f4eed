//! The first umbrella admin of a new installation, by a link that `umbel init` prints once.

use umbel_core::email::EmailAddress;
use umbel_core::people::{Account, Membership, NewAccount, OneTimeLink, Purpose, Role, Verified};
use umbel_core::{Error, SiteWrite};
use umbel_web_kit::{Answer, FormView, Problem, Visit};

use crate::destination::Destination;
use crate::new_password::{self, For};
use crate::sign_in;
use crate::sign_up::token_of;
use crate::views::{self, NameAndPasswordView};

/// The form, and what is done with it.
pub(crate) fn set_up(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let Some(token) = token_of(visit) else {
        return views::stale_link(visit, "/sign-in");
    };
    match OneTimeLink::look(visit.connection, Purpose::SetUp, &token, visit.now) {
        Ok(_) => {}
        Err(Error::NotFound(_)) => return views::stale_link(visit, "/sign-in"),
        Err(error) => return Err(error.into()),
    }
    let mut form = FormView::new(visit, &["name", "email", "password"]);
    form.put("token", token.as_str());
    let Some(sent) = visit.form.clone() else {
        return views::name_and_password(visit, NameAndPasswordView::set_up(form));
    };
    form.put("password", "");
    let name = sent.text("name").to_owned();
    if name.is_empty() || name.chars().count() > umbel_core::people::LONGEST_NAME {
        form.refuse("name", visit.words().say("field-name-wrong"));
    }
    let email = EmailAddress::parse(sent.text("email")).ok();
    if email.is_none() {
        form.refuse("email", visit.words().say("field-email-wrong"));
    }
    let wants_passkey = sent.has("passkey");
    let password = if wants_passkey {
        None
    } else {
        new_password::read(visit, &sent, &mut form, &[&name, sent.text("email")], For::Keeper)?
    };
    let Some(email) = email.filter(|_| form.is_fine()) else {
        return views::name_and_password(visit, NameAndPasswordView::set_up(form));
    };
    let umbrella = visit.current.top().site.id;
    let made = visit.world.store.write(|write| {
        OneTimeLink::redeem(write, Purpose::SetUp, &token)?;
        let account = Account::create(
            write,
            NewAccount {
                email,
                // Whoever holds the printed link runs the machine; there may be no mail yet.
                verified: Verified::Yes,
                name,
                password,
                locale: None,
            },
        )?;
        Membership::grant(
            &mut SiteWrite::new(umbrella, write),
            None,
            &account,
            Role::UmbrellaAdmin,
        )?;
        Ok(account)
    });
    let account = match made {
        Ok(account) => account,
        Err(Error::NotFound(_)) => return views::stale_link(visit, "/sign-in"),
        Err(Error::Taken(_)) => {
            form.refuse("email", visit.words().say("field-email-taken"));
            return views::name_and_password(visit, NameAndPasswordView::set_up(form));
        }
        Err(error) => return Err(error.into()),
    };
    sign_in::begin_session(visit, &account)?;
    let destination = Destination {
        site: Some(umbrella),
        to: "/manage".into(),
        ..Destination::default()
    };
    if wants_passkey {
        return Ok(Answer::GoOn("/account/passkeys/new?done=passkey-first".into()));
    }
    Ok(Answer::GoOn(destination.next(visit.world)))
}
