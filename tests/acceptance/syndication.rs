//! Feeds for readers: whole texts, names that never change, three formats.

use crate::support::network::{BOSTON, MADRID};
use crate::support::{NewPost, TestApp, TestNetwork, on_each_engine};
use umbel_core::tree::{Host, HostName};

#[test]
fn the_three_formats_say_the_same() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        NewPost {
            body: "Read [more](/about) & <em>come</em>.".into(),
            topics: vec!["Housing".into()],
            ..NewPost::titled("Rents & \"rights\"")
        }
        .make(&app.store, &network.boston);
        let rss = app.get(BOSTON, "/feed").expect_status(200);
        assert_eq!(rss.header("content-type"), Some("application/rss+xml; charset=utf-8"));
        let atom = app.get(BOSTON, "/feed/atom").expect_status(200);
        assert_eq!(atom.header("content-type"), Some("application/atom+xml; charset=utf-8"));
        let json = app.get(BOSTON, "/feed/json").expect_status(200);
        assert_eq!(
            json.header("content-type"),
            Some("application/feed+json; charset=utf-8")
        );
        let json: serde_json::Value = serde_json::from_str(&json.text()).unwrap();
        let item = &json["items"][0];
        let id = item["id"].as_str().unwrap();
        assert!(id.starts_with("urn:uuid:") && id.len() == 45, "{id}");
        assert_eq!(item["title"], "Rents & “rights”".replace(['“', '”'], "\""));
        assert_eq!(item["url"], "https://boston.cosecha.umbrella.test/blog/rents-rights");
        assert_eq!(item["date_published"], "2026-11-22T11:00:00Z");
        let html = item["content_html"].as_str().unwrap();
        assert!(
            html.contains("href=\"https://boston.cosecha.umbrella.test/about\""),
            "{html}"
        );
        assert_eq!(json["feed_url"], "https://boston.cosecha.umbrella.test/feed/json");
        assert_eq!(json["language"], "en");
        rss.contains(&format!("<guid isPermaLink=\"false\">{id}</guid>"));
        rss.contains("<atom:link href=\"https://boston.cosecha.umbrella.test/feed\" rel=\"self\"");
        rss.contains("<language>en</language>");
        rss.contains("Sun, 22 Nov 2026 11:00:00 +0000");
        rss.contains("<content:encoded>");
        rss.contains("<category>Housing</category>");
        atom.contains(&format!("<id>{id}</id>"));
        atom.contains("<updated>2026-11-22T11:00:00+00:00</updated>");
        atom.contains("rel=\"self\"");
        for path in [
            "/blog/topics/housing/feed",
            "/blog/topics/housing/feed/atom",
            "/blog/topics/housing/feed/json",
        ] {
            app.get(BOSTON, path).expect_status(200).contains(id);
        }
        app.get(BOSTON, "/blog/topics/nothing/feed").expect_status(404);
        app.get(BOSTON, "/blog/topics/housing/feed/pdf").expect_status(404);
        app.get(MADRID, "/feed")
            .expect_status(200)
            .contains("<language>es</language>");
        // Renaming a site changes its addresses, never the names of its posts.
        app.store
            .write(|write| Host::make_canonical(write, network.boston.id, &HostName::parse("boston.test")?))
            .unwrap();
        let moved = app.get("boston.test", "/feed").expect_status(200);
        moved.contains(id);
        moved.contains("https://boston.test/blog/rents-rights");
    });
}

#[test]
fn sitemaps_name_every_page_once() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        NewPost::titled("Listed").make(&app.store, &network.boston);
        NewPost {
            kind: umbel_core::content::PostKind::Page,
            ..NewPost::titled("About")
        }
        .make(&app.store, &network.boston);
        let robots = app.get(BOSTON, "/robots.txt").expect_status(200);
        robots.contains("Sitemap: https://boston.cosecha.umbrella.test/sitemap.xml");
        let index = app.get(BOSTON, "/sitemap.xml").expect_status(200);
        index.contains("<loc>https://boston.cosecha.umbrella.test/sitemap/blog/1.xml</loc>");
        index.contains("<loc>https://boston.cosecha.umbrella.test/sitemap/pages/1.xml</loc>");
        index.lacks("calendar");
        let posts = app.get(BOSTON, "/sitemap/blog/1.xml").expect_status(200);
        posts.contains(
            "<loc>https://boston.cosecha.umbrella.test/blog/listed</loc><lastmod>2026-11-22T11:00:00Z</lastmod>",
        );
        app.get(BOSTON, "/sitemap/pages/1.xml")
            .expect_status(200)
            .contains("/about</loc>");
        app.get(BOSTON, "/sitemap/blog/2.xml").expect_status(404);
    });
}
