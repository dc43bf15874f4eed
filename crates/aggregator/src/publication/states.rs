//! Where a post or page is on its way to the public, and who may move it on.

use umbel_core::content::{Author, Post, PostKind, Status};
use umbel_core::people::{Role, Standing};
use umbel_core::tree::SiteStatus;
use umbel_core::{Error, Id, Instant, Result, SiteScope, SiteWrite, Store};

use super::renew_post;

/// What can be done with a post or page that is being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// What was written is kept; where it stands stays as it is.
    Save,
    /// It is put before an editor.
    Submit,
    /// It is shown, from now on or from a date that is past.
    Publish,
    /// It will be shown at its date.
    Schedule,
    /// It is a draft again.
    Unpublish,
    /// It is thrown away.
    Bin,
    /// It is brought back out of the bin.
    Restore,
}

impl Step {
    /// Every step, in the order in which it is offered.
    pub const ALL: [Self; 7] = [
        Self::Publish,
        Self::Submit,
        Self::Save,
        Self::Schedule,
        Self::Unpublish,
        Self::Bin,
        Self::Restore,
    ];

    /// Its word in forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Save => "save",
            Self::Submit => "submit",
            Self::Publish => "publish",
            Self::Schedule => "schedule",
            Self::Unpublish => "unpublish",
            Self::Bin => "bin",
            Self::Restore => "restore",
        }
    }

    /// The step with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == word)
    }
}

/// Whether somebody wrote a post or page, or began it and has not saved it yet.
///
/// # Errors
/// When the database refuses.
pub fn owns(scope: &mut SiteScope<'_>, account: Id, post: &Post) -> Result<bool> {
    Ok(match post.author_id {
        Some(author) => Author::ids_of(scope, account)?.contains(&author),
        None => post.saved_by == Some(account),
    })
}

/// Whether somebody who writes here may look at a post or page in the workplace.
///
/// # Errors
/// When the database refuses.
pub fn may_see(scope: &mut SiteScope<'_>, by: &Standing, post: &Post) -> Result<bool> {
    if by.is_at_least(Role::Editor) {
        return Ok(true);
    }
    Ok(post.kind == PostKind::Post && by.is_at_least(Role::Contributor) && owns(scope, by.account.id, post)?)
}

/// What somebody may do with a post or page as it stands: nothing, when it is not theirs to change.
///
/// Contributors write and submit what is theirs until it is shown; authors do everything with what is theirs; editors do
/// everything with everything, and pages are theirs alone.
///
/// # Errors
/// When the database refuses.
pub fn steps(scope: &mut SiteScope<'_>, by: &Standing, post: &Post) -> Result<Vec<Step>> {
    if !may_see(scope, by, post)? {
        return Ok(Vec::new());
    }
    let may_publish = by.is_at_least(Role::Author);
    // What is in the bin is looked at as it was before.
    let stood = match post.status {
        Status::Trashed => post.trashed_from.unwrap_or(Status::Draft),
        status => status,
    };
    if !may_publish && !matches!(stood, Status::Draft | Status::Pending) {
        return Ok(Vec::new());
    }
    Ok(match (post.status, may_publish) {
        (Status::Trashed, _) => vec![Step::Restore],
        (Status::Draft, true) => vec![Step::Publish, Step::Save, Step::Schedule, Step::Bin],
        (Status::Draft, false) => vec![Step::Submit, Step::Save, Step::Bin],
        (Status::Pending, true) => vec![Step::Publish, Step::Save, Step::Schedule, Step::Unpublish, Step::Bin],
        (Status::Pending, false) => vec![Step::Save, Step::Unpublish, Step::Bin],
        (Status::Scheduled, _) => vec![Step::Publish, Step::Save, Step::Unpublish, Step::Bin],
        (Status::Published | Status::Private, _) => vec![Step::Save, Step::Unpublish, Step::Bin],
    })
}

/// Publishes a post or page. One with a time in the future is scheduled instead and published when its time comes; one
/// that is for members is shown to them alone.
///
/// # Errors
/// [`Error::NotFound`] when the site has no such post; [`Error::Invalid`] when the site is archived.
pub fn publish(site: &mut SiteWrite<'_, '_>, post: Id, now: Instant) -> Result<Post> {
    refuse_when_archived(site)?;
    let mut post = Post::hold(site, post)?.ok_or(Error::NotFound("the post"))?;
    let moment = *post.published_at.get_or_insert(now);
    post.status = shown_at(&post, moment, now);
    post.save(site)?;
    renew_post(site, &post, now)?;
    Ok(post)
}

/// Takes a post or page back: it is a draft again and shows nowhere.
///
/// # Errors
/// [`Error::NotFound`] when the site has no such post.
pub fn unpublish(site: &mut SiteWrite<'_, '_>, post: Id, now: Instant) -> Result<Post> {
    let mut post = Post::hold(site, post)?.ok_or(Error::NotFound("the post"))?;
    post.status = Status::Draft;
    post.save(site)?;
    renew_post(site, &post, now)?;
    Ok(post)
}

/// Publishes everything whose time has come, each in a transaction of its own. Returns how many.
///
/// # Errors
/// When the database refuses; what was published before stays so.
pub fn publish_due(store: &Store) -> Result<usize> {
    let due = store.read(|connection| Post::due(connection, store.now(), 100))?;
    for (site, post) in &due {
        store.write(|write| {
            let now = write.now;
            let site = &mut SiteWrite::new(*site, write);
            let found = Post::hold(site, *post)?;
            // Somebody may have taken it back since it was found.
            let Some(post) = found.filter(|post| post.status == Status::Scheduled) else {
                return Ok(());
            };
            match publish(site, post.id, now) {
                // An archived site stays as it is: its post waits until the site is restored.
                Ok(_) | Err(Error::Invalid(_)) => Ok(()),
                Err(error) => Err(error),
            }
        })?;
    }
    Ok(due.len())
}

/// The status of something that is to be shown from `moment` on.
pub(super) fn shown_at(post: &Post, moment: Instant, now: Instant) -> Status {
    if moment > now {
        Status::Scheduled
    } else if post.for_members {
        Status::Private
    } else {
        Status::Published
    }
}

/// An archived site stays as it is.
pub(super) fn refuse_when_archived(site: &mut SiteWrite<'_, '_>) -> Result<()> {
    if site.home()?.status == SiteStatus::Archived {
        return Err(Error::Invalid(
            "the site is archived; restore it to publish there".into(),
        ));
    }
    Ok(())
}

/// Status and date after a step, from what stood and the date that is wished for.
pub(super) fn after(before: &Post, wanted: &Post, step: Step, now: Instant) -> Result<(Status, Option<Instant>)> {
    let date = wanted.published_at;
    Ok(match (step, before.status) {
        (Step::Submit, _) => (Status::Pending, date),
        (Step::Unpublish, _) => (Status::Draft, date),
        (Step::Publish, _) => {
            let moment = date.filter(|date| *date <= now).unwrap_or(now);
            (shown_at(wanted, moment, now), Some(moment))
        }
        (Step::Schedule, _) => {
            let moment = date.ok_or_else(|| Error::Invalid("say when it should be published".into()))?;
            (shown_at(wanted, moment, now), Some(moment))
        }
        (Step::Save, Status::Scheduled) => {
            let moment = date.or(before.published_at).unwrap_or(now);
            (shown_at(wanted, moment, now), Some(moment))
        }
        (Step::Save, Status::Published | Status::Private) => {
            let moment = date.or(before.published_at).unwrap_or(now);
            if moment > now {
                return Err(Error::Invalid(
                    "what is published cannot have a date in the future; take it back first".into(),
                ));
            }
            (shown_at(wanted, moment, now), Some(moment))
        }
        (Step::Save, status) => (status, date),
        (Step::Bin | Step::Restore, _) => return Err(Error::Refused),
    })
}
