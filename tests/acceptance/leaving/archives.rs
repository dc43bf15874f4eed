//! Archives from strangers: damaged, hostile, from another time.

use super::parcels::{archive, bring, fill, packed, with};
use crate::support::network::BOSTON;
use crate::support::{TestApp, TestNetwork, on_each_engine};
use std::collections::BTreeMap;
use std::io::Write;
use umbel_core::SiteScope;
use umbel_core::content::{Post, PostKind, Status};
use umbel_core::tree::Site;
use umbel_packing::Members;

#[track_caller]
fn refused(app: &TestApp, network: &TestNetwork, path: &std::path::Path, sentence: &str) {
    let before = crate::support::rows::of_all(app, &[]);
    let error = bring(app, path, &network.marea, None).unwrap_err().to_string();
    assert!(error.contains(sentence), "{error}");
    let changed = crate::support::rows::differences(&before, &crate::support::rows::of_all(app, &[]));
    assert!(changed.is_empty(), "{changed:#?}");
}

#[test]
fn damaged_archives_are_refused_with_a_sentence_and_nothing_half() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        fill(&app, &network.boston);
        let folder = app.database.folder.path().to_owned();
        let whole = packed(&app, &network.boston, BOSTON, Members::Left);
        let bytes = std::fs::read(&whole).unwrap();
        let cut = folder.join("cut.zip");
        for length in [0, 10, bytes.len() / 2, bytes.len() - 5] {
            std::fs::write(&cut, &bytes[..length]).unwrap();
            refused(&app, &network, &cut, "archive");
        }
        // A bit fell over in the middle of a text.
        let mut broken = bytes.clone();
        let place = bytes.len() / 3;
        broken[place] ^= 0x55;
        std::fs::write(&cut, &broken).unwrap();
        let outcome = bring(&app, &cut, &network.cosecha, Some("a.cosecha.umbrella.test"));
        if let Err(error) = outcome {
            assert!(
                error.to_string().contains("damaged") || error.to_string().contains("archive"),
                "{error}"
            );
        }
        for (name, change, sentence) in [
            ("site.json", "{", "site.json in the archive is damaged"),
            ("site.json", "{\"format\":\"other\"}", "not a packed site"),
            (
                "site.json",
                "{\"format\":\"umbel-site\",\"version\":99}",
                "a newer version of the program",
            ),
            (
                "posts/first-steps.md",
                "no front matter",
                "posts/first-steps.md in the archive",
            ),
            (
                "comments.json",
                "[{\"kind\":\"x\",\"on\":\"post/first-steps\"}]",
                "comments.json in the archive",
            ),
            (
                "redirects.csv",
                "from,to\r\n\"",
                "redirects.csv in the archive is damaged",
            ),
        ] {
            let path = with(&whole, &folder, name, |_| change.to_owned());
            refused(&app, &network, &path, sentence);
        }
        let path = archive(&folder, &BTreeMap::from([("a.txt".to_owned(), b"x".to_vec())]));
        refused(&app, &network, &path, "no site.json in it");
    });
}

#[test]
fn archives_that_would_lie_elsewhere_or_never_end_are_refused() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let folder = app.database.folder.path().to_owned();
        for name in [
            "../evil",
            "/etc/evil",
            "a/../../evil",
            "C:\\evil",
            "media\\..\\evil",
            "a\nb",
        ] {
            let path = archive(&folder, &BTreeMap::from([(name.to_owned(), b"x".to_vec())]));
            refused(&app, &network, &path, "would lie elsewhere");
        }
        let path = folder.join("link.zip");
        let mut zip = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
        zip.add_symlink("media/x", "/etc/passwd", zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.finish().unwrap();
        refused(&app, &network, &path, "would lie elsewhere");
        // A gigabyte of nothing in a megabyte.
        let path = folder.join("bomb.zip");
        let mut zip = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
        zip.start_file("site.json", zip::write::SimpleFileOptions::default())
            .unwrap();
        let nothing = vec![b' '; 1024 * 1024];
        for _ in 0..64 {
            zip.write_all(&nothing).unwrap();
        }
        zip.finish().unwrap();
        refused(&app, &network, &path, "far too large");
        // More files than any site has; their list alone would fill the memory.
        let mut end = b"PK\x05\x06\0\0\0\0".to_vec();
        end.extend([0xff, 0xff, 0xff, 0xff]);
        end.extend([0; 10]);
        std::fs::write(&path, end).unwrap();
        refused(&app, &network, &path, "more than 50000 files");
    });
}

#[test]
fn what_strangers_wrote_into_an_archive_does_no_harm() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        fill(&app, &network.boston);
        let folder = app.database.folder.path().to_owned();
        let whole = packed(&app, &network.boston, BOSTON, Members::Left);
        let evil =
            "<p>Hi</p><script>alert(1)</script><img src=x onerror=alert(1)><a href=\"javascript:alert(1)\">x</a>";
        let path = with(&whole, &folder, "pages/about.history.md", |text| {
            format!("{text}{evil}")
        });
        let path = with(&path, &folder, "comments.json", |text| {
            text.replace("<p>When?</p>", &evil.replace('"', "'"))
        });
        let path = with(&path, &folder, "site.json", |text| {
            text.replace("https://elsewhere.example/", "javascript:alert(1)")
        });
        let path = with(&path, &folder, "posts/closed.md", |text| {
            text.replace("m=19456,t=2,p=1", "m=4194304,t=99,p=8")
        });
        let path = with(&path, &folder, "redirects.csv", |_| {
            "from,to\r\n\"/a\",\"//evil.example/\"\r\n".into()
        });
        let brought = bring(&app, &path, &network.marea, None).unwrap();
        for path in ["/about/history", "/blog/first-steps", "/"] {
            app.get(&brought.host, path)
                .expect_status(200)
                .lacks("<script>alert")
                .lacks("onerror")
                .lacks("javascript:");
        }
        let notes = brought.report.text();
        assert!(
            notes.contains("menu line “Elsewhere”") && notes.contains("old address /a"),
            "{notes}"
        );
        let closed = app
            .store
            .read(|connection| Post::at_path(&mut SiteScope::new(brought.site, connection), PostKind::Post, "closed"))
            .unwrap()
            .unwrap();
        assert_eq!((closed.status, closed.password_hash), (Status::Private, None));
        let site = app
            .store
            .read(|connection| Site::find(connection, brought.site))
            .unwrap();
        assert_eq!(site.parent_id, Some(network.marea.id));
    });
}
