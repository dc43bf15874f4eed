//! Where things used to be, so that old links keep working.

use diesel::prelude::*;

use crate::Result;
use crate::database::{SiteScope, SiteWrite};
use crate::schema::redirects;

/// An old address on a site and the one it leads to now.
pub struct Redirect;

impl Redirect {
    /// Remembers that what was at `from` (path, or `?p=123`) is now at `to`. An older memory of `from` is replaced.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn remember(site: &mut SiteWrite<'_, '_>, from: &str, to: &str) -> Result<()> {
        if from == to || from.is_empty() {
            return Ok(());
        }
        let id = site.site;
        let changed = diesel::update(redirects::table.find((id, from)))
            .set(redirects::to_path.eq(to))
            .execute(site.connection())?;
        if changed == 0 {
            diesel::insert_into(redirects::table)
                .values((
                    redirects::site_id.eq(id),
                    redirects::from_path.eq(from),
                    redirects::to_path.eq(to),
                ))
                .execute(site.connection())?;
        }
        site.content_changed();
        Ok(())
    }

    /// Remembers that what was at `from` moved to `to`, as [`Redirect::remember`] does; what led to `from` leads there
    /// at once, and nothing leads away from `to` any more. Addresses are given as (path, the same as it is printed).
    ///
    /// # Errors
    /// When the database refuses.
    pub fn move_on(site: &mut SiteWrite<'_, '_>, from: (&str, &str), to: (&str, &str)) -> Result<()> {
        let id = site.site;
        // Else two moves to and fro would send visitors in a circle once nothing stands there.
        diesel::delete(redirects::table.find((id, to.0))).execute(site.connection())?;
        diesel::update(
            redirects::table
                .filter(redirects::site_id.eq(id))
                .filter(redirects::to_path.eq(from.1)),
        )
        .set(redirects::to_path.eq(to.1))
        .execute(site.connection())?;
        Self::remember(site, from.0, to.1)
    }

    /// Where the first of `candidates` that is remembered leads now.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn find(scope: &mut SiteScope<'_>, candidates: &[String]) -> Result<Option<String>> {
        let found: Vec<(String, String)> = redirects::table
            .filter(redirects::site_id.eq(scope.site))
            .filter(redirects::from_path.eq_any(candidates))
            .select((redirects::from_path, redirects::to_path))
            .load(scope.connection)?;
        Ok(candidates
            .iter()
            .find_map(|candidate| found.iter().find(|(from, _)| from == candidate))
            .map(|(_, to)| to.clone()))
    }
}
