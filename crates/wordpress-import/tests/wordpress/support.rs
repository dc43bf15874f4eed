//! What the tests share.

use std::collections::BTreeMap;
use std::path::PathBuf;

use umbel_wordpress_import::content::{Clean, MediaRef, NoteKind, Rewrite, clean};
use umbel_wordpress_import::wxr::{Item, Reader, Record, WxrError};

/// The folder of real inputs; none where there is none, which is a failure in CI.
pub fn test_data() -> Option<PathBuf> {
    let folder = std::env::var_os("UMBEL_TEST_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "the test data is not at {}; set UMBEL_TEST_DATA",
        folder.display()
    );
    println!("skipped: no test data at {}", folder.display());
    None
}

/// A real export.
pub fn real_export(name: &str) -> Option<Vec<u8>> {
    Some(std::fs::read(test_data()?.join("wxr").join(name)).unwrap())
}

/// The names of the real exports.
pub const REAL_EXPORTS: [&str; 3] = [
    "themeunittestdata.wordpress.xml",
    "64-block-test-data.xml",
    "a11y-unit-test-data.xml",
];

/// The records of an export, and the error that ended it.
pub fn read(export: &[u8]) -> (Vec<Record>, Option<WxrError>) {
    let mut records = Vec::new();
    let mut reader = Reader::new(export);
    for record in reader.by_ref() {
        match record {
            Ok(record) => records.push(record),
            Err(error) => {
                assert!(reader.next().is_none(), "the reader goes on after an error");
                return (records, Some(error));
            }
        }
    }
    (records, None)
}

/// The items of a sound export.
pub fn items(export: &[u8]) -> Vec<Item> {
    let (records, error) = read(export);
    assert_eq!(error, None);
    items_of(records)
}

/// The items among records.
pub fn items_of(records: Vec<Record>) -> Vec<Item> {
    records
        .into_iter()
        .filter_map(|record| match record {
            Record::Item(item) => Some(*item),
            _ => None,
        })
        .collect()
}

/// A rewriting that knows what is put into it.
#[derive(Default)]
pub struct KnownMedia {
    /// Address, number and parent of attachments.
    attachments: Vec<(String, i64, i64)>,
    links: BTreeMap<String, String>,
}

impl KnownMedia {
    /// Knows the attachments of an export.
    pub fn of(items: &[Item]) -> Self {
        let mut known = Self::default();
        for item in items {
            if let Some(url) = &item.attachment_url {
                known.attachments.push((url.clone(), item.post_id, item.post_parent));
            }
        }
        known
    }

    /// Knows one attachment more.
    pub fn with(mut self, url: &str, id: i64, parent: i64) -> Self {
        self.attachments.push((url.to_owned(), id, parent));
        self
    }

    /// Knows where a link leads.
    pub fn with_link(mut self, from: &str, to: &str) -> Self {
        self.links.insert(from.to_owned(), to.to_owned());
        self
    }

    fn media_of(url: &str, id: i64) -> MediaRef {
        let name = url.rsplit('/').next().unwrap_or_default();
        MediaRef {
            src: format!("https://files.umbel.example/{id}/{name}"),
            alt: format!("alt {id}"),
            caption: format!("Caption <{id}>"),
            width: Some(1200),
            height: Some(800),
            large: format!("/media/{id}/large/{name}"),
        }
    }
}

impl Rewrite for KnownMedia {
    fn media(&mut self, url: &str) -> Option<MediaRef> {
        let bare = url.split('?').next().unwrap_or_default();
        let (url, id, _) = self.attachments.iter().find(|(known, _, _)| known == bare)?;
        Some(Self::media_of(url, *id))
    }

    fn link(&mut self, href: &str) -> Option<String> {
        self.links.get(href).cloned()
    }

    fn attachment(&mut self, id: i64) -> Option<MediaRef> {
        let (url, id, _) = self.attachments.iter().find(|(_, known, _)| *known == id)?;
        Some(Self::media_of(url, *id))
    }

    fn attachments_of(&mut self, parent_id: i64) -> Vec<MediaRef> {
        self.attachments
            .iter()
            .filter(|(_, _, parent)| *parent == parent_id)
            .map(|(url, id, _)| Self::media_of(url, *id))
            .collect()
    }
}

/// Cleans a text about whose addresses nothing is known.
pub fn cleaned(source: &str) -> Clean {
    clean(source, 1, &mut KnownMedia::default())
}

/// The HTML of a text, on one line.
pub fn html(source: &str) -> String {
    cleaned(source).html.replace('\n', "")
}

/// The notes of a text.
pub fn notes(source: &str) -> Vec<(NoteKind, String)> {
    cleaned(source)
        .notes
        .into_iter()
        .map(|note| (note.kind, note.detail))
        .collect()
}

/// A tag with its attributes, as a browser reads them from sanitised HTML.
pub type TagWithAttributes = (String, Vec<(String, String)>);

/// The beginning tags of `html`, which the sanitiser wrote.
pub fn tags(html: &str) -> Vec<TagWithAttributes> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some((_, behind)) = rest.split_once('<') {
        let mut inside_quotes = false;
        let end = behind
            .find(|character| {
                inside_quotes ^= character == '"';
                character == '>' && !inside_quotes
            })
            .unwrap_or(behind.len());
        let (tag, after) = behind.split_at(end);
        rest = after;
        if tag.starts_with('/') {
            continue;
        }
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut read = Vec::new();
        while let Some((key, behind)) = attributes.split_once("=\"") {
            let (value, left) = behind.split_once('"').unwrap();
            let value = value
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", "\u{a0}")
                .replace("&amp;", "&");
            read.push((key.trim().to_owned(), value));
            attributes = left;
        }
        assert!(attributes.trim().is_empty(), "unquoted attribute in <{tag}>");
        tags.push((name.to_owned(), read));
    }
    tags
}

/// Asserts that `html` cannot run anything nor load anything from elsewhere.
pub fn assert_harmless(html: &str, origin: &str) {
    const ALLOWED: [&str; 5] = ["http", "https", "mailto", "tel", ""];
    for (name, attributes) in tags(html) {
        assert!(
            !matches!(
                name.as_str(),
                "script"
                    | "style"
                    | "iframe"
                    | "object"
                    | "embed"
                    | "form"
                    | "input"
                    | "svg"
                    | "math"
                    | "base"
                    | "meta"
                    | "link"
                    | "template"
                    | "noscript"
            ),
            "<{name}> from {origin}: {html}"
        );
        for (key, value) in attributes {
            assert!(!key.starts_with("on"), "{key} from {origin}: {html}");
            assert!(key != "style" && key != "srcset", "{key} from {origin}: {html}");
            if matches!(key.as_str(), "href" | "src" | "poster" | "cite" | "action" | "data") {
                let squeezed: String = value
                    .chars()
                    .filter(|c| !c.is_whitespace() && !c.is_control())
                    .collect();
                let before_colon = squeezed.split([':', '/', '?', '#']).next().unwrap_or_default();
                let can_be_scheme = before_colon
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'));
                let has_colon = squeezed.get(before_colon.len()..).unwrap_or_default().starts_with(':');
                let scheme = if can_be_scheme && has_colon {
                    before_colon.to_ascii_lowercase()
                } else {
                    String::new()
                };
                assert!(
                    ALLOWED.contains(&scheme.as_str()),
                    "{key}={value} from {origin}: {html}"
                );
                if key == "src" || key == "poster" {
                    let is_ours = value.starts_with("https://files.umbel.example/")
                        || (scheme.is_empty() && !squeezed.replace('\\', "/").starts_with("//"));
                    assert!(is_ours, "{key}={value} from {origin}: {html}");
                }
            }
        }
    }
}
