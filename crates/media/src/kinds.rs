//! Tells what an uploaded file is before anything is done with it: its first bytes decide, and for plain text its name.

use image::{ColorType, ImageDecoder, ImageReader};
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use umbel_core::content::MediaKind;

use crate::decode::swaps_sides;
use crate::{Limits, MediaError, encode, mp4, recognise};

/// The largest picture that is taken, in bytes.
pub const LARGEST_PICTURE: u64 = 25 * 1024 * 1024;
/// The largest document or recording that is taken, in bytes.
pub const LARGEST_FILE: u64 = 50 * 1024 * 1024;
/// How much of a file is looked at to tell what it is.
const HEAD: u64 = 64 * 1024;

/// What a file is, and under which names it will be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspected {
    /// What it is.
    pub kind: MediaKind,
    /// The ending of a document or recording.
    pub extension: Option<&'static str>,
    /// Width of a picture, turned the right way up.
    pub width: u32,
    /// Height of a picture, turned the right way up.
    pub height: u32,
    /// The widths a picture will be stored in, ascending.
    pub widths: Vec<u32>,
    /// The format a picture will have besides WebP, as far as its head tells.
    pub fallback: &'static str,
}

impl Inspected {
    const fn file(kind: MediaKind, extension: &'static str) -> Self {
        Self {
            kind,
            extension: Some(extension),
            width: 0,
            height: 0,
            widths: Vec::new(),
            fallback: "jpg",
        }
    }
}

/// Looks at a file that arrived under this name. What it really holds is only known once it is prepared.
///
/// # Errors
/// Why it cannot be taken.
pub fn inspect(path: &Path, name: &str) -> Result<Inspected, MediaError> {
    let mut file = File::open(path).map_err(|_| MediaError::Damaged)?;
    let size = file.metadata().map_err(|_| MediaError::Damaged)?.len();
    let mut head = Vec::new();
    file.by_ref()
        .take(HEAD)
        .read_to_end(&mut head)
        .map_err(|_| MediaError::Damaged)?;
    if head.is_empty() {
        return Err(MediaError::Empty);
    }
    match recognise::format_of(&head) {
        Ok(format) if size <= LARGEST_PICTURE => return measured(path, format),
        Ok(_) => return Err(MediaError::TooLarge),
        Err(MediaError::NotAnImage) => {}
        Err(refusal) => return Err(refusal),
    }
    if size > LARGEST_FILE {
        return Err(MediaError::TooLarge);
    }
    if let Some(extension) = recording(&mut file, &head)? {
        return Ok(Inspected::file(MediaKind::Recording, extension));
    }
    match document(&mut file, &head, name)? {
        Some(extension) => Ok(Inspected::file(MediaKind::Document, extension)),
        None => Err(MediaError::Unknown),
    }
}

/// The size of a picture, from its head.
fn measured(path: &Path, format: image::ImageFormat) -> Result<Inspected, MediaError> {
    // Some decoders read the whole file for that; one at a time keeps it small when fifty arrive at once.
    static MEASURING: Mutex<()> = Mutex::new(());
    let _alone = MEASURING.lock().unwrap_or_else(PoisonError::into_inner);
    let file = File::open(path).map_err(|_| MediaError::Damaged)?;
    let mut reader = ImageReader::with_format(BufReader::new(file), format);
    let mut limits = image::Limits::no_limits();
    limits.max_alloc = Some(Limits::default().max_alloc);
    reader.limits(limits);
    let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let mut decoder = reader.into_decoder().map_err(|_| MediaError::Damaged)?;
        // Of WebP the decoder would take as much memory as the file claims its metadata to have.
        let turned = format != image::ImageFormat::WebP && decoder.orientation().is_ok_and(swaps_sides);
        Ok((decoder.dimensions(), turned, decoder.color_type()))
    }));
    let ((width, height), turned, colours) = read.unwrap_or(Err(MediaError::Damaged))?;
    if width == 0 || height == 0 {
        return Err(MediaError::Damaged);
    }
    if u64::from(width) * u64::from(height) > Limits::default().max_pixels {
        return Err(MediaError::TooManyPixels);
    }
    let (width, height) = if turned { (height, width) } else { (width, height) };
    let see_through = matches!(
        colours,
        ColorType::La8 | ColorType::La16 | ColorType::Rgba8 | ColorType::Rgba16 | ColorType::Rgba32F
    );
    Ok(Inspected {
        kind: MediaKind::Picture,
        extension: None,
        width,
        height,
        widths: encode::sizes(width, height)
            .into_iter()
            .map(|(width, _)| width)
            .collect(),
        fallback: if see_through { "png" } else { "jpg" },
    })
}

/// The ending of a recording.
fn recording(file: &mut File, head: &[u8]) -> Result<Option<&'static str>, MediaError> {
    if head.starts_with(b"fLaC") {
        return Ok(Some("flac"));
    }
    if head.starts_with(b"ID3") || is_mpeg_audio(head) {
        return Ok(Some("mp3"));
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WAVE") {
        return Ok(Some("wav"));
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"AVI ") || head.starts_with(b"\x1A\x45\xDF\xA3") {
        return Err(MediaError::Video);
    }
    if head.starts_with(b"OggS") {
        let first = head.get(28..).unwrap_or_default();
        let has = |name: &[u8]| first.windows(name.len()).take(300).any(|window| window == name);
        if has(b"\x80theora") || has(b"\x01video") {
            return Err(MediaError::Video);
        }
        return Ok((has(b"\x01vorbis") || has(b"OpusHead")).then_some("ogg"));
    }
    if head.get(4..8) == Some(b"ftyp") {
        file.seek(SeekFrom::Start(0)).map_err(|_| MediaError::Damaged)?;
        return match mp4::tracks(file) {
            mp4::Tracks::Sound => Ok(Some("m4a")),
            mp4::Tracks::Film => Err(MediaError::Video),
            mp4::Tracks::Neither => Ok(None),
        };
    }
    Ok(None)
}

/// Whether this is the head of a frame of MPEG audio, layer III.
fn is_mpeg_audio(head: &[u8]) -> bool {
    let [0xFF, second, third, ..] = head else {
        return false;
    };
    second & 0xE6 == 0xE2 && third >> 4 != 0xF && third >> 4 != 0 && third >> 2 & 3 != 3
}

/// The ending of a document.
fn document(file: &mut File, head: &[u8], name: &str) -> Result<Option<&'static str>, MediaError> {
    if head.starts_with(b"%PDF-") {
        return Ok(Some("pdf"));
    }
    if head.starts_with(b"PK\x03\x04") {
        file.seek(SeekFrom::Start(0)).map_err(|_| MediaError::Damaged)?;
        return packed(file);
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0") {
        // Office files of before 2007, and those that are locked with a password.
        return Err(MediaError::OldOffice);
    }
    plain(file, head, name)
}

/// The ending of a document that is an archive.
fn packed(file: &File) -> Result<Option<&'static str>, MediaError> {
    let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(|_| MediaError::Damaged)?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    let office = [
        ("word/document.xml", "docx"),
        ("xl/workbook.xml", "xlsx"),
        ("ppt/presentation.xml", "pptx"),
    ];
    if has("[Content_Types].xml")
        && let Some((_, extension)) = office.into_iter().find(|(main, _)| has(main))
    {
        let runs = archive
            .file_names()
            .any(|name| name.is_ok_and(|name| name.ends_with("vbaProject.bin")));
        return if runs {
            Err(MediaError::Macros)
        } else {
            Ok(Some(extension))
        };
    }
    let mut kind = String::new();
    if let Ok(entry) = archive.by_name("mimetype") {
        // The name of a kind is short; whatever is longer is none.
        let _ = entry.take(100).read_to_string(&mut kind);
    }
    Ok(match kind.trim() {
        "application/vnd.oasis.opendocument.text" => Some("odt"),
        "application/vnd.oasis.opendocument.spreadsheet" => Some("ods"),
        "application/vnd.oasis.opendocument.presentation" => Some("odp"),
        "application/epub+zip" => Some("epub"),
        _ => None,
    })
}

/// The ending of a text: by what it begins with, else by its name, as long as it is text.
fn plain(file: &mut File, head: &[u8], name: &str) -> Result<Option<&'static str>, MediaError> {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let begins = |words: &str| {
        text.get(..words.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(words.as_bytes()))
    };
    let extension = if begins("BEGIN:VCALENDAR") {
        Some("ics")
    } else if begins("BEGIN:VCARD") {
        Some("vcf")
    } else {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("txt" | "md") => Some("txt"),
            Some("csv") => Some("csv"),
            _ => None,
        }
    };
    let Some(extension) = extension else {
        return Ok(None);
    };
    file.seek(SeekFrom::Start(0)).map_err(|_| MediaError::Damaged)?;
    Ok(is_text(file)?.then_some(extension))
}

/// Whether there is nothing in a file that no text has: control characters besides tabs and line ends.
fn is_text(file: &mut File) -> Result<bool, MediaError> {
    let mut piece = vec![0; 64 * 1024];
    loop {
        let read = file.read(&mut piece).map_err(|_| MediaError::Damaged)?;
        if read == 0 {
            return Ok(true);
        }
        let odd = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C);
        if piece.iter().take(read).any(odd) {
            return Ok(false);
        }
    }
}
