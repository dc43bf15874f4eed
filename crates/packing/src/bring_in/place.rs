//! Where a site is brought in: the one that was brought in before, or a new one.

use diesel::prelude::*;

use aggregator::founding::host_for_new;
use umbel_core::schema::import_records;
use umbel_core::tree::{Host, HostName, Label, LabelState, NewSite, Site, SiteKind};
use umbel_core::{Error, Result, SiteId, Write};

use super::BringIn;
use super::parcel::Parcel;
use crate::contents::LINEAGE;

const LONGEST_NAME: usize = 120;
const LONGEST_TAGLINE: usize = 300;
const LONGEST_ABOUT: usize = 5_000;
const LONGEST_WORD: usize = 40;

/// The site that things are brought into.
pub(super) struct Found {
    pub(super) site: Site,
    pub(super) host: String,
    pub(super) was_there: bool,
}

/// The site that was brought in before, or a new one.
pub(super) fn find_or_create(write: &mut Write<'_>, wish: &BringIn<'_>, parcel: &Parcel) -> Result<Found> {
    let above = Site::find(write.connection, wish.under)?;
    let kind = match above.kind {
        SiteKind::Umbrella => SiteKind::Network,
        SiteKind::Network => SiteKind::Site,
        SiteKind::Site => {
            return Err(Error::Invalid(format!(
                "nothing can stand beneath the site {}; name a network or the umbrella",
                above.name
            )));
        }
    };
    let host = match wish.host {
        Some(host) => host.clone(),
        None => derived_host(write, &above, &parcel.site.host)?,
    };
    if let Some(earlier) = brought_earlier(write, wish, parcel, &host)? {
        return Ok(earlier);
    }
    if let Ok(taken) = Site::at_host(write.connection, &host) {
        return Err(Error::Taken(format!(
            "{host} leads to “{}” already; choose another address with --host",
            taken.name
        )));
    }
    let packed = &parcel.site;
    let mut site = Site::create(
        write,
        NewSite {
            kind,
            parent: Some(above.id),
            host: host.clone(),
            name: line(&packed.name, LONGEST_NAME),
            locale: word(&packed.locale).unwrap_or(above.locale),
            time_zone: packed.time_zone.clone(),
            theme: word(&packed.theme).unwrap_or(above.theme),
        },
    )?;
    site.tagline = line(&packed.tagline, LONGEST_TAGLINE);
    site.about = packed.about.chars().take(LONGEST_ABOUT).collect();
    site.place = packed.place.as_deref().map(|place| line(place, LONGEST_NAME));
    site.latitude = packed.latitude.filter(|degrees| degrees.abs() <= 90.0);
    site.longitude = packed.longitude.filter(|degrees| degrees.abs() <= 180.0);
    site.contact_email = packed
        .contact_email
        .as_deref()
        .and_then(|email| umbel_core::email::EmailAddress::parse(email).ok())
        .map(|email| email.as_str().to_owned());
    site.accent = packed.accent.clone().filter(|accent| is_colour(accent));
    site.save(write)?;
    Ok(Found {
        site,
        host: host.as_str().to_owned(),
        was_there: false,
    })
}

/// The site of this lineage that was brought in earlier, if it stands where this one should.
fn brought_earlier(
    write: &mut Write<'_>,
    wish: &BringIn<'_>,
    parcel: &Parcel,
    host: &HostName,
) -> Result<Option<Found>> {
    let ids: Vec<SiteId> = import_records::table
        .filter(import_records::source.eq(format!("{LINEAGE}{}", parcel.site.lineage)))
        .filter(import_records::source_key.eq("site"))
        .select(import_records::site_id)
        .load(write.connection)?;
    for id in ids {
        let site = Site::find(write.connection, id)?;
        let hosts = Host::of(write.connection, id)?;
        let is_meant = match wish.host {
            Some(host) => hosts.iter().any(|known| known.host == host.as_str()),
            None => site.parent_id == Some(wish.under),
        };
        if is_meant {
            let own = hosts.into_iter().find(|known| known.canonical).map(|known| known.host);
            return Ok(Some(Found {
                host: own.unwrap_or_else(|| host.as_str().to_owned()),
                site,
                was_there: true,
            }));
        }
    }
    Ok(None)
}

/// The first part of the host it had, beneath the new network's.
fn derived_host(write: &mut Write<'_>, above: &Site, packed: &str) -> Result<HostName> {
    let first = packed.split('.').next().unwrap_or_default();
    let label = Label::parse(first).map_err(|state| match state {
        LabelState::Reserved | LabelState::Taken => {
            Error::Taken(format!("“{first}” is kept back here; choose an address with --host"))
        }
        LabelState::Free | LabelState::Invalid => {
            Error::Invalid("the archive does not say where the site was; choose an address with --host".into())
        }
    })?;
    label.beneath(&host_for_new(write.connection, above.id)?)
}

/// Words on one line.
pub(super) fn line(text: &str, longest: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .join(" ")
        .chars()
        .filter(|character| !character.is_control())
        .take(longest)
        .collect()
}

/// A word of ours: a language, a theme, a feature.
pub(super) fn word(text: &str) -> Option<String> {
    let is_sound = (1..=LONGEST_WORD).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    is_sound.then(|| text.to_owned())
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
}
