//! Keeping a picture: its files in the store, its row in the database.

use umbel_core::content::Media;
use umbel_core::ids::random_bytes;
use umbel_core::{Error, Id, Result, SiteWrite};

use crate::Prepared;
use crate::store::MediaStore;

/// Keeps a prepared picture for a site and gives its identifier. `alt` says what it shows, for those who do not see it.
///
/// # Errors
/// When the files cannot be written or the database refuses.
pub fn keep(
    site: &mut SiteWrite<'_, '_>,
    store: &MediaStore,
    prepared: &Prepared,
    original_name: &str,
    alt: &str,
) -> Result<Id> {
    let names = store
        .put(site.site.number(), &prepared.variants, &random_bytes)
        .map_err(|error| Error::file(&store.root, error))?;
    let widths: Vec<String> = names.widths().iter().map(ToString::to_string).collect();
    let picture = Media {
        widths: widths.join(","),
        fallback: names.fallback().into(),
        base_name: names.base,
        width: i32::try_from(prepared.width).unwrap_or(i32::MAX),
        height: i32::try_from(prepared.height).unwrap_or(i32::MAX),
        alt: alt.to_owned(),
        original_name: original_name.to_owned(),
        bytes: prepared
            .variants
            .iter()
            .map(|variant| i64::try_from(variant.bytes.len()).unwrap_or(0))
            .sum(),
        ..Media::picture(site.site, site.write.now)
    };
    Media::insert(site, &picture)?;
    Ok(picture.id)
}
