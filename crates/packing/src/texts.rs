//! Texts on their way out and in: front matter, and the addresses of files in them.

use std::collections::HashMap;

use umbel_core::content::Media;
use umbel_core::{Error, Instant, Result, SiteId};

use crate::files::FrontMatter;

/// What stands between front matter and text.
const FENCE: &str = "+++";
/// How a text in an archive names a file of the library: from the folders `posts` and `pages`.
const FOLDER: &str = "../media/";

/// A text with front matter, in which everything stands on one line.
///
/// # Errors
/// When the front matter cannot be written as TOML.
pub fn with_front_matter(front: &FrontMatter, text: &str) -> Result<String> {
    let head = toml::to_string(front).map_err(|error| Error::Invalid(error.to_string()))?;
    Ok(format!("{FENCE}\n{}\n{FENCE}\n{text}", head.trim_end()))
}

/// Front matter and text of a file.
///
/// # Errors
/// One sentence that says what is wrong with it.
pub fn split(file: &str) -> Result<(FrontMatter, &str)> {
    let rest = file
        .strip_prefix("+++\n")
        .ok_or_else(|| Error::Invalid("it does not begin with front matter".into()))?;
    let (head, text) = rest
        .split_once("\n+++\n")
        .ok_or_else(|| Error::Invalid("its front matter does not end".into()))?;
    let front =
        toml::from_str(head).map_err(|error| Error::Invalid(format!("its front matter: {}", error.message())))?;
    Ok((front, text))
}

/// A moment as TOML writes it.
#[must_use]
pub fn toml_moment(moment: Instant) -> Option<toml::value::Datetime> {
    moment.rfc3339().parse().ok()
}

/// A moment as it is written in an archive.
///
/// # Errors
/// When it is none.
pub fn moment(text: &str) -> Result<Instant> {
    let text = if text.contains('T') {
        text.to_owned()
    } else {
        format!("{text}T00:00:00Z")
    };
    let zoned = if text.ends_with('Z') || text.rfind(['+', '-']).is_some_and(|place| place > 10) {
        text
    } else {
        format!("{text}Z")
    };
    chrono::DateTime::parse_from_rfc3339(&zoned)
        .map(|moment| moment.to_utc().into())
        .map_err(|_| Error::Invalid(format!("“{zoned}” is not a date like 2026-11-29T18:30:00Z")))
}

/// Which file of the library an address means: addresses of this site on their way out, names in an archive on their way in.
pub struct Addresses<'m> {
    site: SiteId,
    by_base: HashMap<&'m str, &'m str>,
}

impl<'m> Addresses<'m> {
    /// The addresses of these files, each with its name in the archive.
    pub fn of(site: SiteId, files: impl Iterator<Item = (&'m Media, &'m str)>) -> Self {
        Self {
            site,
            by_base: files.map(|(file, name)| (file.base_name.as_str(), name)).collect(),
        }
    }

    /// A text whose files stand beside it: `/media/7/0f…-960.webp` becomes `../media/march.jpg?960.webp`.
    #[must_use]
    pub fn outward(&self, text: &str) -> String {
        let beginning = format!("/media/{}/", self.site);
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(place) = rest.find(&beginning) {
            let (before, found) = rest.split_at(place);
            out.push_str(before);
            let after = found.get(beginning.len()..).unwrap_or_default();
            let end = after
                .find(|character: char| !(character.is_ascii_alphanumeric() || "-.".contains(character)))
                .unwrap_or(after.len());
            let (name, behind) = after.split_at(end);
            let base = name.get(..32).unwrap_or_default();
            match self.by_base.get(base) {
                Some(file) => {
                    let variant = name.get(32..).unwrap_or_default();
                    out.push_str(FOLDER);
                    out.push_str(file);
                    if let Some(variant) = variant.strip_prefix('-') {
                        out.push('?');
                        out.push_str(variant);
                    }
                }
                None => {
                    out.push_str(&beginning);
                    out.push_str(name);
                }
            }
            rest = behind;
        }
        out.push_str(rest);
        out
    }
}

/// A text from an archive whose files are of the library here again.
#[must_use]
pub fn inward(text: &str, files: &HashMap<String, Media>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find(FOLDER) {
        let (before, found) = rest.split_at(place);
        out.push_str(before);
        let after = found.get(FOLDER.len()..).unwrap_or_default();
        let end = after
            .find(|character: char| !(character.is_alphanumeric() || "-._?".contains(character)))
            .unwrap_or(after.len());
        let (name, behind) = after.split_at(end);
        let (file, variant) = name.split_once('?').unwrap_or((name, ""));
        match files.get(file) {
            Some(media) => out.push_str(&address(media, variant)),
            None => {
                out.push_str(FOLDER);
                out.push_str(name);
            }
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// The address of a file here in the width and format nearest to what was asked for.
fn address(media: &Media, variant: &str) -> String {
    if let Some(extension) = &media.extension {
        return format!("/media/{}/{}.{extension}", media.site_id, media.base_name);
    }
    let (width, format) = variant.split_once('.').unwrap_or((variant, ""));
    let wanted: u32 = width.parse().unwrap_or(960);
    let widths = media.stored_widths();
    let width = widths
        .iter()
        .copied()
        .find(|width| *width >= wanted)
        .or(widths.last().copied())
        .unwrap_or_default();
    let format = if format == "webp" { "webp" } else { &media.fallback };
    media.path(width, format)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn addresses_go_out_and_come_back() {
        let site = SiteId::numbered(7);
        let here = Media {
            base_name: BASE.into(),
            widths: "480,960".into(),
            fallback: "png".into(),
            ..Media::picture(site, Instant::from_microseconds(0))
        };
        let text = format!("![x](/media/7/{BASE}-960.webp) and /media/7/{BASE}-480.png, /media/8/{BASE}-960.webp.");
        let out = Addresses::of(site, std::iter::once((&here, "march.png"))).outward(&text);
        assert_eq!(
            out,
            format!("![x](../media/march.png?960.webp) and ../media/march.png?480.png, /media/8/{BASE}-960.webp.")
        );
        let files = HashMap::from([("march.png".to_owned(), here)]);
        assert_eq!(inward(&out, &files), text);
    }

    #[test]
    fn front_matter_comes_back_as_it_was() {
        let front = FrontMatter {
            title: "“+++” \"x\"".into(),
            slug: "a".into(),
            date: toml_moment(Instant::from_microseconds(1_795_348_800_000_000)),
            ..FrontMatter::default()
        };
        for text in ["", "+++\n", "a\n+++\nb\n", "\n\n x"] {
            let file = with_front_matter(&front, text).unwrap();
            let (again, back) = split(&file).unwrap();
            assert_eq!((&again, back), (&front, text));
        }
        assert!(split("no").is_err() && split("+++\ntitle = \"x\"\n").is_err());
    }

    #[test]
    fn moments_are_read() {
        let noon = Instant::from_microseconds(1_795_348_800_000_000);
        for text in [
            "2026-11-22T12:00:00Z",
            "2026-11-22T13:00:00+01:00",
            "2026-11-22T12:00:00",
        ] {
            assert_eq!(moment(text).unwrap(), noon, "{text}");
        }
        assert!(moment("soon").is_err());
    }
}
