//! Authors, categories, tags and menus, before the items that name them.

use std::collections::HashSet;

use umbel_core::Id;
use umbel_core::content::{Taxonomy, Term};

use super::Writing;
use super::xml::Xml;

/// The word WordPress has for a way of sorting.
pub(super) const fn word(taxonomy: Taxonomy) -> &'static str {
    match taxonomy {
        Taxonomy::Topic => "category",
        Taxonomy::Tag => "post_tag",
    }
}

/// Those who wrote. Their mail addresses are not for others.
pub(super) fn authors(writing: &mut Writing<'_>, xml: &mut Xml<'_>) {
    for (place, author) in writing.contents.authors.iter().enumerate() {
        let login = login(writing, author.id);
        xml.raw("<wp:author>\n");
        xml.number("wp:author_id", i64::try_from(place + 1).unwrap_or(i64::MAX));
        xml.data("wp:author_login", &login);
        xml.data("wp:author_email", "");
        xml.data("wp:author_display_name", &author.name);
        xml.data("wp:author_first_name", "");
        xml.data("wp:author_last_name", "");
        xml.raw("</wp:author>\n");
        writing.report.count("authors");
    }
}

/// The name an author signs in with there.
pub(super) fn login(writing: &Writing<'_>, author: Id) -> String {
    let old = writing.numbers.login(author).map(str::to_owned);
    old.or_else(|| {
        let found = writing.contents.authors.iter().find(|known| known.id == author)?;
        Some(found.slug.clone())
    })
    .unwrap_or_default()
}

/// Topics as categories, tags, and what came along and has no place here.
pub(super) fn all(writing: &mut Writing<'_>, xml: &mut Xml<'_>) {
    let contents = writing.contents;
    for term in &contents.terms {
        let slugs = slugs(writing, term);
        let above = term
            .parent_id
            .and_then(|id| contents.terms.iter().find(|above| above.id == id))
            .and_then(|above| slugs_of_parent(writing, above));
        for (place, slug) in slugs.iter().enumerate() {
            let number = if place == 0 {
                writing.numbers.term(term.id)
            } else {
                let old = writing
                    .numbers
                    .terms_of(term.id)
                    .get(place)
                    .and_then(|original| original.number);
                writing.numbers.another_term(old)
            };
            let line = Line {
                number,
                slug,
                name: &term.name,
                parent: above.as_deref().unwrap_or_default(),
                description: &term.description,
            };
            line.write(xml, word(term.taxonomy));
            writing.report.count(match term.taxonomy {
                Taxonomy::Topic => "categories",
                Taxonomy::Tag => "tags",
            });
        }
    }
    for (key, term) in writing.numbers.terms_aside() {
        if !key.starts_with("term:") || term.taxonomy == "nav_menu" {
            continue;
        }
        let number = writing.numbers.another_term(term.number);
        let line = Line {
            number,
            slug: &term.slug,
            name: &term.name,
            parent: &term.parent,
            description: &term.description,
        };
        line.write(xml, &term.taxonomy);
    }
}

/// The words in addresses a topic or tag has there: several when several became one here.
pub(super) fn slugs(writing: &Writing<'_>, term: &Term) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut slugs: Vec<String> = writing
        .numbers
        .terms_of(term.id)
        .into_iter()
        .map(|original| original.slug.clone())
        .filter(|slug| seen.insert(slug.clone()))
        .collect();
    if slugs.is_empty() {
        slugs.push(
            writing
                .numbers
                .term_slug(term.id)
                .map_or_else(|| term.slug.clone(), str::to_owned),
        );
    }
    slugs
}

fn slugs_of_parent(writing: &Writing<'_>, above: &Term) -> Option<String> {
    slugs(writing, above).into_iter().next()
}

/// A term as WordPress lists it.
pub(super) struct Line<'t> {
    pub(super) number: i64,
    pub(super) slug: &'t str,
    pub(super) name: &'t str,
    pub(super) parent: &'t str,
    pub(super) description: &'t str,
}

impl Line<'_> {
    /// Writes it in the words WordPress has for this way of sorting.
    pub(super) fn write(&self, xml: &mut Xml<'_>, taxonomy: &str) {
        let (element, slug, name, description) = match taxonomy {
            "category" => ("category", "category_nicename", "cat_name", "category_description"),
            "post_tag" => ("tag", "tag_slug", "tag_name", "tag_description"),
            _ => ("term", "term_slug", "term_name", "term_description"),
        };
        xml.raw(&format!("<wp:{element}>\n"));
        xml.number("wp:term_id", self.number);
        if element == "term" {
            xml.data("wp:term_taxonomy", taxonomy);
        }
        xml.data(&format!("wp:{slug}"), self.slug);
        match element {
            "category" => xml.data("wp:category_parent", self.parent),
            "term" => xml.data("wp:term_parent", self.parent),
            _ => {}
        }
        xml.data(&format!("wp:{name}"), self.name);
        if !self.description.is_empty() {
            xml.data(&format!("wp:{description}"), self.description);
        }
        xml.raw(&format!("</wp:{element}>\n"));
    }
}
