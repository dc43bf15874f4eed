//! Exports that nobody here wrote.

use umbel_core::content::{CommentKind, CommentStatus, Post, PostSummary, Status, Taxonomy, Term};
use umbel_core::password;
use umbel_core::search;

use crate::support::{notes, on_each_engine, real_export};

const THEME: &str = "themeunittestdata.wordpress.xml";
const OTHERS: [(&str, usize, usize); 2] = [("64-block-test-data.xml", 61, 1), ("a11y-unit-test-data.xml", 47, 17)];

#[test]
fn the_theme_unit_test_comes_in_whole() {
    let Some(export) = real_export(THEME) else {
        return;
    };
    on_each_engine(|fixture| {
        let report = fixture.import(&export);
        println!("{}", report.text());
        assert_eq!(report.failure, None);
        assert_eq!((report.posts, report.pages, report.comments), (58, 21, 33));
        assert_eq!((report.authors, report.attachments, report.already_there), (2, 0, 0));
        let state = |name: &str| report.states.get(name).copied().unwrap_or_default();
        assert_eq!(
            (
                state("published"),
                state("scheduled"),
                state("draft"),
                state("sticky"),
                state("password")
            ),
            (77, 1, 1, 1, 1)
        );
        assert_eq!(
            report
                .notes
                .iter()
                .filter(|note| note.item.starts_with("attachment") && note.why.starts_with("missing file"))
                .count(),
            37
        );
        assert_eq!(fixture.read(Post::all).len(), 79);

        let comments = fixture.comments();
        let waiting = comments
            .iter()
            .filter(|comment| comment.status == CommentStatus::Pending);
        assert_eq!(waiting.count(), 3);
        assert_eq!(
            comments.iter().filter(|comment| comment.parent_id.is_some()).count(),
            10
        );
        let of_kind = |kind| comments.iter().filter(|comment| comment.kind == kind).count();
        assert_eq!(
            (of_kind(CommentKind::Pingback), of_kind(CommentKind::Trackback)),
            (2, 2)
        );
        assert!(comments.iter().any(|comment| comment.by_post_author));
    });
}

#[test]
fn states_pages_and_titles_are_kept() {
    let Some(export) = real_export(THEME) else {
        return;
    };
    on_each_engine(|fixture| {
        let report = fixture.import(&export);
        let scheduled = fixture.post("scheduled");
        assert_eq!(scheduled.status, Status::Scheduled);
        assert_eq!(fixture.post("draft").status, Status::Draft);
        assert!(fixture.post("template-sticky").sticky);
        let protected = fixture.post("template-password-protected");
        assert!(password::fits("enter", protected.password_hash.as_deref().unwrap()).unwrap());
        assert_eq!(fixture.post("edge-case-no-title").title, "");
        assert_eq!(
            fixture.post("markup-title-with-markup").title,
            "Markup: Title With Markup"
        );

        let deepest = fixture.page("level-1/level-2/level-3");
        let above = fixture.page("level-1/level-2");
        assert_eq!(deepest.parent_id, Some(above.id));
        assert_eq!(above.parent_id, Some(fixture.page("level-1").id));
        fixture.page("about/clearing-floats");
        fixture.page("greek/επίπεδο-2/επίπεδο-3");
        fixture.page("blog-2");
        assert!(notes(&report, "a Blog page", "one of Umbel's own"));
        assert!(fixture.paths().iter().all(|path| !path.contains('~')));
    });
}

#[test]
fn old_addresses_lead_to_what_is_there() {
    let Some(export) = real_export(THEME) else {
        return;
    };
    on_each_engine(|fixture| {
        let report = fixture.import(&export);
        let redirects = fixture.redirects();
        assert_eq!(redirects.len(), report.redirects);
        assert_eq!(
            fixture.redirect("/2010/10/05/post-format-standard/").as_deref(),
            Some("/blog/post-format-standard")
        );
        assert_eq!(
            fixture.redirect("?p=358").as_deref(),
            Some("/blog/post-format-standard")
        );
        assert_eq!(
            fixture.redirect("?page_id=172").as_deref(),
            Some("/level-1/level-2/level-3")
        );
        assert_eq!(fixture.redirect("?page_id=703").as_deref(), Some("/blog-2"));
        assert_eq!(fixture.redirect("?p=1164"), None, "a draft has no public address");
        let mut there = vec!["/blog".to_owned()];
        there.extend(fixture.paths());
        for taxonomy in Taxonomy::ALL {
            let terms = fixture.read(|scope| Term::all(scope, *taxonomy));
            there.extend(terms.iter().map(Term::path));
        }
        for (from, to) in redirects {
            assert_ne!(from.trim_end_matches('/'), to);
            let path = percent_encoding::percent_decode_str(&to)
                .decode_utf8()
                .unwrap()
                .into_owned();
            let is_author = path.starts_with("/blog/authors/");
            assert!(there.contains(&path) || is_author, "{from} leads to {to}");
        }
    });
}

#[test]
fn what_is_public_is_found_and_what_is_not_is_not() {
    let Some(export) = real_export(THEME) else {
        return;
    };
    on_each_engine(|fixture| {
        fixture.import(&export);
        let now = fixture.store.now();
        let (posts, pages) = fixture.read(|scope| PostSummary::counts(scope, now));
        assert_eq!((posts, pages), (55, 21));
        let [_, _, _, _, _, news] = fixture.rows(fixture.site);
        assert_eq!(news, 55);
        let found = |words: &str| {
            fixture
                .read(|scope| search::search(scope, words, &["post", "page"], 0, 10))
                .len()
        };
        assert!(found("keyboard navigation") >= 1);
        assert_eq!(found("\"enter\" protected password"), 0);
        assert_eq!(
            fixture.rows(fixture.neighbour),
            [0; 6],
            "the site next door was touched"
        );
    });
}

#[test]
fn a_second_run_adds_nothing() {
    let Some(export) = real_export(THEME) else {
        return;
    };
    on_each_engine(|fixture| {
        let first = fixture.import(&export);
        let before = (fixture.rows(fixture.site), fixture.read(Post::all));
        let second = fixture.import(&export);
        assert_eq!(
            (
                second.posts,
                second.pages,
                second.comments,
                second.authors,
                second.terms
            ),
            (0, 0, 0, 0, 0)
        );
        assert_eq!((second.menu_items, second.redirects, second.attachments), (0, 0, 0));
        let taken = first.posts + first.pages + first.comments + first.authors + first.terms;
        assert_eq!(second.already_there, taken + first.menu_items);
        assert!(second.states.is_empty());
        assert!(second.text().contains("Already there from an earlier run"));
        assert!(
            before == (fixture.rows(fixture.site), fixture.read(Post::all)),
            "something changed"
        );
    });
}

#[test]
fn the_other_exports_come_in_too() {
    for (name, posts, pages) in OTHERS {
        let Some(export) = real_export(name) else {
            return;
        };
        on_each_engine(|fixture| {
            let report = fixture.import(&export);
            println!("{}", report.text());
            assert_eq!(report.failure, None, "{name}");
            assert_eq!((report.posts, report.pages), (posts, pages), "{name}");
            let again = fixture.import(&export);
            assert_eq!(
                (again.posts, again.pages, again.comments, again.redirects),
                (0, 0, 0, 0)
            );
            for post in fixture.read(Post::all) {
                let html = post.html.to_lowercase();
                for part in [
                    "<script",
                    "<iframe",
                    "javascript:",
                    "onclick",
                    "wpthemetestdata.wordpress.com/about",
                ] {
                    assert!(!html.contains(part), "{part} in {}", post.path);
                }
            }
        });
    }
}
