//! The workplace of those who look after a site, a network or the umbrella: everything under `/manage`.

mod address;
mod appeal;
mod attention;
mod features;
mod home;
mod log;
mod mail;
mod membership;
mod people;
mod requests;
mod rules;
mod settings;
mod sites;

use rust_embed::RustEmbed;
use umbel_core::people::Role;
use umbel_core::tree::SiteKind;
use umbel_web_kit::feature::{self, ABOVE_SITES, Feature, Route};
use umbel_web_kit::workplace::Room;

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

/// The workplace. Every place has it.
pub static FEATURE: Feature = Feature {
    key: "manage",
    routes: &[
        Route::signed_in("/manage", home::show),
        Route::holding(Role::Manager, "/manage/features", features::choose).taking_form(),
        Route::holding(Role::Manager, "/manage/people", people::show).reading(&["q", "page", "done"]),
        Route::holding(Role::Manager, "/manage/people/invite", people::invite).taking_form(),
        Route::holding(
            Role::Manager,
            "/manage/people/invitations/{invitation}",
            people::withdraw,
        )
        .taking_form(),
        Route::holding(Role::Manager, "/manage/people/requests/{request}", people::answer).taking_form(),
        Route::holding(Role::Manager, "/manage/people/{id}", people::role).taking_form(),
        Route::holding(Role::Manager, "/manage/people/{id}/removal", people::remove).taking_form(),
        Route::holding(Role::Member, "/manage/membership", membership::show).taking_form(),
        Route::holding(Role::Member, "/manage/membership/leaving", membership::leave).taking_form(),
        Route::holding(Role::Manager, "/manage/membership/successor", membership::hand_over)
            .reading(&["q", "done"])
            .taking_form(),
        Route::holding(Role::Manager, "/manage/log", log::show).reading(&["before", "done"]),
        Route::holding(Role::NetworkAdmin, "/manage/sites", sites::list)
            .on(ABOVE_SITES)
            .reading(&["q", "show", "page", "done"]),
        Route::holding(Role::NetworkAdmin, "/manage/sites/new", sites::found)
            .on(ABOVE_SITES)
            .taking_form(),
        Route::holding(Role::NetworkAdmin, "/manage/sites/{id}", sites::look_after)
            .on(ABOVE_SITES)
            .taking_form(),
        Route::holding(Role::NetworkAdmin, "/manage/requests", requests::list).on(ABOVE_SITES),
        Route::holding(Role::NetworkAdmin, "/manage/requests/{id}", requests::decide)
            .on(ABOVE_SITES)
            .taking_form(),
        Route::holding(Role::NetworkAdmin, "/manage/rules", rules::change)
            .on(ABOVE_SITES)
            .taking_form(),
        Route::holding(Role::Manager, "/manage/settings", settings::change).taking_form(),
        Route::holding(Role::Manager, "/manage/address", address::look_after).taking_form(),
        Route::holding(Role::Manager, "/manage/appeal", appeal::object).taking_form(),
        Route::holding(Role::UmbrellaAdmin, "/manage/mail", mail::look)
            .on(&[SiteKind::Umbrella])
            .taking_form(),
    ],
    // Positions leave room for what others put between: what is written and shown first, then people, then the place.
    rooms: &[
        Room::new("home", 0, Role::Member),
        Room::new("sites", 40, Role::NetworkAdmin).on(ABOVE_SITES),
        Room::new("requests", 42, Role::NetworkAdmin).on(ABOVE_SITES),
        Room::new("people", 50, Role::Manager),
        Room::new("features", 70, Role::Manager),
        Room::new("settings", 72, Role::Manager),
        Room::new("address", 74, Role::Manager),
        Room::new("rules", 76, Role::NetworkAdmin).on(ABOVE_SITES),
        Room::new("log", 80, Role::Manager),
        Room::new("mail", 82, Role::UmbrellaAdmin).on(&[SiteKind::Umbrella]),
        Room::new("membership", 90, Role::Member),
    ],
    templates: feature::built_in_templates::<Templates>,
    samples,
    ..Feature::BUILT_IN
};

fn samples() -> Vec<(&'static str, tera::Context)> {
    let mut samples = home::samples();
    samples.extend(features::samples());
    samples.extend(people::samples());
    samples.extend(membership::samples());
    samples.extend(log::samples());
    samples.extend(requests::samples());
    samples.extend(rules::samples());
    samples.extend(sites::samples());
    samples.extend(settings::samples());
    samples.extend(address::samples());
    samples.extend(appeal::samples());
    samples.extend(mail::samples());
    samples
}
