//! What can be wrong with an export file, and where.

use super::source::Place;

/// Why an export could not be read any further.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message} (line {line}, column {column})")]
pub struct WxrError {
    /// What is wrong, for code.
    pub kind: WxrErrorKind,
    /// How many bytes of the file stand before the place, from 0.
    pub position: u64,
    /// The line of the place, from 1.
    pub line: u64,
    /// The column of the place in characters, from 1.
    pub column: u64,
    /// What is wrong, as one sentence for people.
    pub message: String,
}

/// The kinds of [`WxrError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WxrErrorKind {
    /// The file is not XML at all, or in an encoding that is not read.
    NotXml,
    /// The file is XML, but not an export of WordPress.
    NotWxr,
    /// The file stops before its end.
    Truncated,
    /// The file breaks the rules of XML.
    Malformed,
    /// The file declares a document type, or uses an entity that XML does not know by itself.
    Entities,
    /// One record is longer than [`super::Reader::LONGEST_RECORD`].
    TooLarge,
    /// The file could not be read.
    Io,
}

impl WxrError {
    pub(super) fn new(kind: WxrErrorKind, place: Place, message: impl Into<String>) -> Self {
        Self {
            kind,
            position: place.position,
            line: place.line,
            column: place.column,
            message: message.into(),
        }
    }
}
