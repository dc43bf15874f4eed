//! Whether anything was committed lately, asked so cheaply that a background thread may ask several times a second.

use diesel::RunQueryDsl;
use diesel::sql_types::BigInt;
use std::sync::Arc;

use super::Connection;
use super::connection::{Connector, DatabaseAddress, Purpose};
use super::store::Store;

/// Tells a background thread whether looking into the database can be worth its while.
///
/// On SQLite it has a connection of its own and asks for `data_version`, which changes with every commit of any other
/// connection of any process and reads no page. PostgreSQL knows nothing as cheap; there the answer is always yes.
pub struct Pulse {
    /// None on PostgreSQL.
    connector: Option<Connector>,
    connection: Option<Connection>,
    version: Option<i64>,
}

#[derive(diesel::QueryableByName)]
struct DataVersion {
    #[diesel(sql_type = BigInt)]
    data_version: i64,
}

impl Pulse {
    pub(super) fn of(address: &DatabaseAddress) -> Self {
        let connector = match address {
            DatabaseAddress::Sqlite(_) => Some(Connector {
                address: address.clone(),
                purpose: Purpose::Reading,
                // Not a statement of anybody's page.
                statements: Arc::default(),
            }),
            DatabaseAddress::Postgres(_) => None,
        };
        Self {
            connector,
            connection: None,
            version: None,
        }
    }

    /// Whether something may have been committed since the last call. True the first time, and whenever the database does
    /// not say.
    pub fn beats(&mut self) -> bool {
        let Some(connector) = &self.connector else {
            return true;
        };
        if self.connection.is_none() {
            self.connection = connector.open().ok();
        }
        let version = self.connection.as_mut().and_then(|connection| {
            diesel::sql_query("PRAGMA data_version")
                .get_result::<DataVersion>(connection)
                .ok()
                .map(|row| row.data_version)
        });
        if version.is_none() {
            self.connection = None;
        }
        let beats = version.is_none() || version != self.version;
        self.version = version;
        beats
    }
}

impl Store {
    /// Whether anything was committed, for somebody who looks again and again.
    #[must_use]
    pub fn pulse(&self) -> Pulse {
        Pulse::of(self.address())
    }
}
