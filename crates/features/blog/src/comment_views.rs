//! What the templates of comment forms are given.

use serde::Serialize;
use umbel_web_kit::FormView;
use umbel_web_kit::feature::sample;
use umbel_web_kit::stones::Link;

/// The comment that is answered.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AnsweredView {
    pub(crate) author: String,
    /// Safe HTML.
    pub(crate) html: String,
}

/// `blog/comment.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct WriteView {
    pub(crate) form: FormView,
    /// Whether there is a button: not where comments are closed, or to somebody who may not write.
    pub(crate) may_write: bool,
    pub(crate) action: String,
    pub(crate) post: Link,
    pub(crate) answered: Option<AnsweredView>,
    /// What the one who is signed in is called here; none for guests.
    pub(crate) name: Option<String>,
    /// The same form for those who are signed in.
    pub(crate) sign_in_url: String,
    pub(crate) longest: usize,
}

/// `blog/comment_sent.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SentView {
    pub(crate) is_shown: bool,
    pub(crate) post: Link,
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let post = Link::new("What we learned at the river", "/blog/river");
    let guest = WriteView {
        form: FormView::sample(&["name", "text", "stamp", "answer"]),
        may_write: true,
        action: "/blog/river/comments".into(),
        post: post.clone(),
        answered: Some(AnsweredView {
            author: "Tomás".into(),
            html: "<p>See you there.</p>".into(),
        }),
        name: None,
        sign_in_url: "/blog/river/comment".into(),
        longest: 5_000,
    };
    let own = WriteView {
        answered: None,
        name: Some("Ana".into()),
        may_write: false,
        ..guest.clone()
    };
    vec![
        sample("blog/comment.html", &guest),
        sample("blog/comment.html", &own),
        sample(
            "blog/comment_sent.html",
            &SentView {
                is_shown: true,
                post: post.clone(),
            },
        ),
        sample("blog/comment_sent.html", &SentView { is_shown: false, post }),
    ]
}
