//! The store: pools of connections, transactions, and news of changes.

use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::r2d2::{Pool, PooledConnection};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::Connection;
use super::changes::{self, Generations, Scope};
use super::connection::{Connector, DatabaseAddress, Engine, Purpose};
use crate::{Clock, Error, Id, Instant, Result};

/// How long a request waits for a connection before it is told to come back later.
const LONGEST_WAIT: Duration = Duration::from_secs(5);
/// Half of what the journal reaches back.
const LONGEST_SILENCE_MICROSECONDS: i64 = 43_200_000_000;
const SQLITE_READERS: u32 = 4;
const POSTGRES_READERS: u32 = 8;
/// Apart from the readers: a page that reads and then writes must not wait for a connection that another one like it holds.
const POSTGRES_WRITERS: u32 = 4;

/// One database, open. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    address: DatabaseAddress,
    readers: Pool<Connector>,
    /// One connection on SQLite, which has one writer.
    writers: Pool<Connector>,
    generations: Generations,
    clock: Clock,
    origin: i64,
    heard: AtomicI64,
    /// When the journal was last read, in microseconds since 1970.
    heard_at: AtomicI64,
    /// Whether something could not be renewed after a change, so that everything must be.
    missed: AtomicBool,
    observer: OnceLock<Observer>,
    statements: Arc<AtomicU64>,
}

/// Is told which scopes changed, before the generations say so: what it renews is in place when pages are made anew.
type Observer = Box<dyn Fn(&Store, &[Scope]) -> Result<()> + Send + Sync>;

/// A transaction that writes. What it changed is announced after it is durable.
pub struct Write<'c> {
    /// The connection the transaction runs on.
    pub connection: &'c mut Connection,
    /// When the transaction began.
    pub now: Instant,
    scopes: BTreeSet<Scope>,
}

impl Write<'_> {
    /// Says that everything made from `scope` is stale once this transaction is durable.
    pub fn changed(&mut self, scope: Scope) {
        self.scopes.insert(scope);
    }
}

impl Store {
    /// Opens the database at `address`, which must have been migrated.
    ///
    /// # Errors
    /// When it cannot be reached.
    pub fn open(address: &DatabaseAddress, clock: Clock) -> Result<Self> {
        let statements = Arc::<AtomicU64>::default();
        let pool = |purpose, size| {
            Pool::builder()
                .max_size(size)
                .min_idle(Some(1))
                .connection_timeout(LONGEST_WAIT)
                .test_on_check_out(address.engine() == Engine::Postgres)
                .build(Connector {
                    address: address.clone(),
                    purpose,
                    statements: Arc::clone(&statements),
                })
                .map_err(|error| Error::Unreachable(error.to_string()))
        };
        let (readers, writers) = match address.engine() {
            Engine::Sqlite => {
                // The writer first: it turns the file into a WAL database before a reader opens it.
                let writers = pool(Purpose::Writing, 1)?;
                (pool(Purpose::Reading, SQLITE_READERS)?, writers)
            }
            Engine::Postgres => (
                pool(Purpose::Writing, POSTGRES_READERS)?,
                pool(Purpose::Writing, POSTGRES_WRITERS)?,
            ),
        };
        let origin = Id::new(clock.now()).0;
        let store = Self {
            inner: Arc::new(Inner {
                address: address.clone(),
                readers,
                writers,
                generations: Generations::default(),
                clock,
                origin,
                heard: AtomicI64::new(0),
                heard_at: AtomicI64::new(0),
                missed: AtomicBool::new(false),
                observer: OnceLock::new(),
                statements,
            }),
        };
        let newest = store.read(|connection| Ok(changes::newest(connection)?))?;
        store.inner.heard.store(newest, Ordering::Relaxed);
        Ok(store)
    }

    /// Which engine this is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.inner.address.engine()
    }

    /// Where the database is.
    #[must_use]
    pub fn address(&self) -> &DatabaseAddress {
        &self.inner.address
    }

    /// How many statements have been sent to the database.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.inner.statements.load(Ordering::Relaxed)
    }

    /// The clock of this store.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// The present moment by this store's clock.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.inner.clock.now()
    }

    /// The generations of all scopes in this process.
    #[must_use]
    pub fn generations(&self) -> &Generations {
        &self.inner.generations
    }

    /// Runs `read` on a connection for reading. Blocks; call it from a thread that may wait.
    ///
    /// # Errors
    /// [`Error::Busy`] when no connection became free in five seconds, else what `read` answers with.
    pub fn read<T>(&self, read: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
        let mut connection = self.inner.readers.get().map_err(|_| Error::Busy)?;
        read(&mut connection)
    }

    /// Runs `write` as one transaction and returns once it is durable. Blocks.
    ///
    /// On SQLite the transaction takes the write lock at its beginning: one that reads first and asks for the lock later
    /// would fail under load instead of waiting.
    ///
    /// # Errors
    /// As [`Store::read`]; on any error, and on a panic, nothing of the transaction remains.
    pub fn write<T>(&self, write: impl FnOnce(&mut Write<'_>) -> Result<T>) -> Result<T> {
        let mut connection: PooledConnection<Connector> = self.inner.writers.get().map_err(|_| Error::Busy)?;
        begin(&mut connection)?;
        let mut transaction = Write {
            connection: &mut connection,
            now: self.now(),
            scopes: BTreeSet::new(),
        };
        let outcome = catch_unwind(AssertUnwindSafe(|| -> Result<T> {
            let value = write(&mut transaction)?;
            changes::record(
                transaction.connection,
                &transaction.scopes,
                self.inner.origin,
                transaction.now,
            )?;
            Ok(value)
        }));
        let scopes = std::mem::take(&mut transaction.scopes);
        match outcome {
            Ok(Ok(value)) => {
                if let Err(error) = Transactions::commit_transaction(&mut *connection) {
                    roll_back(&mut connection);
                    return Err(error.into());
                }
                // The connection goes back first: whoever observes may want it.
                drop(connection);
                self.tell(&scopes.into_iter().collect::<Vec<_>>());
                Ok(value)
            }
            Ok(Err(error)) => {
                roll_back(&mut connection);
                Err(error)
            }
            Err(panic) => {
                roll_back(&mut connection);
                resume_unwind(panic)
            }
        }
    }

    /// Reads what other processes changed since the last call, bumps the generations, and names the scopes.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub fn hear_changes(&self) -> Result<Vec<Scope>> {
        let heard = self.inner.heard.load(Ordering::Relaxed);
        let news = self.read(|connection| Ok(changes::since(connection, heard)?))?;
        let mut scopes = BTreeSet::new();
        let now = self.now().microseconds();
        let before = self.inner.heard_at.swap(now, Ordering::Relaxed);
        // Who slept longer than the journal reaches back has missed what was pruned from it.
        let slept = before != 0 && now - before > LONGEST_SILENCE_MICROSECONDS;
        if self.inner.missed.swap(false, Ordering::Relaxed) || slept {
            scopes.insert(Scope::Everything);
        }
        for change in news {
            self.inner.heard.fetch_max(change.seq, Ordering::Relaxed);
            if change.origin != self.inner.origin {
                scopes.insert(change.scope);
            }
        }
        let scopes: Vec<Scope> = scopes.into_iter().collect();
        self.tell(&scopes);
        Ok(scopes)
    }

    /// Has `observer` told of every change, of this process and of others. Only the first observer counts.
    ///
    /// What it could not renew is renewed, with everything else, when changes are next heard.
    pub fn observe(&self, observer: impl Fn(&Self, &[Scope]) -> Result<()> + Send + Sync + 'static) {
        // A second observer would be a mistake of the program; the first goes on.
        let _ = self.inner.observer.set(Box::new(observer));
    }

    fn tell(&self, scopes: &[Scope]) {
        if scopes.is_empty() {
            return;
        }
        if let Some(observer) = self.inner.observer.get()
            && let Err(error) = observer(self, scopes)
        {
            tracing::error!(%error, "what is in memory could not be renewed; trying again");
            self.inner.missed.store(true, Ordering::Relaxed);
        }
        for scope in scopes {
            self.inner.generations.bump(*scope);
        }
    }

    /// Forgets journal lines older than a day.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub fn prune_changes(&self) -> Result<usize> {
        self.write(|write| Ok(changes::prune(write.connection, write.now)?))
    }
}

/// The transaction manager of either engine: diesel must know of the transaction, because some of its statements open one
/// of their own within it.
type Transactions = <Connection as diesel::Connection>::TransactionManager;

fn begin(connection: &mut Connection) -> Result<()> {
    match connection {
        Connection::Sqlite(sqlite) => AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN IMMEDIATE")?,
        Connection::Postgres(postgres) => AnsiTransactionManager::begin_transaction(postgres)?,
    }
    Ok(())
}

fn roll_back(connection: &mut Connection) {
    if let Err(error) = Transactions::rollback_transaction(connection) {
        tracing::error!(%error, "a transaction could not be rolled back");
    }
}
