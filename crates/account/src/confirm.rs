//! Asking once more who it is, before something that whoever finds an open browser must not do.

use serde::Serialize;
use umbel_core::people::{Account, Session, SignedIn};
use umbel_core::{Error, password};
use umbel_web_kit::feature::sample;
use umbel_web_kit::path::query_value;
use umbel_web_kit::{Answer, Form, FormView, Problem, Visit};

use crate::destination::local_path;
use crate::security::Protection;
use crate::{go, limits, sign_in, views};

/// How long a password, passkey or code that was given counts.
const CONFIRMED_SECONDS: i64 = 600;
/// Where somebody goes who was on the way to nothing in particular.
pub(crate) const SECURITY: &str = "/account/security";

/// `account/confirm.html`
#[derive(Clone, Debug, Serialize)]
struct ConfirmView {
    form: FormView,
    to: String,
    query: String,
    email: String,
    has_password: bool,
    has_passkey: bool,
    /// Whether a code may be typed in place of a password: of the app, or one on paper.
    takes_code: bool,
}

/// Where somebody is sent who has to confirm first; none for those who did so within the last ten minutes.
pub(crate) fn confirm_first(visit: &mut Visit<'_>, person: &SignedIn, to: &str) -> Result<Option<Answer>, Problem> {
    if visit.now < person.session.confirmed_at.plus_seconds(CONFIRMED_SECONDS) {
        return Ok(None);
    }
    // Somebody who came by the set-up link and has not made their passkey yet: there is nothing to ask for.
    if !Protection::of(visit.connection, &person.standing.account)?.has_any() {
        return Ok(None);
    }
    Ok(Some(Answer::GoOn(address_for(to))))
}

/// The page that asks, and then leads to `to`.
pub(crate) fn address_for(to: &str) -> String {
    format!("/account/confirm?to={}", query_value(to))
}

/// A page of one's account, where somebody goes on after confirming.
pub(crate) fn own_page(to: &str) -> Option<&str> {
    local_path(to).filter(|path| path.starts_with("/account"))
}

/// Asks for the password, a code or a passkey, whichever the account has.
pub(crate) fn confirm(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let account = person.standing.account.clone();
    let asked = visit.form.as_ref().map_or("", |sent| sent.text("to"));
    let asked = if asked.is_empty() {
        visit.asked("to").unwrap_or_default()
    } else {
        asked
    };
    let to = own_page(asked).unwrap_or(SECURITY).to_owned();
    let mut form = FormView::new(visit, &["password", "code"]);
    form.put("password", "");
    let Some(sent) = visit.form.clone() else {
        return show(visit, &account, form, to, 200);
    };
    let field = if sent.has("code") { "code" } else { "password" };
    let words = visit.words();
    match fits(visit, &account, &sent) {
        Ok(true) => {}
        Ok(false) => {
            let key = if field == "code" {
                "sign-in-code-wrong"
            } else {
                "password-old-wrong"
            };
            form.refuse(field, words.say(key));
            return show(visit, &account, form, to, 403);
        }
        Err(Problem::TooOften) => {
            form.say(words.say("sign-in-too-often"));
            return show(visit, &account, form, to, 429);
        }
        Err(problem) => return Err(problem),
    }
    visit
        .world
        .store
        .write(|write| Session::confirm(write, &person.session.token_hash))?;
    Ok(Answer::GoOn(to))
}

/// Whether the password or code that was sent is right. Each is counted as a try at signing in.
fn fits(visit: &Visit<'_>, account: &Account, sent: &Form) -> Result<bool, Problem> {
    let world = visit.world;
    if sent.has("code") {
        let code = sent.text("code");
        return Ok(world.store.write(|write| {
            if !limits::sign_in(write, world, &visit.browser, &format!("code:{}", account.id))? {
                return Err(Error::TooOften);
            }
            sign_in::redeem(write, world, account, code)
        })?);
    }
    is_own_password(visit, account, sent.exact("password"))
}

/// Whether this is the account's password; counted like a try at signing in.
pub(crate) fn is_own_password(visit: &Visit<'_>, account: &Account, typed: &str) -> Result<bool, Problem> {
    let world = visit.world;
    let may_try = world
        .store
        .write(|write| limits::sign_in(write, world, &visit.browser, &account.email))?;
    if !may_try {
        return Err(Problem::TooOften);
    }
    Ok(password::fits_or_dummy(typed, account.password_hash.as_deref())?)
}

fn show(visit: &mut Visit<'_>, account: &Account, form: FormView, to: String, status: u16) -> Result<Answer, Problem> {
    if let Some(origin) = go::origin_of(visit, &to) {
        visit.let_forms_lead_to(origin);
    }
    let protection = Protection::of(visit.connection, account)?;
    let view = ConfirmView {
        form,
        query: format!("?to={}", query_value(&to)),
        to,
        email: account.email.clone(),
        has_password: protection.has_password,
        has_passkey: protection.passkeys > 0,
        takes_code: protection.has_app || (!protection.has_password && protection.codes > 0),
    };
    let head = views::head(visit, "confirm-heading", "/account/confirm");
    visit.page_with_status(views::status(status), "account/confirm.html", head, &view)
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    vec![sample(
        "account/confirm.html",
        &ConfirmView {
            form: FormView::sample(&["password", "code"]),
            to: "/account/app".into(),
            query: "?to=%2Faccount%2Fapp".into(),
            email: "ana@boston.example".into(),
            has_password: true,
            has_passkey: true,
            takes_code: true,
        },
    )]
}
