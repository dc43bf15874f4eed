//! Ready pages in memory, bounded by bytes.
//!
//! A page is kept under the site, the path and a *version*: a number made of the generations of everything it can depend
//! on. Generations only grow, so any change makes another version and the old page is never found again; it leaves by age.

use ahash::RandomState;
use multisite_router::CurrentSite;
use quick_cache::sync::Cache;
use quick_cache::{Equivalent, Weighter};
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use umbel_core::database::{Generations, Scope};
use umbel_core::{Instant, SiteId};

use super::respond::Ready;

/// Pages say "tomorrow" and "next": after this many seconds they are made anew.
const LONGEST_KEPT_SECONDS: i64 = 300;

/// Where a page is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    site: SiteId,
    version: u64,
    target: String,
}

/// The same, borrowed: looking a page up copies nothing.
pub(super) struct KeyRef<'k> {
    pub(super) site: SiteId,
    pub(super) version: u64,
    pub(super) target: &'k str,
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        KeyRef {
            site: self.site,
            version: self.version,
            target: &self.target,
        }
        .hash(state);
    }
}

impl Hash for KeyRef<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.site.hash(state);
        self.version.hash(state);
        self.target.hash(state);
    }
}

impl Equivalent<Key> for KeyRef<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        self.site == key.site && self.version == key.version && self.target == key.target
    }
}

impl KeyRef<'_> {
    pub(super) fn to_owned(&self) -> Key {
        Key {
            site: self.site,
            version: self.version,
            target: self.target.to_owned(),
        }
    }
}

/// Pages weigh what their bytes take.
#[derive(Clone)]
pub(super) struct ByBytes;

impl Weighter<Key, Arc<Ready>> for ByBytes {
    fn weight(&self, key: &Key, page: &Arc<Ready>) -> u64 {
        (key.target.len() + page.weight() + 512) as u64
    }
}

/// Ready pages.
pub struct PageCache {
    pub(super) pages: Cache<Key, Arc<Ready>, ByBytes, RandomState>,
    /// The entity tag each address last had and since when, so that `Last-Modified` moves only with the bytes.
    pub(super) since: Cache<(SiteId, String), (u64, Instant)>,
}

impl PageCache {
    /// A cache that takes at most about this much memory.
    #[must_use]
    pub fn new(mebibytes: u64) -> Self {
        let bytes = mebibytes.max(1) * 1024 * 1024;
        // An average page takes some 40 KB in all its codings.
        let pages = usize::try_from(bytes / 40_000).unwrap_or(usize::MAX).max(64);
        Self {
            pages: Cache::with(
                pages,
                bytes,
                ByBytes,
                RandomState::new(),
                quick_cache::sync::DefaultLifecycle::default(),
            ),
            since: Cache::new(pages * 4),
        }
    }

    /// How many bytes are kept.
    #[must_use]
    pub fn weight(&self) -> u64 {
        self.pages.weight()
    }

    /// How many pages are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pages.len()
    }

    /// Whether nothing is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }
}

/// The version of a site's pages: another one after every change that can show on them, and after a while.
pub(super) fn version(generations: &Generations, current: &CurrentSite, now: Instant) -> u64 {
    let here = current.id();
    // Mixed, not added: a site that moves takes another network's generation for its own network's, and the sum could be
    // one that was there before.
    let mut mixed = now.seconds() / LONGEST_KEPT_SECONDS;
    let mut mix = |scope: Scope, number: i64| {
        let generation = i64::try_from(generations.of(scope)).unwrap_or(i64::MAX);
        mixed = (mixed ^ number).wrapping_mul(0x2545_f491_4f6c_dd1d).rotate_left(29) ^ generation;
    };
    mix(Scope::Everything, 0);
    mix(Scope::Content(here), here.number());
    mix(Scope::Identity(here), here.number());
    mix(Scope::News(here), here.number());
    for node in &current.above {
        mix(Scope::Identity(node.site.id), node.site.id.number());
    }
    mixed.wrapping_mul(0x2545_f491_4f6c_dd1d).cast_unsigned()
}
