//! Keeping what somebody is writing, every few seconds, without saving it.

use actix_web::http::StatusCode;
use aggregator::publication::{Step, steps};
use serde::Serialize;
use umbel_core::content::{Post, PostKind, WorkingCopy};
use umbel_core::people::{SignedIn, names_at};
use umbel_core::{Id, SiteWrite};
use umbel_web_kit::{Answer, Form, Problem, Visit};

use crate::access::found;
use crate::form::{Typed, typed};

/// What the editor's script is told.
#[derive(Serialize)]
struct Kept {
    /// When it was kept, on the site's clocks.
    kept_at: String,
    /// The version of the post as it is saved.
    version: i64,
    /// What those others are called who are at it, too.
    others: Vec<String>,
    /// Who saved it since this person began, if anybody did.
    changed_by: Option<String>,
}

pub(crate) fn post(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    keep(visit, person, PostKind::Post)
}

pub(crate) fn page(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    keep(visit, person, PostKind::Page)
}

fn keep(visit: &mut Visit<'_>, person: &SignedIn, kind: PostKind) -> Result<Answer, Problem> {
    let post = found(visit, person, kind)?;
    let Some(sent) = visit.form.clone() else {
        return Err(Problem::NotFound);
    };
    if !steps(&mut visit.scope(), &person.standing, &post)?.contains(&Step::Save) {
        return Err(Problem::Refused);
    }
    let now = visit.now;
    let account = person.standing.account.id;
    keep_typed(visit, account, &post, &typed(&sent), version_of(&sent))?;
    let others = WorkingCopy::others(&mut visit.scope(), post.id, account, now)?;
    let changed_by = if version_of(&sent) < post.version {
        Some(who_saved(visit, &post)?)
    } else {
        None
    };
    let kept = Kept {
        kept_at: visit.words().when(now).time,
        version: post.version,
        others,
        changed_by,
    };
    let text = serde_json::to_string(&kept).map_err(|error| Problem::Broken(error.to_string()))?;
    Ok(Answer::Json {
        status: StatusCode::OK,
        text,
    })
}

/// The version of the post that the page which sent this began with; 0 when it does not say.
pub(crate) fn version_of(sent: &Form) -> i64 {
    sent.text("version").parse().unwrap_or(0)
}

/// Keeps what was typed as this person's copy.
pub(crate) fn keep_typed(
    visit: &Visit<'_>,
    account: Id,
    post: &Post,
    typed: &Typed,
    base_version: i64,
) -> Result<(), Problem> {
    let here = visit.current.id();
    visit.world.store.write(|write| {
        let copy = WorkingCopy {
            base_version,
            is_changed: typed.differs_from(post),
            title: typed.title.clone(),
            source: typed.source.clone(),
            summary: typed.summary.clone(),
            ..WorkingCopy::of(post, account, write.now)
        };
        copy.keep(&mut SiteWrite::new(here, write))
    })?;
    Ok(())
}

/// What whoever saved a post last is called.
pub(crate) fn who_saved(visit: &mut Visit<'_>, post: &Post) -> Result<String, Problem> {
    let known = match post.saved_by {
        Some(account) => names_at(&mut visit.scope(), &[account])?.remove(&account),
        None => None,
    };
    Ok(known.unwrap_or_else(|| visit.words().say("writing-somebody")))
}
