//! Pictures from the command line.

use std::path::Path;
use umbel_core::{Error, Id, Result, SiteWrite};
use umbel_media::keep::keep;
use umbel_media::store::MediaStore;
use umbel_media::{Limits, Prepared, prepare};

/// Reads a picture and makes its variants; nothing is stored yet.
pub(super) fn read(path: &Path) -> Result<Prepared> {
    let bytes = std::fs::read(path).map_err(|error| Error::file(path, error))?;
    prepare(&bytes, &Limits::default()).map_err(|error| Error::Invalid(format!("{}: {error}", path.display())))
}

/// Stores a picture for a site.
pub(super) fn store(
    site: &mut SiteWrite<'_, '_>,
    media: &MediaStore,
    prepared: &Prepared,
    path: &Path,
    alt: &str,
) -> Result<Id> {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    keep(site, media, prepared, &name, alt)
}
