//! Writing: what is typed is what shows, with its topics, tags, picture, address and earlier texts.

use crate::support::desk::Writer;
use crate::support::network::{BOSTON, MADRID};
use crate::support::{NewPost, TestApp, TestNetwork, on_each_engine};
use aggregator::publication;
use umbel_core::content::{Author, Media, PostKind, Status, Taxonomy, Term};
use umbel_core::people::Role;
use umbel_core::{Id, SiteScope, SiteWrite};

#[test]
fn a_post_is_written_published_and_shows_everywhere() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = Writer::at_boston(&app, &network, "Ana Romero", Role::Author);
        let id = ana.begin(PostKind::Post);
        let page = ana.get(&format!("/manage/posts/{id}")).expect_status(200);
        page.contains("data-editor")
            .contains("data-keep")
            .contains("name=\"source\"");
        let post = ana.save(
            id,
            &[
                ("title", "Soup  for\nall"),
                ("source", "Bring **bowls**.\r\n\r\n<script>alert(1)</script>"),
                ("summary", "A pot for the street."),
                ("tags", "soup, Street kitchen, #soup"),
                ("do", "publish"),
            ],
        );
        assert_eq!(
            (post.title.as_str(), post.path.as_str()),
            ("Soup for all", "soup-for-all")
        );
        assert_eq!(post.status, Status::Published);
        app.get(BOSTON, "/blog/soup-for-all")
            .expect_status(200)
            .contains("<strong>bowls</strong>")
            .contains("Ana Romero")
            .contains("/blog/tags/street-kitchen")
            .lacks("<script>alert");
        for path in ["/blog", "/feed", "/search?q=bowls", "/blog/tags/soup"] {
            app.get(BOSTON, path).expect_status(200).contains("Soup for all");
        }
        app.get("umbrella.test", "/news")
            .expect_status(200)
            .contains("Soup for all");
        ana.get("/manage/posts").expect_status(200).contains("Soup for all");
        // A change shows with the next request.
        ana.save(
            id,
            &[
                ("title", "Soup for all"),
                ("source", "Bring *plates*."),
                ("address", "soup-for-all"),
                ("do", "save"),
            ],
        );
        app.get(BOSTON, "/blog/soup-for-all")
            .contains("<em>plates</em>")
            .lacks("bowls");
        app.get(BOSTON, "/search?q=bowls").lacks("Soup for all");
    });
}

#[test]
fn an_empty_draft_is_begun_once() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = Writer::at_boston(&app, &network, "Ana", Role::Contributor);
        let ben = Writer::at_boston(&app, &network, "Ben", Role::Contributor);
        let first = ana.begin(PostKind::Post);
        assert_eq!(first, ana.begin(PostKind::Post), "what was never used is used again");
        assert_ne!(first, ben.begin(PostKind::Post), "but not by somebody else");
        ana.save(first, &[("title", "Mine"), ("do", "save")]);
        assert_ne!(first, ana.begin(PostKind::Post));
        // Looking makes nothing.
        ana.get("/manage/posts/new").expect_status(200);
        let drafts = app
            .store
            .read(|connection| umbel_core::content::Post::all(&mut SiteScope::new(network.boston.id, connection)))
            .unwrap();
        assert_eq!(drafts.len(), 3);
    });
}

#[test]
fn topics_on_offer_become_the_sites_own_and_others_are_not_taken() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        app.store
            .write(|write| {
                Term::find_or_insert(
                    &mut SiteWrite::new(network.cosecha.id, write),
                    Taxonomy::Topic,
                    "housing",
                    "Housing",
                )
            })
            .unwrap();
        let ana = Writer::at_boston(&app, &network, "Ana", Role::Author);
        let id = ana.begin(PostKind::Post);
        ana.get(&format!("/manage/posts/{id}")).contains("value=\"housing\"");
        ana.save(
            id,
            &[
                ("title", "Rents"),
                ("topics", "housing"),
                ("topics", "invented"),
                ("do", "publish"),
            ],
        );
        let own = app
            .store
            .read(|connection| Term::all(&mut SiteScope::new(network.boston.id, connection), Taxonomy::Topic))
            .unwrap();
        assert_eq!(
            own.iter().map(|term| term.slug.as_str()).collect::<Vec<_>>(),
            ["housing"]
        );
        app.get(BOSTON, "/blog/topics/housing")
            .expect_status(200)
            .contains("Rents");
        // Not ticked any more, not there any more.
        ana.save(id, &[("title", "Rents"), ("address", "rents"), ("do", "save")]);
        app.get(BOSTON, "/blog/topics/housing").lacks("/blog/rents");
    });
}

#[test]
fn what_cannot_be_taken_is_said_and_what_was_typed_stays() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = Writer::at_boston(&app, &network, "Ana", Role::Author);
        NewPost::titled("Taken").make(&app.store, &network.boston);
        let foreign = picture(&app, &network.madrid);
        let id = ana.begin(PostKind::Post);
        let long = "x".repeat(301);
        let foreign = foreign.to_string();
        for (field, value, sentence) in [
            ("title", long.as_str(), "at most 300 characters"),
            ("address", "taken", "Something else stands at this address"),
            ("address", "!!!", "An address is made of letters"),
            ("date", "yesterday", "Write the day like"),
            ("picture", &foreign, "not in the library"),
            ("picture", "999", "not in the library"),
            (
                "tags",
                &"tag,".repeat(3).replace("tag", &"y".repeat(60)),
                "At most 20 tags",
            ),
        ] {
            let mut fields = vec![("title", "A title"), ("source", "Every word of it"), ("do", "publish")];
            fields.retain(|(name, _)| *name != field);
            fields.push((field, value));
            let answer = ana.send(id, &fields).expect_status(200);
            answer
                .contains(sentence)
                .contains("Every word of it")
                .contains("aria-invalid");
            assert_eq!(ana.stored(id).status, Status::Draft, "{field}");
        }
        let answer = ana.send(
            id,
            &[
                ("title", "T"),
                ("source", "kept"),
                ("visibility", "password"),
                ("do", "publish"),
            ],
        );
        answer.expect_status(200).contains("Type the password").contains("kept");
        let answer = ana.send(id, &[("title", ""), ("source", ""), ("do", "publish")]);
        answer.expect_status(200).contains("nothing to publish yet");
        // What could not be saved is not lost with the page either.
        ana.send(
            id,
            &[
                ("title", "T"),
                ("source", "once more"),
                ("date", "nonsense"),
                ("do", "save"),
            ],
        );
        ana.get(&format!("/manage/posts/{id}"))
            .contains("once more")
            .contains("You have unsaved changes");
    });
}

/// A picture in a site's library.
fn picture(app: &TestApp, site: &umbel_core::tree::Site) -> Id {
    app.store
        .write(|write| {
            let picture = Media {
                base_name: "abcdef".into(),
                widths: "320,640".into(),
                width: 640,
                height: 480,
                alt: "The river".into(),
                ..Media::picture(site.id, write.now)
            };
            Media::insert(&mut SiteWrite::new(site.id, write), &picture)?;
            Ok(picture.id)
        })
        .unwrap()
}

#[test]
fn a_picture_is_chosen_from_the_library() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = Writer::at_boston(&app, &network, "Ana", Role::Author);
        let picture = picture(&app, &network.boston).to_string();
        let id = ana.begin(PostKind::Post);
        ana.get(&format!("/manage/posts/{id}")).contains("The river");
        ana.save(
            id,
            &[("title", "At the river"), ("picture", &picture), ("do", "publish")],
        );
        app.get(BOSTON, "/blog/at-the-river").contains("alt=\"The river\"");
    });
}

#[test]
fn old_addresses_lead_to_new_ones_and_only_for_what_was_public() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = Writer::at_boston(&app, &network, "Ana", Role::Author);
        let post = ana.publish("First name", "x");
        let rename = |to: &str| ana.save(post.id, &[("title", "First name"), ("address", to), ("do", "save")]);
        let leads = |from: &str, to: &str| {
            let answer = app.get(BOSTON, from).expect_status(301);
            assert_eq!(answer.header("location").unwrap(), format!("https://{BOSTON}{to}"));
        };
        rename("second");
        leads("/blog/first-name", "/blog/second");
        rename("Third one!");
        leads("/blog/first-name", "/blog/third-one");
        leads("/blog/second", "/blog/third-one");
        app.get(BOSTON, "/blog/third-one").expect_status(200);
        // There and back again: no circle.
        rename("first-name");
        app.get(BOSTON, "/blog/first-name").expect_status(200);
        leads("/blog/third-one", "/blog/first-name");
        ana.save(
            post.id,
            &[("title", "First name"), ("address", "first-name"), ("do", "unpublish")],
        );
        app.get(BOSTON, "/blog/first-name").expect_status(404);
        // A draft's new address is told to nobody.
        rename("secret-plan");
        app.get(BOSTON, "/blog/first-name")
            .expect_status(404)
            .lacks("secret-plan");
        // A draft whose address was made of its number takes that of its title, numbered where it is in use.
        let other = ana.begin(PostKind::Post);
        ana.save(other, &[("title", "Secret plan"), ("do", "save")]);
        assert_eq!(ana.stored(other).path, "secret-plan-2");
    });
}

#[test]
fn pages_move_with_those_beneath_them() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let eva = Writer::at_boston(&app, &network, "Eva", Role::Editor);
        let page = |title: &str, parent: &str| {
            let id = eva.begin(PostKind::Page);
            eva.save(id, &[("title", title), ("parent", parent), ("do", "publish")])
        };
        let about = page("About us", "");
        let history = page("History", &about.id.to_string());
        let early = page("Early days", &history.id.to_string());
        assert_eq!(early.path, "about-us/history/early-days");
        eva.get("/manage/pages").contains("Early days").contains("depth-2");
        // Renaming the topmost moves all three; each old address leads on.
        eva.save(
            about.id,
            &[("title", "About us"), ("address", "who-we-are"), ("do", "save")],
        );
        app.get(BOSTON, "/who-we-are/history/early-days").expect_status(200);
        let answer = app.get(BOSTON, "/about-us/history/early-days").expect_status(301);
        assert!(
            answer
                .header("location")
                .unwrap()
                .ends_with("/who-we-are/history/early-days")
        );
        // Beneath another page.
        eva.save(
            early.id,
            &[
                ("title", "Early days"),
                ("address", "early-days"),
                ("parent", ""),
                ("do", "save"),
            ],
        );
        app.get(BOSTON, "/early-days").expect_status(200);
        app.get(BOSTON, "/who-we-are/history/early-days").expect_status(301);
        // Not beneath itself, nor beneath what stands beneath it.
        for parent in [about.id, history.id] {
            eva.send(
                about.id,
                &[
                    ("title", "About us"),
                    ("address", "who-we-are"),
                    ("parent", &parent.to_string()),
                    ("do", "save"),
                ],
            )
            .expect_status(200)
            .contains("cannot stand beneath");
        }
        // Not where another part of the site answers.
        let id = eva.begin(PostKind::Page);
        for address in ["blog", "search", "manage/people"] {
            let answer = eva.send(id, &[("title", "T"), ("address", address), ("do", "publish")]);
            if address.contains('/') {
                // A slash is no part of an address: it becomes one word.
                answer.expect_status(303);
            } else {
                answer.expect_status(200).contains("Something else stands");
            }
        }
        let named = page("Search", "");
        assert_eq!(named.path, "search-2");
        app.get(BOSTON, "/search-2").expect_status(200);
    });
}

#[test]
fn somebodys_name_is_made_once_and_nobody_elses_is_taken() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = Writer::at_boston(&app, &network, "Ana", Role::Author);
        let first = ana.publish("One", "x");
        let second = ana.publish("Two", "x");
        assert_eq!(first.author_id, second.author_id);
        // Another person of the same name is another author; an editor who helps is none.
        let account = crate::support::people::person(&app, "Ana", "another-ana@writers.test");
        crate::support::people::grant(&app, &network.boston, &account, Role::Editor);
        let other = Writer::signed_in(&app, &network, &network.boston, account);
        let third = other.publish("Three", "x");
        assert_ne!(third.author_id, first.author_id);
        other.save(
            first.id,
            &[("title", "One, edited"), ("address", "one"), ("do", "save")],
        );
        assert_eq!(other.stored(first.id).author_id, first.author_id);
        let names = app
            .store
            .read(|connection| Author::all(&mut SiteScope::new(network.boston.id, connection), 10))
            .unwrap();
        assert_eq!(names.len(), 2);
        assert_eq!(names.iter().filter(|name| name.slug == "ana").count(), 1);
    });
}

#[test]
fn lists_show_what_each_may_see_and_can_be_searched() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let con = Writer::at_boston(&app, &network, "Con", Role::Contributor);
        let aut = Writer::at_boston(&app, &network, "Aut", Role::Author);
        let edi = Writer::at_boston(&app, &network, "Edi", Role::Editor);
        let own = con.begin(PostKind::Post);
        con.save(own, &[("title", "Draft of Con"), ("do", "save")]);
        let draft = aut.begin(PostKind::Post);
        aut.save(draft, &[("title", "Draft of Aut 100%"), ("do", "save")]);
        edi.publish("Public of Edi", "x");
        con.get("/manage/posts")
            .contains("Draft of Con")
            .lacks("of Aut")
            .lacks("of Edi");
        aut.get("/manage/posts")
            .contains("Public of Edi")
            .contains("of Aut")
            .lacks("of Con");
        edi.get("/manage/posts")
            .contains("of Con")
            .contains("of Aut")
            .contains("of Edi");
        edi.get("/manage/posts?state=draft")
            .contains("of Con")
            .lacks("Public of Edi");
        edi.get("/manage/posts?q=100%25")
            .contains("of Aut")
            .lacks("of Con")
            .lacks("of Edi");
        edi.get("/manage/posts?q=DRAFT+con").contains("of Con").lacks("of Aut");
        edi.get("/manage/posts?q=nowhere").contains("Nothing has");
        let author = aut.stored(draft).author_id.unwrap();
        edi.get(&format!("/manage/posts?who={author}"))
            .contains("of Aut")
            .lacks("/manage/posts/1\"")
            .lacks("Public of Edi");
        // What somebody may not see answers like what is not there.
        con.get(&format!("/manage/posts/{draft}")).expect_status(404);
        aut.get(&format!("/manage/posts/{own}")).expect_status(404);
        // Neither does a post open as a page, or on another site.
        edi.get(&format!("/manage/pages/{own}")).expect_status(404);
        let elsewhere = Writer::at(&app, &network, &network.madrid, "Mar", Role::Editor);
        for what in ["", "/revisions", "/preview", "/link", "/bin"] {
            elsewhere.get(&format!("/manage/posts/{own}{what}")).expect_status(404);
        }
        app.get(MADRID, "/blog").lacks("of Con");
    });
}

#[test]
fn the_log_tells_what_others_may_want_to_know() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = Writer::at_boston(&app, &network, "Ana", Role::Author);
        let boss = Writer::at_boston(&app, &network, "Boss", Role::Manager);
        let id = ana.begin(PostKind::Post);
        ana.save(id, &[("title", "Quiet draft"), ("do", "save")]);
        boss.get("/manage/log").expect_status(200).lacks("Quiet draft");
        ana.save(id, &[("title", "Loud post"), ("do", "publish")]);
        boss.get("/manage/log").contains("Ana published: Loud post");
        app.store
            .write(|write| {
                let now = write.now;
                publication::bin(&mut SiteWrite::new(network.boston.id, write), None, id, now)
            })
            .unwrap();
        boss.get("/manage/log").contains("threw away: Loud post");
    });
}
