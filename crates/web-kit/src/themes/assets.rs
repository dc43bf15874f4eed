//! Files that only some pages load: scripts they cannot do without, and the style of pages for somebody.

use bytes::Bytes;
use rust_embed::RustEmbed;
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::delivery::Encoded;

/// Every file of this folder whose ending is in [`MIME_TYPES`] is served; licences beside them are not.
#[derive(RustEmbed)]
#[folder = "../../themes/base/assets"]
struct Files;

/// Endings that are served, and what they are.
const MIME_TYPES: [(&str, &str); 6] = [
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("woff2", "font/woff2"),
];

/// The built-in files, hashed once.
#[derive(Debug)]
pub struct Assets {
    files: BTreeMap<String, Asset>,
    urls: AssetUrls,
}

/// A file with the hash that stands in its address.
#[derive(Debug)]
pub(crate) struct Asset {
    pub(crate) mime: &'static str,
    pub(crate) hash: String,
    bytes: Bytes,
    encoded: OnceLock<Encoded>,
}

/// The addresses of the files as templates know them: `work.css` is `assets.work_css`.
#[derive(Clone, Debug)]
pub struct AssetUrls(Arc<BTreeMap<String, String>>);

impl Serialize for AssetUrls {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Assets {
    /// Those that are built in.
    #[must_use]
    pub fn built_in() -> Self {
        let files: BTreeMap<String, Asset> = Files::iter()
            .filter_map(|name| {
                let (_, ending) = name.rsplit_once('.')?;
                let (_, mime) = MIME_TYPES.iter().find(|(known, _)| *known == ending)?;
                Some((name.to_string(), Asset::new(mime, Files::get(&name)?.data.into_owned())))
            })
            .collect();
        let urls = files
            .iter()
            .map(|(name, asset)| (key_of(name), format!("/static/{}/{name}", asset.hash)))
            .collect();
        Self {
            files,
            urls: AssetUrls(Arc::new(urls)),
        }
    }

    /// The file with this name.
    pub(crate) fn named(&self, name: &str) -> Option<&Asset> {
        self.files.get(name)
    }

    /// Where they are, on every host.
    #[must_use]
    pub fn urls(&self) -> AssetUrls {
        self.urls.clone()
    }
}

/// Addresses for samples of templates.
pub(crate) fn sample_urls() -> AssetUrls {
    AssetUrls(Arc::new(
        Files::iter()
            .map(|name| (key_of(&name), format!("/static/00/{name}")))
            .collect(),
    ))
}

/// What templates call a file.
fn key_of(name: &str) -> String {
    name.replace(|character: char| !character.is_ascii_alphanumeric(), "_")
}

impl Asset {
    fn new(mime: &'static str, bytes: Vec<u8>) -> Self {
        let digest = Sha256::digest(&bytes);
        Self {
            mime,
            hash: digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect(),
            bytes: Bytes::from(bytes),
            encoded: OnceLock::new(),
        }
    }

    /// Its bytes as they are sent. Compressed when somebody first asks for them: doing it at the start would delay that.
    pub(crate) fn encoded(&self) -> &Encoded {
        self.encoded.get_or_init(|| {
            if self.mime == "font/woff2" || self.mime == "image/png" {
                return Encoded::as_it_is(self.bytes.clone());
            }
            // What is large takes seconds to squeeze out the last tenth.
            if self.bytes.len() > 100_000 {
                Encoded::quickly(self.bytes.clone())
            } else {
                Encoded::thoroughly(self.bytes.clone())
            }
        })
    }
}
