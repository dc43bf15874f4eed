//! Writing posts and pages: lists, the editor, states, earlier texts, previews, the bin.

mod access;
mod begin;
mod bin;
mod conflict;
mod diff;
mod edit;
mod edit_view;
mod editor_words;
mod form;
mod keep;
mod pages;
mod posts;
mod preview;
mod revisions;
mod to_markdown;

use rust_embed::RustEmbed;
use umbel_core::people::Role;
use umbel_web_kit::feature::{self, Feature, Route};
use umbel_web_kit::workplace::Room;

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

/// Writing posts and pages.
pub static FEATURE: Feature = Feature {
    key: "writing",
    routes: &[
        Route::holding(Role::Contributor, "/manage/posts", posts::list).reading(&["q", "state", "who", "page", "done"]),
        Route::holding(Role::Contributor, "/manage/posts/new", begin::post).taking_form(),
        Route::holding(Role::Contributor, "/manage/posts/{id}", edit::post).taking_text(),
        Route::holding(Role::Contributor, "/manage/posts/{id}/keep", keep::post).taking_text(),
        Route::holding(Role::Contributor, "/manage/posts/{id}/revisions", revisions::of_post),
        Route::holding(
            Role::Contributor,
            "/manage/posts/{id}/revisions/{revision}",
            revisions::one_of_post,
        )
        .taking_form(),
        Route::holding(Role::Contributor, "/manage/posts/{id}/preview", preview::post),
        Route::holding(Role::Contributor, "/manage/posts/{id}/link", preview::link_to_post).taking_form(),
        Route::holding(Role::Contributor, "/manage/posts/{id}/bin", bin::post).taking_form(),
        Route::holding(Role::Editor, "/manage/pages", pages::list).reading(&["q", "state", "done"]),
        Route::holding(Role::Editor, "/manage/pages/new", begin::page).taking_form(),
        Route::holding(Role::Editor, "/manage/pages/{id}", edit::page).taking_text(),
        Route::holding(Role::Editor, "/manage/pages/{id}/keep", keep::page).taking_text(),
        Route::holding(Role::Editor, "/manage/pages/{id}/revisions", revisions::of_page),
        Route::holding(
            Role::Editor,
            "/manage/pages/{id}/revisions/{revision}",
            revisions::one_of_page,
        )
        .taking_form(),
        Route::holding(Role::Editor, "/manage/pages/{id}/preview", preview::page),
        Route::holding(Role::Editor, "/manage/pages/{id}/link", preview::link_to_page).taking_form(),
        Route::holding(Role::Editor, "/manage/pages/{id}/bin", bin::page).taking_form(),
        Route::get("/preview/{token}", preview::by_link).never_kept(),
    ],
    rooms: &[
        Room::new("posts", 10, Role::Contributor),
        Room::new("pages", 12, Role::Editor),
    ],
    templates: feature::built_in_templates::<Templates>,
    samples,
    ..Feature::BUILT_IN
};

fn samples() -> Vec<(&'static str, tera::Context)> {
    let mut samples = posts::samples();
    samples.extend(pages::samples());
    samples.extend(begin::samples());
    samples.extend(edit_view::samples());
    samples.extend(revisions::samples());
    samples.extend(preview::samples());
    samples.extend(bin::samples());
    samples.extend(diff::samples());
    samples
}
