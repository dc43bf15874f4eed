//! The newswire's pages: the news of all sites on the umbrella, of a network's sites on the network, and the directory.

mod directory;
mod feeds;
mod items;
mod lists;
mod views;

use rust_embed::RustEmbed;
use umbel_web_kit::feature::{self, ABOVE_SITES, Feature, FeedLink, FrontSection, NavLink, Route};

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

/// The newswire. On a site it decides whether the site's news are carried further up; on networks and the umbrella it has
/// pages of its own.
pub static FEATURE: Feature = Feature {
    key: "newswire",
    optional: true,
    routes: &[
        Route::get("/news", lists::news)
            .reading(&["kind", "topic", "network", "lang", "after"])
            .on(ABOVE_SITES),
        Route::get("/news/feed", feeds::news)
            .reading(&["kind", "topic", "network", "lang"])
            .on(ABOVE_SITES),
        Route::get("/news/feed/{format:atom|json}", feeds::news)
            .reading(&["kind", "topic", "network", "lang"])
            .on(ABOVE_SITES),
        Route::get("/directory", directory::show)
            .reading(&["page"])
            .on(ABOVE_SITES),
    ],
    nav: Some(NavLink {
        label: "nav-news",
        path: "/news",
        position: 5,
        kinds: ABOVE_SITES,
    }),
    section: Some(FrontSection {
        position: 15,
        render: lists::section,
    }),
    feeds: &[FeedLink {
        title: "feed-news-title",
        path: "/news/feed",
        mime: "application/rss+xml",
        kinds: ABOVE_SITES,
    }],
    templates: feature::built_in_templates::<Templates>,
    samples: views::samples,
    ..Feature::BUILT_IN
};
