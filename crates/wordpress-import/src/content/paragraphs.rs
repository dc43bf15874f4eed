//! The paragraph rule of the classic editor, which keeps texts without paragraph tags: an empty
//! line begins a paragraph, a single line end is a line break, and block elements stand by themselves.

use super::embeds::is_bare_url;
use super::scan::{EndFinder, Piece, Tag, pieces};

/// `source` with its paragraphs and line breaks marked up.
pub(super) fn paragraphs(source: &str) -> String {
    let mut writer = Writer {
        output: String::with_capacity(source.len() + source.len() / 8),
        containers: Vec::new(),
        run: Vec::new(),
    };
    let mut scan = pieces(source);
    let mut ends = EndFinder::default();
    loop {
        let start = scan.position();
        let Some(piece) = scan.next() else {
            break;
        };
        match piece {
            Piece::Text(text) => writer.run.push(Inline::Text(text)),
            Piece::Comment(raw) if is_page_mark(raw) => writer.write_block(raw),
            Piece::Comment(raw) => writer.run.push(Inline::Markup(raw)),
            Piece::Tag(tag) => {
                let name = tag.lower_name();
                if is_kept_whole(&name)
                    && !tag.is_end
                    && let Some((_, end)) = ends.find(source, scan.position(), &name)
                {
                    scan.jump_to(end);
                    let whole = source.get(start..end).unwrap_or_default();
                    if name == "pre" {
                        writer.write_block(whole);
                    } else {
                        writer.run.push(Inline::Markup(whole));
                    }
                    continue;
                }
                writer.take_tag(&tag, &name);
            }
        }
    }
    writer.flush();
    writer.output
}

/// `<!--more-->` and its like divide the text, wherever they stand.
fn is_page_mark(comment: &str) -> bool {
    ["<!--more", "<!--nextpage", "<!--noteaser"]
        .iter()
        .any(|mark| comment.starts_with(mark))
}

/// Elements whose line ends are their own.
fn is_kept_whole(name: &str) -> bool {
    matches!(
        name,
        "pre"
            | "script"
            | "style"
            | "svg"
            | "math"
            | "textarea"
            | "object"
            | "iframe"
            | "audio"
            | "video"
            | "noscript"
            | "template"
            | "select"
    )
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "area"
            | "article"
            | "aside"
            | "blockquote"
            | "caption"
            | "center"
            | "col"
            | "colgroup"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "legend"
            | "li"
            | "main"
            | "map"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// What a container does with the text directly in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// Text becomes paragraphs.
    Paragraphs,
    /// Text becomes paragraphs when an empty line stands in it or around it.
    ParagraphsIfSeparated,
    /// The container is a paragraph, and an empty line ends it and begins another.
    Paragraph,
    /// Line ends become line breaks.
    Lines,
    /// White space means nothing here.
    Structure,
}

fn rule_of(name: &str) -> Rule {
    match name {
        "blockquote" => Rule::Paragraphs,
        "p" => Rule::Paragraph,
        "address" | "caption" | "dt" | "figcaption" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "legend"
        | "summary" => Rule::Lines,
        "colgroup" | "dl" | "figure" | "hgroup" | "map" | "menu" | "ol" | "table" | "tbody" | "tfoot" | "thead"
        | "tr" | "ul" => Rule::Structure,
        _ => Rule::ParagraphsIfSeparated,
    }
}

/// Something that stands within a line.
#[derive(Debug, Clone, Copy)]
enum Inline<'a> {
    Text(&'a str),
    Break,
    Markup(&'a str),
}

/// A line of a paragraph.
#[derive(Debug, Default)]
struct Line {
    html: String,
    has_markup: bool,
}

struct Writer<'a> {
    output: String,
    containers: Vec<String>,
    run: Vec<Inline<'a>>,
}

impl<'a> Writer<'a> {
    fn take_tag(&mut self, tag: &Tag<'a>, name: &str) {
        if name == "br" {
            self.run.push(Inline::Break);
        } else if !is_block(name) {
            self.run.push(Inline::Markup(tag.raw));
        } else if tag.is_end {
            self.end_block(tag.raw, name);
        } else {
            self.begin_block(tag.raw, name);
        }
    }

    fn begin_block(&mut self, raw: &str, name: &str) {
        self.flush();
        if self.innermost() == Some("p") {
            self.containers.pop();
            self.write("</p>");
        }
        if name == "li" && self.innermost() == Some("li") {
            self.containers.pop();
        }
        self.output.push_str(raw);
        let is_void = matches!(name, "hr" | "area" | "col");
        // Within a line of text a line end would show as a space.
        if is_void || matches!(rule_of(name), Rule::Structure | Rule::Paragraphs) {
            self.output.push('\n');
        }
        if !is_void {
            self.containers.push(name.to_owned());
        }
    }

    fn end_block(&mut self, raw: &str, name: &str) {
        self.flush();
        // An ending tag without a beginning would end something else, or make an empty paragraph.
        if let Some(index) = self.containers.iter().rposition(|open| open == name) {
            self.containers.truncate(index);
            self.write(raw);
        }
    }

    fn write_block(&mut self, raw: &str) {
        self.flush();
        if self.innermost() == Some("p") {
            self.containers.pop();
            self.write("</p>");
        }
        self.write(raw);
    }

    fn innermost(&self) -> Option<&str> {
        self.containers.last().map(String::as_str)
    }

    fn write(&mut self, markup: &str) {
        self.output.push_str(markup);
        self.output.push('\n');
    }

    fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        if run.is_empty() {
            return;
        }
        let rule = self.innermost().map_or(Rule::Paragraphs, rule_of);
        if rule == Rule::Structure {
            for inline in run {
                match inline {
                    Inline::Text(text) => self.output.push_str(text),
                    Inline::Markup(raw) => self.output.push_str(raw),
                    Inline::Break => self.output.push_str("<br>"),
                }
            }
            return;
        }
        let (chunks, is_separated) = chunks(run);
        match rule {
            Rule::Paragraphs => self.write_paragraphs(chunks),
            Rule::ParagraphsIfSeparated if is_separated => self.write_paragraphs(chunks),
            Rule::Paragraph => self.write_joined(chunks, "</p>\n<p>"),
            _ => self.write_joined(chunks, "<br>\n"),
        }
    }

    fn write_paragraphs(&mut self, chunks: Vec<Vec<Line>>) {
        for chunk in chunks {
            if chunk.iter().all(|line| is_only_comments(&line.html)) {
                for line in chunk {
                    self.write(&line.html);
                }
                continue;
            }
            let mut paragraph: Vec<String> = Vec::new();
            for line in chunk {
                // An address alone on its line was shown as what is found there.
                if !line.has_markup && is_bare_url(&line.html) {
                    self.write_paragraph(&std::mem::take(&mut paragraph));
                    self.write_paragraph(&[line.html]);
                } else {
                    paragraph.push(line.html);
                }
            }
            self.write_paragraph(&paragraph);
        }
    }

    fn write_paragraph(&mut self, lines: &[String]) {
        if !lines.is_empty() {
            let text = lines.join("<br>\n");
            self.write(&format!("<p>{text}</p>"));
        }
    }

    fn write_joined(&mut self, chunks: Vec<Vec<Line>>, separator: &str) {
        let texts: Vec<String> = chunks
            .into_iter()
            .map(|chunk| {
                let lines: Vec<String> = chunk.into_iter().map(|line| line.html).collect();
                lines.join("<br>\n")
            })
            .collect();
        self.output.push_str(&texts.join(separator));
    }
}

fn is_only_comments(html: &str) -> bool {
    pieces(html).all(|piece| match piece {
        Piece::Comment(_) => true,
        Piece::Text(text) => text.trim().is_empty(),
        Piece::Tag(_) => false,
    })
}

/// The paragraphs of a run, each as its lines, and whether an empty line stands in or around them.
fn chunks(run: Vec<Inline<'_>>) -> (Vec<Vec<Line>>, bool) {
    let mut splitter = Splitter::default();
    let mut is_separated = false;
    let mut breaks = 0;
    for inline in run {
        match inline {
            Inline::Markup(raw) => {
                breaks = 0;
                splitter.line.html.push_str(raw);
                splitter.line.has_markup = true;
            }
            Inline::Break => {
                breaks += 1;
                splitter.end_line();
                // Two line breaks in a row were typed to make a paragraph.
                if breaks == 2 {
                    splitter.end_chunk();
                    is_separated = true;
                }
            }
            Inline::Text(text) => {
                let is_blank = text.trim().is_empty();
                let after_break = breaks > 0;
                if !is_blank {
                    breaks = 0;
                }
                is_separated |= splitter.take_text(text, after_break);
            }
        }
    }
    splitter.end_chunk();
    (splitter.chunks, is_separated)
}

#[derive(Default)]
struct Splitter {
    chunks: Vec<Vec<Line>>,
    chunk: Vec<Line>,
    line: Line,
}

impl Splitter {
    /// Divides `text` at its line ends, and says whether an empty line was among them.
    fn take_text(&mut self, text: &str, after_break: bool) -> bool {
        let mut has_empty_line = false;
        let mut line_ends = 0;
        for (index, part) in text.split('\n').enumerate() {
            if index > 0 {
                line_ends += 1;
                // The line end behind a line break is the same line break.
                if !(after_break && index == 1 && self.line.html.trim().is_empty()) {
                    self.end_line();
                }
                if line_ends == 2 {
                    self.end_chunk();
                    has_empty_line = true;
                }
            }
            if part.trim_matches(is_space).is_empty() {
                // A space between two tags counts; one at the edge of a line does not.
                self.line.html.push_str(if part.is_empty() { "" } else { " " });
            } else {
                line_ends = 0;
                self.line.html.push_str(part);
            }
        }
        has_empty_line
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let html = line.html.trim_matches(is_space);
        if html.is_empty() {
            return;
        }
        self.chunk.push(Line {
            html: html.to_owned(),
            has_markup: line.has_markup,
        });
    }

    fn end_chunk(&mut self) {
        self.end_line();
        if !self.chunk.is_empty() {
            self.chunks.push(std::mem::take(&mut self.chunk));
        }
    }
}

fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n')
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    fn on_one_line(source: &str) -> String {
        paragraphs(source).replace('\n', "")
    }

    #[test]
    fn empty_lines_make_paragraphs_and_line_ends_make_breaks() {
        assert_eq!(
            on_one_line("one\ntwo\n\n\nthree  \n \n four"),
            "<p>one<br>two</p><p>three</p><p>four</p>"
        );
        assert_eq!(
            on_one_line("one<br />\ntwo<br><br>three"),
            "<p>one<br>two</p><p>three</p>"
        );
        assert_eq!(on_one_line("<em>one</em> <b>two</b>"), "<p><em>one</em> <b>two</b></p>");
        assert_eq!(
            on_one_line("<em>one</em>\n<b>two</b>"),
            "<p><em>one</em><br><b>two</b></p>"
        );
    }

    #[test]
    fn block_elements_stand_by_themselves() {
        assert_eq!(
            on_one_line("one\n<h2>two</h2>\nthree"),
            "<p>one</p><h2>two</h2><p>three</p>"
        );
        assert_eq!(on_one_line("<div>one</div>"), "<div>one</div>");
        assert_eq!(on_one_line("<div>\n\none\n\n</div>"), "<div><p>one</p></div>");
        assert_eq!(on_one_line("<div>one\n\ntwo</div>"), "<div><p>one</p><p>two</p></div>");
        assert_eq!(
            on_one_line("<blockquote>one</blockquote>"),
            "<blockquote><p>one</p></blockquote>"
        );
        assert_eq!(
            on_one_line("<ul>\n\n<li>one\n<ul>\n<li>two</li>\n</ul>\n</li>\n</ul>"),
            "<ul><li>one<ul><li>two</li></ul></li></ul>"
        );
    }

    #[test]
    fn paragraphs_that_are_there_are_not_doubled() {
        assert_eq!(
            on_one_line("<p>one</p>\n\n<p>two\n\nthree</p>"),
            "<p>one</p><p>two</p><p>three</p>"
        );
        assert_eq!(on_one_line("one</p>\n\ntwo"), "<p>one</p><p>two</p>");
        assert_eq!(on_one_line("<p>one<div>two</div></p>"), "<p>one</p><div>two</div>");
    }

    #[test]
    fn preformatted_text_keeps_its_lines() {
        let source = "<pre>one\n\n  two</pre>";
        assert_eq!(paragraphs(source).trim(), source);
        assert_eq!(on_one_line("<script>\n\na\n</script>"), "<p><script>a</script></p>");
    }

    #[test]
    fn addresses_alone_on_a_line_stand_alone() {
        assert_eq!(
            on_one_line("one\nhttps://example.org/x\ntwo https://example.org/y"),
            "<p>one</p><p>https://example.org/x</p><p>two https://example.org/y</p>"
        );
    }

    #[test]
    fn the_mark_for_more_stands_alone() {
        assert_eq!(on_one_line("one <!--more--> two"), "<p>one</p><!--more--><p>two</p>");
        assert_eq!(
            on_one_line("one\n\n<!-- note -->\n\ntwo"),
            "<p>one</p><!-- note --><p>two</p>"
        );
    }
}
