//! Where a post stands on its way to the public: every state and step for every role, dates on the site's clocks.

use crate::support::desk::Writer;
use crate::support::network::{BOSTON, MADRID, UMBRELLA};
use crate::support::people::letters;
use crate::support::{NOON, TestApp, TestNetwork, on_each_engine};
use aggregator::publication::{Step, publish_due, steps};
use umbel_core::content::{Post, PostKind, Status};
use umbel_core::mail::Message;
use umbel_core::people::{Role, standing};
use umbel_core::{SiteScope, SiteWrite};

/// What each role may do with a post of its own, by state: said here once more, apart from the rules themselves.
const OWN: &[(Role, Status, &[&str])] = &[
    (Role::Contributor, Status::Draft, &["submit", "save", "bin"]),
    (Role::Contributor, Status::Pending, &["save", "unpublish", "bin"]),
    (Role::Contributor, Status::Scheduled, &[]),
    (Role::Contributor, Status::Published, &[]),
    (Role::Contributor, Status::Private, &[]),
    (Role::Contributor, Status::Trashed, &["restore"]),
    (Role::Author, Status::Draft, &["publish", "save", "schedule", "bin"]),
    (
        Role::Author,
        Status::Pending,
        &["publish", "save", "schedule", "unpublish", "bin"],
    ),
    (
        Role::Author,
        Status::Scheduled,
        &["publish", "save", "unpublish", "bin"],
    ),
    (Role::Author, Status::Published, &["save", "unpublish", "bin"]),
    (Role::Author, Status::Private, &["save", "unpublish", "bin"]),
    (Role::Author, Status::Trashed, &["restore"]),
];

#[test]
fn every_state_offers_each_role_what_it_may_do_and_nothing_else() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let roles = [
            Role::Member,
            Role::Contributor,
            Role::Author,
            Role::Editor,
            Role::Manager,
        ];
        let mut cases = 0;
        for role in roles {
            let who = Writer::at_boston(&app, &network, &format!("The {role}"), role);
            let other = Writer::at_boston(&app, &network, &format!("Other {role}"), Role::Author);
            for status in Status::ALL {
                for (is_own, kind) in [(true, PostKind::Post), (false, PostKind::Post), (true, PostKind::Page)] {
                    let owner = if is_own { &who } else { &other };
                    let post = Post {
                        saved_by: Some(owner.account.id),
                        status: *status,
                        published_at: Some(NOON),
                        trashed_from: (*status == Status::Trashed).then_some(Status::Draft),
                        ..Post::draft(network.boston.id, kind, NOON)
                    };
                    let offered = app
                        .store
                        .write(|write| {
                            let site = &mut SiteWrite::new(network.boston.id, write);
                            Post::insert(site, &post)?;
                            let by = standing(site.connection(), who.account.clone(), network.boston.id)?;
                            steps(&mut site.read(), &by, &post)
                        })
                        .unwrap();
                    let offered: Vec<&str> = offered.into_iter().map(Step::as_str).collect();
                    let expected = match role {
                        Role::Contributor | Role::Author if is_own && kind == PostKind::Post => {
                            let found = OWN.iter().find(|(of, at, _)| *of == role && at == status);
                            found.unwrap().2
                        }
                        Role::Editor | Role::Manager => {
                            let found = OWN.iter().find(|(of, at, _)| *of == Role::Author && at == status);
                            found.unwrap().2
                        }
                        _ => &[],
                    };
                    assert_eq!(offered, expected, "{role} {status} own: {is_own} {kind}");
                    cases += 1;
                    // The form offers no more, and takes no more.
                    if role != Role::Contributor || kind == PostKind::Page || *status == Status::Trashed {
                        continue;
                    }
                    for step in Step::ALL
                        .into_iter()
                        .filter(|step| *step != Step::Bin && *step != Step::Restore)
                    {
                        if offered.contains(&step.as_str()) {
                            continue;
                        }
                        let answer = who.send(
                            post.id,
                            &[("title", "Forced"), ("date", "2026-11-30"), ("do", step.as_str())],
                        );
                        let stands = who.stored(post.id);
                        assert_eq!(
                            (stands.status, stands.title.as_str()),
                            (*status, ""),
                            "{status} {step:?}"
                        );
                        assert!(matches!(answer.status, 200 | 404), "{}", answer.status);
                        cases += 1;
                    }
                }
            }
        }
        println!("states: {cases} cases");
        assert!(cases > 120, "{cases}");
    });
}

#[test]
fn a_contributor_hands_in_and_an_editor_publishes() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let con = Writer::at_boston(&app, &network, "Con", Role::Contributor);
        let eva = Writer::at_boston(&app, &network, "Eva", Role::Editor);
        let id = con.begin(PostKind::Post);
        con.get(&format!("/manage/posts/{id}"))
            .contains("value=\"submit\"")
            .lacks("value=\"publish\"");
        eva.get("/manage")
            .expect_status(200)
            .lacks("wait for your eyes")
            .lacks("waits for your eyes");
        let handed = con.save(id, &[("title", "For review"), ("source", "x"), ("do", "submit")]);
        assert_eq!(handed.status, Status::Pending);
        eva.get("/manage")
            .contains("waits for your eyes")
            .contains("/manage/posts?state=pending");
        con.get("/manage").lacks("waits for your eyes");
        // Editors hear of it by mail, find it in the queue, and are not told again within the hour.
        let waiting = || -> Vec<String> {
            letters(&app)
                .into_iter()
                .filter(|letter| matches!(letter.message, Message::QueueWaiting { .. }))
                .map(|letter| letter.to)
                .collect()
        };
        assert_eq!(waiting(), ["eva@writers.test"]);
        eva.get("/manage/queue")
            .contains("For review")
            .contains(&format!("/manage/posts/{id}"));
        app.get(BOSTON, "/blog/for-review").expect_status(404);
        // It can be taken back, and handed in again.
        assert_eq!(
            con.save(id, &[("title", "For review"), ("do", "unpublish")]).status,
            Status::Draft
        );
        con.save(id, &[("title", "For review"), ("source", "x"), ("do", "submit")]);
        assert_eq!(waiting().len(), 1);
        let published = eva.save(
            id,
            &[
                ("title", "For review"),
                ("source", "x"),
                ("address", "for-review"),
                ("do", "publish"),
            ],
        );
        assert_eq!(published.status, Status::Published);
        app.get(BOSTON, "/blog/for-review").expect_status(200).contains("Con");
        con.get(&format!("/manage/posts/{id}"))
            .expect_status(200)
            .contains("up to an editor")
            .lacks("name=\"do\"");
    });
}

#[test]
fn dates_are_those_of_the_sites_clocks() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let boston = Writer::at_boston(&app, &network, "Bo", Role::Author);
        let madrid = Writer::at(&app, &network, &network.madrid, "Mar", Role::Author);
        // (who, day and hour there, the moment in UTC)
        for (who, day, hour, moment) in [
            (&boston, "2026-11-29", "18:30", "2026-11-29T23:30:00Z"),
            (&madrid, "2026-11-29", "18:30", "2026-11-29T17:30:00Z"),
            (&boston, "2027-07-01", "09:00", "2027-07-01T13:00:00Z"),
            (&madrid, "2027-07-01", "09:00", "2027-07-01T07:00:00Z"),
            // The clocks go forward: these times never come, the first after them is meant.
            (&boston, "2027-03-14", "02:30", "2027-03-14T07:00:00Z"),
            (&madrid, "2027-03-28", "02:30", "2027-03-28T01:00:00Z"),
            // The clocks go back: these come twice, the first is meant.
            (&boston, "2027-11-07", "01:30", "2027-11-07T05:30:00Z"),
            (&madrid, "2027-10-31", "02:30", "2027-10-31T00:30:00Z"),
            // A day without an hour begins at midnight.
            (&boston, "2026-12-01", "", "2026-12-01T05:00:00Z"),
        ] {
            let id = who.begin(PostKind::Post);
            let post = who.save(
                id,
                &[("title", "Soon"), ("date", day), ("time", hour), ("do", "schedule")],
            );
            assert_eq!(post.status, Status::Scheduled, "{day} {hour}");
            assert_eq!(post.published_at.unwrap().rfc3339(), moment, "{day} {hour}");
        }
        let id = boston.begin(PostKind::Post);
        boston.save(
            id,
            &[
                ("title", "Soon"),
                ("date", "2026-11-29"),
                ("time", "18:30"),
                ("do", "schedule"),
            ],
        );
        boston
            .get(&format!("/manage/posts/{id}"))
            .contains("Sunday 29 November 2026 at 18:30 (America/New York)")
            .contains("value=\"2026-11-29\"")
            .contains("value=\"18:30\"");
        boston
            .send(id, &[("title", "Soon"), ("date", "2026-02-30"), ("do", "save")])
            .expect_status(200)
            .contains("Write the day like");
        let other = boston.begin(PostKind::Post);
        boston
            .send(other, &[("title", "When?"), ("do", "schedule")])
            .expect_status(200)
            .contains("Choose the day");
    });
}

#[test]
fn what_is_scheduled_shows_when_its_time_comes_and_not_before() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = Writer::at_boston(&app, &network, "Ana", Role::Author);
        let id = ana.begin(PostKind::Post);
        // Noon in UTC is 07:00 in Boston.
        ana.save(
            id,
            &[
                ("title", "Later today"),
                ("date", "2026-11-22"),
                ("time", "08:00"),
                ("do", "schedule"),
            ],
        );
        app.get(BOSTON, "/blog/later-today").expect_status(404);
        app.get(BOSTON, "/feed").lacks("Later today");
        // Another time, by saving.
        ana.save(
            id,
            &[
                ("title", "Later today"),
                ("address", "later-today"),
                ("date", "2026-11-22"),
                ("time", "07:30"),
                ("do", "save"),
            ],
        );
        app.wait_seconds(29 * 60);
        assert_eq!(publish_due(&app.store).unwrap(), 0);
        app.wait_seconds(61);
        assert_eq!(publish_due(&app.store).unwrap(), 1);
        app.get(BOSTON, "/blog/later-today").expect_status(200);
        app.get(UMBRELLA, "/news").contains("Later today");
        // Its editor may still be open: publishing by the clock is no change that anybody is asked about.
        let post = ana.stored(id);
        ana.save(
            id,
            &[
                ("title", "Later today!"),
                ("address", "later-today"),
                ("date", "2026-11-22"),
                ("time", "07:30"),
                ("do", "save"),
            ],
        );
        assert_eq!(ana.stored(id).published_at, post.published_at);
        // A date that is past is kept, and shows at once.
        let old = ana.begin(PostKind::Post);
        let old = ana.save(
            old,
            &[
                ("title", "Long ago"),
                ("date", "2011-10-15"),
                ("time", "12:00"),
                ("do", "schedule"),
            ],
        );
        assert_eq!(old.status, Status::Published);
        assert_eq!(old.published_at.unwrap().rfc3339(), "2011-10-15T16:00:00Z");
        app.get(BOSTON, "/blog/archive/2011/10").contains("Long ago");
        // What shows cannot be moved into the future without being taken back.
        ana.send(
            old.id,
            &[
                ("title", "Long ago"),
                ("address", "long-ago"),
                ("date", "2030-01-01"),
                ("do", "save"),
            ],
        )
        .expect_status(200)
        .contains("take it back first");
        // Publishing now does not wait for a date to come.
        let now = ana.begin(PostKind::Post);
        let now = ana.save(now, &[("title", "Now"), ("date", "2030-01-01"), ("do", "publish")]);
        assert_eq!(now.status, Status::Published);
        assert_eq!(now.published_at, Some(app.store.now()));
    });
}

#[test]
fn taking_back_hides_at_once_and_publishing_again_keeps_the_date() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = Writer::at_boston(&app, &network, "Ana", Role::Author);
        let post = ana.publish("On and off", "canary");
        app.get(BOSTON, "/blog/on-and-off").expect_status(200);
        let fields = |act| {
            [
                ("title", "On and off"),
                ("source", "canary"),
                ("address", "on-and-off"),
                ("date", "2026-11-22"),
                ("time", "07:00"),
                ("do", act),
            ]
        };
        ana.save(post.id, &fields("unpublish"));
        for path in ["/blog/on-and-off", "/blog/on-and-off/feed"] {
            app.get(BOSTON, path).expect_status(404);
        }
        for path in ["/", "/blog", "/feed", "/feed/json", "/sitemap.xml", "/search?q=canary"] {
            app.get(BOSTON, path).lacks("On and off").lacks("on-and-off");
        }
        app.get(UMBRELLA, "/news").lacks("On and off");
        app.wait_seconds(3_600);
        let again = ana.save(post.id, &fields("publish"));
        assert_eq!(again.published_at, post.published_at);
        app.get(BOSTON, "/blog/on-and-off").expect_status(200);
    });
}

#[test]
fn nothing_new_is_published_on_an_archived_site() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = Writer::at_boston(&app, &network, "Ana", Role::Author);
        let id = ana.begin(PostKind::Post);
        app.store
            .write(|write| {
                let mut site = umbel_core::tree::Site::find(write.connection, network.boston.id)?;
                site.status = umbel_core::tree::SiteStatus::Archived;
                site.save(write)
            })
            .unwrap();
        ana.send(
            id,
            &[("title", "Too late"), ("source", "still here"), ("do", "publish")],
        )
        .expect_status(200)
        .contains("This site is archived")
        .contains("still here");
        assert_eq!(
            ana.save(id, &[("title", "Too late"), ("do", "save")]).status,
            Status::Draft
        );
    });
}

#[test]
fn sticky_posts_stay_on_top_and_reach_ends_where_it_should() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = Writer::at_boston(&app, &network, "Ana", Role::Author);
        let id = ana.begin(PostKind::Post);
        ana.save(
            id,
            &[
                ("title", "Stays on top"),
                ("sticky", "yes"),
                ("reach", "network"),
                ("do", "publish"),
            ],
        );
        app.wait_seconds(60);
        ana.publish("Newer", "x");
        let list = app.get(BOSTON, "/blog").text();
        assert!(list.find("Stays on top").unwrap() < list.find(">Newer<").unwrap_or(usize::MAX));
        app.get("cosecha.umbrella.test", "/news").contains("Stays on top");
        app.get(UMBRELLA, "/news").lacks("Stays on top").contains("Newer");
        app.get(MADRID, "/blog").lacks("Stays on top");
        let scope = app.store.read(|connection| {
            Ok(Post::find(&mut SiteScope::new(network.boston.id, connection), id)?
                .unwrap()
                .sticky)
        });
        assert!(scope.unwrap());
    });
}
