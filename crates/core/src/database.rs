//! One binary, two engines: SQLite in a file and PostgreSQL by address.
//!
//! [`Store::read`] hands out a connection for reading; [`Store::write`] runs one transaction and, once it is durable,
//! tells this process and all others which [`Scope`]s changed.

mod changes;
mod connection;
mod migrations;
mod pulse;
mod scope;
mod store;

pub use changes::{Change, Generations, Scope};
pub use connection::AnyConnection as Connection;
pub use connection::{DatabaseAddress, Engine};
pub use migrations::{migrate, revert};
pub use pulse::Pulse;
pub use scope::{SiteScope, SiteWrite};
pub use store::{Store, Write};

/// Compiles a query once for each engine and runs the one that fits.
///
/// For what diesel cannot express over both at once: batches of rows and upserts.
#[macro_export]
macro_rules! on_each_engine {
    ($connection:expr, $engine:ident => $query:expr) => {
        match $connection {
            $crate::Connection::Sqlite($engine) => $query,
            $crate::Connection::Postgres($engine) => $query,
        }
    };
}
