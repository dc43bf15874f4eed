//! What the templates of social feeds are given.

use serde::Serialize;
use umbel_web_kit::feature::sample;
use umbel_web_kit::stones::{Link, Pager, Picture, When};

/// An entry of a source.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EntryCard {
    pub(crate) id: String,
    pub(crate) url: String,
    pub(crate) title: Option<String>,
    pub(crate) html: String,
    pub(crate) when: When,
    pub(crate) source: Link,
    pub(crate) source_kind: String,
    pub(crate) author: Option<String>,
    pub(crate) picture: Option<Picture>,
    pub(crate) report_url: String,
}

/// `social-feeds/section.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SectionView {
    pub(crate) entries: Vec<EntryCard>,
    pub(crate) more: Link,
}

/// A source.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SourceView {
    pub(crate) title: String,
    pub(crate) url: String,
    pub(crate) kind: String,
}

/// `social-feeds/index.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct IndexView {
    pub(crate) entries: Vec<EntryCard>,
    pub(crate) sources: Vec<SourceView>,
    pub(crate) pager: Pager,
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let entry = EntryCard {
        id: "1".into(),
        url: "https://social.example/@boston/1".into(),
        title: Some("From the bridge".into()),
        html: "<p>Voices all gone.</p>".into(),
        when: When::sample(),
        source: Link::new("Boston on the go", "https://social.example/@boston"),
        source_kind: "mastodon".into(),
        author: Some("boston".into()),
        picture: Some(Picture::sample()),
        report_url: "/report?what=entry:1".into(),
    };
    let bare = EntryCard {
        id: "2".into(),
        title: None,
        author: None,
        picture: None,
        ..entry.clone()
    };
    let section = SectionView {
        entries: vec![entry.clone(), bare.clone()],
        more: Link::new("More", "/social"),
    };
    let index = IndexView {
        entries: vec![entry, bare],
        sources: vec![SourceView {
            title: "Boston on the go".into(),
            url: "https://social.example/@boston".into(),
            kind: "mastodon".into(),
        }],
        pager: Pager {
            newer: Some("/social".into()),
            older: Some("/social?after=1-1".into()),
        },
    };
    vec![
        sample("social-feeds/section.html", &section),
        sample("social-feeds/index.html", &index),
    ]
}
