//! The news of all sites on the umbrella, of a network's sites on the network.

use crate::support::network::{BOSTON, COSECHA, MAREA, UMBRELLA, event};
use crate::support::{NewPost, TestApp, TestNetwork, Wishes, on_each_engine};
use aggregator::newswire;
use aggregator::publication;
use umbel_core::Id;
use umbel_core::SiteWrite;
use umbel_core::content::{Occurrence, Post, Reach, Status};
use umbel_core::tree::{SiteStatus, disable_feature, enable_feature};
use umbel_demo::seed::{Size, seed};

#[test]
fn news_rise_to_the_network_and_the_umbrella() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        NewPost::titled("From Boston").make(&app.store, &network.boston);
        NewPost::titled("Desde Vigo").make(&app.store, &network.vigo);
        NewPost {
            reach: Reach::Network,
            ..NewPost::titled("For the network")
        }
        .make(&app.store, &network.boston);
        NewPost {
            reach: Reach::Site,
            ..NewPost::titled("For ourselves")
        }
        .make(&app.store, &network.boston);
        for path in ["/", "/news", "/news/feed", "/news/feed/atom", "/news/feed/json"] {
            let umbrella = app.get(UMBRELLA, path).expect_status(200);
            umbrella.contains("From Boston");
            umbrella.contains("Desde Vigo");
            umbrella.contains("https://boston.cosecha.umbrella.test/blog/from-boston");
            umbrella.lacks("For the network");
            umbrella.lacks("For ourselves");
            let cosecha = app.get(COSECHA, path).expect_status(200);
            cosecha.contains("From Boston");
            cosecha.contains("For the network");
            cosecha.lacks("Desde Vigo");
            cosecha.lacks("For ourselves");
            let marea = app.get(MAREA, path).expect_status(200);
            marea.contains("Desde Vigo");
            marea.lacks("From Boston");
        }
        app.get(BOSTON, "/").expect_status(200).contains("For ourselves");
        app.get(BOSTON, "/news").expect_status(404);
    });
}

#[test]
fn the_list_can_be_narrowed() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        NewPost {
            topics: vec!["Housing".into()],
            ..NewPost::titled("Rents")
        }
        .make(&app.store, &network.boston);
        NewPost::titled("Mareas").make(&app.store, &network.vigo);
        event(
            &app.store,
            &network.vigo,
            "Asamblea",
            app.store.now().plus_seconds(86_400),
        );
        for (query, shown) in [
            ("kind=post", ["Rents", "Mareas"].as_slice()),
            ("kind=event", &["Asamblea"]),
            ("topic=housing", &["Rents"]),
            ("lang=es", &["Mareas", "Asamblea"]),
            ("lang=en", &["Rents"]),
            ("network=marea", &["Mareas", "Asamblea"]),
            ("kind=event&lang=en", &[]),
            ("topic=nothing", &[]),
            ("network=marea&kind=post", &["Mareas"]),
        ] {
            let page = app.get(UMBRELLA, &format!("/news/feed?{query}")).expect_status(200);
            for title in ["Rents", "Mareas", "Asamblea"] {
                assert_eq!(page.text().contains(title), shown.contains(&title), "{query}: {title}");
            }
            app.get(UMBRELLA, &format!("/news?{query}")).expect_status(200);
        }
        for query in ["kind=nonsense", "network=nowhere", "after=nonsense"] {
            app.get(UMBRELLA, &format!("/news?{query}")).expect_status(404);
        }
    });
}

#[test]
fn one_busy_site_does_not_fill_the_page() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        NewPost {
            minutes_ago: 500,
            ..NewPost::titled("Quiet voice")
        }
        .make(&app.store, &network.vigo);
        for number in 0..40 {
            NewPost {
                minutes_ago: 10 + number,
                ..NewPost::titled(&format!("Loud {number:02}"))
            }
            .make(&app.store, &network.boston);
        }
        let page = app.get(UMBRELLA, "/news").expect_status(200);
        page.contains("Quiet voice");
        page.contains("Loud 00");
        page.lacks("Loud 03");
        page.contains("37 more from Boston group");
        // Feeds hold nothing back.
        app.get(UMBRELLA, "/news/feed").expect_status(200).contains("Loud 30");
    });
}

#[test]
fn pages_follow_each_other_without_gaps_or_repeats() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        seed(
            &app.store,
            UMBRELLA,
            Size {
                sites: 30,
                posts: 3,
                events: 1,
            },
            |_, _| {},
        )
        .unwrap();
        let mut seen = Vec::new();
        let mut path = "/news".to_owned();
        for _ in 0..20 {
            let page = app.get(UMBRELLA, &path).expect_status(200);
            let text = page.text();
            seen.extend(
                text.split("href=\"https://s")
                    .skip(1)
                    .filter_map(|part| part.split('"').next())
                    .filter(|url| url.contains("/blog/post-") || url.contains("/events/"))
                    .map(str::to_owned),
            );
            let Some(next) = page.next_page() else { break };
            path = next;
        }
        let mut distinct = seen.clone();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), 30 * 4, "{} links", seen.len());
    });
}

#[test]
fn announcing_twice_changes_nothing() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let post = NewPost::titled("Once").make(&app.store, &network.boston);
        for title in ["Once", "Once more, better"] {
            app.store
                .write(|write| {
                    let now = write.now;
                    let site = &mut SiteWrite::new(network.boston.id, write);
                    let post = Post {
                        title: title.into(),
                        ..post.clone()
                    };
                    post.save(site)?;
                    publication::renew_post(site, &post, now)
                })
                .unwrap();
        }
        let feed = app.get(UMBRELLA, "/news/feed").expect_status(200).text();
        assert_eq!(feed.matches("<item>").count(), 1, "{feed}");
        assert!(feed.contains("Once more, better"));
    });
}

#[test]
fn whole_sites_come_and_go() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        NewPost::titled("Here").make(&app.store, &network.boston);
        let shown = |host: &str| app.get(host, "/news/feed").expect_status(200).text().contains("Here");
        let change = |change: &dyn Fn(&mut umbel_core::Write<'_>) -> umbel_core::Result<()>| {
            app.store
                .write(|write| {
                    change(write)?;
                    newswire::relist(write, network.boston.id)
                })
                .unwrap();
        };
        let with_status = |status: SiteStatus| {
            let mut site = network.boston.clone();
            site.status = status;
            change(&move |write| site.clone().save(write));
        };
        assert!(shown(UMBRELLA) && shown(COSECHA));
        for status in [SiteStatus::Private, SiteStatus::Suspended] {
            with_status(status);
            assert!(!shown(UMBRELLA) && !shown(COSECHA), "{status}");
            with_status(SiteStatus::Active);
            assert!(shown(UMBRELLA) && shown(COSECHA), "{status}");
        }
        for feature in ["blog", "newswire"] {
            change(&|write| disable_feature(&mut SiteWrite::new(network.boston.id, write), feature));
            assert!(!shown(UMBRELLA) && !shown(COSECHA), "{feature}");
            change(&|write| enable_feature(&mut SiteWrite::new(network.boston.id, write), feature));
            assert!(shown(UMBRELLA) && shown(COSECHA), "{feature}");
        }
        // A site that moves takes its news along.
        change(&|write| {
            let mut site = network.boston.clone();
            site.parent_id = Some(network.marea.id);
            site.save(write)
        });
        assert!(shown(UMBRELLA) && !shown(COSECHA) && shown(MAREA));
    });
}

#[test]
fn the_umbrella_asks_as_little_of_ten_sites_as_of_three_hundred() {
    on_each_engine(|database| {
        let wishes = Wishes {
            without_cache: true,
            ..Wishes::default()
        };
        let app = TestApp::with(database, &wishes);
        let mut counts = Vec::new();
        for sites in [10, 290] {
            seed(
                &app.store,
                UMBRELLA,
                Size {
                    sites,
                    posts: 5,
                    events: 1,
                },
                |_, _| {},
            )
            .unwrap();
            for path in ["/", "/news", "/directory"] {
                let text = app.get(UMBRELLA, &format!("{path}?warm")).expect_status(200).text();
                assert!(text.contains("href=\"https://s"), "{path}: {text}");
                let before = app.queries();
                app.get(UMBRELLA, path).expect_status(200);
                counts.push((path, app.queries() - before));
            }
        }
        let (few, many) = counts.split_at(3);
        assert_eq!(few, many);
        assert!(few.iter().all(|(_, count)| *count > 0 && *count <= 16), "{few:?}");
    });
}

#[test]
fn events_leave_the_news_when_they_are_over_and_move_on_when_they_repeat() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let starts = app.store.now().plus_seconds(3_600);
        event(&app.store, &network.boston, "Single evening", starts);
        let weekly = event(&app.store, &network.boston, "Weekly evening", starts);
        let next_week = starts.plus_seconds(7 * 86_400);
        app.store
            .write(|write| {
                let now = write.now;
                let site = &mut SiteWrite::new(network.boston.id, write);
                Occurrence::insert(
                    site,
                    &Occurrence {
                        site_id: site.site,
                        id: Id::new(now),
                        event_id: weekly.id,
                        slug: "2026-11-29".into(),
                        starts_at: next_week,
                        ends_at: next_week.plus_seconds(7_200),
                    },
                )
            })
            .unwrap();
        assert_eq!(publication::renew_ended_events(&app.store).unwrap(), 0);
        app.get(UMBRELLA, "/news?kind=event")
            .expect_status(200)
            .contains("Single evening");
        app.wait_seconds(4 * 3_600);
        assert_eq!(publication::renew_ended_events(&app.store).unwrap(), 2);
        assert_eq!(publication::renew_ended_events(&app.store).unwrap(), 0);
        let news = app.get(UMBRELLA, "/news?kind=event").expect_status(200);
        news.lacks("Single evening");
        news.contains("Weekly evening");
        news.contains("2026-11-29T");
    });
}

#[test]
fn nothing_new_appears_on_an_archived_site() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let post = NewPost {
            status: Status::Scheduled,
            minutes_ago: -5,
            ..NewPost::titled("Too late")
        }
        .make(&app.store, &network.boston);
        let mut site = network.boston.clone();
        site.status = SiteStatus::Archived;
        app.store.write(|write| site.save(write)).unwrap();
        app.wait_seconds(600);
        publication::publish_due(&app.store).unwrap();
        app.get(BOSTON, "/blog/too-late").expect_status(404);
        let refused = app.store.write(|write| {
            let now = write.now;
            publication::publish(&mut SiteWrite::new(network.boston.id, write), post.id, now)
        });
        assert!(refused.unwrap_err().to_string().contains("archived"));
    });
}

#[test]
fn the_directory_lists_networks_with_their_sites() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        NewPost::titled("Latest of Boston").make(&app.store, &network.boston);
        let page = app.get(UMBRELLA, "/directory").expect_status(200);
        for part in ["Cosecha", "Marea", "Boston group", "Grupo de Vigo", "Latest of Boston"] {
            page.contains(part);
        }
        app.get(COSECHA, "/directory").expect_status(200).lacks("Vigo");
        app.get(UMBRELLA, "/directory?page=2").expect_status(404);
        app.get(BOSTON, "/directory").expect_status(404);
        let mut site = network.vigo.clone();
        site.status = SiteStatus::Private;
        app.store.write(|write| site.save(write)).unwrap();
        app.get(UMBRELLA, "/directory").expect_status(200).lacks("Vigo");
    });
}
