//! Objecting to a suspension.

use diesel::prelude::*;
use umbel_core::mail::Message;
use umbel_core::people::{Account, Act, AuditEntry, Limit, Membership, Role, Standing, record, standing, take};
use umbel_core::schema::audit;
use umbel_core::tree::{Setting, Site, SiteStatus, setting};
use umbel_core::{Error, Id, Instant, Result, SiteId, SiteScope, SiteWrite, Write};

use super::{Letters, must_hold};

/// The longest reason and the longest objection, in characters.
pub const LONGEST_REASON: usize = 2_000;

/// How often a site may object.
const APPEALS: Limit = Limit {
    name: "appeal",
    most: 3,
    seconds: 24 * 3_600,
};

/// Why and since when a site is closed, and what was said against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    /// The reason, in the admin's words; may be empty.
    pub reason: String,
    /// When it was closed.
    pub since: Option<Instant>,
    /// Whether only an umbrella admin opens it again, because one closed it.
    pub is_the_umbrellas: bool,
    /// The last objection since then, and when it was made.
    pub appeal: Option<(String, Instant)>,
}

/// Why a site is closed; none when it is not.
///
/// # Errors
/// When the database refuses.
pub fn closure(scope: &mut SiteScope<'_>) -> Result<Option<Closure>> {
    if Site::find(scope.connection, scope.site)?.status != SiteStatus::Suspended {
        return Ok(None);
    }
    let closed = last(scope, Act::Suspended)?;
    let since = closed.as_ref().map(|entry| entry.created_at);
    let is_the_umbrellas = is_closed_from_the_top(scope)?;
    let appeal = last(scope, Act::Appealed)?
        .filter(|entry| closed.as_ref().is_none_or(|closed| entry.id > closed.id))
        .map(|entry| (entry.reason, entry.created_at));
    Ok(Some(Closure {
        reason: setting(scope, Setting::SuspendedBecause)?.unwrap_or_default(),
        since,
        is_the_umbrellas,
        appeal,
    }))
}

/// Asks for another look at a suspension: another admin above than the one who closed the site is told, where there is
/// one.
///
/// # Errors
/// [`Error::Refused`] when `by` does not look after the site; [`Error::Invalid`] when it is not closed, or nothing or too
/// much is said; [`Error::TooOften`].
pub fn appeal(write: &mut Write<'_>, letters: &Letters<'_>, by: &Standing, site: SiteId, text: &str) -> Result<()> {
    must_hold(write.connection, Some(by), site, Role::Manager)?;
    let closed = Site::find(write.connection, site)?;
    let text = text.trim();
    if closed.status != SiteStatus::Suspended {
        return Err(Error::Invalid("the site is not closed".into()));
    }
    if text.is_empty() || text.chars().count() > LONGEST_REASON {
        return Err(Error::Invalid(format!(
            "write between 1 and {LONGEST_REASON} characters"
        )));
    }
    if !take(write, &APPEALS, &site.to_string())? {
        return Err(Error::TooOften);
    }
    record(
        &mut SiteWrite::new(site, write),
        Some(by),
        Act::Appealed,
        &closed.name,
        text,
    )?;
    for (judge, place) in judges(write, &closed)? {
        let message = Message::AppealMade {
            site: closed.name.clone(),
            text: text.to_owned(),
            link: letters.link(write.connection, place.id, &format!("/manage/sites/{site}"))?,
        };
        letters.to(write, &judge, &place, &message)?;
    }
    Ok(())
}

/// Those who look after the nodes above, each with the nearest node where they do: without the one who closed the site,
/// unless there is nobody else.
fn judges(write: &mut Write<'_>, closed: &Site) -> Result<Vec<(Account, Site)>> {
    let mut all: Vec<(Account, Site)> = Vec::new();
    for above in Site::ancestors(write.connection, closed.id)? {
        let place = Site::find(write.connection, above)?;
        for keeper in Membership::keepers(&mut SiteScope::new(above, write.connection))? {
            if all.iter().all(|(known, _)| known.id != keeper.id) {
                all.push((keeper, place.clone()));
            }
        }
    }
    let closer = closed_by(&mut SiteScope::new(closed.id, write.connection))?;
    let others: Vec<(Account, Site)> = all
        .iter()
        .filter(|(account, _)| Some(account.id) != closer)
        .cloned()
        .collect();
    Ok(if others.is_empty() { all } else { others })
}

/// Whether an umbrella admin closed a site, or the command line did.
pub(super) fn is_closed_from_the_top(scope: &mut SiteScope<'_>) -> Result<bool> {
    let Some(closed) = last(scope, Act::Suspended)? else {
        return Ok(false);
    };
    let Some(closer) = closed.actor_id else {
        // Those whose account is gone have left their name.
        return Ok(closed.actor_name.is_empty());
    };
    let Some(account) = Account::find(scope.connection, closer)? else {
        return Ok(false);
    };
    Ok(standing(scope.connection, account, scope.site)?.is_at_least(Role::UmbrellaAdmin))
}

/// Who closed a site last; none when the command line did.
fn closed_by(scope: &mut SiteScope<'_>) -> Result<Option<Id>> {
    Ok(last(scope, Act::Suspended)?.and_then(|entry| entry.actor_id))
}

/// The newest line of this kind in a place's log.
fn last(scope: &mut SiteScope<'_>, act: Act) -> Result<Option<AuditEntry>> {
    Ok(audit::table
        .filter(audit::site_id.eq(scope.site))
        .filter(audit::act.eq(act))
        .order(audit::id.desc())
        .first(scope.connection)
        .optional()?)
}
