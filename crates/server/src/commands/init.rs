//! `umbel init` and `umbel migrate`

use clap::Args;
use umbel_core::config::Settings;
use umbel_core::database::{migrate, revert};
use umbel_core::tree::{HostName, NewSite, Site, SiteKind};
use umbel_core::{Error, Result};

use super::open;

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
        let site = store.write(|write| {
            Site::create(
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
            )
        })?;
        println!("{} answers at {host} once `umbel serve` runs.", site.name);
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
