//! The media library: pictures, documents and recordings of a site.

mod item;
mod json;
mod list;
mod one;
mod upload;

use rust_embed::RustEmbed;
use umbel_core::people::Role;
use umbel_web_kit::feature::{self, Feature, Route};
use umbel_web_kit::workplace::Room;

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

/// The media library: pictures, documents and recordings of a site.
pub static FEATURE: Feature = Feature {
    key: "library",
    routes: &[
        Route::holding(Role::Contributor, "/manage/library", list::show)
            .reading(&["q", "kind", "show", "before", "done"]),
        Route::holding(Role::Contributor, "/manage/library/upload", upload::receive)
            .reading(&["name", "done"])
            .taking_files(),
        Route::holding(Role::Contributor, "/manage/library/choose", json::choose)
            .reading(&["q", "kind", "after", "id", "done"]),
        Route::holding(Role::Contributor, "/manage/library/{id}", one::look_after).taking_form(),
        Route::holding(Role::Contributor, "/manage/library/{id}/removal", one::remove).taking_form(),
    ],
    rooms: &[Room::new("library", 14, Role::Contributor)],
    templates: feature::built_in_templates::<Templates>,
    samples,
    ..Feature::BUILT_IN
};

fn samples() -> Vec<(&'static str, tera::Context)> {
    let mut samples = list::samples();
    samples.extend(one::samples());
    samples
}
