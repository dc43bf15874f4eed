//! The reader: from XML events to records.

use std::collections::VecDeque;
use std::io::BufRead;

use super::error::{WxrError, WxrErrorKind};
use super::item;
use super::record::{Author, Channel, Record, Term};
use super::xml::{Element, Xml, XmlEvent};

/// What a record may take beyond its text: tags, and characters that are written as references.
const MARKUP_ALLOWANCE: u64 = 1024 * 1024;

/// Reads an export record by record.
///
/// It is an iterator. What stands before an error has been yielded when the error comes, and after
/// the error the iterator ends. Only one record is held at a time.
pub struct Reader<R: BufRead> {
    input: Input<R>,
    stage: Stage,
    /// The channel until it is yielded.
    channel: Option<Channel>,
    /// Records that are ready, in order.
    ready: VecDeque<Record>,
    /// Whether anything of WordPress was seen.
    is_wordpress: bool,
    /// The error that ended the reading, until it is yielded.
    error: Option<WxrError>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    BeforeChannel,
    InChannel,
    AfterChannel,
    Ended,
}

impl<R: BufRead> Reader<R> {
    /// The most text one record may hold, in bytes.
    pub const LONGEST_RECORD: u64 = 16 * 1024 * 1024;

    /// A reader of `source`, which is read as far as the iterator is.
    pub fn new(source: R) -> Self {
        Self {
            input: Input {
                xml: Xml::new(source),
                text_taken: 0,
                saw_wordpress: false,
            },
            stage: Stage::BeforeChannel,
            channel: Some(Channel::default()),
            ready: VecDeque::new(),
            is_wordpress: false,
            error: None,
        }
    }

    /// How many characters were dropped so far because XML forbids them.
    pub fn dropped_characters(&self) -> u64 {
        self.input.xml.forbidden_characters()
    }

    /// Reads one event at the level of the channel, with all it contains.
    fn advance(&mut self) -> Result<(), WxrError> {
        self.input.begin_record();
        match self.input.xml.next_event()? {
            XmlEvent::Start(element) => match self.stage {
                Stage::BeforeChannel => self.enter(&element),
                Stage::InChannel => self.read_child(&element),
                Stage::AfterChannel | Stage::Ended => self.input.skip(),
            },
            XmlEvent::End => self.leave(),
            XmlEvent::Text(_) | XmlEvent::Cdata(_) => Ok(()),
            XmlEvent::EndOfFile => {
                self.stage = Stage::Ended;
                Ok(())
            }
        }
    }

    fn enter(&mut self, element: &Element) -> Result<(), WxrError> {
        match (self.input.xml.depth(), element.name.as_str()) {
            (1, "rss") => Ok(()),
            (1, name) => {
                let message = if name.eq_ignore_ascii_case("html") {
                    "The file is a web page, not an export: perhaps the sign-in page was saved instead."
                } else {
                    "The file is XML, but not an export of WordPress: its root element is not rss."
                };
                Err(self.input.xml.error(WxrErrorKind::NotWxr, message))
            }
            (_, "channel") => {
                self.stage = Stage::InChannel;
                Ok(())
            }
            _ => self.input.skip(),
        }
    }

    fn leave(&mut self) -> Result<(), WxrError> {
        match self.input.xml.depth() {
            0 => {
                // What follows the root element is of no interest, however broken it is.
                self.stage = Stage::Ended;
                if self.channel.is_some() {
                    return Err(self.input.xml.error(WxrErrorKind::NotWxr, NOT_WORDPRESS));
                }
                Ok(())
            }
            1 if self.stage == Stage::InChannel => {
                self.stage = Stage::AfterChannel;
                self.is_wordpress |= self.input.saw_wordpress;
                if !self.is_wordpress {
                    return Err(self.input.xml.error(WxrErrorKind::NotWxr, NOT_WORDPRESS));
                }
                self.finish_channel();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn read_child(&mut self, element: &Element) -> Result<(), WxrError> {
        if element.name.starts_with("wp:") {
            self.is_wordpress = true;
        }
        match element.name.as_str() {
            "wp:author" | "wp:wp_author" | "wp:category" | "wp:tag" | "wp:term" => {
                self.finish_channel();
            }
            "item" => {}
            name => return self.read_channel_field(name),
        }
        let record = match element.name.as_str() {
            "item" => self.read_item()?,
            "wp:category" => Record::Term(self.input.read_term("category")?),
            "wp:tag" => Record::Term(self.input.read_term("post_tag")?),
            "wp:term" => Record::Term(self.input.read_term("")?),
            _ => Record::Author(self.input.read_author()?),
        };
        self.finish_channel();
        self.ready.push_back(record);
        Ok(())
    }

    fn read_item(&mut self) -> Result<Record, WxrError> {
        let position = self.input.xml.event_start();
        if self.is_wordpress {
            // The channel is complete, and must not wait for a first item that may be broken.
            self.finish_channel();
        }
        let item = item::read(&mut self.input, position.position)?;
        self.is_wordpress |= self.input.saw_wordpress;
        if !self.is_wordpress {
            return Err(WxrError::new(WxrErrorKind::NotWxr, position, NOT_WORDPRESS));
        }
        Ok(Record::Item(Box::new(item)))
    }

    fn read_channel_field(&mut self, name: &str) -> Result<(), WxrError> {
        // After the first author, term or item the channel has been yielded.
        let Some(channel) = self.channel.as_mut() else {
            return self.input.skip();
        };
        let field = match name {
            "title" => &mut channel.title,
            "link" => &mut channel.link,
            "description" => &mut channel.description,
            "language" => &mut channel.language,
            "wp:base_site_url" => &mut channel.base_site_url,
            "wp:base_blog_url" => &mut channel.base_blog_url,
            "wp:wxr_version" => &mut channel.wxr_version,
            _ => return self.input.skip(),
        };
        let text = self.input.read_line()?;
        // Feeds carry a second title and link within their image; only the first counts.
        if field.is_empty() {
            *field = text;
        }
        Ok(())
    }

    fn finish_channel(&mut self) {
        if let Some(channel) = self.channel.take() {
            self.ready.push_back(Record::Channel(channel));
        }
    }
}

const NOT_WORDPRESS: &str = "The file is a feed, but not an export of WordPress: nothing in it says so.";

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Record, WxrError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(record) = self.ready.pop_front() {
                return Some(Ok(record));
            }
            if let Some(error) = self.error.take() {
                return Some(Err(error));
            }
            if self.stage == Stage::Ended {
                return None;
            }
            if let Err(error) = self.advance() {
                self.stage = Stage::Ended;
                self.error = Some(error);
            }
        }
    }
}

/// The XML of an export with the bounds of one record.
pub(super) struct Input<R: BufRead> {
    xml: Xml<R>,
    /// Bytes of text taken since the record began.
    text_taken: u64,
    saw_wordpress: bool,
}

impl<R: BufRead> Input<R> {
    fn begin_record(&mut self) {
        self.text_taken = 0;
        self.xml.allow(Reader::<R>::LONGEST_RECORD + MARKUP_ALLOWANCE);
    }

    /// The next element within the current one; none when the current one ends.
    pub(super) fn next_child(&mut self) -> Result<Option<Element>, WxrError> {
        loop {
            match self.xml.next_event()? {
                XmlEvent::Start(element) => {
                    self.saw_wordpress |= element.name.starts_with("wp:");
                    return Ok(Some(element));
                }
                XmlEvent::End | XmlEvent::EndOfFile => return Ok(None),
                XmlEvent::Text(_) | XmlEvent::Cdata(_) => {}
            }
        }
    }

    /// Passes over the rest of the current element.
    pub(super) fn skip(&mut self) -> Result<(), WxrError> {
        let outside = self.xml.depth().saturating_sub(1);
        while self.xml.depth() > outside {
            self.xml.next_event()?;
        }
        Ok(())
    }

    /// The text of the current element, to its end.
    ///
    /// Once there is a CDATA section the text is what such sections hold: white space around them
    /// was put there by whoever indented the file.
    pub(super) fn read_text(&mut self) -> Result<String, WxrError> {
        let outside = self.xml.depth().saturating_sub(1);
        let mut text = String::new();
        let mut has_cdata = false;
        while self.xml.depth() > outside {
            let piece = match self.xml.next_event()? {
                XmlEvent::Text(piece) if has_cdata && piece.trim().is_empty() => continue,
                XmlEvent::Text(piece) => piece,
                XmlEvent::Cdata(piece) => {
                    if !has_cdata && text.trim().is_empty() {
                        text.clear();
                    }
                    has_cdata = true;
                    piece
                }
                XmlEvent::Start(_) | XmlEvent::End | XmlEvent::EndOfFile => continue,
            };
            self.text_taken += piece.len() as u64;
            if self.text_taken > Reader::<R>::LONGEST_RECORD {
                return Err(self
                    .xml
                    .error(WxrErrorKind::TooLarge, "One entry of the file is longer than 16 MiB."));
            }
            text.push_str(&piece);
        }
        if !has_cdata {
            return Ok(text.trim().to_owned());
        }
        Ok(text)
    }

    /// The text of the current element without white space around it.
    pub(super) fn read_line(&mut self) -> Result<String, WxrError> {
        Ok(self.read_text()?.trim().to_owned())
    }

    /// The number the current element holds; 0 when it holds none.
    pub(super) fn read_number(&mut self) -> Result<i64, WxrError> {
        Ok(self.read_line()?.parse().unwrap_or_default())
    }

    fn read_author(&mut self) -> Result<Author, WxrError> {
        let mut author = Author::default();
        while let Some(element) = self.next_child()? {
            match element.name.as_str() {
                "wp:author_login" => author.login = self.read_line()?,
                "wp:author_email" => author.email = self.read_line()?,
                "wp:author_display_name" => author.display_name = self.read_line()?,
                _ => self.skip()?,
            }
        }
        Ok(author)
    }

    fn read_term(&mut self, taxonomy: &str) -> Result<Term, WxrError> {
        let mut term = Term {
            taxonomy: taxonomy.to_owned(),
            ..Term::default()
        };
        while let Some(element) = self.next_child()? {
            match element.name.as_str() {
                "wp:term_id" => term.term_id = self.read_line()?.parse().ok(),
                "wp:term_taxonomy" => term.taxonomy = self.read_line()?,
                "wp:category_nicename" | "wp:tag_slug" | "wp:term_slug" => {
                    term.slug = item::decoded_slug(&self.read_line()?);
                }
                "wp:category_parent" | "wp:term_parent" => {
                    term.parent_slug = item::decoded_slug(&self.read_line()?);
                }
                "wp:cat_name" | "wp:tag_name" | "wp:term_name" => term.name = self.read_line()?,
                "wp:category_description" | "wp:tag_description" | "wp:term_description" => {
                    term.description = self.read_line()?;
                }
                _ => self.skip()?,
            }
        }
        Ok(term)
    }
}
