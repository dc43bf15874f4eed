//! Posts and pages as those who write see them: in every status, with who wrote them.

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel::sql_types::Text;
use std::collections::HashMap;

use super::authors::Author;
use super::media::{MediaKind, MediaState};
use super::posts::{Post, PostKind, Reach, Status};
use crate::database::{SiteScope, SiteWrite};
use crate::schema::{media, posts, working_copies};
use crate::{Connection, Id, Instant, Result, SiteId};

#[diesel::declare_sql_function]
extern "SQL" {
    /// A text in lower case.
    fn lower(text: Text) -> Text;
}

/// A post or page in the lists of those who write.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct DeskRow {
    /// Its identifier within the site.
    pub id: Id,
    /// Whether it is a page.
    pub is_page: bool,
    /// Its path.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Where it is on its way to the public.
    pub status: Status,
    /// How far up it may be shown.
    pub reach: Reach,
    /// Whether it asks for a password.
    pub has_password: bool,
    /// Whether it stays on top.
    pub sticky: bool,
    /// Who wrote it.
    pub author_id: Option<Id>,
    /// The page above, for pages.
    pub parent_id: Option<Id>,
    /// Its place among its siblings.
    pub position: i32,
    /// When it was or will be published.
    pub published_at: Option<Instant>,
    /// When its text last changed.
    pub updated_at: Instant,
    /// When it was thrown away.
    pub trashed_at: Option<Instant>,
    /// Who saved it last.
    pub saved_by: Option<Id>,
}

/// What somebody may see of what is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight {
    /// Everything.
    Everything,
    /// What this account wrote, and what is public.
    OwnAndPublished(Id),
    /// What this account wrote.
    Own(Id),
}

/// Which posts or pages a list holds.
#[derive(Clone, Debug)]
pub struct DeskFilter {
    /// Posts or pages.
    pub kind: PostKind,
    /// What whoever asks may see.
    pub sight: Sight,
    /// Only those in this status; without one all but what was thrown away.
    pub status: Option<Status>,
    /// Only those of this author.
    pub author: Option<Id>,
    /// Words in the title; empty for all.
    pub words: String,
}

/// Posts and pages, whole, to be filtered further.
pub(super) type Rows = posts::BoxedQuery<'static, <Connection as diesel::Connection>::Backend>;

/// Posts or pages for those who write, the last changed first: `limit` of them from `offset` on.
///
/// # Errors
/// When the database refuses.
pub fn desk(scope: &mut SiteScope<'_>, filter: &DeskFilter, offset: i64, limit: i64) -> Result<Vec<DeskRow>> {
    Ok(rows(scope, filter)?
        .order((posts::updated_at.desc(), posts::id.desc()))
        .offset(offset)
        .limit(limit)
        .select((
            posts::id,
            posts::kind.eq(PostKind::Page),
            posts::path,
            posts::title,
            posts::status,
            posts::reach,
            posts::password_hash.is_not_null(),
            posts::sticky,
            posts::author_id,
            posts::parent_id,
            posts::position,
            posts::published_at,
            posts::updated_at,
            posts::trashed_at,
            posts::saved_by,
        ))
        .load(scope.connection)?)
}

/// How many there are in each status, whatever status the filter names.
///
/// # Errors
/// When the database refuses.
pub fn desk_counts(scope: &mut SiteScope<'_>, filter: &DeskFilter) -> Result<HashMap<Status, i64>> {
    let mut counts = HashMap::new();
    for status in Status::ALL {
        let filter = DeskFilter {
            status: Some(*status),
            ..filter.clone()
        };
        let count: i64 = rows(scope, &filter)?.count().get_result(scope.connection)?;
        counts.insert(*status, count);
    }
    Ok(counts)
}

/// How many posts and pages wait for an editor.
///
/// # Errors
/// When the database refuses.
pub fn pending_count(scope: &mut SiteScope<'_>) -> Result<i64> {
    Ok(posts::table
        .filter(posts::site_id.eq(scope.site))
        .filter(posts::status.eq(Status::Pending))
        .count()
        .get_result(scope.connection)?)
}

fn rows(scope: &mut SiteScope<'_>, filter: &DeskFilter) -> Result<Rows> {
    let mut query = posts::table
        .filter(posts::site_id.eq(scope.site))
        .filter(posts::kind.eq(filter.kind))
        .into_boxed();
    query = match filter.status {
        Some(status) => query.filter(posts::status.eq(status)),
        None => query.filter(posts::status.ne(Status::Trashed)),
    };
    query = match filter.sight {
        Sight::Everything => query,
        Sight::Own(account) => {
            let names = Author::ids_of(scope, account)?;
            query.filter(
                posts::author_id
                    .eq_any(names)
                    .or(posts::author_id.is_null().and(posts::saved_by.eq(account))),
            )
        }
        Sight::OwnAndPublished(account) => {
            let names = Author::ids_of(scope, account)?;
            query.filter(
                posts::author_id
                    .eq_any(names)
                    .or(posts::author_id.is_null().and(posts::saved_by.eq(account)))
                    .or(posts::status.eq(Status::Published)),
            )
        }
    };
    if let Some(author) = filter.author {
        query = query.filter(posts::author_id.eq(author));
    }
    for word in filter.words.split_whitespace() {
        let word = word
            .to_lowercase()
            .replace('\\', "\\\\")
            .replace('%', "\\%")
            .replace('_', "\\_");
        query = query.filter(lower(posts::title).like(format!("%{word}%")).escape('\\'));
    }
    Ok(query)
}

/// The newest pictures of a site that can be used, as (id, what they show or were called).
///
/// # Errors
/// When the database refuses.
pub fn newest_pictures(scope: &mut SiteScope<'_>, limit: i64) -> Result<Vec<(Id, String)>> {
    let rows: Vec<(Id, String, String)> = media::table
        .filter(media::site_id.eq(scope.site))
        .filter(media::kind.eq(MediaKind::Picture))
        .filter(media::state.ne(MediaState::Refused))
        .order(media::id.desc())
        .limit(limit)
        .select((media::id, media::alt, media::original_name))
        .load(scope.connection)?;
    Ok(rows
        .into_iter()
        .map(|(id, alt, name)| (id, if alt.is_empty() { name } else { alt }))
        .collect())
}

impl Post {
    /// An empty draft that somebody made and never wrote anything into.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn unused_draft(scope: &mut SiteScope<'_>, kind: PostKind, account: Id) -> Result<Option<Self>> {
        Ok(posts::table
            .filter(posts::saved_by.eq(account))
            .filter(posts::site_id.eq(scope.site))
            .filter(posts::kind.eq(kind))
            .filter(posts::status.eq(Status::Draft))
            .filter(posts::author_id.is_null())
            .filter(posts::version.eq(1))
            .filter(posts::title.eq(""))
            .filter(posts::source.eq(""))
            // What somebody began to write there and did not save is a text already.
            .filter(not(exists(
                working_copies::table
                    .filter(working_copies::site_id.eq(posts::site_id))
                    .filter(working_copies::post_id.eq(posts::id))
                    .filter(working_copies::is_changed.eq(true)),
            )))
            .order(posts::id.desc())
            .first(scope.connection)
            .optional()?)
    }

    /// The post or page that a secret link shows, by the hash of its token.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn with_preview(scope: &mut SiteScope<'_>, hash: &str) -> Result<Option<Self>> {
        Ok(posts::table
            .filter(posts::site_id.eq(scope.site))
            .filter(posts::preview_hash.eq(hash))
            .first(scope.connection)
            .optional()?)
    }

    /// Whether something that everybody saw at this path was thrown away and can still be brought back.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn was_thrown_away(scope: &mut SiteScope<'_>, kind: PostKind, path: &str) -> Result<bool> {
        let paths: Vec<String> = posts::table
            .filter(posts::site_id.eq(scope.site))
            .filter(posts::kind.eq(kind))
            .filter(posts::status.eq(Status::Trashed))
            .filter(posts::trashed_from.eq(Status::Published))
            .select(posts::path)
            .load(scope.connection)?;
        Ok(paths.iter().any(|found| Self::path_before_bin(found) == path))
    }

    /// The path something has in the bin: nobody can write it, and its former one is free again.
    #[must_use]
    pub fn path_in_bin(&self) -> String {
        format!("{}~{}", self.path, self.id)
    }

    /// The path something had before it came into the bin.
    #[must_use]
    pub fn path_before_bin(path: &str) -> &str {
        match path.rsplit_once('~') {
            Some((before, number)) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => before,
            _ => path,
        }
    }

    /// What was thrown away before `moment`, of every site, as (site, id): for the worker, which empties the bin.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn thrown_away_before(connection: &mut Connection, moment: Instant, limit: i64) -> Result<Vec<(SiteId, Id)>> {
        Ok(posts::table
            .filter(posts::trashed_at.is_not_null())
            .filter(posts::trashed_at.lt(moment))
            .order(posts::trashed_at)
            .limit(limit)
            .select((posts::site_id, posts::id))
            .load(connection)?)
    }

    /// The pages whose paths begin with that of a page above them.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn beneath_path(scope: &mut SiteScope<'_>, path: &str) -> Result<Vec<Self>> {
        let pattern = path.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        Ok(posts::table
            .filter(posts::site_id.eq(scope.site))
            .filter(posts::kind.eq(PostKind::Page))
            .filter(posts::path.like(format!("{pattern}/%")).escape('\\'))
            .order(posts::path)
            .load(scope.connection)?)
    }

    /// Deletes a post or page with everything that hangs on it. Pages beneath it stand at the top from then on.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn delete(site: &mut SiteWrite<'_, '_>, id: Id) -> Result<()> {
        let here = site.site;
        diesel::update(
            posts::table
                .filter(posts::site_id.eq(here))
                .filter(posts::parent_id.eq(id)),
        )
        .set(posts::parent_id.eq(None::<Id>))
        .execute(site.connection())?;
        diesel::delete(posts::table.find((here, id))).execute(site.connection())?;
        site.content_changed();
        Ok(())
    }
}
