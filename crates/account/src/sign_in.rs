//! Signing in: a password, then, for those who have one, a second factor.

use serde::{Deserialize, Serialize};
use umbel_core::email::EmailAddress;
use umbel_core::mail::SecondFactorChange;
use umbel_core::people::{Account, Membership, Passkey, RecoveryCode, Session};
use umbel_core::{Error, Id, Instant, password};
use umbel_credentials::{recovery, totp};
use umbel_web_kit::{Answer, Cookie, FormView, Problem, Visit, World};

use crate::destination::Destination;
use crate::views::{self, CodeView, SignInView};
use crate::{limits, security};

pub(crate) const ID_COOKIE_SECONDS: i64 = 30 * 24 * 3_600;
/// How long somebody may take between the password and the second factor.
const PENDING_SECONDS: i64 = 600;
const PENDING_CONTEXT: &str = "sign-in pending";

/// Somebody whose password was right and whose second factor is awaited.
#[derive(Serialize, Deserialize)]
struct Pending {
    account: Id,
    since: Instant,
    /// The form token of the browser that gave the password.
    browser: String,
    /// Stands for the password that was right: once it is changed, whoever knew the old one begins anew.
    password: [u8; 32],
}

/// The form, and what is done with it.
pub(crate) fn sign_in(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let destination = Destination::of(visit);
    if visit.person.is_some() && visit.form.is_none() {
        return Ok(Answer::GoOn(destination.next(visit.world)));
    }
    let mut form = FormView::new(visit, &["email", "password"]);
    let Some(sent) = visit.form.clone() else {
        return show(visit, &destination, form);
    };
    form.put("password", "");
    let typed = sent.text("email").to_owned();
    let email = EmailAddress::parse(&typed).ok();
    let counted = email
        .as_ref()
        .map_or_else(|| typed.to_lowercase(), EmailAddress::normalised);
    let world = visit.world;
    let browser = visit.browser.clone();
    let may_try = world
        .store
        .write(|write| limits::sign_in(write, world, &browser, &counted))?;
    if !may_try {
        form.say(visit.words().say("sign-in-too-often"));
        return views::sign_in(visit, &destination, form, 429);
    }
    let account = match &email {
        Some(email) => Account::with_email(visit.connection, email)?,
        None => None,
    };
    let stored = account.as_ref().and_then(|account| account.password_hash.as_deref());
    // An unknown address costs as much time as a known one.
    let fits = password::fits_or_dummy(sent.exact("password"), stored)?;
    match account.filter(|_| fits) {
        Some(account) => first_step_done(visit, &destination, &account),
        None => {
            form.say(visit.words().say("sign-in-wrong"));
            views::sign_in(visit, &destination, form, 403)
        }
    }
}

fn show(visit: &mut Visit<'_>, destination: &Destination, form: FormView) -> Result<Answer, Problem> {
    views::sign_in(visit, destination, form, 200)
}

fn first_step_done(visit: &mut Visit<'_>, destination: &Destination, account: &Account) -> Result<Answer, Problem> {
    let has_passkey = !Passkey::of(visit.connection, account.id)?.is_empty();
    if account.totp_sealed.is_none() && !has_passkey {
        return finish(visit, destination, account);
    }
    let pending = Pending {
        account: account.id,
        since: visit.now,
        browser: visit.form_token.clone(),
        password: password_mark(visit.world, account),
    };
    let sealed = serde_json::to_vec(&pending)
        .map(|text| visit.world.keys.seal(PENDING_CONTEXT, &text))
        .map_err(|error| Problem::Broken(error.to_string()))?;
    let mut form = FormView::new(visit, &["code"]);
    form.put("pending", &sealed);
    show_second_step(visit, destination, account, form, has_passkey)
}

/// The second step: a code from an app, or one of those printed for bad days.
pub(crate) fn second_step(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let destination = Destination::of(visit);
    let Some(sent) = visit.form.clone() else {
        return Ok(Answer::GoOn(format!("/sign-in{}", destination.query())));
    };
    let Some(account) = pending_account(visit, sent.text("pending"))? else {
        let mut form = FormView::new(visit, &["email", "password"]);
        form.say(visit.words().say("sign-in-took-too-long"));
        return show(visit, &destination, form);
    };
    let world = visit.world;
    let browser = visit.browser.clone();
    let code = sent.text("code").to_owned();
    let outcome = world.store.write(|write| {
        if !limits::sign_in(write, world, &browser, &format!("code:{}", account.id))? {
            return Err(Error::TooOften);
        }
        redeem(write, world, &account, &code)
    });
    let words = visit.words();
    let mut form = FormView::new(visit, &["code"]);
    form.put("pending", sent.text("pending"));
    match outcome {
        Ok(true) => return finish(visit, &destination, &account),
        Ok(false) => form.refuse("code", words.say("sign-in-code-wrong")),
        Err(Error::TooOften) => form.say(words.say("sign-in-too-often")),
        Err(error) => return Err(error.into()),
    }
    let has_passkey = !Passkey::of(visit.connection, account.id)?.is_empty();
    show_second_step(visit, &destination, &account, form, has_passkey)
}

/// Uses a code up: of the app, or a printed one.
pub(crate) fn redeem(
    write: &mut umbel_core::Write<'_>,
    world: &umbel_web_kit::World,
    account: &Account,
    code: &str,
) -> umbel_core::Result<bool> {
    if let Some(printed) = recovery::RecoveryCode::parse(code)
        && RecoveryCode::redeem(write, account.id, &printed.hash())?
    {
        // Codes on paper can be found by somebody else: their owner hears of it.
        let umbrella = world.tree.umbrella();
        let locale = umbrella.as_ref().map_or("en", |umbrella| umbrella.site.locale.as_str());
        security::tell(write, world, account, locale, SecondFactorChange::RecoveryCodeUsed)?;
        return Ok(true);
    }
    // Read again and held within the transaction: two who send the same code at once must not both succeed.
    let mut account = Account::to_change(write, account.id)?;
    let Some(sealed) = &account.totp_sealed else {
        return Ok(false);
    };
    let bytes = world.keys.open(&totp_context(account.id), sealed)?;
    let Some(secret) = totp::Secret::from_bytes(&bytes) else {
        return Ok(false);
    };
    let Some(step) = totp::check(&secret, code, write.now, account.totp_last_step) else {
        return Ok(false);
    };
    account.totp_last_step = Some(step);
    account.save(write)?;
    Ok(true)
}

/// What the secret of an account's app is sealed with.
pub(crate) fn totp_context(account: Id) -> String {
    format!("totp {account}")
}

/// Whose password was right a moment ago, in this very browser.
pub(crate) fn pending_account(visit: &mut Visit<'_>, sealed: &str) -> Result<Option<Account>, Problem> {
    let opened = visit.world.keys.open(PENDING_CONTEXT, sealed).ok();
    let pending: Option<Pending> = opened.and_then(|text| serde_json::from_slice(&text).ok());
    let pending = pending.filter(|pending| {
        pending.browser == visit.form_token && visit.now < pending.since.plus_seconds(PENDING_SECONDS)
    });
    let Some(pending) = pending else {
        return Ok(None);
    };
    let account = Account::find(visit.connection, pending.account)?;
    Ok(account.filter(|account| password_mark(visit.world, account) == pending.password))
}

/// Says which password an account has without telling anything about it.
fn password_mark(world: &World, account: &Account) -> [u8; 32] {
    let hash = account.password_hash.as_deref().unwrap_or_default();
    world.keys.mac(PENDING_CONTEXT, hash.as_bytes())
}

fn show_second_step(
    visit: &mut Visit<'_>,
    destination: &Destination,
    account: &Account,
    form: FormView,
    has_passkey: bool,
) -> Result<Answer, Problem> {
    let view = CodeView {
        form,
        has_app: account.totp_sealed.is_some(),
        has_passkey,
        destination: destination.into(),
    };
    views::second_step(visit, destination, view)
}

/// Signs somebody in on this host and sends them on.
pub(crate) fn finish(visit: &mut Visit<'_>, destination: &Destination, account: &Account) -> Result<Answer, Problem> {
    begin_session(visit, account)?;
    let keeps = Membership::keeps_anything(visit.connection, account.id)?;
    if keeps && account.password_hash.is_some() && !account.password_is_strong {
        return Ok(Answer::GoOn(
            destination.by_way_of("/account/password?done=password-too-short"),
        ));
    }
    Ok(Answer::GoOn(destination.next(visit.world)))
}

/// Signs somebody in on this host: always with a new token, whatever the browser held before.
pub(crate) fn begin_session(visit: &mut Visit<'_>, account: &Account) -> Result<(), Problem> {
    let device = visit.browser.device.clone();
    let token = visit
        .world
        .store
        .write(|write| Session::begin(write, account, &device))?;
    visit.keep_cookie(Cookie::SignIn, &token, ID_COOKIE_SECONDS);
    visit.drop_cookie(Cookie::Form);
    Ok(())
}

impl SignInView {
    pub(crate) fn new(visit: &Visit<'_>, destination: &Destination, form: FormView) -> Self {
        Self {
            form,
            site_name: destination.site_name(visit.world),
            destination: destination.into(),
        }
    }
}
