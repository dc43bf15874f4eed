//! A site leaves whole, and comes back elsewhere.
//!
//! [`pack`] writes everything a site has into one archive that people can read without us: Markdown files, pictures,
//! a calendar, lists. [`bring_in`] takes such an archive into another umbrella, in one transaction, once however often it
//! runs. [`wordpress`] writes the same as one file that WordPress takes in.
//!
//! Nothing here knows a web server. What is in an archive from elsewhere is not trusted: see [`archive`].

pub mod archive;
pub mod bring_in;
mod calendar;
pub mod contents;
pub mod files;
mod lists;
pub mod pack;
pub mod report;
mod texts;
pub mod wordpress;

pub use bring_in::{BringIn, Brought, bring_in};
pub use contents::Tally;
pub use pack::{Members, pack, pack_for_wordpress};
pub use report::{Note, Report};
