//! A file of the library as its pages show it.

use serde::Serialize;
use umbel_core::content::{Media, MediaKind, MediaState};
use umbel_core::people::{Role, SignedIn};
use umbel_web_kit::i18n::Words;
use umbel_web_kit::stones::Picture;

/// A file of the library.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Item {
    pub(crate) id: String,
    pub(crate) kind: String,
    /// What it was called when it arrived.
    pub(crate) name: String,
    pub(crate) alt: String,
    /// The address that goes into texts.
    pub(crate) src: String,
    /// A small picture; empty for what is none.
    pub(crate) thumb: String,
    pub(crate) width: i32,
    pub(crate) height: i32,
    pub(crate) state: String,
    /// Why it could not be read; empty when it could.
    pub(crate) refusal: String,
    /// What puts it into a text.
    pub(crate) markdown: String,
    /// Its own page in the library.
    pub(crate) page: String,
    /// The ending of a document or recording.
    pub(crate) extension: String,
    /// How much it takes up, in words.
    pub(crate) size: String,
    /// Classes that keep in view what must stay there.
    pub(crate) focus: String,
    /// Whether nobody has said yet what it shows.
    pub(crate) lacks_words: bool,
    pub(crate) is_decoration: bool,
}

impl Item {
    pub(crate) fn of(media: &Media, words: &Words<'_>) -> Self {
        let is_picture = media.kind == MediaKind::Picture;
        let thumb = match media.stored_widths().first() {
            Some(width) if media.state != MediaState::Refused => media.path(*width, "webp"),
            _ => String::new(),
        };
        Self {
            id: media.id.to_string(),
            kind: media.kind.to_string(),
            name: media.original_name.clone(),
            alt: media.alt.clone(),
            src: media.file_path(),
            thumb,
            width: media.width,
            height: media.height,
            state: media.state.to_string(),
            refusal: if media.refusal.is_empty() {
                String::new()
            } else {
                words.say(&format!("library-refused-{}", media.refusal))
            },
            markdown: media.markdown(),
            page: format!("/manage/library/{}", media.id),
            extension: media.extension.clone().unwrap_or_default(),
            size: size(media.bytes, words),
            focus: Picture::of(media).focus,
            lacks_words: is_picture
                && media.state != MediaState::Refused
                && media.alt.is_empty()
                && !media.is_decoration,
            is_decoration: media.is_decoration,
        }
    }

    pub(crate) fn sample(kind: MediaKind, state: MediaState) -> Self {
        let is_picture = kind == MediaKind::Picture;
        Self {
            id: "7".into(),
            kind: kind.to_string(),
            name: "river.jpg".into(),
            alt: if is_picture { String::new() } else { "Minutes".into() },
            src: "/media/1/ab-960.webp".into(),
            thumb: if is_picture && state != MediaState::Refused {
                "/media/1/ab-480.webp".into()
            } else {
                String::new()
            },
            width: 1600,
            height: 900,
            state: state.to_string(),
            refusal: if state == MediaState::Refused {
                "It is damaged.".into()
            } else {
                String::new()
            },
            markdown: "![](/media/1/ab-960.webp)".into(),
            page: "/manage/library/7".into(),
            extension: if is_picture { String::new() } else { "pdf".into() },
            size: "2 MB".into(),
            focus: "focus-x-1".into(),
            lacks_words: is_picture,
            is_decoration: false,
        }
    }
}

/// A number of bytes as people read it.
pub(crate) fn size(bytes: i64, words: &Words<'_>) -> String {
    const KILOBYTE: i64 = 1024;
    const MEGABYTE: i64 = 1024 * 1024;
    const GIGABYTE: i64 = 1024 * MEGABYTE;
    if bytes > 0 && bytes % GIGABYTE == 0 {
        return words.say_with("library-gigabytes", &[("count", (bytes / GIGABYTE).into())]);
    }
    if bytes < MEGABYTE {
        let count = (bytes + KILOBYTE - 1) / KILOBYTE;
        words.say_with("library-kilobytes", &[("count", count.into())])
    } else {
        let count = (bytes + MEGABYTE / 2) / MEGABYTE;
        words.say_with("library-megabytes", &[("count", count.into())])
    }
}

/// Whether somebody may change a file: who brought it, and those who look after everybody's texts.
pub(crate) fn may_change(person: &SignedIn, media: &Media) -> bool {
    person.standing.is_at_least(Role::Editor) || media.account_id == Some(person.standing.account.id)
}
