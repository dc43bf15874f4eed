//! What was brought in before, by its reference.

use diesel::prelude::*;
use std::collections::HashMap;

use umbel_core::content::ImportRecord;
use umbel_core::schema::import_records;
use umbel_core::{Id, Result, SiteScope, SiteWrite};

use crate::contents::LINEAGE;

/// The longest reference that is remembered, in bytes: it stands in an index.
pub(super) const LONGEST_REFERENCE: usize = 700;

/// What was brought in before, by its reference.
pub(super) struct Ledger {
    source: String,
    known: HashMap<String, Id>,
    /// What an earlier run brought in and this one met again.
    pub(super) recognised: usize,
}

impl Ledger {
    /// Reads what was brought in of this site.
    pub(super) fn load(scope: &mut SiteScope<'_>, lineage: &str) -> Result<Self> {
        let source = format!("{LINEAGE}{lineage}");
        let known = ImportRecord::all(scope)?
            .into_iter()
            .filter(|record| record.source == source)
            .map(|record| (record.source_key, record.target_id))
            .collect();
        Ok(Self {
            source,
            known,
            recognised: 0,
        })
    }

    /// What a reference is here, when it was brought in, now or earlier.
    pub(super) fn target(&self, reference: &str) -> Option<Id> {
        self.known.get(reference).copied()
    }

    /// The same, counting what is met again.
    pub(super) fn recognise(&mut self, reference: &str) -> Option<Id> {
        let found = self.target(reference);
        self.recognised += usize::from(found.is_some());
        found
    }

    /// Remembers what a reference is here.
    pub(super) fn remember(&mut self, site: &mut SiteWrite<'_, '_>, reference: &str, target: Id) -> Result<()> {
        if self.known.contains_key(reference) || reference.len() > LONGEST_REFERENCE {
            return Ok(());
        }
        self.record(site, &self.source.clone(), reference, target)?;
        self.known.insert(reference.to_owned(), target);
        Ok(())
    }

    /// Remembers what something was called in another place that it came from earlier still.
    pub(super) fn record(&self, site: &mut SiteWrite<'_, '_>, source: &str, key: &str, target: Id) -> Result<()> {
        let id = site.site;
        diesel::insert_into(import_records::table)
            .values((
                import_records::site_id.eq(id),
                import_records::source.eq(source),
                import_records::source_key.eq(key),
                import_records::target_id.eq(target),
            ))
            .execute(site.connection())?;
        Ok(())
    }
}
