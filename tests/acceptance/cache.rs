//! Ready pages: conditional requests, encodings, single flight, and never a stale one after a change.

use crate::support::network::{BOSTON, COSECHA, MADRID, UMBRELLA};
use crate::support::{NewPost, TestApp, TestNetwork, on_each_engine};
use std::io::Read;
use std::sync::atomic::Ordering;

#[test]
fn a_second_visit_asks_the_database_nothing() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        NewPost::titled("Kept").make(&app.store, &network.boston);
        for path in ["/", "/blog", "/blog/kept", "/feed", "/sitemap.xml", "/calendar.ics"] {
            let first = app.get(BOSTON, path).expect_status(200);
            let before = app.queries();
            let second = app.get(BOSTON, path).expect_status(200);
            assert_eq!(app.queries(), before, "{path}");
            assert_eq!(first.bytes, second.bytes, "{path}");
        }
        // Parts of the query that nobody reads do not make another page.
        app.get(BOSTON, "/blog?utm_source=x").expect_status(200);
        let before = app.queries();
        app.get(BOSTON, "/blog?fbclid=y&utm_source=z").expect_status(200);
        assert_eq!(app.queries(), before);
    });
}

#[test]
fn a_change_shows_at_once_and_only_where_it_belongs() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        for host in [BOSTON, MADRID, COSECHA, UMBRELLA] {
            app.get(host, "/").expect_status(200);
        }
        NewPost::titled("Breaking").make(&app.store, &network.boston);
        for host in [BOSTON, COSECHA, UMBRELLA] {
            app.get(host, "/").expect_status(200).contains("Breaking");
        }
        let before = app.queries();
        app.get(MADRID, "/").expect_status(200);
        assert_eq!(app.queries(), before, "the site next door was made anew");
        let mut renamed = network.cosecha.clone();
        renamed.name = "Cosecha Renamed".into();
        app.store.write(|write| renamed.save(write)).unwrap();
        app.get(MADRID, "/").expect_status(200).contains("Cosecha Renamed");
        app.get(BOSTON, "/blog/breaking")
            .expect_status(200)
            .contains("Cosecha Renamed");
    });
}

#[test]
fn unchanged_pages_answer_304() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        NewPost::titled("Kept").make(&app.store, &network.boston);
        let page = app.get(BOSTON, "/blog/kept").expect_status(200);
        let tag = page.header("etag").unwrap().to_owned();
        let since = page.header("last-modified").unwrap().to_owned();
        assert!(
            page.header("cache-control")
                .unwrap()
                .starts_with("public, max-age=0, s-maxage=1")
        );
        assert_eq!(page.header("vary"), Some("accept-encoding"));
        for (name, value) in [
            ("if-none-match", tag.clone()),
            ("if-none-match", format!("\"other\", W/{tag}")),
            ("if-none-match", "*".into()),
            ("if-modified-since", since.clone()),
        ] {
            let answer = app
                .request("GET", BOSTON, "/blog/kept", &[(name, &value)])
                .expect_status(304);
            assert!(answer.bytes.is_empty());
            assert_eq!(answer.header("etag"), Some(tag.as_str()));
        }
        for (name, value) in [
            ("if-none-match", "\"other\""),
            ("if-modified-since", "Sat, 01 Jan 2000 00:00:00 GMT"),
            ("if-modified-since", "yesterday"),
        ] {
            app.request("GET", BOSTON, "/blog/kept", &[(name, value)])
                .expect_status(200);
        }
        // What changed elsewhere on the site moves neither the tag nor the date of this page.
        app.wait_seconds(60);
        NewPost {
            kind: umbel_core::content::PostKind::Page,
            status: umbel_core::content::Status::Draft,
            ..NewPost::titled("Unrelated")
        }
        .make(&app.store, &network.boston);
        let again = app.get(BOSTON, "/blog/kept").expect_status(200);
        assert_eq!(again.header("etag"), Some(tag.as_str()));
        assert_eq!(again.header("last-modified"), Some(since.as_str()));
    });
}

#[test]
fn the_same_page_comes_in_every_encoding() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        TestNetwork::plant(&app.store);
        let plain = app.get(BOSTON, "/").expect_status(200);
        let fetch = |accept: &str| {
            app.request("GET", BOSTON, "/", &[("accept-encoding", accept)])
                .expect_status(200)
        };
        let gzip = fetch("gzip, deflate");
        assert_eq!(gzip.header("content-encoding"), Some("gzip"));
        let mut text = Vec::new();
        flate2::read::GzDecoder::new(&gzip.bytes[..])
            .read_to_end(&mut text)
            .unwrap();
        assert_eq!(text, plain.bytes);
        let brotli = fetch("gzip, deflate, br, zstd");
        assert_eq!(brotli.header("content-encoding"), Some("br"));
        text.clear();
        brotli::BrotliDecompress(&mut &brotli.bytes[..], &mut text).unwrap();
        assert_eq!(text, plain.bytes);
        let tags = [plain.header("etag"), gzip.header("etag"), brotli.header("etag")];
        assert!(tags[0] != tags[1] && tags[1] != tags[2] && tags[0] != tags[2]);
        let head = app.request("HEAD", BOSTON, "/", &[]).expect_status(200);
        assert!(head.bytes.is_empty());
        assert_eq!(
            head.header("content-length"),
            Some(plain.bytes.len().to_string().as_str())
        );
        assert_eq!(head.header("etag"), plain.header("etag"));
    });
}

#[test]
fn many_visitors_of_one_page_make_it_once() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        NewPost::titled("Rush").make(&app.store, &network.boston);
        let before = app.world.counts.misses.load(Ordering::Relaxed);
        let address = app.address;
        std::thread::scope(|scope| {
            for _ in 0..24 {
                scope.spawn(move || {
                    let answer = crate::support::get_from(address, BOSTON, "/blog/rush");
                    assert_eq!(answer.status, 200);
                });
            }
        });
        assert_eq!(app.world.counts.misses.load(Ordering::Relaxed) - before, 1);
    });
}

#[test]
fn missing_pages_are_not_kept() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        TestNetwork::plant(&app.store);
        app.get(BOSTON, "/").expect_status(200);
        let kept = app.world.cache.as_ref().unwrap().len();
        for number in 0..30 {
            app.get(BOSTON, &format!("/nothing-{number}")).expect_status(404);
        }
        assert_eq!(app.world.cache.as_ref().unwrap().len(), kept);
    });
}

#[test]
fn style_sheets_and_pictures_are_kept_for_ever() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        TestNetwork::plant(&app.store);
        let page = app.get(BOSTON, "/").expect_status(200).text();
        let path = page
            .split("href=\"")
            .find_map(|part| part.split('"').next().filter(|url| url.starts_with("/static/")))
            .unwrap();
        let sheet = app.get(BOSTON, path).expect_status(200);
        assert_eq!(
            sheet.header("cache-control"),
            Some("public, max-age=31536000, immutable")
        );
        assert!(sheet.header("content-type").unwrap().starts_with("text/css"));
        sheet.contains("--site-accent:");
        let stale = app.get(BOSTON, "/static/000000000000/site.css").expect_status(200);
        assert!(stale.header("cache-control").unwrap().contains("max-age=0"));
        for path in [
            "/media/1/x.jpg",
            "/media/../../etc/passwd",
            "/media/1/..%2f..%2fetc",
            "/media/",
        ] {
            app.get(BOSTON, path).expect_status(404);
        }
    });
}
