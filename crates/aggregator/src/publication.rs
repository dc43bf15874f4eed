//! Publishing and taking back: the row, its projection on the newswire and its place in the search index change together,
//! in one transaction.

mod addresses;
mod bin;
mod saving;
mod states;

pub use addresses::change_path;
pub use bin::{BIN_SECONDS, bin, delete, empty_bin, restore};
pub use saving::{
    NewText, Password, Saved, Wanted, begin, bring_back, forget_copy_of, revoke_preview, save, share_preview,
    turn_into_markdown,
};
pub use states::{Step, may_see, owns, publish, publish_due, steps, unpublish};

use umbel_core::content::{Event, Media, Post, PostKind, Taxonomy, Term};
use umbel_core::markdown::{plain_text, summary};
use umbel_core::{Id, Instant, Result, SiteWrite, Store, search};

use crate::feeds::{Entry, Feed};
use crate::newswire::{self, Item, ItemKind};

/// The longest summary on the newswire, in characters.
const LONGEST_SUMMARY: usize = 280;

/// Takes events that are over off the newswire, or moves those that repeat on to their next date, each in a transaction
/// of its own. Returns how many.
///
/// # Errors
/// When the database refuses; what was done before stays so.
pub fn renew_ended_events(store: &Store) -> Result<usize> {
    let ended = store.read(|connection| newswire::ended_events(connection, store.now(), 100))?;
    for (site, event) in &ended {
        store.write(|write| {
            let now = write.now;
            let site = &mut SiteWrite::new(*site, write);
            match Event::find(&mut site.read(), *event)? {
                Some(event) => renew_event(site, &event, now),
                None => newswire::withdraw(site, ItemKind::Event, *event),
            }
        })?;
    }
    Ok(ended.len())
}

/// Brings the newswire and the search index into agreement with a post or page, whatever happened to it.
///
/// # Errors
/// When the database refuses.
pub fn renew_post(site: &mut SiteWrite<'_, '_>, post: &Post, now: Instant) -> Result<()> {
    site.content_changed();
    if !post.is_visible(now) {
        search::forget(site, post.id)?;
        return newswire::withdraw(site, ItemKind::Post, post.id);
    }
    search::index(site, post.id, post.kind.as_str(), &post.title, &plain_text(&post.html))?;
    if post.kind == PostKind::Page {
        return Ok(());
    }
    let place = site.home()?;
    let topics: Vec<Term> = Term::of_posts(&mut site.read(), &[post.id])?
        .remove(&post.id)
        .unwrap_or_default()
        .into_iter()
        .filter(|term| term.taxonomy == Taxonomy::Topic)
        .collect();
    let picture = picture_text(site, post.picture_id)?;
    newswire::announce(
        site,
        Item {
            site_id: place.id,
            id: Id::new(now),
            kind: ItemKind::Post.as_str().into(),
            source_id: post.id,
            url: post.url(),
            title: post.title.clone(),
            summary: summary_or_beginning(&post.summary, &post.html),
            locale: post.locale.clone().unwrap_or(place.locale),
            place: place.place,
            latitude: place.latitude,
            longitude: place.longitude,
            picture,
            source_name: None,
            topics: Item::topics_text(topics.iter().map(|topic| (topic.slug.as_str(), topic.name.as_str()))),
            reach: post.reach,
            starts_at: None,
            ends_at: None,
            time_zone: None,
            published_at: post.published_at.unwrap_or(now),
            updated_at: post.updated_at,
        },
    )
}

/// Brings the newswire and the search index into agreement with an event.
///
/// # Errors
/// When the database refuses.
pub fn renew_event(site: &mut SiteWrite<'_, '_>, event: &Event, now: Instant) -> Result<()> {
    site.content_changed();
    let dates = Event::dates(&mut site.read(), event.id)?;
    let next = dates.iter().find(|date| date.ends_at > now);
    if !event.is_visible(now) {
        search::forget(site, event.id)?;
        return newswire::withdraw(site, ItemKind::Event, event.id);
    }
    search::index(site, event.id, "event", &event.title, &plain_text(&event.html))?;
    // What is over stays in the calendar; as news it is gone.
    let Some(next) = next.filter(|_| !event.cancelled) else {
        return newswire::withdraw(site, ItemKind::Event, event.id);
    };
    let home = site.home()?;
    let picture = picture_text(site, event.picture_id)?;
    let known_topics = Term::all(&mut site.read(), Taxonomy::Topic)?;
    let topics = event.topics.split(',').filter(|slug| !slug.is_empty()).map(|slug| {
        let name = known_topics
            .iter()
            .find(|topic| topic.slug == slug)
            .map_or(slug, |topic| topic.name.as_str());
        (slug, name)
    });
    let topics = Item::topics_text(topics);
    newswire::announce(
        site,
        Item {
            site_id: home.id,
            id: Id::new(now),
            kind: ItemKind::Event.as_str().into(),
            source_id: event.id,
            url: format!("/events/{}", event.slug),
            title: event.title.clone(),
            summary: summary_or_beginning(&event.summary, &event.html),
            locale: event.locale.clone().unwrap_or(home.locale),
            place: event.place.clone().or(home.place),
            latitude: event.latitude.or(home.latitude),
            longitude: event.longitude.or(home.longitude),
            picture,
            source_name: None,
            topics,
            reach: event.reach,
            starts_at: Some(next.starts_at),
            ends_at: Some(next.ends_at),
            time_zone: Some(event.time_zone.clone()),
            published_at: event.published_at.unwrap_or(now),
            updated_at: event.updated_at,
        },
    )
}

/// Announces an entry of an outside source whose site wants that, or withdraws it when it is hidden.
///
/// # Errors
/// When the database refuses.
pub fn renew_entry(site: &mut SiteWrite<'_, '_>, feed: &Feed, entry: &Entry, now: Instant) -> Result<()> {
    site.content_changed();
    if !feed.announce || entry.hidden_at.is_some() {
        return newswire::withdraw(site, ItemKind::Entry, entry.id);
    }
    let home = site.home()?;
    let title = entry.headline();
    let mut text = summary(&entry.html, LONGEST_SUMMARY);
    if title == text {
        // Nothing is said twice.
        text.clear();
    }
    newswire::announce(
        site,
        Item {
            site_id: home.id,
            id: Id::new(now),
            kind: ItemKind::Entry.as_str().into(),
            source_id: entry.id,
            url: entry.url.clone(),
            title,
            summary: text,
            locale: home.locale,
            place: home.place,
            latitude: home.latitude,
            longitude: home.longitude,
            picture: None,
            source_name: Some(feed.title.clone()),
            topics: String::new(),
            reach: umbel_core::content::Reach::Umbrella,
            starts_at: None,
            ends_at: None,
            time_zone: None,
            published_at: entry.published_at,
            updated_at: entry.published_at,
        },
    )
}

fn summary_or_beginning(written: &str, html: &str) -> String {
    if written.is_empty() {
        summary(html, LONGEST_SUMMARY)
    } else {
        umbel_core::markdown::shorten(written, LONGEST_SUMMARY)
    }
}

fn picture_text(site: &mut SiteWrite<'_, '_>, picture: Option<Id>) -> Result<Option<String>> {
    let Some(id) = picture else { return Ok(None) };
    Ok(Media::by_id(&mut site.read(), &[id])?.remove(&id).map(|picture| {
        format!(
            "{}|{}|{}|{}|{}|{}",
            picture.base_name, picture.widths, picture.fallback, picture.width, picture.height, picture.alt
        )
    }))
}
