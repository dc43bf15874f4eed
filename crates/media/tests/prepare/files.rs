//! Builds picture files byte by byte, so that no binary lies in the repository.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// The colours of [`four_corners`], row by row.
pub const CORNERS: [[u8; 3]; 4] = [[220, 40, 40], [40, 160, 60], [40, 60, 200], [240, 220, 60]];

/// Stands for the place and the name a camera writes into its photos.
pub const SECRET: &[u8] = b"Maria, 40.4168 N 3.7038 W";

/// A picture whose turning shows: each quarter has its own colour.
pub fn four_corners(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        let right = usize::from(x >= width.div_ceil(2));
        let below = usize::from(y >= height.div_ceil(2));
        Rgb(CORNERS[below * 2 + right])
    }))
}

pub fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), format).expect("encodes");
    bytes
}

/// The photo as a camera held this way stores it.
pub fn jpeg_held(upright: &DynamicImage, held: Orientation) -> Vec<u8> {
    let mut lying = upright.clone();
    lying.apply_orientation(match held {
        Orientation::Rotate90 => Orientation::Rotate270,
        Orientation::Rotate270 => Orientation::Rotate90,
        same_both_ways => same_both_ways,
    });
    let jpeg = encoded(&lying, ImageFormat::Jpeg);
    let exif = [b"Exif\0\0".as_slice(), &tiff(held.to_exif())].concat();
    let mut photo = jpeg[..2].to_vec();
    photo.extend(segment(0xE1, &exif));
    photo.extend(segment(0xFE, SECRET));
    photo.extend(&jpeg[2..]);
    photo
}

/// A one-entry TIFF directory that tells the orientation.
fn tiff(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II\x2A\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    tiff.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    tiff.extend(SECRET);
    tiff
}

/// Wraps a simple WebP file into the extended form with an EXIF chunk.
pub fn webp_with_exif(simple: &[u8], width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    let mut header = vec![0b0000_1000, 0, 0, 0];
    header.extend(&(width - 1).to_le_bytes()[..3]);
    header.extend(&(height - 1).to_le_bytes()[..3]);
    body.extend(chunk(b"VP8X", &header));
    body.extend(&simple[12..]);
    body.extend(chunk(b"EXIF", &tiff(orientation)));
    chunk(b"RIFF", &body)
}

pub fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut chunk = name.to_vec();
    chunk.extend(u32::try_from(body.len()).expect("small").to_le_bytes());
    chunk.extend(body);
    if body.len() % 2 == 1 {
        chunk.push(0);
    }
    chunk
}

pub fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).expect("short");
    [&[0xFF, marker], length.to_be_bytes().as_slice(), body].concat()
}

/// A JPEG of two blocks in one flat mixture of four inks.
pub fn cmyk_jpeg(inks: [u8; 4]) -> Vec<u8> {
    let mut frame = vec![8, 0, 8, 0, 16, 4];
    let mut scan = vec![4];
    for id in 1..=4 {
        frame.extend([id, 0x11, 0]);
        scan.extend([id, 0x00]);
    }
    scan.extend([0, 63, 0]);

    // Twelve codes of four bits for the averages, and one for "nothing more".
    let averages = [vec![0, 0, 0, 0, 12], vec![0; 12], (0..12).collect()].concat();
    let details = [vec![0x10, 1], vec![0; 15], vec![0]].concat();

    let mut bits = String::new();
    for ink in inks {
        let average = i32::from(ink) - 128;
        let size = 32 - average.unsigned_abs().leading_zeros();
        bits.push_str(&format!("{size:04b}"));
        let written = if average < 0 {
            average + (1 << size) - 1
        } else {
            average
        };
        for bit in (0..size).rev() {
            bits.push(if written >> bit & 1 == 1 { '1' } else { '0' });
        }
        bits.push('0');
    }
    // The second block differs from the first by nothing.
    bits.push_str(&"00000".repeat(4));
    while !bits.len().is_multiple_of(8) {
        bits.push('1');
    }
    let data = bits.as_bytes().chunks(8).flat_map(|eight| {
        let text = std::str::from_utf8(eight).expect("zeros and ones");
        let byte = u8::from_str_radix(text, 2).expect("eight of them");
        if byte == 0xFF { vec![0xFF, 0] } else { vec![byte] }
    });

    let mut jpeg = vec![0xFF, 0xD8];
    jpeg.extend(segment(0xEE, b"Adobe\0\x64\0\0\0\0\0"));
    jpeg.extend(segment(0xDB, &[vec![0], vec![8; 64]].concat()));
    jpeg.extend(segment(0xC0, &frame));
    jpeg.extend(segment(0xC4, &averages));
    jpeg.extend(segment(0xC4, &details));
    jpeg.extend(segment(0xDA, &scan));
    jpeg.extend(data);
    jpeg.extend([0xFF, 0xD9]);
    jpeg
}

/// The checksum PNG puts behind each chunk.
pub fn png_checksum(bytes: &[u8]) -> [u8; 4] {
    let crc = bytes.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            if crc & 1 == 1 {
                (crc >> 1) ^ 0xEDB8_8320
            } else {
                crc >> 1
            }
        })
    });
    (!crc).to_be_bytes()
}
