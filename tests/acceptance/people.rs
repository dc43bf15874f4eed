//! People of a place: inviting, joining, roles, leaving, handing over, and the log that tells of it.

use crate::support::network::{BOSTON, MADRID};
use crate::support::people::{PASSWORD, grant, person};
use crate::support::{Browser, TestApp, TestNetwork, on_each_engine};
use umbel_core::people::Role;

#[test]
fn a_browser_is_carried_from_site_to_site() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = person(&app, "Ana", "ana@boston.example");
        grant(&app, &network.boston, &ana, Role::Manager);
        let mut browser = Browser::new(&app);
        browser
            .get(BOSTON, "/manage")
            .expect_status(200)
            .expect_at(&browser.sign_in_host(), "/sign-in");
        browser.sign_in("ana@boston.example", PASSWORD).expect_status(200);
        browser
            .get(BOSTON, "/manage")
            .expect_status(200)
            .expect_at(BOSTON, "/manage");
        let mut quick = Browser::of(&app, &ana);
        quick.get(MADRID, "/manage").expect_status(200).expect_at(MADRID, "/manage");
    });
}
