//! Writing posts and pages: the editor, states, revisions, previews.

use rust_embed::RustEmbed;
use umbel_core::people::Role;
use umbel_web_kit::feature::{self, Feature};
use umbel_web_kit::workplace::Room;

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

/// Writing posts and pages: the editor, states, revisions, previews.
pub static FEATURE: Feature = Feature {
    key: "writing",
    default_on: true,
    optional: false,
    routes: &[],
    rooms: &[
        Room::new("posts", 10, Role::Contributor),
        Room::new("pages", 12, Role::Editor),
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
