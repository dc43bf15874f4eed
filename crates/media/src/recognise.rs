//! Tells by its first bytes what an uploaded file is.

use image::ImageFormat;

use crate::MediaError;

/// How far into a file the `<svg` element is looked for, past comments and
/// document types that drawing programs put before it.
const SVG_WINDOW: usize = 4096;

/// The format of a picture we decode, or the reason why we don't.
pub(crate) fn format_of(bytes: &[u8]) -> Result<ImageFormat, MediaError> {
    if bytes.starts_with(b"\xFF\xD8\xFF") {
        return Ok(ImageFormat::Jpeg);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        return Ok(ImageFormat::Png);
    }
    if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        return Ok(ImageFormat::Gif);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(ImageFormat::WebP);
    }
    if is_heic(bytes) {
        return Err(MediaError::Heic);
    }
    if is_svg(bytes) {
        return Err(MediaError::Svg);
    }
    Err(MediaError::NotAnImage)
}

fn is_heic(bytes: &[u8]) -> bool {
    if bytes.get(4..8) != Some(b"ftyp") {
        return false;
    }
    let declared = bytes
        .first_chunk::<4>()
        .map_or(0, |size| u32::from_be_bytes(*size) as usize);
    let brands = bytes
        .get(8..declared.clamp(12, 256).min(bytes.len()))
        .unwrap_or_default();
    let mut brands = brands.chunks_exact(4);
    // AVIF lives in the same container, and advice about HEIC would mislead.
    if brands.clone().any(|brand| brand.starts_with(b"avi")) {
        return false;
    }
    brands.any(|brand| brand.starts_with(b"hei") || brand.starts_with(b"hev") || matches!(brand, b"mif1" | b"msf1"))
}

fn is_svg(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let window = &start[..start.len().min(SVG_WINDOW)];
    start.starts_with(b"<")
        && window.windows(4).any(|four| four.eq_ignore_ascii_case(b"<svg"))
        && !window.windows(5).any(|five| five.eq_ignore_ascii_case(b"<html"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_phones_and_drawing_programs_send() {
        let heic = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic";
        assert_eq!(format_of(heic), Err(MediaError::Heic));
        let generic = b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1miaf";
        assert_eq!(format_of(generic), Err(MediaError::Heic));
        let avif = b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1avifmiaf";
        assert_eq!(format_of(avif), Err(MediaError::NotAnImage));
        let film = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom";
        assert_eq!(format_of(film), Err(MediaError::NotAnImage));

        let plain = b"<svg xmlns='http://www.w3.org/2000/svg'/>";
        assert_eq!(format_of(plain), Err(MediaError::Svg));
        let decorated = b"\xEF\xBB\xBF\n<?xml version='1.0'?><!-- drawn --><SVG:svg/><svg>";
        assert_eq!(format_of(decorated), Err(MediaError::Svg));
        let page = b"<!doctype html><html><body><svg></svg>";
        assert_eq!(format_of(page), Err(MediaError::NotAnImage));
    }

    #[test]
    fn short_files_are_no_pictures() {
        for length in 0..12 {
            let file = &b"\x00\x00\x00\x18ftyphei"[..length.min(11)];
            assert_eq!(format_of(file), Err(MediaError::NotAnImage));
        }
    }
}
