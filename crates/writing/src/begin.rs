//! Beginning a post or page.

use aggregator::publication;
use serde::Serialize;
use umbel_core::SiteWrite;
use umbel_core::content::PostKind;
use umbel_core::people::SignedIn;
use umbel_web_kit::{Answer, Problem, Visit, workplace};

use crate::access::{editor_of, room};

/// `writing/new.html`
#[derive(Clone, Debug, Serialize)]
struct NewView {
    kind: &'static str,
    action: String,
}

pub(crate) fn post(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    begin(visit, person, PostKind::Post)
}

pub(crate) fn page(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    begin(visit, person, PostKind::Page)
}

/// Makes an empty draft, or finds the one that was never used, and opens it. Looking at the address makes nothing.
fn begin(visit: &mut Visit<'_>, person: &SignedIn, kind: PostKind) -> Result<Answer, Problem> {
    if visit.form.is_none() {
        let heading = visit.words().say(&format!("writing-new-{kind}"));
        let view = NewView {
            kind: kind.as_str(),
            action: format!("/manage/{}/new", room(kind)),
        };
        return workplace::titled_page(visit, person, room(kind), heading, "writing/new.html", &view);
    }
    let here = visit.current.id();
    let post = visit.world.store.write(|write| {
        let now = write.now;
        publication::begin(&mut SiteWrite::new(here, write), &person.standing, kind, now)
    })?;
    Ok(Answer::GoOn(editor_of(kind, post.id)))
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    ["post", "page"]
        .map(|kind| {
            workplace::sample(
                "writing/new.html",
                &NewView {
                    kind,
                    action: format!("/manage/{kind}s/new"),
                },
            )
        })
        .into()
}
