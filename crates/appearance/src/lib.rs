//! How a site looks: theme, colours, letters, pictures, and the order of its front page.

use rust_embed::RustEmbed;
use umbel_core::people::Role;
use umbel_web_kit::feature::{self, Feature};
use umbel_web_kit::workplace::Room;

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

/// How a site looks: theme, colours, letters, pictures, and the order of its front page.
pub static FEATURE: Feature = Feature {
    key: "appearance",
    default_on: true,
    optional: false,
    routes: &[],
    rooms: &[Room::new("look", 60, Role::Manager)],
    nav: None,
    section: None,
    sitemap: None,
    searched: &[],
    feeds: &[],
    templates: feature::built_in_templates::<Templates>,
    samples,
};

fn samples() -> Vec<(&'static str, tera::Context)> {
    Vec::new()
}
