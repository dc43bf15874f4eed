//! Mails: what they say, and the queue they wait in.
//!
//! A mail is enqueued in the transaction of its cause, so neither exists without the other; the worker sends it. What it
//! says stays sealed while it waits, and is forgotten once it is sent or given up, because the links in it are secrets.

mod message;
mod queue;
mod samples;
mod unwanted;

pub use message::{JoinAnswer, Message, ModerationNotice, PackedMembers, SecondFactorChange};
pub use queue::{Claimed, Mail, MailState, NextStep, enqueue, enqueue_to_nobody};
pub use unwanted::Notice;
