//! Taking a site along: asking for it, fetching it, and the work in between.

mod fetch;
mod room;
mod work;

pub use work::{LIFETIME_SECONDS, Packer};

use rust_embed::RustEmbed;
use umbel_core::people::Role;
use umbel_web_kit::feature::{self, Feature, Route};
use umbel_web_kit::workplace::Room;

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

/// Taking a site along.
pub static FEATURE: Feature = Feature {
    key: "leaving",
    routes: &[
        Route::holding(Role::Manager, "/manage/leaving", room::show).taking_form(),
        Route::holding(Role::Manager, "/manage/leaving/{id}/file", fetch::file),
    ],
    rooms: &[Room::new("leaving", 88, Role::Manager)],
    templates: feature::built_in_templates::<Templates>,
    samples: room::samples,
    ..Feature::BUILT_IN
};
