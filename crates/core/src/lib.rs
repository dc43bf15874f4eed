//! The domain of Umbel: the tree of sites, what they publish, and the database it lives in.
//!
//! This crate knows neither a web server nor a template. Every query on a site's own rows hangs on a [`SiteScope`] or a
//! [`SiteWrite`], which carry the [`SiteId`]; there is no unscoped one.

pub mod comment_text;
pub mod config;
pub mod content;
pub mod database;
pub mod email;
pub mod error;
pub mod icalendar;
pub mod ids;
pub mod keys;
pub mod mail;
pub mod markdown;
pub mod moderation;
pub mod password;
pub mod paths;
pub mod people;
pub mod schema;
pub mod search;
pub mod slug;
mod text_enum;
pub mod time;
pub mod token;
pub mod tree;

pub use database::{Connection, SiteScope, SiteWrite, Store, Write};
pub use error::{Error, Result};
pub use ids::{Id, SiteId};
pub use time::{Clock, Instant};
