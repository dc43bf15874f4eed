//! How something comes to be beneath the place one is at.

use umbel_core::people::{Role, SignedIn};
use umbel_core::tree::{SiteKind, SiteStatus, StartMode, network_start_mode, start_mode};
use umbel_web_kit::{Problem, Visit};

/// How it comes to be, for this person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// It is there as soon as they have said what it is.
    AtOnce,
    /// Those who look after the place answer first.
    ByRequest,
    /// They ask somebody who looks after the place.
    AskSomebody,
    /// Nothing new comes to be here: the place is archived or closed.
    Closed,
}

/// The way of this person at this place.
pub(crate) fn way(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Way, Problem> {
    let here = visit.current.here.site.clone();
    let all_active = std::iter::once(&visit.current.here)
        .chain(&visit.current.above)
        .all(|node| node.site.status == SiteStatus::Active);
    if !all_active {
        return Ok(Way::Closed);
    }
    if looks_after(visit, person) {
        return Ok(Way::AtOnce);
    }
    let mode = if here.kind == SiteKind::Umbrella {
        network_start_mode(visit.connection, here.id)?
    } else {
        start_mode(visit.connection, here.id)?
    };
    Ok(match mode {
        StartMode::Open => Way::AtOnce,
        StartMode::Request => Way::ByRequest,
        StartMode::Invitation => Way::AskSomebody,
    })
}

/// Whether the person looks after this place. They start as many as they need.
pub(crate) fn looks_after(visit: &Visit<'_>, person: &SignedIn) -> bool {
    person
        .standing
        .is_at_least(Role::highest_at(visit.current.here.site.kind))
}
