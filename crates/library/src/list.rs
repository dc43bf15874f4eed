//! The room of the library: everything there is, to look through and to add to.

use actix_web::http::StatusCode;
use serde::Serialize;
use umbel_core::Id;
use umbel_core::content::{Media, MediaFilter, MediaKind, MediaState, UploadRoom};
use umbel_core::people::SignedIn;
use umbel_web_kit::path::query_value;
use umbel_web_kit::{Answer, Problem, Visit, workplace};

use crate::item::{Item, size};
use crate::json::searched;

/// How many files stand on a page.
const ON_A_PAGE: usize = 60;

/// `library/list.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ListView {
    items: Vec<Item>,
    /// What is searched for; empty when nothing is.
    query: String,
    /// The word of the filter that is chosen.
    chosen: String,
    filters: Vec<FilterLink>,
    older: Option<String>,
    /// Whether nothing was ever uploaded here.
    is_empty: bool,
    quota: QuotaView,
    /// Files that were just refused: name and sentence.
    refused: Vec<(String, String)>,
    /// A sentence about those that were taken beside them.
    taken: Option<String>,
}

/// A choice above the list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FilterLink {
    text: String,
    url: String,
    current: bool,
}

/// How much room there is.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct QuotaView {
    percent: i64,
    sentence: String,
    is_nearly_full: bool,
}

/// The list.
pub(crate) fn show(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    page(visit, person, Vec::new(), None)
}

/// The list after a form of which something could not be taken.
pub(crate) fn after_upload(
    visit: &mut Visit<'_>,
    person: &SignedIn,
    taken: usize,
    refused: Vec<(String, String)>,
) -> Result<Answer, Problem> {
    let taken = (taken > 0).then(|| {
        let count = i64::try_from(taken).unwrap_or(0);
        visit.words().say_with("library-taken", &[("count", count.into())])
    });
    Ok(match page(visit, person, refused, taken)? {
        Answer::Page { html, .. } => Answer::Page {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            html,
        },
        other => other,
    })
}

fn page(
    visit: &mut Visit<'_>,
    person: &SignedIn,
    refused: Vec<(String, String)>,
    taken: Option<String>,
) -> Result<Answer, Problem> {
    let query = searched(visit);
    let kind: Option<MediaKind> = visit.asked("kind").and_then(|kind| kind.parse().ok());
    let wish = visit.asked("show").unwrap_or_default().to_owned();
    let before: Option<Id> = visit.asked("before").and_then(|id| id.parse().ok()).map(Id);
    let mut found = if wish == "unused" {
        unused(visit, before)?
    } else {
        let filter = MediaFilter {
            words: query.clone(),
            kind,
            without_alt: wish == "without-alt",
            usable: false,
            before,
        };
        Media::newest(&mut visit.scope(), &filter, ON_A_PAGE as i64 + 1)?
    };
    let goes_on = found.len() > ON_A_PAGE;
    found.truncate(ON_A_PAGE);
    let chosen = match (wish.as_str(), kind) {
        ("unused" | "without-alt", _) => wish.clone(),
        (_, Some(kind)) => kind.to_string(),
        _ => String::new(),
    };
    let older = found.last().filter(|_| goes_on).map(|last| {
        let mut parts = vec![format!("before={}", last.id)];
        parts.extend((!query.is_empty()).then(|| format!("q={}", query_value(&query))));
        parts.extend(filter_part(&chosen));
        format!("/manage/library?{}", parts.join("&"))
    });
    let words = visit.words();
    let items: Vec<Item> = found.iter().map(|media| Item::of(media, &words)).collect();
    let view = ListView {
        is_empty: items.is_empty() && query.is_empty() && chosen.is_empty() && before.is_none(),
        items,
        filters: filters(visit, &chosen, &query)?,
        query,
        chosen,
        older,
        quota: quota(visit)?,
        refused,
        taken,
    };
    workplace::page(visit, person, "library", "library/list.html", &view)
}

/// What nothing shows, one more than a page holds.
fn unused(visit: &mut Visit<'_>, before: Option<Id>) -> Result<Vec<Media>, Problem> {
    let ids: Vec<Id> = Media::unused(&mut visit.scope())?
        .into_iter()
        .filter(|id| before.is_none_or(|before| *id < before))
        .take(ON_A_PAGE + 1)
        .collect();
    let mut found: Vec<Media> = Media::by_id(&mut visit.scope(), &ids)?.into_values().collect();
    found.sort_by_key(|media| std::cmp::Reverse(media.id));
    Ok(found)
}

/// The part of an address that chooses a filter.
fn filter_part(chosen: &str) -> Option<String> {
    match chosen {
        "" => None,
        "unused" | "without-alt" => Some(format!("show={chosen}")),
        kind => Some(format!("kind={kind}")),
    }
}

fn filters(visit: &mut Visit<'_>, chosen: &str, query: &str) -> Result<Vec<FilterLink>, Problem> {
    let lacking = Media::count_without_alt(&mut visit.scope())?;
    let words = visit.words();
    let link = |key: &str| {
        let mut parts: Vec<String> = filter_part(key).into_iter().collect();
        // What nothing shows is found by looking at everything, not by words.
        if !query.is_empty() && key != "unused" {
            parts.push(format!("q={}", query_value(query)));
        }
        let name = if key.is_empty() { "all" } else { key };
        FilterLink {
            text: words.say_with(&format!("library-filter-{name}"), &[("count", lacking.into())]),
            url: if parts.is_empty() {
                "/manage/library".to_owned()
            } else {
                format!("/manage/library?{}", parts.join("&"))
            },
            current: key == chosen,
        }
    };
    Ok(["", "picture", "document", "recording", "without-alt", "unused"]
        .into_iter()
        .filter(|key| *key != "without-alt" || lacking > 0 || chosen == "without-alt")
        .map(link)
        .collect())
}

fn quota(visit: &mut Visit<'_>) -> Result<QuotaView, Problem> {
    let room = UploadRoom::of(&mut visit.scope())?;
    let words = visit.words();
    let used = size(room.used, &words);
    let all = size(room.quota, &words);
    Ok(QuotaView {
        percent: room.percent(),
        sentence: words.say_with(
            "library-quota",
            &[("used", used.as_str().into()), ("all", all.as_str().into())],
        ),
        is_nearly_full: room.percent() >= 90,
    })
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let filters = vec![FilterLink {
        text: "Everything".into(),
        url: "/manage/library".into(),
        current: true,
    }];
    let quota = |is_nearly_full| QuotaView {
        percent: 12,
        sentence: "120 MB of 1024 MB are used.".into(),
        is_nearly_full,
    };
    let items = MediaKind::ALL
        .iter()
        .flat_map(|kind| MediaState::ALL.iter().map(|state| Item::sample(*kind, *state)))
        .collect();
    let full = ListView {
        items,
        query: "river".into(),
        chosen: "picture".into(),
        filters: filters.clone(),
        older: Some("/manage/library?before=7".into()),
        is_empty: false,
        quota: quota(true),
        refused: vec![
            ("film.mp4".into(), "Videos can't be kept here.".into()),
            (String::new(), "Choose a file first.".into()),
        ],
        taken: Some("One file was taken.".into()),
    };
    let nothing_found = ListView {
        items: Vec::new(),
        older: None,
        refused: Vec::new(),
        taken: None,
        quota: quota(false),
        ..full.clone()
    };
    let empty = ListView {
        query: String::new(),
        chosen: String::new(),
        is_empty: true,
        ..nothing_found.clone()
    };
    vec![
        workplace::sample("library/list.html", &full),
        workplace::sample("library/list.html", &nothing_found),
        workplace::sample("library/list.html", &empty),
    ]
}
