//! Another e-mail address: nothing changes before its owner has followed the link.

use super::{ID, account, between};
use crate::support::people::{Browser, PASSWORD, letter_to, person};
use crate::support::{TestApp, TestNetwork, on_each_engine};
use umbel_core::mail::Message;

#[test]
fn an_address_changes_when_its_owner_has_followed_the_link() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        TestNetwork::plant(&app.store);
        let ana = person(&app, "Ana", "ana@boston.example");
        let ben = person(&app, "Ben", "ben@boston.example");
        let mut browser = Browser::of(&app, &ana);
        browser
            .submit(ID, "/account/email", &[("email", "nonsense")])
            .contains("This is not an email address");
        browser
            .submit(ID, "/account/email", &[("email", "ANA@boston.example")])
            .contains("This is your address already");
        // An address that has an account: the same answer, and its owner is told.
        let taken = browser.submit(ID, "/account/email", &[("email", "ben@boston.example")]);
        let free = browser.submit(ID, "/account/email", &[("email", "ana@river.example")]);
        let without_token = |text: String| text.replace(between(&text, "form_token\" value=\"", "\""), "");
        assert_eq!(without_token(taken.text()), without_token(free.text()));
        assert!(matches!(
            letter_to(&app, "ben@boston.example").message,
            Message::AccountExists { .. }
        ));
        assert_eq!(account(&app, &ana).email, "ana@boston.example");

        let link = letter_to(&app, "ana@river.example").link();
        let mut others = Browser::of(&app, &ben);
        others.open(&link).expect_status(400);
        Browser::new(&app).open(&link).expect_at(ID, "/sign-in");
        browser.submit_from(ID, "/forgot", "/forgot", &[("email", "ana@boston.example")]);
        let reset = letter_to(&app, "ana@boston.example").link();
        // Opening it changes nothing: mail programs do that, too.
        let page = browser.open(&link).expect_status(200);
        page.contains("ana@river.example");
        assert_eq!(account(&app, &ana).email, "ana@boston.example");
        let token = page.form_token();
        let secret = between(&page.text(), "name=\"token\" value=\"", "\"").to_owned();
        let fields = [("form_token", token.as_str()), ("token", secret.as_str())];
        browser
            .post(ID, "/account/email/confirm", &fields)
            .expect_at(ID, "/account/security")
            .contains("ana@river.example");
        assert_eq!(account(&app, &ana).email, "ana@river.example");
        assert!(matches!(
            letter_to(&app, "ana@boston.example").message,
            Message::EmailChanged { .. }
        ));
        browser.post(ID, "/account/email/confirm", &fields).expect_status(400);
        Browser::new(&app).open(&reset).expect_status(400);
        Browser::new(&app)
            .sign_in("ana@river.example", PASSWORD)
            .expect_at(ID, "/account");
    });
}

#[test]
fn an_address_that_was_taken_meanwhile_is_not_given_twice() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        TestNetwork::plant(&app.store);
        let ana = person(&app, "Ana", "ana@boston.example");
        let mut browser = Browser::of(&app, &ana);
        browser.submit(ID, "/account/email", &[("email", "ana@river.example")]);
        let link = letter_to(&app, "ana@river.example").link();
        let page = browser.open(&link);
        let secret = between(&page.text(), "name=\"token\" value=\"", "\"").to_owned();
        person(&app, "Other", "ana@river.example");
        browser
            .post(
                ID,
                "/account/email/confirm",
                &[("form_token", &page.form_token()), ("token", &secret)],
            )
            .expect_status(400);
        assert_eq!(account(&app, &ana).email, "ana@boston.example");
        // No more than three mails in half an hour to one address.
        for _ in 0..3 {
            browser
                .submit(ID, "/account/email", &[("email", "new@river.example")])
                .contains("Look into your mail");
        }
        browser
            .submit(ID, "/account/email", &[("email", "new@river.example")])
            .contains("several times");
    });
}
