//! A small tree of HTML, read from what the sanitiser wrote: every element ends, every reference
//! is one of five, every value stands in quotation marks.

use super::scan::{Piece, Tag, pieces};

/// Elements deeper than this give their content to the element around them.
const DEEPEST: usize = 64;

/// A node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// An element with what stands in it.
    Element(Element),
    /// Text, references decoded.
    Text(String),
    /// What a comment says, without its brackets.
    Comment(String),
}

/// An element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// In small letters.
    pub(super) name: String,
    /// In the order of the source, values decoded.
    pub(super) attributes: Vec<(String, String)>,
    /// What stands in it.
    pub(super) children: Vec<Node>,
}

impl Element {
    /// An element without attributes.
    pub(super) fn new(name: &str, children: Vec<Node>) -> Self {
        Self {
            name: name.to_owned(),
            attributes: Vec::new(),
            children,
        }
    }

    /// The element with one attribute more.
    pub(super) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.attributes.push((name.to_owned(), value.into()));
        self
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether it carries a class.
    pub(super) fn has_class(&self, class: &str) -> bool {
        self.attribute("class")
            .is_some_and(|classes| classes.split_ascii_whitespace().any(|one| one == class))
    }

    /// The elements directly in it.
    pub(super) fn child_elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) | Node::Comment(_) => None,
        })
    }

    /// The first element within it, at any depth, that satisfies `wanted`.
    pub(super) fn find(&self, wanted: &dyn Fn(&Element) -> bool) -> Option<&Element> {
        self.child_elements()
            .find_map(|child| if wanted(child) { Some(child) } else { child.find(wanted) })
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

/// The text in `nodes`, without markup.
pub(super) fn text_of(nodes: &[Node]) -> String {
    let mut text = String::new();
    collect_text(nodes, &mut text);
    text
}

fn collect_text(nodes: &[Node], text: &mut String) {
    for node in nodes {
        match node {
            Node::Text(part) => text.push_str(part),
            Node::Element(element) if element.name == "br" => text.push('\n'),
            Node::Element(element) => collect_text(&element.children, text),
            Node::Comment(_) => {}
        }
    }
}

/// Elements that have no content and no end.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// The tree of `html`, which the sanitiser wrote.
pub(super) fn parse(html: &str) -> Vec<Node> {
    let mut builder = Builder::default();
    let mut scan = pieces(html);
    while let Some(piece) = scan.next() {
        match piece {
            Piece::Text(text) => builder.push(Node::Text(decoded(text))),
            Piece::Comment(raw) => builder.push(Node::Comment(comment_text(raw))),
            Piece::Tag(tag) if tag.is_end => builder.end(&tag.lower_name()),
            Piece::Tag(tag) if tag.is("iframe") => {
                // What stands in a frame is text that nobody sees.
                let end = html
                    .get(scan.position()..)
                    .and_then(|rest| rest.find("</iframe>"))
                    .map_or(html.len(), |offset| scan.position() + offset);
                builder.begin(&tag);
                scan.jump_to(end);
            }
            Piece::Tag(tag) => builder.begin(&tag),
        }
    }
    builder.finish()
}

#[derive(Default)]
struct Builder {
    finished: Vec<Node>,
    open: Vec<Element>,
    too_deep: Vec<String>,
}

impl Builder {
    fn push(&mut self, node: Node) {
        self.open
            .last_mut()
            .map_or(&mut self.finished, |parent| &mut parent.children)
            .push(node);
    }

    fn begin(&mut self, tag: &Tag<'_>) {
        let name = tag.lower_name();
        let element = Element {
            attributes: parse_attributes(tag.raw.get(1 + name.len()..).unwrap_or_default()),
            name,
            children: Vec::new(),
        };
        if is_void(&element.name) {
            self.push(element.into());
        } else if self.open.len() >= DEEPEST {
            self.too_deep.push(element.name);
        } else {
            self.open.push(element);
        }
    }

    fn end(&mut self, name: &str) {
        if self.too_deep.last().is_some_and(|open| open == name) {
            self.too_deep.pop();
            return;
        }
        if self.open.iter().any(|open| open.name == name) {
            while let Some(element) = self.open.pop() {
                let is_it = element.name == name;
                self.push(element.into());
                if is_it {
                    break;
                }
            }
        }
    }

    fn finish(mut self) -> Vec<Node> {
        while let Some(element) = self.open.pop() {
            self.push(element.into());
        }
        self.finished
    }
}

fn comment_text(raw: &str) -> String {
    raw.trim_start_matches("<!--").trim_end_matches("-->").trim().to_owned()
}

fn parse_attributes(text: &str) -> Vec<(String, String)> {
    let mut attributes = Vec::new();
    let mut rest = text;
    while let Some((name, behind)) = rest.split_once("=\"") {
        let Some((value, left)) = behind.split_once('"') else {
            break;
        };
        attributes.push((name.trim().to_ascii_lowercase(), decoded(value)));
        rest = left;
    }
    attributes
}

fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", "\u{a0}")
        // Last, or `&amp;lt;` would be decoded twice.
        .replace("&amp;", "&")
}

/// The markup of `nodes`.
pub(super) fn serialise(nodes: &[Node]) -> String {
    let mut html = String::new();
    write_nodes(nodes, &mut html);
    html
}

fn write_nodes(nodes: &[Node], html: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => html.push_str(&super::scan::escaped(text)),
            Node::Element(element) => write_element(element, html),
            Node::Comment(_) => {}
        }
    }
}

fn write_element(element: &Element, html: &mut String) {
    html.push('<');
    html.push_str(&element.name);
    for (name, value) in &element.attributes {
        html.push(' ');
        html.push_str(name);
        html.push_str("=\"");
        html.push_str(&super::scan::escaped(value));
        html.push('"');
    }
    html.push('>');
    if is_void(&element.name) {
        return;
    }
    write_nodes(&element.children, html);
    html.push_str("</");
    html.push_str(&element.name);
    html.push('>');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_is_written_again() {
        let html = "<p class=\"a &quot;b\">1 &lt; 2 &amp;amp; <br><img alt=\"\">x</p>\n<ul><li>a</li></ul>";
        assert_eq!(serialise(&parse(html)), html);
    }

    #[test]
    fn depth_is_bounded_and_nothing_is_lost() {
        let html = format!("{}deep{}after", "<div>".repeat(500), "</div>".repeat(500));
        let nodes = parse(&html);
        assert_eq!(text_of(&nodes), "deepafter");
        assert_eq!(serialise(&nodes).matches("<div>").count(), DEEPEST);
    }
}
