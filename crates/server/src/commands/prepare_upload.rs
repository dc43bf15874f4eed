//! `umbel prepare-upload`: reads one uploaded file in a process of its own. The worker calls it; people need not.

use clap::Args;
use std::path::PathBuf;
use umbel_core::{Error, Result};
use umbel_media::workshop::be_the_child;

/// Prepare one uploaded file.
#[derive(Args)]
pub struct PrepareUpload {
    /// The file as it arrived.
    input: PathBuf,
    /// Where what is made of it goes.
    folder: PathBuf,
    /// The ending of a document or recording; none for a picture.
    extension: Option<String>,
}

impl PrepareUpload {
    pub(crate) fn run(self) -> Result<()> {
        let said = be_the_child(&self.input, &self.folder, self.extension.as_deref())
            .map_err(|error| Error::file(&self.input, error))?;
        println!("{said}");
        Ok(())
    }
}
