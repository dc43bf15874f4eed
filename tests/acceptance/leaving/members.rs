//! One's own things: taking them along, and erasing oneself.

use crate::support::network::BOSTON;
use crate::support::people::{Browser, PASSWORD, grant, letters, person, role_at};
use crate::support::rows::of_all;
use crate::support::{NewPost, TestApp, TestNetwork, on_each_engine};
use diesel::prelude::*;
use umbel_core::content::{Author, Comment, Media, Post};
use umbel_core::mail::Message;
use umbel_core::people::{Account, JoinRequest, Role};
use umbel_core::schema::{audit, invitations, moderation_acts, posts, reports, revisions, working_copies};
use umbel_core::tree::Site;
use umbel_core::{Id, SiteWrite};

const NAME: &str = "Zoe Canaryname";
const EMAIL: &str = "zoe@canarymail.test";

/// Somebody who has left traces everywhere.
fn zoe(app: &TestApp, network: &TestNetwork) -> Account {
    let zoe = person(app, NAME, EMAIL);
    grant(app, &network.boston, &zoe, Role::Author);
    let other = person(app, "Another", "another@people.test");
    grant(app, &network.boston, &other, Role::Manager);
    let post = NewPost::titled("Written by Zoe").make(&app.store, &network.boston);
    app.store
        .write(|write| {
            let now = write.now;
            let site = network.boston.id;
            let scope = &mut SiteWrite::new(site, write);
            let author = Author {
                site_id: site,
                id: Id::new(now),
                slug: "zoe-canaryname".into(),
                name: NAME.into(),
                bio: "Zoe Canaryname writes about buses.".into(),
                account_id: Some(zoe.id),
            };
            Author::insert(scope, &author)?;
            diesel::update(posts::table.find((site, post.id)))
                .set(posts::author_id.eq(Some(author.id)))
                .execute(scope.connection())?;
            let comment = Comment {
                author_name: NAME.into(),
                author_url: Some("https://zoe.canarymail.test/".into()),
                source: "I wrote this canarytext.".into(),
                html: "<p>I wrote this canarytext.</p>".into(),
                account_id: Some(zoe.id),
                ..Comment::under(site, post.id, now)
            };
            Comment::insert(scope, &comment)?;
            Media::insert(
                scope,
                &Media {
                    account_id: Some(zoe.id),
                    original_name: "bus.jpg".into(),
                    ..Media::picture(site, now)
                },
            )?;
            diesel::insert_into(revisions::table)
                .values((
                    revisions::site_id.eq(site),
                    revisions::id.eq(Id::new(now)),
                    revisions::post_id.eq(post.id),
                    revisions::account_id.eq(Some(zoe.id)),
                    revisions::author_name.eq(NAME),
                    revisions::title.eq("Earlier"),
                    revisions::source.eq("Earlier text"),
                    revisions::source_format.eq("markdown"),
                    revisions::summary.eq(""),
                    revisions::created_at.eq(now),
                ))
                .execute(scope.connection())?;
            diesel::insert_into(working_copies::table)
                .values((
                    working_copies::site_id.eq(site),
                    working_copies::post_id.eq(post.id),
                    working_copies::account_id.eq(zoe.id),
                    working_copies::base_version.eq(1_i64),
                    working_copies::title.eq("Unsaved"),
                    working_copies::source.eq("Unsaved canarytext"),
                    working_copies::summary.eq(""),
                    working_copies::is_changed.eq(true),
                    working_copies::seen_at.eq(now),
                ))
                .execute(scope.connection())?;
            diesel::insert_into(reports::table)
                .values((
                    reports::site_id.eq(site),
                    reports::id.eq(Id::new(now)),
                    reports::subject.eq("person"),
                    reports::subject_id.eq(zoe.id),
                    reports::title.eq(NAME),
                    reports::url.eq("/blog/authors/zoe-canaryname"),
                    reports::reason.eq("spam"),
                    reports::note.eq("Zoe Canaryname again"),
                    reports::account_id.eq(Some(zoe.id)),
                    reports::state.eq("open"),
                    reports::created_at.eq(now),
                ))
                .execute(scope.connection())?;
            diesel::insert_into(moderation_acts::table)
                .values((
                    moderation_acts::site_id.eq(site),
                    moderation_acts::id.eq(Id::new(now)),
                    moderation_acts::actor_id.eq(None::<Id>),
                    moderation_acts::actor_name.eq("Another"),
                    moderation_acts::act.eq("warn"),
                    moderation_acts::subject.eq("person"),
                    moderation_acts::subject_id.eq(zoe.id),
                    moderation_acts::title.eq(NAME),
                    moderation_acts::account_id.eq(Some(zoe.id)),
                    moderation_acts::reason.eq("Zoe Canaryname was loud"),
                    moderation_acts::note.eq("Please, Zoe Canaryname"),
                    moderation_acts::before.eq(NAME),
                    moderation_acts::created_at.eq(now),
                    moderation_acts::appeal_text.eq(Some("I, Zoe Canaryname, was not")),
                    moderation_acts::appeal_reason.eq(""),
                ))
                .execute(scope.connection())?;
            diesel::insert_into(invitations::table)
                .values((
                    invitations::site_id.eq(network.vigo.id),
                    invitations::id.eq(Id::new(now)),
                    invitations::email.eq(EMAIL),
                    invitations::role.eq(Role::Member),
                    invitations::token_hash.eq("hash"),
                    invitations::created_at.eq(now),
                    invitations::expires_at.eq(now.plus_seconds(1_000)),
                ))
                .execute(scope.connection())?;
            let mut home = Site::find(scope.connection(), network.madrid.id)?;
            home.contact_email = Some(EMAIL.into());
            home.save(write)?;
            let scope = &mut SiteWrite::new(network.vigo.id, write);
            JoinRequest::make(scope, &zoe, "I am Zoe Canaryname")?;
            umbel_core::mail::enqueue(
                write,
                &app.world.keys,
                &zoe.address()?,
                "en",
                None,
                &Message::Test {
                    umbrella: "Umbrella".into(),
                },
            )?;
            Ok(())
        })
        .unwrap();
    zoe
}

/// Every row that says who Zoe was.
fn traces(app: &TestApp) -> Vec<String> {
    of_all(app, &[])
        .into_iter()
        .flat_map(|(table, rows)| rows.into_iter().map(move |row| format!("{table}: {row}")))
        .filter(|row| {
            ["canaryname", "canarymail"]
                .iter()
                .any(|canary| row.to_lowercase().contains(canary))
        })
        .collect()
}

#[test]
fn everybody_may_take_their_things_along() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let zoe = zoe(&app, &network);
        let mut browser = Browser::of(&app, &zoe);
        let id = browser.sign_in_host();
        browser
            .get(&id, "/account")
            .contains("/account/data")
            .contains("/account/erase");
        let file = browser.submit(&id, "/account/data", &[]).expect_status(200);
        assert_eq!(file.header("content-type"), Some("application/json"));
        assert!(
            file.header("content-disposition")
                .unwrap()
                .ends_with("my-things-2026-11-22.json")
        );
        let all: serde_json::Value = serde_json::from_str(&file.text()).unwrap();
        assert_eq!(all["account"]["email"], EMAIL);
        assert_eq!(all["places"][0]["role"], "author");
        assert_eq!(all["written"]["posts_and_pages"][0]["title"], "Written by Zoe");
        assert_eq!(all["written"]["not_saved"][0]["title"], "Unsaved");
        assert_eq!(all["written"]["earlier_versions"][0]["title"], "Earlier");
        assert_eq!(all["comments"][0]["text"], "I wrote this canarytext.");
        assert_eq!(all["files"][0]["name"], "bus.jpg");
        assert_eq!(all["requests"]["to_join"][0]["said"], "I am Zoe Canaryname");
        assert_eq!(all["moderation"]["reports_made"][0]["reason"], "spam");
        assert_eq!(all["moderation"]["acts_about_you"][0]["act"], "warn");
        assert_eq!(all["mails"][0]["kind"], "test");
        assert_eq!(all["sign_in"]["sessions"][0]["device"], "Firefox · Linux");
        let text = file.text();
        for secret in ["another@people.test", "Another", "$argon2", "token", "hash"] {
            assert!(!text.contains(secret), "{secret} is in\n{text}");
        }
    });
}

#[test]
fn whoever_finds_an_open_browser_gets_nothing_and_erases_nothing() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let zoe = zoe(&app, &network);
        let mut browser = Browser::of(&app, &zoe);
        let id = browser.sign_in_host();
        app.wait_seconds(601);
        for path in ["/account/data", "/account/erase"] {
            browser.get(&id, path).expect_at(&id, "/account/confirm");
        }
        browser
            .submit(&id, "/account/confirm?to=%2Faccount%2Ferase", &[("password", PASSWORD)])
            .expect_at(&id, "/account/erase");
        browser
            .submit(&id, "/account/erase", &[("word", "somebody@else.test")])
            .contains("This is not the address of this account.");
        assert!(role_at(&app, &network.boston, &zoe).is_some());
    });
}

#[test]
fn erasing_leaves_nothing_personal_behind() {
    for (posts, comments) in [("nameless", "go"), ("nameless", "stay")] {
        on_each_engine(|database| {
            let app = TestApp::start(database);
            let network = TestNetwork::plant(&app.store);
            let zoe = zoe(&app, &network);
            app.get(BOSTON, "/blog/written-by-zoe").contains(NAME);
            assert!(traces(&app).len() > 10, "{:#?}", traces(&app));
            let mut browser = Browser::of(&app, &zoe);
            let mut elsewhere = Browser::of(&app, &zoe);
            elsewhere.get(BOSTON, "/manage").expect_at(BOSTON, "/manage");
            let id = browser.sign_in_host();
            browser
                .submit(
                    &id,
                    "/account/erase",
                    &[
                        ("posts", posts),
                        ("comments", comments),
                        ("word", "ZOE@canarymail.test"),
                    ],
                )
                .expect_at(&id, "/goodbye")
                .contains("Your account is erased");
            // Every session has ended, on every host.
            elsewhere.get(BOSTON, "/manage").expect_at(&id, "/sign-in");
            browser.get(&id, "/account").expect_at(&id, "/sign-in");
            // One mail says goodbye; once it is sent, its address is gone, too.
            let last = letters(&app);
            assert_eq!(last.iter().filter(|letter| letter.to == EMAIL).count(), 1);
            assert!(matches!(&last.last().unwrap().message, Message::AccountErased { .. }));
            let mailer = umbel_mail::Mailer::memory();
            let languages = app.world.themes.languages().clone();
            umbel_mail::send_due(&app.store, &mailer, &app.world.keys, &languages, app.store.now()).unwrap();
            assert!(
                mailer
                    .delivered()
                    .iter()
                    .any(|letter| letter.letter.contains("is erased"))
            );
            assert_eq!(traces(&app), Vec::<String>::new());
            let page = app.get(BOSTON, "/blog/written-by-zoe").expect_status(200);
            page.contains("A former member").lacks(NAME);
            if comments == "go" {
                page.lacks("canarytext").contains("deleted by the person who wrote it");
            } else {
                page.contains("canarytext");
            }
            app.get(BOSTON, "/blog/authors/zoe-canaryname").expect_status(404);
            app.get(BOSTON, "/search?q=canaryname").lacks("Written by Zoe");
        });
    }
}

#[test]
fn posts_stay_under_their_name_for_those_who_wish_so() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let zoe = zoe(&app, &network);
        let mut browser = Browser::of(&app, &zoe);
        let id = browser.sign_in_host();
        browser
            .submit(
                &id,
                "/account/erase",
                &[("posts", "stay"), ("comments", "go"), ("word", EMAIL)],
            )
            .expect_at(&id, "/goodbye");
        app.get(BOSTON, "/blog/written-by-zoe").contains(NAME);
        let left: Vec<String> = traces(&app)
            .into_iter()
            .filter(|row| !row.starts_with("authors:") && !row.starts_with("mails:"))
            .collect();
        assert_eq!(left, Vec::<String>::new());
        let posts = app
            .store
            .read(|connection| Post::all(&mut umbel_core::SiteScope::new(network.boston.id, connection)))
            .unwrap();
        assert_eq!(posts.len(), 1);
    });
}

#[test]
fn the_last_who_looks_after_a_place_hands_it_over_first() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = person(&app, "Ana", "ana@boston.test");
        grant(&app, &network.boston, &ana, Role::Manager);
        let mut browser = Browser::of(&app, &ana);
        let id = browser.sign_in_host();
        let page = browser.get(&id, "/account/erase").expect_status(200);
        page.contains("You look after these places alone")
            .contains("Boston group");
        let sent = [("form_token", page.form_token()), ("word", "ana@boston.test".into())];
        let fields: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser
            .post(&id, "/account/erase", &fields)
            .contains("You look after these places alone");
        assert!(role_at(&app, &network.boston, &ana).is_some());
        let luz = person(&app, "Luz", "luz@boston.test");
        grant(&app, &network.boston, &luz, Role::Manager);
        browser
            .submit(&id, "/account/erase", &[("word", "ana@boston.test")])
            .expect_at(&id, "/goodbye");
        let log: Vec<String> = app
            .store
            .read(|connection| {
                Ok(audit::table
                    .filter(audit::site_id.eq(network.boston.id))
                    .select(audit::actor_name)
                    .load(connection)?)
            })
            .unwrap();
        assert!(!log.contains(&"Ana".to_owned()), "{log:?}");
    });
}

#[test]
fn everybody_decides_whether_they_come_along() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let mia = person(&app, "Mia", "mia@boston.test");
        grant(&app, &network.boston, &mia, Role::Member);
        let held = || {
            app.store
                .read(|connection| {
                    umbel_core::people::Membership::held(
                        &mut umbel_core::SiteScope::new(network.boston.id, connection),
                        mia.id,
                    )
                })
                .unwrap()
                .unwrap()
        };
        assert!(!held().comes_along);
        let mut browser = Browser::of(&app, &mia);
        let sent = [("moving", "yes"), ("along", "yes")];
        browser
            .submit(BOSTON, "/manage/membership", &sent)
            .expect_at(BOSTON, "/manage/membership");
        assert!(held().comes_along);
        browser.submit(BOSTON, "/manage/membership", &sent[..1]);
        assert!(!held().comes_along);
    });
}
