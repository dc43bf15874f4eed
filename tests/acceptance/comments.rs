//! Comments: who may write them, which are shown at once, what is refused, and who is told.

use crate::support::network::{BOSTON, MADRID};
use crate::support::people::{Browser, encoded, grant, person};
use crate::support::{NewPost, Response, TestApp, TestDatabase, TestNetwork, Wishes, on_each_engine};
use umbel_core::content::{Author, Comment, CommentStatus, Post, Status};
use umbel_core::moderation::{CommentRules, Hold};
use umbel_core::people::{Account, Role};
use umbel_core::tree::{Setting, Site, write_setting};
use umbel_core::{Id, SiteScope, SiteWrite};

pub const POST: &str = "/blog/hello";
pub const GUESTS: &str = "/blog/hello/comments";
pub const OWN: &str = "/blog/hello/comment";

pub struct Stage {
    pub app: TestApp,
    pub network: TestNetwork,
    pub post: Post,
}

/// Boston with one post, and rules of one's own where they are given.
pub fn stage(database: TestDatabase, rules: Option<CommentRules>) -> Stage {
    let wishes = Wishes {
        trusted_proxies: vec!["127.0.0.1/32".into()],
        ..Wishes::default()
    };
    let app = TestApp::with(database, &wishes);
    let network = TestNetwork::plant(&app.store);
    let post = NewPost::titled("Hello").make(&app.store, &network.boston);
    if let Some(rules) = rules {
        set_rules(&app, &network.boston, &rules);
    }
    Stage { app, network, post }
}

pub fn set_rules(app: &TestApp, site: &Site, rules: &CommentRules) {
    let text = serde_json::to_string(rules).unwrap();
    app.store
        .write(|write| {
            let site = &mut SiteWrite::new(site.id, write);
            write_setting(site, Setting::CommentRules, &text)?;
            site.content_changed();
            Ok(())
        })
        .unwrap();
}

pub fn holding(hold: Hold) -> Option<CommentRules> {
    Some(CommentRules {
        hold: hold.as_str().into(),
        ..CommentRules::default()
    })
}

/// Fills in and sends the form for guests, after a while.
pub fn comment<'a>(browser: &mut Browser<'a>, fields: &[(&str, &str)]) -> crate::support::people::Page {
    comment_at(browser, GUESTS, fields)
}

pub fn comment_at(browser: &mut Browser<'_>, path: &str, fields: &[(&str, &str)]) -> crate::support::people::Page {
    let page = browser.get(BOSTON, path).expect_status(200);
    let stamp = field(&page, "stamp");
    let answer = field(&page, "answer");
    browser.app.wait_seconds(10);
    let all = [&[("stamp", stamp.as_str()), ("answer", answer.as_str())], fields].concat();
    browser.post(BOSTON, path.split('?').next().unwrap(), &all)
}

/// The same under one's own name.
pub fn comment_as(browser: &mut Browser<'_>, text: &str) -> crate::support::people::Page {
    browser.submit(BOSTON, OWN, &[("text", text)])
}

pub fn field(page: &Response, name: &str) -> String {
    let text = page.text();
    let (_, after) = text.split_once(&format!("name=\"{name}\"")).unwrap_or_default();
    let tag = after.split('>').next().unwrap_or_default();
    let (_, value) = tag.split_once("value=\"").unwrap_or_default();
    value.split('"').next().unwrap_or_default().replace("&#x2F;", "/")
}

pub fn comments_of(app: &TestApp, site: &Site, status: CommentStatus) -> Vec<Comment> {
    app.store
        .read(|connection| Comment::with_status(&mut SiteScope::new(site.id, connection), status, "", 0, 1_000))
        .unwrap()
}

/// Puts somebody's name under a post.
pub fn sign_post(app: &TestApp, site: &Site, post: &Post, account: &Account) {
    app.store
        .write(|write| {
            let now = write.now;
            let scope = &mut SiteWrite::new(site.id, write);
            let author = Author {
                site_id: site.id,
                id: Id::new(now),
                slug: "rosa".into(),
                name: account.name.clone(),
                bio: String::new(),
                account_id: Some(account.id),
            };
            Author::insert(scope, &author)?;
            Post {
                author_id: Some(author.id),
                ..Post::find(&mut scope.read(), post.id)?.unwrap()
            }
            .save(scope)
        })
        .unwrap();
}

#[test]
fn a_guests_first_comment_waits_and_everybody_sees_it_once_it_is_approved() {
    on_each_engine(|database| {
        let stage = stage(database, None);
        let app = &stage.app;
        app.get(BOSTON, POST).contains(&format!("href=\"{GUESTS}\""));
        let mut guest = Browser::new(app);
        comment(&mut guest, &[("name", "Tomás"), ("text", "See *you* there")])
            .expect_status(200)
            .expect_at(BOSTON, "/blog/hello/comments/sent")
            .contains("It is shown once somebody here has looked at it");
        app.get(BOSTON, POST).lacks("See <em>you</em>");
        app.get(BOSTON, "/blog/hello/feed").lacks("Tomás");

        let editor = person(app, "Luz", "luz@boston.example");
        grant(app, &stage.network.boston, &editor, Role::Editor);
        let mut browser = Browser::of(app, &editor);
        browser.get(BOSTON, "/manage").contains("One comment waits");
        let queue = browser.get(BOSTON, "/manage/queue").expect_status(200);
        queue
            .contains("Tomás")
            .contains("first time here")
            .contains("See you there");
        let id = comments_of(app, &stage.network.boston, CommentStatus::Pending)[0].id;
        browser
            .submit(BOSTON, "/manage/queue", &[("one", &format!("approve:comment:{id}"))])
            .expect_status(200)
            .contains("It is shown.");
        app.get(BOSTON, POST)
            .contains("See <em>you</em> there")
            .contains("Tomás")
            .contains("1 comment");
        for format in ["", "/atom", "/json"] {
            app.get(BOSTON, &format!("/blog/hello/feed{format}"))
                .expect_status(200)
                .contains("Tomás");
        }
    });
}

#[test]
fn answers_hang_two_deep_and_no_deeper() {
    on_each_engine(|database| {
        let stage = stage(database, holding(Hold::Nobody));
        let app = &stage.app;
        let mut guest = Browser::new(app);
        comment(&mut guest, &[("name", "One"), ("text", "first")]).contains("stands under the post");
        let by_name = |name: &str| {
            comments_of(app, &stage.network.boston, CommentStatus::Approved)
                .into_iter()
                .find(|comment| comment.author_name == name)
                .unwrap()
        };
        let first = by_name("One");
        let path = format!("{GUESTS}?answer={}", first.id);
        guest.get(BOSTON, &path).contains("Answer One").contains("<p>first</p>");
        comment_at(&mut guest, &path, &[("name", "Two"), ("text", "second")]);
        assert_eq!(by_name("Two").parent_id, Some(first.id));
        comment_at(
            &mut guest,
            &format!("{GUESTS}?answer={}", by_name("Two").id),
            &[("name", "Three"), ("text", "third")],
        );
        assert_eq!(by_name("Three").parent_id, Some(first.id), "under the first");
        // What is not shown here is not answered: neither what waits nor what belongs elsewhere.
        let other = NewPost::titled("Other").make(&app.store, &stage.network.boston);
        let elsewhere = Comment {
            html: "<p>secret words</p>".into(),
            ..Comment::under(stage.network.boston.id, other.id, app.store.now())
        };
        let hidden = Comment {
            status: CommentStatus::Pending,
            html: "<p>secret words</p>".into(),
            ..Comment::under(stage.network.boston.id, stage.post.id, app.store.now())
        };
        for comment in [elsewhere, hidden] {
            app.store
                .write(|write| Comment::insert(&mut SiteWrite::new(comment.site_id, write), &comment))
                .unwrap();
            guest
                .get(BOSTON, &format!("{GUESTS}?answer={}", comment.id))
                .expect_status(200)
                .lacks("secret words");
        }
    });
}

#[test]
fn what_was_typed_survives_every_refusal() {
    on_each_engine(|database| {
        let stage = stage(database, None);
        let app = &stage.app;
        let mut guest = Browser::new(app);
        let typed = "What I <b>really</b> want to say";
        comment(&mut guest, &[("name", ""), ("text", typed)])
            .expect_status(200)
            .contains("Write a name")
            .contains("What I &lt;b&gt;really");
        comment(&mut guest, &[("name", "Tomás"), ("text", "  ")])
            .contains("There is nothing in it yet.")
            .contains("value=\"Tomás\"");
        let long = "ñ".repeat(5_001);
        comment(&mut guest, &[("name", "Tomás"), ("text", &long)])
            .contains("at most 5000 characters")
            .contains(&long);

        // Too quick: the very same form goes through a moment later.
        let page = guest.get(BOSTON, GUESTS);
        let stamp = field(&page, "stamp");
        let fields = [("name", "Tomás"), ("text", typed), ("stamp", stamp.as_str())];
        let quick = guest.post(BOSTON, GUESTS, &fields).expect_status(200);
        quick
            .contains("That was very quick")
            .contains("really")
            .contains(&stamp);
        app.wait_seconds(5);
        guest
            .post(BOSTON, GUESTS, &fields)
            .expect_at(BOSTON, "/blog/hello/comments/sent");

        // Too old, or made up: a new one, and nothing lost.
        app.wait_seconds(25 * 3_600);
        for stamp in [stamp.as_str(), "", "1.x", "9999999999.AAAA"] {
            let page = guest.post(
                BOSTON,
                GUESTS,
                &[("name", "Tomás"), ("text", "again"), ("stamp", stamp)],
            );
            page.contains("Nothing is lost").contains("again");
            assert_ne!(field(&page, "stamp"), stamp);
        }
        assert_eq!(comments_of(app, &stage.network.boston, CommentStatus::Pending).len(), 1);
    });
}

#[test]
fn what_fills_in_the_hidden_field_is_put_aside() {
    on_each_engine(|database| {
        let stage = stage(database, holding(Hold::Nobody));
        let app = &stage.app;
        let mut program = Browser::new(app);
        comment(
            &mut program,
            &[("name", "Bot"), ("text", "Buy"), ("homepage", "https://spam.example")],
        )
        .expect_status(200)
        .contains("It is shown once");
        let spam = comments_of(app, &stage.network.boston, CommentStatus::Spam);
        assert_eq!(spam[0].held_because, "trap");
        app.get(BOSTON, POST).lacks("Bot");
    });
}

#[test]
fn links_words_and_loudness_make_a_comment_wait() {
    on_each_engine(|database| {
        let rules = CommentRules {
            hold: Hold::Suspicious.as_str().into(),
            most_links: 1,
            words: vec!["casino".into()],
            guests: true,
        };
        let stage = stage(database, Some(rules));
        let app = &stage.app;
        let mut guest = Browser::new(app);
        for (text, held) in [
            (
                "One https://a.example and many more words about the river and the soup",
                "",
            ),
            (
                "Two https://a.example https://b.example and some more words about soup",
                "links",
            ),
            ("Our Casino is open", "words"),
            ("BUY BUY BUY BUY NOW!!!!!!!!!! BUY BUY BUY", "capitals repetition"),
        ] {
            let page = comment(&mut guest, &[("name", "Ana"), ("text", text)]);
            let expected = if held.is_empty() { "stands under" } else { "shown once" };
            page.contains(expected);
            let status = if held.is_empty() {
                CommentStatus::Approved
            } else {
                CommentStatus::Pending
            };
            let kept = comments_of(app, &stage.network.boston, status);
            assert!(
                kept.iter().any(|kept| kept.source == text && kept.held_because == held),
                "{text}: {kept:?}"
            );
        }
    });
}

#[test]
fn those_who_belong_or_were_approved_are_trusted() {
    on_each_engine(|database| {
        let stage = stage(database, None);
        let app = &stage.app;
        let boston = &stage.network.boston;
        let member = person(app, "Ana", "ana@boston.example");
        grant(app, boston, &member, Role::Member);
        comment_as(&mut Browser::of(app, &member), "Hello from a member").contains("stands under");

        let newcomer = person(app, "Nora", "nora@example.org");
        let mut theirs = Browser::of(app, &newcomer);
        theirs
            .get(BOSTON, OWN)
            .expect_status(200)
            .contains("You write as Nora.")
            .lacks("name=\"name\"");
        comment_as(&mut theirs, "My first").contains("shown once");
        let first = comments_of(app, boston, CommentStatus::Pending);
        assert_eq!(first[0].account_id, Some(newcomer.id));
        app.store
            .write(|write| {
                Comment::mark(
                    &mut SiteWrite::new(boston.id, write),
                    first[0].id,
                    CommentStatus::Approved,
                )
            })
            .unwrap();
        comment_as(&mut theirs, "My second").contains("stands under");
        // Elsewhere nobody knows them.
        NewPost::titled("Hello").make(&app.store, &stage.network.madrid);
        theirs
            .submit(MADRID, OWN, &[("text", "Hola")])
            .contains("en cuanto alguien de aquí lo haya mirado");
        // Who is not signed in is led to sign in, and back.
        let location = app.get(BOSTON, &format!("{OWN}?answer=1"));
        assert_eq!(location.status, 303);
        assert!(location.header("location").unwrap().contains("/sign-in?to="));
    });
}

#[test]
fn comments_are_closed_by_site_and_by_post_and_hidden_posts_take_none() {
    on_each_engine(|database| {
        let stage = stage(database, holding(Hold::Nobody));
        let app = &stage.app;
        let boston = &stage.network.boston;
        let mut guest = Browser::new(app);
        let typed = [("name", "Tomás"), ("text", "My words")];
        let close = |open: bool| {
            app.store
                .write(|write| {
                    let site = &mut SiteWrite::new(boston.id, write);
                    Post {
                        comments_open: open,
                        ..Post::find(&mut site.read(), stage.post.id)?.unwrap()
                    }
                    .save(site)
                })
                .unwrap();
        };
        close(false);
        app.get(BOSTON, POST).expect_status(200).lacks(GUESTS);
        comment(&mut guest, &typed)
            .contains("Comments are closed.")
            .contains("My words");
        close(true);

        let manager = person(app, "Ana", "ana@boston.example");
        grant(app, boston, &manager, Role::Manager);
        let mut browser = Browser::of(app, &manager);
        browser
            .submit(
                BOSTON,
                "/manage/queue/rules",
                &[("hold", "nobody"), ("most_links", "2"), ("words", "")],
            )
            .expect_status(200)
            .contains("It is saved.");
        app.get(BOSTON, POST).expect_status(200).lacks(GUESTS);
        comment(&mut guest, &typed)
            .contains("Comments are closed.")
            .contains("My words");
        browser.submit(
            BOSTON,
            "/manage/queue/rules",
            &[("is_on", "yes"), ("hold", "nobody"), ("most_links", "2"), ("words", "")],
        );
        comment(&mut guest, &typed)
            .contains("only people with an account")
            .contains("My words");
        let member = person(app, "Luz", "luz@example.org");
        comment_as(&mut Browser::of(app, &member), "With an account").contains("stands under");

        let hidden = |status: Status, password: Option<&str>, title: &str| {
            NewPost {
                status,
                password: password.map(str::to_owned),
                ..NewPost::titled(title)
            }
            .make(&app.store, boston);
        };
        hidden(Status::Draft, None, "Draft");
        hidden(Status::Private, None, "Private");
        hidden(Status::Pending, None, "Waiting");
        hidden(Status::Published, Some("lantern"), "Protected");
        for word in ["draft", "private", "waiting", "protected", "missing"] {
            for path in ["comments", "comments/sent", "feed"] {
                app.get(BOSTON, &format!("/blog/{word}/{path}")).expect_status(404);
            }
            let path = format!("/blog/{word}/comments");
            app.post_form(BOSTON, &path, &encoded(&typed)).expect_status(404);
        }
        assert_eq!(comments_of(app, boston, CommentStatus::Approved).len(), 1);
    });
}
