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
                let bytes = Files::get(&name)?.data.into_owned();
                let bytes = if ending == "css" {
                    with_whole_addresses(bytes)
                } else {
                    bytes
                };
                Some((name.to_string(), Asset::new(mime, bytes)))
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

/// The address of a built-in file.
pub(super) fn address_of(name: &str) -> String {
    let hash = Files::get(name).map(|file| hash_of(&file.data)).unwrap_or_default();
    format!("/static/{hash}/{name}")
}

/// A style sheet whose `url(name.woff2)` are the addresses under which such a file is kept for ever.
fn with_whole_addresses(bytes: Vec<u8>) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(&bytes) else {
        return bytes;
    };
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("url(") {
        whole.push_str(before);
        whole.push_str("url(");
        rest = after;
        if let Some((name, after)) = after.split_once(')')
            && name.ends_with(".woff2")
            && Files::get(name).is_some()
        {
            whole.push_str(&address_of(name));
            whole.push(')');
            rest = after;
        }
    }
    whole.push_str(rest);
    whole.into_bytes()
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

fn hash_of(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

impl Asset {
    fn new(mime: &'static str, bytes: Vec<u8>) -> Self {
        Self {
            mime,
            hash: hash_of(&bytes),
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
