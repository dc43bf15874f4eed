//! The form: what cannot be is said beside it, towns are found, addresses looked at.

use super::{WORCESTER, WORCESTERS, first_event, mode, scene, site_at, with};
use crate::support::network::COSECHA;
use crate::support::{Browser, TestApp, on_each_engine};
use umbel_core::SiteScope;
use umbel_core::content::Event;
use umbel_core::tree::StartMode;

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
            (site.latitude, site.longitude, site.time_zone.as_str()),
            (Some(40.42), Some(-3.7), "Europe/Madrid"),
            "no finer than a kilometre"
        );
        // Who wants to be on no map has the time zone all the same.
        let nowhere = with(&with(&chosen, "rough", "none"), "label", "nowhere");
        scene.anas.submit(COSECHA, "/start", &nowhere).expect_status(200);
        let site = site_at(&app, "nowhere.cosecha.umbrella.test");
        assert_eq!((site.latitude, site.longitude), (None, None));
        assert_eq!(site.time_zone, "America/New_York");
        assert_eq!(site.place.as_deref(), Some("Boston, Massachusetts, United States"));
    });
}

#[test]
fn a_map_names_towns_and_says_what_a_point_is_close_to() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let mut scene = scene(&app);
        let mut ask = |query: &str| -> serde_json::Value {
            let page = scene
                .anas
                .get(COSECHA, &format!("/start/map?{query}"))
                .expect_status(200);
            serde_json::from_slice(&page.bytes).unwrap()
        };
        let spain = ask("edges=36,-9,43.5,3&point=40.42,-3.7");
        assert_eq!(spain["towns"][0]["name"], "Madrid");
        assert!(spain["near"].as_str().unwrap().starts_with("Near Madrid"));
        assert!(spain["towns"].as_array().unwrap().len() <= 18);
        for nonsense in [
            "",
            "edges=1,2,3&point=91,0",
            "edges=a,b,c,d",
            "edges=NaN,NaN,NaN,NaN&point=inf,inf",
        ] {
            let nothing = ask(nonsense);
            assert_eq!(
                (&nothing["towns"], &nothing["near"]),
                (&serde_json::json!([]), &serde_json::Value::Null)
            );
        }
        // The page names its own files only, and shows the map to those who have a script for it.
        let page = scene.anas.get(COSECHA, "/start").expect_status(200);
        for file in ["leaflet.js", "leaflet.css", "world.json", "map.js"] {
            page.contains(file);
        }
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
