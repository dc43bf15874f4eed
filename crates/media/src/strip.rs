//! Takes out of documents and recordings what tells about the people and devices that made them.
//!
//! What can be taken out without understanding a file as a whole is: tags and pictures of recordings, who wrote an office
//! file and when, names of authors and programs that stand open in a PDF. What is packed away within a PDF, notes in the
//! margin and changes under review stay: [`crate::kinds`] says what is taken, and the library says what people should
//! look at themselves.

mod audio;
mod ogg;
mod packed;
mod pdf;

use crate::{MediaError, mp4};

/// The file without what tells about people. The same pages, the same sound.
///
/// # Errors
/// When it cannot be read as what it says it is.
pub(crate) fn cleaned(mut bytes: Vec<u8>, extension: &str) -> Result<Vec<u8>, MediaError> {
    match extension {
        "mp3" => audio::mp3(&bytes),
        "wav" => audio::wav(&bytes),
        "flac" => audio::flac(&bytes),
        "ogg" => ogg::clean(&mut bytes).then_some(bytes),
        "m4a" => mp4::clean(&mut bytes).then_some(bytes),
        "pdf" => {
            pdf::clean(&mut bytes);
            Some(bytes)
        }
        "odt" | "ods" | "odp" | "docx" | "xlsx" | "pptx" => packed::clean(&bytes),
        // Texts and books are what their authors wrote, names included.
        _ => Some(bytes),
    }
    .ok_or(MediaError::Damaged)
}
