//! How it goes: how often things were read, who came and went, who follows. Nothing about who reads.

use aggregator::figures::figures;
use serde::Serialize;
use std::collections::BTreeMap;
use umbel_core::content::{Event, READS_KEPT_DAYS, ReadTarget, day_of, most_read, reads_by_day, subscribers};
use umbel_core::people::{Role, SignedIn};
use umbel_core::{Id, Instant};
use umbel_web_kit::i18n::Words;
use umbel_web_kit::path::encoded;
use umbel_web_kit::workplace;
use umbel_web_kit::{Answer, Problem, Visit};

use crate::chart::Chart;

/// The spans of days that can be looked at.
const SPANS: [i64; 3] = [7, 30, 90];
/// The span that is shown first.
const USUAL_SPAN: i64 = 30;
/// How many of the most read are named.
const MOST_NAMED: usize = 10;
const SECONDS_OF_A_DAY: i64 = 86_400;

/// `arrangement/figures.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FiguresView {
    spans: Vec<SpanView>,
    days: i64,
    /// What the chart shows, in a sentence.
    chart_words: String,
    chart: Chart,
    /// The days with their numbers, the latest first: (day, reads).
    table: Vec<(String, i64)>,
    most_read: Vec<ReadRow>,
    happened: Vec<HappenedView>,
    /// What feed readers say: (reader, subscribers).
    subscribers: Vec<(String, i64)>,
    kept_days: i64,
    may_see_log: bool,
}

/// A span of days and how often things were read in it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SpanView {
    days: i64,
    reads: i64,
    url: String,
    current: bool,
}

/// Something that was read.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ReadRow {
    title: String,
    /// Where it is; none when it shows no more.
    url: Option<String>,
    reads: i64,
}

/// A number beside its words.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct HappenedView {
    words: String,
    count: i64,
}

/// The page.
pub(crate) fn show(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let (words, now) = (visit.words(), visit.now);
    let days = match visit.asked("days").map(str::parse) {
        None => USUAL_SPAN,
        Some(Ok(days)) if SPANS.contains(&days) => days,
        Some(_) => return Err(Problem::NotFound),
    };
    let today = day_of(now);
    let longest = SPANS.into_iter().max().unwrap_or(USUAL_SPAN);
    let by_day: BTreeMap<i64, i64> = reads_by_day(&mut visit.scope(), today - longest + 1)?
        .into_iter()
        .collect();
    let within = |span: i64| by_day.range(today - span + 1..).map(|(_, reads)| *reads).sum::<i64>();
    let numbers: Vec<(i64, i64)> = (today - days + 1..=today)
        .map(|day| (day, by_day.get(&day).copied().unwrap_or(0)))
        .collect();
    let since = Instant::from_microseconds((today - days + 1) * SECONDS_OF_A_DAY * 1_000_000);
    let happened = figures(&mut visit.scope(), since, now)?;
    let most = most_read(&mut visit.scope(), today - days + 1, MOST_NAMED)?;
    let view = FiguresView {
        spans: SPANS
            .into_iter()
            .map(|span| SpanView {
                days: span,
                reads: within(span),
                url: format!("/manage/figures?days={span}"),
                current: span == days,
            })
            .collect(),
        days,
        chart_words: words.say_with(
            "figures-chart",
            &[("days", days.into()), ("count", within(days).into())],
        ),
        chart: Chart::of(numbers.iter().map(|(day, reads)| {
            let text = words.say_with(
                "figures-bar",
                &[("date", day_in_words(&words, *day).into()), ("count", (*reads).into())],
            );
            (*reads, text)
        })),
        table: numbers
            .iter()
            .rev()
            .map(|(day, reads)| (day_in_words(&words, *day), *reads))
            .collect(),
        most_read: named(visit, &most)?,
        happened: [
            ("members", happened.members),
            ("joined", happened.joined),
            ("left", happened.left),
            ("posts", happened.posts),
            ("comments", happened.comments),
        ]
        .into_iter()
        .map(|(key, count)| HappenedView {
            words: words.say_with(&format!("figures-{key}"), &[("count", count.into())]),
            count,
        })
        .collect(),
        subscribers: subscribers(&mut visit.scope(), today - days + 1)?,
        kept_days: READS_KEPT_DAYS,
        may_see_log: person.standing.is_at_least(Role::Manager),
    };
    workplace::page(visit, person, "figures", "arrangement/figures.html", &view)
}

/// A day as it is counted: by the clocks of Greenwich.
fn day_in_words(words: &Words<'_>, day: i64) -> String {
    let moment = Instant::from_microseconds(day * SECONDS_OF_A_DAY * 1_000_000);
    let when = words.when_in(moment, umbel_core::time::zone_or_utc("UTC"));
    format!("{} {}", when.weekday_short, when.short)
}

/// What was read, by name: two queries.
fn named(visit: &mut Visit<'_>, most: &[(ReadTarget, i64)]) -> Result<Vec<ReadRow>, Problem> {
    let now = visit.now;
    let posts: Vec<Id> = most
        .iter()
        .filter_map(|(target, _)| match target {
            ReadTarget::Post(id) => Some(*id),
            _ => None,
        })
        .collect();
    let events: Vec<Id> = most
        .iter()
        .filter_map(|(target, _)| match target {
            ReadTarget::Event(id) => Some(*id),
            _ => None,
        })
        .collect();
    let posts = umbel_core::content::shown_by_id(&mut visit.scope(), &posts, now)?;
    let events = Event::by_id(&mut visit.scope(), &events, now)?;
    let words = visit.words();
    Ok(most
        .iter()
        .map(|(target, reads)| {
            let found = match target {
                ReadTarget::Front => Some((words.say("figures-front"), "/".to_owned())),
                ReadTarget::Post(id) => posts
                    .iter()
                    .find(|(known, ..)| known == id)
                    .map(|(_, title, url)| (title.clone(), encoded(url))),
                ReadTarget::Event(id) => events
                    .iter()
                    .find(|event| event.id == *id)
                    .map(|event| (event.title.clone(), encoded(&format!("/events/{}", event.slug)))),
            };
            match found {
                Some((title, url)) => ReadRow {
                    title: if title.trim().is_empty() {
                        words.say("untitled")
                    } else {
                        title
                    },
                    url: Some(url),
                    reads: *reads,
                },
                None => ReadRow {
                    title: words.say("figures-gone"),
                    url: None,
                    reads: *reads,
                },
            }
        })
        .collect())
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let full = FiguresView {
        spans: vec![
            SpanView {
                days: 7,
                reads: 40,
                url: "/manage/figures?days=7".into(),
                current: true,
            },
            SpanView {
                days: 30,
                reads: 140,
                url: "/manage/figures?days=30".into(),
                current: false,
            },
        ],
        days: 7,
        chart_words: "Read 40 times in 7 days.".into(),
        chart: Chart::of([(3, "Sun 22 Nov: 3".into()), (9, "Mon 23 Nov: 9".into())]),
        table: vec![("Sun 22 Nov".into(), 3)],
        most_read: vec![
            ReadRow {
                title: "Rent strike".into(),
                url: Some("/blog/rent-strike".into()),
                reads: 20,
            },
            ReadRow {
                title: "Something that no longer shows".into(),
                url: None,
                reads: 2,
            },
        ],
        happened: vec![HappenedView {
            words: "people joined".into(),
            count: 2,
        }],
        subscribers: vec![("Feedly".into(), 16)],
        kept_days: READS_KEPT_DAYS,
        may_see_log: true,
    };
    let empty = FiguresView {
        most_read: Vec::new(),
        subscribers: Vec::new(),
        may_see_log: false,
        ..full.clone()
    };
    vec![
        workplace::sample("arrangement/figures.html", &full),
        workplace::sample("arrangement/figures.html", &empty),
    ]
}
