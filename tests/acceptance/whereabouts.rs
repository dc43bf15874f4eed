//! Where does this appear? What the page claims is what is served, and its buttons change that.

use crate::support::network::{BOSTON, COSECHA, MADRID, UMBRELLA, event};
use crate::support::people::{Browser, grant, person};
use crate::support::{NewPost, TestApp, TestNetwork, on_each_engine};
use crate::tree::{Cast, log_of};
use aggregator::newswire::relist;
use aggregator::whereabouts::{self, List, Showing};
use std::collections::{BTreeSet, HashMap};
use umbel_core::content::{Author, Event, Post, PostKind, Reach, Status};
use umbel_core::people::{Act, Role};
use umbel_core::tree::{Setting, Site, SiteStatus, clear_setting, disable_feature, enable_feature, write_setting};
use umbel_core::{Id, SiteId, SiteScope, SiteWrite};

/// What was served, looked at once.
struct Reader<'a> {
    app: &'a TestApp,
    hosts: HashMap<SiteId, &'static str>,
    seen: HashMap<String, String>,
}

impl<'a> Reader<'a> {
    fn new(app: &'a TestApp, network: &TestNetwork) -> Self {
        Self {
            app,
            hosts: HashMap::from([
                (network.boston.id, BOSTON),
                (network.cosecha.id, COSECHA),
                (network.umbrella.id, UMBRELLA),
            ]),
            seen: HashMap::new(),
        }
    }

    /// Everything in a list, page after page; nothing when it is not served.
    fn list(&mut self, host: &str, path: &str) -> &str {
        let key = format!("{host}{path}");
        if !self.seen.contains_key(&key) {
            let mut text = String::new();
            let mut next = Some(path.to_owned());
            while let Some(path) = next {
                let answer = self.app.get(host, &path);
                if answer.status != 200 {
                    break;
                }
                text.push_str(&answer.text());
                // A front page and a feed have one page.
                next = answer.next_page();
            }
            self.seen.insert(key.clone(), text);
        }
        &self.seen[&key]
    }

    /// Whether something is really there. Titles are words that stand nowhere else.
    fn is_served(&mut self, showing: &Showing, title: &str, url: &str) -> bool {
        let host = self.hosts[&showing.place];
        match showing.list {
            List::OwnPage => self.app.get(host, &showing.path).status == 200,
            List::Search => self
                .list(host, &format!("/search?q={title}"))
                .contains(&format!("{url}\"")),
            List::Sitemap => ["blog", "pages", "calendar"].iter().any(|part| {
                self.list(host, &format!("/sitemap/{part}/1.xml"))
                    .contains(&format!("{url}<"))
            }),
            _ => self.list(host, &showing.path).contains(title),
        }
    }
}

fn set_status(app: &TestApp, network: &TestNetwork, site: &Site, status: SiteStatus) {
    app.store
        .write(|write| {
            let mut site = Site::find(write.connection, site.id)?;
            site.status = status;
            site.save(write)?;
            relist(write, network.boston.id)?;
            relist(write, network.cosecha.id)
        })
        .unwrap();
}

fn switch(app: &TestApp, network: &TestNetwork, site: &Site, feature: &str, on: bool) {
    app.store
        .write(|write| {
            let scope = &mut SiteWrite::new(site.id, write);
            if on {
                enable_feature(scope, feature)?;
            } else {
                disable_feature(scope, feature)?;
            }
            relist(write, network.boston.id)
        })
        .unwrap();
}

/// Every way in which a place can be closed or switched off, one after the other; `check` is called in each.
fn in_every_situation(app: &TestApp, network: &TestNetwork, check: &mut dyn FnMut(&str)) {
    check("as usual");
    let (boston, cosecha, umbrella) = (&network.boston, &network.cosecha, &network.umbrella);
    for (name, site, status) in [
        ("archived", boston, SiteStatus::Archived),
        ("private", boston, SiteStatus::Private),
        ("suspended", boston, SiteStatus::Suspended),
        ("network private", cosecha, SiteStatus::Private),
        ("network suspended", cosecha, SiteStatus::Suspended),
        ("umbrella suspended", umbrella, SiteStatus::Suspended),
    ] {
        set_status(app, network, site, status);
        check(name);
        set_status(app, network, site, SiteStatus::Active);
    }
    for (name, site, feature) in [
        ("blog off", boston, "blog"),
        ("calendar off", boston, "calendar"),
        ("newswire off", boston, "newswire"),
        ("network's newswire off", cosecha, "newswire"),
        ("umbrella's newswire off", umbrella, "newswire"),
        ("network's blog off", cosecha, "blog"),
    ] {
        switch(app, network, site, feature, false);
        check(name);
        switch(app, network, site, feature, true);
    }
    for (name, site) in [("front arranged", boston), ("network's front arranged", cosecha)] {
        let set = |sections: Option<&str>| {
            app.store
                .write(|write| {
                    let scope = &mut SiteWrite::new(site.id, write);
                    match sections {
                        Some(sections) => write_setting(scope, Setting::FrontSections, sections),
                        None => clear_setting(scope, Setting::FrontSections),
                    }
                })
                .unwrap();
        };
        set(Some("social-feeds,about"));
        check(name);
        set(None);
    }
}

#[test]
fn what_is_claimed_of_posts_is_what_is_served() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let mut posts: Vec<Post> = Vec::new();
        let kinds = [PostKind::Post, PostKind::Page];
        for kind in kinds {
            for status in Status::ALL {
                for reach in Reach::ALL {
                    for password in [None, Some("sesame".to_owned())] {
                        let number = posts.len();
                        let post = NewPost {
                            kind,
                            status: *status,
                            reach: *reach,
                            password: password.clone(),
                            minutes_ago: if *status == Status::Scheduled {
                                -60
                            } else {
                                200 + 7 * number as i64
                            },
                            topics: vec!["Kitchens".into()],
                            ..NewPost::titled(&format!("Quokka{number:03}"))
                        };
                        posts.push(post.make(&app.store, &network.boston));
                    }
                }
            }
        }
        // So many that front pages and feeds do not hold them all, and one site would fill the news.
        for number in 100..122 {
            let post = NewPost {
                minutes_ago: number,
                sticky: number == 121,
                ..NewPost::titled(&format!("Quokka{number}"))
            };
            posts.push(post.make(&app.store, &network.boston));
        }
        let mut cases = 0;
        let mut reasons: BTreeSet<String> = BTreeSet::new();
        let mut wrong = Vec::new();
        in_every_situation(&app, &network, &mut |situation| {
            let mut reader = Reader::new(&app, &network);
            for post in &posts {
                let claims = app
                    .store
                    .read(|connection| whereabouts::of_post(connection, network.boston.id, post, app.store.now()))
                    .unwrap();
                for claim in claims {
                    let served = reader.is_served(&claim, &post.title, &post.url());
                    cases += 1;
                    reasons.extend(claim.reasons.iter().map(|reason| {
                        let text = format!("{reason:?}");
                        text.split('(').next().unwrap().to_owned()
                    }));
                    if served != claim.appears() {
                        wrong.push(format!("{situation}: {} served {served}: {claim:?}", post.title));
                    }
                }
            }
        });
        println!("{cases} claims, {} wrong; reasons: {reasons:?}", wrong.len());
        assert!(
            wrong.is_empty(),
            "{} wrong\n{}",
            wrong.len(),
            wrong[..wrong.len().min(20)].join("\n")
        );
        assert!(cases > 10_000);
        assert_eq!(reasons.len(), 12, "{reasons:?}");
    });
}

#[test]
fn what_is_claimed_of_events_is_what_is_served() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let now = app.store.now();
        let mut events: Vec<Event> = Vec::new();
        for status in [Status::Draft, Status::Published, Status::Private, Status::Trashed] {
            for reach in Reach::ALL {
                for cancelled in [false, true] {
                    for days in [-90, -3, 5] {
                        let number = events.len();
                        let starts = now.plus_seconds(days * 86_400 + number as i64 * 60);
                        let mut event = event(&app.store, &network.boston, &format!("Wombat{number:03}"), starts);
                        event.status = status;
                        event.reach = *reach;
                        event.cancelled = cancelled;
                        app.store
                            .write(|write| {
                                let now = write.now;
                                let site = &mut SiteWrite::new(network.boston.id, write);
                                event.save(site)?;
                                aggregator::publication::renew_event(site, &event, now)
                            })
                            .unwrap();
                        events.push(event);
                    }
                }
            }
        }
        let mut cases = 0;
        let mut wrong = Vec::new();
        in_every_situation(&app, &network, &mut |situation| {
            let mut reader = Reader::new(&app, &network);
            for event in &events {
                let claims = app
                    .store
                    .read(|connection| whereabouts::of_event(connection, network.boston.id, event, now))
                    .unwrap();
                for claim in claims {
                    let url = format!("/events/{}", event.slug);
                    let served = reader.is_served(&claim, &event.title, &url);
                    cases += 1;
                    if served != claim.appears() {
                        wrong.push(format!("{situation}: {} served {served}: {claim:?}", event.title));
                    }
                }
            }
        });
        println!("{cases} claims, {} wrong", wrong.len());
        assert!(
            wrong.is_empty(),
            "{} wrong\n{}",
            wrong.len(),
            wrong[..wrong.len().min(20)].join("\n")
        );
        assert!(cases > 5_000);
    });
}

fn page_of(post: &Post) -> String {
    format!("/manage/whereabouts/post/{}", post.id)
}

fn stored(app: &TestApp, site: &Site, id: Id) -> Post {
    app.store
        .read(|connection| Post::find(&mut SiteScope::new(site.id, connection), id))
        .unwrap()
        .unwrap()
}

#[test]
fn the_buttons_change_what_keeps_it_back() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        let post = NewPost {
            status: Status::Draft,
            reach: Reach::Site,
            password: Some("sesame".into()),
            ..NewPost::titled("Rent strike")
        }
        .make(&app.store, &network.boston);
        switch(&app, &network, &network.boston, "newswire", false);
        let page = page_of(&post);
        let mut manager = Browser::of(&app, &cast.manager);
        manager
            .get(BOSTON, &page)
            .expect_status(200)
            .contains("It is a draft.")
            .contains("It asks for a password.")
            .contains("It is to be shown on its own site only.")
            .contains("Boston group has switched this off: Newswire.")
            .contains("shows in 0 of");
        let version = stored(&app, &network.boston, post.id).version;
        for (deed, value, sentence) in [
            ("publish", "", "Everybody can see it now."),
            ("unlock", "", "It asks for no password any more."),
            ("reach", "umbrella", "It shows as far as you chose."),
            ("feature", "newswire", "It is switched on."),
        ] {
            manager
                .submit(BOSTON, &page, &[("do", deed), ("value", value)])
                .expect_status(200)
                .contains(sentence);
        }
        for (host, path) in [(BOSTON, "/blog"), (COSECHA, "/news"), (UMBRELLA, "/")] {
            app.get(host, path).expect_status(200).contains("Rent strike");
        }
        let after = stored(&app, &network.boston, post.id);
        assert!(after.version > version);
        let acts: Vec<Act> = log_of(&app, network.boston.id)
            .into_iter()
            .map(|(act, ..)| act)
            .collect();
        for act in [
            Act::PostPublished,
            Act::PostChanged,
            Act::ReachChanged,
            Act::FeatureEnabled,
        ] {
            assert!(acts.contains(&act), "{act:?}");
        }
        manager.get(BOSTON, &page).lacks("What keeps it back");
        manager.submit(BOSTON, &page, &[("do", "reach"), ("value", "network")]);
        app.get(COSECHA, "/news").contains("Rent strike");
        app.get(UMBRELLA, "/news").lacks("Rent strike");
        for wrong in [("do", "reach"), ("do", "feature"), ("do", "nothing"), ("do", "")] {
            manager
                .submit(BOSTON, &page, &[wrong, ("value", "mail")])
                .expect_status(400);
        }

        // What is archived stays as it is, and says so.
        let late = NewPost {
            status: Status::Draft,
            ..NewPost::titled("Too late")
        }
        .make(&app.store, &network.boston);
        set_status(&app, &network, &network.boston, SiteStatus::Archived);
        manager
            .submit(BOSTON, &page_of(&late), &[("do", "publish"), ("value", "")])
            .expect_status(200)
            .contains("The site is archived.");
        assert_eq!(stored(&app, &network.boston, late.id).status, Status::Draft);
        set_status(&app, &network, &network.boston, SiteStatus::Active);

        // An event, too.
        let mut feast = event(
            &app.store,
            &network.boston,
            "Feast",
            app.store.now().plus_seconds(86_400),
        );
        feast.status = Status::Draft;
        app.store
            .write(|write| {
                let now = write.now;
                let site = &mut SiteWrite::new(network.boston.id, write);
                feast.save(site)?;
                aggregator::publication::renew_event(site, &feast, now)
            })
            .unwrap();
        app.get(BOSTON, "/events").lacks("Feast");
        manager
            .get(BOSTON, "/manage/events")
            .contains("Feast")
            .contains("Draft");
        let page = format!("/manage/whereabouts/event/{}", feast.id);
        manager
            .submit(BOSTON, &page, &[("do", "publish"), ("value", "")])
            .expect_status(200);
        app.get(BOSTON, "/events").contains("Feast");
        app.get(UMBRELLA, "/news").contains("Feast");
        manager.get(BOSTON, "/manage/events?q=fea").contains("Feast");
        manager.get(BOSTON, "/manage/events?q=tango").contains("No event fits");
    });
}

#[test]
fn whoever_may_not_change_it_is_told_whom_to_ask_and_what_is_not_theirs_is_missing() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        let writer = person(&app, "Wren", "wren@example.org");
        grant(&app, &network.boston, &writer, Role::Contributor);
        let draft = NewPost {
            status: Status::Draft,
            ..NewPost::titled("Somebody else's")
        }
        .make(&app.store, &network.boston);
        let shown = NewPost {
            reach: Reach::Site,
            ..NewPost::titled("Shown")
        }
        .make(&app.store, &network.boston);
        let own = NewPost {
            status: Status::Draft,
            ..NewPost::titled("My own")
        }
        .make(&app.store, &network.boston);
        app.store
            .write(|write| {
                let now = write.now;
                let site = &mut SiteWrite::new(network.boston.id, write);
                let author = Author {
                    site_id: network.boston.id,
                    id: Id::new(now),
                    slug: "wren".into(),
                    name: "Wren".into(),
                    bio: String::new(),
                    account_id: Some(writer.id),
                };
                Author::insert(site, &author)?;
                Post {
                    author_id: Some(author.id),
                    ..own.clone()
                }
                .save(site)
            })
            .unwrap();
        let mut contributor = Browser::of(&app, &writer);
        contributor.get(BOSTON, &page_of(&draft)).expect_status(404);
        contributor
            .get(BOSTON, &page_of(&shown))
            .expect_status(200)
            .contains("It is to be shown on its own site only.")
            .contains("Ask an editor")
            .lacks("value=\"reach\"");
        contributor
            .get(BOSTON, &page_of(&own))
            .expect_status(200)
            .contains("Ask an editor")
            .lacks("value=\"publish\"");
        for (post, status) in [(&shown, 403), (&own, 403), (&draft, 404)] {
            for deed in [("publish", ""), ("unlock", ""), ("reach", "umbrella")] {
                contributor
                    .submit_from(
                        BOSTON,
                        "/manage/membership",
                        &page_of(post),
                        &[("do", deed.0), ("value", deed.1)],
                    )
                    .expect_status(status);
            }
        }
        contributor
            .submit_from(
                BOSTON,
                "/manage/membership",
                &page_of(&shown),
                &[("do", "feature"), ("value", "blog")],
            )
            .expect_status(403);
        assert_eq!(stored(&app, &network.boston, own.id).status, Status::Draft);
        // An id of another site answers like a missing one.
        let mut admin = Browser::of(&app, &cast.network_admin);
        admin.get(MADRID, &page_of(&shown)).expect_status(404);
        admin.get(BOSTON, &page_of(&draft)).expect_status(200);
    });
}
