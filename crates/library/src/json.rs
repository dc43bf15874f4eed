//! The library for the editor: what can be chosen.

use actix_web::http::StatusCode;
use serde::Serialize;
use umbel_core::Id;
use umbel_core::content::{Media, MediaFilter};
use umbel_core::people::SignedIn;
use umbel_web_kit::{Answer, Problem, Visit};

use crate::item::Item;

/// How many files are offered at once.
const AT_ONCE: usize = 30;
/// The longest search that is read, in characters.
pub(crate) const LONGEST_SEARCH: usize = 80;

/// What the editor is told.
#[derive(Serialize)]
struct Choice {
    items: Vec<Item>,
    more: bool,
}

/// The newest files that fit, from one on; with `id` that file alone, to see what became of it.
pub(crate) fn choose(visit: &mut Visit<'_>, _person: &SignedIn) -> Result<Answer, Problem> {
    let one: Option<String> = visit.asked("id").map(str::to_owned);
    let mut found = match one {
        Some(id) => match id.parse() {
            Ok(id) => Media::find(&mut visit.scope(), Id(id))?.into_iter().collect(),
            Err(_) => Vec::new(),
        },
        None => {
            let filter = MediaFilter {
                words: searched(visit),
                kind: visit.asked("kind").and_then(|kind| kind.parse().ok()),
                usable: true,
                before: visit.asked("after").and_then(|id| id.parse().ok()).map(Id),
                ..MediaFilter::default()
            };
            Media::newest(&mut visit.scope(), &filter, AT_ONCE as i64 + 1)?
        }
    };
    let more = found.len() > AT_ONCE;
    found.truncate(AT_ONCE);
    let words = visit.words();
    let choice = Choice {
        items: found.iter().map(|media| Item::of(media, &words)).collect(),
        more,
    };
    answer(StatusCode::OK, &choice)
}

/// What is searched for.
pub(crate) fn searched(visit: &Visit<'_>) -> String {
    let text = visit.asked("q").unwrap_or_default().trim();
    text.chars().take(LONGEST_SEARCH).collect()
}

/// Something as JSON.
pub(crate) fn answer<V: Serialize>(status: StatusCode, what: &V) -> Result<Answer, Problem> {
    let text = serde_json::to_string(what).map_err(|error| Problem::Broken(error.to_string()))?;
    Ok(Answer::Json { status, text })
}
