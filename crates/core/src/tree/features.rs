//! Which features a site has switched on or off. What is not written here follows the feature's own default.

use diesel::prelude::*;

use crate::database::{SiteWrite, Write};
use crate::schema::site_features;
use crate::{Connection, Result, SiteId};

/// Switches `feature` on for a site.
///
/// # Errors
/// When the database refuses.
pub fn enable_feature(site: &mut SiteWrite<'_, '_>, feature: &str) -> Result<()> {
    choose(site, feature, true)
}

/// Switches `feature` off for a site. Its rows stay; nothing shows them.
///
/// # Errors
/// When the database refuses.
pub fn disable_feature(site: &mut SiteWrite<'_, '_>, feature: &str) -> Result<()> {
    choose(site, feature, false)
}

fn choose(site: &mut SiteWrite<'_, '_>, feature: &str, enabled: bool) -> Result<()> {
    let id = site.site;
    let Write { connection, .. } = &mut *site.write;
    let changed = diesel::update(site_features::table.find((id, feature)))
        .set(site_features::enabled.eq(enabled))
        .execute(*connection)?;
    if changed == 0 {
        diesel::insert_into(site_features::table)
            .values((
                site_features::site_id.eq(id),
                site_features::feature.eq(feature),
                site_features::enabled.eq(enabled),
            ))
            .execute(*connection)?;
    }
    site.identity_changed();
    site.content_changed();
    Ok(())
}

/// The choices of one site, or of all: site, feature, whether it is on.
///
/// # Errors
/// When the database refuses.
pub fn feature_choices(connection: &mut Connection, site: Option<SiteId>) -> Result<Vec<(SiteId, String, bool)>> {
    let mut query = site_features::table.into_boxed();
    if let Some(site) = site {
        query = query.filter(site_features::site_id.eq(site));
    }
    Ok(query.load(connection)?)
}
