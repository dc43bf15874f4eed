//! The media library: bringing files, what becomes of them, and looking after them.

mod child;
mod corpus;
mod documents;
#[path = "../../crates/media/tests/prepare/files.rs"]
mod files;
mod kit;
mod looking_after;

use crate::support::network::{BOSTON, MADRID};
use crate::support::{TestApp, on_each_engine};
use corpus::MARKERS;
use files::{encoded, four_corners};
use image::ImageFormat;
use kit::{Visitor, at_boston, files_beneath, media, prepare, stored, workshop};
use umbel_core::SiteWrite;
use umbel_core::content::{Media, MediaState};
use umbel_core::people::Role;
use umbel_core::tree::{Setting, write_setting};
use umbel_media::workshop::Bench;

#[test]
fn a_photo_can_be_used_at_once_and_is_seen_once_it_is_prepared() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let (network, rosa) = at_boston(&app);
        let (status, told) = rosa.upload("Río & más.jpg", &encoded(&four_corners(1200, 800), ImageFormat::Jpeg));
        assert_eq!(status, 200, "{told}");
        let item = &told["item"];
        assert_eq!(
            (&item["state"], &item["width"], &item["height"]),
            (&"waiting".into(), &1200.into(), &800.into())
        );
        assert_eq!(item["name"], "Río & más.jpg");
        let src = item["src"].as_str().unwrap();
        assert_eq!(item["markdown"], format!("![]({src})"));
        assert!(
            src.starts_with(&format!("/media/{}/", network.boston.id)) && src.ends_with("-960.webp"),
            "{src}"
        );
        // Until then its address answers with a placeholder that nobody keeps.
        let not_yet = app.get(BOSTON, src).expect_status(200);
        assert_eq!(not_yet.header("content-type"), Some("image/gif"));
        assert_eq!(not_yet.header("cache-control"), Some("no-store"));
        // What was uploaded itself is served to nobody.
        let base = &src[src.len() - 41..src.len() - 9];
        let site = network.boston.id;
        for path in [
            format!("/media/originals/{site}/{base}"),
            format!("/media/{site}/{base}"),
            format!("/media/{site}/../originals/{site}/{base}"),
            format!("/media/{site}/..%2Foriginals%2F{site}%2F{base}"),
        ] {
            assert!(matches!(app.get(BOSTON, &path).status, 400 | 404), "{path}");
        }
        assert_eq!(prepare(&app), 1);
        let now = app.get(BOSTON, src).expect_status(200);
        assert_eq!(now.header("content-type"), Some("image/webp"));
        assert!(now.header("cache-control").unwrap().contains("immutable"));
        // Whether it would be a JPEG or a PNG was a guess: either address leads to what there is.
        for other in [src.replace(".webp", ".jpg"), src.replace(".webp", ".png")] {
            assert_eq!(
                app.get(BOSTON, &other).expect_status(200).header("content-type"),
                Some("image/jpeg")
            );
        }
        let id = item["id"].as_str().unwrap();
        let kept = media(&app, &network.boston, id).unwrap();
        assert_eq!(
            (kept.state, kept.widths.as_str(), kept.fallback.as_str()),
            (MediaState::Ready, "480,960", "jpg")
        );
        let size: usize = stored(&app, &kept).iter().map(|(_, bytes)| bytes.len()).sum();
        assert_eq!(usize::try_from(kept.bytes).unwrap(), size);
        assert_eq!(rosa.choose(&app, &format!("id={id}"))["items"][0]["state"], "ready");
        // Nothing is left of the upload.
        assert_eq!(files_beneath(&app.world.uploads), 0);
        assert_eq!(files_beneath(&app.world.media.root.join("originals")), 0);
        assert_eq!(prepare(&app), 0);
    });
}

#[test]
fn nothing_that_was_written_into_a_picture_is_left_in_any_stored_file() {
    let database = crate::support::TestDatabase::sqlite();
    let app = TestApp::start(database);
    let (network, rosa) = at_boston(&app);
    let mut ids = Vec::new();
    for (name, bytes) in corpus::fine() {
        // The test can fail: what is looked for is there before.
        let tells = MARKERS
            .iter()
            .any(|marker| bytes.windows(marker.len()).any(|window| window == *marker));
        assert!(
            tells
                || ["cmyk", "deep", "clear", "moving.w"]
                    .iter()
                    .any(|plain| name.starts_with(plain)),
            "{name}"
        );
        let (status, told) = rosa.upload(&name, &bytes);
        assert_eq!(status, 200, "{name}: {told}");
        ids.push(told["item"]["id"].as_str().unwrap().to_owned());
    }
    while prepare(&app) > 0 {}
    let mut looked_at = 0;
    for id in ids {
        let media = media(&app, &network.boston, &id).unwrap();
        assert_eq!(media.state, MediaState::Ready, "{}", media.original_name);
        for (file, bytes) in stored(&app, &media) {
            looked_at += 1;
            for marker in MARKERS {
                let left = bytes.windows(marker.len()).any(|window| window == marker);
                assert!(
                    !left,
                    "{} ({file}) still holds {:?}",
                    media.original_name,
                    String::from_utf8_lossy(marker)
                );
            }
            let shown = image::load_from_memory(&bytes).unwrap();
            if media.original_name.starts_with("turned") {
                let wide = shown.width() > shown.height();
                assert!(wide, "{} lies", media.original_name);
            }
        }
    }
    println!("{looked_at} stored files looked at");
    assert!(looked_at > 60, "{looked_at}");
}

#[test]
fn what_cannot_be_taken_is_refused_with_a_sentence_that_helps() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let (network, rosa) = at_boston(&app);
        let mut film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".to_vec();
        let handler = [&[0; 8], b"vide".as_slice(), &[0; 12], b"\0"].concat();
        let boxed =
            |name: &[u8], body: &[u8]| [((body.len() + 8) as u32).to_be_bytes().as_slice(), name, body].concat();
        film.extend(boxed(
            b"moov",
            &boxed(b"trak", &boxed(b"mdia", &boxed(b"hdlr", &handler))),
        ));
        let cases: Vec<(&str, Vec<u8>, &str)> = vec![
            (
                "photo.heic",
                b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(),
                "Most compatible",
            ),
            (
                "photo.jpg",
                b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(),
                "Most compatible",
            ),
            (
                "logo.svg",
                b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".to_vec(),
                "Save it as PNG",
            ),
            ("logo.txt", b"<?xml version='1.0'?><svg/>".to_vec(), "Save it as PNG"),
            ("walk.mp4", film, "Videos cannot be kept"),
            ("walk.webm", b"\x1A\x45\xDF\xA3webm".to_vec(), "Videos cannot be kept"),
            (
                "page.html",
                b"<!doctype html><script>alert(1)</script>".to_vec(),
                "cannot be kept here",
            ),
            ("program.exe", b"MZ\x90\0\x03".to_vec(), "cannot be kept here"),
            ("program.jpg", b"MZ\x90\0\x03".to_vec(), "cannot be kept here"),
            ("notes.txt", b"text\0with zeros".to_vec(), "cannot be kept here"),
            ("old.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), "old or locked"),
            ("nothing.jpg", Vec::new(), "nothing in this file"),
            (
                "archive.zip",
                documents::archive(&[("a.txt", b"a")]),
                "cannot be kept here",
            ),
            (
                "macros.docx",
                documents::archive(&[
                    ("[Content_Types].xml", b"<Types/>"),
                    ("word/document.xml", b"<w/>"),
                    ("word/vbaProject.bin", b"program"),
                ]),
                "without macros",
            ),
        ];
        for (name, bytes, part) in cases {
            let (status, told) = rosa.upload(name, &bytes);
            assert_eq!(status, 422, "{name}: {told}");
            assert!(
                told["error"].as_str().is_some_and(|sentence| sentence.contains(part)),
                "{name}: {told}"
            );
        }
        for (name, bytes) in corpus::bombs() {
            let (status, told) = rosa.upload(&name, &bytes);
            assert_eq!(status, 422, "{name}: {told}");
            assert!(
                told["error"].as_str().unwrap().contains("too many pixels"),
                "{name}: {told}"
            );
        }
        let (status, told) = rosa.upload(
            "large.jpg",
            &[&encoded(&four_corners(9, 9), ImageFormat::Jpeg)[..], &vec![0; 26 << 20]].concat(),
        );
        assert_eq!((status, told["error"].as_str().unwrap().contains("25 MB")), (413, true));
        // Longer than anything is taken: refused before it is sent.
        let (status, told) = rosa.upload_with("huge.pdf", b"%PDF-", &rosa.bearer.form_token.clone(), "Expect: no\r\n");
        assert!(status == 200 || status == 417, "{status} {told}");
        let kept = app.store.read(|connection| Media::waiting(connection, 100)).unwrap();
        assert!(kept.len() <= 1, "{kept:?}");
        let _ = network;
    });
}

#[test]
fn a_plain_form_brings_several_files_and_says_which_were_not_taken() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let (network, rosa) = at_boston(&app);
        let photo = encoded(&four_corners(60, 40), ImageFormat::Png);
        let token = rosa.bearer.form_token.clone();
        let (status, to) = rosa.upload_form(&token, &[("one.png", &photo)]);
        assert_eq!(status, 303);
        assert!(to.ends_with("?done=uploaded"), "{to}");
        let page = to.split("https://boston.cosecha.umbrella.test").nth(1).unwrap();
        rosa.get(&app, page).expect_status(200).contains("What does it show?");
        let (status, to) = rosa.upload_form(&token, &[("two.png", &photo), ("three.png", &photo)]);
        assert_eq!(
            (
                status,
                to.ends_with("/manage/library?show=without-alt&done=uploaded-several")
            ),
            (303, true),
            "{to}"
        );
        let dirty = "C:\\fakepath\\<img src=x onerror=alert(1)>&%22.png";
        let (status, body) = rosa.upload_form(&token, &[(dirty, &photo), ("<b>film.webm", b"\x1A\x45\xDF\xA3")]);
        assert_eq!(status, 422);
        assert!(body.contains("One file was taken"), "{body}");
        assert!(body.contains("&lt;b&gt;film") && !body.contains("<b>film"), "{body}");
        let (status, body) = rosa.upload_form(&token, &[("", b"")]);
        assert_eq!((status, body.contains("Choose a file first")), (422, true));
        let list = rosa.get(&app, "/manage/library").expect_status(200);
        list.contains("&lt;img src=x onerror=alert(1)&gt;").lacks("<img src=x");
        // Without the token of our page nothing is kept, and nothing is written either.
        let (status, body) = rosa.upload_form("someone-elses", &[("four.png", &photo)]);
        assert_eq!(status, 403, "{body}");
        let (status, told) = rosa.upload_with("five.png", &photo, "someone-elses", "");
        assert_eq!((status, told["error"].is_string()), (403, true), "{told}");
        assert_eq!(files_beneath(&app.world.uploads), 0);
        assert_eq!(
            app.store
                .read(|connection| Media::waiting(connection, 100))
                .unwrap()
                .len(),
            4
        );
        let _ = network;
    });
}

#[test]
fn who_may_not_upload_is_told_before_a_byte_is_kept() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let (network, rosa) = at_boston(&app);
        let photo = encoded(&four_corners(60, 40), ImageFormat::Png);
        let member = Visitor::at(&app, BOSTON, &network.boston, Role::Member, "Member");
        let (status, told) = member.upload("a.png", &photo);
        assert_eq!((status, told["error"].is_string()), (403, true), "{told}");
        let stranger = Visitor {
            bearer: crate::support::gate::Bearer::default(),
            ..rosa.clone()
        };
        let (status, told) = stranger.upload_with("a.png", &photo, "x", "");
        assert_eq!((status, told["error"].is_string()), (403, true), "{told}");
        // A session of one site is none on another.
        let elsewhere = Visitor {
            host: MADRID,
            ..rosa.clone()
        };
        assert_eq!(elsewhere.upload("a.png", &photo).0, 403);
        // Neither from another site, nor packed.
        let token = rosa.bearer.form_token.clone();
        let (status, _) = rosa.upload_with("a.png", &photo, &token, "Sec-Fetch-Site: cross-site\r\n");
        assert_eq!(status, 403);
        assert_eq!(
            rosa.upload_with("a.png", &photo, &token, "Content-Encoding: br\r\n").0,
            415
        );
        assert_eq!(files_beneath(&app.world.uploads), 0);
        assert!(
            app.store
                .read(|connection| Media::waiting(connection, 9))
                .unwrap()
                .is_empty()
        );
        assert_eq!(rosa.upload("a.png", &photo).0, 200);
    });
}

#[test]
fn the_quota_of_a_place_is_its_own_or_the_nearest_above_and_nobody_slips_past_it() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let (network, rosa) = at_boston(&app);
        let set = |site: &umbel_core::tree::Site, mebibytes: &str| {
            app.store
                .write(|write| write_setting(&mut SiteWrite::new(site.id, write), Setting::UploadQuota, mebibytes))
                .unwrap();
        };
        let paper = [b"%PDF-1.4 ".as_slice(), &vec![b'x'; 400 << 10]].concat();
        set(&network.cosecha, "1");
        // Ten at once, of which two fit.
        let outcomes: Vec<u16> = std::thread::scope(|scope| {
            let all: Vec<_> = (0..10)
                .map(|number| {
                    let (rosa, paper) = (&rosa, &paper);
                    scope.spawn(move || rosa.upload(&format!("{number}.pdf"), paper).0)
                })
                .collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert_eq!(
            outcomes.iter().filter(|status| **status == 200).count(),
            2,
            "{outcomes:?}"
        );
        let (status, told) = rosa.upload("more.pdf", &paper);
        assert_eq!(
            (status, told["error"].as_str().unwrap().contains("no room left")),
            (422, true)
        );
        rosa.get(&app, "/manage/library")
            .expect_status(200)
            .contains("801 KB of 1 MB are used");
        set(&network.boston, "2");
        assert_eq!(rosa.upload("more.pdf", &paper).0, 200);
        assert_eq!(files_beneath(&app.world.media.root.join("originals")), 3);
    });
}

#[test]
fn fifty_at_once_all_arrive() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let (network, rosa) = at_boston(&app);
        let photo = encoded(&four_corners(90, 60), ImageFormat::Jpeg);
        let ids: Vec<String> = std::thread::scope(|scope| {
            let all: Vec<_> = (0..50)
                .map(|number| {
                    let (rosa, photo) = (&rosa, &photo);
                    scope.spawn(move || {
                        let (status, told) = rosa.upload(&format!("{number}.jpg"), photo);
                        assert_eq!(status, 200, "{told}");
                        told["item"]["id"].as_str().unwrap().to_owned()
                    })
                })
                .collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        while prepare(&app) > 0 {}
        for id in &ids {
            assert_eq!(media(&app, &network.boston, id).unwrap().state, MediaState::Ready);
        }
        assert_eq!(files_beneath(&app.world.uploads), 0);
    });
}

#[test]
fn what_is_interrupted_is_done_again() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let (network, rosa) = at_boston(&app);
        let (_, told) = rosa.upload("a.jpg", &encoded(&four_corners(600, 400), ImageFormat::Jpeg));
        let id = told["item"]["id"].as_str().unwrap();
        let waiting = media(&app, &network.boston, id).unwrap();
        // Killed after some files were written, before the row said so.
        let left = app.world.uploads.join(format!("making-{}", waiting.base_name));
        std::fs::create_dir_all(&left).unwrap();
        std::fs::write(left.join("480.webp"), b"half").unwrap();
        let name = format!("{}-480.webp", waiting.base_name);
        app.world
            .media
            .put_file(network.boston.id.number(), &name, b"half".to_vec())
            .unwrap();
        assert_eq!(prepare(&app), 1);
        let ready = media(&app, &network.boston, id).unwrap();
        assert_eq!(ready.state, MediaState::Ready);
        for (name, bytes) in stored(&app, &ready) {
            assert!(image::load_from_memory(&bytes).is_ok(), "{name}");
        }
        // Killed after the row said so, before the original was deleted: the row decides.
        assert_eq!(prepare(&app), 0);
        // An original that is lost is said to be.
        let (_, told) = rosa.upload("b.jpg", &encoded(&four_corners(600, 400), ImageFormat::Jpeg));
        let id = told["item"]["id"].as_str().unwrap();
        let lost = media(&app, &network.boston, id).unwrap();
        app.world
            .media
            .remove_original(network.boston.id.number(), &lost.base_name)
            .unwrap();
        assert_eq!(prepare(&app), 1);
        rosa.get(&app, &format!("/manage/library/{id}"))
            .expect_status(200)
            .contains("got lost on the way");
        // What interrupted processes leave is tidied up after a day, by the clock of the installation.
        let stray = app.world.uploads.join("arriving-stray");
        std::fs::write(&stray, b"x").unwrap();
        let workshop = workshop(&app, Bench::Here);
        workshop.tidy(app.store.now().plus_seconds(-10 * 365 * 86_400)).unwrap();
        assert!(stray.exists());
        workshop.tidy(app.store.now().plus_seconds(10 * 365 * 86_400)).unwrap();
        assert!(!stray.exists());
    });
}
