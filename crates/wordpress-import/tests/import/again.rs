//! Running again: more of the same site, other sites, and what people changed in between.

use umbel_core::SiteWrite;
use umbel_core::content::{Post, SourceFormat};

use umbel_wordpress_import::import::{ImportOptions, import_wxr};

use crate::support::{export, item, on_each_engine, real_export};

fn comment(number: i64, parent: i64) -> String {
    format!(
        "<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author>Ann</wp:comment_author>\
         <wp:comment_content>Text {number}</wp:comment_content><wp:comment_approved>1</wp:comment_approved>\
         <wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
    )
}

#[test]
fn a_newer_export_adds_what_is_new() {
    let old = export(&item(
        "post",
        1,
        "one",
        "See <a href=\"https://old.example/two/\">two</a>.",
        &comment(1, 0),
    ));
    let new = export(
        &[
            item(
                "post",
                1,
                "one",
                "See <a href=\"https://old.example/two/\">two</a>.",
                &[comment(1, 0), comment(2, 1)].concat(),
            ),
            item(
                "post",
                2,
                "two",
                "Back to <a href=\"https://old.example/one/\">one</a>.",
                "",
            ),
        ]
        .concat(),
    );
    on_each_engine(|fixture| {
        fixture.import(&old);
        assert!(fixture.post("one").html.contains("https://old.example/two/"));
        let report = fixture.import(&new);
        assert_eq!((report.posts, report.comments), (1, 1));
        // The author, the first post and its comment.
        assert_eq!(report.already_there, 3);
        let comments = fixture.comments();
        assert_eq!(comments.iter().filter(|comment| comment.parent_id.is_some()).count(), 1);
        assert!(fixture.post("two").html.contains("href=\"/blog/one\""));
    });
}

#[test]
fn a_later_part_links_to_an_earlier_one() {
    let first = export(&item("post", 1, "one", "x", ""));
    let second = export(&item(
        "post",
        2,
        "two",
        "<a href=\"https://old.example/one/\">one</a> <a href=\"https://old.example/?p=1\">one</a>",
        "",
    ));
    on_each_engine(|fixture| {
        fixture.import(&first);
        fixture.import(&second);
        let html = fixture.post("two").html;
        assert_eq!(html.matches("href=\"/blog/one\"").count(), 2, "{html}");
    });
}

#[test]
fn what_people_changed_or_deleted_stays_so() {
    let file = export(
        &[
            item(
                "post",
                1,
                "one",
                "<img src=\"https://old.example/wp-content/uploads/a.jpg\">",
                &comment(1, 0),
            ),
            item("post", 2, "two", "x", &comment(2, 0)),
        ]
        .concat(),
    );
    on_each_engine(|fixture| {
        fixture.import(&file);
        let (mut one, two) = (fixture.post("one"), fixture.post("two"));
        one.source = "Changed".into();
        one.source_format = SourceFormat::Markdown;
        one.html = "<p>Changed</p>".into();
        fixture
            .store
            .write(|write| {
                use diesel::prelude::*;
                use umbel_core::schema::posts;
                let mut site = SiteWrite::new(fixture.site, write);
                one.save(&mut site)?;
                diesel::delete(posts::table.find((fixture.site, two.id))).execute(site.connection())?;
                Ok(())
            })
            .unwrap();
        let report = fixture.import(&file);
        assert_eq!((report.posts, report.comments), (0, 0));
        assert_eq!(fixture.post("one").html, "<p>Changed</p>");
        assert_eq!(fixture.read(Post::all).len(), 1);
    });
}

#[test]
fn an_item_that_stands_in_the_file_twice_is_taken_once() {
    let file = export(&[item("post", 1, "one", "a", ""), item("post", 1, "other", "b", "")].concat());
    on_each_engine(|fixture| {
        let report = fixture.import(&file);
        assert_eq!((report.posts, report.already_there), (1, 0));
        assert!(crate::support::notes(&report, "post 1 “other”", "same number"));
    });
}

#[test]
fn many_items_of_one_name_are_told_apart() {
    let items: String = (1..=70).map(|number| item("post", number, "same", "x", "")).collect();
    on_each_engine(|fixture| {
        assert_eq!(fixture.import(&export(&items)).posts, 70);
        assert!(fixture.paths().contains(&"/blog/same-70".to_owned()));
    });
}

#[test]
fn an_interrupted_run_is_continued() {
    let Some(file) = real_export("themeunittestdata.wordpress.xml") else {
        return;
    };
    on_each_engine(|fixture| {
        let run = |site, stops_at| {
            let mut items = 0;
            let mut progress = |_| {
                items += 1;
                assert!(items != stops_at, "the power fails");
            };
            let options = ImportOptions::default();
            import_wxr(
                &fixture.store,
                &fixture.media,
                site,
                file.as_slice(),
                &options,
                &mut progress,
            )
        };
        let interrupted = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(fixture.site, 120)));
        assert!(interrupted.is_err());
        let before = fixture.read(Post::all).len();
        assert!(before > 0 && before < 79, "{before}");
        run(fixture.site, 0).unwrap();
        run(fixture.neighbour, 0).unwrap();
        let texts = |site| {
            let mut texts: Vec<_> = fixture
                .read_of(site, Post::all)
                .into_iter()
                .map(|post| (post.kind, post.path, post.html, post.summary, post.status))
                .collect();
            texts.sort();
            texts
        };
        assert!(
            texts(fixture.site) == texts(fixture.neighbour),
            "it differs from a run in one go"
        );
        let [_, comments, lines, redirects, records, news] = fixture.rows(fixture.site);
        let [_, others @ ..] = fixture.rows(fixture.neighbour);
        assert_eq!([comments, lines, redirects, records, news], others);
    });
}
