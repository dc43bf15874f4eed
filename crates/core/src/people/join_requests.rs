//! Wishes to join a place.

use diesel::prelude::*;

use super::accounts::Account;
use super::audit::{Act, record};
use super::memberships::{Membership, Standing};
use super::role::Role;
use crate::database::{SiteScope, SiteWrite};
use crate::moderation::Sanction;
use crate::schema::{accounts, join_requests};
use crate::text_enum::text_enum;
use crate::{Error, Id, Instant, Result, SiteId};

/// The longest note that comes with a wish, in characters.
pub const LONGEST_NOTE: usize = 1_000;

text_enum! {
    /// How a request was decided.
    Decision {
        /// Not yet.
        Waiting = "waiting",
        /// Yes.
        Accepted = "accepted",
        /// No.
        Declined = "declined",
    }
}

/// Somebody wishes to join.
#[derive(Clone, Debug, Queryable, Insertable)]
#[diesel(table_name = join_requests, treat_none_as_default_value = false)]
pub struct JoinRequest {
    /// The place.
    pub site_id: SiteId,
    /// Its identifier within the place.
    pub id: Id,
    /// Who wishes to join.
    pub account_id: Id,
    /// What they say about it.
    pub note: String,
    /// Whether it was decided.
    pub state: Decision,
    /// Why it was decided so.
    pub reason: String,
    /// When they asked.
    pub created_at: Instant,
    /// When it was decided.
    pub decided_at: Option<Instant>,
}

impl JoinRequest {
    /// Asks to join. Asking again while the first wish waits changes nothing.
    ///
    /// # Errors
    /// [`Error::Refused`] for those who are banned; [`Error::Taken`] for those who belong to the place already; [`Error::Invalid`] for a note that is too long.
    pub fn make(site: &mut SiteWrite<'_, '_>, account: &Account, note: &str) -> Result<Option<Self>> {
        let note = note.trim();
        if note.chars().count() > LONGEST_NOTE {
            return Err(Error::Invalid(format!("a note has at most {LONGEST_NOTE} characters")));
        }
        if Membership::held(&mut site.read(), account.id)?.is_some() {
            return Err(Error::Taken("you belong here already".into()));
        }
        let now = site.write.now;
        if Sanction::is_banned(&mut site.read(), account.id, now)? {
            return Err(Error::Refused);
        }
        if Self::waiting_of(&mut site.read(), account.id)? {
            return Ok(None);
        }
        let request = Self {
            site_id: site.site,
            id: Id::new(site.write.now),
            account_id: account.id,
            note: note.to_owned(),
            state: Decision::Waiting,
            reason: String::new(),
            created_at: site.write.now,
            decided_at: None,
        };
        diesel::insert_into(join_requests::table)
            .values(&request)
            .execute(site.connection())?;
        Ok(Some(request))
    }

    /// Whether a person's wish waits here.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn waiting_of(scope: &mut SiteScope<'_>, account: Id) -> Result<bool> {
        let count: i64 = join_requests::table
            .filter(join_requests::site_id.eq(scope.site))
            .filter(join_requests::account_id.eq(account))
            .filter(join_requests::state.eq(Decision::Waiting))
            .count()
            .get_result(scope.connection)?;
        Ok(count > 0)
    }

    /// The wishes that wait, the oldest first, with those who have them.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn waiting(scope: &mut SiteScope<'_>, limit: i64) -> Result<Vec<(Self, Account)>> {
        Ok(join_requests::table
            .inner_join(accounts::table.on(accounts::id.eq(join_requests::account_id)))
            .filter(join_requests::site_id.eq(scope.site))
            .filter(join_requests::state.eq(Decision::Waiting))
            .order(join_requests::id)
            .limit(limit)
            .select((join_requests::all_columns, accounts::all_columns))
            .load(scope.connection)?)
    }

    /// The wish with this id, when it waits here, with whose it is.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not wait here (any more).
    pub fn find_waiting(scope: &mut SiteScope<'_>, id: Id) -> Result<(Self, Account)> {
        join_requests::table
            .inner_join(accounts::table.on(accounts::id.eq(join_requests::account_id)))
            .filter(join_requests::site_id.eq(scope.site))
            .filter(join_requests::id.eq(id))
            .filter(join_requests::state.eq(Decision::Waiting))
            .select((join_requests::all_columns, accounts::all_columns))
            .first(scope.connection)
            .optional()?
            .ok_or(Error::NotFound("the request"))
    }

    /// Decides a wish; on yes the person becomes a member. Returns whose it was.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not wait here (any more); [`Error::Refused`] when `by` may not decide.
    pub fn decide(
        site: &mut SiteWrite<'_, '_>,
        by: &Standing,
        id: Id,
        decision: Decision,
        reason: &str,
    ) -> Result<Account> {
        by.must_be(Role::highest_at(site.home()?.kind), site.site)?;
        let decided = diesel::update(
            join_requests::table
                .find((site.site, id))
                .filter(join_requests::state.eq(Decision::Waiting)),
        )
        .set((
            join_requests::state.eq(decision),
            join_requests::reason.eq(reason),
            join_requests::decided_at.eq(site.write.now),
        ))
        .execute(site.connection())?;
        if decided != 1 {
            return Err(Error::NotFound("the request"));
        }
        let account_id: Id = join_requests::table
            .find((site.site, id))
            .select(join_requests::account_id)
            .first(site.connection())?;
        let account = Account::find(site.connection(), account_id)?.ok_or(Error::NotFound("the account"))?;
        if decision == Decision::Accepted {
            if Membership::held(&mut site.read(), account.id)?.is_none() {
                Membership::grant(site, Some(by), &account, Role::Member)?;
            }
        } else {
            record(site, Some(by), Act::JoinDeclined, &account.name, reason)?;
        }
        Ok(account)
    }
}
