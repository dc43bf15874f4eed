//! How often things were read, by day. Nothing about who: no address, no cookie, nothing that tells two readers apart.

use diesel::prelude::*;
use std::collections::HashSet;

use super::posts::{PostKind, url_of, visible};
use crate::database::{SiteScope, Write};
use crate::schema::{posts, read_counts, sites};
use crate::{Id, Instant, Result, SiteId, on_each_engine};

/// For so many days counts are kept.
pub const READS_KEPT_DAYS: i64 = 400;
/// What the counts of feed readers begin with: how many subscribers a reader says it has.
const READER: &str = "reader:";

/// What can be read and is counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReadTarget {
    /// The front page.
    Front,
    /// A post or page.
    Post(Id),
    /// An event.
    Event(Id),
}

impl ReadTarget {
    /// The stored word.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Front => "front".into(),
            Self::Post(id) => format!("post:{id}"),
            Self::Event(id) => format!("event:{id}"),
        }
    }

    /// Reads [`ReadTarget::text`]; none for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once(':') {
            None => (text == "front").then_some(Self::Front),
            Some(("post", id)) => id.parse().ok().map(|id| Self::Post(Id(id))),
            Some(("event", id)) => id.parse().ok().map(|id| Self::Event(Id(id))),
            Some(_) => None,
        }
    }
}

/// How often one thing was read since it was last written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reads {
    /// The site.
    pub site: SiteId,
    /// What was read.
    pub target: ReadTarget,
    /// How often.
    pub reads: i64,
}

/// The day a moment falls on: days since 1970, UTC.
#[must_use]
pub fn day_of(moment: Instant) -> i64 {
    moment.seconds().div_euclid(86_400)
}

/// Adds to what was read on the day of the writing. Several processes may add to the same day.
///
/// # Errors
/// When the database refuses; then nothing was added.
pub fn add_reads(write: &mut Write<'_>, counted: &[Reads]) -> Result<()> {
    let day = day_of(write.now);
    let known = known_sites(write, counted.iter().map(|one| one.site))?;
    for one in counted.iter().filter(|one| known.contains(&one.site)) {
        let row = (
            read_counts::site_id.eq(one.site),
            read_counts::target.eq(one.target.text()),
            read_counts::day.eq(day),
            read_counts::reads.eq(one.reads),
        );
        on_each_engine!(write.connection, engine => diesel::insert_into(read_counts::table)
            .values(row)
            .on_conflict((read_counts::site_id, read_counts::target, read_counts::day))
            .do_update()
            .set(read_counts::reads.eq(read_counts::reads + one.reads))
            .execute(engine))?;
    }
    Ok(())
}

/// Notes how many subscribers a feed reader says it has; the highest of a day stays.
///
/// # Errors
/// When the database refuses.
pub fn note_subscribers(write: &mut Write<'_>, site: SiteId, reader: &str, subscribers: i64) -> Result<()> {
    if !known_sites(write, [site])?.contains(&site) {
        return Ok(());
    }
    let day = day_of(write.now);
    let target = format!("{READER}{reader}");
    let key = (site, &target, day);
    let before: Option<i64> = read_counts::table
        .find(key)
        .select(read_counts::reads)
        .first(write.connection)
        .optional()?;
    match before {
        Some(known) if known >= subscribers => {}
        Some(_) => {
            diesel::update(read_counts::table.find(key))
                .set(read_counts::reads.eq(subscribers))
                .execute(write.connection)?;
        }
        None => {
            let row = (
                read_counts::site_id.eq(site),
                read_counts::target.eq(&target),
                read_counts::day.eq(day),
                read_counts::reads.eq(subscribers),
            );
            // Another process may have said it in between; then theirs stays.
            on_each_engine!(write.connection, engine => diesel::insert_into(read_counts::table)
                .values(row)
                .on_conflict_do_nothing()
                .execute(engine))?;
        }
    }
    Ok(())
}

/// A site that is gone has nothing to count; one such row would make all the others wait.
fn known_sites(write: &mut Write<'_>, wanted: impl IntoIterator<Item = SiteId>) -> Result<HashSet<SiteId>> {
    let mut wanted: Vec<SiteId> = wanted.into_iter().collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut known = HashSet::with_capacity(wanted.len());
    for some in wanted.chunks(1_000) {
        let found: Vec<SiteId> = sites::table
            .filter(sites::id.eq_any(some))
            .select(sites::id)
            .load(write.connection)?;
        known.extend(found);
    }
    Ok(known)
}

/// How often everything of a site was read, by day, from `first_day` on: days without a reader are left out.
///
/// # Errors
/// When the database refuses.
pub fn reads_by_day(scope: &mut SiteScope<'_>, first_day: i64) -> Result<Vec<(i64, i64)>> {
    let rows: Vec<(i64, i64)> = read_counts::table
        .filter(read_counts::site_id.eq(scope.site))
        .filter(read_counts::day.ge(first_day))
        .filter(read_counts::target.not_like(format!("{READER}%")))
        .select((read_counts::day, read_counts::reads))
        .load(scope.connection)?;
    let mut by_day = std::collections::BTreeMap::new();
    for (day, reads) in rows {
        *by_day.entry(day).or_insert(0) += reads;
    }
    Ok(by_day.into_iter().collect())
}

/// How often each thing of a site was read from `first_day` on, the most read first.
///
/// # Errors
/// When the database refuses.
pub fn most_read(scope: &mut SiteScope<'_>, first_day: i64, limit: usize) -> Result<Vec<(ReadTarget, i64)>> {
    let rows: Vec<(String, i64)> = read_counts::table
        .filter(read_counts::site_id.eq(scope.site))
        .filter(read_counts::day.ge(first_day))
        .filter(read_counts::target.not_like(format!("{READER}%")))
        .select((read_counts::target, read_counts::reads))
        .load(scope.connection)?;
    let mut by_target = std::collections::HashMap::new();
    for (target, reads) in rows {
        *by_target.entry(target).or_insert(0) += reads;
    }
    let mut all: Vec<(ReadTarget, i64)> = by_target
        .into_iter()
        .filter_map(|(target, reads)| Some((ReadTarget::parse(&target)?, reads)))
        .collect();
    all.sort_by(|(one, reads), (other, others)| others.cmp(reads).then_with(|| other.cmp(one)));
    all.truncate(limit);
    Ok(all)
}

/// How often one thing was read, by day, from `first_day` on.
///
/// # Errors
/// When the database refuses.
pub fn reads_of(scope: &mut SiteScope<'_>, target: &ReadTarget, first_day: i64) -> Result<Vec<(i64, i64)>> {
    Ok(read_counts::table
        .filter(read_counts::site_id.eq(scope.site))
        .filter(read_counts::target.eq(target.text()))
        .filter(read_counts::day.ge(first_day))
        .order(read_counts::day)
        .select((read_counts::day, read_counts::reads))
        .load(scope.connection)?)
}

/// What feed readers said from `first_day` on: (reader, subscribers), the highest of each, most first.
///
/// # Errors
/// When the database refuses.
pub fn subscribers(scope: &mut SiteScope<'_>, first_day: i64) -> Result<Vec<(String, i64)>> {
    let rows: Vec<(String, i64)> = read_counts::table
        .filter(read_counts::site_id.eq(scope.site))
        .filter(read_counts::day.ge(first_day))
        .filter(read_counts::target.like(format!("{READER}%")))
        .order(read_counts::day)
        .select((read_counts::target, read_counts::reads))
        .load(scope.connection)?;
    // The latest day a reader said something counts: people unsubscribe, too.
    let latest: std::collections::BTreeMap<String, i64> = rows
        .into_iter()
        .filter_map(|(target, said)| Some((target.strip_prefix(READER)?.to_owned(), said)))
        .collect();
    let mut all: Vec<(String, i64)> = latest.into_iter().collect();
    all.sort_by_key(|(_, said)| std::cmp::Reverse(*said));
    Ok(all)
}

/// Forgets counts older than [`READS_KEPT_DAYS`].
///
/// # Errors
/// When the database refuses.
pub fn prune_reads(write: &mut Write<'_>) -> Result<usize> {
    let oldest = day_of(write.now) - READS_KEPT_DAYS;
    Ok(diesel::delete(read_counts::table.filter(read_counts::day.lt(oldest))).execute(write.connection)?)
}

/// Which of several posts and pages everybody may see: (id, title, path of its page).
///
/// # Errors
/// When the database refuses.
pub fn shown_by_id(scope: &mut SiteScope<'_>, ids: &[Id], now: Instant) -> Result<Vec<(Id, String, String)>> {
    let rows: Vec<(Id, PostKind, String, String)> = posts::table
        .filter(posts::site_id.eq(scope.site))
        .filter(posts::id.eq_any(ids))
        .filter(visible(now))
        .select((posts::id, posts::kind, posts::title, posts::path))
        .load(scope.connection)?;
    Ok(rows
        .into_iter()
        .map(|(id, kind, title, path)| (id, title, url_of(kind, &path)))
        .collect())
}
