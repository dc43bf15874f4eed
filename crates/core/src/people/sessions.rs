//! Sessions: one on the sign-in host, and beneath it one on each site's host. Only hashes of tokens are kept.
//!
//! Ending the one on the sign-in host deletes its row, and the database deletes all that hang on it: the next request on
//! any host is signed out.

use diesel::prelude::*;

use super::accounts::Account;
use super::memberships::{Standing, standing};
use crate::database::{SiteWrite, Write};
use crate::schema::{accounts, sessions, sign_in_codes, site_sessions};
use crate::token::Token;
use crate::{Connection, Error, Id, Instant, Result, SiteId};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
/// How long a session on the sign-in host lives without being used.
pub const ID_IDLE_SECONDS: i64 = 7 * DAY;
const ID_LONGEST_SECONDS: i64 = 30 * DAY;
const KEEPER_ID_IDLE_SECONDS: i64 = 12 * HOUR;
const KEEPER_ID_LONGEST_SECONDS: i64 = 7 * DAY;
const SITE_IDLE_SECONDS: i64 = 12 * HOUR;
const KEEPER_SITE_IDLE_SECONDS: i64 = HOUR;
const SITE_LONGEST_SECONDS: i64 = 7 * DAY;
/// How long a code that carries a sign-in to a site works.
pub const TRANSFER_SECONDS: i64 = 60;
/// Sessions are marked as used at most this often: reading must not mean writing.
const MARKING_SECONDS: i64 = 60;

/// A session on the sign-in host.
#[derive(Clone, Debug, Queryable, Insertable)]
#[diesel(table_name = sessions, treat_none_as_default_value = false)]
pub struct Session {
    /// The hash of what the browser holds.
    pub token_hash: String,
    /// Who is signed in.
    pub account_id: Id,
    /// Browser and system in two words, so that people recognise theirs.
    pub device: String,
    /// When they signed in.
    pub created_at: Instant,
    /// When it was last used.
    pub seen_at: Instant,
    /// When a password, passkey or code was last given.
    pub confirmed_at: Instant,
}

/// A session on a site's host.
#[derive(Clone, Debug, Queryable, Insertable)]
#[diesel(table_name = site_sessions, treat_none_as_default_value = false)]
pub struct SiteSession {
    /// The site.
    pub site_id: SiteId,
    /// The hash of what the browser holds.
    pub token_hash: String,
    /// The session on the sign-in host that it hangs on.
    pub session_hash: String,
    /// The host it was made for.
    pub host: String,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last used.
    pub seen_at: Instant,
}

/// A person who is signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who, and what they may do at the place.
    pub standing: Standing,
    /// The session on the sign-in host.
    pub session: Session,
    /// Whether the sessions should be marked as used.
    pub is_due_for_marking: bool,
}

impl Session {
    /// Signs somebody in on the sign-in host; the token goes into the browser's cookie.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn begin(write: &mut Write<'_>, account: &Account, device: &str) -> Result<Token> {
        let token = Token::new();
        diesel::insert_into(sessions::table)
            .values(&Self {
                token_hash: token.hash(),
                account_id: account.id,
                device: device.chars().take(60).collect(),
                created_at: write.now,
                seen_at: write.now,
                confirmed_at: write.now,
            })
            .execute(write.connection)?;
        // Sessions are forgotten after a while; whether somebody still comes by must not be.
        diesel::update(accounts::table.find(account.id))
            .set(accounts::seen_at.eq(write.now))
            .execute(write.connection)?;
        Ok(token)
    }

    /// Who holds this token on the sign-in host, with their standing at the umbrella.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn find(
        connection: &mut Connection,
        token: &Token,
        umbrella: SiteId,
        now: Instant,
    ) -> Result<Option<SignedIn>> {
        let found: Option<(Self, Account)> = sessions::table
            .inner_join(accounts::table.on(accounts::id.eq(sessions::account_id)))
            .filter(sessions::token_hash.eq(token.hash()))
            .select((sessions::all_columns, accounts::all_columns))
            .first(connection)
            .optional()?;
        let Some((session, account)) = found.filter(|(session, account)| session.lives(account, now)) else {
            return Ok(None);
        };
        Ok(Some(SignedIn {
            standing: standing(connection, account, umbrella)?,
            is_due_for_marking: session.seen_at.plus_seconds(MARKING_SECONDS) < now,
            session,
        }))
    }

    /// Whether it has neither been left alone for too long nor lived for too long. Those who look after a place must sign
    /// in more often.
    fn lives(&self, account: &Account, now: Instant) -> bool {
        // Who must have a second factor looks after something.
        let (idle, longest) = if account.second_factor_due_at.is_some() {
            (KEEPER_ID_IDLE_SECONDS, KEEPER_ID_LONGEST_SECONDS)
        } else {
            (ID_IDLE_SECONDS, ID_LONGEST_SECONDS)
        };
        now < self.seen_at.plus_seconds(idle) && now < self.created_at.plus_seconds(longest)
    }

    /// Remembers that it was used.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn mark(write: &mut Write<'_>, hash: &str) -> Result<()> {
        diesel::update(sessions::table.find(hash))
            .set(sessions::seen_at.eq(write.now))
            .execute(write.connection)?;
        Ok(())
    }

    /// Remembers that a password, passkey or code was given again.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn confirm(write: &mut Write<'_>, hash: &str) -> Result<()> {
        diesel::update(sessions::table.find(hash))
            .set((sessions::seen_at.eq(write.now), sessions::confirmed_at.eq(write.now)))
            .execute(write.connection)?;
        Ok(())
    }

    /// The sessions of an account that live, the last used first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn of(connection: &mut Connection, account: &Account, now: Instant) -> Result<Vec<Self>> {
        let mut found: Vec<Self> = sessions::table
            .filter(sessions::account_id.eq(account.id))
            .order(sessions::seen_at.desc())
            .load(connection)?;
        // The worker forgets the others within days; until then nobody should wonder whose they are.
        found.retain(|session| session.lives(account, now));
        Ok(found)
    }

    /// Ends a session of an account, and with it those on all sites' hosts.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn end(write: &mut Write<'_>, account: Id, hash: &str) -> Result<()> {
        diesel::delete(sessions::table.find(hash).filter(sessions::account_id.eq(account)))
            .execute(write.connection)?;
        Ok(())
    }

    /// Ends all sessions of an account but `kept`.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn end_all(write: &mut Write<'_>, account: Id, kept: Option<&str>) -> Result<usize> {
        Ok(diesel::delete(
            sessions::table
                .filter(sessions::account_id.eq(account))
                .filter(sessions::token_hash.ne(kept.unwrap_or_default())),
        )
        .execute(write.connection)?)
    }
}

impl SiteSession {
    /// Who holds this token on a site's host, with their standing at the site. It must be the host it was made for, and
    /// the session on the sign-in host must live.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn find(
        connection: &mut Connection,
        site: SiteId,
        host: &str,
        token: &Token,
        now: Instant,
    ) -> Result<Option<SignedIn>> {
        let found: Option<(Self, Session, Account)> = site_sessions::table
            .inner_join(sessions::table.on(sessions::token_hash.eq(site_sessions::session_hash)))
            .inner_join(accounts::table.on(accounts::id.eq(sessions::account_id)))
            .filter(site_sessions::site_id.eq(site))
            .filter(site_sessions::token_hash.eq(token.hash()))
            .filter(site_sessions::host.eq(host))
            .select((site_sessions::all_columns, sessions::all_columns, accounts::all_columns))
            .first(connection)
            .optional()?;
        let Some((own, session, account)) = found else {
            return Ok(None);
        };
        let idle = if account.second_factor_due_at.is_some() {
            KEEPER_SITE_IDLE_SECONDS
        } else {
            SITE_IDLE_SECONDS
        };
        let lives = session.lives(&account, now)
            && now < own.seen_at.plus_seconds(idle)
            && now < own.created_at.plus_seconds(SITE_LONGEST_SECONDS);
        if !lives {
            return Ok(None);
        }
        Ok(Some(SignedIn {
            standing: standing(connection, account, site)?,
            is_due_for_marking: own.seen_at.plus_seconds(MARKING_SECONDS) < now,
            session,
        }))
    }

    /// Remembers that it was used, and so was the session it hangs on.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn mark(site: &mut SiteWrite<'_, '_>, token: &Token, session: &str) -> Result<()> {
        let now = site.write.now;
        diesel::update(site_sessions::table.find((site.site, token.hash())))
            .set(site_sessions::seen_at.eq(now))
            .execute(site.connection())?;
        Session::mark(site.write, session)
    }
}

/// A code that carries a sign-in from the sign-in host to a site, once.
#[derive(Clone, Debug, Queryable, Insertable)]
#[diesel(table_name = sign_in_codes, treat_none_as_default_value = false)]
pub struct SignInCode {
    /// The site it leads to.
    pub site_id: SiteId,
    /// The hash of the code.
    pub code_hash: String,
    /// The session on the sign-in host.
    pub session_hash: String,
    /// The host it leads to.
    pub host: String,
    /// The hash of what the browser holds on the site's host: the code is worth nothing in another browser.
    pub challenge: String,
    /// Where the person wanted to go on the site.
    pub return_to: String,
    /// Until when it works.
    pub expires_at: Instant,
    /// When it was used.
    pub used_at: Option<Instant>,
}

impl SignInCode {
    /// Makes a code for a session on the sign-in host.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn make(
        site: &mut SiteWrite<'_, '_>,
        host: &str,
        session: &str,
        challenge: &str,
        return_to: &str,
    ) -> Result<Token> {
        let code = Token::new();
        let row = Self {
            site_id: site.site,
            code_hash: code.hash(),
            session_hash: session.to_owned(),
            host: host.to_owned(),
            challenge: challenge.to_owned(),
            return_to: return_to.to_owned(),
            expires_at: site.write.now.plus_seconds(TRANSFER_SECONDS),
            used_at: None,
        };
        diesel::insert_into(sign_in_codes::table)
            .values(&row)
            .execute(site.connection())?;
        Ok(code)
    }

    /// Turns a code into a session on the site's host: the token for the browser's cookie, and where the person wanted to
    /// go. Another browser than the one it was made for cannot even use it up.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a code that is unknown here, used, late, or another browser's.
    pub fn redeem(site: &mut SiteWrite<'_, '_>, host: &str, code: &Token, browser: &Token) -> Result<(Token, String)> {
        let now = site.write.now;
        let id = site.site;
        let used = diesel::update(
            sign_in_codes::table
                .find((id, code.hash()))
                .filter(sign_in_codes::used_at.is_null())
                .filter(sign_in_codes::expires_at.gt(now))
                .filter(sign_in_codes::host.eq(host))
                .filter(sign_in_codes::challenge.eq(browser.hash())),
        )
        .set(sign_in_codes::used_at.eq(now))
        .execute(site.connection())?;
        if used != 1 {
            return Err(Error::NotFound("the code"));
        }
        let row: Self = sign_in_codes::table.find((id, code.hash())).first(site.connection())?;
        let token = Token::new();
        diesel::insert_into(site_sessions::table)
            .values(&SiteSession {
                site_id: id,
                token_hash: token.hash(),
                session_hash: row.session_hash,
                host: host.to_owned(),
                created_at: now,
                seen_at: now,
            })
            .execute(site.connection())?;
        Ok((token, row.return_to))
    }
}

/// Forgets sessions and codes that no longer work.
///
/// # Errors
/// When the database refuses.
pub fn prune_sessions(write: &mut Write<'_>) -> Result<usize> {
    let now = write.now;
    let codes =
        diesel::delete(sign_in_codes::table.filter(sign_in_codes::expires_at.lt(now))).execute(write.connection)?;
    let sessions = diesel::delete(
        sessions::table
            .filter(sessions::created_at.lt(now.plus_seconds(-ID_LONGEST_SECONDS)))
            .or_filter(sessions::seen_at.lt(now.plus_seconds(-ID_IDLE_SECONDS))),
    )
    .execute(write.connection)?;
    let on_sites = diesel::delete(
        site_sessions::table
            .filter(site_sessions::created_at.lt(now.plus_seconds(-SITE_LONGEST_SECONDS)))
            .or_filter(site_sessions::seen_at.lt(now.plus_seconds(-SITE_IDLE_SECONDS))),
    )
    .execute(write.connection)?;
    Ok(codes + sessions + on_sites)
}
