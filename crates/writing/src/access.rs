//! Which post or page an address of the workplace names, and whether whoever asks may look at it.

use aggregator::publication::may_see;
use umbel_core::Id;
use umbel_core::content::{Post, PostKind, Status};
use umbel_core::people::SignedIn;
use umbel_web_kit::i18n::Words;
use umbel_web_kit::{Problem, Visit};

/// The post or page, in whatever state. What somebody may not look at answers like a missing one.
pub(crate) fn found(visit: &mut Visit<'_>, person: &SignedIn, kind: PostKind) -> Result<Post, Problem> {
    let id = visit.parameter("id").parse().map(Id).map_err(|_| Problem::NotFound)?;
    let post = Post::find(&mut visit.scope(), id)?
        .filter(|post| post.kind == kind)
        .ok_or(Problem::NotFound)?;
    if may_see(&mut visit.scope(), &person.standing, &post)? {
        Ok(post)
    } else {
        Err(Problem::NotFound)
    }
}

/// The key of the room a kind is looked after in.
pub(crate) const fn room(kind: PostKind) -> &'static str {
    match kind {
        PostKind::Post => "posts",
        PostKind::Page => "pages",
    }
}

/// Where a post or page is edited.
pub(crate) fn editor_of(kind: PostKind, id: Id) -> String {
    format!("/manage/{}/{id}", room(kind))
}

/// A title, or what stands for one while there is none.
pub(crate) fn title_of(title: &str, words: &Words<'_>) -> String {
    if title.trim().is_empty() {
        words.say("untitled")
    } else {
        title.to_owned()
    }
}

/// Where something stands, in a word or two.
pub(crate) fn state_of(status: Status, words: &Words<'_>) -> String {
    words.say(&format!("writing-state-{status}"))
}
