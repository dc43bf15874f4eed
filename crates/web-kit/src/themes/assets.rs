//! Files that only some pages load: scripts they cannot do without, and the style of pages for somebody.

use bytes::Bytes;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::delivery::Encoded;

/// The built-in files, hashed and compressed once.
#[derive(Debug)]
pub struct Assets(Vec<Asset>);

/// A file with the hash that stands in its address.
#[derive(Debug)]
pub(crate) struct Asset {
    name: &'static str,
    pub(crate) mime: &'static str,
    pub(crate) hash: String,
    pub(crate) encoded: Encoded,
}

/// The addresses of the files, as templates know them.
#[derive(Clone, Debug, Serialize)]
pub struct AssetUrls {
    passkey: String,
    start: String,
    work: String,
}

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

impl Assets {
    /// Those that are built in.
    #[must_use]
    pub fn built_in() -> Self {
        Self(vec![
            Asset::new(
                "passkey.js",
                SCRIPT,
                include_str!("../../../../themes/base/assets/passkey.js"),
            ),
            Asset::new(
                "start.js",
                SCRIPT,
                include_str!("../../../../themes/base/assets/start.js"),
            ),
            Asset::new(
                "work.css",
                STYLE,
                include_str!("../../../../themes/base/assets/work.css"),
            ),
        ])
    }

    /// The file with this name.
    pub(crate) fn named(&self, name: &str) -> Option<&Asset> {
        self.0.iter().find(|asset| asset.name == name)
    }

    /// Where they are.
    #[must_use]
    pub fn urls(&self) -> AssetUrls {
        let url = |name: &str| self.named(name).map(Asset::url).unwrap_or_default();
        AssetUrls {
            passkey: url("passkey.js"),
            start: url("start.js"),
            work: url("work.css"),
        }
    }
}

impl AssetUrls {
    /// Addresses for samples of templates.
    pub(crate) fn sample() -> Self {
        Self {
            passkey: "/static/00/passkey.js".into(),
            start: "/static/00/start.js".into(),
            work: "/static/00/work.css".into(),
        }
    }
}

impl Asset {
    fn new(name: &'static str, mime: &'static str, text: &'static str) -> Self {
        let digest = Sha256::digest(text.as_bytes());
        Self {
            name,
            mime,
            hash: digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect(),
            encoded: Encoded::thoroughly(Bytes::from_static(text.as_bytes())),
        }
    }

    /// Its address on every host.
    fn url(&self) -> String {
        format!("/static/{}/{}", self.hash, self.name)
    }
}
