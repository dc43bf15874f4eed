//! Pages that stand by themselves, and the search of a site. Every site has both.

mod page;
mod search;
mod views;

use rust_embed::RustEmbed;
use umbel_core::content::{PostKind, PostSummary};
use umbel_web_kit::feature::{self, Feature, Route, SitemapPart};

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

/// Pages and search. Its last address takes whatever no other feature wanted, so it is registered last.
pub static FEATURE: Feature = Feature {
    key: "pages",
    routes: &[
        Route::get("/search", search::show).reading(&["q", "from"]).never_kept(),
        Route::get("/{path:.*}", page::show)
            .taking_form()
            .for_members(page::show_to_members)
            .showing(PostKind::Page, page::present),
    ],
    sitemap: Some(SitemapPart {
        count: |visit| {
            let now = visit.now;
            Ok(PostSummary::counts(&mut visit.scope(), now)?.1)
        },
        list: |visit, offset, limit| {
            let now = visit.now;
            Ok(PostSummary::for_sitemap(
                &mut visit.scope(),
                PostKind::Page,
                now,
                offset,
                limit,
            )?)
        },
    }),
    searched: &["page"],
    templates: feature::built_in_templates::<Templates>,
    samples: views::samples,
    ..Feature::BUILT_IN
};
