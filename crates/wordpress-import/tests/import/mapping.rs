//! What becomes of each part of an item.

use umbel_core::content::{Author, CommentStatus, Post, SourceFormat, Status, Taxonomy, Term};

use crate::support::{export, item, meta, notes, on_each_engine};

#[test]
fn a_post_is_mapped_field_by_field() {
    let file = export(&format!(
        "<wp:author><wp:author_login>jane</wp:author_login><wp:author_email>jane@old.example</wp:author_email>\
         <wp:author_display_name>Jane &amp; Co</wp:author_display_name></wp:author>\
         <wp:category><wp:term_id>4</wp:term_id><wp:category_nicename>work</wp:category_nicename>\
         <wp:cat_name>Work</wp:cat_name></wp:category>\
         <wp:category><wp:term_id>5</wp:term_id><wp:category_nicename>strikes</wp:category_nicename>\
         <wp:category_parent>work</wp:category_parent><wp:cat_name>Strikes</wp:cat_name></wp:category>{}",
        item(
            "post",
            7,
            "rally",
            "Come [contact-form-7 id=\"4\"] to <a href=\"https://old.example/about/#when\">us</a>.",
            r#"<category domain="category" nicename="strikes">Strikes</category>
               <category domain="category" nicename="uncategorized">Uncategorized</category>
               <category domain="post_tag" nicename="water">Water</category>
               <category domain="post_format" nicename="post-format-aside">Aside</category>
               <excerpt:encoded><![CDATA[Come <b>all</b>]]></excerpt:encoded>
               <wp:comment_status>open</wp:comment_status><wp:is_sticky>1</wp:is_sticky>
               <wp:menu_order>3</wp:menu_order>"#,
        ) + &item("page", 8, "about", "We.", "")
    ));
    on_each_engine(|fixture| {
        let report = fixture.import(&file);
        let post = fixture.post("rally");
        assert_eq!(post.source_format, SourceFormat::Html);
        assert!(post.source.contains("[contact-form-7"));
        assert!(post.html.contains("href=\"/about#when\""), "{}", post.html);
        assert_eq!((post.summary.as_str(), post.position), ("Come all", 3));
        assert!(post.sticky && post.comments_open);
        assert_eq!(post.published_at.unwrap().rfc3339(), "2014-05-01T18:30:00Z");
        let author = fixture.read(|scope| Author::by_id(scope, &[post.author_id.unwrap()]));
        let author = &author[&post.author_id.unwrap()];
        assert_eq!((author.slug.as_str(), author.name.as_str()), ("jane", "Jane & Co"));

        let topics = fixture.read(|scope| Term::all(scope, Taxonomy::Topic));
        assert_eq!(topics.len(), 2, "{topics:?}");
        let strikes = topics.iter().find(|topic| topic.slug == "strikes").unwrap();
        let work = topics.iter().find(|topic| topic.slug == "work").unwrap();
        assert_eq!(strikes.parent_id, Some(work.id));
        let terms = fixture.read(|scope| Term::of_posts(scope, &[post.id]))[&post.id].len();
        assert_eq!(terms, 2);

        for (old, new) in [
            ("/rally/", "/blog/rally"),
            ("?p=7", "/blog/rally"),
            ("?page_id=8", "/about"),
            ("/category/work/strikes/", "/blog/topics/strikes"),
            ("/category/strikes/", "/blog/topics/strikes"),
            ("?cat=5", "/blog/topics/strikes"),
            ("/category/uncategorized/", "/blog"),
            ("/tag/water/", "/blog/tags/water"),
            ("/author/jane/", "/blog/authors/jane"),
        ] {
            assert_eq!(fixture.redirect(old).as_deref(), Some(new), "{old}");
        }
        assert_eq!(
            fixture.redirect("/about/"),
            None,
            "a slash at the end is no other address"
        );
        assert!(notes(&report, "post 7", "shortcode"));
        assert!(notes(&report, "taxonomy post_format", "1 times named"));
        assert!(notes(&report, "category “uncategorized”", "no category"));
        let everything = format!("{post:?}{author:?}{}", report.text());
        assert!(!everything.contains("jane@old.example"));
    });
}

#[test]
fn states_follow_the_dates() {
    let state = |number, name: &str, status: &str, date: &str| {
        format!(
            "<item><title>{name}</title><link>https://old.example/?p={number}</link>\
             <content:encoded>Secret words</content:encoded><wp:post_id>{number}</wp:post_id>\
             <wp:post_date>{date}</wp:post_date><wp:post_type>post</wp:post_type>\
             <wp:post_name>{name}</wp:post_name><wp:status>{status}</wp:status></item>"
        )
    };
    let file = export(
        &[
            state(1, "due", "future", "2020-01-01 10:00:00"),
            state(2, "later", "future", "2030-01-01 10:00:00"),
            state(3, "ahead", "publish", "2030-01-01 10:00:00"),
            state(4, "mine", "private", "2020-01-01 10:00:00"),
            state(5, "review", "pending", "2020-01-01 10:00:00"),
            state(6, "gone__trashed", "trash", "2020-01-01 10:00:00"),
            state(7, "never", "auto-draft", "2020-01-01 10:00:00"),
            state(8, "odd", "in-review", "2020-01-01 10:00:00"),
            state(9, "dateless", "publish", "0000-00-00 00:00:00"),
        ]
        .concat(),
    );
    on_each_engine(|fixture| {
        let report = fixture.import(&file);
        for (path, status) in [
            ("due", Status::Published),
            ("later", Status::Scheduled),
            ("ahead", Status::Scheduled),
            ("mine", Status::Private),
            ("review", Status::Pending),
            ("gone", Status::Trashed),
            ("odd", Status::Draft),
            ("dateless", Status::Published),
        ] {
            assert_eq!(fixture.post(path).status, status, "{path}");
        }
        assert_eq!(fixture.read(Post::all).len(), 8);
        // Ten in the morning in New York.
        assert_eq!(
            fixture.post("due").published_at.unwrap().rfc3339(),
            "2020-01-01T15:00:00Z"
        );
        assert_eq!(fixture.post("review").published_at, None);
        assert!(notes(&report, "post 1 ", "its time has come"));
        assert!(notes(&report, "post 3 ", "in the future"));
        assert!(notes(&report, "post 7 ", "never saved"));
        assert!(notes(&report, "post 8 ", "in-review"));
        for hidden in ["?p=2", "?p=4", "?p=5", "?p=6", "?p=8"] {
            assert_eq!(fixture.redirect(hidden), None, "{hidden}");
        }
        let [_, _, _, _, _, news] = fixture.rows(fixture.site);
        assert_eq!(news, 2);
    });
}

#[test]
fn slugs_that_are_taken_or_ours_get_others() {
    let file = export(
        &[
            item("post", 1, "same", "a", ""),
            item("post", 2, "same", "b", ""),
            item("post", 3, "", "c", "").replace("<title></title>", "<title>!!!</title>"),
            item("page", 4, "same", "d", ""),
            item("page", 5, "news", "e", ""),
            item("page", 6, "inner", "f", "<wp:post_parent>5</wp:post_parent>"),
            item("page", 7, "blog", "", ""),
        ]
        .concat(),
    );
    on_each_engine(|fixture| {
        let report = fixture.import(&file);
        assert_eq!(
            fixture.paths(),
            [
                "/blog-2",
                "/blog/post-3",
                "/blog/same",
                "/blog/same-2",
                "/news-2",
                "/news-2/inner",
                "/same"
            ]
        );
        assert!(notes(&report, "post 2 ", "“same” became “same-2”"));
        assert_eq!(fixture.redirect("?page_id=7").as_deref(), Some("/blog"));
    });
}

#[test]
fn pages_find_their_places_whatever_the_order() {
    let page = |number, slug, parent: i64| {
        item(
            "page",
            number,
            slug,
            "x",
            &format!("<wp:post_parent>{parent}</wp:post_parent>"),
        )
    };
    let file = export(
        &[
            page(1, "deepest", 2),
            page(2, "middle", 3),
            page(3, "top", 0),
            page(4, "orphan", 99),
            page(5, "ring-a", 6),
            page(6, "ring-b", 5),
            page(7, "middle", 0),
        ]
        .concat(),
    );
    on_each_engine(|fixture| {
        let report = fixture.import(&file);
        let paths = fixture.paths();
        for path in ["/top", "/top/middle", "/top/middle/deepest", "/orphan", "/middle"] {
            assert!(paths.contains(&path.to_owned()), "{path} in {paths:?}");
        }
        assert_eq!(paths.len(), 7);
        assert!(notes(&report, "page 4 ", "not in the file"));
        assert!(notes(&report, "page 6 ", "stand above each other") || notes(&report, "page 5 ", "stand above"));
        assert_eq!(fixture.redirect("/deepest/").as_deref(), Some("/top/middle/deepest"));

        // A later file brings the page that was missing.
        let later = export(&[page(99, "found", 0), page(4, "orphan", 99)].concat());
        fixture.import(&later);
        assert!(
            fixture.paths().contains(&"/found/orphan".to_owned()),
            "{:?}",
            fixture.paths()
        );
        assert_eq!(fixture.redirect("/orphan").as_deref(), Some("/found/orphan"));
    });
}

#[test]
fn comments_keep_their_answers_and_lose_addresses() {
    let comment = |number, parent, name: &str, email: &str, url: &str, kind: &str, text: &str| {
        format!(
            "<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author>{name}</wp:comment_author>\
             <wp:comment_author_email>{email}</wp:comment_author_email><wp:comment_author_url>{url}</wp:comment_author_url>\
             <wp:comment_author_IP>203.0.113.9</wp:comment_author_IP><wp:comment_date_gmt>2014-05-02 10:00:00</wp:comment_date_gmt>\
             <wp:comment_content><![CDATA[{text}]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved>\
             <wp:comment_type>{kind}</wp:comment_type><wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
        )
    };
    let comments = [
        comment(3, 2, "Jane", "jane@old.example", "javascript:alert(1)", "", "Deep"),
        comment(2, 1, "Jane", "fake@other.example", "", "comment", "Answer"),
        comment(
            1,
            0,
            "Ann",
            "ann@other.example",
            "https://ann.example/",
            "",
            "First<script>x</script> <img src=\"https://spy.example/a.gif\">",
        ),
        comment(4, 77, "Bo", "", "", "", "Lost"),
        comment(5, 6, "Ring", "", "", "", "a"),
        comment(6, 5, "Ring", "", "", "", "b"),
        comment(7, 0, "Shop", "", "", "order_note", "card number"),
    ]
    .concat();
    let file = export(&format!(
        "<wp:author><wp:author_login>jane</wp:author_login><wp:author_email>Jane@old.example</wp:author_email>\
         <wp:author_display_name>Jane</wp:author_display_name></wp:author>{}",
        item("post", 1, "rally", "x", &comments)
    ));
    on_each_engine(|fixture| {
        let report = fixture.import(&file);
        assert_eq!(report.comments, 6);
        let comments = fixture.comments();
        let by_text = |text: &str| {
            comments
                .iter()
                .find(|comment| comment.source.starts_with(text))
                .unwrap()
        };
        let (first, answer, deep) = (by_text("First"), by_text("Answer"), by_text("Deep"));
        assert_eq!((answer.parent_id, deep.parent_id), (Some(first.id), Some(answer.id)));
        assert!(deep.by_post_author && !answer.by_post_author && !first.by_post_author);
        assert_eq!(first.author_url.as_deref(), Some("https://ann.example/"));
        assert_eq!(deep.author_url, None);
        assert!(comments.iter().all(|comment| comment.status == CommentStatus::Approved));
        assert!(
            !first.html.contains("script") && !first.html.contains("<img"),
            "{}",
            first.html
        );
        assert!(notes(&report, "post 1", "comment 4 by Bo stands alone"));
        assert!(notes(&report, "order_note", "1 comments not taken"));
        let everything = format!("{comments:?}{}", report.text());
        for secret in ["ann@other", "203.0.113.9", "card number"] {
            assert!(!everything.contains(secret), "{secret}");
        }
    });
}

#[test]
fn footnotes_and_protected_texts() {
    let notes_meta = meta("footnotes", r#"[{"id":"a1","content":"Said so."}]"#);
    let text = "<!-- wp:paragraph --><p>Yes<sup data-fn=\"a1\" class=\"fn\"><a href=\"#a1\" id=\"a1-link\">1</a></sup> \
        <a href=\"https://old.example/second/\">on</a></p><!-- /wp:paragraph --><!-- wp:footnotes /-->";
    let file = export(
        &[
            item("post", 1, "first", text, &notes_meta),
            item(
                "post",
                2,
                "second",
                "Hidden words",
                "<wp:post_password>enter</wp:post_password>",
            ),
            item(
                "post",
                3,
                "third",
                "More hidden words",
                "<wp:post_password>enter</wp:post_password>",
            ),
        ]
        .concat(),
    );
    on_each_engine(|fixture| {
        let report = fixture.import(&file);
        let first = fixture.post("first");
        assert!(
            first.html.contains("Said so.") && first.html.contains("/blog/second"),
            "{}",
            first.html
        );
        let second = fixture.post("second");
        assert_eq!(second.summary, "");
        assert_eq!(second.password_hash, fixture.post("third").password_hash, "hashed once");
        assert_eq!(report.states["password"], 2);
    });
}
