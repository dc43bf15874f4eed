//! How a site looks: chosen, tried out, saved, undone and done again.

mod hostile;

use crate::support::network::{BOSTON, COSECHA, UMBRELLA};
use crate::support::people::Browser;
use crate::support::{NewPost, TestApp, TestNetwork, on_each_engine};
use crate::tree::{Cast, log_of};
use umbel_core::people::Act;
use umbel_core::tree::{Look, Setting, Site, setting};
use umbel_core::{SiteId, SiteScope, SiteWrite};

const PATH: &str = "/manage/look";

/// What the form of Boston sends: everything that is on it.
fn fields<'f>(changes: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let mut all = vec![
        ("act", "save"),
        ("theme", "commons"),
        ("accent", ""),
        ("own_accent", ""),
        ("letters", ""),
        ("logo", ""),
        ("header", ""),
        ("header_keeps", ""),
        ("intro", ""),
        ("about", ""),
        ("action_title", ""),
        ("action_text", ""),
        ("action_button", ""),
        ("action_address", ""),
        ("contact_mail", ""),
        ("contact_place", ""),
        ("contact_text", ""),
        ("contact_links", ""),
    ];
    for (name, value) in changes {
        if !matches!(*name, "section" | "shown" | "photo") {
            all.retain(|(known, _)| known != name);
        }
        all.push((name, value));
    }
    all
}

/// Rows of the front page in this order, all shown.
fn arranged<'f>(keys: &[&'f str]) -> Vec<(&'f str, &'f str)> {
    let rows = keys.iter().map(|key| ("section", *key));
    rows.chain(keys.iter().map(|key| ("shown", *key))).collect()
}

fn look_of(app: &TestApp, site: SiteId) -> Look {
    app.store
        .read(|connection| Look::now(&mut SiteScope::new(site, connection)))
        .unwrap()
}

fn saved_looks(app: &TestApp, site: SiteId) -> usize {
    app.store
        .read(|connection| Look::history(&mut SiteScope::new(site, connection)))
        .unwrap()
        .len()
}

fn place_of(html: &str, part: &str) -> usize {
    html.find(part).unwrap_or_else(|| panic!("“{part}” is not in:\n{html}"))
}

#[test]
fn a_look_is_saved_undone_and_done_again() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        let boston = network.boston.id;
        let mut manager = Browser::of(&app, &cast.manager);
        let first = manager.get(BOSTON, PATH).expect_status(200);
        first
            .contains("Commons")
            .contains("Broadsheet")
            .contains("Placard")
            .lacks("Undo the last change");
        let before = look_of(&app, boston);

        let red = fields(&[("theme", "placard"), ("accent", "#a5341c"), ("letters", "press")]);
        manager
            .submit(BOSTON, PATH, &red)
            .expect_status(200)
            .contains("It is saved. Visitors see it now.")
            .contains("Undo the last change")
            .lacks("Do it again");
        let saved = look_of(&app, boston);
        assert_eq!(
            (saved.theme.as_str(), saved.accent.as_deref(), saved.letters.as_deref()),
            ("placard", Some("#a5341c"), Some("press"))
        );
        let front = app.get(BOSTON, "/").expect_status(200).text();
        let sheet = &front[place_of(&front, "/static/")..];
        let sheet = &sheet[..sheet.find('"').unwrap()];
        app.get(BOSTON, sheet)
            .expect_status(200)
            .contains("--site-accent:#a5341c")
            .contains("Young Serif")
            .contains("font-display:swap");
        manager
            .submit(BOSTON, PATH, &fields(&[("theme", "broadsheet"), ("intro", "Come in.")]))
            .expect_status(200);
        app.get(BOSTON, "/").contains("Come in.");
        assert_eq!(
            saved_looks(&app, boston),
            3,
            "the one before the first change is kept, too"
        );

        // Saving the same again keeps nothing more.
        manager
            .submit(BOSTON, PATH, &fields(&[("theme", "broadsheet"), ("intro", "Come in.")]))
            .expect_status(200);
        assert_eq!(saved_looks(&app, boston), 3);

        let undone = manager.submit(BOSTON, PATH, &[("act", "undo")]).expect_status(200);
        undone.contains("It looks as it did before.").contains("Do it again");
        assert_eq!(look_of(&app, boston), saved);
        app.get(BOSTON, "/").lacks("Come in.");
        manager.submit(BOSTON, PATH, &[("act", "undo")]).expect_status(200);
        assert_eq!(look_of(&app, boston), before);
        manager
            .submit(BOSTON, PATH, &[("act", "undo")])
            .expect_status(200)
            .contains("There is nothing further to go back to.");
        assert_eq!(look_of(&app, boston), before);
        manager.submit(BOSTON, PATH, &[("act", "redo")]).expect_status(200);
        assert_eq!(look_of(&app, boston), saved);
        // Whoever goes on from here leaves what came after behind.
        manager
            .submit(BOSTON, PATH, &fields(&[("theme", "chalkboard")]))
            .expect_status(200)
            .lacks("Do it again");
        assert_eq!(saved_looks(&app, boston), 3);

        // Any kept look can be gone back to; those of another place are not there.
        let oldest = app
            .store
            .read(|connection| Look::history(&mut SiteScope::new(boston, connection)))
            .unwrap()
            .pop()
            .unwrap();
        let act = format!("to:{}", oldest.id);
        manager
            .submit(BOSTON, PATH, &[("act", &act)])
            .expect_status(200)
            .contains("It looks as it did then.");
        assert_eq!(look_of(&app, boston), before);
        Browser::of(&app, &cast.network_admin)
            .submit(COSECHA, PATH, &[("act", &act)])
            .expect_status(200)
            .contains("There is nothing further to go back to.");
        let acts: Vec<Act> = log_of(&app, boston).into_iter().map(|line| line.0).collect();
        assert!(acts.contains(&Act::LookChanged));
    });
}

#[test]
fn what_is_changed_from_outside_can_be_undone_to_and_only_the_newest_are_kept() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let boston = network.boston.id;
        let save = |look: &Look| {
            app.store
                .write(|write| look.save(&mut SiteWrite::new(boston, write), None))
                .unwrap()
        };
        let mut look = look_of(&app, boston);
        look.intro = "From the room.".into();
        assert!(save(&look));
        // As `umbel site set` and imports do it.
        app.store
            .write(|write| {
                let mut site = Site::find(write.connection, boston)?;
                site.theme = "placard".into();
                site.save(write)
            })
            .unwrap();
        look.theme = "broadsheet".into();
        assert!(save(&look));
        let step = |step| {
            app.store
                .write(|write| Look::step(&mut SiteWrite::new(boston, write), &step))
                .unwrap()
        };
        assert_eq!(step(umbel_core::tree::Step::Back).unwrap().theme, "placard");
        assert_eq!(step(umbel_core::tree::Step::Forward).unwrap().theme, "broadsheet");
        for number in 0..60 {
            look.intro = format!("Greeting {number}");
            assert!(save(&look));
        }
        assert_eq!(saved_looks(&app, boston), 50);
        assert_eq!(step(umbel_core::tree::Step::Back).unwrap().intro, "Greeting 58");
        assert_eq!(saved_looks(&app, network.madrid.id), 0);
    });
}

#[test]
fn sections_stand_in_the_chosen_order_and_what_is_off_is_not_there() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        NewPost::titled("Rent strike").make(&app.store, &network.boston);
        let mut manager = Browser::of(&app, &cast.manager);
        let content = [
            ("about", "We **stay** put."),
            ("action_title", "Block the eviction"),
            ("action_button", "I will be there"),
            ("action_address", "/join-us"),
            ("contact_text", "Ring twice."),
            ("contact_links", "Our choir https://choir.example/"),
        ];
        for theme in ["commons", "broadsheet", "placard", "chalkboard"] {
            let order = ["contact", "blog", "about", "action"];
            let mut sent = fields(&content);
            sent.retain(|field| field.0 != "theme");
            sent.push(("theme", theme));
            sent.extend(arranged(&order));
            manager
                .submit(BOSTON, PATH, &sent)
                .expect_status(200)
                .contains("It is saved");
            let front = app.get(BOSTON, "/").expect_status(200).text();
            let places = [
                "Ring twice.",
                "Rent strike",
                "We <strong>stay</strong> put.",
                "Block the eviction",
            ]
            .map(|part| place_of(&front, part));
            assert!(places.is_sorted(), "{theme}: {places:?}\n{front}");
            assert!(
                front.contains("join-us\"") && front.contains("choir.example"),
                "{theme}"
            );
            assert!(!front.contains("calendar-board"), "the calendar is not ticked");

            let mut sent = fields(&content);
            sent.retain(|field| field.0 != "theme");
            sent.push(("theme", theme));
            sent.extend(order.iter().rev().map(|key| ("section", *key)));
            sent.extend([("shown", "blog"), ("shown", "action")]);
            manager.submit(BOSTON, PATH, &sent).expect_status(200);
            let front = app.get(BOSTON, "/").expect_status(200);
            front.lacks("Ring twice.").lacks("<strong>stay</strong>");
            let front = front.text();
            assert!(
                place_of(&front, "Block the eviction") < place_of(&front, "Rent strike"),
                "{theme}"
            );
        }
        // Without a script, a button moves a row, and nothing is saved by it.
        let before = look_of(&app, network.boston.id);
        let mut sent = fields(&content);
        sent.retain(|field| field.0 != "act");
        sent.push(("act", "up:blog"));
        sent.extend(arranged(&["action", "blog", "about"]));
        let moved = manager.submit(BOSTON, PATH, &sent).expect_status(200);
        moved.contains("Not saved yet").contains("Block the eviction");
        let rows = moved.text();
        let row = |key: &str| place_of(&rows, &format!("name=\"section\" value=\"{key}\""));
        assert!(row("blog") < row("action") && row("action") < row("about"));
        assert_eq!(look_of(&app, network.boston.id), before);
    });
}

#[test]
fn colours_that_cannot_be_read_are_adjusted_and_said_and_nonsense_is_refused() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        let boston = network.boston.id;
        let before = look_of(&app, boston);
        let mut manager = Browser::of(&app, &cast.manager);
        let own = |colour| fields(&[("accent", "own"), ("own_accent", colour)]);
        for wrong in ["yellow", "#12345", "#c8281c;}", "", "url(x)"] {
            manager
                .submit(BOSTON, PATH, &own(wrong))
                .expect_status(200)
                .contains("Write a colour as in")
                .contains("It is not saved yet");
        }
        manager
            .submit(BOSTON, PATH, &fields(&[("theme", "base")]))
            .expect_status(200)
            .contains("Choose one from the list.");
        assert_eq!(look_of(&app, boston), before, "nothing was written");

        // While choosing: what becomes of it is told at once.
        let told = manager
            .get(BOSTON, "/manage/look/colour?accent=%23ffee00")
            .expect_status(200);
        told.contains("too light for words").contains("\"hex\":\"#ffee00\"");
        manager
            .get(BOSTON, "/manage/look/colour?accent=%231d6a4c")
            .expect_status(200)
            .contains("\"note\":\"\"");
        manager
            .submit(BOSTON, PATH, &own("ffee00"))
            .expect_status(200)
            .contains("Your colour is hard to read in places")
            .contains("too light for words on paper");
        assert_eq!(look_of(&app, boston).accent.as_deref(), Some("#ffee00"));
        let style = manager
            .get(
                BOSTON,
                "/manage/look/style?theme=placard&accent=%23ffee00&letters=poster",
            )
            .expect_status(200);
        style
            .contains("--site-accent:#ffee00;--site-accent-ink:#101010")
            .contains("League Gothic");
        manager
            .get(BOSTON, "/manage/look/style?theme=nothing&accent=%7D&letters=%7D")
            .expect_status(200)
            .lacks("}}");
    });
}

#[test]
fn a_preview_shows_what_is_not_saved_and_changes_nothing() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        let boston = network.boston.id;
        NewPost::titled("Rent strike").make(&app.store, &network.boston);
        let mut manager = Browser::of(&app, &cast.manager);
        let kept = app.get(BOSTON, "/").expect_status(200).text();
        let before = (look_of(&app, boston), saved_looks(&app, boston));
        let mut sent = fields(&[
            ("theme", "placard"),
            ("accent", "own"),
            ("own_accent", "#7a2d6b"),
            ("letters", "poster"),
            ("intro", "Only tried out."),
            ("action_title", "Try this"),
        ]);
        sent.extend(arranged(&["action", "blog"]));
        let shown = manager
            .submit_from(BOSTON, PATH, "/manage/look/preview", &sent)
            .expect_status(200);
        shown
            .contains("Only tried out.")
            .contains("Try this")
            .contains("Rent strike")
            .contains("band part-action")
            .contains("/manage/look/style?theme=placard&amp;accent=%237a2d6b&amp;letters=poster")
            .contains("noindex");
        assert_eq!(shown.header("cache-control"), Some("no-store"));
        assert!(
            shown
                .header("content-security-policy")
                .unwrap()
                .contains("frame-ancestors 'none'")
        );
        assert_eq!((look_of(&app, boston), saved_looks(&app, boston)), before);
        assert_eq!(app.get(BOSTON, "/").expect_status(200).text(), kept);
        // Without a form it is the site as it is.
        manager
            .get(BOSTON, "/manage/look/preview")
            .expect_status(200)
            .contains("Rent strike");
        Browser::of(&app, &cast.editor)
            .get(BOSTON, "/manage/look/preview")
            .expect_status(403);
    });
}

#[test]
fn networks_and_the_umbrella_have_a_look_too_and_forms_are_answered_in_the_room() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        let mut admin = Browser::of(&app, &cast.umbrella_admin);
        for host in [UMBRELLA, COSECHA] {
            admin.get(host, PATH).expect_status(200).contains("value=\"newswire\"");
            let mut sent = fields(&[("theme", "placard")]);
            sent.extend(arranged(&["about", "newswire"]));
            admin
                .submit(host, PATH, &sent)
                .expect_status(200)
                .contains("It is saved");
            let front = app.get(host, "/").expect_status(200).text();
            assert!(place_of(&front, "section-about") < place_of(&front, "section-news"));
        }
        admin.get(BOSTON, PATH).expect_status(200).lacks("value=\"newswire\"");
        // A form from elsewhere, or without our token, changes nothing.
        let forged = app.request("POST", BOSTON, PATH, &[("sec-fetch-site", "cross-site")]);
        assert_eq!(forged.status, 403);
        let kept = app
            .store
            .read(|connection| setting(&mut SiteScope::new(network.boston.id, connection), Setting::LookInUse))
            .unwrap();
        assert_eq!(kept, None);
    });
}
