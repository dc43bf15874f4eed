//! Shortcodes replaced by the HTML that WordPress, or one of its common plug-ins, made of them.

use super::MediaRef;
use super::embeds::{FileKind, file_kind, is_bare_url};
use super::expand::Expander;
use super::notes::NoteKind;
use super::scan::{EndFinder, Piece, escaped, pieces};
use super::shortcode::{self, EndTags, Kind, Shortcode};

/// Shortcodes within shortcodes within shortcodes.
const DEEPEST: usize = 4;

impl Expander<'_> {
    /// `source` with its shortcodes replaced.
    pub(super) fn shortcodes(&mut self, source: &str, depth: usize) -> String {
        if depth > DEEPEST || !source.contains('[') {
            return source.to_owned();
        }
        let mut html = String::with_capacity(source.len());
        let mut scan = pieces(source);
        let mut ends = EndFinder::default();
        let mut end_tags = EndTags::default();
        loop {
            let start = scan.position();
            let Some(piece) = scan.next() else {
                return html;
            };
            match piece {
                Piece::Text(text) => {
                    let end = self.shortcodes_in_text(source, start, text, &mut end_tags, &mut html, depth);
                    scan.jump_to(end);
                }
                Piece::Tag(tag) if !tag.is_end && is_verbatim(&tag.lower_name()) => {
                    let end = ends
                        .find(source, scan.position(), &tag.lower_name())
                        .map_or(scan.position(), |(_, end)| end);
                    scan.jump_to(end);
                    html.push_str(&unescape_brackets(source.get(start..end).unwrap_or_default()));
                }
                Piece::Tag(_) | Piece::Comment(_) => html.push_str(piece.raw()),
            }
        }
    }

    /// Writes the text that stands at `start`, and says where it, or the last shortcode in it, ends.
    fn shortcodes_in_text(
        &mut self,
        source: &str,
        start: usize,
        text: &str,
        end_tags: &mut EndTags,
        html: &mut String,
        depth: usize,
    ) -> usize {
        let end = start + text.len();
        let mut at = start;
        while let Some(offset) = source.get(at..end).and_then(|rest| rest.find('[')) {
            let bracket = at + offset;
            html.push_str(source.get(at..bracket).unwrap_or_default());
            at = match self.shortcode_at(source, bracket, end_tags, html, depth) {
                Some(behind) => behind,
                None => {
                    html.push('[');
                    bracket + 1
                }
            };
            if at >= end {
                return at;
            }
        }
        html.push_str(source.get(at..end).unwrap_or_default());
        end
    }

    /// Replaces the shortcode at `bracket`, if there is one, and says where it ends.
    fn shortcode_at(
        &mut self,
        source: &str,
        bracket: usize,
        end_tags: &mut EndTags,
        html: &mut String,
        depth: usize,
    ) -> Option<usize> {
        let text = source.get(bracket..)?;
        if let Some(length) = escaped_length(text) {
            html.push_str(&escaped_shortcode(text.get(..length)?));
            return Some(bracket + length);
        }
        let kind = shortcode::kind_of(shortcode::name_at(text)?)?;
        if text.starts_with("[/") {
            // An ending tag without a beginning: what page builders wrap around everything.
            let end = text.find(']')?;
            return (kind == Kind::Wrapper).then_some(bracket + end + 1);
        }
        let tag = shortcode::parse(text)?;
        let inside = bracket + tag.length;
        let enclosed = if tag.is_whole || kind == Kind::Wrapper {
            None
        } else {
            end_tags.find(source, inside, tag.name)
        };
        let (content, behind) = match enclosed {
            Some((end, behind)) => (source.get(inside..end).unwrap_or_default(), behind),
            None => ("", inside),
        };
        match kind {
            Kind::Wrapper | Kind::Removed => self.note_shortcode(tag.name),
            Kind::Caption => {
                let content = self.shortcodes(content, depth + 1);
                html.push_str(&caption(&tag, &content));
            }
            Kind::Gallery => self.gallery(&tag, html),
            Kind::Audio => self.recording("audio", &tag, content, html),
            Kind::Video => self.recording("video", &tag, content, html),
            Kind::Playlist => self.playlist(&tag, html),
            Kind::Embed | Kind::Service => self.embed_shortcode(&tag, content, html),
        }
        Some(behind)
    }

    fn note_shortcode(&mut self, name: &str) {
        self.notes.add(NoteKind::UnknownShortcode, name);
    }

    fn embed_shortcode(&mut self, tag: &Shortcode<'_>, content: &str, html: &mut String) {
        match embedded_address(tag, content) {
            Some(url) => html.push_str(&format!("<p>{}</p>", escaped(&url))),
            None => self.note_shortcode(tag.name),
        }
    }

    fn gallery(&mut self, tag: &Shortcode<'_>, html: &mut String) {
        let pictures: Vec<MediaRef> = self
            .media_of(tag)
            .into_iter()
            .filter(|media| matches!(file_kind(&media.src), None | Some(FileKind::Picture)))
            .collect();
        if pictures.is_empty() {
            self.notes.add(NoteKind::MissingMedia, "gallery");
            return;
        }
        let is_linked = tag.attribute("link") != Some("none");
        html.push_str("<div class=\"gallery\">");
        for picture in pictures {
            html.push_str(&self.gallery_figure(&picture, is_linked));
        }
        html.push_str("</div>");
    }

    fn gallery_figure(&mut self, picture: &MediaRef, is_linked: bool) -> String {
        self.own.insert(picture.src.clone());
        let mut html = format!(
            "<img src=\"{}\" alt=\"{}\"",
            escaped(&picture.src),
            escaped(&picture.alt)
        );
        if let (Some(width), Some(height)) = (picture.width, picture.height) {
            html.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        html.push('>');
        if is_linked && !picture.large.is_empty() {
            self.own.insert(picture.large.clone());
            html = format!("<a href=\"{}\">{html}</a>", escaped(&picture.large));
        }
        if !picture.caption.trim().is_empty() {
            html.push_str(&format!("<figcaption>{}</figcaption>", escaped(&picture.caption)));
        }
        format!("<figure>{html}</figure>")
    }

    fn playlist(&mut self, tag: &Shortcode<'_>, html: &mut String) {
        let wanted = match tag.attribute("type") {
            Some("video") => FileKind::Video,
            _ => FileKind::Audio,
        };
        let recordings: Vec<MediaRef> = self
            .media_of(tag)
            .into_iter()
            .filter(|media| file_kind(&media.src).is_none_or(|kind| kind == wanted))
            .collect();
        if recordings.is_empty() {
            self.notes.add(NoteKind::MissingMedia, "playlist");
            return;
        }
        let element = if wanted == FileKind::Video { "video" } else { "audio" };
        html.push_str("<ul class=\"playlist\">");
        for recording in recordings {
            self.own.insert(recording.src.clone());
            html.push_str(&format!(
                "<li>{}<br><{element} src=\"{}\"></{element}></li>",
                escaped(&recording.caption),
                escaped(&recording.src)
            ));
        }
        html.push_str("</ul>");
    }

    /// The files a shortcode lists, or those that were uploaded to the post.
    fn media_of(&mut self, tag: &Shortcode<'_>) -> Vec<MediaRef> {
        let listed = tag.attribute("ids").or_else(|| tag.attribute("include"));
        let mut media = match listed {
            Some(ids) => {
                let ids = ids.split(',').take(self.media_left);
                ids.filter_map(|id| id.trim().parse().ok())
                    .filter_map(|id| self.rewrite.attachment(id))
                    .collect()
            }
            None => {
                let parent = tag.attribute("id").and_then(|id| id.parse().ok());
                self.rewrite.attachments_of(parent.unwrap_or(self.post_id))
            }
        };
        media.truncate(self.media_left);
        self.media_left -= media.len();
        media
    }

    fn recording(&mut self, element: &str, tag: &Shortcode<'_>, content: &str, html: &mut String) {
        const ENDINGS: [&str; 16] = [
            "src", "mp3", "m4a", "ogg", "oga", "wav", "flac", "wma", "mp4", "m4v", "webm", "ogv", "mov", "wmv", "flv",
            "url",
        ];
        let mut sources: Vec<&str> = ENDINGS.iter().filter_map(|ending| tag.attribute(ending)).collect();
        sources.extend(
            tag.bare_values()
                .chain([content.trim()])
                .filter(|value| is_bare_url(value)),
        );
        if sources.is_empty() {
            self.notes.add(NoteKind::MissingMedia, element);
            return;
        }
        // A film at a service for films is a page, not a file.
        if let [only] = sources.as_slice()
            && element == "video"
            && is_bare_url(only)
            && file_kind(only).is_none()
        {
            html.push_str(&format!("<p>{}</p>", escaped(only)));
            return;
        }
        html.push_str(&format!("<figure><{element}"));
        for attribute in ["poster", "width", "height"] {
            if let Some(value) = tag.attribute(attribute) {
                html.push_str(&format!(" {attribute}=\"{}\"", escaped(value)));
            }
        }
        html.push('>');
        for source in sources {
            html.push_str(&format!("<source src=\"{}\">", escaped(source)));
        }
        html.push_str(&format!("</{element}></figure>"));
    }
}

fn caption(tag: &Shortcode<'_>, content: &str) -> String {
    let Some((picture, words)) = shortcode::picture_and_words(content) else {
        return content.to_owned();
    };
    // Exports from before 2012 keep the words in an attribute.
    let words = tag.attribute("caption").unwrap_or(words).trim();
    let class = tag.attribute("align").unwrap_or_default();
    let words = if words.is_empty() {
        String::new()
    } else {
        format!("<figcaption>{words}</figcaption>")
    };
    format!("<figure class=\"{}\">{picture}{words}</figure>", escaped(class))
}

/// What `[embed]`, `[youtube]` and their like embed.
fn embedded_address(tag: &Shortcode<'_>, content: &str) -> Option<String> {
    let named = ["url", "src", "href", "link"]
        .iter()
        .filter_map(|name| tag.attribute(name));
    let text = content.replace("&amp;", "&");
    let candidates = named.chain(tag.bare_values()).chain([text.trim()]);
    if let Some(url) = candidates
        .map(|url| url.replace("&amp;", "&"))
        .find(|url| is_bare_url(url))
    {
        return Some(url);
    }
    let id = tag.attribute("id").or_else(|| tag.bare_values().next())?;
    let is_id = id
        .chars()
        .all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'));
    match tag.name.to_ascii_lowercase().as_str() {
        "youtube" | "youtube_sc" if is_id => Some(format!("https://www.youtube.com/watch?v={id}")),
        "vimeo" if is_id => Some(format!("https://vimeo.com/{id}")),
        "wpvideo" | "videopress" if is_id => Some(format!("https://videopress.com/v/{id}")),
        "ted" if is_id => Some(format!("https://www.ted.com/talks/{id}")),
        _ => None,
    }
}

/// Elements in which a bracket is a bracket.
fn is_verbatim(name: &str) -> bool {
    matches!(name, "pre" | "code" | "script" | "style" | "textarea" | "kbd" | "samp")
}

/// How long the escaped shortcode (`[[name …]]`) at the beginning of `text` is.
fn escaped_length(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('[').filter(|inner| inner.starts_with('['))?;
    let name = shortcode::name_at(inner)?;
    let is_end_tag = inner.starts_with("[/");
    let opening = if is_end_tag {
        inner.find(']')? + 1
    } else {
        shortcode::parse(inner)?.length
    };
    let behind = inner.get(opening..)?;
    if behind.starts_with(']') {
        return Some(1 + opening + 1);
    }
    let end_tag = format!("[/{name}]]");
    // Not far: what is shown as an example is short.
    let near = behind
        .char_indices()
        .nth(1000)
        .map_or(behind, |(end, _)| &behind[..end]);
    shortcode::kind_of(name)?;
    near.find(&end_tag).map(|offset| 1 + opening + offset + end_tag.len())
}

/// Without the outer brackets.
fn escaped_shortcode(text: &str) -> String {
    text.get(1..text.len().saturating_sub(1)).unwrap_or_default().to_owned()
}

/// Escaped shortcodes within verbatim text: WordPress shows them without their outer brackets there, too.
fn unescape_brackets(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, _)) = rest.split_once("[[") {
        result.push_str(before);
        let here = rest.get(before.len()..).unwrap_or_default();
        let is_known = here
            .get(1..)
            .and_then(shortcode::name_at)
            .is_some_and(|name| shortcode::kind_of(name).is_some());
        match escaped_length(here).filter(|_| is_known) {
            Some(length) => {
                result.push_str(&escaped_shortcode(here.get(..length).unwrap_or_default()));
                rest = here.get(length..).unwrap_or_default();
            }
            None => {
                result.push('[');
                rest = here.get(1..).unwrap_or_default();
            }
        }
    }
    result.push_str(rest);
    result
}
