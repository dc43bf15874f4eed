//! Topics and tags: what a network calls something, its sites call so, and old addresses go on working.

use crate::support::network::{BOSTON, COSECHA, MADRID, UMBRELLA, VIGO};
use crate::support::people::{Browser, grant, person};
use crate::support::{NewPost, TestApp, TestNetwork, on_each_engine};
use crate::tree::{Cast, log_of};
use umbel_core::content::{Post, Taxonomy, Term, offered_topics};
use umbel_core::people::{Act, Role};
use umbel_core::tree::Site;
use umbel_core::{SiteScope, SiteWrite, Store};

const ROOM: &str = "/manage/topics";

fn post_about(store: &Store, site: &Site, title: &str, topics: &[&str]) -> Post {
    NewPost {
        topics: topics.iter().map(|topic| (*topic).to_owned()).collect(),
        ..NewPost::titled(title)
    }
    .make(store, site)
}

fn page_of(app: &TestApp, site: &Site, taxonomy: Taxonomy, slug: &str) -> String {
    let term = app
        .store
        .read(|connection| Term::with_slug(&mut SiteScope::new(site.id, connection), taxonomy, slug))
        .unwrap()
        .unwrap_or_else(|| panic!("there is no {slug}"));
    format!("{ROOM}/{}", term.id)
}

#[test]
fn a_network_names_a_topic_for_all_its_sites_and_nobody_elses() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        let mut admin = Browser::of(&app, &cast.network_admin);
        admin
            .submit(
                COSECHA,
                ROOM,
                &[("do", "add"), ("name", "Housing"), ("description", "Rent.")],
            )
            .expect_status(200)
            .contains("It is added.")
            .contains("Housing");
        // The same word again is not a second topic.
        admin
            .submit(
                COSECHA,
                ROOM,
                &[("do", "add"), ("name", "housing!"), ("description", "")],
            )
            .expect_status(200)
            .contains("There is one of this name already.");
        post_about(&app.store, &network.boston, "Rent strike", &["Housing"]);
        post_about(&app.store, &network.madrid, "Desahucio", &["Housing"]);
        post_about(&app.store, &network.vigo, "Marea alta", &["Housing"]);
        let page = page_of(&app, &network.cosecha, Taxonomy::Topic, "housing");
        admin
            .get(COSECHA, &page)
            .expect_status(200)
            .contains("2 places beneath use it.");

        admin
            .submit(
                COSECHA,
                &page,
                &[("do", "rename"), ("name", "Homes for all"), ("description", "Rent.")],
            )
            .expect_status(200)
            .contains("It has its new name.");
        for host in [BOSTON, MADRID] {
            app.get(host, "/blog/topics/housing")
                .expect_status(200)
                .contains("Homes for all")
                .lacks("Housing");
        }
        app.get(COSECHA, "/news/feed")
            .expect_status(200)
            .contains("Homes for all")
            .lacks("Housing");
        app.get(COSECHA, "/news?topic=housing")
            .expect_status(200)
            .contains("Rent strike")
            .contains("Desahucio");
        // Another network's sites have words of their own.
        app.get(VIGO, "/blog/topics/housing")
            .expect_status(200)
            .contains("Housing")
            .lacks("Homes for all");
        app.get(UMBRELLA, "/news/feed")
            .contains("Homes for all")
            .contains("Housing");
        assert_eq!(log_of(&app, network.cosecha.id)[0].0, Act::TopicRenamed);
    });
}

#[test]
fn topics_that_are_made_one_take_their_posts_news_and_old_addresses_along() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        let mut admin = Browser::of(&app, &cast.network_admin);
        for name in ["Housing", "Rent"] {
            admin.submit(COSECHA, ROOM, &[("do", "add"), ("name", name), ("description", "")]);
        }
        post_about(&app.store, &network.boston, "Rent strike", &["Rent"]);
        post_about(&app.store, &network.boston, "Both at once", &["Rent", "Housing"]);
        post_about(&app.store, &network.madrid, "Alquiler", &["Rent"]);
        app.get(COSECHA, "/news?topic=housing").lacks("Rent strike");
        let page = page_of(&app, &network.cosecha, Taxonomy::Topic, "rent");
        admin
            .submit(COSECHA, &page, &[("do", "merge"), ("into", "nowhere")])
            .expect_status(200)
            .contains("Choose the one that stays.");
        admin
            .submit(COSECHA, &page, &[("do", "merge"), ("into", "housing")])
            .expect_status(200)
            .contains("They are one now.");
        for title in ["Rent strike", "Both at once", "Alquiler"] {
            app.get(COSECHA, "/news?topic=housing")
                .expect_status(200)
                .contains(title);
            app.get(UMBRELLA, "/news?topic=housing")
                .expect_status(200)
                .contains(title);
        }
        app.get(COSECHA, "/news?topic=rent").lacks("Rent strike");
        // Madrid had no topic of the other name before.
        app.get(MADRID, "/blog/topics/housing")
            .expect_status(200)
            .contains("Alquiler");
        for (old, new) in [
            ("/blog/topics/rent", "/blog/topics/housing"),
            ("/blog/topics/rent/feed", "/blog/topics/housing/feed"),
        ] {
            let answer = app.get(BOSTON, old).expect_status(301);
            assert_eq!(answer.header("location").unwrap(), format!("https://{BOSTON}{new}"));
        }

        // What is taken off the list stays where it is used.
        let page = page_of(&app, &network.cosecha, Taxonomy::Topic, "housing");
        admin.submit(COSECHA, &page, &[("do", "remove")]).expect_status(200);
        app.get(BOSTON, "/blog/topics/housing")
            .expect_status(200)
            .contains("Rent strike");
        app.get(COSECHA, "/blog/topics/housing").expect_status(404);
        let mut editor = Browser::of(&app, &cast.editor);
        editor
            .get(BOSTON, ROOM)
            .expect_status(200)
            .contains("Your own topics")
            .contains("Housing");
    });
}

#[test]
fn sites_take_what_is_on_offer_and_keep_what_they_had() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        let places = [network.boston.id, network.cosecha.id, network.umbrella.id];
        let names = || -> Vec<String> {
            let offered = app
                .store
                .read(|connection| offered_topics(connection, &places))
                .unwrap();
            offered.into_iter().map(|topic| topic.name).collect()
        };
        let add = |site: &Site, name: &str| {
            app.store
                .write(|write| {
                    let site = &mut SiteWrite::new(site.id, write);
                    aggregator::curation::add_term(site, Taxonomy::Topic, name, "")
                })
                .unwrap();
        };
        assert!(names().is_empty());
        // Where nobody above curates anything, a site names its own.
        let mut editor = Browser::of(&app, &cast.editor);
        editor
            .submit(
                BOSTON,
                ROOM,
                &[("do", "add"), ("name", "Éviction"), ("description", "")],
            )
            .expect_status(200)
            .contains("It is added.");
        add(&network.umbrella, "Work");
        add(&network.marea, "Sea");
        assert_eq!(names(), ["Éviction", "Work"]);
        // The network's list comes in place of the umbrella's.
        add(&network.cosecha, "Housing");
        assert_eq!(names(), ["Éviction", "Housing"]);
        editor
            .get(BOSTON, ROOM)
            .contains("On offer from Cosecha")
            .contains("Housing")
            .contains("not used here yet")
            .lacks("Add a topic");
        editor
            .submit_from(BOSTON, "/manage/menus", ROOM, &[("do", "add"), ("name", "Another")])
            .expect_status(403);

        // What came with an import is made one with what is on offer, which the site gets by that.
        let post = post_about(&app.store, &network.boston, "Thrown out", &["Éviction"]);
        let page = page_of(&app, &network.boston, Taxonomy::Topic, "eviction");
        editor
            .submit(BOSTON, &page, &[("do", "merge"), ("into", "housing")])
            .expect_status(200)
            .contains("They are one now.");
        app.get(BOSTON, "/blog/topics/housing")
            .expect_status(200)
            .contains(&post.title);
        app.get(COSECHA, "/news?topic=housing")
            .expect_status(200)
            .contains(&post.title);
        app.get(BOSTON, "/blog/topics/eviction").expect_status(301);

        // Its name is the network's to give.
        let page = page_of(&app, &network.boston, Taxonomy::Topic, "housing");
        editor
            .get(BOSTON, &page)
            .expect_status(200)
            .contains("Cosecha gives this topic its name")
            .lacks("value=\"rename\"");
        let own_name = [("do", "rename"), ("name", "Ours"), ("description", "")];
        editor.submit(BOSTON, &page, &own_name).expect_status(400);
    });
}

#[test]
fn only_admins_decide_what_a_network_offers() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let editor = person(&app, "Network editor", "net@example.org");
        grant(&app, &network.cosecha, &editor, Role::Editor);
        post_about(&app.store, &network.cosecha, "Call", &["Housing"]);
        let mut editor = Browser::of(&app, &editor);
        editor
            .get(COSECHA, ROOM)
            .expect_status(200)
            .contains("Housing")
            .lacks("Add a topic");
        editor
            .submit_from(COSECHA, "/manage/menus", ROOM, &[("do", "add"), ("name", "Another")])
            .expect_status(403);
        let page = page_of(&app, &network.cosecha, Taxonomy::Topic, "housing");
        editor
            .get(COSECHA, &page)
            .expect_status(200)
            .contains("Network admins decide about these topics.");
        editor
            .submit_from(COSECHA, "/manage/menus", &page, &[("do", "remove")])
            .expect_status(403);
        // A site's topic is as good as missing elsewhere.
        post_about(&app.store, &network.boston, "Ours", &["Local"]);
        let foreign = page_of(&app, &network.boston, Taxonomy::Topic, "local");
        editor.get(COSECHA, &foreign).expect_status(404);
    });
}

#[test]
fn tags_are_renamed_made_one_and_removed() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        let tagged = |title: &str, tags: &[&str]| {
            let post = NewPost::titled(title).make(&app.store, &network.boston);
            app.store
                .write(|write| {
                    let site = &mut SiteWrite::new(network.boston.id, write);
                    let mut ids = Vec::new();
                    for tag in tags {
                        let slug = umbel_core::slug::slugify(tag);
                        ids.push(Term::find_or_insert(site, Taxonomy::Tag, &slug, tag)?.id);
                    }
                    Term::assign(site, post.id, &ids)
                })
                .unwrap();
        };
        tagged("One", &["Soup"]);
        tagged("Two", &["Soups", "Soup"]);
        let mut editor = Browser::of(&app, &cast.editor);
        editor.get(BOSTON, ROOM).contains("2 posts and pages").contains("Soups");
        let soups = page_of(&app, &network.boston, Taxonomy::Tag, "soups");
        editor
            .submit(BOSTON, &soups, &[("do", "rename"), ("name", "Soup")])
            .expect_status(200)
            .contains("There is one of this name already.");
        editor
            .submit(BOSTON, &soups, &[("do", "rename"), ("name", "Sopa de ajo")])
            .expect_status(200)
            .contains("It has its new name.");
        app.get(BOSTON, "/blog/tags/sopa-de-ajo")
            .expect_status(200)
            .contains("Two");
        let moved = app.get(BOSTON, "/blog/tags/soups").expect_status(301);
        assert!(moved.header("location").unwrap().ends_with("/blog/tags/sopa-de-ajo"));
        // The old name can be used again, and what leads from it is forgotten.
        editor
            .submit(BOSTON, &soups, &[("do", "rename"), ("name", "Soups")])
            .expect_status(200);
        app.get(BOSTON, "/blog/tags/soups").expect_status(200);
        editor
            .submit(BOSTON, &soups, &[("do", "merge"), ("into", "soup")])
            .expect_status(200)
            .contains("They are one now.");
        app.get(BOSTON, "/blog/tags/soup").contains("One").contains("Two");
        let soup = page_of(&app, &network.boston, Taxonomy::Tag, "soup");
        editor.get(BOSTON, &soup).contains("2 posts and pages lose this tag.");
        editor.submit(BOSTON, &soup, &[("do", "remove")]).expect_status(200);
        app.get(BOSTON, "/blog/tags/soup").expect_status(404);
        app.get(BOSTON, "/blog/one").expect_status(200);
        editor.get(BOSTON, ROOM).contains("No tags yet.");
        for wrong in ["", "!!!", &"x".repeat(61)] {
            tagged(&format!("Again {}", wrong.len()), &["Bread"]);
            let bread = page_of(&app, &network.boston, Taxonomy::Tag, "bread");
            editor
                .submit(BOSTON, &bread, &[("do", "rename"), ("name", wrong)])
                .expect_status(200)
                .contains("field-error");
        }
    });
}
