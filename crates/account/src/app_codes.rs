//! Codes from an app as a second factor: set up, moved to another phone, taken off.

use serde::{Deserialize, Serialize};
use umbel_core::mail::SecondFactorChange;
use umbel_core::people::{Account, RecoveryCode, SignedIn};
use umbel_core::{Id, Instant};
use umbel_credentials::totp::Secret;
use umbel_credentials::{qr, recovery, totp};
use umbel_web_kit::feature::sample;
use umbel_web_kit::{Answer, FormView, Problem, Visit};

use crate::confirm::confirm_first;
use crate::destination::Destination;
use crate::security::{self, Protection};
use crate::views::{self, DestinationView};
use crate::{recovery_codes, sign_in};

const PATH: &str = "/account/app";
/// How long somebody may take to set their app up.
const OFFERED_SECONDS: i64 = 3_600;

/// A secret that is shown and does not count yet; sealed in the form.
#[derive(Serialize, Deserialize)]
struct Offered {
    secret: Vec<u8>,
    since: Instant,
}

/// `account/app.html`
#[derive(Clone, Debug, Serialize)]
struct AppView {
    form: FormView,
    has_app: bool,
    /// Whether it may be taken off: somebody who needs a second factor keeps one.
    may_go: bool,
    /// An `<svg>` for the phone's camera.
    picture: String,
    /// The same for those who type it.
    written: String,
    /// The same as a link, for those who are on the phone already.
    link: String,
    destination: DestinationView,
}

/// Shows a secret, takes the code that proves it arrived, and takes the app off again.
pub(crate) fn app(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let destination = Destination::of(visit);
    if let Some(elsewhere) = confirm_first(visit, person, &destination.by_way_of(PATH))? {
        return Ok(elsewhere);
    }
    let account = person.standing.account.clone();
    let mut form = FormView::new(visit, &["code"]);
    let Some(sent) = visit.form.clone() else {
        return show(visit, &account, &destination, &Secret::new(), form);
    };
    let words = visit.words();
    if sent.has("remove") {
        return if remove(visit, &account)? {
            Ok(Answer::GoOn("/account/security?done=app-removed".into()))
        } else {
            form.say(words.say("second-factor-last"));
            show(visit, &account, &destination, &Secret::new(), form)
        };
    }
    let Some(secret) = offered(visit, &account, sent.text("secret")) else {
        form.put("code", "");
        form.say(words.say("app-took-too-long"));
        return show(visit, &account, &destination, &Secret::new(), form);
    };
    let Some(step) = totp::check(&secret, sent.text("code"), visit.now, None) else {
        form.put("code", "");
        form.refuse("code", words.say("app-code-wrong"));
        return show(visit, &account, &destination, &secret, form);
    };
    match keep(visit, &account, &secret, step)? {
        Some(codes) => recovery_codes::show_once(visit, &destination, &codes, "done-app-added"),
        // Who had to set one up on the way to somewhere goes on.
        None => Ok(Answer::GoOn(
            destination
                .onward(visit.world)
                .unwrap_or_else(|| "/account/security?done=app-added".into()),
        )),
    }
}

/// Keeps the secret. Who has no recovery codes gets some with it.
fn keep(
    visit: &Visit<'_>,
    account: &Account,
    secret: &Secret,
    step: i64,
) -> Result<Option<Vec<recovery::RecoveryCode>>, Problem> {
    let world = visit.world;
    let words = visit.words();
    Ok(world.store.write(|write| {
        let mut account = Account::to_change(write, account.id)?;
        account.totp_sealed = Some(world.keys.seal(&sign_in::totp_context(account.id), secret.as_bytes()));
        account.totp_last_step = Some(step);
        account.save(write)?;
        security::tell(write, world, &account, words.locale(), SecondFactorChange::AppAdded)?;
        if RecoveryCode::left(write.connection, account.id)? > 0 {
            return Ok(None);
        }
        recovery_codes::renew(write, account.id).map(Some)
    })?)
}

/// Takes the app off; false for the last second factor of somebody who must have one.
fn remove(visit: &Visit<'_>, account: &Account) -> Result<bool, Problem> {
    let world = visit.world;
    let words = visit.words();
    Ok(world.store.write(|write| {
        let mut account = Account::to_change(write, account.id)?;
        if account.totp_sealed.is_none() {
            return Ok(true);
        }
        if !may_go(&account, &Protection::of(write.connection, &account)?) {
            return Ok(false);
        }
        account.totp_sealed = None;
        account.totp_last_step = None;
        account.save(write)?;
        security::forget_needless_codes(write, &account)?;
        security::tell(write, world, &account, words.locale(), SecondFactorChange::AppRemoved)?;
        Ok(true)
    })?)
}

const fn may_go(account: &Account, protection: &Protection) -> bool {
    account.second_factor_due_at.is_none() || protection.passkeys > 0
}

fn show(
    visit: &mut Visit<'_>,
    account: &Account,
    destination: &Destination,
    secret: &Secret,
    mut form: FormView,
) -> Result<Answer, Problem> {
    views::lead_on(visit, destination);
    let offered = Offered {
        secret: secret.as_bytes().to_vec(),
        since: visit.now,
    };
    let text = serde_json::to_vec(&offered).map_err(|error| Problem::Broken(error.to_string()))?;
    form.put("secret", &visit.world.keys.seal(&context(account.id), &text));
    let link = secret.url(&visit.current.top().site.name, &account.email)?;
    let protection = Protection::of(visit.connection, account)?;
    let view = AppView {
        form,
        has_app: protection.has_app,
        may_go: may_go(account, &protection),
        picture: qr::svg(&link)?,
        written: secret.written(),
        link,
        destination: destination.into(),
    };
    let head = views::head(visit, "app-heading", PATH);
    visit.page("account/app.html", head, &view)
}

/// The secret that was shown in the form that was sent.
fn offered(visit: &Visit<'_>, account: &Account, sealed: &str) -> Option<Secret> {
    let text = visit.world.keys.open(&context(account.id), sealed).ok()?;
    let offered: Offered = serde_json::from_slice(&text).ok()?;
    if visit.now >= offered.since.plus_seconds(OFFERED_SECONDS) {
        return None;
    }
    Secret::from_bytes(&offered.secret)
}

/// Another context than that of secrets which count: what was only shown cannot be put in their place.
fn context(account: Id) -> String {
    format!("totp offered to {account}")
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    vec![sample(
        "account/app.html",
        &AppView {
            form: FormView::sample(&["code", "secret"]),
            has_app: true,
            may_go: true,
            picture: "<svg class=\"qr-code\" viewBox=\"0 0 1 1\" aria-hidden=\"true\"></svg>".into(),
            written: "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ".into(),
            link: "otpauth://totp/Cosecha:ana?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".into(),
            destination: DestinationView::sample(),
        },
    )]
}
