//! The media library: pictures, documents and recordings of a site.

use rust_embed::RustEmbed;
use umbel_core::people::Role;
use umbel_web_kit::feature::{self, Feature};
use umbel_web_kit::workplace::Room;

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

/// The media library: pictures, documents and recordings of a site.
pub static FEATURE: Feature = Feature {
    key: "library",
    default_on: true,
    optional: false,
    routes: &[],
    rooms: &[Room::new("library", 14, Role::Contributor)],
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
