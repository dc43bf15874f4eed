//! People's own pages: signing in on the one host for it, carrying the sign-in to every site, and looking after one's
//! account.

mod account;
mod app_codes;
mod ceremony;
mod confirm;
mod data;
mod destination;
mod email_change;
mod erase;
mod go;
mod invitation;
mod join;
mod limits;
mod new_password;
mod passkey_sign_in;
mod passkeys;
mod password_change;
mod recovery_codes;
mod reset;
mod security;
mod sessions;
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
const GOING: &[&str] = &["site", "to", "done"];
const CONFIRMING: &[&str] = &["to", "done"];

/// What answers on the sign-in host.
pub static SIGN_IN: Feature = Feature {
    key: "sign-in",
    routes: &[
        Route::get("/", account::home).never_kept(),
        umbel_web_kit::wellknown::ICON,
        umbel_web_kit::wellknown::NO_ROBOTS,
        Route::get("/authorize", transfer::authorize)
            .reading(DESTINATION)
            .never_kept(),
        Route::get("/sign-in", sign_in::sign_in)
            .reading(DESTINATION)
            .never_kept()
            .taking_form(),
        Route::get("/sign-in/code", sign_in::second_step)
            .reading(DESTINATION)
            .never_kept()
            .taking_form(),
        Route::signed_in("/sign-out", account::sign_out).taking_form(),
        Route::get("/sign-up", sign_up::sign_up)
            .reading(DESTINATION)
            .never_kept()
            .taking_form(),
        Route::get("/sign-up/confirm", sign_up::confirm)
            .reading(TOKEN)
            .never_kept()
            .taking_form(),
        Route::get("/forgot", reset::forgot)
            .reading(DESTINATION)
            .never_kept()
            .taking_form(),
        Route::get("/reset", reset::reset)
            .reading(TOKEN)
            .never_kept()
            .taking_form(),
        Route::get("/invitation", invitation::answer)
            .reading(TOKEN)
            .never_kept()
            .taking_form(),
        Route::get("/set-up", set_up::set_up)
            .reading(TOKEN)
            .never_kept()
            .taking_form(),
        Route::get("/sign-in/passkey/begin", passkey_sign_in::begin)
            .reading(DESTINATION)
            .never_kept()
            .taking_form(),
        Route::get("/sign-in/passkey/finish", passkey_sign_in::finish)
            .reading(DESTINATION)
            .never_kept()
            .taking_form(),
        Route::signed_in("/account", account::overview).taking_form(),
        Route::signed_in("/account/app", app_codes::app)
            .reading(DESTINATION)
            .taking_form(),
        Route::signed_in("/account/confirm", confirm::confirm)
            .reading(CONFIRMING)
            .taking_form(),
        Route::signed_in("/account/data", data::take_along).taking_form(),
        Route::signed_in("/account/erase", erase::leave).taking_form(),
        Route::signed_in("/account/go", go::go).reading(GOING),
        Route::get("/goodbye", erase::goodbye).never_kept(),
        Route::signed_in("/account/email", email_change::change).taking_form(),
        Route::signed_in("/account/email/confirm", email_change::confirm)
            .reading(TOKEN)
            .taking_form(),
        Route::signed_in("/account/passkeys", passkeys::look_after).taking_form(),
        Route::signed_in("/account/passkeys/begin", passkeys::begin)
            .reading(DESTINATION)
            .taking_form(),
        Route::signed_in("/account/passkeys/finish", passkeys::finish)
            .reading(DESTINATION)
            .taking_form(),
        Route::signed_in("/account/passkeys/new", passkeys::new).reading(DESTINATION),
        Route::signed_in("/account/password", password_change::change)
            .reading(DESTINATION)
            .taking_form(),
        Route::signed_in("/account/recovery-codes", recovery_codes::look_after)
            .reading(DESTINATION)
            .taking_form(),
        Route::signed_in("/account/security", security::overview).reading(DESTINATION),
        Route::signed_in("/account/sessions", sessions::end).taking_form(),
    ],
    templates: feature::built_in_templates::<Templates>,
    samples: views::samples,
    ..Feature::BUILT_IN
};

/// What answers on every site's host.
pub static AT_SITES: Feature = Feature {
    key: "sessions",
    routes: &[
        Route::get("/sign-in", transfer::begin)
            .reading(&["to"])
            .never_kept()
            .even_when_closed(),
        Route::get("/sign-in/return", transfer::come_back)
            .reading(&["code"])
            .never_kept()
            .even_when_closed(),
        Route::signed_in("/sign-out", transfer::sign_out).taking_form(),
        Route::signed_in("/join", join::join).taking_form(),
    ],
    // Both features' templates and samples are those of the other one.
    ..Feature::BUILT_IN
};
