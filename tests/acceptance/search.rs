//! The search of a site.

use crate::support::network::{BOSTON, MADRID};
use crate::support::{NewPost, TestApp, TestNetwork, on_each_engine};
use umbel_core::content::PostKind;

#[test]
fn words_are_found_whatever_their_accents_and_endings() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        NewPost {
            body: "La reunión es en el jardín de la estación, con música & café.".into(),
            ..NewPost::titled("Asamblea")
        }
        .make(&app.store, &network.madrid);
        NewPost {
            body: "Nothing of the kind.".into(),
            kind: PostKind::Page,
            ..NewPost::titled("Acerca")
        }
        .make(&app.store, &network.madrid);
        let found = |query: &str| {
            app.get(MADRID, &format!("/search?q={query}"))
                .expect_status(200)
                .text()
                .contains("/blog/asamblea")
        };
        for query in [
            "reunion",
            "REUNI%C3%93N",
            "jardin+musica",
            "jardi",
            "asamblea",
            "caf%C3%A9",
            "%22estacion%22",
        ] {
            assert!(found(query), "{query}");
        }
        for query in ["rectangle", "reunion+rectangle", "union", "-", "***"] {
            assert!(!found(query), "{query}");
        }
        app.get(MADRID, "/search?q=jardin")
            .expect_status(200)
            .contains("<mark>jardín</mark>");
        app.get(MADRID, "/search?q=kind")
            .expect_status(200)
            .contains("href=\"/acerca\"");
        app.get(BOSTON, "/search?q=reunion")
            .expect_status(200)
            .lacks("/blog/asamblea");
        let empty = app.get(MADRID, "/search").expect_status(200);
        assert_eq!(empty.header("cache-control"), Some("no-store"));
        app.get(MADRID, "/search?q=%3Cscript%3Ealert(1)")
            .expect_status(200)
            .lacks("<script>alert");
    });
}

#[test]
fn many_results_are_read_page_by_page() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        for number in 0..23 {
            NewPost {
                body: "A river runs through it.".into(),
                ..NewPost::titled(&format!("Report {number:02}"))
            }
            .make(&app.store, &network.boston);
        }
        let count = |from: usize| {
            let text = app
                .get(BOSTON, &format!("/search?q=river&from={from}"))
                .expect_status(200)
                .text();
            (0..23)
                .filter(|number| text.contains(&format!("/blog/report-{number:02}\"")))
                .count()
        };
        assert_eq!((count(0), count(10), count(20)), (10, 10, 3));
    });
}
