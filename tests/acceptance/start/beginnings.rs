//! What a site begins with: its language, what a template brings, where it stands; whole or not at all.

use super::{Scene, WORCESTER, WORCESTERS, first_event, mode, scene, site_at, with};
use crate::support::network::{COSECHA, NewPost};
use crate::support::people::{grant, role_at};
use crate::support::{TestApp, on_each_engine, rows};
use aggregator::founding::{self, Founding};
use umbel_core::content::{PostKind, Status};
use umbel_core::people::{Account, Role};
use umbel_core::tree::{
    FirstTexts, Host, HostName, MenuItem, Setting, Site, StartMode, Wish, disable_feature, enable_feature,
    feature_choices, mark_template, settings, write_setting,
};
use umbel_core::{Error, Id, SiteId, SiteScope, SiteWrite};

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
fn pictures_of_a_templates_pages_are_copied_and_outlive_it() {
    on_each_engine(|database| {
        use umbel_core::content::{Media, Post};
        let app = TestApp::start(database);
        let mut scene = scene(&app);
        mode(&app, &scene.network, StartMode::Open);
        let boston = &scene.network.boston;
        let draw = |site: &Site, name: &str, shade: u8| {
            let picture = umbel_media::prepare(&png(shade), &umbel_media::Limits::default()).unwrap();
            app.store
                .write(|write| {
                    let site = &mut SiteWrite::new(site.id, write);
                    let id = umbel_media::keep::keep(site, &app.world.media, &picture, name, "A door")?;
                    Ok(Media::by_id(&mut site.read(), &[id])?.remove(&id).unwrap())
                })
                .unwrap()
        };
        let (shown, above, other) = (
            draw(boston, "a.png", 40),
            draw(boston, "b.png", 80),
            draw(boston, "c.png", 120),
        );
        let foreign = draw(&scene.network.madrid, "d.png", 160);
        let body = format!(
            "![A door]({})\n\n![Theirs]({})",
            shown.largest_path(),
            foreign.largest_path()
        );
        let page = NewPost {
            kind: PostKind::Page,
            body,
            ..NewPost::titled("Our room")
        };
        let page = page.make(&app.store, boston);
        app.store
            .write(|write| {
                let site = &mut SiteWrite::new(boston.id, write);
                let page = Post {
                    picture_id: Some(above.id),
                    ..page.clone()
                };
                page.save(site)?;
                mark_template(site, true)
            })
            .unwrap();
        let number = boston.id.to_string();
        scene
            .anas
            .submit(COSECHA, "/start", &with(WORCESTERS, "template", &number))
            .expect_at(WORCESTER, "/manage");
        let site = site_at(&app, WORCESTER);
        let (copy, library) = app
            .store
            .read(|connection| {
                use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
                use umbel_core::schema::media;
                let copy =
                    Post::at_path(&mut SiteScope::new(site.id, connection), PostKind::Page, "our-room")?.unwrap();
                let library: Vec<Media> = media::table.filter(media::site_id.eq(site.id)).load(connection)?;
                Ok((copy, library))
            })
            .unwrap();
        let names: Vec<&str> = library.iter().map(|media| media.original_name.as_str()).collect();
        assert_eq!(
            names,
            ["a.png", "b.png"],
            "only what the pages show, and only of the template"
        );
        assert_eq!(copy.picture_id, Some(library[1].id));
        assert_eq!(library[0].alt, "A door");
        // The template and its pictures go; the copies stay.
        app.store
            .write(|write| {
                let mut template = Site::find(write.connection, boston.id)?;
                template.status = umbel_core::tree::SiteStatus::Suspended;
                template.save(write)
            })
            .unwrap();
        app.get(WORCESTER, &shown.largest_path()).expect_status(404);
        for media in &library {
            app.get(WORCESTER, &media.largest_path()).expect_status(200);
        }
        app.get(WORCESTER, "/our-room")
            .contains(&library[0].largest_path())
            .lacks(&format!("/media/{}/", boston.id))
            .contains(&foreign.largest_path());
        drop(other);
    });
}

/// A small picture in one shade of grey.
fn png(shade: u8) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(640, 480, image::Rgb([shade; 3]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
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
                        files: &app.world.media,
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
fn a_network_at_a_domain_of_its_own_gives_names_that_lead_here() {
    on_each_engine(|database| {
        use diesel::{ExpressionMethods, RunQueryDsl};
        use umbel_core::schema::domains;
        let app = TestApp::start(database);
        let mut scene = scene(&app);
        let id = scene.network.cosecha.id;
        app.store
            .write(|write| {
                // Nobody has promised us the names beneath it.
                let domain = HostName::parse("cosecha.example")?;
                let values = (
                    domains::site_id.eq(id),
                    domains::host.eq(domain.as_str()),
                    domains::proof.eq("proof"),
                    domains::proved_at.eq(write.now),
                    domains::failures.eq(0),
                    domains::created_at.eq(write.now),
                );
                diesel::insert_into(domains::table)
                    .values(values)
                    .execute(write.connection)?;
                Host::make_canonical(write, id, &domain)
            })
            .unwrap();
        scene
            .rosas
            .get("cosecha.example", "/start")
            .contains(".cosecha.umbrella.test");
        scene
            .rosas
            .submit("cosecha.example", "/start", WORCESTERS)
            .expect_at(WORCESTER, "/manage");
    });
}
