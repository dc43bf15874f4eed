//! People's own pages: signing in on the one host for it, carrying the sign-in to every site, and looking after one's
//! account.

mod account;
mod destination;
mod invitation;
mod join;
mod limits;
mod new_password;
mod reset;
mod set_up;
mod sign_in;
mod sign_up;
mod transfer;
mod views;

use rust_embed::RustEmbed;
use umbel_web_kit::feature::{self, Feature, Route};

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

const DESTINATION: &[&str] = &["site", "c", "to", "done"];
const TOKEN: &[&str] = &["token", "done"];

/// What answers on the sign-in host.
pub static SIGN_IN: Feature = Feature {
    key: "sign-in",
    routes: &[
        Route::get("/", account::home).never_kept(),
        Route::get("/authorize", transfer::authorize).reading(DESTINATION).never_kept(),
        Route::get("/sign-in", sign_in::sign_in).reading(DESTINATION).never_kept().taking_form(),
        Route::get("/sign-in/code", sign_in::second_step).reading(DESTINATION).never_kept().taking_form(),
        Route::signed_in("/sign-out", account::sign_out).taking_form(),
        Route::get("/sign-up", sign_up::sign_up).reading(DESTINATION).never_kept().taking_form(),
        Route::get("/sign-up/confirm", sign_up::confirm).reading(TOKEN).never_kept().taking_form(),
        Route::get("/forgot", reset::forgot).reading(DESTINATION).never_kept().taking_form(),
        Route::get("/reset", reset::reset).reading(TOKEN).never_kept().taking_form(),
        Route::get("/invitation", invitation::answer).reading(TOKEN).never_kept().taking_form(),
        Route::get("/set-up", set_up::set_up).reading(TOKEN).never_kept().taking_form(),
        Route::signed_in("/account", account::overview).taking_form(),
    ],
    ..NOTHING
};

/// What answers on every site's host.
pub static AT_SITES: Feature = Feature {
    key: "sessions",
    routes: &[
        Route::get("/sign-in", transfer::begin).reading(&["to"]).never_kept(),
        Route::get("/sign-in/return", transfer::come_back).reading(&["code"]).never_kept(),
        Route::signed_in("/sign-out", transfer::sign_out).taking_form(),
        Route::signed_in("/join", join::join).taking_form(),
    ],
    // Both features' templates and samples are those of the other one.
    templates: Vec::new,
    samples: Vec::new,
    ..NOTHING
};

const NOTHING: Feature = Feature {
    key: "",
    default_on: true,
    optional: false,
    routes: &[],
    nav: None,
    section: None,
    sitemap: None,
    searched: &[],
    feeds: &[],
    templates: feature::built_in_templates::<Templates>,
    samples: views::samples,
};
