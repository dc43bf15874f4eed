//! How a site looks: theme, colours, letters, pictures, and the order of its front page.

mod palette;
mod room;
mod sent;
mod views;

use rust_embed::RustEmbed;
use umbel_core::people::Role;
use umbel_web_kit::feature::{self, Feature, Route};
use umbel_web_kit::front::TRIED_STYLE_PATH;
use umbel_web_kit::workplace::Room;

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

/// How a site looks: theme, colours, letters, pictures, and the order of its front page.
pub static FEATURE: Feature = Feature {
    key: "appearance",
    routes: &[
        Route::holding(Role::Manager, "/manage/look", room::change).taking_form(),
        Route::holding(Role::Manager, "/manage/look/preview", room::preview).taking_form(),
        Route::holding(Role::Manager, TRIED_STYLE_PATH, room::style).reading(&["theme", "accent", "letters"]),
        Route::holding(Role::Manager, "/manage/look/colour", room::colour).reading(&["accent", "theme"]),
    ],
    rooms: &[Room::new("look", 60, Role::Manager)],
    templates: feature::built_in_templates::<Templates>,
    samples: views::samples,
    ..Feature::BUILT_IN
};
