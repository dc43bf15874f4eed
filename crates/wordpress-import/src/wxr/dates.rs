//! The dates of an export, of which there are three spellings and several kinds of nothing.

use chrono::{DateTime, Datelike, NaiveDateTime, Utc};

/// A date of WordPress (`2014-05-01 18:30:00`), taken for UTC. Zeroes are no date.
pub(super) fn from_wordpress(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let naive = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text.trim_end_matches('Z'), format).ok())?;
    plausible(naive.and_utc())
}

/// A date of RSS (`Thu, 01 May 2014 18:30:00 +0000`). Drafts carry `Wed, 30 Nov -0001`, which is no date.
pub(super) fn from_rss(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    // The day of the week says nothing new, and is wrong in files that were edited by hand.
    let without_weekday = text.split_once(',').map_or(text, |(_, rest)| rest).trim();
    let date = DateTime::parse_from_rfc2822(without_weekday).ok()?;
    plausible(date.with_timezone(&Utc))
}

/// Years that fit four digits: everything else is a placeholder or a slip, and breaks what prints it.
fn plausible(date: DateTime<Utc>) -> Option<DateTime<Utc>> {
    (1..=9999).contains(&date.year()).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spellings_of_a_date_are_read() {
        let expected = "2014-05-01T18:30:00Z".parse::<DateTime<Utc>>().unwrap();
        for text in ["2014-05-01 18:30:00", " 2014-05-01 18:30:00\n", "2014-05-01T18:30:00Z"] {
            assert_eq!(from_wordpress(text), Some(expected), "{text}");
        }
        for text in [
            "Thu, 01 May 2014 18:30:00 +0000",
            "Mon, 01 May 2014 20:30:00 +0200",
            "01 May 2014 18:30:00 GMT",
        ] {
            assert_eq!(from_rss(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn the_kinds_of_nothing_are_no_date() {
        for text in ["", "0000-00-00 00:00:00", "soon", "2014-13-01 00:00:00"] {
            assert_eq!(from_wordpress(text), None, "{text}");
        }
        for text in ["", "Wed, 30 Nov -0001 00:00:00 +0000", "yesterday"] {
            assert_eq!(from_rss(text), None, "{text}");
        }
    }
}
