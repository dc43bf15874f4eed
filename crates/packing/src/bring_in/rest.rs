//! Events, sources, old addresses, menus, settings and features; and where imported things came from first.

use diesel::prelude::*;

use aggregator::feeds::Feed;
use aggregator::publication::renew_event;
use umbel_core::content::{Event, Occurrence, Original};
use umbel_core::markdown::to_html;
use umbel_core::schema::site_settings;
use umbel_core::tree::{MenuItem, Redirect, disable_feature, enable_feature};
use umbel_core::{Error, Id, Result, SiteWrite};

use super::ledger::Ledger;
use super::library::Library;
use super::parcel::Parcel;
use super::place::{line, word};
use super::texts::public_address;
use crate::files::{EventFile, MenuFile};
use crate::pack::STAYS_BEHIND;
use crate::report::Report;
use crate::texts::{inward, moment};

const LONGEST_TITLE: usize = 300;
const LONGEST_LINE: usize = 500;
const LONGEST_ADDRESS: usize = 1_000;
const LONGEST_SETTING: usize = 64 * 1024;
/// The longest record of what something was, in bytes.
const LONGEST_RECORD: usize = 512 * 1024;

/// Menu lines with the numbers they get.
type Numbered<'p> = Vec<(Id, &'p MenuFile)>;

/// Brings in what is neither written nor a file.
pub(super) fn bring(
    site: &mut SiteWrite<'_, '_>,
    ledger: &mut Ledger,
    parcel: &Parcel,
    library: &Library,
    was_there: bool,
    report: &mut Report,
) -> Result<()> {
    for event in &parcel.events {
        bring_event(site, ledger, library, event, report)
            .map_err(|error| Error::Invalid(format!("events.json in the archive, “{}”: {error}", event.slug)))?;
    }
    bring_feeds(site, ledger, parcel, report)?;
    for (from, to) in &parcel.redirects {
        let is_sound = from.len() <= LONGEST_ADDRESS
            && to.len() <= LONGEST_ADDRESS
            && (from.starts_with(['/', '?']))
            && to.starts_with('/')
            && !to.starts_with("//");
        if !is_sound {
            report.note(format!("old address {from}"), "It leads out of the site.");
            continue;
        }
        let known = Redirect::find(&mut site.read(), std::slice::from_ref(from))?;
        if known.is_none() {
            Redirect::remember(site, from, to)?;
            report.count("old addresses");
        } else {
            ledger.recognised += 1;
        }
    }
    // A line may stand in the list before the one it hangs under; in their own order they get their numbers, by which lines
    // of one place are sorted.
    let now = site.write.now;
    let mut waiting: Numbered<'_> = parcel.site.menus.iter().map(|line| (Id::new(now), line)).collect();
    while !waiting.is_empty() {
        let (ready, later): (Numbered<'_>, Numbered<'_>) = waiting
            .into_iter()
            .partition(|(_, line)| line.under.as_ref().is_none_or(|above| ledger.target(above).is_some()));
        let is_stuck = ready.is_empty();
        for (id, menu) in if is_stuck { &later } else { &ready } {
            bring_menu_line(site, ledger, *id, menu, report)?;
        }
        waiting = if is_stuck { Vec::new() } else { later };
    }
    // What people chose here since counts more.
    if !was_there {
        bring_choices(site, parcel, library, report)?;
        bring_origins(site, ledger, parcel)?;
    }
    Ok(())
}

fn bring_event(
    site: &mut SiteWrite<'_, '_>,
    ledger: &mut Ledger,
    library: &Library,
    file: &EventFile,
    report: &mut Report,
) -> Result<()> {
    let reference = format!("event/{}", file.slug);
    if ledger.recognise(&reference).is_some() {
        return Ok(());
    }
    let slug = umbel_core::slug::slugify(&file.slug);
    if slug.is_empty() || file.time_zone.parse::<chrono_tz::Tz>().is_err() {
        return Err(Error::Invalid("its address or time zone cannot be".into()));
    }
    if Event::slug_is_taken(&mut site.read(), &slug)? {
        report.note(
            format!("event “{}”", file.title),
            "Another event stands at its address here, so it was left out.",
        );
        return Ok(());
    }
    let now = site.write.now;
    let source = inward(&file.text, &library.by_name);
    let optional = |text: &Option<String>| text.as_deref().map(|text| line(text, LONGEST_LINE));
    let id = Id::new(now);
    let created_at = moment(&file.created)?.min(now);
    let event = Event {
        site_id: site.site,
        id,
        slug,
        title: line(&file.title, LONGEST_TITLE),
        html: to_html(&source),
        source,
        summary: line(&file.summary, 1_000),
        status: file.status.parse()?,
        reach: file.reach.parse()?,
        organiser: line(&file.organiser, LONGEST_LINE),
        picture_id: file
            .picture
            .as_ref()
            .and_then(|picture| library.by_reference.get(picture).copied()),
        time_zone: file.time_zone.clone(),
        place: optional(&file.place),
        address: optional(&file.address),
        latitude: file.latitude.filter(|degrees| degrees.abs() <= 90.0),
        longitude: file.longitude.filter(|degrees| degrees.abs() <= 180.0),
        online_url: file.online_url.as_deref().and_then(public_address),
        repeats: file.repeats.as_deref().and_then(word),
        cancelled: file.cancelled,
        topics: line(&file.topics, LONGEST_LINE),
        locale: file.locale.as_deref().and_then(word),
        published_at: file.published.as_deref().map(moment).transpose()?,
        created_at,
        updated_at: moment(&file.updated)?.min(now).max(created_at),
    };
    let mut dates = Vec::new();
    for (slug, starts_at, ends_at) in &file.dates {
        let starts_at = moment(starts_at)?;
        dates.push(Occurrence {
            site_id: site.site,
            id: Id::new(now),
            event_id: id,
            slug: word(slug).ok_or_else(|| Error::Invalid(format!("“{slug}” is no date")))?,
            starts_at,
            ends_at: moment(ends_at)?.max(starts_at),
        });
    }
    Event::insert(site, &event, &dates)?;
    ledger.remember(site, &reference, id)?;
    report.count("events");
    renew_event(site, &event, now)
}

fn bring_feeds(site: &mut SiteWrite<'_, '_>, ledger: &mut Ledger, parcel: &Parcel, report: &mut Report) -> Result<()> {
    let here = Feed::all(&mut site.read())?;
    for file in &parcel.feeds {
        let (Some(url), Some(site_url)) = (public_address(&file.url), public_address(&file.site_url)) else {
            report.note(format!("source {}", file.title), "Its address cannot be used.");
            continue;
        };
        if here.iter().any(|known| known.url == url || known.url == file.url) {
            ledger.recognised += 1;
            continue;
        }
        let feed = Feed {
            site_id: site.site,
            id: Id::new(site.write.now),
            url,
            title: line(&file.title, LONGEST_TITLE),
            site_url,
            kind: word(&file.kind).unwrap_or_else(|| "rss".into()),
            announce: file.announce,
            created_at: site.write.now,
        };
        Feed::insert(site, &feed)?;
        report.count("sources");
    }
    Ok(())
}

fn bring_menu_line(
    site: &mut SiteWrite<'_, '_>,
    ledger: &mut Ledger,
    id: Id,
    file: &MenuFile,
    report: &mut Report,
) -> Result<()> {
    if ledger.recognise(&file.reference).is_some() {
        return Ok(());
    }
    let leads_somewhere = (file.url.starts_with('/') && !file.url.starts_with("//"))
        || file.url.starts_with('#')
        || ["https://", "http://", "mailto:", "tel:"]
            .iter()
            .any(|scheme| file.url.starts_with(scheme));
    let Some(menu) = word(&file.menu).filter(|_| leads_somewhere && file.url.len() <= 2_000) else {
        report.note(format!("menu line “{}”", file.label), "Its address cannot be used.");
        return Ok(());
    };
    let item = MenuItem {
        site_id: site.site,
        id,
        menu,
        parent_id: file.under.as_ref().and_then(|above| ledger.target(above)),
        label: line(&file.label, 200),
        url: file.url.clone(),
        position: file.position,
    };
    MenuItem::insert(site, &item)?;
    ledger.remember(site, &file.reference, item.id)?;
    report.count("menu lines");
    Ok(())
}

fn bring_choices(site: &mut SiteWrite<'_, '_>, parcel: &Parcel, library: &Library, report: &mut Report) -> Result<()> {
    for (key, enabled) in &parcel.site.features {
        let Some(key) = word(key) else { continue };
        if *enabled {
            enable_feature(site, &key)?;
        } else {
            disable_feature(site, &key)?;
        }
    }
    let id = site.site;
    for (name, value) in &parcel.site.settings {
        let Some(name) = word(name).filter(|name| !STAYS_BEHIND.contains(&name.as_str())) else {
            continue;
        };
        if value.len() > LONGEST_SETTING {
            report.note(format!("setting {name}"), "It is too long.");
            continue;
        }
        let mut value = value.clone();
        for (reference, media) in &library.by_reference {
            value = value.replace(&format!("{{{reference}}}"), &media.to_string());
        }
        diesel::insert_into(site_settings::table)
            .values((
                site_settings::site_id.eq(id),
                site_settings::name.eq(&name),
                site_settings::value.eq(&value),
            ))
            .execute(site.connection())?;
    }
    site.identity_changed();
    Ok(())
}

/// What imported things were before they came to the place where the site was packed.
fn bring_origins(site: &mut SiteWrite<'_, '_>, ledger: &Ledger, parcel: &Parcel) -> Result<()> {
    let is_sound = |source: &str, key: &str| {
        source.len() <= 500
            && (1..=500).contains(&key.len())
            && !source.starts_with(crate::contents::LINEAGE)
            && !source.is_empty()
    };
    for (source, key, reference) in &parcel.originals.taken {
        if let Some(target) = ledger.target(reference).filter(|_| is_sound(source, key)) {
            ledger.record(site, source, key, target)?;
        }
    }
    for (source, key, record) in &parcel.originals.kept {
        if is_sound(source, key) && record.len() <= LONGEST_RECORD {
            Original::keep(site, source, key, record)?;
        }
    }
    Ok(())
}
