//! Invitations by mail: bound to an address, a place and a role, used once.

use diesel::prelude::*;

use super::accounts::Account;
use super::audit::{Act, record};
use super::memberships::{Membership, Standing};
use super::role::Role;
use crate::database::{SiteScope, SiteWrite};
use crate::email::EmailAddress;
use crate::schema::invitations;
use crate::token::Token;
use crate::{Connection, Error, Id, Instant, Result, SiteId};

/// How long an invitation works.
const VALID_SECONDS: i64 = 14 * 24 * 3_600;
/// How many may be open at a place at once: an inviter is no mailing list.
const MOST_OPEN: i64 = 100;

/// An invitation.
#[derive(Clone, Debug, Queryable, Insertable)]
#[diesel(table_name = invitations, treat_none_as_default_value = false)]
pub struct Invitation {
    /// The place.
    pub site_id: SiteId,
    /// Its identifier within the place.
    pub id: Id,
    /// Who is invited.
    pub email: String,
    /// The role they get.
    pub role: Role,
    /// The hash of the token in the mailed link.
    pub token_hash: String,
    /// Who invited.
    pub invited_by: Option<Id>,
    /// When.
    pub created_at: Instant,
    /// Until when it works.
    pub expires_at: Instant,
    /// When it was accepted.
    pub used_at: Option<Instant>,
}

impl Invitation {
    /// Invites somebody. An earlier invitation of the same address to the same place stops to work.
    ///
    /// # Errors
    /// [`Error::Refused`] when the role is above the inviter's own, [`Error::Invalid`] when the place has no such role or
    /// has too many invitations open.
    pub fn make(
        site: &mut SiteWrite<'_, '_>,
        by: &Standing,
        email: &EmailAddress,
        role: Role,
    ) -> Result<(Self, Token)> {
        let kind = site.home()?.kind;
        if !Role::held_at(kind).any(|held| held == role) {
            return Err(Error::Invalid(format!("{role} is not a role of a {kind}")));
        }
        by.must_be(Role::highest_at(kind), site.site)?;
        by.must_be(role, site.site)?;
        let id = site.site;
        let now = site.write.now;
        diesel::delete(
            invitations::table
                .filter(invitations::site_id.eq(id))
                .filter(invitations::email.eq(email.normalised()))
                .filter(invitations::used_at.is_null()),
        )
        .execute(site.connection())?;
        let open: i64 = invitations::table
            .filter(invitations::site_id.eq(id))
            .filter(invitations::used_at.is_null())
            .filter(invitations::expires_at.gt(now))
            .count()
            .get_result(site.connection())?;
        if open >= MOST_OPEN {
            return Err(Error::TooOften);
        }
        let token = Token::new();
        let invitation = Self {
            site_id: id,
            id: Id::new(now),
            email: email.normalised(),
            role,
            token_hash: token.hash(),
            invited_by: Some(by.account.id),
            created_at: now,
            expires_at: now.plus_seconds(VALID_SECONDS),
            used_at: None,
        };
        diesel::insert_into(invitations::table)
            .values(&invitation)
            .execute(site.connection())?;
        record(site, Some(by), Act::Invited, role.as_str(), "")?;
        Ok((invitation, token))
    }

    /// The invitation a token belongs to, when it still works. The place comes with it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist, is used, was withdrawn, or has expired.
    pub fn look(connection: &mut Connection, token: &Token, now: Instant) -> Result<Self> {
        invitations::table
            .filter(invitations::token_hash.eq(token.hash()))
            .filter(invitations::used_at.is_null())
            .filter(invitations::expires_at.gt(now))
            .first(connection)
            .optional()?
            .ok_or(Error::NotFound("the invitation"))
    }

    /// Accepts: the person gets the role. One who holds a higher one keeps it. The invitation is used up.
    ///
    /// The inviter's standing is looked at again: who has lost it meanwhile no longer invites.
    ///
    /// # Errors
    /// [`Error::NotFound`] as [`Invitation::look`], and when the inviter may no longer invite.
    pub fn accept(self, site: &mut SiteWrite<'_, '_>, account: &Account) -> Result<Role> {
        let now = site.write.now;
        let used = diesel::update(
            invitations::table
                .find((self.site_id, self.id))
                .filter(invitations::used_at.is_null())
                .filter(invitations::expires_at.gt(now)),
        )
        .set(invitations::used_at.eq(now))
        .execute(site.connection())?;
        let gone = || Error::NotFound("the invitation");
        if used != 1 || self.site_id != site.site {
            return Err(gone());
        }
        let inviter = self
            .invited_by
            .map(|id| Account::find(site.connection(), id))
            .transpose()?
            .flatten()
            .ok_or_else(gone)?;
        let inviter = super::memberships::standing(site.connection(), inviter, self.site_id)?;
        let highest = Role::highest_at(site.home()?.kind);
        if !inviter.is_at_least(self.role.max(highest)) {
            return Err(gone());
        }
        let held = Membership::held(&mut site.read(), account.id)?.map(|held| held.role);
        if held.is_some_and(|held| held >= self.role) {
            return Ok(held.unwrap_or(self.role));
        }
        Membership::give(site, Some(&inviter), account, self.role)?;
        let joined = Standing {
            account: account.clone(),
            site: self.site_id,
            role: Some(self.role),
        };
        record(site, Some(&joined), Act::Joined, self.role.as_str(), "")?;
        Ok(self.role)
    }

    /// The one with this id, when it still works.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist here, is used, was withdrawn, or has expired.
    pub fn find_open(scope: &mut SiteScope<'_>, id: Id, now: Instant) -> Result<Self> {
        invitations::table
            .find((scope.site, id))
            .filter(invitations::used_at.is_null())
            .filter(invitations::expires_at.gt(now))
            .first(scope.connection)
            .optional()?
            .ok_or(Error::NotFound("the invitation"))
    }

    /// Those that still work, the newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn open(scope: &mut SiteScope<'_>, now: Instant) -> Result<Vec<Self>> {
        Ok(invitations::table
            .filter(invitations::site_id.eq(scope.site))
            .filter(invitations::used_at.is_null())
            .filter(invitations::expires_at.gt(now))
            .order(invitations::id.desc())
            .limit(MOST_OPEN)
            .load(scope.connection)?)
    }

    /// Takes an invitation back.
    ///
    /// # Errors
    /// [`Error::NotFound`] as [`Invitation::find_open`]; [`Error::Refused`] when `by` may not invite.
    pub fn withdraw(site: &mut SiteWrite<'_, '_>, by: &Standing, id: Id) -> Result<()> {
        by.must_be(Role::highest_at(site.home()?.kind), site.site)?;
        let now = site.write.now;
        let invitation = Self::find_open(&mut site.read(), id, now)?;
        diesel::delete(invitations::table.find((site.site, id))).execute(site.connection())?;
        record(site, Some(by), Act::InvitationWithdrawn, invitation.role.as_str(), "")
    }
}
