//! Recovery codes: shown once, to be kept on paper for the day the phone is gone.

use serde::Serialize;
use umbel_core::mail::SecondFactorChange;
use umbel_core::people::{Account, RecoveryCode, SignedIn};
use umbel_core::{Id, Result, Write};
use umbel_credentials::recovery;
use umbel_web_kit::feature::sample;
use umbel_web_kit::{Answer, FormView, Problem, Visit};

use crate::confirm::confirm_first;
use crate::destination::Destination;
use crate::security::{self, Protection};
use crate::views::{self, DestinationView};

const PATH: &str = "/account/recovery-codes";

/// `account/recovery_codes.html`
#[derive(Clone, Debug, Serialize)]
struct RecoveryCodesView {
    form: FormView,
    /// What was just done besides.
    done: Option<String>,
    /// The codes, right after they were made.
    codes: Vec<String>,
    left: i64,
    has_second_factor: bool,
    destination: DestinationView,
    /// Where somebody goes on to who was stopped on the way.
    onward: Option<String>,
}

/// How many are left, and new ones.
pub(crate) fn look_after(visit: &mut Visit<'_>, person: &SignedIn) -> std::result::Result<Answer, Problem> {
    let account = &person.standing.account;
    let destination = Destination::of(visit);
    let protection = Protection::of(visit.connection, account)?;
    if visit.form.is_none() {
        let view = RecoveryCodesView {
            form: FormView::new(visit, &[]),
            done: None,
            codes: Vec::new(),
            left: protection.codes,
            has_second_factor: protection.has_second_factor(),
            onward: destination.onward(visit.world),
            destination: DestinationView::from(&destination),
        };
        return show(visit, &view);
    }
    if let Some(elsewhere) = confirm_first(visit, person, &destination.by_way_of(PATH))? {
        return Ok(elsewhere);
    }
    let world = visit.world;
    let words = visit.words();
    let codes = world.store.write(|write| {
        let account = Account::to_change(write, account.id)?;
        if !Protection::of(write.connection, &account)?.has_second_factor() {
            return Ok(None);
        }
        let codes = renew(write, account.id)?;
        security::tell(
            write,
            world,
            &account,
            words.locale(),
            SecondFactorChange::RecoveryCodesRenewed,
        )?;
        Ok(Some(codes))
    })?;
    match codes {
        Some(codes) => show_once(visit, &destination, &codes, "done-recovery-codes"),
        None => Err(Problem::BadRequest),
    }
}

/// Makes new codes; the old ones work no more.
///
/// # Errors
/// When the database refuses.
pub(crate) fn renew(write: &mut Write<'_>, account: Id) -> Result<Vec<recovery::RecoveryCode>> {
    let codes = recovery::new_codes();
    let hashes: Vec<String> = codes.iter().map(recovery::RecoveryCode::hash).collect();
    RecoveryCode::replace(write, account, &hashes)?;
    Ok(codes.to_vec())
}

/// Shows fresh codes, the only time they can be seen.
pub(crate) fn show_once(
    visit: &mut Visit<'_>,
    destination: &Destination,
    codes: &[recovery::RecoveryCode],
    done: &str,
) -> std::result::Result<Answer, Problem> {
    let view = RecoveryCodesView {
        form: FormView::new(visit, &[]),
        done: Some(visit.words().say(done)),
        codes: codes.iter().map(|code| code.as_str().to_owned()).collect(),
        left: i64::try_from(codes.len()).unwrap_or(0),
        has_second_factor: true,
        onward: destination.onward(visit.world),
        destination: destination.into(),
    };
    show(visit, &view)
}

fn show(visit: &mut Visit<'_>, view: &RecoveryCodesView) -> std::result::Result<Answer, Problem> {
    let head = views::head(visit, "recovery-codes-heading", PATH);
    visit.page("account/recovery_codes.html", head, view)
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let view = |onward: Option<String>| RecoveryCodesView {
        form: FormView::sample(&[]),
        done: Some("The app is set up.".into()),
        codes: vec!["k7fp-q2mz-9xwd".into()],
        left: 10,
        has_second_factor: true,
        destination: DestinationView::sample(),
        onward,
    };
    let onward = || Some("https://boston.example/sign-in?to=%2Fmanage".to_owned());
    let without_codes = RecoveryCodesView {
        codes: Vec::new(),
        done: None,
        ..view(onward())
    };
    vec![
        sample("account/recovery_codes.html", &view(onward())),
        sample("account/recovery_codes.html", &view(None)),
        sample("account/recovery_codes.html", &without_codes),
    ]
}
