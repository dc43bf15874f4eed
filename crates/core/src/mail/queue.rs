//! The queue: waiting, being sent, sent, given up.

use diesel::prelude::*;

use super::Message;
use crate::database::Write;
use crate::email::EmailAddress;
use crate::keys::Keys;
use crate::schema::mails;
use crate::text_enum::text_enum;
use crate::{Connection, Error, Id, Instant, Result, SiteId};

/// The waits after each failed attempt, in seconds. After the last one the mail is given up.
const WAITS: [i64; 6] = [60, 5 * 60, 30 * 60, 2 * 3_600, 6 * 3_600, 24 * 3_600];
/// How long one attempt may take before it counts as interrupted: the process that made it is gone.
const LONGEST_ATTEMPT_SECONDS: i64 = 600;
/// The most a mail may say, in bytes.
const LONGEST_MESSAGE: usize = 64 * 1024;
/// The most that is kept of a reason for failure, in characters.
const LONGEST_REASON: usize = 300;
/// What is remembered of an attempt that was interrupted. A second one in a row is the last.
const INTERRUPTED: &str = "the attempt was interrupted";
/// The kind of the last mail to somebody.
const ACCOUNT_ERASED: &str = "account_erased";
/// How long a mail that was sent or given up is remembered.
const REMEMBERED_SECONDS: i64 = 14 * 86_400;

#[diesel::declare_sql_function]
extern "SQL" {
    /// A text in lower case.
    fn lower(text: diesel::sql_types::Text) -> diesel::sql_types::Text;
}

text_enum! {
    /// How far a mail has come.
    MailState {
        /// It waits for its turn.
        Queued = "queued",
        /// It is being handed over. This is durable before its text leaves the house.
        Sending = "sending",
        /// The mail host has taken it.
        Sent = "sent",
        /// It was given up.
        Failed = "failed",
    }
}

/// A mail in the queue.
#[derive(Clone, Debug, Queryable, Insertable)]
#[diesel(table_name = mails, treat_none_as_default_value = false)]
pub struct Mail {
    /// Its identifier, which its message id is made of.
    pub id: Id,
    /// The site it is about.
    pub site_id: Option<i64>,
    /// Where it goes.
    recipient: String,
    /// The language of its reader.
    pub locale: String,
    /// The word for its kind.
    pub kind: String,
    sealed: String,
    /// How far it has come.
    pub state: MailState,
    /// How often it was tried.
    pub attempts: i32,
    /// When it is tried next; while it is being sent, when that attempt counts as interrupted.
    pub due_at: Instant,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
    /// When it was enqueued.
    pub created_at: Instant,
    /// When the mail host took it.
    pub sent_at: Option<Instant>,
}

/// A mail one worker has to itself for ten minutes.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// The mail.
    pub id: Id,
    /// Where it goes.
    pub to: EmailAddress,
    /// The language of its reader.
    pub locale: String,
    /// When it was enqueued, which is its date.
    pub created_at: Instant,
    /// What it says.
    pub message: Message,
}

/// What becomes of a mail after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// It is tried again at this moment.
    TryAgain(Instant),
    /// It was given up.
    GivenUp,
}

/// Puts a mail into the queue, in the transaction of its cause. `locale` is the reader's language.
///
/// # Errors
/// [`Error::Invalid`] when it says too much; else when the database refuses.
pub fn enqueue(
    write: &mut Write<'_>,
    keys: &Keys,
    to: &EmailAddress,
    locale: &str,
    site: Option<SiteId>,
    message: &Message,
) -> Result<Id> {
    let mail = waiting(keys, to, locale, site, message, write.now)?;
    diesel::insert_into(mails::table)
        .values(&mail)
        .execute(write.connection)?;
    Ok(mail.id)
}

/// Does for an address that nobody has here the same work that [`enqueue`] does for somebody's: what is written is sent to
/// nobody, says to nobody where it would have gone, and is forgotten within the hour. Who measures how long the answer
/// takes learns nothing.
///
/// # Errors
/// As [`enqueue`].
pub fn enqueue_to_nobody(
    write: &mut Write<'_>,
    keys: &Keys,
    to: &EmailAddress,
    locale: &str,
    message: &Message,
) -> Result<()> {
    let mail = Mail {
        recipient: String::new(),
        state: MailState::Failed,
        due_at: write.now.plus_seconds(-REMEMBERED_SECONDS - 1),
        ..waiting(keys, to, locale, None, message, write.now)?
    };
    diesel::insert_into(mails::table)
        .values(&mail)
        .execute(write.connection)?;
    Ok(())
}

/// A mail as it comes into the queue.
fn waiting(
    keys: &Keys,
    to: &EmailAddress,
    locale: &str,
    site: Option<SiteId>,
    message: &Message,
    now: Instant,
) -> Result<Mail> {
    let id = Id::new(now);
    let text = serde_json::to_vec(message).map_err(|error| Error::Invalid(error.to_string()))?;
    if text.len() > LONGEST_MESSAGE {
        return Err(Error::Invalid("this is too long for a mail".into()));
    }
    Ok(Mail {
        id,
        site_id: site.map(SiteId::number),
        recipient: to.as_str().to_owned(),
        locale: locale.to_owned(),
        kind: message.kind().to_owned(),
        sealed: keys.seal(&seal_context(id), &text),
        state: MailState::Queued,
        attempts: 0,
        due_at: now,
        last_error: None,
        created_at: now,
        sent_at: None,
    })
}

/// The last mail to somebody whose account is erased: with it the address goes, too.
fn forget_the_erased(write: &mut Write<'_>, id: Id) -> Result<()> {
    diesel::update(mails::table.find(id))
        .filter(mails::kind.eq(ACCOUNT_ERASED))
        .set(mails::recipient.eq(""))
        .execute(write.connection)?;
    Ok(())
}

/// What a mail's text is sealed to: moved to another row it opens no more.
fn seal_context(id: Id) -> String {
    format!("mail:{id}")
}

impl Mail {
    /// The mails whose turn has come, and those whose sending was interrupted, the longest waiting first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn due(connection: &mut Connection, now: Instant, limit: i64) -> Result<Vec<Id>> {
        Ok(mails::table
            .filter(mails::state.eq_any([MailState::Queued, MailState::Sending]))
            .filter(mails::due_at.le(now))
            .order((mails::due_at, mails::id))
            .limit(limit)
            .select(mails::id)
            .load(connection)?)
    }

    /// The mail with this id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn find(connection: &mut Connection, id: Id) -> Result<Self> {
        mails::table
            .find(id)
            .first(connection)
            .optional()?
            .ok_or(Error::NotFound("the mail"))
    }

    /// How many mails are in a state.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn count(connection: &mut Connection, state: MailState) -> Result<i64> {
        Ok(mails::table
            .filter(mails::state.eq(state))
            .count()
            .get_result(connection)?)
    }

    /// The mails whose last attempt failed, the newest first: those that are tried again, and those that were given up.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn in_trouble(connection: &mut Connection, limit: i64) -> Result<Vec<Self>> {
        Ok(mails::table
            .filter(mails::last_error.is_not_null())
            .filter(mails::state.ne(MailState::Sent))
            .order(mails::id.desc())
            .limit(limit)
            .load(connection)?)
    }

    /// Takes a due mail for this worker alone; none when another one was faster, or when it cannot be sent any more. Send
    /// it only after this transaction is durable, so that no crash makes anybody forget that it may have left.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn claim(write: &mut Write<'_>, keys: &Keys, id: Id) -> Result<Option<Claimed>> {
        let now = write.now;
        // Two workers may both have seen it: only one of them changes the row.
        let claimed = diesel::update(mails::table.find(id))
            .filter(mails::state.eq(MailState::Queued))
            .filter(mails::due_at.le(now))
            .set((
                mails::state.eq(MailState::Sending),
                mails::attempts.eq(mails::attempts + 1),
                mails::due_at.eq(now.plus_seconds(LONGEST_ATTEMPT_SECONDS)),
            ))
            .execute(write.connection)?;
        if claimed == 0 && !Self::take_over_interrupted(write, id)? {
            return Ok(None);
        }
        let mail = Self::find(write.connection, id)?;
        let opened = EmailAddress::parse(&mail.recipient).and_then(|to| {
            let text = keys.open(&seal_context(id), &mail.sealed)?;
            let message = serde_json::from_slice(&text).map_err(|error| Error::Invalid(error.to_string()))?;
            Ok((to, message))
        });
        let Ok((to, message)) = opened else {
            // It will not become readable by waiting: the key was lost, or a newer version wrote it.
            Self::fail(write, id, "the mail can no longer be read")?;
            return Ok(None);
        };
        Ok(Some(Claimed {
            id,
            to,
            locale: mail.locale,
            created_at: mail.created_at,
            message,
        }))
    }

    /// Takes a mail whose sending was interrupted: once. It may have left already, so a second time would rather be one
    /// mail too many than one too few.
    fn take_over_interrupted(write: &mut Write<'_>, id: Id) -> Result<bool> {
        let now = write.now;
        let interrupted = || {
            mails::table
                .find(id)
                .filter(mails::state.eq(MailState::Sending))
                .filter(mails::due_at.le(now))
        };
        let taken = diesel::update(interrupted())
            .filter(mails::last_error.is_null().or(mails::last_error.ne(INTERRUPTED)))
            .set((
                mails::attempts.eq(mails::attempts + 1),
                mails::due_at.eq(now.plus_seconds(LONGEST_ATTEMPT_SECONDS)),
                mails::last_error.eq(INTERRUPTED),
            ))
            .execute(write.connection)?;
        if taken == 0 {
            let again: Option<Id> = interrupted().select(mails::id).first(write.connection).optional()?;
            if again.is_some() {
                Self::fail(write, id, INTERRUPTED)?;
            }
        }
        Ok(taken == 1)
    }

    /// Remembers that the mail host took a mail, and forgets what it said.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn sent(write: &mut Write<'_>, id: Id) -> Result<()> {
        diesel::update(mails::table.find(id))
            .set((
                mails::state.eq(MailState::Sent),
                mails::sealed.eq(""),
                mails::last_error.eq(None::<String>),
                mails::sent_at.eq(Some(write.now)),
            ))
            .execute(write.connection)?;
        forget_the_erased(write, id)
    }

    /// Remembers why an attempt failed, and when to try again: after 1, 5 and 30 minutes, 2, 6 and 24 hours; then the mail
    /// is given up.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn retry_later(write: &mut Write<'_>, id: Id, reason: &str) -> Result<NextStep> {
        let attempts = Self::find(write.connection, id)?.attempts;
        let wait = usize::try_from(attempts - 1).ok().and_then(|failed| WAITS.get(failed));
        let Some(wait) = wait else {
            Self::fail(write, id, reason)?;
            return Ok(NextStep::GivenUp);
        };
        let due_at = write.now.plus_seconds(*wait);
        diesel::update(mails::table.find(id))
            .filter(mails::state.eq(MailState::Sending))
            .set((
                mails::state.eq(MailState::Queued),
                mails::due_at.eq(due_at),
                mails::last_error.eq(Some(shortened(reason))),
            ))
            .execute(write.connection)?;
        Ok(NextStep::TryAgain(due_at))
    }

    /// Gives a mail up and forgets what it said.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn fail(write: &mut Write<'_>, id: Id, reason: &str) -> Result<()> {
        diesel::update(mails::table.find(id))
            .set((
                mails::state.eq(MailState::Failed),
                mails::sealed.eq(""),
                mails::last_error.eq(Some(shortened(reason))),
            ))
            .execute(write.connection)?;
        forget_the_erased(write, id)
    }

    /// Forgets the mails that were sent or given up two weeks ago: to whom we wrote is nobody's business for longer.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn forget_old(write: &mut Write<'_>) -> Result<usize> {
        let before = write.now.plus_seconds(-REMEMBERED_SECONDS);
        Ok(diesel::delete(mails::table)
            .filter(mails::state.eq_any([MailState::Sent, MailState::Failed]))
            .filter(mails::due_at.lt(before))
            .execute(write.connection)?)
    }

    /// Forgets everything about mails to an address, those that wait too: its person has gone.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn forget_recipient(write: &mut Write<'_>, address: &EmailAddress) -> Result<usize> {
        Ok(diesel::delete(mails::table)
            .filter(lower(mails::recipient).eq(address.normalised()))
            .execute(write.connection)?)
    }
}

fn shortened(reason: &str) -> String {
    reason.chars().take(LONGEST_REASON).collect()
}
