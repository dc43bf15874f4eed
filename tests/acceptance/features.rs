//! Features as data: one switch, effective everywhere on the next request.

use crate::support::network::{BOSTON, COSECHA, MADRID, UMBRELLA, event};
use crate::support::{NewPost, TestApp, TestNetwork, on_each_engine};
use umbel_core::SiteWrite;
use umbel_core::tree::{disable_feature, enable_feature};

#[test]
fn a_feature_that_is_off_is_nowhere_and_nothing_is_lost() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        NewPost::titled("A post").make(&app.store, &network.boston);
        event(
            &app.store,
            &network.boston,
            "An event",
            app.store.now().plus_seconds(90_000),
        );
        let switch = |key: &str, on: bool| {
            app.store
                .write(|write| {
                    let site = &mut SiteWrite::new(network.boston.id, write);
                    if on {
                        enable_feature(site, key)
                    } else {
                        disable_feature(site, key)
                    }?;
                    aggregator::newswire::relist(write, network.boston.id)
                })
                .unwrap();
        };
        let cases: [(&str, &[&str], &str); 3] = [
            (
                "blog",
                &["/blog", "/blog/a-post", "/feed", "/feed/json", "/sitemap/blog/1.xml"],
                "A post",
            ),
            (
                "calendar",
                &[
                    "/events",
                    "/events/an-event",
                    "/calendar.ics",
                    "/sitemap/calendar/1.xml",
                ],
                "An event",
            ),
            ("social-feeds", &["/social"], "href=\"/social\""),
        ];
        for (key, paths, sign) in cases {
            for path in paths {
                app.get(BOSTON, path).expect_status(200);
            }
            app.get(BOSTON, "/").expect_status(200).contains(sign);
            switch(key, false);
            for path in paths {
                app.get(BOSTON, path).expect_status(404);
            }
            app.get(BOSTON, "/").expect_status(200).lacks(sign);
            app.get(BOSTON, "/sitemap.xml")
                .expect_status(200)
                .lacks(&format!("/sitemap/{key}/"));
            app.get(UMBRELLA, "/news/feed").expect_status(200).lacks(sign);
            let found = app.get(BOSTON, "/search?q=post").expect_status(200);
            assert_eq!(found.text().contains("href=\"/blog/a-post\""), key != "blog");
            let found = app.get(BOSTON, "/search?q=event").expect_status(200);
            assert_eq!(found.text().contains("href=\"/events/an-event\""), key != "calendar");
            // The site next door does not notice.
            app.get(MADRID, paths[0]).expect_status(200);
            switch(key, true);
            for path in paths {
                app.get(BOSTON, path).expect_status(200);
            }
            app.get(BOSTON, "/").expect_status(200).contains(sign);
        }
        for host in [UMBRELLA, COSECHA] {
            app.get(host, "/news").expect_status(200);
        }
    });
}

#[test]
fn events_have_pages_calendars_and_files() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        // 23 November 2026, 18:30 by Boston's clocks.
        let starts = umbel_core::Instant::from_microseconds(1_795_476_600_000_000);
        event(&app.store, &network.boston, "Supper, with friends", starts);
        let page = app.get(BOSTON, "/events/supper-with-friends").expect_status(200);
        for part in [
            "Monday 23 November 2026",
            "18:30–20:30",
            "EST",
            "The hall",
            "1 Main Street",
            "\"@type\":\"Event\"",
        ] {
            page.contains(part);
        }
        app.get(BOSTON, "/events").expect_status(200).contains("November 2026");
        app.get(BOSTON, "/calendar?month=2026-11")
            .expect_status(200)
            .contains("Supper, with friends");
        app.get(BOSTON, "/calendar?month=2026-12")
            .expect_status(200)
            .lacks("Supper, with friends");
        app.get(BOSTON, "/calendar?month=2026-13").expect_status(404);
        for path in ["/calendar.ics", "/events/supper-with-friends.ics"] {
            let file = app.get(BOSTON, path).expect_status(200);
            assert!(file.header("content-type").unwrap().starts_with("text/calendar"));
            file.contains("DTSTART:20261123T233000Z\r\n");
            file.contains("SUMMARY:Supper\\, with friends\r\n");
            file.contains("END:VCALENDAR\r\n");
        }
        app.get(BOSTON, "/events/nothing").expect_status(404);
        app.get(BOSTON, "/events/nothing.ics").expect_status(404);
        let news = app.get(UMBRELLA, "/news?kind=event").expect_status(200);
        news.contains("Supper, with friends");
        app.get(BOSTON, "/search?q=supper")
            .expect_status(200)
            .contains("/events/supper-with-friends");
    });
}
