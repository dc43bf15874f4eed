//! iCalendar files (RFC 5545). Instants are written in UTC, which every calendar shows in its owner's own time.

use aggregator::shown::{CALENDAR_FILE_DATES, CALENDAR_FILE_LOOK_BACK};
use umbel_core::content::{Event, Occurrence};
use umbel_core::icalendar::{self, escaped, line};
use umbel_web_kit::syndication::permanent_id;
use umbel_web_kit::{Answer, Problem, Visit};

use crate::cards::url_of;
use crate::event;

const MIME: &str = "text/calendar; charset=utf-8";

/// `GET /calendar.ics`
pub(crate) fn all(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let now = visit.now;
    let from = now.plus_seconds(-CALENDAR_FILE_LOOK_BACK);
    let dates = Event::upcoming(&mut visit.scope(), from, now, CALENDAR_FILE_DATES)?;
    let site = visit.current.here.site.name.clone();
    let title = visit
        .words()
        .say_with("calendar-feed-title", &[("site", site.as_str().into())]);
    Ok(file(visit, &title, &dates))
}

/// `GET /events/{slug}.ics`
pub(crate) fn one(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let (event, dates) = event::find(visit)?;
    let title = event.title.clone();
    let dates: Vec<_> = dates.into_iter().map(|date| (date, event.clone())).collect();
    Ok(file(visit, &title, &dates))
}

fn file(visit: &Visit<'_>, title: &str, dates: &[(Occurrence, Event)]) -> Answer {
    let mut text = String::new();
    line(&mut text, "BEGIN:VCALENDAR");
    line(&mut text, "VERSION:2.0");
    line(&mut text, "PRODID:-//Umbel//Umbel//EN");
    line(&mut text, "CALSCALE:GREGORIAN");
    line(&mut text, "METHOD:PUBLISH");
    line(&mut text, &format!("X-WR-CALNAME:{}", escaped(title)));
    line(
        &mut text,
        &format!("X-WR-TIMEZONE:{}", visit.current.here.site.time_zone),
    );
    line(&mut text, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    for (date, event) in dates {
        let uid = permanent_id(date.site_id, date.id);
        let url = format!("{}{}", visit.base_url(), url_of(event, date));
        icalendar::event(&mut text, event, date, &uid, &url);
    }
    line(&mut text, "END:VCALENDAR");
    Answer::File { mime: MIME, text }
}
