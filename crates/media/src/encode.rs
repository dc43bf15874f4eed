//! Resizes pixels and encodes them for the web.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ExtendedColorType, ImageEncoder, RgbImage, RgbaImage};

use crate::MediaError;
use crate::decode::{Decoded, swaps_sides};

/// A phone, a phone with a fine screen or half a desktop, a whole desktop.
const WIDTHS: [u32; 3] = [480, 960, 1600];

/// WebP cannot hold more; a taller picture becomes narrower instead.
const TALLEST: u32 = 16_383;

const WEBP_QUALITY: f32 = 76.0;
const JPEG_QUALITY: u8 = 80;

/// How a variant is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Lossy WebP, for nearly every browser.
    Webp,
    /// The fallback of an opaque picture.
    Jpeg,
    /// The fallback of a picture one can see through.
    Png,
}

impl Format {
    /// The ending of its file name.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Webp => "webp",
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }

    /// What the `Content-Type` header says.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Webp => "image/webp",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

/// One encoded size of a picture.
#[derive(Clone, PartialEq, Eq)]
pub struct Variant {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// How the bytes are encoded.
    pub format: Format,
    /// The whole file.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Variant {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A failing test should not print a hundred kilobytes of pixels.
        formatter
            .debug_struct("Variant")
            .field("width", &self.width)
            .field("height", &self.height)
            .field("format", &self.format)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

/// The sizes a picture is published in, narrowest first, never enlarged.
pub(crate) fn sizes(width: u32, height: u32) -> Vec<(u32, u32)> {
    let mut sizes: Vec<(u32, u32)> = WIDTHS
        .into_iter()
        .filter(|&wanted| wanted <= width)
        .map(|wanted| fitted(width, height, wanted))
        .collect();
    if sizes.is_empty() {
        sizes.push(fitted(width, height, width));
    }
    // Two widths of a very tall picture may come out the same.
    sizes.dedup();
    sizes
}

fn fitted(width: u32, height: u32, wanted: u32) -> (u32, u32) {
    let tall = scaled(height, wanted, width);
    if tall <= TALLEST {
        return (wanted, tall);
    }
    (scaled(width, TALLEST, height), TALLEST)
}

/// `length * numerator / denominator`, rounded, at least one pixel.
fn scaled(length: u32, numerator: u32, denominator: u32) -> u32 {
    let denominator = u64::from(denominator.max(1));
    let exact = u64::from(length) * u64::from(numerator) + denominator / 2;
    u32::try_from(exact / denominator).unwrap_or(u32::MAX).max(1)
}

/// The picture in its largest published size, turned the right way up.
pub(crate) fn upright_at(picture: Decoded, (width, height): (u32, u32)) -> Result<DynamicImage, MediaError> {
    let Decoded {
        pixels,
        orientation,
        see_through,
    } = picture;
    // Turning after shrinking moves a tenth of the pixels.
    let lying = if swaps_sides(orientation) {
        (height, width)
    } else {
        (width, height)
    };
    let mut scaled = resized(pixels, lying)?;
    if !see_through {
        scaled = DynamicImage::ImageRgb8(scaled.into_rgb8());
    }
    scaled.apply_orientation(orientation);
    Ok(scaled)
}

/// The picture in another size; itself if it has that size already.
pub(crate) fn resized(picture: DynamicImage, (width, height): (u32, u32)) -> Result<DynamicImage, MediaError> {
    if (picture.width(), picture.height()) == (width, height) {
        return Ok(picture);
    }
    let layout = if picture.color().has_alpha() {
        PixelType::U8x4
    } else {
        PixelType::U8x3
    };
    let source = ImageRef::new(picture.width(), picture.height(), picture.as_bytes(), layout)
        .map_err(|_| MediaError::Damaged)?;
    let mut target = Image::new(width, height, layout);
    Resizer::new()
        .resize(&source, &mut target, None)
        .map_err(|_| MediaError::Damaged)?;
    let pixels = target.into_vec();
    match layout {
        PixelType::U8x4 => RgbaImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgba8),
        _ => RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8),
    }
    .ok_or(MediaError::Damaged)
}

/// The picture as lossy WebP.
pub(crate) fn webp(picture: &DynamicImage) -> Result<Variant, MediaError> {
    let (width, height) = (picture.width(), picture.height());
    let encoder = if picture.color().has_alpha() {
        webp::Encoder::from_rgba(picture.as_bytes(), width, height)
    } else {
        webp::Encoder::from_rgb(picture.as_bytes(), width, height)
    };
    let encoded = encoder
        .encode_simple(false, WEBP_QUALITY)
        .map_err(|_| MediaError::Damaged)?;
    Ok(Variant {
        width,
        height,
        format: Format::Webp,
        bytes: encoded.to_vec(),
    })
}

/// The picture for browsers without WebP: JPEG, or PNG where transparent.
pub(crate) fn fallback(picture: &DynamicImage) -> Result<Variant, MediaError> {
    let (width, height) = (picture.width(), picture.height());
    let mut bytes = Vec::new();
    let (format, written) = if picture.color().has_alpha() {
        let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
        let colours = ExtendedColorType::Rgba8;
        (
            Format::Png,
            encoder.write_image(picture.as_bytes(), width, height, colours),
        )
    } else {
        let encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
        let colours = ExtendedColorType::Rgb8;
        (
            Format::Jpeg,
            encoder.write_image(picture.as_bytes(), width, height, colours),
        )
    };
    written.map_err(|_| MediaError::Damaged)?;
    Ok(Variant {
        width,
        height,
        format,
        bytes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_enlarges() {
        assert_eq!(sizes(4000, 3000), [(480, 360), (960, 720), (1600, 1200)]);
        assert_eq!(sizes(1599, 800), [(480, 240), (960, 480)]);
        assert_eq!(sizes(479, 10), [(479, 10)]);
        assert_eq!(sizes(1, 1), [(1, 1)]);
    }

    #[test]
    fn very_flat_and_very_tall_pictures_keep_a_size_browsers_can_hold() {
        assert_eq!(sizes(40_000_000, 1), [(480, 1), (960, 1), (1600, 1)]);
        assert_eq!(sizes(1, 40_000_000), [(1, TALLEST)]);
        assert_eq!(sizes(1600, 30_000), [(480, 9000), (874, TALLEST)]);
    }
}
