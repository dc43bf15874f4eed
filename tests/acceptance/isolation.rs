//! Nothing of one site ever shows on another: twin sites full of canaries, every route, foreign slugs and ids.

use crate::support::gate::filled;
use crate::support::network::{BOSTON, COSECHA, MADRID, MAREA, UMBRELLA, VIGO, event};
use crate::support::{NewPost, TestApp, TestNetwork, on_each_engine};
use umbel_core::content::{Comment, CommentStatus, Post, PostKind, Reach};
use umbel_core::tree::Site;
use umbel_core::{Id, SiteWrite};

/// Fills a site with things that all carry `canary`, under the same addresses as its twin's.
fn fill(app: &TestApp, site: &Site, canary: &str) {
    NewPost {
        body: format!("body {canary}"),
        topics: vec!["Shared".into()],
        reach: Reach::Site,
        ..NewPost::titled("Same slug")
    }
    .make(&app.store, site);
    NewPost {
        body: format!("only {canary}"),
        reach: Reach::Site,
        topics: vec![format!("topic {canary}")],
        ..NewPost::titled(&format!("Own {canary}"))
    }
    .make(&app.store, site);
    NewPost {
        kind: PostKind::Page,
        body: format!("page {canary}"),
        ..NewPost::titled(&format!("Page {canary}"))
    }
    .make(&app.store, site);
    comments(app, site, canary);
    let starts = app.store.now().plus_seconds(86_400);
    let mut event = event(&app.store, site, &format!("Event {canary}"), starts);
    event.reach = Reach::Site;
    app.store
        .write(|write| {
            let now = write.now;
            let scope = &mut SiteWrite::new(site.id, write);
            event.save(scope)?;
            aggregator::publication::renew_event(scope, &event, now)
        })
        .unwrap();
}

/// Comments that are shown and that wait, a report and an act.
fn comments(app: &TestApp, site: &Site, canary: &str) {
    app.store
        .write(|write| {
            let now = write.now;
            let scope = &mut SiteWrite::new(site.id, write);
            let post = Post::at_path(&mut scope.read(), PostKind::Post, "same-slug")?.unwrap();
            for status in [CommentStatus::Approved, CommentStatus::Pending] {
                let comment = Comment {
                    author_name: format!("writer {canary}"),
                    source: format!("comment {canary}"),
                    html: format!("<p>comment {canary}</p>"),
                    status,
                    ..Comment::under(site.id, post.id, now)
                };
                Comment::insert(scope, &comment)?;
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn no_route_of_any_host_shows_a_foreign_canary() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        fill(&app, &network.boston, "canaryone");
        fill(&app, &network.madrid, "canarytwo");
        // Every registered route, its parts filled with both sites' own words.
        let words = [
            "same-slug",
            "own-canaryone",
            "own-canarytwo",
            "event-canaryone",
            "event-canarytwo",
            "shared",
            "topic-canaryone",
            "topic-canarytwo",
            "page-canaryone",
            "page-canarytwo",
            "1",
            "blog",
        ];
        let mut paths = Vec::new();
        for (_, route) in app.world.routes() {
            if route.path.contains('{') {
                for word in words {
                    paths.push(filled(route.path, word));
                }
            } else {
                paths.push(route.path.to_owned());
                for query in route.query {
                    paths.push(format!("{}?{query}=canary", route.path));
                }
            }
        }
        assert!(paths.len() > 100, "{}", paths.len());
        for path in &paths {
            for (host, foreign) in [
                (BOSTON, ["canarytwo"].as_slice()),
                (MADRID, &["canaryone"]),
                (VIGO, &["canaryone", "canarytwo"]),
                (COSECHA, &["canaryone", "canarytwo"]),
                (MAREA, &["canaryone", "canarytwo"]),
                (UMBRELLA, &["canaryone", "canarytwo"]),
            ] {
                let answer = app.get(host, path);
                assert!(answer.status < 500, "{host}{path}");
                let text = answer.text();
                for canary in foreign {
                    assert!(!text.contains(canary), "{host}{path} shows {canary}:\n{text}");
                }
            }
        }
        // The test can fail: each site shows its own.
        app.get(BOSTON, "/blog/same-slug")
            .expect_status(200)
            .contains("canaryone");
        app.get(MADRID, "/blog/same-slug")
            .expect_status(200)
            .contains("canarytwo");
        app.get(BOSTON, "/search?q=canary")
            .expect_status(200)
            .contains("canaryone");
    });
}

#[test]
fn the_database_itself_refuses_references_across_sites() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let foreign = NewPost::titled("Theirs").make(&app.store, &network.madrid);
        let own = NewPost::titled("Ours").make(&app.store, &network.boston);
        let refused = app.store.write(|write| {
            let site = &mut SiteWrite::new(network.boston.id, write);
            Post {
                parent_id: Some(foreign.id),
                ..own.clone()
            }
            .save(site)
        });
        assert!(refused.is_err());
        // An id of another site answers exactly like a missing one.
        app.store
            .read(|connection| {
                let scope = &mut umbel_core::SiteScope::new(network.boston.id, connection);
                assert!(Post::find(scope, foreign.id)?.is_none());
                assert!(Post::find(scope, Id(1))?.is_none());
                assert!(Post::find(scope, own.id)?.is_some());
                Ok(())
            })
            .unwrap();
    });
}
