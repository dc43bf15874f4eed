//! Starting a site: at once, by request, or by asking somebody.

mod beginnings;
mod form;
mod rules;

use crate::support::gate::umbrella;
use crate::support::network::{COSECHA, UMBRELLA};
use crate::support::people::{Page, grant, letter_to, letters, person, role_at};
use crate::support::{Browser, TestApp, TestNetwork, on_each_engine};
use umbel_core::content::{Event, Status};
use umbel_core::mail::Message;
use umbel_core::people::{Account, Act, AuditEntry, Role};
use umbel_core::tree::{HostName, Setting, Site, SiteStatus, StartMode, setting, write_setting};
use umbel_core::{SiteId, SiteScope, SiteWrite};

const WORCESTER: &str = "worcester.cosecha.umbrella.test";

fn set(app: &TestApp, site: SiteId, which: Setting, value: &str) {
    app.store
        .write(|write| write_setting(&mut SiteWrite::new(site, write), which, value))
        .unwrap();
}

fn mode(app: &TestApp, network: &TestNetwork, mode: StartMode) {
    set(app, umbrella(app).id, Setting::StartMode, "open");
    set(app, network.cosecha.id, Setting::StartMode, mode.as_str());
}

fn site_at(app: &TestApp, host: &str) -> Site {
    app.store
        .read(|connection| Site::at_host(connection, &HostName::parse(host)?))
        .unwrap()
}

fn acts(app: &TestApp, site: SiteId) -> Vec<Act> {
    app.store
        .read(|connection| AuditEntry::newest(&mut SiteScope::new(site, connection), None, 50))
        .unwrap()
        .into_iter()
        .map(|entry| entry.act)
        .collect()
}

/// Somebody new, a network whose rosa looks after it, and the browsers of both.
struct Scene<'a> {
    network: TestNetwork,
    ana: Account,
    rosa: Account,
    anas: Browser<'a>,
    rosas: Browser<'a>,
}

fn scene(app: &TestApp) -> Scene<'_> {
    let network = TestNetwork::plant(&app.store);
    let ana = person(app, "Ana", "ana@worcester.example");
    let rosa = person(app, "Rosa", "rosa@cosecha.example");
    grant(app, &network.cosecha, &rosa, Role::NetworkAdmin);
    Scene {
        anas: Browser::of(app, &ana),
        rosas: Browser::of(app, &rosa),
        network,
        ana,
        rosa,
    }
}

const WORCESTERS: &[(&str, &str)] = &[
    ("name", "Worcester Tenants"),
    ("label", "worcester"),
    ("about", "We meet on *Tuesdays* & look after <each other>."),
    ("locale", "en"),
    ("topics", "Housing, Food"),
];

fn with<'f>(fields: &[(&'f str, &'f str)], name: &'f str, value: &'f str) -> Vec<(&'f str, &'f str)> {
    let mut fields: Vec<_> = fields.iter().copied().filter(|(found, _)| *found != name).collect();
    fields.push((name, value));
    fields
}

#[track_caller]
fn live_and_whole(app: &TestApp, host: &str) {
    app.get(host, "/").expect_status(200).contains("Worcester Tenants");
    app.get(host, "/about-us")
        .expect_status(200)
        .contains("We are Worcester Tenants")
        .contains("on *Tuesdays* &amp; look after &lt;each other&gt;");
    app.get(host, "/events/our-first-meeting").expect_status(404);
    app.get(host, "/events").expect_status(200).lacks("Our first meeting");
    let site = site_at(app, host);
    let event = first_event(app, &site);
    assert_eq!((event.status, event.published_at), (Status::Draft, None));
    app.get(UMBRELLA, "/directory").lacks("Our first meeting");
}

fn first_event(app: &TestApp, site: &Site) -> Event {
    use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
    use umbel_core::schema::events;
    app.store
        .read(|connection| Ok(events::table.filter(events::site_id.eq(site.id)).first(connection)?))
        .unwrap()
}

fn request_id(page: &Page) -> String {
    let text = page.text();
    let (_, after) = text.split_once("href=\"/manage/requests/").expect("a request");
    after.split('"').next().unwrap().to_owned()
}

#[test]
fn where_it_is_open_a_site_is_there_at_once() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let mut scene = scene(&app);
        mode(&app, &scene.network, StartMode::Open);
        let shown = scene.anas.get(COSECHA, "/start").expect_status(200);
        let policy = shown.header("content-security-policy").unwrap();
        assert!(
            policy.contains("form-action 'self' https://*.cosecha.umbrella.test https://id.umbrella.test;"),
            "{policy}"
        );
        app.get(WORCESTER, "/").expect_status(404);
        scene
            .anas
            .submit(COSECHA, "/start", WORCESTERS)
            .expect_status(200)
            .expect_at(WORCESTER, "/manage")
            .contains("Your site is there");
        live_and_whole(&app, WORCESTER);
        let site = site_at(&app, WORCESTER);
        assert_eq!(role_at(&app, &site, &scene.ana), Some(Role::Manager));
        assert_eq!(site.parent_id, Some(scene.network.cosecha.id));
        let topics = app
            .store
            .read(|connection| setting(&mut SiteScope::new(site.id, connection), Setting::Topics));
        assert_eq!(topics.unwrap().as_deref(), Some("housing,food"));
        assert!(acts(&app, site.id).contains(&Act::Founded));
        assert!(acts(&app, scene.network.cosecha.id).contains(&Act::Founded));
        assert!(letters(&app).is_empty(), "nobody has to be told");
    });
}

#[test]
fn where_it_takes_a_request_a_site_is_there_once_it_is_granted() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let mut scene = scene(&app);
        scene
            .anas
            .submit(COSECHA, "/start", WORCESTERS)
            .expect_status(200)
            .expect_at(COSECHA, "/start/asked")
            .contains("Your request is on its way")
            .contains("Waits for an answer");
        app.get(WORCESTER, "/").expect_status(404);
        let letter = letter_to(&app, "rosa@cosecha.example");
        assert!(matches!(&letter.message, Message::SiteRequested { person, site, .. }
            if person == "Ana" && site == "Worcester Tenants"));
        scene
            .rosas
            .get(COSECHA, "/manage")
            .contains("One person asks to start something here");
        let list = scene
            .rosas
            .open(&letter.link())
            .expect_status(200)
            .expect_at(COSECHA, "/manage/requests");
        let path = format!("/manage/requests/{}", request_id(&list));
        scene
            .rosas
            .get(COSECHA, &path)
            .expect_status(200)
            .contains("We meet on *Tuesdays* &amp; look after")
            .contains("housing, food")
            .contains("ana@worcester.example");
        scene
            .rosas
            .submit(COSECHA, &path, &[("decision", "accepted"), ("label", "worcester")])
            .expect_status(200)
            .expect_at(COSECHA, "/manage/requests")
            .contains("They get a mail");
        live_and_whole(&app, WORCESTER);
        let site = site_at(&app, WORCESTER);
        assert_eq!(role_at(&app, &site, &scene.ana), Some(Role::Manager));
        assert_eq!(role_at(&app, &site, &scene.rosa), None);
        let approved = letter_to(&app, "ana@worcester.example");
        assert!(matches!(approved.message, Message::SiteApproved { .. }));
        assert_eq!(approved.link(), format!("https://{WORCESTER}/manage"));
        scene
            .anas
            .open(&approved.link())
            .expect_status(200)
            .expect_at(WORCESTER, "/manage");
        scene.anas.get(COSECHA, "/start/asked").contains("Accepted");
        assert!(acts(&app, scene.network.cosecha.id).contains(&Act::SiteGranted));
        // Answered once.
        let again = scene.rosas.submit_from(
            COSECHA,
            "/manage/membership",
            &path,
            &[("decision", "declined"), ("reason", "No")],
        );
        again.expect_status(200).contains("Somebody else has answered");
    });
}

#[test]
fn a_request_gets_another_address_when_somebody_was_quicker() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let mut scene = scene(&app);
        scene.anas.submit(COSECHA, "/start", WORCESTERS).expect_status(200);
        scene
            .rosas
            .submit(COSECHA, "/start", &with(WORCESTERS, "name", "Another group"))
            .expect_at(WORCESTER, "/manage");
        let list = scene.rosas.get(COSECHA, "/manage/requests");
        let path = format!("/manage/requests/{}", request_id(&list));
        scene
            .rosas
            .get(COSECHA, &path)
            .contains("is taken")
            .contains("worcester-tenants");
        scene
            .rosas
            .submit(COSECHA, &path, &[("decision", "accepted"), ("label", "worcester")])
            .expect_status(200)
            .expect_at(COSECHA, &path)
            .contains("is taken");
        scene
            .rosas
            .submit(
                COSECHA,
                &path,
                &[("decision", "accepted"), ("label", "worcester-tenants")],
            )
            .expect_at(COSECHA, "/manage/requests");
        live_and_whole(&app, "worcester-tenants.cosecha.umbrella.test");
    });
}

#[test]
fn who_is_declined_gets_the_reason_by_mail() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let mut scene = scene(&app);
        scene.anas.submit(COSECHA, "/start", WORCESTERS).expect_status(200);
        let list = scene.rosas.get(COSECHA, "/manage/requests");
        let path = format!("/manage/requests/{}", request_id(&list));
        scene.anas.get(COSECHA, &path).expect_status(403);
        scene
            .rosas
            .submit(COSECHA, &path, &[("decision", "declined"), ("reason", "  ")])
            .expect_at(COSECHA, &path)
            .contains("Say why");
        scene
            .rosas
            .submit(
                COSECHA,
                &path,
                &[("decision", "declined"), ("reason", "Join Boston first.")],
            )
            .expect_status(200)
            .expect_at(COSECHA, "/manage/requests");
        let letter = letter_to(&app, "ana@worcester.example");
        assert!(matches!(&letter.message, Message::SiteDeclined { reason, .. } if reason == "Join Boston first."));
        scene.anas.get(COSECHA, "/start/asked").contains("Join Boston first.");
        app.get(WORCESTER, "/").expect_status(404);
        assert!(acts(&app, scene.network.cosecha.id).contains(&Act::SiteDeclined));
    });
}

#[test]
fn where_it_takes_an_invitation_others_are_told_whom_to_ask() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let mut scene = scene(&app);
        mode(&app, &scene.network, StartMode::Invitation);
        let shown = scene.anas.get(COSECHA, "/start").expect_status(200);
        shown
            .contains("Rosa")
            .lacks("rosa@cosecha.example")
            .lacks("name=\"label\"");
        let token = shown.form_token();
        let fields = with(WORCESTERS, "form_token", &token);
        scene.anas.post(COSECHA, "/start", &fields).expect_status(403);
        app.get(WORCESTER, "/").expect_status(404);
        scene
            .rosas
            .submit(COSECHA, "/start", WORCESTERS)
            .expect_at(WORCESTER, "/manage");
        // A network cannot be wider than the umbrella.
        set(&app, umbrella(&app).id, Setting::StartMode, "invitation");
        set(&app, scene.network.cosecha.id, Setting::StartMode, "open");
        scene.anas.get(COSECHA, "/start").contains("Ask somebody first");
        // Nothing new comes to be where everything rests.
        app.store
            .write(|write| {
                let mut network = Site::find(write.connection, scene.network.cosecha.id)?;
                network.status = SiteStatus::Archived;
                network.save(write)
            })
            .unwrap();
        scene
            .rosas
            .get(COSECHA, "/start")
            .contains("Nothing new can be started");
    });
}
