//! States and provinces, and the words people use for them.

use crate::fold::fold;

/// What people write for a country beside its names and its code.
const NICKNAMES: [(&str, &str); 4] = [("usa", "US"), ("eeuu", "US"), ("ee uu", "US"), ("uk", "GB")];

/// A state or province and the country it lies in. Each country also has one without a name, for places whose region
/// is not known.
#[derive(Debug, PartialEq)]
pub struct Region {
    /// Its name, or nothing.
    pub name: &'static str,
    /// The country's code.
    pub country: &'static str,
    /// The country's name in English.
    pub in_english: &'static str,
    /// The country's name in Spanish.
    pub in_spanish: &'static str,
    folded_names: Box<[Box<str>]>,
    folded_codes: [Box<str>; 2],
}

impl Region {
    /// `code` is what people write after a comma: "ME" for Maine; or nothing. `names` are parted by "|", the one to
    /// show first: "Cataluña|Catalunya|Catalonia".
    pub fn new(
        code: &str,
        names: &'static str,
        country: &'static str,
        in_english: &'static str,
        in_spanish: &'static str,
    ) -> Self {
        let folded_names = names
            .split('|')
            .chain([in_english, in_spanish])
            .map(|name| fold(name).into());
        Self {
            name: names.split('|').next().unwrap_or_default(),
            country,
            in_english,
            in_spanish,
            folded_names: folded_names.collect(),
            folded_codes: [code, country].map(|code| fold(code).into()),
        }
    }

    /// Whether these folded words mean this region or its country: a code, a nickname, or how a name begins.
    pub fn is(&self, qualifier: &str) -> bool {
        self.folded_codes.iter().any(|code| **code == *qualifier)
            || self.folded_names.iter().any(|name| name.starts_with(qualifier))
            || NICKNAMES.contains(&(qualifier, self.country))
    }
}
