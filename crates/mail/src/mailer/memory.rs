//! Keeping mails in memory, for tests.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use umbel_core::email::EmailAddress;

use super::{Envelope, Failure};
use crate::Composed;

/// A mail that was kept.
#[derive(Clone, Debug)]
pub struct Delivered {
    /// Where it went.
    pub to: EmailAddress,
    /// Its name among all mails.
    pub message_id: String,
    /// Its words.
    pub composed: Composed,
    /// All of it, as it would have gone over the wire.
    pub letter: String,
}

#[derive(Clone, Default)]
pub struct Memory {
    kept: Arc<Mutex<Vec<Delivered>>>,
    refusals: Arc<Mutex<VecDeque<Failure>>>,
}

impl Memory {
    pub fn keep(&self, envelope: &Envelope, composed: &Composed, letter: &[u8]) -> Result<(), Failure> {
        if let Ok(mut refusals) = self.refusals.lock()
            && let Some(failure) = refusals.pop_front()
        {
            return Err(failure);
        }
        if let Ok(mut kept) = self.kept.lock() {
            kept.push(Delivered {
                to: envelope.to.clone(),
                message_id: envelope.message_id.clone(),
                composed: composed.clone(),
                letter: String::from_utf8_lossy(letter).into_owned(),
            });
        }
        Ok(())
    }

    pub fn delivered(&self) -> Vec<Delivered> {
        self.kept.lock().map(|kept| kept.clone()).unwrap_or_default()
    }

    pub fn refuse_next(&self, failure: Failure) {
        if let Ok(mut refusals) = self.refusals.lock() {
            refusals.push_back(failure);
        }
    }
}
