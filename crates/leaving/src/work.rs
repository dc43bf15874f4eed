//! The work in between: packing what was asked for, and throwing away what is old.

use std::fs;
use std::path::PathBuf;

use multisite_router::Origin;
use umbel_core::token::Token;
use umbel_core::tree::{Export, ExportForm, ExportState, Host};
use umbel_core::{Error, Result, SiteWrite, Store};
use umbel_media::store::MediaStore;
use umbel_packing::{Members, Report, pack, pack_for_wordpress};
use umbel_web_kit::World;

/// How long a packed site is kept.
pub const LIFETIME_SECONDS: i64 = 7 * 24 * 3_600;
/// How many are packed in one go.
const AT_ONCE: i64 = 3;

/// Packs what managers ask for.
#[derive(Clone)]
pub struct Packer {
    store: Store,
    media: MediaStore,
    origin: Origin,
    folder: PathBuf,
}

impl Packer {
    /// The one of an installation.
    #[must_use]
    pub fn of(world: &World) -> Self {
        Self {
            store: world.store.clone(),
            media: world.media.clone(),
            origin: world.origin.clone(),
            folder: world.exports.clone(),
        }
    }

    /// Packs what waits. Returns how many are ready or have failed now.
    ///
    /// # Errors
    /// When the database refuses. A site that cannot be packed says so in its room.
    pub fn pack_waiting(&self) -> Result<usize> {
        let waiting = self.store.read(|connection| Export::waiting(connection, AT_ONCE))?;
        for export in &waiting {
            self.pack_one(export)?;
        }
        Ok(waiting.len())
    }

    fn pack_one(&self, export: &Export) -> Result<()> {
        fs::create_dir_all(&self.folder).map_err(|error| Error::file(&self.folder, error))?;
        let name = format!("{}.{}", Token::new().as_str(), ending(export.form));
        let path = self.folder.join(&name);
        let (state, name, bytes) = match self.write(export, &path) {
            Ok(_) => {
                let bytes = fs::metadata(&path).map_or(0, |found| i64::try_from(found.len()).unwrap_or(i64::MAX));
                (ExportState::Ready, name, bytes)
            }
            Err(error) => {
                tracing::error!(site = %export.site_id, %error, "a site could not be packed");
                (ExportState::Failed, String::new(), 0)
            }
        };
        self.store.write(|write| {
            let site = &mut SiteWrite::new(export.site_id, write);
            Export::ended(site, export.id, state, &name, bytes)
        })
    }

    fn write(&self, export: &Export, to: &std::path::Path) -> Result<Report> {
        let hosts = self.store.read(|connection| Host::of(connection, export.site_id))?;
        let host = hosts.iter().find(|host| host.canonical).or(hosts.first());
        let origin = self.origin.of(host.map_or("", |host| host.host.as_str()));
        match export.form {
            ExportForm::Wordpress => pack_for_wordpress(&self.store, export.site_id, &origin, to),
            ExportForm::Site => {
                let members = if export.with_members {
                    Members::Along
                } else {
                    Members::Left
                };
                pack(&self.store, &self.media, export.site_id, &origin, members, to)
            }
        }
    }

    /// Throws away what was packed more than a week ago. Returns how many.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn forget_old(&self) -> Result<usize> {
        let before = self.store.now().plus_seconds(-LIFETIME_SECONDS);
        let old = self.store.read(|connection| Export::before(connection, before))?;
        for export in &old {
            if !export.file_name.is_empty() {
                match fs::remove_file(self.folder.join(&export.file_name)) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                        return Err(Error::file(&self.folder, error));
                    }
                    _ => {}
                }
            }
            self.store
                .write(|write| Export::forget(&mut SiteWrite::new(export.site_id, write), export.id))?;
        }
        Ok(old.len())
    }
}

/// The ending of a packed site's file.
pub(crate) const fn ending(form: ExportForm) -> &'static str {
    match form {
        ExportForm::Site => "zip",
        ExportForm::Wordpress => "xml",
    }
}
