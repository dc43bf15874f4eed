//! Pictures in texts: from an address of the library to a picture that fits every screen.

use std::collections::HashMap;

use super::media::{Media, MediaKind, MediaState};
use crate::Result;
use crate::database::SiteScope;

/// How wide a picture in a text is shown: as wide as a phone, and never wider than a column.
const SIZES: &str = "(min-width: 46rem) 42rem, 100vw";
/// How many characters the random beginning of a file name has.
const BASE_LENGTH: usize = 32;

/// Makes every picture of this site's own library that stands in a text fit every screen: it gets its size, several
/// widths, and waits until it is nearly seen. Everything else stays as it is.
///
/// `html` must have been sanitised: attributes are expected in the form in which that leaves them.
///
/// # Errors
/// When the database refuses.
pub fn illustrate(scope: &mut SiteScope<'_>, html: &str) -> Result<String> {
    let folder = format!("/media/{}/", scope.site);
    let mut names: Vec<String> = images(html)
        .filter_map(|image| base_of(&folder, image.source))
        .map(str::to_owned)
        .collect();
    if names.is_empty() {
        return Ok(html.to_owned());
    }
    names.sort_unstable();
    names.dedup();
    let found: HashMap<String, Media> = Media::with_base_names(scope, &names)?
        .into_iter()
        .filter(|media| media.kind == MediaKind::Picture && media.state != MediaState::Refused)
        .map(|media| (media.base_name.clone(), media))
        .collect();
    let mut whole = String::with_capacity(html.len() * 2);
    let mut rest = 0;
    for image in images(html) {
        let Some(media) = base_of(&folder, image.source).and_then(|base| found.get(base)) else {
            continue;
        };
        whole.push_str(&html[rest..image.start]);
        whole.push_str(&responsive(media, image.attributes));
        rest = image.end;
    }
    whole.push_str(&html[rest..]);
    Ok(whole)
}

/// An `<img>` of a text, and where it stands.
struct Image<'h> {
    start: usize,
    end: usize,
    attributes: &'h str,
    source: &'h str,
}

/// The images of a sanitised text. Its quotes are balanced, and no attribute holds a bare `<`, `>` or `"`.
fn images(html: &str) -> impl Iterator<Item = Image<'_>> {
    html.match_indices("<img ").filter_map(|(start, _)| {
        let inside = &html[start + 5..];
        let length = end_of_tag(inside)?;
        let attributes = inside[..length].trim_end_matches('/');
        Some(Image {
            start,
            end: start + 5 + length + 1,
            attributes,
            source: attribute(attributes, "src")?,
        })
    })
}

/// Where a tag ends: at the first `>` outside of quotes.
fn end_of_tag(inside: &str) -> Option<usize> {
    let mut quoted = false;
    inside.bytes().position(|byte| {
        if byte == b'"' {
            quoted = !quoted;
        }
        byte == b'>' && !quoted
    })
}

/// The attributes of a tag as they stand: name, and what is between the quotes.
fn attributes_of(mut text: &str) -> impl Iterator<Item = (&str, &str)> {
    std::iter::from_fn(move || {
        let (name, rest) = text.trim_start().split_once("=\"")?;
        let (value, rest) = rest.split_once('"')?;
        text = rest;
        Some((name, value))
    })
}

fn attribute<'h>(attributes: &'h str, wanted: &str) -> Option<&'h str> {
    attributes_of(attributes)
        .find(|(name, _)| *name == wanted)
        .map(|(_, value)| value)
}

/// The random beginning of the name of a picture of this site.
fn base_of<'h>(folder: &str, source: &'h str) -> Option<&'h str> {
    let name = source.strip_prefix(folder)?;
    let base = name.get(..BASE_LENGTH)?;
    let is_name = base.bytes().all(|byte| byte.is_ascii_hexdigit()) && name[BASE_LENGTH..].starts_with('-');
    is_name.then_some(base)
}

/// The picture in all its widths. What the author said about it stays; its size comes from the library.
fn responsive(media: &Media, attributes: &str) -> String {
    let widths = media.stored_widths();
    let largest = widths.last().copied().unwrap_or_default();
    let set = |format: &str| {
        widths
            .iter()
            .map(|width| format!("{} {width}w", media.path(*width, format)))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let said: String = attributes_of(attributes)
        .filter(|(name, _)| matches!(*name, "alt" | "title" | "class"))
        .map(|(name, value)| format!(" {name}=\"{value}\""))
        .collect();
    let said = if attribute(attributes, "alt").is_some() {
        said
    } else {
        format!("{said} alt=\"\"")
    };
    let (width, height) = shown_size(media, largest);
    let size = format!("width=\"{width}\" height=\"{height}\" loading=\"lazy\" decoding=\"async\"");
    if media.state == MediaState::Waiting {
        // Whether it will be a JPEG or a PNG besides is known once it has been read; WebP it will be in any case.
        return format!(
            "<img src=\"{}\" srcset=\"{}\" sizes=\"{SIZES}\" {size}{said}>",
            media.file_path(),
            set("webp"),
        );
    }
    format!(
        "<picture><source type=\"image/webp\" srcset=\"{}\" sizes=\"{SIZES}\"><img src=\"{}\" srcset=\"{}\" sizes=\"{SIZES}\" {size}{said}></picture>",
        set("webp"),
        media.path(media.middle_width(), &media.fallback),
        set(&media.fallback),
    )
}

/// The size of the largest stored file: what the browser keeps free.
fn shown_size(media: &Media, largest: u32) -> (i64, i64) {
    let (width, height) = (i64::from(media.width.max(1)), i64::from(media.height.max(1)));
    let largest = i64::from(largest).clamp(1, width);
    (largest, (height * largest / width).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Instant, SiteId};

    const BASE: &str = "0123456789abcdef0123456789abcdef";

    fn picture() -> Media {
        Media {
            base_name: BASE.into(),
            widths: "480,960".into(),
            width: 1200,
            height: 800,
            ..Media::picture(SiteId::numbered(7), Instant::from_microseconds(0))
        }
    }

    #[test]
    fn a_picture_gets_its_size_and_all_widths() {
        let html = responsive(
            &picture(),
            "src=\"x\" alt=\"A &lt;b&gt; > c\" title=\"T\" onerror=\"alert(1)\"",
        );
        assert!(html.starts_with("<picture><source type=\"image/webp\""), "{html}");
        assert!(html.contains(&format!("src=\"/media/7/{BASE}-960.jpg\"")), "{html}");
        assert!(html.contains("width=\"960\" height=\"640\""), "{html}");
        assert!(html.contains(" alt=\"A &lt;b&gt; > c\" title=\"T\""), "{html}");
        assert!(!html.contains("onerror"), "{html}");
    }

    #[test]
    fn only_images_of_this_library_are_found() {
        let folder = "/media/7/";
        let text = format!(
            "<p>a<img src=\"/media/7/{BASE}-960.webp\" alt=\"1 > 0\">b<img alt=\"\" src=\"/media/8/{BASE}-9.jpg\"><img >"
        );
        let found: Vec<&str> = images(&text).map(|image| image.source).collect();
        assert_eq!(found.len(), 2);
        assert_eq!(base_of(folder, found[0]), Some(BASE));
        assert_eq!(base_of(folder, found[1]), None);
        assert_eq!(base_of(folder, "/media/7/short-960.webp"), None);
        let first = images(&text).next().map(|image| &text[image.start..image.end]);
        assert!(first.is_some_and(|tag| tag.ends_with("alt=\"1 > 0\">")), "{first:?}");
    }
}
