//! Keeping mails as files: one folder a mail, for trying things out.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use umbel_core::ids::random_bytes;

use super::{Failure, FailureKind};
use crate::Composed;

/// How often another number is tried when somebody else took the one meant.
const TRIES: u32 = 100;

/// A folder with a folder for each mail, `000001-invitation` and so on.
#[derive(Clone)]
pub struct FileTransport {
    folder: PathBuf,
}

impl FileTransport {
    /// Mails in `folder`, which is made with the first one.
    pub const fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Keeps a mail. Whoever looks sees all of it or nothing.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn keep(&self, composed: &Composed, letter: &[u8]) -> Result<(), Failure> {
        self.write(composed, letter).map_err(|error| {
            Failure::new(
                FailureKind::Unreachable,
                format!("the mail could not be written to {}: {error}", self.folder.display()),
            )
        })
    }

    fn write(&self, composed: &Composed, letter: &[u8]) -> io::Result<()> {
        make_folder(&self.folder)?;
        let unfinished = self
            .folder
            .join(format!(".{:016x}", u64::from_ne_bytes(random_bytes())));
        make_folder(&unfinished)?;
        let outcome = fill(&unfinished, composed, letter).and_then(|()| self.number(&unfinished, composed.kind));
        if outcome.is_err() {
            // What remains of it would only confuse; the reason that is told is the first one.
            let _ = fs::remove_dir_all(&unfinished);
        }
        outcome
    }

    /// Gives a finished folder its name: the number after the highest one.
    fn number(&self, finished: &Path, kind: &str) -> io::Result<()> {
        let mut number = 1 + fs::read_dir(&self.folder)?
            .flatten()
            .filter_map(|entry| {
                let name = entry.file_name().into_string().ok()?;
                name.split('-').next()?.parse::<u64>().ok()
            })
            .max()
            .unwrap_or(0);
        for _ in 0..TRIES {
            // A folder with something in it is never replaced by this.
            match fs::rename(finished, self.folder.join(format!("{number:06}-{kind}"))) {
                Ok(()) => return Ok(()),
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty
                    ) =>
                {
                    number += 1;
                }
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::other("other mails keep taking its number"))
    }
}

fn fill(folder: &Path, composed: &Composed, letter: &[u8]) -> io::Result<()> {
    fs::write(folder.join("subject.txt"), format!("{}\n", composed.subject))?;
    fs::write(folder.join("text.txt"), &composed.text)?;
    fs::write(folder.join("body.html"), &composed.html)?;
    fs::write(folder.join("message.eml"), letter)
}

/// A folder that only its owner can read: the links in mails are secrets.
fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
