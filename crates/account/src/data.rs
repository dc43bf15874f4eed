//! Everything that is kept about oneself, in one file.

use serde::Serialize;
use umbel_core::people::{SignedIn, belongings};
use umbel_web_kit::delivery::{Download, DownloadSource};
use umbel_web_kit::feature::sample;
use umbel_web_kit::{Answer, FormView, Problem, Visit};

use crate::confirm::confirm_first;
use crate::views;

const PATH: &str = "/account/data";

/// `account/data.html`
#[derive(Clone, Debug, Serialize)]
struct DataView {
    form: FormView,
}

/// Says what is in the file, and gives it to whoever showed that it is theirs.
pub(crate) fn take_along(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    if let Some(elsewhere) = confirm_first(visit, person, PATH)? {
        return Ok(elsewhere);
    }
    if visit.form.is_none() {
        let view = DataView {
            form: FormView::new(visit, &[]),
        };
        let head = views::head(visit, "data-heading", PATH);
        return visit.page("account/data.html", head, &view);
    }
    let everything = belongings(visit.connection, person.standing.account.id)?;
    let text = serde_json::to_vec_pretty(&everything).map_err(|error| Problem::Broken(error.to_string()))?;
    let day = visit.now.utc().format("%Y-%m-%d");
    Ok(Answer::Download(Download {
        name: format!("{}-{day}.json", visit.words().say("data-file-name")),
        mime: "application/json",
        source: DownloadSource::Memory(text.into()),
    }))
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    vec![sample(
        "account/data.html",
        &DataView {
            form: FormView::sample(&[]),
        },
    )]
}
