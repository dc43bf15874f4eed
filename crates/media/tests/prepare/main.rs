//! What `prepare` makes of the pictures people really send, and of those
//! somebody made to break it.

#![expect(clippy::expect_used, reason = "a test may fail by panicking")]

mod files;
mod hostile;

use image::metadata::Orientation;
use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use umbel_media::{Format, Limits, MediaError, Prepared, Variant, prepare};

use files::{cmyk_jpeg, encoded, four_corners, jpeg_held};

fn prepared(bytes: &[u8]) -> Prepared {
    prepare(bytes, &Limits::default()).expect("this picture is fine")
}

fn pixels(variant: &Variant) -> RgbaImage {
    image::load_from_memory(&variant.bytes)
        .expect("what we encode can be read")
        .into_rgba8()
}

fn shape(prepared: &Prepared) -> Vec<(u32, u32, Format)> {
    let shape = |variant: &Variant| (variant.width, variant.height, variant.format);
    prepared.variants.iter().map(shape).collect()
}

#[track_caller]
fn assert_close(actual: [u8; 3], wanted: [u8; 3]) {
    let off = actual.iter().zip(wanted).any(|(&one, other)| one.abs_diff(other) > 24);
    assert!(!off, "{actual:?} should be about {wanted:?}");
}

fn colour_at(picture: &RgbaImage, x: f32, y: f32) -> [u8; 3] {
    let at = |part: f32, length: u32| (part * length as f32) as u32;
    let [red, green, blue, _] = picture[(at(x, picture.width()), at(y, picture.height()))].0;
    [red, green, blue]
}

#[test]
fn a_photo_comes_in_three_widths_as_webp_and_jpeg() {
    let photo = encoded(&four_corners(2000, 1000), ImageFormat::Jpeg);
    let prepared = prepared(&photo);
    assert_eq!((prepared.width, prepared.height), (2000, 1000));
    assert_eq!(
        shape(&prepared),
        [
            (480, 240, Format::Webp),
            (480, 240, Format::Jpeg),
            (960, 480, Format::Webp),
            (960, 480, Format::Jpeg),
            (1600, 800, Format::Webp),
            (1600, 800, Format::Jpeg),
        ]
    );
    for variant in &prepared.variants {
        let picture = pixels(variant);
        assert_eq!(picture.dimensions(), (variant.width, variant.height));
        assert_close(colour_at(&picture, 0.25, 0.25), files::CORNERS[0]);
        assert_close(colour_at(&picture, 0.75, 0.75), files::CORNERS[3]);
    }
}

#[test]
fn every_format_is_read() {
    let picture = four_corners(640, 400);
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
        let prepared = prepared(&encoded(&picture, format));
        assert_eq!(
            shape(&prepared),
            [(480, 300, Format::Webp), (480, 300, Format::Jpeg)],
            "{format:?}"
        );
        assert_close(colour_at(&pixels(&prepared.variants[0]), 0.75, 0.25), files::CORNERS[1]);
    }
}

#[test]
fn transparency_is_kept_and_its_fallback_is_png() {
    let picture = RgbaImage::from_fn(500, 500, |x, _| match x {
        0..=249 => Rgba([200, 30, 30, 255]),
        _ => Rgba([0, 0, 0, 0]),
    });
    let prepared = prepared(&encoded(&DynamicImage::ImageRgba8(picture), ImageFormat::Png));
    assert_eq!(shape(&prepared), [(480, 480, Format::Webp), (480, 480, Format::Png)]);
    for variant in &prepared.variants {
        let picture = pixels(variant);
        assert_eq!(picture[(400, 100)].0[3], 0);
        assert_eq!(picture[(100, 100)].0[3], 255);
    }
    assert_close(prepared.dominant, [200, 30, 30]);
}

#[test]
fn an_alpha_channel_that_hides_nothing_does_not_cost_a_png() {
    let opaque = DynamicImage::ImageRgba8(four_corners(300, 200).into_rgba8());
    let prepared = prepared(&encoded(&opaque, ImageFormat::Png));
    assert_eq!(shape(&prepared), [(300, 200, Format::Webp), (300, 200, Format::Jpeg)]);
}

#[test]
fn photos_are_turned_as_the_camera_was_held() {
    let upright = four_corners(1000, 600);
    for exif in 1..=8 {
        let held = Orientation::from_exif(exif).expect("one of the eight");
        let prepared = prepared(&jpeg_held(&upright, held));
        assert_eq!((prepared.width, prepared.height), (1000, 600), "orientation {exif}");
        let picture = pixels(&prepared.variants[3]);
        assert_eq!(picture.dimensions(), (960, 576));
        let places = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)];
        for ((x, y), wanted) in places.into_iter().zip(files::CORNERS) {
            assert_close(colour_at(&picture, x, y), wanted);
        }
    }
}

#[test]
fn no_metadata_survives() {
    let photo = jpeg_held(&four_corners(700, 500), Orientation::Rotate90);
    let contains = |bytes: &[u8], needle: &[u8]| bytes.windows(needle.len()).any(|w| w == needle);
    assert!(contains(&photo, files::SECRET));
    for variant in prepared(&photo).variants {
        assert!(!contains(&variant.bytes, files::SECRET));
        assert!(!contains(&variant.bytes, b"Exif"));
        assert!(!contains(&variant.bytes, b"EXIF"));
    }
}

#[test]
fn webp_photos_are_turned_too() {
    let lying = encoded(&four_corners(600, 400), ImageFormat::WebP);
    let prepared = prepared(&files::webp_with_exif(&lying, 600, 400, 6));
    assert_eq!((prepared.width, prepared.height), (400, 600));
    // Turned clockwise, the lower left corner comes to the upper left.
    assert_close(colour_at(&pixels(&prepared.variants[0]), 0.25, 0.25), files::CORNERS[2]);
}

#[test]
fn print_shop_jpegs_and_deep_pngs_are_read() {
    // Adobe writes ink as 255 minus its amount: this is magenta and yellow.
    let red = prepared(&cmyk_jpeg([255, 0, 0, 255]));
    assert_eq!((red.width, red.height), (16, 8));
    assert_close(red.dominant, [255, 0, 0]);

    let corners = four_corners(490, 300);
    for deep in [
        DynamicImage::ImageRgb16(corners.to_rgb16()),
        DynamicImage::ImageRgba16(corners.to_rgba16()),
    ] {
        let prepared = prepared(&encoded(&deep, ImageFormat::Png));
        assert_eq!(shape(&prepared), [(480, 294, Format::Webp), (480, 294, Format::Jpeg)]);
        assert_close(colour_at(&pixels(&prepared.variants[1]), 0.25, 0.75), files::CORNERS[2]);
    }
    let grey = DynamicImage::ImageLuma16(corners.to_luma16());
    assert_eq!(prepared(&encoded(&grey, ImageFormat::Png)).variants.len(), 2);
}

#[test]
fn one_pixel_is_a_picture() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
        let prepared = prepared(&encoded(&four_corners(1, 1), format));
        assert_eq!(shape(&prepared), [(1, 1, Format::Webp), (1, 1, Format::Jpeg)]);
    }
}

#[test]
fn a_ribbon_keeps_at_least_one_pixel() {
    let flat = prepared(&encoded(&four_corners(3000, 1), ImageFormat::Png));
    assert_eq!(flat.variants[4].height, 1);
    let tall = prepared(&encoded(&four_corners(2, 20_000), ImageFormat::Png));
    assert_eq!(shape(&tall), [(2, 16_383, Format::Webp), (2, 16_383, Format::Jpeg)]);
}

#[test]
fn refusals_name_their_reason() {
    let refuse = |bytes: &[u8]| prepare(bytes, &Limits::default()).expect_err("must be refused");
    assert_eq!(refuse(b""), MediaError::NotAnImage);
    assert_eq!(refuse(b"%PDF-1.7"), MediaError::NotAnImage);
    assert_eq!(refuse(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), MediaError::Svg);
    let heic = refuse(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic");
    assert_eq!(
        heic.to_string(),
        "This is a HEIC photo; set the camera to 'Most compatible' or export it as JPEG."
    );
    assert_eq!(
        refuse(&vec![0xFF; Limits::default().max_bytes + 1]),
        MediaError::TooLarge
    );
    assert_eq!(refuse(b"\xFF\xD8\xFF\xE0 and nothing else"), MediaError::Damaged);
}
