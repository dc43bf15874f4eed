//! Pictures from the command line.

use std::path::Path;
use umbel_core::content::Media;
use umbel_core::ids::random_bytes;
use umbel_core::{Error, Id, Result, SiteWrite};
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
    let names = media
        .put(site.site.number(), &prepared.variants, &random_bytes)
        .map_err(|error| Error::file(&media.root, error))?;
    let picture = Media {
        site_id: site.site,
        id: Id::new(site.write.now),
        widths: names
            .widths()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(","),
        fallback: names.fallback().into(),
        base_name: names.base,
        width: i32::try_from(prepared.width).unwrap_or(i32::MAX),
        height: i32::try_from(prepared.height).unwrap_or(i32::MAX),
        alt: alt.to_owned(),
        caption: String::new(),
        original_name: path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default(),
        created_at: site.write.now,
    };
    Media::insert(site, &picture)?;
    Ok(picture.id)
}
