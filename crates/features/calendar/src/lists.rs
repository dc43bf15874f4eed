//! Lists of dates: what comes next, and what was.

use aggregator::shown::{CALENDAR_PAST, CALENDAR_UPCOMING, front_dates};
use chrono::NaiveDate;
use umbel_core::Instant;
use umbel_core::content::Event;
use umbel_core::time::local_to_instant;
use umbel_web_kit::stones::Link;
use umbel_web_kit::{Answer, PageHead, Problem, Visit};

use crate::cards::{by_month, cards};
use crate::views::{IndexView, MonthView, SectionView};

/// The part of front pages.
pub(crate) fn section(visit: &mut Visit<'_>) -> Result<Option<String>, Problem> {
    let now = visit.now;
    let dates = front_dates(&mut visit.scope(), now)?;
    if dates.is_empty() {
        return Ok(None);
    }
    let mut cards = cards(visit, &dates)?.into_iter();
    let view = SectionView {
        next: cards.next(),
        events: cards.collect(),
        more: Link::new(visit.words().say("calendar-more"), "/events"),
    };
    visit.fragment("calendar/section.html", &view).map(Some)
}

/// `GET /events`
pub(crate) fn upcoming(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let now = visit.now;
    let heading = visit.words().say("calendar-heading");
    list(visit, heading, "/events", now, None)
}

/// `GET /calendar?month=2026-11`: a whole month; without one, what comes next.
pub(crate) fn month(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let Some(text) = visit.asked("month").map(str::to_owned) else {
        return upcoming(visit);
    };
    let first = NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d").map_err(|_| Problem::NotFound)?;
    let next = first
        .checked_add_months(chrono::Months::new(1))
        .ok_or(Problem::NotFound)?;
    let words = visit.words();
    let start_of = |day: NaiveDate| local_to_instant(words.zone(), day.and_time(chrono::NaiveTime::MIN));
    use chrono::Datelike;
    let heading = words.month(first.year(), first.month());
    let path = format!("/calendar?month={}", first.format("%Y-%m"));
    list(visit, heading, &path, start_of(first), Some(start_of(next)))
}

fn list(
    visit: &mut Visit<'_>,
    heading: String,
    path: &str,
    from: Instant,
    before: Option<Instant>,
) -> Result<Answer, Problem> {
    let now = visit.now;
    let mut dates = Event::upcoming(&mut visit.scope(), from, now, CALENDAR_UPCOMING)?;
    if let Some(before) = before {
        dates.retain(|(date, _)| date.starts_at < before);
    }
    let past = if before.is_none() {
        Event::past(&mut visit.scope(), now, now, CALENDAR_PAST)?
    } else {
        Vec::new()
    };
    let upcoming = cards(visit, &dates)?;
    let past = cards(visit, &past)?;
    let ics = visit.url("/calendar.ics");
    let view = IndexView {
        upcoming: by_month(&visit.words(), &dates, upcoming)
            .into_iter()
            .map(|(month, events)| MonthView { month, events })
            .collect(),
        past,
        webcal_url: ics
            .replacen("https://", "webcal://", 1)
            .replacen("http://", "webcal://", 1),
        ics_url: "/calendar.ics".into(),
        heading: heading.clone(),
    };
    let head = PageHead::new(heading, path);
    visit.page("calendar/index.html", head, &view)
}
