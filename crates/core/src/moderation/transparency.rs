//! How a place is moderated, in numbers and without names.

use chrono::Datelike;
use chrono_tz::Tz;
use diesel::prelude::*;
use std::collections::BTreeMap;

use super::acts::{ActKind, AppealState, Reason};
use crate::database::SiteScope;
use crate::schema::moderation_acts;
use crate::{Instant, Result};

/// The quarters that are told of: two years.
const QUARTERS: usize = 8;
/// The most acts that are counted.
const MOST: i64 = 100_000;

/// Three months of moderation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quarter {
    /// The year.
    pub year: i32,
    /// The quarter, from 1 to 4.
    pub number: u32,
    /// How often what was done for which reason, without what was taken back.
    pub acts: BTreeMap<(ActKind, Reason), usize>,
    /// How often something was taken back.
    pub undone: usize,
    /// How often somebody asked for another look, by what became of it.
    pub appeals: BTreeMap<AppealState, usize>,
    /// How long half of what waited had waited at most, in seconds.
    pub median_seconds: Option<i64>,
}

/// What is read of an act: what, why, how long it waited, whether it was undone, what became of an appeal, and when.
type Line = (
    ActKind,
    Reason,
    Option<i64>,
    Option<Instant>,
    Option<AppealState>,
    Instant,
);

/// The last quarters in which anything was done, the newest first, by the clocks of `zone`.
///
/// # Errors
/// When the database refuses.
pub fn quarters(scope: &mut SiteScope<'_>, zone: Tz, now: Instant) -> Result<Vec<Quarter>> {
    let oldest = now.plus_seconds(-(i64::try_from(QUARTERS).unwrap_or(8) * 92 * 24 * 3_600));
    let lines: Vec<Line> = moderation_acts::table
        .filter(moderation_acts::site_id.eq(scope.site))
        .filter(moderation_acts::created_at.ge(oldest))
        .order(moderation_acts::id.desc())
        .limit(MOST)
        .select((
            moderation_acts::act,
            moderation_acts::reason,
            moderation_acts::waited_seconds,
            moderation_acts::undone_at,
            moderation_acts::appeal_state,
            moderation_acts::created_at,
        ))
        .load(scope.connection)?;
    let mut quarters: BTreeMap<(i32, u32), (Quarter, Vec<i64>)> = BTreeMap::new();
    for (act, reason, waited, undone, appeal, moment) in lines {
        let local = moment.in_zone(zone);
        let key = (local.year(), local.month0() / 3 + 1);
        let (quarter, waits) = quarters.entry(key).or_default();
        (quarter.year, quarter.number) = key;
        if undone.is_some() {
            quarter.undone += 1;
        } else {
            *quarter.acts.entry((act, reason)).or_default() += 1;
        }
        if let Some(appeal) = appeal {
            *quarter.appeals.entry(appeal).or_default() += 1;
        }
        waits.extend(waited);
    }
    Ok(quarters
        .into_values()
        .rev()
        .take(QUARTERS)
        .map(|(quarter, mut waits)| {
            waits.sort_unstable();
            Quarter {
                median_seconds: waits.get(waits.len().saturating_sub(1) / 2).copied(),
                ..quarter
            }
        })
        .collect())
}
