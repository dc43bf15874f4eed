//! What is reported or moderated, whatever kind of thing it is.

use aggregator::feeds::Entry;
use umbel_core::content::{Author, Comment, Event, Post, PostKind, Status};
use umbel_core::markdown::{plain_text, shorten};
use umbel_core::moderation::SubjectKind;
use umbel_core::tree::Site;
use umbel_core::{Id, Instant, Result, SiteScope};

/// How much of a comment stands for it in lists, in characters.
const EXCERPT: usize = 90;

/// A thing that something is said about or done to.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    pub(crate) kind: SubjectKind,
    pub(crate) id: Id,
    /// What it is, in a few words.
    pub(crate) title: String,
    /// The path where it stands.
    pub(crate) url: String,
    /// Whom it belongs to, when they have an account.
    pub(crate) account: Option<Id>,
    /// Its status, in the stored word; empty for those that have none.
    pub(crate) status: String,
    /// When it was made.
    pub(crate) created_at: Instant,
}

impl Subject {
    /// The thing with this number, whatever its status.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) fn find(scope: &mut SiteScope<'_>, kind: SubjectKind, id: Id) -> Result<Option<Self>> {
        match kind {
            SubjectKind::Post => of_post(scope, kind, PostKind::Post, id),
            SubjectKind::Page => of_post(scope, kind, PostKind::Page, id),
            SubjectKind::Comment => of_comment(scope, id),
            SubjectKind::Event => Ok(Event::find(scope, id)?.map(|event| Self {
                kind,
                id,
                url: format!("/events/{}", event.slug),
                title: event.title,
                account: None,
                status: event.status.to_string(),
                created_at: event.created_at,
            })),
            SubjectKind::Entry => Ok(Entry::find(scope, id)?.map(|(entry, feed)| Self {
                kind,
                id,
                title: format!("“{}” ({})", shorten(&entry.headline(), EXCERPT), feed.title),
                url: entry.path(),
                account: None,
                // In the words of posts and events: acts are undone, and offered, by them.
                status: match entry.hidden_at {
                    None => Status::Published.to_string(),
                    Some(_) => Status::Draft.to_string(),
                },
                created_at: entry.created_at,
            })),
            SubjectKind::Person => Ok(Author::by_id(scope, &[id])?.remove(&id).map(|author| Self {
                kind,
                id,
                url: format!("/blog/authors/{}", author.slug),
                title: author.name,
                account: author.account_id,
                status: String::new(),
                created_at: Instant::from_microseconds(0),
            })),
            SubjectKind::Site => {
                let site = Site::find(scope.connection, scope.site)?;
                Ok(Some(Self {
                    kind,
                    id: Id(0),
                    title: site.name,
                    url: "/".into(),
                    account: None,
                    status: String::new(),
                    created_at: site.created_at,
                }))
            }
        }
    }

    /// The same, when everybody can see it at `now`: what is hidden cannot be reported, and is as good as missing.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) fn visible(scope: &mut SiteScope<'_>, kind: SubjectKind, id: Id, now: Instant) -> Result<Option<Self>> {
        let is_visible = match kind {
            SubjectKind::Post | SubjectKind::Page => Post::find(scope, id)?.is_some_and(|post| post.is_visible(now)),
            SubjectKind::Comment => match Comment::find(scope, id)? {
                Some(comment) if comment.status == umbel_core::content::CommentStatus::Approved => {
                    Post::find(scope, comment.post_id)?.is_some_and(|post| post.is_visible(now))
                }
                _ => false,
            },
            SubjectKind::Event => Event::find(scope, id)?.is_some_and(|event| event.is_visible(now)),
            SubjectKind::Entry => Entry::find(scope, id)?.is_some_and(|(entry, _)| entry.hidden_at.is_none()),
            SubjectKind::Person | SubjectKind::Site => true,
        };
        if is_visible {
            Self::find(scope, kind, id)
        } else {
            Ok(None)
        }
    }
}

/// What stands in the query and in forms: `comment:17`, or `site`.
pub(crate) fn parse(text: &str) -> Option<(SubjectKind, Id)> {
    if text == "site" {
        return Some((SubjectKind::Site, Id(0)));
    }
    let (kind, id) = text.split_once(':')?;
    let kind: SubjectKind = kind.parse().ok()?;
    (kind != SubjectKind::Site).then_some(())?;
    Some((kind, Id(id.parse().ok()?)))
}

fn of_post(scope: &mut SiteScope<'_>, kind: SubjectKind, wanted: PostKind, id: Id) -> Result<Option<Subject>> {
    let Some(post) = Post::find(scope, id)?.filter(|post| post.kind == wanted) else {
        return Ok(None);
    };
    let account = match post.author_id {
        Some(author) => Author::by_id(scope, &[author])?
            .remove(&author)
            .and_then(|author| author.account_id),
        None => None,
    };
    Ok(Some(Subject {
        kind,
        id,
        url: post.url(),
        title: post.title,
        account,
        status: post.status.to_string(),
        created_at: post.created_at,
    }))
}

fn of_comment(scope: &mut SiteScope<'_>, id: Id) -> Result<Option<Subject>> {
    let Some(comment) = Comment::find(scope, id)? else {
        return Ok(None);
    };
    let url = Post::find(scope, comment.post_id)?
        .map(|post| post.url())
        .unwrap_or_default();
    Ok(Some(Subject {
        kind: SubjectKind::Comment,
        id,
        title: format!(
            "“{}” ({})",
            shorten(&plain_text(&comment.html), EXCERPT),
            comment.author_name
        ),
        url: format!("{url}#comment-{id}"),
        account: comment.account_id,
        status: comment.status.to_string(),
        created_at: comment.created_at,
    }))
}
