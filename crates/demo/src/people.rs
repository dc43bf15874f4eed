//! People of the demo network, so that every role can be tried.

use umbel_core::email::EmailAddress;
use umbel_core::people::{Account, Membership, NewAccount, Role, Verified};
use umbel_core::tree::{HostName, Site};
use umbel_core::{Error, Result, SiteWrite, Store, password};

/// The password of everybody in the demo. The demo listens on this machine only.
pub const PASSWORD: &str = "umbrella stalks in summer rain";

/// Somebody who can sign in to the demo.
pub struct DemoPerson {
    /// What they sign in with.
    pub email: String,
    /// What they are called.
    pub name: &'static str,
    /// What they are, where.
    pub role: Role,
    /// Where they hold the role.
    pub host: String,
}

/// Name, word before the `@`, role, host beneath the umbrella (empty for itself).
const PEOPLE: [(&str, &str, Role, &str); 7] = [
    ("Noor Haddad", "noor", Role::UmbrellaAdmin, ""),
    ("Ximena Rojas", "ximena", Role::NetworkAdmin, "cosecha"),
    ("Theo Lindqvist", "theo", Role::Manager, "boston.cosecha"),
    ("Maite Aguirre", "maite", Role::Editor, "boston.cosecha"),
    ("Sam Okafor", "sam", Role::Member, "boston.cosecha"),
    ("Inés Robledo", "ines", Role::Manager, "madrid.cosecha"),
    ("Celia Montero", "celia", Role::Contributor, "madrid.cosecha"),
];

/// Everybody who can sign in to the demo beneath `umbrella`.
#[must_use]
pub fn people(umbrella: &str) -> Vec<DemoPerson> {
    PEOPLE
        .iter()
        .map(|(name, word, role, label)| DemoPerson {
            email: format!("{word}@demo.example"),
            name,
            role: *role,
            host: if label.is_empty() {
                umbrella.to_owned()
            } else {
                format!("{label}.{umbrella}")
            },
        })
        .collect()
}

/// Makes the accounts that are missing.
///
/// # Errors
/// When the database refuses.
pub fn settle(store: &Store, umbrella: &str) -> Result<()> {
    let mut hash = None;
    for person in people(umbrella) {
        let email = EmailAddress::parse(&person.email)?;
        if store
            .read(|connection| Account::with_email(connection, &email))?
            .is_some()
        {
            continue;
        }
        let hash = match &hash {
            Some(hash) => String::clone(hash),
            None => hash.insert(password::hash(PASSWORD)?).clone(),
        };
        let host = HostName::parse(&person.host)?;
        store.write(|write| {
            let site = match Site::at_host(write.connection, &host) {
                Ok(site) => site,
                // Somebody gave the demo's site another address.
                Err(Error::NotFound(_)) => return Ok(()),
                Err(error) => return Err(error),
            };
            let account = Account::create(
                write,
                NewAccount {
                    email,
                    verified: Verified::Yes,
                    name: person.name.to_owned(),
                    password: Some((hash, true)),
                    locale: None,
                },
            )?;
            Membership::grant(&mut SiteWrite::new(site.id, write), None, &account, person.role)
        })?;
    }
    Ok(())
}
