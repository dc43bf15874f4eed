//! Putting topics and tags in order: what is on offer, how often each is used, and what becomes of one that goes.

use diesel::prelude::*;
use std::collections::HashMap;

use super::terms::{Taxonomy, Term};
use crate::database::{Connection, SiteScope, SiteWrite};
use crate::schema::{post_terms, terms};
use crate::slug::fold;
use crate::{Id, Result, SiteId};

/// The longest name of a topic or tag, in characters.
pub const LONGEST_TERM_NAME: usize = 60;
/// So many posts are named in one statement.
const BATCH: usize = 500;

/// A term, and how much of the site stands under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermUse {
    /// The topic or tag.
    pub term: Term,
    /// How many posts and pages carry it, in whatever state.
    pub posts: i64,
}

/// The topics somebody may choose from at a place, by name: its own, and those on offer from above.
///
/// `places` are the place itself and what stands above it, nearest first. A topic from above has another `site_id` than
/// the place; whoever picks it makes the place's own of the same slug and name ([`Term::find_or_insert`]).
///
/// # Errors
/// When the database refuses.
pub fn offered_topics(connection: &mut Connection, places: &[SiteId]) -> Result<Vec<Term>> {
    let Some((here, above)) = places.split_first() else {
        return Ok(Vec::new());
    };
    let mut offered = Term::all(&mut SiteScope::new(*here, connection), Taxonomy::Topic)?;
    for topic in curated_topics(connection, above)? {
        if offered.iter().all(|known| known.slug != topic.slug) {
            offered.push(topic);
        }
    }
    offered.sort_by_cached_key(|topic| fold(&topic.name));
    Ok(offered)
}

/// The topics that the nearest place above curates: a network's own list, or the umbrella's where the network has none.
///
/// # Errors
/// When the database refuses.
pub fn curated_topics(connection: &mut Connection, above: &[SiteId]) -> Result<Vec<Term>> {
    for place in above {
        let topics = Term::all(&mut SiteScope::new(*place, connection), Taxonomy::Topic)?;
        if !topics.is_empty() {
            return Ok(topics);
        }
    }
    Ok(Vec::new())
}

impl Term {
    /// The term with this id.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn find(scope: &mut SiteScope<'_>, id: Id) -> Result<Option<Self>> {
        Ok(terms::table.find((scope.site, id)).first(scope.connection).optional()?)
    }

    /// All terms of one taxonomy by name, with how much stands under each: two queries.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn with_uses(scope: &mut SiteScope<'_>, taxonomy: Taxonomy) -> Result<Vec<TermUse>> {
        let counts: Vec<(Id, i64)> = post_terms::table
            .filter(post_terms::site_id.eq(scope.site))
            .group_by(post_terms::term_id)
            .select((post_terms::term_id, diesel::dsl::count_star()))
            .load(scope.connection)?;
        let counts: HashMap<Id, i64> = counts.into_iter().collect();
        let mut uses: Vec<TermUse> = Self::all(scope, taxonomy)?
            .into_iter()
            .map(|term| TermUse {
                posts: counts.get(&term.id).copied().unwrap_or(0),
                term,
            })
            .collect();
        uses.sort_by_cached_key(|one| fold(&one.term.name));
        Ok(uses)
    }

    /// Writes name, slug and description back.
    ///
    /// # Errors
    /// When the database refuses, as it does for a slug in use.
    pub fn save(&self, site: &mut SiteWrite<'_, '_>) -> Result<()> {
        let id = site.site;
        diesel::update(terms::table.find((id, self.id)))
            .set((
                terms::slug.eq(&self.slug),
                terms::name.eq(&self.name),
                terms::description.eq(&self.description),
            ))
            .execute(site.connection())?;
        site.content_changed();
        Ok(())
    }

    /// Removes a term: posts lose it, and the topics beneath it move up to where it was.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn remove(site: &mut SiteWrite<'_, '_>, term: &Self) -> Result<()> {
        let id = site.site;
        diesel::update(
            terms::table
                .filter(terms::site_id.eq(id))
                .filter(terms::parent_id.eq(term.id)),
        )
        .set(terms::parent_id.eq(term.parent_id))
        .execute(site.connection())?;
        diesel::delete(terms::table.find((id, term.id))).execute(site.connection())?;
        site.content_changed();
        Ok(())
    }

    /// Makes two terms one: whatever stood under `from` stands under `into`, and `from` is gone.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn merge(site: &mut SiteWrite<'_, '_>, from: &Self, into: &Self) -> Result<()> {
        let id = site.site;
        let both: Vec<Id> = post_terms::table
            .filter(post_terms::site_id.eq(id))
            .filter(post_terms::term_id.eq(into.id))
            .select(post_terms::post_id)
            .load(site.connection())?;
        for some in both.chunks(BATCH) {
            diesel::delete(
                post_terms::table
                    .filter(post_terms::site_id.eq(id))
                    .filter(post_terms::term_id.eq(from.id))
                    .filter(post_terms::post_id.eq_any(some)),
            )
            .execute(site.connection())?;
        }
        diesel::update(
            post_terms::table
                .filter(post_terms::site_id.eq(id))
                .filter(post_terms::term_id.eq(from.id)),
        )
        .set(post_terms::term_id.eq(into.id))
        .execute(site.connection())?;
        // What was beneath the one that goes must not hang beneath itself.
        if into.parent_id == Some(from.id) {
            diesel::update(terms::table.find((id, into.id)))
                .set(terms::parent_id.eq(from.parent_id))
                .execute(site.connection())?;
        }
        Self::remove(site, from)
    }
}
