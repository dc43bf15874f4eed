//! Packing: everything a site has, in one archive that people can read without us.

mod described;

use diesel::Connection as _;
use std::collections::HashSet;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use umbel_core::content::{Media, MediaState};
use umbel_core::{Connection, Error, Instant, Result, SiteId, Store};
use umbel_media::store::MediaStore;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use self::described::{comment_file, event_file, feed_file, members_file, originals_file, post_file, site_file};
use crate::contents::Contents;
use crate::files::{CommentFile, EventFile, FeedFile, MediaFile};
use crate::report::Report;
use crate::texts::Addresses;
use crate::{calendar, lists, wordpress};

/// Settings that belong to the place and not to the site: they are decided anew elsewhere.
pub(crate) const STAYS_BEHIND: [&str; 7] = [
    "features_offered",
    "home_host",
    "is_template",
    "network_start_mode",
    "start_mode",
    "suspended_because",
    "upload_quota",
];
const README: &str = include_str!("readme.txt");

/// Whether members come along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Members {
    /// Those who agreed to it.
    Along,
    /// None.
    Left,
}

/// Packs a site into the file `to`. `origin` is the beginning of its addresses, as `https://boston.example`.
///
/// # Errors
/// When the site is gone, the database refuses or the file cannot be written; then there is no file.
pub fn pack(
    store: &Store,
    media: &MediaStore,
    site: SiteId,
    origin: &str,
    members: Members,
    to: &Path,
) -> Result<Report> {
    let contents = read(store, site)?;
    let part = to.with_extension("part");
    let written = write(&contents, media, origin, members, store.now(), &part);
    if written.is_err() {
        // The failure is told; that half a file stays behind would be no news.
        let _ = std::fs::remove_file(&part);
    }
    let report = written?;
    std::fs::rename(&part, to).map_err(|error| Error::file(to, error))?;
    Ok(report)
}

/// Writes one file for WordPress instead.
///
/// # Errors
/// As [`pack`].
pub fn pack_for_wordpress(store: &Store, site: SiteId, origin: &str, to: &Path) -> Result<Report> {
    let contents = read(store, site)?;
    let part = to.with_extension("part");
    let file = File::create(&part).map_err(|error| Error::file(&part, error))?;
    let mut file = BufWriter::new(file);
    let report = wordpress::write(&contents, origin, store.now(), &mut file)?;
    let file = file
        .into_inner()
        .map_err(|error| Error::file(&part, error.into_error()))?;
    file.sync_all().map_err(|error| Error::file(&part, error))?;
    std::fs::rename(&part, to).map_err(|error| Error::file(to, error))?;
    Ok(report)
}

/// Everything the site has, as it was at one moment.
fn read(store: &Store, site: SiteId) -> Result<Contents> {
    store.read(|connection| {
        connection.transaction(|connection| {
            if let Connection::Postgres(_) = connection {
                use diesel::connection::SimpleConnection;
                connection.batch_execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")?;
            }
            Contents::read(connection, site)
        })
    })
}

/// An archive that is being written.
struct Packing {
    zip: ZipWriter<BufWriter<File>>,
    names: HashSet<String>,
}

impl Packing {
    fn file(&mut self, name: &str, method: CompressionMethod) -> Result<()> {
        self.names.insert(name.to_owned());
        let options = SimpleFileOptions::default().compression_method(method).large_file(true);
        self.zip.start_file(name, options).map_err(failed)
    }

    fn text(&mut self, name: &str, text: &str) -> Result<()> {
        self.file(name, CompressionMethod::Deflated)?;
        self.zip
            .write_all(text.as_bytes())
            .map_err(|error| failed(error.into()))
    }

    fn json<T: serde::Serialize>(&mut self, name: &str, value: &T) -> Result<()> {
        let text = serde_json::to_string_pretty(value).map_err(|error| Error::Invalid(error.to_string()))?;
        self.text(name, &text)
    }

    /// A name in a folder that no other file has.
    fn free(&self, folder: &str, path: &str, ending: &str) -> String {
        let segments: Vec<String> = path
            .split('/')
            .map(|segment| {
                let kept: String = segment
                    .chars()
                    .filter(|character| character.is_alphanumeric() || "-_~".contains(*character))
                    .take(60)
                    .collect();
                if kept.is_empty() { "text".to_owned() } else { kept }
            })
            .take(8)
            .collect();
        let stem = format!("{folder}{}", segments.join("."));
        let mut name = format!("{stem}.{ending}");
        let mut number = 2;
        while self.names.contains(&name) {
            name = format!("{stem}-{number}.{ending}");
            number += 1;
        }
        name
    }
}

fn write(
    contents: &Contents,
    media: &MediaStore,
    origin: &str,
    members: Members,
    now: Instant,
    to: &Path,
) -> Result<Report> {
    let file = File::create(to).map_err(|error| Error::file(to, error))?;
    let mut packing = Packing {
        zip: ZipWriter::new(BufWriter::new(file)),
        names: HashSet::new(),
    };
    let mut report = Report::default();
    let references = contents.references();
    let files: Vec<(&Media, &str)> = contents
        .media
        .iter()
        .filter_map(|file| Some((file, references.of(file.id)?.strip_prefix("media/")?)))
        .collect();
    let addresses = Addresses::of(contents.site.id, files.iter().copied());
    packing.text("README.txt", README)?;
    packing.json("site.json", &site_file(contents, &references, now))?;
    for post in &contents.posts {
        let folder = format!("{}s/", post.kind);
        let name = packing.free(&folder, &post.path, "md");
        packing.text(&name, &post_file(contents, &references, &addresses, post)?)?;
        report.count(if folder == "posts/" { "posts" } else { "pages" });
    }
    let comments: Vec<CommentFile> = contents
        .comments
        .iter()
        .filter_map(|comment| comment_file(&references, comment))
        .collect();
    for _ in &comments {
        report.count("comments");
    }
    packing.json("comments.json", &comments)?;
    let kept = write_media(&mut packing, contents, media, &files, &mut report)?;
    packing.json("media.json", &kept)?;
    let events: Vec<EventFile> = contents
        .events
        .iter()
        .map(|(event, dates)| event_file(&references, &addresses, event, dates))
        .collect();
    for _ in &events {
        report.count("events");
    }
    packing.json("events.json", &events)?;
    packing.text("events.ics", &calendar::file(contents, origin))?;
    let feeds: Vec<FeedFile> = contents.feeds.iter().map(feed_file).collect();
    packing.json("feeds.json", &feeds)?;
    packing.text("feeds.opml", &lists::outline(&contents.site.name, &contents.feeds))?;
    packing.text("redirects.csv", &lists::redirects(&contents.redirects))?;
    packing.json("members.json", &members_file(contents, members, &mut report))?;
    packing.json("originals.json", &originals_file(contents, &references))?;
    packing.file("wordpress.xml", CompressionMethod::Deflated)?;
    let for_wordpress = wordpress::write(contents, origin, now, &mut packing.zip)?;
    packing.text("wordpress-report.txt", &for_wordpress.text())?;
    packing.text("report.txt", &report.text())?;
    let mut written = packing.zip.finish().map_err(failed)?;
    written.flush().map_err(|error| Error::file(to, error))?;
    written.get_ref().sync_all().map_err(|error| Error::file(to, error))?;
    Ok(report)
}

fn failed(error: zip::result::ZipError) -> Error {
    Error::Invalid(format!("the archive cannot be written: {error}"))
}

/// Copies the files of the library: of pictures the widest, from which the others are made again.
fn write_media(
    packing: &mut Packing,
    contents: &Contents,
    media: &MediaStore,
    files: &[(&Media, &str)],
    report: &mut Report,
) -> Result<Vec<MediaFile>> {
    let mut kept = Vec::new();
    for (file, name) in files {
        match file.state {
            MediaState::Ready => {}
            MediaState::Waiting => {
                report.note(
                    &file.original_name,
                    "It is still being prepared; pack again in a minute.",
                );
                continue;
            }
            MediaState::Refused => {
                report.note(&file.original_name, "It could not be read when it arrived.");
                continue;
            }
        }
        let stored = match (&file.extension, file.stored_widths().last()) {
            (Some(extension), _) => format!("{}.{extension}", file.base_name),
            (None, Some(width)) => format!("{}-{width}.{}", file.base_name, file.fallback),
            (None, None) => continue,
        };
        let bytes = match media.read(contents.site.id.number(), &stored) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                report.note(&file.original_name, "Its file is missing.");
                continue;
            }
            Err(error) => return Err(Error::file(Path::new(&stored), error)),
        };
        // They are packed already by their own kind.
        packing.file(&format!("media/{name}"), CompressionMethod::Stored)?;
        packing.zip.write_all(&bytes).map_err(|error| failed(error.into()))?;
        report.count("files of the library");
        kept.push(MediaFile {
            file: (*name).to_owned(),
            kind: file.kind.to_string(),
            name: file.original_name.clone(),
            alt: file.alt.clone(),
            is_decoration: file.is_decoration,
            caption: file.caption.clone(),
            focus: (file.focal_x, file.focal_y),
            size: (file.width, file.height),
            at: file.created_at.rfc3339(),
        });
    }
    Ok(kept)
}
