//! Moderation looked at again: appeals, many acts at once and back, networks, and numbers for everybody.

use crate::comments::{comment_as, comments_of, field, holding};
use crate::moderation::{planted, report};
use crate::support::network::{BOSTON, COSECHA, MADRID};
use crate::support::people::{Browser, grant, letter_to, letters, person};
use crate::support::{NewPost, on_each_engine};
use umbel_core::content::{Comment, CommentStatus};
use umbel_core::mail::Message;
use umbel_core::moderation::{Hold, ModerationAct};
use umbel_core::people::{Act, AuditEntry, Role};
use umbel_core::{Id, SiteScope, SiteWrite};

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
            .contains("Somebody other than you answers this")
            .lacks("value=\"reverse\"");
        for what in ["uphold", "reverse"] {
            actor
                .submit(BOSTON, &page, &[("do", what)])
                .contains("Somebody other than you answers this");
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
