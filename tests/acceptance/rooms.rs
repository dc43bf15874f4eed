//! Rooms of the workplace: the list of sites, settings, outgoing mail.

use crate::support::network::{BOSTON, COSECHA, MADRID, MAREA, UMBRELLA};
use crate::support::people::{Browser, grant, letter_to, letters, person};
use crate::support::{NewPost, TestApp, TestNetwork, on_each_engine};
use crate::tree::{Cast, log_of};
use diesel::connection::SimpleConnection;
use umbel_core::mail::{Mail, Message};
use umbel_core::people::{Act, Role};
use umbel_core::tree::{HostName, NewSite, Setting, Site, SiteKind, setting};
use umbel_core::{SiteScope, Store};

fn many_sites(store: &Store, network: &Site, count: usize) {
    for number in 0..count {
        store
            .write(|write| {
                let new = NewSite {
                    kind: SiteKind::Site,
                    parent: Some(network.id),
                    host: HostName::parse(&format!("group{number:02}.cosecha.umbrella.test"))?,
                    name: format!("Grüppe {number:02}"),
                    locale: "en".into(),
                    time_zone: "UTC".into(),
                    theme: "commons".into(),
                };
                Site::create(write, new)
            })
            .unwrap();
    }
}

#[test]
fn the_list_of_sites_is_searched_filtered_and_paged() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        many_sites(&app.store, &network.cosecha, 60);
        NewPost::titled("Rent strike").make(&app.store, &network.boston);
        let mut admin = Browser::of(&app, &cast.network_admin);
        let first = admin.get(COSECHA, "/manage/sites").expect_status(200);
        first
            .contains("Boston group")
            .contains("Last published: today")
            .contains("2 people");
        first
            .contains("Nothing published yet")
            .contains("Grüppe 40")
            .lacks("Grupo de Vigo");
        first.contains("Grupo de Madrid").lacks("Grüppe 59");
        let second = admin.get(COSECHA, "/manage/sites?show=all&page=2").expect_status(200);
        second.contains("Grüppe 59").lacks("Grüppe 40").lacks("Boston group");
        for page in ["3", "0", "x", "99999999999999999999"] {
            admin
                .get(COSECHA, &format!("/manage/sites?page={page}"))
                .expect_status(404);
        }
        // Neither accents nor capitals matter; hosts are searched, too.
        for words in ["gruppe%2033", "GROUP33", "group33.cosecha"] {
            let found = admin
                .get(COSECHA, &format!("/manage/sites?q={words}"))
                .expect_status(200);
            found.contains("Grüppe 33").contains("One found").lacks("Grüppe 34");
        }
        admin
            .get(COSECHA, "/manage/sites?q=%3Cb%3Enothing")
            .expect_status(200)
            .contains("Nothing fits that.")
            .lacks("<b>nothing");

        // Whom nobody looks after stands out until somebody is appointed.
        let without = "/manage/sites?show=without-manager";
        admin
            .get(COSECHA, without)
            .expect_status(200)
            .contains("61 found")
            .lacks("Boston group");
        grant(&app, &network.madrid, &cast.editor, Role::Manager);
        admin
            .get(COSECHA, without)
            .contains("60 found")
            .lacks("Grupo de Madrid");

        let mut umbrella_admin = Browser::of(&app, &cast.umbrella_admin);
        let networks = umbrella_admin.get(UMBRELLA, "/manage/sites").expect_status(200);
        networks
            .contains("Cosecha")
            .contains("Marea")
            .contains("2 found")
            .lacks("Boston group");
        let found = umbrella_admin.get(UMBRELLA, "/manage/sites?q=vigo");
        found.contains("Grupo de Vigo").contains("One found");
        let orphans = umbrella_admin.get(UMBRELLA, without);
        orphans
            .contains("61 found")
            .contains("Grupo de Vigo")
            .lacks("Boston group");
        let page = format!("/manage/sites/{}", network.vigo.id);
        umbrella_admin
            .submit(UMBRELLA, &page, &[("act", "archive")])
            .expect_status(200);
        let archived = umbrella_admin.get(UMBRELLA, "/manage/sites?show=archived");
        archived.contains("Grupo de Vigo").contains("One found");
        let closed = umbrella_admin.get(UMBRELLA, "/manage/sites?show=suspended");
        closed.expect_status(200).contains("Nothing fits that.");
    });
}

#[test]
fn the_umbrella_starts_networks() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        let mut admin = Browser::of(&app, &cast.umbrella_admin);
        let found = "/manage/sites/new";
        for (label, sentence) in [
            ("cosecha", "Another site has this address."),
            ("id", "This name is kept back."),
            ("a/b", "between 2 and 40"),
        ] {
            let refused = admin.submit(
                UMBRELLA,
                found,
                &[("name", "Tenants"), ("label", label), ("locale", "es")],
            );
            refused
                .contains(sentence)
                .contains("value=\"Tenants\"")
                .contains("value=\"es\" selected");
        }
        admin
            .submit(UMBRELLA, found, &[("name", ""), ("label", "tenants"), ("locale", "xx")])
            .contains("between 1 and 120")
            .contains("Choose one from the list.");
        admin
            .submit(
                UMBRELLA,
                found,
                &[("name", "Inquilinas"), ("label", "tenants"), ("locale", "es")],
            )
            .expect_status(200)
            .contains("The network is there.")
            .contains("Nobody does.");
        app.get("tenants.umbrella.test", "/")
            .expect_status(200)
            .contains("lang=\"es\"");
        app.get(UMBRELLA, "/directory").contains("Inquilinas");
        let mut network_admin = Browser::of(&app, &cast.network_admin);
        let elsewhere = network_admin.request("GET", COSECHA, "/sign-in", &[], "");
        assert_eq!(elsewhere.status, 303);
        let led = network_admin.get(COSECHA, found);
        assert_eq!((led.host.as_str(), led.path.as_str()), (COSECHA, "/start"));
    });
}

#[test]
fn settings_are_taken_whole_or_not_at_all() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        NewPost::titled("Rent strike").make(&app.store, &network.boston);
        let mut manager = Browser::of(&app, &cast.manager);
        let path = "/manage/settings";
        let whole = [
            ("name", "Boston Tenants"),
            ("tagline", "We  stay\nput"),
            ("about", "One.\r\n\r\nTwo."),
            ("locale", "es"),
            ("time_zone", "America/Chicago"),
            ("place", "Jamaica Plain"),
            ("contact", "hello@tenants.example"),
            ("topics", "Housing, Clima , housing"),
            ("is_template", "yes"),
        ];
        let long = "x".repeat(2_001);
        let many = (0..9)
            .map(|number| format!("topic {number}"))
            .collect::<Vec<_>>()
            .join(",");
        for (field, wrong, sentence) in [
            ("name", " ", "between 1 and 120"),
            ("tagline", &long[..201], "This is too long."),
            ("about", &long, "This is too long."),
            ("locale", "xx", "Choose one from the list."),
            ("time_zone", "Boston", "Choose one from the list."),
            ("place", &long[..121], "This is too long."),
            ("contact", "hello", "This is not an email address."),
            ("topics", &many, "At most 8 topics"),
        ] {
            let mut fields = whole.to_vec();
            fields.iter_mut().find(|(name, _)| *name == field).unwrap().1 = wrong;
            let refused = manager.submit(BOSTON, path, &fields).expect_status(200);
            refused.contains(sentence).contains("aria-invalid=\"true\"");
            if field != "tagline" {
                refused.contains("We  stay\nput");
            }
        }
        let now = || {
            app.store
                .read(|connection| Site::find(connection, network.boston.id))
                .unwrap()
        };
        assert_eq!(now(), network.boston, "nothing was written");

        app.get(UMBRELLA, "/news?lang=es")
            .expect_status(200)
            .lacks("Rent strike");
        manager
            .submit(BOSTON, path, &whole)
            .expect_status(200)
            .contains("Está guardado.");
        let saved = now();
        assert_eq!(
            (saved.name.as_str(), saved.tagline.as_str(), saved.about.as_str()),
            ("Boston Tenants", "We stay put", "One.\n\nTwo.")
        );
        assert_eq!(saved.locale, "es");
        assert_eq!(saved.contact_email.as_deref(), Some("hello@tenants.example"));
        let kept = |which| {
            app.store
                .read(|connection| setting(&mut SiteScope::new(network.boston.id, connection), which))
                .unwrap()
        };
        assert_eq!(kept(Setting::Topics).as_deref(), Some("housing,clima"));
        assert_eq!(kept(Setting::IsTemplate).as_deref(), Some("yes"));
        app.get(BOSTON, "/").contains("Boston Tenants").contains("lang=\"es\"");
        app.get(UMBRELLA, "/directory")
            .contains("Boston Tenants")
            .lacks("Boston group");
        let acts: Vec<Act> = log_of(&app, network.boston.id).into_iter().map(|line| line.0).collect();
        assert!(acts.contains(&Act::SettingsChanged) && acts.contains(&Act::TemplateMarked));
        // What another room changed while this form stood open stays.
        app.store
            .write(|write| {
                let look = "UPDATE sites SET theme = 'placard', accent = '#aa2200'";
                write.connection.batch_execute(look).map_err(Into::into)
            })
            .unwrap();
        manager.submit(BOSTON, path, &whole).expect_status(200);
        assert_eq!(
            (now().theme.as_str(), now().accent.as_deref()),
            ("placard", Some("#aa2200"))
        );
        // Saving the same again marks nothing anew, and a box that is not ticked takes the mark away.
        let shown = manager.get(BOSTON, path).expect_status(200);
        shown
            .contains("Jamaica Plain")
            .contains("checked")
            .contains("housing, clima");
        manager
            .submit(BOSTON, path, &whole[..whole.len() - 1])
            .expect_status(200);
        assert_eq!(kept(Setting::IsTemplate).as_deref(), Some("no"));

        Browser::of(&app, &cast.editor).get(BOSTON, path).expect_status(403);
        let mut admin = Browser::of(&app, &cast.network_admin);
        admin.get(MADRID, path).expect_status(200).contains("Grupo de Madrid");
        admin.get(COSECHA, path).expect_status(200).lacks("is_template");
        admin.get(MAREA, path).expect_status(403);
    });
}

#[test]
fn the_umbrella_tests_its_mail_and_sees_what_went_wrong() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        let mut admin = Browser::of(&app, &cast.umbrella_admin);
        let room = "/manage/mail";
        let shown = admin.get(UMBRELLA, room).expect_status(200);
        shown
            .contains("/mail")
            .contains("nobody receives them")
            .contains("No mail is waiting.");
        admin
            .submit(UMBRELLA, room, &[])
            .expect_status(200)
            .contains("on its way")
            .contains("One mail is waiting.");
        let test = letter_to(&app, "uma@example.org");
        assert_eq!(
            test.message,
            Message::Test {
                umbrella: "Umbrella".into()
            }
        );
        for _ in 0..4 {
            admin.submit(UMBRELLA, room, &[]).expect_status(200);
        }
        admin
            .submit(UMBRELLA, room, &[])
            .expect_status(200)
            .contains("five tests");
        assert_eq!(letters(&app).len(), 5);
        let waiting = app
            .store
            .read(|connection| Mail::due(connection, app.store.now(), 1))
            .unwrap()[0];
        app.store
            .write(|write| {
                Mail::claim(write, &app.world.keys, waiting)?;
                Mail::retry_later(write, waiting, "the mail host is asleep")
            })
            .unwrap();
        let troubled = admin.get(UMBRELLA, room).expect_status(200);
        troubled
            .contains("the mail host is asleep")
            .contains("It is tried again");
        app.store
            .write(|write| Mail::fail(write, waiting, "the mail host says no"))
            .unwrap();
        let given_up = admin.get(UMBRELLA, room).expect_status(200);
        given_up.contains("the mail host says no").contains("It was given up.");
        // Only the umbrella has this room, and only its admins enter.
        let stranger = person(&app, "Sol", "sol@example.org");
        Browser::of(&app, &stranger).get(UMBRELLA, room).expect_status(403);
        Browser::of(&app, &cast.network_admin)
            .get(COSECHA, room)
            .expect_status(404);
        app.get(UMBRELLA, room).expect_status(303);
    });
}
