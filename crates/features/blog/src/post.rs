//! A post's own page.

use serde_json::json;
use umbel_core::content::{Author, Comment, Post, PostKind, PostSummary, ReadTarget, Status, Taxonomy, Term};
use umbel_core::markdown::summary;
use umbel_core::people::SignedIn;
use umbel_core::{Id, Instant};
use umbel_web_kit::path::encoded;
use umbel_web_kit::protected::{self, missing};
use umbel_web_kit::stones::{Article, Link, reading_minutes};
use umbel_web_kit::{Answer, PageHead, Problem, Visit};

use crate::cards::{author_link, cards, term_links, title_of};
use crate::comment;
use crate::views::{CommentView, PostView};

/// Comments on a page. Beyond them the discussion is a group's, not a post's.
const MOST_COMMENTS: i64 = 500;
/// The longest beginning of a text that stands for a summary, in characters.
const LONGEST_DESCRIPTION: usize = 200;
/// Posts suggested under a post.
const RELATED: usize = 3;
/// Replies are nested this deep; deeper ones stand beside their parent.
const DEEPEST_REPLY: usize = 3;
/// A change is mentioned when it came at least this long after publication, in seconds.
const WORTH_MENTIONING: i64 = 86_400;

/// The visible post a path names. What was thrown away says so; everything else hidden is as good as missing.
pub(crate) fn find(visit: &mut Visit<'_>) -> Result<Post, Problem> {
    let slug = visit.parameter("slug").to_owned();
    let now = visit.now;
    let Some(post) = Post::at_path(&mut visit.scope(), PostKind::Post, &slug)? else {
        return Err(missing(visit, PostKind::Post, &slug)?);
    };
    match post.status {
        Status::Trashed => Err(Problem::Gone),
        Status::Published if post.published_at.is_some_and(|moment| moment <= now) => Ok(post),
        _ => Err(Problem::NotFound),
    }
}

/// `GET /blog/{slug}`, and POST with the password of a protected post.
pub(crate) fn show(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let post = find(visit)?;
    if let Some(stored) = &post.password_hash
        && let Some(answer) = protected::asked_for(visit, &post.title, stored)?
    {
        return Ok(answer);
    }
    present(visit, post)
}

/// The same address for members, where everybody else finds nothing.
pub(crate) fn show_to_members(visit: &mut Visit<'_>, _: &SignedIn) -> Result<Answer, Problem> {
    let slug = visit.parameter("slug").to_owned();
    let now = visit.now;
    let post = Post::at_path(&mut visit.scope(), PostKind::Post, &slug)?
        .filter(|post| post.is_for_members(now))
        .ok_or(Problem::NotFound)?;
    present(visit, post)
}

/// A post's page, whatever its state: whoever calls it has looked whether it may be seen.
pub(crate) fn present(visit: &mut Visit<'_>, post: Post) -> Result<Answer, Problem> {
    let now = visit.now;
    visit.counts_as_reading(ReadTarget::Post(post.id));
    let terms = Term::of_posts(&mut visit.scope(), &[post.id])?
        .remove(&post.id)
        .unwrap_or_default();
    let author = match post.author_id {
        Some(id) => Author::by_id(&mut visit.scope(), &[id])?.remove(&id),
        None => None,
    };
    let picture = match post.picture_id {
        Some(id) => visit.pictures([Some(id)])?.remove(&id),
        None => None,
    };
    let comments_open = comment::is_open(visit, &post)?;
    let comments = Comment::shown_under(&mut visit.scope(), post.id, MOST_COMMENTS)?;
    let (older, newer) = PostSummary::neighbours(&mut visit.scope(), &post, now)?;
    let term_ids: Vec<Id> = terms.iter().map(|term| term.id).collect();
    let related = PostSummary::related(&mut visit.scope(), post.id, &term_ids, now, RELATED)?;
    let related = cards(visit, &related)?;
    let words = visit.words();
    let published = post.published_at.unwrap_or(post.created_at);
    let title = title_of(&post.title, &words);
    let url = encoded(&post.url());
    let neighbour =
        |post: PostSummary| Link::new(title_of(&post.title, &words), encoded(&format!("/blog/{}", post.path)));
    let description = if post.summary.is_empty() && post.password_hash.is_none() {
        summary(&post.html, LONGEST_DESCRIPTION)
    } else {
        post.summary.clone()
    };
    let json_ld = json!({
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": title,
        "datePublished": published.rfc3339(),
        "dateModified": post.updated_at.max(published).rfc3339(),
        "inLanguage": post.locale.as_deref().unwrap_or(&visit.current.here.site.locale),
        "mainEntityOfPage": format!("{}{url}", visit.base_url()),
        "author": author.as_ref().map(|author| json!({ "@type": "Person", "name": author.name })),
        "publisher": { "@type": "Organization", "name": visit.current.here.site.name, "url": visit.base_url() },
        "image": picture.as_ref().map(|picture| format!("{}{}", visit.base_url(), picture.large_src)),
        "description": description,
    });
    let comments_title = words.say_with("feed-comments-title", &[("title", title.as_str().into())]);
    let head = PageHead {
        description,
        kind: "article",
        picture: picture.clone(),
        noindex: !post.is_visible(now),
        json_ld: Some(json_ld),
        feeds: vec![(comments_title, format!("{url}/feed"), "application/rss+xml")],
        ..PageHead::new(title.clone(), url.clone())
    };
    let view = PostView {
        article: Article {
            title,
            when: words.when(published),
            updated: is_later(post.updated_at, published).then(|| words.when(post.updated_at)),
            author: author.as_ref().map(author_link),
            topics: term_links(&terms, Taxonomy::Topic),
            tags: term_links(&terms, Taxonomy::Tag),
            picture,
            reading_minutes: reading_minutes(&post.html),
            html: post.html,
        },
        previous: older.map(neighbour),
        next: newer.map(neighbour),
        related,
        comment_count: comments.len(),
        comments: nested(&comments, None, 0, &|moment| words.when(moment)),
        comments_feed_url: format!("{url}/feed"),
        comment_url: format!("{url}/comments"),
        comments_open,
        report_url: format!("/report?what=post:{}", post.id),
    };
    visit.page("blog/post.html", head, &view)
}

fn is_later(updated: Instant, published: Instant) -> bool {
    updated > published.plus_seconds(WORTH_MENTIONING)
}

/// Comments with their replies. A reply to one that is not shown stands where that one would have.
fn nested(
    comments: &[Comment],
    parent: Option<Id>,
    depth: usize,
    when: &dyn Fn(Instant) -> umbel_web_kit::stones::When,
) -> Vec<CommentView> {
    let is_shown = |id: Id| comments.iter().any(|comment| comment.id == id);
    comments
        .iter()
        .filter(|comment| comment.parent_id.filter(|id| is_shown(*id)) == parent)
        .flat_map(|comment| {
            let replies = nested(comments, Some(comment.id), depth + 1, when);
            let view = |replies| CommentView {
                id: comment.id.0,
                author: comment.author_name.clone(),
                author_url: comment.author_url.clone(),
                when: when(comment.created_at),
                html: comment.html.clone(),
                by_post_author: comment.by_post_author,
                replies,
            };
            if depth < DEEPEST_REPLY {
                vec![view(replies)]
            } else {
                std::iter::once(view(Vec::new())).chain(replies).collect()
            }
        })
        .collect()
}
