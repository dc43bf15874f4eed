//! A style sheet, hashed and compressed once.

use bytes::Bytes;
use sha2::{Digest, Sha256};

use crate::delivery::Encoded;

/// A style sheet with the hash that stands in its address.
#[derive(Debug)]
pub struct Stylesheet {
    /// The beginning of its SHA-256, in hexadecimal.
    pub hash: String,
    /// Its bytes in each encoding.
    pub encoded: Encoded,
}

impl Stylesheet {
    pub(super) fn new(css: String) -> Self {
        let css = bare(&css);
        let digest = Sha256::digest(css.as_bytes());
        Self {
            hash: digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect(),
            encoded: Encoded::thoroughly(Bytes::from(css)),
        }
    }

    /// Its address on every host.
    #[must_use]
    pub fn url(&self) -> String {
        format!("/static/{}/site.css", self.hash)
    }
}

/// Comments and indentation are for those who write style sheets, not for those who load them.
pub(super) fn bare(css: &str) -> String {
    let mut bare = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    let bare: Vec<&str> = bare.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    bare.join("\n")
}
