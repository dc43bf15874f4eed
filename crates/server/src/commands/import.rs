//! `umbel import`

use clap::{Args, Subcommand};
use std::fs::File;
use std::io::{BufReader, IsTerminal};
use std::path::PathBuf;
use umbel_core::config::Settings;
use umbel_core::{Error, Result};
use umbel_media::store::MediaStore;
use umbel_wordpress_import::import::{ImportOptions, Progress, import_wxr};

use super::{open, site_at};

/// Read content from elsewhere.
#[derive(Subcommand)]
pub enum Import {
    /// A WordPress export: posts, pages, topics, tags, comments, authors, menus, pictures.
    Wxr(Wxr),
    /// A packed site, which stands beneath a network here from then on.
    Site(super::import_site::Site),
}

/// A WordPress export. A second run adds nothing.
#[derive(Args)]
pub struct Wxr {
    /// The export.
    file: PathBuf,
    /// The site to fill.
    #[arg(long, value_name = "HOST")]
    site: String,
    /// A copy of the old site's wp-content/uploads.
    #[arg(long, value_name = "DIR")]
    media: Option<PathBuf>,
    /// Only tell what would come in.
    #[arg(long)]
    dry_run: bool,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
}

impl Import {
    pub(crate) fn run(self, settings: &Settings) -> Result<()> {
        match self {
            Self::Wxr(wxr) => wxr.run(settings),
            Self::Site(site) => site.run(settings),
        }
    }
}

impl Wxr {
    fn run(self, settings: &Settings) -> Result<()> {
        let store = open(settings)?;
        let site = site_at(&store, &self.site)?;
        let file = File::open(&self.file).map_err(|error| Error::file(&self.file, error))?;
        let terminal = std::io::stderr().is_terminal();
        let options = ImportOptions {
            media_dir: self.media,
            dry_run: self.dry_run,
        };
        let media = MediaStore::open(settings)?;
        let bar = if terminal {
            indicatif::ProgressBar::new_spinner()
        } else {
            indicatif::ProgressBar::hidden()
        };
        let report = import_wxr(
            &store,
            &media,
            site.id,
            BufReader::new(file),
            &options,
            &mut |progress| {
                let Progress::Item { title, done } = progress;
                bar.set_message(format!("{done}: {title}"));
                bar.tick();
                if !terminal && done % 100 == 0 {
                    eprintln!("{done} items");
                }
            },
        )?;
        bar.finish_and_clear();
        if self.json {
            println!(
                "{}",
                serde_json::to_string_pretty(&report).map_err(|error| Error::Invalid(error.to_string()))?
            );
        } else {
            print!("{}", report.text());
        }
        match report.failure {
            Some(failure) => Err(Error::Invalid(failure)),
            None => Ok(()),
        }
    }
}
