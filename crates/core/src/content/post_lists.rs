//! Lists of posts and pages: by date, topic, author and month, and the way from one to the next.

use diesel::prelude::*;

use super::desk::Rows;
use super::posts::{Post, PostKind, url_of, visible};
use crate::database::SiteScope;
use crate::schema::{post_terms, posts};
use crate::{Id, Instant, Result, SiteId};

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

impl PostFilter {
    /// The visible posts it lets through.
    pub(super) fn rows(&self, site: SiteId, now: Instant) -> Rows {
        let mut rows = posts::table
            .filter(posts::site_id.eq(site))
            .filter(posts::kind.eq(PostKind::Post))
            .filter(visible(now))
            .into_boxed();
        if let Some(term) = self.term {
            rows = rows.filter(
                posts::id.eq_any(
                    post_terms::table
                        .filter(post_terms::site_id.eq(site))
                        .filter(post_terms::term_id.eq(term))
                        .select(post_terms::post_id),
                ),
            );
        }
        if let Some(author) = self.author {
            rows = rows.filter(posts::author_id.eq(author));
        }
        if let Some((from, to)) = self.between {
            rows = rows
                .filter(posts::published_at.ge(from))
                .filter(posts::published_at.lt(to));
        }
        rows
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
        let mut query = filter.rows(scope.site, now);
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
            .select(SUMMARY)
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
