//! What was taken from where: the memory that makes a second run add nothing.

use std::collections::HashMap;

use diesel::prelude::*;
use umbel_core::schema::import_records;
use umbel_core::{Id, Result, SiteScope, SiteWrite};

use super::words::fingerprint;

/// The longest key and name of a source, in bytes: both stand in an index.
const LONGEST_KEY: usize = 400;
/// The beginning of the marks on what could not be finished.
const UNFINISHED: &str = "unfinished:";

/// The records of one source on one site.
pub(super) struct Ledger {
    source: String,
    records: HashMap<String, Known>,
    /// How many records of earlier runs were recognised.
    pub(super) recognised: usize,
}

struct Known {
    target: Id,
    is_from_earlier_run: bool,
    was_seen: bool,
}

/// Whether something was taken before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// It is new.
    Never,
    /// An earlier run took it.
    Earlier(Id),
    /// It stands in the file a second time.
    InThisRun(Id),
}

impl Ledger {
    /// Reads what was taken from `source` before.
    pub(super) fn load(scope: &mut SiteScope<'_>, source: &str) -> Result<Self> {
        let source = bounded(source);
        let rows: Vec<(String, Id)> = import_records::table
            .filter(import_records::site_id.eq(scope.site))
            .filter(import_records::source.eq(&source))
            .select((import_records::source_key, import_records::target_id))
            .load(scope.connection)?;
        let records = rows
            .into_iter()
            .map(|(key, target)| {
                let known = Known {
                    target,
                    is_from_earlier_run: true,
                    was_seen: false,
                };
                (key, known)
            })
            .collect();
        Ok(Self {
            source,
            records,
            recognised: 0,
        })
    }

    /// The names under which something is remembered: where it comes from, and what it is called there.
    pub(super) fn name_of(&self, key: &str) -> (String, String) {
        (self.source.clone(), bounded(key))
    }

    /// Looks `key` up, and counts what an earlier run took the first time it is met.
    pub(super) fn recognise(&mut self, key: &str) -> Taken {
        let Some(known) = self.records.get_mut(&bounded(key)) else {
            return Taken::Never;
        };
        let was_seen = std::mem::replace(&mut known.was_seen, true);
        if !known.is_from_earlier_run || was_seen {
            return Taken::InThisRun(known.target);
        }
        self.recognised += 1;
        Taken::Earlier(known.target)
    }

    /// What `key` is here.
    pub(super) fn target(&self, key: &str) -> Option<Id> {
        self.records.get(&bounded(key)).map(|known| known.target)
    }

    /// Whether `key` was taken, by whatever run.
    pub(super) fn knows(&self, key: &str) -> bool {
        self.records.contains_key(&bounded(key))
    }

    /// Whether anything whose key begins so was taken by an earlier run.
    pub(super) fn has_earlier(&self, beginning: &str) -> bool {
        self.records
            .iter()
            .any(|(key, known)| known.is_from_earlier_run && key.starts_with(beginning))
    }

    /// Records that `key` is `target` here.
    pub(super) fn remember(&mut self, site: &mut SiteWrite<'_, '_>, key: &str, target: Id) -> Result<()> {
        let key = bounded(key);
        let site_id = site.site;
        diesel::insert_into(import_records::table)
            .values((
                import_records::site_id.eq(site_id),
                import_records::source.eq(&self.source),
                import_records::source_key.eq(&key),
                import_records::target_id.eq(target),
            ))
            .execute(site.connection())?;
        let known = Known {
            target,
            is_from_earlier_run: false,
            was_seen: true,
        };
        self.records.insert(key, known);
        Ok(())
    }

    /// Whether `key` was taken but not finished.
    pub(super) fn is_unfinished(&self, key: &str) -> bool {
        self.records.contains_key(&bounded(&format!("{UNFINISHED}{key}")))
    }

    /// Marks `key` as taken but not finished.
    pub(super) fn mark_unfinished(&mut self, site: &mut SiteWrite<'_, '_>, key: &str, target: Id) -> Result<()> {
        if self.is_unfinished(key) {
            return Ok(());
        }
        self.remember(site, &format!("{UNFINISHED}{key}"), target)
    }

    /// Takes the mark off.
    pub(super) fn mark_finished(&mut self, site: &mut SiteWrite<'_, '_>, key: &str) -> Result<()> {
        let key = bounded(&format!("{UNFINISHED}{key}"));
        if self.records.remove(&key).is_none() {
            return Ok(());
        }
        let site_id = site.site;
        diesel::delete(import_records::table.find((site_id, &self.source, &key))).execute(site.connection())?;
        Ok(())
    }
}

fn bounded(key: &str) -> String {
    if key.len() <= LONGEST_KEY {
        return key.to_owned();
    }
    let beginning: String = key.chars().take(LONGEST_KEY / 8).collect();
    format!("{beginning}~{:016x}", fingerprint(key))
}
