//! PDF: names of authors and programs, and when it was made, where they stand open. Nothing moves, because a PDF says at
//! which byte each of its parts begins. What is packed away in compressed parts stays.

/// Entries of the document's information that tell about people and devices. Titles stay: chapters have them, too.
const ENTRIES: [&[u8]; 7] = [
    b"/Author",
    b"/Creator",
    b"/Producer",
    b"/Company",
    b"/CreationDate",
    b"/ModDate",
    b"/SourceModified",
];
const XMP_START: &[u8] = b"<x:xmpmeta";
const XMP_END: &[u8] = b"</x:xmpmeta>";

/// Blanks what stands open.
pub(super) fn clean(bytes: &mut [u8]) {
    let mut position = 0;
    while position < bytes.len() {
        let Some(rest) = bytes.get(position..) else { return };
        match rest.first() {
            Some(b'/') => {
                if let Some(entry) = ENTRIES.iter().find(|entry| rest.starts_with(entry)) {
                    blank_value(bytes, position + entry.len());
                }
                position += 1;
            }
            Some(b'<') if rest.starts_with(XMP_START) => {
                let length = rest
                    .windows(XMP_END.len())
                    .position(|window| window == XMP_END)
                    .map_or(rest.len(), |end| end + XMP_END.len());
                // Between spaces and line ends a reader finds no description, which is allowed.
                fill(bytes, position, position + length, b' ');
                position += length;
            }
            _ => position += 1,
        }
    }
}

/// Blanks the text after an entry's name: in brackets, or as hexadecimal digits.
fn blank_value(bytes: &mut [u8], mut position: usize) {
    while bytes.get(position).is_some_and(u8::is_ascii_whitespace) {
        position += 1;
    }
    match bytes.get(position) {
        Some(b'(') => {
            let start = position + 1;
            let mut depth = 1_u32;
            let mut end = start;
            while depth > 0 {
                match bytes.get(end) {
                    Some(b'\\') => end += 1,
                    Some(b'(') => depth += 1,
                    Some(b')') => depth -= 1,
                    Some(_) => {}
                    None => return,
                }
                end += 1;
            }
            fill(bytes, start, end - 1, b' ');
        }
        Some(b'<') if bytes.get(position + 1) != Some(&b'<') => {
            let start = position + 1;
            let length = bytes
                .get(start..)
                .and_then(|rest| rest.iter().position(|byte| *byte == b'>'));
            if let Some(length) = length {
                fill(bytes, start, start + length, b' ');
            }
        }
        _ => {}
    }
}

fn fill(bytes: &mut [u8], start: usize, end: usize, with: u8) {
    if let Some(part) = bytes.get_mut(start..end) {
        part.fill(with);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_blanked_and_nothing_moves() {
        let before =
            b"%PDF-1.4\n1 0 obj <</Author (Maria \\) L\\(opez (the one)) /Title (Minutes) /Producer<feff004d>>>\n\
            <x:xmpmeta><dc:creator>Maria</dc:creator></x:xmpmeta>\n/Creator 5 0 R (not a name)";
        let mut bytes = before.to_vec();
        clean(&mut bytes);
        let text = String::from_utf8_lossy(&bytes);
        assert_eq!(bytes.len(), before.len());
        assert!(
            !text.contains("Maria") && !text.contains("the one") && !text.contains("004d"),
            "{text}"
        );
        assert!(
            text.contains("/Title (Minutes)") && text.contains("(not a name)"),
            "{text}"
        );
        assert!(text.contains("/Author ("), "{text}");
        clean(&mut b"/Author (never ends".to_vec());
    }
}
