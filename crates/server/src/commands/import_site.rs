//! `umbel import site`

use clap::Args;
use std::path::PathBuf;
use umbel_core::config::Settings;
use umbel_core::tree::HostName;
use umbel_core::{Error, Result};
use umbel_media::store::MediaStore;
use umbel_packing::{BringIn, bring_in};

use super::{open, site_at};

/// A site that `umbel export` packed, here or elsewhere. A second run adds only what is missing.
#[derive(Args)]
pub struct Site {
    /// The packed site.
    file: PathBuf,
    /// The network, or the umbrella, beneath which it will stand.
    #[arg(long, value_name = "HOST")]
    under: String,
    /// Its address; otherwise the first part of the one it had, beneath the network's.
    #[arg(long, value_name = "HOST")]
    host: Option<String>,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
}

impl Site {
    pub(crate) fn run(self, settings: &Settings) -> Result<()> {
        let store = open(settings)?;
        let under = site_at(&store, &self.under)?;
        let host = self.host.as_deref().map(HostName::parse).transpose()?;
        let media = MediaStore::open(settings)?;
        let wish = BringIn {
            archive: &self.file,
            under: under.id,
            host: host.as_ref(),
        };
        let brought = bring_in(&store, &media, &wish)?;
        if self.json {
            let told = serde_json::json!({
                "host": brought.host,
                "was_there": brought.was_there,
                "report": brought.report,
                "members": brought.members,
            });
            let text = serde_json::to_string_pretty(&told).map_err(|error| Error::Invalid(error.to_string()))?;
            println!("{text}");
            return Ok(());
        }
        let what = if brought.was_there {
            "was there already, and has now what was missing"
        } else {
            "is brought in"
        };
        println!("{} {what}:", brought.host);
        print!("{}", brought.report.text());
        if !brought.was_there {
            println!(
                "Nobody looks after it yet: umbel user grant EMAIL manager {}",
                brought.host
            );
        }
        for member in &brought.members.members {
            println!(
                "{} <{}> agreed to come along, as {}.",
                member.name, member.email, member.role
            );
        }
        if brought.report.of("files of the library") > 0 {
            println!("Pictures and files are being prepared by the worker and show in a minute.");
        }
        Ok(())
    }
}
