//! Feeds: the newest posts, those of a topic or tag, and the comments under a post. Full texts, always.

use aggregator::shown::FEED_POSTS;
use umbel_core::Id;
use umbel_core::content::{Author, Comment, Post, PostFilter, Taxonomy, Term};
use umbel_core::markdown::summary;
use umbel_web_kit::path::encoded;
use umbel_web_kit::syndication::{FeedDocument, FeedItem, Format, permanent_id, with_whole_addresses};
use umbel_web_kit::{Answer, Problem, Visit};

use crate::cards::title_of;
use crate::{lists, post};

/// Comments in a feed.
const COMMENTS: i64 = 100;

/// `GET /feed`, `/feed/atom`, `/feed/json`
pub(crate) fn newest(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    visit.counts_as_feed();
    let site = visit.current.here.site.name.clone();
    let title = visit
        .words()
        .say_with("feed-posts-title", &[("site", site.as_str().into())]);
    posts(visit, title, "/blog", &PostFilter::default())
}

/// `GET /blog/topics/{slug}/feed`
pub(crate) fn by_topic(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    of_term(visit, Taxonomy::Topic, "feed-topic-title", "topic")
}

/// `GET /blog/tags/{slug}/feed`
pub(crate) fn by_tag(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    of_term(visit, Taxonomy::Tag, "feed-tag-title", "tag")
}

fn of_term(visit: &mut Visit<'_>, taxonomy: Taxonomy, key: &str, argument: &str) -> Result<Answer, Problem> {
    let term = lists::term(visit, taxonomy)?;
    let site = visit.current.here.site.name.clone();
    let title = visit.words().say_with(
        key,
        &[(argument, term.name.as_str().into()), ("site", site.as_str().into())],
    );
    let filter = PostFilter {
        term: Some(term.id),
        ..PostFilter::default()
    };
    posts(visit, title, &term.path(), &filter)
}

fn posts(visit: &mut Visit<'_>, title: String, home: &str, filter: &PostFilter) -> Result<Answer, Problem> {
    let now = visit.now;
    let found = Post::newest_whole(&mut visit.scope(), filter, now, FEED_POSTS)?;
    let ids: Vec<Id> = found.iter().map(|post| post.id).collect();
    let author_ids: Vec<Id> = found.iter().filter_map(|post| post.author_id).collect();
    let authors = Author::by_id(&mut visit.scope(), &author_ids)?;
    let mut terms = Term::of_posts(&mut visit.scope(), &ids)?;
    let pictures = visit.pictures(found.iter().map(|post| post.picture_id))?;
    let words = visit.words();
    let base = visit.base_url();
    let entries = found
        .into_iter()
        .map(|post| {
            let mut html = with_whole_addresses(&post.html, &base);
            if let Some(picture) = post.picture_id.and_then(|id| pictures.get(&id)) {
                let alt = picture
                    .alt
                    .replace('&', "&amp;")
                    .replace('"', "&quot;")
                    .replace('<', "&lt;");
                html = format!("<p><img src=\"{base}{}\" alt=\"{alt}\"></p>{html}", picture.src);
            }
            FeedItem {
                id: permanent_id(post.site_id, post.id),
                url: visit.url(&post.url()),
                title: title_of(&post.title, &words),
                html,
                summary: if post.summary.is_empty() {
                    summary(&post.html, 280)
                } else {
                    post.summary
                },
                published: post.published_at.unwrap_or(post.created_at),
                updated: post.updated_at.max(post.published_at.unwrap_or(post.updated_at)),
                author: post
                    .author_id
                    .and_then(|id| authors.get(&id))
                    .map(|author| author.name.clone()),
                categories: terms
                    .remove(&post.id)
                    .unwrap_or_default()
                    .into_iter()
                    .map(|term| term.name)
                    .collect(),
                language: post.locale,
            }
        })
        .collect();
    Ok(document(visit, title, home, entries).answer(Format::of_path(visit.path)))
}

/// `GET /blog/{slug}/feed`
pub(crate) fn comments(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let post = post::find(visit)?;
    // Comments tell what a protected post is about.
    if post.password_hash.is_some() {
        return Err(Problem::NotFound);
    }
    let mut found = Comment::shown_under(&mut visit.scope(), post.id, 500)?;
    found.reverse();
    found.truncate(usize::try_from(COMMENTS).unwrap_or(100));
    let words = visit.words();
    let post_title = title_of(&post.title, &words);
    let title = words.say_with("feed-comments-title", &[("title", post_title.as_str().into())]);
    let base = visit.base_url();
    let url = visit.url(&post.url());
    let entries = found
        .into_iter()
        .map(|comment| FeedItem {
            id: permanent_id(comment.site_id, comment.id),
            url: format!("{url}#comment-{}", comment.id),
            title: comment.author_name.clone(),
            summary: summary(&comment.html, 280),
            html: with_whole_addresses(&comment.html, &base),
            published: comment.created_at,
            updated: comment.created_at,
            author: Some(comment.author_name),
            categories: Vec::new(),
            language: None,
        })
        .collect();
    Ok(document(visit, title, &post.url(), entries).answer(Format::of_path(visit.path)))
}

fn document(visit: &Visit<'_>, title: String, home: &str, entries: Vec<FeedItem>) -> FeedDocument {
    let site = &visit.current.here.site;
    FeedDocument {
        title,
        description: site.tagline.clone(),
        home_url: format!("{}{}", visit.base_url(), encoded(home)),
        self_url: visit.url(visit.path),
        language: site.locale.clone(),
        entries,
    }
}
