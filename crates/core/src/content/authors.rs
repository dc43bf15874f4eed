//! The names people write under on one site.

use diesel::prelude::*;
use std::collections::HashMap;

use crate::database::{SiteScope, SiteWrite};
use crate::schema::authors;
use crate::{Id, Result, SiteId};

/// A name somebody writes under on one site; the same person may have others elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = authors, treat_none_as_default_value = false)]
pub struct Author {
    /// The site.
    pub site_id: SiteId,
    /// Its identifier within the site.
    pub id: Id,
    /// Its word in addresses.
    pub slug: String,
    /// The name shown.
    pub name: String,
    /// A line about the author, plain text; may be empty.
    pub bio: String,
    /// The account behind the name; none for names that came with an import or whose owner is gone.
    pub account_id: Option<Id>,
}

impl Author {
    /// Adds an author.
    ///
    /// # Errors
    /// When the database refuses, as it does for a slug in use.
    pub fn insert(site: &mut SiteWrite<'_, '_>, author: &Self) -> Result<()> {
        diesel::insert_into(authors::table)
            .values(author)
            .execute(site.connection())?;
        site.content_changed();
        Ok(())
    }

    /// The author with this slug.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn with_slug(scope: &mut SiteScope<'_>, slug: &str) -> Result<Option<Self>> {
        Ok(authors::table
            .filter(authors::site_id.eq(scope.site))
            .filter(authors::slug.eq(slug))
            .first(scope.connection)
            .optional()?)
    }

    /// Authors by id: one query.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn by_id(scope: &mut SiteScope<'_>, ids: &[Id]) -> Result<HashMap<Id, Self>> {
        let rows: Vec<Self> = authors::table
            .filter(authors::site_id.eq(scope.site))
            .filter(authors::id.eq_any(ids))
            .load(scope.connection)?;
        Ok(rows.into_iter().map(|author| (author.id, author)).collect())
    }
}
