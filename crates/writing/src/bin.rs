//! The bin: bringing something back, or deleting it for good.

use aggregator::publication::{self, BIN_SECONDS, Step, steps};
use serde::Serialize;
use umbel_core::SiteWrite;
use umbel_core::content::{PostKind, Status};
use umbel_core::people::{Role, SignedIn};
use umbel_web_kit::{Answer, Problem, Visit, workplace};

use crate::access::{editor_of, found, room, title_of};

/// `writing/bin.html`
#[derive(Clone, Debug, Serialize)]
struct BinView {
    title: String,
    action: String,
    list_url: String,
    token: String,
    /// Until when it can be brought back; none for what came thrown away with an import.
    until: Option<String>,
    may_restore: bool,
    may_delete: bool,
}

pub(crate) fn post(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    bin(visit, person, PostKind::Post)
}

pub(crate) fn page(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    bin(visit, person, PostKind::Page)
}

fn bin(visit: &mut Visit<'_>, person: &SignedIn, kind: PostKind) -> Result<Answer, Problem> {
    let post = found(visit, person, kind)?;
    let url = editor_of(kind, post.id);
    let list_url = format!("/manage/{}", room(kind));
    let (here, now) = (visit.current.id(), visit.now);
    let by = Some(&person.standing);
    let store = &visit.world.store;
    let may_delete = person.standing.is_at_least(Role::Editor);
    if let Some(sent) = &visit.form {
        return Ok(Answer::GoOn(match sent.text("do") {
            "bin" => {
                store.write(|write| publication::bin(&mut SiteWrite::new(here, write), by, post.id, now))?;
                format!("{url}/bin?done=writing-binned")
            }
            "delete" if may_delete => {
                store.write(|write| publication::delete(&mut SiteWrite::new(here, write), by, post.id, now))?;
                format!("{list_url}?done=writing-deleted")
            }
            "restore" => {
                store.write(|write| publication::restore(&mut SiteWrite::new(here, write), by, post.id, now))?;
                format!("{url}?done=writing-restored")
            }
            _ => return Err(Problem::BadRequest),
        }));
    }
    if post.status != Status::Trashed {
        return Ok(Answer::GoOn(url));
    }
    let may_restore = steps(&mut visit.scope(), &person.standing, &post)?.contains(&Step::Restore);
    let words = visit.words();
    let view = BinView {
        title: title_of(&post.title, &words),
        action: format!("{url}/bin"),
        list_url,
        token: visit.form_token.clone(),
        until: post
            .trashed_at
            .map(|moment| words.when(moment.plus_seconds(BIN_SECONDS)).long),
        may_restore,
        may_delete,
    };
    let heading = words.say("bin-heading");
    workplace::titled_page(visit, person, room(kind), heading, "writing/bin.html", &view)
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let full = BinView {
        title: "Soup".into(),
        action: "/manage/posts/1/bin".into(),
        list_url: "/manage/posts".into(),
        token: "token".into(),
        until: Some("Tuesday 22 December 2026".into()),
        may_restore: true,
        may_delete: true,
    };
    let bare = BinView {
        until: None,
        may_restore: false,
        may_delete: false,
        ..full.clone()
    };
    vec![
        workplace::sample("writing/bin.html", &full),
        workplace::sample("writing/bin.html", &bare),
    ]
}
