//! Comments: how many are taken, what is remembered of a network, who is told, and what typed text cannot do.

use crate::comments::{GUESTS, OWN, POST, comment, comment_as, comments_of, field, holding, sign_post, stage};
use crate::support::Response;
use crate::support::gate::send_to;
use crate::support::network::BOSTON;
use crate::support::on_each_engine;
use crate::support::people::{Browser, encoded, grant, letters, person};
use umbel_core::content::CommentStatus;
use umbel_core::mail::Message;
use umbel_core::moderation::{Hold, forget_marks};
use umbel_core::people::Role;

#[test]
fn too_many_comments_from_one_network_are_refused_even_all_at_once() {
    on_each_engine(|database| {
        let stage = stage(database, holding(Hold::Nobody));
        let app = &stage.app;
        let mut guest = Browser::new(app);
        guest.from = Some("198.51.100.7".into());
        let stamp = field(&guest.get(BOSTON, GUESTS), "stamp");
        app.wait_seconds(10);
        let address = app.address;
        let answers: Vec<Response> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..16)
                .map(|number| {
                    let stamp = stamp.clone();
                    scope.spawn(move || {
                        let text = format!("Number {number}");
                        let body = encoded(&[("name", "Ana"), ("text", &text), ("stamp", &stamp)]);
                        let from = format!("198.51.100.{number}");
                        let headers = [
                            ("content-type", "application/x-www-form-urlencoded"),
                            ("sec-fetch-site", "same-origin"),
                            ("x-forwarded-for", from.as_str()),
                        ];
                        send_to(address, "POST", BOSTON, GUESTS, &headers, &body)
                    })
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let taken = answers.iter().filter(|answer| answer.status == 303).count();
        assert_eq!(taken, 10);
        let refused = answers.iter().find(|answer| answer.status == 200).unwrap();
        refused.contains("That was a lot in a short time").contains("Number ");
        assert_eq!(
            comments_of(app, &stage.network.boston, CommentStatus::Approved).len(),
            10
        );
        // Other networks go on; this one, too, after a while.
        guest.from = Some("203.0.113.7".into());
        comment(&mut guest, &[("name", "Eva"), ("text", "From elsewhere")]).contains("stands under");
        guest.from = Some("198.51.100.7".into());
        app.wait_seconds(601);
        comment(&mut guest, &[("name", "Ana"), ("text", "Later")]).contains("stands under");
    });
}

#[test]
fn a_button_pressed_twice_makes_one_comment() {
    on_each_engine(|database| {
        let stage = stage(database, holding(Hold::Nobody));
        let mut guest = Browser::new(&stage.app);
        for _ in 0..3 {
            comment(&mut guest, &[("name", "Ana"), ("text", "Once")]).contains("stands under");
        }
        assert_eq!(
            comments_of(&stage.app, &stage.network.boston, CommentStatus::Approved).len(),
            1
        );
    });
}

#[test]
fn no_address_is_stored_and_marks_are_forgotten() {
    on_each_engine(|database| {
        let stage = stage(database, holding(Hold::Nobody));
        let app = &stage.app;
        let mut guest = Browser::new(app);
        guest.from = Some("198.51.100.77".into());
        comment(&mut guest, &[("name", "Ana"), ("text", "Here I am")]).contains("stands under");
        let page = guest.get(BOSTON, "/report?what=site");
        let stamp = field(&page, "stamp");
        app.wait_seconds(10);
        guest
            .post(
                BOSTON,
                "/report",
                &[("what", "site"), ("reason", "other"), ("stamp", &stamp)],
            )
            .expect_at(BOSTON, "/report/sent");
        let everything = crate::support::rows::of_all(app, &[]);
        let mut marks = 0;
        for (table, rows) in &everything {
            for row in rows {
                assert!(!row.contains("198.51"), "{table}: {row}");
            }
        }
        let kept = comments_of(app, &stage.network.boston, CommentStatus::Approved);
        marks += kept.iter().filter(|comment| comment.network_mark.is_some()).count();
        assert_eq!(marks, 1);
        app.wait_seconds(15 * 24 * 3_600);
        assert_eq!(app.store.write(forget_marks).unwrap(), 2);
        let kept = comments_of(app, &stage.network.boston, CommentStatus::Approved);
        assert!(kept.iter().all(|comment| comment.network_mark.is_none()));
    });
}

#[test]
fn whoever_wrote_the_post_and_whoever_is_answered_are_told_unless_they_said_no() {
    on_each_engine(|database| {
        let stage = stage(database, holding(Hold::Nobody));
        let app = &stage.app;
        let boston = &stage.network.boston;
        let rosa = person(app, "Rosa", "rosa@boston.example");
        grant(app, boston, &rosa, Role::Author);
        sign_post(app, boston, &stage.post, &rosa);
        let nora = person(app, "Nora", "nora@example.org");
        comment_as(&mut Browser::of(app, &nora), "First").contains("stands under");
        let all = letters(app);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].to, "rosa@boston.example");
        assert!(
            matches!(&all[0].message, Message::CommentWritten { person, title, text, .. }
            if person == "Nora" && title == "Hello" && text == "First")
        );
        let first = comments_of(app, boston, CommentStatus::Approved)[0].id;
        assert!(all[0].link().ends_with(&format!("/blog/hello#comment-{first}")));

        // The one who wrote the post answers: Nora hears of it, Rosa does not hear of her own.
        let mut hers = Browser::of(app, &rosa);
        let page = hers.get(BOSTON, &format!("{OWN}?answer={first}"));
        let token = page.form_token();
        let answer = first.to_string();
        let fields = [
            ("form_token", token.as_str()),
            ("answer", answer.as_str()),
            ("text", "Thanks"),
        ];
        hers.post(BOSTON, OWN, &fields).contains("stands under");
        let all = letters(app);
        assert_eq!(all.len(), 2);
        assert!(matches!(&all[1].message, Message::CommentAnswered { person, .. } if person == "Rosa"));
        app.get(BOSTON, POST).contains("wrote this post");

        // Switched off, nothing more comes.
        hers.submit(BOSTON, "/mails", &[("wanted", "answers")])
            .expect_status(200)
            .contains("It is saved.");
        let mut guest = Browser::new(app);
        comment(&mut guest, &[("name", "Tomás"), ("text", "Another")]).contains("stands under");
        assert_eq!(letters(app).len(), 2);
        hers.get(BOSTON, "/mails")
            .contains("value=\"answers\" checked")
            .lacks("value=\"comments\" checked")
            .lacks("value=\"waiting\"");
    });
}

#[test]
fn moderators_hear_of_what_waits_once_an_hour() {
    on_each_engine(|database| {
        let stage = stage(database, None);
        let app = &stage.app;
        let editor = person(app, "Luz", "luz@boston.example");
        grant(app, &stage.network.boston, &editor, Role::Editor);
        let mut guest = Browser::new(app);
        for text in ["One", "Two", "Three"] {
            comment(&mut guest, &[("name", "Tomás"), ("text", text)]);
        }
        assert_eq!(letters(app).len(), 1);
        app.wait_seconds(3_700);
        comment(&mut guest, &[("name", "Tomás"), ("text", "Four")]);
        let all = letters(app);
        assert_eq!(all.len(), 2);
        assert!(matches!(&all[1].message, Message::QueueWaiting { link, .. } if link.ends_with("/manage/queue")));
    });
}

#[test]
fn nothing_typed_into_a_comment_runs() {
    on_each_engine(|database| {
        let stage = stage(database, holding(Hold::Nobody));
        let app = &stage.app;
        let mut guest = Browser::new(app);
        let vectors = [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "\"><svg onload=alert(1)>",
            "[x](javascript:alert(1))",
            "<a href=\"javascript:alert(1)\">x</a>",
            "{{ 7 * 7 }}",
            "</textarea><script>alert(1)</script>",
        ];
        for (number, vector) in vectors.iter().enumerate() {
            let text = format!("{vector} {number}");
            comment(&mut guest, &[("name", vector), ("text", &text)]).contains("stands under");
            app.wait_seconds(200);
        }
        let id = comments_of(app, &stage.network.boston, CommentStatus::Approved)[0].id;
        let editor = person(app, "Luz", "luz@boston.example");
        grant(app, &stage.network.boston, &editor, Role::Editor);
        let mut browser = Browser::of(app, &editor);
        let mut pages = vec![
            app.get(BOSTON, POST),
            app.get(BOSTON, &format!("{GUESTS}?answer={id}")),
            app.get(BOSTON, &format!("/report?what=comment:{id}")),
        ];
        for path in [
            "/manage/queue?show=shown".to_owned(),
            format!("/manage/queue/comment/{id}"),
        ] {
            pages.push(browser.get(BOSTON, &path).expect_status(200).response);
        }
        for page in pages {
            let text = page.text();
            for bad in [
                "<script>alert",
                "<img src=x",
                "<svg onload",
                "<a href=\"javascript:",
                " 49 ",
            ] {
                assert!(!text.contains(bad), "{bad} in\n{text}");
            }
        }
        let count = comments_of(app, &stage.network.boston, CommentStatus::Approved).len();
        assert_eq!(count, vectors.len());
    });
}
