//! The addresses of a place: another name, and domains that are proved, looked after and lost.

use crate::support::desk::Writer;
use crate::support::network::{BOSTON, COSECHA, MADRID, UMBRELLA};
use crate::support::people::{Browser, grant, letter_to, letters, person};
use crate::support::{NewPost, TestApp, TestNetwork, on_each_engine};
use crate::tree::{Cast, log_of};
use umbel_core::SiteScope;
use umbel_core::content::PostKind;
use umbel_core::mail::Message;
use umbel_core::paths::is_reserved;
use umbel_core::people::{Act, Role};
use umbel_core::tree::{Domain, Site};
use umbel_server::domains::DomainWatch;

const ADDRESS: &str = "/manage/address";
const OWN: &str = "tenants.example";
const DAY: i64 = 24 * 3_600;

fn domain(app: &TestApp, site: &Site, host: &str) -> Option<Domain> {
    app.store
        .read(|connection| Domain::find(&mut SiteScope::new(site.id, connection), host))
        .unwrap()
}

/// Makes the record that proves a domain a site has named.
fn make_record(app: &TestApp, site: &Site, host: &str) {
    let named = domain(app, site, host).unwrap();
    let records = &app.world.domain_proofs;
    records.put(&named.record_name(), Some(&["v=spf1 -all", &named.record_text()]));
}

/// What the worker does when a day has gone by.
fn a_day_later(app: &TestApp) -> Vec<bool> {
    app.wait_seconds(DAY + 1);
    let watch = DomainWatch::of(&app.world);
    std::iter::from_fn(|| watch.look_at_next().unwrap()).collect()
}

#[test]
fn a_renamed_site_is_found_at_its_old_name() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        NewPost::titled("Rent strike").make(&app.store, &network.boston);
        let mut manager = Browser::of(&app, &cast.manager);
        let rename = |manager: &mut Browser<'_>, host: &str, label: &str| {
            let shown = manager.get(host, ADDRESS).expect_status(200);
            let token = shown.form_token();
            manager.post(
                host,
                ADDRESS,
                &[("form_token", &token), ("act", "rename"), ("label", label)],
            )
        };
        for (label, sentence) in [
            ("madrid", "Another site has this address."),
            ("admin", "This name is kept back."),
            ("-boston", "between 2 and 40"),
            ("a.b", "between 2 and 40"),
        ] {
            let refused = rename(&mut manager, BOSTON, label).expect_status(200);
            refused.contains(sentence).contains(&format!("value=\"{label}\""));
        }
        app.get(BOSTON, "/").expect_status(200);
        let new = "boston-tenants.cosecha.umbrella.test";
        let moved = rename(&mut manager, BOSTON, "Boston Tenants").expect_status(200);
        moved.contains(&format!("href=\"https://{new}/manage/address\""));
        app.get(new, "/blog/rent-strike").expect_status(200);
        let old = app.get(BOSTON, "/blog/rent-strike").expect_status(301);
        assert_eq!(
            old.header("location").unwrap(),
            format!("https://{new}/blog/rent-strike")
        );
        app.get(UMBRELLA, "/news").contains(new).lacks(BOSTON);
        assert_eq!(log_of(&app, network.boston.id)[0].0, Act::Renamed);
        // The session stayed behind at the old address; the new one is reached by signing in by itself.
        manager.get(new, ADDRESS).expect_status(200).contains(BOSTON);
        // One's own old name can be had again, and is the third and last of the day.
        rename(&mut manager, new, "boston").expect_status(200);
        rename(&mut manager, BOSTON, "boston-rents").expect_status(200);
        rename(&mut manager, "boston-rents.cosecha.umbrella.test", "bostonians")
            .expect_status(200)
            .contains("three times today");
        let mut editor = Browser::of(&app, &cast.editor);
        editor
            .get("boston-rents.cosecha.umbrella.test", ADDRESS)
            .expect_status(403);
        // The umbrella's own address is nobody's to change from a browser.
        let mut admin = Browser::of(&app, &cast.umbrella_admin);
        let shown = admin.get(UMBRELLA, ADDRESS).expect_status(200);
        shown.lacks("name=\"label\"");
        let token = shown.form_token();
        let sent = [("form_token", token.as_str()), ("act", "rename"), ("label", "other")];
        admin.post(UMBRELLA, ADDRESS, &sent).expect_status(200);
        app.get(UMBRELLA, "/").expect_status(200);
    });
}

#[test]
fn a_domain_leads_to_the_site_that_proves_it() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        let mut manager = Browser::of(&app, &cast.manager);
        let token = manager.get(BOSTON, ADDRESS).expect_status(200).form_token();
        let name = |manager: &mut Browser<'_>, typed: &str| {
            manager.post(
                BOSTON,
                ADDRESS,
                &[("form_token", &token), ("act", "name"), ("domain", typed)],
            )
        };
        for (typed, sentence) in [
            ("tenants", "This is not a domain."),
            ("127.0.0.1", "This is not a domain."),
            ("ten ants.example", "This is not a domain."),
            ("new.umbrella.test", "This belongs to the umbrella."),
            ("UMBRELLA.test.", "This belongs to the umbrella."),
        ] {
            let refused = name(&mut manager, typed).expect_status(200);
            refused.contains(sentence).contains(&format!("value=\"{typed}\""));
        }
        let named = name(&mut manager, "https://Tenants.example/").expect_status(200);
        let record = domain(&app, &network.boston, OWN).unwrap();
        named.contains("_umbel.tenants.example").contains(&record.record_text());
        app.get(OWN, "/").expect_status(404);

        let press = |manager: &mut Browser<'_>, host: &str, act: &str, target: &str| {
            let token = manager.get(host, "/manage").form_token();
            manager.post(host, ADDRESS, &[("form_token", &token), ("act", act), ("host", target)])
        };
        let missing = press(&mut manager, BOSTON, "look", OWN).expect_status(200);
        missing.contains("is not there yet");
        app.world
            .domain_proofs
            .put("_umbel.tenants.example", Some(&["umbel-site=else"]));
        press(&mut manager, BOSTON, "look", OWN).contains("is not there yet");
        app.world.domain_proofs.put("_umbel.tenants.example", None);
        press(&mut manager, BOSTON, "look", OWN).contains("could not look");
        // It cannot be made the address before it is proved.
        press(&mut manager, BOSTON, "answer", OWN).expect_status(404);
        press(&mut manager, BOSTON, "look", "other.example").expect_status(404);
        app.get(OWN, "/").expect_status(404);

        make_record(&app, &network.boston, OWN);
        press(&mut manager, BOSTON, "look", OWN)
            .expect_status(200)
            .contains("The domain is yours");
        app.get(OWN, "/blog").expect_status(301);
        let moved = press(&mut manager, BOSTON, "answer", OWN).expect_status(200);
        moved.contains("https://tenants.example/manage/address");
        app.get(OWN, "/blog").expect_status(200);
        assert_eq!(
            app.get(BOSTON, "/blog").expect_status(301).header("location"),
            Some("https://tenants.example/blog")
        );
        manager.get(OWN, "/manage").expect_status(200);
        // Another name beneath the network leads to the domain, too.
        let token = manager.get(OWN, ADDRESS).form_token();
        let label = [("form_token", token.as_str()), ("act", "rename"), ("label", "tenants")];
        manager.post(OWN, ADDRESS, &label).expect_status(200);
        app.get("tenants.cosecha.umbrella.test", "/").expect_status(301);
        app.get(OWN, "/").expect_status(200);

        // Nobody else can have it, with whatever record.
        let mut admin = Browser::of(&app, &cast.umbrella_admin);
        let token = admin.get(MADRID, ADDRESS).expect_status(200).form_token();
        let taken = [("form_token", token.as_str()), ("act", "name"), ("domain", OWN)];
        admin
            .post(MADRID, ADDRESS, &taken)
            .expect_status(200)
            .contains("Otro sitio está en este dominio.");
        // Given up, the site answers at the name it was last given.
        press(&mut manager, OWN, "remove", OWN).expect_status(200);
        app.get(OWN, "/").expect_status(404);
        app.get("tenants.cosecha.umbrella.test", "/").expect_status(200);
        app.get(BOSTON, "/").expect_status(301);
        let acts: Vec<Act> = log_of(&app, network.boston.id).into_iter().map(|line| line.0).collect();
        for act in [Act::DomainNamed, Act::DomainProved, Act::DomainDetached] {
            assert_eq!(acts.iter().filter(|found| **found == act).count(), 1, "{act}");
        }
    });
}

#[test]
fn of_two_sites_that_name_a_domain_the_one_that_proves_it_gets_it() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        let mut admin = Browser::of(&app, &cast.umbrella_admin);
        for host in [BOSTON, MADRID] {
            let token = admin.get(host, ADDRESS).form_token();
            let sent = [("form_token", token.as_str()), ("act", "name"), ("domain", OWN)];
            admin.post(host, ADDRESS, &sent).expect_status(200);
        }
        let proofs = [&network.boston, &network.madrid].map(|site| domain(&app, site, OWN).unwrap().proof);
        assert_ne!(proofs[0], proofs[1]);
        make_record(&app, &network.madrid, OWN);
        for host in [BOSTON, MADRID] {
            let token = admin.get(host, ADDRESS).form_token();
            let sent = [("form_token", token.as_str()), ("act", "look"), ("host", OWN)];
            admin.post(host, ADDRESS, &sent).expect_status(200);
        }
        let to = app.get(OWN, "/").expect_status(301);
        assert_eq!(to.header("location"), Some("https://madrid.cosecha.umbrella.test/"));
        // A record for the other site comes too late.
        make_record(&app, &network.boston, OWN);
        let token = admin.get(BOSTON, ADDRESS).form_token();
        let sent = [("form_token", token.as_str()), ("act", "look"), ("host", OWN)];
        admin
            .post(BOSTON, ADDRESS, &sent)
            .expect_status(200)
            .contains("Another site answers at this domain.");
    });
}

#[test]
fn a_domain_that_is_lost_for_three_days_is_taken_off() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        NewPost::titled("Rent strike").make(&app.store, &network.boston);
        let mut manager = Browser::of(&app, &cast.manager);
        let token = manager.get(BOSTON, ADDRESS).form_token();
        let press = |manager: &mut Browser<'_>, act: &str, field: &str| {
            manager.post(BOSTON, ADDRESS, &[("form_token", &token), ("act", act), (field, OWN)])
        };
        press(&mut manager, "name", "domain").expect_status(200);
        make_record(&app, &network.boston, OWN);
        press(&mut manager, "look", "host").expect_status(200);
        press(&mut manager, "answer", "host").expect_status(200);
        app.get(OWN, "/").expect_status(200);
        app.get(UMBRELLA, "/news").contains(OWN);
        let failures = |app: &TestApp| domain(app, &network.boston, OWN).unwrap().failures;

        assert_eq!(a_day_later(&app), [false]);
        assert_eq!(
            DomainWatch::of(&app.world).look_at_next().unwrap(),
            None,
            "once a day is enough"
        );
        app.world.domain_proofs.put("_umbel.tenants.example", Some(&[]));
        assert_eq!(a_day_later(&app), [false]);
        assert_eq!(a_day_later(&app), [false]);
        assert_eq!(failures(&app), 2);
        // Who looks by hand in between puts nothing off.
        let before = domain(&app, &network.boston, OWN).unwrap().checked_at;
        let later = person(&app, "Lara", "lara@example.org");
        grant(&app, &network.boston, &later, Role::Manager);
        let mut by_hand = Browser::of(&app, &later);
        let token = by_hand.get(OWN, ADDRESS).expect_status(200).form_token();
        let sent = [("form_token", token.as_str()), ("act", "look"), ("host", OWN)];
        by_hand.post(OWN, ADDRESS, &sent).contains("is not there yet");
        assert_eq!(domain(&app, &network.boston, OWN).unwrap().checked_at, before);
        // Name servers that do not answer say nothing about the domain, and are asked again within the hour.
        app.world.domain_proofs.put("_umbel.tenants.example", None);
        assert_eq!(a_day_later(&app), [false]);
        assert_eq!(failures(&app), 2);
        make_record(&app, &network.boston, OWN);
        app.wait_seconds(3_601);
        assert_eq!(DomainWatch::of(&app.world).look_at_next().unwrap(), Some(false));
        assert_eq!(failures(&app), 0, "three in a row means in a row");

        app.world.domain_proofs.put("_umbel.tenants.example", Some(&[]));
        assert_eq!(a_day_later(&app), [false]);
        assert_eq!(a_day_later(&app), [false]);
        app.get(OWN, "/").expect_status(200);
        assert!(letters(&app).is_empty());
        assert_eq!(a_day_later(&app), [true]);
        app.get(OWN, "/").expect_status(404);
        app.get(BOSTON, "/blog/rent-strike").expect_status(200);
        app.get(UMBRELLA, "/news").contains(BOSTON).lacks(OWN);
        let told = letter_to(&app, "mara@example.org");
        assert!(matches!(&told.message, Message::DomainDetached { domain, .. } if domain == OWN));
        assert_eq!(told.link(), format!("https://{BOSTON}/manage/address"));
        assert_eq!(
            log_of(&app, network.boston.id)[0],
            (Act::DomainDetached, String::new(), String::new())
        );
        assert_eq!(a_day_later(&app), Vec::<bool>::new());
        // Somebody makes the record again: the domain comes back.
        let last = person(&app, "Lía", "lia@example.org");
        grant(&app, &network.boston, &last, Role::Manager);
        let mut admin = Browser::of(&app, &last);
        make_record(&app, &network.boston, OWN);
        let shown = admin.get(BOSTON, ADDRESS).expect_status(200);
        shown.contains("three days in a row");
        let token = shown.form_token();
        let sent = [("form_token", token.as_str()), ("act", "look"), ("host", OWN)];
        admin.post(BOSTON, ADDRESS, &sent).contains("The domain is yours");
        app.get(OWN, "/").expect_status(301);
        app.get(COSECHA, "/").expect_status(200);
    });
}

#[test]
fn no_page_can_stand_where_umbel_answers() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let mut checked = 0;
        for (_, route) in app.world.routes().chain(app.world.sign_in_routes()) {
            let first = route.path.trim_start_matches('/').split('/').next().unwrap_or_default();
            // Addresses with a dot or a blank to fill in are none that a page can be given.
            if first.is_empty() || first.contains(['.', '{']) {
                continue;
            }
            assert!(
                is_reserved(first),
                "{} is not in the list of reserved words",
                route.path
            );
            checked += 1;
        }
        assert!(checked > 100, "{checked}");
        for (wanted, given) in [("Blog", "blog-2"), ("Report", "report-2"), ("Our blog", "our-blog")] {
            let eva = Writer::at_boston(&app, &network, &format!("Eva {wanted}"), Role::Editor);
            let id = eva.begin(PostKind::Page);
            let page = eva.save(id, &[("title", wanted), ("source", "x"), ("do", "publish")]);
            assert_eq!(page.path, given);
            let refused = eva.send(id, &[("title", wanted), ("address", "transparency"), ("do", "save")]);
            refused
                .expect_status(200)
                .contains("Something else stands at this address");
        }
    });
}
