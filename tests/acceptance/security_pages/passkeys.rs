//! Passkeys from the browser's side, with a device made of software.

use super::{BOSTON, ID, NEW_PASSWORD, account, between, changes, codes_left, passkeys, set_up_app};
use crate::support::people::{Browser, PASSWORD, grant, person};
use crate::support::{Response, TestApp, TestNetwork, on_each_engine};
use serde_json::Value;
use umbel_core::mail::SecondFactorChange;
use umbel_core::people::{Account, OneTimeLink, Purpose, Role};

#[expect(dead_code, reason = "the tests of passkeys alone use more of it")]
#[path = "../../../crates/credentials/tests/passkeys/authenticator.rs"]
mod authenticator;

use authenticator::Authenticator;

const ORIGIN: &str = "https://id.umbrella.test";
const FROM_HERE: &[(&str, &str)] = &[("sec-fetch-site", "same-origin")];

/// Sends as the script does.
fn send(browser: &mut Browser<'_>, path: &str, fields: &[(&str, &str)]) -> Response {
    let body = crate::support::people::encoded(fields);
    browser.request("POST", ID, path, FROM_HERE, &body)
}

/// What an answer says, once it has the status it should have.
#[track_caller]
fn said(response: Response, status: u16) -> Value {
    let response = response.expect_status(status);
    assert_eq!(response.header("content-type"), Some("application/json"));
    assert_eq!(response.header("cache-control"), Some("no-store"));
    serde_json::from_slice(&response.bytes).unwrap()
}

/// A challenge with the text that has to come back.
#[track_caller]
fn begin(browser: &mut Browser<'_>, path: &str, fields: &[(&str, &str)]) -> (String, String) {
    let begun = said(send(browser, path, fields), 200);
    (
        begun["challenge"].to_string(),
        begun["ceremony"].as_str().unwrap().to_owned(),
    )
}

#[track_caller]
fn register(browser: &mut Browser<'_>, device: &mut Authenticator, name: &str) -> Response {
    let token = browser.get(ID, "/account/passkeys/new").form_token();
    let (challenge, ceremony) = begin(browser, "/account/passkeys/begin", &[("form_token", &token)]);
    let answer = device.make(&challenge);
    let fields = [
        ("form_token", token.as_str()),
        ("ceremony", &ceremony),
        ("answer", &answer),
        ("name", name),
    ];
    send(browser, "/account/passkeys/finish", &fields)
}

#[track_caller]
fn sign_in(browser: &mut Browser<'_>, device: &mut Authenticator, query: &str) -> Response {
    let token = browser.get(ID, &format!("/sign-in{query}")).form_token();
    let (challenge, ceremony) = begin(
        browser,
        &format!("/sign-in/passkey/begin{query}"),
        &[("form_token", &token)],
    );
    let answer = device.sign(&challenge);
    let fields = [
        ("form_token", token.as_str()),
        ("ceremony", &ceremony),
        ("answer", &answer),
    ];
    send(browser, &format!("/sign-in/passkey/finish{query}"), &fields)
}

/// Somebody with a passkey.
fn with_passkey(app: &TestApp, name: &str, email: &str) -> (Account, Authenticator) {
    let account = person(app, name, email);
    let mut device = Authenticator::on(ORIGIN);
    said(register(&mut Browser::of(app, &account), &mut device, "Phone"), 200);
    (account, device)
}

#[test]
fn a_passkey_is_made_listed_and_taken_off() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        TestNetwork::plant(&app.store);
        let ana = person(&app, "Ana", "ana@boston.example");
        let mut browser = Browser::of(&app, &ana);
        let mut phone = Authenticator::on(ORIGIN);
        let done = said(register(&mut browser, &mut phone, "  My <phone> "), 200);
        assert_eq!(done["go"], "/account/recovery-codes?done=passkey-added");
        browser
            .get(ID, "/account/recovery-codes?done=passkey-added")
            .contains("Your passkey is added")
            .contains("Show me my codes");
        browser.submit(ID, "/account/recovery-codes", &[]).expect_status(200);
        assert_eq!(codes_left(&app, &ana), 10);
        let page = browser.get(ID, "/account/passkeys");
        page.contains("My &lt;phone&gt;").contains("not used yet");

        // The same device makes no second one; another does.
        let again = said(register(&mut browser, &mut phone, "Phone"), 409);
        assert_eq!(again["error"], "This device has a passkey for your account already.");
        let done = said(register(&mut browser, &mut Authenticator::on(ORIGIN), ""), 200);
        assert_eq!(done["go"], "/account/passkeys?done=passkey-added");
        let kept = passkeys(&app, &ana);
        assert_eq!(kept.len(), 2);

        // Nobody takes off what is somebody else's.
        let ben = person(&app, "Ben", "ben@boston.example");
        let mut others = Browser::of(&app, &ben);
        let token = others.get(ID, "/account/passkeys").response.text();
        assert!(!token.contains("name=\"passkey\""));
        let token = others.get(ID, "/account").form_token();
        let id = kept[0].id.to_string();
        others
            .post(ID, "/account/passkeys", &[("form_token", &token), ("passkey", &id)])
            .expect_status(404);
        assert_eq!(passkeys(&app, &ana).len(), 2);

        for passkey in kept {
            let token = browser.get(ID, "/account/passkeys").form_token();
            let id = passkey.id.to_string();
            browser
                .post(ID, "/account/passkeys", &[("form_token", &token), ("passkey", &id)])
                .contains("The passkey is removed");
        }
        assert_eq!(codes_left(&app, &ana), 0);
        assert_eq!(
            changes(&app, "ana@boston.example"),
            [
                SecondFactorChange::PasskeyAdded,
                SecondFactorChange::RecoveryCodesRenewed,
                SecondFactorChange::PasskeyAdded,
                SecondFactorChange::PasskeyRemoved,
                SecondFactorChange::PasskeyRemoved,
            ]
        );
    });
}

#[test]
fn a_passkey_signs_in_without_anything_else_and_leads_on() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let (ana, mut phone) = with_passkey(&app, "Ana", "ana@boston.example");
        grant(&app, &network.boston, &ana, Role::Editor);
        let mut browser = Browser::new(&app);
        let done = said(sign_in(&mut browser, &mut phone, ""), 200);
        assert_eq!(done["go"], "/account");
        assert!(browser.cookies[ID].contains_key("__Host-id"));
        browser
            .get(ID, "/account")
            .expect_at(ID, "/account")
            .contains("ana@boston.example");
        assert!(passkeys(&app, &ana)[0].used_at.is_some());

        // By way of a site: back to where the person wanted to go.
        let mut browser = Browser::new(&app);
        let there = browser.get(BOSTON, "/manage").expect_at(ID, "/sign-in");
        let query = there.path.strip_prefix("/sign-in").unwrap().to_owned();
        let done = said(sign_in(&mut browser, &mut phone, &query), 200);
        let go = done["go"].as_str().unwrap().to_owned();
        browser.get(ID, &go).expect_at(BOSTON, "/manage");
    });
}

#[test]
fn a_challenge_works_once_in_its_own_browser_and_for_ten_minutes() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        TestNetwork::plant(&app.store);
        let (_, mut phone) = with_passkey(&app, "Ana", "ana@boston.example");
        let mut browser = Browser::new(&app);
        let token = browser.get(ID, "/sign-in").form_token();
        let mut asked = |browser: &mut Browser<'_>| {
            let (challenge, ceremony) = begin(browser, "/sign-in/passkey/begin", &[("form_token", &token)]);
            (ceremony, phone.sign(&challenge))
        };
        let finish = |browser: &mut Browser<'_>, token: &str, ceremony: &str, answer: &str| {
            let fields = [("form_token", token), ("ceremony", ceremony), ("answer", answer)];
            send(browser, "/sign-in/passkey/finish", &fields)
        };

        let (ceremony, answer) = asked(&mut browser);
        let mut thief = Browser::new(&app);
        let stolen = thief.get(ID, "/sign-in").form_token();
        said(finish(&mut thief, &stolen, &ceremony, &answer), 400);

        // A wrong answer uses the challenge up as well.
        said(finish(&mut browser, &token, &ceremony, "{}"), 400);
        let late = said(finish(&mut browser, &token, &ceremony, &answer), 400);
        assert_eq!(late["error"], "That took too long. Please try again.");

        app.wait_seconds(60);
        let (ceremony, answer) = asked(&mut browser);
        app.wait_seconds(601);
        said(finish(&mut browser, &token, &ceremony, &answer), 400);

        let (ceremony, answer) = asked(&mut browser);
        let cookies = browser.cookies.clone();
        said(finish(&mut browser, &token, &ceremony, &answer), 200);
        // The same browser of a moment ago sends the same once more.
        browser.cookies = cookies;
        said(finish(&mut browser, &token, &ceremony, &answer), 400);

        // Tries are counted, questions are not.
        for _ in 0..10 {
            asked(&mut browser);
        }
        app.wait_seconds(60);
        for _ in 0..6 {
            said(finish(&mut browser, &token, "", ""), 400);
        }
        said(finish(&mut browser, &token, "", ""), 429);
        // Without the form's token nothing is taken at all.
        send(&mut browser, "/sign-in/passkey/begin", &[]).expect_status(403);
    });
}

#[test]
fn of_many_who_bring_one_challenge_back_at_once_one_is_let_in() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let store = &app.store;
        let spent: usize = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| {
                    let store = store.clone();
                    scope.spawn(move || {
                        store.write(|write| OneTimeLink::spend(write, Purpose::Passkey, "hash of a challenge", 600))
                    })
                })
                .collect();
            threads
                .into_iter()
                .map(|thread| usize::from(thread.join().unwrap().is_ok()))
                .sum()
        });
        assert_eq!(spent, 1);
        // Once it has run out by itself, nothing of it needs to be kept.
        app.wait_seconds(601);
        assert_eq!(store.write(OneTimeLink::prune).unwrap(), 1);
    });
}

#[test]
fn devices_that_do_not_check_or_are_not_known_let_nobody_in() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        TestNetwork::plant(&app.store);
        let (ana, mut phone) = with_passkey(&app, "Ana", "ana@boston.example");
        let mut browser = Browser::new(&app);
        phone.checks_its_owner = false;
        let refused = said(sign_in(&mut browser, &mut phone, ""), 403);
        assert!(refused["error"].as_str().unwrap().contains("PIN"));
        phone.checks_its_owner = true;
        phone.origin = "https://boston.cosecha.umbrella.test".into();
        said(sign_in(&mut browser, &mut phone, ""), 403);
        phone.origin = ORIGIN.into();

        let mut owner = Browser::of(&app, &ana);
        let token = owner.get(ID, "/account/passkeys").form_token();
        let id = passkeys(&app, &ana)[0].id.to_string();
        owner.post(ID, "/account/passkeys", &[("form_token", &token), ("passkey", &id)]);
        browser.languages = "es".into();
        let refused = said(sign_in(&mut browser, &mut phone, ""), 403);
        assert!(refused["error"].as_str().unwrap().starts_with("Aquí no conocemos"));
        assert!(!browser.cookies[ID].contains_key("__Host-id"));
    });
}

#[test]
fn a_passkey_is_the_second_step_after_a_password() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        TestNetwork::plant(&app.store);
        let (ana, mut phone) = with_passkey(&app, "Ana", "ana@boston.example");
        let (_, mut stranger) = with_passkey(&app, "Ben", "ben@boston.example");
        let mut browser = Browser::new(&app);
        let step = browser.sign_in("ana@boston.example", PASSWORD);
        step.contains("One more step").contains("data-passkey=\"sign-in\"");
        let token = step.form_token();
        let pending = between(&step.text(), "name=\"pending\" value=\"", "\"").to_owned();
        let mut second = |device: &mut Authenticator| {
            let fields = [("form_token", token.as_str()), ("pending", pending.as_str())];
            let (challenge, ceremony) = begin(&mut browser, "/sign-in/passkey/begin", &fields);
            assert!(challenge.contains(&passkeys(&app, &ana)[0].credential_id));
            let answer = device.sign(&challenge);
            let more = [("ceremony", ceremony.as_str()), ("answer", answer.as_str())];
            send(&mut browser, "/sign-in/passkey/finish", &[&fields[..], &more].concat())
        };
        said(second(&mut stranger), 403);
        assert_eq!(said(second(&mut phone), 200)["go"], "/account");

        let token = Browser::new(&app).get(ID, "/sign-in").form_token();
        let mut other = Browser::new(&app);
        other.get(ID, "/sign-in");
        send(
            &mut other,
            "/sign-in/passkey/begin",
            &[("form_token", &token), ("pending", &pending)],
        )
        .expect_status(403);
        let token = other.get(ID, "/sign-in").form_token();
        said(
            send(
                &mut other,
                "/sign-in/passkey/begin",
                &[("form_token", &token), ("pending", &pending)],
            ),
            400,
        );
    });
}

#[test]
fn a_passkey_confirms_who_it_is() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        TestNetwork::plant(&app.store);
        let (ana, mut phone) = with_passkey(&app, "Ana", "ana@boston.example");
        let (_, mut stranger) = with_passkey(&app, "Ben", "ben@boston.example");
        let mut browser = Browser::of(&app, &ana);
        app.wait_seconds(601);
        let page = browser.get(ID, "/account/app").expect_at(ID, "/account/confirm");
        page.contains("data-passkey=\"sign-in\"");
        let token = page.form_token();
        // Making another passkey asks first, too.
        let first = said(
            send(&mut browser, "/account/passkeys/begin", &[("form_token", &token)]),
            200,
        );
        assert_eq!(first["go"], "/account/confirm?to=%2Faccount%2Fpasskeys%2Fnew");
        let mut confirm = |device: &mut Authenticator| {
            let fields = [("form_token", token.as_str())];
            let (challenge, ceremony) = begin(&mut browser, "/sign-in/passkey/begin?to=%2Faccount%2Fapp", &fields);
            let answer = device.sign(&challenge);
            let more = [("ceremony", ceremony.as_str()), ("answer", answer.as_str())];
            send(
                &mut browser,
                "/sign-in/passkey/finish?to=%2Faccount%2Fapp",
                &[&fields[..], &more].concat(),
            )
        };
        said(confirm(&mut stranger), 403);
        assert_eq!(said(confirm(&mut phone), 200)["go"], "/account/app");
        browser.get(ID, "/account/app").expect_at(ID, "/account/app");
    });
}

#[test]
fn the_last_way_in_and_the_last_second_factor_stay() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let (ana, mut phone) = with_passkey(&app, "Ana", "ana@boston.example");
        grant(&app, &network.boston, &ana, Role::Manager);
        let mut browser = Browser::of(&app, &ana);
        let remove = |browser: &mut Browser<'_>| {
            let token = browser.get(ID, "/account/passkeys").form_token();
            let id = passkeys(&app, &ana)[0].id.to_string();
            browser.post(ID, "/account/passkeys", &[("form_token", &token), ("passkey", &id)])
        };
        remove(&mut browser).contains("This is your only second factor");
        set_up_app(&mut browser);
        // Somebody without a password needs the passkey to get in at all.
        app.store
            .write(|write| {
                let mut account = Account::to_change(write, ana.id)?;
                account.password_hash = None;
                account.save(write)
            })
            .unwrap();
        remove(&mut browser).contains("Without this passkey you could not sign in");
        browser.get(ID, "/account/security").contains("You have no password");
        // A first password asks for no old one, but for a session that was confirmed.
        app.wait_seconds(601);
        browser.get(ID, "/account/password").expect_at(ID, "/account/confirm");
        let mut fresh = Browser::new(&app);
        said(sign_in(&mut fresh, &mut phone, ""), 200);
        fresh
            .submit(ID, "/account/password", &[("password", NEW_PASSWORD)])
            .expect_at(ID, "/account/security");
        assert!(account(&app, &ana).password_is_strong);
        remove(&mut fresh).contains("The passkey is removed");
        fresh.get(ID, "/account/passkeys").contains("No passkeys yet");
    });
}
