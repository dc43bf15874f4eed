//! Putting a site's own menus in order.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::menus::MenuItem;
use super::outline::Outline;
use crate::database::{SiteScope, SiteWrite};
use crate::schema::menu_items;
use crate::{Id, Result};

/// The menus that pages show: at the top and at the foot.
pub const MENUS: [&str; 2] = ["main", "footer"];
/// Menus are shown on two levels: 0 and 1.
pub const DEEPEST_MENU_LEVEL: usize = 1;
/// The most lines one menu has.
pub const MOST_MENU_LINES: usize = 100;

/// A line of a menu apart from where it is stored: what it takes to put a menu back as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MenuLineText {
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub url: String,
    /// Its level: 0 is the outermost.
    pub level: usize,
}

impl MenuItem {
    /// The lines of one menu from top to bottom, each with its level.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn lines(scope: &mut SiteScope<'_>, menu: &str) -> Result<Vec<(Self, usize)>> {
        let items: Vec<Self> = menu_items::table
            .filter(menu_items::site_id.eq(scope.site))
            .filter(menu_items::menu.eq(menu))
            .order((menu_items::position, menu_items::id))
            .load(scope.connection)?;
        let parents: Vec<(Id, Option<Id>)> = items.iter().map(|item| (item.id, item.parent_id)).collect();
        Ok(Outline::of(&parents)
            .lines()
            .iter()
            .filter_map(|(id, level)| {
                let item = items.iter().find(|item| item.id == *id)?;
                Some((item.clone(), *level))
            })
            .collect())
    }

    /// Changes what a line says and where it leads.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn rewrite(site: &mut SiteWrite<'_, '_>, line: Id, label: &str, url: &str) -> Result<()> {
        let id = site.site;
        diesel::update(menu_items::table.find((id, line)))
            .set((menu_items::label.eq(label), menu_items::url.eq(url)))
            .execute(site.connection())?;
        site.identity_changed();
        Ok(())
    }

    /// Hangs the lines of a menu as an outline has them.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn arrange(site: &mut SiteWrite<'_, '_>, outline: &Outline) -> Result<()> {
        let id = site.site;
        for line in outline.hung() {
            diesel::update(menu_items::table.find((id, line.id)))
                .set((
                    menu_items::parent_id.eq(line.parent),
                    menu_items::position.eq(line.position),
                ))
                .execute(site.connection())?;
        }
        site.identity_changed();
        Ok(())
    }

    /// Removes one line. Lines beneath it must hang elsewhere by then, or they go, too.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn remove(site: &mut SiteWrite<'_, '_>, line: Id) -> Result<()> {
        let id = site.site;
        diesel::delete(menu_items::table.find((id, line))).execute(site.connection())?;
        site.identity_changed();
        Ok(())
    }

    /// Replaces a whole menu by these lines; with none the site arranges it by itself again.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn replace(site: &mut SiteWrite<'_, '_>, menu: &str, lines: &[MenuLineText]) -> Result<()> {
        let id = site.site;
        diesel::delete(
            menu_items::table
                .filter(menu_items::site_id.eq(id))
                .filter(menu_items::menu.eq(menu)),
        )
        .execute(site.connection())?;
        let now = site.write.now;
        let ids: Vec<Id> = lines.iter().map(|_| Id::new(now)).collect();
        let outline = Outline::new(ids.iter().copied().zip(lines.iter().map(|line| line.level)).collect());
        for (hung, line) in outline.hung().into_iter().zip(lines) {
            Self::insert(
                site,
                &Self {
                    site_id: id,
                    id: hung.id,
                    menu: menu.to_owned(),
                    parent_id: hung.parent,
                    label: line.label.clone(),
                    url: line.url.clone(),
                    position: hung.position,
                },
            )?;
        }
        site.identity_changed();
        Ok(())
    }

    /// Lets every line that leads to an address lead to another one, because what was there has moved.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn follow(site: &mut SiteWrite<'_, '_>, from: &str, to: &str) -> Result<()> {
        let id = site.site;
        let changed = diesel::update(
            menu_items::table
                .filter(menu_items::site_id.eq(id))
                .filter(menu_items::url.eq(from)),
        )
        .set(menu_items::url.eq(to))
        .execute(site.connection())?;
        if changed > 0 {
            site.identity_changed();
        }
        Ok(())
    }
}
