//! What people are writing and have not saved yet, and who is at which text.

use diesel::prelude::*;

use super::posts::Post;
use crate::database::{SiteScope, SiteWrite};
use crate::people::names_at;
use crate::schema::working_copies;
use crate::{Id, Instant, Result, SiteId};

/// Whoever was heard of in the last so many seconds counts as being at it.
const PRESENT_SECONDS: i64 = 60;

/// What somebody is writing and has not saved yet; it also says that they are at it.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = working_copies, treat_none_as_default_value = false)]
pub struct WorkingCopy {
    /// The site.
    pub site_id: SiteId,
    /// The post or page.
    pub post_id: Id,
    /// Who is writing.
    pub account_id: Id,
    /// The version of the post they began with.
    pub base_version: i64,
    /// The title as it stands with them.
    pub title: String,
    /// The text.
    pub source: String,
    /// The summary.
    pub summary: String,
    /// Whether anything differs from what is saved.
    pub is_changed: bool,
    /// When they were last heard of.
    pub seen_at: Instant,
}

impl WorkingCopy {
    /// An unchanged copy of a post or page, for somebody who opens it.
    #[must_use]
    pub fn of(post: &Post, account: Id, now: Instant) -> Self {
        Self {
            site_id: post.site_id,
            post_id: post.id,
            account_id: account,
            base_version: post.version,
            title: post.title.clone(),
            source: post.source.clone(),
            summary: post.summary.clone(),
            is_changed: false,
            seen_at: now,
        }
    }

    /// Somebody's copy of a post or page.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn find(scope: &mut SiteScope<'_>, post: Id, account: Id) -> Result<Option<Self>> {
        Ok(working_copies::table
            .find((scope.site, post, account))
            .first(scope.connection)
            .optional()?)
    }

    /// Keeps a copy in place of the one this person had.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn keep(&self, site: &mut SiteWrite<'_, '_>) -> Result<()> {
        crate::on_each_engine!(site.write.connection, connection => {
            diesel::insert_into(working_copies::table)
                .values(self)
                .on_conflict((
                    working_copies::site_id,
                    working_copies::post_id,
                    working_copies::account_id,
                ))
                .do_update()
                .set(self)
                .execute(connection)
        })?;
        Ok(())
    }

    /// Notes that somebody who has a copy is still at it. Says whether they have one.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn mark_seen(site: &mut SiteWrite<'_, '_>, post: Id, account: Id) -> Result<bool> {
        let now = site.write.now;
        let id = site.site;
        let marked = diesel::update(working_copies::table.find((id, post, account)))
            .set(working_copies::seen_at.eq(now))
            .execute(site.connection())?;
        Ok(marked > 0)
    }

    /// Forgets somebody's copy.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn forget(site: &mut SiteWrite<'_, '_>, post: Id, account: Id) -> Result<()> {
        let id = site.site;
        diesel::delete(working_copies::table.find((id, post, account))).execute(site.connection())?;
        Ok(())
    }

    /// What those others are called who are at a post or page at `now`.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn others(scope: &mut SiteScope<'_>, post: Id, account: Id, now: Instant) -> Result<Vec<String>> {
        let others: Vec<Id> = working_copies::table
            .filter(working_copies::site_id.eq(scope.site))
            .filter(working_copies::post_id.eq(post))
            .filter(working_copies::account_id.ne(account))
            .filter(working_copies::seen_at.ge(now.plus_seconds(-PRESENT_SECONDS)))
            .order(working_copies::account_id)
            .select(working_copies::account_id)
            .load(scope.connection)?;
        let mut names: Vec<String> = names_at(scope, &others)?.into_values().collect();
        names.sort();
        Ok(names)
    }

    /// The posts and pages for which somebody has something they have not saved.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn changed_by(scope: &mut SiteScope<'_>, account: Id) -> Result<Vec<Id>> {
        Ok(working_copies::table
            .filter(working_copies::account_id.eq(account))
            .filter(working_copies::site_id.eq(scope.site))
            .filter(working_copies::is_changed)
            .select(working_copies::post_id)
            .load(scope.connection)?)
    }
}
