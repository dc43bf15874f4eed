//! Keeps files under random names: in a folder, or in a store that speaks S3.
//!
//! `<site>/<first two of the name>/<32 hex digits>-<width>.<ending>` for pictures, without the width for documents and
//! recordings: a name tells nothing about who uploaded what and when, and cannot be guessed. What is served is only what
//! has exactly this shape. `originals/<site>/<32 hex digits>` is what was uploaded and is not prepared yet; it never is.

mod names;
mod wait;

use names::hexadecimal;
pub use names::new_base;
pub use names::{base_and_picture, content_type};

use bytes::Bytes;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{BackoffConfig, MultipartUpload, ObjectStore, ObjectStoreExt, PutPayload, RetryConfig};
use std::fs::File;
use std::io::{self, Read, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use umbel_core::config::Settings;
use umbel_core::{Error, Result};

use crate::{Format, Variant};
use wait::wait;

/// How much of a large file is sent to the store at a time. S3 wants at least five mebibytes.
const PIECE: usize = 8 * 1024 * 1024;
/// How often a bucket is asked again that does not answer, and for how long: somebody waits for it, and each who waits holds
/// one of the threads that may.
const TRIES: usize = 3;
const PATIENCE: Duration = Duration::from_secs(10);
/// What is written to see whether files can be kept, and its name.
const TRIAL: &str = "trying-out";
/// The longest pause between two tries.
const PAUSE: Duration = Duration::from_secs(1);

/// Where the files of all sites lie. Cheap to clone.
#[derive(Clone)]
pub struct MediaStore {
    /// The folder, or what a bucket is called in messages.
    pub root: PathBuf,
    files: Files,
}

#[derive(Clone)]
enum Files {
    Folder(Arc<LocalFileSystem>),
    Bucket(Arc<AmazonS3>, String),
}

/// Settings of a bucket hold a key, so they are not printed.
impl std::fmt::Debug for MediaStore {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("MediaStore").field("root", &self.root).finish()
    }
}

/// Under which names a picture was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredNames {
    /// The random part all its files share.
    pub base: String,
    /// One entry a variant, in the order given.
    pub files: Vec<StoredFile>,
}

/// One stored file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// Its name, as [`MediaStore::resolve`] takes it.
    pub name: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// How it is encoded.
    pub format: Format,
    /// Its size in bytes.
    pub size: u64,
}

impl StoredNames {
    /// The stored widths in pixels, ascending.
    #[must_use]
    pub fn widths(&self) -> Vec<u32> {
        let mut widths: Vec<u32> = self.files.iter().map(|file| file.width).collect();
        widths.sort_unstable();
        widths.dedup();
        widths
    }

    /// The ending of the files for browsers that do not read WebP: `png` where something is see-through, else `jpg`.
    #[must_use]
    pub fn fallback(&self) -> &'static str {
        let is_png = self.files.iter().any(|file| file.format == Format::Png);
        if is_png {
            Format::Png.extension()
        } else {
            Format::Jpeg.extension()
        }
    }
}

impl MediaStore {
    /// A store in this folder, which is made when the first file comes.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        let root = root.into();
        Self {
            // Names in the store are whole paths, so that the folder need not exist yet.
            root: std::path::absolute(&root).unwrap_or(root),
            files: Files::Folder(Arc::new(LocalFileSystem::new().with_fsync(true))),
        }
    }

    /// The store the configuration asks for.
    ///
    /// # Errors
    /// When the settings of a bucket cannot be used.
    pub fn open(settings: &Settings) -> Result<Self> {
        let place = &settings.media;
        if place.store != "s3" {
            return Ok(Self::new(settings.media_dir()));
        }
        for (key, value) in [
            ("bucket", &place.bucket),
            ("access_key_id", &place.access_key_id),
            ("secret_access_key", &place.secret_access_key),
        ] {
            if value.is_empty() {
                return Err(Error::Configuration(format!(
                    "media.store is “s3”, but media.{key} is empty"
                )));
            }
        }
        if Key::parse(&place.prefix).is_err() {
            return Err(Error::Configuration(
                "media.prefix cannot stand before names; write it as in umbel/".into(),
            ));
        }
        // The one that mails use, too. When it is in place already, that is as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut bucket = AmazonS3Builder::new()
            .with_bucket_name(&place.bucket)
            .with_region(&place.region)
            .with_access_key_id(&place.access_key_id)
            .with_secret_access_key(&place.secret_access_key)
            .with_allow_http(place.endpoint.starts_with("http://"))
            .with_retry(RetryConfig {
                max_retries: TRIES,
                retry_timeout: PATIENCE,
                backoff: BackoffConfig {
                    max_backoff: PAUSE,
                    ..BackoffConfig::default()
                },
            });
        if !place.endpoint.is_empty() {
            bucket = bucket.with_endpoint(&place.endpoint);
        }
        let bucket = bucket
            .build()
            .map_err(|error| Error::Configuration(format!("media: {error}")))?;
        Ok(Self {
            root: format!("s3://{}/{}", place.bucket, place.prefix).into(),
            files: Files::Bucket(Arc::new(bucket), place.prefix.clone()),
        })
    }

    /// Writes something, reads it and deletes it again, to see whether files can be kept.
    ///
    /// # Errors
    /// One sentence for whoever looks after the installation.
    pub fn try_out(&self) -> Result<()> {
        let place = self.root.display();
        let trouble = |error: io::Error| {
            Error::Invalid(match error.kind() {
                io::ErrorKind::PermissionDenied => format!("{place} does not let us in: {error}"),
                io::ErrorKind::NotFound => format!("there is no {place}: {error}"),
                _ => format!("{place} cannot be used: {error}"),
            })
        };
        let key = self.key_of(TRIAL).ok_or_else(|| trouble(no_such_name()))?;
        let written = Bytes::from_static(TRIAL.as_bytes());
        let (files, there, payload) = (self.files(), key.clone(), PutPayload::from_bytes(written.clone()));
        let found = wait(async move {
            files.put(&there, payload).await?;
            files.get(&there).await?.bytes().await
        })
        .map_err(trouble)?;
        self.delete(key).map_err(trouble)?;
        if found == written {
            Ok(())
        } else {
            Err(Error::Invalid(format!(
                "{place} gave back something else than it was given"
            )))
        }
    }

    /// Writes the variants of one picture under a new name; once this returns they are durable.
    ///
    /// When one of them fails, none of them stays.
    ///
    /// # Errors
    /// When something cannot be written.
    pub fn put(
        &self,
        site_id: i64,
        variants: &[Variant],
        randomness: &dyn Fn() -> [u8; 16],
    ) -> io::Result<StoredNames> {
        if site_id < 1 {
            return Err(no_such_name());
        }
        let base = hexadecimal(randomness());
        let mut files: Vec<StoredFile> = Vec::with_capacity(variants.len());
        for variant in variants {
            let name = format!("{base}-{}.{}", variant.width, variant.format.extension());
            if let Err(error) = self.put_file(site_id, &name, variant.bytes.clone()) {
                let written: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
                // The write already failed; what can't be cleared is unreferenced and harmless.
                let _ = self.remove(site_id, &written);
                return Err(error);
            }
            files.push(StoredFile {
                name,
                width: variant.width,
                height: variant.height,
                format: variant.format,
                size: variant.bytes.len() as u64,
            });
        }
        Ok(StoredNames { base, files })
    }

    /// Writes one file; once this returns it is durable. The same name again replaces it.
    ///
    /// # Errors
    /// When it cannot be written, or the name is none that is served.
    pub fn put_file(&self, site_id: i64, name: &str, bytes: impl Into<Bytes>) -> io::Result<()> {
        let key = self.key(site_id, name).ok_or_else(no_such_name)?;
        let mut left: Bytes = bytes.into();
        self.send(key, || Ok(left.split_to(left.len().min(PIECE))))
    }

    /// A whole stored file.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotFound`] when there is none.
    pub fn read(&self, site_id: i64, name: &str) -> io::Result<Bytes> {
        let key = self.key(site_id, name).ok_or_else(no_such_name)?;
        let files = self.files();
        wait(async move { files.get(&key).await?.bytes().await })
    }

    /// A part of a stored file.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotFound`] when there is none.
    pub fn read_part(&self, site_id: i64, name: &str, part: Range<u64>) -> io::Result<Bytes> {
        let key = self.key(site_id, name).ok_or_else(no_such_name)?;
        let files = self.files();
        wait(async move { files.get_range(&key, part).await })
    }

    /// The size of a stored file in bytes.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotFound`] when there is none.
    pub fn size(&self, site_id: i64, name: &str) -> io::Result<u64> {
        let key = self.key(site_id, name).ok_or_else(no_such_name)?;
        let files = self.files();
        wait(async move { Ok(files.head(&key).await?.size) })
    }

    /// The path of a stored file in the folder, whether or not it exists; nothing for any name that
    /// [`MediaStore::put_file`] does not take.
    #[must_use]
    pub fn resolve(&self, site_id: i64, name: &str) -> Option<PathBuf> {
        Some(self.root.join(path_of(site_id, name)?))
    }

    /// Deletes the named files of a site; those already gone are no error.
    ///
    /// # Errors
    /// When one of them cannot be deleted.
    pub fn remove(&self, site_id: i64, names: &[&str]) -> io::Result<()> {
        for key in names.iter().filter_map(|name| self.key(site_id, name)) {
            self.delete(key)?;
        }
        Ok(())
    }

    /// Keeps what was uploaded until it is prepared; once this returns it is durable. It is served to nobody.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub fn put_original(&self, site_id: i64, base: &str, from: &Path) -> io::Result<()> {
        let key = self.original_key(site_id, base).ok_or_else(no_such_name)?;
        let mut file = File::open(from)?;
        self.send(key, || next_piece(&mut file))
    }

    /// Copies what was uploaded to where it can be prepared.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotFound`] when it is gone.
    pub fn fetch_original(&self, site_id: i64, base: &str, to: &Path) -> io::Result<()> {
        let key = self.original_key(site_id, base).ok_or_else(no_such_name)?;
        let files = self.files();
        let size = {
            let (files, key) = (Arc::clone(&files), key.clone());
            wait(async move { Ok(files.head(&key).await?.size) })?
        };
        let mut file = File::create(to)?;
        let mut position = 0;
        while position < size {
            let end = size.min(position + PIECE as u64);
            let (files, key) = (Arc::clone(&files), key.clone());
            let piece = wait(async move { files.get_range(&key, position..end).await })?;
            file.write_all(&piece)?;
            position = end;
        }
        file.flush()
    }

    /// Deletes what was uploaded, once it is prepared.
    ///
    /// # Errors
    /// When it cannot be deleted; that it is gone already is no error.
    pub fn remove_original(&self, site_id: i64, base: &str) -> io::Result<()> {
        match self.original_key(site_id, base) {
            Some(key) => self.delete(key),
            None => Ok(()),
        }
    }

    /// Writes what comes piece by piece until a piece is empty: at once when it is no more than one, in parts when it is
    /// large, so that none of them has to get through in the time of one request.
    fn send(&self, key: Key, mut next: impl FnMut() -> io::Result<Bytes>) -> io::Result<()> {
        let first = next()?;
        let files = self.files();
        if first.len() < PIECE {
            return wait(async move { files.put(&key, PutPayload::from_bytes(first)).await.map(drop) });
        }
        let mut upload: Box<dyn MultipartUpload> = wait(async move { files.put_multipart(&key).await })?;
        let sent = send_parts(upload.as_mut(), first, next);
        // Parts without a whole would stay in the store for ever, seen by nobody. When it cannot be reached any more,
        // nothing can be done about them.
        if let Err(error) = sent {
            let _ = wait(async move { upload.abort().await });
            return Err(error);
        }
        wait(async move {
            let completed = upload.complete().await;
            if completed.is_err() {
                let _ = upload.abort().await;
            }
            completed.map(drop)
        })
    }

    fn delete(&self, key: Key) -> io::Result<()> {
        let files = self.files();
        match wait(async move { files.delete(&key).await }) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            outcome => outcome,
        }
    }

    fn files(&self) -> Arc<dyn ObjectStore> {
        match &self.files {
            Files::Folder(folder) => Arc::clone(folder) as Arc<dyn ObjectStore>,
            Files::Bucket(bucket, _) => Arc::clone(bucket) as Arc<dyn ObjectStore>,
        }
    }

    fn key(&self, site_id: i64, name: &str) -> Option<Key> {
        self.key_of(&path_of(site_id, name)?)
    }

    fn original_key(&self, site_id: i64, base: &str) -> Option<Key> {
        if site_id < 1 || !names::is_base(base) {
            return None;
        }
        self.key_of(&format!("originals/{site_id}/{base}"))
    }

    fn key_of(&self, path: &str) -> Option<Key> {
        match &self.files {
            Files::Folder(_) => Key::from_absolute_path(self.root.join(path)).ok(),
            Files::Bucket(_, prefix) => Key::parse(format!("{prefix}{path}")).ok(),
        }
    }
}

/// Where a file lies beneath the root; nothing for any name that is not served.
fn path_of(site_id: i64, name: &str) -> Option<String> {
    let (base, _) = names::parts_of(name)?;
    if site_id < 1 {
        return None;
    }
    Some(format!("{site_id}/{}/{name}", base.get(..2)?))
}

fn send_parts(
    upload: &mut dyn MultipartUpload,
    first: Bytes,
    mut next: impl FnMut() -> io::Result<Bytes>,
) -> io::Result<()> {
    let mut piece = first;
    while !piece.is_empty() {
        wait(upload.put_part(PutPayload::from_bytes(piece)))?;
        piece = next()?;
    }
    Ok(())
}

fn next_piece(file: &mut File) -> io::Result<Bytes> {
    let mut piece = Vec::new();
    file.take(PIECE as u64).read_to_end(&mut piece)?;
    Ok(piece.into())
}

fn no_such_name() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "no name of a stored file")
}
