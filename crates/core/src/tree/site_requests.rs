//! Wishes for a site that wait for an answer.

use diesel::prelude::*;

use super::wish::Wish;
use crate::database::{SiteScope, SiteWrite};
use crate::people::{Account, Decision};
use crate::schema::{accounts, site_requests};
use crate::{Error, Id, Instant, Result, SiteId};

/// Somebody asks for a site beneath a node.
#[derive(Clone, Debug, Queryable, Insertable)]
#[diesel(table_name = site_requests, treat_none_as_default_value = false)]
pub struct SiteRequest {
    /// The node beneath which the site would stand.
    pub site_id: SiteId,
    /// Its identifier within the node.
    pub id: Id,
    /// Who asks.
    pub account_id: Id,
    /// The [`Wish`], as JSON.
    wish: String,
    /// Whether it was decided.
    pub state: Decision,
    /// Why it was decided so.
    pub reason: String,
    /// When they asked.
    pub created_at: Instant,
    /// When it was decided.
    pub decided_at: Option<Instant>,
}

impl SiteRequest {
    /// Asks for a site.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a wish that cannot be.
    pub fn make(site: &mut SiteWrite<'_, '_>, account: &Account, wish: &Wish) -> Result<Self> {
        wish.check()?;
        let request = Self {
            site_id: site.site,
            id: Id::new(site.write.now),
            account_id: account.id,
            wish: serde_json::to_string(wish).map_err(|error| Error::Invalid(error.to_string()))?,
            state: Decision::Waiting,
            reason: String::new(),
            created_at: site.write.now,
            decided_at: None,
        };
        diesel::insert_into(site_requests::table)
            .values(&request)
            .execute(site.connection())?;
        Ok(request)
    }

    /// What is wished for.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it was written by a version that wrote it differently.
    pub fn wish(&self) -> Result<Wish> {
        serde_json::from_str(&self.wish).map_err(|_| Error::Invalid("this request cannot be read any more".into()))
    }

    /// The request with this id, whatever became of it, with whoever made it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the node has none such.
    pub fn find(scope: &mut SiteScope<'_>, id: Id) -> Result<(Self, Account)> {
        site_requests::table
            .inner_join(accounts::table.on(accounts::id.eq(site_requests::account_id)))
            .filter(site_requests::site_id.eq(scope.site))
            .filter(site_requests::id.eq(id))
            .select((site_requests::all_columns, accounts::all_columns))
            .first(scope.connection)
            .optional()?
            .ok_or(Error::NotFound("the request"))
    }

    /// Those that wait, the oldest first, with those who made them.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn waiting(scope: &mut SiteScope<'_>, limit: i64) -> Result<Vec<(Self, Account)>> {
        Ok(site_requests::table
            .inner_join(accounts::table.on(accounts::id.eq(site_requests::account_id)))
            .filter(site_requests::site_id.eq(scope.site))
            .filter(site_requests::state.eq(Decision::Waiting))
            .order(site_requests::id)
            .limit(limit)
            .select((site_requests::all_columns, accounts::all_columns))
            .load(scope.connection)?)
    }

    /// What became of the newest ones, the newest first, with those who made them.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn decided(scope: &mut SiteScope<'_>, limit: i64) -> Result<Vec<(Self, Account)>> {
        Ok(site_requests::table
            .inner_join(accounts::table.on(accounts::id.eq(site_requests::account_id)))
            .filter(site_requests::site_id.eq(scope.site))
            .filter(site_requests::state.ne(Decision::Waiting))
            .order(site_requests::id.desc())
            .limit(limit)
            .select((site_requests::all_columns, accounts::all_columns))
            .load(scope.connection)?)
    }

    /// A person's own requests here, the newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn of_account(scope: &mut SiteScope<'_>, account: Id, limit: i64) -> Result<Vec<Self>> {
        Ok(site_requests::table
            .filter(site_requests::site_id.eq(scope.site))
            .filter(site_requests::account_id.eq(account))
            .order(site_requests::id.desc())
            .limit(limit)
            .load(scope.connection)?)
    }

    /// Decides a request, once. Whoever calls it has seen that it may be, and does what follows from it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not wait here (any more).
    pub fn decide(site: &mut SiteWrite<'_, '_>, id: Id, decision: Decision, reason: &str) -> Result<()> {
        let decided = diesel::update(
            site_requests::table
                .find((site.site, id))
                .filter(site_requests::state.eq(Decision::Waiting)),
        )
        .set((
            site_requests::state.eq(decision),
            site_requests::reason.eq(reason),
            site_requests::decided_at.eq(site.write.now),
        ))
        .execute(site.connection())?;
        if decided == 1 {
            Ok(())
        } else {
            Err(Error::NotFound("the request"))
        }
    }
}
