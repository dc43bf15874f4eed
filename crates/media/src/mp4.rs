//! Boxes of MPEG-4 files (ISO/IEC 14496-12): which tracks there are, and taking out what tells about people.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

/// The longest description of tracks that is read. Recordings of many hours stay below it.
const LONGEST_MOOV: u64 = 16 * 1024 * 1024;
/// How deep boxes lie in each other, at most.
const DEEPEST: u8 = 8;
/// Boxes that hold others on the way to what we look for.
const HOLDERS: [&[u8; 4]; 5] = [b"moov", b"trak", b"mdia", b"minf", b"stbl"];

/// What can be seen and heard in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tracks {
    /// Sound alone.
    Sound,
    /// Moving pictures.
    Film,
    /// Neither.
    Neither,
}

/// Which tracks a file has.
pub(crate) fn tracks(file: &mut File) -> Tracks {
    let Some(moov) = find_moov(file) else {
        return Tracks::Neither;
    };
    let mut kinds = Vec::new();
    collect_handlers(&moov, 0, &mut kinds);
    if kinds.iter().any(|kind| kind == b"vide") {
        Tracks::Film
    } else if kinds.iter().any(|kind| kind == b"soun") {
        Tracks::Sound
    } else {
        Tracks::Neither
    }
}

fn find_moov(file: &mut File) -> Option<Vec<u8>> {
    let end = file.metadata().ok()?.len();
    let mut position = 0;
    while position + 8 <= end {
        file.seek(SeekFrom::Start(position)).ok()?;
        let mut head = [0; 16];
        file.read_exact(head.get_mut(..8)?).ok()?;
        let short = u64::from(u32::from_be_bytes(*head.first_chunk::<4>()?));
        let (header, size) = match short {
            0 => (8, end - position),
            1 => {
                file.read_exact(head.get_mut(8..)?).ok()?;
                (16, u64::from_be_bytes(*head.last_chunk::<8>()?))
            }
            size => (8, size),
        };
        if size < header || position.checked_add(size)? > end {
            return None;
        }
        if head.get(4..8) == Some(b"moov") {
            let mut body = Vec::new();
            file.take((size - header).min(LONGEST_MOOV))
                .read_to_end(&mut body)
                .ok()?;
            return Some(body);
        }
        position += size;
    }
    None
}

/// A box within others: its name, where its body begins and where it ends.
struct Found {
    name: [u8; 4],
    start: usize,
    body: usize,
    end: usize,
}

fn next_box(bytes: &[u8], start: usize, limit: usize) -> Option<Found> {
    let head = bytes.get(start..limit)?;
    let short = u32::from_be_bytes(*head.first_chunk::<4>()?) as usize;
    let name = *head.get(4..)?.first_chunk::<4>()?;
    let (header, size) = match short {
        0 => (8, head.len()),
        1 => (
            16,
            usize::try_from(u64::from_be_bytes(*head.get(8..)?.first_chunk::<8>()?)).ok()?,
        ),
        size => (8, size),
    };
    if size < header || size > head.len() {
        return None;
    }
    Some(Found {
        name,
        start,
        body: start + header,
        end: start + size,
    })
}

fn collect_handlers(bytes: &[u8], depth: u8, kinds: &mut Vec<[u8; 4]>) {
    let mut position = 0;
    while let Some(found) = next_box(bytes, position, bytes.len()) {
        let body = bytes.get(found.body..found.end).unwrap_or_default();
        if &found.name == b"hdlr" {
            kinds.extend(body.get(8..12).and_then(|kind| kind.first_chunk::<4>()).copied());
        } else if depth < DEEPEST && HOLDERS.contains(&&found.name) {
            collect_handlers(body, depth + 1, kinds);
        }
        position = found.end;
    }
}

/// Empties every box that tells about people or places. Nothing moves: where the sound lies is written down in the file.
///
/// Answers false when the boxes do not add up to a file.
pub(crate) fn clean(bytes: &mut [u8]) -> bool {
    let length = bytes.len();
    clean_within(bytes, 0, length, 0)
}

fn clean_within(bytes: &mut [u8], mut position: usize, limit: usize, depth: u8) -> bool {
    while position < limit {
        let Some(found) = next_box(bytes, position, limit) else {
            // What is left over is no box: nobody reads it, so nothing may stand there.
            blank(bytes, position, limit);
            return depth > 0;
        };
        match &found.name {
            b"udta" | b"meta" | b"uuid" | b"free" | b"skip" | b"XMP_" | b"wide" | b"pnot" => {
                if let Some(name) = bytes.get_mut(found.start + 4..found.start + 8) {
                    name.copy_from_slice(b"free");
                }
                blank(bytes, found.body, found.end);
            }
            b"mvhd" | b"tkhd" | b"mdhd" => forget_times(bytes, &found),
            b"hdlr" => forget_name(bytes, &found),
            name if depth < DEEPEST && HOLDERS.contains(&name) => {
                clean_within(bytes, found.body, found.end, depth + 1);
            }
            _ => {}
        }
        position = found.end;
    }
    true
}

fn blank(bytes: &mut [u8], start: usize, end: usize) {
    if let Some(part) = bytes.get_mut(start..end) {
        part.fill(0);
    }
}

/// When it was recorded and changed.
fn forget_times(bytes: &mut [u8], found: &Found) {
    let length = if bytes.get(found.body) == Some(&1) { 16 } else { 8 };
    let start = found.body + 4;
    blank(bytes, start, found.end.min(start + length));
}

/// Handlers are called after the program or device that wrote them. The name ends with a zero byte: it may be empty.
fn forget_name(bytes: &mut [u8], found: &Found) {
    blank(bytes, found.end.min(found.body + 24), found.end);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let size = u32::try_from(body.len() + 8).unwrap();
        [size.to_be_bytes().as_slice(), name, body].concat()
    }

    #[test]
    fn what_tells_about_people_is_emptied_where_it_stands() {
        let handler = [&[0; 8], b"soun".as_slice(), &[0; 12], b"Maria's phone\0"].concat();
        let track = boxed(
            b"trak",
            &[boxed(b"mdia", &boxed(b"hdlr", &handler)), boxed(b"udta", b"SECRET")].concat(),
        );
        let header = boxed(b"mvhd", &[&[0; 4], [9; 8].as_slice(), &[7; 88]].concat());
        let moov = boxed(
            b"moov",
            &[header, track, boxed(b"udta", &boxed(b"\xA9xyz", b"+40.4168-003.7038/"))].concat(),
        );
        let mut file = [
            boxed(b"ftyp", b"M4A "),
            moov,
            boxed(b"mdat", b"sound"),
            boxed(b"uuid", b"more"),
        ]
        .concat();
        let before = file.len();
        assert!(clean(&mut file));
        assert_eq!(file.len(), before);
        for secret in [b"Maria".as_slice(), b"SECRET", b"40.4168", b"more", &[9; 8]] {
            assert!(!file.windows(secret.len()).any(|window| window == secret), "{secret:?}");
        }
        assert!(file.windows(5).any(|window| window == b"sound"));
        let mut kinds = Vec::new();
        collect_handlers(&file, 0, &mut kinds);
        assert_eq!(kinds, [*b"soun"]);
    }

    #[test]
    fn boxes_that_lie_about_their_size_are_no_file() {
        assert!(!clean(&mut [0, 0, 0, 99, b'f', b't', b'y', b'p']));
        let mut endless = Vec::new();
        collect_handlers(
            &[
                0, 0, 0, 1, b'm', b'o', b'o', b'v', 255, 255, 255, 255, 255, 255, 255, 255,
            ],
            0,
            &mut endless,
        );
        assert!(endless.is_empty());
    }
}
