//! A connection to either engine, and the pool's way of making one.

use diesel::connection::{Instrumentation, InstrumentationEvent, SimpleConnection};
use diesel::r2d2::ManageConnection;
use diesel::{Connection as _, PgConnection, RunQueryDsl, SqliteConnection};
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::Error;

/// A connection to either engine, known elsewhere as `Connection` (diesel's derive cannot bear that name here); diesel's queries run on it as on one of its own.
#[derive(diesel::MultiConnection)]
pub enum AnyConnection {
    /// An embedded SQLite database.
    Sqlite(SqliteConnection),
    /// A PostgreSQL server.
    Postgres(PgConnection),
}

/// Which of the two engines is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// Where the database is: `sqlite:PATH` or `postgres://…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseAddress {
    /// The file of an SQLite database.
    Sqlite(PathBuf),
    /// The address of a PostgreSQL database, as libpq reads it.
    Postgres(String),
}

impl DatabaseAddress {
    /// The engine this address names.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }
}

impl FromStr for DatabaseAddress {
    type Err = Error;

    fn from_str(address: &str) -> Result<Self, Error> {
        if let Some(path) = address.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() {
                return Err(Error::Configuration(
                    "the database address “sqlite:” names no file".into(),
                ));
            }
            return Ok(Self::Sqlite(path.into()));
        }
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            return Ok(Self::Postgres(address.to_owned()));
        }
        Err(Error::Configuration(
            "the database address begins neither with “sqlite:” nor with “postgres://”".into(),
        ))
    }
}

/// Counts the statements of one store's connections.
struct StatementCounter(Arc<AtomicU64>);

impl Instrumentation for StatementCounter {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if matches!(event, InstrumentationEvent::StartQuery { .. }) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Reading,
    Writing,
}

/// Makes connections for a pool.
#[derive(Debug)]
pub(super) struct Connector {
    pub(super) address: DatabaseAddress,
    pub(super) purpose: Purpose,
    pub(super) statements: Arc<AtomicU64>,
}

impl Connector {
    pub(super) fn open(&self) -> Result<AnyConnection, diesel::r2d2::Error> {
        let mut connection = match &self.address {
            DatabaseAddress::Sqlite(path) => {
                let mut sqlite = SqliteConnection::establish(&path.to_string_lossy())
                    .map_err(diesel::r2d2::Error::ConnectionError)?;
                // FULL: what was acknowledged survives a power cut, not only a crash of the program.
                sqlite
                    .batch_execute(
                        "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                         PRAGMA foreign_keys = ON; PRAGMA cache_size = -16000; PRAGMA mmap_size = 268435456; \
                         PRAGMA temp_store = MEMORY;",
                    )
                    .map_err(diesel::r2d2::Error::QueryError)?;
                if self.purpose == Purpose::Reading {
                    sqlite
                        .batch_execute("PRAGMA query_only = ON;")
                        .map_err(diesel::r2d2::Error::QueryError)?;
                }
                AnyConnection::Sqlite(sqlite)
            }
            DatabaseAddress::Postgres(address) => {
                AnyConnection::Postgres(PgConnection::establish(address).map_err(diesel::r2d2::Error::ConnectionError)?)
            }
        };
        if let AnyConnection::Sqlite(sqlite) = &mut connection {
            assert_foreign_keys(sqlite)?;
        }
        connection.set_instrumentation(StatementCounter(Arc::clone(&self.statements)));
        Ok(connection)
    }
}

#[derive(diesel::QueryableByName)]
struct ForeignKeys {
    #[diesel(sql_type = diesel::sql_types::Integer)]
    foreign_keys: i32,
}

/// The walls between sites are foreign keys; a build of SQLite without them must not be used.
fn assert_foreign_keys(sqlite: &mut SqliteConnection) -> Result<(), diesel::r2d2::Error> {
    let row: ForeignKeys = diesel::sql_query("PRAGMA foreign_keys")
        .get_result(sqlite)
        .map_err(diesel::r2d2::Error::QueryError)?;
    if row.foreign_keys == 1 {
        Ok(())
    } else {
        Err(diesel::r2d2::Error::ConnectionError(
            diesel::ConnectionError::BadConnection("this build of SQLite does not enforce foreign keys".into()),
        ))
    }
}

impl ManageConnection for Connector {
    type Connection = AnyConnection;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<AnyConnection, Self::Error> {
        self.open()
    }

    fn is_valid(&self, connection: &mut AnyConnection) -> Result<(), Self::Error> {
        diesel::sql_query("SELECT 1")
            .execute(connection)
            .map(|_| ())
            .map_err(diesel::r2d2::Error::QueryError)
    }

    fn has_broken(&self, _connection: &mut AnyConnection) -> bool {
        std::thread::panicking()
    }
}
