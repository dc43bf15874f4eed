//! Asking for a site, and the answer.

use umbel_core::content::FileKeeper;
use umbel_core::keys::Keys;
use umbel_core::mail::{Message, enqueue};
use umbel_core::people::{Account, Act, Decision, Membership, Role, Standing, record};
use umbel_core::tree::{FirstTexts, HostName, Site, SiteRequest, Wish, templates};
use umbel_core::{Error, Id, Result, SiteWrite};

use super::{Founding, found, host_for_new};

/// What a request is granted with.
#[derive(Clone, Copy)]
pub struct Granting<'g> {
    /// The request.
    pub request: Id,
    /// Who grants it.
    pub by: &'g Standing,
    /// The label the site gets: the one that was wished for, unless somebody else has it by now.
    pub label: &'g str,
    /// What the site says at first.
    pub texts: &'g FirstTexts,
    /// Its theme, unless a template brings another.
    pub theme: &'g str,
    /// Who keeps the files that pages of a template show.
    pub files: &'g dyn FileKeeper,
    /// The whole address of the site's workplace, made of its host.
    pub workplace_at: &'g dyn Fn(&HostName) -> String,
}

/// Asks for a site beneath a node; those who look after the node get a mail with `link`.
///
/// # Errors
/// [`Error::Invalid`] for a wish that cannot be.
pub fn ask(
    site: &mut SiteWrite<'_, '_>,
    keys: &Keys,
    account: &Account,
    wish: &Wish,
    link: &str,
) -> Result<SiteRequest> {
    let request = SiteRequest::make(site, account, wish)?;
    let home = site.home()?;
    let message = Message::SiteRequested {
        person: account.name.clone(),
        site: wish.name.clone(),
        place: home.name.clone(),
        link: link.to_owned(),
    };
    for keeper in keepers(site, &home)? {
        let locale = keeper.locale.as_deref().unwrap_or(&home.locale);
        enqueue(site.write, keys, &keeper.address()?, locale, Some(home.id), &message)?;
    }
    Ok(request)
}

/// Grants a request: the site is founded, whoever asked looks after it and is told by mail. A template that is none any
/// more is left out.
///
/// # Errors
/// [`Error::Refused`] when `by` may not decide; [`Error::NotFound`] when the request does not wait (any more); else as
/// [`found`].
pub fn grant(site: &mut SiteWrite<'_, '_>, keys: &Keys, granting: &Granting<'_>) -> Result<Site> {
    let above = site.home()?;
    granting.by.must_be(Role::highest_at(above.kind), above.id)?;
    let (request, founder) = SiteRequest::find(&mut site.read(), granting.request)?;
    SiteRequest::decide(site, request.id, Decision::Accepted, "")?;
    let mut wish = request.wish()?;
    granting.label.clone_into(&mut wish.label);
    if let Some(wanted) = wish.template() {
        let offered = templates(site.connection(), &above)?;
        wish.template = offered
            .iter()
            .find(|template| template.id == wanted)
            .map(|template| template.id.number());
    }
    let founded = found(
        site.write,
        &Founding {
            above: above.id,
            wish: &wish,
            founder: &founder,
            by: Some(granting.by),
            texts: granting.texts,
            theme: granting.theme,
            files: granting.files,
        },
    )?;
    record(site, Some(granting.by), Act::SiteGranted, &founded.name, "")?;
    let host = host_for_new(site.connection(), founded.id)?;
    let message = Message::SiteApproved {
        site: founded.name.clone(),
        link: (granting.workplace_at)(&host),
    };
    let locale = founder.locale.as_deref().unwrap_or(&wish.locale);
    enqueue(
        site.write,
        keys,
        &founder.address()?,
        locale,
        Some(founded.id),
        &message,
    )?;
    Ok(founded)
}

/// Declines a request; whoever asked gets the reason by mail.
///
/// # Errors
/// [`Error::Invalid`] without a reason; else as [`grant`].
pub fn decline(site: &mut SiteWrite<'_, '_>, keys: &Keys, by: &Standing, request: Id, reason: &str) -> Result<()> {
    let above = site.home()?;
    by.must_be(Role::highest_at(above.kind), above.id)?;
    if reason.trim().is_empty() {
        return Err(Error::Invalid("say why, so that they know what to change".into()));
    }
    let (request, account) = SiteRequest::find(&mut site.read(), request)?;
    SiteRequest::decide(site, request.id, Decision::Declined, reason)?;
    let wish = request.wish()?;
    record(site, Some(by), Act::SiteDeclined, &wish.name, reason)?;
    let message = Message::SiteDeclined {
        site: wish.name,
        place: above.name,
        reason: reason.to_owned(),
    };
    let locale = account.locale.as_deref().unwrap_or(&wish.locale);
    enqueue(site.write, keys, &account.address()?, locale, Some(above.id), &message)?;
    Ok(())
}

/// Those who decide: who looks after the node, or, when nobody does, after the one above it.
fn keepers(site: &mut SiteWrite<'_, '_>, home: &Site) -> Result<Vec<Account>> {
    let own = Membership::keepers(&mut site.read())?;
    match home.parent_id {
        Some(above) if own.is_empty() => Membership::keepers(&mut SiteWrite::new(above, site.write).read()),
        _ => Ok(own),
    }
}
