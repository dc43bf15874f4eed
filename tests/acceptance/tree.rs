//! Running the tree: closing, opening and moving sites, what is said about it, and who may.

use crate::support::network::{BOSTON, COSECHA, MADRID, MAREA, UMBRELLA, VIGO};
use crate::support::people::{Browser, grant, letter_to, letters, person};
use crate::support::{NewPost, TestApp, TestNetwork, on_each_engine};
use aggregator::tree_changes::{Letters, suspend};
use umbel_core::mail::Message;
use umbel_core::people::{Account, Act, AuditEntry, Role};
use umbel_core::tree::{HostName, NewSite, Site, SiteKind};
use umbel_core::{SiteId, SiteScope};

/// Those who look after things in these tests.
pub struct Cast {
    pub umbrella_admin: Account,
    pub network_admin: Account,
    pub manager: Account,
    pub editor: Account,
}

impl Cast {
    pub fn of(app: &TestApp, network: &TestNetwork) -> Self {
        let cast = Self {
            umbrella_admin: person(app, "Uma", "uma@example.org"),
            network_admin: person(app, "Nico", "nico@example.org"),
            manager: person(app, "Mara", "mara@example.org"),
            editor: person(app, "Edu", "edu@example.org"),
        };
        grant(app, &network.umbrella, &cast.umbrella_admin, Role::UmbrellaAdmin);
        grant(app, &network.cosecha, &cast.network_admin, Role::NetworkAdmin);
        grant(app, &network.boston, &cast.manager, Role::Manager);
        grant(app, &network.boston, &cast.editor, Role::Editor);
        cast
    }
}

/// What was done at a place, the newest first.
pub fn log_of(app: &TestApp, site: SiteId) -> Vec<(Act, String, String)> {
    app.store
        .read(|connection| AuditEntry::newest(&mut SiteScope::new(site, connection), None, 50))
        .unwrap()
        .into_iter()
        .map(|entry| (entry.act, entry.actor_name, entry.reason))
        .collect()
}

fn page_of(site: &Site) -> String {
    format!("/manage/sites/{}", site.id)
}

#[test]
fn a_closed_site_is_nowhere_at_once_and_its_managers_can_object() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        NewPost::titled("Rent strike").make(&app.store, &network.boston);
        let page = page_of(&network.boston);
        let mut admin = Browser::of(&app, &cast.network_admin);
        for host in [UMBRELLA, COSECHA] {
            app.get(host, "/news").expect_status(200).contains("Rent strike");
        }

        // Nobody is closed without a word; what was chosen stays.
        let refused = admin.submit(COSECHA, &page, &[("act", "suspend"), ("reason", " ")]);
        refused.expect_status(200).contains("Say why.");
        app.get(BOSTON, "/").expect_status(200);
        admin
            .submit(COSECHA, &page, &[("act", "suspend"), ("reason", "It sells shoes.")])
            .expect_status(200)
            .contains("It is closed.");
        app.get(BOSTON, "/").expect_status(403).lacks("It sells shoes.");
        app.get(BOSTON, "/blog/rent-strike").expect_status(403);
        for host in [UMBRELLA, COSECHA] {
            app.get(host, "/news").expect_status(200).lacks("Rent strike");
        }
        assert_eq!(
            log_of(&app, network.boston.id)[0],
            (Act::Suspended, "Nico".into(), "It sells shoes.".into())
        );

        // The manager reads why, by the link in the mail and without having been signed in there.
        let told = letter_to(&app, "mara@example.org");
        assert!(matches!(&told.message, Message::SiteSuspended { site, reason, .. }
                if site == "Boston group" && reason == "It sells shoes."),);
        assert!(letters(&app).iter().all(|letter| letter.to != "edu@example.org"));
        let mut manager = Browser::of(&app, &cast.manager);
        manager
            .open(&told.link())
            .expect_at(BOSTON, "/manage/appeal")
            .expect_status(200)
            .contains("It sells shoes.");
        manager
            .get(BOSTON, "/manage")
            .expect_status(200)
            .contains("/manage/appeal");
        manager.get(BOSTON, "/manage/settings").expect_status(200);
        manager.get(BOSTON, "/").expect_status(403);
        let mut editor = Browser::of(&app, &cast.editor);
        editor.get(BOSTON, "/manage/appeal").expect_status(403);

        // What they say goes to somebody else than the one who closed the site.
        manager
            .submit(BOSTON, "/manage/appeal", &[("text", "  ")])
            .expect_status(200)
            .contains("Write something");
        let before = letters(&app).len();
        manager
            .submit(BOSTON, "/manage/appeal", &[("text", "Those were\nborrowed shoes.")])
            .expect_status(200)
            .contains("borrowed shoes.");
        assert_eq!(letters(&app).len(), before + 1);
        let appeal = letter_to(&app, "uma@example.org");
        assert!(matches!(&appeal.message, Message::AppealMade { text, .. } if text.contains("borrowed")));
        let mut umbrella_admin = Browser::of(&app, &cast.umbrella_admin);
        umbrella_admin
            .open(&appeal.link())
            .expect_at(UMBRELLA, &page)
            .expect_status(200)
            .contains("borrowed shoes.");
        for _ in 0..2 {
            manager.submit(BOSTON, "/manage/appeal", &[("text", "Please.")]);
        }
        manager
            .submit(BOSTON, "/manage/appeal", &[("text", "A fourth time.")])
            .expect_status(200)
            .contains("three times today")
            .contains("A fourth time.");

        admin
            .submit(COSECHA, &page, &[("act", "restore"), ("reason", "Sorry.")])
            .expect_status(200)
            .contains("open to everybody again");
        app.get(BOSTON, "/").expect_status(200);
        app.get(UMBRELLA, "/news").expect_status(200).contains("Rent strike");
        let opened = letter_to(&app, "mara@example.org").message;
        assert!(matches!(opened, Message::SiteRestored { link, .. } if link == format!("https://{BOSTON}/")));
        manager
            .get(BOSTON, "/manage/appeal")
            .expect_status(200)
            .contains("is not closed");
    });
}

#[test]
fn archived_sites_can_be_read_and_hidden_ones_by_members() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        NewPost::titled("Rent strike").make(&app.store, &network.boston);
        let page = page_of(&network.boston);
        let mut admin = Browser::of(&app, &cast.network_admin);
        admin
            .submit(COSECHA, &page, &[("act", "archive"), ("reason", "It is over.")])
            .contains("It is archived.");
        app.get(BOSTON, "/blog/rent-strike").expect_status(200);
        app.get(UMBRELLA, "/news").contains("Rent strike");
        admin.submit(COSECHA, &page, &[("act", "restore")]).expect_status(200);
        assert!(letters(&app).is_empty(), "nobody was shut out");
        admin
            .submit(COSECHA, &page, &[("act", "hide")])
            .contains("Only members");
        app.get(BOSTON, "/blog/rent-strike").expect_status(403);
        app.get(UMBRELLA, "/news").lacks("Rent strike");
        // Somebody who belongs there signs in on the hidden site and reads.
        let mut editor = Browser::of(&app, &cast.editor);
        editor.get(BOSTON, "/manage").expect_status(200);
        editor.get(BOSTON, "/blog/rent-strike").expect_status(200);
        let acts: Vec<Act> = log_of(&app, network.boston.id).into_iter().map(|line| line.0).collect();
        assert_eq!(acts[..3], [Act::Hidden, Act::Restored, Act::Archived]);
    });
}

#[test]
fn what_the_umbrella_closed_only_the_umbrella_opens() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        NewPost::titled("Rent strike").make(&app.store, &network.boston);
        let mut umbrella_admin = Browser::of(&app, &cast.umbrella_admin);
        let mut network_admin = Browser::of(&app, &cast.network_admin);
        let page = page_of(&network.boston);
        let close = [("act", "suspend"), ("reason", "Threats.")];
        umbrella_admin.submit(UMBRELLA, &page, &close).expect_status(200);
        let shown = network_admin.get(COSECHA, &page).expect_status(200);
        shown
            .contains("Only they can open it again.")
            .lacks("value=\"restore\"");
        let token = shown.form_token();
        for act in ["restore", "archive", "hide"] {
            network_admin
                .post(COSECHA, &page, &[("form_token", &token), ("act", act)])
                .expect_status(403);
        }
        app.get(BOSTON, "/").expect_status(403);
        umbrella_admin
            .submit(UMBRELLA, &page, &[("act", "restore")])
            .expect_status(200);
        app.get(BOSTON, "/").expect_status(200);
        // What the command line closed is the umbrella's, too.
        app.store
            .write(|write| {
                let address_of = |host: &str| host.to_owned();
                let letters = Letters {
                    keys: &app.world.keys,
                    address_of: &address_of,
                };
                suspend(write, &letters, None, network.boston.id, "")
            })
            .unwrap();
        let shown = network_admin.get(COSECHA, &page).expect_status(200);
        shown.contains("No reason was given.").lacks("value=\"restore\"");
        umbrella_admin
            .submit(UMBRELLA, &page, &[("act", "restore")])
            .expect_status(200);

        // A closed network closes what is beneath it; its own admins object, not the sites' managers.
        let cosecha = page_of(&network.cosecha);
        umbrella_admin.submit(UMBRELLA, &cosecha, &close).expect_status(200);
        app.get(BOSTON, "/").expect_status(403);
        app.get(UMBRELLA, "/news").lacks("Rent strike");
        let mut manager = Browser::of(&app, &cast.manager);
        manager
            .get(BOSTON, "/manage/appeal")
            .expect_status(200)
            .contains("Cosecha is closed")
            .lacks("<textarea");
        network_admin
            .submit(COSECHA, "/manage/appeal", &[("text", "What threats?")])
            .expect_status(200);
        // There is nobody above but the one who closed it.
        assert!(matches!(
            letter_to(&app, "uma@example.org").message,
            Message::AppealMade { .. }
        ));
        umbrella_admin
            .submit(UMBRELLA, &cosecha, &[("act", "restore")])
            .expect_status(200);
        app.get(BOSTON, "/").expect_status(200);
        app.get(UMBRELLA, "/news").contains("Rent strike");
    });
}

#[test]
fn nobody_reaches_beyond_their_place() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        for (who, host) in [
            (&cast.manager, COSECHA),
            (&cast.editor, COSECHA),
            (&cast.network_admin, MAREA),
            (&cast.network_admin, UMBRELLA),
        ] {
            let mut browser = Browser::of(&app, who);
            let token = browser.get(host, "/manage").expect_status(200).form_token();
            for path in [
                "/manage/sites",
                &page_of(&network.boston),
                "/manage/settings",
                "/manage/address",
            ] {
                browser.get(host, path).expect_status(403);
            }
            let sent = [("form_token", token.as_str()), ("act", "suspend"), ("reason", "x")];
            browser.post(host, &page_of(&network.boston), &sent).expect_status(403);
        }
        // A site elsewhere, one's own network and the umbrella answer like a missing one.
        let mut admin = Browser::of(&app, &cast.network_admin);
        let token = admin.get(COSECHA, &page_of(&network.boston)).form_token();
        let missing = admin.get(COSECHA, "/manage/sites/17").expect_status(404).text();
        for elsewhere in [&network.vigo, &network.marea, &network.cosecha, &network.umbrella] {
            let found = admin.get(COSECHA, &page_of(elsewhere)).expect_status(404).text();
            assert_eq!(found, missing);
            let sent = [("form_token", token.as_str()), ("act", "suspend"), ("reason", "x")];
            admin.post(COSECHA, &page_of(elsewhere), &sent).expect_status(404);
        }
        for host in [VIGO, MAREA, COSECHA, UMBRELLA, BOSTON] {
            app.get(host, "/").expect_status(200);
        }
        // Sites have nothing beneath them; moving is the umbrella's.
        let mut manager = Browser::of(&app, &cast.manager);
        manager.get(BOSTON, "/manage/sites").expect_status(404);
        let marea = network.marea.id.to_string();
        let sent = [("form_token", token.as_str()), ("act", "move"), ("network", &marea)];
        admin.post(COSECHA, &page_of(&network.boston), &sent).expect_status(403);
        // A role that was taken away opens nothing, however fresh the page is.
        app.store
            .write(|write| {
                let site = &mut umbel_core::SiteWrite::new(network.cosecha.id, write);
                umbel_core::people::Membership::grant(site, None, &cast.umbrella_admin, Role::NetworkAdmin)?;
                umbel_core::people::Membership::grant(site, None, &cast.network_admin, Role::Editor)
            })
            .unwrap();
        let sent = [("form_token", token.as_str()), ("act", "suspend"), ("reason", "x")];
        admin.post(COSECHA, &page_of(&network.boston), &sent).expect_status(403);
    });
}

#[test]
fn a_site_that_moves_is_found_at_its_old_address() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        NewPost::titled("Rent strike").make(&app.store, &network.boston);
        let mut admin = Browser::of(&app, &cast.umbrella_admin);
        let page = page_of(&network.boston);
        app.get(COSECHA, "/news").contains("Rent strike");
        app.get(MAREA, "/news").lacks("Rent strike");
        let marea = network.marea.id.to_string();
        let to_marea = [("act", "move"), ("network", marea.as_str())];

        // The address is taken there: what was chosen stays, and another name does.
        let squatter = app
            .store
            .write(|write| {
                let new = NewSite {
                    kind: SiteKind::Site,
                    parent: Some(network.marea.id),
                    host: HostName::parse("boston.marea.umbrella.test")?,
                    name: "The other Boston".into(),
                    locale: "en".into(),
                    time_zone: "UTC".into(),
                    theme: "commons".into(),
                };
                Site::create(write, new)
            })
            .unwrap();
        let refused = admin.submit(UMBRELLA, &page, &to_marea).expect_status(200);
        refused.contains("Another site has this address there.");
        refused.contains(&format!("value=\"{marea}\" selected"));
        app.get(BOSTON, "/").expect_status(200);
        let with_label = [to_marea[0], to_marea[1], ("label", "boston-rent")];
        admin
            .submit(UMBRELLA, &page, &with_label)
            .expect_status(200)
            .contains("The site has moved.");
        let new = "boston-rent.marea.umbrella.test";
        app.get(new, "/blog/rent-strike").expect_status(200);
        let old = app.get(BOSTON, "/blog/rent-strike?x=1").expect_status(301);
        assert_eq!(
            old.header("location"),
            Some("https://boston-rent.marea.umbrella.test/blog/rent-strike?x=1")
        );
        assert_eq!(app.post_form(BOSTON, "/sign-out", "a=b").status, 308);
        app.get(MAREA, "/news").contains("Rent strike").contains(new);
        app.get(COSECHA, "/news").lacks("Rent strike");
        app.get(UMBRELLA, "/news").contains(new);
        assert_eq!(log_of(&app, network.boston.id)[0].0, Act::Moved);

        // Those who looked after it still do; those of the former network do not.
        let mut manager = Browser::of(&app, &cast.manager);
        manager.get(new, "/manage").expect_status(200);
        let mut former = Browser::of(&app, &cast.network_admin);
        former.get(COSECHA, &page).expect_status(404);
        former.get(new, "/manage/settings").expect_status(403);
        // It moves back; the name goes along.
        let cosecha = network.cosecha.id.to_string();
        let back = [("act", "move"), ("network", cosecha.as_str())];
        admin.submit(UMBRELLA, &page, &back).expect_status(200);
        app.get("boston-rent.cosecha.umbrella.test", "/").expect_status(200);
        for alias in [BOSTON, new] {
            app.get(alias, "/").expect_status(301);
        }
        // Only sites move, and only to networks.
        admin.get(UMBRELLA, &page_of(&network.cosecha)).lacks("value=\"move\"");
        let squatter = squatter.id.to_string();
        for wrong in [squatter.as_str(), "17", "x", ""] {
            admin
                .submit(UMBRELLA, &page, &[("act", "move"), ("network", wrong)])
                .expect_status(200)
                .contains("Choose the network");
        }
        app.get(MADRID, "/").expect_status(200);
    });
}

#[test]
fn how_much_may_be_uploaded_is_set_by_those_above() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        let mut admin = Browser::of(&app, &cast.network_admin);
        let page = page_of(&network.boston);
        for wrong in ["lots", "-1", "1.5", "999999999"] {
            admin
                .submit(COSECHA, &page, &[("act", "quota"), ("quota", wrong)])
                .expect_status(200)
                .contains("whole number of megabytes")
                .contains(&format!("value=\"{wrong}\""));
        }
        admin
            .submit(COSECHA, &page, &[("act", "quota"), ("quota", "500")])
            .expect_status(200)
            .contains("value=\"500\"");
        admin
            .submit(COSECHA, &page, &[("act", "quota"), ("quota", "")])
            .expect_status(200)
            .lacks("value=\"500\"");
        let quotas = log_of(&app, network.boston.id);
        assert_eq!(quotas.iter().filter(|line| line.0 == Act::QuotaSet).count(), 2);
    });
}
