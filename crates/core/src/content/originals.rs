//! What imported things were where they came from. What has no place here is remembered as it came, so that it leaves again
//! when the site leaves.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::database::{SiteScope, SiteWrite};
use crate::schema::{import_originals, import_records};
use crate::{Id, Instant, Result, SiteId};

/// What an imported thing was where it came from.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = import_originals, treat_none_as_default_value = false)]
pub struct Original {
    /// The site.
    pub site_id: SiteId,
    /// Where it came from.
    pub source: String,
    /// What it is called there: `post:17`, `attachment:5`.
    pub source_key: String,
    /// What has no place here, as JSON. Never an address of a person or a password.
    pub record: String,
}

/// That something was taken from somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct ImportRecord {
    /// The site.
    pub site_id: SiteId,
    /// Where it came from.
    pub source: String,
    /// What it is called there.
    pub source_key: String,
    /// What it is here.
    pub target_id: Id,
}

impl Original {
    /// Remembers what something was, in place of what was remembered before.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn keep(site: &mut SiteWrite<'_, '_>, source: &str, source_key: &str, record: &str) -> Result<()> {
        let original = Self {
            site_id: site.site,
            source: source.to_owned(),
            source_key: source_key.to_owned(),
            record: record.to_owned(),
        };
        diesel::delete(import_originals::table.find((original.site_id, source, source_key)))
            .execute(site.connection())?;
        diesel::insert_into(import_originals::table)
            .values(&original)
            .execute(site.connection())?;
        Ok(())
    }

    /// What is remembered of one thing.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn find(scope: &mut SiteScope<'_>, source: &str, source_key: &str) -> Result<Option<Self>> {
        Ok(import_originals::table
            .find((scope.site, source, source_key))
            .first(scope.connection)
            .optional()?)
    }

    /// Everything that is remembered, by source. For leaving.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn all(scope: &mut SiteScope<'_>) -> Result<Vec<Self>> {
        Ok(import_originals::table
            .filter(import_originals::site_id.eq(scope.site))
            .order((import_originals::source, import_originals::source_key))
            .load(scope.connection)?)
    }
}

impl ImportRecord {
    /// Everything that was taken from anywhere, by source. For leaving.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn all(scope: &mut SiteScope<'_>) -> Result<Vec<Self>> {
        Ok(import_records::table
            .filter(import_records::site_id.eq(scope.site))
            .order((import_records::source, import_records::source_key))
            .load(scope.connection)?)
    }
}

/// What a post, page, attachment or line of a menu was in a WordPress export; its text is kept with the post itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ItemOriginal {
    /// Its number there.
    pub number: i64,
    /// Its title, with markup.
    pub title: String,
    /// Its globally unique id, usually an old address.
    pub guid: String,
    /// Who wrote it: what they signed in with, up to an `@`.
    pub creator: String,
    /// Its last segment in addresses.
    pub slug: String,
    /// WordPress's word for its state.
    pub status: String,
    /// `post`, `page`, `attachment` or `nav_menu_item`.
    pub post_type: String,
    /// The number of what it hangs below; 0 for none.
    pub parent: i64,
    /// Its place among its siblings.
    pub menu_order: i64,
    /// When it was published.
    pub published_at: Option<Instant>,
    /// Whether that was written down in local time only.
    pub is_local: bool,
    /// When it last changed.
    pub modified_at: Option<Instant>,
    /// Its hand-written summary, or the caption of an attachment.
    pub excerpt: String,
    /// The text of an attachment or a line of a menu.
    pub content: String,
    /// Where the file of an attachment was.
    pub attachment_url: Option<String>,
    /// Whether it took comments.
    pub comments_open: bool,
    /// Whether it stayed on top.
    pub sticky: bool,
    /// All its terms, those that have no place here, too.
    pub terms: Vec<TermOriginal>,
    /// What WordPress itself remembered about it.
    pub meta: Vec<(String, String)>,
    /// What it was made into here; what people changed since counts more than what it was.
    pub here: Option<TakenAs>,
}

/// What something imported was made into.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TakenAs {
    /// The title or label it got.
    pub title: String,
    /// The last segment of the path it got, or the address a line of a menu got.
    pub slug: String,
    /// The summary it got.
    pub summary: String,
    /// When it counted as last changed.
    pub updated_at: Option<Instant>,
}

/// What a category, tag, menu or other term was in a WordPress export.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TermOriginal {
    /// `category`, `post_tag`, `nav_menu`, `post_format` or the name of another taxonomy.
    pub taxonomy: String,
    /// Its number there.
    pub number: Option<i64>,
    /// Its last segment in addresses.
    pub slug: String,
    /// The name that was shown.
    pub name: String,
    /// The slug of the term above it.
    pub parent: String,
    /// Its description.
    pub description: String,
}
