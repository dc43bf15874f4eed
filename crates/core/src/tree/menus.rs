//! A site's own menus.

use diesel::prelude::*;

use crate::database::{SiteScope, SiteWrite};
use crate::schema::menu_items;
use crate::{Id, Result, SiteId};

/// One line of a menu.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = menu_items, treat_none_as_default_value = false)]
pub struct MenuItem {
    /// The site.
    pub site_id: SiteId,
    /// Its identifier within the site.
    pub id: Id,
    /// Which menu: `main` or `footer`.
    pub menu: String,
    /// The line it hangs under.
    pub parent_id: Option<Id>,
    /// What it says.
    pub label: String,
    /// Where it leads: a path on the site or a whole address.
    pub url: String,
    /// Its place among its siblings.
    pub position: i32,
}

/// A line with the lines under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuEntry {
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub url: String,
    /// The lines under it.
    pub children: Vec<MenuEntry>,
}

impl MenuItem {
    /// Adds a line.
    ///
    /// # Errors
    /// When the database refuses, as it does for a parent of another site.
    pub fn insert(site: &mut SiteWrite<'_, '_>, item: &Self) -> Result<()> {
        diesel::insert_into(menu_items::table)
            .values(item)
            .execute(site.connection())?;
        site.identity_changed();
        Ok(())
    }

    /// All menus of a site as trees, by name: one query.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn trees(scope: &mut SiteScope<'_>) -> Result<Vec<(String, Vec<MenuEntry>)>> {
        let items: Vec<Self> = menu_items::table
            .filter(menu_items::site_id.eq(scope.site))
            .order((menu_items::menu, menu_items::position, menu_items::id))
            .load(scope.connection)?;
        let mut names: Vec<&str> = items.iter().map(|item| item.menu.as_str()).collect();
        names.dedup();
        Ok(names
            .iter()
            .map(|name| ((*name).to_owned(), beneath(&items, name, None, 0)))
            .collect())
    }
}

fn beneath(items: &[MenuItem], menu: &str, parent: Option<Id>, depth: usize) -> Vec<MenuEntry> {
    // Menus deeper than this cannot be shown; the bound also ends a loop that should not exist.
    if depth > 4 {
        return Vec::new();
    }
    items
        .iter()
        .filter(|item| item.menu == menu && item.parent_id == parent)
        .map(|item| MenuEntry {
            label: item.label.clone(),
            url: item.url.clone(),
            children: beneath(items, menu, Some(item.id), depth + 1),
        })
        .collect()
}
