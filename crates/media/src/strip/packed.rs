//! Office files are archives: what describes the document is replaced by nothing, its texts are copied as they are.

use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// More parts than any document has.
const MOST_PARTS: usize = 20_000;
/// The largest photo within a document whose own description is taken out, in bytes.
const LARGEST_PHOTO: u64 = 25 * 1024 * 1024;

const NO_CORE: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>"#;
const NO_APP: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>"#;
const NO_CUSTOM: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>"#;
const NO_META: &str = r#"<?xml version="1.0" encoding="UTF-8"?><office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"><office:meta/></office:document-meta>"#;

/// The same document without who wrote it, with which program, and when.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut from = ZipArchive::new(Cursor::new(bytes)).ok()?;
    if from.len() > MOST_PARTS {
        return None;
    }
    let mut to = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    for index in 0..from.len() {
        let name = from.by_index_raw(index).ok()?.name().ok()?.into_owned();
        match instead_of(&name) {
            Some(text) => write_part(&mut to, &name, text.as_bytes())?,
            None if is_photo(&name) => {
                let mut photo = Vec::new();
                let entry = from.by_index(index).ok()?;
                entry.take(LARGEST_PHOTO).read_to_end(&mut photo).ok()?;
                write_part(&mut to, &name, &without_segments(&photo))?;
            }
            None => {
                let part = from.by_index_raw(index).ok()?;
                to.raw_copy_file_touch(part, DateTime::default(), None).ok()?;
            }
        }
    }
    Some(to.finish().ok()?.into_inner())
}

/// What stands for a part that tells about people.
fn instead_of(name: &str) -> Option<&'static str> {
    match name {
        "docProps/core.xml" => Some(NO_CORE),
        "docProps/app.xml" => Some(NO_APP),
        "docProps/custom.xml" => Some(NO_CUSTOM),
        "meta.xml" => Some(NO_META),
        _ => None,
    }
}

fn is_photo(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("jpg" | "jpeg"))
}

fn write_part(to: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, bytes: &[u8]) -> Option<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default());
    to.start_file(name, options).ok()?;
    to.write_all(bytes).ok()
}

/// A JPEG without comments and without what the camera and programs wrote into it. Its pixels stay as they lie, so that
/// a program that turned them by the camera's word shows them lying: within documents programs turn what they place.
fn without_segments(photo: &[u8]) -> Vec<u8> {
    kept_segments(photo).unwrap_or_else(|| photo.to_vec())
}

fn kept_segments(photo: &[u8]) -> Option<Vec<u8>> {
    let mut kept = photo.get(..2).filter(|start| *start == [0xFF, 0xD8])?.to_vec();
    let mut position = 2;
    loop {
        let [0xFF, marker, high, low, ..] = photo.get(position..)? else {
            return None;
        };
        if *marker == 0xDA {
            kept.extend(photo.get(position..)?);
            return Some(kept);
        }
        let end = position + 2 + (usize::from(*high) << 8 | usize::from(*low));
        let segment = photo.get(position..end)?;
        // APP1 (EXIF and XMP), APP3 to APP13 and comments tell; APP0, colour profiles and Adobe's transform do not.
        if !matches!(marker, 0xE1 | 0xE3..=0xED | 0xEF | 0xFE) {
            kept.extend(segment);
        }
        position = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            archive.start_file(*name, SimpleFileOptions::default()).unwrap();
            archive.write_all(bytes).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn who_wrote_it_is_gone_and_the_text_is_not() {
        let photo = [b"\xFF\xD8\xFF\xE1\x00\x07Maria".as_slice(), b"\xFF\xDA\x00\x02pixels"].concat();
        let document = archive(&[
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            ("content.xml", b"<text>Minutes</text>"),
            ("meta.xml", b"<meta><dc:creator>Maria</dc:creator></meta>"),
            ("docProps/core.xml", b"<dc:creator>Maria</dc:creator>"),
            ("Pictures/1.jpg", &photo),
        ]);
        let cleaned = clean(&document).unwrap();
        let mut archive = ZipArchive::new(Cursor::new(cleaned)).unwrap();
        let mut all = String::new();
        for index in 0..archive.len() {
            let mut text = Vec::new();
            archive.by_index(index).unwrap().read_to_end(&mut text).unwrap();
            all.push_str(&String::from_utf8_lossy(&text));
        }
        assert_eq!(archive.by_index(0).unwrap().name().unwrap(), "mimetype");
        assert!(!all.contains("Maria"), "{all}");
        assert!(all.contains("Minutes") && all.contains("pixels"), "{all}");
        assert_eq!(clean(b"PK\x03\x04 no archive"), None);
    }
}
