//! Looking after one's own account: password, app, recovery codes, passkeys, sessions, address.

mod address;
mod onward;
mod passkeys;

use crate::support::people::{Browser, PASSWORD, grant, letter_to, letters, password_hash, person};
use crate::support::{TestApp, TestNetwork, on_each_engine};
use totp_rs::Totp;
use umbel_core::mail::{Message, SecondFactorChange};
use umbel_core::people::{Account, Passkey, RecoveryCode, Role, Session};

const ID: &str = "id.umbrella.test";
const BOSTON: &str = crate::support::network::BOSTON;
const NEW_PASSWORD: &str = "saddle plum window thirteen";

fn account(app: &TestApp, of: &Account) -> Account {
    app.store
        .read(|connection| Account::find(connection, of.id))
        .unwrap()
        .unwrap()
}

fn codes_left(app: &TestApp, of: &Account) -> i64 {
    app.store
        .read(|connection| RecoveryCode::left(connection, of.id))
        .unwrap()
}

fn passkeys(app: &TestApp, of: &Account) -> Vec<Passkey> {
    app.store.read(|connection| Passkey::of(connection, of.id)).unwrap()
}

fn sessions(app: &TestApp, of: &Account) -> usize {
    app.store
        .read(|connection| Session::of(connection, of, app.store.now()))
        .unwrap()
        .len()
}

/// What was changed about somebody's second factor, as their mails say.
fn changes(app: &TestApp, email: &str) -> Vec<SecondFactorChange> {
    letters(app)
        .into_iter()
        .filter(|letter| letter.to == email)
        .filter_map(|letter| match letter.message {
            Message::SecondFactorChanged { what, .. } => Some(what),
            _ => None,
        })
        .collect()
}

/// What stands between two marks.
#[track_caller]
fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let (_, rest) = text
        .split_once(before)
        .unwrap_or_else(|| panic!("no {before} in\n{text}"));
    rest.split_once(after).unwrap().0
}

/// Codes of the app that `page` was shown to.
fn app_of(page: &str) -> Totp {
    let link = between(page, "<a href=\"otpauth:", "\"")
        .replace("&amp;", "&")
        .replace("&#x2F;", "/");
    Totp::from_url(format!("otpauth:{link}")).unwrap()
}

fn code(app: &TestApp, shows: &Totp) -> String {
    let seconds = u64::try_from(app.store.now().seconds()).unwrap();
    shows.generate(seconds).to_string()
}

/// Sets an app up; what it shows from then on, and the recovery codes.
#[track_caller]
fn set_up_app(browser: &mut Browser<'_>) -> (Totp, Vec<String>) {
    let app = browser.app;
    let page = browser.get(ID, "/account/app").expect_status(200);
    let shows = app_of(&page.text());
    let secret = between(&page.text(), "name=\"secret\" value=\"", "\"").to_owned();
    let token = page.form_token();
    let done = browser
        .post(
            ID,
            "/account/app",
            &[
                ("form_token", &token),
                ("secret", &secret),
                ("code", &code(app, &shows)),
            ],
        )
        .expect_status(200);
    let text = done.text();
    let codes = text
        .split("<li><code>")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap().to_owned())
        .collect();
    (shows, codes)
}

#[test]
fn a_password_is_changed_by_who_knows_it_and_ends_all_other_sessions() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = person(&app, "Ana", "ana@boston.example");
        grant(&app, &network.boston, &ana, Role::Editor);
        let mut here = Browser::of(&app, &ana);
        let mut elsewhere = Browser::of(&app, &ana);
        elsewhere.get(BOSTON, "/manage").expect_at(BOSTON, "/manage");

        let page = here
            .submit(
                ID,
                "/account/password",
                &[("old", "not it at all"), ("password", NEW_PASSWORD)],
            )
            .expect_status(403);
        page.contains("This is not your password").lacks(NEW_PASSWORD);
        here.submit(ID, "/account/password", &[("old", PASSWORD), ("password", "short")])
            .contains("use at least 12 characters");
        assert_eq!(account(&app, &ana).password_hash, Some(password_hash()));

        here.submit(
            ID,
            "/account/password",
            &[("old", PASSWORD), ("password", NEW_PASSWORD)],
        )
        .expect_at(ID, "/account/security")
        .contains("Your new password is saved");
        assert_eq!(sessions(&app, &ana), 1);
        elsewhere.get(BOSTON, "/manage").expect_at(ID, "/sign-in");
        here.get(ID, "/account").expect_at(ID, "/account");
        assert!(matches!(
            letter_to(&app, "ana@boston.example").message,
            Message::PasswordChanged { .. }
        ));
        app.wait_seconds(3_600);
        elsewhere.sign_in("ana@boston.example", PASSWORD).expect_status(403);
        elsewhere
            .sign_in("ana@boston.example", NEW_PASSWORD)
            .expect_at(ID, "/account");
    });
}

#[test]
fn those_who_look_after_a_place_need_a_longer_password() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = person(&app, "Ana", "ana@boston.example");
        grant(&app, &network.boston, &ana, Role::Manager);
        let mut browser = Browser::of(&app, &ana);
        browser
            .submit(
                ID,
                "/account/password",
                &[("old", PASSWORD), ("password", "plum tugboat")],
            )
            .contains("use at least 15 characters");
        // Guessing the old one is limited like signing in.
        app.wait_seconds(60);
        for _ in 0..6 {
            browser
                .submit(ID, "/account/password", &[("old", "wrong"), ("password", NEW_PASSWORD)])
                .expect_status(403);
        }
        browser
            .submit(
                ID,
                "/account/password",
                &[("old", PASSWORD), ("password", NEW_PASSWORD)],
            )
            .expect_status(429)
            .contains("tried too often");
    });
}

#[test]
fn sensitive_pages_ask_again_after_ten_minutes() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        TestNetwork::plant(&app.store);
        let ana = person(&app, "Ana", "ana@boston.example");
        let mut browser = Browser::of(&app, &ana);
        browser.get(ID, "/account/app").expect_at(ID, "/account/app");
        app.wait_seconds(601);
        for path in ["/account/app", "/account/passkeys/new", "/account/email"] {
            browser.get(ID, path).expect_at(ID, "/account/confirm");
        }
        browser.get(ID, "/account/security").expect_at(ID, "/account/security");
        browser
            .submit(ID, "/account/confirm?to=/account/app", &[("password", "wrong")])
            .expect_status(403)
            .contains("This is not your password");
        browser.get(ID, "/account/app").expect_at(ID, "/account/confirm");
        browser
            .submit(ID, "/account/confirm?to=/account/app", &[("password", PASSWORD)])
            .expect_at(ID, "/account/app");
        browser.get(ID, "/account/email").expect_at(ID, "/account/email");
        // Nobody is led elsewhere by it.
        for evil in [
            "//evil.example",
            "https://evil.example/account",
            "/sign-out",
            "/account\\@evil",
        ] {
            let token = browser.get(ID, "/account/confirm").form_token();
            app.wait_seconds(60);
            browser
                .post(
                    ID,
                    "/account/confirm",
                    &[("form_token", &token), ("to", evil), ("password", PASSWORD)],
                )
                .expect_at(ID, "/account/security");
        }
    });
}

#[test]
fn an_app_counts_from_the_first_right_code_on() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        TestNetwork::plant(&app.store);
        let ana = person(&app, "Ana", "ana@boston.example");
        let mut browser = Browser::of(&app, &ana);
        let page = browser.get(ID, "/account/app");
        page.contains("<svg").lacks("style=");
        let secret = between(&page.text(), "name=\"secret\" value=\"", "\"").to_owned();
        let token = page.form_token();
        let again = browser.post(
            ID,
            "/account/app",
            &[("form_token", &token), ("secret", &secret), ("code", "000000")],
        );
        again.contains("This code does not fit");
        let written = |page: &str| between(page, "<code class=\"secret\">", "<").to_owned();
        assert_eq!(written(&again.text()), written(&page.text()), "the same secret again");
        assert_eq!(account(&app, &ana).totp_sealed, None);

        let (shows, codes) = set_up_app(&mut browser);
        assert_eq!(codes.len(), 10);
        assert_eq!(codes_left(&app, &ana), 10);
        let sealed = account(&app, &ana).totp_sealed.unwrap();
        assert!(!sealed.contains(&written(&page.text()).replace(' ', "")));
        assert_eq!(changes(&app, "ana@boston.example"), [SecondFactorChange::AppAdded]);

        // The code that proved it is used up; the next one lets in.
        let used = code(&app, &shows);
        let mut other = Browser::new(&app);
        let step = other.sign_in("ana@boston.example", PASSWORD).expect_status(200);
        step.contains("One more step");
        let pending = between(&step.text(), "name=\"pending\" value=\"", "\"").to_owned();
        let token = step.form_token();
        let mut give = |code: &str| {
            other.post(
                ID,
                "/sign-in/code",
                &[("form_token", &token), ("pending", &pending), ("code", code)],
            )
        };
        give(&used).contains("This code does not fit");
        app.wait_seconds(60);
        give(&code(&app, &shows)).expect_at(ID, "/account");

        // A recovery code lets in once, and its owner is told.
        let mut other = Browser::new(&app);
        let step = other.sign_in("ana@boston.example", PASSWORD);
        let pending = between(&step.text(), "name=\"pending\" value=\"", "\"").to_owned();
        let token = step.form_token();
        let fields = [
            ("form_token", token.as_str()),
            ("pending", pending.as_str()),
            ("code", codes[3].as_str()),
        ];
        other.post(ID, "/sign-in/code", &fields).expect_at(ID, "/account");
        assert_eq!(codes_left(&app, &ana), 9);
        assert_eq!(
            changes(&app, "ana@boston.example").last(),
            Some(&SecondFactorChange::RecoveryCodeUsed)
        );

        // Whoever gave the old password does not come in with it once there is a new one.
        let mut other = Browser::new(&app);
        let step = other.sign_in("ana@boston.example", PASSWORD);
        let pending = between(&step.text(), "name=\"pending\" value=\"", "\"").to_owned();
        let token = step.form_token();
        app.store
            .write(|write| {
                let mut ana = account(&app, &ana);
                ana.password_hash = Some("$argon2id$another".into());
                ana.save(write)
            })
            .unwrap();
        let fields = [
            ("form_token", token.as_str()),
            ("pending", pending.as_str()),
            ("code", codes[4].as_str()),
        ];
        other
            .post(ID, "/sign-in/code", &fields)
            .contains("Please sign in again");
        assert_eq!(codes_left(&app, &ana), 9);
    });
}

#[test]
fn codes_are_shown_once_and_renewed_on_request() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        TestNetwork::plant(&app.store);
        let ana = person(&app, "Ana", "ana@boston.example");
        let mut browser = Browser::of(&app, &ana);
        browser
            .get(ID, "/account/recovery-codes")
            .contains("Set up a passkey or an app first");
        let token = browser.get(ID, "/account").form_token();
        browser
            .post(ID, "/account/recovery-codes", &[("form_token", &token)])
            .expect_status(400);
        assert_eq!(codes_left(&app, &ana), 0);

        let (_, first) = set_up_app(&mut browser);
        browser
            .get(ID, "/account/recovery-codes")
            .contains("10 codes are left")
            .lacks(&first[0]);
        let page = browser.submit(ID, "/account/recovery-codes", &[]).expect_status(200);
        page.contains("Here are your new codes").lacks(&first[0]);
        assert_eq!(codes_left(&app, &ana), 10);
        assert_eq!(
            changes(&app, "ana@boston.example"),
            [SecondFactorChange::AppAdded, SecondFactorChange::RecoveryCodesRenewed]
        );
        app.wait_seconds(601);
        let token = browser.get(ID, "/account/recovery-codes").form_token();
        browser
            .post(ID, "/account/recovery-codes", &[("form_token", &token)])
            .expect_at(ID, "/account/confirm");
        // Confirming with a code of the app, or with a printed one, will do too.
        browser
            .submit(
                ID,
                "/account/confirm?to=/account/recovery-codes",
                &[("code", &first[1])],
            )
            .expect_status(403);
        let fresh = between(&page.text(), "<li><code>", "<").to_owned();
        browser
            .submit(ID, "/account/confirm?to=/account/recovery-codes", &[("code", &fresh)])
            .expect_at(ID, "/account/recovery-codes");
    });
}

#[test]
fn the_app_goes_unless_it_is_the_last_second_factor_of_somebody_who_needs_one() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = person(&app, "Ana", "ana@boston.example");
        let mut browser = Browser::of(&app, &ana);
        let (old, _) = set_up_app(&mut browser);
        browser
            .submit(ID, "/account/app", &[("remove", "yes")])
            .expect_at(ID, "/account/security");
        assert_eq!(account(&app, &ana).totp_sealed, None);
        assert_eq!(codes_left(&app, &ana), 0, "codes stand in for a second factor");
        assert_eq!(
            changes(&app, "ana@boston.example"),
            [SecondFactorChange::AppAdded, SecondFactorChange::AppRemoved]
        );

        grant(&app, &network.boston, &ana, Role::Manager);
        browser.get(ID, "/account/security").contains("Please set one up by");
        app.wait_seconds(30);
        let (_, codes) = set_up_app(&mut browser);
        assert_eq!(codes.len(), 10);
        browser
            .submit(ID, "/account/app", &[("remove", "yes")])
            .expect_at(ID, "/account/app")
            .contains("This is your only second factor");
        assert!(account(&app, &ana).totp_sealed.is_some());
        // It may be moved to another phone: then the old one's codes are worth nothing.
        app.wait_seconds(60);
        let before = account(&app, &ana).totp_sealed;
        let page = browser.get(ID, "/account/app");
        let shows = app_of(&page.text());
        let secret = between(&page.text(), "name=\"secret\" value=\"", "\"").to_owned();
        let fields = [
            ("form_token", page.form_token()),
            ("secret", secret.clone()),
            ("code", code(&app, &shows)),
        ];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser
            .post(ID, "/account/app", &fields)
            .expect_at(ID, "/account/security");
        assert_ne!(account(&app, &ana).totp_sealed, before);
        assert_ne!(code(&app, &shows), code(&app, &old));
        // What was offered to one account cannot be sent for another, nor after an hour.
        let ben = person(&app, "Ben", "ben@boston.example");
        let mut other = Browser::of(&app, &ben);
        let token = other.get(ID, "/account/app").form_token();
        other
            .post(
                ID,
                "/account/app",
                &[
                    ("form_token", &token),
                    ("secret", &secret),
                    ("code", &code(&app, &shows)),
                ],
            )
            .contains("That took too long");
        assert_eq!(account(&app, &ben).totp_sealed, None);
    });
}

#[test]
fn sessions_are_seen_and_ended_one_by_one_and_all_at_once() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = person(&app, "Ana", "ana@boston.example");
        grant(&app, &network.boston, &ana, Role::Editor);
        let ben = person(&app, "Ben", "ben@boston.example");
        let mut others = Browser::of(&app, &ben);
        let theirs = session_of(&app, &ben);
        let mut phone = Browser::of(&app, &ana);
        phone.get(BOSTON, "/manage").expect_at(BOSTON, "/manage");
        let phones = session_of(&app, &ana);
        app.wait_seconds(1);
        let mut here = Browser::of(&app, &ana);
        let third = Browser::of(&app, &ana);
        drop(third);

        let page = here.get(ID, "/account");
        assert_eq!(page.text().matches("name=\"session\"").count(), 3);
        let token = page.form_token();
        here.post(ID, "/account/sessions", &[("form_token", &token), ("session", &theirs)]);
        others.get(ID, "/account").expect_at(ID, "/account");

        here.post(ID, "/account/sessions", &[("form_token", &token), ("session", &phones)])
            .expect_at(ID, "/account")
            .contains("You are signed out there");
        phone.get(BOSTON, "/manage").expect_at(ID, "/sign-in");
        assert_eq!(sessions(&app, &ana), 2);

        here.post(ID, "/account/sessions", &[("form_token", &token), ("others", "yes")])
            .contains("You are signed out everywhere else")
            .lacks("name=\"others\"");
        assert_eq!(sessions(&app, &ana), 1);
        let own = session_of(&app, &ana);
        here.post(ID, "/account/sessions", &[("form_token", &token), ("session", &own)])
            .expect_at(ID, "/sign-in");
        assert_eq!(sessions(&app, &ana), 0);
        assert!(!here.cookies[ID].contains_key("__Host-id"));
    });
}

fn session_of(app: &TestApp, of: &Account) -> String {
    app.store
        .read(|connection| Session::of(connection, of, app.store.now()))
        .unwrap()
        .remove(0)
        .token_hash
}
