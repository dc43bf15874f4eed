//! Starting a site: at once, by request, or by asking somebody; what it begins with; and the rules for it.

use crate::support::gate::umbrella;
use crate::support::network::{BOSTON, COSECHA, NewPost, UMBRELLA};
use crate::support::people::{Page, grant, letter_to, letters, person, role_at};
use crate::support::{Browser, TestApp, TestNetwork, on_each_engine, rows};
use aggregator::founding::{self, Founding};
use umbel_core::content::{Event, PostKind, Status};
use umbel_core::mail::Message;
use umbel_core::people::{Account, Act, AuditEntry, Role};
use umbel_core::tree::{
    FirstTexts, HostName, MenuItem, Setting, Site, SiteStatus, StartMode, Wish, disable_feature, enable_feature,
    feature_choices, mark_template, setting, settings, write_setting,
};
use umbel_core::{Error, Id, SiteId, SiteScope, SiteWrite};

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

#[test]
fn what_cannot_be_an_address_is_said_beside_it_and_nothing_typed_is_lost() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let mut scene = scene(&app);
        mode(&app, &scene.network, StartMode::Open);
        for (label, sentence) in [
            ("boston", "boston.cosecha.umbrella.test is taken"),
            ("Boston", "boston.cosecha.umbrella.test is taken"),
            ("www", "is kept for other uses"),
            ("manage", "is kept for other uses"),
            ("a", "This cannot be an address"),
            ("bos.ton", "This cannot be an address"),
            ("b\u{43e}ston", "This cannot be an address"),
        ] {
            let page = scene
                .anas
                .submit(COSECHA, "/start", &with(WORCESTERS, "label", label))
                .expect_status(200);
            page.contains(sentence)
                .contains("value=\"Worcester Tenants\"")
                .contains("We meet on *Tuesdays* &amp; look after &lt;each other&gt;.")
                .contains("value=\"Housing, Food\"")
                .contains(&format!("value=\"{label}\""));
        }
        let long = "n".repeat(121);
        let many = "a,b,c,d,e,f,g,h,i";
        for (field, value, sentence) in [
            ("name", "", "A name has between 1 and 120"),
            ("name", long.as_str(), "A name has between 1 and 120"),
            ("topics", many, "at most 8 topics"),
            ("coordinates", "91, 0", "These are not coordinates"),
            ("time_zone", "Boston", "no such time zone"),
            ("template", "12345", "This template is not there"),
        ] {
            let page = scene
                .anas
                .submit(COSECHA, "/start", &with(WORCESTERS, field, value))
                .expect_status(200);
            page.contains(sentence).contains("value=\"worcester\"");
        }
        app.get(WORCESTER, "/").expect_status(404);
        // A suggestion is a button that goes on.
        let taken = with(WORCESTERS, "label", "boston");
        scene
            .anas
            .submit(COSECHA, "/start", &taken)
            .contains("name=\"use_label\" value=\"boston-2\"");
        scene
            .anas
            .submit(COSECHA, "/start", &with(&taken, "use_label", "boston-2"))
            .expect_at("boston-2.cosecha.umbrella.test", "/manage");
        // Without an address it follows from the name.
        scene
            .anas
            .submit(COSECHA, "/start", &with(WORCESTERS, "label", ""))
            .expect_at("worcester-tenants.cosecha.umbrella.test", "/manage");
        scene
            .anas
            .submit(COSECHA, "/start", &with(WORCESTERS, "label", "вустер"))
            .expect_at("xn--b1ag7acfe.cosecha.umbrella.test", "/manage");
    });
}

#[test]
fn an_address_is_checked_while_it_is_typed() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let mut scene = scene(&app);
        let mut check = |query: &str| -> serde_json::Value {
            let page = scene
                .anas
                .get(COSECHA, &format!("/start/address?{query}"))
                .expect_status(200);
            assert_eq!(page.header("content-type"), Some("application/json"));
            serde_json::from_slice(&page.bytes).unwrap()
        };
        let free = check("name=Worcester+Tenants&label=");
        assert_eq!(
            (&free["state"], &free["label"]),
            (&"free".into(), &"worcester-tenants".into())
        );
        let taken = check("name=Boston&label=&place=Boston,+Massachusetts");
        assert_eq!(taken["state"], "taken");
        assert_eq!(taken["suggestions"][0], "boston-massachusetts");
        assert!(
            taken["sentence"]
                .as_str()
                .unwrap()
                .contains("boston.cosecha.umbrella.test is taken")
        );
        assert_eq!(check("label=id")["state"], "reserved");
        assert_eq!(check("label=-")["state"], "invalid");
        let towns = scene.anas.get(COSECHA, "/start/places?q=bosto").expect_status(200);
        let towns: serde_json::Value = serde_json::from_slice(&towns.bytes).unwrap();
        assert!(towns["places"][0]["label"].as_str().unwrap().starts_with("Boston"));
        app.get(COSECHA, "/start/address?label=boston").expect_status(303);
    });
}

#[test]
fn a_place_brings_its_time_zone_and_can_be_rough() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let mut scene = scene(&app);
        mode(&app, &scene.network, StartMode::Open);
        let typed = with(WORCESTERS, "place", "Boston");
        // Whoever types a town is asked which, by the button and without it.
        for fields in [with(&typed, "look_up", "yes"), typed.clone()] {
            let page = scene.anas.submit(COSECHA, "/start", &fields).expect_status(200);
            page.contains("Which of these do you mean?")
                .contains("Boston, Massachusetts, United States");
            page.contains("value=\"worcester\"");
        }
        let boston = umbel_gazetteer_key(&mut scene.anas, "Boston, Massachusetts");
        let chosen = with(&with(&typed, "place_searched", "Boston"), "place_key", &boston);
        scene
            .anas
            .submit(COSECHA, "/start", &with(&chosen, "rough", "yes"))
            .expect_at(WORCESTER, "/manage");
        let site = site_at(&app, WORCESTER);
        assert_eq!(site.time_zone, "America/New_York");
        assert_eq!(site.place.as_deref(), Some("Boston, Massachusetts, United States"));
        assert_eq!((site.latitude, site.longitude), (Some(42.4), Some(-71.1)));
        // The draft stands at seven in the evening there, a week ahead.
        let event = first_event(&app, &site);
        let date = app
            .store
            .read(|connection| Event::dates(&mut SiteScope::new(site.id, connection), event.id))
            .unwrap();
        assert_eq!(date[0].starts_at.rfc3339(), "2026-11-30T00:00:00Z");
        // Somebody who means none of them keeps what they typed; a point says where and when.
        let other = with(&with(&chosen, "place_key", "none"), "label", "elsewhere");
        scene
            .anas
            .submit(COSECHA, "/start", &with(&other, "coordinates", "40.417, -3.703"))
            .expect_status(200);
        let site = site_at(&app, "elsewhere.cosecha.umbrella.test");
        assert_eq!(site.place.as_deref(), Some("Boston"));
        assert_eq!(
            (site.latitude, site.time_zone.as_str()),
            (Some(40.417), "Europe/Madrid")
        );
    });
}

fn umbel_gazetteer_key(browser: &mut Browser<'_>, label: &str) -> String {
    let page = browser.get(COSECHA, "/start/places?q=Boston");
    let found: serde_json::Value = serde_json::from_slice(&page.bytes).unwrap();
    let places = found["places"].as_array().unwrap();
    let place = places
        .iter()
        .find(|place| place["label"].as_str().unwrap().starts_with(label));
    place.unwrap()["key"].as_str().unwrap().to_owned()
}

#[test]
fn a_site_speaks_its_own_language_from_the_first_page_on() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let mut scene = scene(&app);
        mode(&app, &scene.network, StartMode::Open);
        scene
            .anas
            .submit(COSECHA, "/start", &with(WORCESTERS, "locale", "es"))
            .expect_at(WORCESTER, "/manage");
        app.get(WORCESTER, "/quienes-somos")
            .expect_status(200)
            .contains("Somos Worcester Tenants");
        assert_eq!(
            first_event(&app, &site_at(&app, WORCESTER)).title,
            "Nuestro primer encuentro"
        );
    });
}

#[test]
fn a_template_brings_pages_menus_look_and_features_and_nobody() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let mut scene = scene(&app);
        mode(&app, &scene.network, StartMode::Open);
        let boston = template(&app, &scene);
        let madrid = scene.network.madrid.id;
        scene
            .anas
            .get(COSECHA, "/start")
            .contains("Boston group")
            .lacks("Grupo de Madrid");
        let number = madrid.to_string();
        scene
            .anas
            .submit(COSECHA, "/start", &with(WORCESTERS, "template", &number))
            .contains("This template is not there");
        let number = boston.to_string();
        scene
            .anas
            .submit(COSECHA, "/start", &with(WORCESTERS, "template", &number))
            .expect_at(WORCESTER, "/manage");
        let site = site_at(&app, WORCESTER);
        assert_eq!(
            (site.theme.as_str(), site.accent.as_deref()),
            ("placard", Some("#c8281c"))
        );
        assert_eq!(site.contact_email, None);
        let (features, chosen, menus) = app
            .store
            .read(|connection| {
                let features = feature_choices(connection, Some(site.id))?;
                let scope = &mut SiteScope::new(site.id, connection);
                Ok((features, settings(scope)?, MenuItem::trees(scope)?))
            })
            .unwrap();
        let features: Vec<(&str, bool)> = features.iter().map(|(_, key, on)| (key.as_str(), *on)).collect();
        assert_eq!(features, [("calendar", false)], "what is not on offer stays off");
        assert_eq!(chosen.get("front_intro").map(String::as_str), Some("Come in."));
        assert!(
            ["logo", "is_template", "upload_quota"]
                .iter()
                .all(|name| !chosen.contains_key(*name))
        );
        let (menu, entries) = &menus[0];
        assert_eq!((menu.as_str(), entries[0].label.as_str()), ("main", "About"));
        assert_eq!(entries[0].children[0].label, "Rules");
        app.get(WORCESTER, "/house-rules")
            .expect_status(200)
            .contains("Be kind");
        app.get(WORCESTER, "/about-us").contains("Written by the template");
        for hidden in ["/not-ready", "/blog/a-post-of-ours"] {
            app.get(WORCESTER, hidden).expect_status(404);
        }
        assert_eq!(role_at(&app, &site, &scene.rosa), None, "people stay where they are");
        assert_eq!(role_at(&app, &site, &scene.ana), Some(Role::Manager));
    });
}

/// Makes Boston a template with pages, a menu, a look, features, and things that are nobody else's.
fn template(app: &TestApp, scene: &Scene<'_>) -> SiteId {
    let boston = &scene.network.boston;
    grant(app, boston, &scene.rosa, Role::Manager);
    let page = |title: &str, body: &str, status| NewPost {
        kind: PostKind::Page,
        body: body.into(),
        status,
        ..NewPost::titled(title)
    };
    page("About us", "Written by the template.", Status::Published).make(&app.store, boston);
    page("House rules", "Be kind.", Status::Published).make(&app.store, boston);
    page("Not ready", "Wait.", Status::Draft).make(&app.store, boston);
    NewPost::titled("A post of ours").make(&app.store, boston);
    app.store
        .write(|write| {
            let mut site = Site::find(write.connection, boston.id)?;
            site.theme = "placard".into();
            site.accent = Some("#c8281c".into());
            site.contact_email = Some("boston@example.org".into());
            site.save(write)?;
            let above = scene.network.cosecha.id;
            write_setting(&mut SiteWrite::new(above, write), Setting::FeaturesOffered, "calendar")?;
            let now = write.now;
            let site = &mut SiteWrite::new(boston.id, write);
            for (which, value) in [
                (Setting::Logo, "1"),
                (Setting::UploadQuota, "5"),
                (Setting::FrontIntro, "Come in."),
            ] {
                write_setting(site, which, value)?;
            }
            disable_feature(site, "calendar")?;
            enable_feature(site, "social-feeds")?;
            let line = |parent_id, label: &str, url: &str| MenuItem {
                site_id: boston.id,
                id: Id::new(now),
                menu: "main".into(),
                parent_id,
                label: label.into(),
                url: url.into(),
                position: i32::from(parent_id.is_none()),
            };
            let about = line(None, "About", "/about-us");
            MenuItem::insert(site, &about)?;
            MenuItem::insert(site, &line(Some(about.id), "Rules", "/house-rules"))?;
            mark_template(site, true)
        })
        .unwrap();
    boston.id
}

#[test]
fn a_site_is_there_whole_or_not_at_all() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let scene = scene(&app);
        let wish = Wish {
            name: "Worcester".into(),
            label: "worcester".into(),
            about: String::new(),
            place: None,
            latitude: None,
            longitude: None,
            locale: "en".into(),
            time_zone: "America/New_York".into(),
            topics: vec!["housing".into()],
            template: None,
        };
        let texts = FirstTexts {
            page_title: "About us".into(),
            page: "We are here.".into(),
            event_title: "Our first meeting".into(),
            event: "Come.".into(),
        };
        // The last steps fail for somebody whose account is gone by then.
        let mut nobody = scene.ana.clone();
        nobody.id = Id(1);
        let before = rows::of_all(&app, &[]);
        let found = |founder: &Account| {
            app.store.write(|write| {
                founding::found(
                    write,
                    &Founding {
                        above: scene.network.cosecha.id,
                        wish: &wish,
                        founder,
                        by: None,
                        texts: &texts,
                        theme: "commons",
                    },
                )
            })
        };
        assert!(found(&nobody).is_err());
        assert_eq!(
            rows::differences(&before, &rows::of_all(&app, &[])),
            Vec::<String>::new()
        );
        app.get(WORCESTER, "/").expect_status(404);
        assert!(found(&scene.ana).is_ok());
        assert!(matches!(found(&scene.ana), Err(Error::Taken(_))));
    });
}

#[test]
fn three_a_day_are_enough() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let mut scene = scene(&app);
        mode(&app, &scene.network, StartMode::Open);
        for label in ["one", "two2", "three"] {
            // What is refused is not counted.
            scene
                .anas
                .submit(COSECHA, "/start", &with(WORCESTERS, "label", "boston"))
                .expect_status(200);
            let host = format!("{label}.{COSECHA}");
            scene
                .anas
                .submit(COSECHA, "/start", &with(WORCESTERS, "label", label))
                .expect_at(&host, "/manage");
        }
        let page = scene.anas.submit(COSECHA, "/start", WORCESTERS).expect_status(200);
        page.contains("three sites today").contains("value=\"worcester\"");
        // A request counts like a site.
        mode(&app, &scene.network, StartMode::Request);
        scene
            .anas
            .submit(COSECHA, "/start", WORCESTERS)
            .contains("three sites today");
        // Those who look after the network start as many as it needs.
        for label in ["four", "five", "six", "seven"] {
            let host = format!("{label}.{COSECHA}");
            scene
                .rosas
                .submit(COSECHA, "/start", &with(WORCESTERS, "label", label))
                .expect_at(&host, "/manage");
        }
        app.wait_seconds(24 * 3_600);
        let mut rested = Browser::of(&app, &scene.ana);
        rested
            .submit(COSECHA, "/start", WORCESTERS)
            .expect_at(COSECHA, "/start/asked");
    });
}

#[test]
fn at_the_umbrella_one_chooses_a_network_or_proposes_one() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let mut scene = scene(&app);
        let lucia = person(&app, "Lucía", "lucia@umbrella.example");
        grant(&app, &umbrella(&app), &lucia, Role::UmbrellaAdmin);
        let mut lucias = Browser::of(&app, &lucia);
        let page = scene.anas.get(UMBRELLA, "/start").expect_status(200);
        page.contains("Cosecha").contains("Marea").lacks("/start/network");
        scene
            .anas
            .get(UMBRELLA, "/start/network")
            .contains("Ask somebody first")
            .contains("Lucía");
        lucias
            .submit(
                UMBRELLA,
                "/manage/rules",
                &[
                    ("start_mode", "open"),
                    ("network_start_mode", "request"),
                    ("feature", "calendar"),
                    ("upload_quota", "500"),
                ],
            )
            .expect_status(200)
            .contains("It is saved");
        assert!(acts(&app, umbrella(&app).id).contains(&Act::StartModeChanged));
        let proposal = [("name", "Raíces"), ("label", "raices"), ("locale", "es")];
        scene
            .anas
            .submit(UMBRELLA, "/start/network", &proposal)
            .expect_at(UMBRELLA, "/start/asked");
        let path = format!(
            "/manage/requests/{}",
            request_id(&lucias.get(UMBRELLA, "/manage/requests"))
        );
        lucias
            .submit(UMBRELLA, &path, &[("decision", "accepted"), ("label", "raices")])
            .expect_status(200);
        let network = site_at(&app, "raices.umbrella.test");
        assert_eq!(role_at(&app, &network, &scene.ana), Some(Role::NetworkAdmin));
        scene
            .anas
            .submit("raices.umbrella.test", "/start", WORCESTERS)
            .expect_at("worcester.raices.umbrella.test", "/manage");
    });
}

#[test]
fn rules_hold_what_they_say() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let mut scene = scene(&app);
        let cosecha = scene.network.cosecha.id;
        let read = |which| {
            app.store
                .read(|connection| setting(&mut SiteScope::new(cosecha, connection), which))
                .unwrap()
        };
        // The umbrella allows requests: nothing wider is taken, whatever is sent.
        scene.rosas.get(COSECHA, "/manage/rules").lacks("value=\"open\"");
        scene
            .rosas
            .submit(COSECHA, "/manage/rules", &[("start_mode", "open")])
            .contains("Choose one from the list");
        scene
            .rosas
            .submit(
                COSECHA,
                "/manage/rules",
                &[("start_mode", "request"), ("upload_quota", "lots")],
            )
            .contains("This is not a number of megabytes")
            .contains("value=\"lots\"");
        assert_eq!(read(Setting::StartMode), None);
        scene
            .rosas
            .submit(
                COSECHA,
                "/manage/rules",
                &[
                    ("start_mode", "invitation"),
                    ("feature", "calendar"),
                    ("upload_quota", "200"),
                ],
            )
            .contains("It is saved");
        assert_eq!(read(Setting::StartMode).as_deref(), Some("invitation"));
        assert_eq!(read(Setting::FeaturesOffered).as_deref(), Some("calendar"));
        assert_eq!(read(Setting::UploadQuota).as_deref(), Some("200"));
        scene.anas.get(COSECHA, "/start").contains("Ask somebody first");
        // Whoever ticks everything offers what is added later, too.
        let all: Vec<(&str, &str)> = app
            .world
            .features
            .iter()
            .filter(|feature| feature.optional)
            .map(|feature| ("feature", feature.key))
            .chain([("start_mode", "request")])
            .collect();
        scene
            .rosas
            .submit(COSECHA, "/manage/rules", &all)
            .contains("It is saved");
        assert_eq!(
            (read(Setting::FeaturesOffered), read(Setting::UploadQuota)),
            (None, None)
        );
        let acts = acts(&app, cosecha);
        for act in [Act::StartModeChanged, Act::OfferChanged, Act::QuotaSet] {
            assert_eq!(acts.iter().filter(|found| **found == act).count(), 2, "{act}");
        }
        scene.anas.get(COSECHA, "/manage/rules").expect_status(403);
        scene.rosas.get(BOSTON, "/manage/rules").expect_status(404);
    });
}
