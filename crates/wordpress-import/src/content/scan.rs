//! A light scanner over HTML as people wrote it: tags, comments and the text between.
//!
//! It changes nothing and judges nothing; joined together, the pieces are the source again.

/// A piece of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// What stands between tags, references undecoded.
    Text(&'a str),
    /// A beginning or ending tag, with its angle brackets.
    Tag(Tag<'a>),
    /// A comment, a document type or a processing instruction, with its brackets.
    Comment(&'a str),
}

impl<'a> Piece<'a> {
    /// The piece as it was written.
    pub(super) fn raw(&self) -> &'a str {
        match self {
            Self::Text(raw) | Self::Comment(raw) => raw,
            Self::Tag(tag) => tag.raw,
        }
    }
}

/// A tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// As it was written.
    pub(super) raw: &'a str,
    /// Its name as it was written; compare with [`Tag::is`].
    pub(super) name: &'a str,
    /// Whether it ends its element.
    pub(super) is_end: bool,
}

impl Tag<'_> {
    /// Whether it is called so; names ignore case.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The name in small letters.
    pub(super) fn lower_name(&self) -> String {
        self.name.to_ascii_lowercase()
    }
}

/// The pieces of `source`.
pub(super) fn pieces(source: &str) -> Pieces<'_> {
    Pieces {
        source,
        at: 0,
        comments_end: true,
        tags_end: true,
        trusts_quotes: true,
    }
}

/// The iterator of [`pieces`].
///
/// What it learns about the rest of the source it remembers, so that a source full of beginnings
/// without ends does not take quadratic time.
#[derive(Debug)]
pub(super) struct Pieces<'a> {
    source: &'a str,
    at: usize,
    comments_end: bool,
    tags_end: bool,
    trusts_quotes: bool,
}

impl<'a> Pieces<'a> {
    /// How much of the source stands before the next piece.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// Goes on at `position`, which is behind the present one.
    pub(super) fn jump_to(&mut self, position: usize) {
        self.at = position.max(self.at);
    }

    fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn take(&mut self, length: usize) -> &'a str {
        let taken = self.rest().get(..length).unwrap_or_else(|| self.rest());
        self.at += taken.len();
        taken
    }

    fn markup(&mut self) -> Option<Piece<'a>> {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        match (bytes.get(1), bytes.get(2)) {
            (Some(b'!'), _) if rest.starts_with("<!--") => self.comment(),
            (Some(b'!' | b'?'), _) if self.tags_end => match rest.find('>') {
                Some(end) => Some(Piece::Comment(self.take(end + 1))),
                None => {
                    self.tags_end = false;
                    None
                }
            },
            (Some(b'/'), Some(letter)) if letter.is_ascii_alphabetic() => self.tag(true),
            (Some(letter), _) if letter.is_ascii_alphabetic() => self.tag(false),
            _ => None,
        }
    }

    fn comment(&mut self) -> Option<Piece<'a>> {
        if !self.comments_end {
            return None;
        }
        let rest = self.rest();
        // `<!-->` and `<!--->` are whole comments to a browser.
        for short in ["<!-->", "<!--->"] {
            if rest.starts_with(short) {
                return Some(Piece::Comment(self.take(short.len())));
            }
        }
        let Some(end) = rest.get(4..).and_then(|behind| behind.find("-->")) else {
            self.comments_end = false;
            return None;
        };
        Some(Piece::Comment(self.take(4 + end + 3)))
    }

    fn tag(&mut self, is_end: bool) -> Option<Piece<'a>> {
        if !self.tags_end {
            return None;
        }
        let rest = self.rest();
        let end = match tag_end(rest, self.trusts_quotes) {
            Some(end) => end,
            None => {
                // A quotation mark that is never closed would swallow the rest of the text.
                self.trusts_quotes = false;
                match rest.find('>') {
                    Some(end) => end + 1,
                    None => {
                        self.tags_end = false;
                        return None;
                    }
                }
            }
        };
        let raw = self.take(end);
        let after_bracket = raw.get(if is_end { 2 } else { 1 }..).unwrap_or_default();
        let name_length = after_bracket
            .find(|character: char| character.is_ascii_whitespace() || matches!(character, '/' | '>'))
            .unwrap_or(after_bracket.len());
        let name = after_bracket.get(..name_length).unwrap_or_default();
        Some(Piece::Tag(Tag { raw, name, is_end }))
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest();
        if rest.is_empty() {
            return None;
        }
        if rest.starts_with('<')
            && let Some(piece) = self.markup()
        {
            return Some(piece);
        }
        // A bracket that begins nothing is text, up to the next bracket.
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let length = rest
            .get(first..)
            .and_then(|behind| behind.find('<'))
            .map_or(rest.len(), |offset| first + offset);
        Some(Piece::Text(self.take(length)))
    }
}

/// Where the tag at the beginning of `rest` ends: behind the first `>` outside attribute values.
fn tag_end(rest: &str, trusts_quotes: bool) -> Option<usize> {
    let mut quote = None;
    let mut after_equals = false;
    for (index, byte) in rest.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (Some(open), close) if open == close => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return Some(index + 1),
            (None, b'"' | b'\'') if after_equals && trusts_quotes => {
                quote = Some(byte);
                after_equals = false;
            }
            (None, b'=') => after_equals = true,
            (None, byte) if byte.is_ascii_whitespace() => {}
            (None, _) => after_equals = false,
        }
    }
    None
}

/// Finds where elements end whose content is not looked into.
#[derive(Debug, Default)]
pub(super) struct EndFinder {
    /// Names that have no ending tag in the rest of the source.
    endless: Vec<String>,
}

impl EndFinder {
    /// The positions before and behind the ending tag of `name` in `source` at or behind `from`.
    ///
    /// To be asked with growing positions on one source.
    pub(super) fn find(&mut self, source: &str, from: usize, name: &str) -> Option<(usize, usize)> {
        if self.endless.iter().any(|endless| endless == name) {
            return None;
        }
        let found = find_end(source, from, name);
        if found.is_none() {
            self.endless.push(name.to_owned());
        }
        found
    }
}

fn find_end(source: &str, from: usize, name: &str) -> Option<(usize, usize)> {
    let mut at = from;
    while let Some(offset) = source.get(at..)?.find("</") {
        let start = at + offset;
        let after = source.get(start + 2..)?;
        let is_it = after
            .get(..name.len())
            .is_some_and(|candidate| candidate.eq_ignore_ascii_case(name))
            && after
                .get(name.len()..)
                .and_then(|behind| behind.chars().next())
                .is_some_and(|next| next.is_ascii_whitespace() || matches!(next, '>' | '/'));
        if is_it {
            return after.find('>').map(|end| (start, start + 2 + end + 1));
        }
        at = start + 2;
    }
    None
}

/// Text as HTML text or as the value of a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raws(source: &str) -> Vec<&str> {
        pieces(source).map(|piece| piece.raw()).collect()
    }

    #[test]
    fn tags_comments_and_text_are_told_apart() {
        assert_eq!(
            raws("a < b <a title='x>y' href=\"#\">c</A ><!-- d > --> 1 <2<br/>"),
            [
                "a ",
                "< b ",
                "<a title='x>y' href=\"#\">",
                "c",
                "</A >",
                "<!-- d > -->",
                " 1 ",
                "<2",
                "<br/>"
            ]
        );
    }

    #[test]
    fn what_never_ends_is_text() {
        assert_eq!(raws("a <!-- b <i>c</i>"), ["a ", "<!-- b ", "<i>", "c", "</i>"]);
        assert_eq!(raws("a <b c"), ["a ", "<b c"]);
        assert_eq!(raws("<a href=\"x>y</a> z"), ["<a href=\"x>", "y", "</a>", " z"]);
    }

    #[test]
    fn elements_that_are_not_looked_into_end_at_their_own_tag() {
        let mut ends = EndFinder::default();
        let source = "<pre>a</preface></PRE >b";
        assert_eq!(ends.find(source, 5, "pre"), Some((16, 23)));
        assert_eq!(ends.find(source, 5, "style"), None);
    }
}
