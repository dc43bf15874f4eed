//! How alive sites are, for those who look after the node above.

use diesel::dsl::{count_star, max};
use diesel::prelude::*;
use std::collections::HashMap;
use umbel_core::schema::{memberships, newswire_items};
use umbel_core::{Connection, Instant, Result, SiteId};

/// How alive a site is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Liveliness {
    /// When it last published something, listed or not.
    pub published_at: Option<Instant>,
    /// How many people hold a role there.
    pub people: i64,
}

/// How alive several sites are: two queries, whatever their number.
///
/// # Errors
/// When the database refuses.
pub fn liveliness(connection: &mut Connection, sites: &[SiteId]) -> Result<HashMap<SiteId, Liveliness>> {
    let mut all: HashMap<SiteId, Liveliness> = HashMap::with_capacity(sites.len());
    let published: Vec<(SiteId, Option<Instant>)> = newswire_items::table
        .filter(newswire_items::site_id.eq_any(sites))
        .group_by(newswire_items::site_id)
        .select((newswire_items::site_id, max(newswire_items::published_at)))
        .load(connection)?;
    for (site, published_at) in published {
        all.entry(site).or_default().published_at = published_at;
    }
    let people: Vec<(SiteId, i64)> = memberships::table
        .filter(memberships::site_id.eq_any(sites))
        .group_by(memberships::site_id)
        .select((memberships::site_id, count_star()))
        .load(connection)?;
    for (site, count) in people {
        all.entry(site).or_default().people = count;
    }
    Ok(all)
}
