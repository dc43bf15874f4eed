//! How a place goes, in numbers: who came and went, what was written and answered. Nothing about any single person.

use diesel::prelude::*;
use std::collections::HashMap;
use umbel_core::content::{CommentStatus, Occurrence, PostKind, visible};
use umbel_core::people::Act;
use umbel_core::schema::{audit, comments, event_occurrences, memberships, posts};
use umbel_core::{Id, Instant, Result, SiteScope};

/// What happened at a place since a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Who belongs now.
    pub members: i64,
    /// Who joined and still belongs.
    pub joined: i64,
    /// Who left or was removed.
    pub left: i64,
    /// Posts published.
    pub posts: i64,
    /// Comments shown.
    pub comments: i64,
}

/// What happened at a place since a moment: five counts.
///
/// # Errors
/// When the database refuses.
pub fn figures(scope: &mut SiteScope<'_>, since: Instant, now: Instant) -> Result<Figures> {
    let site = scope.site;
    let members = memberships::table.filter(memberships::site_id.eq(site));
    let shown = comments::table
        .filter(comments::site_id.eq(site))
        .filter(comments::status.eq(CommentStatus::Approved))
        .filter(comments::created_at.ge(since));
    let published = posts::table
        .filter(posts::site_id.eq(site))
        .filter(posts::kind.eq(PostKind::Post))
        .filter(visible(now))
        .filter(posts::published_at.ge(since));
    let gone = audit::table
        .filter(audit::site_id.eq(site))
        .filter(audit::act.eq_any([Act::Left, Act::Removed]))
        .filter(audit::created_at.ge(since));
    Ok(Figures {
        members: members.count().get_result(scope.connection)?,
        joined: members
            .filter(memberships::created_at.ge(since))
            .count()
            .get_result(scope.connection)?,
        left: gone.count().get_result(scope.connection)?,
        posts: published.count().get_result(scope.connection)?,
        comments: shown.count().get_result(scope.connection)?,
    })
}

/// The next date of each of several events that has one: one query.
///
/// # Errors
/// When the database refuses.
pub fn next_dates(scope: &mut SiteScope<'_>, events: &[Id], now: Instant) -> Result<HashMap<Id, Occurrence>> {
    let dates: Vec<Occurrence> = event_occurrences::table
        .filter(event_occurrences::site_id.eq(scope.site))
        .filter(event_occurrences::event_id.eq_any(events))
        .filter(event_occurrences::ends_at.gt(now))
        .order(event_occurrences::starts_at.desc())
        .load(scope.connection)?;
    Ok(dates.into_iter().map(|date| (date.event_id, date)).collect())
}
