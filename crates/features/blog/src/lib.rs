//! The blog: posts by date, topic, tag, author and month, comments, and feeds of all of these.

mod cards;
mod comment;
mod comment_views;
mod feeds;
mod lists;
mod post;
mod views;

use rust_embed::RustEmbed;
use umbel_core::content::{PostKind, PostSummary};
use umbel_web_kit::feature::{self, EVERYWHERE, Feature, FeedLink, FrontSection, NavLink, Route, SitemapPart};

pub use cards::PostCard;

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

/// The blog.
pub static FEATURE: Feature = Feature {
    key: "blog",
    optional: true,
    routes: &[
        Route::get("/blog", lists::newest).reading(&["after"]),
        Route::get("/blog/topics/{slug}", lists::by_topic).reading(&["after"]),
        Route::get("/blog/tags/{slug}", lists::by_tag).reading(&["after"]),
        Route::get("/blog/authors/{slug}", lists::by_author).reading(&["after"]),
        Route::get("/blog/archive/{year}/{month}", lists::by_month).reading(&["after"]),
        Route::get("/feed", feeds::newest),
        Route::get("/feed/atom", feeds::newest),
        Route::get("/feed/json", feeds::newest),
        Route::get("/blog/topics/{slug}/feed", feeds::by_topic),
        Route::get("/blog/topics/{slug}/feed/{format:atom|json}", feeds::by_topic),
        Route::get("/blog/tags/{slug}/feed", feeds::by_tag),
        Route::get("/blog/tags/{slug}/feed/{format:atom|json}", feeds::by_tag),
        Route::get("/blog/{slug}", post::show)
            .taking_form()
            .for_members(post::show_to_members)
            .showing(PostKind::Post, post::present),
        Route::get("/blog/{slug}/comments", comment::as_guest)
            .never_kept()
            .taking_form()
            .reading(&["answer"]),
        Route::signed_in("/blog/{slug}/comment", comment::by_name)
            .taking_form()
            .reading(&["answer", "done"]),
        Route::get("/blog/{slug}/comments/sent", comment::sent)
            .never_kept()
            .reading(&["how"]),
        Route::get("/blog/{slug}/feed", feeds::comments),
        Route::get("/blog/{slug}/feed/{format:atom|json}", feeds::comments),
    ],
    nav: Some(NavLink {
        label: "nav-blog",
        path: "/blog",
        position: 20,
        kinds: EVERYWHERE,
    }),
    section: Some(FrontSection {
        position: 20,
        render: lists::section,
    }),
    sitemap: Some(SitemapPart {
        count: |visit| {
            let now = visit.now;
            Ok(PostSummary::counts(&mut visit.scope(), now)?.0)
        },
        list: |visit, offset, limit| {
            let now = visit.now;
            Ok(PostSummary::for_sitemap(
                &mut visit.scope(),
                PostKind::Post,
                now,
                offset,
                limit,
            )?)
        },
    }),
    searched: &["post"],
    feeds: &[
        FeedLink {
            title: "feed-posts-title",
            path: "/feed",
            mime: "application/rss+xml",
            kinds: EVERYWHERE,
        },
        FeedLink {
            title: "feed-posts-title",
            path: "/feed/atom",
            mime: "application/atom+xml",
            kinds: EVERYWHERE,
        },
        FeedLink {
            title: "feed-posts-title",
            path: "/feed/json",
            mime: "application/feed+json",
            kinds: EVERYWHERE,
        },
    ],
    templates: feature::built_in_templates::<Templates>,
    samples: views::samples,
    ..Feature::BUILT_IN
};
