//! Reading a request's path and query, strictly.

use actix_web::dev::{Path, ResourceDef};
use percent_encoding::percent_decode_str;
use std::collections::BTreeMap;

pub use umbel_core::paths::encoded;

/// The longest target of a request that is read, in bytes.
pub const LONGEST_TARGET: usize = 4_096;

/// A path as text: percent-encoding undone, or none when it is not UTF-8, holds control characters, or hides a slash.
#[must_use]
pub fn decoded(raw: &str) -> Option<String> {
    if !raw.contains('%') {
        return (!raw.chars().any(char::is_control)).then(|| raw.to_owned());
    }
    let lower = raw.to_ascii_lowercase();
    if lower.contains("%2f") || lower.contains("%00") {
        return None;
    }
    let text = percent_decode_str(raw).decode_utf8().ok()?;
    (!text.chars().any(char::is_control)).then(|| text.into_owned())
}

/// The parts of a query that a route reads, in a fixed order: what is not read does not make another page.
#[must_use]
pub fn read_query(raw: &str, wanted: &[&str]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for pair in raw.split('&').take(64) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if wanted.contains(&name) && !found.contains_key(name) {
            let value = value.replace('+', " ");
            if let Ok(value) = percent_decode_str(&value).decode_utf8() {
                found.insert(name.to_owned(), value.chars().filter(|c| !c.is_control()).collect());
            }
        }
    }
    found
}

/// `text` as a value in a query.
#[must_use]
pub fn query_value(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// A route's path, ready to be matched.
#[derive(Debug)]
pub struct Pattern(ResourceDef);

impl Pattern {
    /// Reads a pattern like `/blog/{slug}`.
    #[must_use]
    pub fn new(path: &str) -> Self {
        Self(ResourceDef::new(path))
    }

    /// The named parts of a path that fits.
    #[must_use]
    pub fn matches(&self, path: &str) -> Option<BTreeMap<String, String>> {
        if !self.0.is_match(path) {
            return None;
        }
        let mut resource = Path::new(path);
        if !self.0.capture_match_info(&mut resource) {
            return None;
        }
        Some(
            resource
                .iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_strictly() {
        assert_eq!(decoded("/caf%C3%A9").as_deref(), Some("/café"));
        for bad in ["/%ff", "/a%00b", "/a%2Fb", "/%0d%0a", "/a\u{7}"] {
            assert_eq!(decoded(bad), None, "{bad}");
        }
    }

    #[test]
    fn only_what_is_read_counts() {
        let query = read_query("utm_source=x&q=two+words%21&q=again&page", &["q", "page"]);
        assert_eq!(query.get("q").map(String::as_str), Some("two words!"));
        assert_eq!(query.len(), 2);
    }

    #[test]
    fn patterns_name_their_parts() {
        let pattern = Pattern::new("/blog/{slug}/feed");
        assert_eq!(pattern.matches("/blog/hello/feed").unwrap()["slug"], "hello");
        assert!(pattern.matches("/blog/hello").is_none());
        let pattern = Pattern::new("/events/{slug}.ics");
        assert_eq!(pattern.matches("/events/rally.ics").unwrap()["slug"], "rally");
        let tail = Pattern::new("/{path:.*}");
        assert_eq!(tail.matches("/about/history").unwrap()["path"], "about/history");
    }
}
