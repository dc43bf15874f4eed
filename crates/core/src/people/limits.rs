//! How often something may be tried: counters in the database, shared by all processes, that fail closed.

use diesel::prelude::*;

use crate::database::Write;
use crate::schema::limits;
use crate::{Instant, Result};

/// So many in so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// What is limited: the beginning of the counter's name.
    pub name: &'static str,
    /// How many.
    pub most: i64,
    /// In how many seconds.
    pub seconds: i64,
}

/// Longer than any window.
const LONGEST_KEPT_SECONDS: i64 = 14 * 24 * 3_600;

/// Takes one of what is left of a limit; false when nothing is. Windows begin at whole multiples of their length.
///
/// Within the transaction no other process can take the same one: the row is locked by the first statement.
///
/// # Errors
/// When the database refuses.
pub fn take(write: &mut Write<'_>, limit: &Limit, whose: &str) -> Result<bool> {
    let name = format!("{}:{}:{whose}", limit.name, limit.seconds);
    let window = write.now.seconds().div_euclid(limit.seconds) * limit.seconds;
    let start = Instant::from_microseconds(window.saturating_mul(1_000_000));
    crate::on_each_engine!(write.connection, connection => {
        diesel::insert_into(limits::table)
            .values((
                limits::name.eq(&name),
                limits::window_start.eq(start),
                limits::used.eq(0),
            ))
            .on_conflict(limits::name)
            .do_nothing()
            .execute(connection)
    })?;
    // Another window: counting begins anew.
    diesel::update(limits::table.find(&name).filter(limits::window_start.ne(start)))
        .set((limits::window_start.eq(start), limits::used.eq(0)))
        .execute(write.connection)?;
    let taken = diesel::update(limits::table.find(&name).filter(limits::used.lt(limit.most)))
        .set(limits::used.eq(limits::used + 1))
        .execute(write.connection)?;
    Ok(taken == 1)
}

/// Forgets counters of long ago.
///
/// # Errors
/// When the database refuses.
pub fn prune_limits(write: &mut Write<'_>) -> Result<usize> {
    let oldest = write.now.plus_seconds(-LONGEST_KEPT_SECONDS);
    Ok(diesel::delete(limits::table.filter(limits::window_start.lt(oldest))).execute(write.connection)?)
}
