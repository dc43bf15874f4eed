//! All places, in memory and ready to be asked.

use crate::decode::{DecodeError, Decoded, decode};
use crate::fold::fold;
use crate::index::{Fit, Index};
use crate::{MOST_RESULTS, Place};

/// Nobody types a longer place; what follows is not read.
const MOST_LETTERS: usize = 120;

/// Nobody names a region and a country in more parts, and each part costs another look.
const MOST_PARTS: usize = 6;

/// The places of one file with the index over their names.
#[derive(Debug, Default)]
pub struct Atlas {
    places: Vec<Place>,
    index: Index,
}

impl Atlas {
    /// Reads a file made by `make/make_places.py`.
    pub fn decode(packed: &[u8]) -> Result<Self, DecodeError> {
        let Decoded { places, other_names } = decode(packed)?;
        let mut index = Index::default();
        for ((number, place), others) in (0..).zip(&places).zip(other_names.split('\n')) {
            index.add(number, place.name);
            others
                .split('|')
                .filter(|name| !name.is_empty())
                .for_each(|name| index.add(number, name));
        }
        index.sort();
        Ok(Self { places, index })
    }

    /// See [`crate::search`].
    pub fn search(&self, query: &str, limit: usize) -> Vec<&Place> {
        let query: String = query.chars().take(MOST_LETTERS).collect();
        let parts: Vec<String> = query
            .split(',')
            .map(fold)
            .filter(|part| !part.is_empty())
            .take(MOST_PARTS)
            .collect();
        let Some((name, qualifiers)) = parts.split_first() else {
            return Vec::new();
        };

        let mut ranks: Vec<u64> = self
            .index
            .beginning_with(name)
            .filter(|(place, _)| qualifiers.iter().all(|qualifier| self.lies_in(*place, qualifier)))
            .map(|(place, fit)| self.rank(place, fit))
            .collect();
        if qualifiers.is_empty() {
            self.rank_without_comma(name, &mut ranks);
        }
        ranks.sort_unstable();
        self.best_of(&ranks, limit.min(MOST_RESULTS))
    }

    /// See [`crate::find`].
    pub fn find(&self, key: &str) -> Option<&Place> {
        // Reading the number back refuses "+5" and "05", so that one place has one key.
        let id: u32 = key.parse().ok().filter(|id: &u32| id.to_string() == key)?;
        let at = self.places.binary_search_by_key(&id, |place| place.id).ok()?;
        self.places.get(at)
    }

    /// See [`crate::nearest`].
    pub fn nearest(&self, latitude: f64, longitude: f64) -> Option<&Place> {
        if !(-90.0..=90.0).contains(&latitude) || !(-180.0..=180.0).contains(&longitude) {
            return None;
        }
        let mut closest = None;
        let mut least = f64::INFINITY;
        for place in &self.places {
            // No place is closer than its parallel is; this spares the sines for nearly all of them.
            let north_south = half_chord((place.latitude - latitude).to_radians());
            if north_south >= least {
                continue;
            }
            let east_west = half_chord((place.longitude - longitude).to_radians());
            let scale = place.latitude.to_radians().cos() * latitude.to_radians().cos();
            let distance = north_south + scale * east_west;
            if distance < least {
                least = distance;
                closest = Some(place);
            }
        }
        closest
    }

    /// See [`crate::within`].
    pub fn within(&self, south: f64, west: f64, north: f64, east: f64, limit: usize) -> Vec<&Place> {
        let mut found: Vec<&Place> = self
            .places
            .iter()
            .filter(|place| (south..=north).contains(&place.latitude))
            .filter(|place| {
                if west <= east {
                    (west..=east).contains(&place.longitude)
                } else {
                    place.longitude >= west || place.longitude <= east
                }
            })
            .collect();
        found.sort_by_key(|place| (std::cmp::Reverse(place.population), place.id));
        found.truncate(limit);
        found
    }

    /// "portland maine": tries every space as if it were the comma.
    fn rank_without_comma(&self, typed: &str, ranks: &mut Vec<u64>) {
        for (space, _) in typed.match_indices(' ').take(MOST_PARTS) {
            let (name, qualifier) = (&typed[..space], &typed[space + 1..]);
            let whole = self.index.beginning_with(name).filter(|(_, fit)| *fit == Fit::Whole);
            let inside = whole.filter(|(place, _)| self.lies_in(*place, qualifier));
            ranks.extend(inside.map(|(place, _)| self.rank(place, Fit::Qualified)));
        }
    }

    fn lies_in(&self, place: u32, qualifier: &str) -> bool {
        self.places
            .get(place as usize)
            .is_some_and(|place| place.lies_in.is(qualifier))
    }

    /// One number that sorts by fit, then by population with the largest first, then by the order of the file.
    fn rank(&self, place: u32, fit: Fit) -> u64 {
        let population = self.places.get(place as usize).map_or(0, |place| place.population);
        // 2 bits, 30 bits and 32 bits. No city has a thousand million people.
        let smallness = u64::from((1 << 30) - 1 - population.min((1 << 30) - 1));
        (fit as u64) << 62 | smallness << 32 | u64::from(place)
    }

    fn best_of(&self, ranks: &[u64], limit: usize) -> Vec<&Place> {
        let mut found: Vec<&Place> = Vec::with_capacity(limit);
        for rank in ranks {
            if found.len() == limit {
                break;
            }
            let number = (rank & u64::from(u32::MAX)) as usize;
            // A place can be found under several of its names.
            if let Some(place) = self.places.get(number)
                && !found.iter().any(|known| known.id == place.id)
            {
                found.push(place);
            }
        }
        found
    }

    /// All places, in the order of their ids.
    #[cfg(test)]
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// About how many bytes it takes, without the names themselves.
    #[cfg(test)]
    pub fn bytes(&self) -> usize {
        self.places.capacity() * size_of::<Place>() + self.index.bytes()
    }
}

/// The haversine of an angle: grows with the distance and stays exact for short ones.
fn half_chord(angle: f64) -> f64 {
    let sine = (angle / 2.0).sin();
    sine * sine
}
