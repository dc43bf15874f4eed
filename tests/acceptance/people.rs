//! People of a place: roles, leaving, handing over, removing, and the log that tells of it.

use crate::support::network::{BOSTON, COSECHA, MADRID};
use crate::support::people::{PASSWORD, grant, letter_to, letters, person, role_at};
use crate::support::{Browser, TestApp, TestDatabase, TestNetwork, on_each_engine};
use umbel_core::mail::Message;
use umbel_core::people::{Account, Act, Membership, Role, Session, record};
use umbel_core::tree::Site;
use umbel_core::{SiteScope, SiteWrite};

/// Boston with a manager and an editor, and whoever looks after the network.
struct Cast {
    app: TestApp,
    network: TestNetwork,
    ana: Account,
    luz: Account,
    nora: Account,
}

fn planted(database: TestDatabase) -> Cast {
    let app = TestApp::start(database);
    let network = TestNetwork::plant(&app.store);
    let ana = person(&app, "Ana", "ana@boston.example");
    grant(&app, &network.boston, &ana, Role::Manager);
    let luz = person(&app, "Luz", "luz@boston.example");
    grant(&app, &network.boston, &luz, Role::Editor);
    let nora = person(&app, "Nora", "nora@cosecha.example");
    grant(&app, &network.cosecha, &nora, Role::NetworkAdmin);
    Cast {
        app,
        network,
        ana,
        luz,
        nora,
    }
}

fn path_of(account: &Account) -> String {
    format!("/manage/people/{}", account.id)
}

fn orphans(app: &TestApp, network: &Site) -> Vec<String> {
    let now = app.store.now();
    app.store
        .read(|connection| Membership::sites_without_manager(&mut SiteScope::new(network.id, connection), now, 100))
        .unwrap()
        .into_iter()
        .map(|site| site.name)
        .collect()
}

#[test]
fn a_browser_is_carried_from_site_to_site() {
    on_each_engine(|database| {
        let cast = planted(database);
        let mut browser = Browser::new(&cast.app);
        let sign_in_host = browser.sign_in_host();
        browser
            .get(BOSTON, "/manage")
            .expect_status(200)
            .expect_at(&sign_in_host, "/sign-in");
        browser.sign_in("ana@boston.example", PASSWORD).expect_status(200);
        for host in [BOSTON, MADRID] {
            browser
                .get(host, "/manage")
                .expect_status(200)
                .expect_at(host, "/manage");
        }
    });
}

#[test]
fn a_role_is_changed_told_and_logged() {
    on_each_engine(|database| {
        let cast = planted(database);
        let (app, boston) = (&cast.app, &cast.network.boston);
        let mut browser = Browser::of(app, &cast.ana);
        browser
            .get(BOSTON, &path_of(&cast.luz))
            .expect_status(200)
            .contains("value=\"editor\" checked")
            .lacks("luz@boston.example");
        browser
            .submit(BOSTON, &path_of(&cast.luz), &[("role", "author")])
            .expect_status(200)
            .contains("The role is changed.");
        assert_eq!(role_at(app, boston, &cast.luz), Some(Role::Author));
        let letter = letter_to(app, "luz@boston.example");
        assert!(matches!(&letter.message, Message::RoleChanged { role, by, .. } if role == "author" && by == "Ana"));
        // The same again says nothing to anybody.
        browser.submit(BOSTON, &path_of(&cast.luz), &[("role", "author")]);
        assert_eq!(letters(app).len(), 1);
        browser
            .submit(BOSTON, &path_of(&cast.luz), &[("role", "network-admin")])
            .contains("Choose one of these roles.");
        browser
            .get(BOSTON, "/manage/log")
            .contains("Ana gave Luz the role: Author.");
        // One's own role is changed by leaving or handing over.
        browser
            .get(BOSTON, &path_of(&cast.ana))
            .expect_at(BOSTON, "/manage/membership");
    });
}

#[test]
fn those_who_hold_less_change_nobody() {
    on_each_engine(|database| {
        let cast = planted(database);
        let (app, boston) = (&cast.app, &cast.network.boston);
        let mut browser = Browser::of(app, &cast.luz);
        let token = browser
            .get(BOSTON, "/manage/membership")
            .expect_status(200)
            .form_token();
        for path in [
            "/manage/people".to_owned(),
            "/manage/people/invite".to_owned(),
            "/manage/log".to_owned(),
            path_of(&cast.ana),
            format!("{}/removal", path_of(&cast.ana)),
        ] {
            browser.get(BOSTON, &path).expect_status(403);
        }
        let fields = [("form_token", token.as_str()), ("role", "member")];
        for path in [path_of(&cast.ana), format!("{}/removal", path_of(&cast.ana))] {
            browser.post(BOSTON, &path, &fields).expect_status(403);
        }
        assert_eq!(role_at(app, boston, &cast.ana), Some(Role::Manager));
        // A manager of one site is nobody at the next, and nobody above.
        let mut manager = Browser::of(app, &cast.ana);
        for host in [MADRID, COSECHA] {
            manager.get(host, "/manage/people").expect_status(403);
        }
        assert!(letters(app).is_empty());
    });
}

#[test]
fn who_belongs_elsewhere_is_not_there() {
    on_each_engine(|database| {
        let cast = planted(database);
        let (app, network) = (&cast.app, &cast.network);
        let marta = person(app, "Marta", "marta@madrid.example");
        grant(app, &network.madrid, &marta, Role::Editor);
        let mut browser = Browser::of(app, &cast.ana);
        let token = browser.get(BOSTON, "/manage/people/invite").form_token();
        for id in [marta.id.to_string(), cast.nora.id.to_string(), "1".into(), "x".into()] {
            for path in [format!("/manage/people/{id}"), format!("/manage/people/{id}/removal")] {
                browser.get(BOSTON, &path).expect_status(404);
                browser
                    .post(BOSTON, &path, &[("form_token", &token), ("role", "member")])
                    .expect_status(404);
            }
        }
        assert_eq!(role_at(app, &network.madrid, &marta), Some(Role::Editor));
        assert_eq!(role_at(app, &network.boston, &marta), None);
        browser
            .submit(
                BOSTON,
                "/manage/membership/successor",
                &[("account", &marta.id.to_string())],
            )
            .contains("Choose one of the people here.");
    });
}

#[test]
fn the_last_one_hands_over_before_they_go() {
    on_each_engine(|database| {
        let cast = planted(database);
        let (app, network) = (&cast.app, &cast.network);
        let mut browser = Browser::of(app, &cast.ana);
        browser
            .submit(BOSTON, "/manage/membership/leaving", &[])
            .expect_status(200)
            .contains("Make somebody else Site manager first.");
        Browser::of(app, &cast.nora)
            .submit(BOSTON, &path_of(&cast.ana), &[("role", "member")])
            .contains("Make somebody else Site manager first.");
        assert_eq!(role_at(app, &network.boston, &cast.ana), Some(Role::Manager));

        browser
            .submit(BOSTON, "/manage/membership/successor", &[("account", "")])
            .contains("Choose one of the people here.");
        browser
            .submit(
                BOSTON,
                "/manage/membership/successor",
                &[("account", &cast.luz.id.to_string())],
            )
            .expect_status(200)
            .expect_at(BOSTON, "/manage/membership")
            .contains("It is handed over.");
        assert_eq!(role_at(app, &network.boston, &cast.luz), Some(Role::Manager));
        assert_eq!(role_at(app, &network.boston, &cast.ana), Some(Role::Member));
        let letter = letter_to(app, "luz@boston.example");
        assert!(matches!(&letter.message, Message::HandedOver { by, .. } if by == "Ana"));
        browser.get(BOSTON, "/manage/people").expect_status(403);
        browser.get(BOSTON, "/manage/membership/successor").expect_status(403);

        browser
            .submit(BOSTON, "/manage/membership/leaving", &[])
            .expect_status(200)
            .expect_at(BOSTON, "/manage")
            .contains("You have left.");
        assert_eq!(role_at(app, &network.boston, &cast.ana), None);
        browser.get(BOSTON, "/manage/membership").expect_status(403);
        Browser::of(app, &cast.luz)
            .get(BOSTON, "/manage/log")
            .expect_status(200)
            .contains("Ana handed over to Luz and stepped down.")
            .contains("Ana left.");
    });
}

#[test]
fn who_looks_after_a_place_from_above_has_nothing_to_leave_there() {
    on_each_engine(|database| {
        let cast = planted(database);
        let mut browser = Browser::of(&cast.app, &cast.nora);
        browser
            .get(BOSTON, "/manage/membership")
            .expect_status(200)
            .contains("from above, as Network admin");
        browser
            .get(BOSTON, "/manage/membership/successor")
            .expect_status(200)
            .contains("can hand it over");
        let token = browser.get(BOSTON, "/manage/people/invite").form_token();
        let luz = cast.luz.id.to_string();
        let fields = [("form_token", token.as_str()), ("account", luz.as_str())];
        browser
            .post(BOSTON, "/manage/membership/successor", &fields)
            .expect_status(200);
        browser
            .post(BOSTON, "/manage/membership/leaving", &fields)
            .expect_status(200);
        assert_eq!(role_at(&cast.app, &cast.network.boston, &cast.luz), Some(Role::Editor));
        assert_eq!(
            role_at(&cast.app, &cast.network.cosecha, &cast.nora),
            Some(Role::NetworkAdmin)
        );
    });
}

#[test]
fn who_is_removed_is_told_why_and_is_out_at_once() {
    on_each_engine(|database| {
        let cast = planted(database);
        let (app, network) = (&cast.app, &cast.network);
        let mut theirs = Browser::of(app, &cast.luz);
        theirs.get(BOSTON, "/manage/membership").expect_status(200);
        let mut browser = Browser::of(app, &cast.ana);
        let removal = format!("{}/removal", path_of(&cast.luz));
        browser.get(BOSTON, &removal).expect_status(200).contains("Remove Luz?");
        browser
            .submit(BOSTON, &removal, &[("reason", "We parted.")])
            .expect_status(200)
            .contains("They no longer belong here");
        assert_eq!(role_at(app, &network.boston, &cast.luz), None);
        theirs.get(BOSTON, "/manage/membership").expect_status(403);
        let letter = letter_to(app, "luz@boston.example");
        assert!(matches!(
            &letter.message,
            Message::Removed { by, reason: Some(reason), .. } if by == "Ana" && reason == "We parted."
        ));
        browser
            .get(BOSTON, "/manage/log")
            .contains("Ana removed Luz.")
            .contains("Why: We parted.");
    });
}

#[test]
fn a_site_whose_managers_are_gone_is_shown_to_its_network_which_appoints_another() {
    on_each_engine(|database| {
        let cast = planted(database);
        let (app, network) = (&cast.app, &cast.network);
        assert_eq!(orphans(app, &network.cosecha), ["Grupo de Madrid"]);
        let mut browser = Browser::of(app, &cast.nora);
        browser
            .submit(BOSTON, &format!("{}/removal", path_of(&cast.ana)), &[])
            .expect_status(200);
        assert_eq!(orphans(app, &network.cosecha), ["Boston group", "Grupo de Madrid"]);
        browser
            .get(COSECHA, "/manage")
            .expect_status(200)
            .contains("2 sites have nobody who looks after them.");
        browser
            .submit(BOSTON, &path_of(&cast.luz), &[("role", "manager")])
            .contains("The role is changed.");
        assert_eq!(orphans(app, &network.cosecha), ["Grupo de Madrid"]);

        app.wait_seconds(91 * 24 * 3_600);
        assert_eq!(
            orphans(app, &network.cosecha).len(),
            2,
            "nobody has come by for three months"
        );
        app.store.write(|write| Session::begin(write, &cast.luz, "")).unwrap();
        assert_eq!(orphans(app, &network.cosecha), ["Grupo de Madrid"]);
    });
}

#[test]
fn the_list_names_those_who_look_after_the_place_from_above() {
    on_each_engine(|database| {
        let cast = planted(database);
        let app = &cast.app;
        let umbrella = person(app, "Noor", "noor@umbrella.example");
        grant(app, &cast.network.umbrella, &umbrella, Role::UmbrellaAdmin);
        let elsewhere = person(app, "Mar", "mar@marea.example");
        grant(app, &cast.network.marea, &elsewhere, Role::NetworkAdmin);
        let mut anas = Browser::of(app, &cast.ana);
        let page = anas.get(BOSTON, "/manage/people").expect_status(200);
        let text = page.text();
        let (_, above) = text
            .split_once("id=\"people-above\"")
            .expect("a part about those above");
        assert!(
            above.find("Nora").unwrap() < above.find("Noor").unwrap(),
            "the nearest first"
        );
        assert!(
            !above.contains("Mar<") && !above.contains(&path_of(&cast.nora)),
            "to be read, not changed"
        );
        // Whoever searches looks for people of this place.
        anas.get(BOSTON, "/manage/people?q=Luz").lacks("people-above");
        // Above the umbrella there is nobody.
        Browser::of(app, &umbrella)
            .get(crate::support::network::UMBRELLA, "/manage/people")
            .expect_status(200)
            .lacks("people-above");
    });
}

#[test]
fn people_are_called_what_they_like_and_are_found_by_it() {
    on_each_engine(|database| {
        let cast = planted(database);
        let app = &cast.app;
        let mut theirs = Browser::of(app, &cast.luz);
        let long = "x".repeat(81);
        theirs
            .submit(BOSTON, "/manage/membership", &[("handle", &long)])
            .expect_status(200)
            .contains("A name has at most 80 characters")
            .contains(&long);
        theirs
            .submit(BOSTON, "/manage/membership", &[("handle", " La  Panadera ")])
            .expect_status(200)
            .contains("It is saved.")
            .contains("value=\"La Panadera\"");
        for number in 0..60 {
            let account = person(
                app,
                &format!("Vecina {number:02}"),
                &format!("vecina{number}@boston.example"),
            );
            grant(app, &cast.network.boston, &account, Role::Member);
        }
        let mut browser = Browser::of(app, &cast.ana);
        let first = browser.get(BOSTON, "/manage/people").expect_status(200);
        first
            .contains("Ana")
            .contains("La Panadera")
            .contains("Vecina 47")
            .lacks("Vecina 48");
        let next = first.next_page().unwrap();
        browser
            .get(BOSTON, &next)
            .expect_status(200)
            .contains("Vecina 48")
            .contains("Vecina 59")
            .lacks("Vecina 47");
        for (query, found) in [
            ("panad", "La Panadera"),
            ("LUZ", "La Panadera"),
            ("vecina%2012", "Vecina 12"),
        ] {
            browser
                .get(BOSTON, &format!("/manage/people?q={query}"))
                .expect_status(200)
                .contains(found)
                .lacks("Vecina 13");
        }
        for query in ["%25", "_", "nobody", "%5C"] {
            browser
                .get(BOSTON, &format!("/manage/people?q={query}"))
                .expect_status(200)
                .contains("Nobody here is called");
        }
        theirs
            .submit(BOSTON, "/manage/membership", &[("handle", "")])
            .contains("It is saved.");
        browser.get(BOSTON, "/manage/people?q=panad").lacks("La Panadera");
    });
}

#[test]
fn the_log_has_words_for_everything_and_pages() {
    on_each_engine(|database| {
        let cast = planted(database);
        let app = &cast.app;
        let write_lines = |site: &Site| {
            app.store
                .write(|write| {
                    let scope = &mut SiteWrite::new(site.id, write);
                    for number in 0..30 {
                        record(scope, None, Act::SettingsChanged, "", &format!("reason {number:02}."))?;
                    }
                    Act::ALL
                        .iter()
                        .try_for_each(|act| record(scope, None, *act, "thing", ""))
                })
                .unwrap();
        };
        for (host, site, older, nobody) in [
            (BOSTON, &cast.network.boston, "Older", "The administration"),
            (MADRID, &cast.network.madrid, "Anteriores", "La administración"),
        ] {
            write_lines(site);
            let mut browser = Browser::of(app, &cast.nora);
            let first = browser.get(host, "/manage/log").expect_status(200);
            first.contains(older).contains(nobody).lacks("reason 00.");
            let mut pages = vec![first];
            while let Some(next) = pages.last().and_then(|page| page.next_page()) {
                assert!(pages.len() < 10, "the log has no end");
                pages.push(browser.get(host, &next).expect_status(200));
            }
            assert!(pages.len() > 1);
            pages.last().unwrap().contains("reason 00.").lacks(older);
            let shown = pages.iter().filter(|page| page.text().contains("reason 29.")).count();
            assert_eq!(shown, 1, "a line stands on one page");
            for page in &pages {
                let page = page.text();
                assert!(!page.contains("[act-") && !page.contains("[log-"), "{page}");
            }
        }
    });
}
