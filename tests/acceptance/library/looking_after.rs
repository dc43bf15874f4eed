//! Looking after the library: words, what stays in view, where it is used, taking out, and what others may not.

use super::files::{encoded, four_corners};
use super::kit::{Visitor, at_boston, media, prepare};
use crate::support::network::{BOSTON, MADRID};
use crate::support::{NewPost, TestApp, on_each_engine};
use image::ImageFormat;
use umbel_core::content::{Media, MediaPlace, illustrate};
use umbel_core::people::Role;
use umbel_core::tree::{Setting, Site, write_setting};
use umbel_core::{SiteScope, SiteWrite};

fn photo() -> Vec<u8> {
    encoded(&four_corners(1000, 700), ImageFormat::Jpeg)
}

fn brought(visitor: &Visitor, name: &str) -> String {
    let (status, told) = visitor.upload(name, &photo());
    assert_eq!(status, 200, "{told}");
    told["item"]["id"].as_str().unwrap().to_owned()
}

fn places(app: &TestApp, site: &Site, media: &Media) -> Vec<MediaPlace> {
    app.store
        .read(|connection| media.places(&mut SiteScope::new(site.id, connection)))
        .unwrap()
}

#[test]
fn a_picture_is_described_or_marked_as_decoration() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let (network, rosa) = at_boston(&app);
        let id = brought(&rosa, "a.jpg");
        let path = format!("/manage/library/{id}");
        rosa.get(&app, "/manage/library")
            .expect_status(200)
            .contains("Without description (1)");
        rosa.send(
            &app,
            &path,
            "alt=People+%3Cb%3E+on+a+bridge&caption=Ana&focal_x=12&focal_y=90",
        )
        .expect_status(303);
        let kept = media(&app, &network.boston, &id).unwrap();
        assert_eq!(
            (kept.alt.as_str(), kept.caption.as_str()),
            ("People <b> on a bridge", "Ana")
        );
        assert_eq!((kept.focal_x, kept.focal_y), (12, 90));
        assert_eq!(
            kept.markdown(),
            format!("![People \\<b\\> on a bridge]({})", kept.file_path())
        );
        rosa.get(&app, &path)
            .expect_status(200)
            .contains("People &lt;b&gt; on a bridge");
        rosa.get(&app, "/manage/library")
            .expect_status(200)
            .lacks("Without description");
        // A decoration has no words.
        rosa.send(&app, &path, "alt=left+over&is_decoration=yes&focal_x=500&focal_y=x")
            .expect_status(303);
        let kept = media(&app, &network.boston, &id).unwrap();
        assert_eq!((kept.alt.as_str(), kept.is_decoration), ("", true));
        assert_eq!((kept.focal_x, kept.focal_y), (100, 90));
        rosa.get(&app, "/manage/library?show=without-alt")
            .expect_status(200)
            .contains("Nothing is here.");
        // What is too long comes back as it was typed.
        let long = "ñ".repeat(301);
        let page = rosa.send(&app, &path, &format!("alt={}", umbel_web_kit::path::query_value(&long)));
        page.expect_status(200).contains("That is too long").contains(&long);
    });
}

#[test]
fn contributors_change_their_own_and_editors_everybodys() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let (network, rosa) = at_boston(&app);
        let other = Visitor::at(&app, BOSTON, &network.boston, Role::Author, "Omar");
        let editor = Visitor::at(&app, BOSTON, &network.boston, Role::Editor, "Edda");
        let id = brought(&rosa, "a.jpg");
        let path = format!("/manage/library/{id}");
        let page = other.get(&app, &path).expect_status(200);
        page.contains("Somebody else brought this picture").lacks("is-danger");
        assert_eq!(other.send(&app, &path, "alt=mine").status, 403);
        assert_eq!(other.send(&app, &format!("{path}/removal"), "").status, 403);
        assert_eq!(media(&app, &network.boston, &id).unwrap().alt, "");
        editor.send(&app, &path, "alt=Edited").expect_status(303);
        assert_eq!(media(&app, &network.boston, &id).unwrap().alt, "Edited");
        editor.send(&app, &format!("{path}/removal"), "").expect_status(303);
        assert!(media(&app, &network.boston, &id).is_none());
    });
}

#[test]
fn nothing_of_the_library_is_known_on_another_site() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let (network, rosa) = at_boston(&app);
        let elsewhere = Visitor::at(&app, MADRID, &network.madrid, Role::Manager, "Marta");
        let id = brought(&rosa, "canary.jpg");
        prepare(&app);
        let path = format!("/manage/library/{id}");
        let missing = elsewhere.get(&app, "/manage/library/123456").expect_status(404).text();
        assert_eq!(elsewhere.get(&app, &path).expect_status(404).text(), missing);
        assert_eq!(elsewhere.send(&app, &path, "alt=x").status, 404);
        assert_eq!(elsewhere.send(&app, &format!("{path}/removal"), "").status, 404);
        assert_eq!(
            elsewhere.choose(&app, &format!("id={id}"))["items"],
            serde_json::json!([])
        );
        elsewhere
            .get(&app, "/manage/library")
            .expect_status(200)
            .lacks("canary");
        let kept = media(&app, &network.boston, &id).unwrap();
        let wrong = kept
            .file_path()
            .replace(&network.boston.id.to_string(), &network.madrid.id.to_string());
        assert_eq!(app.get(MADRID, &wrong).status, 404);
        // A picture itself may be shown on every host: the umbrella shows those of all sites.
        app.get(MADRID, &kept.file_path()).expect_status(200);
        let html = format!("<p><img src=\"{}\" alt=\"\"></p>", kept.file_path());
        let same = app
            .store
            .read(|connection| illustrate(&mut SiteScope::new(network.madrid.id, connection), &html))
            .unwrap();
        assert_eq!(same, html);
    });
}

#[test]
fn the_library_is_searched_filtered_and_paged() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let (network, rosa) = at_boston(&app);
        app.store
            .write(|write| {
                let now = write.now;
                let site = &mut SiteWrite::new(network.boston.id, write);
                for number in 0..70 {
                    let media = Media {
                        base_name: umbel_media::store::new_base(),
                        widths: "480".into(),
                        original_name: format!("walk_{number:02}.jpg"),
                        alt: if number % 2 == 0 {
                            "A river".into()
                        } else {
                            String::new()
                        },
                        ..Media::picture(site.site, now)
                    };
                    Media::insert(site, &media)?;
                }
                Ok(())
            })
            .unwrap();
        let (_, told) = rosa.upload("minutes of the river.pdf", b"%PDF-1.4");
        assert_eq!(told["item"]["kind"], "document");
        let first = rosa.get(&app, "/manage/library").expect_status(200);
        let count = |text: &str| text.matches("class=\"tile ").count();
        assert_eq!(count(&first.text()), 60);
        let second = rosa.get(&app, &first.next_page().unwrap()).expect_status(200);
        assert_eq!((count(&second.text()), second.next_page()), (11, None));
        let found = |query: &str| {
            count(
                &rosa
                    .get(&app, &format!("/manage/library?{query}"))
                    .expect_status(200)
                    .text(),
            )
        };
        assert_eq!(found("q=walk_07"), 1);
        assert_eq!(found("q=walk%2507"), 0);
        assert_eq!(found("q=RIVER"), 36);
        assert_eq!(found("q=river+minutes"), 1);
        assert_eq!(found("q=river&kind=picture"), 35);
        assert_eq!(found("kind=document"), 1);
        assert_eq!(found("kind=recording"), 0);
        assert_eq!(found("show=without-alt"), 35);
        assert_eq!(found("show=unused"), 60);
        // The editor is given the same, thirty at a time.
        let offered = rosa.choose(&app, "kind=picture&q=river");
        assert_eq!(
            (offered["items"].as_array().unwrap().len(), &offered["more"]),
            (30, &true.into())
        );
        let last = offered["items"][29]["id"].as_str().unwrap();
        let rest = rosa.choose(&app, &format!("kind=picture&q=river&after={last}"));
        assert_eq!(
            (rest["items"].as_array().unwrap().len(), &rest["more"]),
            (5, &false.into())
        );
    });
}

#[test]
fn what_is_used_says_where_and_stays_until_it_is_not() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let (network, rosa) = at_boston(&app);
        let boston = &network.boston;
        let ids: Vec<String> = ["in-a-text.jpg", "of-a-post.jpg", "logo.jpg", "nowhere.jpg"]
            .into_iter()
            .map(|name| brought(&rosa, name))
            .collect();
        prepare(&app);
        let kept: Vec<Media> = ids.iter().map(|id| media(&app, boston, id).unwrap()).collect();
        let post = NewPost {
            body: format!("Look: {}", kept[0].markdown()),
            ..NewPost::titled("The river")
        }
        .make(&app.store, boston);
        let mut pictured = NewPost::titled("The bridge").make(&app.store, boston);
        app.store
            .write(|write| {
                let site = &mut SiteWrite::new(boston.id, write);
                pictured.picture_id = Some(kept[1].id);
                pictured.save(site)?;
                write_setting(site, Setting::Logo, &ids[2])
            })
            .unwrap();
        assert_eq!(
            places(&app, boston, &kept[0]),
            [MediaPlace::Post(post.id, "The river".into())]
        );
        assert_eq!(
            places(&app, boston, &kept[1]),
            [MediaPlace::Post(pictured.id, "The bridge".into())]
        );
        assert_eq!(places(&app, boston, &kept[2]), [MediaPlace::Logo]);
        assert!(places(&app, boston, &kept[3]).is_empty());
        let page = rosa
            .get(&app, &format!("/manage/library/{}", ids[0]))
            .expect_status(200);
        page.contains("In the post “The river”")
            .contains(&format!("/manage/posts/{}", post.id));
        let unused = rosa.get(&app, "/manage/library?show=unused").expect_status(200);
        unused
            .contains("nowhere.jpg")
            .lacks("in-a-text")
            .lacks("of-a-post")
            .lacks("logo.jpg");
        for (id, is_used) in ids.iter().zip([true, true, true, false]) {
            let answer = rosa
                .send(&app, &format!("/manage/library/{id}/removal"), "")
                .expect_status(303);
            let to = answer.header("location").unwrap();
            assert_eq!(to.contains("done=still-used"), is_used, "{to}");
            assert_eq!(media(&app, boston, id).is_some(), is_used);
        }
        assert_eq!(app.get(BOSTON, &kept[3].file_path()).status, 404);
        assert_eq!(app.get(BOSTON, &kept[0].file_path()).status, 200);
    });
}

#[test]
fn pictures_in_texts_fit_every_screen() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let (network, rosa) = at_boston(&app);
        let id = brought(&rosa, "a.jpg");
        let waiting = media(&app, &network.boston, &id).unwrap();
        let html = format!("<p>One <img src=\"{}\" alt=\"A &amp; b\"></p>", waiting.file_path());
        let made = || {
            app.store
                .read(|connection| illustrate(&mut SiteScope::new(network.boston.id, connection), &html))
                .unwrap()
        };
        let before = made();
        assert!(
            before.contains("srcset") && before.contains("alt=\"A &amp; b\"") && !before.contains("<picture>"),
            "{before}"
        );
        prepare(&app);
        let after = made();
        assert!(after.contains("<picture><source type=\"image/webp\""), "{after}");
        assert!(
            after.contains("-960.jpg 960w") && after.contains("width=\"960\" height=\"672\""),
            "{after}"
        );
        // Every address in it answers with a picture.
        for address in after.split(['"', ' ', ',']).filter(|part| part.starts_with("/media/")) {
            assert!(
                app.get(BOSTON, address)
                    .expect_status(200)
                    .header("content-type")
                    .unwrap()
                    .starts_with("image/")
            );
        }
        // And the text stays as it is where there is no such picture.
        let foreign = "<p><img src=\"/media/1/ffffffffffffffffffffffffffffffff-960.webp\" alt=\"\"></p>";
        let same = app
            .store
            .read(|connection| illustrate(&mut SiteScope::new(network.boston.id, connection), foreign))
            .unwrap();
        assert_eq!(same, foreign);
    });
}
