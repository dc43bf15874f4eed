//! Writing iCalendar files (RFC 5545). Instants are written in UTC, which every calendar shows in its owner's own time.

use crate::Instant;
use crate::content::{Event, Occurrence, Status};
use crate::markdown::plain_text;

/// A moment in UTC (section 3.3.5).
#[must_use]
pub fn utc(moment: Instant) -> String {
    moment.utc().format("%Y%m%dT%H%M%SZ").to_string()
}

/// A TEXT value (section 3.3.11). What no calendar could show is left out.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.chars()
        .filter(|character| *character == '\n' || !character.is_control())
        .map(|character| match character {
            '\\' | ';' | ',' => format!("\\{character}"),
            '\n' => "\\n".to_owned(),
            other => other.to_string(),
        })
        .collect()
}

/// A content line, folded before 75 octets and never within a character (section 3.1).
pub fn line(text: &mut String, content: &str) {
    let mut length = 0;
    for character in content.chars() {
        if length + character.len_utf8() > 74 {
            text.push_str("\r\n ");
            length = 1;
        }
        length += character.len_utf8();
        text.push(character);
    }
    text.push_str("\r\n");
}

/// One date of an event as a VEVENT (section 3.6.1). `uid` must stay the same for ever, `url` leads to its page.
pub fn event(text: &mut String, event: &Event, date: &Occurrence, uid: &str, url: &str) {
    line(text, "BEGIN:VEVENT");
    line(text, &format!("UID:{uid}"));
    line(text, &format!("DTSTAMP:{}", utc(event.updated_at)));
    line(text, &format!("LAST-MODIFIED:{}", utc(event.updated_at)));
    line(text, &format!("DTSTART:{}", utc(date.starts_at)));
    line(text, &format!("DTEND:{}", utc(date.ends_at)));
    line(text, &format!("SUMMARY:{}", escaped(&event.title)));
    line(text, &format!("DESCRIPTION:{}", escaped(&plain_text(&event.html))));
    let place: Vec<&str> = [event.place.as_deref(), event.address.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    if !place.is_empty() {
        line(text, &format!("LOCATION:{}", escaped(&place.join(", "))));
    }
    if let (Some(latitude), Some(longitude)) = (event.latitude, event.longitude) {
        line(text, &format!("GEO:{latitude:.6};{longitude:.6}"));
    }
    line(text, &format!("URL:{url}"));
    let state = match (event.cancelled, event.status) {
        (true, _) => "CANCELLED",
        (false, Status::Published) => "CONFIRMED",
        (false, _) => "TENTATIVE",
    };
    line(text, &format!("STATUS:{state}"));
    line(text, "END:VEVENT");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters() {
        let mut text = String::new();
        line(&mut text, &format!("SUMMARY:{}", "ñ".repeat(100)));
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        assert_eq!(
            text.replace("\r\n ", "").trim_end(),
            format!("SUMMARY:{}", "ñ".repeat(100))
        );
        assert_eq!(escaped("a,b;c\\d\ne"), "a\\,b\\;c\\\\d\\ne");
        assert_eq!(escaped("one\r\ntwo\u{7}"), "one\\ntwo");
    }
}
