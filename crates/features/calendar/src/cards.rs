//! Dates of events as lists show them.

use chrono::Datelike;
use serde::Serialize;
use std::collections::HashMap;
use umbel_core::Id;
use umbel_core::content::{Event, Occurrence};
use umbel_core::time::zone_or_utc;
use umbel_web_kit::i18n::Words;
use umbel_web_kit::path::encoded;
use umbel_web_kit::stones::{Picture, When};
use umbel_web_kit::{Problem, Visit};

/// A date of an event as lists show it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EventCard {
    pub(crate) url: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) start: When,
    pub(crate) end: Option<When>,
    pub(crate) times: String,
    pub(crate) zone: String,
    pub(crate) place: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) online_url: Option<String>,
    pub(crate) repeats: Option<String>,
    pub(crate) picture: Option<Picture>,
    pub(crate) cancelled: bool,
}

impl EventCard {
    pub(crate) fn sample() -> Self {
        Self {
            url: "/events/supper/2026-11-29".into(),
            title: "Weekly meeting and supper".into(),
            summary: "Supper at half past six.".into(),
            start: When::sample(),
            end: Some(When::sample()),
            times: "18:30–20:00".into(),
            zone: "Boston time (EST)".into(),
            place: Some("St. Brendan’s basement".into()),
            address: Some("62 Everly Street".into()),
            online_url: Some("https://meet.example.org/supper".into()),
            repeats: Some("every Sunday".into()),
            picture: Some(Picture::sample()),
            cancelled: false,
        }
    }
}

/// The cards of some dates: one query, for their pictures.
pub(crate) fn cards(visit: &mut Visit<'_>, dates: &[(Occurrence, Event)]) -> Result<Vec<EventCard>, Problem> {
    let pictures = visit.pictures(dates.iter().map(|(_, event)| event.picture_id))?;
    let words = visit.words();
    let place = visit.current.here.site.place.clone();
    Ok(dates
        .iter()
        .map(|(date, event)| card(&words, place.as_deref(), &pictures, date, event))
        .collect())
}

fn card(
    words: &Words<'_>,
    home: Option<&str>,
    pictures: &HashMap<Id, Picture>,
    date: &Occurrence,
    event: &Event,
) -> EventCard {
    let zone = zone_or_utc(&event.time_zone);
    let start = words.when_in(date.starts_at, zone);
    let end = words.when_in(date.ends_at, zone);
    let local = date.starts_at.in_zone(zone);
    let repeats = (event.repeats.as_deref() == Some("weekly"))
        .then(|| words.say_with("repeats-weekly", &[("weekday", start.weekday.as_str().into())]));
    EventCard {
        url: url_of(event, date),
        title: event.title.clone(),
        summary: event.summary.clone(),
        times: times(words, &start, &end),
        zone: zone_in_words(words, home, &event.time_zone, &local.format("%Z").to_string()),
        end: (date.ends_at > date.starts_at).then_some(end),
        start,
        place: event.place.clone(),
        address: event.address.clone(),
        online_url: event
            .online_url
            .clone()
            .filter(|url| url.starts_with("https://") || url.starts_with("http://")),
        repeats,
        picture: event.picture_id.and_then(|id| pictures.get(&id).cloned()),
        cancelled: event.cancelled,
    }
}

/// The page of a date: of an event that happens once, the event's own.
pub(crate) fn url_of(event: &Event, date: &Occurrence) -> String {
    if event.repeats.is_some() {
        encoded(&format!("/events/{}/{}", event.slug, date.slug))
    } else {
        encoded(&format!("/events/{}", event.slug))
    }
}

/// "18:30–20:00"; over midnight the end carries its day.
pub(crate) fn times(words: &Words<'_>, start: &When, end: &When) -> String {
    let end_text = if start.day == end.day && start.month == end.month {
        end.time.clone()
    } else {
        format!("{} {}", end.short, end.time)
    };
    words.say_with(
        "times-range",
        &[("start", start.time.as_str().into()), ("end", end_text.as_str().into())],
    )
}

/// "Boston time (EST)": named after the group's place, or after the zone's own city.
fn zone_in_words(words: &Words<'_>, home: Option<&str>, zone: &str, abbreviation: &str) -> String {
    let city = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
    words.say_with(
        "zone-of-place",
        &[("place", home.unwrap_or(&city).into()), ("zone", abbreviation.into())],
    )
}

/// Dates under the names of their months, in order.
pub(crate) fn by_month(
    words: &Words<'_>,
    dates: &[(Occurrence, Event)],
    cards: Vec<EventCard>,
) -> Vec<(String, Vec<EventCard>)> {
    let mut months: Vec<(String, Vec<EventCard>)> = Vec::new();
    for ((date, event), card) in dates.iter().zip(cards) {
        let local = date.starts_at.in_zone(zone_or_utc(&event.time_zone));
        let name = words.month(local.year(), local.month());
        match months.last_mut() {
            Some((known, cards)) if *known == name => cards.push(card),
            _ => months.push((name, vec![card])),
        }
    }
    months
}
