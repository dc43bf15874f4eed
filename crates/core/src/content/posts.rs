//! Posts and pages: one table, one visibility predicate.

use diesel::prelude::*;

use super::post_lists::PostFilter;
use crate::database::{SiteScope, SiteWrite};
use crate::paths::is_reserved;
use crate::schema::posts;
use crate::text_enum::text_enum;
use crate::{Id, Instant, Result, SiteId};

text_enum! {
    /// Dated and listed, or standing by itself.
    PostKind {
        /// Listed by date, announced on the newswire.
        Post = "post",
        /// Stands by itself, may have pages beneath it.
        Page = "page",
    }
}

text_enum! {
    /// Where something is on its way to the public.
    Status {
        /// Being written.
        Draft = "draft",
        /// Waiting for an editor.
        Pending = "pending",
        /// Will be published at its time.
        Scheduled = "scheduled",
        /// Public.
        Published = "published",
        /// For members only.
        Private = "private",
        /// Thrown away.
        Trashed = "trashed",
    }
}

text_enum! {
    /// How far up the tree something may be shown.
    Reach {
        /// On its site, its network and the umbrella.
        Umbrella = "umbrella",
        /// On its site and its network.
        Network = "network",
        /// On its site only.
        Site = "site",
    }
}

text_enum! {
    /// What a text was written in.
    SourceFormat {
        /// Markdown.
        Markdown = "markdown",
        /// HTML, as imported content is.
        Html = "html",
    }
}

/// A post or a page, whole.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = posts, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Post {
    /// The site.
    pub site_id: SiteId,
    /// Its identifier within the site.
    pub id: Id,
    /// Post or page.
    pub kind: PostKind,
    /// The page above, for pages.
    pub parent_id: Option<Id>,
    /// A post's slug; a page's whole path, as `about/history`.
    pub path: String,
    /// The title, plain text.
    pub title: String,
    /// What was written.
    pub source: String,
    /// What it was written in.
    pub source_format: SourceFormat,
    /// The same as safe HTML.
    pub html: String,
    /// One or two sentences, plain text.
    pub summary: String,
    /// Where it is on its way to the public.
    pub status: Status,
    /// How far up it may be shown.
    pub reach: Reach,
    /// The Argon2id hash of its password, when it asks for one.
    pub password_hash: Option<String>,
    /// Who wrote it.
    pub author_id: Option<Id>,
    /// Its picture.
    pub picture_id: Option<Id>,
    /// Whether it stays on top of the list.
    pub sticky: bool,
    /// Whether comments may be written.
    pub comments_open: bool,
    /// The place of a page among its siblings.
    pub position: i32,
    /// Its language, when it is not the site's.
    pub locale: Option<String>,
    /// When it was or will be published.
    pub published_at: Option<Instant>,
    /// When it was made.
    pub created_at: Instant,
    /// When its text last changed.
    pub updated_at: Instant,
    /// Grows with every change: whoever saves says which one they began with.
    pub version: i64,
    /// The hash of the token in its secret link, for somebody without an account.
    pub preview_hash: Option<String>,
    /// When it was thrown away.
    pub trashed_at: Option<Instant>,
    /// What it was before it was thrown away.
    pub trashed_from: Option<Status>,
    /// The account that saved it last; none for what came with an import or from the command line.
    pub saved_by: Option<Id>,
    /// When that was.
    pub saved_at: Option<Instant>,
    /// Whether publishing it shows it to members alone.
    pub for_members: bool,
}

/// Whether everybody may see a post or page at `now`: the one predicate for pages, feeds, search, newswire and sitemap.
#[diesel::dsl::auto_type(no_type_alias)]
pub fn visible(now: Instant) -> _ {
    let published: Status = Status::Published;
    posts::status
        .eq(published)
        .and(posts::password_hash.is_null())
        .and(posts::published_at.le(now))
}

impl Post {
    /// An empty draft with a path of its own, not stored yet.
    #[must_use]
    pub fn draft(site: SiteId, kind: PostKind, now: Instant) -> Self {
        let id = Id::new(now);
        Self {
            site_id: site,
            id,
            kind,
            parent_id: None,
            path: format!("{kind}-{id}"),
            title: String::new(),
            source: String::new(),
            source_format: SourceFormat::Markdown,
            html: String::new(),
            summary: String::new(),
            status: Status::Draft,
            reach: Reach::Umbrella,
            password_hash: None,
            author_id: None,
            picture_id: None,
            sticky: false,
            comments_open: kind == PostKind::Post,
            position: 0,
            locale: None,
            published_at: None,
            created_at: now,
            updated_at: now,
            version: 1,
            preview_hash: None,
            trashed_at: None,
            trashed_from: None,
            saved_by: None,
            saved_at: None,
            for_members: false,
        }
    }

    /// Whether its path still is the one it was given before it had a title.
    #[must_use]
    pub fn has_path_of_its_own(&self) -> bool {
        self.path != format!("{}-{}", self.kind, self.id)
    }

    /// Whether members may read it at `now`, and nobody else.
    #[must_use]
    pub fn is_for_members(&self, now: Instant) -> bool {
        self.status == Status::Private && self.published_at.is_none_or(|moment| moment <= now)
    }

    /// Whether everybody may see it at `now`. The same rule as [`visible`], for a row in hand.
    #[must_use]
    pub fn is_visible(&self, now: Instant) -> bool {
        self.status == Status::Published
            && self.password_hash.is_none()
            && self.published_at.is_some_and(|moment| moment <= now)
    }

    /// The path of its page on the site.
    #[must_use]
    pub fn url(&self) -> String {
        url_of(self.kind, &self.path)
    }

    /// Adds a post or page.
    ///
    /// # Errors
    /// When the database refuses, as it does for a path in use or an author of another site.
    pub fn insert(site: &mut SiteWrite<'_, '_>, post: &Self) -> Result<()> {
        diesel::insert_into(posts::table)
            .values(post)
            .execute(site.connection())?;
        site.content_changed();
        Ok(())
    }

    /// Writes every field of `self` back.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn save(&self, site: &mut SiteWrite<'_, '_>) -> Result<()> {
        diesel::update(posts::table.find((site.site, self.id)))
            .set(self)
            .execute(site.connection())?;
        site.content_changed();
        Ok(())
    }

    /// The post or page at a path, whatever its status.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn at_path(scope: &mut SiteScope<'_>, kind: PostKind, path: &str) -> Result<Option<Self>> {
        Ok(posts::table
            .filter(posts::site_id.eq(scope.site))
            .filter(posts::kind.eq(kind))
            .filter(posts::path.eq(path))
            .first(scope.connection)
            .optional()?)
    }

    /// The post or page with this id, whatever its status.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn find(scope: &mut SiteScope<'_>, id: Id) -> Result<Option<Self>> {
        Ok(posts::table.find((scope.site, id)).first(scope.connection).optional()?)
    }

    /// The same, held until the transaction ends: nobody else can change it meanwhile, and what is read is the newest.
    /// Whoever writes a whole post back must have read it by this.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn hold(site: &mut SiteWrite<'_, '_>, id: Id) -> Result<Option<Self>> {
        let here = site.site;
        // On SQLite there is one writer at a time anyway; on PostgreSQL an update that changes nothing locks the row.
        diesel::update(posts::table.find((here, id)))
            .set(posts::version.eq(posts::version))
            .execute(site.connection())?;
        Self::find(&mut site.read(), id)
    }

    /// Whether a path is in use, or is one of Umbel's own that no page may have.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn path_is_taken(scope: &mut SiteScope<'_>, kind: PostKind, path: &str) -> Result<bool> {
        // Beneath another page, that page's path says whose the address is: no number at the end would free it.
        if kind == PostKind::Page && !path.contains('/') && is_reserved(path) {
            return Ok(true);
        }
        let count: i64 = posts::table
            .filter(posts::site_id.eq(scope.site))
            .filter(posts::kind.eq(kind))
            .filter(posts::path.eq(path))
            .count()
            .get_result(scope.connection)?;
        Ok(count > 0)
    }

    /// Every post and page of a site in every status, the newest first. For the command line and for leaving.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn all(scope: &mut SiteScope<'_>) -> Result<Vec<Self>> {
        Ok(posts::table
            .filter(posts::site_id.eq(scope.site))
            .order((posts::published_at.desc(), posts::id.desc()))
            .load(scope.connection)?)
    }

    /// Visible posts from the newest on, at most `limit`: the whole texts, for feeds.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn newest_whole(scope: &mut SiteScope<'_>, filter: &PostFilter, now: Instant, limit: i64) -> Result<Vec<Self>> {
        Ok(filter
            .rows(scope.site, now)
            .order((posts::published_at.desc(), posts::id.desc()))
            .limit(limit)
            .load(scope.connection)?)
    }
}

/// The path of a post's or page's own page.
pub(super) fn url_of(kind: PostKind, path: &str) -> String {
    match kind {
        PostKind::Post => format!("/blog/{path}"),
        PostKind::Page => format!("/{path}"),
    }
}

impl Post {
    /// Posts of every site whose time has come, as (site, id): the one query over all sites, for the worker.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn due(connection: &mut crate::Connection, now: Instant, limit: i64) -> Result<Vec<(SiteId, Id)>> {
        Ok(posts::table
            // Spelled out, not bound: only then do both engines use the index that holds scheduled posts alone.
            .filter(diesel::dsl::sql::<diesel::sql_types::Bool>("status = 'scheduled'"))
            .filter(posts::published_at.le(now))
            .order(posts::published_at)
            .limit(limit)
            .select((posts::site_id, posts::id))
            .load(connection)?)
    }
}
