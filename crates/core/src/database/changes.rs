//! What changed: the scopes a write touched, their generations in this process, and the journal other processes read.

use dashmap::DashMap;
use diesel::prelude::*;
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use super::Connection;
use crate::schema::changes;
use crate::{Error, Instant, Result, SiteId};

/// A part of what is held in memory that goes stale as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// What a site has published and shows: posts, pages, events, entries, comments.
    Content(SiteId),
    /// What a site is: name, hosts, status, theme, menu, features, settings.
    Identity(SiteId),
    /// The newswire as a network or the umbrella lists it, and its directory.
    News(SiteId),
    /// Everything, after a gap in what was heard.
    Everything,
}

impl fmt::Display for Scope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Content(site) => write!(formatter, "content:{site}"),
            Self::Identity(site) => write!(formatter, "identity:{site}"),
            Self::News(site) => write!(formatter, "news:{site}"),
            Self::Everything => formatter.write_str("everything"),
        }
    }
}

impl FromStr for Scope {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let unknown = || Error::Invalid(format!("“{text}” is not a scope"));
        if text == "everything" {
            return Ok(Self::Everything);
        }
        let (kind, number) = text.split_once(':').ok_or_else(unknown)?;
        let site = SiteId::numbered(number.parse().map_err(|_| unknown())?);
        match kind {
            "content" => Ok(Self::Content(site)),
            "identity" => Ok(Self::Identity(site)),
            "news" => Ok(Self::News(site)),
            _ => Err(unknown()),
        }
    }
}

/// One line of the journal.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    /// Its place in commit order.
    pub seq: i64,
    /// The process that wrote it.
    pub origin: i64,
    /// What changed.
    pub scope: Scope,
}

/// How often each scope has changed since this process began. Cached pages remember the numbers they were made from.
#[derive(Debug, Default)]
pub struct Generations(DashMap<Scope, u64, ahash::RandomState>);

impl Generations {
    /// The present generation of `scope`.
    #[must_use]
    pub fn of(&self, scope: Scope) -> u64 {
        self.0.get(&scope).map_or(0, |generation| *generation)
    }

    /// Makes everything that was made from `scope` stale.
    pub fn bump(&self, scope: Scope) {
        *self.0.entry(scope).or_insert(0) += 1;
    }
}

/// The advisory lock that keeps the journal in commit order on PostgreSQL ("chng" in ASCII).
const JOURNAL_LOCK: i64 = 0x63_68_6e_67;

/// Writes `scopes` into the journal, as the last act of the transaction that changed them.
pub(super) fn record(
    connection: &mut Connection,
    scopes: &BTreeSet<Scope>,
    origin: i64,
    now: Instant,
) -> QueryResult<()> {
    if scopes.is_empty() {
        return Ok(());
    }
    if let Connection::Postgres(postgres) = connection {
        // Numbers must become visible in their order, or a reader would step over one that commits late. The lock is
        // held from here to the commit, which follows at once.
        diesel::sql_query(format!("SELECT pg_advisory_xact_lock({JOURNAL_LOCK})")).execute(postgres)?;
    }
    let rows: Vec<_> = scopes
        .iter()
        .map(|scope| {
            (
                changes::origin.eq(origin),
                changes::scope.eq(scope.to_string()),
                changes::changed_at.eq(now),
            )
        })
        .collect();
    for chunk in rows.chunks(1_000) {
        crate::on_each_engine!(connection, engine => diesel::insert_into(changes::table)
            .values(chunk)
            .execute(engine))?;
    }
    Ok(())
}

/// The number of the newest change.
pub(super) fn newest(connection: &mut Connection) -> QueryResult<i64> {
    changes::table
        .select(diesel::dsl::max(changes::seq))
        .first::<Option<i64>>(connection)
        .map(Option::unwrap_or_default)
}

/// The changes after `seq`, in commit order. A line that cannot be read counts as [`Scope::Everything`].
pub(super) fn since(connection: &mut Connection, seq: i64) -> QueryResult<Vec<Change>> {
    let rows: Vec<(i64, i64, String)> = changes::table
        .filter(changes::seq.gt(seq))
        .order(changes::seq)
        .limit(10_000)
        .select((changes::seq, changes::origin, changes::scope))
        .load(connection)?;
    Ok(rows
        .into_iter()
        .map(|(seq, origin, scope)| Change {
            seq,
            origin,
            scope: scope.parse().unwrap_or(Scope::Everything),
        })
        .collect())
}

/// Forgets changes older than a day: a process that slept longer renews everything.
pub(super) fn prune(connection: &mut Connection, now: Instant) -> QueryResult<usize> {
    diesel::delete(changes::table.filter(changes::changed_at.lt(now.plus_seconds(-86_400)))).execute(connection)
}
