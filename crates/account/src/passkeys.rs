//! One's own passkeys: the list, a new one, and taking one off.

use serde::Serialize;
use umbel_core::mail::SecondFactorChange;
use umbel_core::people::{Account, Passkey, RecoveryCode, SignedIn};
use umbel_core::{Error, Id};
use umbel_web_kit::feature::sample;
use umbel_web_kit::stones::When;
use umbel_web_kit::{Answer, FormView, Problem, Visit};

use crate::ceremony::{self, Refusal};
use crate::confirm::confirm_first;
use crate::destination::Destination;
use crate::security::{self, Protection};
use crate::views::{self, DestinationView};

const PATH: &str = "/account/passkeys";
const NEW_PATH: &str = "/account/passkeys/new";
/// The longest name of a passkey, in characters.
const LONGEST_NAME: usize = 60;

/// `account/passkeys.html`
#[derive(Clone, Debug, Serialize)]
struct PasskeysView {
    form: FormView,
    passkeys: Vec<PasskeyRow>,
}

/// A passkey in the list.
#[derive(Clone, Debug, Serialize)]
struct PasskeyRow {
    id: String,
    name: String,
    created: When,
    used: Option<When>,
}

/// `account/passkey_new.html`
#[derive(Clone, Debug, Serialize)]
struct PasskeyNewView {
    form: FormView,
    longest: usize,
    has_passkeys: bool,
    destination: DestinationView,
}

/// The list; the form takes one off.
pub(crate) fn look_after(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let account = person.standing.account.clone();
    let mut form = FormView::new(visit, &[]);
    if let Some(sent) = visit.form.clone() {
        if let Some(elsewhere) = confirm_first(visit, person, PATH)? {
            return Ok(elsewhere);
        }
        let id = sent.text("passkey").parse().map(Id).map_err(|_| Problem::NotFound)?;
        match remove(visit, account.id, id)? {
            Removal::Done => return Ok(Answer::GoOn(format!("{PATH}?done=passkey-removed"))),
            Removal::Refused(key) => form.say(visit.words().say(key)),
        }
    }
    let words = visit.words();
    let passkeys = Passkey::of(visit.connection, account.id)?
        .into_iter()
        .map(|passkey| PasskeyRow {
            id: passkey.id.to_string(),
            created: words.when(passkey.created_at),
            used: passkey.used_at.map(|used| words.when(used)),
            name: passkey.name,
        })
        .collect();
    let head = views::head(visit, "passkeys-heading", PATH);
    visit.page("account/passkeys.html", head, &PasskeysView { form, passkeys })
}

enum Removal {
    Done,
    /// The key of the sentence that says why.
    Refused(&'static str),
}

fn remove(visit: &Visit<'_>, account: Id, id: Id) -> Result<Removal, Problem> {
    let world = visit.world;
    let words = visit.words();
    Ok(world.store.write(|write| {
        let account = Account::to_change(write, account)?;
        let protection = Protection::of(write.connection, &account)?;
        let is_last = protection.passkeys == 1;
        if is_last && !protection.has_password {
            return Ok(Removal::Refused("passkey-last-way-in"));
        }
        if is_last && !protection.has_app && account.second_factor_due_at.is_some() {
            return Ok(Removal::Refused("second-factor-last"));
        }
        Passkey::remove(write, account.id, id)?;
        security::forget_needless_codes(write, &account)?;
        security::tell(
            write,
            world,
            &account,
            words.locale(),
            SecondFactorChange::PasskeyRemoved,
        )?;
        Ok(Removal::Done)
    })?)
}

/// The page on which a passkey is made; the script does the rest.
pub(crate) fn new(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let destination = Destination::of(visit);
    if let Some(elsewhere) = confirm_first(visit, person, &destination.by_way_of(NEW_PATH))? {
        return Ok(elsewhere);
    }
    let mut form = FormView::new(visit, &["name"]);
    form.put("name", &visit.browser.device);
    let view = PasskeyNewView {
        form,
        longest: LONGEST_NAME,
        has_passkeys: !Passkey::of(visit.connection, person.standing.account.id)?.is_empty(),
        destination: DestinationView::from(&destination),
    };
    let head = views::head(visit, "passkey-new-heading", NEW_PATH);
    visit.page("account/passkey_new.html", head, &view)
}

/// Asks the browser for a new passkey.
pub(crate) fn begin(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    if visit.form.is_none() {
        return Ok(Answer::GoOn(NEW_PATH.into()));
    }
    let outcome = try_begin(visit, person);
    ceremony::told(visit, outcome)
}

fn try_begin(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Refusal> {
    if let Some(elsewhere) = confirm_first(visit, person, &Destination::of(visit).by_way_of(NEW_PATH))? {
        return Ok(elsewhere);
    }
    let account = &person.standing.account;
    let existing: Vec<String> = Passkey::of(visit.connection, account.id)?
        .into_iter()
        .map(|passkey| passkey.credential_id)
        .collect();
    let begun = ceremony::passkeys(visit)?.begin_registration(account.id, &account.email, &existing)?;
    ceremony::hand_out(visit, &begun)
}

/// Keeps the passkey the browser made.
pub(crate) fn finish(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    if visit.form.is_none() {
        return Ok(Answer::GoOn(NEW_PATH.into()));
    }
    let outcome = try_finish(visit, person);
    ceremony::told(visit, outcome)
}

fn try_finish(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Refusal> {
    if let Some(elsewhere) = confirm_first(visit, person, &Destination::of(visit).by_way_of(NEW_PATH))? {
        return Ok(elsewhere);
    }
    let sent = visit.form.clone().unwrap_or_default();
    let state = ceremony::take_back(visit)?;
    let made = ceremony::passkeys(visit)?.finish_registration(&state, sent.exact("answer"))?;
    if made.account_id != person.standing.account.id {
        return Err(Refusal::STALE);
    }
    let world = visit.world;
    let words = visit.words();
    let destination = Destination::of(visit);
    let name = tidy_name(sent.text("name"), &visit.browser.device);
    let kept = world.store.write(|write| {
        let account = Account::to_change(write, made.account_id)?;
        let passkey = Passkey {
            account_id: account.id,
            id: Id::new(write.now),
            name,
            credential_id: made.credential_id,
            credential: made.credential_json,
            created_at: write.now,
            used_at: None,
        };
        Passkey::insert(write, &passkey)?;
        security::tell(write, world, &account, words.locale(), SecondFactorChange::PasskeyAdded)?;
        RecoveryCode::left(write.connection, account.id)
    });
    match kept {
        // Codes are shown once, on a page that was asked for by a person: the next one offers them.
        Ok(0) => Ok(ceremony::go(
            &destination.by_way_of("/account/recovery-codes?done=passkey-added"),
        )),
        // Who had to make one on the way to somewhere goes on.
        Ok(_) => Ok(ceremony::go(
            &destination
                .onward(world)
                .unwrap_or_else(|| "/account/passkeys?done=passkey-added".into()),
        )),
        Err(Error::Taken(_)) => Err(Refusal::ALREADY_THERE),
        Err(Error::Invalid(_)) => Err(Refusal::TOO_MANY),
        Err(error) => Err(error.into()),
    }
}

/// What somebody calls a passkey; the browser's name where they call it nothing.
fn tidy_name(typed: &str, device: &str) -> String {
    let seen: String = typed
        .chars()
        .filter(|character| character.is_whitespace() || !character.is_control())
        .collect();
    let name: String = seen
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(LONGEST_NAME)
        .collect();
    if name.is_empty() { device.to_owned() } else { name }
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    vec![
        sample(
            "account/passkeys.html",
            &PasskeysView {
                form: FormView::sample(&[]),
                passkeys: vec![PasskeyRow {
                    id: "1".into(),
                    name: "My phone".into(),
                    created: When::sample(),
                    used: Some(When::sample()),
                }],
            },
        ),
        sample(
            "account/passkey_new.html",
            &PasskeyNewView {
                form: FormView::sample(&["name"]),
                longest: LONGEST_NAME,
                has_passkeys: true,
                destination: DestinationView::sample(),
            },
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_tidied() {
        assert_eq!(tidy_name("  My \u{7}\n phone ", "Firefox"), "My phone");
        assert_eq!(tidy_name(" \n", "Firefox · Linux"), "Firefox · Linux");
        assert_eq!(tidy_name(&"ñ".repeat(100), "").chars().count(), LONGEST_NAME);
    }
}
