//! Files that break off, attack or are something else; and runs that keep nothing.

use umbel_core::content::Post;
use umbel_wordpress_import::import::{ImportOptions, ImportReport, Progress, import_wxr};

use crate::support::{export, item, on_each_engine, real_export};

#[test]
fn what_was_sound_before_a_file_breaks_off_is_kept() {
    let Some(whole) = real_export("themeunittestdata.wordpress.xml") else {
        return;
    };
    let half = &whole[..whole.len() * 2 / 3];
    on_each_engine(|fixture| {
        let report = fixture.import(half);
        let failure = report.failure.clone().expect("the file breaks off");
        assert!(failure.contains("(line ") && failure.contains("column "), "{failure}");
        assert!(report.text().contains(&failure));
        let kept = fixture.read(Post::all).len();
        assert!(kept > 10 && kept == report.posts + report.pages, "{kept}");
        assert!(
            fixture.paths().iter().all(|path| !path.contains('~')),
            "{:?}",
            fixture.paths()
        );

        // The whole file goes on where the broken one ended.
        let rest = fixture.import(&whole);
        assert_eq!(rest.failure, None);
        assert_eq!((report.posts + rest.posts, report.pages + rest.pages), (58, 21));
        assert_eq!(report.comments + rest.comments, 33);
        fixture.page("level-1/level-2/level-3");
    });
}

#[test]
fn entities_and_document_types_are_refused() {
    let bomb = br#"<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa">]><rss><channel>
        <item><title>&a;</title></item></channel></rss>"#;
    let entity = export(&item("post", 1, "one", "x", "<excerpt:encoded>&a;</excerpt:encoded>"));
    on_each_engine(|fixture| {
        for file in [&bomb[..], &entity, b"", b"hello", b"<html><body>Sign in</body></html>"] {
            let report = fixture.import(file);
            let failure = report.failure.clone().expect("the file is refused");
            assert!(failure.contains("line "), "{failure}");
            assert_eq!(report.posts, 0);
        }
        assert_eq!(fixture.read(Post::all).len(), 0);
    });
}

#[test]
fn a_dry_run_reports_the_same_and_keeps_nothing() {
    let Some(file) = real_export("themeunittestdata.wordpress.xml") else {
        return;
    };
    on_each_engine(|fixture| {
        let options = ImportOptions {
            dry_run: true,
            ..ImportOptions::default()
        };
        let tried = fixture.import_with(&file, &options);
        assert_eq!(fixture.rows(fixture.site), [0; 6]);
        let real = fixture.import(&file);
        assert_eq!(tried, real);
        let after = fixture.import_with(&file, &options);
        assert_eq!((after.posts, after.already_there), (0, real_total(&real)));
    });
}

fn real_total(report: &ImportReport) -> usize {
    report.posts
        + report.pages
        + report.comments
        + report.authors
        + report.terms
        + report.attachments
        + report.menu_items
}

#[test]
fn progress_names_each_item() {
    let items: String = (1..=120)
        .map(|number| item("post", number, &format!("post-{number}"), "x", ""))
        .collect();
    on_each_engine(|fixture| {
        let mut seen = Vec::new();
        let mut progress = |Progress::Item { title, done }: Progress| seen.push((title, done));
        import_wxr(
            &fixture.store,
            &fixture.media,
            fixture.site,
            export(&items).as_slice(),
            &ImportOptions::default(),
            &mut progress,
        )
        .unwrap();
        assert_eq!(seen.len(), 120);
        assert_eq!(seen.last(), Some(&("post-120".to_owned(), 120)));
    });
}

#[test]
fn a_site_that_is_gone_and_a_folder_that_is_none_are_errors() {
    on_each_engine(|fixture| {
        let nobody = umbel_core::SiteId::numbered(5);
        let file = export("");
        let run = |site, options: &ImportOptions| {
            let read = file.as_slice();
            import_wxr(&fixture.store, &fixture.media, site, read, options, &mut |_| {})
        };
        assert!(run(nobody, &ImportOptions::default()).is_err());
        let options = ImportOptions {
            media_dir: Some(fixture.folder.path().join("nowhere")),
            dry_run: false,
        };
        let error = run(fixture.site, &options).unwrap_err().to_string();
        assert!(error.contains("is not a folder"), "{error}");
    });
}
