//! Menus, line by line.

use umbel_core::content::ItemOriginal;
use umbel_core::tree::MenuItem;

use super::Writing;
use super::items::{ItemLine, line_of_original};
use super::terms::{Line, word};
use super::xml::{Xml, as_html};

/// The menus of the site, and those that came along and have no place here.
pub(super) fn all(writing: &mut Writing<'_>, xml: &mut Xml<'_>) {
    let contents = writing.contents;
    let mut names: Vec<&str> = contents.menus.iter().map(|line| line.menu.as_str()).collect();
    names.dedup();
    let mut listed: Vec<(String, String, Option<i64>)> = Vec::new();
    for (key, term) in writing.numbers.terms_aside() {
        if key.starts_with("term:nav_menu:") {
            listed.push((term.slug.clone(), term.name.clone(), term.number));
        }
    }
    for menu in &names {
        let (slug, name) = menu_name(writing, menu);
        if !listed.iter().any(|(known, ..)| *known == slug) {
            listed.push((slug, name, None));
        }
    }
    for (slug, name, number) in &listed {
        let line = Line {
            number: writing.numbers.another_term(*number),
            slug,
            name,
            parent: "",
            description: "",
        };
        line.write(xml, "nav_menu");
        writing.report.count("menus");
    }
    for line in &contents.menus {
        let number = writing.numbers.item(line.id);
        let item = line_of(writing, line, number);
        item.begin(writing, xml);
        xml.raw("</item>\n");
        writing.report.count("menu lines");
    }
    for original in writing.numbers.items_aside("nav_menu_item") {
        let item = line_of_original(writing, &original);
        item.begin(writing, xml);
        xml.raw("</item>\n");
        writing.report.count("menu lines");
    }
}

/// The word in addresses and the name a menu has there.
fn menu_name(writing: &Writing<'_>, menu: &str) -> (String, String) {
    match writing.numbers.menu(menu) {
        Some(term) => (term.slug.clone(), term.name.clone()),
        None => (menu.to_owned(), menu.to_owned()),
    }
}

fn line_of(writing: &mut Writing<'_>, line: &MenuItem, number: i64) -> ItemLine {
    let original = writing.numbers.original(line.id).cloned();
    let parent = line.parent_id.map_or(0, |above| writing.numbers.item(above));
    let is_as_it_came = original
        .as_ref()
        .and_then(|original| original.here.as_ref())
        .is_some_and(|here| here.title == line.label && here.slug == line.url);
    let (slug, name) = menu_name(writing, &line.menu);
    let mut item = match original {
        Some(original) if is_as_it_came => line_of_original(writing, &original),
        _ => made_here(writing, line, number),
    };
    item.number = number;
    item.menu_order = i64::from(line.position);
    item.terms = vec![("nav_menu".into(), slug, name)];
    item.meta.retain(|(key, _)| key != "_menu_item_menu_item_parent");
    item.meta
        .push(("_menu_item_menu_item_parent".into(), parent.to_string()));
    item
}

/// A line that was written here: where it leads is found by its address.
fn made_here(writing: &mut Writing<'_>, line: &MenuItem, number: i64) -> ItemLine {
    let contents = writing.contents;
    let path = line.url.as_str();
    let post = contents
        .posts
        .iter()
        .find(|post| umbel_core::paths::encoded(&post.url()) == path || post.url() == path);
    let term = contents
        .terms
        .iter()
        .find(|term| umbel_core::paths::encoded(&term.path()) == path || term.path() == path);
    let (kind, object, id, url) = match (post, term) {
        (Some(post), _) => (
            "post_type",
            post.kind.to_string(),
            writing.numbers.item(post.id),
            String::new(),
        ),
        (None, Some(term)) => (
            "taxonomy",
            word(term.taxonomy).to_owned(),
            writing.numbers.term(term.id),
            String::new(),
        ),
        (None, None) if path.starts_with('/') => (
            "custom",
            "custom".to_owned(),
            number,
            format!("{}{path}", writing.origin),
        ),
        (None, None) => ("custom", "custom".to_owned(), number, path.to_owned()),
    };
    let made = ItemOriginal {
        number,
        title: as_html(&line.label),
        guid: format!("{}/-/{}", writing.origin, line.id),
        slug: number.to_string(),
        status: "publish".into(),
        post_type: "nav_menu_item".into(),
        published_at: Some(contents.site.created_at),
        meta: vec![
            ("_menu_item_type".into(), kind.to_owned()),
            ("_menu_item_object_id".into(), id.to_string()),
            ("_menu_item_object".into(), object),
            ("_menu_item_target".into(), String::new()),
            ("_menu_item_xfn".into(), String::new()),
            ("_menu_item_url".into(), url),
        ],
        ..ItemOriginal::default()
    };
    line_of_original(writing, &made)
}
