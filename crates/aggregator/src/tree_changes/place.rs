//! Where a site stands, and the addresses that follow from it.

use umbel_core::people::{Act, Limit, Role, Standing, record, take};
use umbel_core::tree::{Domain, Host, HostName, Label, NewSite, Setting, Site, SiteKind, home_host, write_setting};
use umbel_core::{Error, Result, SiteId, SiteScope, SiteWrite, Write};

use super::{must_hold, relist_with_all_beneath};
use crate::newswire;

/// The most addresses that may lead to a site. Every former one stays, so that no link breaks; whoever renames for fun
/// would use up everybody's names.
pub const MOST_HOSTS: usize = 20;

/// How often a site may be renamed.
const RENAMES: Limit = Limit {
    name: "rename",
    most: 3,
    seconds: 24 * 3_600,
};

/// Moves a site to another network. An address beneath the old network becomes the like beneath the new one and redirects
/// there; a domain of the site's own stays what it is. `label` takes the place of the name before the old network's host,
/// for when that is taken.
///
/// # Errors
/// [`Error::Refused`] when `by` is no umbrella admin; [`Error::Invalid`] unless a site goes to a network;
/// [`Error::Taken`] when the address is taken there.
pub fn move_to(
    write: &mut Write<'_>,
    by: Option<&Standing>,
    id: SiteId,
    network: SiteId,
    label: Option<&Label>,
) -> Result<()> {
    must_hold(write.connection, by, id, Role::UmbrellaAdmin)?;
    let mut site = Site::find(write.connection, id)?;
    let target = Site::find(write.connection, network)?;
    if site.kind != SiteKind::Site || target.kind != SiteKind::Network {
        return Err(Error::Invalid("only a site can move, and only to a network".into()));
    }
    let Some(former) = site.parent_id.filter(|former| *former != network) else {
        return Ok(());
    };
    let former_name = Site::find(write.connection, former)?.name;
    if let Some(new) = address_there(write, id, former, network, label)? {
        take_home(write, id, &new)?;
    }
    site.parent_id = Some(network);
    site.save(write)?;
    newswire::relist(write, id)?;
    record(
        &mut SiteWrite::new(id, write),
        by,
        Act::Moved,
        &format!("{former_name} → {}", target.name),
        "",
    )
}

/// The address of a site beneath its new network; none for a site that was not beneath the old one's host.
fn address_there(
    write: &mut Write<'_>,
    id: SiteId,
    former: SiteId,
    network: SiteId,
    label: Option<&Label>,
) -> Result<Option<HostName>> {
    let Some(home) = home_host(&mut SiteScope::new(id, write.connection))? else {
        return Ok(None);
    };
    let above = canonical_host(write, network)?;
    let former_hosts = Host::of(write.connection, former)?;
    let own_label = former_hosts
        .iter()
        .find_map(|former| home.as_str().strip_suffix(&format!(".{}", former.host)));
    match (own_label, label) {
        (None, _) => Ok(None),
        (Some(_), Some(label)) => label.beneath(&above).map(Some),
        (Some(own), None) => HostName::beneath(own, &above).map(Some),
    }
}

/// Gives a site another name in its address; the former one redirects. A network's name stands beneath the umbrella's
/// host, a site's beneath its network's. What is beneath a network keeps its addresses.
///
/// # Errors
/// [`Error::Refused`] when `by` does not look after the site; [`Error::Invalid`] for the umbrella, or when too many
/// addresses lead there; [`Error::Taken`]; [`Error::TooOften`].
pub fn rename(write: &mut Write<'_>, by: Option<&Standing>, id: SiteId, label: &Label) -> Result<HostName> {
    must_hold(write.connection, by, id, Role::Manager)?;
    let site = Site::find(write.connection, id)?;
    let above = site
        .parent_id
        .ok_or_else(|| Error::Invalid("the umbrella’s address is changed on the command line".into()))?;
    let above = canonical_host(write, above)?;
    let new = label.beneath(&above)?;
    if by.is_some() {
        let hosts = Host::of(write.connection, id)?;
        if hosts.iter().any(|own| own.canonical && own.host == new.as_str()) {
            return Ok(new);
        }
        let is_own = hosts.iter().any(|own| own.host == new.as_str());
        if !is_own && hosts.len() >= MOST_HOSTS {
            return Err(Error::Invalid("too many addresses lead here already".into()));
        }
        if !take(write, &RENAMES, &id.to_string())? {
            return Err(Error::TooOften);
        }
    }
    take_home(write, id, &new)?;
    record(&mut SiteWrite::new(id, write), by, Act::Renamed, new.as_str(), "")?;
    Ok(new)
}

/// Makes any host a site's own address; the former one redirects. For the command line, which answers for its choice.
///
/// # Errors
/// [`Error::Taken`] when it belongs to another site.
pub fn give_host(write: &mut Write<'_>, id: SiteId, host: &HostName) -> Result<()> {
    Host::make_canonical(write, id, host)?;
    record(&mut SiteWrite::new(id, write), None, Act::Renamed, host.as_str(), "")
}

/// Creates a network beneath the umbrella, at `label` before the umbrella's host.
///
/// # Errors
/// [`Error::Refused`] when `by` is no umbrella admin; else as [`Site::create`].
pub fn found_network(
    write: &mut Write<'_>,
    by: Option<&Standing>,
    name: &str,
    label: &Label,
    locale: &str,
    theme: &str,
) -> Result<Site> {
    let umbrella = Site::umbrella(write.connection)?.ok_or(Error::NotFound("the umbrella"))?;
    must_hold(write.connection, by, umbrella.id, Role::UmbrellaAdmin)?;
    let above = canonical_host(write, umbrella.id)?;
    let network = Site::create(
        write,
        NewSite {
            kind: SiteKind::Network,
            parent: Some(umbrella.id),
            host: label.beneath(&above)?,
            name: name.to_owned(),
            locale: locale.to_owned(),
            time_zone: umbrella.time_zone,
            theme: theme.to_owned(),
        },
    )?;
    record(
        &mut SiteWrite::new(network.id, write),
        by,
        Act::Founded,
        &network.name,
        "",
    )?;
    relist_with_all_beneath(write, network.id)?;
    Ok(network)
}

/// Makes `host` the address of a site beneath its network. A site that answers at a domain of its own goes on doing so,
/// and the new address redirects to it.
fn take_home(write: &mut Write<'_>, id: SiteId, host: &HostName) -> Result<()> {
    let hosts = Host::of(write.connection, id)?;
    let domains = Domain::of(&mut SiteScope::new(id, write.connection))?;
    let at_own_domain = hosts
        .iter()
        .any(|own| own.canonical && domains.iter().any(|domain| domain.host == own.host));
    if !at_own_domain {
        Host::make_canonical(write, id, host)?;
    } else if hosts.iter().all(|own| own.host != host.as_str()) {
        Host::add(write, id, host, false)?;
    }
    write_setting(&mut SiteWrite::new(id, write), Setting::HomeHost, host.as_str())
}

fn canonical_host(write: &mut Write<'_>, site: SiteId) -> Result<HostName> {
    let hosts = Host::of(write.connection, site)?;
    let own = hosts.iter().find(|host| host.canonical);
    HostName::parse(&own.ok_or(Error::NotFound("the address"))?.host)
}
