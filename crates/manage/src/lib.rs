//! The workplace of those who look after a site, a network or the umbrella: everything under `/manage`.

mod attention;
mod features;
mod home;
mod workplace;

use rust_embed::RustEmbed;
use umbel_core::people::Role;
use umbel_web_kit::feature::{self, Feature, Route};

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

/// The workplace. Every place has it.
pub static FEATURE: Feature = Feature {
    key: "manage",
    default_on: true,
    optional: false,
    routes: &[
        Route::signed_in("/manage", home::show),
        Route::holding(Role::Manager, "/manage/features", features::choose).taking_form(),
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
    let mut samples = home::samples();
    samples.extend(features::samples());
    samples
}
