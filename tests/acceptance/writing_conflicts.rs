//! Two people at one text: each sees the other, nothing is overwritten silently, nothing is lost.

use crate::support::desk::Writer;
use crate::support::network::BOSTON;
use crate::support::{TestApp, TestNetwork, on_each_engine};
use umbel_core::SiteScope;
use umbel_core::content::{PostKind, Revision, Status, WorkingCopy};
use umbel_core::people::Role;

/// Keeps a text as the editor's script does; gives the answer read as JSON.
fn keep(writer: &Writer<'_>, id: umbel_core::Id, version: i64, source: &str) -> serde_json::Value {
    let answer = writer
        .post(
            &format!("/manage/posts/{id}/keep"),
            &[
                ("title", "T"),
                ("source", source),
                ("summary", ""),
                ("version", &version.to_string()),
            ],
        )
        .expect_status(200);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    serde_json::from_str(&answer.text()).unwrap()
}

#[test]
fn what_is_kept_comes_back_and_can_be_thrown_away() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = Writer::at_boston(&app, &network, "Ana", Role::Author);
        let id = ana.begin(PostKind::Post);
        let post = ana.save(id, &[("title", "T"), ("source", "saved text"), ("do", "save")]);
        let url = format!("/manage/posts/{id}");
        app.wait_seconds(5 * 60);
        let told = keep(&ana, id, post.version, "kept text");
        assert_eq!(told["kept_at"], "07:05", "on the site's clocks");
        assert_eq!(told["version"], post.version);
        assert_eq!(told["others"], serde_json::json!([]));
        assert_eq!(told["changed_by"], serde_json::Value::Null);
        // Nothing is saved by it, and nobody else sees it.
        assert_eq!(ana.stored(id).source, "saved text");
        ana.get(&url)
            .contains("kept text")
            .contains("You have unsaved changes (today, 07:05)");
        ana.get("/manage/posts").contains("unsaved changes");
        let eva = Writer::at_boston(&app, &network, "Eva", Role::Editor);
        eva.get(&url).contains("saved text").lacks("kept text");
        ana.send(id, &[("do", "discard")]).expect_status(303);
        ana.get(&url)
            .contains("saved text")
            .lacks("kept text")
            .lacks("unsaved changes");
        // Saving takes the kept text's place.
        keep(&ana, id, post.version, "kept again");
        ana.save(
            id,
            &[
                ("title", "T"),
                ("source", "kept again, and more"),
                ("address", "t"),
                ("do", "save"),
            ],
        );
        ana.get(&url).contains("and more").lacks("unsaved changes");
        assert!(copy(&app, &network, id, &ana).is_none_or(|copy| !copy.is_changed));
    });
}

fn copy(app: &TestApp, network: &TestNetwork, post: umbel_core::Id, of: &Writer<'_>) -> Option<WorkingCopy> {
    app.store
        .read(|connection| WorkingCopy::find(&mut SiteScope::new(network.boston.id, connection), post, of.account.id))
        .unwrap()
}

#[test]
fn whoever_opens_a_text_sees_who_else_is_at_it() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = Writer::at_boston(&app, &network, "Ana", Role::Author);
        let eva = Writer::at_boston(&app, &network, "Eva", Role::Editor);
        let id = ana.begin(PostKind::Post);
        let post = ana.save(id, &[("title", "T"), ("source", "x"), ("do", "save")]);
        let url = format!("/manage/posts/{id}");
        ana.get(&url).lacks("too: Ana");
        eva.get(&url).contains("At this text now, too: Ana");
        let told = keep(&ana, id, post.version, "y");
        assert_eq!(told["others"], serde_json::json!(["Eva"]));
        // Whoever was not heard of for a minute has gone.
        app.wait_seconds(61);
        let told = keep(&ana, id, post.version, "z");
        assert_eq!(told["others"], serde_json::json!([]));
        eva.get(&url).contains("At this text now, too: Ana");
        app.wait_seconds(61);
        eva.get(&url).lacks("too: Ana");
    });
}

#[test]
fn saving_an_outdated_text_shows_both_and_loses_neither() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = Writer::at_boston(&app, &network, "Ana", Role::Author);
        let eva = Writer::at_boston(&app, &network, "Eva", Role::Editor);
        let post = ana.publish("Meeting", "We meet on Monday.");
        let id = post.id;
        let (first, second) = (post.version.to_string(), (post.version + 1).to_string());
        eva.save(
            id,
            &[
                ("title", "Meeting"),
                ("source", "We meet on Tuesday."),
                ("address", "meeting"),
                ("do", "save"),
            ],
        );
        // Ana is told while she writes …
        let told = keep(&ana, id, post.version, "We meet on Friday.");
        assert_eq!(told["changed_by"], "Eva");
        assert_eq!(told["version"], post.version + 1);
        // … and when she saves.
        let fields = |version: &str, act: &str| {
            [
                ("title", "Meeting"),
                ("source", "We meet on Friday."),
                ("address", "meeting"),
                ("version", version),
                ("do", act),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        let send = |version: &str, act: &str| {
            let fields = fields(version, act);
            let fields: Vec<(&str, &str)> = fields
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            ana.send(id, &fields)
        };
        let shown = send(&first, "save").expect_status(200);
        shown
            .contains("Eva saved this text (today, 07:00)")
            .contains("<del>Tuesday.</del>")
            .contains("<ins>Friday.</ins>")
            .contains("We meet on Friday.</textarea>")
            .contains("value=\"theirs\"");
        assert_eq!(ana.stored(id).source, "We meet on Tuesday.", "nothing was overwritten");
        // The page that was shown carries the new version: it is Ana who decides now.
        shown.contains(&format!("name=\"version\" value=\"{second}\""));
        // Opened again without deciding, it is asked again.
        ana.get(&format!("/manage/posts/{id}"))
            .contains("Friday")
            .contains("Eva has saved this text since");
        // Keep mine.
        send(&second, "save").expect_status(303);
        assert_eq!(ana.stored(id).source, "We meet on Friday.");
        // A button that was pressed twice saves once.
        let version = ana.stored(id).version;
        send(&second, "save").expect_status(303);
        assert_eq!(ana.stored(id).version, version);
        app.get(BOSTON, "/blog/meeting").contains("Friday");
        assert!(
            texts(&app, &network, id).contains(&"We meet on Tuesday.".to_owned()),
            "the other one is kept"
        );
        // The same the other way round: take theirs.
        let version = ana.stored(id).version;
        eva.save(
            id,
            &[
                ("title", "Meeting"),
                ("source", "We meet on Sunday."),
                ("address", "meeting"),
                ("do", "save"),
            ],
        );
        let mine = "We meet at dawn.";
        let late = ana
            .send(
                id,
                &[
                    ("title", "Meeting"),
                    ("source", mine),
                    ("version", &version.to_string()),
                    ("do", "save"),
                ],
            )
            .expect_status(200);
        late.contains("Sunday");
        let now = ana.stored(id).version.to_string();
        ana.send(
            id,
            &[
                ("title", "Meeting"),
                ("source", mine),
                ("version", &now),
                ("do", "theirs"),
            ],
        )
        .expect_status(303);
        assert_eq!(ana.stored(id).source, "We meet on Sunday.");
        assert!(
            texts(&app, &network, id).contains(&mine.to_owned()),
            "what Ana gave up can be brought back"
        );
        ana.get(&format!("/manage/posts/{id}"))
            .contains("Sunday")
            .lacks("unsaved changes");
    });
}

fn texts(app: &TestApp, network: &TestNetwork, post: umbel_core::Id) -> Vec<String> {
    app.store
        .read(|connection| {
            let scope = &mut SiteScope::new(network.boston.id, connection);
            let lines = Revision::lines(scope, post)?;
            let mut texts = Vec::new();
            for line in lines {
                texts.push(Revision::find(scope, post, line.id)?.unwrap().source);
            }
            Ok(texts)
        })
        .unwrap()
}

#[test]
fn of_many_who_save_at_once_one_wins_and_the_others_are_asked() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = Writer::at_boston(&app, &network, "Ana", Role::Author);
        let post = ana.publish("Race", "start");
        let editors: Vec<Writer<'_>> = (0..6)
            .map(|number| Writer::at_boston(&app, &network, &format!("Editor {number}"), Role::Editor))
            .collect();
        let version = post.version.to_string();
        let statuses: Vec<u16> = std::thread::scope(|threads| {
            let running: Vec<_> = editors
                .iter()
                .enumerate()
                .map(|(number, editor)| {
                    let version = version.clone();
                    let bearer = editor.bearer.clone();
                    let address = app.address;
                    threads.spawn(move || {
                        let body = bearer.with_token(&crate::support::people::encoded(&[
                            ("title", "Race"),
                            ("source", &format!("text of {number}")),
                            ("address", "race"),
                            ("reach", "umbrella"),
                            ("version", &version),
                            ("do", "save"),
                        ]));
                        let headers = [
                            ("cookie", bearer.cookie.as_str()),
                            ("content-type", "application/x-www-form-urlencoded"),
                            ("sec-fetch-site", "same-origin"),
                        ];
                        let path = format!("/manage/posts/{}", post.id);
                        crate::support::gate::send_to(address, "POST", BOSTON, &path, &headers, &body).status
                    })
                })
                .collect();
            running.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(
            statuses.iter().filter(|status| **status == 303).count(),
            1,
            "{statuses:?}"
        );
        assert_eq!(
            statuses.iter().filter(|status| **status == 200).count(),
            5,
            "{statuses:?}"
        );
        assert_eq!(ana.stored(post.id).version, post.version + 1);
        // Each of the other five has their text waiting for them.
        let waiting = editors
            .iter()
            .filter(|editor| copy(&app, &network, post.id, editor).is_some_and(|copy| copy.is_changed))
            .count();
        assert_eq!(waiting, 5);
    });
}

#[test]
fn what_was_typed_survives_that_it_is_no_longer_theirs_to_change() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let con = Writer::at_boston(&app, &network, "Con", Role::Contributor);
        let eva = Writer::at_boston(&app, &network, "Eva", Role::Editor);
        let id = con.begin(PostKind::Post);
        let draft = con.save(id, &[("title", "T"), ("source", "one"), ("do", "submit")]);
        eva.save(
            id,
            &[("title", "T"), ("source", "one"), ("address", "t"), ("do", "publish")],
        );
        let answer = con
            .send(
                id,
                &[
                    ("title", "T"),
                    ("source", "two"),
                    ("version", &draft.version.to_string()),
                    ("do", "save"),
                ],
            )
            .expect_status(200);
        answer.contains("not possible any more").contains("two</textarea>");
        assert_eq!(eva.stored(id).source, "one");
        assert_eq!(eva.stored(id).status, Status::Published);
        let copy = copy(&app, &network, id, &con).unwrap();
        assert_eq!((copy.source.as_str(), copy.is_changed), ("two", true));
        // Keeping in the background is refused, so the script says so.
        con.post(
            &format!("/manage/posts/{id}/keep"),
            &[("source", "three"), ("version", "1")],
        )
        .expect_status(403);
    });
}
