//! Turns the bytes of a recognised picture into pixels, within limits.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::metadata::Orientation;
use image::{ColorType, DynamicImage, GenericImageView, ImageDecoder, ImageError, ImageFormat, ImageReader};

use crate::jpeg_scan::{self, Cost};
use crate::{Limits, MediaError};

/// The pixels of a picture as they lie in its file.
#[derive(Debug)]
pub(crate) struct Decoded {
    /// Eight bits a channel, RGB or RGBA, not yet turned.
    pub(crate) pixels: DynamicImage,
    /// How the camera was held.
    pub(crate) orientation: Orientation,
    /// Whether anything can be seen through it.
    pub(crate) see_through: bool,
}

impl Decoded {
    /// Width and height once the picture is turned the right way up.
    pub(crate) fn upright_size(&self) -> (u32, u32) {
        let (width, height) = self.pixels.dimensions();
        if swaps_sides(self.orientation) {
            (height, width)
        } else {
            (width, height)
        }
    }
}

/// Whether turning this way makes width out of height.
pub(crate) fn swaps_sides(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    )
}

/// Decodes the first (often only) frame.
pub(crate) fn decode(bytes: &[u8], format: ImageFormat, limits: &Limits) -> Result<Decoded, MediaError> {
    // The decoders are fuzzed and return errors, but a picture comes from
    // strangers: a panic in one of them must cost that picture only.
    catch_unwind(AssertUnwindSafe(|| decode_within(bytes, format, limits))).unwrap_or(Err(MediaError::Damaged))
}

fn decode_within(bytes: &[u8], format: ImageFormat, limits: &Limits) -> Result<Decoded, MediaError> {
    let mut memory = image::Limits::no_limits();
    memory.max_alloc = Some(limits.max_alloc);
    if format == ImageFormat::Jpeg {
        reserve_coefficients(bytes, &mut memory)?;
    }

    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(memory.clone());
    let mut decoder = reader.into_decoder().map_err(refusal)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(MediaError::Damaged);
    }
    if u64::from(width) * u64::from(height) > limits.max_pixels {
        return Err(MediaError::TooManyPixels);
    }
    memory.reserve(decoder.total_bytes()).map_err(refusal)?;
    // What is not in eight bits a channel and three or four channels exists twice while it is made so.
    let channels = match decoder.color_type() {
        // Frames of a GIF are drawn upon each other.
        _ if format == ImageFormat::Gif => 4,
        ColorType::Rgb8 | ColorType::Rgba8 => 0,
        colours if colours.has_alpha() => 4,
        _ => 3,
    };
    memory
        .reserve(u64::from(width) * u64::from(height) * channels)
        .map_err(refusal)?;
    decoder.set_limits(memory).map_err(refusal)?;

    let orientation = match format {
        // The decoder would allocate whatever size the chunk announces.
        ImageFormat::WebP => webp_exif(bytes).and_then(Orientation::from_exif_chunk),
        // A spoiled EXIF block is no reason to refuse the photo around it.
        _ => decoder.orientation().ok(),
    };
    let pixels = DynamicImage::from_decoder(decoder).map_err(refusal)?;
    Ok(in_eight_bits(pixels, orientation.unwrap_or(Orientation::NoTransforms)))
}

fn reserve_coefficients(bytes: &[u8], memory: &mut image::Limits) -> Result<(), MediaError> {
    match jpeg_scan::cost(bytes) {
        Cost::Coefficients(size) => memory.reserve(size).map_err(refusal),
        Cost::TooManyScans => Err(MediaError::Damaged),
    }
}

fn in_eight_bits(pixels: DynamicImage, orientation: Orientation) -> Decoded {
    if !pixels.color().has_alpha() {
        let pixels = DynamicImage::ImageRgb8(pixels.into_rgb8());
        return Decoded {
            pixels,
            orientation,
            see_through: false,
        };
    }
    let pixels = pixels.into_rgba8();
    // Many programs save an alpha channel that hides nothing.
    let see_through = pixels.pixels().any(|pixel| pixel.0[3] < 255);
    Decoded {
        pixels: DynamicImage::ImageRgba8(pixels),
        orientation,
        see_through,
    }
}

/// The EXIF chunk of a WebP file, if it lies within the file.
fn webp_exif(bytes: &[u8]) -> Option<&[u8]> {
    let mut rest = bytes.get(12..)?;
    loop {
        let name = *rest.first_chunk::<4>()?;
        let size = u32::from_le_bytes(*rest.get(4..)?.first_chunk::<4>()?) as usize;
        let body = rest.get(8..)?;
        if &name == b"EXIF" {
            let exif = body.get(..size)?;
            // Some programs keep the prefix that only JPEG wants.
            return Some(exif.strip_prefix(b"Exif\0\0").unwrap_or(exif));
        }
        rest = body.get(size.checked_add(size & 1)?..)?;
    }
}

fn refusal(error: ImageError) -> MediaError {
    match error {
        ImageError::Limits(_) => MediaError::TooManyPixels,
        _ => MediaError::Damaged,
    }
}
