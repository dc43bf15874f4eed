//! Categories become topics, tags stay tags; what else WordPress sorts by is noted.

use std::collections::{HashMap, HashSet};

use umbel_core::content::{Taxonomy, Term};
use umbel_core::{Id, Result, SiteScope, SiteWrite};

use super::ledger::Taken;
use super::originals;
use super::run::Import;
use super::words::{fingerprint, first_slug, plain_line, unless_empty};
use crate::wxr::{self, Item};
use umbel_core::paths::encoded;

const LONGEST_NAME: usize = 120;
const LONGEST_DESCRIPTION: usize = 2_000;
/// Categories above a category that count: deeper chains are a ring or a mistake.
const DEEPEST: usize = 10;

/// The terms of the file.
#[derive(Default)]
pub(super) struct Terms {
    known: HashMap<(Taxonomy, String), KnownTerm>,
    numbers: HashMap<i64, (Taxonomy, String)>,
    /// Categories and the slugs of those above them.
    parents: HashMap<String, String>,
    /// What was here before.
    here: HashMap<Id, Term>,
    /// What the file's own list has named so far.
    listed: HashSet<String>,
}

/// A term of the file, here.
#[derive(Clone)]
pub(super) struct KnownTerm {
    /// Its identifier.
    pub(super) id: Id,
    /// The address of its page.
    pub(super) url: String,
    /// Its name.
    pub(super) name: String,
    is_new: bool,
    /// Whether the site had no such term before.
    was_inserted: bool,
}

impl Terms {
    /// No term of the file yet; those that are here already are known.
    pub(super) fn load(scope: &mut SiteScope<'_>) -> Result<Self> {
        let mut here = HashMap::new();
        for taxonomy in Taxonomy::ALL {
            for term in Term::all(scope, *taxonomy)? {
                here.insert(term.id, term);
            }
        }
        Ok(Self {
            here,
            ..Self::default()
        })
    }

    /// The term with this number on the exported site.
    pub(super) fn numbered(&self, number: i64) -> Option<&KnownTerm> {
        self.known.get(self.numbers.get(&number)?)
    }
}

/// Takes a term of the file's list.
pub(super) fn take(import: &mut Import<'_>, site: &mut SiteWrite<'_, '_>, term: &wxr::Term) -> Result<()> {
    if matches!(term.taxonomy.as_str(), "category" | "post_tag" | "nav_menu") {
        let key = format!("term:{}:{}", term.taxonomy, term.slug);
        if !import.terms.listed.insert(key.clone()) {
            let why = "The file lists it twice; the first entry counts.";
            import
                .reporter
                .note(&format!("{} “{}”", term.taxonomy, term.slug), "a second entry", why);
            return Ok(());
        }
        originals::keep_term(import, site, &key, term)?;
    }
    let taxonomy = match term.taxonomy.as_str() {
        "category" => Taxonomy::Topic,
        "post_tag" => Taxonomy::Tag,
        "nav_menu" => {
            import.menus.named(&term.slug, &term.name);
            return Ok(());
        }
        other => {
            note_taxonomy(import, other);
            return Ok(());
        }
    };
    let id = find_or_take(import, site, taxonomy, &term.slug, &term.name, &term.description)?;
    if id.is_none() {
        return Ok(());
    }
    if let Some(number) = term.term_id {
        let known_as = (taxonomy, term.slug.clone());
        import.terms.numbers.insert(number, known_as.clone());
        if taxonomy == Taxonomy::Topic
            && let Some(known) = import.terms.known.get(&known_as)
            && known.is_new
        {
            let url = known.url.clone();
            import.redirect(site, &format!("?cat={number}"), &url)?;
        }
    }
    if taxonomy == Taxonomy::Topic && !term.parent_slug.is_empty() {
        let known = import.terms.known.get(&(taxonomy, term.slug.clone()));
        // A topic the site had before stays where people put it.
        if let Some(known) = known.filter(|known| known.was_inserted) {
            let id = known.id;
            import.ledger.mark_unfinished(site, &key_of(taxonomy, &term.slug), id)?;
        }
        import.terms.parents.insert(term.slug.clone(), term.parent_slug.clone());
    }
    Ok(())
}

/// The topics and tags of an item.
pub(super) fn of_item(import: &mut Import<'_>, site: &mut SiteWrite<'_, '_>, item: &Item) -> Result<Vec<Id>> {
    let mut ids = Vec::with_capacity(item.terms.len());
    for term in &item.terms {
        let taxonomy = match term.taxonomy.as_str() {
            "category" => Taxonomy::Topic,
            "post_tag" => Taxonomy::Tag,
            other => {
                note_taxonomy(import, other);
                continue;
            }
        };
        ids.extend(find_or_take(import, site, taxonomy, &term.slug, &term.name, "")?);
    }
    Ok(ids)
}

/// Hangs topics under the topics above them, once all are known, and remembers the addresses they
/// had there.
pub(super) fn place(import: &mut Import<'_>, site: &mut SiteWrite<'_, '_>) -> Result<()> {
    let parents = std::mem::take(&mut import.terms.parents);
    let known = |terms: &Terms, slug: &str| terms.known.get(&(Taxonomy::Topic, slug.to_owned())).cloned();
    let mut slugs: Vec<&String> = parents.keys().collect();
    slugs.sort();
    for slug in slugs {
        let Some(term) = known(&import.terms, slug) else {
            continue;
        };
        let mut above = Vec::new();
        let mut current = slug;
        while let Some(parent) = parents.get(current)
            && above.len() < DEEPEST
        {
            above.push(parent.as_str());
            current = parent;
        }
        let is_ring = above.len() >= DEEPEST;
        let parent = above.first().and_then(|parent| known(&import.terms, parent));
        let key = key_of(Taxonomy::Topic, slug);
        match parent {
            Some(parent) if !is_ring && parent.id != term.id => {
                if import.ledger.is_unfinished(&key) {
                    Term::place_under(site, term.id, parent.id)?;
                    import.ledger.mark_finished(site, &key)?;
                }
            }
            _ => {
                let why = "The category above it is not in the file, or they form a ring.";
                import
                    .reporter
                    .note(&format!("category “{}”", term.name), "its place", why);
            }
        }
        if is_ring {
            continue;
        }
        above.reverse();
        above.push(slug);
        let old = import.addresses.old_path(&format!("category/{}", above.join("/")));
        import.redirect(site, &old, &term.url)?;
        import.addresses.moved(&old, &term.url);
    }
    Ok(())
}

fn key_of(taxonomy: Taxonomy, slug: &str) -> String {
    match taxonomy {
        Taxonomy::Topic => format!("term:category:{slug}"),
        Taxonomy::Tag => format!("term:post_tag:{slug}"),
    }
}

fn note_taxonomy(import: &mut Import<'_>, taxonomy: &str) {
    import.reporter.count(
        &format!("taxonomy {taxonomy}"),
        "times named",
        "Only categories and tags are taken.",
    );
}

/// The term here; none for WordPress's word for having no category.
fn find_or_take(
    import: &mut Import<'_>,
    site: &mut SiteWrite<'_, '_>,
    taxonomy: Taxonomy,
    slug: &str,
    name: &str,
    description: &str,
) -> Result<Option<Id>> {
    let known_as = (taxonomy, slug.to_owned());
    if let Some(known) = import.terms.known.get(&known_as) {
        return Ok(Some(known.id));
    }
    if slug.is_empty() && name.is_empty() {
        return Ok(None);
    }
    let folder = match taxonomy {
        Taxonomy::Topic => "category",
        Taxonomy::Tag => "tag",
    };
    let old = import.addresses.old_path(&format!("{folder}/{slug}"));
    if taxonomy == Taxonomy::Topic && is_no_category(slug) {
        skip_no_category(import, site, slug, &old)?;
        return Ok(None);
    }
    let key = key_of(taxonomy, slug);
    let (term, is_new, was_inserted) = match import.ledger.recognise(&key) {
        Taken::Earlier(id) | Taken::InThisRun(id) => {
            let Some(term) = import.terms.here.get(&id).cloned() else {
                // It was deleted here since, and stays so.
                return Ok(None);
            };
            (term, false, false)
        }
        Taken::Never => {
            let (term, was_inserted) = find_or_insert(import, site, taxonomy, slug, name, description)?;
            import.ledger.remember(site, &key, term.id)?;
            import.reporter.report.terms += 1;
            (term, true, was_inserted)
        }
    };
    let known = KnownTerm {
        id: term.id,
        url: encoded(&term.path()),
        name: term.name,
        is_new,
        was_inserted,
    };
    if is_new {
        import.redirect(site, &old, &known.url)?;
    }
    import.addresses.moved(&old, &known.url);
    import.terms.known.insert(known_as, known);
    Ok(Some(term.id))
}

fn find_or_insert(
    import: &mut Import<'_>,
    site: &mut SiteWrite<'_, '_>,
    taxonomy: Taxonomy,
    slug: &str,
    name: &str,
    description: &str,
) -> Result<(Term, bool)> {
    let slug =
        first_slug(&[slug, name]).unwrap_or_else(|| format!("{taxonomy}-{:08x}", fingerprint(slug) & 0xffff_ffff));
    // The same topic has the same slug on every site, so one that is here already is the same.
    if let Some(known) = Term::with_slug(&mut site.read(), taxonomy, &slug)? {
        return Ok((known, false));
    }
    let term = Term {
        site_id: import.site,
        id: import.ids.next(site.write.now),
        taxonomy,
        name: unless_empty(plain_line(name, LONGEST_NAME)).unwrap_or_else(|| slug.clone()),
        slug,
        description: plain_line(description, LONGEST_DESCRIPTION),
        parent_id: None,
    };
    Term::insert(site, &term)?;
    Ok((term, true))
}

/// WordPress gives what has no category a category that says so.
fn is_no_category(slug: &str) -> bool {
    matches!(
        slug,
        "uncategorized" | "uncategorised" | "sin-categoria" | "sin-categorizar"
    )
}

fn skip_no_category(import: &mut Import<'_>, site: &mut SiteWrite<'_, '_>, slug: &str, old: &str) -> Result<()> {
    let blog = "/blog";
    if import.addresses.link_of_path(old).is_none() {
        import.reporter.note(
            &format!("category “{slug}”"),
            "as a topic",
            "It says that a post has no category.",
        );
        import.redirect(site, old, blog)?;
        import.addresses.moved(old, blog);
    }
    Ok(())
}
