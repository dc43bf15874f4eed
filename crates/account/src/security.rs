//! How somebody's account is protected: what there is, and what is missing.

use serde::Serialize;
use umbel_core::mail::{Message, SecondFactorChange, enqueue};
use umbel_core::people::{Account, Passkey, RecoveryCode, SignedIn};
use umbel_core::{Connection, Result, Write};
use umbel_web_kit::feature::sample;
use umbel_web_kit::stones::When;
use umbel_web_kit::{Answer, Problem, Visit, World};

use crate::destination::Destination;
use crate::views::{self, DestinationView};

/// What protects an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Protection {
    pub(crate) has_password: bool,
    /// Whether codes of an app are asked for.
    pub(crate) has_app: bool,
    /// How many passkeys there are.
    pub(crate) passkeys: usize,
    /// How many recovery codes still work.
    pub(crate) codes: i64,
}

impl Protection {
    /// What protects this account.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) fn of(connection: &mut Connection, account: &Account) -> Result<Self> {
        Ok(Self {
            has_password: account.password_hash.is_some(),
            has_app: account.totp_sealed.is_some(),
            passkeys: Passkey::of(connection, account.id)?.len(),
            codes: RecoveryCode::left(connection, account.id)?,
        })
    }

    /// Whether there is a second factor.
    pub(crate) const fn has_second_factor(&self) -> bool {
        self.has_app || self.passkeys > 0
    }

    /// Whether there is anything its owner could show.
    pub(crate) const fn has_any(&self) -> bool {
        self.has_password || self.has_second_factor()
    }
}

/// `account/security.html`
#[derive(Clone, Debug, Serialize)]
struct SecurityView {
    email: String,
    has_password: bool,
    has_app: bool,
    passkeys: usize,
    codes: i64,
    has_second_factor: bool,
    /// Until when somebody who looks after a place has to have a second factor; none when they have one or need none.
    due: Option<When>,
    is_overdue: bool,
    destination: DestinationView,
    /// Where somebody goes on to who was stopped on the way.
    onward: Option<String>,
}

/// The page all the others of this kind are reached from.
pub(crate) fn overview(visit: &mut Visit<'_>, person: &SignedIn) -> std::result::Result<Answer, Problem> {
    let account = &person.standing.account;
    let destination = Destination::of(visit);
    let protection = Protection::of(visit.connection, account)?;
    let due = account.second_factor_due_at.filter(|_| !protection.has_second_factor());
    let view = SecurityView {
        email: account.email.clone(),
        has_password: protection.has_password,
        has_app: protection.has_app,
        passkeys: protection.passkeys,
        codes: protection.codes,
        has_second_factor: protection.has_second_factor(),
        due: due.map(|due| visit.words().when(due)),
        is_overdue: due.is_some_and(|due| due <= visit.now),
        onward: destination
            .onward(visit.world)
            .filter(|_| protection.has_second_factor()),
        destination: DestinationView::from(&destination),
    };
    let head = views::head(visit, "security-heading", "/account/security");
    visit.page("account/security.html", head, &view)
}

/// Writes to the owner of an account that their second factor was changed, in the transaction of the change. `locale` is
/// the language of the page, for those who chose none.
///
/// # Errors
/// When the database refuses.
pub(crate) fn tell(
    write: &mut Write<'_>,
    world: &World,
    account: &Account,
    locale: &str,
    what: SecondFactorChange,
) -> Result<()> {
    let message = Message::SecondFactorChanged {
        name: account.name.clone(),
        what,
        link: world.sign_in_url("/forgot"),
    };
    let locale = account.locale.as_deref().unwrap_or(locale);
    enqueue(write, &world.keys, &account.address()?, locale, None, &message)?;
    Ok(())
}

/// Forgets the recovery codes of an account that has no second factor any more: they stand in for one.
///
/// # Errors
/// When the database refuses.
pub(crate) fn forget_needless_codes(write: &mut Write<'_>, account: &Account) -> Result<()> {
    if Protection::of(write.connection, account)?.has_second_factor() {
        return Ok(());
    }
    RecoveryCode::replace(write, account.id, &[])
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let view = |due: Option<When>, onward: Option<String>| SecurityView {
        email: "ana@boston.example".into(),
        has_password: true,
        has_app: true,
        passkeys: 2,
        codes: 7,
        has_second_factor: true,
        due,
        is_overdue: true,
        destination: DestinationView::sample(),
        onward,
    };
    vec![
        sample("account/security.html", &view(Some(When::sample()), None)),
        sample(
            "account/security.html",
            &view(None, Some("https://boston.example/sign-in?to=%2Fmanage".into())),
        ),
    ]
}
