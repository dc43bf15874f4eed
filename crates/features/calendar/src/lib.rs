//! The calendar: events with their dates, pages for each, and iCalendar files.

mod cards;
mod event;
mod ics;
mod lists;
mod views;

use rust_embed::RustEmbed;
use umbel_core::content::Event;
use umbel_web_kit::feature::{self, EVERYWHERE, Feature, FrontSection, NavLink, Route, SitemapPart};

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

/// The calendar.
pub static FEATURE: Feature = Feature {
    key: "calendar",
    optional: true,
    routes: &[
        Route::get("/events", lists::upcoming),
        Route::get("/calendar", lists::month).reading(&["month"]),
        Route::get("/calendar.ics", ics::all),
        Route::get("/events/{slug}.ics", ics::one),
        Route::get("/events/{slug}", event::next_date),
        Route::get("/events/{slug}/{date}", event::one_date),
    ],
    nav: Some(NavLink {
        label: "nav-events",
        path: "/events",
        position: 10,
        kinds: EVERYWHERE,
    }),
    section: Some(FrontSection {
        position: 10,
        render: lists::section,
    }),
    sitemap: Some(SitemapPart {
        count: |visit| {
            let now = visit.now;
            Ok(Event::count(&mut visit.scope(), now)?)
        },
        list: |visit, offset, limit| {
            let now = visit.now;
            // Events are few enough for one file; what lies beyond the first part would be asked for by number only.
            let skip = usize::try_from(offset).unwrap_or(0);
            let all = Event::for_sitemap(&mut visit.scope(), now, offset + limit)?;
            Ok(all.into_iter().skip(skip).collect())
        },
    }),
    searched: &["event"],
    templates: feature::built_in_templates::<Templates>,
    samples: views::samples,
    ..Feature::BUILT_IN
};
