//! Looking for the record that proves a domain (DNS TXT), with a deadline.

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError, NoRecords};
use hickory_resolver::proto::op::ResponseCode;
use hickory_resolver::proto::rr::RData;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Mutex;
use std::time::Duration;
use umbel_core::Result;
use umbel_core::config::Domains;
use umbel_core::tree::{Domain, Shown};

/// How long a look may take.
const DEADLINE: Duration = Duration::from_secs(5);

/// Where records are looked up.
#[derive(Debug, Default)]
pub enum TxtLookup {
    /// With the name servers of this machine.
    #[default]
    System,
    /// With this name server.
    At(SocketAddr),
    /// In a map from record name to texts, for tests; what is mapped to none cannot be asked.
    Fixed(Mutex<HashMap<String, Option<Vec<String>>>>),
}

/// Lets one look happen at a time: each may hold a connection to the database for as long as it lasts.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

impl TxtLookup {
    /// The one the configuration asks for.
    ///
    /// # Errors
    /// When it names a name server that cannot be one.
    pub fn of(settings: &Domains) -> Result<Self> {
        Ok(settings.name_server_address()?.map_or(Self::System, Self::At))
    }

    /// Whether a domain's record is there. Blocks for five seconds at most.
    #[must_use]
    pub fn look(&self, domain: &Domain) -> Shown {
        let found = match self {
            Self::Fixed(records) => match records
                .lock()
                .map(|records| records.get(&domain.record_name()).cloned())
            {
                Ok(Some(texts)) => texts,
                Ok(None) => Some(Vec::new()),
                Err(_) => None,
            },
            Self::System => texts_at(&domain.record_name(), None),
            Self::At(name_server) => texts_at(&domain.record_name(), Some(*name_server)),
        };
        match found {
            Some(texts) if domain.is_shown_by(&texts) => Shown::Yes,
            Some(_) => Shown::No,
            None => Shown::Unknown,
        }
    }

    /// Puts a record into the map of a fixed look-up: its texts, or none for a name nobody can be asked about.
    pub fn put(&self, name: &str, texts: Option<&[&str]>) {
        if let Self::Fixed(records) = self
            && let Ok(mut records) = records.lock()
        {
            let texts = texts.map(|texts| texts.iter().map(|text| (*text).to_owned()).collect());
            records.insert(name.to_owned(), texts);
        }
    }
}

/// The texts of a name's TXT records; none when nobody could be asked.
fn texts_at(name: &str, name_server: Option<SocketAddr>) -> Option<Vec<String>> {
    let Ok(_turn) = ONE_AT_A_TIME.try_lock() else {
        return None;
    };
    // A runtime of its own: this is called from threads that wait for the database.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .ok()?;
    runtime.block_on(async {
        let resolver = resolver(name_server)?;
        // With a dot at the end the name is whole: no search domain of this machine is put behind it.
        let answer = tokio::time::timeout(DEADLINE, resolver.txt_lookup(format!("{name}.")))
            .await
            .ok()?;
        match answer {
            Ok(lookup) => Some(
                lookup
                    .answers()
                    .iter()
                    .filter_map(|record| match &record.data {
                        RData::TXT(text) => Some(text.to_string()),
                        _ => None,
                    })
                    .collect(),
            ),
            Err(NetError::Dns(error)) if is_absence(&error) => Some(Vec::new()),
            // Nobody answered, or only to say that something is broken: that tells nothing about the record.
            Err(_) => None,
        }
    })
}

/// Whether an answer says that there is no such record. That a name server fails or refuses says nothing of the kind.
const fn is_absence(error: &DnsError) -> bool {
    matches!(
        error,
        DnsError::NoRecordsFound(NoRecords {
            response_code: ResponseCode::NXDomain | ResponseCode::NoError,
            ..
        })
    )
}

/// What asks a name server, or those of this machine; nothing when it is not known which those are.
fn resolver(name_server: Option<SocketAddr>) -> Option<TokioResolver> {
    let builder = match name_server {
        None => TokioResolver::builder_tokio().ok()?,
        Some(address) => {
            let connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()].map(|mut connection| {
                connection.port = address.port();
                connection
            });
            let server = NameServerConfig::new(address.ip(), true, connections.into());
            let servers = ResolverConfig::from_parts(None, Vec::new(), vec![server]);
            TokioResolver::builder_with_config(servers, TokioRuntimeProvider::default())
        }
    };
    builder.build().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use umbel_core::{Instant, SiteId};

    #[test]
    fn a_look_needs_no_runtime_and_does_not_mind_one() {
        // No name server is asked about this top-level domain (RFC 6761).
        let domain = Domain {
            site_id: SiteId::numbered(1),
            host: "tenants.invalid".into(),
            proof: "proof".into(),
            proved_at: None,
            checked_at: None,
            failures: 0,
            created_at: Instant::from_microseconds(0),
        };
        let again = domain.clone();
        assert_ne!(TxtLookup::System.look(&domain), Shown::Yes);
        // As handlers do it: on a thread that may wait.
        let shown = actix_web::rt::System::new()
            .block_on(async { actix_web::web::block(move || TxtLookup::System.look(&again)).await })
            .unwrap();
        assert_ne!(shown, Shown::Yes);
    }

    #[test]
    fn only_the_exact_record_proves() {
        let domain = Domain {
            site_id: SiteId::numbered(1),
            host: "tenants.example".into(),
            proof: "proof".into(),
            proved_at: None,
            checked_at: None,
            failures: 0,
            created_at: Instant::from_microseconds(0),
        };
        let lookup = TxtLookup::Fixed(Mutex::default());
        assert_eq!(lookup.look(&domain), Shown::No);
        for (texts, shown) in [
            (Some(["umbel-site=proofs"].as_slice()), Shown::No),
            (Some(&["proof"]), Shown::No),
            (Some(&["v=spf1 -all", " umbel-site=proof "]), Shown::Yes),
            (None, Shown::Unknown),
        ] {
            lookup.put("_umbel.tenants.example", texts);
            assert_eq!(lookup.look(&domain), shown);
        }
    }
}
