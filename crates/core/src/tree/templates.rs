//! Templates: sites that new ones may be made after.

use diesel::prelude::*;

use super::settings::{Setting, write_setting};
use super::site::{Site, SiteStatus};
use crate::database::SiteWrite;
use crate::schema::{site_settings, sites};
use crate::{Connection, Result};

/// The most that are offered to choose from.
const MOST: i64 = 50;
const YES: &str = "yes";
const NO: &str = "no";

/// Marks a site as a template, or takes the mark away. Whoever calls it writes the log.
///
/// # Errors
/// When the database refuses.
pub fn mark_template(site: &mut SiteWrite<'_, '_>, on: bool) -> Result<()> {
    write_setting(site, Setting::IsTemplate, if on { YES } else { NO })
}

/// The templates for something new beneath `above`, by name: those beneath it, itself, and the umbrella. What is closed
/// is not shown by way of a copy.
///
/// # Errors
/// When the database refuses.
pub fn templates(connection: &mut Connection, above: &Site) -> Result<Vec<Site>> {
    let themselves: Vec<_> = std::iter::once(above.id).chain(above.parent_id).collect();
    Ok(sites::table
        .inner_join(site_settings::table.on(site_settings::site_id.eq(sites::id)))
        .filter(site_settings::name.eq(Setting::IsTemplate.name()))
        .filter(site_settings::value.eq(YES))
        .filter(sites::parent_id.eq(above.id).or(sites::id.eq_any(themselves)))
        .filter(sites::status.eq_any([SiteStatus::Active, SiteStatus::Archived]))
        .order((sites::name, sites::id))
        .limit(MOST)
        .select(sites::all_columns)
        .load(connection)?)
}
