//! Which number everything has in WordPress, and what it was there before it was imported.

use std::collections::{BTreeMap, HashMap};

use umbel_core::Id;
use umbel_core::content::{ItemOriginal, TermOriginal};

use crate::contents::{Contents, LINEAGE};

/// The numbers of everything, and what imported things were.
pub(super) struct Numbers<'c> {
    /// What imported things are called where they came from, without those of other sources.
    keys: HashMap<Id, Vec<&'c str>>,
    taken: HashMap<&'c str, Id>,
    items: BTreeMap<&'c str, ItemOriginal>,
    terms: BTreeMap<&'c str, TermOriginal>,
    items_used: Used,
    comments_used: Used,
    terms_used: Used,
}

/// Numbers of one kind of thing.
#[derive(Default)]
struct Used {
    given: HashMap<Id, i64>,
    highest: i64,
}

impl Used {
    fn keep(&mut self, number: i64) {
        self.highest = self.highest.max(number);
    }

    fn of(&mut self, id: Id, old: Option<i64>) -> i64 {
        if let Some(number) = self.given.get(&id) {
            return *number;
        }
        let number = old.filter(|number| *number > 0).unwrap_or_else(|| {
            self.highest += 1;
            self.highest
        });
        self.given.insert(id, number);
        number
    }
}

impl<'c> Numbers<'c> {
    /// The numbers of everything a site has.
    pub(super) fn of(contents: &'c Contents) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for record in &contents.records {
            if !record.source.starts_with(LINEAGE) {
                *counts.entry(&record.source).or_default() += 1;
            }
        }
        // Two sources may have used the same numbers for different things: only the larger one keeps its own.
        let source = counts
            .iter()
            .max_by_key(|(_, count)| **count)
            .map(|(source, _)| *source)
            .unwrap_or_default();
        let mut numbers = Self {
            keys: HashMap::new(),
            taken: HashMap::new(),
            items: BTreeMap::new(),
            terms: BTreeMap::new(),
            items_used: Used::default(),
            comments_used: Used::default(),
            terms_used: Used::default(),
        };
        for record in contents.records.iter().filter(|record| record.source == source) {
            numbers
                .keys
                .entry(record.target_id)
                .or_default()
                .push(&record.source_key);
            numbers.taken.insert(&record.source_key, record.target_id);
            if let Some(number) = record
                .source_key
                .strip_prefix("comment:")
                .and_then(|key| key.parse().ok())
            {
                numbers.comments_used.keep(number);
            }
        }
        for original in contents.originals.iter().filter(|original| original.source == source) {
            let key = original.source_key.as_str();
            // What cannot be read any more is as good as not remembered.
            if key.starts_with("term:") || key.starts_with("menu-name:") {
                if let Ok(term) = serde_json::from_str::<TermOriginal>(&original.record) {
                    numbers.terms_used.keep(term.number.unwrap_or_default());
                    numbers.terms.insert(key, term);
                }
            } else if let Ok(item) = serde_json::from_str::<ItemOriginal>(&original.record) {
                numbers.items_used.keep(item.number);
                numbers.items.insert(key, item);
            }
        }
        numbers
    }

    /// What a post, page, attachment or line of a menu was.
    pub(super) fn original(&self, id: Id) -> Option<&ItemOriginal> {
        self.keys.get(&id)?.iter().find_map(|key| self.items.get(key))
    }

    /// The number of a post, page, attachment or line of a menu.
    pub(super) fn item(&mut self, id: Id) -> i64 {
        let old = self.original(id).map(|original| original.number);
        self.items_used.of(id, old)
    }

    /// The number of a comment.
    pub(super) fn comment(&mut self, id: Id) -> i64 {
        let old = self
            .keys
            .get(&id)
            .and_then(|keys| keys.iter().find_map(|key| key.strip_prefix("comment:")?.parse().ok()));
        self.comments_used.of(id, old)
    }

    /// Whether a comment came from WordPress.
    pub(super) fn original_comment(&self, id: Id) -> bool {
        let mut keys = self.keys.get(&id).into_iter().flatten();
        keys.any(|key| key.starts_with("comment:"))
    }

    /// The number of a topic or tag.
    pub(super) fn term(&mut self, id: Id) -> i64 {
        let old = self.terms_of(id).first().and_then(|term| term.number);
        self.terms_used.of(id, old)
    }

    /// A number for a term that is none here, such as a menu.
    pub(super) fn another_term(&mut self, old: Option<i64>) -> i64 {
        old.filter(|number| *number > 0).unwrap_or_else(|| {
            self.terms_used.highest += 1;
            self.terms_used.highest
        })
    }

    /// What a topic or tag was: more than one when several became one here.
    pub(super) fn terms_of(&self, id: Id) -> Vec<&TermOriginal> {
        let keys = self.keys.get(&id).into_iter().flatten();
        keys.filter_map(|key| self.terms.get(key)).collect()
    }

    /// The word in addresses under which an imported topic or tag was known, when nothing more is remembered.
    pub(super) fn term_slug(&self, id: Id) -> Option<&str> {
        let keys = self.keys.get(&id).into_iter().flatten();
        keys.filter_map(|key| key.strip_prefix("term:")?.split_once(':').map(|(_, slug)| slug))
            .next()
    }

    /// What a term of this name became here.
    pub(super) fn taken_term(&self, taxonomy: &str, slug: &str) -> Option<Id> {
        self.taken.get(format!("term:{taxonomy}:{slug}").as_str()).copied()
    }

    /// Whether the post or attachment with this number was taken, and is or was here.
    pub(super) fn was_taken(&self, kind: &str, number: i64) -> bool {
        self.taken.contains_key(format!("{kind}:{number}").as_str())
    }

    /// What somebody signed in with who wrote under this name.
    pub(super) fn login(&self, id: Id) -> Option<&str> {
        let key = self.keys.get(&id)?.iter().find_map(|key| key.strip_prefix("author:"))?;
        Some(key.split_once('~').map_or(key, |(name, _)| name))
    }

    /// Terms that came along and were made into nothing here.
    pub(super) fn terms_aside(&self) -> Vec<(&'c str, TermOriginal)> {
        self.terms
            .iter()
            .filter(|(key, _)| !self.taken.contains_key(**key))
            .map(|(key, term)| (*key, term.clone()))
            .collect()
    }

    /// A menu's name before it was made into this one here.
    pub(super) fn menu(&self, menu: &str) -> Option<&TermOriginal> {
        self.terms.get(format!("menu-name:{menu}").as_str())
    }

    /// Items of a kind that came along and were made into nothing here.
    pub(super) fn items_aside(&self, post_type: &str) -> Vec<ItemOriginal> {
        self.items
            .iter()
            .filter(|(key, item)| item.post_type == post_type && !self.taken.contains_key(**key))
            .map(|(_, item)| item.clone())
            .collect()
    }
}
