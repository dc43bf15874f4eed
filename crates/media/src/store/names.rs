//! Names of stored files: what is served is only what has exactly their shape.

use crate::Format;

/// Hexadecimal digits in the random part of a name.
pub(crate) const BASE_LENGTH: usize = 32;

/// Endings of documents and recordings, and what they are.
const FILE_TYPES: [(&str, &str); 17] = [
    ("pdf", "application/pdf"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    (
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    ("epub", "application/epub+zip"),
    ("txt", "text/plain"),
    ("csv", "text/csv"),
    ("ics", "text/calendar"),
    ("vcf", "text/vcard"),
    ("mp3", "audio/mpeg"),
    ("ogg", "audio/ogg"),
    ("m4a", "audio/mp4"),
    ("wav", "audio/wav"),
    ("flac", "audio/flac"),
];

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One width of a picture.
    Picture(Format),
    /// A document or recording, with its media type.
    File(&'static str),
}

/// Takes a stored name apart into its random part and what it stands for; nothing for any name we cannot have given.
pub(crate) fn parts_of(name: &str) -> Option<(&str, Shape)> {
    let (base, rest) = name.split_at_checked(BASE_LENGTH)?;
    if !is_base(base) {
        return None;
    }
    if let Some(extension) = rest.strip_prefix('.') {
        let (_, mime) = FILE_TYPES.iter().find(|(known, _)| *known == extension)?;
        return Some((base, Shape::File(mime)));
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
        .map(|format| (base, Shape::Picture(format)))
}

/// Whether this can be the random part of a name.
pub(crate) fn is_base(base: &str) -> bool {
    base.len() == BASE_LENGTH && base.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// The random part of a new name.
pub(crate) fn hexadecimal(bytes: [u8; 16]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .into_iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

/// What the `Content-Type` header of a stored file says; nothing for any name that we cannot have given.
#[must_use]
pub fn content_type(name: &str) -> Option<&'static str> {
    parts_of(name).map(|(_, shape)| match shape {
        Shape::Picture(format) => format.content_type(),
        Shape::File(mime) => mime,
    })
}

/// The random part of a stored file's name, and whether it is a width of a picture.
#[must_use]
pub fn base_and_picture(name: &str) -> Option<(&str, bool)> {
    parts_of(name).map(|(base, shape)| (base, matches!(shape, Shape::Picture(_))))
}

/// The random part of a new name, which nobody can guess.
#[must_use]
pub fn new_base() -> String {
    hexadecimal(umbel_core::ids::random_bytes())
}
