//! The daily look at sites' own domains: whether the records that prove them are still there.

use aggregator::tree_changes::{Letters, remember_look};
use multisite_router::Origin;
use std::sync::Arc;
use umbel_core::keys::Keys;
use umbel_core::tree::Domain;
use umbel_core::{Result, Store};
use umbel_web_kit::World;
use umbel_web_kit::domain_proofs::TxtLookup;

/// What looking at domains takes.
pub struct DomainWatch {
    store: Store,
    keys: Arc<Keys>,
    origin: Origin,
    lookup: Arc<TxtLookup>,
}

impl DomainWatch {
    /// The one of this installation.
    #[must_use]
    pub fn of(world: &World) -> Self {
        Self {
            store: world.store.clone(),
            keys: Arc::clone(&world.keys),
            origin: world.origin.clone(),
            lookup: Arc::clone(&world.domain_proofs),
        }
    }

    /// Looks at the domain that has waited longest, once a day has gone by since the last look. None when there is no such
    /// domain; else whether it was taken off its site, because its record was missing for the third time in a row.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn look_at_next(&self) -> Result<Option<bool>> {
        let now = self.store.now();
        let due = self.store.read(|connection| Domain::due(connection, now, 1))?;
        let Some(domain) = due.first() else {
            return Ok(None);
        };
        // No transaction waits while name servers are asked.
        let shown = self.lookup.look(domain);
        let address_of = |host: &str| self.origin.of(host);
        let letters = Letters {
            keys: &self.keys,
            address_of: &address_of,
        };
        self.store
            .write(|write| remember_look(write, &letters, domain, shown))
            .map(Some)
    }
}
