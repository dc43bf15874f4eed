//! Forms for people nobody knows: what they carry in place of a session, and what gives programs away.
//!
//! Such a form holds the moment it was made, sealed, and a field that nobody sees. Who sends it faster than anybody
//! types, or much later, is asked once more; who fills the hidden field is a program, and its words are put aside.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use umbel_core::Result;
use umbel_core::tree::SiteStatus;

use crate::Problem;
use crate::forms::Form;
use crate::visit::Visit;

/// The field of the moment.
pub const STAMP_FIELD: &str = "stamp";
/// The field that nobody sees. It is called like something programs like to fill in.
pub const TRAP_FIELD: &str = "homepage";
/// Nobody reads, thinks and types faster than this, in seconds.
const SHORTEST_SECONDS: i64 = 3;
/// Forms older than a day are made anew.
const LONGEST_SECONDS: i64 = 24 * 3_600;

/// What is wrong with the moment in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StampFault {
    /// It was sent faster than anybody types. The same form may be sent again.
    TooQuick,
    /// It is too old, or not ours. A new one is needed.
    Stale,
}

/// The moment that a form of this page carries.
#[must_use]
pub fn stamp(visit: &Visit<'_>) -> String {
    let seconds = visit.now.seconds();
    format!("{seconds}.{}", seal(visit, seconds))
}

/// Looks at the moment in a form that was sent.
///
/// # Errors
/// What is wrong with it.
pub fn look_at_stamp(visit: &Visit<'_>, form: &Form) -> Result<(), StampFault> {
    let (seconds, sealed) = form.text(STAMP_FIELD).split_once('.').ok_or(StampFault::Stale)?;
    let seconds: i64 = seconds.parse().map_err(|_| StampFault::Stale)?;
    if !crate::delivery::gate::is_same(&seal(visit, seconds), sealed) {
        return Err(StampFault::Stale);
    }
    match visit.now.seconds().saturating_sub(seconds) {
        age if !(0..=LONGEST_SECONDS).contains(&age) => Err(StampFault::Stale),
        age if age < SHORTEST_SECONDS => Err(StampFault::TooQuick),
        _ => Ok(()),
    }
}

/// Whether the field that nobody sees was filled in.
#[must_use]
pub fn is_trapped(form: &Form) -> bool {
    !form.exact(TRAP_FIELD).is_empty()
}

/// What the visitor's network is called this week, under a key that is destroyed. Without an address there is one name
/// for all who have none: what is counted by it fails closed.
///
/// # Errors
/// When the key cannot be read.
pub fn network_mark(visit: &Visit<'_>) -> Result<String> {
    let network = visit.browser.network.as_deref().unwrap_or("unknown");
    visit.world.keys.network_tag(network, visit.now)
}

/// Whether the site is closed to whoever visits: pages for people who are signed in are called all the same.
///
/// # Errors
/// [`Problem::Private`] or [`Problem::Suspended`].
pub fn must_be_let_in(visit: &Visit<'_>) -> Result<(), Problem> {
    match visit.current.here.site.status {
        _ if !visit.is_closed => Ok(()),
        SiteStatus::Suspended => Err(Problem::Suspended),
        _ => Err(Problem::Private),
    }
}

fn seal(visit: &Visit<'_>, seconds: i64) -> String {
    let input = format!("{}:{seconds}", visit.current.id());
    let mac = visit.world.keys.mac("stamp of a form", input.as_bytes());
    URL_SAFE_NO_PAD.encode(&mac[..16])
}
