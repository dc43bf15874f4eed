//! Sources outside that a site follows, and their entries.

use diesel::prelude::*;
use std::collections::HashMap;
use umbel_core::content::Cursor;
use umbel_core::markdown::summary;
use umbel_core::schema::{feed_entries, feeds};
use umbel_core::{Error, Id, Instant, Result, SiteId, SiteScope, SiteWrite};

/// The longest beginning that stands for a title, in characters.
const LONGEST_HEADLINE: usize = 90;

/// A source outside that a site follows.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = feeds, treat_none_as_default_value = false)]
pub struct Feed {
    /// The site.
    pub site_id: SiteId,
    /// Its identifier within the site.
    pub id: Id,
    /// Where it is fetched.
    pub url: String,
    /// What it is called.
    pub title: String,
    /// Where people read it.
    pub site_url: String,
    /// `mastodon`, `bluesky`, `youtube`, `peertube`, `rss` …
    pub kind: String,
    /// Whether its entries go on the newswire.
    pub announce: bool,
    /// When the site began to follow it.
    pub created_at: Instant,
}

/// An entry of a source.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = feed_entries, treat_none_as_default_value = false)]
pub struct Entry {
    /// The site.
    pub site_id: SiteId,
    /// Its identifier within the site.
    pub id: Id,
    /// The source.
    pub feed_id: Id,
    /// What the source calls it.
    pub guid: String,
    /// Where it is read.
    pub url: String,
    /// Its title; short messages have none.
    pub title: Option<String>,
    /// Its text as safe HTML.
    pub html: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published.
    pub published_at: Instant,
    /// When it arrived.
    pub created_at: Instant,
    /// When moderators took it off this site; none while it is shown.
    pub hidden_at: Option<Instant>,
}

impl Feed {
    /// Adds a source.
    ///
    /// # Errors
    /// When the database refuses, as it does for an address the site follows already.
    pub fn insert(site: &mut SiteWrite<'_, '_>, feed: &Self) -> Result<()> {
        diesel::insert_into(feeds::table)
            .values(feed)
            .execute(site.connection())?;
        site.content_changed();
        Ok(())
    }

    /// The sources of a site, by title.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn all(scope: &mut SiteScope<'_>) -> Result<Vec<Self>> {
        Ok(feeds::table
            .filter(feeds::site_id.eq(scope.site))
            .order(feeds::title)
            .load(scope.connection)?)
    }
}

impl Entry {
    /// Adds an entry.
    ///
    /// # Errors
    /// When the database refuses, as it does for a second entry of the same name.
    pub fn insert(site: &mut SiteWrite<'_, '_>, entry: &Self) -> Result<()> {
        diesel::insert_into(feed_entries::table)
            .values(entry)
            .execute(site.connection())?;
        site.content_changed();
        Ok(())
    }

    /// The entry with this id, shown or hidden, with its source.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn find(scope: &mut SiteScope<'_>, id: Id) -> Result<Option<(Self, Feed)>> {
        Ok(feed_entries::table
            .find((scope.site, id))
            .inner_join(
                feeds::table.on(feeds::site_id
                    .eq(feed_entries::site_id)
                    .and(feeds::id.eq(feed_entries::feed_id))),
            )
            .first(scope.connection)
            .optional()?)
    }

    /// Its title. A short message has none: its beginning stands for one, of at most 90 characters.
    #[must_use]
    pub fn headline(&self) -> String {
        self.title
            .clone()
            .unwrap_or_else(|| summary(&self.html, LONGEST_HEADLINE))
    }

    /// The path of the page that begins with it: on the first page it stands for some days only.
    #[must_use]
    pub fn path(&self) -> String {
        let before = Cursor {
            published_at: self.published_at,
            id: Id(self.id.0 + 1),
        };
        format!("/social?after={}#entry-{}", before.text(), self.id)
    }

    /// Takes an entry off the site, or shows it again with none.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the site has none with this id.
    pub fn set_hidden(site: &mut SiteWrite<'_, '_>, id: Id, hidden_at: Option<Instant>) -> Result<()> {
        let changed = diesel::update(feed_entries::table.find((site.site, id)))
            .set(feed_entries::hidden_at.eq(hidden_at))
            .execute(site.connection())?;
        if changed == 0 {
            return Err(Error::NotFound("the entry"));
        }
        site.content_changed();
        Ok(())
    }

    /// The newest entries of all sources that are shown, with their sources, those after `after` only: two queries.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn newest(scope: &mut SiteScope<'_>, after: Option<Cursor>, limit: i64) -> Result<Vec<(Self, Feed)>> {
        let mut query = feed_entries::table
            .filter(feed_entries::site_id.eq(scope.site))
            .filter(feed_entries::hidden_at.is_null())
            .into_boxed();
        if let Some(after) = after {
            query = query.filter(feed_entries::published_at.le(after.published_at)).filter(
                feed_entries::published_at
                    .lt(after.published_at)
                    .or(feed_entries::id.lt(after.id)),
            );
        }
        let entries: Vec<Self> = query
            .order((feed_entries::published_at.desc(), feed_entries::id.desc()))
            .limit(limit)
            .load(scope.connection)?;
        let sources: HashMap<Id, Feed> = Feed::all(scope)?.into_iter().map(|feed| (feed.id, feed)).collect();
        Ok(entries
            .into_iter()
            .filter_map(|entry| sources.get(&entry.feed_id).cloned().map(|feed| (entry, feed)))
            .collect())
    }
}
