//! Comments as moderators and the rules see them.

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::comments::{Comment, CommentKind, CommentStatus};
use crate::database::{SiteScope, SiteWrite};
use crate::schema::comments;
use crate::{Id, Instant, Result};

#[diesel::declare_sql_function]
extern "SQL" {
    /// A text in lower case.
    fn lower(text: Text) -> Text;
}

/// However deep an import may have nested its comments.
const MOST_ABOVE: usize = 20;

impl Comment {
    /// The comment with this id, whatever its status.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn find(scope: &mut SiteScope<'_>, id: Id) -> Result<Option<Self>> {
        Ok(comments::table
            .find((scope.site, id))
            .first(scope.connection)
            .optional()?)
    }

    /// Comments with a status whose text or writer's name contains `words`, the newest first: `limit` of them from
    /// `offset` on.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn with_status(
        scope: &mut SiteScope<'_>,
        status: CommentStatus,
        words: &str,
        offset: i64,
        limit: i64,
    ) -> Result<Vec<Self>> {
        let mut query = comments::table
            .filter(comments::site_id.eq(scope.site))
            .filter(comments::status.eq(status))
            .into_boxed();
        if !words.is_empty() {
            let pattern = format!(
                "%{}%",
                words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
            );
            query = query.filter(
                lower(comments::source)
                    .like(lower(pattern.clone()))
                    .escape('\\')
                    .or(lower(comments::author_name).like(lower(pattern)).escape('\\')),
            );
        }
        Ok(query
            .order(comments::id.desc())
            .offset(offset)
            .limit(limit)
            .load(scope.connection)?)
    }

    /// How many comments have a status.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn count_with_status(scope: &mut SiteScope<'_>, status: CommentStatus) -> Result<i64> {
        Ok(comments::table
            .filter(comments::site_id.eq(scope.site))
            .filter(comments::status.eq(status))
            .count()
            .get_result(scope.connection)?)
    }

    /// Whether a comment of this account is shown here.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn was_approved(scope: &mut SiteScope<'_>, account: Id) -> Result<bool> {
        let count: i64 = comments::table
            .filter(comments::account_id.eq(account))
            .filter(comments::site_id.eq(scope.site))
            .filter(comments::status.eq(CommentStatus::Approved))
            .count()
            .get_result(scope.connection)?;
        Ok(count > 0)
    }

    /// The same words by the same name under the same post since a moment: a button pressed twice.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn said_already(scope: &mut SiteScope<'_>, comment: &Self, since: Instant) -> Result<Option<Self>> {
        let same: Vec<Self> = comments::table
            .filter(comments::site_id.eq(scope.site))
            .filter(comments::post_id.eq(comment.post_id))
            .filter(comments::kind.eq(CommentKind::Comment))
            .filter(comments::author_name.eq(&comment.author_name))
            .filter(comments::source.eq(&comment.source))
            .filter(comments::created_at.ge(since))
            .limit(20)
            .load(scope.connection)?;
        Ok(same
            .into_iter()
            .find(|found| found.account_id == comment.account_id && found.parent_id == comment.parent_id))
    }

    /// Gives a comment another status. Those that answer it stay as they are.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn mark(site: &mut SiteWrite<'_, '_>, id: Id, status: CommentStatus) -> Result<()> {
        let here = site.site;
        diesel::update(comments::table.find((here, id)))
            .set(comments::status.eq(status))
            .execute(site.connection())?;
        site.content_changed();
        Ok(())
    }

    /// The comment that an answer to this one hangs under: two deep and no deeper, so an answer to an answer hangs under
    /// the first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn first_above(self, scope: &mut SiteScope<'_>) -> Result<Self> {
        let mut first = self;
        // Imported comments nest deeper than ours, but not without end.
        for _ in 0..MOST_ABOVE {
            let Some(above) = first.parent_id else { break };
            match Self::find(scope, above)? {
                Some(above) => first = above,
                None => break,
            }
        }
        Ok(first)
    }
}
