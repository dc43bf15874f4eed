//! The search of a site.

use umbel_core::Id;
use umbel_core::content::{Event, PostSummary};
use umbel_core::search::{self, LONGEST_QUERY};
use umbel_web_kit::path::{encoded, query_value};
use umbel_web_kit::stones::Pager;
use umbel_web_kit::{Answer, PageHead, Problem, Visit};

use crate::views::{ResultView, SearchView};

/// Results on a page.
const PAGE: i64 = 10;
/// Nobody reads on beyond this many.
const FURTHEST: i64 = 500;

/// `GET /search?q=`
pub(crate) fn show(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let query: String = visit
        .asked("q")
        .unwrap_or_default()
        .trim()
        .chars()
        .take(LONGEST_QUERY)
        .collect();
    let from: i64 = visit.asked("from").and_then(|text| text.parse().ok()).unwrap_or(0);
    let from = from.clamp(0, FURTHEST);
    let words = visit.words();
    let found = if query.chars().count() < 2 {
        Vec::new()
    } else {
        // What a site has switched off is not found either.
        let kinds: Vec<&'static str> = visit.features().flat_map(|feature| feature.searched).copied().collect();
        search::search(&mut visit.scope(), &query, &kinds, from, PAGE + 1)?
    };
    let more = i64::try_from(found.len()).unwrap_or(0) > PAGE && from + PAGE < FURTHEST;
    let message = if query.is_empty() {
        Some(words.say("search-prompt"))
    } else if query.chars().count() < 2 {
        Some(words.say("search-too-short"))
    } else if found.is_empty() {
        Some(words.say_with("search-none-found", &[("query", query.as_str().into())]))
    } else {
        None
    };
    let results = results(
        visit,
        &found[..found.len().min(usize::try_from(PAGE).unwrap_or(10))],
        &query,
    )?;
    let at = |from: i64| format!("/search?q={}&from={from}", query_value(&query));
    let view = SearchView {
        pager: Pager {
            newer: (from > 0).then(|| at((from - PAGE).max(0))),
            older: more.then(|| at(from + PAGE)),
        },
        query,
        results,
        message,
    };
    let head = PageHead {
        noindex: true,
        ..PageHead::new(words.say("search-heading"), "/search")
    };
    visit.page("pages/search.html", head, &view)
}

/// Results with their addresses: two queries. What was hidden since it was indexed is left out.
fn results(visit: &mut Visit<'_>, found: &[search::Found], query: &str) -> Result<Vec<ResultView>, Problem> {
    let now = visit.now;
    let of = |events: bool| -> Vec<Id> {
        found
            .iter()
            .filter(|found| (found.kind == "event") == events)
            .map(|found| found.source_id)
            .collect()
    };
    let posts = PostSummary::by_id(&mut visit.scope(), &of(false), now)?;
    let events = Event::by_id(&mut visit.scope(), &of(true), now)?;
    let words = visit.words();
    Ok(found
        .iter()
        .filter_map(|found| {
            let (path, when) = match found.kind.as_str() {
                "event" => {
                    let event = events.iter().find(|event| event.id == found.source_id)?;
                    (format!("/events/{}", event.slug), None)
                }
                kind => {
                    let post = posts.iter().find(|post| post.id == found.source_id)?;
                    let path = if kind == "page" {
                        format!("/{}", post.path)
                    } else {
                        format!("/blog/{}", post.path)
                    };
                    let when = (kind == "post").then_some(post.published_at).flatten();
                    (path, when.map(|moment| words.when(moment)))
                }
            };
            Some(ResultView {
                url: encoded(&path),
                title: if found.title.is_empty() {
                    words.say("untitled")
                } else {
                    found.title.clone()
                },
                excerpt: marked(&search::excerpt(&found.body, query, 220)),
                kind: found.kind.clone(),
                when,
            })
        })
        .collect())
}

/// Pieces as safe HTML, the found words marked.
fn marked(pieces: &[(String, bool)]) -> String {
    pieces
        .iter()
        .map(|(text, hit)| {
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            if *hit { format!("<mark>{text}</mark>") } else { text }
        })
        .collect()
}
