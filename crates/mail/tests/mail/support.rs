//! An umbrella with a queue, and the words of all languages.

use diesel::prelude::*;
use std::path::Path;
use std::sync::Arc;
use umbel_core::database::{DatabaseAddress, migrate};
use umbel_core::email::EmailAddress;
use umbel_core::keys::Keys;
use umbel_core::mail::{Mail, Message, enqueue};
use umbel_core::schema::mails;
use umbel_core::tree::{HostName, NewSite, Site, SiteKind};
use umbel_core::{Clock, Id, Instant, Result, Store};
use umbel_mail::{Mailer, send_due};
use umbel_web_kit::i18n::Languages;

/// 2026-11-22T12:00:00Z.
pub const NOON: Instant = Instant::from_microseconds(1_795_348_800_000_000);
/// The secret in the links of samples.
pub const SECRET: &str = "9fJ2mQx7Lr0aVbT4kYwZc8HnP5sEuDg1oIi6RtKjXq3";

/// The words of the checkout that mails are made of: their own, and the names of roles.
pub fn languages() -> Arc<Languages> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../themes/base/locales");
    let words = ["en", "es"].map(|language| {
        let files = ["mail", "account"].map(|part| folder.join(format!("{language}.{part}.ftl")));
        let texts = files.map(|file| std::fs::read_to_string(file).unwrap());
        (language.to_owned(), texts.join("\n"))
    });
    Arc::new(Languages::new(words).unwrap())
}

pub fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

/// An umbrella called Cosecha, whose clock the test sets.
pub struct Fixture {
    pub store: Store,
    pub keys: Keys,
    pub mailer: Mailer,
    pub languages: Arc<Languages>,
    _folder: tempfile::TempDir,
}

impl Fixture {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = DatabaseAddress::Sqlite(folder.path().join("umbel.sqlite"));
        Self::over(&database, folder)
    }

    /// The same on the PostgreSQL database at `address`.
    pub fn on_postgres(address: &str) -> Self {
        Self::over(
            &DatabaseAddress::Postgres(address.to_owned()),
            tempfile::tempdir().unwrap(),
        )
    }

    fn over(database: &DatabaseAddress, folder: tempfile::TempDir) -> Self {
        migrate(database).unwrap();
        let store = Store::open(database, Clock::at(NOON)).unwrap();
        let umbrella = NewSite {
            kind: SiteKind::Umbrella,
            parent: None,
            host: HostName::parse("umbrella.example").unwrap(),
            name: "Cosecha".into(),
            locale: "en".into(),
            time_zone: "America/New_York".into(),
            theme: "commons".into(),
        };
        store.write(|write| Site::create(write, umbrella)).unwrap();
        Self {
            store,
            keys: Keys::for_tests(),
            mailer: Mailer::memory(),
            languages: languages(),
            _folder: folder,
        }
    }

    /// The same umbrella with another way for mails to leave.
    pub fn with_mailer(mailer: Mailer) -> Self {
        Self { mailer, ..Self::new() }
    }

    /// Enqueues a mail with a secret in it.
    pub fn enqueue(&self, to: &str, locale: &str) -> Id {
        let message = Message::samples().remove(0);
        self.store
            .write(|write| enqueue(write, &self.keys, &address(to), locale, None, &message))
            .unwrap()
    }

    /// Moves the clock on.
    pub fn wait(&self, seconds: i64) {
        self.store.clock().set(self.store.now().plus_seconds(seconds));
    }

    /// One round of the worker.
    pub fn send_due(&self) -> usize {
        let now = self.store.now();
        send_due(&self.store, &self.mailer, &self.keys, &self.languages, now).unwrap()
    }

    pub fn mail(&self, id: Id) -> Mail {
        self.store.read(|connection| Mail::find(connection, id)).unwrap()
    }

    /// What is stored of the mail's text.
    pub fn sealed(&self, id: Id) -> String {
        self.store
            .read(|connection| -> Result<String> { Ok(mails::table.find(id).select(mails::sealed).first(connection)?) })
            .unwrap()
    }
}
