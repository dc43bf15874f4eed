//! Names of sites as addresses have them: which are sound, which are kept back, and what to suggest for one that is taken.

use diesel::prelude::*;
use std::collections::HashSet;

use super::hosts::HostName;
use crate::schema::hosts;
use crate::slug::{fold, slugify};
use crate::{Connection, Error, Result};

/// The fewest characters of a label.
pub const SHORTEST_LABEL: usize = 2;
/// The most characters of a label as people write it.
pub const LONGEST_LABEL: usize = 40;
/// The highest number that is put behind a name that is taken.
const HIGHEST_NUMBER: usize = 9;

/// Names that machines look for, that lead to our own pages, or that strangers would take for those of the house. In
/// alphabetical order.
const RESERVED: &[&str] = &[
    "abuse",
    "account",
    "accounts",
    "admin",
    "administrator",
    "api",
    "app",
    "assets",
    "auth",
    "autoconfig",
    "autodiscover",
    "billing",
    "broadcasthost",
    "caldav",
    "carddav",
    "cdn",
    "dav",
    "dns",
    "example",
    "ftp",
    "git",
    "hostmaster",
    "id",
    "imap",
    "invalid",
    "isatap",
    "ldap",
    "lists",
    "local",
    "localdomain",
    "localhost",
    "login",
    "mail",
    "mailer",
    "manage",
    "matrix",
    "media",
    "mta-sts",
    "mx",
    "new",
    "no-reply",
    "noreply",
    "ns",
    "oauth",
    "openpgpkey",
    "password",
    "pop",
    "postmaster",
    "root",
    "security",
    "sftp",
    "sign-in",
    "sign-up",
    "signin",
    "signup",
    "smtp",
    "ssh",
    "sso",
    "start",
    "static",
    "status",
    "stun",
    "support",
    "test",
    "turn",
    "umbel",
    "vpn",
    "webmail",
    "webmaster",
    "wpad",
    "www",
    "xmpp",
];
/// Those of them that are also kept back with a number behind: `www2`, `ns1`.
const RESERVED_WITH_NUMBER: &[&str] = &["imap", "mail", "mx", "ns", "pop", "smtp", "www"];
/// Signs that join letters in some scripts and are neither letters nor numbers themselves.
const JOINERS: &[char] = &[
    '\u{94d}', '\u{9cd}', '\u{a4d}', '\u{acd}', '\u{b4d}', '\u{bcd}', '\u{c4d}', '\u{ccd}', '\u{d4d}', '\u{200c}',
];

/// What stands before a network's host in the address of one of its sites: `boston` in `boston.cosecha.example`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label(String);

/// How a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelState {
    /// It can be had.
    Free,
    /// It leads to a site already.
    Taken,
    /// It is kept back.
    Reserved,
    /// It cannot stand in an address.
    Invalid,
}

impl LabelState {
    /// The word for it, which is also the end of the key of its sentence.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Taken => "taken",
            Self::Reserved => "reserved",
            Self::Invalid => "invalid",
        }
    }
}

impl Label {
    /// Reads a label as a person types it: capitals and accents are dropped, spaces become hyphens. Names in other scripts
    /// are taken as they are.
    ///
    /// # Errors
    /// [`LabelState::Reserved`] or [`LabelState::Invalid`].
    pub fn parse(text: &str) -> Result<Self, LabelState> {
        let label: String = fold(text.trim())
            .chars()
            .map(|character| if matches!(character, ' ' | '_') { '-' } else { character })
            .collect();
        let length = label.chars().count();
        let is_plain = label.is_ascii();
        let sound = (SHORTEST_LABEL..=LONGEST_LABEL).contains(&length)
            && label.chars().all(|character| match character {
                // Letters of two scripts side by side are how one name is made to look like another.
                'a'..='z' => is_plain,
                '0'..='9' | '-' => true,
                other => !other.is_ascii() && (other.is_alphanumeric() || JOINERS.contains(&other)),
            })
            && !label.starts_with('-')
            && !label.ends_with('-')
            // RFC 5891 keeps labels with two hyphens here for encodings such as `xn--`.
            && label.chars().skip(2).take(2).ne(['-', '-']);
        if !sound || HostName::parse(&label).is_err() {
            return Err(LabelState::Invalid);
        }
        if is_reserved(&label) {
            return Err(LabelState::Reserved);
        }
        Ok(Self(label))
    }

    /// The label as people read it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host that this label makes beneath another.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the whole would be too long for a host.
    pub fn beneath(&self, above: &HostName) -> Result<HostName> {
        HostName::beneath(&self.0, above)
    }
}

fn is_reserved(label: &str) -> bool {
    let bare = label.trim_end_matches(|character: char| character.is_ascii_digit());
    RESERVED.contains(&label) || RESERVED_WITH_NUMBER.contains(&bare)
}

/// How a typed label stands beneath a host; with the label when it can stand in an address.
///
/// # Errors
/// When the database refuses.
pub fn look_at_label(connection: &mut Connection, above: &HostName, text: &str) -> Result<(LabelState, Option<Label>)> {
    let label = match Label::parse(text) {
        Ok(label) => label,
        Err(state) => return Ok((state, None)),
    };
    let Ok(host) = label.beneath(above) else {
        return Ok((LabelState::Invalid, None));
    };
    let taken: i64 = hosts::table
        .filter(hosts::host.eq(host.as_str()))
        .count()
        .get_result(connection)?;
    let state = if taken > 0 { LabelState::Taken } else { LabelState::Free };
    Ok((state, Some(label)))
}

/// Free labels beneath a host that go with a name and a place, the nearest first, at most `most`: one query.
///
/// # Errors
/// When the database refuses.
pub fn suggest_labels(
    connection: &mut Connection,
    above: &HostName,
    name: &str,
    place: &str,
    most: usize,
) -> Result<Vec<String>> {
    let candidates: Vec<(Label, HostName)> = candidates(name, place)
        .into_iter()
        .filter_map(|text| {
            let label = Label::parse(&text).ok()?;
            let host = label.beneath(above).ok()?;
            Some((label, host))
        })
        .collect();
    let wanted: Vec<&str> = candidates.iter().map(|(_, host)| host.as_str()).collect();
    let taken: HashSet<String> = hosts::table
        .filter(hosts::host.eq_any(&wanted))
        .select(hosts::host)
        .load(connection)?
        .into_iter()
        .collect();
    Ok(candidates
        .into_iter()
        .filter(|(_, host)| !taken.contains(host.as_str()))
        .map(|(label, _)| label.0)
        .take(most)
        .collect())
}

/// What could be a site's label, the nicest first: its name, the same with its town or region, then with numbers.
fn candidates(name: &str, place: &str) -> Vec<String> {
    let name = slugify(name);
    let places: Vec<String> = place.split(',').map(slugify).filter(|part| !part.is_empty()).collect();
    let mut found: Vec<String> = Vec::new();
    let mut add = |candidate: String| {
        if !candidate.is_empty() && !found.contains(&candidate) {
            found.push(candidate);
        }
    };
    add(shortened(&name, LONGEST_LABEL));
    for part in places.iter().take(2) {
        if !name.contains(part.as_str()) {
            add(with_end(&name, part));
        }
    }
    for base in std::iter::once(&name).chain(places.first()) {
        if *base != name {
            add(shortened(base, LONGEST_LABEL));
        }
        for number in 2..=HIGHEST_NUMBER {
            add(with_end(base, &number.to_string()));
        }
    }
    found
}

fn with_end(base: &str, end: &str) -> String {
    let room = LONGEST_LABEL.saturating_sub(end.chars().count() + 1);
    let base = shortened(base, room);
    if base.is_empty() {
        String::new()
    } else {
        format!("{base}-{end}")
    }
}

/// At most so many characters of a slug, whole words where that is possible.
fn shortened(slug: &str, most: usize) -> String {
    if slug.chars().count() <= most {
        return slug.to_owned();
    }
    let cut: String = slug.chars().take(most).collect();
    let whole_words = cut.rsplit_once('-').map_or(cut.as_str(), |(words, _)| words);
    whole_words.trim_end_matches('-').to_owned()
}

/// The error for a label that is not free, for places that have no field to show it beside.
impl From<LabelState> for Error {
    fn from(state: LabelState) -> Self {
        match state {
            LabelState::Taken => Self::Taken("this address is taken".into()),
            LabelState::Reserved => Self::Taken("this address is kept back".into()),
            LabelState::Free | LabelState::Invalid => Self::Invalid(format!(
                "an address has between {SHORTEST_LABEL} and {LONGEST_LABEL} letters, digits and hyphens"
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_as_people_type_them() {
        for (typed, label) in [
            ("boston", "boston"),
            ("  Boston ", "boston"),
            ("Boston Tenants", "boston-tenants"),
            ("boston_tenants", "boston-tenants"),
            ("Münster", "munster"),
            ("año-nuevo", "ano-nuevo"),
            ("集会", "集会"),
            ("бостон", "бостон"),
            ("15m", "15m"),
        ] {
            assert_eq!(Label::parse(typed).unwrap().as_str(), label, "{typed}");
        }
        let host = Label::parse("бостон")
            .unwrap()
            .beneath(&HostName::parse("cosecha.test").unwrap());
        assert_eq!(host.unwrap().as_str(), "xn--90aycaog.cosecha.test");
    }

    #[test]
    fn what_cannot_stand_in_an_address_is_refused() {
        let long = "a".repeat(41);
        for typed in [
            "", "a", "-boston", "boston-", "bo.ston", "bo/ston", "bo@ston", "xn--90a", "ab--cd", "bоston", "a\0b",
            "😀😀", &long,
        ] {
            assert_eq!(Label::parse(typed), Err(LabelState::Invalid), "{typed:?}");
        }
    }

    #[test]
    fn names_of_the_house_are_kept_back() {
        for typed in [
            "id",
            "WWW",
            "www2",
            "ns1",
            "mail",
            "mta-sts",
            "Manage",
            "start",
            "autodiscover",
            "localhost",
        ] {
            assert_eq!(Label::parse(typed), Err(LabelState::Reserved), "{typed}");
        }
        assert!(Label::parse("start-line").is_ok() && Label::parse("test2").is_ok());
        assert!(RESERVED.is_sorted());
    }

    #[test]
    fn suggestions_say_where() {
        assert_eq!(
            candidates("Boston", "Boston, Massachusetts, United States")[..3],
            ["boston", "boston-massachusetts", "boston-2"]
        );
        assert_eq!(
            candidates("Tenants’ Union", "Vigo, Galicia")[..3],
            ["tenants-union", "tenants-union-vigo", "tenants-union-galicia"]
        );
        assert!(candidates("!!!", "").is_empty());
        let long = candidates("The very long name of a group that nobody can remember", "Springfield");
        assert!(
            long.iter().all(|label| label.chars().count() <= LONGEST_LABEL),
            "{long:?}"
        );
        assert_eq!(long[0], "the-very-long-name-of-a-group-that");
    }

    proptest::proptest! {
        #[test]
        fn a_label_is_its_own_label(text in "\\PC{0,45}") {
            if let Ok(label) = Label::parse(&text) {
                proptest::prop_assert_eq!(Label::parse(label.as_str()), Ok(label));
            }
        }

        #[test]
        fn suggestions_can_stand_in_an_address(name in ".{0,80}", place in ".{0,40}") {
            for candidate in candidates(&name, &place) {
                proptest::prop_assert!(candidate.chars().count() <= LONGEST_LABEL);
            }
        }
    }
}
