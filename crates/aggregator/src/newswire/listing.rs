//! Which scopes an item is listed under.

use umbel_core::content::Reach;
use umbel_core::tree::{Site, SiteKind};
use umbel_core::{Id, Instant, SiteId};

use super::item::{Item, ItemKind};

/// A row of `newswire_listings`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, diesel::Insertable)]
#[diesel(table_name = umbel_core::schema::newswire_listings, treat_none_as_default_value = false)]
pub struct ListingRow {
    /// The list it stands in.
    pub scope: String,
    /// When the item was published.
    pub published_at: Instant,
    /// The item.
    pub item_id: Id,
    /// The site the item comes from.
    pub site_id: SiteId,
    /// The item's kind.
    pub kind: String,
    /// The item's language.
    pub locale: String,
}

/// The list of everything at a node.
pub(super) fn whole(node: SiteId) -> String {
    format!("{node}")
}

pub(super) fn of_topic(node: SiteId, slug: &str) -> String {
    format!("{node}/topic/{slug}")
}

pub(super) fn of_kind(node: SiteId, kind: &str) -> String {
    format!("{node}/kind/{kind}")
}

pub(super) fn of_language(node: SiteId, locale: &str) -> String {
    format!("{node}/lang/{locale}")
}

/// Whether a kind has a list of its own. Posts are most of everything: reading on along the whole list finds them.
pub(super) fn kind_has_list(kind: &str) -> bool {
    kind != ItemKind::Post.as_str()
}

/// The rows that list `item`: `site` is where it comes from, `above` the nodes over it, nearest first.
///
/// A network's or the umbrella's own items are listed by the node itself, too.
#[must_use]
pub fn listings_of(item: &Item, site: &Site, above: &[Site]) -> Vec<ListingRow> {
    let mut scopes = Vec::with_capacity(8);
    let common_language = above.last().unwrap_or(site).locale.as_str();
    for (height, node) in std::iter::once(site).chain(above).enumerate() {
        let reached = match item.reach {
            Reach::Umbrella => true,
            Reach::Network => height == 0 || node.kind == SiteKind::Network,
            Reach::Site => height == 0,
        };
        if !reached {
            continue;
        }
        scopes.push(whole(node.id));
        if node.kind == SiteKind::Site {
            continue;
        }
        for (slug, _) in item.topic_list() {
            scopes.push(of_topic(node.id, slug));
        }
        if kind_has_list(&item.kind) {
            scopes.push(of_kind(node.id, &item.kind));
        }
        if item.locale != common_language {
            scopes.push(of_language(node.id, &item.locale));
        }
    }
    scopes.sort_unstable();
    scopes.dedup();
    scopes
        .into_iter()
        .map(|scope| ListingRow {
            scope,
            published_at: item.published_at,
            item_id: item.id,
            site_id: item.site_id,
            kind: item.kind.clone(),
            locale: item.locale.clone(),
        })
        .collect()
}
