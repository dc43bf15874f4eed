//! Bringing in: an archive becomes a site beneath another network, in one transaction, once however often it is tried.

mod ledger;
mod library;
mod parcel;
mod place;
mod rest;
mod texts;

use std::path::Path;

use umbel_core::people::{Act, record};
use umbel_core::tree::HostName;
use umbel_core::{Error, Result, SiteId, SiteWrite, Store};
use umbel_media::store::MediaStore;

use self::ledger::Ledger;
use self::parcel::Parcel;
use crate::archive::Archive;
use crate::files::MembersFile;
use crate::report::Report;

/// What is brought in, and where.
#[derive(Clone, Copy, Debug)]
pub struct BringIn<'b> {
    /// The archive.
    pub archive: &'b Path,
    /// The network, or the umbrella, beneath which it will stand.
    pub under: SiteId,
    /// Its host; none for the first part of the one it had, beneath the network's.
    pub host: Option<&'b HostName>,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Brought {
    /// The site.
    pub site: SiteId,
    /// Its host.
    pub host: String,
    /// Whether it was there already from an earlier run.
    pub was_there: bool,
    /// What came along, and what did not.
    pub report: Report,
    /// The members who came along: they are to be asked, not told.
    pub members: MembersFile,
}

/// Brings a packed site in. A second run adds what is missing and changes nothing else.
///
/// Files of the library wait for the worker afterwards, as uploads do; a run that was interrupted between is continued by
/// the next.
///
/// # Errors
/// One sentence that says what is wrong with the archive or the place; then nothing was changed.
pub fn bring_in(store: &Store, media: &MediaStore, wish: &BringIn<'_>) -> Result<Brought> {
    let mut archive = Archive::open(wish.archive)?;
    let parcel = Parcel::open(&mut archive)?;
    let folder = tempfile::tempdir().map_err(|error| Error::file(&std::env::temp_dir(), error))?;
    let mut report = Report::default();
    let files = library::unpack(&mut archive, &parcel, folder.path(), &mut report)?;
    let (brought, waiting) = store.write(|write| {
        let found = place::find_or_create(write, wish, &parcel)?;
        let (id, was_there) = (found.site.id, found.was_there);
        let site = &mut SiteWrite::new(id, write);
        let mut ledger = Ledger::load(&mut site.read(), &parcel.site.lineage)?;
        ledger.remember(site, "site", umbel_core::Id(id.number()))?;
        let mut report = std::mem::take(&mut report);
        let library = library::keep(site, &mut ledger, &files, &mut report)?;
        texts::bring(site, &mut ledger, &parcel, &library, &mut report)?;
        rest::bring(site, &mut ledger, &parcel, &library, was_there, &mut report)?;
        if !was_there {
            record(site, None, Act::BroughtIn, &parcel.site.host, "")?;
        }
        report.already_there = ledger.recognised;
        let brought = Brought {
            site: id,
            host: found.host,
            was_there,
            report,
            members: parcel.members.clone(),
        };
        Ok((brought, library))
    })?;
    library::hand_over(store, media, brought.site, &waiting, &files)?;
    Ok(brought)
}
