//! Instants and the clock. Rules never read the clock; the time comes in as an argument.

use chrono::{DateTime, TimeZone, Utc};
use chrono_tz::Tz;
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::BigInt;
use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicI64, Ordering};

/// A moment: microseconds since 1970-01-01T00:00:00Z, as both engines store it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, AsExpression, FromSqlRow, Serialize, Deserialize,
)]
#[diesel(sql_type = BigInt)]
#[serde(transparent)]
pub struct Instant(i64);

impl Instant {
    /// The moment `microseconds` after 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn from_microseconds(microseconds: i64) -> Self {
        Self(microseconds)
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn microseconds(self) -> i64 {
        self.0
    }

    /// Whole seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// The same moment for chrono; a moment chrono cannot hold becomes 1970.
    #[must_use]
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0).unwrap_or_default()
    }

    /// The same moment on the clocks of `zone`.
    #[must_use]
    pub fn in_zone(self, zone: Tz) -> DateTime<Tz> {
        zone.from_utc_datetime(&self.utc().naive_utc())
    }

    /// This moment plus `seconds` (which may be negative).
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// RFC 3339 with seconds, in UTC: `2026-11-22T18:30:00Z`.
    #[must_use]
    pub fn rfc3339(self) -> String {
        self.utc().format("%Y-%m-%dT%H:%M:%SZ").to_string()
    }
}

impl From<DateTime<Utc>> for Instant {
    fn from(moment: DateTime<Utc>) -> Self {
        Self(moment.timestamp_micros())
    }
}

impl<DB> ToSql<BigInt, DB> for Instant
where
    DB: Backend,
    i64: ToSql<BigInt, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.to_sql(out)
    }
}

impl<DB> FromSql<BigInt, DB> for Instant
where
    DB: Backend,
    i64: FromSql<BigInt, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        i64::from_sql(bytes).map(Self)
    }
}

/// Where the time comes from.
#[derive(Debug, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// A clock that tests set, in microseconds since 1970.
    Set(AtomicI64),
}

impl Clock {
    /// A clock that stands at `moment` until it is set again.
    #[must_use]
    pub const fn at(moment: Instant) -> Self {
        Self::Set(AtomicI64::new(moment.0))
    }

    /// The present moment.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    pub fn now(&self) -> Instant {
        match self {
            Self::System => Utc::now().into(),
            Self::Set(microseconds) => Instant(microseconds.load(Ordering::Relaxed)),
        }
    }

    /// Sets a clock made by [`Clock::at`]; the machine's clock is left alone.
    pub fn set(&self, moment: Instant) {
        if let Self::Set(microseconds) = self {
            microseconds.store(moment.0, Ordering::Relaxed);
        }
    }
}

/// The zone named `name`, or UTC when the name is unknown.
#[must_use]
pub fn zone_or_utc(name: &str) -> Tz {
    name.parse().unwrap_or(Tz::UTC)
}

/// The moment at which the clocks of `zone` show `local`.
///
/// A time that a change of clocks skips is moved on to the first that exists; of a time that happens twice the first is
/// taken.
#[must_use]
pub fn local_to_instant(zone: Tz, local: chrono::NaiveDateTime) -> Instant {
    for minutes in (0..=180).step_by(15) {
        let candidate = local + chrono::Duration::minutes(minutes);
        if let Some(moment) = zone.from_local_datetime(&candidate).earliest() {
            return moment.with_timezone(&Utc).into();
        }
    }
    Utc.from_utc_datetime(&local).into()
}
