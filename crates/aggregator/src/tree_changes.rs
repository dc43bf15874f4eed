//! Changes of the tree: who may read a site, where it stands, and what its addresses are. Each is one transaction with
//! everything that follows from it: the newswire, the log of the place, mails to the people concerned.
//!
//! `by` is none for the command line and the worker. For everybody else what they hold at the place is read again within
//! the transaction: a role that was taken away a moment ago opens nothing.

mod appeal;
mod domains;
mod overview;
mod place;
mod status;

pub use appeal::{Closure, LONGEST_REASON, appeal, closure};
pub use domains::{answer_at, remember_look};
pub use overview::{Liveliness, liveliness};
pub use place::{MOST_HOSTS, found_network, give_host, move_to, rename};
pub use status::{archive, hide, restore, set_quota, suspend};

use diesel::prelude::*;
use umbel_core::database::Scope;
use umbel_core::keys::Keys;
use umbel_core::mail::{Message, enqueue};
use umbel_core::people::{Account, Membership, Role, Standing, standing};
use umbel_core::schema::sites;
use umbel_core::tree::{Host, Site, SiteKind};
use umbel_core::{Connection, Error, Result, SiteId, SiteScope, Write};

use crate::newswire;

/// What mails are made with.
pub struct Letters<'a> {
    /// Seals what they say.
    pub keys: &'a Keys,
    /// The whole address of a host, without a slash at its end.
    pub address_of: &'a dyn Fn(&str) -> String,
}

impl Letters<'_> {
    /// The whole address of a path on a site.
    fn link(&self, connection: &mut Connection, site: SiteId, path: &str) -> Result<String> {
        let host = Host::of(connection, site)?.into_iter().find(|host| host.canonical);
        Ok(format!(
            "{}{path}",
            (self.address_of)(&host.map(|host| host.host).unwrap_or_default())
        ))
    }

    /// Mails to those who look after a place.
    fn to_keepers(&self, write: &mut Write<'_>, site: &Site, message: &Message) -> Result<()> {
        let keepers = Membership::keepers(&mut SiteScope::new(site.id, write.connection))?;
        for keeper in &keepers {
            self.to(write, keeper, site, message)?;
        }
        Ok(())
    }

    fn to(&self, write: &mut Write<'_>, account: &Account, site: &Site, message: &Message) -> Result<()> {
        let locale = account.locale.as_deref().unwrap_or(&site.locale);
        enqueue(write, self.keys, &account.address()?, locale, Some(site.id), message)?;
        Ok(())
    }
}

/// Lists anew what a node and everything beneath it has published, after its status, language or place changed.
///
/// # Errors
/// When the database refuses.
pub fn relist_with_all_beneath(write: &mut Write<'_>, id: SiteId) -> Result<()> {
    let mut level = vec![id];
    while !level.is_empty() {
        for node in &level {
            newswire::relist(write, *node)?;
            write.changed(Scope::Identity(*node));
        }
        level = beneath(write.connection, &level)?;
    }
    Ok(())
}

/// The nodes directly beneath several others.
fn beneath(connection: &mut Connection, nodes: &[SiteId]) -> Result<Vec<SiteId>> {
    let mut found = Vec::new();
    // Engines limit how many values a statement may name.
    for some in nodes.chunks(500) {
        found.extend(
            sites::table
                .filter(sites::parent_id.eq_any(some))
                .select(sites::id)
                .load::<SiteId>(connection)?,
        );
    }
    Ok(found)
}

/// The role that acting upon a node takes: that of those who look after the node above it.
const fn role_above(site: &Site) -> Role {
    match site.kind {
        SiteKind::Site => Role::NetworkAdmin,
        SiteKind::Network | SiteKind::Umbrella => Role::UmbrellaAdmin,
    }
}

/// Refuses those who do not hold `role` at the site or above it.
fn must_hold(connection: &mut Connection, by: Option<&Standing>, site: SiteId, role: Role) -> Result<()> {
    let Some(by) = by else { return Ok(()) };
    if standing(connection, by.account.clone(), site)?.is_at_least(role) {
        Ok(())
    } else {
        Err(Error::Refused)
    }
}
