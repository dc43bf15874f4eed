//! Taking a site or one's own things away: exports, imports, and erasing.

use rust_embed::RustEmbed;
use umbel_core::people::Role;
use umbel_web_kit::feature::{self, Feature};
use umbel_web_kit::workplace::Room;

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

/// Taking a site or one's own things away: exports, imports, and erasing.
pub static FEATURE: Feature = Feature {
    key: "leaving",
    default_on: true,
    optional: false,
    routes: &[],
    rooms: &[Room::new("leaving", 88, Role::Manager)],
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
