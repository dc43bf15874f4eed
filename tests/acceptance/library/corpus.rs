//! Pictures as phones, cameras and programs save them, with everything they write into them besides the pixels; and
//! pictures somebody made to break a reader. Made byte by byte, so that no binary lies in the repository.

use crate::library::files::{
    SECRET, chunk, cmyk_jpeg, encoded, four_corners, jpeg_held, png_checksum, segment, webp_with_exif,
};
use image::codecs::gif::GifEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, Frame, ImageBuffer, ImageFormat, Luma, Rgba, RgbaImage};

/// What must be in no stored file.
pub const MARKERS: [&[u8]; 14] = [
    SECRET,
    b"40.4168",
    b"Exif",
    b"EXIF",
    b"eXIf",
    b"http://ns.adobe.com/xap",
    b"xmpmeta",
    b"XMP ",
    b"Photoshop",
    b"8BIM",
    b"ICC_PROFILE",
    b"ICCP",
    b"tEXt",
    b"iTXt",
];

/// A TIFF block as phones write it: orientation, maker, a place, and a thumbnail behind it.
fn exif(orientation: u8) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [
            tag.to_le_bytes().as_slice(),
            &kind.to_le_bytes(),
            &count.to_le_bytes(),
            &value.to_le_bytes(),
        ]
        .concat()
    };
    let thumbnail = [b"\xFF\xD8\xFF\xE0thumbnail ".as_slice(), SECRET, b"\xFF\xD9"].concat();
    // The first directory: three entries, then where the second one is.
    let second = 8 + 2 + 3 * 12 + 4;
    let places = second + 2 + 2 * 12 + 4;
    let maker = places + 2 + 4 * 12 + 4;
    let picture = maker + SECRET.len() as u32;
    let mut block = b"II\x2A\0\x08\0\0\0".to_vec();
    block.extend(3u16.to_le_bytes());
    block.extend(entry(0x010F, 2, SECRET.len() as u32, maker));
    block.extend(entry(0x0112, 3, 1, u32::from(orientation)));
    block.extend(entry(0x8825, 4, 1, places));
    block.extend(second.to_le_bytes());
    block.extend(2u16.to_le_bytes());
    block.extend(entry(0x0201, 4, 1, picture));
    block.extend(entry(0x0202, 4, 1, thumbnail.len() as u32));
    block.extend([0; 4]);
    block.extend(4u16.to_le_bytes());
    for tag in [1, 2, 3, 4] {
        block.extend(entry(tag, 2, 4, u32::from_le_bytes(*b"N40\0")));
    }
    block.extend([0; 4]);
    block.extend(SECRET);
    block.extend(thumbnail);
    block
}

fn xmp() -> Vec<u8> {
    [
        b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><exif:GPSLatitude>".as_slice(),
        SECRET,
        b"</exif:GPSLatitude></x:xmpmeta>",
    ]
    .concat()
}

fn photo() -> DynamicImage {
    four_corners(1200, 800)
}

fn jpeg_with(parts: &[Vec<u8>]) -> Vec<u8> {
    let plain = encoded(&photo(), ImageFormat::Jpeg);
    let mut jpeg = plain[..2].to_vec();
    for part in parts {
        jpeg.extend(part);
    }
    jpeg.extend(&plain[2..]);
    // Some phones put a second, larger picture behind the first.
    jpeg.extend([b"MPF\0".as_slice(), SECRET].concat());
    jpeg
}

fn png_chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let named = [name.as_slice(), body].concat();
    [
        (body.len() as u32).to_be_bytes().as_slice(),
        &named,
        &png_checksum(&named),
    ]
    .concat()
}

fn png_with(parts: &[Vec<u8>], picture: &DynamicImage) -> Vec<u8> {
    let plain = encoded(picture, ImageFormat::Png);
    // The signature and the first chunk take 33 bytes.
    [&plain[..33], &parts.concat(), &plain[33..]].concat()
}

/// Pictures that must come out as pictures, with nothing left of what was written into them.
pub fn fine() -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>| all.push((name.to_owned(), bytes));
    let app1 = |body: &[u8]| segment(0xE1, body);
    add(
        "gps.jpg",
        jpeg_with(&[app1(&[b"Exif\0\0".as_slice(), &exif(1)].concat())]),
    );
    add("xmp.jpg", jpeg_with(&[app1(&xmp())]));
    let iptc = [b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x40".as_slice(), SECRET].concat();
    add("iptc.jpg", jpeg_with(&[segment(0xED, &iptc)]));
    let profile = [b"ICC_PROFILE\0\x01\x01".as_slice(), SECRET].concat();
    add(
        "profile-and-comment.jpg",
        jpeg_with(&[segment(0xE2, &profile), segment(0xFE, SECRET)]),
    );
    for turned in 1..=8 {
        let held = Orientation::from_exif(turned).unwrap();
        add(
            &format!("turned-{turned}.jpg"),
            jpeg_held(&four_corners(1000, 600), held),
        );
    }
    add("cmyk.jpg", cmyk_jpeg([10, 200, 30, 255]));
    let text = png_chunk(b"tEXt", &[b"Comment\0".as_slice(), SECRET].concat());
    let long = png_chunk(b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0".as_slice(), &xmp()].concat());
    let block = png_chunk(b"eXIf", &exif(6));
    add("texts.png", png_with(&[text, long, block], &photo()));
    let deep = ImageBuffer::from_fn(700, 500, |x, y| Luma([(x * 90 + y) as u16]));
    add("deep.png", png_with(&[], &DynamicImage::ImageLuma16(deep)));
    let clear = RgbaImage::from_fn(600, 400, |x, _| Rgba([200, 30, 30, (x % 256) as u8]));
    add("clear.png", png_with(&[], &DynamicImage::ImageRgba8(clear)));
    add("moving.gif", moving_gif());
    let webp = encoded(&photo(), ImageFormat::WebP);
    let mut described = webp_with_exif(&webp, 1200, 800, 1);
    described.extend(chunk(b"XMP ", &xmp()));
    let size = (described.len() - 8) as u32;
    described[4..8].copy_from_slice(&size.to_le_bytes());
    described[20] |= 0b100;
    add("described.webp", described);
    add("moving.webp", moving_webp());
    all
}

/// Five frames, a comment, and what a program wrote about them.
fn moving_gif() -> Vec<u8> {
    let mut gif = Vec::new();
    let mut encoder = GifEncoder::new(&mut gif);
    for shade in 0..5 {
        let frame = RgbaImage::from_pixel(500, 300, Rgba([shade * 50, 80, 120, 255]));
        encoder.encode_frame(Frame::new(frame)).unwrap();
    }
    drop(encoder);
    let end = gif.len() - 1;
    let mut comment = b"\x21\xFE".to_vec();
    comment.push(SECRET.len() as u8);
    comment.extend(SECRET);
    comment.push(0);
    let mut described = b"\x21\xFF\x0BXMP DataXMP".to_vec();
    described.extend([b"<x:xmpmeta>".as_slice(), SECRET].concat());
    described.push(0);
    gif.splice(end..end, [comment, described[..14].to_vec(), vec![0]].concat());
    gif
}

/// Two frames in the extended form.
fn moving_webp() -> Vec<u8> {
    let frame = |shade: u8| {
        let picture = DynamicImage::ImageRgba8(RgbaImage::from_pixel(500, 300, Rgba([shade, 80, 120, 255])));
        let still = encoded(&picture, ImageFormat::WebP);
        let mut body = vec![0; 6];
        body.extend(&499u32.to_le_bytes()[..3]);
        body.extend(&299u32.to_le_bytes()[..3]);
        body.extend([100, 0, 0, 0]);
        body.extend(&still[12..]);
        chunk(b"ANMF", &body)
    };
    let mut header = vec![0b0000_0010, 0, 0, 0];
    header.extend(&499u32.to_le_bytes()[..3]);
    header.extend(&299u32.to_le_bytes()[..3]);
    let mut body = b"WEBP".to_vec();
    body.extend(chunk(b"VP8X", &header));
    body.extend(chunk(b"ANIM", &[0; 6]));
    body.extend(frame(10));
    body.extend(frame(200));
    chunk(b"RIFF", &body)
}

/// Thirty thousand pixels each way, in a few kilobytes.
pub fn bombs() -> Vec<(String, Vec<u8>)> {
    const SIDE: u32 = 30_000;
    let small = four_corners(8, 8);
    let mut png = b"\x89PNG\r\n\x1A\n".to_vec();
    let header = [SIDE.to_be_bytes().as_slice(), &SIDE.to_be_bytes(), &[1, 0, 0, 0, 0]].concat();
    png.extend(png_chunk(b"IHDR", &header));
    let row = vec![0; SIDE as usize / 8 + 1];
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..SIDE {
        std::io::Write::write_all(&mut packed, &row).unwrap();
    }
    png.extend(png_chunk(b"IDAT", &packed.finish().unwrap()));
    png.extend(png_chunk(b"IEND", b""));
    let mut gif = encoded(&small, ImageFormat::Gif);
    let side = (SIDE as u16).to_le_bytes();
    gif[6..10].copy_from_slice(&[side[0], side[1], side[0], side[1]]);
    let mut jpeg = encoded(&small, ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    let side = (SIDE as u16).to_be_bytes();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[side[0], side[1], side[0], side[1]]);
    let webp = webp_with_exif(&encoded(&small, ImageFormat::WebP), SIDE, SIDE, 1);
    [
        ("bomb.png", png),
        ("bomb.gif", gif),
        ("bomb.jpg", jpeg),
        ("bomb.webp", webp),
    ]
    .map(|(name, bytes)| (name.to_owned(), bytes))
    .to_vec()
}

/// Pictures whose head is fine and whose rest is missing or nonsense.
pub fn broken() -> Vec<(String, Vec<u8>)> {
    let cut = |bytes: Vec<u8>| bytes[..bytes.len() / 3].to_vec();
    let mut noise = encoded(&photo(), ImageFormat::Png);
    for byte in noise.iter_mut().skip(60) {
        *byte = byte.wrapping_mul(31).wrapping_add(7);
    }
    vec![
        ("cut.png".to_owned(), cut(encoded(&photo(), ImageFormat::Png))),
        ("cut.webp".to_owned(), cut(encoded(&photo(), ImageFormat::WebP))),
        ("noise.png".to_owned(), noise),
        (
            "head-only.jpg".to_owned(),
            encoded(&photo(), ImageFormat::Jpeg)[..400].to_vec(),
        ),
    ]
}
