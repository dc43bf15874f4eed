//! The events of a place: what comes next, what was, and where each shows.

use aggregator::figures::next_dates;
use serde::Serialize;
use umbel_core::Id;
use umbel_core::content::{Event, Status};
use umbel_core::people::{Role, SignedIn};
use umbel_core::slug::fold;
use umbel_core::time::zone_or_utc;
use umbel_web_kit::path::query_value;
use umbel_web_kit::workplace;
use umbel_web_kit::{Answer, Problem, Visit};

/// How many events stand on a page of the list.
const ON_A_PAGE: usize = 50;
/// The longest search that is read, in characters.
const LONGEST_SEARCH: usize = 80;

/// `arrangement/events.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EventsView {
    events: Vec<EventRow>,
    query: String,
    newer: Option<String>,
    older: Option<String>,
}

/// An event in the list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EventRow {
    title: String,
    /// When it takes place next; none when it is over.
    next: Option<String>,
    place: Option<String>,
    /// What keeps it from being as everybody sees it, in a word; none when nothing does.
    state: Option<String>,
    url: String,
}

/// The list: what comes next first, then what is over, the latest made first.
pub(crate) fn list(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let (words, now) = (visit.words(), visit.now);
    let query: String = visit
        .asked("q")
        .unwrap_or_default()
        .trim()
        .chars()
        .take(LONGEST_SEARCH)
        .collect();
    let page: usize = visit
        .asked("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1)
        .clamp(1, 10_000);
    let sees_all = person.standing.is_at_least(Role::Editor);
    let wanted = fold(&query);
    let mut events: Vec<Event> = Event::all(&mut visit.scope())?
        .into_iter()
        .filter(|event| fold(&event.title).contains(&wanted))
        .filter(|event| event.is_visible(now) || sees_all && event.status != Status::Trashed)
        .collect();
    let ids: Vec<Id> = events.iter().map(|event| event.id).collect();
    let dates = next_dates(&mut visit.scope(), &ids, now)?;
    events.sort_by_key(|event| {
        let next = dates.get(&event.id).map(|date| date.starts_at);
        (next.is_none(), next, std::cmp::Reverse(event.id))
    });
    let count = events.len();
    let at = |page: usize| format!("/manage/events?q={}&page={page}", query_value(&query));
    let rows = events
        .into_iter()
        .skip((page - 1) * ON_A_PAGE)
        .take(ON_A_PAGE)
        .map(|event| {
            let next = dates.get(&event.id).map(|date| {
                let when = words.when_in(date.starts_at, zone_or_utc(&event.time_zone));
                words.say_with(
                    "events-when",
                    &[("date", when.long.as_str().into()), ("time", when.time.as_str().into())],
                )
            });
            let state = match event.status {
                Status::Published if event.cancelled => Some(words.say("events-called-off")),
                Status::Published if next.is_none() => Some(words.say("events-over")),
                Status::Published => None,
                status => Some(words.say(&format!("arrange-state-{status}"))),
            };
            EventRow {
                url: format!("/manage/whereabouts/event/{}", event.id),
                title: event.title,
                next,
                place: event.place,
                state,
            }
        })
        .collect();
    let view = EventsView {
        events: rows,
        newer: (page > 1).then(|| at(page - 1)),
        older: (count > page * ON_A_PAGE).then(|| at(page + 1)),
        query,
    };
    workplace::page(visit, person, "events", "arrangement/events.html", &view)
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let row = |next: Option<&str>, state: Option<&str>| EventRow {
        title: "Open kitchen".into(),
        next: next.map(str::to_owned),
        place: next.map(|_| "The hall".into()),
        state: state.map(str::to_owned),
        url: "/manage/whereabouts/event/1".into(),
    };
    let full = EventsView {
        events: vec![
            row(Some("Sunday 29 November 2026, 18:30"), None),
            row(None, Some("Over")),
        ],
        query: "kitchen".into(),
        newer: Some("/manage/events?q=&page=1".into()),
        older: Some("/manage/events?q=&page=3".into()),
    };
    let empty = EventsView {
        events: Vec::new(),
        query: String::new(),
        newer: None,
        older: None,
    };
    let none_found = EventsView {
        query: "tango".into(),
        ..empty.clone()
    };
    [full, empty, none_found]
        .iter()
        .map(|view| workplace::sample("arrangement/events.html", view))
        .collect()
}
