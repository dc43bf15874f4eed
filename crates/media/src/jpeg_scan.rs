//! Reads how a JPEG is laid out before anything is decoded.
//!
//! A progressive JPEG keeps every coefficient in memory and goes over all of
//! them once a scan. The decoder bounds neither, so a few kilobytes could ask
//! for half a gigabyte, or for hours.

/// Real encoders write about ten scans; more than this is an attack.
const MOST_SCANS: u32 = 64;

/// What decoding a JPEG will cost.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Cost {
    /// Bytes of coefficients kept beside the pixels.
    Coefficients(u64),
    /// So many scans that it must be refused.
    TooManyScans,
}

/// Walks the markers of the first picture in the file.
///
/// A file that ends early costs what was announced until there; whether it
/// can be shown is for the decoder to say.
pub(crate) fn cost(bytes: &[u8]) -> Cost {
    let mut frame = None;
    let mut keeps_coefficients = false;
    let mut scans = 0;
    let mut position = 2;

    while let Some((marker, after_marker)) = next_marker(bytes, position) {
        position = after_marker;
        if marker == END_OF_IMAGE {
            break;
        }
        let Some(segment) = segment_at(bytes, position) else {
            break;
        };
        match marker {
            0xC0..=0xC3 => {
                frame = Frame::read(segment).or(frame);
                keeps_coefficients |= marker == PROGRESSIVE_FRAME;
            }
            START_OF_SCAN => {
                scans += 1;
                let in_scan = segment.first().copied().unwrap_or(0);
                let in_frame = frame.as_ref().map_or(0, |frame| frame.components);
                keeps_coefficients |= in_scan < in_frame;
            }
            _ => {}
        }
        if scans > MOST_SCANS {
            return Cost::TooManyScans;
        }
        position += segment.len() + 2;
    }

    let coefficients = frame.filter(|_| keeps_coefficients);
    Cost::Coefficients(coefficients.map_or(0, |frame| frame.coefficients.saturating_mul(2)))
}

const PROGRESSIVE_FRAME: u8 = 0xC2;
const END_OF_IMAGE: u8 = 0xD9;
const START_OF_SCAN: u8 = 0xDA;

/// The next marker that opens a segment, skipping compressed data, in which
/// 0xFF is always followed by a zero, a restart marker or another 0xFF.
fn next_marker(bytes: &[u8], from: usize) -> Option<(u8, usize)> {
    let rest = bytes.get(from..)?;
    let at = rest
        .windows(2)
        .position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0x01 | 0xD0..=0xD8 | 0xFF))?;
    Some((rest[at + 1], from + at + 2))
}

/// The segment at this place, without the two bytes that tell its length.
fn segment_at(bytes: &[u8], position: usize) -> Option<&[u8]> {
    let rest = bytes.get(position..)?;
    let length = usize::from(u16::from_be_bytes(*rest.first_chunk::<2>()?));
    rest.get(2..length)
}

struct Frame {
    components: u8,
    coefficients: u64,
}

impl Frame {
    fn read(segment: &[u8]) -> Option<Self> {
        let height = u64::from(u16::from_be_bytes([*segment.get(1)?, *segment.get(2)?]));
        let width = u64::from(u16::from_be_bytes([*segment.get(3)?, *segment.get(4)?]));
        let components = *segment.get(5)?;
        let samplings: Vec<(u64, u64)> = segment
            .get(6..)?
            .chunks_exact(3)
            .take(usize::from(components))
            .map(|component| (u64::from(component[1] >> 4), u64::from(component[1] & 15)))
            .collect();
        let widest = samplings.iter().map(|sampling| sampling.0).max()?.max(1);
        let tallest = samplings.iter().map(|sampling| sampling.1).max()?.max(1);
        let units = width.div_ceil(8 * widest) * height.div_ceil(8 * tallest);
        let blocks: u64 = samplings.iter().map(|(across, down)| across * down).sum();
        Some(Self {
            components,
            coefficients: units * blocks * 64,
        })
    }
}
