//! What the blog's templates are given.

use serde::Serialize;
use umbel_web_kit::feature::sample;
use umbel_web_kit::stones::{Article, Link, Pager, When};

use crate::cards::PostCard;

/// `blog/section.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SectionView {
    pub(crate) posts: Vec<PostCard>,
    pub(crate) more: Link,
}

/// An author above the list of their posts.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AuthorView {
    pub(crate) name: String,
    pub(crate) bio: String,
    pub(crate) url: String,
    pub(crate) report_url: String,
}

/// `blog/index.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct IndexView {
    pub(crate) heading: String,
    pub(crate) lead: Option<String>,
    pub(crate) posts: Vec<PostCard>,
    pub(crate) pager: Pager,
    pub(crate) feed_url: Option<String>,
    pub(crate) months: Vec<Link>,
    pub(crate) topics: Vec<Link>,
    pub(crate) author: Option<AuthorView>,
}

/// A comment with its replies.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CommentView {
    pub(crate) id: i64,
    pub(crate) author: String,
    pub(crate) author_url: Option<String>,
    pub(crate) when: When,
    pub(crate) html: String,
    pub(crate) by_post_author: bool,
    pub(crate) replies: Vec<CommentView>,
}

/// `blog/post.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PostView {
    pub(crate) article: Article,
    pub(crate) previous: Option<Link>,
    pub(crate) next: Option<Link>,
    pub(crate) related: Vec<PostCard>,
    pub(crate) comments: Vec<CommentView>,
    pub(crate) comment_count: usize,
    pub(crate) comments_feed_url: String,
    pub(crate) comments_open: bool,
    /// Where a comment is written.
    pub(crate) comment_url: String,
    pub(crate) report_url: String,
}

impl CommentView {
    fn sample(replies: Vec<Self>) -> Self {
        Self {
            id: 1,
            author: "Tomás".into(),
            author_url: Some("https://example.org".into()),
            when: When::sample(),
            html: "<p>See you there.</p>".into(),
            by_post_author: true,
            replies,
        }
    }
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let index = IndexView {
        heading: "Blog".into(),
        lead: Some("What we write".into()),
        posts: vec![
            PostCard::sample(),
            PostCard {
                picture: None,
                author: None,
                ..PostCard::sample()
            },
        ],
        pager: Pager {
            newer: Some("/blog".into()),
            older: Some("/blog?after=1-1".into()),
        },
        feed_url: Some("/feed".into()),
        months: vec![Link::new("November 2026", "/blog/archive/2026/11")],
        topics: vec![Link::new("Housing", "/blog/topics/housing")],
        author: Some(AuthorView {
            name: "Rosa".into(),
            bio: "Cooks.".into(),
            url: "/blog/authors/rosa".into(),
            report_url: "/report?what=person:1".into(),
        }),
    };
    let post = PostView {
        article: Article::sample(),
        previous: Some(Link::new("Before", "/blog/before")),
        next: Some(Link::new("After", "/blog/after")),
        related: vec![PostCard::sample()],
        comments: vec![CommentView::sample(vec![CommentView::sample(Vec::new())])],
        comment_count: 2,
        comments_feed_url: "/blog/river/feed".into(),
        comments_open: false,
        comment_url: "/blog/river/comments".into(),
        report_url: "/report?what=post:1".into(),
    };
    let section = SectionView {
        posts: vec![PostCard::sample()],
        more: Link::new("All posts", "/blog"),
    };
    let mut samples = vec![
        sample("blog/section.html", &section),
        sample("blog/index.html", &index),
        sample("blog/post.html", &post),
        sample(
            "blog/post.html",
            &PostView {
                comments_open: true,
                ..post.clone()
            },
        ),
    ];
    samples.extend(crate::comment_views::samples());
    samples
}
