//! From a host to a site, through the door.

use crate::support::network::{BOSTON, COSECHA, MADRID, UMBRELLA};
use crate::support::{NewPost, TestApp, TestNetwork, Wishes, on_each_engine};
use umbel_core::database::Engine;
use umbel_core::tree::{Host, HostName, Site, SiteStatus};
use umbel_core::{Clock, Store};

#[test]
fn each_host_shows_its_own_site() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        TestNetwork::plant(&app.store);
        for (host, name) in [(UMBRELLA, "Umbrella"), (COSECHA, "Cosecha"), (BOSTON, "Boston group")] {
            let page = app.get(host, "/").expect_status(200);
            page.contains(&format!("<title>{name}</title>"));
            page.contains(&format!("<link rel=\"canonical\" href=\"https://{host}/\">"));
        }
        let spanish = app.get(MADRID, "/").expect_status(200);
        spanish.contains("<html lang=\"es\"");
    });
}

#[test]
fn a_host_may_be_written_in_many_ways() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        TestNetwork::plant(&app.store);
        for host in [
            "BOSTON.Cosecha.Umbrella.test",
            "boston.cosecha.umbrella.test.",
            "boston.cosecha.umbrella.test:8080",
        ] {
            app.get(host, "/").expect_status(200).contains("Boston group");
        }
    });
}

#[test]
fn aliases_lead_to_the_own_address_with_path_and_query() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        app.store
            .write(|write| Host::add(write, network.boston.id, &HostName::parse("münchen.test")?, false))
            .unwrap();
        let answer = app
            .get("XN--mnchen-3ya.test:99", "/blog/caf%C3%A9?page=2&x=%26")
            .expect_status(301);
        assert_eq!(
            answer.header("location"),
            Some("https://boston.cosecha.umbrella.test/blog/caf%C3%A9?page=2&x=%26")
        );
        assert_eq!(app.request("POST", "xn--mnchen-3ya.test", "/a", &[]).status, 308);
    });
}

#[test]
fn unknown_hosts_get_help_and_no_echo() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        TestNetwork::plant(&app.store);
        let answer = app.get("evil-name.test", "/evil-path?evil-query").expect_status(404);
        answer.contains("No group lives at this address");
        answer.contains("https://umbrella.test/directory");
        answer.lacks("evil");
        assert_eq!(app.get("a b", "/").status, 400);
        for host in ["[::1]", "-a.test", "a..test", "a_b@c", ".."] {
            let answer = app.get(host, "/").expect_status(400);
            answer.lacks("Boston");
        }
    });
}

#[test]
fn forwarded_hosts_count_from_configured_proxies_only() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        TestNetwork::plant(&app.store);
        for header in ["x-forwarded-host", "forwarded"] {
            let value = if header == "forwarded" {
                "host=umbrella.test"
            } else {
                UMBRELLA
            };
            let answer = app.request("GET", BOSTON, "/", &[(header, value)]).expect_status(200);
            answer.contains("<title>Boston group</title>");
        }
    });
    on_each_engine(|database| {
        let wishes = Wishes {
            trusted_proxies: vec!["127.0.0.0/8".into()],
            ..Wishes::default()
        };
        let app = TestApp::with(database, &wishes);
        TestNetwork::plant(&app.store);
        let answer = app
            .request("GET", BOSTON, "/", &[("x-forwarded-host", UMBRELLA)])
            .expect_status(200);
        answer.contains("<title>Umbrella</title>");
    });
}

#[test]
fn another_process_is_heard_within_a_second() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let _listening = umbel_server::worker::listen(app.store.clone()).unwrap();
        app.get("new.umbrella.test", "/").expect_status(404);
        app.get(BOSTON, "/blog/from-elsewhere").expect_status(404);
        // A second store on the same database is what another process has.
        let other = Store::open(&app.database.address, Clock::at(app.store.now())).unwrap();
        other
            .write(|write| Host::add(write, network.boston.id, &HostName::parse("new.umbrella.test")?, false))
            .unwrap();
        NewPost::titled("From elsewhere").make(&other, &network.boston);
        eventually(|| app.get("new.umbrella.test", "/").status == 301);
        eventually(|| app.get(BOSTON, "/blog/from-elsewhere").status == 200);
        let mut site = network.boston.clone();
        site.status = SiteStatus::Suspended;
        other.write(|write| site.save(write)).unwrap();
        eventually(|| app.get(BOSTON, "/").status == 403);
    });
}

#[test]
fn a_thread_that_waits_is_told_of_every_commit_and_left_alone_between_them() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let other = Store::open(&app.database.address, Clock::at(app.store.now())).unwrap();
        let mut pulse = app.store.pulse();
        assert!(pulse.beats(), "what happened before is unknown");
        // PostgreSQL cannot say; there one always looks.
        let quiet = app.store.engine() == Engine::Postgres;
        assert_eq!(pulse.beats(), quiet);
        for (number, store) in [&app.store, &other, &app.store].into_iter().enumerate() {
            NewPost::titled(&format!("News {number}")).make(store, &network.boston);
            assert!(pulse.beats(), "commit {number} was missed");
            assert_eq!(pulse.beats(), quiet);
        }
        // What is taken back was never there.
        let refused: umbel_core::Result<()> = other.write(|write| {
            network.boston.clone().save(write)?;
            Err(umbel_core::Error::NotFound("a reason"))
        });
        assert!(refused.is_err());
        assert_eq!(pulse.beats(), quiet);
    });
}

/// The promise is a second.
#[track_caller]
fn eventually(mut holds: impl FnMut() -> bool) {
    for _ in 0..20 {
        if holds() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("it did not come true within a second");
}

#[test]
fn closed_sites_show_nothing_but_that_they_are_closed() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        NewPost::titled("Secret plans").make(&app.store, &network.boston);
        NewPost {
            kind: umbel_core::content::PostKind::Page,
            ..NewPost::titled("Secret page")
        }
        .make(&app.store, &network.boston);
        let close = |site: &Site, status| {
            let mut site = site.clone();
            site.status = status;
            site.tagline = "Secret tagline".into();
            site.about = "Secret about".into();
            site.contact_email = Some("secret@boston.test".into());
            site.place = Some("Secret place".into());
            app.store.write(|write| site.save(write)).unwrap();
        };
        for status in [SiteStatus::Suspended, SiteStatus::Private] {
            close(&network.boston, status);
            for path in [
                "/",
                "/blog",
                "/blog/secret-plans",
                "/feed",
                "/sitemap/blog/1.xml",
                "/search?q=secret",
                "/nothing",
            ] {
                let answer = app.get(BOSTON, path).expect_status(403);
                answer.contains("Boston group");
                for part in ["Secret", "secret@", "application/rss+xml"] {
                    answer.lacks(part);
                }
            }
        }
        // The icon is made from the name, and those who look after the site must find in.
        app.get(BOSTON, "/favicon.svg").expect_status(200).lacks("Secret");
        app.get(BOSTON, "/sign-in").expect_status(303);
        close(&network.boston, SiteStatus::Archived);
        app.get(BOSTON, "/blog/secret-plans").expect_status(200);
        // A closed network closes what lies beneath it.
        close(&network.cosecha, SiteStatus::Suspended);
        app.get(BOSTON, "/blog/secret-plans").expect_status(403);
    });
}
