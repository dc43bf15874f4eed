//! Reports, the queue of moderators, what they did, sanctions, appeals, and the page that tells of it in numbers.

mod acting;
mod acts;
mod item;
mod mails;
mod own;
mod parts;
mod queue;
mod queue_views;
mod report;
mod rules;
mod subject;
mod transparency;
mod undoing;

use rust_embed::RustEmbed;
use umbel_core::people::Role;
use umbel_web_kit::feature::{self, Feature, Route};
use umbel_web_kit::workplace::Room;

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

/// Keeping a place safe. Every place has it.
pub static FEATURE: Feature = Feature {
    key: "moderation",
    routes: &[
        Route::get("/report", report::as_guest)
            .never_kept()
            .taking_form()
            .reading(&["what"]),
        Route::signed_in("/report/by-name", report::by_name)
            .taking_form()
            .reading(&["what", "done"]),
        Route::get("/report/sent", report::sent)
            .never_kept()
            .reading(&["how", "what"]),
        Route::get("/transparency", transparency::show),
        Route::signed_in("/moderation", own::list),
        Route::signed_in("/moderation/{act}", own::one).taking_form(),
        Route::signed_in("/mails", mails::choose).taking_form(),
        Route::holding(Role::Editor, "/manage/queue", queue::show)
            .taking_form()
            .reading(&["show", "q", "page", "undo", "done"]),
        Route::holding(Role::Editor, "/manage/queue/acts", acts::list).reading(&["before", "done"]),
        Route::holding(Role::Editor, "/manage/queue/acts/{act}", acts::one).taking_form(),
        Route::holding(Role::Manager, "/manage/queue/rules", rules::change).taking_form(),
        Route::holding(Role::Editor, "/manage/queue/{kind:comment|report}/{id}", item::show).taking_form(),
    ],
    rooms: &[Room::new("queue", 16, Role::Editor)],
    templates: feature::built_in_templates::<Templates>,
    samples,
    ..Feature::BUILT_IN
};

fn samples() -> Vec<(&'static str, tera::Context)> {
    let mut samples = queue_views::samples();
    samples.extend(item::samples());
    samples.extend(acts::samples());
    samples.extend(rules::samples());
    samples.extend(own::samples());
    samples.extend(mails::samples());
    samples.extend(report::samples());
    samples.extend(transparency::samples());
    samples
}
