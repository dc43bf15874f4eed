//! What lists show of a text that has no summary: its beginning.

use diesel::prelude::*;
use std::collections::HashMap;

use crate::database::SiteScope;
use crate::markdown::summary;
use crate::schema::posts;
use crate::{Id, Result};

/// The longest beginning, in characters.
const LONGEST_BEGINNING: usize = 280;

/// The beginnings of those of some posts and pages that have no summary: as far as their mark for “read more”, or as
/// long as a summary is. Texts with a password stay closed.
///
/// # Errors
/// When the database refuses.
pub fn beginnings(scope: &mut SiteScope<'_>, ids: &[Id]) -> Result<HashMap<Id, String>> {
    let texts: Vec<(Id, String)> = posts::table
        .filter(posts::site_id.eq(scope.site))
        .filter(posts::id.eq_any(ids))
        .filter(posts::summary.eq(""))
        .filter(posts::password_hash.is_null())
        .select((posts::id, posts::html))
        .load(scope.connection)?;
    Ok(texts
        .into_iter()
        .map(|(id, html)| (id, summary(&html, LONGEST_BEGINNING)))
        .collect())
}
