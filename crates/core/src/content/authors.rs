//! The names people write under on one site.

use diesel::prelude::*;
use std::collections::HashMap;

use crate::database::{SiteScope, SiteWrite};
use crate::schema::authors;
use crate::slug::{free_slug, slugify};
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

    /// Every name somebody writes under on a site.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn ids_of(scope: &mut SiteScope<'_>, account: Id) -> Result<Vec<Id>> {
        Ok(authors::table
            .filter(authors::account_id.eq(account))
            .filter(authors::site_id.eq(scope.site))
            .order(authors::id)
            .select(authors::id)
            .load(scope.connection)?)
    }

    /// The name somebody writes under on a site, made when they have none yet: `name` then.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn of_account(site: &mut SiteWrite<'_, '_>, account: Id, name: &str) -> Result<Self> {
        let known = authors::table
            .filter(authors::account_id.eq(account))
            .filter(authors::site_id.eq(site.site))
            .order(authors::id)
            .first(site.connection())
            .optional()?;
        if let Some(known) = known {
            return Ok(known);
        }
        let id = Id::new(site.write.now);
        let wanted = match slugify(name) {
            slug if slug.is_empty() => format!("author-{id}"),
            slug => slug,
        };
        let author = Self {
            site_id: site.site,
            id,
            slug: free_slug(&wanted, |slug| {
                Self::with_slug(&mut site.read(), slug).map(|found| found.is_some())
            })?,
            name: name.to_owned(),
            bio: String::new(),
            account_id: Some(account),
        };
        Self::insert(site, &author)?;
        Ok(author)
    }

    /// Everybody who is named as having written something on a site, by name, at most `limit`.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn all(scope: &mut SiteScope<'_>, limit: i64) -> Result<Vec<Self>> {
        Ok(authors::table
            .filter(authors::site_id.eq(scope.site))
            .order((authors::name, authors::id))
            .limit(limit)
            .load(scope.connection)?)
    }
}
