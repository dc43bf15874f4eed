//! Accounts.

use diesel::prelude::*;

use crate::database::Write;
use crate::email::EmailAddress;
use crate::schema::accounts;
use crate::{Connection, Error, Id, Instant, Result};

/// The longest name of a person, in characters.
pub const LONGEST_NAME: usize = 80;
/// How long a new site manager may go without a second factor.
const GRACE_SECONDS: i64 = 7 * 24 * 3_600;

/// A person's account.
#[derive(Clone, PartialEq, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = accounts, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Account {
    /// Its identifier.
    pub id: Id,
    /// Where mail reaches the person; as [`EmailAddress`] normalises it.
    pub email: String,
    /// When the person showed that mail does reach them.
    pub email_verified_at: Option<Instant>,
    /// What the person is called.
    pub name: String,
    /// The password's Argon2id hash; none for those who sign in with passkeys only.
    pub password_hash: Option<String>,
    /// Whether the password was long enough for site managers when it was chosen.
    pub password_is_strong: bool,
    /// The person's own choice of language.
    pub locale: Option<String>,
    /// The secret of the app that shows codes, sealed.
    pub totp_sealed: Option<String>,
    /// The time step of the last code that was used.
    pub totp_last_step: Option<i64>,
    /// From when on a second factor is demanded.
    pub second_factor_due_at: Option<Instant>,
    /// When the person last signed in; none until they do.
    pub seen_at: Option<Instant>,
    /// When the account was made.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Instant,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Addresses and hashes must not reach a log by way of a careless `{:?}`.
        write!(formatter, "Account({})", self.id)
    }
}

/// What is needed for an account.
#[derive(Clone)]
pub struct NewAccount {
    /// Where mail reaches the person.
    pub email: EmailAddress,
    /// Whether they have shown that it does.
    pub verified: Verified,
    /// What they are called.
    pub name: String,
    /// The password's hash, and whether it is long enough for managers.
    pub password: Option<(String, bool)>,
    /// Their language.
    pub locale: Option<String>,
}

/// Whether a person has shown that mail reaches them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verified {
    /// They opened a link that was mailed.
    Yes,
    /// Not yet.
    NotYet,
}

impl Account {
    /// Makes an account.
    ///
    /// # Errors
    /// [`Error::Taken`] when the address has one; [`Error::Invalid`] for a name that is empty or too long.
    pub fn create(write: &mut Write<'_>, new: NewAccount) -> Result<Self> {
        let name = tidy_name(&new.name)?;
        if Self::with_email(write.connection, &new.email)?.is_some() {
            return Err(Error::Taken("this e-mail address has an account already".into()));
        }
        let account = Self {
            id: Id::new(write.now),
            email: new.email.normalised(),
            email_verified_at: (new.verified == Verified::Yes).then_some(write.now),
            name,
            password_is_strong: new.password.as_ref().is_some_and(|(_, strong)| *strong),
            password_hash: new.password.map(|(hash, _)| hash),
            locale: new.locale,
            totp_sealed: None,
            totp_last_step: None,
            second_factor_due_at: None,
            seen_at: None,
            created_at: write.now,
            updated_at: write.now,
        };
        diesel::insert_into(accounts::table)
            .values(&account)
            .execute(write.connection)?;
        Ok(account)
    }

    /// Writes every field of `self` back.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the account is gone.
    pub fn save(&mut self, write: &mut Write<'_>) -> Result<()> {
        self.updated_at = write.now;
        let changed = diesel::update(accounts::table.find(self.id))
            .set(&*self)
            .execute(write.connection)?;
        if changed == 0 {
            return Err(Error::NotFound("the account"));
        }
        Ok(())
    }

    /// Gives the person another name.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a name that is empty or too long.
    pub fn rename(&mut self, name: &str) -> Result<()> {
        self.name = tidy_name(name)?;
        Ok(())
    }

    /// The account with this id.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn find(connection: &mut Connection, id: Id) -> Result<Option<Self>> {
        Ok(accounts::table.find(id).first(connection).optional()?)
    }

    /// The account with this id, for a change that depends on what it is now: whoever else wants to change it waits until
    /// this transaction ends.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the account is gone.
    pub fn to_change(write: &mut Write<'_>, id: Id) -> Result<Self> {
        // Writing locks the row, on both engines.
        diesel::update(accounts::table.find(id))
            .set(accounts::updated_at.eq(write.now))
            .execute(write.connection)?;
        Self::find(write.connection, id)?.ok_or(Error::NotFound("the account"))
    }

    /// The account mail to this address belongs to.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn with_email(connection: &mut Connection, email: &EmailAddress) -> Result<Option<Self>> {
        Ok(accounts::table
            .filter(accounts::email.eq(email.normalised()))
            .first(connection)
            .optional()?)
    }

    /// How many accounts there are.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn count(connection: &mut Connection) -> Result<i64> {
        Ok(accounts::table.count().get_result(connection)?)
    }

    /// The address mail reaches the person at.
    ///
    /// # Errors
    /// [`Error::Invalid`] when what is stored is no address, which only a damaged database brings about.
    pub fn address(&self) -> Result<EmailAddress> {
        EmailAddress::parse(&self.email)
    }

    /// From now on a second factor will be demanded, after some days of grace. Does nothing where one is demanded already.
    pub(super) fn ask_for_second_factor(&mut self, now: Instant) {
        self.second_factor_due_at.get_or_insert(now.plus_seconds(GRACE_SECONDS));
    }
}

/// A person's name as it is kept.
///
/// # Errors
/// [`Error::Invalid`] when it is empty, too long, or holds what cannot be seen.
pub(super) fn tidy_name(name: &str) -> Result<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(Error::Invalid(format!(
            "a name has between 1 and {LONGEST_NAME} characters"
        )));
    }
    Ok(name)
}
