//! A site's own domains: named by its managers, proved by a record that only the domain's owner can make, looked at again
//! every day.

use diesel::prelude::*;

use super::hosts::{Host, HostName};
use super::settings::{Setting, setting};
use super::site::Site;
use crate::database::{Scope, SiteScope, SiteWrite};
use crate::people::{Act, Standing, record};
use crate::schema::{domains, hosts};
use crate::token::Token;
use crate::{Connection, Error, Instant, Result, SiteId};

/// What stands before a domain in the name of the record that proves it.
const RECORD_LABEL: &str = "_umbel";
/// What stands before the proof in the record's text.
const RECORD_BEGINNING: &str = "umbel-site=";
/// The most domains a site may name.
const MOST_DOMAINS: usize = 5;
/// How many looks in a row may find nothing before the domain is taken off the site.
pub const MOST_FAILURES: i32 = 3;
/// Between two looks at a domain.
const DAY_SECONDS: i64 = 24 * 3_600;
/// Between two looks when nobody could be asked.
const RETRY_SECONDS: i64 = 3_600;

/// A domain of a site's own.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = domains, treat_none_as_default_value = false)]
pub struct Domain {
    /// The site.
    pub site_id: SiteId,
    /// The domain as a host.
    pub host: String,
    /// What its record must say; other sites that name the same domain are given another proof.
    pub proof: String,
    /// Since when it leads to the site; none while that is not proved.
    pub proved_at: Option<Instant>,
    /// When it was last looked at.
    pub checked_at: Option<Instant>,
    /// How often in a row the record was missing.
    pub failures: i32,
    /// When it was named.
    pub created_at: Instant,
}

/// Why a domain cannot be a site's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DomainFault {
    /// It is not a domain that can be registered.
    NotADomain,
    /// It lies beneath the umbrella, whose addresses are given by name.
    BeneathTheUmbrella,
    /// Another site has it.
    Taken,
    /// It leads here already.
    OwnAlready,
    /// The site has named as many as it may.
    TooMany,
}

impl DomainFault {
    /// The word for it, which ends the key of its sentence.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotADomain => "not-a-domain",
            Self::BeneathTheUmbrella => "beneath-the-umbrella",
            Self::Taken => "taken",
            Self::OwnAlready => "own-already",
            Self::TooMany => "too-many",
        }
    }
}

/// What a look for the record found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The record is there and says the right thing.
    Yes,
    /// It is missing, or says something else.
    No,
    /// Nobody could be asked: it says nothing about the domain.
    Unknown,
}

impl Domain {
    /// The name of the record that proves it.
    #[must_use]
    pub fn record_name(&self) -> String {
        format!("{RECORD_LABEL}.{}", self.host)
    }

    /// What the record must say.
    #[must_use]
    pub fn record_text(&self) -> String {
        format!("{RECORD_BEGINNING}{}", self.proof)
    }

    /// Whether one of these records proves it.
    #[must_use]
    pub fn is_shown_by(&self, texts: &[String]) -> bool {
        let wanted = self.record_text();
        texts.iter().any(|text| text.trim() == wanted)
    }

    /// The domain a person typed, or why it cannot be this site's own.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn read(scope: &mut SiteScope<'_>, typed: &str) -> Result<Result<HostName, DomainFault>> {
        let typed = typed.trim();
        let bare = typed
            .strip_prefix("https://")
            .or_else(|| typed.strip_prefix("http://"))
            .unwrap_or(typed)
            .trim_end_matches('/');
        let Some(host) = HostName::parse(bare).ok().filter(can_be_registered) else {
            return Ok(Err(DomainFault::NotADomain));
        };
        if let Some(umbrella) = Site::umbrella(scope.connection)? {
            let beneath = Host::of(scope.connection, umbrella.id)?
                .iter()
                .any(|own| is_at_or_beneath(host.as_str(), &own.host));
            if beneath {
                return Ok(Err(DomainFault::BeneathTheUmbrella));
            }
        }
        let owner: Option<SiteId> = hosts::table
            .find(host.as_str())
            .select(hosts::site_id)
            .first(scope.connection)
            .optional()?;
        match owner {
            Some(owner) if owner == scope.site => return Ok(Err(DomainFault::OwnAlready)),
            Some(_) => return Ok(Err(DomainFault::Taken)),
            None => {}
        }
        let named = Self::of(scope)?;
        if named.len() >= MOST_DOMAINS && named.iter().all(|domain| domain.host != host.as_str()) {
            return Ok(Err(DomainFault::TooMany));
        }
        Ok(Ok(host))
    }

    /// Names a domain; from then on its record can be made. Naming it again changes nothing.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn name(site: &mut SiteWrite<'_, '_>, by: Option<&Standing>, host: &HostName) -> Result<Self> {
        if let Some(known) = Self::find(&mut site.read(), host.as_str())? {
            return Ok(known);
        }
        let domain = Self {
            site_id: site.site,
            host: host.as_str().to_owned(),
            proof: Token::new().as_str().to_owned(),
            proved_at: None,
            checked_at: None,
            failures: 0,
            created_at: site.write.now,
        };
        diesel::insert_into(domains::table)
            .values(&domain)
            .execute(site.connection())?;
        record(site, by, Act::DomainNamed, host.as_str(), "")?;
        Ok(domain)
    }

    /// The domains of a site, the oldest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn of(scope: &mut SiteScope<'_>) -> Result<Vec<Self>> {
        Ok(domains::table
            .filter(domains::site_id.eq(scope.site))
            .order((domains::created_at, domains::host))
            .load(scope.connection)?)
    }

    /// A domain of a site.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn find(scope: &mut SiteScope<'_>, host: &str) -> Result<Option<Self>> {
        Ok(domains::table
            .find((scope.site, host))
            .first(scope.connection)
            .optional()?)
    }

    /// The proved domains that have not been looked at for a day, those that waited longest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn due(connection: &mut Connection, now: Instant, limit: i64) -> Result<Vec<Self>> {
        Ok(domains::table
            .filter(domains::proved_at.is_not_null())
            .filter(domains::checked_at.le(now.plus_seconds(-DAY_SECONDS)))
            .order((domains::checked_at, domains::host))
            .limit(limit)
            .load(connection)?)
    }

    /// The record is there: from now on the domain leads to the site.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the site has not named it; [`Error::Taken`] when another site was faster.
    pub fn prove(site: &mut SiteWrite<'_, '_>, by: Option<&Standing>, host: &str) -> Result<()> {
        let known = Self::find(&mut site.read(), host)?.ok_or(Error::NotFound("the domain"))?;
        let id = site.site;
        let leads_here = Host::of(site.connection(), id)?.iter().any(|own| own.host == host);
        if !leads_here {
            Host::add(site.write, id, &HostName::parse(host)?, false)?;
        }
        let now = site.write.now;
        diesel::update(domains::table.find((id, host)))
            .set((
                domains::proved_at.eq(known.proved_at.unwrap_or(now)),
                domains::checked_at.eq(now),
                domains::failures.eq(0),
            ))
            .execute(site.connection())?;
        if known.proved_at.is_none() {
            record(site, by, Act::DomainProved, host, "")?;
        }
        Ok(())
    }

    /// Remembers that a domain was looked at before it is proved. Those that are proved have their daily look, which
    /// nobody puts off by looking in between.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn looked_at(site: &mut SiteWrite<'_, '_>, host: &str) -> Result<()> {
        let (id, now) = (site.site, site.write.now);
        diesel::update(domains::table.find((id, host)).filter(domains::proved_at.is_null()))
            .set(domains::checked_at.eq(now))
            .execute(site.connection())?;
        Ok(())
    }

    /// Remembers what the daily look at a proved domain found. True when it was the third in a row that found nothing:
    /// then the domain leads here no more, and the site answers at its address beneath the umbrella.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn remember_look(site: &mut SiteWrite<'_, '_>, host: &str, shown: Shown) -> Result<bool> {
        let Some(known) = Self::find(&mut site.read(), host)?.filter(|known| known.proved_at.is_some()) else {
            return Ok(false);
        };
        let (id, now) = (site.site, site.write.now);
        let (failures, checked_at) = match shown {
            Shown::Yes => (0, now),
            Shown::No => (known.failures + 1, now),
            Shown::Unknown => (known.failures, now.plus_seconds(RETRY_SECONDS - DAY_SECONDS)),
        };
        diesel::update(domains::table.find((id, host)))
            .set((domains::failures.eq(failures), domains::checked_at.eq(checked_at)))
            .execute(site.connection())?;
        if failures < MOST_FAILURES {
            return Ok(false);
        }
        drop_host(site, host)?;
        diesel::update(domains::table.find((id, host)))
            .set(domains::proved_at.eq(None::<Instant>))
            .execute(site.connection())?;
        record(site, None, Act::DomainDetached, host, "")?;
        Ok(true)
    }

    /// Gives a domain up: it leads here no more.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the site has not named it.
    pub fn give_up(site: &mut SiteWrite<'_, '_>, by: Option<&Standing>, host: &str) -> Result<()> {
        let known = Self::find(&mut site.read(), host)?.ok_or(Error::NotFound("the domain"))?;
        if known.proved_at.is_some() {
            drop_host(site, host)?;
        }
        diesel::delete(domains::table.find((site.site, host))).execute(site.connection())?;
        record(site, by, Act::DomainDetached, host, "")
    }
}

/// The address of a site that is no domain of its own: where it answers once it has none.
///
/// # Errors
/// When the database refuses.
pub fn home_host(scope: &mut SiteScope<'_>) -> Result<Option<HostName>> {
    let own: Vec<String> = Domain::of(scope)?.into_iter().map(|domain| domain.host).collect();
    let remembered = setting(scope, Setting::HomeHost)?;
    let mut names: Vec<Host> = Host::of(scope.connection, scope.site)?
        .into_iter()
        .filter(|host| !own.contains(&host.host))
        .collect();
    // The address in use before the one last given; the shortest of those nobody chose between.
    names.sort_by_key(|host| {
        (
            !host.canonical,
            Some(&host.host) != remembered.as_ref(),
            host.host.len(),
            host.host.clone(),
        )
    });
    names.first().map(|host| HostName::parse(&host.host)).transpose()
}

/// Takes a host off a site. When it was the site's own address, the one beneath the umbrella becomes that.
fn drop_host(site: &mut SiteWrite<'_, '_>, host: &str) -> Result<()> {
    let id = site.site;
    let found = Host::of(site.connection(), id)?
        .into_iter()
        .find(|own| own.host == host);
    let Some(found) = found else {
        return Ok(());
    };
    if found.canonical {
        let heir = home_host(&mut site.read())?
            .ok_or_else(|| Error::Invalid("a site needs an address: give it another one first".into()))?;
        Host::make_canonical(site.write, id, &heir)?;
    }
    diesel::delete(hosts::table.find(host).filter(hosts::site_id.eq(id))).execute(site.connection())?;
    site.write.changed(Scope::Identity(id));
    Ok(())
}

/// Whether a host is `above` itself or lies beneath it.
fn is_at_or_beneath(host: &str, above: &str) -> bool {
    host.strip_suffix(above)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Whether a host can be a domain of the internet: a name beneath another one, and no number.
fn can_be_registered(host: &HostName) -> bool {
    let name = host.as_str();
    let top = name.rsplit('.').next().unwrap_or_default();
    let record_fits = name.len() + RECORD_LABEL.len() < 253;
    name.contains('.')
        && record_fits
        && top.bytes().any(|byte| byte.is_ascii_alphabetic())
        && !matches!(top, "localhost" | "local" | "internal" | "arpa" | "onion" | "invalid")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_labels_lie_beneath() {
        assert!(is_at_or_beneath("umbrella.test", "umbrella.test"));
        assert!(is_at_or_beneath("boston.umbrella.test", "umbrella.test"));
        assert!(!is_at_or_beneath("myumbrella.test", "umbrella.test"));
        assert!(!is_at_or_beneath("umbrella.test.org", "umbrella.test"));
    }

    #[test]
    fn domains_are_names_beneath_names() {
        for (name, fits) in [
            ("tenants.example", true),
            ("www.tenants.example", true),
            ("localhost", false),
            ("boston.localhost", false),
            ("127.0.0.1", false),
            ("example", false),
        ] {
            assert_eq!(can_be_registered(&HostName::parse(name).unwrap()), fits, "{name}");
        }
    }
}
