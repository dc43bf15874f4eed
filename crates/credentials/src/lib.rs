//! How people prove who they are: what a good password is, codes from an app, codes on paper, and passkeys.
//!
//! Everything here is a rule without a database: what is to be stored is handed back, and what was stored is handed in.
//! Hashing passwords is in `umbel_core::password`, the tokens of sessions and letters in `umbel_core::token`.

pub mod passkeys;
pub mod password_policy;
pub mod qr;
pub mod recovery;
pub mod totp;
