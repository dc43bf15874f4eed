//! What people are called at a place.

use diesel::prelude::*;
use std::collections::HashMap;

use crate::database::SiteScope;
use crate::schema::{accounts, memberships};
use crate::{Id, Result};

/// What these people are called at a place: their handle there, else the name of their account. One query.
///
/// # Errors
/// When the database refuses.
pub fn names_at(scope: &mut SiteScope<'_>, people: &[Id]) -> Result<HashMap<Id, String>> {
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Id, String, Option<String>)> = accounts::table
        .left_join(
            memberships::table.on(memberships::account_id
                .eq(accounts::id)
                .and(memberships::site_id.eq(scope.site))),
        )
        .filter(accounts::id.eq_any(people))
        .select((accounts::id, accounts::name, memberships::handle.nullable()))
        .load(scope.connection)?;
    Ok(rows
        .into_iter()
        .map(|(id, name, handle)| (id, handle.unwrap_or(name)))
        .collect())
}
