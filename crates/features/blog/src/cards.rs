//! Posts as lists show them.

use serde::Serialize;
use std::collections::HashMap;
use umbel_core::Id;
use umbel_core::content::{Author, Comment, PostSummary, Taxonomy, Term, beginnings};
use umbel_web_kit::path::encoded;
use umbel_web_kit::stones::{Link, Mark, Picture, When};
use umbel_web_kit::{Problem, Visit};

/// A post as lists show it.
#[derive(Clone, Debug, Serialize)]
pub struct PostCard {
    /// Its page.
    pub url: String,
    /// Its title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// When it was published.
    pub when: When,
    /// Who wrote it.
    pub author: Option<Link>,
    /// Its topics.
    pub topics: Vec<Link>,
    /// Its picture.
    pub picture: Option<Picture>,
    /// Whether it stays on top.
    pub sticky: bool,
    /// How many comments are shown under it.
    pub comment_count: i64,
    /// Stands in for a missing picture.
    pub mark: Mark,
}

impl PostCard {
    /// A card for samples.
    #[must_use]
    pub fn sample() -> Self {
        Self {
            url: "/blog/river".into(),
            title: "What we learned at the river".into(),
            summary: "Forty of us met before sunrise.".into(),
            when: When::sample(),
            author: Some(Link::new("Rosa", "/blog/authors/rosa")),
            topics: vec![Link::new("Climate", "/blog/topics/climate")],
            picture: Some(Picture::sample()),
            sticky: true,
            comment_count: 2,
            mark: Mark::sample(),
        }
    }
}

/// The cards of some posts: a fixed number of queries, whatever their number.
pub(crate) fn cards(visit: &mut Visit<'_>, posts: &[PostSummary]) -> Result<Vec<PostCard>, Problem> {
    if posts.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Id> = posts.iter().map(|post| post.id).collect();
    let author_ids: Vec<Id> = posts.iter().filter_map(|post| post.author_id).collect();
    let authors = Author::by_id(&mut visit.scope(), &author_ids)?;
    let mut terms = Term::of_posts(&mut visit.scope(), &ids)?;
    let counts = Comment::counts(&mut visit.scope(), &ids)?;
    let pictures = visit.pictures(posts.iter().map(|post| post.picture_id))?;
    let without: Vec<Id> = posts
        .iter()
        .filter(|post| post.summary.is_empty())
        .map(|post| post.id)
        .collect();
    let mut beginnings = if without.is_empty() {
        HashMap::new()
    } else {
        beginnings(&mut visit.scope(), &without)?
    };
    let words = visit.words();
    Ok(posts
        .iter()
        .map(|post| PostCard {
            url: encoded(&format!("/blog/{}", post.path)),
            title: title_of(&post.title, &words),
            summary: beginnings.remove(&post.id).unwrap_or_else(|| post.summary.clone()),
            when: words.when(post.published_at.unwrap_or(post.updated_at)),
            author: post.author_id.and_then(|id| authors.get(&id)).map(author_link),
            topics: term_links(&terms.remove(&post.id).unwrap_or_default(), Taxonomy::Topic),
            picture: post.picture_id.and_then(|id| pictures.get(&id).cloned()),
            sticky: post.sticky,
            comment_count: counts.get(&post.id).copied().unwrap_or(0),
            mark: Mark::of(&post.title),
        })
        .collect())
}

/// A title, or what stands for one: imported posts may have none.
pub(crate) fn title_of(title: &str, words: &umbel_web_kit::i18n::Words<'_>) -> String {
    if title.trim().is_empty() {
        words.say("untitled")
    } else {
        title.to_owned()
    }
}

pub(crate) fn author_link(author: &Author) -> Link {
    Link::new(author.name.clone(), encoded(&format!("/blog/authors/{}", author.slug)))
}

pub(crate) fn term_links(terms: &[Term], taxonomy: Taxonomy) -> Vec<Link> {
    terms
        .iter()
        .filter(|term| term.taxonomy == taxonomy)
        .map(|term| Link::new(term.name.clone(), encoded(&term.path())))
        .collect()
}
