//! What a paragraph of its own becomes: pictures with captions, galleries, cards in place of what others show, files.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

use super::addresses::{OwnFile, bare_address, is_foreign, link_text, own_file};
use super::links::with_links;

/// Where a text goes on for those who want more, in Markdown.
const MORE_IN_MARKDOWN: &str = "<!--more-->";
/// The same in HTML: a place that links can lead to.
pub(super) const MORE_IN_HTML: &str = "<span id=\"more\"></span>";

/// An event with the part of the source it comes from.
pub(super) type Piece<'a> = (Event<'a>, Range<usize>);

/// The events of some Markdown, with the paragraphs that are more than text in their final form.
pub(super) fn events<'a>(source: &'a str, options: Options) -> Vec<Event<'a>> {
    let pieces: Vec<Piece<'a>> = with_links(source, Parser::new_ext(source, options).into_offset_iter().collect());
    let mut made = Vec::with_capacity(pieces.len());
    let mut has_more = false;
    let mut position = 0;
    while let Some((event, range)) = pieces.get(position) {
        position += 1;
        match event {
            Event::Start(Tag::Paragraph) => {
                let rest = pieces.get(position..).unwrap_or_default();
                let length = rest
                    .iter()
                    .position(|(event, _)| matches!(event, Event::End(TagEnd::Paragraph)));
                let written = source.get(range.clone()).unwrap_or_default();
                let block = length.and_then(|length| block_of(written, rest.get(..length)?));
                match (block, length) {
                    (Some(block), Some(length)) => {
                        made.extend(block);
                        position += length + 1;
                    }
                    _ => made.push(event.clone()),
                }
            }
            Event::Html(html) | Event::InlineHtml(html) if is_more(html) => {
                // A second mark would be a second element of the same name.
                if !has_more {
                    made.push(Event::Html(format!("{MORE_IN_HTML}\n").into()));
                }
                has_more = true;
            }
            _ => made.push(event.clone()),
        }
    }
    made
}

fn is_more(html: &str) -> bool {
    let html = html.trim();
    html.eq_ignore_ascii_case(MORE_IN_MARKDOWN) || html.eq_ignore_ascii_case("<!-- more -->")
}

/// What a paragraph becomes that holds nothing but pictures, an address, or a file.
fn block_of<'a>(written: &str, inside: &[Piece<'a>]) -> Option<Vec<Event<'a>>> {
    let html = |html: String| vec![Event::Html(html.into())];
    pictures_of(inside)
        .map(html)
        .or_else(|| card_of(written, inside).map(html))
        .or_else(|| file_of(inside))
}

struct Shown {
    address: String,
    alt: String,
    caption: String,
}

/// A figure, or a gallery of several.
fn pictures_of(inside: &[Piece<'_>]) -> Option<String> {
    let mut pictures: Vec<Shown> = Vec::new();
    let mut open: Option<Shown> = None;
    for (event, _) in inside {
        match (event, &mut open) {
            (Event::Start(Tag::Image { dest_url, title, .. }), None) => {
                open = Some(Shown {
                    address: dest_url.to_string(),
                    alt: String::new(),
                    caption: title.to_string(),
                });
            }
            (Event::End(TagEnd::Image), Some(_)) => pictures.extend(open.take()),
            (Event::Text(text) | Event::Code(text), Some(picture)) => picture.alt.push_str(text),
            (Event::SoftBreak | Event::HardBreak, Some(picture)) => picture.alt.push(' '),
            // Marks within a description have nothing to show there.
            (_, Some(_)) | (Event::SoftBreak | Event::HardBreak, None) => {}
            (Event::Text(text), None) if text.trim().is_empty() => {}
            _ => return None,
        }
    }
    if open.is_some() || pictures.is_empty() {
        return None;
    }
    let (foreign, own): (Vec<Shown>, Vec<Shown>) =
        pictures.into_iter().partition(|picture| is_foreign(&picture.address));
    let mut html = match own.as_slice() {
        [] => String::new(),
        [one] => figure(one),
        several => {
            let figures: String = several.iter().map(figure).collect();
            format!("<div class=\"gallery\">\n{figures}</div>\n")
        }
    };
    // What is shown elsewhere is linked to: nothing is loaded from there, and nothing is lost.
    for picture in &foreign {
        let text = if picture.alt.trim().is_empty() {
            link_text(&picture.address)
        } else {
            picture.alt.clone()
        };
        html.push_str(&card(&picture.address, &text));
    }
    Some(html)
}

fn figure(picture: &Shown) -> String {
    let caption = match picture.caption.trim() {
        "" => String::new(),
        caption => format!("<figcaption>{}</figcaption>", escaped(caption)),
    };
    format!(
        "<figure><img src=\"{}\" alt=\"{}\" loading=\"lazy\">{caption}</figure>\n",
        escaped(&picture.address),
        escaped(picture.alt.trim())
    )
}

/// A card with the name of the place, where somebody wrote an address and nothing else.
fn card_of(written: &str, inside: &[Piece<'_>]) -> Option<String> {
    if let Some(address) = bare_address(written) {
        return Some(card(address, &link_text(address)));
    }
    let [
        (
            Event::Start(Tag::Link {
                link_type, dest_url, ..
            }),
            _,
        ),
        text @ ..,
        (Event::End(TagEnd::Link), _),
    ] = inside
    else {
        return None;
    };
    let address = bare_address(dest_url)?;
    let says_its_address = *link_type == LinkType::Autolink || plain(text)? == address;
    says_its_address.then(|| card(address, &link_text(address)))
}

fn card(address: &str, text: &str) -> String {
    format!(
        "<p class=\"embed-card\"><a href=\"{}\">{}</a></p>\n",
        escaped(address),
        escaped(text)
    )
}

/// The words of some pieces, when they are nothing else.
fn plain(pieces: &[Piece<'_>]) -> Option<String> {
    pieces
        .iter()
        .map(|(event, _)| match event {
            Event::Text(text) => Some(&**text),
            _ => None,
        })
        .collect()
}

/// A line of its own for a file of the library, which says what kind it is; a player for a recording.
fn file_of<'a>(inside: &[Piece<'a>]) -> Option<Vec<Event<'a>>> {
    let (Event::Start(Tag::Link { dest_url, .. }), _) = inside.first()? else {
        return None;
    };
    let (kind, ending) = own_file(dest_url)?;
    let end = inside
        .iter()
        .position(|(event, _)| matches!(event, Event::End(TagEnd::Link)))?;
    let remark = plain(inside.get(end + 1..)?)?;
    let remark = remark.trim();
    let is_remark = remark.is_empty() || (remark.starts_with('(') && remark.ends_with(')'));
    if !is_remark {
        return None;
    }
    let (before, after) = match kind {
        OwnFile::Document if remark.is_empty() => (
            "<p class=\"file\">".to_owned(),
            format!(" <span class=\"file-kind\">{}</span></p>\n", escaped(&ending)),
        ),
        OwnFile::Document => (
            "<p class=\"file\">".to_owned(),
            format!(" <span class=\"file-kind\">{}</span></p>\n", escaped(remark)),
        ),
        OwnFile::Recording => (
            format!(
                "<figure class=\"recording\"><audio controls preload=\"none\" src=\"{}\"></audio><figcaption>",
                escaped(dest_url)
            ),
            "</figcaption></figure>\n".to_owned(),
        ),
    };
    let mut events = vec![Event::Html(before.into())];
    events.extend(inside.iter().take(end + 1).map(|(event, _)| event.clone()));
    events.push(Event::Html(after.into()));
    Some(events)
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            other => safe.push(other),
        }
    }
    safe
}
