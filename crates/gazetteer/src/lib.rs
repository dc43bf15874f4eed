//! Places of the world, so that somebody can say where their group is without asking a stranger's computer.
//!
//! [`search`] answers while a person types, [`find`] reads back what a form sent, [`nearest`] names a point on the
//! map. All of it comes from one compressed file in this crate, which is decoded when it is first asked for.
//! `ATTRIBUTION.md` says where the places come from; `make/make_places.py` makes the file.

mod atlas;
mod decode;
mod fold;
mod index;
mod region;

use atlas::Atlas;
use region::Region;
use std::sync::OnceLock;

/// The places, compressed; made by `make/make_places.py`.
static PLACES: &[u8] = include_bytes!("../places.bin");

/// The most places one search answers with, whatever was asked for.
pub const MOST_RESULTS: usize = 50;

/// A town or city: what it is called and where it lies.
///
/// The words are borrowed from the decoded file, which stays until the program ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// What it is called where it lies, or in English if that is not written in Latin letters: "São Paulo", "Moscow".
    pub name: &'static str,
    /// The state, province or region, or nothing where it is not known.
    pub region: &'static str,
    /// The country's code, as in ISO 3166: "BR".
    pub country: &'static str,
    /// Degrees north of the equator.
    pub latitude: f64,
    /// Degrees east of Greenwich.
    pub longitude: f64,
    /// The name of its time zone: "America/Sao_Paulo".
    pub time_zone: &'static str,
    /// About how many people live there, to put the larger place first; 0 where it is not known.
    pub population: u32,
    id: u32,
    lies_in: &'static Region,
}

impl Place {
    /// "Boston, Massachusetts, United States": the place in words for a person who reads `locale`.
    ///
    /// Country names are known in Spanish and English; every other language gets English.
    #[must_use]
    pub fn label(&self, locale: &str) -> String {
        let country = if is_spanish(locale) {
            self.lies_in.in_spanish
        } else {
            self.lies_in.in_english
        };
        let mut parts = vec![self.name];
        // "Madrid, Madrid, Spain" and "Singapore, Singapore" say the same thing twice.
        for part in [self.region, country] {
            if !part.is_empty() && !parts.contains(&part) {
                parts.push(part);
            }
        }
        parts.join(", ")
    }

    /// A short name for this place to put into a form's value; [`find`] reads it back.
    ///
    /// It holds as long as the place is in the file. What is kept for good should be the coordinates and the time
    /// zone, not the key.
    #[must_use]
    pub fn key(&self) -> String {
        self.id.to_string()
    }
}

/// Finds places for what somebody typed, best first.
///
/// Neither accents nor capitals matter. A place whose whole name was typed comes first, then names that begin so,
/// then names with a later word that begins so; among equals the larger place. "portland, maine" and "valencia es"
/// narrow by region or country. At most `limit` places, and never more than [`MOST_RESULTS`].
#[must_use]
pub fn search(query: &str, limit: usize) -> Vec<&'static Place> {
    atlas().search(query, limit)
}

/// The place with this [`Place::key`].
#[must_use]
pub fn find(key: &str) -> Option<&'static Place> {
    atlas().find(key)
}

/// The place closest to a point, or nothing if the point is not on Earth.
#[must_use]
pub fn nearest(latitude: f64, longitude: f64) -> Option<&'static Place> {
    atlas().nearest(latitude, longitude)
}

/// The largest places between these parallels and meridians, at most `limit` of them: what a map shows names of. Where
/// `west` is greater than `east` it is the other side of the world.
#[must_use]
pub fn within(south: f64, west: f64, north: f64, east: f64, limit: usize) -> Vec<&'static Place> {
    atlas().within(south, west, north, east, limit.min(MOST_RESULTS))
}

/// The point rounded to a hundredth of a degree, about one kilometre: nobody's front door.
#[must_use]
pub fn fine(latitude: f64, longitude: f64) -> (f64, f64) {
    let hundredth = |degrees: f64| (degrees * 100.0).round() / 100.0 + 0.0;
    (hundredth(latitude), hundredth(longitude))
}

/// The point rounded to a tenth of a degree, about ten kilometres, for a group that would rather be vague.
#[must_use]
pub fn coarse(latitude: f64, longitude: f64) -> (f64, f64) {
    (tenth(latitude), tenth(longitude))
}

fn tenth(degrees: f64) -> f64 {
    // Adding zero turns "-0" into "0", which would otherwise show up on a page.
    (degrees * 10.0).round() / 10.0 + 0.0
}

fn is_spanish(locale: &str) -> bool {
    locale
        .split(['-', '_'])
        .next()
        .is_some_and(|language| language.eq_ignore_ascii_case("es"))
}

fn atlas() -> &'static Atlas {
    static ATLAS: OnceLock<Atlas> = OnceLock::new();
    // The file is part of the program and a test decodes it, so the empty atlas is never seen; it is there because
    // looking for a place must not be able to stop the server.
    ATLAS.get_or_init(|| Atlas::decode(PLACES).unwrap_or_default())
}

#[cfg(test)]
mod tests;
