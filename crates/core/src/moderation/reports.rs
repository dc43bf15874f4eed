//! Somebody says that something should be looked at.

use diesel::prelude::*;

use super::acts::{Reason, SubjectKind};
use crate::database::{SiteScope, SiteWrite};
use crate::schema::reports;
use crate::text_enum::text_enum;
use crate::{Error, Id, Instant, Result, SiteId};

text_enum! {
    /// Whether a report was looked at.
    ReportState {
        /// It waits.
        Open = "open",
        /// Somebody has decided.
        Settled = "settled",
    }
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = reports, treat_none_as_default_value = false)]
pub struct Report {
    /// The site.
    pub site_id: SiteId,
    /// Its identifier within the site.
    pub id: Id,
    /// What kind of thing is reported.
    pub subject: SubjectKind,
    /// Which one; zero for the site itself.
    pub subject_id: Id,
    /// What it was called.
    pub title: String,
    /// The path where it stood.
    pub url: String,
    /// Why, in one word.
    pub reason: Reason,
    /// Why, in the reporter's words; may be empty.
    pub note: String,
    /// Who reports, when they were signed in.
    pub account_id: Option<Id>,
    /// What the reporter's network was that week.
    pub network_mark: Option<String>,
    /// Whether it was looked at.
    pub state: ReportState,
    /// When it came.
    pub created_at: Instant,
    /// When it was decided.
    pub settled_at: Option<Instant>,
}

impl Report {
    /// Adds a report.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn insert(site: &mut SiteWrite<'_, '_>, report: &Self) -> Result<()> {
        diesel::insert_into(reports::table)
            .values(report)
            .execute(site.connection())?;
        Ok(())
    }

    /// The report with this id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the site has none.
    pub fn find(scope: &mut SiteScope<'_>, id: Id) -> Result<Self> {
        reports::table
            .find((scope.site, id))
            .first(scope.connection)
            .optional()?
            .ok_or(Error::NotFound("the report"))
    }

    /// Those that wait, the newest first: `limit` of them from `offset` on.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn open(scope: &mut SiteScope<'_>, offset: i64, limit: i64) -> Result<Vec<Self>> {
        Ok(reports::table
            .filter(reports::site_id.eq(scope.site))
            .filter(reports::state.eq(ReportState::Open))
            .order(reports::id.desc())
            .offset(offset)
            .limit(limit)
            .load(scope.connection)?)
    }

    /// How many wait.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn count_open(scope: &mut SiteScope<'_>) -> Result<i64> {
        Ok(reports::table
            .filter(reports::site_id.eq(scope.site))
            .filter(reports::state.eq(ReportState::Open))
            .count()
            .get_result(scope.connection)?)
    }

    /// Settles every report that waits about one thing, and returns them: who reported hears what came of it.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn settle(site: &mut SiteWrite<'_, '_>, subject: SubjectKind, subject_id: Id) -> Result<Vec<Self>> {
        let (id, now) = (site.site, site.write.now);
        let waiting = || {
            reports::table
                .filter(reports::site_id.eq(id))
                .filter(reports::state.eq(ReportState::Open))
                .filter(reports::subject.eq(subject))
                .filter(reports::subject_id.eq(subject_id))
        };
        let settled: Vec<Self> = waiting().load(site.connection())?;
        diesel::update(waiting())
            .set((
                reports::state.eq(ReportState::Settled),
                reports::settled_at.eq(Some(now)),
            ))
            .execute(site.connection())?;
        Ok(settled)
    }

    /// Opens reports again that were settled at a moment about one thing: what undoing an act brings back.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn reopen(
        site: &mut SiteWrite<'_, '_>,
        subject: SubjectKind,
        subject_id: Id,
        settled_at: Instant,
    ) -> Result<usize> {
        let id = site.site;
        Ok(diesel::update(
            reports::table
                .filter(reports::site_id.eq(id))
                .filter(reports::subject.eq(subject))
                .filter(reports::subject_id.eq(subject_id))
                .filter(reports::settled_at.eq(Some(settled_at))),
        )
        .set((
            reports::state.eq(ReportState::Open),
            reports::settled_at.eq(None::<Instant>),
        ))
        .execute(site.connection())?)
    }

    /// How many reports wait about each of several things of a kind.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn count_about(scope: &mut SiteScope<'_>, subject: SubjectKind, subject_id: Id) -> Result<i64> {
        Ok(reports::table
            .filter(reports::site_id.eq(scope.site))
            .filter(reports::state.eq(ReportState::Open))
            .filter(reports::subject.eq(subject))
            .filter(reports::subject_id.eq(subject_id))
            .count()
            .get_result(scope.connection)?)
    }
}
