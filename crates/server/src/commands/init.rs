//! `umbel init` and `umbel migrate`

use clap::Args;
use multisite_router::{Origin, SIGN_IN_LABEL};
use umbel_core::config::Settings;
use umbel_core::database::{migrate, revert};
use umbel_core::people::{OneTimeLink, Purpose};
use umbel_core::tree::{HostName, NewSite, Site, SiteKind};
use umbel_core::{Error, Result};

use super::open;

/// How long the link for the first account works.
const SET_UP_SECONDS: i64 = 7 * 24 * 3_600;

/// Create the umbrella of a new installation.
#[derive(Args)]
pub struct Init {
    /// The umbrella's host, as in liberation.example.
    #[arg(long)]
    host: String,
    /// What it is called.
    #[arg(long, default_value = "Umbrella")]
    name: String,
    /// The language of its interface.
    #[arg(long, default_value = "en")]
    locale: String,
    /// Its time zone, as in America/New_York.
    #[arg(long, default_value = "UTC")]
    time_zone: String,
}

impl Init {
    pub(crate) fn run(self, settings: &Settings) -> Result<()> {
        let store = open(settings)?;
        let host = HostName::parse(&self.host)?;
        let (site, token) = store.write(|write| {
            let site = Site::create(
                write,
                NewSite {
                    kind: SiteKind::Umbrella,
                    parent: None,
                    host: host.clone(),
                    name: self.name,
                    locale: self.locale,
                    time_zone: self.time_zone,
                    theme: "broadsheet".into(),
                },
            )?;
            let token = OneTimeLink::make(write, Purpose::SetUp, None, "", SET_UP_SECONDS)?;
            Ok((site, token))
        })?;
        let origin = Origin::new(&settings.server.public_scheme, settings.server.public_port);
        let address = origin.of(&format!("{SIGN_IN_LABEL}.{host}"));
        println!("{} answers at {host} once `umbel serve` runs.", site.name);
        println!("Then open this link, which works once and for a week, and make the first account:");
        println!("  {address}/set-up?token={}", token.as_str());
        Ok(())
    }
}

/// Bring the database up to date, or take migrations back.
#[derive(Args)]
pub struct Migrate {
    /// Take the last N migrations back.
    #[arg(long, value_name = "N")]
    revert: Option<usize>,
}

impl Migrate {
    pub(crate) fn run(self, settings: &Settings) -> Result<()> {
        std::fs::create_dir_all(&settings.data.dir).map_err(|error| Error::file(&settings.data.dir, error))?;
        let address = settings.database_address()?;
        let (names, done) = match self.revert {
            Some(count) => (revert(&address, count)?, "taken back"),
            None => (migrate(&address)?, "applied"),
        };
        if names.is_empty() {
            println!("Everything is up to date.");
        }
        for name in names {
            println!("{done}: {name}");
        }
        Ok(())
    }
}
