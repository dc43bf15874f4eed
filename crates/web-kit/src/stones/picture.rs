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
    /// Classes that keep in view what must stay there when it is cut; empty when that is its middle.
    pub focus: String,
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
            focus: focus(media),
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
            focus: "focus-x-1 focus-y-3".into(),
        }
    }
}

/// Steps of a quarter are near enough for any frame, and need no style in the page.
fn focus(media: &Media) -> String {
    let step = |hundredths: i32| (hundredths.clamp(0, 100) + 12) / 25;
    let class = |axis: &str, hundredths: i32| match step(hundredths) {
        2 => None,
        step => Some(format!("focus-{axis}-{step}")),
    };
    [class("x", media.focal_x), class("y", media.focal_y)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use umbel_core::{Instant, SiteId};

    #[test]
    fn what_must_stay_in_view_is_said_in_quarters() {
        let mut media = Media::picture(SiteId::numbered(1), Instant::from_microseconds(0));
        assert_eq!(focus(&media), "");
        (media.focal_x, media.focal_y) = (0, 100);
        assert_eq!(focus(&media), "focus-x-0 focus-y-4");
        (media.focal_x, media.focal_y) = (38, 62);
        assert_eq!(focus(&media), "");
        (media.focal_x, media.focal_y) = (20, 50);
        assert_eq!(focus(&media), "focus-x-1");
    }
}
