//! Whatever comes in, `prepare` answers; it never panics and never asks for
//! more memory than it may.

use image::ImageFormat;
use image::metadata::Orientation;
use proptest::prelude::*;
use umbel_media::{Limits, MediaError, prepare};

use crate::files::{self, cmyk_jpeg, encoded, four_corners, jpeg_held, segment};

/// Small enough that a thousand tries stay quick.
fn tight() -> Limits {
    Limits {
        max_bytes: 100_000,
        max_pixels: 40_000,
        max_alloc: 1_000_000,
    }
}

fn samples() -> Vec<Vec<u8>> {
    let picture = four_corners(40, 30);
    let webp = encoded(&picture, ImageFormat::WebP);
    vec![
        encoded(&picture, ImageFormat::Jpeg),
        jpeg_held(&picture, Orientation::Rotate90),
        cmyk_jpeg([10, 200, 30, 255]),
        encoded(&picture, ImageFormat::Png),
        encoded(&picture, ImageFormat::Gif),
        files::webp_with_exif(&webp, 40, 30, 8),
        webp,
    ]
}

#[test]
fn cut_off_anywhere_it_is_refused_or_shown() {
    for sample in samples() {
        for length in 0..sample.len() {
            let _ = prepare(&sample[..length], &tight());
        }
    }
}

#[test]
fn cut_off_pictures_without_their_first_pixels_are_refused() {
    for sample in samples() {
        assert!(prepare(&sample[..sample.len().min(40)], &tight()).is_err());
    }
}

#[test]
fn announced_dimensions_are_checked_before_memory_is_taken() {
    let refused = |bytes: &[u8]| prepare(bytes, &Limits::default()).expect_err("far too large");

    let mut png = encoded(&four_corners(8, 8), ImageFormat::Png);
    png[16..24].copy_from_slice(&[0x00, 0x01, 0x86, 0xA0, 0x00, 0x01, 0x86, 0xA0]);
    let checksum = files::png_checksum(&png[12..29]);
    png[29..33].copy_from_slice(&checksum);
    assert_eq!(refused(&png), MediaError::TooManyPixels);

    let mut gif = encoded(&four_corners(8, 8), ImageFormat::Gif);
    gif[6..10].copy_from_slice(&[0xFF; 4]);
    assert_eq!(refused(&gif), MediaError::TooManyPixels);

    let mut jpeg = encoded(&four_corners(8, 8), ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).expect("a frame");
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0xFF]);
    assert_eq!(refused(&jpeg), MediaError::TooManyPixels);

    let webp = encoded(&four_corners(8, 8), ImageFormat::WebP);
    let webp = files::webp_with_exif(&webp, 16_384, 16_384, 1);
    assert_eq!(refused(&webp), MediaError::TooManyPixels);
}

#[test]
fn coefficients_of_progressive_jpegs_count_as_memory() {
    // 6000 × 6000 pixels without subsampling: 108 MB of pixels fit, 216 MB of
    // coefficients beside them do not.
    let mut jpeg = vec![0xFF, 0xD8];
    let frame = [8, 0x17, 0x70, 0x17, 0x70, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0];
    jpeg.extend(segment(0xC2, &frame));
    jpeg.extend(segment(0xDA, &[1, 1, 0, 0, 0, 0]));
    jpeg.extend([0, 0xFF, 0xD9]);
    assert_eq!(prepare(&jpeg, &Limits::default()), Err(MediaError::TooManyPixels));
}

#[test]
fn a_thousand_scans_are_an_attack() {
    let mut jpeg = encoded(&four_corners(8, 8), ImageFormat::Jpeg);
    let scan = segment(0xDA, &[1, 1, 0, 0, 63, 0]);
    let end = jpeg.len() - 2;
    let repeated: Vec<u8> = std::iter::repeat_n(scan, 1000).flatten().collect();
    jpeg.splice(end..end, repeated);
    assert_eq!(prepare(&jpeg, &Limits::default()), Err(MediaError::Damaged));
}

#[test]
fn an_exif_chunk_that_claims_four_gigabytes_is_ignored() {
    let webp = encoded(&four_corners(20, 10), ImageFormat::WebP);
    let mut webp = files::webp_with_exif(&webp, 20, 10, 6);
    let exif = webp.windows(4).position(|name| name == b"EXIF").expect("a chunk");
    webp[exif + 4..exif + 8].copy_from_slice(&[0xF0, 0xFF, 0xFF, 0xFF]);
    if let Ok(prepared) = prepare(&webp, &Limits::default()) {
        assert_eq!((prepared.width, prepared.height), (20, 10));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn arbitrary_bytes_are_answered(
        magic in prop::sample::select(vec![
            b"".as_slice(),
            b"\xFF\xD8\xFF",
            b"\xFF\xD8\xFF\xC0\x00\x11\x08\x00\x10\x00\x10\x03",
            b"\x89PNG\r\n\x1A\n",
            b"\x89PNG\r\n\x1A\n\x00\x00\x00\x0DIHDR",
            b"GIF89a",
            b"RIFF\xFF\x00\x00\x00WEBPVP8 ",
            b"RIFF\xFF\x00\x00\x00WEBPVP8L",
            b"RIFF\xFF\x00\x00\x00WEBPVP8X\x0A\x00\x00\x00",
            b"\x00\x00\x00\x18ftyp",
            b"<svg",
        ]),
        noise in prop::collection::vec(any::<u8>(), 0..600),
    ) {
        let _ = prepare(&[magic, &noise].concat(), &tight());
    }

    #[test]
    fn spoiled_pictures_are_answered(
        which in 0usize..7,
        spoils in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut bytes = samples().swap_remove(which);
        for (place, value) in spoils {
            let place = place.index(bytes.len());
            bytes[place] = value;
        }
        if let Ok(prepared) = prepare(&bytes, &tight()) {
            for variant in prepared.variants {
                prop_assert!(image::load_from_memory(&variant.bytes).is_ok());
            }
        }
    }
}
