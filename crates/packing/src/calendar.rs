//! All events as an iCalendar file (RFC 5545), for every calendar there is. `events.json` says the same without loss.

use umbel_core::icalendar::{self, escaped, line};

use crate::contents::Contents;

/// The file; `origin` begins the addresses of the events.
#[must_use]
pub fn file(contents: &Contents, origin: &str) -> String {
    let mut text = String::new();
    line(&mut text, "BEGIN:VCALENDAR");
    line(&mut text, "VERSION:2.0");
    line(&mut text, "PRODID:-//Umbel//Umbel//EN");
    line(&mut text, "CALSCALE:GREGORIAN");
    line(&mut text, &format!("X-WR-CALNAME:{}", escaped(&contents.site.name)));
    for (event, dates) in &contents.events {
        for date in dates {
            let uid = format!("{}-{}@{}", event.slug, date.slug, contents.lineage());
            let url = format!("{origin}/events/{}", event.slug);
            icalendar::event(&mut text, event, date, &uid, &url);
        }
    }
    line(&mut text, "END:VCALENDAR");
    text
}
