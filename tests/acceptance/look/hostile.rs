//! What a look must not take: pictures of another place, addresses that are scripts, texts that are markup.

use super::{PATH, arranged, fields, look_of};
use crate::support::network::BOSTON;
use crate::support::people::Browser;
use crate::support::{TestApp, TestNetwork, on_each_engine};
use crate::tree::Cast;
use umbel_core::content::Media;
use umbel_core::tree::{FrontParts, Look, Setting, Site, write_setting};
use umbel_core::{Id, SiteWrite};

/// A picture of the library, without its files.
fn picture(app: &TestApp, site: &Site, alt: &str) -> Id {
    app.store
        .write(|write| {
            let mut picture = Media {
                widths: "480,960".into(),
                width: 960,
                height: 600,
                alt: alt.into(),
                ..Media::picture(site.id, write.now)
            };
            picture.base_name = format!("p{}", picture.id);
            Media::insert(&mut SiteWrite::new(site.id, write), &picture)?;
            Ok(picture.id)
        })
        .unwrap()
}

#[test]
fn pictures_of_another_place_are_refused() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        let boston = network.boston.id;
        let own = picture(&app, &network.boston, "Our banner").to_string();
        let foreign = picture(&app, &network.madrid, "Their banner").to_string();
        let before = look_of(&app, boston);
        let mut manager = Browser::of(&app, &cast.manager);
        manager
            .get(BOSTON, PATH)
            .expect_status(200)
            .contains("Our banner")
            .lacks("Their banner");
        for field in ["logo", "header", "photo"] {
            for wrong in [foreign.as_str(), "1"] {
                let sent = fields(&[(field, wrong)]);
                manager
                    .submit(BOSTON, PATH, &sent)
                    .expect_status(200)
                    .contains("This picture is not in your library any more.");
                manager
                    .submit_from(BOSTON, PATH, "/manage/look/preview", &sent)
                    .expect_status(200)
                    .lacks("Their banner")
                    .lacks(&format!("/p{foreign}"));
            }
        }
        assert_eq!(look_of(&app, boston), before);
        let refused = app.store.write(|write| {
            let look = Look {
                logo: Some(Id(foreign.parse().unwrap())),
                ..before.clone()
            };
            look.save(&mut SiteWrite::new(boston, write), None)
        });
        assert!(refused.is_err());

        let mut sent = fields(&[
            ("logo", &own),
            ("header", &own),
            ("header_keeps", "top"),
            ("photo", &own),
        ]);
        sent.extend(arranged(&["photos", "blog"]));
        manager
            .submit(BOSTON, PATH, &sent)
            .expect_status(200)
            .contains("It is saved");
        app.get(BOSTON, "/")
            .expect_status(200)
            .contains("class=\"logo\"")
            .contains("class=\"focus-y-0\"")
            .contains("photo-strip")
            .contains(&format!("/p{own}-480."));
        // Words find pictures, and what is chosen stays in sight.
        picture(&app, &network.boston, "A kitchen at night");
        let mut sent = fields(&[("act", "find"), ("find", "KITCHEN"), ("logo", &own)]);
        sent.extend(arranged(&["blog"]));
        manager
            .submit(BOSTON, PATH, &sent)
            .expect_status(200)
            .contains("A kitchen at night")
            .contains("Our banner");
        let sent = fields(&[("act", "find"), ("find", "KITCHEN")]);
        manager
            .submit(BOSTON, PATH, &sent)
            .expect_status(200)
            .contains("A kitchen at night")
            .lacks("Our banner");
        let nine: Vec<String> = (0..9)
            .map(|_| picture(&app, &network.boston, "One").to_string())
            .collect();
        let mut sent = fields(&[]);
        sent.extend(nine.iter().map(|id| ("photo", id.as_str())));
        manager
            .submit(BOSTON, PATH, &sent)
            .expect_status(200)
            .contains("These are too many: at most 8.");
    });
}

#[test]
fn nothing_that_is_filled_in_becomes_a_script() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        let boston = network.boston.id;
        let before = look_of(&app, boston);
        let mut manager = Browser::of(&app, &cast.manager);
        for address in [
            "javascript:alert(1)",
            "JaVa\tScript:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "//evil.example",
            "/\\evil.example",
            "vbscript:x",
        ] {
            let asked = [
                ("action_title", "Join"),
                ("action_button", "Join"),
                ("action_address", address),
            ];
            manager
                .submit(BOSTON, PATH, &fields(&asked))
                .expect_status(200)
                .contains("This leads nowhere we can link to.");
            let line = format!("Our choir {address}");
            manager
                .submit(BOSTON, PATH, &fields(&[("contact_links", &line)]))
                .expect_status(200)
                .contains("This leads nowhere we can link to.");
            let mut sent = fields(&asked);
            sent.extend(arranged(&["action"]));
            let page = manager
                .submit_from(BOSTON, PATH, "/manage/look/preview", &sent)
                .expect_status(200);
            page.lacks(&format!("href=\"{address}"));
        }
        assert_eq!(look_of(&app, boston), before);
        let bad = "<script>alert(1)</script><img src=x onerror=alert(1)>";
        let mut sent = fields(&[
            ("intro", bad),
            ("about", bad),
            ("action_title", bad),
            ("action_text", bad),
            ("action_button", "Go"),
            ("action_address", "https://example.org/\"onclick=\"x"),
            ("contact_text", bad),
            ("contact_place", bad),
            ("contact_links", "\"><script>alert(1)</script> https://example.org/"),
        ]);
        sent.extend(arranged(&["about", "action", "contact"]));
        for theme in ["commons", "broadsheet", "placard", "chalkboard"] {
            let mut sent = sent.clone();
            sent.retain(|field| field.0 != "theme");
            sent.push(("theme", theme));
            manager
                .submit(BOSTON, PATH, &sent)
                .expect_status(200)
                .lacks("<script>alert")
                .lacks("<img src=x");
            app.get(BOSTON, "/")
                .expect_status(200)
                .lacks("<script>alert")
                .lacks("<img src=x")
                .lacks("\"onclick")
                .contains("&lt;script&gt;");
        }
        // What an older program or an import left there is judged when it is shown.
        app.store
            .write(|write| {
                let mut parts = FrontParts::default();
                parts.action.title = "Join".into();
                parts.action.button = "Join".into();
                parts.action.address = "javascript:alert(1)".into();
                let site = &mut SiteWrite::new(boston, write);
                write_setting(site, Setting::FrontSections, "action")?;
                write_setting(site, Setting::FrontParts, &parts.text()?)
            })
            .unwrap();
        app.get(BOSTON, "/")
            .expect_status(200)
            .contains("Join")
            .lacks("javascript:");
    });
}
