//! XML without document types and entities, one event at a time.

use std::io::BufRead;

use quick_xml::errors::IllFormedError;
use quick_xml::events::{BytesDecl, BytesStart, Event};

use super::error::{WxrError, WxrErrorKind};
use super::source::{FORBIDDEN, Failure, Place, Source};

/// No export nests deeper than seven; more is an attack on the stack of open elements.
const DEEPEST: usize = 64;

/// One event, owned.
#[derive(Debug)]
pub(super) enum XmlEvent {
    /// An element begins. Empty elements begin and end.
    Start(Element),
    /// The element that began last ends.
    End,
    /// Text between tags, decoded.
    Text(String),
    /// Text in a CDATA section.
    Cdata(String),
    /// The file ends after its root element.
    EndOfFile,
}

/// The beginning of an element.
#[derive(Debug)]
pub(super) struct Element {
    /// With its prefix, as written.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute; empty when it is missing.
    pub(super) fn attribute(&self, name: &str) -> &str {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    }
}

/// The parser with what it needs to know about the file.
pub(super) struct Xml<R: BufRead> {
    reader: quick_xml::Reader<Source<R>>,
    buffer: Vec<u8>,
    depth: usize,
    event_start: Place,
    forbidden_references: u64,
    saw_root: bool,
}

impl<R: BufRead> Xml<R> {
    pub(super) fn new(inner: R) -> Self {
        let mut reader = quick_xml::Reader::from_reader(Source::new(inner));
        reader.config_mut().expand_empty_elements = true;
        Self {
            event_start: reader.get_ref().place(),
            reader,
            buffer: Vec::new(),
            depth: 0,
            forbidden_references: 0,
            saw_root: false,
        }
    }

    /// Where the last event began.
    pub(super) fn event_start(&self) -> Place {
        self.event_start
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Lets at most `bytes` more be read before the file counts as too large.
    pub(super) fn allow(&mut self, bytes: u64) {
        self.reader.get_mut().allow(bytes);
    }

    /// How many characters were dropped because XML forbids them.
    pub(super) fn forbidden_characters(&self) -> u64 {
        self.reader.get_ref().forbidden_characters() + self.forbidden_references
    }

    /// An error at the beginning of the last event.
    pub(super) fn error(&self, kind: WxrErrorKind, message: impl Into<String>) -> WxrError {
        WxrError::new(kind, self.event_start, message)
    }

    /// The next event that means something.
    pub(super) fn next_event(&mut self) -> Result<XmlEvent, WxrError> {
        loop {
            if let Some(event) = self.step()? {
                return Ok(event);
            }
        }
    }

    fn step(&mut self) -> Result<Option<XmlEvent>, WxrError> {
        self.buffer.clear();
        self.event_start = self.reader.get_ref().place();
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(error) => return Err(explain(&mut self.reader, self.event_start, &error)),
        };
        let place = self.event_start;
        match event {
            Event::Start(start) | Event::Empty(start) => {
                if self.depth >= DEEPEST {
                    return Err(WxrError::new(
                        WxrErrorKind::Malformed,
                        place,
                        "The elements of the file are nested too deeply for an export of WordPress.",
                    ));
                }
                let element = element(&start, place, &mut self.forbidden_references)?;
                self.depth += 1;
                self.saw_root = true;
                Ok(Some(XmlEvent::Start(element)))
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(Some(XmlEvent::End))
            }
            Event::Text(text) if self.depth == 0 => {
                if self.saw_root || text.trim_matches(outside_text).is_empty() {
                    return Ok(None);
                }
                Err(WxrError::new(WxrErrorKind::NotXml, place, NOT_XML))
            }
            Event::Text(text) => Ok(Some(XmlEvent::Text(without_forbidden(
                text.xml10_content().into_owned(),
            )))),
            Event::CData(text) if self.depth > 0 => Ok(Some(XmlEvent::Cdata(without_forbidden(
                text.xml10_content().into_owned(),
            )))),
            Event::GeneralRef(reference) if self.depth > 0 => {
                let mut text = String::new();
                match resolve(&reference, place)? {
                    Some(character) => text.push(character),
                    None => self.forbidden_references += 1,
                }
                Ok(Some(XmlEvent::Text(text)))
            }
            Event::CData(_) | Event::GeneralRef(_) => Err(WxrError::new(WxrErrorKind::NotXml, place, NOT_XML)),
            Event::Decl(declaration) => check_encoding(&declaration, place).map(|()| None),
            Event::DocType(text) => Err(refuse_document_type(&text, place)),
            Event::Comment(_) | Event::PI(_) => Ok(None),
            Event::Eof if self.depth > 0 => {
                let place = self.reader.get_ref().place();
                Err(WxrError::new(WxrErrorKind::Truncated, place, TRUNCATED))
            }
            Event::Eof if !self.saw_root && place.position == 0 => {
                Err(WxrError::new(WxrErrorKind::NotXml, place, "The file is empty."))
            }
            Event::Eof if !self.saw_root => Err(WxrError::new(WxrErrorKind::Truncated, place, TRUNCATED)),
            Event::Eof => Ok(Some(XmlEvent::EndOfFile)),
        }
    }
}

const NOT_XML: &str = "The file is not XML: an export of WordPress begins with a tag, not with text.";
const TRUNCATED: &str = "The file breaks off here: its end is missing, so export or download it again.";

/// White space, and what stands in for forbidden characters, mean nothing outside the root element.
fn outside_text(character: char) -> bool {
    character.is_whitespace() || matches!(character, FORBIDDEN | '\u{feff}')
}

fn without_forbidden(text: String) -> String {
    if text.contains(FORBIDDEN) {
        return text.replace(FORBIDDEN, "");
    }
    text
}

fn element(start: &BytesStart<'_>, place: Place, forbidden_references: &mut u64) -> Result<Element, WxrError> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| {
            WxrError::new(
                WxrErrorKind::Malformed,
                place,
                format!("An attribute of this tag cannot be read: {error}."),
            )
        })?;
        attributes.push((
            attribute.key.as_ref().to_owned(),
            decode(&attribute.value, place, forbidden_references)?,
        ));
    }
    Ok(Element {
        name: start.name().as_ref().to_owned(),
        attributes,
    })
}

/// The value of an attribute with its references resolved.
fn decode(raw: &str, place: Place, forbidden_references: &mut u64) -> Result<String, WxrError> {
    let mut decoded = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        let Some((reference, behind)) = after.split_once(';') else {
            return Err(WxrError::new(
                WxrErrorKind::Malformed,
                place,
                "An attribute of this tag holds an & that begins nothing.",
            ));
        };
        match resolve(reference, place)? {
            Some(character) => decoded.push(character),
            None => *forbidden_references += 1,
        }
        rest = behind;
    }
    decoded.push_str(rest);
    Ok(without_forbidden(decoded))
}

/// The character a reference stands for; none when XML forbids the character.
fn resolve(reference: &str, place: Place) -> Result<Option<char>, WxrError> {
    if let Some(number) = reference.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => number.parse(),
        };
        let Ok(code) = code else {
            return Err(WxrError::new(
                WxrErrorKind::Malformed,
                place,
                format!("The character reference &{}; is not a number.", shown(reference)),
            ));
        };
        // Halves of surrogate pairs come from exports that cut emoji in two.
        return Ok(char::from_u32(code).filter(|character| is_allowed(*character)));
    }
    match reference {
        "amp" => Ok(Some('&')),
        "lt" => Ok(Some('<')),
        "gt" => Ok(Some('>')),
        "quot" => Ok(Some('"')),
        "apos" => Ok(Some('\'')),
        other => Err(WxrError::new(
            WxrErrorKind::Entities,
            place,
            format!(
                "The file uses the entity &{};, and entities are not read.",
                shown(other)
            ),
        )),
    }
}

fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r') || !(character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}'))
}

/// The beginning of something from the file, for a sentence.
fn shown(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_control())
        .take(40)
        .collect()
}

fn check_encoding(declaration: &BytesDecl<'_>, place: Place) -> Result<(), WxrError> {
    let Some(Ok(encoding)) = declaration.encoding() else {
        return Ok(());
    };
    let name = encoding.trim().to_ascii_lowercase();
    if matches!(name.as_str(), "" | "utf-8" | "utf8" | "us-ascii" | "ascii") {
        return Ok(());
    }
    Err(WxrError::new(
        WxrErrorKind::NotXml,
        place,
        format!(
            "The file says that it is written in {}, and only UTF-8 is read.",
            shown(&encoding)
        ),
    ))
}

fn refuse_document_type(text: &str, place: Place) -> WxrError {
    let name: String = text.trim_start().chars().take(4).collect();
    if name.eq_ignore_ascii_case("html") {
        return WxrError::new(
            WxrErrorKind::NotWxr,
            place,
            "The file is a web page, not an export: perhaps the sign-in page was saved instead.",
        );
    }
    WxrError::new(
        WxrErrorKind::Entities,
        place,
        "The file declares a document type, which an export of WordPress never does.",
    )
}

/// What an error of the parser means for the file.
fn explain<R: BufRead>(
    reader: &mut quick_xml::Reader<Source<R>>,
    event_start: Place,
    error: &quick_xml::Error,
) -> WxrError {
    let source = reader.get_mut();
    let here = source.place();
    let malformed = |message: String| WxrError::new(WxrErrorKind::Malformed, event_start, message);
    match source.take_failure() {
        Some(Failure::NotUtf8) => {
            return WxrError::new(
                WxrErrorKind::Malformed,
                here,
                "The file holds a byte here that is not UTF-8.",
            );
        }
        Some(Failure::Utf16) => {
            return WxrError::new(
                WxrErrorKind::NotXml,
                here,
                "The file is written in UTF-16, and only UTF-8 is read.",
            );
        }
        Some(Failure::TooLarge) => {
            return WxrError::new(
                WxrErrorKind::TooLarge,
                here,
                "One entry of the file is longer than 16 MiB.",
            );
        }
        Some(Failure::Io(error)) => {
            return WxrError::new(
                WxrErrorKind::Io,
                here,
                format!("The file could not be read any further: {error}."),
            );
        }
        None => {}
    }
    match error {
        quick_xml::Error::Syntax(_) if source.is_at_end() => WxrError::new(WxrErrorKind::Truncated, here, TRUNCATED),
        quick_xml::Error::IllFormed(IllFormedError::UnclosedReference) if source.is_at_end() => {
            WxrError::new(WxrErrorKind::Truncated, here, TRUNCATED)
        }
        quick_xml::Error::IllFormed(IllFormedError::UnclosedReference) => {
            malformed("There is an & here that begins nothing.".to_owned())
        }
        quick_xml::Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => malformed(format!(
            "The element {} is open, but {} ends here.",
            shown(expected),
            shown(found)
        )),
        quick_xml::Error::IllFormed(IllFormedError::UnmatchedEndTag(found)) => {
            malformed(format!("The element {} ends here without having begun.", shown(found)))
        }
        other => malformed(format!("The XML is not well-formed here: {other}.")),
    }
}
