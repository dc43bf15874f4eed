//! A network with two sites on each engine, and exports made for one question.

use std::path::{Path, PathBuf};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use umbel_core::content::{Comment, Post, PostKind};
use umbel_core::database::{DatabaseAddress, migrate};
use umbel_core::schema::{comments, import_records, menu_items, posts, redirects};
use umbel_core::tree::{HostName, MenuItem, NewSite, Redirect, Site, SiteKind};
use umbel_core::{Clock, Connection, Instant, SiteId, SiteScope, Store};
use umbel_media::store::MediaStore;
use umbel_wordpress_import::import::{ImportOptions, ImportReport, import_wxr};

/// 2026-03-01T12:00:00Z.
pub const NOW: i64 = 1_772_366_400_000_000;

/// A network with two sites.
pub struct Fixture {
    pub store: Store,
    pub media: MediaStore,
    pub site: SiteId,
    pub neighbour: SiteId,
    pub folder: tempfile::TempDir,
    _database: Option<PostgresDatabase>,
}

/// Runs `test` on SQLite, and on PostgreSQL where there is one.
pub fn on_each_engine(test: impl Fn(&Fixture)) {
    let folder = tempfile::tempdir().unwrap();
    let address = DatabaseAddress::Sqlite(folder.path().join("umbel.sqlite"));
    test(&Fixture::new(folder, &address, None));
    let server = std::env::var("UMBEL_TEST_POSTGRES_URL").unwrap_or_default();
    if server.is_empty() {
        println!("skipped on PostgreSQL: UMBEL_TEST_POSTGRES_URL is not set");
        return;
    }
    let database = PostgresDatabase::create(&server);
    let address = DatabaseAddress::Postgres(database.address.clone());
    test(&Fixture::new(tempfile::tempdir().unwrap(), &address, Some(database)));
}

impl Fixture {
    fn new(folder: tempfile::TempDir, address: &DatabaseAddress, database: Option<PostgresDatabase>) -> Self {
        migrate(address).unwrap();
        let store = Store::open(address, Clock::at(Instant::from_microseconds(NOW))).unwrap();
        let create = |kind, parent, host: &str| {
            let new = NewSite {
                kind,
                parent,
                host: HostName::parse(host).unwrap(),
                name: host.to_owned(),
                locale: "en".into(),
                time_zone: "America/New_York".into(),
                theme: "commons".into(),
            };
            store.write(|write| Site::create(write, new)).unwrap().id
        };
        let umbrella = create(SiteKind::Umbrella, None, "umbrella.example");
        let network = create(SiteKind::Network, Some(umbrella), "net.umbrella.example");
        let site = create(SiteKind::Site, Some(network), "a.net.umbrella.example");
        let neighbour = create(SiteKind::Site, Some(network), "b.net.umbrella.example");
        Self {
            store,
            media: MediaStore::new(folder.path().join("media")),
            site,
            neighbour,
            folder,
            _database: database,
        }
    }

    /// Imports an export without pictures.
    pub fn import(&self, export: &[u8]) -> ImportReport {
        self.import_with(export, &ImportOptions::default())
    }

    /// Imports an export with pictures from a folder.
    pub fn import_with_media(&self, export: &[u8], folder: &Path) -> ImportReport {
        let options = ImportOptions {
            media_dir: Some(folder.to_owned()),
            dry_run: false,
        };
        self.import_with(export, &options)
    }

    /// Imports an export.
    pub fn import_with(&self, export: &[u8], options: &ImportOptions) -> ImportReport {
        import_wxr(&self.store, &self.media, self.site, export, options, &mut |_| {}).unwrap()
    }

    /// Reads rows of the site.
    pub fn read<T>(&self, read: impl FnOnce(&mut SiteScope<'_>) -> umbel_core::Result<T>) -> T {
        self.read_of(self.site, read)
    }

    /// Reads rows of a site.
    pub fn read_of<T>(&self, site: SiteId, read: impl FnOnce(&mut SiteScope<'_>) -> umbel_core::Result<T>) -> T {
        self.store
            .read(|connection| read(&mut SiteScope::new(site, connection)))
            .unwrap()
    }

    /// The post at a slug.
    pub fn post(&self, path: &str) -> Post {
        self.read(|scope| Post::at_path(scope, PostKind::Post, path))
            .unwrap_or_else(|| panic!("no post at {path}; there are {:?}", self.paths()))
    }

    /// The page at a path.
    pub fn page(&self, path: &str) -> Post {
        self.read(|scope| Post::at_path(scope, PostKind::Page, path))
            .unwrap_or_else(|| panic!("no page at {path}; there are {:?}", self.paths()))
    }

    /// The paths of all posts and pages, sorted.
    pub fn paths(&self) -> Vec<String> {
        let mut paths: Vec<String> = self.read(Post::all).into_iter().map(|post| post.url()).collect();
        paths.sort();
        paths
    }

    /// All comments, oldest first.
    pub fn comments(&self) -> Vec<Comment> {
        self.read(|scope| {
            Ok(comments::table
                .filter(comments::site_id.eq(scope.site))
                .order((comments::created_at, comments::id))
                .load(scope.connection)?)
        })
    }

    /// The menus.
    pub fn menus(&self) -> Vec<(String, Vec<umbel_core::tree::MenuEntry>)> {
        self.read(MenuItem::trees)
    }

    /// Where an old address leads.
    pub fn redirect(&self, old: &str) -> Option<String> {
        self.read(|scope| Redirect::find(scope, &[old.to_owned()]))
    }

    /// All redirects.
    pub fn redirects(&self) -> Vec<(String, String)> {
        self.read(|scope| {
            Ok(redirects::table
                .filter(redirects::site_id.eq(scope.site))
                .select((redirects::from_path, redirects::to_path))
                .load(scope.connection)?)
        })
    }

    /// How many rows a site has in the tables an import writes.
    pub fn rows(&self, site: SiteId) -> [i64; 6] {
        fn count(connection: &mut Connection, site: SiteId) -> QueryResult<[i64; 6]> {
            Ok([
                posts::table
                    .filter(posts::site_id.eq(site))
                    .count()
                    .get_result(connection)?,
                comments::table
                    .filter(comments::site_id.eq(site))
                    .count()
                    .get_result(connection)?,
                menu_items::table
                    .filter(menu_items::site_id.eq(site))
                    .count()
                    .get_result(connection)?,
                redirects::table
                    .filter(redirects::site_id.eq(site))
                    .count()
                    .get_result(connection)?,
                import_records::table
                    .filter(import_records::site_id.eq(site))
                    .count()
                    .get_result(connection)?,
                umbel_core::schema::newswire_items::table
                    .filter(umbel_core::schema::newswire_items::site_id.eq(site))
                    .count()
                    .get_result(connection)?,
            ])
        }
        self.store.read(|connection| Ok(count(connection, site)?)).unwrap()
    }
}

/// A database on a PostgreSQL server that goes with the test.
struct PostgresDatabase {
    server: String,
    name: String,
    address: String,
}

impl PostgresDatabase {
    fn create(server: &str) -> Self {
        let mut random = [0; 8];
        getrandom::fill(&mut random).unwrap();
        let name = format!("umbel_{:016x}", u64::from_ne_bytes(random));
        run_on(server, &format!("CREATE DATABASE {name}"));
        let mut address = url::Url::parse(server).unwrap();
        address.set_path(&name);
        Self {
            server: server.to_owned(),
            name,
            address: address.into(),
        }
    }
}

impl Drop for PostgresDatabase {
    fn drop(&mut self) {
        run_on(
            &self.server,
            &format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name),
        );
    }
}

fn run_on(server: &str, statement: &str) {
    let mut connection = <diesel::PgConnection as diesel::Connection>::establish(server).unwrap();
    connection.batch_execute(statement).unwrap();
}

/// A real export; none where there is none, which is a failure in CI.
pub fn real_export(name: &str) -> Option<Vec<u8>> {
    let folder = std::env::var_os("UMBEL_TEST_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    if !folder.is_dir() {
        assert!(
            std::env::var_os("CI").is_none(),
            "the test data is not at {}; set UMBEL_TEST_DATA",
            folder.display()
        );
        println!("skipped: no test data at {}", folder.display());
        return None;
    }
    Some(std::fs::read(folder.join("wxr").join(name)).unwrap())
}

/// An export of `https://old.example` with these authors, terms and items.
pub fn export(children: &str) -> Vec<u8> {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<title>Old</title><link>https://old.example</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://old.example</wp:base_site_url>
<wp:base_blog_url>https://old.example</wp:base_blog_url>
{children}</channel></rss>"#
    )
    .into_bytes()
}

/// An item of an export, published on 1 May 2014, with more elements.
pub fn item(kind: &str, number: i64, slug: &str, content: &str, more: &str) -> String {
    format!(
        r"<item><title>{slug}</title><link>https://old.example/{slug}/</link><dc:creator>jane</dc:creator>
<content:encoded><![CDATA[{content}]]></content:encoded><wp:post_id>{number}</wp:post_id>
<wp:post_date_gmt>2014-05-01 18:30:00</wp:post_date_gmt><wp:post_name>{slug}</wp:post_name>
<wp:status>publish</wp:status><wp:post_type>{kind}</wp:post_type>{more}</item>"
    )
}

/// A meta value of an item.
pub fn meta(key: &str, value: &str) -> String {
    format!(
        "<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )
}

/// Whether the report holds a remark with these words about its item and itself.
pub fn notes(report: &ImportReport, item: &str, words: &str) -> bool {
    report
        .notes
        .iter()
        .any(|note| note.item.contains(item) && format!("{}: {}", note.what, note.why).contains(words))
}
