//! The pictures of a site's library that its look may use.

use diesel::prelude::*;

use crate::content::{Media, MediaKind, MediaState};
use crate::database::SiteScope;
use crate::schema::media;
use crate::{Id, Result};

/// How many are offered at once.
const OFFERED: usize = 60;
/// How many of the newest are searched.
const SEARCHED: i64 = 2_000;

/// The newest pictures in which all `words` occur, those that are chosen already first.
///
/// # Errors
/// When the database refuses.
pub fn pictures_to_choose(scope: &mut SiteScope<'_>, words: &str, chosen: &[Id]) -> Result<Vec<Media>> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let ready = media::table
        .filter(media::site_id.eq(scope.site))
        .filter(media::kind.eq(MediaKind::Picture))
        .filter(media::state.eq(MediaState::Ready));
    let mut found: Vec<Media> = if chosen.is_empty() {
        Vec::new()
    } else {
        ready.filter(media::id.eq_any(chosen)).load(scope.connection)?
    };
    found.sort_by_key(|picture| chosen.iter().position(|id| *id == picture.id));
    let most = if words.is_empty() {
        i64::try_from(OFFERED + chosen.len()).unwrap_or(SEARCHED)
    } else {
        SEARCHED
    };
    let newest: Vec<Media> = ready.order(media::id.desc()).limit(most).load(scope.connection)?;
    let others = newest.into_iter().filter(|picture| {
        let text = format!("{} {} {}", picture.alt, picture.caption, picture.original_name).to_lowercase();
        !chosen.contains(&picture.id) && words.iter().all(|word| text.contains(word))
    });
    found.extend(others.take(OFFERED));
    Ok(found)
}
