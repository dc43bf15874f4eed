//! Events and their dates.

use diesel::prelude::*;
use std::collections::HashMap;

use super::posts::{Reach, Status};
use crate::database::{SiteScope, SiteWrite};
use crate::schema::{event_occurrences, events};
use crate::{Id, Instant, Result, SiteId};

/// An event; when it happens is in its [`Occurrence`]s.
#[derive(Clone, Debug, PartialEq, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = events, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Event {
    /// The site.
    pub site_id: SiteId,
    /// Its identifier within the site.
    pub id: Id,
    /// Its word in addresses.
    pub slug: String,
    /// The title, plain text.
    pub title: String,
    /// What was written, Markdown.
    pub source: String,
    /// The same as safe HTML.
    pub html: String,
    /// One or two sentences, plain text.
    pub summary: String,
    /// Where it is on its way to the public.
    pub status: Status,
    /// How far up it may be shown.
    pub reach: Reach,
    /// Who organises it, in words; may be empty.
    pub organiser: String,
    /// Its picture.
    pub picture_id: Option<Id>,
    /// IANA name of the zone its times are meant in.
    pub time_zone: String,
    /// The name of the place.
    pub place: Option<String>,
    /// Street and town.
    pub address: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// Where to join online.
    pub online_url: Option<String>,
    /// How it repeats: `weekly`; none for a single date.
    pub repeats: Option<String>,
    /// Whether it was called off.
    pub cancelled: bool,
    /// Slugs of topics, separated by commas.
    pub topics: String,
    /// Its language, when it is not the site's.
    pub locale: Option<String>,
    /// When it was announced.
    pub published_at: Option<Instant>,
    /// When it was made.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Instant,
}

/// One date of an event.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = event_occurrences, treat_none_as_default_value = false)]
pub struct Occurrence {
    /// The site.
    pub site_id: SiteId,
    /// Its identifier within the site.
    pub id: Id,
    /// The event.
    pub event_id: Id,
    /// Its word in addresses: the local date, as `2026-11-29`.
    pub slug: String,
    /// When it begins.
    pub starts_at: Instant,
    /// When it ends.
    pub ends_at: Instant,
}

/// Whether everybody may see an event at `now`.
#[diesel::dsl::auto_type(no_type_alias)]
fn visible_event(now: Instant) -> _ {
    let published: Status = Status::Published;
    events::status.eq(published).and(events::published_at.le(now))
}

impl Occurrence {
    /// Adds a date to an event.
    ///
    /// # Errors
    /// When the database refuses, as it does for an event of another site.
    pub fn insert(site: &mut SiteWrite<'_, '_>, date: &Self) -> Result<()> {
        diesel::insert_into(event_occurrences::table)
            .values(date)
            .execute(site.connection())?;
        site.content_changed();
        Ok(())
    }
}

impl Event {
    /// Whether everybody may see it at `now`.
    #[must_use]
    pub fn is_visible(&self, now: Instant) -> bool {
        self.status == Status::Published && self.published_at.is_some_and(|moment| moment <= now)
    }

    /// Adds an event with its dates.
    ///
    /// # Errors
    /// When the database refuses, as it does for a slug in use.
    pub fn insert(site: &mut SiteWrite<'_, '_>, event: &Self, dates: &[Occurrence]) -> Result<()> {
        diesel::insert_into(events::table)
            .values(event)
            .execute(site.connection())?;
        for date in dates {
            Occurrence::insert(site, date)?;
        }
        site.content_changed();
        Ok(())
    }

    /// Writes every field of `self` back.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn save(&self, site: &mut SiteWrite<'_, '_>) -> Result<()> {
        diesel::update(events::table.find((site.site, self.id)))
            .set(self)
            .execute(site.connection())?;
        site.content_changed();
        Ok(())
    }

    /// The visible event with this slug.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn visible_with_slug(scope: &mut SiteScope<'_>, slug: &str, now: Instant) -> Result<Option<Self>> {
        Ok(events::table
            .filter(events::site_id.eq(scope.site))
            .filter(events::slug.eq(slug))
            .filter(visible_event(now))
            .first(scope.connection)
            .optional()?)
    }

    /// Whether a slug is in use.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn slug_is_taken(scope: &mut SiteScope<'_>, slug: &str) -> Result<bool> {
        let count: i64 = events::table
            .filter(events::site_id.eq(scope.site))
            .filter(events::slug.eq(slug))
            .count()
            .get_result(scope.connection)?;
        Ok(count > 0)
    }

    /// The event with this id, whatever its status.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn find(scope: &mut SiteScope<'_>, id: Id) -> Result<Option<Self>> {
        Ok(events::table
            .find((scope.site, id))
            .first(scope.connection)
            .optional()?)
    }

    /// Visible events by id.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn by_id(scope: &mut SiteScope<'_>, ids: &[Id], now: Instant) -> Result<Vec<Self>> {
        Ok(events::table
            .filter(events::site_id.eq(scope.site))
            .filter(events::id.eq_any(ids))
            .filter(visible_event(now))
            .load(scope.connection)?)
    }

    /// How many events are visible.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn count(scope: &mut SiteScope<'_>, now: Instant) -> Result<i64> {
        Ok(events::table
            .filter(events::site_id.eq(scope.site))
            .filter(visible_event(now))
            .count()
            .get_result(scope.connection)?)
    }

    /// Every event of a site in every status.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn all(scope: &mut SiteScope<'_>) -> Result<Vec<Self>> {
        Ok(events::table
            .filter(events::site_id.eq(scope.site))
            .order(events::id)
            .load(scope.connection)?)
    }

    /// The dates of one event, in order, at most 500.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn dates(scope: &mut SiteScope<'_>, event: Id) -> Result<Vec<Occurrence>> {
        Ok(event_occurrences::table
            .filter(event_occurrences::site_id.eq(scope.site))
            .filter(event_occurrences::event_id.eq(event))
            .order(event_occurrences::starts_at)
            .limit(500)
            .load(scope.connection)?)
    }

    /// Dates that end after `from`, in order, with their events: two queries.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn upcoming(
        scope: &mut SiteScope<'_>,
        from: Instant,
        now: Instant,
        limit: i64,
    ) -> Result<Vec<(Occurrence, Self)>> {
        let dates: Vec<Occurrence> = event_occurrences::table
            .inner_join(
                events::table.on(events::site_id
                    .eq(event_occurrences::site_id)
                    .and(events::id.eq(event_occurrences::event_id))),
            )
            .filter(event_occurrences::site_id.eq(scope.site))
            .filter(event_occurrences::ends_at.gt(from))
            .filter(visible_event(now))
            .order((event_occurrences::starts_at, event_occurrences::id))
            .limit(limit)
            .select(event_occurrences::all_columns)
            .load(scope.connection)?;
        Self::beside(scope, dates)
    }

    /// Dates that ended before `before`, the latest first, with their events: two queries.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn past(
        scope: &mut SiteScope<'_>,
        before: Instant,
        now: Instant,
        limit: i64,
    ) -> Result<Vec<(Occurrence, Self)>> {
        let dates: Vec<Occurrence> = event_occurrences::table
            .inner_join(
                events::table.on(events::site_id
                    .eq(event_occurrences::site_id)
                    .and(events::id.eq(event_occurrences::event_id))),
            )
            .filter(event_occurrences::site_id.eq(scope.site))
            .filter(event_occurrences::ends_at.le(before))
            .filter(visible_event(now))
            .order((event_occurrences::starts_at.desc(), event_occurrences::id.desc()))
            .limit(limit)
            .select(event_occurrences::all_columns)
            .load(scope.connection)?;
        Self::beside(scope, dates)
    }

    fn beside(scope: &mut SiteScope<'_>, dates: Vec<Occurrence>) -> Result<Vec<(Occurrence, Self)>> {
        let mut ids: Vec<Id> = dates.iter().map(|date| date.event_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let found: Vec<Self> = events::table
            .filter(events::site_id.eq(scope.site))
            .filter(events::id.eq_any(&ids))
            .load(scope.connection)?;
        let by_id: HashMap<Id, Self> = found.into_iter().map(|event| (event.id, event)).collect();
        Ok(dates
            .into_iter()
            .filter_map(|date| by_id.get(&date.event_id).cloned().map(|event| (date, event)))
            .collect())
    }

    /// Visible events for the sitemap: path and last change.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn for_sitemap(scope: &mut SiteScope<'_>, now: Instant, limit: i64) -> Result<Vec<(String, Instant)>> {
        let rows: Vec<(String, Instant)> = events::table
            .filter(events::site_id.eq(scope.site))
            .filter(visible_event(now))
            .order(events::id)
            .limit(limit)
            .select((events::slug, events::updated_at))
            .load(scope.connection)?;
        Ok(rows
            .into_iter()
            .map(|(slug, updated)| (format!("/events/{slug}"), updated))
            .collect())
    }
}
