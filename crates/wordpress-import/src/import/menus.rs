//! Menus: the main one and one for the foot of the page.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use umbel_core::content::{ItemOriginal, Post, TakenAs};
use umbel_core::schema::menu_items;
use umbel_core::tree::MenuItem;
use umbel_core::{Id, Result, SiteWrite};
use url::Url;

use super::ledger::Taken;
use super::originals;
use super::run::{Import, key_of_item, label};
use super::words::{plain_line, unless_empty};
use crate::wxr::{self, Item, Status};

const LONGEST_LABEL: usize = 200;
const LONGEST_URL: usize = 2_000;
/// Levels of a menu that are shown.
const DEEPEST: usize = 5;

/// The menus of the file.
#[derive(Default)]
pub(super) struct Menus {
    /// Slugs and names, in the order of the file.
    names: Vec<(String, String)>,
    lines: Vec<Line>,
    seen: HashSet<String>,
}

struct Line {
    number: i64,
    menu: String,
    key: String,
    /// How remarks name it.
    name: String,
    title: String,
    position: i32,
    parent: i64,
    target: Target,
    /// The line here, when an earlier run took it.
    taken: Option<Id>,
    original: ItemOriginal,
}

enum Target {
    Item(i64),
    Term(i64),
    Address(String),
    Unknown,
}

impl Menus {
    /// Remembers that there is a menu.
    pub(super) fn named(&mut self, slug: &str, name: &str) {
        if !self.names.iter().any(|(known, _)| known == slug) {
            self.names.push((slug.to_owned(), plain_line(name, LONGEST_LABEL)));
        }
    }
}

/// Remembers a line of a menu. Where it leads may come later in the file.
pub(super) fn take(import: &mut Import<'_>, item: &Item) {
    let name = label(item);
    let mut key = key_of_item("menu", item);
    if import.menus.seen.contains(&key)
        && let Some(menu) = item.terms.iter().find(|term| term.taxonomy == "nav_menu")
    {
        // Files that were put together by hand have lines of two menus under one number.
        key = format!("{key}@{}", menu.slug);
    }
    if !import.menus.seen.insert(key.clone()) {
        let why = "Lines of menus with the number of an earlier one are taken once.";
        import.reporter.count("menus", "repeated lines", why);
        return;
    }
    if matches!(item.status, Status::Trash | Status::AutoDraft | Status::Draft) {
        import.reporter.note(&name, "the line", "It was not shown.");
        return;
    }
    let Some(menu) = item.terms.iter().find(|term| term.taxonomy == "nav_menu") else {
        import.reporter.note(&name, "the line", "It belongs to no menu.");
        return;
    };
    import.menus.named(&menu.slug, &menu.name);
    let taken = match import.ledger.recognise(&key) {
        Taken::Earlier(id) => Some(id),
        Taken::InThisRun(_) | Taken::Never => None,
    };
    let original = originals::of_item(import, item);
    let meta = |name: &str| {
        item.meta
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.trim())
            .unwrap_or_default()
    };
    let object = meta("_menu_item_object_id").parse().unwrap_or_default();
    let target = match meta("_menu_item_type") {
        "post_type" => Target::Item(object),
        "taxonomy" => Target::Term(object),
        "custom" => Target::Address(meta("_menu_item_url").to_owned()),
        _ => Target::Unknown,
    };
    import.menus.lines.push(Line {
        number: item.post_id,
        menu: menu.slug.clone(),
        key,
        name,
        title: plain_line(&item.title, LONGEST_LABEL),
        position: i32::try_from(item.menu_order).unwrap_or(i32::MAX),
        parent: meta("_menu_item_menu_item_parent").parse().unwrap_or_default(),
        target,
        taken,
        original,
    });
}

/// Writes the menus, once everything they lead to is known.
pub(super) fn write(import: &mut Import<'_>, site: &mut SiteWrite<'_, '_>) -> Result<()> {
    let Menus { names, lines, .. } = std::mem::take(&mut import.menus);
    let own_menus: Vec<String> = MenuItem::trees(&mut site.read())?
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let imported_before = import.ledger.has_earlier("menu:");
    let mut by_menu: HashMap<&str, Vec<&Line>> = HashMap::new();
    for line in lines.iter().filter(|line| line.taken.is_none()) {
        originals::keep(import, site, &line.key, line.original.clone(), None)?;
    }
    for line in &lines {
        by_menu.entry(&line.menu).or_default().push(line);
    }
    let mut filled: Vec<&(String, String)> = names
        .iter()
        .filter(|(slug, _)| by_menu.contains_key(slug.as_str()))
        .collect();
    if let Some(main) = filled.iter().position(|(slug, name)| is_main(slug) || is_main(name)) {
        let main = filled.remove(main);
        filled.insert(0, main);
    }
    for (place, (slug, name)) in filled.into_iter().enumerate() {
        let lines = by_menu.remove(slug.as_str()).unwrap_or_default();
        let menu = match place {
            0 => "main",
            1 => "footer",
            _ => {
                let what = format!("{} lines", lines.len());
                let why = "A site has a main menu and one at the foot of the page.";
                import.reporter.note(&format!("menu “{name}”"), &what, why);
                continue;
            }
        };
        if !imported_before && own_menus.iter().any(|own| own == menu) {
            let what = format!("{} lines", lines.len());
            let why = "The site has a menu of its own there.";
            import.reporter.note(&format!("menu “{name}”"), &what, why);
            continue;
        }
        let was = wxr::Term {
            taxonomy: "nav_menu".into(),
            slug: slug.clone(),
            name: name.clone(),
            ..wxr::Term::default()
        };
        originals::keep_term(import, site, &format!("menu-name:{menu}"), &was)?;
        write_menu(import, site, menu, lines)?;
    }
    Ok(())
}

fn is_main(name: &str) -> bool {
    let name = name.to_lowercase();
    ["main", "primary", "principal"]
        .iter()
        .any(|word| name.split([' ', '-', '_']).any(|part| part == *word))
}

/// A line that is about to be written, with the line it hangs under and its level.
struct Step<'l> {
    line: &'l Line,
    parent: Option<Id>,
    level: usize,
}

fn write_menu(import: &mut Import<'_>, site: &mut SiteWrite<'_, '_>, menu: &str, mut lines: Vec<&Line>) -> Result<()> {
    lines.sort_by_key(|line| (line.position, line.number));
    let total = lines.len();
    let here = lines_here(site)?;
    let numbers: HashSet<i64> = lines.iter().map(|line| line.number).collect();
    let mut steps: Vec<Step<'_>> = Vec::new();
    let mut beneath: HashMap<i64, Vec<&Line>> = HashMap::new();
    for line in lines {
        if line.parent == 0 || !numbers.contains(&line.parent) {
            steps.push(Step {
                line,
                parent: None,
                level: 1,
            });
        } else {
            beneath.entry(line.parent).or_default().push(line);
        }
    }
    let mut met = 0;
    while let Some(Step { line, parent, level }) = steps.pop() {
        met += 1;
        let written = match line.taken {
            Some(id) => here.contains(&id).then_some(id),
            None => write_line(import, site, menu, line, parent)?,
        };
        // What hung under a line that was not taken hangs where that would have been.
        let (next_parent, next_level) = match written {
            Some(id) if level < DEEPEST => (Some(id), level + 1),
            _ => (parent, level),
        };
        for child in beneath.remove(&line.number).unwrap_or_default() {
            if written.is_some() && level >= DEEPEST && child.taken.is_none() {
                let why = "Menus are shown five levels deep; what is deeper stands beside the fifth.";
                import.reporter.count("menus", "lines moved up", why);
            }
            steps.push(Step {
                line: child,
                parent: next_parent,
                level: next_level,
            });
        }
    }
    for _ in met..total {
        import
            .reporter
            .count("menus", "lines not taken", "They hang under each other in a ring.");
    }
    Ok(())
}

fn lines_here(site: &mut SiteWrite<'_, '_>) -> Result<HashSet<Id>> {
    let site_id = site.site;
    let ids: Vec<Id> = menu_items::table
        .filter(menu_items::site_id.eq(site_id))
        .select(menu_items::id)
        .load(site.connection())?;
    Ok(ids.into_iter().collect())
}

fn write_line(
    import: &mut Import<'_>,
    site: &mut SiteWrite<'_, '_>,
    menu: &str,
    line: &Line,
    parent: Option<Id>,
) -> Result<Option<Id>> {
    let (label, url) = match destination(import, site, line)? {
        Ok(found) => found,
        Err(why) => {
            import.reporter.note(&line.name, "the line", why);
            return Ok(None);
        }
    };
    let item = MenuItem {
        site_id: import.site,
        id: import.ids.next(site.write.now),
        menu: menu.to_owned(),
        parent_id: parent,
        label,
        url,
        position: line.position,
    };
    MenuItem::insert(site, &item)?;
    import.ledger.remember(site, &line.key, item.id)?;
    let here = TakenAs {
        title: item.label.clone(),
        slug: item.url.clone(),
        ..TakenAs::default()
    };
    originals::keep(import, site, &line.key, line.original.clone(), Some(here))?;
    import.reporter.report.menu_items += 1;
    Ok(Some(item.id))
}

/// What a line says and where it leads, or why it leads nowhere.
fn destination(
    import: &Import<'_>,
    site: &mut SiteWrite<'_, '_>,
    line: &Line,
) -> Result<Result<(String, String), &'static str>> {
    let (own_name, url) = match &line.target {
        Target::Item(number) => {
            let Some(url) = import.addresses.by_number(*number) else {
                return Ok(Err("What it leads to was not taken or is not public."));
            };
            (title_of_post(import, site, *number)?, url)
        }
        Target::Term(number) => {
            let Some(term) = import.terms.numbered(*number) else {
                return Ok(Err("The topic or tag it leads to was not taken."));
            };
            (term.name.clone(), term.url.clone())
        }
        Target::Address(address) => match custom(import, address) {
            Some(url) => (String::new(), url),
            None => {
                return Ok(Err("What it leads to was not taken, or its address cannot be used."));
            }
        },
        Target::Unknown => return Ok(Err("Lines of this type belong to a plug-in or an archive.")),
    };
    let label = [line.title.clone(), own_name]
        .into_iter()
        .find_map(unless_empty)
        .unwrap_or_else(|| url.clone());
    Ok(Ok((label, url)))
}

fn title_of_post(import: &Import<'_>, site: &mut SiteWrite<'_, '_>, number: i64) -> Result<String> {
    let Some(id) = import.ledger.target(&format!("post:{number}")) else {
        return Ok(String::new());
    };
    let post = Post::find(&mut site.read(), id)?;
    Ok(post.map_or_else(String::new, |post| plain_line(&post.title, LONGEST_LABEL)))
}

/// A written address as it may stand in a menu.
fn custom(import: &Import<'_>, address: &str) -> Option<String> {
    if address.len() > LONGEST_URL {
        return None;
    }
    // A line that only holds others together leads nowhere.
    if address.starts_with('#') || address.is_empty() {
        return Some("#".to_owned());
    }
    if let Some(url) = import.addresses.link(address) {
        return Some(url);
    }
    if import.addresses.is_own(address) {
        return None;
    }
    let url = Url::parse(address).ok()?;
    matches!(url.scheme(), "http" | "https" | "mailto" | "tel").then(|| String::from(url))
}
