//! Pages beneath pages.

use std::collections::HashMap;

use umbel_core::content::{Post, PostKind};
use umbel_core::{Id, Result, SiteWrite};

use aggregator::publication::renew_post;

use super::finish::Waiting;
use super::originals;
use super::posts::{free_path, redirect_addresses, remember_addresses, taken_as, url_of};
use super::run::Import;
use crate::wxr::Item;

/// The longest path of a page, in characters: it stands in an index.
const LONGEST_PATH: usize = 500;

/// Whether a path begins with one of Umbel's own addresses.
pub(super) fn is_reserved(kind: PostKind, path: &str) -> bool {
    kind == PostKind::Page && umbel_core::paths::is_reserved(path)
}

/// The address of a public post. An empty page in the place of one of Umbel's lists was there to
/// show that list, as WordPress's page of posts is.
pub(super) fn public_url(post: &Post, slug: &str) -> String {
    if post.html.trim().is_empty() && post.parent_id.is_none() && is_reserved(post.kind, slug) {
        return format!("/{slug}");
    }
    url_of(post)
}

/// Where a page goes.
pub(super) struct Placement {
    pub(super) path: String,
    pub(super) parent: Option<Id>,
    /// Whether it stays there: the page above may come later in the file.
    pub(super) is_final: bool,
}

impl Placement {
    /// At this path for good.
    pub(super) fn at(path: String) -> Self {
        Self {
            path,
            parent: None,
            is_final: true,
        }
    }
}

/// The pages of the file, by their numbers there.
#[derive(Default)]
pub(super) struct Pages(HashMap<i64, Page>);

struct Page {
    id: Id,
    path: String,
    has_place: bool,
}

impl Pages {
    /// Remembers a page.
    pub(super) fn add(&mut self, number: i64, page: &Post, has_place: bool) {
        let page = Page {
            id: page.id,
            path: page.path.clone(),
            has_place,
        };
        self.0.insert(number, page);
    }

    fn placed(&self, number: i64) -> Option<(Id, String)> {
        let page = self.0.get(&number).filter(|page| page.has_place)?;
        Some((page.id, page.path.clone()))
    }
}

/// Where a page goes as far as is known while the file is being read.
pub(super) fn placement(
    import: &mut Import<'_>,
    site: &mut SiteWrite<'_, '_>,
    item: &Item,
    name: &str,
    slug: &str,
) -> Result<Placement> {
    if item.post_parent != 0 && import.pages.placed(item.post_parent).is_none() {
        // No slug holds a tilde, so that this path is in nobody's way.
        let path = free_path(
            site,
            PostKind::Page,
            &provisional_path(slug, item.post_id),
            item.post_id,
        )?;
        return Ok(Placement {
            path,
            parent: None,
            is_final: false,
        });
    }
    place(import, site, item.post_parent, name, slug, item.post_id)
}

fn provisional_path(slug: &str, number: i64) -> String {
    format!("{slug}~{number}")
}

/// Where a page goes, beneath the page numbered `parent` if that has a place.
fn place(
    import: &mut Import<'_>,
    site: &mut SiteWrite<'_, '_>,
    parent: i64,
    name: &str,
    slug: &str,
    number: i64,
) -> Result<Placement> {
    let mut above = import.pages.placed(parent);
    if let Some((_, path)) = &above
        && path.chars().count() + slug.chars().count() >= LONGEST_PATH
    {
        let why = "It lies too deep beneath other pages.";
        import.reporter.note(name, "its place", why);
        above = None;
    }
    let wanted = match &above {
        Some((_, path)) => format!("{path}/{slug}"),
        None => slug.to_owned(),
    };
    let path = free_path(site, PostKind::Page, &wanted, number)?;
    if path != wanted {
        let what = format!("its address “/{wanted}” became “/{path}”");
        let why = if is_reserved(PostKind::Page, &wanted) {
            "The address is one of Umbel's own."
        } else {
            "The address is taken."
        };
        import.reporter.note(name, &what, why);
    }
    Ok(Placement {
        path,
        parent: above.map(|(id, _)| id),
        is_final: true,
    })
}

/// The waiting pages in an order in which those above come first, as places in the list. Pages that
/// stand above each other in a ring come in any order.
pub(super) fn parents_first(waiting: &[Waiting]) -> Vec<usize> {
    let places: HashMap<i64, usize> = waiting
        .iter()
        .enumerate()
        .filter(|(_, page)| page.needs_place)
        .map(|(place, page)| (page.number, place))
        .collect();
    let mut was_met = vec![false; waiting.len()];
    let mut ordered = Vec::with_capacity(places.len());
    for start in 0..waiting.len() {
        let mut chain = Vec::new();
        let mut next = waiting.get(start).and_then(|page| places.get(&page.number)).copied();
        while let Some(place) = next
            && let Some(met) = was_met.get_mut(place)
            && !*met
        {
            *met = true;
            chain.push(place);
            next = waiting.get(place).and_then(|page| places.get(&page.parent)).copied();
        }
        ordered.extend(chain.into_iter().rev());
    }
    ordered
}

/// Gives a page the place it waited for, and says whether that is the one it had there.
pub(super) fn settle(import: &mut Import<'_>, site: &mut SiteWrite<'_, '_>, waiting: &Waiting) -> Result<bool> {
    let Some(mut page) = Post::find(&mut site.read(), waiting.post)? else {
        return Ok(true);
    };
    let had_place = page.path != provisional_path(&waiting.slug, waiting.number);
    let has_parent = import.pages.placed(waiting.parent).is_some();
    if !has_parent {
        let why = "The page above it is not in the file, or the two stand above each other.";
        import
            .reporter
            .note(&waiting.label, "its place beneath another page", why);
    }
    if has_parent || !had_place {
        let former_url = url_of(&page);
        let placement = place(
            import,
            site,
            waiting.parent,
            &waiting.label,
            &waiting.slug,
            waiting.number,
        )?;
        page.path = placement.path;
        page.parent_id = placement.parent;
        page.save(site)?;
        originals::now_is(import, site, &waiting.key, taken_as(&page))?;
        let moment = import.ids.moment(site.write.now);
        renew_post(site, &page, moment)?;
        let url = public_url(&page, &waiting.slug);
        redirect_addresses(import, site, &page, &waiting.old_addresses, &url)?;
        if had_place {
            let former = [former_url];
            redirect_addresses(import, site, &page, &former, &url)?;
        }
    }
    let url = public_url(&page, &waiting.slug);
    remember_addresses(import, waiting.number, &page, &waiting.old_addresses, &url);
    import.pages.add(waiting.number, &page, true);
    Ok(has_parent)
}
