//! Ogg files (RFC 3533) with Vorbis or Opus: the comments are emptied where they stand, and the pages' checksums renewed.

/// Which packets hold comments, by how they begin.
const COMMENTS: [&[u8]; 2] = [b"\x03vorbis", b"OpusTags"];

/// A page: where it begins, where its packets begin, where it ends.
struct Page {
    start: usize,
    body: usize,
    end: usize,
    serial: u32,
    /// The lengths of the parts of packets on it; one of 255 bytes goes on.
    segments: Vec<usize>,
    is_continued: bool,
}

/// Empties all comments. Answers false when this is no whole Ogg file.
pub(super) fn clean(bytes: &mut [u8]) -> bool {
    let mut position = 0;
    // The streams in which the packet that goes on from the page before holds comments.
    let mut in_comment: Vec<u32> = Vec::new();
    while position < bytes.len() {
        let Some(page) = page_at(bytes, position) else {
            // A recording that was cut off ends in the middle of a page; what was before is fine.
            return position > 0 && cut(bytes, position);
        };
        let mut changed = false;
        let mut start = page.body;
        let mut goes_on = page.is_continued && in_comment.contains(&page.serial);
        in_comment.retain(|serial| *serial != page.serial);
        let mut is_first_part = !page.is_continued;
        let mut end = start;
        for length in &page.segments {
            end += length;
            if *length == 255 {
                continue;
            }
            changed |= clean_part(bytes, start, end, goes_on, is_first_part);
            (start, goes_on, is_first_part) = (end, false, true);
        }
        if start < end {
            let comment = goes_on || (is_first_part && begins_comment(bytes, start, end));
            changed |= clean_part(bytes, start, end, goes_on, is_first_part);
            if comment {
                in_comment.push(page.serial);
            }
        }
        if changed {
            renew_checksum(bytes, &page);
        }
        position = page.end;
    }
    true
}

fn begins_comment(bytes: &[u8], start: usize, end: usize) -> bool {
    let part = bytes.get(start..end).unwrap_or_default();
    COMMENTS.iter().any(|comment| part.starts_with(comment))
}

/// Empties a part of a packet if it belongs to comments. No vendor, no comments; what follows is padding.
fn clean_part(bytes: &mut [u8], start: usize, end: usize, goes_on: bool, is_first_part: bool) -> bool {
    if goes_on {
        fill(bytes, start, end);
        return true;
    }
    if !is_first_part || !begins_comment(bytes, start, end) {
        return false;
    }
    let is_opus = bytes.get(start) == Some(&b'O');
    let name = if is_opus { 8 } else { 7 };
    fill(bytes, start + name, end);
    // Vorbis closes its comments with a bit that is set.
    if !is_opus && let Some(framing) = bytes.get_mut(start + name + 8) {
        *framing = 1;
    }
    true
}

fn fill(bytes: &mut [u8], start: usize, end: usize) {
    if let Some(part) = bytes.get_mut(start..end) {
        part.fill(0);
    }
}

/// Nothing may stand in what is no page any more.
fn cut(bytes: &mut [u8], position: usize) -> bool {
    let end = bytes.len();
    fill(bytes, position, end);
    true
}

fn page_at(bytes: &[u8], start: usize) -> Option<Page> {
    let head = bytes.get(start..)?;
    if !head.starts_with(b"OggS") {
        return None;
    }
    let flags = *head.get(5)?;
    let serial = u32::from_le_bytes(*head.get(14..)?.first_chunk::<4>()?);
    let count = usize::from(*head.get(26)?);
    let segments: Vec<usize> = head
        .get(27..27 + count)?
        .iter()
        .map(|length| usize::from(*length))
        .collect();
    let body = start + 27 + count;
    let end = body + segments.iter().sum::<usize>();
    (end <= bytes.len()).then_some(Page {
        start,
        body,
        end,
        serial,
        segments,
        is_continued: flags & 1 == 1,
    })
}

fn renew_checksum(bytes: &mut [u8], page: &Page) {
    fill(bytes, page.start + 22, page.start + 26);
    let sum = checksum(bytes.get(page.start..page.end).unwrap_or_default());
    if let Some(place) = bytes.get_mut(page.start + 22..page.start + 26) {
        place.copy_from_slice(&sum.to_le_bytes());
    }
}

/// The checksum of pages: polynomial 0x04C11DB7, nothing reflected, nothing turned around.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte) << 24, |sum, _| {
            if sum & 0x8000_0000 == 0 {
                sum << 1
            } else {
                sum << 1 ^ 0x04C1_1DB7
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(flags: u8, segments: &[u8], body: &[u8]) -> Vec<u8> {
        let mut page = [b"OggS\0".as_slice(), &[flags], &[0; 8], &7u32.to_le_bytes(), &[0; 8]].concat();
        page.push(u8::try_from(segments.len()).unwrap());
        page.extend(segments);
        page.extend(body);
        let sum = checksum(&page);
        page[22..26].copy_from_slice(&sum.to_le_bytes());
        page
    }

    #[test]
    fn comments_are_emptied_across_pages_and_checksums_fit() {
        let mut comment = b"OpusTags\x05\0\0\0Maria".to_vec();
        comment.resize(255 + 40, b'M');
        let mut file = [
            page(2, &[19], &[b'O'; 19]),
            page(0, &[255], &comment[..255]),
            page(1, &[40, 5], &[&comment[255..], b"sound"].concat()),
        ]
        .concat();
        assert!(clean(&mut file));
        assert!(!file.windows(3).any(|window| window == b"Mar" || window == b"MMM"));
        assert!(file.ends_with(b"sound"));
        let mut position = 0;
        while position < file.len() {
            let found = page_at(&file, position).unwrap();
            let mut copy = file[found.start..found.end].to_vec();
            let told = u32::from_le_bytes(*copy[22..].first_chunk::<4>().unwrap());
            copy[22..26].fill(0);
            assert_eq!(checksum(&copy), told);
            position = found.end;
        }
    }

    #[test]
    fn vorbis_keeps_its_closing_bit() {
        let mut file = page(0, &[40], &[b"\x03vorbis".as_slice(), &[b'm'; 33]].concat());
        assert!(clean(&mut file));
        assert_eq!(&file[28 + 7..28 + 17], [0, 0, 0, 0, 0, 0, 0, 0, 1, 0]);
        assert!(!clean(&mut b"no page".to_vec()));
    }
}
