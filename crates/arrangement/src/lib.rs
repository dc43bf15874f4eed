//! How a site is ordered and how it goes: topics, tags, menus, the tree of pages, figures, and where things show.

use rust_embed::RustEmbed;
use umbel_core::people::Role;
use umbel_web_kit::feature::{self, Feature};
use umbel_web_kit::workplace::Room;

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

/// How a site is ordered and how it goes: topics, tags, menus, the tree of pages, figures, and where things show.
pub static FEATURE: Feature = Feature {
    key: "arrangement",
    default_on: true,
    optional: false,
    routes: &[],
    rooms: &[
        Room::new("topics", 20, Role::Editor),
        Room::new("menus", 22, Role::Editor),
        Room::new("figures", 30, Role::Editor),
    ],
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
