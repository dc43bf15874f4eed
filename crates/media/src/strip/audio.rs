//! Recordings whose tags lie beside the sound: MP3, WAV and FLAC.

/// What is kept of a WAV file: how the sound is written down, and the sound.
const WAV_CHUNKS: [&[u8; 4]; 3] = [b"fmt ", b"fact", b"data"];

/// The frames of an MP3 without the tags before and behind them.
pub(super) fn mp3(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut sound = bytes;
    while sound.starts_with(b"ID3") {
        // Four times seven bits, and ten more bytes where there is a footer.
        let size = sound
            .get(6..10)?
            .iter()
            .fold(0, |size, byte| size << 7 | usize::from(byte & 0x7F));
        let footer = if sound.get(5)? & 0x10 == 0 { 0 } else { 10 };
        sound = sound.get(10 + size + footer..)?;
    }
    loop {
        if let Some(start) = sound.len().checked_sub(128)
            && sound.get(start..start + 3) == Some(b"TAG")
        {
            sound = sound.get(..start)?;
        } else if let Some(start) = sound.len().checked_sub(32)
            && sound.get(start..start + 8) == Some(b"APETAGEX")
        {
            let size = u32::from_le_bytes(*sound.get(start + 12..)?.first_chunk::<4>()?) as usize;
            let header = if sound.get(start + 23)? & 0x80 == 0 { 0 } else { 32 };
            sound = sound.get(..sound.len().checked_sub(size + header)?)?;
        } else {
            break;
        }
    }
    // Some programs put their tags, or nothing at all, before the first frame.
    let first = sound
        .windows(2)
        .position(|pair| matches!(pair, [0xFF, second] if second & 0xE6 == 0xE2))?;
    Some(sound.get(first..)?.to_vec())
}

/// The sound of a WAV file, and nothing else.
pub(super) fn wav(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = b"RIFF\0\0\0\0WAVE".to_vec();
    let mut rest = bytes.get(12..)?;
    let mut has_sound = false;
    while let Some(name) = rest.first_chunk::<4>() {
        let announced = u32::from_le_bytes(*rest.get(4..)?.first_chunk::<4>()?) as usize;
        // Recorders that lost power announce more than there is.
        let size = announced.min(rest.len() - 8);
        let body = rest.get(8..8 + size)?;
        if WAV_CHUNKS.contains(&name) {
            has_sound |= name == b"data";
            kept.extend(name);
            kept.extend(u32::try_from(size).ok()?.to_le_bytes());
            kept.extend(body);
            if size % 2 == 1 {
                kept.push(0);
            }
        }
        rest = rest.get(8 + size + size % 2..).unwrap_or_default();
        if rest.len() < 8 {
            break;
        }
    }
    let size = u32::try_from(kept.len().checked_sub(8)?).ok()?;
    kept.get_mut(4..8)?.copy_from_slice(&size.to_le_bytes());
    has_sound.then_some(kept)
}

/// A FLAC file with what its decoder needs: how the sound is written down, and where it can be entered.
pub(super) fn flac(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut blocks: Vec<(u8, &[u8])> = Vec::new();
    let mut rest = bytes.strip_prefix(b"fLaC")?;
    loop {
        let [kind, high, middle, low, after @ ..] = rest else {
            return None;
        };
        let size = usize::from(*high) << 16 | usize::from(*middle) << 8 | usize::from(*low);
        let body = after.get(..size)?;
        if matches!(kind & 0x7F, 0 | 3) {
            blocks.push((kind & 0x7F, rest.get(1..4 + size)?));
        }
        rest = after.get(body.len()..)?;
        if kind & 0x80 != 0 {
            break;
        }
    }
    let mut kept = b"fLaC".to_vec();
    let last = blocks.len().checked_sub(1)?;
    for (position, (kind, block)) in blocks.into_iter().enumerate() {
        kept.push(if position == last { kind | 0x80 } else { kind });
        kept.extend(block);
    }
    kept.extend(rest);
    Some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: [u8; 4] = [0xFF, 0xFB, 0x90, 0x64];

    #[test]
    fn tags_of_mp3_are_gone_before_and_behind() {
        let tag = [b"ID3\x03\0\0\0\0\x01\x00".as_slice(), &[b'x'; 128]].concat();
        let ape = [b"APETAGEX".as_slice(), &[0; 4], &40u32.to_le_bytes(), &[0; 16]].concat();
        let old = [b"TAG".as_slice(), &[b'z'; 125]].concat();
        let file = [&tag, &tag, FRAME.as_slice(), &[b's'; 9], b"artist: ", &ape, &old].concat();
        assert_eq!(mp3(&file), Some([FRAME.as_slice(), &[b's'; 9]].concat()));
        assert_eq!(mp3(b"ID3\x03\0\0\x7F\x7F\x7F\x7Fshort"), None);
    }

    #[test]
    fn only_sound_is_left_of_a_wav() {
        let chunk = |name: &[u8; 4], body: &[u8]| {
            let size = u32::try_from(body.len()).unwrap();
            [name.as_slice(), &size.to_le_bytes(), body].concat()
        };
        let file = [
            b"RIFF\0\0\0\0WAVE".to_vec(),
            chunk(b"fmt ", &[1; 16]),
            chunk(b"LIST", b"INFOIARTMaria "),
            chunk(b"data", b"sound!"),
            chunk(b"bext", b"Maria's recorder"),
        ]
        .concat();
        let kept = wav(&file).unwrap();
        assert!(!kept.windows(5).any(|window| window == b"Maria"));
        assert!(kept.ends_with(b"sound!"));
        assert_eq!(&kept[4..8], (u32::try_from(kept.len()).unwrap() - 8).to_le_bytes());
        assert_eq!(wav(b"RIFF\0\0\0\0WAVE"), None);
    }

    #[test]
    fn blocks_of_flac_that_tell_are_gone() {
        let file = [
            b"fLaC".as_slice(),
            &[0, 0, 0, 2, 1, 1],
            &[4, 0, 0, 5],
            b"Maria",
            &[0x86, 0, 0, 3],
            b"jpg",
            b"frames",
        ]
        .concat();
        assert_eq!(
            flac(&file),
            Some([b"fLaC".as_slice(), &[0x80, 0, 0, 2, 1, 1], b"frames"].concat())
        );
        assert_eq!(flac(b"fLaC\x84\0\0\x09short"), None);
    }
}
