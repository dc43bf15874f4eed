//! Hosts: the names that lead to sites.

use diesel::prelude::*;

use crate::database::{Scope, Write};
use crate::schema::hosts;
use crate::{Connection, Error, Result, SiteId};

/// A normalised host name: lower-case ASCII (IDNA A-labels), no port, no trailing dot.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HostName(String);

/// The longest host name, RFC 1035 section 2.3.4.
const LONGEST_HOST: usize = 253;

impl HostName {
    /// Normalises a name as a person writes it or a `Host` header carries it: case, one trailing dot, a port, and
    /// international names (UTS 46) are brought to one form.
    ///
    /// # Errors
    /// [`Error::Invalid`] for anything that cannot be a host name; the sentence does not repeat it.
    pub fn parse(text: &str) -> Result<Self> {
        let unusable = || Error::Invalid("this is not a host name".into());
        let name = match text.rsplit_once(':') {
            Some((name, port)) if !port.is_empty() && port.len() <= 5 && port.bytes().all(|b| b.is_ascii_digit()) => {
                name
            }
            Some(_) => return Err(unusable()),
            None => text,
        };
        let name = name.strip_suffix('.').unwrap_or(name);
        let plain = !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'.')
            && !name.starts_with("xn--")
            && !name.contains(".xn--");
        let ascii = if plain {
            name.to_owned()
        } else {
            idna::domain_to_ascii_strict(name).map_err(|_| unusable())?
        };
        let sound = ascii.len() <= LONGEST_HOST
            && ascii.split('.').all(|label| {
                !label.is_empty()
                    && label.len() <= 63
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label
                        .bytes()
                        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            });
        if sound { Ok(Self(ascii)) } else { Err(unusable()) }
    }

    /// The name as it is stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// This name beneath another one: `boston` under `cosecha.example`.
    ///
    /// # Errors
    /// As [`HostName::parse`].
    pub fn beneath(label: &str, parent: &Self) -> Result<Self> {
        Self::parse(&format!("{label}.{parent}"))
    }
}

impl std::fmt::Display for HostName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::str::FromStr for HostName {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::parse(text)
    }
}

/// A host and where it leads.
#[derive(Clone, Debug, Queryable, Insertable)]
#[diesel(table_name = hosts, treat_none_as_default_value = false)]
pub struct Host {
    /// The normalised name.
    pub host: String,
    /// The site it leads to.
    pub site_id: SiteId,
    /// Whether this is the site's own address; others redirect to it.
    pub canonical: bool,
}

impl Host {
    /// Adds a host to a site.
    ///
    /// # Errors
    /// [`Error::Taken`] when the host leads somewhere already.
    pub fn add(write: &mut Write<'_>, site: SiteId, host: &HostName, canonical: bool) -> Result<()> {
        let taken: i64 = hosts::table
            .filter(hosts::host.eq(host.as_str()))
            .count()
            .get_result(write.connection)?;
        if taken > 0 {
            return Err(Error::Taken(format!("the address {host} is taken")));
        }
        diesel::insert_into(hosts::table)
            .values(&Self {
                host: host.as_str().to_owned(),
                site_id: site,
                canonical,
            })
            .execute(write.connection)?;
        write.changed(Scope::Identity(site));
        Ok(())
    }

    /// Makes `host` the site's own address; the former one stays and redirects.
    ///
    /// # Errors
    /// [`Error::Taken`] when the host belongs to another site.
    pub fn make_canonical(write: &mut Write<'_>, site: SiteId, host: &HostName) -> Result<()> {
        diesel::update(hosts::table.filter(hosts::site_id.eq(site)))
            .set(hosts::canonical.eq(false))
            .execute(write.connection)?;
        let own = diesel::update(
            hosts::table
                .filter(hosts::site_id.eq(site))
                .filter(hosts::host.eq(host.as_str())),
        )
        .set(hosts::canonical.eq(true))
        .execute(write.connection)?;
        if own == 0 {
            Self::add(write, site, host, true)?;
        }
        write.changed(Scope::Identity(site));
        // The lists above print its address.
        for above in super::Site::ancestors(write.connection, site)? {
            write.changed(Scope::News(above));
        }
        Ok(())
    }

    /// Every host. For what is held in memory.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn all(connection: &mut Connection) -> Result<Vec<Self>> {
        Ok(hosts::table.load(connection)?)
    }

    /// The hosts of one site.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn of(connection: &mut Connection, site: SiteId) -> Result<Vec<Self>> {
        Ok(hosts::table.filter(hosts::site_id.eq(site)).load(connection)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_brought_to_one_form() {
        for (written, stored) in [
            ("Boston.Example.ORG", "boston.example.org"),
            ("boston.example.org.", "boston.example.org"),
            ("boston.example.org:8080", "boston.example.org"),
            ("BOSTON.example.org.:80", "boston.example.org"),
            ("MÜNCHEN.example", "xn--mnchen-3ya.example"),
            ("xn--mnchen-3ya.example", "xn--mnchen-3ya.example"),
            ("127.0.0.1:9", "127.0.0.1"),
        ] {
            assert_eq!(HostName::parse(written).unwrap().as_str(), stored);
        }
    }

    #[test]
    fn what_is_no_name_is_refused() {
        let long = format!("{}.example", "a".repeat(64));
        for written in [
            "",
            ".",
            "..",
            "a..b",
            "-a.example",
            "a-.example",
            "a b",
            "a/b",
            "a@b",
            "a:b",
            "a:",
            "a:123456",
            "[::1]:80",
            "a\0b",
            "a\nb",
            "xn--a",
            &long,
            &"a.".repeat(200),
        ] {
            assert!(HostName::parse(written).is_err(), "{written:?} was accepted");
        }
    }

    proptest::proptest! {
        #[test]
        fn normalising_twice_changes_nothing(text in "\\PC{0,40}") {
            if let Ok(name) = HostName::parse(&text) {
                proptest::prop_assert_eq!(HostName::parse(name.as_str()).unwrap(), name);
            }
        }
    }
}
