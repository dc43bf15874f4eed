//! Making an account: first an address, then, by a link that only its owner gets, a name and a password.

use serde::{Deserialize, Serialize};
use umbel_core::email::EmailAddress;
use umbel_core::mail::{Message, enqueue};
use umbel_core::people::{Account, NewAccount, OneTimeLink, Purpose, Verified};
use umbel_core::token::Token;
use umbel_core::{Error, SiteId};
use umbel_web_kit::{Answer, FormView, Problem, Visit};

use crate::destination::Destination;
use crate::new_password::{self, For};
use crate::views::{self, MailedView, NameAndPasswordView};
use crate::{limits, sign_in};

const VALID_SECONDS: i64 = 24 * 3_600;
const DETAIL_CONTEXT: &str = "sign-up";

/// What a mailed link stands for; sealed in the database.
#[derive(Serialize, Deserialize)]
struct Detail {
    email: String,
    site: Option<SiteIdNumber>,
    to: String,
}

type SiteIdNumber = i64;

/// The form for an address. The answer is the same whether the address has an account or not.
pub(crate) fn sign_up(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let destination = Destination::of(visit);
    if visit.person.is_some() && visit.form.is_none() {
        return Ok(Answer::GoOn(destination.next(visit.world)));
    }
    let mut form = FormView::new(visit, &["email"]);
    let Some(sent) = visit.form.clone() else {
        return views::sign_up(visit, &destination, form);
    };
    let Ok(email) = EmailAddress::parse(sent.text("email")) else {
        form.refuse("email", visit.words().say("field-email-wrong"));
        return views::sign_up(visit, &destination, form);
    };
    let world = visit.world;
    let browser = visit.browser.clone();
    let locale = visit.words().locale().to_owned();
    let taken = world.store.write(|write| {
        if !limits::sign_up(write, world, &browser)? {
            return Ok(false);
        }
        let detail = Detail {
            email: email.as_str().to_owned(),
            site: destination.site.map(SiteId::number),
            to: destination.to.clone(),
        };
        let text = serde_json::to_vec(&detail).map_err(|error| Error::Invalid(error.to_string()))?;
        let sealed = world.keys.seal(DETAIL_CONTEXT, &text);
        let account = Account::with_email(write.connection, &email)?;
        // A link is written in both cases, so that the time it takes does not tell; it works only where there is a use.
        let valid_seconds = if account.is_some() { 0 } else { VALID_SECONDS };
        let token = OneTimeLink::make(write, Purpose::SignUp, None, &sealed, valid_seconds)?;
        let message = match account {
            Some(account) => Message::AccountExists {
                name: account.name,
                sign_in: world.sign_in_url("/sign-in"),
                reset: world.sign_in_url("/forgot"),
            },
            None => Message::VerifyEmail {
                name: String::new(),
                link: world.sign_in_url(&format!("/sign-up/confirm?token={}", token.as_str())),
            },
        };
        enqueue(write, &world.keys, &email, &locale, None, &message)?;
        Ok(true)
    })?;
    if !taken {
        form.say(visit.words().say("sign-up-too-often"));
        return views::sign_up(visit, &destination, form);
    }
    let view = MailedView::new(visit, "sign-up-mailed");
    views::mailed(visit, &view)
}

/// The link from the mail: a name and a password make the account.
pub(crate) fn confirm(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let Some((token, detail)) = look(visit)? else {
        return views::stale_link(visit, "/sign-up");
    };
    let mut form = FormView::new(visit, &["name", "password"]);
    form.put("token", token.as_str());
    let Some(sent) = visit.form.clone() else {
        return views::name_and_password(visit, NameAndPasswordView::sign_up(form, &detail.email));
    };
    form.put("password", "");
    let name = sent.text("name").to_owned();
    if name.is_empty() || name.chars().count() > umbel_core::people::LONGEST_NAME {
        form.refuse("name", visit.words().say("field-name-wrong"));
    }
    let password = new_password::read(visit, &sent, &mut form, &[&name, &detail.email], For::Anybody)?;
    let Some(password) = password.filter(|_| form.is_fine()) else {
        return views::name_and_password(visit, NameAndPasswordView::sign_up(form, &detail.email));
    };
    let email = EmailAddress::parse(&detail.email)?;
    let made = visit.world.store.write(|write| {
        OneTimeLink::redeem(write, Purpose::SignUp, &token)?;
        Account::create(
            write,
            NewAccount {
                email,
                verified: Verified::Yes,
                name,
                password: Some(password),
                locale: None,
            },
        )
    });
    let account = match made {
        Ok(account) => account,
        Err(Error::NotFound(_) | Error::Taken(_)) => return views::stale_link(visit, "/sign-up"),
        Err(Error::Invalid(_)) => {
            form.refuse("name", visit.words().say("field-name-wrong"));
            return views::name_and_password(visit, NameAndPasswordView::sign_up(form, &detail.email));
        }
        Err(error) => return Err(error.into()),
    };
    sign_in::begin_session(visit, &account)?;
    let destination = Destination {
        site: detail.site.map(SiteId::numbered),
        to: detail.to,
        ..Destination::default()
    };
    Ok(Answer::GoOn(destination.next(visit.world)))
}

fn look(visit: &mut Visit<'_>) -> Result<Option<(Token, Detail)>, Problem> {
    let Some(token) = token_of(visit) else {
        return Ok(None);
    };
    let link = match OneTimeLink::look(visit.connection, Purpose::SignUp, &token, visit.now) {
        Ok(link) => link,
        Err(Error::NotFound(_)) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let text = visit.world.keys.open(DETAIL_CONTEXT, &link.detail)?;
    Ok(serde_json::from_slice(&text).ok().map(|detail| (token, detail)))
}

/// The token of a mailed link: in the address when it is opened, in the form when it is sent.
pub(crate) fn token_of(visit: &Visit<'_>) -> Option<Token> {
    let sent = visit.form.as_ref().map_or("", |form| form.text("token"));
    Token::parse(if sent.is_empty() {
        visit.asked("token").unwrap_or_default()
    } else {
        sent
    })
}
