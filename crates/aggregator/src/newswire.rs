//! The newswire: one table of public projections, listed for every node of the tree that carries them.
//!
//! Each item is written once, by the transaction that publishes its source, and listed under several *scopes*: its site,
//! its network and the umbrella, and for the latter two under each of its topics and, where it is not the common case, its
//! kind and language. Any front page is then one walk along one index, whatever the number of sites.

mod announce;
mod item;
mod list;
mod listing;

pub use announce::{announce, relist, withdraw};
pub use item::{Item, ItemKind};
pub use list::{Filter, Page, Row, ended_events, list, newest_of, newest_uncapped};
pub use listing::{ListingRow, listings_of};
