//! Writing the newswire, always within the transaction that changes the source.

use diesel::prelude::*;
use umbel_core::database::Scope;
use umbel_core::schema::{newswire_items, newswire_listings};
use umbel_core::tree::{Site, feature_choices};
use umbel_core::{Id, Result, SiteId, SiteWrite, Write, on_each_engine};

use super::item::{Item, ItemKind};
use super::listing::listings_of;

/// Puts an item on the newswire, or brings it up to date: announcing twice changes nothing.
///
/// The item keeps the identifier it first had. It is stored even where it is not listed (a suspended site, a feature that
/// is off), so that [`relist`] can bring it back.
///
/// # Errors
/// When the database refuses.
pub fn announce(site: &mut SiteWrite<'_, '_>, mut item: Item) -> Result<()> {
    let existing: Option<Id> = newswire_items::table
        .filter(newswire_items::site_id.eq(site.site))
        .filter(newswire_items::kind.eq(&item.kind))
        .filter(newswire_items::source_id.eq(item.source_id))
        .select(newswire_items::id)
        .first(site.connection())
        .optional()?;
    match existing {
        Some(id) => {
            item.id = id;
            diesel::update(newswire_items::table.find((site.site, id)))
                .set(&item)
                .execute(site.connection())?;
            diesel::delete(
                newswire_listings::table
                    .filter(newswire_listings::site_id.eq(site.site))
                    .filter(newswire_listings::item_id.eq(id)),
            )
            .execute(site.connection())?;
        }
        None => {
            diesel::insert_into(newswire_items::table)
                .values(&item)
                .execute(site.connection())?;
        }
    }
    let place = Place::of(site.write, site.site)?;
    place.list(site.write, &[item])
}

/// Takes what was made from a source off the newswire.
///
/// # Errors
/// When the database refuses.
pub fn withdraw(site: &mut SiteWrite<'_, '_>, kind: ItemKind, source: Id) -> Result<()> {
    let id = site.site;
    // The listings go with the item: the foreign key cascades.
    let gone = diesel::delete(
        newswire_items::table
            .filter(newswire_items::site_id.eq(id))
            .filter(newswire_items::kind.eq(kind.as_str()))
            .filter(newswire_items::source_id.eq(source)),
    )
    .execute(site.connection())?;
    if gone > 0 {
        let place = Place::of(site.write, id)?;
        place.say_changed(site.write);
    }
    Ok(())
}

/// Lists a site's items anew, after its status, features, language or place in the tree changed.
///
/// # Errors
/// When the database refuses.
pub fn relist(write: &mut Write<'_>, site: SiteId) -> Result<()> {
    let items: Vec<Item> = newswire_items::table
        .filter(newswire_items::site_id.eq(site))
        .load(write.connection)?;
    diesel::delete(newswire_listings::table.filter(newswire_listings::site_id.eq(site))).execute(write.connection)?;
    let place = Place::of(write, site)?;
    place.list(write, &items)
}

/// Where a site stands in the tree, and what of it may be listed.
struct Place {
    site: Site,
    above: Vec<Site>,
    switched_off: Vec<String>,
}

impl Place {
    fn of(write: &mut Write<'_>, id: SiteId) -> Result<Self> {
        let site = Site::find(write.connection, id)?;
        let above = Site::ancestors(write.connection, id)?
            .into_iter()
            .map(|node| Site::find(write.connection, node))
            .collect::<Result<Vec<_>>>()?;
        let switched_off = feature_choices(write.connection, Some(id))?
            .into_iter()
            .filter(|(_, _, enabled)| !enabled)
            .map(|(_, feature, _)| feature)
            .collect();
        Ok(Self {
            site,
            above,
            switched_off,
        })
    }

    /// Whether items of a kind may be listed: the second half of the visibility predicate, for whole sites.
    fn carries(&self, kind: &str) -> bool {
        let off = |feature: &str| self.switched_off.iter().any(|off| off == feature);
        // A closed network closes what is beneath it.
        self.site.status.is_readable()
            && self.above.iter().all(|node| node.status.is_readable())
            && !off("newswire")
            && ItemKind::parse(kind).is_some_and(|kind| !off(kind.feature()))
    }

    fn list(&self, write: &mut Write<'_>, items: &[Item]) -> Result<()> {
        let rows: Vec<_> = items
            .iter()
            .filter(|item| self.carries(&item.kind))
            .flat_map(|item| listings_of(item, &self.site, &self.above))
            .collect();
        for chunk in rows.chunks(2_000) {
            on_each_engine!(write.connection, engine => diesel::insert_into(newswire_listings::table)
                .values(chunk)
                .execute(engine))?;
        }
        self.say_changed(write);
        Ok(())
    }

    fn say_changed(&self, write: &mut Write<'_>) {
        for node in std::iter::once(&self.site).chain(&self.above) {
            write.changed(Scope::News(node.id));
        }
    }
}
