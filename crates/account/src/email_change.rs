//! Another e-mail address: it counts when its owner has followed a link that went there.

use serde::{Deserialize, Serialize};
use umbel_core::Error;
use umbel_core::email::EmailAddress;
use umbel_core::mail::{Message, enqueue};
use umbel_core::people::{Account, OneTimeLink, Purpose, SignedIn};
use umbel_core::token::Token;
use umbel_web_kit::feature::sample;
use umbel_web_kit::{Answer, FormView, Problem, Visit};

use crate::confirm::confirm_first;
use crate::limits;
use crate::sign_up::token_of;
use crate::views::{self, MailedView};

const PATH: &str = "/account/email";
const VALID_SECONDS: i64 = 24 * 3_600;
const DETAIL_CONTEXT: &str = "e-mail change";

/// What a mailed link stands for; sealed in the database.
#[derive(Serialize, Deserialize)]
struct Detail {
    email: String,
}

/// `account/email.html`
#[derive(Clone, Debug, Serialize)]
struct EmailView {
    form: FormView,
    email: String,
}

/// `account/email_confirm.html`
#[derive(Clone, Debug, Serialize)]
struct EmailConfirmView {
    form: FormView,
    old: String,
    new: String,
}

/// The form for a new address. The answer is the same whether the address has an account or not.
pub(crate) fn change(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    if let Some(elsewhere) = confirm_first(visit, person, PATH)? {
        return Ok(elsewhere);
    }
    let account = person.standing.account.clone();
    let mut form = FormView::new(visit, &["email"]);
    let Some(sent) = visit.form.clone() else {
        return show(visit, &account, form);
    };
    let words = visit.words();
    let Ok(email) = EmailAddress::parse(sent.text("email")) else {
        form.refuse("email", words.say("field-email-wrong"));
        return show(visit, &account, form);
    };
    if email.normalised() == account.email {
        form.refuse("email", words.say("email-same"));
        return show(visit, &account, form);
    }
    let world = visit.world;
    let browser = visit.browser.clone();
    let is_taken_on = world.store.write(|write| {
        if !limits::reset(write, world, &browser, &email)? {
            return Ok(false);
        }
        let detail = Detail {
            email: email.as_str().to_owned(),
        };
        let text = serde_json::to_vec(&detail).map_err(|error| Error::Invalid(error.to_string()))?;
        let sealed = world.keys.seal(DETAIL_CONTEXT, &text);
        let other = Account::with_email(write.connection, &email)?;
        // A link is written in both cases, so that the time it takes does not tell; it works only where there is a use.
        let valid_seconds = if other.is_some() { 0 } else { VALID_SECONDS };
        let token = OneTimeLink::make(write, Purpose::VerifyEmail, Some(account.id), &sealed, valid_seconds)?;
        let message = match other {
            Some(other) => Message::AccountExists {
                name: other.name,
                sign_in: world.sign_in_url("/sign-in"),
                reset: world.sign_in_url("/forgot"),
            },
            None => Message::VerifyEmail {
                name: account.name.clone(),
                link: world.sign_in_url(&format!("/account/email/confirm?token={}", token.as_str())),
            },
        };
        let locale = account.locale.as_deref().unwrap_or(words.locale());
        enqueue(write, &world.keys, &email, locale, None, &message)?;
        Ok(true)
    })?;
    if !is_taken_on {
        form.say(words.say("email-too-often"));
        return show(visit, &account, form);
    }
    let view = MailedView::new(visit, "email-mailed");
    views::mailed(visit, &view)
}

/// The link from the mail: the new address takes the old one's place, and the old one is told.
pub(crate) fn confirm(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let Some((token, email)) = look(visit, person)? else {
        return views::stale_link(visit, PATH);
    };
    let mut form = FormView::new(visit, &[]);
    form.put("token", token.as_str());
    if visit.form.is_none() {
        let view = EmailConfirmView {
            form,
            old: person.standing.account.email.clone(),
            new: email.normalised(),
        };
        let head = views::head(visit, "email-confirm-heading", "/account/email/confirm");
        return visit.page("account/email_confirm.html", head, &view);
    }
    let world = visit.world;
    let words = visit.words();
    let changed = world.store.write(|write| {
        OneTimeLink::redeem(write, Purpose::VerifyEmail, &token)?;
        let mut account = Account::to_change(write, person.standing.account.id)?;
        if Account::with_email(write.connection, &email)?.is_some() {
            return Err(Error::Taken("this e-mail address has an account already".into()));
        }
        let old = account.address()?;
        account.email = email.normalised();
        account.email_verified_at = Some(write.now);
        account.save(write)?;
        // A link that lies in the old mailbox must not open the account any more.
        OneTimeLink::withdraw(write, Purpose::ResetPassword, account.id)?;
        let message = Message::EmailChanged {
            name: account.name.clone(),
            link: world.tree.umbrella().map_or_else(
                || world.sign_in_url("/"),
                |umbrella| format!("{}/", world.origin.of(&umbrella.host)),
            ),
        };
        let locale = account.locale.as_deref().unwrap_or(words.locale());
        enqueue(write, &world.keys, &old, locale, None, &message)?;
        Ok(())
    });
    match changed {
        Ok(()) => Ok(Answer::GoOn("/account/security?done=email-changed".into())),
        Err(Error::NotFound(_) | Error::Taken(_)) => views::stale_link(visit, PATH),
        Err(error) => Err(error.into()),
    }
}

/// The link that was opened, when it still works and is this person's.
fn look(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Option<(Token, EmailAddress)>, Problem> {
    let Some(token) = token_of(visit) else {
        return Ok(None);
    };
    let link = match OneTimeLink::look(visit.connection, Purpose::VerifyEmail, &token, visit.now) {
        Ok(link) => link,
        Err(Error::NotFound(_)) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    if link.account_id != Some(person.standing.account.id) {
        return Ok(None);
    }
    let text = visit.world.keys.open(DETAIL_CONTEXT, &link.detail)?;
    let detail: Option<Detail> = serde_json::from_slice(&text).ok();
    match detail {
        Some(detail) => Ok(Some((token, EmailAddress::parse(&detail.email)?))),
        None => Ok(None),
    }
}

fn show(visit: &mut Visit<'_>, account: &Account, form: FormView) -> Result<Answer, Problem> {
    let view = EmailView {
        form,
        email: account.email.clone(),
    };
    let head = views::head(visit, "email-heading", PATH);
    visit.page("account/email.html", head, &view)
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    vec![
        sample(
            "account/email.html",
            &EmailView {
                form: FormView::sample(&["email"]),
                email: "ana@boston.example".into(),
            },
        ),
        sample(
            "account/email_confirm.html",
            &EmailConfirmView {
                form: FormView::sample(&["token"]),
                old: "ana@boston.example".into(),
                new: "ana@river.example".into(),
            },
        ),
    ]
}
