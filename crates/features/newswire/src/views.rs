//! What the newswire's templates are given.

use serde::Serialize;
use umbel_web_kit::feature::sample;
use umbel_web_kit::stones::{Link, Mark, Pager, Picture, When};

/// When and where an event on the newswire happens.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EventPart {
    pub(crate) start: When,
    pub(crate) times: String,
    pub(crate) place: Option<String>,
}

/// An item.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NewsItem {
    pub(crate) kind: String,
    pub(crate) url: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) when: When,
    pub(crate) site: Link,
    pub(crate) network: Option<Link>,
    pub(crate) place: Option<String>,
    pub(crate) lang: String,
    pub(crate) picture: Option<Picture>,
    pub(crate) mark: Mark,
    pub(crate) topics: Vec<Link>,
    pub(crate) event: Option<EventPart>,
    pub(crate) source: Option<String>,
    pub(crate) pinned: bool,
}

/// An item with the way to those held back after it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NewsRow {
    pub(crate) item: NewsItem,
    pub(crate) more: Option<Link>,
}

/// `newswire/section.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SectionView {
    pub(crate) items: Vec<NewsRow>,
    pub(crate) more: Link,
    pub(crate) networks: Vec<Link>,
}

/// A choice of a filter.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OptionView {
    pub(crate) text: String,
    pub(crate) url: String,
    pub(crate) current: bool,
}

/// A filter of the list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FilterView {
    pub(crate) label: String,
    pub(crate) options: Vec<OptionView>,
}

/// `newswire/index.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct IndexView {
    pub(crate) heading: String,
    pub(crate) rows: Vec<NewsRow>,
    pub(crate) filters: Vec<FilterView>,
    pub(crate) pager: Pager,
    pub(crate) feed_url: String,
}

/// The newest thing of a site.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NewestView {
    pub(crate) title: String,
    pub(crate) url: String,
    pub(crate) when: When,
}

/// A site in the directory.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SiteView {
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) place: Option<String>,
    pub(crate) lang: String,
    pub(crate) mark: Mark,
    pub(crate) newest: Option<NewestView>,
}

/// A network in the directory.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NetworkView {
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) tagline: String,
    pub(crate) mark: Mark,
    pub(crate) sites: Vec<SiteView>,
    pub(crate) more: Option<Link>,
}

/// `newswire/directory.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DirectoryView {
    pub(crate) networks: Vec<NetworkView>,
    pub(crate) site_count: usize,
    pub(crate) pager: Pager,
}

fn item() -> NewsItem {
    NewsItem {
        kind: "event".into(),
        url: "https://boston.example/events/supper".into(),
        title: "Supper".into(),
        summary: "At half past six.".into(),
        when: When::sample(),
        site: Link::new("Boston", "https://boston.example"),
        network: Some(Link::new("Cosecha", "https://cosecha.example")),
        place: Some("Boston".into()),
        lang: "es".into(),
        picture: Some(Picture::sample()),
        mark: Mark::sample(),
        topics: vec![Link::new("Food", "/news?topic=food")],
        event: Some(EventPart {
            start: When::sample(),
            times: "18:30–20:00".into(),
            place: Some("Basement".into()),
        }),
        source: None,
        pinned: true,
    }
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let row = NewsRow {
        item: item(),
        more: Some(Link::new("4 more from Boston", "https://boston.example/blog")),
    };
    let bare = NewsRow {
        item: NewsItem {
            kind: "entry".into(),
            network: None,
            place: None,
            picture: None,
            event: None,
            source: Some("Boston on the go".into()),
            ..item()
        },
        more: None,
    };
    let section = SectionView {
        items: vec![row.clone(), bare.clone()],
        more: Link::new("All the news", "/news"),
        networks: vec![Link::new("Cosecha", "https://cosecha.example")],
    };
    let index = IndexView {
        heading: "News".into(),
        rows: vec![row, bare],
        filters: vec![FilterView {
            label: "Kind".into(),
            options: vec![OptionView {
                text: "All".into(),
                url: "/news".into(),
                current: true,
            }],
        }],
        pager: Pager {
            newer: Some("/news".into()),
            older: Some("/news?after=1-1".into()),
        },
        feed_url: "/news/feed".into(),
    };
    let directory = DirectoryView {
        networks: vec![NetworkView {
            name: "Cosecha".into(),
            url: "https://cosecha.example".into(),
            tagline: "We harvest together".into(),
            mark: Mark::sample(),
            sites: vec![SiteView {
                name: "Boston".into(),
                url: "https://boston.example".into(),
                place: Some("Boston".into()),
                lang: "en".into(),
                mark: Mark::sample(),
                newest: Some(NewestView {
                    title: "At the river".into(),
                    url: "https://boston.example/blog/river".into(),
                    when: When::sample(),
                }),
            }],
            more: Some(Link::new("40 more", "https://cosecha.example/directory")),
        }],
        site_count: 15,
        pager: Pager {
            newer: None,
            older: Some("/directory?page=2".into()),
        },
    };
    vec![
        sample("newswire/section.html", &section),
        sample("newswire/index.html", &index),
        sample("newswire/directory.html", &directory),
    ]
}
