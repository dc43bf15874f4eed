//! Mails: from what they are told to what is handed over.
//!
//! [`compose`] finds the words in the reader's language, a [`Mailer`] hands them over to a mail host (or to files, or to
//! memory), and [`send_due`] does both for what waits in the queue. All of it blocks; it runs in a thread of its own.

mod clean;
mod compose;
mod mailer;
mod outbox;
mod wrap;

pub use compose::{ComposeError, Composed, compose};
pub use mailer::{Delivered, Envelope, Failure, FailureKind, Mailer, Sender};
pub use outbox::{send_due, send_test};
