//! The rules: how often, by whom, and beneath what.

use super::{WORCESTERS, acts, mode, request_id, scene, site_at, with};
use crate::support::gate::umbrella;
use crate::support::network::{BOSTON, COSECHA, UMBRELLA};
use crate::support::people::{grant, person, role_at};
use crate::support::{Browser, TestApp, on_each_engine};
use umbel_core::SiteScope;
use umbel_core::people::{Act, Role};
use umbel_core::tree::{Setting, StartMode, setting};

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
