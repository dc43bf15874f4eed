//! What a week's mark of a network tells: how many others share it, and nothing else.

use diesel::prelude::*;
use std::collections::BTreeSet;

use crate::database::{SiteScope, Write};
use crate::schema::{comments, reports};
use crate::{Id, Result};

/// Marks are taken off after so long: their keys are destroyed by then.
const KEPT_SECONDS: i64 = 14 * 24 * 3_600;

/// Who else wrote from the same network in the same week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Neighbours {
    /// Other accounts.
    pub accounts: usize,
    /// Other comments by guests.
    pub guest_comments: i64,
}

/// Who else on this site shares a comment's mark; none when it has none (any more).
///
/// # Errors
/// When the database refuses.
pub fn neighbours(scope: &mut SiteScope<'_>, comment: Id) -> Result<Option<Neighbours>> {
    let found: Option<(Option<Id>, Option<String>)> = comments::table
        .find((scope.site, comment))
        .select((comments::account_id, comments::network_mark))
        .first(scope.connection)
        .optional()?;
    let Some((own, Some(mark))) = found else {
        return Ok(None);
    };
    let by_comments: Vec<Option<Id>> = comments::table
        .filter(comments::site_id.eq(scope.site))
        .filter(comments::network_mark.eq(&mark))
        .filter(comments::account_id.is_not_null())
        .select(comments::account_id)
        .distinct()
        .load(scope.connection)?;
    let by_reports: Vec<Option<Id>> = reports::table
        .filter(reports::site_id.eq(scope.site))
        .filter(reports::network_mark.eq(&mark))
        .filter(reports::account_id.is_not_null())
        .select(reports::account_id)
        .distinct()
        .load(scope.connection)?;
    let accounts: BTreeSet<Id> = by_comments
        .into_iter()
        .chain(by_reports)
        .flatten()
        .filter(|account| Some(*account) != own)
        .collect();
    let guest_comments = comments::table
        .filter(comments::site_id.eq(scope.site))
        .filter(comments::network_mark.eq(&mark))
        .filter(comments::account_id.is_null())
        .filter(comments::id.ne(comment))
        .count()
        .get_result(scope.connection)?;
    Ok(Some(Neighbours {
        accounts: accounts.len(),
        guest_comments,
    }))
}

/// Takes off all marks that are older than two weeks.
///
/// # Errors
/// When the database refuses.
pub fn forget_marks(write: &mut Write<'_>) -> Result<usize> {
    let oldest = write.now.plus_seconds(-KEPT_SECONDS);
    let none: Option<String> = None;
    let of_comments = diesel::update(
        comments::table
            .filter(comments::network_mark.is_not_null())
            .filter(comments::created_at.lt(oldest)),
    )
    .set(comments::network_mark.eq(&none))
    .execute(write.connection)?;
    let of_reports = diesel::update(
        reports::table
            .filter(reports::network_mark.is_not_null())
            .filter(reports::created_at.lt(oldest)),
    )
    .set(reports::network_mark.eq(&none))
    .execute(write.connection)?;
    Ok(of_comments + of_reports)
}
