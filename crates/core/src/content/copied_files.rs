//! Copying files of one site's library into another's, with what is written about them.

use diesel::prelude::*;

use super::media::{Media, MediaState};
use crate::database::SiteWrite;
use crate::schema::media;
use crate::{Id, Result, SiteId};

/// Whoever keeps the files of libraries, and can copy those of a row.
pub trait FileKeeper {
    /// Copies every file of a library's row into another site's folder, under the same names. Files that are there already
    /// are no error.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    fn copy(&self, of: &Media, to: SiteId) -> Result<()>;
}

impl Media {
    /// The paths that lead to its files begin so.
    #[must_use]
    pub fn path_beginning(&self) -> String {
        format!("/media/{}/{}", self.site_id, self.base_name)
    }

    /// Those of another site's library that can be used and whose files the texts name, or that are named by number: at
    /// most `limit` of them.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn named_in(
        site: &mut SiteWrite<'_, '_>,
        of: SiteId,
        texts: &[&str],
        ids: &[Id],
        limit: usize,
    ) -> Result<Vec<Self>> {
        let beginning = format!("/media/{of}/");
        let bases: Vec<&str> = texts
            .iter()
            .flat_map(|text| {
                text.match_indices(&beginning)
                    .map(move |(at, found)| (text, at + found.len()))
            })
            .filter_map(|(text, at)| text.get(at..at + BASE_LENGTH))
            .collect();
        let mut found: Vec<Self> = media::table
            .filter(media::site_id.eq(of))
            .filter(media::base_name.eq_any(bases).or(media::id.eq_any(ids)))
            .filter(media::state.eq(MediaState::Ready))
            .order(media::id)
            .load(site.connection())?;
        found.truncate(limit);
        Ok(found)
    }

    /// Copies a row of another site's library, and its files, into this one's. What it shows and what must stay in view
    /// come with it; who brought it does not.
    ///
    /// # Errors
    /// When the files cannot be copied or the database refuses.
    pub fn copy_into(&self, site: &mut SiteWrite<'_, '_>, files: &dyn FileKeeper) -> Result<Self> {
        files.copy(self, site.site)?;
        let now = site.write.now;
        let copy = Self {
            site_id: site.site,
            id: Id::new(now),
            created_at: now,
            account_id: None,
            ..self.clone()
        };
        Self::insert(site, &copy)?;
        Ok(copy)
    }
}

/// How many characters the random beginning of a file name has.
const BASE_LENGTH: usize = 32;
