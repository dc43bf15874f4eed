//! Files of the library. Each is looked at like an upload from a stranger, and prepared by the worker like one.

use diesel::prelude::*;
use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use umbel_core::content::{Media, MediaState};
use umbel_core::ids::random_bytes;
use umbel_core::schema::media;
use umbel_core::{Error, Id, Result, SiteId, SiteWrite, Store};
use umbel_media::store::MediaStore;
use umbel_media::{Inspected, LARGEST_FILE, inspect};

use super::ledger::Ledger;
use super::parcel::Parcel;
use super::place::line;
use crate::archive::Archive;
use crate::files::MediaFile;
use crate::report::Report;
use crate::texts::moment;

const LONGEST_WORDS: usize = 2_000;
const LONGEST_NAME: usize = 200;
/// What is said of a file whose bytes are not there: so begins each one until they are.
const LOST: &str = "lost";

/// A file of the archive that can be taken.
pub(super) struct Unpacked {
    file: MediaFile,
    path: PathBuf,
    bytes: u64,
    looks: Inspected,
}

/// The library here.
#[derive(Default)]
pub(super) struct Library {
    /// By the names of files in the archive.
    pub(super) by_name: HashMap<String, Media>,
    /// By references.
    pub(super) by_reference: HashMap<String, Id>,
}

/// Unpacks the files of the library into a folder and looks at each.
pub(super) fn unpack(
    archive: &mut Archive,
    parcel: &Parcel,
    folder: &Path,
    report: &mut Report,
) -> Result<Vec<Unpacked>> {
    let mut files = Vec::new();
    for (place, file) in parcel.media.iter().enumerate() {
        let name = format!("media/{}", file.file);
        if !archive.has(&name) {
            report.note(&file.name, "Its file is not in the archive.");
            continue;
        }
        let path = folder.join(place.to_string());
        let mut to = File::create(&path).map_err(|error| Error::file(&path, error))?;
        let bytes = archive.copy(&name, LARGEST_FILE, &mut to)?;
        match inspect(&path, &file.file) {
            Ok(looks) => files.push(Unpacked {
                file: file.clone(),
                path,
                bytes,
                looks,
            }),
            Err(refusal) => report.note(&file.name, refusal.to_string()),
        }
    }
    Ok(files)
}

/// Writes the rows of files that are new.
pub(super) fn keep(
    site: &mut SiteWrite<'_, '_>,
    ledger: &mut Ledger,
    files: &[Unpacked],
    report: &mut Report,
) -> Result<Library> {
    let mut library = Library::default();
    for unpacked in files {
        let file = &unpacked.file;
        let reference = format!("media/{}", file.file);
        let row = match ledger.recognise(&reference) {
            Some(id) => Media::find(&mut site.read(), id)?,
            None => {
                let row = row_of(site, unpacked);
                Media::insert(site, &row)?;
                ledger.remember(site, &reference, row.id)?;
                report.count("files of the library");
                Some(row)
            }
        };
        // What was deleted here since stays so.
        if let Some(row) = row {
            library.by_reference.insert(reference, row.id);
            library.by_name.insert(file.file.clone(), row);
        }
    }
    Ok(library)
}

fn row_of(site: &SiteWrite<'_, '_>, unpacked: &Unpacked) -> Media {
    let (file, looks) = (&unpacked.file, &unpacked.looks);
    let now = site.write.now;
    let widths: Vec<String> = looks.widths.iter().map(ToString::to_string).collect();
    let base: String = random_bytes::<16>().iter().map(|byte| format!("{byte:02x}")).collect();
    Media {
        base_name: base,
        widths: widths.join(","),
        fallback: looks.fallback.to_owned(),
        width: i32::try_from(looks.width).unwrap_or(i32::MAX),
        height: i32::try_from(looks.height).unwrap_or(i32::MAX),
        alt: line(&file.alt, LONGEST_WORDS),
        caption: line(&file.caption, LONGEST_WORDS),
        original_name: line(&file.name, LONGEST_NAME),
        is_decoration: file.is_decoration,
        focal_x: file.focus.0.clamp(0, 100),
        focal_y: file.focus.1.clamp(0, 100),
        created_at: moment(&file.at).map_or(now, |at| at.min(now)),
        kind: looks.kind,
        extension: looks.extension.map(str::to_owned),
        bytes: i64::try_from(unpacked.bytes).unwrap_or(i64::MAX),
        state: MediaState::Refused,
        refusal: LOST.into(),
        ..Media::picture(site.site, now)
    }
}

/// Puts the files where the worker finds them, and says that they wait. Whoever is interrupted here is continued by the
/// next run.
pub(super) fn hand_over(
    store: &Store,
    keeper: &MediaStore,
    site: SiteId,
    library: &Library,
    files: &[Unpacked],
) -> Result<()> {
    for unpacked in files {
        let Some(row) = library.by_name.get(&unpacked.file.file) else {
            continue;
        };
        if row.state != MediaState::Refused || row.refusal != LOST {
            continue;
        }
        keeper
            .put_original(site.number(), &row.base_name, &unpacked.path)
            .map_err(|error| Error::file(&unpacked.path, error))?;
        store.write(|write| {
            let mut site = SiteWrite::new(site, write);
            let key = (site.site, row.id);
            diesel::update(media::table.find(key))
                .set((media::state.eq(MediaState::Waiting), media::refusal.eq("")))
                .execute(site.connection())?;
            site.content_changed();
            Ok(())
        })?;
    }
    Ok(())
}
