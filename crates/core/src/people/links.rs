//! Links that work once: setting up, signing up, confirming an address, a new password. Answers of passkeys, which work
//! once as well, are remembered among them.

use diesel::prelude::*;

use crate::database::Write;
use crate::schema::one_time_links;
use crate::text_enum::text_enum;
use crate::token::Token;
use crate::{Connection, Error, Id, Instant, Result};

text_enum! {
    /// What a link is for.
    Purpose {
        /// Making the first umbrella admin of a new installation.
        SetUp = "set-up",
        /// Making an account for an address that the link was mailed to.
        SignUp = "sign-up",
        /// Showing that mail reaches an account's new address.
        VerifyEmail = "verify-email",
        /// Choosing a new password.
        ResetPassword = "reset-password",
        /// Finishing what was begun with a passkey; no link, but it works once, too.
        Passkey = "passkey",
    }
}

/// A link that works once. Only a hash of its token is kept.
#[derive(Clone, Debug, Queryable, Insertable)]
#[diesel(table_name = one_time_links, treat_none_as_default_value = false)]
pub struct OneTimeLink {
    /// The hash of the token in the link.
    pub token_hash: String,
    /// What it is for.
    pub purpose: Purpose,
    /// The account it is about.
    pub account_id: Option<Id>,
    /// What else it stands for, sealed; may be empty.
    pub detail: String,
    /// When it was made.
    pub created_at: Instant,
    /// Until when it works.
    pub expires_at: Instant,
    /// When it was used.
    pub used_at: Option<Instant>,
}

impl OneTimeLink {
    /// Makes a link and returns the token that belongs into its address. Earlier links for the same purpose and account
    /// stop to work.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn make(
        write: &mut Write<'_>,
        purpose: Purpose,
        account: Option<Id>,
        detail: &str,
        seconds: i64,
    ) -> Result<Token> {
        if let Some(account) = account {
            Self::withdraw(write, purpose, account)?;
        }
        Self::insert(write, purpose, account, detail, seconds)
    }

    /// Does the same work as [`OneTimeLink::make`] for an account, where there is none. The link works at no time.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn make_for_nobody(write: &mut Write<'_>, purpose: Purpose, detail: &str) -> Result<Token> {
        Self::withdraw(write, purpose, Id(0))?;
        Self::insert(write, purpose, None, detail, 0)
    }

    fn insert(
        write: &mut Write<'_>,
        purpose: Purpose,
        account: Option<Id>,
        detail: &str,
        seconds: i64,
    ) -> Result<Token> {
        let token = Token::new();
        diesel::insert_into(one_time_links::table)
            .values(&Self {
                token_hash: token.hash(),
                purpose,
                account_id: account,
                detail: detail.to_owned(),
                created_at: write.now,
                expires_at: write.now.plus_seconds(seconds),
                used_at: None,
            })
            .execute(write.connection)?;
        Ok(token)
    }

    /// The link with this token, when it still works. Looking does not use it up: mail programs look, too.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist, is used, or has expired.
    pub fn look(connection: &mut Connection, purpose: Purpose, token: &Token, now: Instant) -> Result<Self> {
        one_time_links::table
            .find(token.hash())
            .filter(one_time_links::purpose.eq(purpose))
            .filter(one_time_links::used_at.is_null())
            .filter(one_time_links::expires_at.gt(now))
            .first(connection)
            .optional()?
            .ok_or(Error::NotFound("the link"))
    }

    /// Uses the link up. Of two who try at once one succeeds.
    ///
    /// # Errors
    /// [`Error::NotFound`] as [`OneTimeLink::look`].
    pub fn redeem(write: &mut Write<'_>, purpose: Purpose, token: &Token) -> Result<Self> {
        let link = Self::look(write.connection, purpose, token, write.now)?;
        let used = diesel::update(
            one_time_links::table
                .find(&link.token_hash)
                .filter(one_time_links::used_at.is_null()),
        )
        .set(one_time_links::used_at.eq(write.now))
        .execute(write.connection)?;
        if used == 1 {
            Ok(link)
        } else {
            Err(Error::NotFound("the link"))
        }
    }

    /// Uses up something that was handed out without being kept: `hash` is of what was handed out, which stops to work by
    /// itself within so many seconds. Of two who try at once one succeeds.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is used up already.
    pub fn spend(write: &mut Write<'_>, purpose: Purpose, hash: &str, seconds: i64) -> Result<()> {
        let row = Self {
            token_hash: hash.to_owned(),
            purpose,
            account_id: None,
            detail: String::new(),
            created_at: write.now,
            expires_at: write.now.plus_seconds(seconds),
            used_at: Some(write.now),
        };
        let spent = crate::on_each_engine!(write.connection, connection => {
            diesel::insert_into(one_time_links::table)
                .values(&row)
                .on_conflict(one_time_links::token_hash)
                .do_nothing()
                .execute(connection)
        })?;
        if spent == 1 {
            Ok(())
        } else {
            Err(Error::NotFound("the link"))
        }
    }

    /// Takes the links of an account for a purpose back.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn withdraw(write: &mut Write<'_>, purpose: Purpose, account: Id) -> Result<usize> {
        Ok(diesel::delete(
            one_time_links::table
                .filter(one_time_links::account_id.eq(account))
                .filter(one_time_links::purpose.eq(purpose)),
        )
        .execute(write.connection)?)
    }

    /// Whether there is a link for this purpose that still works.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn is_open(connection: &mut Connection, purpose: Purpose, now: Instant) -> Result<bool> {
        let count: i64 = one_time_links::table
            .filter(one_time_links::purpose.eq(purpose))
            .filter(one_time_links::used_at.is_null())
            .filter(one_time_links::expires_at.gt(now))
            .count()
            .get_result(connection)?;
        Ok(count > 0)
    }

    /// Forgets links that no longer work.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn prune(write: &mut Write<'_>) -> Result<usize> {
        Ok(
            diesel::delete(one_time_links::table.filter(one_time_links::expires_at.lt(write.now)))
                .execute(write.connection)?,
        )
    }
}
