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
