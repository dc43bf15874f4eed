//! Signing in with a passkey: in place of a password, as the second step after one, or to confirm who it is.

use umbel_core::people::{Account, Passkey, Session};
use umbel_web_kit::{Answer, Problem, Visit};

use crate::ceremony::{self, Refusal};
use crate::confirm::{SECURITY, own_page};
use crate::destination::Destination;
use crate::{limits, sign_in};

/// Asks the browser for a passkey: of anybody's, or of those that somebody known has.
pub(crate) fn begin(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    if visit.form.is_none() {
        return Ok(Answer::GoOn(format!("/sign-in{}", Destination::of(visit).query())));
    }
    let outcome = try_begin(visit);
    ceremony::told(visit, outcome)
}

fn try_begin(visit: &mut Visit<'_>) -> Result<Answer, Refusal> {
    let known = match known_account(visit)? {
        Some(account) => Some(ceremony::credentials_of(visit.connection, account.id)?),
        None => None,
    };
    let begun = ceremony::passkeys(visit)?.begin_sign_in(known.as_deref())?;
    ceremony::hand_out(visit, &begun)
}

/// Lets in whom the passkey names.
pub(crate) fn finish(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    if visit.form.is_none() {
        return Ok(Answer::GoOn(format!("/sign-in{}", Destination::of(visit).query())));
    }
    let outcome = try_finish(visit);
    ceremony::told(visit, outcome)
}

fn try_finish(visit: &mut Visit<'_>) -> Result<Answer, Refusal> {
    let world = visit.world;
    let may_try = world
        .store
        .write(|write| limits::passkey(write, world, &visit.browser))?;
    if !may_try {
        return Err(Refusal::TOO_OFTEN);
    }
    let known = known_account(visit)?;
    let state = ceremony::take_back(visit)?;
    let answer = visit.form.as_ref().map_or("", |sent| sent.exact("answer")).to_owned();
    let shown =
        ceremony::passkeys(visit)?.finish_sign_in(&state, &answer, |id| ceremony::stored(visit.connection, id))?;
    // The passkey of another account than the one whose password was given lets nobody in.
    if known.is_some_and(|known| known.id != shown.account_id) {
        return Err(Refusal::UNKNOWN);
    }
    let account = Account::find(visit.connection, shown.account_id)?.ok_or(Refusal::UNKNOWN)?;
    let passkey = Passkey::with_credential(visit.connection, &shown.credential_id)?.ok_or(Refusal::UNKNOWN)?;
    let session = visit.person.as_ref().map(|person| person.session.token_hash.clone());
    world.store.write(|write| {
        passkey.used(write, &shown.credential_json)?;
        match &session {
            Some(session) => Session::confirm(write, session),
            None => Ok(()),
        }
    })?;
    let destination = Destination::of(visit);
    if session.is_some() {
        return Ok(Answer::GoOn(own_page(&destination.to).unwrap_or(SECURITY).to_owned()));
    }
    Ok(sign_in::finish(visit, &destination, &account)?)
}

/// Whose passkey it must be: the person's who is signed in and confirms, or of those whose password was right.
fn known_account(visit: &mut Visit<'_>) -> Result<Option<Account>, Refusal> {
    if let Some(person) = &visit.person {
        return Ok(Some(person.standing.account.clone()));
    }
    let pending = visit.form.as_ref().map_or("", |sent| sent.text("pending")).to_owned();
    if pending.is_empty() {
        return Ok(None);
    }
    match sign_in::pending_account(visit, &pending)? {
        Some(account) => Ok(Some(account)),
        None => Err(Refusal::STALE),
    }
}
