//! Reading the newswire: two queries for a page, whatever the number of sites.

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use std::collections::HashMap;
use umbel_core::content::{Cursor, Reach};
use umbel_core::schema::{newswire_items, newswire_listings};
use umbel_core::{Connection, Id, Instant, Result, SiteId};

use super::item::{Item, ItemKind};
use super::listing;

/// At most this many items of one site stand on a page; the rest is behind "more from".
const MOST_OF_ONE_SITE: usize = 3;
/// How far beyond a page is looked for items of other sites when one is busy.
const WINDOW: usize = 8;

/// Which items a list holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only items of a kind.
    pub kind: Option<ItemKind>,
    /// Only items of a topic, by its slug.
    pub topic: Option<String>,
    /// Only items in a language.
    pub locale: Option<String>,
    /// Only items of a network beneath the umbrella.
    pub network: Option<SiteId>,
    /// Only what the sites published themselves, no entries of outside sources.
    pub own_words: bool,
}

/// An item on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The item.
    pub item: Item,
    /// How many further items of its site were held back from this page; on the site's last row only.
    pub held_back: usize,
}

/// A page of the newswire.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The items, newest first.
    pub rows: Vec<Row>,
    /// Where the next page begins; none on the last.
    pub next: Option<Cursor>,
}

/// A page of what a node lists: newest first, fair to all sites. Two queries.
///
/// `common_language` is the umbrella's: most items are in it, and it has no list of its own.
///
/// # Errors
/// When the database refuses.
pub fn list(
    connection: &mut Connection,
    node: SiteId,
    common_language: &str,
    filter: &Filter,
    after: Option<Cursor>,
    size: usize,
) -> Result<Page> {
    let window = size * WINDOW;
    let found = positions(connection, node, common_language, filter, after, window + 1)?;
    let mut shown: Vec<Id> = Vec::with_capacity(size);
    let mut last_of_site: HashMap<SiteId, usize> = HashMap::new();
    let mut count_of_site: HashMap<SiteId, usize> = HashMap::new();
    let mut held_back: HashMap<SiteId, usize> = HashMap::new();
    let mut next = None;
    let mut cursor = None;
    for (position, &(moment, item, site)) in found.iter().enumerate() {
        if shown.len() == size || position == window {
            next = cursor;
            break;
        }
        cursor = Some(Cursor {
            published_at: moment,
            id: item,
        });
        let count = count_of_site.entry(site).or_insert(0);
        // One site alone cannot crowd anybody out.
        if *count < MOST_OF_ONE_SITE || filter.network == Some(site) {
            *count += 1;
            last_of_site.insert(site, shown.len());
            shown.push(item);
        } else {
            *held_back.entry(site).or_insert(0) += 1;
        }
    }
    let items = items_in_order(connection, &found, &shown)?;
    let rows = items
        .into_iter()
        .enumerate()
        .map(|(position, item)| Row {
            held_back: if last_of_site.get(&item.site_id) == Some(&position) {
                held_back.get(&item.site_id).copied().unwrap_or(0)
            } else {
                0
            },
            item,
        })
        .collect();
    Ok(Page { rows, next })
}

/// The newest items of a node with nothing held back, for feeds: a reader's programme must not miss any. Two queries.
///
/// # Errors
/// When the database refuses.
pub fn newest_uncapped(
    connection: &mut Connection,
    node: SiteId,
    common_language: &str,
    filter: &Filter,
    size: usize,
) -> Result<Vec<Item>> {
    let found = positions(connection, node, common_language, filter, None, size)?;
    let shown: Vec<Id> = found.iter().map(|(_, item, _)| *item).collect();
    items_in_order(connection, &found, &shown)
}

fn positions(
    connection: &mut Connection,
    node: SiteId,
    common_language: &str,
    filter: &Filter,
    after: Option<Cursor>,
    limit: usize,
) -> Result<Vec<(Instant, Id, SiteId)>> {
    let node = filter.network.unwrap_or(node);
    let minor_language = filter.locale.as_deref().filter(|locale| *locale != common_language);
    let minor_kind = filter
        .kind
        .map(ItemKind::as_str)
        .filter(|kind| listing::kind_has_list(kind));
    let scope = match (&filter.topic, minor_language, minor_kind) {
        (Some(topic), _, _) => listing::of_topic(node, topic),
        (None, Some(locale), _) => listing::of_language(node, locale),
        (None, None, Some(kind)) => listing::of_kind(node, kind),
        (None, None, None) => listing::whole(node),
    };
    let mut query = newswire_listings::table
        .filter(newswire_listings::scope.eq(scope))
        .select((
            newswire_listings::published_at,
            newswire_listings::item_id,
            newswire_listings::site_id,
        ))
        .into_boxed();
    if let Some(kind) = filter.kind {
        query = query.filter(newswire_listings::kind.eq(kind.as_str()));
    }
    if filter.own_words {
        query = query.filter(newswire_listings::kind.ne(ItemKind::Entry.as_str()));
    }
    if let Some(locale) = &filter.locale {
        query = query.filter(newswire_listings::locale.eq(locale));
    }
    if let Some(after) = after {
        query = query
            .filter(newswire_listings::published_at.le(after.published_at))
            .filter(
                newswire_listings::published_at
                    .lt(after.published_at)
                    .or(newswire_listings::item_id.lt(after.id)),
            );
    }
    Ok(query
        .order((
            newswire_listings::published_at.desc(),
            newswire_listings::item_id.desc(),
            newswire_listings::site_id.desc(),
        ))
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .load(connection)?)
}

fn items_in_order(connection: &mut Connection, found: &[(Instant, Id, SiteId)], shown: &[Id]) -> Result<Vec<Item>> {
    let mut sites: Vec<SiteId> = found
        .iter()
        .filter(|(_, item, _)| shown.contains(item))
        .map(|(_, _, site)| *site)
        .collect();
    sites.sort_unstable();
    sites.dedup();
    let mut items: Vec<Item> = newswire_items::table
        .filter(newswire_items::site_id.eq_any(&sites))
        .filter(newswire_items::id.eq_any(shown))
        .load(connection)?;
    items.sort_by_key(|item| shown.iter().position(|id| *id == item.id));
    Ok(items)
}

/// Events on the newswire whose date is over, as (site, event): for the worker.
///
/// # Errors
/// When the database refuses.
pub fn ended_events(connection: &mut Connection, now: Instant, limit: i64) -> Result<Vec<(SiteId, Id)>> {
    Ok(newswire_items::table
        .filter(newswire_items::ends_at.le(now))
        .order(newswire_items::ends_at)
        .limit(limit)
        .select((newswire_items::site_id, newswire_items::source_id))
        .load(connection)?)
}

#[derive(QueryableByName)]
struct NewestItem {
    #[diesel(sql_type = BigInt)]
    site_id: SiteId,
    #[diesel(sql_type = diesel::sql_types::Nullable<BigInt>)]
    item_id: Option<Id>,
}

/// The newest listed item of each of several sites: two queries.
///
/// # Errors
/// When the database refuses.
pub fn newest_of(connection: &mut Connection, sites: &[SiteId]) -> Result<HashMap<SiteId, Item>> {
    if sites.is_empty() {
        return Ok(HashMap::new());
    }
    // The ids are our own numbers, so they may stand in the text; both engines number their placeholders differently.
    let list = sites.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let newest: Vec<NewestItem> = diesel::sql_query(format!(
        "SELECT sites.id AS site_id, (SELECT listing.item_id FROM newswire_listings listing \
         WHERE listing.scope = CAST(sites.id AS TEXT) ORDER BY listing.published_at DESC, listing.item_id DESC LIMIT 1) \
         AS item_id FROM sites WHERE sites.id IN ({list})"
    ))
    .load(connection)?;
    let ids: Vec<Id> = newest.iter().filter_map(|row| row.item_id).collect();
    let sites: Vec<SiteId> = newest.iter().map(|row| row.site_id).collect();
    let items: Vec<Item> = newswire_items::table
        .filter(newswire_items::site_id.eq_any(&sites))
        .filter(newswire_items::id.eq_any(&ids))
        .filter(newswire_items::reach.ne(Reach::Site))
        .load(connection)?;
    Ok(items.into_iter().map(|item| (item.site_id, item)).collect())
}
