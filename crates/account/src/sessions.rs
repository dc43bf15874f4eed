//! Signing out elsewhere: of one browser, or of all but this one.

use umbel_core::people::{Session, SignedIn};
use umbel_web_kit::{Answer, Cookie, Problem, Visit};

/// Ends the session that is named, or all others. The list of them stands on the account's first page.
pub(crate) fn end(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let Some(sent) = visit.form.clone() else {
        return Ok(Answer::GoOn("/account".into()));
    };
    let account = person.standing.account.id;
    let this = &person.session.token_hash;
    if sent.has("others") {
        visit
            .world
            .store
            .write(|write| Session::end_all(write, account, Some(this)))?;
        return Ok(Answer::GoOn("/account?done=signed-out-elsewhere".into()));
    }
    let named = sent.text("session");
    // A session of somebody else's is not ended: it answers like one that has ended already.
    visit.world.store.write(|write| Session::end(write, account, named))?;
    if named == this {
        visit.drop_cookie(Cookie::SignIn);
        return Ok(Answer::GoOn("/sign-in?done=signed-out".into()));
    }
    Ok(Answer::GoOn("/account?done=signed-out-there".into()))
}
