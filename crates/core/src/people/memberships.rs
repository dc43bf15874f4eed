//! Who holds which role where.

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::accounts::Account;
use super::audit::{Act, record};
use super::role::Role;
use crate::database::{SiteScope, SiteWrite};
use crate::moderation::Sanction;
use crate::schema::{accounts, memberships, sites};
use crate::tree::{Site, SiteKind};
use crate::{Connection, Error, Id, Instant, Result, SiteId};

/// How long somebody may stay away from what they look after before it counts as left alone.
const ACTIVE_SECONDS: i64 = 90 * 24 * 3_600;

#[diesel::declare_sql_function]
extern "SQL" {
    /// A text in lower case.
    fn lower(text: Text) -> Text;
}

/// A role held at one place.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = memberships, treat_none_as_default_value = false)]
pub struct Membership {
    /// The place.
    pub site_id: SiteId,
    /// Who holds it.
    pub account_id: Id,
    /// The role.
    pub role: Role,
    /// What the person is called here, when it is not the name of the account.
    pub handle: Option<String>,
    /// Since when.
    pub created_at: Instant,
    /// Whether the person agreed that their name, address and role come along when the place moves elsewhere.
    pub comes_along: bool,
}

/// Somebody who holds a role at a place, for lists.
#[derive(Clone, Debug)]
pub struct Holder {
    /// The role and where it is held.
    pub membership: Membership,
    /// Who holds it.
    pub account: Account,
}

impl Holder {
    /// What the person is called here.
    #[must_use]
    pub fn name(&self) -> &str {
        self.membership.handle.as_deref().unwrap_or(&self.account.name)
    }
}

/// A person with the highest role they hold at a place, there or above it. Whoever acts on a place shows one.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The person.
    pub account: Account,
    /// The place.
    pub site: SiteId,
    /// The highest role held there or above; none for those who hold none.
    pub role: Option<Role>,
}

impl Standing {
    /// Whether the person may do what takes this role.
    #[must_use]
    pub fn is_at_least(&self, role: Role) -> bool {
        self.role.is_some_and(|held| held >= role)
    }

    /// Refuses those who hold less than `role` here.
    ///
    /// # Errors
    /// [`Error::Refused`].
    pub fn must_be(&self, role: Role, site: SiteId) -> Result<()> {
        if self.site == site && self.is_at_least(role) {
            Ok(())
        } else {
            Err(Error::Refused)
        }
    }
}

/// A place where a person holds a role.
#[derive(Clone, Debug)]
pub struct PlaceHeld {
    /// The place.
    pub site: Site,
    /// The role held there itself.
    pub role: Role,
}

/// A person's standing at a place: the highest role held there or above it. One query for the way up, one for the roles.
///
/// # Errors
/// When the database refuses.
pub fn standing(connection: &mut Connection, account: Account, site: SiteId) -> Result<Standing> {
    let mut places = Site::ancestors(connection, site)?;
    places.push(site);
    let roles: Vec<Role> = memberships::table
        .filter(memberships::account_id.eq(account.id))
        .filter(memberships::site_id.eq_any(&places))
        .select(memberships::role)
        .load(connection)?;
    Ok(Standing {
        account,
        site,
        role: roles.into_iter().max(),
    })
}

impl Membership {
    /// Gives a person a role at a place, in place of the one they held there.
    ///
    /// `by` is none for the command line and for founding; else nobody gives more than they hold.
    ///
    /// # Errors
    /// [`Error::Refused`] when `by` may not, [`Error::Invalid`] when the role cannot be held at this kind of place.
    pub fn grant(site: &mut SiteWrite<'_, '_>, by: Option<&Standing>, account: &Account, role: Role) -> Result<()> {
        Self::give(site, by, account, role)?;
        record(site, by, Act::RoleGiven, &format!("{}: {role}", account.name), "")
    }

    /// The same without a line in the log, which the caller writes.
    pub(super) fn give(
        site: &mut SiteWrite<'_, '_>,
        by: Option<&Standing>,
        account: &Account,
        role: Role,
    ) -> Result<()> {
        let home = site.home()?;
        if !Role::held_at(home.kind).any(|held| held == role) {
            return Err(Error::Invalid(format!("{role} is not a role of a {}", home.kind)));
        }
        let id = site.site;
        let held = Self::held(&mut site.read(), account.id)?;
        let now = site.write.now;
        if held.is_none() && Sanction::is_banned(&mut site.read(), account.id, now)? {
            return Err(Error::Invalid("they are banned here: take the ban back first".into()));
        }
        if let Some(by) = by {
            by.must_be(Role::highest_at(home.kind), id)?;
            // Neither may somebody be given more than the giver holds, nor one be changed who holds more.
            let most = held.as_ref().map_or(role, |held| held.role.max(role));
            by.must_be(most, id)?;
        }
        if held.as_ref().is_some_and(|held| held.role > role) {
            refuse_to_orphan(site, account.id, home.kind)?;
        }
        let moment = site.write.now;
        if held.is_some() {
            diesel::update(memberships::table.find((id, account.id)))
                .set(memberships::role.eq(role))
                .execute(site.connection())?;
        } else {
            diesel::insert_into(memberships::table)
                .values(&Self {
                    site_id: id,
                    account_id: account.id,
                    role,
                    handle: None,
                    created_at: moment,
                    comes_along: false,
                })
                .execute(site.connection())?;
        }
        if role.needs_second_factor() {
            let mut account = Account::find(site.connection(), account.id)?.ok_or(Error::NotFound("the account"))?;
            account.ask_for_second_factor(moment);
            account.save(site.write)?;
        }
        Ok(())
    }

    /// Takes a person's role at a place away.
    ///
    /// # Errors
    /// [`Error::Refused`] when `by` may not; [`Error::Invalid`] for the last one who looks after the place.
    pub fn remove(site: &mut SiteWrite<'_, '_>, by: &Standing, account: &Account, reason: &str) -> Result<()> {
        let home = site.home()?;
        let id = site.site;
        let held = Self::held(&mut site.read(), account.id)?.ok_or(Error::NotFound("the member"))?;
        if by.account.id != account.id {
            by.must_be(Role::highest_at(home.kind), id)?;
            by.must_be(held.role, id)?;
        }
        // A network admin may leave a site without a manager; they are shown it and can appoint one.
        if by.account.id == account.id {
            refuse_to_orphan(site, account.id, home.kind)?;
        }
        diesel::delete(memberships::table.find((id, account.id))).execute(site.connection())?;
        let act = if by.account.id == account.id {
            Act::Left
        } else {
            Act::Removed
        };
        record(site, Some(by), act, &account.name, reason)
    }

    /// Ends a person's part at a place because they are banned there, without a word in the log, which tells of the ban.
    /// Returns the role they held.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn end(site: &mut SiteWrite<'_, '_>, account: Id) -> Result<Option<Role>> {
        let id = site.site;
        let held = Self::held(&mut site.read(), account)?;
        diesel::delete(memberships::table.find((id, account))).execute(site.connection())?;
        Ok(held.map(|held| held.role))
    }

    /// Gives back what a ban took, once it is lifted. Who holds a role again already keeps that.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn bring_back(site: &mut SiteWrite<'_, '_>, by: &Standing, account: &Account, role: Role) -> Result<()> {
        if Self::held(&mut site.read(), account.id)?.is_some() {
            return Ok(());
        }
        Self::give(site, None, account, role)?;
        record(site, Some(by), Act::RoleGiven, &format!("{}: {role}", account.name), "")
    }

    /// Appoints another member in one's own place and steps down, in one act.
    ///
    /// # Errors
    /// [`Error::Refused`] when `by` does not hold the place's highest role there; [`Error::NotFound`] when the successor
    /// is no member.
    pub fn hand_over(site: &mut SiteWrite<'_, '_>, by: &Standing, successor: &Account) -> Result<()> {
        let home = site.home()?;
        let highest = Role::highest_at(home.kind);
        let own = Self::held(&mut site.read(), by.account.id)?;
        if own.as_ref().map(|own| own.role) != Some(highest) || successor.id == by.account.id {
            return Err(Error::Refused);
        }
        if Self::held(&mut site.read(), successor.id)?.is_none() {
            return Err(Error::NotFound("the member"));
        }
        Self::grant(site, Some(by), successor, highest)?;
        let id = site.site;
        diesel::update(memberships::table.find((id, by.account.id)))
            .set(memberships::role.eq(Role::Member))
            .execute(site.connection())?;
        record(site, Some(by), Act::HandedOver, &successor.name, "")
    }

    /// What a person is called at a place; none means the account's own name.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a name that is too long.
    pub fn call(site: &mut SiteWrite<'_, '_>, account: Id, handle: Option<&str>) -> Result<()> {
        let handle = handle
            .filter(|handle| !handle.trim().is_empty())
            .map(super::accounts::tidy_name)
            .transpose()?;
        let id = site.site;
        diesel::update(memberships::table.find((id, account)))
            .set(memberships::handle.eq(handle))
            .execute(site.connection())?;
        Ok(())
    }

    /// Whether a person comes along, by name, address and role, when the place moves elsewhere.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn come_along(site: &mut SiteWrite<'_, '_>, account: Id, comes_along: bool) -> Result<()> {
        let id = site.site;
        diesel::update(memberships::table.find((id, account)))
            .set(memberships::comes_along.eq(comes_along))
            .execute(site.connection())?;
        Ok(())
    }

    /// Everybody who holds a role at this very place, in the order in which they came. For leaving.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn everybody(scope: &mut SiteScope<'_>) -> Result<Vec<Holder>> {
        let rows: Vec<(Self, Account)> = memberships::table
            .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
            .filter(memberships::site_id.eq(scope.site))
            .order((memberships::created_at, memberships::account_id))
            .select((memberships::all_columns, accounts::all_columns))
            .load(scope.connection)?;
        Ok(rows
            .into_iter()
            .map(|(membership, account)| Holder { membership, account })
            .collect())
    }

    /// The role a person holds at this very place.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn held(scope: &mut SiteScope<'_>, account: Id) -> Result<Option<Self>> {
        Ok(memberships::table
            .find((scope.site, account))
            .first(scope.connection)
            .optional()?)
    }

    /// Those who hold a role at this very place, the highest roles first, then by name: `limit` of them from `offset` on,
    /// whose names, or what they are called here, contain `words`.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn holders(scope: &mut SiteScope<'_>, words: &str, offset: i64, limit: i64) -> Result<Vec<Holder>> {
        let pattern = format!(
            "%{}%",
            words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
        );
        let rows: Vec<(Self, Account)> = memberships::table
            .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
            .filter(memberships::site_id.eq(scope.site))
            .filter(
                lower(accounts::name).like(lower(&pattern)).escape('\\').or(lower(
                    memberships::handle.assume_not_null(),
                )
                .like(lower(&pattern))
                .escape('\\')),
            )
            .order((
                diesel::dsl::sql::<diesel::sql_types::Integer>(
                    "CASE role WHEN 'umbrella-admin' THEN 0 WHEN 'network-admin' THEN 1 WHEN 'manager' THEN 2 \
                     WHEN 'editor' THEN 3 WHEN 'author' THEN 4 WHEN 'contributor' THEN 5 ELSE 6 END",
                ),
                accounts::name,
                accounts::id,
            ))
            .offset(offset)
            .limit(limit)
            .select((memberships::all_columns, accounts::all_columns))
            .load(scope.connection)?;
        Ok(rows
            .into_iter()
            .map(|(membership, account)| Holder { membership, account })
            .collect())
    }

    /// Those who look after a place, held there itself.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn keepers(scope: &mut SiteScope<'_>) -> Result<Vec<Account>> {
        Ok(memberships::table
            .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
            .filter(memberships::site_id.eq(scope.site))
            .filter(memberships::role.ge_any_keeper())
            .order(accounts::id)
            .select(accounts::all_columns)
            .load(scope.connection)?)
    }

    /// Every place where a person holds a role, by the place's name.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn of_account(connection: &mut Connection, account: Id) -> Result<Vec<PlaceHeld>> {
        let rows: Vec<(Site, Role)> = memberships::table
            .inner_join(sites::table.on(sites::id.eq(memberships::site_id)))
            .filter(memberships::account_id.eq(account))
            .order((sites::name, sites::id))
            .select((sites::all_columns, memberships::role))
            .load(connection)?;
        Ok(rows.into_iter().map(|(site, role)| PlaceHeld { site, role }).collect())
    }

    /// Whether a person holds anywhere a role that needs a long password and a second factor.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn keeps_anything(connection: &mut Connection, account: Id) -> Result<bool> {
        let count: i64 = memberships::table
            .filter(memberships::account_id.eq(account))
            .filter(memberships::role.ge_any_keeper())
            .count()
            .get_result(connection)?;
        Ok(count > 0)
    }

    /// The sites beneath a network that nobody looks after, by name: without a manager who has come by, or been
    /// appointed, in the last ninety days.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn sites_without_manager(scope: &mut SiteScope<'_>, now: Instant, limit: i64) -> Result<Vec<Site>> {
        let since = now.plus_seconds(-ACTIVE_SECONDS);
        let kept = memberships::table
            .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
            .filter(memberships::site_id.eq(sites::id))
            .filter(memberships::role.eq(Role::Manager))
            .filter(accounts::seen_at.ge(since).or(memberships::created_at.ge(since)))
            .select(memberships::account_id);
        Ok(sites::table
            .filter(sites::parent_id.eq(scope.site))
            .filter(sites::kind.eq(SiteKind::Site))
            .filter(diesel::dsl::not(diesel::dsl::exists(kept)))
            .order((sites::name, sites::id))
            .limit(limit)
            .select(sites::all_columns)
            .load(scope.connection)?)
    }
}

/// The roles of those who look after a place.
trait KeeperRoles {
    fn ge_any_keeper(self) -> diesel::dsl::EqAny<memberships::role, Vec<Role>>;
}

impl KeeperRoles for memberships::role {
    fn ge_any_keeper(self) -> diesel::dsl::EqAny<memberships::role, Vec<Role>> {
        self.eq_any(vec![Role::Manager, Role::NetworkAdmin, Role::UmbrellaAdmin])
    }
}

/// The last one who looks after a place hands it over; they cannot just go.
pub(super) fn refuse_to_orphan(site: &mut SiteWrite<'_, '_>, account: Id, kind: SiteKind) -> Result<()> {
    let keepers = Membership::keepers(&mut site.read())?;
    if keepers.len() == 1 && keepers.first().is_some_and(|keeper| keeper.id == account) {
        return Err(Error::LastKeeper(Role::highest_at(kind)));
    }
    Ok(())
}
