//! Reads the compressed file of places.
//!
//! Unpacked (zlib) it is text: sections parted by U+001D, each with one entry a line. A section of its own for every
//! column makes it a third smaller than rows would be. `make/make_places.py` writes the same sections in the same
//! order.

use crate::Place;
use crate::region::Region;
use flate2::read::ZlibDecoder;
use std::io::Read;
use thiserror::Error;

const FIRST_LINE: &str = "umbel places 1";

/// Why the file of places could not be read; somebody changed the file or its maker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// It does not unpack.
    #[error("The file of places does not unpack; make it again.")]
    Packed,
    /// It is not a file of places, or one of another edition.
    #[error("The file of places is of another edition; make it again.")]
    Edition,
    /// A column is missing, is too short, or holds something that does not belong there.
    #[error("The file of places is damaged in its column of {0}; make it again.")]
    Column(&'static str),
}

/// Everything in the file, in the order of the file.
#[derive(Debug, Default)]
pub struct Decoded {
    /// Sorted by id.
    pub places: Vec<Place>,
    /// For each place its other names, parted by "|"; one line a place.
    pub other_names: String,
}

/// Unpacks and reads the file.
pub fn decode(packed: &[u8]) -> Result<Decoded, DecodeError> {
    let mut text = String::new();
    ZlibDecoder::new(packed)
        .read_to_string(&mut text)
        .map_err(|_| DecodeError::Packed)?;
    let mut sections = text.split('\u{1d}');
    if sections.next() != Some(FIRST_LINE) {
        return Err(DecodeError::Edition);
    }
    let zones = Column::kept("time zones", sections.next())?;
    let countries = Column::kept("countries", sections.next())?;
    let regions = read_regions(Column::kept("regions", sections.next())?, &countries)?;
    let zones: Vec<&'static str> = zones.lines.collect();

    let mut ids = Column::new("ids", sections.next())?;
    let mut names = Column::kept("names", sections.next())?;
    let mut region_numbers = Column::new("region numbers", sections.next())?;
    let mut zone_numbers = Column::new("zone numbers", sections.next())?;
    let mut latitudes = Column::new("latitudes", sections.next())?;
    let mut longitudes = Column::new("longitudes", sections.next())?;
    let mut populations = Column::new("populations", sections.next())?;
    let other_names = sections.next().ok_or(DecodeError::Column("other names"))?;

    let count = other_names.split('\n').count();
    let mut places = Vec::with_capacity(count);
    let mut id = 0u32;
    for _ in 0..count {
        // Ids are written as steps from the one before, which are short.
        id = id.checked_add(ids.number()?).ok_or(DecodeError::Column("ids"))?;
        let region = regions
            .get(region_numbers.number::<usize>()?)
            .ok_or(DecodeError::Column("region numbers"))?;
        let zone = zones
            .get(zone_numbers.number::<usize>()?)
            .ok_or(DecodeError::Column("zone numbers"))?;
        places.push(Place {
            name: names.next()?,
            region: region.name,
            country: region.country,
            latitude: degrees(latitudes.number()?),
            longitude: degrees(longitudes.number()?),
            time_zone: zone,
            population: populations.number()?,
            id,
            lies_in: region,
        });
    }
    Ok(Decoded {
        places,
        other_names: other_names.to_owned(),
    })
}

/// Regions are borrowed by their places like the names are, and never given back either.
fn read_regions(lines: Column<'static>, countries: &Column<'static>) -> Result<&'static [Region], DecodeError> {
    const DAMAGED: DecodeError = DecodeError::Column("regions");
    let countries: Vec<&'static str> = countries.lines.clone().collect();
    let mut regions = Vec::new();
    for line in lines.lines {
        let [country, code, names] = cells(line).ok_or(DAMAGED)?;
        let country = country
            .parse::<usize>()
            .ok()
            .and_then(|number| countries.get(number))
            .ok_or(DAMAGED)?;
        let [country, in_english, in_spanish] = cells(country).ok_or(DecodeError::Column("countries"))?;
        regions.push(Region::new(code, names, country, in_english, in_spanish));
    }
    Ok(Box::leak(regions.into_boxed_slice()))
}

fn cells<const COUNT: usize>(line: &'static str) -> Option<[&'static str; COUNT]> {
    line.split('\t').collect::<Vec<_>>().try_into().ok()
}

/// Coordinates are written in thousandths of a degree, about a hundred metres.
fn degrees(thousandths: i32) -> f64 {
    f64::from(thousandths) / 1000.0
}

/// One section, read from top to bottom.
struct Column<'text> {
    name: &'static str,
    lines: std::str::Split<'text, char>,
}

impl<'text> Column<'text> {
    fn new(name: &'static str, section: Option<&'text str>) -> Result<Self, DecodeError> {
        let section = section.ok_or(DecodeError::Column(name))?;
        Ok(Self {
            name,
            lines: section.split('\n'),
        })
    }

    fn next(&mut self) -> Result<&'text str, DecodeError> {
        self.lines.next().ok_or(DecodeError::Column(self.name))
    }

    fn number<Number: std::str::FromStr>(&mut self) -> Result<Number, DecodeError> {
        self.next()?.parse().map_err(|_| DecodeError::Column(self.name))
    }
}

impl Column<'static> {
    /// A section whose words the places borrow. It is decoded once and needed until the program ends, so it is never
    /// given back.
    fn kept(name: &'static str, section: Option<&str>) -> Result<Self, DecodeError> {
        let section = section.ok_or(DecodeError::Column(name))?;
        Self::new(name, Some(Box::leak(Box::<str>::from(section))))
    }
}
