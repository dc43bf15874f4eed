//! The tree of a site's pages: their order, and what hangs beneath what. A page that moves takes another address, and so
//! do the pages beneath it; the old addresses lead to the new ones.

use diesel::prelude::*;
use umbel_core::content::{DeskFilter, DeskRow, Post, PostKind, Sight, desk};
use umbel_core::schema::posts;
use umbel_core::slug::{fold, free_slug};
use umbel_core::tree::{Hung, Outline};
use umbel_core::{Error, Id, Instant, Result, SiteScope, SiteWrite};

use crate::publication::change_path;

/// The deepest level pages are put on by hand: 0 is the outermost.
pub const DEEPEST_PAGE_LEVEL: usize = 4;
/// The most pages that are put into order by hand.
pub const MOST_PAGES: i64 = 1_000;

/// The pages of a site in their order, with their levels. What was thrown away is not among them.
///
/// # Errors
/// When the database refuses.
pub fn pages_in_order(scope: &mut SiteScope<'_>) -> Result<(Outline, Vec<DeskRow>)> {
    let filter = DeskFilter {
        kind: PostKind::Page,
        sight: Sight::Everything,
        status: None,
        author: None,
        words: String::new(),
    };
    let mut pages = desk(scope, &filter, 0, MOST_PAGES)?;
    pages.sort_by_cached_key(|page| (page.position, fold(&page.title), page.id));
    let parents: Vec<(Id, Option<Id>)> = pages.iter().map(|page| (page.id, page.parent_id)).collect();
    let outline = Outline::of(&parents);
    pages.sort_by_key(|page| outline.lines().iter().position(|(id, _)| *id == page.id));
    Ok((outline, pages))
}

/// Puts the pages into an order that somebody made of the one there is. Returns whether anything changed.
///
/// # Errors
/// [`Error::Invalid`] when it does not hold exactly the pages there are.
pub fn arrange_pages(site: &mut SiteWrite<'_, '_>, wanted: &Outline, now: Instant) -> Result<bool> {
    let (current, pages) = pages_in_order(&mut site.read())?;
    if !wanted.has_same_lines(&current) {
        return Err(Error::Invalid("the pages have changed in the meantime".into()));
    }
    if *wanted == current {
        return Ok(false);
    }
    let hung_now = current.hung();
    for hung in wanted.hung() {
        let stood = hung_now.iter().find(|before| before.id == hung.id);
        if stood.is_some_and(|before| before.parent != hung.parent) {
            hang(site, hung, now)?;
        }
        if pages
            .iter()
            .any(|page| page.id == hung.id && page.position != hung.position)
        {
            let id = site.site;
            diesel::update(posts::table.find((id, hung.id)))
                .set(posts::position.eq(hung.position))
                .execute(site.connection())?;
        }
    }
    site.content_changed();
    Ok(true)
}

/// Moves one page beneath another, or to the top, to a place among those that are there.
///
/// # Errors
/// [`Error::Invalid`] when there is no such page, or it would come to stand beneath itself.
pub fn move_page(
    site: &mut SiteWrite<'_, '_>,
    page: Id,
    parent: Option<Id>,
    position: usize,
    now: Instant,
) -> Result<bool> {
    let missing = || Error::Invalid("there is no such page".into());
    let (current, _) = pages_in_order(&mut site.read())?;
    let hung = current.hung();
    let mut above = parent;
    while let Some(one) = above {
        if one == page {
            return Err(Error::Invalid("a page cannot stand beneath itself".into()));
        }
        above = hung.iter().find(|hung| hung.id == one).ok_or_else(missing)?.parent;
    }
    if !hung.iter().any(|hung| hung.id == page) {
        return Err(missing());
    }
    let mut siblings: Vec<Id> = hung
        .iter()
        .filter(|hung| hung.parent == parent && hung.id != page)
        .map(|hung| hung.id)
        .collect();
    siblings.insert(position.min(siblings.len()), page);
    let mut lines: Vec<(Id, Option<Id>)> = siblings.into_iter().map(|id| (id, parent)).collect();
    lines.extend(
        hung.iter()
            .filter(|hung| hung.parent != parent && hung.id != page)
            .map(|hung| (hung.id, hung.parent)),
    );
    arrange_pages(site, &Outline::of(&lines), now)
}

/// Hangs a page beneath another one: its address begins with that one's from now on.
fn hang(site: &mut SiteWrite<'_, '_>, hung: Hung, now: Instant) -> Result<()> {
    let missing = Error::NotFound("the page");
    let mut page = Post::find(&mut site.read(), hung.id)?.ok_or(missing)?;
    let parent = match hung.parent {
        Some(parent) => Post::find(&mut site.read(), parent)?,
        None => None,
    };
    let last = page.path.rsplit('/').next().unwrap_or_default();
    let wanted = match &parent {
        Some(parent) => format!("{}/{last}", parent.path),
        None => last.to_owned(),
    };
    let own = page.path.clone();
    let path = free_slug(&wanted, |path| {
        Ok::<_, Error>(path != own && Post::path_is_taken(&mut site.read(), PostKind::Page, path)?)
    })?;
    page.parent_id = hung.parent;
    page.save(site)?;
    change_path(site, &mut page, path, now)
}
