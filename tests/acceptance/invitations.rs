//! Coming to a place: invited by mail, or by asking to join.

use crate::support::network::{BOSTON, COSECHA, MADRID};
use crate::support::people::{Letter, grant, letter_to, letters, person, role_at};
use crate::support::{Browser, TestApp, TestDatabase, TestNetwork, on_each_engine};
use umbel_core::email::EmailAddress;
use umbel_core::mail::{JoinAnswer, Message};
use umbel_core::people::{Account, Role};
use umbel_core::tree::Site;

const NEW: &str = "bea@boston.example";
const STALE: &str = "This link does not work any more";

fn planted(database: TestDatabase) -> (TestApp, TestNetwork, Account) {
    let app = TestApp::start(database);
    let network = TestNetwork::plant(&app.store);
    let ana = person(&app, "Ana", "ana@boston.example");
    grant(&app, &network.boston, &ana, Role::Manager);
    (app, network, ana)
}

#[track_caller]
fn invite(browser: &mut Browser<'_>, host: &str, email: &str, role: &str) -> Letter {
    browser
        .submit(
            host,
            "/manage/people/invite",
            &[("email", email), ("role", role), ("note", "We met on Saturday.")],
        )
        .expect_status(200)
        .expect_at(host, "/manage/people")
        .contains("The invitation is on its way.")
        .contains(email);
    letter_to(browser.app, email)
}

/// Accepts in a browser where somebody is signed in.
#[track_caller]
fn accept(browser: &mut Browser<'_>, letter: &Letter) {
    let (host, path) = address(letter);
    browser
        .submit_from(&host, &path, "/invitation", &[])
        .expect_status(200)
        .contains("Welcome! You belong here now.");
}

fn address(letter: &Letter) -> (String, String) {
    let link = letter.link();
    let (host, path) = link.strip_prefix("https://").unwrap().split_once('/').unwrap();
    (host.to_owned(), format!("/{path}"))
}

fn account_of(app: &TestApp, email: &str) -> Option<Account> {
    let email = EmailAddress::parse(email).unwrap();
    app.store
        .read(|connection| Account::with_email(connection, &email))
        .unwrap()
}

#[test]
fn somebody_new_is_invited_makes_an_account_and_belongs() {
    on_each_engine(|database| {
        let (app, network, ana) = planted(database);
        let mut browser = Browser::of(&app, &ana);
        let letter = invite(&mut browser, BOSTON, NEW, "editor");
        let Message::Invitation {
            inviter,
            place,
            role,
            note,
            ..
        } = &letter.message
        else {
            panic!("{letter:?}")
        };
        assert_eq!(
            (inviter.as_str(), place.as_str(), role.as_str()),
            ("Ana", "Boston group", "editor")
        );
        assert_eq!(note.as_deref(), Some("We met on Saturday."));
        assert_eq!(letter.locale, "en");

        let mut guest = Browser::new(&app);
        guest
            .open(&letter.link())
            .expect_status(200)
            .contains("Ana invites you");
        let (host, path) = address(&letter);
        let short = [("name", "Bea"), ("password", "short")];
        guest
            .submit_from(&host, &path, "/invitation", &short)
            .expect_status(200)
            .contains("too short")
            .contains("value=\"Bea\"");
        let fine = [("name", "Bea"), ("password", "velvet saddle origami thunder")];
        guest
            .submit_from(&host, &path, "/invitation", &fine)
            .expect_status(200)
            .expect_at(BOSTON, "/manage")
            .contains("Welcome! You belong here now.");
        let bea = account_of(&app, NEW).unwrap();
        assert_eq!(role_at(&app, &network.boston, &bea), Some(Role::Editor));
        assert_eq!(role_at(&app, &network.madrid, &bea), None);

        Browser::new(&app).open(&letter.link()).contains(STALE);
        let list = browser.get(BOSTON, "/manage/people").expect_status(200);
        list.contains("Bea").lacks(NEW);
        browser
            .get(BOSTON, "/manage/log")
            .expect_status(200)
            .contains("Ana invited somebody as: Editor.")
            .contains("Bea accepted an invitation as: Editor.")
            .lacks(NEW);
    });
}

#[test]
fn an_invitation_is_for_one_address() {
    on_each_engine(|database| {
        let (app, network, ana) = planted(database);
        let bea = person(&app, "Bea", NEW);
        let other = person(&app, "Other", "other@boston.example");
        let letter = invite(&mut Browser::of(&app, &ana), BOSTON, NEW, "author");
        let (host, path) = address(&letter);

        // Who has an account signs in to it; nobody else can make one in its place.
        Browser::new(&app)
            .open(&letter.link())
            .expect_status(200)
            .contains("which has an account");
        let mut wrong = Browser::of(&app, &other);
        let token = wrong
            .open(&letter.link())
            .expect_status(200)
            .contains(&format!("The invitation is for {NEW}"))
            .form_token();
        let secret = path.split_once("token=").unwrap().1.to_owned();
        wrong.post(&host, "/invitation", &[("form_token", &token), ("token", &secret)]);
        assert_eq!(role_at(&app, &network.boston, &other), None);
        assert_eq!(role_at(&app, &network.boston, &bea), None);

        accept(&mut Browser::of(&app, &bea), &letter);
        assert_eq!(role_at(&app, &network.boston, &bea), Some(Role::Author));

        // A lower invitation takes nothing away.
        let lower = invite(&mut Browser::of(&app, &ana), BOSTON, NEW, "member");
        accept(&mut Browser::of(&app, &bea), &lower);
        assert_eq!(role_at(&app, &network.boston, &bea), Some(Role::Author));
    });
}

#[test]
fn links_that_are_late_withdrawn_replaced_or_from_somebody_who_lost_the_role_are_worth_nothing() {
    on_each_engine(|database| {
        let (app, network, ana) = planted(database);
        let mut browser = Browser::of(&app, &ana);
        let replaced = invite(&mut browser, BOSTON, NEW, "editor");
        let withdrawn = invite(&mut browser, BOSTON, NEW, "editor");
        Browser::new(&app).open(&replaced.link()).contains(STALE);

        let list = browser.get(BOSTON, "/manage/people").text();
        let (_, after) = list.split_once("action=\"/manage/people/invitations/").unwrap();
        let path = format!("/manage/people/invitations/{}", after.split('"').next().unwrap());
        browser
            .submit_from(BOSTON, "/manage/people", &path, &[])
            .expect_status(200)
            .contains("The invitation is taken back.")
            .lacks(NEW);
        Browser::new(&app).open(&withdrawn.link()).contains(STALE);
        browser.get(BOSTON, &path).expect_status(404);

        let bea = person(&app, "Bea", NEW);
        let orphaned = invite(&mut browser, BOSTON, NEW, "member");
        let second = person(&app, "Ben", "ben@boston.example");
        grant(&app, &network.boston, &second, Role::Manager);
        grant(&app, &network.boston, &ana, Role::Editor);
        let (host, path) = address(&orphaned);
        Browser::of(&app, &bea)
            .submit_from(&host, &path, "/invitation", &[])
            .contains(STALE);
        assert_eq!(role_at(&app, &network.boston, &bea), None);

        let late = invite(&mut Browser::of(&app, &second), BOSTON, NEW, "member");
        app.wait_seconds(14 * 24 * 3_600 + 1);
        Browser::of(&app, &bea).open(&late.link()).contains(STALE);
    });
}

#[test]
fn nobody_gives_a_role_above_their_own_and_admins_above_appoint_managers() {
    on_each_engine(|database| {
        let (app, network, ana) = planted(database);
        let mut browser = Browser::of(&app, &ana);
        for role in ["network-admin", "umbrella-admin", "king", ""] {
            browser
                .submit(BOSTON, "/manage/people/invite", &[("email", NEW), ("role", role)])
                .expect_status(200)
                .contains("Choose one of these roles.")
                .contains(NEW);
        }
        browser.get(COSECHA, "/manage/people/invite").expect_status(403);
        assert!(letters(&app).is_empty());

        let mut admin = person(&app, "Nora", "nora@cosecha.example");
        admin.locale = Some("en".into());
        app.store.write(|write| admin.save(write)).unwrap();
        grant(&app, &network.cosecha, &admin, Role::NetworkAdmin);
        let letter = invite(&mut Browser::of(&app, &admin), MADRID, NEW, "manager");
        // The page speaks the admin's language, the mail that of the place.
        assert_eq!(letter.locale, "es");
        let bea = person(&app, "Bea", NEW);
        let mut guest = Browser::of(&app, &bea);
        let (host, path) = address(&letter);
        guest
            .submit_from(&host, &path, "/invitation", &[])
            .expect_status(200)
            .expect_at(MADRID, "/manage")
            .contains("lang=\"es\"");
        assert_eq!(role_at(&app, &network.madrid, &bea), Some(Role::Manager));
    });
}

#[test]
fn bad_input_keeps_what_was_typed_and_nobody_fills_a_mailbox() {
    on_each_engine(|database| {
        let (app, _, ana) = planted(database);
        let mut browser = Browser::of(&app, &ana);
        let long = "x".repeat(1_001);
        let page = "/manage/people/invite";
        browser
            .submit(
                BOSTON,
                page,
                &[("email", "no address"), ("role", "editor"), ("note", "Hello")],
            )
            .expect_status(200)
            .contains("This is not an email address.")
            .contains("value=\"no address\"")
            .contains("value=\"editor\" checked")
            .contains(">Hello</textarea>");
        browser
            .submit(BOSTON, page, &[("email", NEW), ("role", "editor"), ("note", &long)])
            .expect_status(200)
            .contains("at most 1000 characters")
            .contains(&long);
        for _ in 0..5 {
            invite(&mut browser, BOSTON, NEW, "editor");
        }
        browser
            .submit(BOSTON, page, &[("email", NEW), ("role", "editor")])
            .expect_status(200)
            .contains("Those were many invitations.");
        assert_eq!(letters(&app).len(), 5);
    });
}

fn ask(app: &TestApp, host: &str, name: &str, email: &str) -> Account {
    let luz = person(app, name, email);
    Browser::of(app, &luz)
        .submit(host, "/join", &[("note", "I bake bread.")])
        .expect_status(200)
        .expect_at(host, "/join");
    luz
}

fn request_path(browser: &mut Browser<'_>, host: &str, name: &str) -> String {
    let list = browser.get(host, "/manage/people").expect_status(200).text();
    let row = list
        .split("href=\"/manage/people/requests/")
        .find(|row| row.split_once('>').is_some_and(|(_, text)| text.starts_with(name)))
        .unwrap_or_else(|| panic!("{name} does not wait in {list}"));
    format!("/manage/people/requests/{}", row.split('"').next().unwrap())
}

fn answer_to(app: &TestApp, email: &str) -> (JoinAnswer, Option<String>) {
    match letter_to(app, email).message {
        Message::JoinAnswered { accepted, reason, .. } => (accepted, reason),
        other => panic!("{other:?}"),
    }
}

#[test]
fn who_asks_to_join_is_answered_by_mail() {
    on_each_engine(|database| {
        let (app, network, ana) = planted(database);
        let luz = ask(&app, BOSTON, "Luz", "luz@boston.example");
        let raul = ask(&app, BOSTON, "Raul", "raul@boston.example");
        assert!(matches!(
            letter_to(&app, "ana@boston.example").message,
            Message::JoinRequested { person, note: Some(note), .. } if person == "Raul" && note == "I bake bread."
        ));
        let mut browser = Browser::of(&app, &ana);
        browser
            .get(BOSTON, "/manage")
            .expect_status(200)
            .contains("2 people would like to join.");

        let path = request_path(&mut browser, BOSTON, "Luz");
        browser.get(BOSTON, &path).expect_status(200).contains("I bake bread.");
        browser
            .submit(
                BOSTON,
                &path,
                &[("decision", "accepted"), ("reason", "Come on Monday!")],
            )
            .expect_status(200)
            .contains("They belong here now");
        assert_eq!(role_at(&app, &network.boston, &luz), Some(Role::Member));
        let (answer, reason) = answer_to(&app, "luz@boston.example");
        assert_eq!(
            (answer, reason.as_deref()),
            (JoinAnswer::Accepted, Some("Come on Monday!"))
        );
        browser.get(BOSTON, &path).expect_status(404);

        let path = request_path(&mut browser, BOSTON, "Raul");
        let long = "x".repeat(1_001);
        browser
            .submit(BOSTON, &path, &[("decision", "declined"), ("reason", &long)])
            .contains("at most 1000 characters");
        let token = browser.get(BOSTON, &path).form_token();
        let decline = [
            ("form_token", token.as_str()),
            ("decision", "declined"),
            ("reason", "We are full."),
        ];
        browser
            .post(BOSTON, &path, &decline)
            .contains("They get a mail with your answer.");
        assert_eq!(role_at(&app, &network.boston, &raul), None);
        let (answer, reason) = answer_to(&app, "raul@boston.example");
        assert_eq!(
            (answer, reason.as_deref()),
            (JoinAnswer::Declined, Some("We are full."))
        );
        let sent = letters(&app).len();
        browser
            .post(BOSTON, &path, &decline)
            .contains("That was answered already.");
        assert_eq!(letters(&app).len(), sent);
        browser
            .get(BOSTON, "/manage/log")
            .contains("Ana gave Luz the role: Member.")
            .contains("Ana declined that Raul joins.")
            .contains("Why: We are full.");
    });
}

#[test]
fn requests_and_invitations_of_another_place_are_not_there() {
    on_each_engine(|database| {
        let (app, network, ana) = planted(database);
        let marta = person(&app, "Marta", "marta@madrid.example");
        grant(&app, &network.madrid, &marta, Role::Manager);
        let luz = ask(&app, MADRID, "Luz", "luz@madrid.example");
        let mut there = Browser::of(&app, &marta);
        let path = request_path(&mut there, MADRID, "Luz");
        invite_at(&mut there, &network.madrid);
        let list = there.get(MADRID, "/manage/people").text();
        let (_, after) = list.split_once("action=\"/manage/people/invitations/").unwrap();
        let invitation = format!("/manage/people/invitations/{}", after.split('"').next().unwrap());

        let mut here = Browser::of(&app, &ana);
        here.get(BOSTON, &path).expect_status(404);
        here.get(BOSTON, &invitation).expect_status(404);
        let token = here.get(BOSTON, "/manage/people").form_token();
        let fields = [("form_token", token.as_str()), ("decision", "accepted")];
        here.post(BOSTON, &path, &fields);
        here.post(BOSTON, &invitation, &fields).expect_status(404);
        assert_eq!(role_at(&app, &network.madrid, &luz), None);
        assert_eq!(role_at(&app, &network.boston, &luz), None);
        there.get(MADRID, &path).expect_status(200);
        there.get(MADRID, "/manage/people").contains("nuevo@madrid.example");
    });
}

fn invite_at(browser: &mut Browser<'_>, site: &Site) {
    browser
        .submit(
            MADRID,
            "/manage/people/invite",
            &[("email", "nuevo@madrid.example"), ("role", "member")],
        )
        .expect_status(200)
        .contains("La invitación está en camino.");
    let letter = letter_to(browser.app, "nuevo@madrid.example");
    assert_eq!(letter.locale, site.locale);
}
