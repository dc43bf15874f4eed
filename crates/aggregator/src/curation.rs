//! Topics and tags put in order: what a network or the umbrella calls something, the places beneath it call so, too, and
//! the newswire follows in the same transaction.

use diesel::prelude::*;
use std::collections::BTreeSet;
use umbel_core::content::{Event, Taxonomy, Term};
use umbel_core::database::Scope;
use umbel_core::paths::encoded;
use umbel_core::schema::{newswire_items, newswire_listings, sites, terms};
use umbel_core::slug::slugify;
use umbel_core::tree::{Redirect, Site, SiteKind};
use umbel_core::{Connection, Error, Id, Result, SiteId, SiteWrite, Write};

use crate::newswire::{self, Item};

/// What a topic becomes on items and events; none removes it.
type NewWord<'t> = Option<(&'t str, &'t str)>;

/// Adds a topic or tag to a place's own.
///
/// # Errors
/// [`Error::Invalid`] when nothing of the name can stand in an address; [`Error::Taken`] when there is one like it.
pub fn add_term(site: &mut SiteWrite<'_, '_>, taxonomy: Taxonomy, name: &str, description: &str) -> Result<Term> {
    let slug = slug_of(name)?;
    if Term::with_slug(&mut site.read(), taxonomy, &slug)?.is_some() {
        return Err(taken());
    }
    let term = Term {
        site_id: site.site,
        id: Id::new(site.write.now),
        taxonomy,
        slug,
        name: name.to_owned(),
        description: description.to_owned(),
        parent_id: None,
    };
    Term::insert(site, &term)?;
    Ok(term)
}

/// The places beneath a node that use a topic.
///
/// # Errors
/// When the database refuses.
pub fn places_using(connection: &mut Connection, node: &Site, slug: &str) -> Result<Vec<SiteId>> {
    let above = branches(connection, node)?;
    Ok(terms::table
        .filter(terms::site_id.eq_any(sites::table.filter(sites::parent_id.eq_any(above)).select(sites::id)))
        .filter(terms::taxonomy.eq(Taxonomy::Topic))
        .filter(terms::slug.eq(slug))
        .select(terms::site_id)
        .load(connection)?)
}

/// Calls a topic otherwise, here and at every place beneath that has it. Its address stays. Returns at how many places
/// beneath.
///
/// # Errors
/// [`Error::NotFound`] when the node has no such topic.
pub fn rename_topic(write: &mut Write<'_>, node: &Site, topic: Id, name: &str, description: &str) -> Result<usize> {
    let mut topic = of_node(write, node, topic)?;
    let old_name = std::mem::replace(&mut topic.name, name.to_owned());
    topic.description = description.to_owned();
    topic.save(&mut SiteWrite::new(node.id, write))?;
    if old_name == name {
        return Ok(0);
    }
    let places = places_using(write.connection, node, &topic.slug)?;
    for some in places.chunks(500) {
        diesel::update(
            terms::table
                .filter(terms::site_id.eq_any(some))
                .filter(terms::taxonomy.eq(Taxonomy::Topic))
                .filter(terms::slug.eq(&topic.slug)),
        )
        .set(terms::name.eq(name))
        .execute(write.connection)?;
    }
    for place in &places {
        write.changed(Scope::Content(*place));
    }
    for place in with_items(write, node, &topic.slug, &places)? {
        relabel(write, place, &topic.slug, Some((&topic.slug, name)))?;
    }
    Ok(places.len())
}

/// Makes two topics of a node one, here and at every place beneath that has the first. Old addresses lead to the other
/// topic. Returns at how many places beneath.
///
/// # Errors
/// [`Error::NotFound`] when the node lacks one of them.
pub fn merge_topics(write: &mut Write<'_>, node: &Site, from: Id, into: Id) -> Result<usize> {
    let from = of_node(write, node, from)?;
    let into = of_node(write, node, into)?;
    if from.id == into.id {
        return Ok(0);
    }
    let places = places_using(write.connection, node, &from.slug)?;
    let all = with_items(write, node, &from.slug, &places)?;
    for place in places.iter().chain([&node.id]) {
        merge_here(&mut SiteWrite::new(*place, write), &from.slug, &into)?;
    }
    for place in all {
        relabel(write, place, &from.slug, Some((&into.slug, &into.name)))?;
    }
    Ok(places.len())
}

/// Takes a topic off a node's list. Places beneath that use it keep it as their own.
///
/// # Errors
/// [`Error::NotFound`] when there is no such topic.
pub fn remove_topic(site: &mut SiteWrite<'_, '_>, topic: Id) -> Result<Term> {
    let topic = own(site, Taxonomy::Topic, topic)?;
    Term::remove(site, &topic)?;
    let id = site.site;
    relabel(site.write, id, &topic.slug, None)?;
    Ok(topic)
}

/// Makes one of a site's own topics one with another topic, which may also be one on offer from above.
///
/// # Errors
/// [`Error::NotFound`] when the site has no such topic.
pub fn merge_own_topic(site: &mut SiteWrite<'_, '_>, from: Id, into: &Term) -> Result<Term> {
    let from = own(site, Taxonomy::Topic, from)?;
    if from.slug == into.slug {
        return Ok(from);
    }
    merge_here(site, &from.slug, into)?;
    let id = site.site;
    relabel(site.write, id, &from.slug, Some((&into.slug, &into.name)))?;
    Ok(from)
}

/// Calls a tag otherwise. Its address follows its name, and the old one leads to it.
///
/// # Errors
/// [`Error::Taken`] when there is such a tag: then the two are to be made one; [`Error::Invalid`] when nothing of the
/// name can stand in an address.
pub fn rename_tag(site: &mut SiteWrite<'_, '_>, tag: Id, name: &str) -> Result<Term> {
    let mut tag = own(site, Taxonomy::Tag, tag)?;
    let slug = slug_of(name)?;
    let before = tag.path();
    if slug != tag.slug && Term::with_slug(&mut site.read(), Taxonomy::Tag, &slug)?.is_some() {
        return Err(taken());
    }
    tag.slug = slug;
    name.clone_into(&mut tag.name);
    tag.save(site)?;
    lead_on(site, &before, &tag.path())?;
    Ok(tag)
}

/// Makes two tags of a site one.
///
/// # Errors
/// [`Error::NotFound`] when the site lacks one of them.
pub fn merge_tags(site: &mut SiteWrite<'_, '_>, from: Id, into: Id) -> Result<Term> {
    let from = own(site, Taxonomy::Tag, from)?;
    let into = own(site, Taxonomy::Tag, into)?;
    if from.id != into.id {
        Term::merge(site, &from, &into)?;
        lead_on(site, &from.path(), &into.path())?;
    }
    Ok(into)
}

/// Removes a tag; posts lose it.
///
/// # Errors
/// [`Error::NotFound`] when the site has no such tag.
pub fn remove_tag(site: &mut SiteWrite<'_, '_>, tag: Id) -> Result<Term> {
    let tag = own(site, Taxonomy::Tag, tag)?;
    Term::remove(site, &tag)?;
    Ok(tag)
}

/// Makes a place's topic of one slug one with another, which the place gets where it lacks it.
fn merge_here(site: &mut SiteWrite<'_, '_>, from: &str, into: &Term) -> Result<()> {
    let Some(from) = Term::with_slug(&mut site.read(), Taxonomy::Topic, from)? else {
        return Ok(());
    };
    let into = Term::find_or_insert(site, Taxonomy::Topic, &into.slug, &into.name)?;
    Term::merge(site, &from, &into)?;
    for mut event in Event::all(&mut site.read())? {
        if !event.topics.split(',').any(|slug| slug == from.slug) {
            continue;
        }
        let mut slugs: Vec<&str> = Vec::new();
        for slug in event.topics.split(',') {
            let slug = if slug == from.slug { into.slug.as_str() } else { slug };
            if !slugs.contains(&slug) {
                slugs.push(slug);
            }
        }
        event.topics = slugs.join(",");
        event.save(site)?;
    }
    lead_on(site, &from.path(), &into.path())
}

/// The addresses of a topic or tag lead to those of another.
fn lead_on(site: &mut SiteWrite<'_, '_>, from: &str, to: &str) -> Result<()> {
    for rest in ["", "/feed", "/feed/atom", "/feed/json"] {
        let (from, to) = (format!("{from}{rest}"), format!("{to}{rest}"));
        Redirect::move_on(site, (&from, &encoded(&from)), (&to, &encoded(&to)))?;
    }
    Ok(())
}

/// Writes the topics of a place's newswire items anew; where a topic is another one now, they are listed anew, too.
fn relabel(write: &mut Write<'_>, place: SiteId, slug: &str, new: NewWord<'_>) -> Result<()> {
    let items: Vec<Item> = newswire_items::table
        .filter(newswire_items::site_id.eq(place))
        .filter(newswire_items::topics.like(format!("%{slug}=%")))
        .load(write.connection)?;
    for item in items {
        let mut topics: Vec<(&str, &str)> = Vec::new();
        for (known, name) in item.topic_list() {
            let word = if known == slug { new } else { Some((known, name)) };
            topics.extend(word.filter(|(slug, _)| topics.iter().all(|(taken, _)| taken != slug)));
        }
        let text = Item::topics_text(topics.iter().copied());
        diesel::update(newswire_items::table.find((place, item.id)))
            .set(newswire_items::topics.eq(text))
            .execute(write.connection)?;
    }
    if new.is_none_or(|(other, _)| other != slug) {
        return newswire::relist(write, place);
    }
    for node in Site::ancestors(write.connection, place)?.into_iter().chain([place]) {
        write.changed(Scope::News(node));
    }
    Ok(())
}

/// The places whose items may carry a topic: those that have it, and those listed under it here or above.
fn with_items(write: &mut Write<'_>, node: &Site, slug: &str, places: &[SiteId]) -> Result<BTreeSet<SiteId>> {
    let listed: Vec<SiteId> = newswire_listings::table
        .filter(newswire_listings::scope.eq(format!("{}/topic/{slug}", node.id)))
        .select(newswire_listings::site_id)
        .distinct()
        .load(write.connection)?;
    Ok(listed
        .into_iter()
        .chain(places.iter().copied())
        .chain([node.id])
        .collect())
}

/// The nodes directly beneath which all places beneath a node stand.
fn branches(connection: &mut Connection, node: &Site) -> Result<Vec<SiteId>> {
    let mut branches = vec![node.id];
    if node.kind == SiteKind::Umbrella {
        let networks: Vec<SiteId> = sites::table
            .filter(sites::parent_id.eq(node.id))
            .select(sites::id)
            .load(connection)?;
        branches.extend(networks);
    }
    Ok(branches)
}

fn of_node(write: &mut Write<'_>, node: &Site, topic: Id) -> Result<Term> {
    own(&mut SiteWrite::new(node.id, write), Taxonomy::Topic, topic)
}

fn own(site: &mut SiteWrite<'_, '_>, taxonomy: Taxonomy, id: Id) -> Result<Term> {
    Term::find(&mut site.read(), id)?
        .filter(|term| term.taxonomy == taxonomy)
        .ok_or(Error::NotFound("the topic"))
}

fn slug_of(name: &str) -> Result<String> {
    let slug = slugify(name);
    if slug.is_empty() {
        return Err(Error::Invalid("a name needs a letter or a number".into()));
    }
    Ok(slug)
}

fn taken() -> Error {
    Error::Taken("there is one of this name already".into())
}
