//! The bin: what is thrown away can be brought back for thirty days.

use umbel_core::content::{Post, Status};
use umbel_core::people::{Act, Standing, record};
use umbel_core::slug::free_slug;
use umbel_core::{Error, Id, Instant, Result, SiteWrite, Store};

use super::renew_post;
use super::states::{Step, steps};

/// How long something stays in the bin, in seconds: thirty days.
pub const BIN_SECONDS: i64 = 30 * 24 * 3_600;

/// Throws a post or page away: it shows nowhere, and its address is free for something else.
///
/// `by` is none for the command line.
///
/// # Errors
/// [`Error::NotFound`] when there is no such post; [`Error::Refused`] when `by` may not.
pub fn bin(site: &mut SiteWrite<'_, '_>, by: Option<&Standing>, post: Id, now: Instant) -> Result<Post> {
    let mut post = found(site, by, post, Step::Bin)?;
    post.trashed_from = Some(post.status);
    post.trashed_at = Some(now);
    post.status = Status::Trashed;
    post.path = post.path_in_bin();
    post.preview_hash = None;
    post.save(site)?;
    renew_post(site, &post, now)?;
    record(site, by, Act::PostBinned, &post.title, "")?;
    Ok(post)
}

/// Brings something back as it was before it was thrown away, at its old address where that is still free.
///
/// # Errors
/// [`Error::NotFound`] when there is no such post; [`Error::Refused`] when `by` may not.
pub fn restore(site: &mut SiteWrite<'_, '_>, by: Option<&Standing>, post: Id, now: Instant) -> Result<Post> {
    let mut post = found(site, by, post, Step::Restore)?;
    let kind = post.kind;
    post.path = free_slug(Post::path_before_bin(&post.path), |path| {
        // Not its own: what came thrown away with an import kept its path.
        Ok::<_, Error>(path != post.path && Post::path_is_taken(&mut site.read(), kind, path)?)
    })?;
    post.status = match post.trashed_from {
        // Its time has gone by while nobody wanted it to be published.
        Some(Status::Scheduled) if post.published_at.is_none_or(|moment| moment <= now) => Status::Draft,
        Some(status) => status,
        None => Status::Draft,
    };
    (post.trashed_at, post.trashed_from) = (None, None);
    post.save(site)?;
    renew_post(site, &post, now)?;
    record(site, by, Act::PostRestored, &post.title, "")?;
    Ok(post)
}

/// Deletes what is in the bin for good, with everything that hangs on it.
///
/// # Errors
/// [`Error::NotFound`] when there is no such post; [`Error::Refused`] when `by` may not.
pub fn delete(site: &mut SiteWrite<'_, '_>, by: Option<&Standing>, post: Id, now: Instant) -> Result<()> {
    let post = found(site, by, post, Step::Restore)?;
    renew_post(site, &post, now)?;
    Post::delete(site, post.id)?;
    record(site, by, Act::PostDeleted, &post.title, "")
}

/// Deletes what was thrown away thirty days ago, each in a transaction of its own. Returns how many.
///
/// # Errors
/// When the database refuses; what was deleted before stays so.
pub fn empty_bin(store: &Store) -> Result<usize> {
    let oldest = store.now().plus_seconds(-BIN_SECONDS);
    let old = store.read(|connection| Post::thrown_away_before(connection, oldest, 100))?;
    for (site, post) in &old {
        store.write(|write| {
            let now = write.now;
            let site = &mut SiteWrite::new(*site, write);
            let found = Post::hold(site, *post)?;
            // Somebody may have brought it back since it was found.
            match found.filter(|post| post.trashed_at.is_some_and(|moment| moment < oldest)) {
                Some(post) => delete(site, None, post.id, now),
                None => Ok(()),
            }
        })?;
    }
    Ok(old.len())
}

/// The post, when this step is possible.
fn found(site: &mut SiteWrite<'_, '_>, by: Option<&Standing>, post: Id, step: Step) -> Result<Post> {
    let post = Post::hold(site, post)?.ok_or(Error::NotFound("the post"))?;
    let is_possible = match by {
        Some(by) => steps(&mut site.read(), by, &post)?.contains(&step),
        None => (post.status == Status::Trashed) == (step == Step::Restore),
    };
    if is_possible { Ok(post) } else { Err(Error::Refused) }
}
