//! Addresses in what people write: where they lead, what to call them, and whether a browser would load them from
//! somebody else.

/// The longest address shown as the text of a link.
const LONGEST_SHOWN: usize = 60;
/// The longest address that becomes a card.
const LONGEST_ADDRESS: usize = 2_000;

/// Hosts people know by another name; with a path where only a part of the host is meant.
const KNOWN_PLACES: [(&str, &str); 49] = [
    ("archive.org", "Internet Archive"),
    ("bandcamp.com", "Bandcamp"),
    ("bsky.app", "Bluesky"),
    ("calendar.google.com", "Google Calendar"),
    ("change.org", "Change.org"),
    ("codeberg.org", "Codeberg"),
    ("dailymotion.com", "Dailymotion"),
    ("docs.google.com", "Google Docs"),
    ("drive.google.com", "Google Drive"),
    ("eventbrite.com", "Eventbrite"),
    ("facebook.com", "Facebook"),
    ("fb.watch", "Facebook"),
    ("flic.kr", "Flickr"),
    ("flickr.com", "Flickr"),
    ("gist.github.com", "GitHub Gist"),
    ("github.com", "GitHub"),
    ("gofundme.com", "GoFundMe"),
    ("google.com/maps", "Google Maps"),
    ("instagram.com", "Instagram"),
    ("issuu.com", "Issuu"),
    ("kickstarter.com", "Kickstarter"),
    ("maps.google.com", "Google Maps"),
    ("mixcloud.com", "Mixcloud"),
    ("openstreetmap.org", "OpenStreetMap"),
    ("pinterest.com", "Pinterest"),
    ("podcasts.apple.com", "Apple Podcasts"),
    ("reddit.com", "Reddit"),
    ("riseup.net", "Riseup"),
    ("scribd.com", "Scribd"),
    ("signal.group", "Signal"),
    ("signal.me", "Signal"),
    ("slideshare.net", "SlideShare"),
    ("soundcloud.com", "SoundCloud"),
    ("spotify.com", "Spotify"),
    ("t.me", "Telegram"),
    ("ted.com", "TED"),
    ("threads.net", "Threads"),
    ("tiktok.com", "TikTok"),
    ("tumblr.com", "Tumblr"),
    ("twitter.com", "Twitter"),
    ("videopress.com", "VideoPress"),
    ("vimeo.com", "Vimeo"),
    ("wikipedia.org", "Wikipedia"),
    ("wordpress.tv", "WordPress.tv"),
    ("x.com", "X"),
    ("youtu.be", "YouTube"),
    ("youtube-nocookie.com", "YouTube"),
    ("youtube.com", "YouTube"),
    ("zoom.us", "Zoom"),
];

/// Whether loading `address` would tell a third party that somebody reads this page.
pub(super) fn is_foreign(address: &str) -> bool {
    // As browsers read it: white space at the ends and line breaks anywhere are left out, `\` counts as `/`.
    let read: String = address
        .trim_matches(|character: char| character.is_ascii_control() || character == ' ')
        .chars()
        .filter(|character| !matches!(character, '\t' | '\n' | '\r'))
        .map(|character| if character == '\\' { '/' } else { character })
        .collect();
    !read.starts_with('/') || read.starts_with("//")
}

/// `text` when it is an address of the web and nothing else.
pub(super) fn bare_address(text: &str) -> Option<&str> {
    let text = text.trim();
    let rest = without_scheme(text)?;
    let is_one_word = !text
        .chars()
        .any(|character| character.is_whitespace() || character.is_control() || "<>\"[]`\\".contains(character));
    let (host, _) = host_and_path(rest);
    (is_one_word && text.len() <= LONGEST_ADDRESS && host.contains('.')).then_some(text)
}

/// What to call the link to `address`: the name people know, and where it leads.
pub(super) fn link_text(address: &str) -> String {
    let shown = shortened(address);
    match known_name(address) {
        Some(name) => format!("{name} · {shown}"),
        None => shown,
    }
}

/// What people call the place an address leads to: by its host, or by the way addresses of a kind of server look.
#[must_use]
pub fn known_name(address: &str) -> Option<&'static str> {
    let (host, path) = host_and_path(without_scheme(address)?);
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let by_host = KNOWN_PLACES.iter().find_map(|(known, name)| {
        let (known_host, known_path) = known.split_once('/').unwrap_or((known, ""));
        let is_host = host == known_host || host.strip_suffix(known_host).is_some_and(|front| front.ends_with('.'));
        (is_host && path.trim_start_matches('/').starts_with(known_path)).then_some(*name)
    });
    by_host.or_else(|| name_by_path(path))
}

/// Servers that anybody may run, under names nobody can list.
fn name_by_path(path: &str) -> Option<&'static str> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let is_number = |text: &str| text.len() >= 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        ["w", id] if id.len() >= 20 => Some("PeerTube"),
        ["videos", "watch", _] | ["w", "p", _] => Some("PeerTube"),
        [person, number] if person.starts_with('@') && is_number(number) => Some("Mastodon"),
        _ => None,
    }
}

/// An address as people read it: without its scheme, and not for ever.
#[must_use]
pub fn shortened(address: &str) -> String {
    let rest = without_scheme(address).unwrap_or(address);
    let bare = rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/');
    if bare.chars().count() <= LONGEST_SHOWN {
        return bare.to_owned();
    }
    let beginning: String = bare.chars().take(LONGEST_SHOWN - 1).collect();
    format!("{beginning}…")
}

fn without_scheme(address: &str) -> Option<&str> {
    ["https://", "http://"].into_iter().find_map(|scheme| {
        address
            .get(..scheme.len())
            .is_some_and(|beginning| beginning.eq_ignore_ascii_case(scheme))
            .then(|| address.get(scheme.len()..).unwrap_or_default())
    })
}

fn host_and_path(rest: &str) -> (&str, &str) {
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    // Somebody's name before an @ is not the host.
    let host = host.rsplit('@').next().unwrap_or(host);
    (host.split(':').next().unwrap_or(host), path)
}

/// A file of this site that people put into texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OwnFile {
    /// Something to listen to.
    Recording,
    /// Something to open.
    Document,
}

/// What `address` leads to, when it is a file in the library that is no picture.
pub(super) fn own_file(address: &str) -> Option<(OwnFile, String)> {
    let name = address.strip_prefix("/media/")?.rsplit('/').next()?;
    let (_, ending) = name.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    let kind = match ending.as_str() {
        "mp3" | "m4a" | "ogg" | "oga" | "opus" | "wav" | "flac" => OwnFile::Recording,
        "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" => return None,
        known if (2..=5).contains(&known.len()) && known.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            OwnFile::Document
        }
        _ => return None,
    };
    Some((kind, ending.to_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_are_bare_addresses() {
        assert!(bare_address(" https://example.org/a?b=c&d#e \n").is_some());
        for text in [
            "example.org",
            "https://",
            "https://localhost-without-a-dot",
            "https://a.org b",
            "see https://a.org",
            "<https://a.org>",
            "javascript:alert(1)//https://a.org",
            "ftp://a.org/",
        ] {
            assert_eq!(bare_address(text), None, "{text}");
        }
    }

    #[test]
    fn links_say_where_they_lead() {
        for (address, text) in [
            (
                "https://www.youtube.com/watch?v=abc",
                "YouTube · youtube.com/watch?v=abc",
            ),
            ("https://notyoutube.com/", "notyoutube.com"),
            ("https://youtube.com@evil.example/x", "youtube.com@evil.example/x"),
            (
                "https://www.google.com/maps/embed?x",
                "Google Maps · google.com/maps/embed?x",
            ),
            (
                "https://video.example/w/nJXUuLyGZFqgvhSVEnL4wP",
                "PeerTube · video.example/w/nJXUuLyGZFqgvhSVEnL4wP",
            ),
            (
                "https://social.example/@rosa/112233445566",
                "Mastodon · social.example/@rosa/112233445566",
            ),
            ("https://example.org/@rosa", "example.org/@rosa"),
        ] {
            assert_eq!(link_text(address), text);
        }
        assert!(link_text(&format!("https://example.org/{}", "é".repeat(200))).ends_with('…'));
    }

    #[test]
    fn only_what_browsers_load_from_here_is_ours() {
        for own in ["/media/1/a.jpg", " /a"] {
            assert!(!is_foreign(own), "{own}");
        }
        for foreign in [
            "//evil.example/a",
            "/\\evil.example/a",
            "\\\\evil.example",
            "/\t/evil.example",
            "\n//evil.example",
            "https://evil.example",
            "data:x",
            "",
        ] {
            assert!(is_foreign(foreign), "{foreign}");
        }
    }

    #[test]
    fn files_are_known_by_their_ending() {
        assert_eq!(own_file("/media/1/x.pdf"), Some((OwnFile::Document, "PDF".into())));
        assert_eq!(own_file("/media/1/x.mp3"), Some((OwnFile::Recording, "MP3".into())));
        for other in ["/media/1/x.jpg", "/media/1/x", "https://a.example/x.pdf", "/x.pdf"] {
            assert_eq!(own_file(other), None, "{other}");
        }
    }
}
