//! Reading a blog.

use crate::support::network::{BOSTON, COSECHA, MADRID, UMBRELLA};
use crate::support::{NewPost, TestApp, TestNetwork, on_each_engine};
use aggregator::publication;
use umbel_core::SiteWrite;
use umbel_core::content::{Author, Comment, CommentStatus, Post, PostKind, Status};
use umbel_core::tree::Redirect;
use umbel_core::{Id, Instant};

#[test]
fn a_post_has_a_page_with_everything_around_it() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        for (title, minutes_ago) in [("Oldest", 300), ("Middle", 200), ("Newest", 100)] {
            NewPost {
                minutes_ago,
                topics: vec!["Housing".into()],
                ..NewPost::titled(title)
            }
            .make(&app.store, &network.boston);
        }
        let page = app.get(BOSTON, "/blog/middle").expect_status(200);
        page.contains("<h1");
        page.contains("Middle");
        page.contains("Hello <strong>all</strong>");
        page.contains("href=\"/blog/oldest\"");
        page.contains("href=\"/blog/newest\"");
        page.contains("href=\"/blog/topics/housing\"");
        page.contains("\"@type\":\"BlogPosting\"");
        page.contains("<meta property=\"og:type\" content=\"article\">");
        // Sunday noon UTC less 200 minutes, by Boston's clocks.
        page.contains("datetime=\"2026-11-22T03:40:00-05:00\"");
        app.get(BOSTON, "/blog/topics/housing")
            .expect_status(200)
            .contains("Newest");
        app.get(BOSTON, "/blog/topics/nothing").expect_status(404);
        app.get(BOSTON, "/blog/archive/2026/11")
            .expect_status(200)
            .contains("Oldest");
        app.get(BOSTON, "/blog/archive/2026/10")
            .expect_status(200)
            .lacks("Oldest");
        app.get(BOSTON, "/blog/archive/2026/13").expect_status(404);
        app.get(MADRID, "/blog/middle").expect_status(404);
    });
}

#[test]
fn old_posts_say_their_year() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        for (title, days_ago) in [("Yesterday’s", 1), ("This year’s", 100), ("Last year’s", 400)] {
            NewPost {
                minutes_ago: days_ago * 24 * 60,
                ..NewPost::titled(title)
            }
            .make(&app.store, &network.boston);
        }
        let list = app.get(BOSTON, "/blog").expect_status(200);
        for date in [">yesterday<", ">14 Aug<", ">18 Oct 2025<"] {
            list.contains(date);
        }
    });
}

#[test]
fn long_lists_are_read_page_by_page_without_gaps() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        for number in 0..25 {
            NewPost {
                // Several at the same moment: the identifier decides.
                minutes_ago: 10 + number / 3,
                ..NewPost::titled(&format!("Report {number:02}"))
            }
            .make(&app.store, &network.boston);
        }
        let mut seen = Vec::new();
        let mut path = "/blog".to_owned();
        loop {
            let page = app.get(BOSTON, &path).expect_status(200);
            let text = page.text();
            for number in 0..25 {
                if text.contains(&format!("href=\"/blog/report-{number:02}\"")) {
                    seen.push(number);
                }
            }
            let Some(next) = page.next_page() else { break };
            path = next;
        }
        let count = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!((count, seen.len()), (25, 25));
    });
}

#[test]
fn hidden_posts_are_as_good_as_missing_everywhere() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        for (title, status) in [
            ("Canary draft", Status::Draft),
            ("Canary pending", Status::Pending),
            ("Canary scheduled", Status::Scheduled),
            ("Canary private", Status::Private),
            ("Canary trashed", Status::Trashed),
        ] {
            let minutes_ago = if status == Status::Scheduled { -60 } else { 60 };
            NewPost {
                status,
                minutes_ago,
                topics: vec!["Canary topic".into()],
                ..NewPost::titled(title)
            }
            .make(&app.store, &network.boston);
            let path = format!("/blog/{}", title.to_lowercase().replace(' ', "-"));
            let expected = if status == Status::Trashed { 410 } else { 404 };
            app.get(BOSTON, &path).expect_status(expected).lacks(title);
            app.get(BOSTON, &format!("{path}/feed")).expect_status(expected);
        }
        NewPost {
            minutes_ago: -30,
            ..NewPost::titled("Canary future")
        }
        .make(&app.store, &network.boston);
        app.get(BOSTON, "/blog/canary-future").expect_status(404);
        NewPost {
            password: Some("lantern".into()),
            ..NewPost::titled("Canary locked")
        }
        .make(&app.store, &network.boston);
        for host in [BOSTON, COSECHA, UMBRELLA] {
            for path in [
                "/",
                "/blog",
                "/feed",
                "/feed/atom",
                "/feed/json",
                "/sitemap/blog/1.xml",
                "/search?q=canary",
                "/news",
                "/news/feed",
                "/directory",
            ] {
                let answer = app.get(host, path);
                assert!(
                    !answer.text().replace("Canary topic", "").contains("Canary "),
                    "{host}{path}: {}",
                    answer.text()
                );
            }
        }
    });
}

#[test]
fn a_password_opens_its_page_and_nothing_is_remembered() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        NewPost {
            password: Some("lantern".into()),
            body: "The key is under the pot.".into(),
            ..NewPost::titled("Keys")
        }
        .make(&app.store, &network.boston);
        let asked = app.get(BOSTON, "/blog/keys").expect_status(200);
        asked.contains("type=\"password\"");
        asked.lacks("under the pot");
        app.post_form(BOSTON, "/blog/keys", "password=wrong")
            .expect_status(200)
            .lacks("under the pot");
        let opened = app
            .post_form(BOSTON, "/blog/keys", "password=lantern")
            .expect_status(200);
        opened.contains("under the pot");
        assert_eq!(opened.header("cache-control"), Some("no-store"));
        assert_eq!(opened.header("set-cookie"), None);
        app.get(BOSTON, "/blog/keys").expect_status(200).lacks("under the pot");
    });
}

#[test]
fn scheduled_posts_appear_when_their_time_comes() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let post = NewPost {
            status: Status::Draft,
            minutes_ago: -10,
            ..NewPost::titled("Tomorrow")
        }
        .make(&app.store, &network.boston);
        app.store
            .write(|write| {
                let now = write.now;
                publication::publish(&mut SiteWrite::new(network.boston.id, write), post.id, now)
            })
            .unwrap();
        assert_eq!(publication::publish_due(&app.store).unwrap(), 0);
        app.get(UMBRELLA, "/news").expect_status(200).lacks("Tomorrow");
        app.wait_seconds(601);
        assert_eq!(publication::publish_due(&app.store).unwrap(), 1);
        assert_eq!(publication::publish_due(&app.store).unwrap(), 0);
        app.get(BOSTON, "/blog/tomorrow").expect_status(200);
        app.get(UMBRELLA, "/news").expect_status(200).contains("Tomorrow");
    });
}

#[test]
fn comments_are_shown_with_their_replies_and_the_rest_is_not() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let post = NewPost::titled("Talk").make(&app.store, &network.boston);
        app.store
            .write(|write| {
                let now = write.now;
                let site = &mut SiteWrite::new(network.boston.id, write);
                let mut parent = None;
                for (text, status) in [
                    ("First word", CommentStatus::Approved),
                    ("Second word", CommentStatus::Approved),
                    ("Canary pending", CommentStatus::Pending),
                    ("Canary spam", CommentStatus::Spam),
                    ("Answer to the hidden", CommentStatus::Approved),
                ] {
                    let comment = Comment {
                        parent_id: parent,
                        author_name: "Ana <b>".into(),
                        source: text.into(),
                        html: format!("<p>{text}</p>"),
                        status,
                        ..Comment::under(site.site, post.id, now)
                    };
                    Comment::insert(site, &comment)?;
                    parent = Some(comment.id);
                }
                Ok(())
            })
            .unwrap();
        let page = app.get(BOSTON, "/blog/talk").expect_status(200);
        for part in ["First word", "Second word", "Answer to the hidden", "Ana &lt;b&gt;"] {
            page.contains(part);
        }
        page.lacks("Canary");
        let feed = app.get(BOSTON, "/blog/talk/feed").expect_status(200);
        feed.contains("First word");
        feed.lacks("Canary");
    });
}

#[test]
fn pages_nest_and_know_their_way_up() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let about = NewPost {
            kind: PostKind::Page,
            ..NewPost::titled("About")
        }
        .make(&app.store, &network.boston);
        let history = NewPost {
            kind: PostKind::Page,
            ..NewPost::titled("History")
        }
        .make(&app.store, &network.boston);
        app.store
            .write(|write| {
                let site = &mut SiteWrite::new(network.boston.id, write);
                Post {
                    parent_id: Some(about.id),
                    path: "about/history".into(),
                    ..history
                }
                .save(site)?;
                Redirect::remember(site, "/history", "/about/history")?;
                Redirect::remember(site, "?page_id=7", "/about/history")
            })
            .unwrap();
        app.get(BOSTON, "/about")
            .expect_status(200)
            .contains("href=\"/about/history\"");
        app.get(BOSTON, "/about/history")
            .expect_status(200)
            .contains("href=\"/about\"");
        for old in ["/history", "/history/", "/?page_id=7"] {
            let answer = app.get(BOSTON, old).expect_status(301);
            assert_eq!(
                answer.header("location"),
                Some("https://boston.cosecha.umbrella.test/about/history"),
                "{old}"
            );
        }
        let answer = app.get(BOSTON, "/about/").expect_status(301);
        assert_eq!(
            answer.header("location"),
            Some("https://boston.cosecha.umbrella.test/about")
        );
        app.get(BOSTON, "/about/nothing").expect_status(404);
    });
}

#[test]
fn authors_have_a_page_of_their_own() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let post = NewPost::titled("Signed").make(&app.store, &network.boston);
        NewPost::titled("Unsigned").make(&app.store, &network.boston);
        app.store
            .write(|write| {
                let now = write.now;
                let site = &mut SiteWrite::new(network.boston.id, write);
                let author = Author {
                    site_id: site.site,
                    id: Id::new(now),
                    slug: "rosa".into(),
                    name: "Rosa".into(),
                    bio: "Cooks for many.".into(),
                    account_id: None,
                };
                Author::insert(site, &author)?;
                Post {
                    author_id: Some(author.id),
                    ..post
                }
                .save(site)
            })
            .unwrap();
        let page = app.get(BOSTON, "/blog/authors/rosa").expect_status(200);
        page.contains("Cooks for many.");
        page.contains("Signed");
        page.lacks("Unsigned");
        app.get(BOSTON, "/blog/signed")
            .expect_status(200)
            .contains("/blog/authors/rosa");
        app.get(BOSTON, "/blog/authors/nobody").expect_status(404);
    });
}

#[test]
fn unpublishing_hides_at_once() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let post = NewPost::titled("Mistake").make(&app.store, &network.boston);
        app.get(BOSTON, "/blog/mistake").expect_status(200);
        app.get(UMBRELLA, "/news").expect_status(200).contains("Mistake");
        app.store
            .write(|write| {
                let now: Instant = write.now;
                publication::unpublish(&mut SiteWrite::new(network.boston.id, write), post.id, now)
            })
            .unwrap();
        app.get(BOSTON, "/blog/mistake").expect_status(404);
        for (host, path) in [
            (BOSTON, "/"),
            (BOSTON, "/feed"),
            (UMBRELLA, "/news"),
            (UMBRELLA, "/"),
            (COSECHA, "/news/feed"),
            (BOSTON, "/search?q=mistake"),
        ] {
            app.get(host, path).expect_status(200).lacks("/blog/mistake");
        }
    });
}
