//! An event's own page.

use serde_json::json;
use umbel_core::content::{Event, Occurrence, ReadTarget};
use umbel_core::time::zone_or_utc;
use umbel_web_kit::path::encoded;
use umbel_web_kit::{Answer, PageHead, Problem, Visit};

use crate::cards::{cards, times, url_of};
use crate::views::{DateView, EventView};

/// Other dates shown beside one of a repeating event.
const OTHER_DATES: usize = 8;

/// `GET /events/{slug}`: the next date, or the last when all are over.
pub(crate) fn next_date(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let (event, dates) = find(visit)?;
    let now = visit.now;
    let date = dates
        .iter()
        .find(|date| date.ends_at > now)
        .or_else(|| dates.last())
        .cloned()
        .ok_or(Problem::NotFound)?;
    show(visit, event, &dates, date)
}

/// `GET /events/{slug}/{date}`: one date of a repeating event.
pub(crate) fn one_date(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let (event, dates) = find(visit)?;
    let wanted = visit.parameter("date");
    let date = dates
        .iter()
        .find(|date| date.slug == wanted)
        .cloned()
        .ok_or(Problem::NotFound)?;
    if event.repeats.is_none() {
        return Ok(Answer::Moved(url_of(&event, &date)));
    }
    show(visit, event, &dates, date)
}

/// The visible event a path names, with all its dates.
pub(crate) fn find(visit: &mut Visit<'_>) -> Result<(Event, Vec<Occurrence>), Problem> {
    let slug = visit.parameter("slug").to_owned();
    let now = visit.now;
    let event = Event::visible_with_slug(&mut visit.scope(), &slug, now)?.ok_or(Problem::NotFound)?;
    let dates = Event::dates(&mut visit.scope(), event.id)?;
    Ok((event, dates))
}

fn show(visit: &mut Visit<'_>, event: Event, dates: &[Occurrence], date: Occurrence) -> Result<Answer, Problem> {
    let card = cards(visit, &[(date.clone(), event.clone())])?
        .pop()
        .ok_or(Problem::NotFound)?;
    visit.counts_as_reading(ReadTarget::Event(event.id));
    let words = visit.words();
    let zone = zone_or_utc(&event.time_zone);
    let now = visit.now;
    let others = dates
        .iter()
        .filter(|other| event.repeats.is_some() && (other.ends_at > now || other.id == date.id))
        .take(OTHER_DATES)
        .map(|other| {
            let start = words.when_in(other.starts_at, zone);
            DateView {
                url: url_of(&event, other),
                times: times(&words, &start, &words.when_in(other.ends_at, zone)),
                start,
                current: other.id == date.id,
            }
        })
        .collect();
    let path = url_of(&event, &date);
    let location = event
        .place
        .as_ref()
        .map(|place| json!({ "@type": "Place", "name": place, "address": event.address }));
    let online = card
        .online_url
        .as_ref()
        .map(|url| json!({ "@type": "VirtualLocation", "url": url }));
    let head = PageHead {
        description: event.summary.clone(),
        picture: card.picture.clone(),
        json_ld: Some(json!({
            "@context": "https://schema.org",
            "@type": "Event",
            "name": event.title,
            "description": event.summary,
            "startDate": card.start.iso,
            "endDate": card.end.as_ref().map(|end| end.iso.clone()),
            "eventStatus": if event.cancelled { "https://schema.org/EventCancelled" } else { "https://schema.org/EventScheduled" },
            "location": location.or(online),
            "organizer": { "@type": "Organization", "name": visit.current.here.site.name, "url": visit.base_url() },
            "url": format!("{}{path}", visit.base_url()),
        })),
        ..PageHead::new(event.title.clone(), path)
    };
    let view = EventView {
        event: card,
        dates: others,
        ics_url: encoded(&format!("/events/{}.ics", event.slug)),
        organiser: Some(event.organiser).filter(|text| !text.is_empty()),
        // A geo URI (RFC 5870) opens the visitor's own map and tells nobody.
        map_url: event
            .latitude
            .zip(event.longitude)
            .map(|(latitude, longitude)| format!("geo:{latitude:.5},{longitude:.5}")),
        report_url: format!("/report?what=event:{}", event.id),
        html: event.html,
    };
    visit.page("calendar/event.html", head, &view)
}
