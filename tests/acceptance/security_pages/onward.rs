//! Who is stopped on the way, because their password is too short or a second factor is missing, goes on afterwards.

use super::{BOSTON, ID, NEW_PASSWORD, account, app_of, between, code, sessions};
use crate::support::html::unescaped;
use crate::support::people::{Browser, PASSWORD, grant, person};
use crate::support::{TestApp, TestNetwork, on_each_engine};
use umbel_core::people::{Account, Role};

const DAY: i64 = 24 * 3_600;

/// Somebody who looks after Boston.
fn manager(app: &TestApp) -> Account {
    let network = TestNetwork::plant(&app.store);
    let ana = person(app, "Ana", "ana@boston.example");
    grant(app, &network.boston, &ana, Role::Manager);
    ana
}

#[test]
fn a_longer_password_is_chosen_on_the_way() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let ana = manager(&app);
        app.store
            .write(|write| {
                let mut ana = Account::to_change(write, ana.id)?;
                ana.password_is_strong = false;
                ana.save(write)
            })
            .unwrap();
        let mut browser = Browser::new(&app);
        let page = browser.get(BOSTON, "/manage/people").expect_at(ID, "/sign-in");
        let form = page.path.clone();
        let page = browser
            .submit(ID, &form, &[("email", "ana@boston.example"), ("password", PASSWORD)])
            .expect_at(ID, "/account/password");
        assert!(
            page.header("content-security-policy")
                .unwrap()
                .contains(&format!("form-action 'self' https://{BOSTON};")),
            "the form leads on to the site"
        );
        let form = page.path.clone();
        // What is refused does not lose the way.
        let refused = browser
            .submit(ID, &form, &[("old", PASSWORD), ("password", "short")])
            .expect_at(ID, "/account/password");
        let to = unescaped(between(&refused.text(), "name=\"to\" value=\"", "\""));
        assert_eq!(to, "/manage/people");
        browser
            .submit(ID, &form, &[("old", PASSWORD), ("password", NEW_PASSWORD)])
            .expect_at(BOSTON, "/manage/people")
            .expect_status(200);
        // Who comes by themselves stays on the pages of their account.
        browser
            .submit(
                ID,
                "/account/password",
                &[("old", NEW_PASSWORD), ("password", PASSWORD)],
            )
            .expect_at(ID, "/account/security");
    });
}

#[test]
fn a_second_factor_is_set_up_on_the_way() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let ana = manager(&app);
        app.wait_seconds(8 * DAY);
        let mut browser = Browser::of(&app, &ana);
        let page = browser
            .get(BOSTON, "/manage/people")
            .expect_at(ID, "/account/security")
            .expect_status(200);
        let text = page.text();
        for way in ["/account/app", "/account/passkeys/new"] {
            let query = unescaped(between(&text, &format!("href=\"{way}"), "\""));
            assert!(query.ends_with("&to=%2Fmanage%2Fpeople"), "{way}{query}");
        }
        let query = unescaped(between(&text, "href=\"/account/app", "\""));
        let form = format!("/account/app{query}");
        let shown = browser.get(ID, &form).expect_status(200);
        let shows = app_of(&shown.text());
        let secret = between(&shown.text(), "name=\"secret\" value=\"", "\"").to_owned();
        let to = between(&shown.text(), "name=\"to\" value=\"", "\"").to_owned();
        let site = between(&shown.text(), "name=\"site\" value=\"", "\"").to_owned();
        let fields = [
            ("form_token", shown.form_token()),
            ("secret", secret),
            ("code", code(&app, &shows)),
            ("to", unescaped(&to)),
            ("site", site),
        ];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        // The codes are shown once; the button beneath them leads on.
        let codes = browser.post(ID, "/account/app", &fields).expect_status(200);
        let text = codes.text();
        let onward = unescaped(between(&text, "<a class=\"button is-primary\" href=\"", "\""));
        assert_eq!(onward, format!("https://{BOSTON}/sign-in?to=%2Fmanage%2Fpeople"));
        browser
            .open(&onward)
            .expect_at(BOSTON, "/manage/people")
            .expect_status(200);
        // A page that was opened on the way leads on as well.
        browser
            .get(ID, &format!("/account/security{query}"))
            .contains("Go on to where you were going");
        browser
            .get(ID, "/account/security")
            .lacks("Go on to where you were going");
        // No way leads anywhere else.
        browser
            .get(ID, "/account/security?to=//evil.example")
            .lacks("Go on to where you were going");
    });
}

#[test]
fn sessions_that_have_ended_by_themselves_are_not_listed() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let ana = manager(&app);
        drop(Browser::of(&app, &ana));
        assert_eq!(sessions(&app, &ana), 1);
        app.wait_seconds(DAY);
        let mut browser = Browser::of(&app, &ana);
        let page = browser.get(ID, "/account").expect_at(ID, "/account");
        assert_eq!(
            page.text().matches("name=\"session\"").count(),
            1,
            "the old one is over"
        );
        assert_eq!(sessions(&app, &account(&app, &ana)), 1);
    });
}
