//! What others show on their own sites: named, addressed, and linked to instead of embedded.

use umbel_core::markdown::{known_name, shortened};
use url::Url;

/// Whether `text` is an address and nothing else.
pub(super) fn is_bare_url(text: &str) -> bool {
    let text = text.trim();
    let has_scheme = ["http://", "https://"].iter().any(|scheme| {
        text.get(..scheme.len())
            .is_some_and(|beginning| beginning.eq_ignore_ascii_case(scheme))
    });
    has_scheme
        && !text
            .chars()
            .any(|character| character.is_whitespace() || matches!(character, '<' | '>' | '"' | '[' | ']'))
        && Url::parse(text).is_ok_and(|url| url.has_host())
}

/// The page people know for the address of a player: what they may share and open.
pub(super) fn public_address(url: &str) -> Option<String> {
    let absolute = if url.starts_with("//") {
        format!("https:{url}")
    } else {
        url.to_owned()
    };
    let parsed = Url::parse(absolute.trim()).ok()?;
    if !matches!(parsed.scheme(), "http" | "https") {
        return None;
    }
    let host = bare_host(&parsed)?;
    let mut segments = parsed.path_segments()?;
    let (first, second) = (segments.next().unwrap_or_default(), segments.next().unwrap_or_default());
    let page = match (host.as_str(), first) {
        ("youtube.com" | "youtube-nocookie.com", "embed" | "v") if is_id(second) => {
            format!("https://www.youtube.com/watch?v={second}")
        }
        ("player.vimeo.com", "video") if is_id(second) => format!("https://vimeo.com/{second}"),
        ("dailymotion.com", "embed") => {
            let id = parsed.path_segments()?.nth(2).filter(|id| is_id(id))?;
            format!("https://www.dailymotion.com/video/{id}")
        }
        ("w.soundcloud.com", "player") | ("facebook.com", "plugins") => parsed
            .query_pairs()
            .find(|(key, value)| matches!(&**key, "url" | "href") && is_bare_url(value))
            .map_or_else(|| parsed.to_string(), |(_, value)| value.into_owned()),
        ("open.spotify.com", "embed") => parsed.as_str().replacen("/embed/", "/", 1),
        _ => parsed.to_string(),
    };
    Some(page)
}

/// What to call the link to `url`, of which `title` may be known.
pub(super) fn link_text(url: &str, title: Option<&str>) -> String {
    let title = title.map(str::trim).filter(|title| !title.is_empty());
    let shown = title.map_or_else(|| shortened(url), str::to_owned);
    let Some(name) = known_name(url) else {
        return shown;
    };
    // Titles of players often begin with the provider already.
    if title.is_some_and(|title| title.to_lowercase().starts_with(&name.to_lowercase())) {
        return shown;
    }
    format!("{name} · {shown}")
}

fn bare_host(url: &Url) -> Option<String> {
    let host = url.host_str()?.to_ascii_lowercase();
    Some(host.strip_prefix("www.").unwrap_or(&host).to_owned())
}

fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'))
}

/// What kind of file an address ends in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    /// A picture, or nothing that says otherwise.
    Picture,
    /// Something to listen to.
    Audio,
    /// Something to watch.
    Video,
    /// A document, an archive, a page.
    Other,
}

/// The kind of file `url` seems to be; none when its name has no known ending.
pub(super) fn file_kind(url: &str) -> Option<FileKind> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let (_, ending) = name.rsplit_once('.')?;
    let kind = match ending.to_ascii_lowercase().as_str() {
        "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "bmp" | "svg" | "heic" | "tif" | "tiff" => FileKind::Picture,
        "mp3" | "m4a" | "ogg" | "oga" | "wav" | "flac" | "wma" | "opus" | "aac" => FileKind::Audio,
        "mp4" | "m4v" | "webm" | "ogv" | "mov" | "wmv" | "avi" | "mpg" | "mpeg" | "flv" | "3gp" => FileKind::Video,
        "pdf" | "doc" | "docx" | "odt" | "xls" | "xlsx" | "ods" | "ppt" | "pptx" | "odp" | "txt" | "csv" | "zip"
        | "ics" | "rtf" | "epub" | "html" | "htm" | "php" => FileKind::Other,
        _ => return None,
    };
    Some(kind)
}

/// The name of the file at `url`, for want of a better text.
pub(super) fn file_name(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let decoded = percent_encoding::percent_decode_str(name)
        .decode_utf8_lossy()
        .into_owned();
    if decoded.trim().is_empty() {
        shortened(url)
    } else {
        decoded
    }
}

/// Whether `url` stays on the host it is printed on: what a browser loads for it is ours.
pub(super) fn is_of_this_site(url: &str) -> bool {
    let Ok(base) = Url::parse("https://site.invalid/") else {
        return false;
    };
    // Joined as a browser does it: `//host`, `/\host` and `\t//host` all lead away.
    !url.trim().is_empty()
        && Url::parse(url).is_err()
        && base.join(url).is_ok_and(|joined| {
            joined.scheme() == "https" && joined.host_str() == Some("site.invalid") && joined.port().is_none()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_are_bare_addresses() {
        assert!(is_bare_url(" https://example.org/a?b=c&d \n"));
        for text in [
            "example.org",
            "https://",
            "https://a.org b",
            "see https://a.org",
            "<https://a.org>",
        ] {
            assert!(!is_bare_url(text), "{text}");
        }
    }

    #[test]
    fn players_lead_to_their_pages() {
        for (player, page) in [
            (
                "//www.youtube.com/embed/abc-123?rel=0",
                "https://www.youtube.com/watch?v=abc-123",
            ),
            ("https://player.vimeo.com/video/42", "https://vimeo.com/42"),
            (
                "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fx",
                "https://www.facebook.com/x",
            ),
            ("https://example.org/player", "https://example.org/player"),
        ] {
            assert_eq!(public_address(player).as_deref(), Some(page));
        }
        for not_a_page in ["javascript:alert(1)", "/player", "data:text/html,x", ""] {
            assert_eq!(public_address(not_a_page), None, "{not_a_page}");
        }
    }

    #[test]
    fn links_say_where_they_lead() {
        assert_eq!(
            link_text("https://www.youtube.com/watch?v=abc", None),
            "YouTube · youtube.com/watch?v=abc"
        );
        assert_eq!(
            link_text("https://youtu.be/abc", Some(" Our march ")),
            "YouTube · Our march"
        );
        assert_eq!(link_text("https://notyoutube.com/", None), "notyoutube.com");
        assert_eq!(
            link_text("https://www.google.com/maps/embed?x", None),
            "Google Maps · google.com/maps/embed?x"
        );
    }

    #[test]
    fn only_relative_addresses_are_of_this_site() {
        for url in ["/media/a.jpg", "a.jpg", "../a.jpg", "?a", "#a"] {
            assert!(is_of_this_site(url), "{url}");
        }
        for url in [
            "//evil.example/a",
            "/\\evil.example/a",
            "\\\\evil.example",
            "/\t/evil.example",
            "https://evil.example",
            "data:x",
            "https:/evil.example",
            "",
        ] {
            assert!(!is_of_this_site(url), "{url}");
        }
    }
}
