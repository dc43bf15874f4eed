//! Moderation: reports of everything, the queue, what is done and undone, who may not write, and who looks again.

use crate::comments::{comment_as, comments_of, field, holding, sign_post, stage};
use crate::support::network::{BOSTON, MADRID, UMBRELLA, event, social_entry};
use crate::support::people::{Browser, grant, letter_to, person, role_at};
use crate::support::{NewPost, TestApp, TestDatabase, TestNetwork, on_each_engine};
use umbel_core::content::{Author, Comment, CommentStatus, Event, Post, PostKind, Status};
use umbel_core::mail::{JoinAnswer, Message, ModerationNotice};
use umbel_core::moderation::{Hold, ModerationAct, Report};
use umbel_core::people::{Account, AuditEntry, Role};
use umbel_core::{Id, SiteScope, SiteWrite};

const QUEUE: &str = "/manage/queue";

/// A site with a manager, two editors, a member and somebody from outside; comments are shown at once.
pub struct Cast {
    pub app: TestApp,
    pub network: TestNetwork,
    pub post: Post,
    pub ana: Account,
    pub luz: Account,
    pub eva: Account,
    pub teo: Account,
    pub nora: Account,
}

pub fn planted(database: TestDatabase) -> Cast {
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
    pub fn comment(&self, by: &Account, text: &str) -> Comment {
        comment_as(&mut Browser::of(&self.app, by), text).contains("stands under");
        comments_of(&self.app, &self.network.boston, CommentStatus::Approved)
            .into_iter()
            .find(|comment| comment.source == text)
            .unwrap()
    }

    /// Presses a button on the page of a comment.
    pub fn decide(&self, by: &Account, comment: Id, fields: &[(&str, &str)]) -> crate::support::people::Page {
        Browser::of(&self.app, by).submit(BOSTON, &format!("/manage/queue/comment/{comment}"), fields)
    }

    /// The newest act here.
    pub fn newest_act(&self) -> ModerationAct {
        self.app
            .store
            .read(|connection| ModerationAct::newest(&mut SiteScope::new(self.network.boston.id, connection), None, 1))
            .unwrap()
            .remove(0)
    }

    pub fn open_reports(&self) -> Vec<Report> {
        self.app
            .store
            .read(|connection| Report::open(&mut SiteScope::new(self.network.boston.id, connection), 0, 100))
            .unwrap()
    }

    pub fn log(&self) -> Vec<AuditEntry> {
        self.app
            .store
            .read(|connection| AuditEntry::newest(&mut SiteScope::new(self.network.boston.id, connection), None, 100))
            .unwrap()
    }
}

pub fn report(app: &TestApp, network: u8, what: &str, fields: &[(&str, &str)]) -> crate::support::people::Page {
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
        let entry = social_entry(&app.store, boston, "We are on the bridge");
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
            format!("entry:{}", entry.id),
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
            .contains("Your report has arrived")
            .contains(match what.as_str() {
                "site" => "Back to Boston",
                _ => "Back to where it stands",
            });
        }
        assert_eq!(cast.open_reports().len(), all.len());
        // The links stand where the things stand.
        app.get(BOSTON, "/blog/hello")
            .contains(&format!("/report?what=post:{}", cast.post.id))
            .contains(&format!("/report?what=comment:{}", comment.id))
            .contains("/report?what=site");
        app.get(BOSTON, "/about-us")
            .contains(&format!("/report?what=page:{}", page.id));
        app.get(BOSTON, "/events/supper")
            .contains(&format!("/report?what=event:{}", event.id));
        for path in ["/", "/social"] {
            app.get(BOSTON, path)
                .contains(&format!("/report?what=entry:{}", entry.id))
                .contains(&format!("id=\"entry-{}\"", entry.id));
        }
        app.get(BOSTON, "/blog/authors/rosa")
            .contains(&format!("/report?what=person:{}", author.id));
        let mut browser = Browser::of(app, &cast.luz);
        let queue = browser.get(BOSTON, "/manage/queue").expect_status(200);
        for number in 0..all.len() {
            queue.contains(&format!("note {number}"));
        }
        browser.get(BOSTON, "/manage").contains("7 reports wait");

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
            format!(
                "entry:{}",
                social_entry(&app.store, &cast.network.madrid, "Theirs, too").id
            ),
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

        // What the site shows of its sources, too: off the site and off the news, and back.
        let entry = social_entry(&app.store, boston, "We are on the bridge");
        app.get(UMBRELLA, "/news").contains("on the bridge");
        report(app, 4, &format!("entry:{}", entry.id), &[("reason", "private")]);
        let id = cast.open_reports()[0].id;
        browser
            .get(BOSTON, &format!("/manage/queue/report/{id}"))
            .expect_status(200)
            .contains("“We are on the bridge” (On the go)");
        browser
            .submit(BOSTON, "/manage/queue", &[("one", &format!("hide:report:{id}"))])
            .contains("It is hidden.");
        app.get(BOSTON, "/social").lacks("on the bridge");
        app.get(BOSTON, "/").lacks("on the bridge");
        app.get(UMBRELLA, "/news").lacks("on the bridge");
        app.get(BOSTON, &format!("/report?what=entry:{}", entry.id))
            .expect_status(404);
        browser.submit(BOSTON, "/manage/queue", &[("undo", &cast.newest_act().id.to_string())]);
        app.get(BOSTON, "/social").contains("on the bridge");
        app.get(UMBRELLA, "/news").contains("on the bridge");
        // Where it stands is found however much has come since.
        for number in 0..20 {
            social_entry(&app.store, boston, &format!("Since then {number}"));
        }
        app.get(BOSTON, "/social").lacks("on the bridge");
        let path = entry.path();
        app.get(BOSTON, &format!("/report?what=entry:{}", entry.id))
            .contains(&format!("href=\"{path}\""));
        let (page, place) = path.split_once('#').unwrap();
        app.get(BOSTON, page)
            .expect_status(200)
            .contains("on the bridge")
            .contains(&format!("id=\"{place}\""))
            .lacks("Since then");
        browser
            .get(BOSTON, "/manage/queue/acts")
            .expect_status(200)
            .contains("Luz hid: “We are on the bridge” (On the go)")
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
                ("days", "1"),
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
        comment_as(&mut theirs, "Again")
            .contains("You cannot write here for now.")
            .contains("Again");
        // Nothing is offered that would not be taken.
        theirs
            .get(BOSTON, "/blog/hello/comment")
            .contains("You cannot write here for now.")
            .lacks("<textarea");
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
                        &[("do", what), ("days", "7"), ("note", "Please stop.")],
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
fn who_asks_to_join_is_answered_in_the_queue() {
    on_each_engine(|database| {
        let cast = planted(database);
        let app = &cast.app;
        let boston = &cast.network.boston;
        let ask = |account: &Account| {
            Browser::of(app, account)
                .submit(BOSTON, "/join", &[("note", "We met at the river.")])
                .expect_status(200);
        };
        ask(&cast.nora);
        // Editors look after texts; who belongs is for those who keep the place.
        Browser::of(app, &cast.luz)
            .get(BOSTON, QUEUE)
            .lacks("We met at the river.");
        let mut ana = Browser::of(app, &cast.ana);
        let one = |ana: &mut Browser<'_>, what: &str| {
            let shown = ana.get(BOSTON, QUEUE).expect_status(200);
            shown.contains("Nora").contains("We met at the river.");
            let at = shown.text().find(&format!("value=\"{what}:join:")).unwrap() + "value=\"".len();
            let value = shown.text()[at..].split('"').next().unwrap().to_owned();
            ana.submit(BOSTON, QUEUE, &[("one", &value)]).expect_status(200);
            value
        };
        one(&mut ana, "decline");
        assert_eq!(role_at(app, boston, &cast.nora), None);
        let answered = |wanted| {
            let letter = letter_to(app, "nora@example.org");
            assert!(matches!(letter.message, Message::JoinAnswered { accepted, .. } if accepted == wanted));
        };
        answered(JoinAnswer::Declined);
        app.wait_seconds(24 * 3_600);
        ask(&cast.nora);
        let mut ana = Browser::of(app, &cast.ana);
        let value = one(&mut ana, "accept");
        assert_eq!(role_at(app, boston, &cast.nora), Some(Role::Member));
        answered(JoinAnswer::Accepted);
        ana.submit(BOSTON, QUEUE, &[("one", &value)])
            .contains("That was answered already.");
        // A number made up is nobody's, and an editor cannot answer.
        Browser::of(app, &cast.luz)
            .submit(BOSTON, QUEUE, &[("one", &value)])
            .lacks("They belong here now");
    });
}
