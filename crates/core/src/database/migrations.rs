//! Bringing a database up to date, and taking migrations back.

use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use std::fs::File;

use super::connection::{Connector, Purpose};
use super::{Connection, DatabaseAddress};
use crate::{Error, Result};

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

/// The advisory lock that one migrating process holds on PostgreSQL ("umbel" in ASCII).
const ADVISORY_LOCK: i64 = 0x75_6d_62_65_6c;

/// Runs every migration that is pending and names them.
///
/// Several processes may start at once: one migrates, the others wait for it.
///
/// # Errors
/// When the database cannot be reached or a migration fails; what ran before stays.
pub fn migrate(address: &DatabaseAddress) -> Result<Vec<String>> {
    locked(address, |connection| match connection {
        Connection::Sqlite(sqlite) => sqlite.run_pending_migrations(SQLITE).map(names),
        Connection::Postgres(postgres) => postgres.run_pending_migrations(POSTGRES).map(names),
    })
}

/// Takes the last `count` migrations back and names them, the newest first.
///
/// # Errors
/// As [`migrate`].
pub fn revert(address: &DatabaseAddress, count: usize) -> Result<Vec<String>> {
    locked(address, |connection| {
        (0..count)
            .map(|_| match connection {
                Connection::Sqlite(sqlite) => sqlite.revert_last_migration(SQLITE).map(|name| name.to_string()),
                Connection::Postgres(postgres) => postgres.revert_last_migration(POSTGRES).map(|name| name.to_string()),
            })
            .collect()
    })
}

fn names(versions: Vec<diesel::migration::MigrationVersion<'_>>) -> Vec<String> {
    versions.iter().map(ToString::to_string).collect()
}

fn locked<T>(
    address: &DatabaseAddress,
    run: impl FnOnce(&mut Connection) -> diesel::migration::Result<T>,
) -> Result<T> {
    use diesel::connection::SimpleConnection;

    let file_lock = match address {
        DatabaseAddress::Sqlite(path) => {
            let path = path.with_extension("migrating");
            let file = File::create(&path).map_err(|error| Error::file(&path, error))?;
            file.lock().map_err(|error| Error::file(&path, error))?;
            Some(file)
        }
        DatabaseAddress::Postgres(_) => None,
    };
    let connector = Connector {
        address: address.clone(),
        purpose: Purpose::Writing,
        statements: std::sync::Arc::default(),
    };
    let mut connection = connector
        .open()
        .map_err(|error| Error::Unreachable(error.to_string()))?;
    match &mut connection {
        // SQLite empties a table before it drops it, and would refuse that while rows refer to each other.
        Connection::Sqlite(sqlite) => sqlite.batch_execute("PRAGMA foreign_keys = OFF")?,
        // The lock belongs to the session and is released when the connection closes, whatever happens.
        Connection::Postgres(postgres) => {
            postgres.batch_execute(&format!("SELECT pg_advisory_lock({ADVISORY_LOCK})"))?;
        }
    }
    let outcome = run(&mut connection).map_err(|error| Error::Migration(error.to_string()));
    drop(connection);
    drop(file_lock);
    outcome
}
