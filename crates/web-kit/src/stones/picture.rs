//! A picture in several widths.

use serde::Serialize;
use umbel_core::content::Media;

/// A picture in several widths, without a request to another origin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// The file for browsers that read nothing else: about 960 pixels wide.
    pub src: String,
    /// All widths in that format; may be empty.
    pub srcset: String,
    /// All widths as WebP; may be empty.
    pub webp_srcset: String,
    /// Width of the largest in pixels.
    pub width: i32,
    /// Height of the largest in pixels.
    pub height: i32,
    /// What it shows.
    pub alt: String,
    /// What stands under it.
    pub caption: Option<String>,
    /// Whose it is.
    pub credit: Option<String>,
    /// The widest file.
    pub large_src: String,
}

impl Picture {
    /// The view of a stored picture.
    #[must_use]
    pub fn of(media: &Media) -> Self {
        let widths = media.stored_widths();
        let set = |format: &str| {
            widths
                .iter()
                .map(|width| format!("{} {width}w", media.path(*width, format)))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let middle = widths
            .iter()
            .copied()
            .find(|width| *width >= 960)
            .or(widths.last().copied());
        Self {
            src: media.path(middle.unwrap_or_default(), &media.fallback),
            srcset: set(&media.fallback),
            webp_srcset: set("webp"),
            width: media.width,
            height: media.height,
            alt: media.alt.clone(),
            caption: (!media.caption.is_empty()).then(|| media.caption.clone()),
            credit: None,
            large_src: media.largest_path(),
        }
    }

    /// A picture for samples.
    #[must_use]
    pub fn sample() -> Self {
        Self {
            src: "/media/1/ab-960.jpg".into(),
            srcset: "/media/1/ab-480.jpg 480w, /media/1/ab-960.jpg 960w".into(),
            webp_srcset: "/media/1/ab-480.webp 480w, /media/1/ab-960.webp 960w".into(),
            width: 1600,
            height: 900,
            alt: "People under a bridge".into(),
            caption: Some("Before the march".into()),
            credit: None,
            large_src: "/media/1/ab-960.jpg".into(),
        }
    }
}
