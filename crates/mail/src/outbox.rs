//! Sending what waits in the queue.

use std::sync::Arc;
use umbel_core::email::EmailAddress;
use umbel_core::keys::Keys;
use umbel_core::mail::{Claimed, Mail, Message, NextStep};
use umbel_core::tree::{Host, Site};
use umbel_core::{Error, Id, Instant, Result, Store};
use umbel_web_kit::i18n::Languages;

use crate::mailer::{Envelope, Failure, FailureKind, Mailer};
use crate::{Composed, compose};

/// How many mails one round sends at most, so that whoever works beside it gets a turn.
const ROUND: i64 = 50;

/// Sends the mails whose turn has come, and says how many the mail host took. Those it did not take wait for their next
/// turn, or are given up.
///
/// # Errors
/// When the database refuses; what was sent by then is remembered.
pub fn send_due(
    store: &Store,
    mailer: &Mailer,
    keys: &Keys,
    languages: &Arc<Languages>,
    now: Instant,
) -> Result<usize> {
    let due = store.read(|connection| Mail::due(connection, now, ROUND))?;
    if due.is_empty() {
        return Ok(0);
    }
    let Some(umbrella) = Umbrella::find(store)? else {
        return Ok(0);
    };
    let mut sent = 0;
    for id in due {
        let Some(claimed) = store.write(|write| Mail::claim(write, keys, id))? else {
            continue;
        };
        match deliver(mailer, languages, &umbrella, &claimed) {
            Ok(()) => {
                store.write(|write| Mail::sent(write, id))?;
                sent += 1;
            }
            Err(failure) => {
                remember(store, &claimed, &failure)?;
                if failure.kind == FailureKind::Unreachable {
                    // The others would fail in the same way, and each would use up one of its attempts.
                    break;
                }
            }
        }
    }
    Ok(sent)
}

/// Sends a mail that only says that mail works, at once and past the queue.
///
/// # Errors
/// Why it could not be handed over, in one sentence for whoever looks after the installation.
pub fn send_test(
    store: &Store,
    mailer: &Mailer,
    languages: &Arc<Languages>,
    to: &EmailAddress,
    locale: &str,
    now: Instant,
) -> Result<(), Failure> {
    let umbrella = Umbrella::find(store)
        .map_err(|error| Failure::new(FailureKind::Later, error.to_string()))?
        .ok_or_else(|| {
            Failure::new(
                FailureKind::Later,
                "there is no umbrella yet: run “umbel init” first".into(),
            )
        })?;
    let claimed = Claimed {
        id: Id::new(now),
        to: to.clone(),
        locale: locale.to_owned(),
        created_at: now,
        message: Message::Test {
            umbrella: umbrella.name.clone(),
        },
    };
    deliver(mailer, languages, &umbrella, &claimed)
}

/// Whom all mails come from.
struct Umbrella {
    name: String,
    host: String,
}

impl Umbrella {
    fn find(store: &Store) -> Result<Option<Self>> {
        store.read(|connection| {
            let Some(site) = Site::umbrella(connection)? else {
                return Ok(None);
            };
            let hosts = Host::of(connection, site.id)?;
            let host = hosts.into_iter().find(|host| host.canonical);
            let host = host.ok_or(Error::NotFound("the umbrella's own host"))?.host;
            Ok(Some(Self { name: site.name, host }))
        })
    }
}

fn deliver(mailer: &Mailer, languages: &Arc<Languages>, umbrella: &Umbrella, claimed: &Claimed) -> Result<(), Failure> {
    let composed: Composed = compose(languages, &umbrella.name, &claimed.message, &claimed.locale)
        // A template's fault goes away with the next version, so the mail waits.
        .map_err(|error| Failure::new(FailureKind::Later, error.to_string()))?;
    let envelope = Envelope {
        from: mailer.sender(&umbrella.name, &umbrella.host)?,
        to: claimed.to.clone(),
        message_id: format!("<{}@{}>", claimed.id, umbrella.host),
        date: claimed.created_at,
    };
    mailer.deliver(&envelope, &composed)
}

fn remember(store: &Store, claimed: &Claimed, failure: &Failure) -> Result<()> {
    let next = store.write(|write| {
        if failure.kind == FailureKind::Permanent {
            Mail::fail(write, claimed.id, &failure.sentence)?;
            Ok(NextStep::GivenUp)
        } else {
            Mail::retry_later(write, claimed.id, &failure.sentence)
        }
    })?;
    let kind = claimed.message.kind();
    match next {
        NextStep::TryAgain(_) => tracing::warn!(mail = %claimed.id, kind, %failure, "a mail waits for another try"),
        NextStep::GivenUp => tracing::error!(mail = %claimed.id, kind, %failure, "a mail was given up"),
    }
    Ok(())
}
