//! All events as an iCalendar file (RFC 5545), for every calendar there is. `events.json` says the same without loss.

use umbel_core::content::Status;
use umbel_core::icalendar::{escaped, line, utc};
use umbel_core::markdown::plain_text;

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
            line(&mut text, "BEGIN:VEVENT");
            line(
                &mut text,
                &format!("UID:{}-{}@{}", event.slug, date.slug, contents.lineage()),
            );
            line(&mut text, &format!("DTSTAMP:{}", utc(event.updated_at)));
            line(&mut text, &format!("DTSTART:{}", utc(date.starts_at)));
            line(&mut text, &format!("DTEND:{}", utc(date.ends_at)));
            line(&mut text, &format!("SUMMARY:{}", escaped(&event.title)));
            line(&mut text, &format!("DESCRIPTION:{}", escaped(&plain_text(&event.html))));
            let place: Vec<&str> = [event.place.as_deref(), event.address.as_deref()]
                .into_iter()
                .flatten()
                .collect();
            if !place.is_empty() {
                line(&mut text, &format!("LOCATION:{}", escaped(&place.join(", "))));
            }
            if let (Some(latitude), Some(longitude)) = (event.latitude, event.longitude) {
                line(&mut text, &format!("GEO:{latitude:.6};{longitude:.6}"));
            }
            line(&mut text, &format!("URL:{origin}/events/{}", event.slug));
            let state = match (event.cancelled, event.status) {
                (true, _) => "CANCELLED",
                (false, Status::Published) => "CONFIRMED",
                (false, _) => "TENTATIVE",
            };
            line(&mut text, &format!("STATUS:{state}"));
            line(&mut text, "END:VEVENT");
        }
    }
    line(&mut text, "END:VCALENDAR");
    text
}
