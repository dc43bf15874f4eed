//! Keeps prepared pictures as files under random names.
//!
//! `<root>/<site>/<first two of the name>/<32 hex digits>-<width>.<ending>`:
//! a name tells nothing about who uploaded what and when, and cannot be
//! guessed. What is served is only what has exactly this shape.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::{Format, Variant};

/// Hexadecimal digits in the random part of a name.
const BASE_LENGTH: usize = 32;

/// The folder in which the pictures of all sites lie.
#[derive(Clone, Debug)]
pub struct MediaStore {
    /// Where the sites' folders are.
    pub root: PathBuf,
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
    /// A store in this folder, which is made when the first picture comes.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Writes the variants of one picture; once this returns they are durable.
    ///
    /// When one of them fails, none of them stays.
    pub fn put(
        &self,
        site_id: i64,
        variants: &[Variant],
        randomness: &dyn Fn() -> [u8; 16],
    ) -> io::Result<StoredNames> {
        let base = hexadecimal(randomness());
        let folder = self
            .folder(site_id, &base)
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "no such site"))?;
        create_durably(&folder)?;

        let mut files = Vec::with_capacity(variants.len());
        for variant in variants {
            let name = format!("{base}-{}.{}", variant.width, variant.format.extension());
            let written = write_durably(&folder, &name, &variant.bytes);
            files.push(StoredFile {
                name,
                width: variant.width,
                height: variant.height,
                format: variant.format,
                size: variant.bytes.len() as u64,
            });
            if let Err(error) = written {
                for file in &files {
                    // The write already failed; what can't be cleared is
                    // unreferenced and harmless.
                    let _ = fs::remove_file(folder.join(&file.name));
                }
                return Err(error);
            }
        }
        sync_folder(&folder)?;
        Ok(StoredNames { base, files })
    }

    /// The path of a stored file, whether or not it exists; nothing for any
    /// name that [`MediaStore::put`] could not have given.
    #[must_use]
    pub fn resolve(&self, site_id: i64, name: &str) -> Option<PathBuf> {
        let (base, _) = parts_of(name)?;
        Some(self.folder(site_id, base)?.join(name))
    }

    /// Deletes the named files of a site; those already gone are no error.
    pub fn remove(&self, site_id: i64, names: &[&str]) -> io::Result<()> {
        for path in names.iter().filter_map(|name| self.resolve(site_id, name)) {
            match fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    fn folder(&self, site_id: i64, base: &str) -> Option<PathBuf> {
        if site_id < 1 {
            return None;
        }
        Some(self.root.join(site_id.to_string()).join(base.get(..2)?))
    }
}

/// What the `Content-Type` header of a stored file says; nothing for any name
/// that [`MediaStore::put`] could not have given.
#[must_use]
pub fn content_type(name: &str) -> Option<&'static str> {
    parts_of(name).map(|(_, format)| format.content_type())
}

/// Takes a stored name apart into its random part and its format.
fn parts_of(name: &str) -> Option<(&str, Format)> {
    let (base, rest) = name.split_at_checked(BASE_LENGTH)?;
    if !base.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    let (width, extension) = rest.strip_prefix('-')?.split_once('.')?;
    let plain_number =
        (1..=5).contains(&width.len()) && width.bytes().all(|byte| byte.is_ascii_digit()) && !width.starts_with('0');
    if !plain_number {
        return None;
    }
    [Format::Webp, Format::Jpeg, Format::Png]
        .into_iter()
        .find(|format| format.extension() == extension)
        .map(|format| (base, format))
}

fn hexadecimal(bytes: [u8; 16]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .into_iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

fn write_durably(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    // The ending keeps a half-written file from ever being served.
    let temporary = folder.join(format!("{name}.part"));
    let written = write_and_rename(&temporary, &folder.join(name), bytes);
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written
}

fn write_and_rename(temporary: &Path, target: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(temporary, target)
}

/// Makes a folder and those above it, each recorded in the one that holds it.
fn create_durably(folder: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = folder.ancestors().take_while(|above| !above.exists()).collect();
    fs::create_dir_all(folder)?;
    for made in missing {
        if let Some(above) = made.parent().filter(|above| !above.as_os_str().is_empty()) {
            sync_folder(above)?;
        }
    }
    Ok(())
}

/// A rename outlives a power cut only once its folder is on disk too.
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
