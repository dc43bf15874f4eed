//! Domains of a site's own, where they touch others: the lists above, and the people who look after the site.

use umbel_core::mail::Message;
use umbel_core::people::{Act, Role, Standing, record};
use umbel_core::tree::{Domain, Host, HostName, Shown, Site};
use umbel_core::{Error, Result, SiteId, SiteWrite, Write};

use super::{Letters, must_hold};

/// Makes one of the addresses a site has the one it answers at; the others redirect.
///
/// # Errors
/// [`Error::Refused`] when `by` does not look after the site; [`Error::NotFound`] when the host does not lead there.
pub fn answer_at(write: &mut Write<'_>, by: Option<&Standing>, site: SiteId, host: &HostName) -> Result<()> {
    must_hold(write.connection, by, site, Role::Manager)?;
    let leads_here = Host::of(write.connection, site)?
        .iter()
        .any(|own| own.host == host.as_str());
    if !leads_here {
        return Err(Error::NotFound("the address"));
    }
    Host::make_canonical(write, site, host)?;
    record(&mut SiteWrite::new(site, write), by, Act::Renamed, host.as_str(), "")
}

/// Remembers what the daily look at a domain found. When it was the third in a row that found nothing, the domain is off
/// the site and those who look after it are told. True then.
///
/// # Errors
/// When the database refuses.
pub fn remember_look(write: &mut Write<'_>, letters: &Letters<'_>, domain: &Domain, shown: Shown) -> Result<bool> {
    let id = domain.site_id;
    if !Domain::remember_look(&mut SiteWrite::new(id, write), &domain.host, shown)? {
        return Ok(false);
    }
    let site = Site::find(write.connection, id)?;
    let message = Message::DomainDetached {
        site: site.name.clone(),
        domain: domain.host.clone(),
        link: letters.link(write.connection, id, "/manage/address")?,
    };
    letters.to_keepers(write, &site, &message)?;
    Ok(true)
}
