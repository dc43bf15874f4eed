//! `umbel user`

use clap::Subcommand;
use multisite_router::{Origin, SIGN_IN_LABEL};
use umbel_core::config::Settings;
use umbel_core::email::EmailAddress;
use umbel_core::people::{Account, Membership, NewAccount, OneTimeLink, Purpose, Role, Verified};
use umbel_core::tree::{Host, Site};
use umbel_core::{Error, Result, SiteWrite, Store};

use super::{open, site_at};

/// How long a printed link for a new password works.
const LINK_SECONDS: i64 = 24 * 3_600;

/// Make accounts and give roles.
#[derive(Subcommand)]
pub enum UserCommand {
    /// Make an account and print a link that lets its owner choose a password.
    Create {
        /// The email address.
        email: String,
        /// What the person is called; else what stands before the @.
        #[arg(long)]
        name: Option<String>,
    },
    /// Print a link that lets somebody choose a new password.
    ResetLink {
        /// The email address.
        email: String,
    },
    /// Give somebody a role at a place.
    Grant {
        /// The email address.
        email: String,
        /// umbrella-admin, network-admin, manager, editor, author, contributor or member.
        role: Role,
        /// The place.
        host: String,
    },
}

impl UserCommand {
    pub(crate) fn run(self, settings: &Settings) -> Result<()> {
        let store = open(settings)?;
        match self {
            Self::Create { email, name } => create(&store, settings, &EmailAddress::parse(&email)?, name),
            Self::ResetLink { email } => {
                let account = known(&store, &email)?;
                print_link(&store, settings, &account)
            }
            Self::Grant { email, role, host } => {
                let account = known(&store, &email)?;
                let site = site_at(&store, &host)?;
                store.write(|write| Membership::grant(&mut SiteWrite::new(site.id, write), None, &account, role))?;
                println!("{} is {role} at {host}", account.name);
                Ok(())
            }
        }
    }
}

fn create(store: &Store, settings: &Settings, email: &EmailAddress, name: Option<String>) -> Result<()> {
    let name = name.unwrap_or_else(|| email.local_part().to_owned());
    let account = store.write(|write| {
        Account::create(
            write,
            NewAccount {
                email: email.clone(),
                verified: Verified::NotYet,
                name,
                password: None,
                locale: None,
            },
        )
    })?;
    print_link(store, settings, &account)
}

fn known(store: &Store, email: &str) -> Result<Account> {
    let email = EmailAddress::parse(email)?;
    store
        .read(|connection| Account::with_email(connection, &email))?
        .ok_or_else(|| Error::Invalid("no account has this email address; make one with `umbel user create`".into()))
}

fn print_link(store: &Store, settings: &Settings, account: &Account) -> Result<()> {
    let host = store.read(|connection| {
        let umbrella = Site::umbrella(connection)?.ok_or_else(|| {
            Error::Invalid("there is no umbrella yet; create one with `umbel init --host HOST`".into())
        })?;
        let hosts = Host::of(connection, umbrella.id)?;
        hosts
            .into_iter()
            .find(|host| host.canonical)
            .map(|host| host.host)
            .ok_or(Error::NotFound("the umbrella's host"))
    })?;
    let token =
        store.write(|write| OneTimeLink::make(write, Purpose::ResetPassword, Some(account.id), "", LINK_SECONDS))?;
    let origin = Origin::new(&settings.server.public_scheme, settings.server.public_port);
    println!(
        "This link lets {} choose a password; it works once and for a day:",
        account.name
    );
    println!(
        "  {}/reset?token={}",
        origin.of(&format!("{SIGN_IN_LABEL}.{host}")),
        token.as_str()
    );
    Ok(())
}
