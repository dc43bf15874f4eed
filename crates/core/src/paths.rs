//! Paths as they stand in addresses (RFC 3986 section 3.3).

/// First words of addresses that belong to Umbel, now or soon: a page there would never be shown.
const RESERVED: [&str; 36] = [
    "-",
    "account",
    "api",
    "authorize",
    "blog",
    "calendar",
    "directory",
    "events",
    "favicon",
    "feed",
    "forgot",
    "goodbye",
    "invitation",
    "join",
    "mails",
    "manage",
    "manifest",
    "map",
    "media",
    "moderation",
    "news",
    "preview",
    "report",
    "reset",
    "search",
    "set-up",
    "sign-in",
    "sign-out",
    "sign-up",
    "sitemap",
    "social",
    "start",
    "static",
    "transparency",
    "wp-admin",
    "wp-json",
];

/// Characters that must not stand as they are in the path of an address that is printed.
const IN_PATHS: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'%')
    .add(b'\\');

/// A decoded path as it stands in an address.
#[must_use]
pub fn encoded(path: &str) -> String {
    percent_encoding::utf8_percent_encode(path, IN_PATHS).to_string()
}

/// Whether a page's path, without a slash at its beginning, starts with a word that belongs to Umbel.
#[must_use]
pub fn is_reserved(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or_default();
    RESERVED.binary_search(&first).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_counts_alone() {
        assert!(RESERVED.is_sorted());
        for path in ["blog", "blog/hello", "-", "-/ready", "sign-in"] {
            assert!(is_reserved(path), "{path}");
        }
        for path in ["", "blogs", "about/blog", "our-news", "Blog"] {
            assert!(!is_reserved(path), "{path}");
        }
    }
}
