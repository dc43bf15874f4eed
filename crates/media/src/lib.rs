//! What people upload, made safe and small enough to publish.
//!
//! [`prepare`] takes a picture as it arrived and either refuses it with one clear sentence or answers with freshly encoded
//! pictures in a few widths: turned the right way up, without any metadata, as WebP with a fallback that every browser
//! reads. [`inspect`] tells of any file what it is before that; [`workshop::Workshop`] prepares what waits, in a process
//! of its own; [`store::MediaStore`] keeps the files.
//!
//! Only [`keep`] and [`workshop`] know the database; nothing here knows the web server or a person.

mod copy;
mod decode;
mod dominant;
mod encode;
mod jpeg_scan;
pub mod keep;
mod kinds;
mod mp4;
mod recognise;
pub mod store;
mod strip;
pub mod workshop;

pub use encode::{Format, Variant};
pub use kinds::{Inspected, LARGEST_FILE, LARGEST_PICTURE, inspect};

use thiserror::Error;

/// What a picture may cost before it is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest file accepted, in bytes.
    pub max_bytes: usize,
    /// The largest picture accepted, in pixels (width times height).
    pub max_pixels: u64,
    /// The most memory decoding may ask for, in bytes.
    pub max_alloc: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 25 * 1024 * 1024,
            max_pixels: 50_000_000,
            // With the file itself and the program around it this stays below a quarter of a gibibyte.
            max_alloc: 176 * 1024 * 1024,
        }
    }
}

/// Why a picture was refused: a kind for code, a sentence for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MediaError {
    /// The file has more bytes than [`Limits::max_bytes`].
    #[error("This file is too large; export the picture smaller and try again.")]
    TooLarge,
    /// The picture needs more pixels or memory than the limits allow.
    #[error("This picture has too many pixels; make it smaller and try again.")]
    TooManyPixels,
    /// A HEIC or HEIF photo, as some phones save them by default.
    #[error("This is a HEIC photo; set the camera to 'Most compatible' or export it as JPEG.")]
    Heic,
    /// An SVG drawing, which may carry programs.
    #[error("This is an SVG drawing, which we can't publish safely; export it as PNG.")]
    Svg,
    /// Neither JPEG, PNG, GIF nor WebP.
    #[error("This is not a picture we can read; choose a JPEG, PNG, GIF or WebP file.")]
    NotAnImage,
    /// It says it is a picture, but cannot be read to the end.
    #[error("This picture is damaged; open it on your device, save it again and retry.")]
    Damaged,
    /// There is nothing in the file.
    #[error("There is nothing in this file; choose it again.")]
    Empty,
    /// A video.
    #[error("Videos can't be kept here; put it where videos are shown and paste its link.")]
    Video,
    /// An office file of before 2007, or one that is locked.
    #[error("This office file is old or locked; save it as PDF or in a newer format, without a password.")]
    OldOffice,
    /// An office file that carries programs.
    #[error("This office file carries programs; save it without macros.")]
    Macros,
    /// Nothing that the library takes.
    #[error("This kind of file can't be kept here; save a document as PDF, a recording as MP3.")]
    Unknown,
}

impl MediaError {
    /// The word it is stored under, and the end of the key of its sentence.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::TooManyPixels => "too-many-pixels",
            Self::Heic => "heic",
            Self::Svg => "svg",
            Self::NotAnImage => "not-an-image",
            Self::Damaged => "damaged",
            Self::Empty => "empty",
            Self::Video => "video",
            Self::OldOffice => "old-office",
            Self::Macros => "macros",
            Self::Unknown => "unknown",
        }
    }

    /// Every reason there is.
    pub const ALL: [Self; 11] = [
        Self::TooLarge,
        Self::TooManyPixels,
        Self::Heic,
        Self::Svg,
        Self::NotAnImage,
        Self::Damaged,
        Self::Empty,
        Self::Video,
        Self::OldOffice,
        Self::Macros,
        Self::Unknown,
    ];
}

/// A picture ready to be stored and shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// Width of the original, turned the right way up.
    pub width: u32,
    /// Height of the original, turned the right way up.
    pub height: u32,
    /// Every width twice, narrowest first: as WebP, then as its fallback.
    pub variants: Vec<Variant>,
    /// The colour most of the picture has, to stand in while it loads.
    pub dominant: [u8; 3],
}

/// Reads an uploaded picture and encodes it anew in the widths pages use.
///
/// Accepts JPEG, PNG, GIF and WebP; of an animation the first frame. The bytes
/// decide what the file is, never its name. Nothing of the original file is
/// copied, so places, names and device numbers in its metadata are gone.
///
/// This takes tens to hundreds of milliseconds: call it off the async threads.
pub fn prepare(bytes: &[u8], limits: &Limits) -> Result<Prepared, MediaError> {
    if bytes.len() > limits.max_bytes {
        return Err(MediaError::TooLarge);
    }

    let format = recognise::format_of(bytes)?;
    let picture = decode::decode(bytes, format, limits)?;
    let (width, height) = picture.upright_size();
    let sizes = encode::sizes(width, height);
    let largest = sizes.last().copied().ok_or(MediaError::Damaged)?;

    let mut scaled = encode::upright_at(picture, largest)?;
    let mut variants = Vec::with_capacity(sizes.len() * 2);
    for &size in sizes.iter().rev() {
        // Each width is made from the next larger one: the eye sees no
        // difference, and the full-size pixels are read only once.
        scaled = encode::resized(scaled, size)?;
        variants.push(encode::fallback(&scaled)?);
        variants.push(encode::webp(&scaled)?);
    }
    variants.reverse();

    Ok(Prepared {
        width,
        height,
        variants,
        dominant: dominant::dominant_colour(&scaled),
    })
}
