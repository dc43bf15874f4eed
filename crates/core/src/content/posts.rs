//! Posts and pages: one table, one visibility predicate.

use diesel::prelude::*;

use crate::database::{SiteScope, SiteWrite};
use crate::schema::{post_terms, posts};
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
}

/// A post or page as lists show it: everything but its text.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct PostSummary {
    /// Its identifier within the site.
    pub id: Id,
    /// A post's slug; a page's whole path.
    pub path: String,
    /// The title, plain text.
    pub title: String,
    /// One or two sentences, plain text.
    pub summary: String,
    /// Who wrote it.
    pub author_id: Option<Id>,
    /// Its picture.
    pub picture_id: Option<Id>,
    /// Whether it stays on top of the list.
    pub sticky: bool,
    /// Its language, when it is not the site's.
    pub locale: Option<String>,
    /// When it was published.
    pub published_at: Option<Instant>,
    /// When its text last changed.
    pub updated_at: Instant,
    /// The page above, for pages.
    pub parent_id: Option<Id>,
}

type SummaryColumns = (
    posts::id,
    posts::path,
    posts::title,
    posts::summary,
    posts::author_id,
    posts::picture_id,
    posts::sticky,
    posts::locale,
    posts::published_at,
    posts::updated_at,
    posts::parent_id,
);

const SUMMARY: SummaryColumns = (
    posts::id,
    posts::path,
    posts::title,
    posts::summary,
    posts::author_id,
    posts::picture_id,
    posts::sticky,
    posts::locale,
    posts::published_at,
    posts::updated_at,
    posts::parent_id,
);

/// Whether everybody may see a post or page at `now`: the one predicate for pages, feeds, search, newswire and sitemap.
#[diesel::dsl::auto_type(no_type_alias)]
pub fn visible(now: Instant) -> _ {
    let published: Status = Status::Published;
    posts::status
        .eq(published)
        .and(posts::password_hash.is_null())
        .and(posts::published_at.le(now))
}

/// A place in a list that runs from the newest to the oldest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The moment of the last thing shown.
    pub published_at: Instant,
    /// Its identifier.
    pub id: Id,
}

impl Cursor {
    /// The cursor as it stands in an address: `<microseconds>-<id>`.
    #[must_use]
    pub fn text(self) -> String {
        format!("{}-{}", self.published_at.microseconds(), self.id)
    }

    /// Reads [`Cursor::text`]; none for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (microseconds, id) = text.split_once('-')?;
        Some(Self {
            published_at: Instant::from_microseconds(microseconds.parse().ok()?),
            id: Id(id.parse().ok()?),
        })
    }
}

/// Which posts a list holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostFilter {
    /// Only those of a topic or tag.
    pub term: Option<Id>,
    /// Only those of an author.
    pub author: Option<Id>,
    /// Only those published from the first moment on and before the second.
    pub between: Option<(Instant, Instant)>,
}

impl Post {
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

    /// Whether a path is in use.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn path_is_taken(scope: &mut SiteScope<'_>, kind: PostKind, path: &str) -> Result<bool> {
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

    /// Visible posts from the newest on, those after `after` only, at most `limit`: the whole texts, for feeds.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn newest_whole(scope: &mut SiteScope<'_>, filter: &PostFilter, now: Instant, limit: i64) -> Result<Vec<Self>> {
        let mut query = posts::table
            .filter(posts::site_id.eq(scope.site))
            .filter(posts::kind.eq(PostKind::Post))
            .filter(visible(now))
            .into_boxed();
        if let Some(term) = filter.term {
            query = query.filter(
                posts::id.eq_any(
                    post_terms::table
                        .filter(post_terms::site_id.eq(scope.site))
                        .filter(post_terms::term_id.eq(term))
                        .select(post_terms::post_id),
                ),
            );
        }
        if let Some(author) = filter.author {
            query = query.filter(posts::author_id.eq(author));
        }
        Ok(query
            .order((posts::published_at.desc(), posts::id.desc()))
            .limit(limit)
            .load(scope.connection)?)
    }
}

/// The path of a post's or page's own page.
fn url_of(kind: PostKind, path: &str) -> String {
    match kind {
        PostKind::Post => format!("/blog/{path}"),
        PostKind::Page => format!("/{path}"),
    }
}

impl PostSummary {
    /// Visible posts from the newest on, those after `after` only, at most `limit`.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn newest(
        scope: &mut SiteScope<'_>,
        filter: &PostFilter,
        after: Option<Cursor>,
        now: Instant,
        limit: i64,
    ) -> Result<Vec<Self>> {
        let mut query = posts::table
            .filter(posts::site_id.eq(scope.site))
            .filter(posts::kind.eq(PostKind::Post))
            .filter(visible(now))
            .select(SUMMARY)
            .into_boxed();
        if let Some(term) = filter.term {
            query = query.filter(
                posts::id.eq_any(
                    post_terms::table
                        .filter(post_terms::site_id.eq(scope.site))
                        .filter(post_terms::term_id.eq(term))
                        .select(post_terms::post_id),
                ),
            );
        }
        if let Some(author) = filter.author {
            query = query.filter(posts::author_id.eq(author));
        }
        if let Some((from, to)) = filter.between {
            query = query
                .filter(posts::published_at.ge(from))
                .filter(posts::published_at.lt(to));
        }
        if let Some(after) = after {
            // Written as a range first: PostgreSQL reads `a < x OR (a = x AND b < y)` as a filter, not as a range.
            query = query.filter(posts::published_at.le(after.published_at)).filter(
                posts::published_at
                    .lt(after.published_at)
                    .or(posts::id.nullable().lt(after.id)),
            );
        }
        Ok(query
            .order((posts::published_at.desc(), posts::id.desc()))
            .limit(limit)
            .load(scope.connection)?)
    }

    /// Visible sticky posts, the newest first, at most `limit`.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn sticky(scope: &mut SiteScope<'_>, now: Instant, limit: i64) -> Result<Vec<Self>> {
        Ok(posts::table
            .filter(posts::site_id.eq(scope.site))
            .filter(posts::kind.eq(PostKind::Post))
            .filter(visible(now))
            .filter(posts::sticky)
            .order((posts::published_at.desc(), posts::id.desc()))
            .limit(limit)
            .select(SUMMARY)
            .load(scope.connection)?)
    }

    /// The visible posts before and after one: (the older, the newer).
    ///
    /// # Errors
    /// When the database refuses.
    pub fn neighbours(scope: &mut SiteScope<'_>, post: &Post, now: Instant) -> Result<(Option<Self>, Option<Self>)> {
        let Some(moment) = post.published_at else {
            return Ok((None, None));
        };
        let here = Cursor {
            published_at: moment,
            id: post.id,
        };
        let older = Self::newest(scope, &PostFilter::default(), Some(here), now, 1)?.pop();
        let newer = posts::table
            .filter(posts::site_id.eq(scope.site))
            .filter(posts::kind.eq(PostKind::Post))
            .filter(visible(now))
            .filter(posts::published_at.ge(moment))
            .filter(posts::published_at.gt(moment).or(posts::id.nullable().gt(post.id)))
            .order((posts::published_at.asc(), posts::id.asc()))
            .select(SUMMARY)
            .first(scope.connection)
            .optional()?;
        Ok((older, newer))
    }

    /// Visible posts that share terms with one, those that share most first, at most `limit`.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn related(scope: &mut SiteScope<'_>, post: Id, terms: &[Id], now: Instant, limit: usize) -> Result<Vec<Self>> {
        if terms.is_empty() {
            return Ok(Vec::new());
        }
        // The newest fifty that share anything are ranked here: a count over a whole popular topic would cost more than
        // the page.
        let rows: Vec<(Id, Id)> = post_terms::table
            .inner_join(
                posts::table.on(posts::site_id
                    .eq(post_terms::site_id)
                    .and(posts::id.eq(post_terms::post_id))),
            )
            .filter(post_terms::site_id.eq(scope.site))
            .filter(post_terms::term_id.eq_any(terms))
            .filter(post_terms::post_id.ne(post))
            .filter(posts::kind.eq(PostKind::Post))
            .filter(visible(now))
            .order(posts::published_at.desc())
            .limit(50)
            .select((posts::id, post_terms::term_id))
            .load(scope.connection)?;
        let mut ranked: Vec<(Id, usize)> = Vec::new();
        for (id, _) in rows {
            match ranked.iter_mut().find(|(known, _)| *known == id) {
                Some((_, shared)) => *shared += 1,
                None => ranked.push((id, 1)),
            }
        }
        ranked.sort_by_key(|(_, shared)| std::cmp::Reverse(*shared));
        ranked.truncate(limit);
        let ids: Vec<Id> = ranked.iter().map(|(id, _)| *id).collect();
        let mut found: Vec<Self> = posts::table
            .filter(posts::site_id.eq(scope.site))
            .filter(posts::id.eq_any(&ids))
            .select(SUMMARY)
            .load(scope.connection)?;
        found.sort_by_key(|summary| ids.iter().position(|id| *id == summary.id));
        Ok(found)
    }

    /// Visible posts and pages by id.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn by_id(scope: &mut SiteScope<'_>, ids: &[Id], now: Instant) -> Result<Vec<Self>> {
        Ok(posts::table
            .filter(posts::site_id.eq(scope.site))
            .filter(posts::id.eq_any(ids))
            .filter(visible(now))
            .select(SUMMARY)
            .load(scope.connection)?)
    }

    /// Visible pages in their order; with a parent only those beneath it, without only the topmost.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn pages(scope: &mut SiteScope<'_>, parent: Option<Id>, now: Instant) -> Result<Vec<Self>> {
        let mut query = posts::table
            .filter(posts::site_id.eq(scope.site))
            .filter(posts::kind.eq(PostKind::Page))
            .filter(visible(now))
            .select(SUMMARY)
            .into_boxed();
        query = match parent {
            Some(parent) => query.filter(posts::parent_id.eq(parent)),
            None => query.filter(posts::parent_id.is_null()),
        };
        Ok(query
            .order((posts::position, posts::title))
            .limit(200)
            .load(scope.connection)?)
    }

    /// The visible pages at these paths, the shortest path first: the pages above a nested one.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn pages_at(scope: &mut SiteScope<'_>, paths: &[String], now: Instant) -> Result<Vec<Self>> {
        let mut found: Vec<Self> = posts::table
            .filter(posts::site_id.eq(scope.site))
            .filter(posts::kind.eq(PostKind::Page))
            .filter(visible(now))
            .filter(posts::path.eq_any(paths))
            .select(SUMMARY)
            .load(scope.connection)?;
        found.sort_by_key(|page| page.path.len());
        Ok(found)
    }

    /// When each visible post was published, the newest first, at most 20,000: for the archive by month.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn moments(scope: &mut SiteScope<'_>, now: Instant) -> Result<Vec<Instant>> {
        let moments: Vec<Option<Instant>> = posts::table
            .filter(posts::site_id.eq(scope.site))
            .filter(posts::kind.eq(PostKind::Post))
            .filter(visible(now))
            .order(posts::published_at.desc())
            .limit(20_000)
            .select(posts::published_at)
            .load(scope.connection)?;
        Ok(moments.into_iter().flatten().collect())
    }

    /// Visible posts or pages for the sitemap: path and last change, oldest first, `limit` from `offset` on.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn for_sitemap(
        scope: &mut SiteScope<'_>,
        kind: PostKind,
        now: Instant,
        offset: i64,
        limit: i64,
    ) -> Result<Vec<(String, Instant)>> {
        let rows: Vec<(String, Instant)> = posts::table
            .filter(posts::site_id.eq(scope.site))
            .filter(posts::kind.eq(kind))
            .filter(visible(now))
            .order((posts::published_at, posts::id))
            .offset(offset)
            .limit(limit)
            .select((posts::path, posts::updated_at))
            .load(scope.connection)?;
        Ok(rows
            .into_iter()
            .map(|(path, updated)| (url_of(kind, &path), updated))
            .collect())
    }

    /// How many posts and pages are visible: (posts, pages).
    ///
    /// # Errors
    /// When the database refuses.
    pub fn counts(scope: &mut SiteScope<'_>, now: Instant) -> Result<(i64, i64)> {
        let rows: Vec<(PostKind, i64)> = posts::table
            .filter(posts::site_id.eq(scope.site))
            .filter(visible(now))
            .group_by(posts::kind)
            .select((posts::kind, diesel::dsl::count_star()))
            .load(scope.connection)?;
        let of = |kind| {
            rows.iter()
                .find(|(found, _)| *found == kind)
                .map_or(0, |(_, count)| *count)
        };
        Ok((of(PostKind::Post), of(PostKind::Page)))
    }
}

impl Post {
    /// Posts of every site whose time has come, as (site, id): the one query over all sites, for the worker.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn due(connection: &mut crate::Connection, now: Instant, limit: i64) -> Result<Vec<(SiteId, Id)>> {
        Ok(posts::table
            .filter(posts::status.eq(Status::Scheduled))
            .filter(posts::published_at.le(now))
            .order(posts::published_at)
            .limit(limit)
            .select((posts::site_id, posts::id))
            .load(connection)?)
    }
}
