//! What a site's library holds: pictures, documents and recordings.

use diesel::prelude::*;
use std::collections::HashMap;

use crate::database::{SiteScope, SiteWrite};
use crate::schema::media;
use crate::text_enum::text_enum;
use crate::{Id, Instant, Result, SiteId};

text_enum! {
    /// What a file of the library is.
    MediaKind {
        /// A picture, stored in several widths.
        Picture = "picture",
        /// A document to read or print, stored as it came.
        Document = "document",
        /// A recording to listen to, stored as it came.
        Recording = "recording",
    }
}

text_enum! {
    /// Whether a file can be used yet.
    MediaState {
        /// Its sizes are still to be made.
        Waiting = "waiting",
        /// Everything is in place.
        Ready = "ready",
        /// It could not be read.
        Refused = "refused",
    }
}

/// A file of the library: a picture in several widths, or a document or recording as it came.
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
    /// What it is.
    pub kind: MediaKind,
    /// The ending of the one file of a document or recording; none for pictures.
    pub extension: Option<String>,
    /// What its files take up, in bytes.
    pub bytes: i64,
    /// What must stay in view when it is cut: hundredths of the width from the left.
    pub focal_x: i32,
    /// The same: hundredths of the height from the top.
    pub focal_y: i32,
    /// Whether it can be used yet.
    pub state: MediaState,
    /// Why it could not be read: a key of the languages; empty when it could.
    pub refusal: String,
    /// Who brought it.
    pub account_id: Option<Id>,
}

impl Media {
    /// A picture without files, ready to be filled in, not stored yet.
    #[must_use]
    pub fn picture(site: SiteId, now: Instant) -> Self {
        Self {
            site_id: site,
            id: Id::new(now),
            base_name: String::new(),
            widths: String::new(),
            fallback: "jpg".into(),
            width: 0,
            height: 0,
            alt: String::new(),
            caption: String::new(),
            original_name: String::new(),
            created_at: now,
            kind: MediaKind::Picture,
            extension: None,
            bytes: 0,
            focal_x: 50,
            focal_y: 50,
            state: MediaState::Ready,
            refusal: String::new(),
            account_id: None,
        }
    }

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
