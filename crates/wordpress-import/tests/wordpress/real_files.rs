//! The real exports, against the counts their README gives.

use std::collections::BTreeMap;

use umbel_wordpress_import::content::{clean, excerpt, plain_text};
use umbel_wordpress_import::wxr::{Approval, Channel, Item, Record, Status, Term};

use crate::support::{KnownMedia, REAL_EXPORTS, assert_harmless, items, read, real_export, tags};

fn count_types(items: &[Item]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for item in items {
        *counts.entry(item.post_type.as_str()).or_default() += 1;
    }
    counts
}

#[test]
fn the_theme_test_data_has_what_its_readme_says() {
    let Some(export) = real_export("themeunittestdata.wordpress.xml") else {
        return;
    };
    let items = items(&export);
    assert_eq!(items.len(), 186);
    assert_eq!(
        count_types(&items),
        BTreeMap::from([("attachment", 37), ("nav_menu_item", 70), ("page", 21), ("post", 58)])
    );
    let with_status = |status: Status| items.iter().filter(|item| item.status == status).count();
    assert_eq!(with_status(Status::Future), 1);
    assert_eq!(with_status(Status::Draft), 1);
    assert_eq!(with_status(Status::Inherit), 37);
    assert_eq!(items.iter().filter(|item| item.sticky).count(), 1);
    assert_eq!(items.iter().filter(|item| item.password.is_some()).count(), 1);
    assert_eq!(items.iter().filter(|item| item.attachment_url.is_some()).count(), 37);
    let comments: Vec<_> = items.iter().flat_map(|item| &item.comments).collect();
    assert_eq!(comments.len(), 33);
    assert_eq!(comments.iter().filter(|comment| comment.parent_id != 0).count(), 10);
    assert_eq!(
        comments
            .iter()
            .filter(|comment| comment.approved != Approval::Approved)
            .count(),
        3
    );
    assert!(comments.iter().all(|comment| comment.date.is_some()));
    assert_eq!(items.iter().map(|item| item.meta.len()).sum::<usize>(), 737);
}

#[test]
fn the_other_files_have_what_their_readme_says() {
    let Some(export) = real_export("64-block-test-data.xml") else {
        return;
    };
    let blocks = items(&export);
    assert_eq!(blocks.len(), 72);
    let marks: usize = blocks.iter().map(|item| item.content.matches("<!-- wp:").count()).sum();
    assert_eq!(marks, 3485);
    let export = real_export("a11y-unit-test-data.xml").unwrap();
    assert_eq!(items(&export).len(), 154);
}

#[test]
fn channel_authors_and_terms_are_read() {
    let Some(export) = real_export("themeunittestdata.wordpress.xml") else {
        return;
    };
    let (records, error) = read(&export);
    assert_eq!(error, None);
    assert_eq!(
        records[0],
        Record::Channel(Channel {
            title: "Theme Unit Test Data".to_owned(),
            link: "https://wpthemetestdata.wordpress.com".to_owned(),
            description: "Just another WordPress website with a purposefully really long description".to_owned(),
            language: "en".to_owned(),
            base_site_url: "https://wordpress.com/".to_owned(),
            base_blog_url: "https://wpthemetestdata.wordpress.com".to_owned(),
            wxr_version: "1.2".to_owned(),
        })
    );
    let logins: Vec<&str> = records
        .iter()
        .filter_map(|record| match record {
            Record::Author(author) => Some(author.login.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(logins.first(), Some(&"themedemos"));
    let terms: Vec<&Term> = records
        .iter()
        .filter_map(|record| match record {
            Record::Term(term) => Some(term),
            _ => None,
        })
        .collect();
    let of = |taxonomy: &str| terms.iter().filter(|term| term.taxonomy == taxonomy).count();
    assert_eq!(terms.len(), 185);
    assert_eq!(of("post_tag"), 110);
    // One of them is written as `wp:term`.
    assert_eq!(of("category"), 69);
    assert_eq!(of("nav_menu"), 6);
    assert!(terms.iter().all(|term| term.term_id.is_some() && !term.slug.is_empty()));
    assert!(terms.iter().any(|term| !term.parent_slug.is_empty()));
}

#[test]
fn positions_lead_to_the_items() {
    for name in REAL_EXPORTS {
        let Some(export) = real_export(name) else {
            return;
        };
        for item in items(&export) {
            let position = usize::try_from(item.position).unwrap();
            assert!(export[position..].starts_with(b"<item"), "{name} at {position}");
        }
    }
}

#[test]
fn every_text_is_cleaned_and_stays_clean() {
    for name in REAL_EXPORTS {
        let Some(export) = real_export(name) else {
            return;
        };
        let items = items(&export);
        let mut known = KnownMedia::of(&items);
        for item in &items {
            let cleaned = clean(&item.content, item.post_id, &mut known);
            let origin = format!("{name}, {}", item.title);
            assert_harmless(&cleaned.html, &origin);
            for (_, attributes) in tags(&cleaned.html) {
                let class = attributes.iter().find(|(name, _)| name == "class");
                assert!(
                    class.is_none_or(|(_, class)| !class.contains("wp-")),
                    "{origin}: {class:?}"
                );
            }
            assert!(!cleaned.html.contains("[gallery"), "{origin}");
            assert!(!cleaned.html.contains("<p></p>"), "{origin}: {}", cleaned.html);
            if let Some(at) = cleaned.more_at {
                assert!(cleaned.html.is_char_boundary(at), "{origin}");
            }
            let words = plain_text(&cleaned.html);
            assert!(
                !words.contains("<!--") || item.content.contains("&lt;!--"),
                "{origin}: {words}"
            );
            assert!(excerpt(&cleaned.html, 100).chars().count() <= 100, "{origin}");
        }
    }
}

/// The words of a text, without what divides them.
fn letters(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).collect()
}

#[test]
fn no_words_of_classic_texts_are_lost() {
    let Some(export) = real_export("themeunittestdata.wordpress.xml") else {
        return;
    };
    let items = items(&export);
    let mut known = KnownMedia::of(&items);
    let mut compared = 0;
    for item in &items {
        if item.content.contains("<!-- wp:") || item.content.contains('[') || item.content.contains("http") {
            continue;
        }
        let cleaned = clean(&item.content, item.post_id, &mut known);
        assert_eq!(
            letters(&plain_text(&item.content)),
            letters(&plain_text(&cleaned.html)),
            "{}",
            item.title
        );
        compared += 1;
    }
    assert!(compared > 20, "{compared}");
}

#[test]
fn texts_look_as_they_should() {
    let Some(export) = real_export("themeunittestdata.wordpress.xml") else {
        return;
    };
    let items = items(&export);
    let mut known = KnownMedia::of(&items);
    for (name, title) in [
        ("common", "Block category: Common"),
        ("formatting", "Block category: Formatting"),
        ("layout", "Block category: Layout Elements"),
        ("embeds", "Block category: Embeds"),
        ("classic", "Markup: HTML Tags and Formatting"),
        ("alignment", "Markup: Image Alignment"),
    ] {
        let item = items.iter().find(|item| item.title == title).unwrap();
        let cleaned = clean(&item.content, item.post_id, &mut known);
        insta::assert_snapshot!(name, cleaned.html);
    }
}
