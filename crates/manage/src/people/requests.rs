//! Answering somebody who would like to join.

use serde::Serialize;
use umbel_core::Error;
use umbel_core::people::{JoinRequest, SignedIn};
use umbel_web_kit::joining::answer_join;
use umbel_web_kit::stones::When;
use umbel_web_kit::workplace;
use umbel_web_kit::{Answer, FormView, Problem, Visit};

use super::{explain, id_in_path, written};

/// `manage/people_request.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RequestView {
    form: FormView,
    id: String,
    name: String,
    note: String,
    asked: When,
}

/// The request with the form for the answer, and what is done with it.
pub(crate) fn answer(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let id = id_in_path(visit, "request")?;
    let (request, account) = match JoinRequest::find_waiting(&mut visit.scope(), id) {
        Ok(found) => found,
        // Another one who looks after the place was faster, or there never was one.
        Err(Error::NotFound(_)) if visit.form.is_some() => {
            return Ok(Answer::GoOn("/manage/people?done=join-gone".into()));
        }
        Err(error) => return Err(error.into()),
    };
    let words = visit.words();
    let mut view = RequestView {
        form: FormView::new(visit, &["reason"]),
        id: id.to_string(),
        name: account.name,
        note: request.note,
        asked: words.when(request.created_at),
    };
    let Some(sent) = visit.form.clone() else {
        return show(visit, person, &view);
    };
    let reason = written(&mut view.form, &words, "reason");
    let (accepts, done) = match sent.text("decision") {
        "accepted" => (true, "join-accepted"),
        "declined" => (false, "join-declined"),
        _ => return Err(Problem::BadRequest),
    };
    if !view.form.is_fine() {
        return show(visit, person, &view);
    }
    match answer_join(visit, person, id, accepts, reason) {
        Ok(()) => Ok(Answer::GoOn(format!("/manage/people?done={done}"))),
        Err(Error::NotFound(_)) => Ok(Answer::GoOn("/manage/people?done=join-gone".into())),
        Err(error) => {
            explain(&mut view.form, &words, error)?;
            show(visit, person, &view)
        }
    }
}

fn show(visit: &mut Visit<'_>, person: &SignedIn, view: &RequestView) -> Result<Answer, Problem> {
    workplace::page(visit, person, "people", "manage/people_request.html", view)
}

pub(super) fn samples() -> Vec<(&'static str, tera::Context)> {
    vec![workplace::sample(
        "manage/people_request.html",
        &RequestView {
            form: FormView::sample(&["reason"]),
            id: "1".into(),
            name: "Luz".into(),
            note: "We met at the assembly.".into(),
            asked: When::sample(),
        },
    )]
}
