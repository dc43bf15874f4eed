//! What only some may read: members' posts, passwords, previews by a secret link, and the bin.

use crate::support::desk::Writer;
use crate::support::gate::{Bearer, places};
use crate::support::network::{BOSTON, COSECHA, MADRID, UMBRELLA};
use crate::support::people::{grant, person};
use crate::support::{NewPost, TestApp, TestNetwork, on_each_engine};
use aggregator::publication::{BIN_SECONDS, empty_bin, publish_due};
use umbel_core::content::{PostKind, Status};
use umbel_core::people::Role;

/// Every place where something public shows.
const LISTS: [&str; 12] = [
    "/",
    "/blog",
    "/feed",
    "/feed/atom",
    "/feed/json",
    "/sitemap.xml",
    "/sitemap/blog/1.xml",
    "/sitemap/pages/1.xml",
    "/search?q=canary",
    "/news",
    "/news/feed",
    "/blog/archive/2026/11",
];

#[test]
fn what_is_for_members_is_a_missing_page_to_everybody_else() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let eva = Writer::at_boston(&app, &network, "Eva", Role::Editor);
        let place = places(&app, &network)[0];
        let at = |name: &str, site: Option<&umbel_core::tree::Site>, role: Role| {
            let account = person(&app, name, &format!("{name}@readers.test"));
            if let Some(site) = site {
                grant(&app, site, &account, role);
            }
            Bearer::at(&app, &place, &account)
        };
        let member = at("member", Some(&network.boston), Role::Member);
        let above = at("above", Some(&network.cosecha), Role::Member);
        let stranger = at("stranger", None, Role::Member);
        let elsewhere = at("elsewhere", Some(&network.madrid), Role::Manager);
        let missing = app.get(BOSTON, "/blog/nothing-there").expect_status(404);
        for (kind, path) in [(PostKind::Post, "/blog/canary-plan"), (PostKind::Page, "/canary-plan")] {
            let id = eva.begin(kind);
            // First for everybody, so that it is kept; then for members.
            let fields = [("title", "Canary plan"), ("source", "canary inside"), ("do", "publish")];
            eva.save(id, &fields);
            app.get(BOSTON, path).expect_status(200);
            let post = eva.save(
                id,
                &[
                    ("title", "Canary plan"),
                    ("source", "canary inside"),
                    ("address", "canary-plan"),
                    ("visibility", "members"),
                    ("do", "save"),
                ],
            );
            assert_eq!(post.status, Status::Private);
            for round in 0..2 {
                let read = member.get(&app, BOSTON, path).expect_status(200);
                read.contains("canary inside").contains("noindex");
                assert_eq!(read.header("cache-control"), Some("no-store"), "{round}");
                above
                    .get(&app, BOSTON, path)
                    .expect_status(200)
                    .contains("canary inside");
                // After members have read it, too: it was kept nowhere.
                for answer in [
                    app.get(BOSTON, path),
                    stranger.get(&app, BOSTON, path),
                    elsewhere.get(&app, BOSTON, path),
                    app.get(MADRID, path),
                    app.get(UMBRELLA, path),
                ] {
                    let answer = answer.expect_status(404);
                    answer.lacks("canary inside").lacks("Canary plan");
                }
                // To the letter what a page says that never was.
                assert_eq!(
                    app.get(BOSTON, path).text().replace(path, ""),
                    missing.text().replace("/blog/nothing-there", "")
                );
            }
            for host in [BOSTON, COSECHA, UMBRELLA] {
                for list in LISTS {
                    for text in [app.get(host, list).text(), member.get(&app, BOSTON, list).text()] {
                        assert!(
                            !text.contains("Canary plan") && !text.contains("canary inside"),
                            "{host}{list}"
                        );
                        assert!(!text.contains("canary-plan"), "{host}{list}");
                    }
                }
            }
            app.get(BOSTON, "/blog/canary-plan/feed").expect_status(404);
            member.get(&app, BOSTON, "/blog/canary-plan/feed").expect_status(404);
            // Somebody whose role is taken away reads it no longer.
            eva.save(
                id,
                &[
                    ("title", "Canary plan"),
                    ("source", "canary inside"),
                    ("address", "canary-plan"),
                    ("do", "save"),
                ],
            );
            app.get(BOSTON, path).expect_status(200).contains("canary inside");
            eva.save(
                id,
                &[
                    ("title", "Canary plan"),
                    ("address", "canary-plan"),
                    ("do", "unpublish"),
                ],
            );
            member.get(&app, BOSTON, path).expect_status(404);
        }
    });
}

#[test]
fn what_is_for_members_and_scheduled_never_shows_to_everybody() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let eva = Writer::at_boston(&app, &network, "Eva", Role::Editor);
        let id = eva.begin(PostKind::Post);
        let post = eva.save(
            id,
            &[
                ("title", "Among us"),
                ("visibility", "members"),
                ("date", "2026-11-22"),
                ("time", "08:00"),
                ("do", "schedule"),
            ],
        );
        assert_eq!(post.status, Status::Scheduled);
        eva.get("/blog/among-us").expect_status(404);
        app.wait_seconds(3_600);
        assert_eq!(publish_due(&app.store).unwrap(), 1);
        assert_eq!(eva.stored(id).status, Status::Private);
        app.get(BOSTON, "/blog/among-us").expect_status(404);
        app.get(UMBRELLA, "/news").lacks("Among us");
        eva.again()
            .get("/blog/among-us")
            .expect_status(200)
            .contains("Among us");
        // A draft remembers for whom it is meant.
        let draft = eva.again().begin(PostKind::Post);
        eva.again()
            .save(draft, &[("title", "Draft"), ("visibility", "members"), ("do", "save")]);
        eva.again()
            .get(&format!("/manage/posts/{draft}"))
            .contains("value=\"members\" checked");
    });
}

#[test]
fn a_password_is_set_kept_changed_and_taken_off() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = Writer::at_boston(&app, &network, "Ana", Role::Author);
        let id = ana.begin(PostKind::Post);
        let send = |password: &str, visibility: &str| {
            ana.save(
                id,
                &[
                    ("title", "Keys"),
                    ("source", "under the mat"),
                    ("address", "keys"),
                    ("visibility", visibility),
                    ("password", password),
                    (
                        "do",
                        if ana.stored(id).status == Status::Draft {
                            "publish"
                        } else {
                            "save"
                        },
                    ),
                ],
            )
        };
        let opens = |password: &str| {
            let body = crate::support::people::encoded(&[("password", password)]);
            app.post_form(BOSTON, "/blog/keys", &body)
                .text()
                .contains("under the mat")
        };
        send("first try", "password");
        app.get(BOSTON, "/blog/keys").expect_status(200).lacks("under the mat");
        assert!(opens("first try") && !opens("second try"));
        ana.get(&format!("/manage/posts/{id}"))
            .contains("It has a password")
            .lacks("first try");
        send("", "password");
        assert!(opens("first try"), "left empty, it stays");
        send("second try", "password");
        assert!(opens("second try") && !opens("first try"));
        app.get(BOSTON, "/feed").lacks("under the mat");
        send("", "everybody");
        app.get(BOSTON, "/blog/keys").contains("under the mat");
    });
}

#[test]
fn a_preview_is_the_page_as_it_will_look_and_nobody_elses() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = Writer::at_boston(&app, &network, "Ana", Role::Author);
        let con = Writer::at_boston(&app, &network, "Con", Role::Contributor);
        let id = ana.begin(PostKind::Post);
        ana.save(
            id,
            &[("title", "As it looks"), ("source", "saved **words**"), ("do", "save")],
        );
        let path = format!("/manage/posts/{id}/preview");
        let shown = ana.get(&path).expect_status(200);
        shown
            .contains("<strong>words</strong>")
            .contains("noindex")
            .contains("Back to writing");
        // What is not saved yet comes first.
        let answer = ana.send(
            id,
            &[
                ("title", "As it looks"),
                ("source", "unsaved *words*"),
                ("do", "preview"),
            ],
        );
        assert!(
            answer
                .expect_status(303)
                .header("location")
                .unwrap()
                .ends_with("/preview")
        );
        ana.get(&path).contains("<em>words</em>").contains("not saved yet");
        con.get(&path).expect_status(404);
        app.get(BOSTON, &path).expect_status(303);
        // But for the banner it is the page that is published.
        ana.send(id, &[("do", "discard")]);
        let preview = ana.get(&path).text();
        ana.save(
            id,
            &[
                ("title", "As it looks"),
                ("source", "saved **words**"),
                ("address", "as-it-looks"),
                ("do", "publish"),
            ],
        );
        let page = app.get(BOSTON, "/blog/as-it-looks").text();
        let main = |text: &str| {
            let (_, after) = text.split_once("<div class=\"prose\">").unwrap();
            after.split_once("</div>").unwrap().0.to_owned()
        };
        assert_eq!(main(&preview), main(&page));
        let head = |text: &str| {
            text.split_once("rel=\"stylesheet\"")
                .unwrap()
                .1
                .split_once('>')
                .unwrap()
                .0
                .to_owned()
        };
        assert_eq!(head(&preview), head(&page), "the same style sheet");
        // Pages have one, too.
        let eva = Writer::at_boston(&app, &network, "Eva", Role::Editor);
        let page = eva.begin(PostKind::Page);
        eva.save(page, &[("title", "Page to be"), ("source", "soon"), ("do", "save")]);
        eva.get(&format!("/manage/pages/{page}/preview"))
            .expect_status(200)
            .contains("Page to be");
    });
}

#[test]
fn a_secret_link_opens_one_draft_until_it_is_void() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = Writer::at_boston(&app, &network, "Ana", Role::Author);
        let id = ana.begin(PostKind::Post);
        ana.save(id, &[("title", "Not yet"), ("source", "canary draft"), ("do", "save")]);
        let page = format!("/manage/posts/{id}/link");
        ana.get(&page).contains("Make a link");
        let make = || {
            let text = ana
                .post(&page, &[("do", "make")])
                .expect_status(200)
                .text()
                .replace("&#x2F;", "/");
            let (_, after) = text.split_once(&format!("https://{BOSTON}/preview/")).unwrap();
            format!("/preview/{}", &after[..43])
        };
        let link = make();
        let read = app.get(BOSTON, &link).expect_status(200);
        read.contains("canary draft")
            .contains("noindex")
            .contains("because you have the link");
        assert_eq!(read.header("cache-control"), Some("no-store"));
        assert!(
            !ana.stored(id).preview_hash.unwrap().contains(&link[9..]),
            "only a hash is stored"
        );
        // It opens nothing elsewhere, nor with a letter changed.
        app.get(MADRID, &link).expect_status(404);
        let wrong = format!(
            "{}{}",
            &link[..link.len() - 1],
            if link.ends_with('A') { 'B' } else { 'A' }
        );
        app.get(BOSTON, &wrong).expect_status(404);
        app.get(BOSTON, "/preview/short").expect_status(404);
        // It shows what is saved, and never what is only kept.
        ana.post(
            &format!("/manage/posts/{id}/keep"),
            &[("source", "kept only"), ("version", "2")],
        );
        app.get(BOSTON, &link).contains("canary draft").lacks("kept only");
        // A new one makes the old one void.
        let second = make();
        app.get(BOSTON, &link).expect_status(404);
        app.get(BOSTON, &second).expect_status(200);
        ana.get(&page).contains("cannot be shown again").lacks(&second);
        ana.post(&page, &[("do", "revoke")]).expect_status(303);
        app.get(BOSTON, &second).expect_status(404);
        // Once it is published the link leads to its page; in the bin it opens nothing.
        let third = make();
        ana.save(
            id,
            &[("title", "Not yet"), ("source", "canary draft"), ("do", "publish")],
        );
        let led = app.get(BOSTON, &third).expect_status(303);
        assert_eq!(
            led.header("location").unwrap(),
            format!("https://{BOSTON}/blog/not-yet")
        );
        ana.post(&format!("/manage/posts/{id}/bin"), &[("do", "bin")])
            .expect_status(303);
        app.get(BOSTON, &third).expect_status(404);
        // Those who may not change it make no link.
        let con = Writer::at_boston(&app, &network, "Con", Role::Contributor);
        con.post(&page, &[("do", "make")]).expect_status(404);
    });
}

#[test]
fn what_is_thrown_away_can_be_brought_back_for_thirty_days() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = Writer::at_boston(&app, &network, "Ana", Role::Author);
        let post = ana.publish("Gone soon", "canary");
        let url = format!("/manage/posts/{}", post.id);
        let answer = ana.send(post.id, &[("do", "bin")]).expect_status(303);
        assert!(answer.header("location").unwrap().contains("/bin?done=writing-binned"));
        let binned = ana.stored(post.id);
        assert_eq!(
            (binned.status, binned.trashed_from),
            (Status::Trashed, Some(Status::Published))
        );
        app.get(BOSTON, "/blog/gone-soon").expect_status(410).lacks("canary");
        for list in LISTS {
            app.get(BOSTON, list).lacks("Gone soon");
        }
        app.get(UMBRELLA, "/news").lacks("Gone soon");
        ana.get("/manage/posts").lacks("Gone soon");
        ana.get("/manage/posts?state=trashed").contains("Gone soon");
        ana.get(&format!("{url}/bin")).contains("Tuesday 22 December 2026");
        // The editor leads to the bin, and what is typed there is refused and kept.
        assert_eq!(ana.get(&url).status, 303);
        // Its address is free.
        let second = ana.publish("Gone soon", "another");
        assert_eq!(second.path, "gone-soon");
        app.get(BOSTON, "/blog/gone-soon")
            .expect_status(200)
            .contains("another");
        // Brought back, it is what it was, beside the other.
        ana.post(&format!("{url}/bin"), &[("do", "restore")]).expect_status(303);
        let back = ana.stored(post.id);
        assert_eq!((back.status, back.path.as_str()), (Status::Published, "gone-soon-2"));
        assert_eq!((back.trashed_at, back.trashed_from), (None, None));
        app.get(BOSTON, "/blog/gone-soon-2")
            .expect_status(200)
            .contains("canary");
        // Thirty days later it is gone with everything that hangs on it.
        ana.send(post.id, &[("do", "bin")]).expect_status(303);
        app.wait_seconds(BIN_SECONDS - 60);
        assert_eq!(empty_bin(&app.store).unwrap(), 0);
        app.wait_seconds(120);
        assert_eq!(empty_bin(&app.store).unwrap(), 1);
        assert!(ana.find(post.id).is_none());
        assert!(ana.find(second.id).is_some());
        assert_eq!(empty_bin(&app.store).unwrap(), 0);
    });
}

#[test]
fn who_may_throw_away_bring_back_and_delete() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let con = Writer::at_boston(&app, &network, "Con", Role::Contributor);
        let aut = Writer::at_boston(&app, &network, "Aut", Role::Author);
        let eva = Writer::at_boston(&app, &network, "Eva", Role::Editor);
        let post = aut.publish("Of Aut", "x");
        let bin = format!("/manage/posts/{}/bin", post.id);
        con.post(&bin, &[("do", "bin")]).expect_status(404);
        aut.post(&bin, &[("do", "bin")]).expect_status(303);
        // Only editors delete for good; an author's try is not understood.
        aut.post(&bin, &[("do", "delete")]).expect_status(400);
        assert!(eva.find(post.id).is_some());
        eva.post(&bin, &[("do", "delete")]).expect_status(303);
        assert!(eva.find(post.id).is_none());
        // A contributor brings back a draft of their own, not what somebody published.
        let own = con.begin(PostKind::Post);
        con.save(own, &[("title", "Of Con"), ("do", "save")]);
        let bin = format!("/manage/posts/{own}/bin");
        con.post(&bin, &[("do", "bin")]).expect_status(303);
        con.post(&bin, &[("do", "restore")]).expect_status(303);
        assert_eq!(con.stored(own).status, Status::Draft);
        eva.save(own, &[("title", "Of Con"), ("do", "publish")]);
        con.post(&bin, &[("do", "bin")]).expect_status(403);
        eva.post(&bin, &[("do", "bin")]).expect_status(303);
        con.post(&bin, &[("do", "restore")]).expect_status(403);
        // Deleting what is not in the bin is no way around it.
        let kept = eva.publish("Kept", "x");
        eva.post(&format!("/manage/posts/{}/bin", kept.id), &[("do", "delete")])
            .expect_status(403);
        // A page in the bin leaves those beneath it standing.
        let top = eva.begin(PostKind::Page);
        eva.save(top, &[("title", "Top"), ("do", "publish")]);
        let below = eva.begin(PostKind::Page);
        eva.save(
            below,
            &[("title", "Below"), ("parent", &top.to_string()), ("do", "publish")],
        );
        eva.post(&format!("/manage/pages/{top}/bin"), &[("do", "bin")])
            .expect_status(303);
        app.get(BOSTON, "/top").expect_status(410);
        app.get(BOSTON, "/top/below").expect_status(200);
        eva.post(&format!("/manage/pages/{top}/bin"), &[("do", "delete")])
            .expect_status(303);
        app.get(BOSTON, "/top/below").expect_status(200);
        assert_eq!(eva.stored(below).parent_id, None);
    });
}

#[test]
fn old_links_to_what_only_members_read_tell_nobody_its_name() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let eva = Writer::at_boston(&app, &network, "Eva", Role::Editor);
        let post = NewPost::titled("Open name").make(&app.store, &network.boston);
        eva.save(
            post.id,
            &[
                ("title", "Open name"),
                ("address", "open-name"),
                ("visibility", "members"),
                ("do", "save"),
            ],
        );
        eva.save(
            post.id,
            &[
                ("title", "Open name"),
                ("address", "secret-name"),
                ("visibility", "members"),
                ("do", "save"),
            ],
        );
        let answer = app.get(BOSTON, "/blog/open-name").expect_status(404);
        assert!(answer.header("location").is_none());
        eva.get("/blog/secret-name").expect_status(200);
    });
}
