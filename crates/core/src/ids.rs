//! Identifiers: 64-bit numbers that sort by the time they were made and cannot be guessed one from the next.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::BigInt;
use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicI64, Ordering};

use crate::time::Instant;

/// 2024-01-01T00:00:00Z in milliseconds since 1970: where the clock part of an [`Id`] begins.
const EPOCH_MILLISECONDS: i64 = 1_704_067_200_000;
const RANDOM_BITS: u32 = 22;

/// The identifier of a row: 41 bits of milliseconds since 2024, then 22 random bits.
///
/// Ids are unique over all sites in practice, but only `(site_id, id)` is promised.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, AsExpression, FromSqlRow, Serialize, Deserialize,
)]
#[diesel(sql_type = BigInt)]
#[serde(transparent)]
pub struct Id(pub i64);

/// Bytes nobody can guess, for names that are a secret by themselves.
#[must_use]
pub fn random_bytes<const COUNT: usize>() -> [u8; COUNT] {
    let mut bytes = [0; COUNT];
    if getrandom::fill(&mut bytes).is_err() {
        // Without randomness from the system nothing secret can be made; going on would only seem safe.
        std::process::abort();
    }
    bytes
}

/// The newest identifier this process has made.
static NEWEST: AtomicI64 = AtomicI64::new(0);

impl Id {
    /// A new identifier made at `now`.
    ///
    /// Within a process identifiers only grow, so that a batch made in one millisecond cannot collide with itself.
    #[must_use]
    pub fn new(now: Instant) -> Self {
        Self::reserve(now, 1)
    }

    /// The first of `count` consecutive identifiers, for bulk loads that number their rows themselves. None of them is
    /// given out again by this process.
    #[must_use]
    pub fn reserve(now: Instant, count: i64) -> Self {
        let random = u32::from_ne_bytes(random_bytes());
        let milliseconds = (now.microseconds() / 1_000 - EPOCH_MILLISECONDS).max(0);
        let fresh = (milliseconds << RANDOM_BITS) | i64::from(random >> (32 - RANDOM_BITS));
        let step = i64::from(random & 0xff) + 1;
        let next = |newest: i64| fresh.max(newest + step);
        let mut newest = NEWEST.load(Ordering::Relaxed);
        loop {
            let id = next(newest);
            let last = id + count.max(1) - 1;
            match NEWEST.compare_exchange_weak(newest, last, Ordering::Relaxed, Ordering::Relaxed) {
                Ok(_) => return Self(id),
                Err(other) => newest = other,
            }
        }
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

/// The identifier of a site (the umbrella and networks are sites too).
///
/// Requests get one only from the host look-up; the command line and tests get one from rows they loaded. The one number
/// from outside that becomes a `SiteId` stands in the address of a picture, whose name is a secret by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, AsExpression, FromSqlRow, Serialize)]
#[diesel(sql_type = BigInt)]
#[serde(transparent)]
pub struct SiteId(i64);

impl SiteId {
    /// The id of a site that is being created.
    #[must_use]
    pub fn new(now: Instant) -> Self {
        Self(Id::new(now).0)
    }

    /// The `number`-th id of a bulk load, which numbers its sites itself.
    #[must_use]
    pub const fn numbered(number: i64) -> Self {
        Self(number)
    }

    /// The stored number.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }
}

impl std::fmt::Display for SiteId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

macro_rules! stored_as_number {
    ($name:ident) => {
        impl<DB> ToSql<BigInt, DB> for $name
        where
            DB: Backend,
            i64: ToSql<BigInt, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                self.0.to_sql(out)
            }
        }

        impl<DB> FromSql<BigInt, DB> for $name
        where
            DB: Backend,
            i64: FromSql<BigInt, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
                i64::from_sql(bytes).map(Self)
            }
        }
    };
}

stored_as_number!(Id);
stored_as_number!(SiteId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_made_in_one_moment_does_not_collide() {
        let now = Instant::from_microseconds(1_795_348_800_000_000);
        let mut ids: Vec<Id> = (0..20_000).map(|_| Id::new(now)).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }

    #[test]
    fn what_was_reserved_is_not_given_out_again() {
        let now = Instant::from_microseconds(1_795_348_800_000_000);
        let first = Id::reserve(now, 1_000_000);
        assert!(Id::new(now).0 >= first.0 + 1_000_000);
    }
}
