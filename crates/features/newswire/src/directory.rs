//! The directory: networks with their sites, and the newest thing of each.

use aggregator::newswire;
use multisite_router::TreeSite;
use std::sync::Arc;
use umbel_core::SiteId;
use umbel_core::tree::SiteKind;
use umbel_web_kit::stones::{Link, Pager};
use umbel_web_kit::{Answer, PageHead, Problem, Visit};

use crate::items::absolute;
use crate::views::{DirectoryView, NetworkView, NewestView, SiteView};

/// Networks on the umbrella's page.
const NETWORKS: usize = 30;
/// Sites shown of each network there.
const SITES_OF_EACH: usize = 24;
/// Sites on a network's own page.
const PAGE: usize = 100;

/// A network, those of its sites that are shown, and how many it has.
type NetworkWithSites = (Arc<TreeSite>, Vec<Arc<TreeSite>>, usize);

/// `GET /directory`
pub(crate) fn show(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let number: usize = match visit.asked("page") {
        Some(text) => text
            .parse()
            .ok()
            .filter(|number| (1..=100_000).contains(number))
            .ok_or(Problem::NotFound)?,
        None => 1,
    };
    let tree = Arc::clone(&visit.world.tree);
    let here = Arc::clone(&visit.current.here);
    let offset = number - 1;
    let (networks, count, pages): (Vec<NetworkWithSites>, usize, usize) = if here.site.kind == SiteKind::Umbrella {
        let (networks, total) = tree.children(here.site.id, offset * NETWORKS, NETWORKS);
        let with_sites = networks
            .into_iter()
            .map(|network| {
                let (sites, count) = tree.children(network.site.id, 0, SITES_OF_EACH);
                (network, sites, count)
            })
            .collect();
        (
            with_sites,
            tree.len().saturating_sub(1 + total),
            total.div_ceil(NETWORKS),
        )
    } else {
        let (sites, total) = tree.children(here.site.id, offset * PAGE, PAGE);
        (vec![(here, sites, 0)], total, total.div_ceil(PAGE))
    };
    if number > pages.max(1) {
        return Err(Problem::NotFound);
    }
    let ids: Vec<SiteId> = networks
        .iter()
        .flat_map(|(_, sites, _)| sites.iter().map(|site| site.site.id))
        .collect();
    let mut newest = newswire::newest_of(visit.connection, &ids)?;
    let words = visit.words();
    let mut site_view = |site: &Arc<TreeSite>| {
        let base = visit.world.origin.of(&site.host);
        SiteView {
            name: site.site.name.clone(),
            place: site.site.place.clone(),
            lang: site.site.locale.clone(),
            mark: visit.world.mark_of(site),
            newest: newest.remove(&site.site.id).map(|item| NewestView {
                url: absolute(&base, &item.url),
                when: words.when(item.published_at),
                title: item.title,
            }),
            url: base,
        }
    };
    let view = DirectoryView {
        networks: networks
            .iter()
            .map(|(network, sites, count)| {
                let url = visit.world.origin.of(&network.host);
                NetworkView {
                    name: network.site.name.clone(),
                    tagline: network.site.tagline.clone(),
                    mark: visit.world.mark_of(network),
                    sites: sites
                        .iter()
                        .filter(|site| site.site.status.is_readable())
                        .map(&mut site_view)
                        .collect(),
                    more: (*count > SITES_OF_EACH).then(|| {
                        let rest = count - SITES_OF_EACH;
                        let text = words.say_with(
                            "more-from",
                            &[("count", rest.into()), ("site", network.site.name.as_str().into())],
                        );
                        Link::new(text, format!("{url}/directory"))
                    }),
                    url,
                }
            })
            .collect(),
        site_count: count,
        pager: Pager {
            newer: (number > 1).then(|| at(number - 1)),
            older: (number < pages).then(|| at(number + 1)),
        },
    };
    let head = PageHead::new(words.say("directory-heading"), at(number));
    visit.page("newswire/directory.html", head, &view)
}

fn at(number: usize) -> String {
    if number == 1 {
        "/directory".into()
    } else {
        format!("/directory?page={number}")
    }
}
