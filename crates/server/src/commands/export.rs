//! `umbel export`

use clap::{Args, ValueEnum};
use std::path::PathBuf;
use umbel_core::config::Settings;
use umbel_core::tree::Host;
use umbel_core::{Error, Result};
use umbel_media::store::MediaStore;
use umbel_packing::{Members, pack, pack_for_wordpress};

use super::{open, site_at};

/// Pack a site into one file, to be kept or taken elsewhere.
#[derive(Args)]
pub struct Export {
    /// The site.
    #[arg(value_name = "HOST")]
    site: String,
    /// The file to write.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Everything, or what WordPress takes in.
    #[arg(long, value_enum, default_value_t = Form::Site)]
    form: Form,
    /// Take along the members who agreed to it.
    #[arg(long)]
    with_members: bool,
    /// Write over a file that is there.
    #[arg(long)]
    force: bool,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
}

/// What a site is packed as.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// One archive with everything.
    Site,
    /// One file for WordPress.
    Wordpress,
}

impl Export {
    pub(crate) fn run(self, settings: &Settings) -> Result<()> {
        if self.output.exists() && !self.force {
            return Err(Error::Invalid(format!(
                "{} is there already; name another file, or add --force",
                self.output.display()
            )));
        }
        let store = open(settings)?;
        let site = site_at(&store, &self.site)?;
        let hosts = store.read(|connection| Host::of(connection, site.id))?;
        let host = hosts.iter().find(|host| host.canonical).map_or("", |host| &host.host);
        let server = &settings.server;
        let origin = multisite_router::Origin::new(&server.public_scheme, server.public_port).of(host);
        let report = match self.form {
            Form::Wordpress => pack_for_wordpress(&store, site.id, &origin, &self.output)?,
            Form::Site => {
                let media = MediaStore::open(settings)?;
                let members = if self.with_members {
                    Members::Along
                } else {
                    Members::Left
                };
                pack(&store, &media, site.id, &origin, members, &self.output)?
            }
        };
        if self.json {
            let text = serde_json::to_string_pretty(&report).map_err(|error| Error::Invalid(error.to_string()))?;
            println!("{text}");
        } else {
            println!("{} is packed into {}:", site.name, self.output.display());
            print!("{}", report.text());
        }
        Ok(())
    }
}
