//! Starting a site: whoever has an account says what their group is, and it has an address a minute later, or after those
//! who look after the network have answered.

mod address;
mod asked;
mod choose;
mod form;
mod place;
mod start;
mod views;
mod way;

use rust_embed::RustEmbed;
use umbel_core::tree::SiteKind;
use umbel_web_kit::feature::{self, ABOVE_SITES, Feature, Route};

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

const NETWORKS: &[SiteKind] = &[SiteKind::Network];
const THE_UMBRELLA: &[SiteKind] = &[SiteKind::Umbrella];

/// Starting sites beneath networks, and networks beneath the umbrella.
pub static FEATURE: Feature = Feature {
    key: "start",
    routes: &[
        Route::signed_in("/start", start::start).on(NETWORKS).taking_form(),
        Route::signed_in("/start", choose::choose).on(THE_UMBRELLA),
        Route::signed_in("/start/network", start::start)
            .on(THE_UMBRELLA)
            .taking_form(),
        Route::signed_in("/start/asked", asked::show).on(ABOVE_SITES),
        Route::signed_in("/start/address", address::check)
            .on(ABOVE_SITES)
            .reading(&["name", "label", "place"]),
        Route::signed_in("/start/map", place::on_the_map)
            .on(ABOVE_SITES)
            .reading(&["edges", "point"]),
        Route::signed_in("/start/places", place::suggest)
            .on(ABOVE_SITES)
            .reading(&["q"]),
    ],
    templates: feature::built_in_templates::<Templates>,
    samples: views::samples,
    ..Feature::BUILT_IN
};
