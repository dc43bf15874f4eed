//! Mails: their words, the queue, and the conversation with a mail host.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod files;
mod queue;
mod smtp;
mod support;
mod words;
