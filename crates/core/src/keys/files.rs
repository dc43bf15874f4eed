//! Key files: made once, read ever after.

use std::fs;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use super::Key;
use crate::ids::random_bytes;
use crate::{Error, Result};

/// The key in the file, which is made with a random one when it is missing.
pub(super) fn read_or_create(path: &Path) -> Result<Key> {
    match read(path) {
        Err(Error::File { source, .. }) if source.kind() == ErrorKind::NotFound => {
            create(path)?;
            // Read again: another program may have been quicker, and then its key counts.
            read(path)
        }
        other => other,
    }
}

/// Says so when others may read the file. A restored backup often comes with the wrong permissions; that is no reason
/// not to start.
pub(super) fn warn_when_others_may_read(path: &Path) {
    let mode = fs::metadata(path).map_or(0, |metadata| metadata.permissions().mode());
    if mode & 0o077 != 0 {
        tracing::warn!(
            path = %path.display(),
            "others on this machine may read the master key; let only its owner read it (chmod 600)"
        );
    }
}

fn read(path: &Path) -> Result<Key> {
    let bytes = fs::read(path).map_err(|error| Error::file(path, error))?;
    from_hexadecimal(bytes.trim_ascii()).ok_or_else(|| {
        Error::Configuration(format!(
            "the key file {} is damaged: it should hold 64 hexadecimal digits; put it back from a backup",
            path.display()
        ))
    })
}

/// Makes the file with a random key, unless it is there already.
///
/// It is written under another name and then linked, which fails when the name is taken: nobody ever sees half a key,
/// and no key is ever replaced.
fn create(path: &Path) -> Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let draft = path.with_file_name(format!("{name}.{:016x}", u64::from_ne_bytes(random_bytes())));
    let written = write(&draft, &random_bytes());
    let linked = written.and_then(|()| match fs::hard_link(&draft, path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(Error::file(path, error)),
        _ => Ok(()),
    });
    let removed = fs::remove_file(&draft).map_err(|error| Error::file(&draft, error));
    linked.and(removed)?;
    let dir = path.parent().unwrap_or(path);
    // The name must survive a power cut as well: what is sealed from now on needs this key.
    fs::File::open(dir)
        .and_then(|dir| dir.sync_all())
        .map_err(|error| Error::file(dir, error))
}

fn write(path: &Path, key: &Key) -> Result<()> {
    let mut text = String::with_capacity(65);
    for byte in key {
        text.push_str(&format!("{byte:02x}"));
    }
    text.push('\n');
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        })
        .map_err(|error| Error::file(path, error))
}

pub(super) fn from_hexadecimal(text: &[u8]) -> Option<Key> {
    let mut key = [0; 32];
    if text.len() != 2 * key.len() {
        return None;
    }
    for (byte, pair) in key.iter_mut().zip(text.chunks_exact(2)) {
        let digit = |position: usize| char::from(pair[position]).to_digit(16);
        *byte = u8::try_from(digit(0)? * 16 + digit(1)?).ok()?;
    }
    Some(key)
}
