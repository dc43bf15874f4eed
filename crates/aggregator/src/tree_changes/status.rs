//! Who may read a site.

use umbel_core::mail::Message;
use umbel_core::people::{Act, Role, Standing, record};
use umbel_core::tree::{Setting, Site, SiteKind, SiteStatus, write_setting};
use umbel_core::{Error, Result, SiteId, SiteScope, SiteWrite, Write};

use super::appeal::is_closed_from_the_top;
use super::{Letters, must_hold, relist_with_all_beneath, role_above};

/// The most that may be uploaded to a site, in mebibytes.
const LARGEST_QUOTA: u64 = 1024 * 1024;

/// Stops a site's posting and keeps everything readable.
///
/// # Errors
/// [`Error::Refused`] when `by` may not.
pub fn archive(write: &mut Write<'_>, by: Option<&Standing>, site: SiteId, reason: &str) -> Result<()> {
    change(write, by, site, SiteStatus::Archived, Act::Archived, reason)?;
    Ok(())
}

/// Opens a site to its members only.
///
/// # Errors
/// [`Error::Refused`] when `by` may not.
pub fn hide(write: &mut Write<'_>, by: Option<&Standing>, site: SiteId, reason: &str) -> Result<()> {
    change(write, by, site, SiteStatus::Private, Act::Hidden, reason)?;
    Ok(())
}

/// Closes a site to everybody. Those who look after it are told why, and how to object.
///
/// # Errors
/// [`Error::Refused`] when `by` may not; [`Error::Invalid`] for the umbrella, or when a person gives no reason.
pub fn suspend(
    write: &mut Write<'_>,
    letters: &Letters<'_>,
    by: Option<&Standing>,
    site: SiteId,
    reason: &str,
) -> Result<()> {
    if by.is_some() && reason.trim().is_empty() {
        return Err(Error::Invalid("say why: those who look after the site are told".into()));
    }
    let (closed, _) = change(write, by, site, SiteStatus::Suspended, Act::Suspended, reason)?;
    write_setting(&mut SiteWrite::new(site, write), Setting::SuspendedBecause, reason)?;
    let message = Message::SiteSuspended {
        site: closed.name.clone(),
        reason: reason.to_owned(),
        appeal_link: letters.link(write.connection, site, "/manage/appeal")?,
    };
    letters.to_keepers(write, &closed, &message)
}

/// Opens a site to everybody again. Those who look after one that was closed are told.
///
/// # Errors
/// [`Error::Refused`] when `by` may not: what an umbrella admin closed, only an umbrella admin opens.
pub fn restore(
    write: &mut Write<'_>,
    letters: &Letters<'_>,
    by: Option<&Standing>,
    site: SiteId,
    reason: &str,
) -> Result<()> {
    let (opened, before) = change(write, by, site, SiteStatus::Active, Act::Restored, reason)?;
    if before != SiteStatus::Suspended {
        return Ok(());
    }
    let message = Message::SiteRestored {
        site: opened.name.clone(),
        link: letters.link(write.connection, site, "/")?,
    };
    letters.to_keepers(write, &opened, &message)
}

/// Sets how many mebibytes may be uploaded to a site; none means the usual.
///
/// # Errors
/// [`Error::Refused`] when `by` may not; [`Error::Invalid`] for more than a tebibyte.
pub fn set_quota(write: &mut Write<'_>, by: Option<&Standing>, site: SiteId, mebibytes: Option<u64>) -> Result<()> {
    let node = Site::find(write.connection, site)?;
    must_hold(write.connection, by, site, role_above(&node))?;
    if mebibytes.is_some_and(|wanted| wanted > LARGEST_QUOTA) {
        return Err(Error::Invalid("this is more than any site needs".into()));
    }
    let text = mebibytes.map(|wanted| wanted.to_string()).unwrap_or_default();
    let scope = &mut SiteWrite::new(site, write);
    write_setting(scope, Setting::UploadQuota, &text)?;
    record(scope, by, Act::QuotaSet, &text, "")
}

/// Changes who may read a node, and lists or unlists what it published: its own and that of everything beneath it.
/// Answers with the node and what it was before.
fn change(
    write: &mut Write<'_>,
    by: Option<&Standing>,
    id: SiteId,
    status: SiteStatus,
    act: Act,
    reason: &str,
) -> Result<(Site, SiteStatus)> {
    let mut site = Site::find(write.connection, id)?;
    must_hold(write.connection, by, id, role_above(&site))?;
    if site.kind == SiteKind::Umbrella && by.is_some() {
        // Nobody could sign in to open it again.
        return Err(Error::Invalid("the umbrella cannot be closed from here".into()));
    }
    let before = site.status;
    if before == status {
        return Ok((site, before));
    }
    if before == SiteStatus::Suspended {
        // What an umbrella admin closed, only an umbrella admin opens.
        if is_closed_from_the_top(&mut SiteScope::new(id, write.connection))? {
            must_hold(write.connection, by, id, Role::UmbrellaAdmin)?;
        }
        write_setting(&mut SiteWrite::new(id, write), Setting::SuspendedBecause, "")?;
    }
    site.status = status;
    site.save(write)?;
    relist_with_all_beneath(write, id)?;
    record(&mut SiteWrite::new(id, write), by, act, &site.name, reason)?;
    Ok((site, before))
}
