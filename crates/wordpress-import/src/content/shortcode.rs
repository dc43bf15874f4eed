//! Shortcodes: the bracketed words that WordPress and its plug-ins replace by something.

use super::scan::pieces;

/// The longest opening tag; more is a bracket somebody forgot to close.
const LONGEST_TAG: usize = 4096;

/// A shortcode as it stands in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shortcode<'a> {
    /// Its name.
    pub(super) name: &'a str,
    /// Its attributes; those without a name have an empty one.
    pub(super) attributes: Vec<(String, String)>,
    /// How long the opening tag is, brackets included.
    pub(super) length: usize,
    /// Whether it ends itself (`[name /]`).
    pub(super) is_whole: bool,
}

impl Shortcode<'_> {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// The values of attributes without a name.
    pub(super) fn bare_values(&self) -> impl Iterator<Item = &str> {
        self.attributes
            .iter()
            .filter(|(key, _)| key.is_empty())
            .map(|(_, value)| value.as_str())
    }
}

/// What becomes of the shortcodes of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A picture with a caption.
    Caption,
    /// Pictures.
    Gallery,
    /// A sound.
    Audio,
    /// A film.
    Video,
    /// Several sounds or films.
    Playlist,
    /// An address to embed.
    Embed,
    /// An address to embed, at a service that has its own shortcode.
    Service,
    /// Removed with all that stands in it.
    Removed,
    /// Removed, but what stands in it stays: columns and boxes of page builders.
    Wrapper,
}

/// The kind of a name; none when it is nobody's shortcode, but something people write in brackets.
pub(super) fn kind_of(name: &str) -> Option<Kind> {
    const SERVICES: [&str; 27] = [
        "bandcamp",
        "dailymotion",
        "facebook",
        "fbvideo",
        "flickr",
        "flickr-gallery",
        "gist",
        "google-map",
        "googlemaps",
        "googlevideo",
        "instagram",
        "mixcloud",
        "pinterest",
        "scribd",
        "slideshare",
        "soundcloud",
        "spotify",
        "ted",
        "tiktok",
        "tweet",
        "twitter",
        "videopress",
        "vimeo",
        "vine",
        "wpvideo",
        "youtube",
        "youtube_sc",
    ];
    const REMOVED: [&str; 61] = [
        "accordion-slider",
        "add_to_cart",
        "add_to_cart_url",
        "addtoany",
        "ai1ec",
        "archives",
        "bbp-forum-index",
        "blog_subscription_form",
        "caldera_form",
        "civicrm",
        "contact-field",
        "contact-form",
        "contact-form-7",
        "contact_form",
        "donate",
        "donation-form",
        "em_event_form",
        "events_calendar",
        "events_list",
        "event_list",
        "featured_products",
        "fluentform",
        "form",
        "formidable",
        "forminator_form",
        "give_form",
        "google-calendar-events",
        "gravityform",
        "gravityforms",
        "happyforms",
        "instagram-feed",
        "jetpack-related-posts",
        "latest_posts",
        "layerslider",
        "list-pages",
        "loginform",
        "mailpoet_form",
        "mc4wp_form",
        "mc4wp-form",
        "metaslider",
        "nggallery",
        "ngg",
        "ninja_form",
        "ninja_forms",
        "paypal",
        "poll",
        "polldaddy",
        "product",
        "products",
        "quiz",
        "recent-posts",
        "rev_slider",
        "sharethis",
        "sitemap",
        "slideshow",
        "soliloquy",
        "subscribe2",
        "tribe_events",
        "ultimatemember",
        "wpforms",
        "wysija_form",
    ];
    const REMOVED_BEGINNINGS: [&str; 8] = [
        "woocommerce_",
        "tribe_",
        "ngg_",
        "civicrm-",
        "custom-twitter-",
        "bbp-",
        "wpgmza",
        "display-posts",
    ];
    const WRAPPER_BEGINNINGS: [&str; 7] = ["vc_", "et_pb_", "fusion_", "av_", "cs_", "su_", "fl_builder"];
    const WRAPPERS: [&str; 12] = [
        "column",
        "dropcap",
        "five_sixth",
        "four_fifth",
        "one_fourth",
        "one_half",
        "one_third",
        "raw",
        "restrict",
        "three_fourth",
        "two_column",
        "two_third",
    ];
    let lower = name.to_ascii_lowercase();
    let name = lower.as_str();
    let kind = match name {
        "caption" | "wp_caption" => Kind::Caption,
        "gallery" => Kind::Gallery,
        "audio" => Kind::Audio,
        "video" => Kind::Video,
        "playlist" => Kind::Playlist,
        "embed" => Kind::Embed,
        _ if SERVICES.contains(&name) => Kind::Service,
        _ if REMOVED.contains(&name) => Kind::Removed,
        _ if REMOVED_BEGINNINGS.iter().any(|beginning| name.starts_with(beginning)) => Kind::Removed,
        _ if WRAPPERS.contains(&name) => Kind::Wrapper,
        _ if WRAPPER_BEGINNINGS.iter().any(|beginning| name.starts_with(beginning)) => Kind::Wrapper,
        _ => return None,
    };
    Some(kind)
}

/// The name in the bracket at the beginning of `text`, or of the ending tag there.
pub(super) fn name_at(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('[')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let length =
        inner.find(|character: char| !(character.is_ascii_alphanumeric() || matches!(character, '-' | '_')))?;
    let name = inner.get(..length)?;
    let next = inner.get(length..)?.chars().next()?;
    let begins_well = name.starts_with(|first: char| first.is_ascii_alphabetic());
    let ends_well = next.is_whitespace() || matches!(next, ']' | '/' | '=');
    (begins_well && ends_well).then_some(name)
}

/// The shortcode whose opening tag stands at the beginning of `text`.
pub(super) fn parse(text: &str) -> Option<Shortcode<'_>> {
    let name = name_at(text)?;
    let from = 1 + name.len();
    let end = tag_end(text, from)?;
    let inner = text.get(from..end)?;
    // `[youtube=https://…/]` ends in a slash of its own.
    let has_bare_value = inner.starts_with('=');
    let (inner, is_whole) = match inner.strip_suffix('/') {
        Some(front) if !has_bare_value => (front, true),
        _ => (inner, false),
    };
    let attributes = match inner.strip_prefix('=') {
        Some(value) => vec![(String::new(), unquoted(value.trim()))],
        None => parse_attributes(inner),
    };
    Some(Shortcode {
        name,
        attributes,
        length: end + 1,
        is_whole,
    })
}

/// Where the `]` of the opening tag is.
fn tag_end(text: &str, from: usize) -> Option<usize> {
    let mut quote = None;
    let mut previous = ' ';
    for (offset, character) in text.get(from..)?.char_indices() {
        if offset > LONGEST_TAG {
            return None;
        }
        match (quote, character) {
            (Some(open), close) if open == close => quote = None,
            (Some(_), _) => {}
            (None, ']') => return Some(from + offset),
            (None, '[') => return None,
            (None, '"' | '\'') if previous == '=' => quote = Some(character),
            (None, _) => {}
        }
        previous = character;
    }
    None
}

fn parse_attributes(text: &str) -> Vec<(String, String)> {
    let mut attributes = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let name_length = rest
            .find(|character: char| !(character.is_ascii_alphanumeric() || matches!(character, '-' | '_')))
            .unwrap_or(rest.len());
        let (name, behind) = rest.split_at(name_length);
        let value_text = behind.trim_start().strip_prefix('=').map(str::trim_start);
        let (value, left) = match value_text {
            Some(text) if !name.is_empty() => take_value(text),
            _ => take_value(rest),
        };
        let name = if value_text.is_some() { name } else { "" };
        if !value.is_empty() || !name.is_empty() {
            attributes.push((name.to_owned(), value));
        }
        // A value that takes nothing would never end.
        let advanced = if left.len() < rest.len() { left } else { "" };
        rest = advanced.trim_start();
    }
    attributes
}

fn take_value(text: &str) -> (String, &str) {
    if let Some(quote) = text.chars().next().filter(|first| matches!(first, '"' | '\''))
        && let Some((value, left)) = text.get(1..).and_then(|inner| inner.split_once(quote))
    {
        return (value.to_owned(), left);
    }
    let length = text.find(char::is_whitespace).unwrap_or(text.len());
    let (value, left) = text.split_at(length);
    (unquoted(value), left)
}

/// Without the quotation marks that editors made typographic.
fn unquoted(value: &str) -> String {
    let mut value = value;
    for mark in ["&#8220;", "&#8221;", "&#8243;", "&quot;", "&ldquo;", "&rdquo;"] {
        value = value.strip_prefix(mark).unwrap_or(value);
        value = value.strip_suffix(mark).unwrap_or(value);
    }
    value
        .trim_matches(['"', '\'', '\u{201c}', '\u{201d}', '\u{2033}', '\u{2018}', '\u{2019}'])
        .to_owned()
}

/// Finds the ending tags of shortcodes, looking through the rest of a text once for each name.
#[derive(Debug, Default)]
pub(super) struct EndTags {
    endless: Vec<String>,
}

impl EndTags {
    /// The positions before and behind `[/name]` in `source` at or behind `from`.
    ///
    /// To be asked with growing positions on one source.
    pub(super) fn find(&mut self, source: &str, from: usize, name: &str) -> Option<(usize, usize)> {
        if self.endless.iter().any(|endless| endless.eq_ignore_ascii_case(name)) {
            return None;
        }
        let mut at = from;
        while let Some(offset) = source.get(at..).and_then(|rest| rest.find("[/")) {
            let start = at + offset;
            let end = start + 2 + name.len();
            let is_it = source
                .get(start + 2..end)
                .is_some_and(|candidate| candidate.eq_ignore_ascii_case(name))
                && source.get(end..).is_some_and(|behind| behind.starts_with(']'));
            if is_it {
                return Some((start, end + 1));
            }
            at = start + 2;
        }
        self.endless.push(name.to_owned());
        None
    }
}

/// Divides what a caption encloses into the picture, perhaps in a link, and the words about it.
pub(super) fn picture_and_words(content: &str) -> Option<(&str, &str)> {
    let content = content.trim();
    let mut scan = pieces(content);
    let mut is_in_link = false;
    let mut has_picture = false;
    while let Some(piece) = scan.next() {
        let super::scan::Piece::Tag(tag) = piece else {
            if !has_picture && !piece.raw().trim().is_empty() {
                return None;
            }
            continue;
        };
        if tag.is("a") {
            if tag.is_end && has_picture {
                return content.split_at_checked(scan.position());
            }
            is_in_link = !tag.is_end;
        } else if tag.is("img") {
            has_picture = true;
            if !is_in_link {
                return content.split_at_checked(scan.position());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attributes(text: &str) -> Vec<(String, String)> {
        parse(text).map(|shortcode| shortcode.attributes).unwrap_or_default()
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn attributes_are_read_in_every_spelling() {
        assert_eq!(
            attributes("[x a=\"1 ]2\" b='3' c=4 five \"six seven\" d=“8” e = \"9\"]"),
            [
                pair("a", "1 ]2"),
                pair("b", "3"),
                pair("c", "4"),
                pair("", "five"),
                pair("", "six seven"),
                pair("d", "8"),
                pair("e", "9"),
            ]
        );
        assert_eq!(
            attributes("[youtube=https://youtu.be/a/]"),
            [pair("", "https://youtu.be/a/")]
        );
        assert_eq!(
            attributes("[youtube https://youtu.be/a?b=c]"),
            [pair("", "https://youtu.be/a?b=c")]
        );
    }

    #[test]
    fn brackets_are_not_always_shortcodes() {
        for text in ["[]", "[1]", "[sic", "[a\u{e9}]", "[ gallery]", "gallery]"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(kind_of("sic"), None);
        assert_eq!(kind_of("Gallery"), Some(Kind::Gallery));
        assert_eq!(kind_of("et_pb_row"), Some(Kind::Wrapper));
    }

    #[test]
    fn captions_are_divided_behind_the_picture() {
        assert_eq!(
            picture_and_words(" <a href='x'><img src='y'></a> On the <b>wharf</b>"),
            Some(("<a href='x'><img src='y'></a>", " On the <b>wharf</b>"))
        );
        assert_eq!(
            picture_and_words("<img src='y'/>Wharf"),
            Some(("<img src='y'/>", "Wharf"))
        );
        assert_eq!(picture_and_words("no picture"), None);
    }
}
