//! Those who may not write for now: whatever room they write in, what they send is not taken.

use umbel_core::moderation::Sanction;
use umbel_core::people::{Role, SignedIn};

use crate::Problem;
use crate::visit::{Answer, Visit};

/// Where somebody is sent who sends something from a room of those who write, and may not write for now.
pub(super) fn sent_away(visit: &mut Visit<'_>, role: Role, person: &SignedIn) -> Result<Option<Answer>, Problem> {
    // Belonging and reading stay theirs, and so does looking after a place: that takes more to be taken away.
    let is_writing = visit.form.is_some() && (Role::Contributor..=Role::Editor).contains(&role);
    if !is_writing {
        return Ok(None);
    }
    let (account, now) = (person.standing.account.id, visit.now);
    let silenced = Sanction::silencing(&mut visit.scope(), account, now)?.is_some();
    Ok(silenced.then(|| Answer::GoOn("/moderation?done=silenced".into())))
}
