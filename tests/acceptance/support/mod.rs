//! A whole installation for a test: database, tree, server, and a client that says exactly what it is told.

pub mod client;
pub mod desk;
pub mod gate;
pub mod html;
pub mod network;
pub mod people;
pub mod rows;
pub mod tongues;

pub use client::Response;
pub use network::{NewPost, TestNetwork};
pub use people::Browser;

use actix_web::web::Data;
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, mpsc};
use umbel_core::config::Settings;
use umbel_core::database::{DatabaseAddress, migrate};
use umbel_core::{Clock, Instant, Store};
use umbel_server::features::{FEATURES, SIGN_IN};
use umbel_web_kit::World;
use umbel_web_kit::domain_proofs::TxtLookup;

/// Sunday 22 November 2026, 12:00 UTC.
pub const NOON: Instant = Instant::from_microseconds(1_795_348_800_000_000);

/// A database of its own, gone with the test.
pub struct TestDatabase {
    pub address: DatabaseAddress,
    pub folder: tempfile::TempDir,
    server: Option<(String, String)>,
}

impl TestDatabase {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            address: DatabaseAddress::Sqlite(folder.path().join("test.sqlite")),
            folder,
            server: None,
        }
    }

    pub fn postgres(server: &str) -> Self {
        let name = format!("umbel_test_{}", umbel_core::Id::new(Clock::System.now()));
        PgConnection::establish(server)
            .unwrap()
            .batch_execute(&format!("CREATE DATABASE {name}"))
            .unwrap();
        let (base, query) = server.split_once('?').unwrap_or((server, ""));
        let (before, _) = base.rsplit_once('/').unwrap();
        let separator = if query.is_empty() { "" } else { "?" };
        Self {
            address: DatabaseAddress::Postgres(format!("{before}/{name}{separator}{query}")),
            folder: tempfile::tempdir().unwrap(),
            server: Some((server.to_owned(), name)),
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.server {
            let dropped = PgConnection::establish(server)
                .map(|mut connection| connection.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)")));
            if let Err(error) = dropped {
                eprintln!("{name} stays behind: {error}");
            }
        }
    }
}

/// Runs a test on each engine there is.
pub fn on_each_engine(test: impl Fn(TestDatabase)) {
    test(TestDatabase::sqlite());
    match std::env::var("UMBEL_TEST_POSTGRES_URL") {
        Ok(server) => test(TestDatabase::postgres(&server)),
        Err(_) => eprintln!("not tried on PostgreSQL: UMBEL_TEST_POSTGRES_URL is not set"),
    }
}

/// What a test wants different from the usual.
#[derive(Clone, Default)]
pub struct Wishes {
    pub without_cache: bool,
    pub trusted_proxies: Vec<String>,
    pub themes: Option<PathBuf>,
}

/// An installation with a running server. Fields are dropped in order: the server before its database.
pub struct TestApp {
    pub store: Store,
    pub world: Data<World>,
    pub address: SocketAddr,
    stop: Option<Box<dyn FnOnce()>>,
    pub database: TestDatabase,
}

impl TestApp {
    pub fn start(database: TestDatabase) -> Self {
        Self::with(database, &Wishes::default())
    }

    pub fn with(database: TestDatabase, wishes: &Wishes) -> Self {
        migrate(&database.address).unwrap();
        let store = Store::open(&database.address, Clock::at(NOON)).unwrap();
        let mut settings = Settings::load(None, Vec::new()).unwrap();
        settings.server.listen = "127.0.0.1:0".parse().unwrap();
        settings.server.workers = 1;
        settings.server.public_scheme = "https".into();
        settings.server.trusted_proxies = wishes
            .trusted_proxies
            .iter()
            .map(|text| text.parse().unwrap())
            .collect();
        settings.data.dir = database.folder.path().to_owned();
        settings.cache.enabled = !wishes.without_cache;
        settings.themes.dir = wishes.themes.clone().unwrap_or_default();
        let mut world = World::open(store.clone(), &settings, FEATURES, SIGN_IN).unwrap();
        // Tests ask no name server.
        world.domain_proofs = Arc::new(TxtLookup::Fixed(Mutex::default()));
        let world = Data::new(world);
        let (sender, receiver) = mpsc::channel();
        let served = Data::clone(&world);
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let (server, address) = umbel_server::serving::bind(served, &settings).unwrap();
                sender.send((server.handle(), address)).unwrap();
                server.await.unwrap();
            });
        });
        let (handle, address) = receiver.recv().unwrap();
        Self {
            store,
            world,
            address,
            stop: Some(Box::new(move || {
                // The command goes out when the future is made; nobody has to wait on it, the thread ends by itself.
                drop(handle.stop(false));
                thread.join().unwrap();
            })),
            database,
        }
    }

    /// GET, following nothing.
    pub fn get(&self, host: &str, path: &str) -> Response {
        self.request("GET", host, path, &[])
    }

    /// Any method with further headers.
    pub fn request(&self, method: &str, host: &str, path: &str, headers: &[(&str, &str)]) -> Response {
        client::send(self.address, method, host, path, headers, b"")
    }

    /// A POST of a form.
    pub fn post_form(&self, host: &str, path: &str, form: &str) -> Response {
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "same-origin"),
        ];
        client::send(self.address, "POST", host, path, &headers, form.as_bytes())
    }

    /// Bytes exactly as they are; what comes back, as text.
    pub fn raw(&self, bytes: &[u8]) -> String {
        client::raw(self.address, bytes)
    }

    /// How many statements this installation's store has sent to its database.
    pub fn queries(&self) -> u64 {
        self.store.statements()
    }

    /// Lets the clock run on.
    pub fn wait_seconds(&self, seconds: i64) {
        let now = self.store.now();
        self.store.clock().set(now.plus_seconds(seconds));
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            stop();
        }
    }
}

/// GET from a server of which nothing but its address is known.
pub fn get_from(address: SocketAddr, host: &str, path: &str) -> Response {
    client::send(address, "GET", host, path, &[], b"")
}
