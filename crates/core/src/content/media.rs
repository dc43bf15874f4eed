//! Pictures of a site.

use diesel::prelude::*;
use std::collections::HashMap;

use crate::database::{SiteScope, SiteWrite};
use crate::schema::media;
use crate::{Id, Instant, Result, SiteId};

/// A picture, stored in several widths.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = media, treat_none_as_default_value = false)]
pub struct Media {
    /// The site.
    pub site_id: SiteId,
    /// Its identifier within the site.
    pub id: Id,
    /// The random beginning of its file names.
    pub base_name: String,
    /// The stored widths in pixels, ascending, separated by commas.
    pub widths: String,
    /// The format besides WebP: `jpg` or `png`.
    pub fallback: String,
    /// Width of the original in pixels.
    pub width: i32,
    /// Height of the original in pixels.
    pub height: i32,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// What stands under it; may be empty.
    pub caption: String,
    /// What the file was called when it arrived.
    pub original_name: String,
    /// When it arrived.
    pub created_at: Instant,
}

impl Media {
    /// Adds a picture whose files are in place.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn insert(site: &mut SiteWrite<'_, '_>, picture: &Self) -> Result<()> {
        diesel::insert_into(media::table)
            .values(picture)
            .execute(site.connection())?;
        site.content_changed();
        Ok(())
    }

    /// Pictures by id: one query.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn by_id(scope: &mut SiteScope<'_>, ids: &[Id]) -> Result<HashMap<Id, Self>> {
        let rows: Vec<Self> = media::table
            .filter(media::site_id.eq(scope.site))
            .filter(media::id.eq_any(ids))
            .load(scope.connection)?;
        Ok(rows.into_iter().map(|picture| (picture.id, picture)).collect())
    }

    /// The stored widths in pixels, ascending.
    #[must_use]
    pub fn stored_widths(&self) -> Vec<u32> {
        self.widths.split(',').filter_map(|width| width.parse().ok()).collect()
    }

    /// The path of one stored width, as `webp` or the fallback format. It answers on every host, so that the umbrella can
    /// show it without a request to another origin.
    #[must_use]
    pub fn path(&self, width: u32, format: &str) -> String {
        format!("/media/{}/{}-{width}.{format}", self.site_id, self.base_name)
    }

    /// The path of the widest stored file in the fallback format.
    #[must_use]
    pub fn largest_path(&self) -> String {
        let width = self.stored_widths().last().copied().unwrap_or_default();
        self.path(width, &self.fallback)
    }
}
