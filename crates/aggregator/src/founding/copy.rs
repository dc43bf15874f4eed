//! What a new site takes from its template: pages, menus, its front page, features. Theme, colour and letters come with its
//! row. The pictures and files that its pages
//! show are copied. People, contacts, posts and events stay where they are.

use diesel::prelude::*;
use std::collections::HashMap;
use umbel_core::content::{FileKeeper, Media, Post, PostKind, visible};
use umbel_core::schema::{menu_items, posts};
use umbel_core::tree::{
    FrontParts, MenuItem, Setting, Site, disable_feature, enable_feature, feature_choices, setting, write_setting,
};
use umbel_core::{Id, Result, SiteId, SiteScope, SiteWrite};

use crate::publication;

/// The most pages and the most lines of menus that are copied.
const MOST: i64 = 200;
/// The most pictures and files of pages that are copied: it happens while somebody waits.
const MOST_FILES: usize = 60;
/// Lines of menus hang at most so deep.
const DEEPEST_MENU: usize = 6;
/// The settings that belong to the look. The others are about the template itself, or lead to its pictures.
const COPIED: [Setting; 2] = [Setting::FrontSections, Setting::FrontIntro];

/// Copies what a template has into a site that is being founded beneath `above`.
///
/// # Errors
/// When the database refuses.
pub(super) fn from_template(
    site: &mut SiteWrite<'_, '_>,
    template: &Site,
    above: SiteId,
    files: &dyn FileKeeper,
) -> Result<()> {
    settings(site, template.id)?;
    features(site, template.id, above)?;
    pages(site, template.id, files)?;
    menus(site, template.id)
}

fn settings(site: &mut SiteWrite<'_, '_>, template: SiteId) -> Result<()> {
    for which in COPIED {
        let value = setting(&mut SiteScope::new(template, site.connection()), which)?;
        if let Some(value) = value {
            write_setting(site, which, &value)?;
        }
    }
    if let Some(parts) = setting(&mut SiteScope::new(template, site.connection()), Setting::FrontParts)? {
        let parts = FrontParts::read(&parts).for_another_site();
        write_setting(site, Setting::FrontParts, &parts.text()?)?;
    }
    Ok(())
}

/// What is on there is on here, as far as the node above offers it.
fn features(site: &mut SiteWrite<'_, '_>, template: SiteId, above: SiteId) -> Result<()> {
    let offered = setting(&mut SiteScope::new(above, site.connection()), Setting::FeaturesOffered)?;
    let is_offered = |key: &str| {
        offered
            .as_deref()
            .is_none_or(|keys| keys.split(',').any(|offered| offered.trim() == key))
    };
    for (_, key, enabled) in feature_choices(site.connection(), Some(template))? {
        if !enabled {
            disable_feature(site, &key)?;
        } else if is_offered(&key) {
            enable_feature(site, &key)?;
        }
    }
    Ok(())
}

/// The pages everybody may read there. A copy must not show what is hidden.
fn pages(site: &mut SiteWrite<'_, '_>, template: SiteId, files: &dyn FileKeeper) -> Result<()> {
    let now = site.write.now;
    // By path, so that a page comes before those beneath it.
    let pages: Vec<Post> = posts::table
        .filter(posts::site_id.eq(template))
        .filter(posts::kind.eq(PostKind::Page))
        .filter(visible(now))
        .order((posts::path, posts::id))
        .limit(MOST)
        .load(site.connection())?;
    let shown = Shown::copied(site, template, &pages, files)?;
    let mut copies: HashMap<Id, Id> = HashMap::new();
    for page in pages {
        let copy = Post {
            site_id: site.site,
            id: Id::new(now),
            parent_id: page.parent_id.and_then(|parent| copies.get(&parent).copied()),
            author_id: None,
            picture_id: page.picture_id.and_then(|picture| shown.ids.get(&picture).copied()),
            source: shown.rewritten(&page.source),
            html: shown.rewritten(&page.html),
            published_at: Some(now),
            created_at: now,
            updated_at: now,
            ..page.clone()
        };
        Post::insert(site, &copy)?;
        publication::renew_post(site, &copy, now)?;
        copies.insert(page.id, copy.id);
    }
    Ok(())
}

/// The pictures and files that pages show: where they were, and where they are.
struct Shown {
    ids: HashMap<Id, Id>,
    paths: Vec<(String, String)>,
}

impl Shown {
    /// Copies what the pages show. The site must go on when its template does not.
    fn copied(site: &mut SiteWrite<'_, '_>, template: SiteId, pages: &[Post], files: &dyn FileKeeper) -> Result<Self> {
        let texts: Vec<&str> = pages
            .iter()
            .flat_map(|page| [page.source.as_str(), page.html.as_str()])
            .collect();
        let pictures: Vec<Id> = pages.iter().filter_map(|page| page.picture_id).collect();
        let mut shown = Self {
            ids: HashMap::new(),
            paths: Vec::new(),
        };
        for media in Media::named_in(site, template, &texts, &pictures, MOST_FILES)? {
            let copy = media.copy_into(site, files)?;
            shown.ids.insert(media.id, copy.id);
            shown.paths.push((media.path_beginning(), copy.path_beginning()));
        }
        Ok(shown)
    }

    /// A text whose pictures lead to the copies.
    fn rewritten(&self, text: &str) -> String {
        self.paths
            .iter()
            .fold(text.to_owned(), |text, (before, after)| text.replace(before, after))
    }
}

fn menus(site: &mut SiteWrite<'_, '_>, template: SiteId) -> Result<()> {
    let now = site.write.now;
    let mut waiting: Vec<MenuItem> = menu_items::table
        .filter(menu_items::site_id.eq(template))
        .order((menu_items::menu, menu_items::position, menu_items::id))
        .limit(MOST)
        .load(site.connection())?;
    let mut copies: HashMap<Id, Id> = HashMap::new();
    // A line can be added once the line it hangs under is there.
    for _ in 0..DEEPEST_MENU {
        let mut later = Vec::new();
        for item in waiting {
            let parent = match item.parent_id {
                None => None,
                Some(parent) => match copies.get(&parent) {
                    Some(copy) => Some(*copy),
                    None => {
                        later.push(item);
                        continue;
                    }
                },
            };
            let copy = MenuItem {
                site_id: site.site,
                id: Id::new(now),
                parent_id: parent,
                ..item.clone()
            };
            MenuItem::insert(site, &copy)?;
            copies.insert(item.id, copy.id);
        }
        waiting = later;
    }
    Ok(())
}
