//! Topics and tags.

use diesel::prelude::*;
use std::collections::HashMap;

use crate::database::{SiteScope, SiteWrite};
use crate::schema::{post_terms, terms};
use crate::text_enum::text_enum;
use crate::{Id, Result, SiteId};

text_enum! {
    /// The two ways of sorting posts.
    Taxonomy {
        /// Curated, may nest.
        Topic = "topic",
        /// Free words.
        Tag = "tag",
    }
}

/// A topic or a tag of one site.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = terms, treat_none_as_default_value = false)]
pub struct Term {
    /// The site.
    pub site_id: SiteId,
    /// Its identifier within the site.
    pub id: Id,
    /// Topic or tag.
    pub taxonomy: Taxonomy,
    /// Its word in addresses; the same topic has the same slug on every site.
    pub slug: String,
    /// The name shown.
    pub name: String,
    /// What belongs under it; may be empty.
    pub description: String,
    /// The topic above.
    pub parent_id: Option<Id>,
}

impl Term {
    /// The path of its page.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/blog/{}s/{}", self.taxonomy, self.slug)
    }

    /// Adds a term.
    ///
    /// # Errors
    /// When the database refuses, as it does for a slug in use.
    pub fn insert(site: &mut SiteWrite<'_, '_>, term: &Self) -> Result<()> {
        diesel::insert_into(terms::table)
            .values(term)
            .execute(site.connection())?;
        site.content_changed();
        Ok(())
    }

    /// Hangs a topic under another one.
    ///
    /// # Errors
    /// When the database refuses, as it does for a parent of another site.
    pub fn place_under(site: &mut SiteWrite<'_, '_>, term: Id, parent: Id) -> Result<()> {
        let id = site.site;
        diesel::update(terms::table.find((id, term)))
            .set(terms::parent_id.eq(Some(parent)))
            .execute(site.connection())?;
        site.content_changed();
        Ok(())
    }

    /// The term with this slug.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn with_slug(scope: &mut SiteScope<'_>, taxonomy: Taxonomy, slug: &str) -> Result<Option<Self>> {
        Ok(terms::table
            .filter(terms::site_id.eq(scope.site))
            .filter(terms::taxonomy.eq(taxonomy))
            .filter(terms::slug.eq(slug))
            .first(scope.connection)
            .optional()?)
    }

    /// The term with this slug, made when it is missing.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn find_or_insert(site: &mut SiteWrite<'_, '_>, taxonomy: Taxonomy, slug: &str, name: &str) -> Result<Self> {
        if let Some(term) = Self::with_slug(&mut site.read(), taxonomy, slug)? {
            return Ok(term);
        }
        let term = Self {
            site_id: site.site,
            id: Id::new(site.write.now),
            taxonomy,
            slug: slug.to_owned(),
            name: name.to_owned(),
            description: String::new(),
            parent_id: None,
        };
        Self::insert(site, &term)?;
        Ok(term)
    }

    /// All terms of one taxonomy, by name.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn all(scope: &mut SiteScope<'_>, taxonomy: Taxonomy) -> Result<Vec<Self>> {
        Ok(terms::table
            .filter(terms::site_id.eq(scope.site))
            .filter(terms::taxonomy.eq(taxonomy))
            .order(terms::name)
            .load(scope.connection)?)
    }

    /// The terms of several posts, by post: one query.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn of_posts(scope: &mut SiteScope<'_>, posts: &[Id]) -> Result<HashMap<Id, Vec<Self>>> {
        let rows: Vec<(Id, Self)> = post_terms::table
            .inner_join(
                terms::table.on(terms::site_id
                    .eq(post_terms::site_id)
                    .and(terms::id.eq(post_terms::term_id))),
            )
            .filter(post_terms::site_id.eq(scope.site))
            .filter(post_terms::post_id.eq_any(posts))
            .order(terms::name)
            .select((post_terms::post_id, terms::all_columns))
            .load(scope.connection)?;
        let mut by_post: HashMap<Id, Vec<Self>> = HashMap::new();
        for (post, term) in rows {
            by_post.entry(post).or_default().push(term);
        }
        Ok(by_post)
    }

    /// Gives a post exactly these terms.
    ///
    /// # Errors
    /// When the database refuses, as it does for a term of another site.
    pub fn assign(site: &mut SiteWrite<'_, '_>, post: Id, terms: &[Id]) -> Result<()> {
        let id = site.site;
        diesel::delete(
            post_terms::table
                .filter(post_terms::site_id.eq(id))
                .filter(post_terms::post_id.eq(post)),
        )
        .execute(site.connection())?;
        let mut terms = terms.to_vec();
        terms.sort_unstable();
        terms.dedup();
        for term in terms {
            diesel::insert_into(post_terms::table)
                .values((
                    post_terms::site_id.eq(id),
                    post_terms::post_id.eq(post),
                    post_terms::term_id.eq(term),
                ))
                .execute(site.connection())?;
        }
        site.content_changed();
        Ok(())
    }
}
