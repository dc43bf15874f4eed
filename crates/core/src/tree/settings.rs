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
    /// What stands in the sections that are filled in by hand: [`super::FrontParts`] as JSON.
    FrontParts,
    /// Which of the kept looks is in use.
    LookInUse,
    /// What the group works on: slugs of topics, separated by commas.
    Topics,
    /// Who may start a site beneath this node: `open`, `request` or `invitation`.
    StartMode,
    /// Who may start a network beneath the umbrella: `request` or `invitation`.
    NetworkStartMode,
    /// The keys of the features that sites beneath this node may switch on, separated by commas; absent means all.
    FeaturesOffered,
    /// How much may be uploaded, in mebibytes.
    UploadQuota,
    /// `yes` when new sites may be made after this one.
    IsTemplate,
    /// Why the site was suspended, in the admin's words.
    SuspendedBecause,
    /// The address beneath the umbrella that was last given, for sites that answer at a domain of their own.
    HomeHost,
    /// The menus as they were before they were last changed: lines by menu, as JSON.
    MenusBefore,
    /// The order of the pages before it was last changed, as an outline's text.
    PagesBefore,
    /// `off` where nobody may write comments.
    Comments,
    /// What becomes of comments: [`crate::moderation::CommentRules`] as JSON.
    CommentRules,
}

impl Setting {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Logo => "logo",
            Self::Header => "header",
            Self::FrontSections => "front_sections",
            Self::FrontIntro => "front_intro",
            Self::FrontParts => "front_parts",
            Self::LookInUse => "look_in_use",
            Self::Topics => "topics",
            Self::StartMode => "start_mode",
            Self::NetworkStartMode => "network_start_mode",
            Self::FeaturesOffered => "features_offered",
            Self::UploadQuota => "upload_quota",
            Self::IsTemplate => "is_template",
            Self::SuspendedBecause => "suspended_because",
            Self::HomeHost => "home_host",
            Self::MenusBefore => "menus_before",
            Self::PagesBefore => "pages_before",
            Self::Comments => "comments",
            Self::CommentRules => "comment_rules",
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

/// Takes a setting back: from then on it is as if it had never been made.
///
/// # Errors
/// When the database refuses.
pub fn clear_setting(site: &mut SiteWrite<'_, '_>, setting: Setting) -> Result<()> {
    let id = site.site;
    diesel::delete(site_settings::table.find((id, setting.name()))).execute(site.connection())?;
    site.identity_changed();
    Ok(())
}
