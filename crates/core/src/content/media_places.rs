//! Where a file of the library is used.

use diesel::prelude::*;

use super::media::Media;
use super::media_list::numbers_in;
use super::posts::PostKind;
use crate::database::SiteScope;
use crate::schema::{events, posts, site_settings};
use crate::{Id, Result};

/// The most places that are named.
const MOST_PLACES: i64 = 50;

/// Somewhere a file is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MediaPlace {
    /// In a post.
    Post(Id, String),
    /// In a page.
    Page(Id, String),
    /// At an event.
    Event(Id, String),
    /// As the logo of the site.
    Logo,
    /// As its header.
    Header,
    /// Somewhere else in how the site looks.
    Look,
}

impl Media {
    /// Where this file is used, drafts and what lies in the bin included.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn places(&self, scope: &mut SiteScope<'_>) -> Result<Vec<MediaPlace>> {
        // The random name means nothing to the pattern but itself: it is hexadecimal.
        let named = format!("%/{}%", self.base_name);
        let texts: Vec<(PostKind, Id, String)> = posts::table
            .filter(posts::site_id.eq(scope.site))
            .filter(
                posts::picture_id
                    .eq(self.id)
                    .assume_not_null()
                    .or(posts::source.like(&named))
                    .or(posts::html.like(&named)),
            )
            .order(posts::id.desc())
            .limit(MOST_PLACES)
            .select((posts::kind, posts::id, posts::title))
            .load(scope.connection)?;
        let mut places: Vec<MediaPlace> = texts
            .into_iter()
            .map(|(kind, id, title)| match kind {
                PostKind::Post => MediaPlace::Post(id, title),
                PostKind::Page => MediaPlace::Page(id, title),
            })
            .collect();
        let dates: Vec<(Id, String)> = events::table
            .filter(events::site_id.eq(scope.site))
            .filter(
                events::picture_id
                    .eq(self.id)
                    .assume_not_null()
                    .or(events::source.like(&named))
                    .or(events::html.like(&named)),
            )
            .order(events::id.desc())
            .limit(MOST_PLACES)
            .select((events::id, events::title))
            .load(scope.connection)?;
        places.extend(dates.into_iter().map(|(id, title)| MediaPlace::Event(id, title)));
        let settings: Vec<(String, String)> = site_settings::table
            .filter(site_settings::site_id.eq(scope.site))
            .order(site_settings::name)
            .select((site_settings::name, site_settings::value))
            .load(scope.connection)?;
        for (name, value) in settings {
            if value.contains(&self.base_name) || numbers_in(&value).any(|number| number == self.id) {
                places.push(match name.as_str() {
                    "logo" => MediaPlace::Logo,
                    "header" => MediaPlace::Header,
                    _ => MediaPlace::Look,
                });
            }
        }
        Ok(places)
    }
}
