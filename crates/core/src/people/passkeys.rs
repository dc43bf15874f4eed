//! Stored passkeys and recovery codes. What makes and checks them is the credentials crate.

use diesel::prelude::*;

use crate::database::Write;
use crate::schema::{passkeys, recovery_codes};
use crate::{Connection, Error, Id, Instant, Result};

/// How many passkeys an account may have.
const MOST_PASSKEYS: i64 = 20;

/// A stored passkey.
#[derive(Clone, Queryable, Insertable)]
#[diesel(table_name = passkeys, treat_none_as_default_value = false)]
pub struct Passkey {
    /// Whose it is.
    pub account_id: Id,
    /// Its identifier.
    pub id: Id,
    /// What its owner calls it.
    pub name: String,
    /// The name the authenticator gave it.
    pub credential_id: String,
    /// Its public key and counters, as JSON.
    pub credential: String,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last used.
    pub used_at: Option<Instant>,
}

impl Passkey {
    /// Keeps a passkey.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the account has too many; [`Error::Taken`] when it is kept already.
    pub fn insert(write: &mut Write<'_>, passkey: &Self) -> Result<()> {
        let count: i64 = passkeys::table
            .filter(passkeys::account_id.eq(passkey.account_id))
            .count()
            .get_result(write.connection)?;
        if count >= MOST_PASSKEYS {
            return Err(Error::Invalid(format!(
                "an account has at most {MOST_PASSKEYS} passkeys"
            )));
        }
        if Self::with_credential(write.connection, &passkey.credential_id)?.is_some() {
            return Err(Error::Taken("this passkey is known already".into()));
        }
        diesel::insert_into(passkeys::table)
            .values(passkey)
            .execute(write.connection)?;
        Ok(())
    }

    /// The passkeys of an account, the oldest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn of(connection: &mut Connection, account: Id) -> Result<Vec<Self>> {
        Ok(passkeys::table
            .filter(passkeys::account_id.eq(account))
            .order(passkeys::id)
            .load(connection)?)
    }

    /// The passkey an authenticator names.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn with_credential(connection: &mut Connection, credential_id: &str) -> Result<Option<Self>> {
        Ok(passkeys::table
            .filter(passkeys::credential_id.eq(credential_id))
            .first(connection)
            .optional()?)
    }

    /// Remembers that it was used, and its counters.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn used(&self, write: &mut Write<'_>, credential: &str) -> Result<()> {
        diesel::update(passkeys::table.find((self.account_id, self.id)))
            .set((passkeys::credential.eq(credential), passkeys::used_at.eq(write.now)))
            .execute(write.connection)?;
        Ok(())
    }

    /// Forgets a passkey of an account.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the account has none with this id.
    pub fn remove(write: &mut Write<'_>, account: Id, id: Id) -> Result<()> {
        match diesel::delete(passkeys::table.find((account, id))).execute(write.connection)? {
            0 => Err(Error::NotFound("the passkey")),
            _ => Ok(()),
        }
    }
}

/// Codes that stand in for a lost phone, each once. Only hashes are kept.
pub struct RecoveryCode;

impl RecoveryCode {
    /// Replaces an account's codes.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn replace(write: &mut Write<'_>, account: Id, hashes: &[String]) -> Result<()> {
        diesel::delete(recovery_codes::table.filter(recovery_codes::account_id.eq(account)))
            .execute(write.connection)?;
        for hash in hashes {
            diesel::insert_into(recovery_codes::table)
                .values((
                    recovery_codes::account_id.eq(account),
                    recovery_codes::code_hash.eq(hash),
                ))
                .execute(write.connection)?;
        }
        Ok(())
    }

    /// Uses a code up; false when the account has none that still works.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn redeem(write: &mut Write<'_>, account: Id, hash: &str) -> Result<bool> {
        let used = diesel::update(
            recovery_codes::table
                .find((account, hash))
                .filter(recovery_codes::used_at.is_null()),
        )
        .set(recovery_codes::used_at.eq(write.now))
        .execute(write.connection)?;
        Ok(used == 1)
    }

    /// How many of an account's codes still work.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn left(connection: &mut Connection, account: Id) -> Result<i64> {
        Ok(recovery_codes::table
            .filter(recovery_codes::account_id.eq(account))
            .filter(recovery_codes::used_at.is_null())
            .count()
            .get_result(connection)?)
    }
}
