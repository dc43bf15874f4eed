//! How a site is ordered and how it goes: topics, tags, menus, the tree of pages, figures, and where things show.

mod chart;
mod events;
mod figures;
mod lines;
mod menus;
mod pages;
mod remedies;
mod term;
mod topics;
mod whereabouts;

use rust_embed::RustEmbed;
use umbel_core::Id;
use umbel_core::people::Role;
use umbel_web_kit::feature::{self, Feature, Route};
use umbel_web_kit::workplace::Room;
use umbel_web_kit::{Problem, Visit};

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

/// How a site is ordered and how it goes: topics, tags, menus, the tree of pages, figures, and where things show.
pub static FEATURE: Feature = Feature {
    key: "arrangement",
    routes: &[
        Route::holding(Role::Contributor, "/manage/events", events::list).reading(&["q", "page", "done"]),
        Route::holding(Role::Editor, "/manage/topics", topics::arrange)
            .reading(&["q", "done"])
            .taking_form(),
        Route::holding(Role::Editor, "/manage/topics/{id}", term::change).taking_form(),
        Route::holding(Role::Editor, "/manage/menus", menus::arrange)
            .reading(&["menu", "done"])
            .taking_form(),
        Route::holding(Role::Editor, "/manage/menus/pages", pages::arrange).taking_form(),
        Route::holding(Role::Editor, "/manage/figures", figures::show).reading(&["days", "done"]),
        Route::holding(Role::Contributor, "/manage/whereabouts/post/{id}", whereabouts::of_post).taking_form(),
        Route::holding(
            Role::Contributor,
            "/manage/whereabouts/event/{id}",
            whereabouts::of_event,
        )
        .taking_form(),
    ],
    rooms: &[
        Room::new("events", 13, Role::Contributor),
        Room::new("topics", 20, Role::Editor),
        Room::new("menus", 22, Role::Editor),
        Room::new("figures", 30, Role::Editor),
    ],
    templates: feature::built_in_templates::<Templates>,
    samples,
    ..Feature::BUILT_IN
};

/// The id that stands in the path.
fn id_in_path(visit: &Visit<'_>) -> Result<Id, Problem> {
    visit.parameter("id").parse().map(Id).map_err(|_| Problem::NotFound)
}

fn samples() -> Vec<(&'static str, tera::Context)> {
    let mut samples = topics::samples();
    samples.extend(term::samples());
    samples.extend(lines::samples());
    samples.extend(menus::samples());
    samples.extend(pages::samples());
    samples.extend(figures::samples());
    samples.extend(events::samples());
    samples.extend(whereabouts::samples());
    samples
}
