//! Taking an export into a site.
//!
//! The file is read once, in batches of records that are written in one transaction each. What
//! needs the whole file (pages beneath pages that come later, links and pictures that come after
//! the text they stand in, menus) is finished afterwards from what was remembered: numbers,
//! addresses and slugs, never texts.
//!
//! Everything taken is recorded by its number on the exported site. A second run recognises it and
//! adds only what is new; a run that was interrupted is continued by the next one. What could not
//! be finished, such as a text whose pictures were missing, is marked and tried again.

mod addresses;
mod attachments;
mod batch;
mod comments;
mod files;
mod finish;
mod ledger;
mod lookup;
mod menus;
mod originals;
mod pages;
mod people;
mod posts;
mod report;
mod run;
mod terms;
mod words;

use std::io::BufRead;
use std::path::PathBuf;

use umbel_core::{Error, Result, SiteId, Store};
use umbel_media::store::MediaStore;

use self::run::{Transactions, run};

pub use self::report::{ImportReport, ReportNote};

/// How an export is taken.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// The folder with the exported site's uploads; without it pictures are listed as missing.
    pub media_dir: Option<PathBuf>,
    /// Compute and report everything, and keep nothing.
    pub dry_run: bool,
}

/// How far an import has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// An item of the file was read and, unless this is a dry run, is durable.
    Item {
        /// Its title.
        title: String,
        /// How many items were read so far.
        done: usize,
    },
}

/// Takes the export `input` into `site`.
///
/// A file that breaks off or is damaged is no error: what was sound before that is taken, and the
/// report says in [`ImportReport::failure`] where reading ended.
///
/// A dry run is one transaction that is rolled back at its end. On SQLite nobody else can write
/// while it lasts.
///
/// # Errors
/// When the site is gone, the folder of uploads is none, a picture cannot be stored or the database
/// refuses. Batches that were written before that stay, and the next run goes on from there.
pub fn import_wxr(
    store: &Store,
    media: &MediaStore,
    site: SiteId,
    input: impl BufRead,
    options: &ImportOptions,
    progress: &mut dyn FnMut(Progress),
) -> Result<ImportReport> {
    if let Some(folder) = &options.media_dir
        && !folder.is_dir()
    {
        return Err(Error::Invalid(format!(
            "{} is not a folder; name the one that holds the uploads of the exported site",
            folder.display()
        )));
    }
    if !options.dry_run {
        let mut transactions = Transactions::Several(store);
        return run(&mut transactions, media, site, input, options, progress);
    }
    let mut report = None;
    let rolled_back: Result<()> = store.write(|write| {
        let mut transactions = Transactions::One(write);
        report = Some(run(&mut transactions, media, site, input, options, progress)?);
        Err(Error::Invalid("a dry run keeps nothing".into()))
    });
    match (report, rolled_back) {
        (Some(report), _) => Ok(report),
        (None, Err(error)) => Err(error),
        (None, Ok(())) => Ok(ImportReport::default()),
    }
}
