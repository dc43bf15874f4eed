//! Reading an archive from anywhere. Whoever made it is not trusted: how many files there are, how large they become, where
//! they would lie and what they are is looked at before anything is done with them.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Component, Path};

use umbel_core::{Error, Result};
use zip::ZipArchive;

/// The most files of an archive.
const MOST_FILES: usize = 50_000;
/// The most all files may come to, in bytes.
const MOST_BYTES: u64 = 8 * 1024 * 1024 * 1024;
/// The longest text file, in bytes.
const LONGEST_TEXT: u64 = 64 * 1024 * 1024;
/// How much larger than packed a file may become: text shrinks to a tenth, what shrinks to a thousandth is a trap.
const MOST_GROWTH: u64 = 250;
/// Below this many bytes growth does no harm.
const HARMLESS: u64 = 1024 * 1024;
/// The longest name of a file, in bytes.
const LONGEST_NAME: usize = 1_000;

/// An archive that was looked at.
pub struct Archive {
    zip: ZipArchive<BufReader<File>>,
    names: BTreeSet<String>,
    /// How much may still be unpacked.
    left: u64,
}

impl Archive {
    /// Opens an archive.
    ///
    /// # Errors
    /// One sentence that says what is wrong with it.
    pub fn open(path: &Path) -> Result<Self> {
        let mut file = File::open(path).map_err(|error| Error::file(path, error))?;
        refuse_too_many(&mut file)?;
        let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|_| {
            Error::Invalid("this is no archive that can be read: it is damaged, or something else".into())
        })?;
        let mut names = BTreeSet::new();
        let mut total: u64 = 0;
        for index in 0..zip.len() {
            let entry = zip.by_index_raw(index).map_err(|_| damaged())?;
            let name = entry.name().map_err(|_| damaged())?.into_owned();
            if entry.is_dir() {
                continue;
            }
            if entry.encrypted() {
                return Err(Error::Invalid("the archive is locked with a password".into()));
            }
            if entry.is_symlink() || !is_sound(&name) {
                return Err(Error::Invalid(format!(
                    "the archive holds a file that would lie elsewhere: “{}”",
                    shortened(&name)
                )));
            }
            let grown = entry.size() / entry.compressed_size().max(1);
            total = total.saturating_add(entry.size());
            if total > MOST_BYTES || (entry.size() > HARMLESS && grown > MOST_GROWTH) {
                return Err(Error::Invalid(
                    "the archive becomes far too large when it is unpacked".into(),
                ));
            }
            if !names.insert(name) {
                return Err(Error::Invalid("the archive holds two files of one name".into()));
            }
        }
        Ok(Self {
            zip,
            names,
            left: MOST_BYTES,
        })
    }

    /// The names of the files in a folder, in order.
    pub fn names_in<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        self.names
            .iter()
            .map(String::as_str)
            .filter(move |name| name.starts_with(folder))
    }

    /// Whether there is a file of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// A text file; empty when there is none.
    ///
    /// # Errors
    /// When it is damaged, too long or no text.
    pub fn text(&mut self, name: &str) -> Result<String> {
        if !self.has(name) {
            return Ok(String::new());
        }
        let mut bytes = Vec::new();
        self.copy(name, LONGEST_TEXT, &mut bytes)?;
        String::from_utf8(bytes).map_err(|_| Error::Invalid(format!("{} in the archive is no text", shortened(name))))
    }

    /// Unpacks a file.
    ///
    /// # Errors
    /// When it is damaged or too long, or cannot be written.
    pub fn copy(&mut self, name: &str, longest: u64, to: &mut impl Write) -> Result<u64> {
        let longest = longest.min(self.left);
        let entry = self.zip.by_name(name).map_err(|_| damaged())?;
        let mut limited = entry.take(longest + 1);
        let mut piece = [0; 64 * 1024];
        let mut copied: u64 = 0;
        loop {
            // What is read is counted, whatever the archive claims about itself.
            let read = limited.read(&mut piece).map_err(|_| damaged())?;
            if read == 0 {
                break;
            }
            copied += read as u64;
            if copied > longest {
                return Err(Error::Invalid(format!(
                    "{} in the archive is too large",
                    shortened(name)
                )));
            }
            to.write_all(piece.get(..read).unwrap_or_default())
                .map_err(|error| Error::file(Path::new(name), error))?;
        }
        self.left -= copied;
        Ok(copied)
    }
}

/// Counts the files by the archive's own last lines, before anybody makes room for a list of them.
fn refuse_too_many(file: &mut File) -> Result<()> {
    let length = file.seek(SeekFrom::End(0)).map_err(|_| damaged())?;
    let tail = length.min(66_000);
    file.seek(SeekFrom::Start(length - tail)).map_err(|_| damaged())?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(|_| damaged())?;
    file.rewind().map_err(|_| damaged())?;
    for (place, window) in bytes.windows(12).enumerate() {
        if window.starts_with(b"PK\x05\x06")
            && let Some([low, high]) = bytes.get(place + 10..place + 12)
            && usize::from(u16::from_le_bytes([*low, *high])) > MOST_FILES
        {
            return Err(Error::Invalid(format!(
                "the archive holds more than {MOST_FILES} files"
            )));
        }
    }
    Ok(())
}

/// Whether a file of this name lies within the archive's own folder.
fn is_sound(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= LONGEST_NAME
        && !name.contains(['\\', ':'])
        && !name.chars().any(char::is_control)
        && Path::new(name)
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
}

fn damaged() -> Error {
    Error::Invalid("the archive is damaged: pack the site again, or fetch the file once more".into())
}

fn shortened(name: &str) -> String {
    name.chars()
        .map(|character| if character.is_control() { ' ' } else { character })
        .take(80)
        .collect()
}
