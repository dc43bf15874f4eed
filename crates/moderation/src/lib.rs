//! Comments from visitors, reports, the queue of moderators, sanctions and appeals.

use rust_embed::RustEmbed;
use umbel_core::people::Role;
use umbel_web_kit::feature::{self, Feature};
use umbel_web_kit::workplace::Room;

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

/// Comments from visitors, reports, the queue of moderators, sanctions and appeals.
pub static FEATURE: Feature = Feature {
    key: "moderation",
    default_on: true,
    optional: false,
    routes: &[],
    rooms: &[Room::new("queue", 16, Role::Editor)],
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
