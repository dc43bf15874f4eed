//! Answering somebody who would like to join, from whichever room it is done.

use umbel_core::mail::{JoinAnswer, Message, enqueue};
use umbel_core::people::{Decision, JoinRequest, SignedIn};
use umbel_core::{Id, Result, SiteWrite};

use crate::visit::Visit;

/// Takes somebody in or does not, and writes to them in their language: one transaction.
///
/// # Errors
/// [`umbel_core::Error::NotFound`] when nobody waits under this number any more; [`umbel_core::Error::Refused`] when
/// `person` may not answer; whatever the database refuses.
pub fn answer_join(
    visit: &Visit<'_>,
    person: &SignedIn,
    request: Id,
    accepts: bool,
    reason: Option<String>,
) -> Result<()> {
    let world = visit.world;
    let here = &visit.current.here;
    let front = world.origin.of(&here.host);
    let (decision, accepted, link) = if accepts {
        (Decision::Accepted, JoinAnswer::Accepted, format!("{front}/manage"))
    } else {
        (Decision::Declined, JoinAnswer::Declined, format!("{front}/"))
    };
    world.store.write(|write| {
        let site = &mut SiteWrite::new(here.site.id, write);
        let why = reason.as_deref().unwrap_or_default();
        let account = JoinRequest::decide(site, &person.standing, request, decision, why)?;
        let message = Message::JoinAnswered {
            place: here.site.name.clone(),
            accepted,
            reason: reason.clone(),
            link: link.clone(),
        };
        let locale = account.locale.as_deref().unwrap_or(&here.site.locale);
        let address = account.address()?;
        enqueue(write, &world.keys, &address, locale, Some(here.site.id), &message)?;
        Ok(())
    })
}
