//! Moderation: reports of everything, the queue, what is done and undone, who may not write, and who looks again.

use crate::comments::{comment_as, comments_of, field, holding, sign_post, stage};
use crate::support::network::{BOSTON, COSECHA, MADRID, UMBRELLA, event};
use crate::support::people::{Browser, grant, letter_to, letters, person, role_at};
use crate::support::{NewPost, TestApp, TestDatabase, TestNetwork, on_each_engine};
use umbel_core::content::{Author, Comment, CommentStatus, Event, Post, PostKind, Status};
use umbel_core::mail::{Message, ModerationNotice};
use umbel_core::moderation::{Hold, ModerationAct, Report};
use umbel_core::people::{Account, Act, AuditEntry, Role};
use umbel_core::{Id, SiteScope, SiteWrite};

/// A site with a manager, two editors, a member and somebody from outside; comments are shown at once.
struct Cast {
    app: TestApp,
    network: TestNetwork,
    post: Post,
    ana: Account,
    luz: Account,
    eva: Account,
    teo: Account,
    nora: Account,
}

fn planted(database: TestDatabase) -> Cast {
    let stage = stage(database, holding(Hold::Nobody));
    let app = stage.app;
    let boston = &stage.network.boston;
    let with = |name: &str, email: &str, role: Role| {
        let account = person(&app, name, email);
        grant(&app, boston, &account, role);
        account
    };
    let ana = with("Ana", "ana@boston.example", Role::Manager);
    let luz = with("Luz", "luz@boston.example", Role::Editor);
    let eva = with("Eva", "eva@boston.example", Role::Editor);
    let teo = with("Teo", "teo@boston.example", Role::Contributor);
    let nora = person(&app, "Nora", "nora@example.org");
    Cast {
        app,
        network: stage.network,
        post: stage.post,
        ana,
        luz,
        eva,
        teo,
        nora,
    }
}

impl Cast {
    /// A comment of somebody's, shown.
    fn comment(&self, by: &Account, text: &str) -> Comment {
        comment_as(&mut Browser::of(&self.app, by), text).contains("stands under");
        comments_of(&self.app, &self.network.boston, CommentStatus::Approved)
            .into_iter()
            .find(|comment| comment.source == text)
            .unwrap()
    }

    /// Presses a button on the page of a comment.
    fn decide(&self, by: &Account, comment: Id, fields: &[(&str, &str)]) -> crate::support::people::Page {
        Browser::of(&self.app, by).submit(BOSTON, &format!("/manage/queue/comment/{comment}"), fields)
    }

    /// The newest act here.
    fn newest_act(&self) -> ModerationAct {
        self.app
            .store
            .read(|connection| ModerationAct::newest(&mut SiteScope::new(self.network.boston.id, connection), None, 1))
            .unwrap()
            .remove(0)
    }

    fn open_reports(&self) -> Vec<Report> {
        self.app
            .store
            .read(|connection| Report::open(&mut SiteScope::new(self.network.boston.id, connection), 0, 100))
            .unwrap()
    }

    fn log(&self) -> Vec<AuditEntry> {
        self.app
            .store
            .read(|connection| AuditEntry::newest(&mut SiteScope::new(self.network.boston.id, connection), None, 100))
            .unwrap()
    }
}

fn report(app: &TestApp, network: u8, what: &str, fields: &[(&str, &str)]) -> crate::support::people::Page {
    let mut guest = Browser::new(app);
    guest.from = Some(format!("203.0.{network}.7"));
    let page = guest.get(BOSTON, &format!("/report?what={what}")).expect_status(200);
    let stamp = field(&page, "stamp");
    app.wait_seconds(10);
    let all = [&[("what", what), ("stamp", stamp.as_str())], fields].concat();
    guest.post(BOSTON, "/report", &all)
}

#[test]
fn anybody_can_report_everything_that_can_be_seen() {
    on_each_engine(|database| {
        let cast = planted(database);
        let (app, boston) = (&cast.app, &cast.network.boston);
        sign_post(app, boston, &cast.post, &cast.teo);
        let page = NewPost {
            kind: PostKind::Page,
            ..NewPost::titled("About us")
        }
        .make(&app.store, boston);
        let event = event(&app.store, boston, "Supper", app.store.now().plus_seconds(86_400));
        let comment = cast.comment(&cast.nora, "Look at me");
        let author: Author = app
            .store
            .read(|connection| Author::with_slug(&mut SiteScope::new(boston.id, connection), "rosa"))
            .unwrap()
            .unwrap();
        let all = [
            format!("post:{}", cast.post.id),
            format!("page:{}", page.id),
            format!("comment:{}", comment.id),
            format!("event:{}", event.id),
            format!("person:{}", author.id),
            "site".to_owned(),
        ];
        for (number, what) in all.iter().enumerate() {
            let network = u8::try_from(number).unwrap();
            report(
                app,
                network,
                what,
                &[("reason", "hate"), ("note", &format!("note {number}"))],
            )
            .expect_status(200)
            .expect_at(BOSTON, "/report/sent")
            .contains("Your report has arrived");
        }
        assert_eq!(cast.open_reports().len(), all.len());
        // The links stand where the things stand.
        app.get(BOSTON, "/blog/hello")
            .contains(&format!("/report?what=post:{}", cast.post.id))
            .contains(&format!("/report?what=comment:{}", comment.id))
            .contains("/report?what=site");
        app.get(BOSTON, "/events/supper")
            .contains(&format!("/report?what=event:{}", event.id));
        app.get(BOSTON, "/blog/authors/rosa")
            .contains(&format!("/report?what=person:{}", author.id));
        let mut browser = Browser::of(app, &cast.luz);
        let queue = browser.get(BOSTON, "/manage/queue").expect_status(200);
        for number in 0..all.len() {
            queue.contains(&format!("note {number}"));
        }
        browser.get(BOSTON, "/manage").contains("6 reports wait");

        // What cannot be seen, does not exist, or is another site's, is missing.
        let draft = NewPost {
            status: Status::Draft,
            ..NewPost::titled("Secret plan")
        }
        .make(&app.store, boston);
        let foreign = NewPost::titled("Theirs").make(&app.store, &cast.network.madrid);
        for what in [
            format!("post:{}", draft.id),
            format!("post:{}", foreign.id),
            format!("page:{}", cast.post.id),
            "post:1".into(),
            "comment:x".into(),
            "nonsense".into(),
        ] {
            app.get(BOSTON, &format!("/report?what={what}"))
                .expect_status(404)
                .lacks("Secret plan");
            app.post_form(BOSTON, "/report", &format!("what={what}&reason=hate"))
                .expect_status(404);
        }
        // A reason is needed, what was typed stays, and there is an end to it.
        report(app, 77, "site", &[("note", "my words")])
            .contains("Choose what fits best.")
            .contains("my words");
        for _ in 0..5 {
            report(app, 78, "site", &[("reason", "other")]).expect_at(BOSTON, "/report/sent");
        }
        report(app, 78, "site", &[("reason", "other"), ("note", "my words")])
            .contains("That was a lot")
            .contains("my words");
    });
}

#[test]
fn what_was_reported_is_hidden_told_and_brought_back() {
    on_each_engine(|database| {
        let cast = planted(database);
        let (app, boston) = (&cast.app, &cast.network.boston);
        sign_post(app, boston, &cast.post, &cast.teo);
        let what = format!("post:{}", cast.post.id);
        let mut reporter = Browser::of(app, &cast.nora);
        reporter.submit(
            BOSTON,
            &format!("/report/by-name?what={what}"),
            &[("what", &what), ("reason", "false")],
        );
        // The form of that page is sent to the address without the query.
        let page = reporter.get(BOSTON, &format!("/report/by-name?what={what}"));
        let token = page.form_token();
        reporter
            .post(
                BOSTON,
                "/report/by-name",
                &[("form_token", &token), ("what", &what), ("reason", "false")],
            )
            .contains("You get a mail once somebody has looked at it.");
        let id = cast.open_reports()[0].id;
        let mut browser = Browser::of(app, &cast.luz);
        browser
            .get(BOSTON, &format!("/manage/queue/report/{id}"))
            .expect_status(200)
            .contains("Reported by Nora")
            .contains("About Teo");
        app.get(UMBRELLA, "/news").contains("Hello");
        browser
            .submit(
                BOSTON,
                &format!("/manage/queue/report/{id}"),
                &[("do", "hide"), ("reason", "false"), ("note", "It was last year.")],
            )
            .expect_at(BOSTON, "/manage/queue")
            .contains("It is hidden.");
        app.get(BOSTON, "/blog/hello").expect_status(404);
        app.get(UMBRELLA, "/news").lacks("Hello");
        assert!(cast.open_reports().is_empty());
        let told = letter_to(app, "nora@example.org");
        assert!(matches!(&told.message, Message::ReportSettled { outcome, .. } if outcome == "acted"));
        let told = letter_to(app, "teo@boston.example");
        assert!(
            matches!(&told.message, Message::Moderated { what: ModerationNotice::Hidden, reason: Some(reason), .. }
            if reason == "It was last year.")
        );
        // One button brings it back, with its place in the news; the report waits again.
        let act = cast.newest_act();
        browser
            .submit(BOSTON, "/manage/queue", &[("undo", &act.id.to_string())])
            .contains("It is as it was before.");
        app.get(BOSTON, "/blog/hello").expect_status(200);
        app.get(UMBRELLA, "/news").contains("Hello");
        assert!(!cast.open_reports().is_empty());
        browser
            .submit(BOSTON, "/manage/queue", &[("undo", &act.id.to_string())])
            .contains("Somebody else was faster.");

        // An event, too.
        let event = event(&app.store, boston, "Supper", app.store.now().plus_seconds(86_400));
        report(app, 3, &format!("event:{}", event.id), &[("reason", "danger")]);
        let id = cast.open_reports()[0].id;
        browser.submit(BOSTON, "/manage/queue", &[("one", &format!("hide:report:{id}"))]);
        app.get(BOSTON, "/events/supper").expect_status(404);
        browser.submit(BOSTON, "/manage/queue", &[("undo", &cast.newest_act().id.to_string())]);
        let status = app
            .store
            .read(|connection| Event::find(&mut SiteScope::new(boston.id, connection), event.id))
            .unwrap()
            .unwrap()
            .status;
        assert_eq!(status, Status::Published);
        browser
            .get(BOSTON, "/manage/queue/acts")
            .expect_status(200)
            .contains("Luz hid: Supper")
            .contains("This was taken back.");
    });
}

#[test]
fn a_ban_ends_everything_here_and_its_end_brings_it_back() {
    on_each_engine(|database| {
        let cast = planted(database);
        let (app, boston) = (&cast.app, &cast.network.boston);
        let comment = cast.comment(&cast.teo, "Not nice");
        let mut theirs = Browser::of(app, &cast.teo);
        theirs.get(BOSTON, "/manage/membership").expect_status(200);
        cast.decide(
            &cast.luz,
            comment.id,
            &[
                ("do", "ban"),
                ("reason", "harassment"),
                ("days", "0"),
                ("note", "Enough."),
            ],
        )
        .expect_at(BOSTON, "/manage/queue")
        .contains("They are banned");
        assert_eq!(role_at(app, boston, &cast.teo), None);
        theirs.get(BOSTON, "/manage/membership").expect_status(403);
        comment_as(&mut theirs, "Still here")
            .expect_status(200)
            .contains("You cannot write here any more.")
            .contains("Still here");
        theirs.submit(BOSTON, "/join", &[("note", "Please")]).expect_status(403);
        let letter = letter_to(app, "teo@boston.example");
        assert!(
            matches!(&letter.message, Message::Moderated { what: ModerationNotice::Banned, until, reason: Some(reason), .. }
            if until.is_empty() && reason == "Enough.")
        );
        theirs
            .get(BOSTON, "/moderation")
            .expect_status(200)
            .contains("You can no longer write or join here.")
            .contains("Your part here was ended");
        // Neither an invitation nor a role brings them back while it lasts.
        let refused = app.store.write(|write| {
            umbel_core::people::Membership::grant(&mut SiteWrite::new(boston.id, write), None, &cast.teo, Role::Member)
        });
        assert!(refused.is_err());
        // Elsewhere nothing has changed.
        NewPost::titled("Hello").make(&app.store, &cast.network.madrid);
        theirs.get(MADRID, "/moderation").contains("Nada. Todo está bien.");

        let act = cast.newest_act();
        Browser::of(app, &cast.ana)
            .submit(BOSTON, &format!("/manage/queue/acts/{}", act.id), &[("do", "undo")])
            .expect_status(200)
            .contains("It is as it was before.");
        assert_eq!(role_at(app, boston, &cast.teo), Some(Role::Contributor));
        comment_as(&mut theirs, "Back again").contains("stands under");
    });
}

#[test]
fn a_pause_keeps_somebody_from_writing_anything_and_ends_by_itself() {
    on_each_engine(|database| {
        let cast = planted(database);
        let app = &cast.app;
        let comment = cast.comment(&cast.teo, "Loud");
        // A pause has an end.
        cast.decide(&cast.luz, comment.id, &[("do", "mute"), ("days", "0")])
            .expect_status(200)
            .contains("A pause ends some day");
        cast.decide(
            &cast.luz,
            comment.id,
            &[("do", "mute"), ("days", "7"), ("reason", "off-topic")],
        )
        .contains("They have a pause");
        let letter = letter_to(app, "teo@boston.example");
        assert!(matches!(&letter.message, Message::Moderated { until, .. } if until.contains("29 November 2026")));
        let mut theirs = Browser::of(app, &cast.teo);
        comment_as(&mut theirs, "Again").contains("You cannot write here for now.");
        // What they send from where posts are written is not taken; reading and leaving are theirs.
        let token = theirs.get(BOSTON, "/manage/membership").expect_status(200).form_token();
        theirs
            .post(BOSTON, "/manage/posts/new", &[("form_token", &token)])
            .expect_at(BOSTON, "/moderation")
            .contains("nothing was saved")
            .contains("This ends by itself on");
        app.wait_seconds(8 * 24 * 3_600);
        let mut theirs = Browser::of(app, &cast.teo);
        comment_as(&mut theirs, "A week later").contains("stands under");
    });
}

#[test]
fn nobody_silences_their_equals_or_those_above() {
    on_each_engine(|database| {
        let cast = planted(database);
        for (by, whose) in [(&cast.luz, &cast.eva), (&cast.luz, &cast.ana), (&cast.luz, &cast.luz)] {
            let comment = cast.comment(whose, &format!("Hello from {} to {}", whose.name, by.name));
            let page = Browser::of(&cast.app, by).get(BOSTON, &format!("/manage/queue/comment/{}", comment.id));
            page.contains("holds as much here as you do").lacks("value=\"ban\"");
            let token = page.form_token();
            for what in ["warn", "mute", "ban"] {
                Browser::of(&cast.app, by)
                    .submit(
                        BOSTON,
                        &format!("/manage/queue/comment/{}", comment.id),
                        &[("do", what), ("days", "7")],
                    )
                    .expect_status(200)
                    .lacks("?done=");
            }
            assert!(!token.is_empty());
        }
        assert_eq!(role_at(&cast.app, &cast.network.boston, &cast.ana), Some(Role::Manager));
        let silenced = crate::support::rows::of_site(&cast.app, cast.network.boston.id);
        assert!(silenced["sanctions"].is_empty(), "{:?}", silenced["sanctions"]);
    });
}

#[test]
fn an_appeal_is_for_whom_it_concerns_and_goes_to_somebody_else() {
    on_each_engine(|database| {
        let cast = planted(database);
        let app = &cast.app;
        let comment = cast.comment(&cast.nora, "Our bakery is open");
        cast.decide(
            &cast.luz,
            comment.id,
            &[("do", "hide"), ("reason", "spam"), ("note", "No advertising.")],
        );
        let act = cast.newest_act();
        let own = format!("/moderation/{}", act.id);
        let letter = letter_to(app, "nora@example.org");
        assert!(letter.link().ends_with(&own));
        // To everybody else it is missing.
        for other in [&cast.teo, &cast.luz, &cast.ana] {
            Browser::of(app, other).get(BOSTON, &own).expect_status(404);
        }
        let mut hers = Browser::of(app, &cast.nora);
        hers.get(MADRID, &own).expect_status(404);
        hers.get(BOSTON, &own)
            .expect_status(200)
            .contains("No advertising.")
            .contains("Our bakery is open");
        hers.submit(BOSTON, &own, &[("text", " ")])
            .contains("Write between 1 and 2000");
        hers.submit(BOSTON, &own, &[("text", "It belongs to all of us.")])
            .expect_status(200)
            .contains("It is on its way.");
        hers.get(BOSTON, &own)
            .contains("It belongs to all of us.")
            .contains("Nobody has answered yet.")
            .lacks("<textarea");
        // Those who can decide are told; the one who acted is not.
        let asked: Vec<String> = letters(app)
            .into_iter()
            .filter(|letter| matches!(letter.message, Message::ModerationAppealed { .. }))
            .map(|letter| letter.to)
            .collect();
        assert_eq!(asked, ["ana@boston.example", "eva@boston.example"]);

        // The one who acted sees it, and cannot decide.
        let page = format!("/manage/queue/acts/{}", act.id);
        let mut actor = Browser::of(app, &cast.luz);
        actor.get(BOSTON, "/manage/queue").lacks("It belongs to all of us.");
        actor
            .get(BOSTON, &page)
            .expect_status(200)
            .contains("Somebody else than you answers this")
            .lacks("value=\"reverse\"");
        for what in ["uphold", "reverse"] {
            actor
                .submit(BOSTON, &page, &[("do", what)])
                .contains("Somebody else than you answers this");
        }
        let mut judge = Browser::of(app, &cast.eva);
        judge
            .get(BOSTON, "/manage")
            .contains("Somebody asked for another look.");
        judge
            .get(BOSTON, "/manage/queue")
            .contains("Nora does not agree with this")
            .contains("It belongs to all of us.");
        judge
            .submit(BOSTON, &page, &[("do", "reverse"), ("reason", "You are right.")])
            .expect_status(200)
            .contains("It is taken back.");
        app.get(BOSTON, "/blog/hello").contains("Our bakery is open");
        let letter = letter_to(app, "nora@example.org");
        assert!(
            matches!(&letter.message, Message::ModerationReviewed { outcome, reason: Some(reason), .. }
            if outcome == "reversed" && reason == "You are right.")
        );
        // Once only.
        judge
            .submit(BOSTON, &page, &[("do", "uphold")])
            .contains("Somebody else was faster.");
        hers.get(BOSTON, &own)
            .contains("You are right.")
            .contains("This was taken back.");
    });
}

#[test]
fn without_anybody_else_here_an_appeal_goes_up() {
    on_each_engine(|database| {
        let cast = planted(database);
        let app = &cast.app;
        let vera = person(app, "Vera", "vera@madrid.example");
        grant(app, &cast.network.madrid, &vera, Role::Manager);
        let admin = person(app, "Nadia", "nadia@cosecha.example");
        grant(app, &cast.network.cosecha, &admin, Role::NetworkAdmin);
        let top = person(app, "Tom", "tom@umbrella.example");
        grant(app, &cast.network.umbrella, &top, Role::UmbrellaAdmin);
        crate::comments::set_rules(app, &cast.network.madrid, &holding(Hold::Nobody).unwrap());
        NewPost::titled("Hello").make(&app.store, &cast.network.madrid);
        let mut hers = Browser::of(app, &cast.nora);
        hers.submit(MADRID, "/blog/hello/comment", &[("text", "Hola")]);
        let comment = comments_of(app, &cast.network.madrid, CommentStatus::Approved)[0].id;
        Browser::of(app, &vera).submit(MADRID, &format!("/manage/queue/comment/{comment}"), &[("do", "hide")]);
        let act = app
            .store
            .read(|connection| ModerationAct::newest(&mut SiteScope::new(cast.network.madrid.id, connection), None, 1))
            .unwrap()[0]
            .id;
        hers.submit(MADRID, &format!("/moderation/{act}"), &[("text", "¿Por qué?")]);
        let asked: Vec<String> = letters(app)
            .into_iter()
            .filter(|letter| matches!(letter.message, Message::ModerationAppealed { .. }))
            .map(|letter| letter.to)
            .collect();
        assert_eq!(asked, ["nadia@cosecha.example"]);
        let page = format!("/manage/queue/acts/{act}");
        Browser::of(app, &vera)
            .submit(MADRID, &page, &[("do", "uphold")])
            .contains("Esto lo responde otra persona");
        Browser::of(app, &admin)
            .submit(MADRID, &page, &[("do", "uphold"), ("reason", "Se queda.")])
            .expect_status(200);
        hers.get(MADRID, &format!("/moderation/{act}"))
            .contains("Se queda.")
            .contains("Se queda como se decidió.");
        hers.get(COSECHA, &format!("/moderation/{act}")).expect_status(404);
    });
}

#[test]
fn many_are_done_at_once_and_undone_at_once() {
    on_each_engine(|database| {
        let cast = planted(database);
        let (app, boston) = (&cast.app, &cast.network.boston);
        let ids: Vec<Id> = (0..5)
            .map(|number| {
                let comment = Comment {
                    author_name: format!("Guest {number}"),
                    html: format!("<p>text {number}</p>"),
                    source: format!("text {number}"),
                    status: CommentStatus::Pending,
                    held_because: "first".into(),
                    ..Comment::under(boston.id, cast.post.id, app.store.now())
                };
                app.store
                    .write(|write| Comment::insert(&mut SiteWrite::new(boston.id, write), &comment))
                    .unwrap();
                comment.id
            })
            .collect();
        let mut browser = Browser::of(app, &cast.luz);
        browser
            .get(BOSTON, "/manage/queue?q=guest%203")
            .contains("Guest 3")
            .lacks("Guest 4");
        browser
            .get(BOSTON, "/manage/queue?q=%25")
            .contains("Nothing fits that.");
        browser
            .submit(BOSTON, "/manage/queue", &[("do", "approve")])
            .contains("Choose something first");
        let items: Vec<String> = ids.iter().take(3).map(|id| format!("comment:{id}")).collect();
        let fields: Vec<(&str, &str)> = items
            .iter()
            .map(|item| ("item", item.as_str()))
            .chain([("do", "hide"), ("reason", "off-topic")])
            .collect();
        let done = browser.submit(BOSTON, "/manage/queue", &fields).expect_status(200);
        done.contains("It is done.").lacks("Guest 0").contains("Guest 4");
        assert_eq!(comments_of(app, boston, CommentStatus::Trashed).len(), 3);
        let undo = field(&done, "undo");
        assert_eq!(undo.split(',').count(), 3);
        browser
            .submit(BOSTON, "/manage/queue", &[("undo", &undo)])
            .contains("as it was before");
        assert_eq!(comments_of(app, boston, CommentStatus::Pending).len(), 5);
        // What a sister site has cannot be touched from here.
        let mut elsewhere = Browser::of(app, &cast.ana);
        elsewhere.get(MADRID, "/manage/queue").expect_status(403);
        let vera = person(app, "Vera", "vera@madrid.example");
        grant(app, &cast.network.madrid, &vera, Role::Editor);
        let mut theirs = Browser::of(app, &vera);
        theirs
            .get(MADRID, &format!("/manage/queue/comment/{}", ids[0]))
            .expect_status(404);
        theirs
            .get(MADRID, &format!("/manage/queue/acts/{}", cast.newest_act().id))
            .expect_status(404);
        let token = theirs.get(MADRID, "/manage/membership").form_token();
        let item = format!("approve:comment:{}", ids[0]);
        theirs
            .post(MADRID, "/manage/queue", &[("form_token", &token), ("one", &item)])
            .expect_status(200);
        assert_eq!(comments_of(app, boston, CommentStatus::Pending).len(), 5);
    });
}

#[test]
fn looking_at_a_network_tells_a_number_and_stands_in_the_log() {
    on_each_engine(|database| {
        let cast = planted(database);
        let app = &cast.app;
        let vera = person(app, "Vera", "vera@example.org");
        let mut comments = Vec::new();
        for (account, network) in [(&cast.nora, 5), (&vera, 5), (&cast.teo, 6)] {
            let mut browser = Browser::of(app, account);
            browser.from = Some(format!("203.0.{network}.9"));
            let text = format!("From {}", account.name);
            comment_as(&mut browser, &text).contains("stands under");
            comments.push(text);
        }
        let first = comments_of(app, &cast.network.boston, CommentStatus::Approved)
            .into_iter()
            .find(|comment| comment.source == comments[0])
            .unwrap();
        let path = format!("/manage/queue/comment/{}", first.id);
        let mut browser = Browser::of(app, &cast.luz);
        browser.get(BOSTON, &path).lacks("shares a network with one");
        assert!(cast.log().iter().all(|entry| entry.act != Act::NetworkLooked));
        browser
            .submit(BOSTON, &path, &[("do", "look")])
            .expect_status(200)
            .contains("It shares a network with one other account here.")
            .lacks("Vera")
            .lacks("203.0");
        let looked: Vec<AuditEntry> = cast
            .log()
            .into_iter()
            .filter(|entry| entry.act == Act::NetworkLooked)
            .collect();
        assert_eq!(looked.len(), 1);
        assert_eq!(looked[0].actor_name, "Luz");
        Browser::of(app, &cast.ana)
            .get(BOSTON, "/manage/log")
            .contains("Luz looked who shares a network with Nora.");
    });
}

#[test]
fn the_numbers_are_there_for_everybody_and_name_nobody() {
    on_each_engine(|database| {
        let cast = planted(database);
        let app = &cast.app;
        app.get(BOSTON, "/transparency")
            .expect_status(200)
            .contains("Nothing had to be done yet.");
        app.get(BOSTON, "/").contains("href=\"/transparency\"");
        for number in 0..3 {
            let comment = cast.comment(&cast.nora, &format!("Number {number}"));
            cast.decide(
                &cast.luz,
                comment.id,
                &[("do", "hide"), ("reason", "hate"), ("note", "secret note")],
            );
        }
        report(app, 9, &format!("post:{}", cast.post.id), &[("reason", "false")]);
        app.wait_seconds(2 * 3_600);
        let id = cast.open_reports()[0].id;
        Browser::of(app, &cast.luz).submit(BOSTON, "/manage/queue", &[("one", &format!("keep:report:{id}"))]);
        let act = app
            .store
            .read(|connection| ModerationAct::newest(&mut SiteScope::new(cast.network.boston.id, connection), None, 10))
            .unwrap()[1]
            .id;
        let mut hers = Browser::of(app, &cast.nora);
        hers.submit(BOSTON, &format!("/moderation/{act}"), &[("text", "secret words")]);
        Browser::of(app, &cast.eva).submit(BOSTON, &format!("/manage/queue/acts/{act}"), &[("do", "uphold")]);
        let page = app.get(BOSTON, "/transparency").expect_status(200);
        page.contains("October to December 2026")
            .contains("It attacks people for what they are: 3")
            .contains("Reported, and left as it is")
            .contains("stayed: 1")
            .contains("2 hours");
        for secret in ["Nora", "Luz", "Eva", "secret", "Number 1"] {
            page.lacks(secret);
        }
        app.get(MADRID, "/transparency")
            .contains("Todavía no ha hecho falta nada.");
    });
}
