//! Bytes in the encodings that browsers read (RFC 9110 section 12.5.3).

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// A content coding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As it is.
    Identity,
    /// gzip (RFC 1952).
    Gzip,
    /// Brotli (RFC 7932).
    Brotli,
}

impl Encoding {
    /// The best coding that an `Accept-Encoding` header allows.
    #[must_use]
    pub fn accepted(header: Option<&str>) -> Self {
        let Some(header) = header else {
            return Self::Identity;
        };
        let mut gzip = false;
        let mut brotli = false;
        for part in header.split(',') {
            let mut pieces = part.split(';');
            let name = pieces.next().unwrap_or_default().trim();
            let refused = pieces.any(|piece| {
                piece
                    .trim()
                    .strip_prefix("q=")
                    .is_some_and(|quality| quality.trim().parse::<f32>().is_ok_and(|quality| quality <= 0.0))
            });
            if refused {
                continue;
            }
            if name.eq_ignore_ascii_case("br") {
                brotli = true;
            } else if name.eq_ignore_ascii_case("gzip") {
                gzip = true;
            }
        }
        match (brotli, gzip) {
            (true, _) => Self::Brotli,
            (false, true) => Self::Gzip,
            (false, false) => Self::Identity,
        }
    }

    /// Its name in `Content-Encoding`; none for identity.
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }
}

/// The same bytes in every coding.
#[derive(Clone, Debug)]
pub struct Encoded {
    identity: Bytes,
    gzip: Option<Bytes>,
    brotli: Option<Bytes>,
}

/// Below this many bytes a coding saves nothing.
const WORTH_ENCODING: usize = 256;

impl Encoded {
    /// For pages: about a quarter of a millisecond for 30 KB.
    #[must_use]
    pub fn quickly(identity: Bytes) -> Self {
        Self::new(identity, 6, 5)
    }

    /// For files that are made once and sent for a year.
    #[must_use]
    pub fn thoroughly(identity: Bytes) -> Self {
        Self::new(identity, 9, 11)
    }

    /// For pictures, which are compressed already.
    #[must_use]
    pub const fn as_it_is(identity: Bytes) -> Self {
        Self {
            identity,
            gzip: None,
            brotli: None,
        }
    }

    fn new(identity: Bytes, gzip_level: u32, brotli_level: i32) -> Self {
        let worth = identity.len() >= WORTH_ENCODING;
        Self {
            gzip: worth.then(|| gzip(&identity, gzip_level)).flatten(),
            brotli: worth.then(|| brotli(&identity, brotli_level)).flatten(),
            identity,
        }
    }

    /// The bytes in a coding, or as they are where that coding saves nothing.
    #[must_use]
    pub fn get(&self, encoding: Encoding) -> (&Bytes, Encoding) {
        match (encoding, &self.gzip, &self.brotli) {
            (Encoding::Gzip, Some(bytes), _) => (bytes, Encoding::Gzip),
            (Encoding::Brotli, _, Some(bytes)) => (bytes, Encoding::Brotli),
            _ => (&self.identity, Encoding::Identity),
        }
    }

    /// The bytes as they are.
    #[must_use]
    pub const fn identity(&self) -> &Bytes {
        &self.identity
    }

    /// How much memory all codings take together, in bytes.
    #[must_use]
    pub fn weight(&self) -> usize {
        let of = |bytes: &Option<Bytes>| bytes.as_ref().map_or(0, Bytes::len);
        self.identity.len() + of(&self.gzip) + of(&self.brotli)
    }
}

fn gzip(bytes: &[u8], level: u32) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::new(level));
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

fn brotli(bytes: &[u8], level: i32) -> Option<Bytes> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: level,
        lgwin: 18,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut out = Vec::with_capacity(bytes.len() / 3);
    brotli::BrotliCompress(&mut &*bytes, &mut out, &parameters).ok()?;
    Some(Bytes::from(out))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_accepted_coding_is_taken() {
        for (header, expected) in [
            (None, Encoding::Identity),
            (Some(""), Encoding::Identity),
            (Some("gzip"), Encoding::Gzip),
            (Some("gzip, deflate, br"), Encoding::Brotli),
            (Some("br;q=0, gzip;q=0.5"), Encoding::Gzip),
            (Some("GZIP;Q=1"), Encoding::Gzip),
            (Some("br;q=0.0,gzip;q=0"), Encoding::Identity),
            (Some("*"), Encoding::Identity),
        ] {
            assert_eq!(Encoding::accepted(header), expected, "{header:?}");
        }
    }

    #[test]
    fn every_coding_gives_the_same_bytes_back() {
        let text = Bytes::from("all power to the gardeners ".repeat(100));
        let encoded = Encoded::quickly(text.clone());
        let mut plain = Vec::new();
        std::io::Read::read_to_end(
            &mut flate2::read::GzDecoder::new(&encoded.get(Encoding::Gzip).0[..]),
            &mut plain,
        )
        .unwrap();
        assert_eq!(plain, text);
        plain.clear();
        brotli::BrotliDecompress(&mut &encoded.get(Encoding::Brotli).0[..], &mut plain).unwrap();
        assert_eq!(plain, text);
        assert_eq!(
            Encoded::quickly(Bytes::from("x")).get(Encoding::Brotli).1,
            Encoding::Identity
        );
    }
}
