//! How it goes: what is counted, what is not, and what the page says.

use crate::support::network::{BOSTON, COSECHA, MADRID, UMBRELLA, event};
use crate::support::people::{Browser, person};
use crate::support::{NewPost, TestApp, TestNetwork, Wishes, on_each_engine};
use crate::tree::Cast;
use umbel_core::content::{
    PostKind, READS_KEPT_DAYS, ReadTarget, Reads, add_reads, most_read, prune_reads, reads_by_day, reads_of,
    subscribers,
};
use umbel_core::people::{Membership, Role};
use umbel_core::tree::Site;
use umbel_core::{SiteScope, SiteWrite};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

fn read(app: &TestApp, host: &str, path: &str) -> u16 {
    app.request("GET", host, path, &[("user-agent", FIREFOX)]).status
}

fn counted(app: &TestApp, site: &Site) -> Vec<(ReadTarget, i64)> {
    app.world.reads.write_down(&app.store).unwrap();
    app.store
        .read(|connection| most_read(&mut SiteScope::new(site.id, connection), 0, 50))
        .unwrap()
}

#[test]
fn what_people_read_is_counted_whether_it_was_ready_or_not_and_nothing_else_is() {
    for without_cache in [false, true] {
        on_each_engine(|database| {
            let wishes = Wishes {
                without_cache,
                ..Wishes::default()
            };
            let app = TestApp::with(database, &wishes);
            let network = TestNetwork::plant(&app.store);
            let boston = &network.boston;
            let post = NewPost::titled("Rent strike").make(&app.store, boston);
            let page = NewPost {
                kind: PostKind::Page,
                ..NewPost::titled("About")
            }
            .make(&app.store, boston);
            let feast = event(&app.store, boston, "Feast", app.store.now().plus_seconds(86_400));
            let secret = NewPost {
                password: Some("sesame".into()),
                ..NewPost::titled("Secret")
            }
            .make(&app.store, boston);
            for _ in 0..3 {
                assert_eq!(read(&app, BOSTON, "/blog/rent-strike"), 200);
            }
            for path in ["/", "/", "/about", "/events/feast", "/blog/rent-strike?utm=x"] {
                assert_eq!(read(&app, BOSTON, path), 200);
            }

            // Not counted: asking only, robots, browsers that fetch beforehand, what is there already, lists, files,
            // what is missing, moved or asks for a password.
            let path = "/blog/rent-strike";
            app.request("HEAD", BOSTON, path, &[("user-agent", FIREFOX)])
                .expect_status(200);
            for agent in ["Googlebot/2.1 (+http://www.google.com/bot.html)", "curl/8.5.0"] {
                app.request("GET", BOSTON, path, &[("user-agent", agent)])
                    .expect_status(200);
            }
            app.get(BOSTON, path).expect_status(200);
            let beforehand = [("user-agent", FIREFOX), ("sec-purpose", "prefetch;prerender")];
            app.request("GET", BOSTON, path, &beforehand).expect_status(200);
            let tag = app.get(BOSTON, path).header("etag").map(str::to_owned);
            if let Some(tag) = tag {
                let again = [("user-agent", FIREFOX), ("if-none-match", tag.as_str())];
                app.request("GET", BOSTON, path, &again).expect_status(304);
            }
            for path in [
                "/blog",
                "/feed",
                "/search?q=rent",
                "/missing",
                "/blog/rent-strike/",
                &secret.url(),
            ] {
                read(&app, BOSTON, path);
            }
            assert_eq!(
                counted(&app, boston),
                [
                    (ReadTarget::Post(post.id), 4),
                    (ReadTarget::Front, 2),
                    (ReadTarget::Event(feast.id), 1),
                    (ReadTarget::Post(page.id), 1),
                ]
                .into_iter()
                .collect::<Vec<_>>(),
                "{without_cache}"
            );
            assert!(counted(&app, &network.madrid).is_empty());

            // Written down once, and added to by others on the same day.
            read(&app, BOSTON, "/about");
            let other = Reads {
                site: boston.id,
                target: ReadTarget::Post(page.id),
                reads: 5,
            };
            app.store.write(|write| add_reads(write, &[other])).unwrap();
            assert!(counted(&app, boston).contains(&(ReadTarget::Post(page.id), 7)));
            assert_eq!(app.world.reads.write_down(&app.store).unwrap(), 0);
        });
    }
}

#[test]
fn every_day_is_counted_by_itself_and_forgotten_in_time() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let boston = &network.boston;
        read(&app, BOSTON, "/");
        counted(&app, boston);
        app.wait_seconds(86_400);
        read(&app, BOSTON, "/");
        read(&app, BOSTON, "/");
        counted(&app, boston);
        let days = |first: i64| {
            app.store
                .read(|connection| reads_by_day(&mut SiteScope::new(boston.id, connection), first))
                .unwrap()
        };
        let all = days(0);
        assert_eq!(all.iter().map(|(_, reads)| *reads).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(all[1].0, all[0].0 + 1);
        assert_eq!(days(all[1].0).len(), 1);
        let front = app
            .store
            .read(|connection| {
                let scope = &mut SiteScope::new(boston.id, connection);
                reads_of(scope, &ReadTarget::Front, all[0].0)
            })
            .unwrap();
        assert_eq!(front, all);
        app.wait_seconds((READS_KEPT_DAYS - 1) * 86_400);
        assert_eq!(app.store.write(prune_reads).unwrap(), 0);
        app.wait_seconds(86_400);
        assert_eq!(app.store.write(prune_reads).unwrap(), 1);
        assert_eq!(days(0).len(), 1);
    });
}

#[test]
fn a_count_for_a_site_that_is_gone_does_not_hold_up_the_others() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let reads = |site| Reads {
            site,
            target: ReadTarget::Front,
            reads: 1,
        };
        let gone = umbel_core::SiteId::numbered(7);
        app.store
            .write(|write| add_reads(write, &[reads(gone), reads(network.boston.id)]))
            .unwrap();
        assert_eq!(counted(&app, &network.boston), [(ReadTarget::Front, 1)]);
    });
}

#[test]
fn feed_readers_that_are_known_say_how_many_follow() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        NewPost::titled("Rent strike").make(&app.store, &network.boston);
        for agent in [
            "Feedly/1.0 (+http://www.feedly.com/fetcher.html; 16 subscribers; like FeedFetcher-Google)",
            "Feedly/1.0 (+http://www.feedly.com/fetcher.html; 12 subscribers)",
            "Feedbin feed-id:1 - 3 subscribers",
            "Nobody/1.0 (9999 subscribers)",
        ] {
            app.request("GET", BOSTON, "/feed", &[("user-agent", agent)])
                .expect_status(200);
        }
        // Only feeds are asked about.
        let agent = [("user-agent", "Inoreader/1.0 (500 subscribers)")];
        app.request("GET", BOSTON, "/blog", &agent).expect_status(200);
        let said = |first: i64| {
            app.world.reads.write_down(&app.store).unwrap();
            app.store
                .read(|connection| subscribers(&mut SiteScope::new(network.boston.id, connection), first))
                .unwrap()
        };
        assert_eq!(said(0), [("Feedly".to_owned(), 16), ("Feedbin".to_owned(), 3)]);
        // Fewer on the next day are fewer.
        app.wait_seconds(86_400);
        let agent = [("user-agent", "Feedly/1.0 (+http://www.feedly.com; 11 subscribers)")];
        app.request("GET", BOSTON, "/feed/atom", &agent).expect_status(200);
        assert_eq!(said(0)[0], ("Feedly".to_owned(), 11));
        assert!(counted(&app, &network.boston).is_empty());
    });
}

#[test]
fn the_page_says_what_was_read_and_what_happened_to_editors_alone() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        let post = NewPost::titled("Rent <strike>").make(&app.store, &network.boston);
        let hidden = NewPost::titled("Taken back").make(&app.store, &network.boston);
        let mut editor = Browser::of(&app, &cast.editor);
        editor
            .get(BOSTON, "/manage/figures")
            .expect_status(200)
            .contains("Nothing has been read yet.")
            .contains("No feed reader has said anything yet.");
        for _ in 0..4 {
            read(&app, BOSTON, &post.url());
        }
        read(&app, BOSTON, &hidden.url());
        app.store
            .write(|write| {
                let now = write.now;
                let site = &mut SiteWrite::new(network.boston.id, write);
                aggregator::publication::unpublish(site, hidden.id, now)
            })
            .unwrap();
        counted(&app, &network.boston);
        let page = editor.get(BOSTON, "/manage/figures").expect_status(200);
        page.contains("Rent &lt;strike&gt;")
            .contains("Something that no longer shows")
            .contains("Read 5 times in 30 days.")
            .lacks("Taken back");
        editor
            .get(BOSTON, "/manage/figures?days=7")
            .contains("Read 5 times in 7 days.");
        for wrong in ["1", "x", "99999"] {
            editor
                .get(BOSTON, &format!("/manage/figures?days={wrong}"))
                .expect_status(404);
        }
        // Other places have numbers of their own.
        let mut admin = Browser::of(&app, &cast.network_admin);
        admin
            .get(MADRID, "/manage/figures")
            .expect_status(200)
            .contains("Aún no se ha leído nada.");
        // The days pass.
        app.wait_seconds(8 * 86_400);
        let mut editor = Browser::of(&app, &cast.editor);
        editor
            .get(BOSTON, "/manage/figures?days=7")
            .contains("Nothing has been read yet.");
        editor
            .get(BOSTON, "/manage/figures?days=30")
            .contains("Read 5 times in 30 days.");

        // Who came and went, at the very place.
        let joiner = person(&app, "Joiner", "joiner@example.org");
        app.store
            .write(|write| {
                Membership::grant(
                    &mut SiteWrite::new(network.boston.id, write),
                    None,
                    &joiner,
                    Role::Member,
                )
            })
            .unwrap();
        let page = editor.get(BOSTON, "/manage/figures?days=7").text();
        let happened = page.split("figure-happened").nth(1).unwrap();
        assert!(
            happened.contains("<strong>3</strong> <span>people belong"),
            "{happened}"
        );
        assert!(happened.contains("<strong>1</strong> <span>joined"), "{happened}");

        // Nobody outside sees a number.
        for host in [BOSTON, COSECHA, MADRID, UMBRELLA] {
            app.get(host, "/manage/figures").expect_status(303);
        }
        let mut member = Browser::of(&app, &joiner);
        member.get(BOSTON, "/manage/figures").expect_status(403);
    });
}
