//! Comments under posts.

use diesel::prelude::*;
use std::collections::HashMap;

use crate::database::{SiteScope, SiteWrite};
use crate::schema::comments;
use crate::text_enum::text_enum;
use crate::{Id, Instant, Result, SiteId};

text_enum! {
    /// Whether a comment is shown.
    CommentStatus {
        /// Shown.
        Approved = "approved",
        /// Waiting for a moderator.
        Pending = "pending",
        /// Held as spam.
        Spam = "spam",
        /// Thrown away.
        Trashed = "trashed",
    }
}

text_enum! {
    /// What a comment is.
    CommentKind {
        /// Written by a person.
        Comment = "comment",
        /// Another site says that it links here.
        Pingback = "pingback",
        /// The older form of the same.
        Trackback = "trackback",
    }
}

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = comments, treat_none_as_default_value = false)]
pub struct Comment {
    /// The site.
    pub site_id: SiteId,
    /// Its identifier within the site.
    pub id: Id,
    /// The post it stands under.
    pub post_id: Id,
    /// The comment it answers.
    pub parent_id: Option<Id>,
    /// The name its author gave.
    pub author_name: String,
    /// The address its author gave, `http` or `https`.
    pub author_url: Option<String>,
    /// Whether the author of the post wrote it.
    pub by_post_author: bool,
    /// What was written.
    pub source: String,
    /// The same as safe HTML.
    pub html: String,
    /// Comment, pingback or trackback.
    pub kind: CommentKind,
    /// Whether it is shown.
    pub status: CommentStatus,
    /// When it was written.
    pub created_at: Instant,
    /// Who wrote it, when they were signed in.
    pub account_id: Option<Id>,
    /// What the writer's network was that week, under a key that is destroyed; never an address.
    pub network_mark: Option<String>,
    /// Why it was held, in words separated by spaces; empty when nothing was suspicious.
    pub held_because: String,
}

impl Comment {
    /// An empty comment under a post, shown, not stored yet.
    #[must_use]
    pub fn under(site: SiteId, post: Id, now: Instant) -> Self {
        Self {
            site_id: site,
            id: Id::new(now),
            post_id: post,
            parent_id: None,
            author_name: String::new(),
            author_url: None,
            by_post_author: false,
            source: String::new(),
            html: String::new(),
            kind: CommentKind::Comment,
            status: CommentStatus::Approved,
            created_at: now,
            account_id: None,
            network_mark: None,
            held_because: String::new(),
        }
    }

    /// Adds a comment.
    ///
    /// # Errors
    /// When the database refuses, as it does for a post of another site.
    pub fn insert(site: &mut SiteWrite<'_, '_>, comment: &Self) -> Result<()> {
        diesel::insert_into(comments::table)
            .values(comment)
            .execute(site.connection())?;
        // What waits shows nowhere: strangers must not be able to make all pages be made anew.
        if comment.status == CommentStatus::Approved {
            site.content_changed();
        }
        Ok(())
    }

    /// The comments that are shown under a post, oldest first, at most `limit`.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn shown_under(scope: &mut SiteScope<'_>, post: Id, limit: i64) -> Result<Vec<Self>> {
        Ok(comments::table
            .filter(comments::site_id.eq(scope.site))
            .filter(comments::post_id.eq(post))
            .filter(comments::status.eq(CommentStatus::Approved))
            .order((comments::created_at, comments::id))
            .limit(limit)
            .load(scope.connection)?)
    }

    /// How many comments are shown under each of several posts: one query.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn counts(scope: &mut SiteScope<'_>, posts: &[Id]) -> Result<HashMap<Id, i64>> {
        let rows: Vec<(Id, i64)> = comments::table
            .filter(comments::site_id.eq(scope.site))
            .filter(comments::post_id.eq_any(posts))
            .filter(comments::status.eq(CommentStatus::Approved))
            .group_by(comments::post_id)
            .select((comments::post_id, diesel::dsl::count_star()))
            .load(scope.connection)?;
        Ok(rows.into_iter().collect())
    }
}
