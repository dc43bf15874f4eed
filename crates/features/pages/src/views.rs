//! What the templates of pages and search are given.

use serde::Serialize;
use umbel_web_kit::feature::sample;
use umbel_web_kit::stones::{Article, Link, Pager, When};

/// `pages/page.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PageView {
    pub(crate) article: Article,
    pub(crate) parents: Vec<Link>,
    pub(crate) children: Vec<Link>,
    pub(crate) report_url: String,
}

/// Something found.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ResultView {
    pub(crate) url: String,
    pub(crate) title: String,
    pub(crate) excerpt: String,
    pub(crate) kind: String,
    pub(crate) when: Option<When>,
}

/// `pages/search.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SearchView {
    pub(crate) query: String,
    pub(crate) results: Vec<ResultView>,
    pub(crate) message: Option<String>,
    pub(crate) pager: Pager,
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let page = PageView {
        article: Article::sample(),
        parents: vec![Link::new("About", "/about")],
        children: vec![Link::new("History", "/about/history")],
        report_url: "/report?what=page:1".into(),
    };
    let search = SearchView {
        query: "river".into(),
        results: vec![ResultView {
            url: "/blog/river".into(),
            title: "At the river".into(),
            excerpt: "met at the <mark>river</mark>".into(),
            kind: "Post".into(),
            when: Some(When::sample()),
        }],
        message: Some("Type a word".into()),
        pager: Pager {
            newer: Some("/search?q=river".into()),
            older: Some("/search?q=river&from=10".into()),
        },
    };
    vec![sample("pages/page.html", &page), sample("pages/search.html", &search)]
}
