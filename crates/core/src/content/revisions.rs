//! Earlier texts of posts and pages: what can be looked at, compared and brought back.

use diesel::prelude::*;

use super::posts::{Post, SourceFormat};
use crate::database::{SiteScope, SiteWrite};
use crate::schema::revisions;
use crate::{Id, Instant, Result, SiteId};

/// The most earlier texts that are kept of one post or page.
pub const MOST_REVISIONS: i64 = 100;

/// What a post or page said before it was saved anew.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = revisions, treat_none_as_default_value = false)]
pub struct Revision {
    /// The site.
    pub site_id: SiteId,
    /// Its identifier within the site.
    pub id: Id,
    /// The post or page.
    pub post_id: Id,
    /// Who had saved this text; none when that was not a person with an account.
    pub account_id: Option<Id>,
    /// What they were called then; may be empty.
    pub author_name: String,
    /// The title.
    pub title: String,
    /// What was written.
    pub source: String,
    /// What it was written in.
    pub source_format: SourceFormat,
    /// One or two sentences.
    pub summary: String,
    /// When this text was saved.
    pub created_at: Instant,
}

/// An earlier text without the text, for lists.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct RevisionLine {
    /// Its identifier within the site.
    pub id: Id,
    /// Who had saved it.
    pub account_id: Option<Id>,
    /// What they were called then; may be empty.
    pub author_name: String,
    /// Its title.
    pub title: String,
    /// When it was saved.
    pub created_at: Instant,
}

impl Revision {
    /// The text a post or page holds now, saved by somebody of this name.
    #[must_use]
    pub fn of(post: &Post, author_name: &str, now: Instant) -> Self {
        Self {
            site_id: post.site_id,
            id: Id::new(now),
            post_id: post.id,
            account_id: post.saved_by,
            author_name: author_name.to_owned(),
            title: post.title.clone(),
            source: post.source.clone(),
            source_format: post.source_format,
            summary: post.summary.clone(),
            created_at: post.saved_at.unwrap_or(post.updated_at),
        }
    }

    /// Keeps an earlier text, and forgets the oldest ones beyond [`MOST_REVISIONS`].
    ///
    /// # Errors
    /// When the database refuses.
    pub fn keep(site: &mut SiteWrite<'_, '_>, revision: &Self) -> Result<()> {
        diesel::insert_into(revisions::table)
            .values(revision)
            .execute(site.connection())?;
        let oldest: Option<Id> = revisions::table
            .filter(revisions::site_id.eq(site.site))
            .filter(revisions::post_id.eq(revision.post_id))
            .order(revisions::id.desc())
            .offset(MOST_REVISIONS)
            .select(revisions::id)
            .first(site.connection())
            .optional()?;
        if let Some(oldest) = oldest {
            diesel::delete(
                revisions::table
                    .filter(revisions::site_id.eq(site.site))
                    .filter(revisions::post_id.eq(revision.post_id))
                    .filter(revisions::id.le(oldest)),
            )
            .execute(site.connection())?;
        }
        Ok(())
    }

    /// The earlier texts of a post or page, the newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn lines(scope: &mut SiteScope<'_>, post: Id) -> Result<Vec<RevisionLine>> {
        Ok(revisions::table
            .filter(revisions::site_id.eq(scope.site))
            .filter(revisions::post_id.eq(post))
            .order(revisions::id.desc())
            .select((
                revisions::id,
                revisions::account_id,
                revisions::author_name,
                revisions::title,
                revisions::created_at,
            ))
            .load(scope.connection)?)
    }

    /// One earlier text of a post or page.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn find(scope: &mut SiteScope<'_>, post: Id, id: Id) -> Result<Option<Self>> {
        Ok(revisions::table
            .find((scope.site, id))
            .filter(revisions::post_id.eq(post))
            .first(scope.connection)
            .optional()?)
    }

    /// The text that was saved next after this one; none when that is the text the post holds now.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn next(&self, scope: &mut SiteScope<'_>) -> Result<Option<Self>> {
        Ok(revisions::table
            .filter(revisions::site_id.eq(scope.site))
            .filter(revisions::post_id.eq(self.post_id))
            .filter(revisions::id.gt(self.id))
            .order(revisions::id)
            .first(scope.connection)
            .optional()?)
    }
}
