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
    /// Whether it tells nothing that the text around it does not: then it needs no words.
    pub is_decoration: bool,
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
            is_decoration: false,
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

    /// The file with this id.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn find(scope: &mut SiteScope<'_>, id: Id) -> Result<Option<Self>> {
        Ok(media::table.find((scope.site, id)).first(scope.connection).optional()?)
    }

    /// The files whose names begin so: one query.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn with_base_names(scope: &mut SiteScope<'_>, names: &[String]) -> Result<Vec<Self>> {
        Ok(media::table
            .filter(media::site_id.eq(scope.site))
            .filter(media::base_name.eq_any(names))
            .load(scope.connection)?)
    }

    /// What still waits to be prepared, on all sites, the longest waiting first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn waiting(connection: &mut crate::Connection, limit: i64) -> Result<Vec<(SiteId, Id)>> {
        Ok(media::table
            .filter(media::state.eq(MediaState::Waiting))
            .order(media::created_at)
            .limit(limit)
            .select((media::site_id, media::id))
            .load(connection)?)
    }

    /// Keeps what people say about a file: its words, and what must stay in view.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn save_words(&self, site: &mut SiteWrite<'_, '_>) -> Result<()> {
        diesel::update(media::table.find((site.site, self.id)))
            .set((
                media::alt.eq(&self.alt),
                media::caption.eq(&self.caption),
                media::is_decoration.eq(self.is_decoration),
                media::focal_x.eq(self.focal_x),
                media::focal_y.eq(self.focal_y),
            ))
            .execute(site.connection())?;
        site.content_changed();
        Ok(())
    }

    /// Keeps what became of a file that waited; false when somebody else was quicker, or it is gone.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn settle(&self, site: &mut SiteWrite<'_, '_>) -> Result<bool> {
        let settled = diesel::update(
            media::table
                .find((site.site, self.id))
                .filter(media::state.eq(MediaState::Waiting)),
        )
        .set((
            media::state.eq(self.state),
            media::refusal.eq(&self.refusal),
            media::widths.eq(&self.widths),
            media::fallback.eq(&self.fallback),
            media::width.eq(self.width),
            media::height.eq(self.height),
            media::bytes.eq(self.bytes),
        ))
        .execute(site.connection())?;
        site.content_changed();
        Ok(settled == 1)
    }

    /// Forgets a file. The database refuses when it is the picture of something.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn remove(site: &mut SiteWrite<'_, '_>, id: Id) -> Result<()> {
        diesel::delete(media::table.find((site.site, id))).execute(site.connection())?;
        site.content_changed();
        Ok(())
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

    /// The path of the file itself: of a picture a width that fills a column of text, as WebP, which every picture has
    /// whatever it came as.
    #[must_use]
    pub fn file_path(&self) -> String {
        match &self.extension {
            Some(extension) => format!("/media/{}/{}.{extension}", self.site_id, self.base_name),
            None => self.path(self.middle_width(), "webp"),
        }
    }

    /// The width that fills a column of text, or the widest there is.
    #[must_use]
    pub fn middle_width(&self) -> u32 {
        let widths = self.stored_widths();
        let fitting = widths.iter().copied().find(|width| *width >= 960);
        fitting.or(widths.last().copied()).unwrap_or_default()
    }

    /// The names of its files, without their folder.
    #[must_use]
    pub fn file_names(&self) -> Vec<String> {
        if let Some(extension) = &self.extension {
            return vec![format!("{}.{extension}", self.base_name)];
        }
        let name = |width: u32, format: &str| format!("{}-{width}.{format}", self.base_name);
        self.stored_widths()
            .into_iter()
            .flat_map(|width| ["webp", "jpg", "png"].map(|format| name(width, format)))
            .collect()
    }

    /// What puts it into a text: Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let safe = |text: &str| {
            let mut safe = String::with_capacity(text.len());
            for character in text.chars() {
                if matches!(character, '[' | ']' | '\\' | '`' | '*' | '_' | '<' | '>' | '!') {
                    safe.push('\\');
                }
                safe.push(if character.is_control() { ' ' } else { character });
            }
            safe
        };
        match self.kind {
            MediaKind::Picture => format!("![{}]({})", safe(&self.alt), self.file_path()),
            MediaKind::Document | MediaKind::Recording => {
                format!("[{}]({})", safe(&self.original_name), self.file_path())
            }
        }
    }
}
