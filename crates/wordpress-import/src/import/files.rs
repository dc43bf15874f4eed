//! Finding the uploads of the exported site in a folder, and storing them as pictures.

use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;
use umbel_core::{Error, Result, SiteId};
use umbel_media::store::MediaStore;
use umbel_media::{Format, Limits, MediaError, prepare};
use url::Url;

use super::addresses::upload_key;
use crate::wxr::Item;

/// A picture whose files are in place.
pub(super) struct StoredPicture {
    pub(super) base_name: String,
    pub(super) widths: Vec<u32>,
    pub(super) fallback: &'static str,
    pub(super) width: u32,
    pub(super) height: u32,
    /// The names of its files, so that they can be taken away again.
    pub(super) files: Vec<String>,
}

/// What became of the file of an attachment.
pub(super) enum FileOutcome {
    /// It is a picture and was stored.
    Stored(StoredPicture),
    /// It was not taken, and why.
    Refused(String),
    /// It is not there, and why that is.
    Missing(&'static str),
}

/// Looks for the file of an attachment, and stores it unless this is only a dry run.
pub(super) fn store_file_of(
    item: &Item,
    folder: Option<&Path>,
    media: &MediaStore,
    site: SiteId,
    is_dry_run: bool,
) -> Result<FileOutcome> {
    let Some(folder) = folder else {
        return Ok(FileOutcome::Missing(
            "missing file: no folder with the uploads was given",
        ));
    };
    let Some(path) = find(item, folder) else {
        return Ok(FileOutcome::Missing(
            "missing file: it is not in the folder with the uploads",
        ));
    };
    let limits = Limits::default();
    let size = std::fs::metadata(&path)
        .map_err(|error| Error::file(&path, error))?
        .len();
    if size > limits.max_bytes as u64 {
        return Ok(FileOutcome::Refused(MediaError::TooLarge.to_string()));
    }
    let bytes = std::fs::read(&path).map_err(|error| Error::file(&path, error))?;
    let prepared = match prepare(&bytes, &limits) {
        Ok(prepared) => prepared,
        Err(MediaError::NotAnImage) => {
            return Ok(FileOutcome::Refused(
                "Only pictures are taken so far; documents and recordings come later.".into(),
            ));
        }
        Err(refusal) => return Ok(FileOutcome::Refused(refusal.to_string())),
    };
    let mut widths: Vec<u32> = prepared.variants.iter().map(|variant| variant.width).collect();
    widths.sort_unstable();
    widths.dedup();
    let fallback = prepared
        .variants
        .iter()
        .map(|variant| variant.format)
        .find(|format| *format != Format::Webp)
        .unwrap_or(Format::Jpeg)
        .extension();
    let name = random_name()?;
    let (base_name, files) = if is_dry_run {
        (format!("{:032x}", u128::from_be_bytes(name)), Vec::new())
    } else {
        let stored = media
            .put(site.number(), &prepared.variants, &|| name)
            .map_err(|error| Error::file(&media.root, error))?;
        let files = stored.files.into_iter().map(|file| file.name).collect();
        (stored.base, files)
    };
    Ok(FileOutcome::Stored(StoredPicture {
        base_name,
        widths,
        fallback,
        width: prepared.width,
        height: prepared.height,
        files,
    }))
}

fn random_name() -> Result<[u8; 16]> {
    let mut name = [0; 16];
    getrandom::fill(&mut name).map_err(|error| Error::Invalid(format!("the machine gives no randomness: {error}")))?;
    Ok(name)
}

/// The file of an attachment: at its place beneath the uploads, or by its name alone.
fn find(item: &Item, folder: &Path) -> Option<PathBuf> {
    let attached = item
        .meta
        .iter()
        .find(|(key, _)| key == "_wp_attached_file")
        .map(|(_, path)| path.clone());
    let by_address = item
        .attachment_url
        .as_deref()
        .and_then(|address| Url::parse(address).ok())
        .map(|url| upload_key(&percent_decode_str(url.path()).decode_utf8_lossy()));
    let mut wanted: Vec<PathBuf> = Vec::new();
    for path in [attached, by_address].into_iter().flatten() {
        // A path that leads up or away is nobody's upload.
        let path = PathBuf::from(path);
        let stays_inside = path
            .components()
            .all(|component| matches!(component, Component::Normal(_)));
        if stays_inside && !wanted.contains(&path) {
            wanted.push(path);
        }
    }
    let names: Vec<PathBuf> = wanted
        .iter()
        .filter_map(|path| path.file_name().map(PathBuf::from))
        .collect();
    let places = ["", "uploads", "wp-content/uploads"];
    places
        .iter()
        .flat_map(|place| wanted.iter().map(move |path| folder.join(place).join(path)))
        .chain(names.iter().map(|name| folder.join(name)))
        .find(|path| path.is_file())
}
