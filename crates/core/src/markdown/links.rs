//! Addresses among words become links, as people expect who never saw Markdown.

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};
use std::ops::Range;

use super::addresses::bare_address;
use super::blocks::Piece;

/// The events of a text with a link around each address of the web that stands among words.
pub(super) fn with_links<'a>(source: &'a str, pieces: Vec<Piece<'a>>) -> Vec<Piece<'a>> {
    if !source.contains("://") {
        return pieces;
    }
    let mut made = Vec::with_capacity(pieces.len());
    // Within links, code and pictures an address is already something.
    let mut depth = 0_usize;
    let mut run: Vec<Piece<'a>> = Vec::new();
    for (event, range) in pieces {
        match &event {
            Event::Text(_) if depth == 0 => {
                run.push((event, range));
                continue;
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => depth += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => depth = depth.saturating_sub(1),
            Event::InlineHtml(html) if html.get(..3).is_some_and(|mark| mark.eq_ignore_ascii_case("<a ")) => depth += 1,
            Event::InlineHtml(html) if html.eq_ignore_ascii_case("</a>") => depth = depth.saturating_sub(1),
            _ => {}
        }
        link_run(source, &mut run, &mut made);
        made.push((event, range));
    }
    link_run(source, &mut run, &mut made);
    made
}

/// Moves words that follow each other, with links around the addresses among them.
fn link_run<'a>(source: &'a str, run: &mut Vec<Piece<'a>>, made: &mut Vec<Piece<'a>>) {
    let whole = match (run.first(), run.last()) {
        (Some((_, first)), Some((_, last))) => first.start..last.end,
        _ => return,
    };
    let mut addresses = addresses_in(source, whole).into_iter().peekable();
    for (event, range) in run.drain(..) {
        let mut rest = range.clone();
        // What was written is what is read: then the words can be cut. Signs in their finer form are whole.
        let is_verbatim = matches!(&event, Event::Text(text) if source.get(range.clone()) == Some(&**text));
        while let Some(address) = addresses.peek() {
            if address.start >= rest.end {
                break;
            }
            if address.start >= rest.start {
                push_words(source, is_verbatim, rest.start..address.start, made);
                push_link(source, address, made);
            }
            if address.end > rest.end {
                rest.start = rest.end;
                break;
            }
            rest.start = address.end;
            addresses.next();
        }
        if rest == range {
            made.push((event, range));
        } else {
            push_words(source, is_verbatim, rest, made);
        }
    }
}

fn push_words<'a>(source: &'a str, is_verbatim: bool, range: Range<usize>, made: &mut Vec<Piece<'a>>) {
    if let Some(words) = source
        .get(range.clone())
        .filter(|words| is_verbatim && !words.is_empty())
    {
        made.push((Event::Text(CowStr::Borrowed(words)), range));
    }
}

fn push_link<'a>(source: &'a str, range: &Range<usize>, made: &mut Vec<Piece<'a>>) {
    let Some(address) = source.get(range.clone()) else {
        return;
    };
    let start = Tag::Link {
        link_type: LinkType::Autolink,
        dest_url: CowStr::Borrowed(address),
        title: CowStr::Borrowed(""),
        id: CowStr::Borrowed(""),
    };
    made.push((Event::Start(start), range.clone()));
    made.push((Event::Text(CowStr::Borrowed(address)), range.clone()));
    made.push((Event::End(TagEnd::Link), range.clone()));
}

/// Where addresses of the web stand in a part of the source.
fn addresses_in(source: &str, whole: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let Some(text) = source.get(whole.clone()) else {
        return found;
    };
    let mut position = 0;
    while let Some(next) = text.get(position..).and_then(|rest| rest.find("http")) {
        let start = position + next;
        position = start + 4;
        let is_within_word = text
            .get(..start)
            .and_then(|before| before.chars().next_back())
            .is_some_and(char::is_alphanumeric);
        let rest = text.get(start..).unwrap_or_default();
        let end = rest
            .find(|character: char| {
                character.is_whitespace() || character.is_control() || "<>\"[]`\\|*".contains(character)
            })
            .unwrap_or(rest.len());
        let address = without_sentence_end(rest.get(..end).unwrap_or_default());
        if !is_within_word && bare_address(address).is_some() {
            found.push(whole.start + start..whole.start + start + address.len());
            position = start + address.len();
        }
    }
    found
}

/// An address without what ends the sentence around it.
fn without_sentence_end(address: &str) -> &str {
    let mut address = address;
    loop {
        let shorter = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '_', '~', '…', '»', '”', '’']);
        // A bracket belongs to the address when it was opened there.
        let is_surplus = shorter.ends_with(')') && shorter.matches(')').count() > shorter.matches('(').count();
        let shorter = if is_surplus {
            shorter.strip_suffix(')').unwrap_or(shorter)
        } else {
            shorter
        };
        if shorter.len() == address.len() {
            return address;
        }
        address = shorter;
    }
}
