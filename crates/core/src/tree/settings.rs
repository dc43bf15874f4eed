//! Small settings of a site that need no column of their own.

use diesel::prelude::*;
use std::collections::HashMap;

use crate::Result;
use crate::database::{SiteScope, SiteWrite};
use crate::schema::site_settings;

/// The settings that exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Setting {
    /// Media id of the logo.
    Logo,
    /// Media id of the header picture.
    Header,
    /// Keys of the front page's sections in order, separated by commas; absent means the features' own order.
    FrontSections,
    /// A greeting above the sections of the front page, plain text.
    FrontIntro,
    /// What the group works on: slugs of topics, separated by commas.
    Topics,
}

impl Setting {
    const fn name(self) -> &'static str {
        match self {
            Self::Logo => "logo",
            Self::Header => "header",
            Self::FrontSections => "front_sections",
            Self::FrontIntro => "front_intro",
            Self::Topics => "topics",
        }
    }
}

/// One setting, when the site has made it.
///
/// # Errors
/// When the database refuses.
pub fn setting(scope: &mut SiteScope<'_>, setting: Setting) -> Result<Option<String>> {
    Ok(site_settings::table
        .find((scope.site, setting.name()))
        .select(site_settings::value)
        .first(scope.connection)
        .optional()?)
}

/// All settings a site has made, by their stored names.
///
/// # Errors
/// When the database refuses.
pub fn settings(scope: &mut SiteScope<'_>) -> Result<HashMap<String, String>> {
    let rows: Vec<(String, String)> = site_settings::table
        .filter(site_settings::site_id.eq(scope.site))
        .select((site_settings::name, site_settings::value))
        .load(scope.connection)?;
    Ok(rows.into_iter().collect())
}

/// Makes a setting.
///
/// # Errors
/// When the database refuses.
pub fn write_setting(site: &mut SiteWrite<'_, '_>, setting: Setting, value: &str) -> Result<()> {
    let id = site.site;
    let changed = diesel::update(site_settings::table.find((id, setting.name())))
        .set(site_settings::value.eq(value))
        .execute(site.connection())?;
    if changed == 0 {
        diesel::insert_into(site_settings::table)
            .values((
                site_settings::site_id.eq(id),
                site_settings::name.eq(setting.name()),
                site_settings::value.eq(value),
            ))
            .execute(site.connection())?;
    }
    site.identity_changed();
    Ok(())
}
