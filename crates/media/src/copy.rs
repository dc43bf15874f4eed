//! Copying the files of one site's library into another's.

use std::io::ErrorKind;
use umbel_core::content::{FileKeeper, Media};
use umbel_core::{Error, Result, SiteId};

use crate::store::MediaStore;

impl FileKeeper for MediaStore {
    fn copy(&self, of: &Media, to: SiteId) -> Result<()> {
        for name in names(of) {
            let failed = |error| Error::file(&self.root, error);
            let bytes = match self.read(of.site_id.number(), &name) {
                Ok(bytes) => bytes,
                // Not every width has both formats.
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => return Err(failed(error)),
            };
            self.put_file(to.number(), &name, bytes).map_err(failed)?;
        }
        Ok(())
    }
}

/// What the files of a row may be called.
fn names(of: &Media) -> Vec<String> {
    let base = &of.base_name;
    match &of.extension {
        Some(extension) => vec![format!("{base}.{extension}")],
        None => of
            .stored_widths()
            .into_iter()
            .flat_map(|width| ["webp", of.fallback.as_str()].map(|format| format!("{base}-{width}.{format}")))
            .collect(),
    }
}
