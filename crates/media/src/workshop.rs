//! Prepares what was uploaded: pictures get their sizes, documents and recordings lose what tells about people.
//!
//! What strangers send is read in a process of its own, which may take neither much memory nor much time: a file made to
//! break it costs that file only. What waits stands in the database, so whatever is interrupted is done again.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::str::FromStr;
use std::time::{Duration, Instant};
use umbel_core::content::{Media, MediaState};
use umbel_core::{Error, Id, Result, SiteId, SiteScope, SiteWrite, Store};

use crate::store::MediaStore;
use crate::{Limits, MediaError, prepare, strip};

/// The command of the program that prepares one file.
pub const COMMAND: &str = "prepare-upload";
/// The environment of that process: its allocator must not set a gibibyte of addresses aside, because they would count as
/// taken and leave nothing to those who ask the system itself.
pub const ENVIRONMENT: [(&str, &str); 1] = [("MIMALLOC_ARENA_RESERVE", "0")];

/// How many files are looked for at a time.
const AT_A_TIME: i64 = 20;
/// How long one file may take.
const LONGEST: Duration = Duration::from_secs(180);
/// How long the processor may work on one file, in seconds.
const LONGEST_WORK: u64 = 60;
/// How much memory one file may take for itself, in bytes. With the program's own it stays below a quarter of a gibibyte.
const MOST_MEMORY: u64 = 224 * 1024 * 1024;
/// How often it is looked whether a file is done.
const LOOKING: Duration = Duration::from_millis(10);
/// The reason given when what was uploaded is not there any more.
const LOST: &str = "lost";
/// How old something must be that an interrupted process left behind, in seconds.
const FORGOTTEN_AFTER: i64 = 24 * 3_600;

/// Where a file is read.
#[derive(Clone, Debug)]
pub enum Bench {
    /// In this process: for tests, which trust their files.
    Here,
    /// In a process of its own: this program.
    Child(PathBuf),
}

/// Prepares what waits.
#[derive(Clone, Debug)]
pub struct Workshop {
    /// Where files are kept.
    pub media: MediaStore,
    /// Where they are read.
    pub bench: Bench,
    /// What lies here is gone when it is finished.
    pub folder: PathBuf,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Width of a picture, turned the right way up; zero for others.
    pub width: u32,
    /// Height of a picture, turned the right way up; zero for others.
    pub height: u32,
    /// The format of a picture besides WebP; `-` for others.
    pub fallback: String,
    /// The names of what was made: `480.webp`, or `file`.
    pub files: Vec<String>,
}

impl Workshop {
    /// Prepares everything that waits. Returns how many files are ready or refused now.
    ///
    /// # Errors
    /// When the database refuses. What cannot be read or written for another reason waits on.
    pub fn prepare_waiting(&self, store: &Store) -> Result<usize> {
        let waiting = store.read(|connection| Media::waiting(connection, AT_A_TIME))?;
        let mut settled = 0;
        for (site, id) in waiting {
            match self.prepare_one(store, site, id) {
                Ok(()) => settled += 1,
                Err(Error::File { path, source }) => {
                    tracing::warn!(%site, %id, path, %source, "an upload could not be prepared; trying again");
                }
                Err(error) => return Err(error),
            }
        }
        Ok(settled)
    }

    /// Deletes what interrupted processes left behind.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn tidy(&self, now: umbel_core::Instant) -> Result<()> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries.map_err(|error| Error::file(&self.folder, error))?,
        };
        for entry in entries.flatten() {
            let age = entry
                .metadata()
                .and_then(|found| found.modified())
                .ok()
                .and_then(|changed| changed.duration_since(std::time::UNIX_EPOCH).ok())
                .map_or(0, |changed| {
                    now.seconds() - i64::try_from(changed.as_secs()).unwrap_or(i64::MAX)
                });
            if age > FORGOTTEN_AFTER {
                let path = entry.path();
                // What cannot be deleted today is tried again tomorrow.
                let _ = fs::remove_file(&path).or_else(|_| fs::remove_dir_all(&path));
            }
        }
        Ok(())
    }

    fn prepare_one(&self, store: &Store, site: SiteId, id: Id) -> Result<()> {
        let found = store.read(|connection| Media::find(&mut SiteScope::new(site, connection), id))?;
        let Some(waiting) = found.filter(|media| media.state == MediaState::Waiting) else {
            return Ok(());
        };
        let folder = self.folder.join(format!("making-{}", waiting.base_name));
        let prepared = self.prepare_in(&folder, &waiting);
        // It is made anew each time; what cannot be deleted now is tidied up later.
        let _ = fs::remove_dir_all(&folder);
        let settled = prepared?;
        let stays = store.write(|write| settled.settle(&mut SiteWrite::new(site, write)))?;
        if !stays {
            let now = store.read(|connection| Media::find(&mut SiteScope::new(site, connection), id))?;
            if now.is_none() {
                self.forget_files(&settled);
            }
        }
        self.media
            .remove_original(site.number(), &waiting.base_name)
            .map_err(|error| Error::file(&self.media.root, error))
    }

    /// Whoever deleted the file meanwhile did not know of these.
    fn forget_files(&self, media: &Media) {
        let names = media.file_names();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        // What is left is known to nobody and harmless.
        let _ = self.media.remove(media.site_id.number(), &names);
    }

    /// What the row says afterwards, once all files are in place.
    fn prepare_in(&self, folder: &Path, waiting: &Media) -> Result<Media> {
        let failed = |error: io::Error| Error::file(folder, error);
        // What an interrupted process left is of no use.
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder).map_err(failed)?;
        let input = folder.join("original");
        let site = waiting.site_id.number();
        match self.media.fetch_original(site, &waiting.base_name, &input) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(refused(waiting, LOST)),
            outcome => outcome.map_err(failed)?,
        }
        let made = match self
            .make(&input, waiting.extension.as_deref(), folder)
            .map_err(failed)?
        {
            Ok(made) => made,
            Err(refusal) => return Ok(refused(waiting, refusal.key())),
        };
        let mut widths: Vec<u32> = Vec::new();
        let mut bytes = 0;
        for file in &made.files {
            let content = fs::read(folder.join(file)).map_err(failed)?;
            bytes += i64::try_from(content.len()).unwrap_or(0);
            let name = match &waiting.extension {
                Some(extension) => format!("{}.{extension}", waiting.base_name),
                None => format!("{}-{file}", waiting.base_name),
            };
            widths.extend(file.split('.').next().and_then(|width| width.parse::<u32>().ok()));
            self.media.put_file(site, &name, content).map_err(failed)?;
        }
        widths.sort_unstable();
        widths.dedup();
        let mut ready = Media {
            state: MediaState::Ready,
            bytes,
            ..waiting.clone()
        };
        if waiting.extension.is_none() {
            let widths: Vec<String> = widths.iter().map(ToString::to_string).collect();
            ready.widths = widths.join(",");
            ready.fallback = made.fallback;
            ready.width = i32::try_from(made.width).unwrap_or(i32::MAX);
            ready.height = i32::try_from(made.height).unwrap_or(i32::MAX);
        }
        Ok(ready)
    }

    fn make(&self, input: &Path, extension: Option<&str>, folder: &Path) -> io::Result<Result<Made, MediaError>> {
        match &self.bench {
            Bench::Here => Ok(make(input, extension, folder)),
            Bench::Child(program) => {
                let mut command = Command::new(program);
                command.arg(COMMAND).arg(input).arg(folder).args(extension);
                let mut child = command
                    .env_clear()
                    .envs(ENVIRONMENT)
                    .stdin(Stdio::null())
                    .stdout(Stdio::piped())
                    .stderr(Stdio::null())
                    .spawn()?;
                outcome_of(&mut child)
            }
        }
    }
}

/// What the row of a refused file says. It takes up nothing.
fn refused(waiting: &Media, reason: &str) -> Media {
    Media {
        state: MediaState::Refused,
        refusal: reason.to_owned(),
        bytes: 0,
        ..waiting.clone()
    }
}

/// Waits for a process that prepares a file. An error means that it did not come to an end by itself.
fn outcome_of(child: &mut Child) -> io::Result<Result<Made, MediaError>> {
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if begun.elapsed() > LONGEST {
            child.kill()?;
            child.wait()?;
            return Ok(Err(MediaError::Damaged));
        }
        std::thread::sleep(LOOKING);
    };
    let mut said = String::new();
    if let Some(output) = child.stdout.as_mut() {
        output.read_to_string(&mut said)?;
    }
    if status.success() {
        return said
            .lines()
            .next()
            .unwrap_or_default()
            .parse::<Outcome>()
            .map(|outcome| outcome.0);
    }
    // It was told to stop together with everything else, and read nothing to its end.
    if was_told_to_stop(status) {
        return Err(io::Error::new(io::ErrorKind::Interrupted, "told to stop"));
    }
    Ok(Err(if has_outgrown(status) {
        MediaError::TooManyPixels
    } else {
        MediaError::Damaged
    }))
}

#[cfg(unix)]
fn signal_of(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal_of(_status: ExitStatus) -> Option<i32> {
    None
}

/// Hang-up, interrupt and termination.
fn was_told_to_stop(status: ExitStatus) -> bool {
    matches!(signal_of(status), Some(1 | 2 | 15))
}

/// Abort, which is what happens where no memory is left, and being killed by the system.
fn has_outgrown(status: ExitStatus) -> bool {
    matches!(signal_of(status), Some(6 | 9))
}

/// What a process says about its file, in one line.
struct Outcome(Result<Made, MediaError>);

impl FromStr for Outcome {
    type Err = io::Error;

    fn from_str(line: &str) -> io::Result<Self> {
        let senseless = || io::Error::new(io::ErrorKind::InvalidData, "it said nothing that makes sense");
        let mut words = line.split(' ');
        match (words.next(), words.next(), words.next(), words.next()) {
            (Some("ready"), Some(width), Some(height), Some(fallback)) => {
                let number = |text: &str| text.parse().map_err(|_| senseless());
                Ok(Self(Ok(Made {
                    width: number(width)?,
                    height: number(height)?,
                    fallback: fallback.to_owned(),
                    files: words.map(str::to_owned).collect(),
                })))
            }
            (Some("refused"), Some(key), None, None) => MediaError::ALL
                .into_iter()
                .find(|reason| reason.key() == key)
                .map(|reason| Self(Err(reason)))
                .ok_or_else(senseless),
            _ => Err(senseless()),
        }
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Ok(made) => {
                write!(formatter, "ready {} {} {}", made.width, made.height, made.fallback)?;
                made.files.iter().try_for_each(|file| write!(formatter, " {file}"))
            }
            Err(reason) => write!(formatter, "refused {}", reason.key()),
        }
    }
}

/// The process that prepares one file: bounds itself, prepares it, and says in one line what became of it, in a second one
/// how many kibibytes of memory it took at most.
///
/// # Errors
/// When it cannot bound itself.
pub fn be_the_child(input: &Path, folder: &Path, extension: Option<&str>) -> io::Result<String> {
    bound_this_process()?;
    let outcome = Outcome(make(input, extension, folder));
    Ok(format!("{outcome}\npeak {}", peak().unwrap_or_default()))
}

/// The most memory this process ever had, where the system tells.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

#[cfg(unix)]
fn bound_this_process() -> io::Result<()> {
    use rlimit::Resource;
    Resource::DATA.set(MOST_MEMORY, MOST_MEMORY)?;
    Resource::CPU.set(LONGEST_WORK, LONGEST_WORK)?;
    // Dying must leave nothing behind of what somebody uploaded.
    Resource::CORE.set(0, 0)
}

#[cfg(not(unix))]
fn bound_this_process() -> io::Result<()> {
    Ok(())
}

/// Prepares one file: what is made of it lies in the folder afterwards.
fn make(input: &Path, extension: Option<&str>, folder: &Path) -> Result<Made, MediaError> {
    let bytes = fs::read(input).map_err(|_| MediaError::Damaged)?;
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).map_err(|_| MediaError::Damaged);
    if let Some(extension) = extension {
        let cleaned = strip::cleaned(bytes, extension)?;
        write("file", &cleaned)?;
        return Ok(Made {
            width: 0,
            height: 0,
            fallback: "-".into(),
            files: vec!["file".into()],
        });
    }
    let prepared = prepare(&bytes, &Limits::default())?;
    let mut files = Vec::with_capacity(prepared.variants.len());
    let mut fallback = "jpg";
    for variant in &prepared.variants {
        let name = format!("{}.{}", variant.width, variant.format.extension());
        write(&name, &variant.bytes)?;
        if variant.format != crate::Format::Webp {
            fallback = variant.format.extension();
        }
        files.push(name);
    }
    Ok(Made {
        width: prepared.width,
        height: prepared.height,
        fallback: fallback.into(),
        files,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_understood() {
        let made = Made {
            width: 20,
            height: 10,
            fallback: "png".into(),
            files: vec!["20.webp".into(), "20.png".into()],
        };
        for outcome in [Ok(made), Err(MediaError::Heic)] {
            let said = Outcome(outcome.clone()).to_string();
            assert_eq!(said.parse::<Outcome>().unwrap().0, outcome);
        }
        assert!("".parse::<Outcome>().is_err());
        assert!("ready x 1 jpg".parse::<Outcome>().is_err());
    }
}
