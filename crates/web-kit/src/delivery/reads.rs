//! Counting what is read, on the way out: no cookie, no address, nothing that tells two readers apart.
//!
//! A kept page carries its counter, so a page that is ready is counted by one addition; what was counted is written down
//! every few seconds. Robots that say so, pages that browsers fetch beforehand and readers who hold the page already are
//! not counted.

use actix_web::http::header::{self, HeaderMap};
use actix_web::http::{Method, StatusCode};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use umbel_core::content::{ReadTarget, Reads, add_reads, note_subscribers};
use umbel_core::{Result, SiteId, Store};

/// The longest name of a program that is looked at, in bytes.
const LONGEST_AGENT: usize = 256;
/// What programs that people read with begin their name with.
const READING_PROGRAMS: [&str; 6] = ["mozilla/", "opera/", "lynx/", "w3m/", "links ", "elinks/"];
/// What robots say of themselves. An address in the name is one's, too: people's programs carry none.
const ROBOT_WORDS: [&str; 10] = [
    "bot",
    "crawl",
    "spider",
    "slurp",
    "headless",
    "compatible;",
    "http:",
    "https:",
    "preview",
    "monitor",
];
/// Feed readers that say for how many people they fetch. Known names only: nobody else can fill the list.
const FEED_READERS: [&str; 14] = [
    "Feedly",
    "Feedbin",
    "Inoreader",
    "NewsBlur",
    "theoldreader",
    "BazQux",
    "Bloglovin",
    "Netvibes",
    "Feedspot",
    "G2Reader",
    "Feeder",
    "CommaFeed",
    "Feedbro",
    "Newsify",
];
/// What a feed reader says is believed up to this many.
const MOST_SUBSCRIBERS: i64 = 1_000_000;

/// What an answer counts as when it goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CountsAs {
    /// One reading of this.
    Reading(ReadTarget),
    /// A feed, whose reader may say how many people follow it.
    Feed,
}

/// The counter that a ready answer carries.
#[derive(Clone, Debug)]
pub(super) enum Counter {
    Reading(Arc<AtomicU32>),
    Feed(SiteId),
}

/// What has been read since it was last written down.
#[derive(Debug, Default)]
pub struct ReadCounters {
    readings: Mutex<HashMap<(SiteId, ReadTarget), Arc<AtomicU32>>>,
    subscribers: Mutex<HashMap<(SiteId, &'static str), i64>>,
}

impl ReadCounters {
    /// The counter of an answer that is being made.
    pub(super) fn counter(&self, site: SiteId, counts_as: CountsAs) -> Counter {
        match counts_as {
            CountsAs::Reading(target) => {
                Counter::Reading(Arc::clone(locked(&self.readings).entry((site, target)).or_default()))
            }
            CountsAs::Feed => Counter::Feed(site),
        }
    }

    /// Counts an answer that goes out to a request.
    pub(super) fn count(&self, counter: &Counter, method: &Method, asked: &HeaderMap, answered: StatusCode) {
        if *method != Method::GET {
            return;
        }
        match counter {
            Counter::Reading(count) => {
                if answered == StatusCode::OK && is_a_reader(asked) {
                    count.fetch_add(1, Ordering::Relaxed);
                }
            }
            // Feed readers mostly learn that nothing is new, and say it then, too.
            Counter::Feed(site) => {
                if let Some((reader, said)) = agent(asked).and_then(subscribers_said) {
                    let mut all = locked(&self.subscribers);
                    let most = all.entry((*site, reader)).or_insert(0);
                    *most = said.max(*most);
                }
            }
        }
    }

    /// Writes down what was counted since the last time. What cannot be written is kept for the next time.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn write_down(&self, store: &Store) -> Result<usize> {
        let counted = self.take_readings();
        let said: Vec<((SiteId, &'static str), i64)> = locked(&self.subscribers).drain().collect();
        if counted.is_empty() && said.is_empty() {
            return Ok(0);
        }
        let written = store.write(|write| {
            add_reads(write, &counted)?;
            for ((site, reader), most) in &said {
                note_subscribers(write, *site, reader, *most)?;
            }
            Ok(())
        });
        if written.is_err() {
            for one in &counted {
                if let Counter::Reading(count) = self.counter(one.site, CountsAs::Reading(one.target.clone())) {
                    count.fetch_add(u32::try_from(one.reads).unwrap_or(u32::MAX), Ordering::Relaxed);
                }
            }
        }
        written.map(|()| counted.len())
    }

    /// What was counted, and forgets counters that no kept page carries any more.
    fn take_readings(&self) -> Vec<Reads> {
        let mut counted = Vec::new();
        locked(&self.readings).retain(|(site, target), count| {
            let reads = count.swap(0, Ordering::Relaxed);
            if reads > 0 {
                counted.push(Reads {
                    site: *site,
                    target: target.clone(),
                    reads: i64::from(reads),
                });
            }
            reads > 0 || Arc::strong_count(count) > 1
        });
        counted
    }
}

/// A counter that somebody left in the middle of counting is still a counter.
fn locked<T>(counters: &Mutex<T>) -> MutexGuard<'_, T> {
    counters.lock().unwrap_or_else(PoisonError::into_inner)
}

fn agent(asked: &HeaderMap) -> Option<&str> {
    asked.get(header::USER_AGENT)?.to_str().ok()
}

/// Whether a person seems to read: a browser, of its own accord, that does not fetch beforehand.
fn is_a_reader(asked: &HeaderMap) -> bool {
    let beforehand = ["sec-purpose", "purpose", "x-moz"]
        .into_iter()
        .filter_map(|name| asked.get(name)?.to_str().ok())
        .any(|purpose| purpose.contains("prefetch") || purpose.contains("prerender"));
    !beforehand && agent(asked).is_some_and(is_a_browser)
}

/// Whether the name is one of a program that people read with.
fn is_a_browser(agent: &str) -> bool {
    let mut small = [0; LONGEST_AGENT];
    let length = agent.len().min(LONGEST_AGENT);
    for (to, from) in small.iter_mut().zip(agent.bytes().take(length)) {
        *to = from.to_ascii_lowercase();
    }
    let Ok(agent) = std::str::from_utf8(&small[..length]) else {
        return false;
    };
    READING_PROGRAMS.iter().any(|program| agent.starts_with(program))
        // There is a phone by the name of Cubot.
        && !ROBOT_WORDS
            .iter()
            .any(|word| agent.match_indices(word).any(|(at, _)| *word != "bot" || !agent[..at].ends_with("cu")))
}

/// The feed reader, and how many subscribers it says it has.
fn subscribers_said(agent: &str) -> Option<(&'static str, i64)> {
    let (before, _) = agent.split_once(" subscriber")?;
    let digits = before.len() - before.bytes().rev().take_while(u8::is_ascii_digit).count();
    let said: i64 = before[digits..].parse().ok()?;
    let reader = FEED_READERS.into_iter().find(|reader| {
        agent
            .get(..reader.len())
            .is_some_and(|beginning| beginning.eq_ignore_ascii_case(reader))
    })?;
    Some((reader, said.min(MOST_SUBSCRIBERS)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_readers_and_robots_are_not() {
        for reader in [
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Linux; Android 10; CUBOT_X30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 Mobile Safari/537.36",
            "Lynx/2.9.0dev.12 libwww-FM/2.14",
        ] {
            assert!(is_a_browser(reader), "{reader}");
        }
        for robot in [
            "",
            "curl/8.5.0",
            "python-requests/2.32",
            "Googlebot/2.1 (+http://www.google.com/bot.html)",
            "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/138.0 Safari/537.36",
            "Mozilla/5.0 (Linux; Android 6.0.1) Chrome/99 Mobile Safari/537.36 (compatible; Googlebot/2.1)",
            "facebookexternalhit/1.1",
            "\u{fc}",
        ] {
            assert!(!is_a_browser(robot), "{robot}");
        }
    }

    #[test]
    fn feed_readers_that_are_known_say_how_many_follow() {
        for (agent, said) in [
            (
                "Feedly/1.0 (+http://www.feedly.com/fetcher.html; 16 subscribers; like FeedFetcher-Google)",
                Some(("Feedly", 16)),
            ),
            ("Feedbin feed-id:123 - 5 subscribers", Some(("Feedbin", 5))),
            (
                "NewsBlur Feed Fetcher - 1 subscriber - https://newsblur.example",
                Some(("NewsBlur", 1)),
            ),
            (
                "Inoreader/1.0 (99999999999 subscribers)",
                Some(("Inoreader", MOST_SUBSCRIBERS)),
            ),
            ("Feedly/1.0 (many subscribers)", None),
            ("Somebody/1.0 (7 subscribers)", None),
            ("Fé 3 subscribers", None),
            ("", None),
        ] {
            assert_eq!(subscribers_said(agent), said, "{agent}");
        }
    }

    #[test]
    fn counters_that_nobody_carries_are_forgotten() {
        let counters = ReadCounters::default();
        let site = SiteId::numbered(1);
        let carried = counters.counter(site, CountsAs::Reading(ReadTarget::Front));
        let asked = HeaderMap::from_iter([(header::USER_AGENT, header::HeaderValue::from_static("Mozilla/5.0"))]);
        for _ in 0..3 {
            counters.count(&carried, &Method::GET, &asked, StatusCode::OK);
        }
        counters.count(&carried, &Method::HEAD, &asked, StatusCode::OK);
        counters.count(&carried, &Method::GET, &asked, StatusCode::NOT_MODIFIED);
        counters.count(&carried, &Method::GET, &HeaderMap::new(), StatusCode::OK);
        assert_eq!(counters.take_readings()[0].reads, 3);
        assert_eq!(locked(&counters.readings).len(), 1);
        drop(carried);
        assert!(counters.take_readings().is_empty());
        assert!(locked(&counters.readings).is_empty());
    }
}
