//! A private site is for its members.

use crate::support::network::BOSTON;
use crate::support::people::{Browser, PASSWORD, grant, person};
use crate::support::{NewPost, TestApp, TestNetwork, on_each_engine};
use umbel_core::people::Role;
use umbel_core::tree::SiteStatus;

#[test]
fn members_read_a_private_site_and_nobody_else_does() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        NewPost::titled("Secret plans").make(&app.store, &network.boston);
        let mut boston = network.boston.clone();
        boston.status = SiteStatus::Private;
        app.store.write(|write| boston.save(write)).unwrap();
        let ana = person(&app, "Ana", "ana@boston.test");
        person(&app, "Bo", "bo@boston.test");
        grant(&app, &network.boston, &ana, Role::Member);

        // Whoever comes by is told how members come in.
        app.get(BOSTON, "/blog/secret-plans")
            .expect_status(403)
            .contains("/sign-in?to=");
        let mut member = Browser::new(&app);
        member.sign_in("ana@boston.test", PASSWORD);
        let mut stranger = Browser::new(&app);
        stranger.sign_in("bo@boston.test", PASSWORD);
        // A session on the site comes with the first page that asks for one.
        member.get(BOSTON, "/manage");
        stranger.get(BOSTON, "/manage");
        member
            .get(BOSTON, "/blog/secret-plans")
            .expect_status(200)
            .contains("Secret plans");
        // What a member was shown is kept for nobody.
        app.get(BOSTON, "/blog/secret-plans").expect_status(403);
        let refused = stranger.get(BOSTON, "/blog/secret-plans").expect_status(403);
        refused.lacks("Secret");
        refused.contains("/join");
        // What an admin has closed is closed to members, too.
        app.store
            .write(|write| {
                boston.status = SiteStatus::Suspended;
                boston.save(write)
            })
            .unwrap();
        member.get(BOSTON, "/blog/secret-plans").expect_status(403);
    });
}
