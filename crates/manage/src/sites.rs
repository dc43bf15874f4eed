//! The sites beneath a network, or the networks and sites beneath the umbrella: a list that can be searched.

mod found;
mod one;

pub(crate) use found::found;
pub(crate) use one::{AppealView, look_after};

use aggregator::tree_changes::{Liveliness, liveliness};
use multisite_router::TreeSite;
use serde::Serialize;
use std::sync::Arc;
use umbel_core::SiteScope;
use umbel_core::people::{Membership, SignedIn};
use umbel_core::slug::fold;
use umbel_core::tree::{SiteKind, SiteStatus};
use umbel_web_kit::path::query_value;
use umbel_web_kit::{Answer, Problem, Visit};

use umbel_web_kit::workplace;

/// Sites on a page.
const PAGE: usize = 50;
/// The most sites without a manager that are looked for in one network.
const MOST_ORPHANS: i64 = 1_000;
/// The filters, in the order in which they are shown. Their words are under `sites-show-<key>`.
const FILTERS: [&str; 4] = ["all", "archived", "suspended", "without-manager"];

/// `manage/sites.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SitesView {
    words: String,
    show: String,
    filters: Vec<FilterView>,
    count: String,
    sites: Vec<SiteRow>,
    earlier: Option<String>,
    later: Option<String>,
    new_text: String,
    is_filtered: bool,
}

/// A choice of what the list shows.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FilterView {
    text: String,
    url: String,
    current: bool,
}

/// A line of the list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SiteRow {
    name: String,
    url: String,
    host: String,
    /// What it is, when it is not what one expects here.
    kind: Option<String>,
    status: Option<String>,
    published: String,
    people: String,
}

/// `GET /manage/sites`
pub(crate) fn list(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let typed: String = visit.asked("q").unwrap_or_default().chars().take(100).collect();
    let show = visit
        .asked("show")
        .and_then(|asked| FILTERS.into_iter().find(|filter| *filter == asked))
        .unwrap_or("all");
    let number: usize = match visit.asked("page") {
        Some(text) => text
            .parse()
            .ok()
            .filter(|number| (1..=100_000).contains(number))
            .ok_or(Problem::NotFound)?,
        None => 1,
    };
    let found = found_sites(visit, &typed, show)?;
    let pages = found.len().div_ceil(PAGE).max(1);
    if number > pages {
        return Err(Problem::NotFound);
    }
    let page: Vec<&Arc<TreeSite>> = found.iter().skip((number - 1) * PAGE).take(PAGE).collect();
    let ids: Vec<_> = page.iter().map(|site| site.site.id).collect();
    let alive = liveliness(visit.connection, &ids)?;
    let words = visit.words();
    let at = |show: &str, number: usize| {
        let mut url = format!("/manage/sites?show={show}");
        if !typed.is_empty() {
            url.push_str(&format!("&q={}", query_value(&typed)));
        }
        if number > 1 {
            url.push_str(&format!("&page={number}"));
        }
        url
    };
    let is_umbrella = visit.current.here.site.kind == SiteKind::Umbrella;
    let view = SitesView {
        filters: FILTERS
            .into_iter()
            .map(|filter| FilterView {
                text: words.say(&format!("sites-show-{filter}")),
                url: at(filter, 1),
                current: filter == show,
            })
            .collect(),
        count: words.say_with("sites-count", &[("count", found.len().into())]),
        sites: page
            .iter()
            .map(|site| row(visit, site, alive.get(&site.site.id).copied().unwrap_or_default()))
            .collect(),
        earlier: (number > 1).then(|| at(show, number - 1)),
        later: (number < pages).then(|| at(show, number + 1)),
        new_text: words.say(if is_umbrella {
            "sites-new-network"
        } else {
            "sites-new-site"
        }),
        is_filtered: !typed.is_empty() || show != "all",
        show: show.to_owned(),
        words: typed,
    };
    workplace::page(visit, person, "sites", "manage/sites.html", &view)
}

/// What the list shows, by name. Without search and filter the umbrella shows its networks; else everything beneath it.
fn found_sites(visit: &mut Visit<'_>, typed: &str, show: &str) -> Result<Vec<Arc<TreeSite>>, Problem> {
    let here = visit.current.id();
    let tree = &visit.world.tree;
    let (mut found, _) = tree.children(here, 0, usize::MAX);
    let is_umbrella = visit.current.here.site.kind == SiteKind::Umbrella;
    if show == "without-manager" {
        let networks = if is_umbrella {
            found.iter().map(|network| network.site.id).collect()
        } else {
            vec![here]
        };
        found.clear();
        for network in networks {
            let scope = &mut SiteScope::new(network, visit.connection);
            let orphans = Membership::sites_without_manager(scope, visit.now, MOST_ORPHANS)?;
            found.extend(orphans.into_iter().filter_map(|site| tree.site(site.id)));
        }
        found.sort_by_cached_key(|site| fold(&site.site.name));
    } else if is_umbrella && (show != "all" || !typed.is_empty()) {
        let networks: Vec<_> = found.iter().map(|network| network.site.id).collect();
        for network in networks {
            found.extend(tree.children(network, 0, usize::MAX).0);
        }
        found.sort_by_cached_key(|site| fold(&site.site.name));
    }
    let wanted = fold(typed.trim());
    found.retain(|site| {
        let has_status = match show {
            "archived" => site.site.status == SiteStatus::Archived,
            "suspended" => site.site.status == SiteStatus::Suspended,
            _ => true,
        };
        let is_named = wanted.is_empty()
            || fold(&site.site.name).contains(&wanted)
            || site.host.contains(&wanted)
            || site.aliases.iter().any(|alias| alias.contains(&wanted));
        has_status && is_named
    });
    Ok(found)
}

fn row(visit: &Visit<'_>, site: &TreeSite, alive: Liveliness) -> SiteRow {
    let words = visit.words();
    let is_expected = matches!(
        (visit.current.here.site.kind, site.site.kind),
        (SiteKind::Umbrella, SiteKind::Network) | (SiteKind::Network, SiteKind::Site)
    );
    SiteRow {
        name: site.site.name.clone(),
        url: format!("/manage/sites/{}", site.site.id),
        host: site.host.clone(),
        kind: (!is_expected).then(|| words.say(&format!("sites-kind-{}", site.site.kind))),
        status: status_words(visit, site),
        published: match alive.published_at {
            Some(moment) => {
                let when = words.when(moment).relative;
                words.say_with("sites-published", &[("when", when.as_str().into())])
            }
            None => words.say("sites-published-never"),
        },
        people: words.say_with("sites-people", &[("count", alive.people.into())]),
    }
}

/// What there is to say of a site's status; nothing of an open one.
fn status_words(visit: &Visit<'_>, site: &TreeSite) -> Option<String> {
    (site.site.status != SiteStatus::Active).then(|| visit.words().say(&format!("sites-status-{}", site.site.status)))
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let row = SiteRow {
        name: "Boston group".into(),
        url: "/manage/sites/1".into(),
        host: "boston.cosecha.example".into(),
        kind: Some("site".into()),
        status: Some("closed".into()),
        published: "Last published today".into(),
        people: "3 people".into(),
    };
    let full = SitesView {
        words: "bos".into(),
        show: "all".into(),
        filters: vec![FilterView {
            text: "All".into(),
            url: "/manage/sites?show=all".into(),
            current: true,
        }],
        count: "1 site".into(),
        sites: vec![
            row.clone(),
            SiteRow {
                kind: None,
                status: None,
                ..row
            },
        ],
        earlier: Some("/manage/sites".into()),
        later: Some("/manage/sites?page=3".into()),
        new_text: "Start a site".into(),
        is_filtered: true,
    };
    let empty = SitesView {
        sites: Vec::new(),
        earlier: None,
        later: None,
        is_filtered: false,
        ..full.clone()
    };
    let mut samples = vec![
        workplace::sample("manage/sites.html", &full),
        workplace::sample("manage/sites.html", &empty),
    ];
    samples.extend(one::samples());
    samples.extend(found::samples());
    samples
}
