//! What the calendar's templates are given.

use serde::Serialize;
use umbel_web_kit::feature::sample;
use umbel_web_kit::stones::{Link, When};

use crate::cards::EventCard;

/// `calendar/section.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SectionView {
    pub(crate) next: Option<EventCard>,
    pub(crate) events: Vec<EventCard>,
    pub(crate) more: Link,
}

/// The dates of a month.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MonthView {
    pub(crate) month: String,
    pub(crate) events: Vec<EventCard>,
}

/// `calendar/index.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct IndexView {
    pub(crate) heading: String,
    pub(crate) upcoming: Vec<MonthView>,
    pub(crate) past: Vec<EventCard>,
    pub(crate) ics_url: String,
    pub(crate) webcal_url: String,
}

/// Another date of the same event.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DateView {
    pub(crate) url: String,
    pub(crate) start: When,
    pub(crate) times: String,
    pub(crate) current: bool,
}

/// `calendar/event.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EventView {
    pub(crate) event: EventCard,
    pub(crate) html: String,
    pub(crate) dates: Vec<DateView>,
    pub(crate) ics_url: String,
    pub(crate) organiser: Option<String>,
    pub(crate) map_url: Option<String>,
    pub(crate) report_url: String,
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let bare = EventCard {
        end: None,
        place: None,
        address: None,
        online_url: None,
        repeats: None,
        picture: None,
        cancelled: true,
        ..EventCard::sample()
    };
    let section = SectionView {
        next: Some(EventCard::sample()),
        events: vec![bare.clone()],
        more: Link::new("All events", "/events"),
    };
    let index = IndexView {
        heading: "Events".into(),
        upcoming: vec![MonthView {
            month: "November 2026".into(),
            events: vec![EventCard::sample(), bare.clone()],
        }],
        past: vec![bare],
        ics_url: "/calendar.ics".into(),
        webcal_url: "webcal://boston.example/calendar.ics".into(),
    };
    let event = EventView {
        event: EventCard::sample(),
        html: "<p>We eat, go round with names.</p>".into(),
        dates: vec![DateView {
            url: "/events/supper/2026-11-29".into(),
            start: When::sample(),
            times: "18:30–20:00".into(),
            current: true,
        }],
        ics_url: "/events/supper.ics".into(),
        organiser: Some("Marisol".into()),
        map_url: Some("geo:42.37,-71.03".into()),
        report_url: "/report?what=event:1".into(),
    };
    vec![
        sample("calendar/section.html", &section),
        sample("calendar/index.html", &index),
        sample("calendar/event.html", &event),
    ]
}
