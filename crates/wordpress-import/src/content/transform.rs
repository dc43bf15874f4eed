//! Turns the tree of a text into the plain semantic one that is printed.

use super::Rewrite;
use super::classes;
use super::embeds::is_bare_url;
use super::notes::{NoteKind, Notes};
use super::policy::{OwnAddresses, is_fit_address, is_identifier};
use super::tree::{Element, Node, is_void, text_of};

/// Transforms one text.
pub(super) struct Transformer<'a> {
    pub(super) rewrite: &'a mut dyn Rewrite,
    pub(super) notes: &'a mut Notes,
    /// Addresses that are ours already.
    pub(super) own: &'a mut OwnAddresses,
    /// Whether the mark for more was met since it was last looked at.
    saw_more: bool,
}

/// Where in the tree the transformer is.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context {
    /// Within a link, where no other may stand.
    pub(super) is_in_link: bool,
    /// Where white space counts.
    pub(super) is_preformatted: bool,
}

/// A transformed text.
pub(super) struct Transformed {
    /// The nodes, each a block or white space.
    pub(super) nodes: Vec<Node>,
    /// How many of them stand before the mark for more.
    pub(super) before_more: Option<usize>,
}

impl<'a> Transformer<'a> {
    pub(super) fn new(rewrite: &'a mut dyn Rewrite, notes: &'a mut Notes, own: &'a mut OwnAddresses) -> Self {
        Self {
            rewrite,
            notes,
            own,
            saw_more: false,
        }
    }

    /// Transforms the whole tree.
    pub(super) fn transform(&mut self, nodes: Vec<Node>) -> Transformed {
        let mut transformed = Vec::new();
        let mut before_more = None;
        for node in nodes {
            self.node(node, Context::default(), &mut transformed);
            // A mark within a block counts behind it, so that both halves are whole.
            if std::mem::take(&mut self.saw_more) && before_more.is_none() {
                before_more = Some(transformed.len());
            }
        }
        Transformed {
            nodes: transformed,
            before_more,
        }
    }

    /// The transformed children of an element.
    pub(super) fn children(&mut self, nodes: Vec<Node>, context: Context) -> Vec<Node> {
        let mut transformed = Vec::with_capacity(nodes.len());
        for node in nodes {
            self.node(node, context, &mut transformed);
        }
        transformed
    }

    pub(super) fn node(&mut self, node: Node, context: Context, into: &mut Vec<Node>) {
        match node {
            Node::Text(text) => push_text(text, context, into),
            Node::Comment(comment) => self.comment(&comment),
            Node::Element(element) => self.element(element, context, into),
        }
    }

    fn comment(&mut self, comment: &str) {
        if comment == "more" || comment.starts_with("more ") {
            self.saw_more = true;
        } else if comment == "nextpage" {
            self.notes.add(NoteKind::PageBreak, "nextpage");
        }
    }

    fn element(&mut self, element: Element, context: Context, into: &mut Vec<Node>) {
        match element.name.as_str() {
            "p" => self.paragraph(element, context, into),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.unless_empty(element, context, into),
            "a" => self.link(element, context, into),
            "img" => self.image(&element, context, into),
            "audio" | "video" => self.recording(&element, context, into),
            "iframe" | "embed" | "object" => self.embedded(element, context, into),
            "figure" => self.figure(element, context, into),
            "figcaption" => self.unless_empty(element, context, into),
            "div" | "main" => self.division(element, context, into),
            "center" => self.centered(element, context, into),
            "ul" => self.list(element, context, into),
            "dir" => self.renamed("ul", element, context, into),
            "blockquote" => self.quotation(element, context, into),
            "pre" => self.preformatted(element, context, into),
            "span" => self.span(element, context, into),
            "font" | "big" => into.extend(self.children(element.children, context)),
            "tt" => self.renamed("code", element, context, into),
            "strike" => self.renamed("s", element, context, into),
            "acronym" => self.renamed("abbr", element, context, into),
            "source" | "track" => {}
            name => {
                let says_nothing_empty = is_formatting(name);
                let kept = self.kept(element, context);
                if says_nothing_empty && is_blank(&kept.children) {
                    // Formatting that was left open goes on between paragraphs, around nothing.
                    into.extend(kept.children);
                } else {
                    into.push(kept.into());
                }
            }
        }
    }

    /// The element as it is, with our classes and its children transformed.
    pub(super) fn kept(&mut self, mut element: Element, context: Context) -> Element {
        let classes = classes::classes_of(&element);
        classes::set(&mut element, &classes);
        if !is_void(&element.name) {
            let children = std::mem::take(&mut element.children);
            element.children = self.children(children, context);
        }
        element
    }

    fn renamed(&mut self, name: &str, mut element: Element, context: Context, into: &mut Vec<Node>) {
        name.clone_into(&mut element.name);
        let kept = self.kept(element, context);
        into.push(kept.into());
    }

    /// Headings and captions that hold nothing only puzzle those who listen to the page.
    fn unless_empty(&mut self, element: Element, context: Context, into: &mut Vec<Node>) {
        let kept = self.kept(element, context);
        if !is_blank(&kept.children) {
            into.push(kept.into());
        }
    }

    fn paragraph(&mut self, mut element: Element, context: Context, into: &mut Vec<Node>) {
        if let [Node::Text(text)] = element.children.as_slice()
            && is_bare_url(text)
            && !context.is_in_link
        {
            let url = text.trim().to_owned();
            self.embed_card(&url, None, Vec::new(), context, into);
            return;
        }
        let classes = classes::classes_of(&element);
        classes::set(&mut element, &classes);
        let children = std::mem::take(&mut element.children);
        let children = self.children(children, context);
        split_paragraph(&element, children, into);
    }

    fn link(&mut self, mut element: Element, context: Context, into: &mut Vec<Node>) {
        let children = std::mem::take(&mut element.children);
        if context.is_in_link {
            into.extend(self.children(children, context));
            return;
        }
        // Before HTML 5 places in a page were marked by names.
        let id = element.attribute("id").or_else(|| element.attribute("name"));
        // Links to files carry one that only their download button refers to.
        let id = id
            .filter(|id| is_identifier(id) && !id.starts_with("wp-block-"))
            .map(str::to_owned);
        let href = element
            .attribute("href")
            .filter(|href| is_fit_address(href))
            .map(str::to_owned);
        let inner = Context {
            is_in_link: href.is_some(),
            ..context
        };
        let children = self.children(children, inner);
        let Some(href) = href else {
            if let Some(id) = id {
                into.push(Element::new("a", Vec::new()).with("id", id).into());
            }
            into.extend(children);
            return;
        };
        if children.is_empty() && id.is_none() {
            return;
        }
        let mut classes = classes::classes_of(&element);
        if element.has_class("wp-block-button__link") {
            classes::add(&mut classes, "button");
        }
        let mut link = Element::new("a", children).with("href", self.link_address(&href));
        for name in ["hreflang", "lang", "dir", "title"] {
            if let Some(value) = element.attribute(name) {
                link = link.with(name, value);
            }
        }
        if let Some(id) = id {
            link = link.with("id", id);
        }
        classes::set(&mut link, &classes);
        into.push(link.into());
    }

    /// Where a link leads now.
    pub(super) fn link_address(&mut self, href: &str) -> String {
        if self.own.contains(href) {
            return href.to_owned();
        }
        if let Some(rewritten) = self.rewrite.link(href) {
            return rewritten;
        }
        match self.rewrite.media(href) {
            Some(media) if media.large.is_empty() => media.src,
            Some(media) => media.large,
            None => href.to_owned(),
        }
    }

    fn centered(&mut self, element: Element, context: Context, into: &mut Vec<Node>) {
        let children = self.children(element.children, context);
        if is_blank(&children) {
            return;
        }
        let mut division = Element::new("div", children);
        classes::set(&mut division, &["has-text-align-center"]);
        into.push(division.into());
    }

    fn quotation(&mut self, element: Element, context: Context, into: &mut Vec<Node>) {
        let is_pull_quote = element.has_class("wp-block-pullquote");
        let mut kept = self.kept(element, context);
        if is_pull_quote {
            // Blocks from before 2019 are quotations, not figures.
            let classes = classes::classes_of(&kept);
            classes::set(&mut kept, &[]);
            let mut figure = Element::new("figure", vec![kept.into()]);
            classes::set(&mut figure, &classes);
            into.push(figure.into());
            return;
        }
        into.push(kept.into());
    }

    fn preformatted(&mut self, element: Element, context: Context, into: &mut Vec<Node>) {
        let context = Context {
            is_preformatted: true,
            ..context
        };
        let mut kept = self.kept(element, context);
        // A browser drops the first line end; where there are several, each reading would drop one more.
        if let Some(Node::Text(first)) = kept.children.first_mut() {
            *first = first.trim_start_matches('\n').to_owned();
        }
        into.push(kept.into());
    }

    /// Spans carry styles, most of the time, and are nothing without them.
    fn span(&mut self, element: Element, context: Context, into: &mut Vec<Node>) {
        let says_something = ["lang", "dir", "title"]
            .iter()
            .any(|name| element.attribute(name).is_some());
        if says_something {
            let kept = self.kept(element, context);
            into.push(kept.into());
        } else {
            into.extend(self.children(element.children, context));
        }
    }
}

fn push_text(text: String, context: Context, into: &mut Vec<Node>) {
    let is_space = text.chars().all(|character| character.is_ascii_whitespace());
    if context.is_preformatted || !is_space {
        into.push(Node::Text(text));
        return;
    }
    // What was left out leaves the line ends around it behind; one is enough.
    let follows_line_end = matches!(into.last(), Some(Node::Text(last)) if last.ends_with('\n'));
    if !text.is_empty() && !follows_line_end {
        let space = if text.contains('\n') { "\n" } else { " " };
        into.push(Node::Text(space.to_owned()));
    }
}

/// Elements that only change how their text looks.
fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "b" | "code" | "del" | "em" | "i" | "ins" | "mark" | "s" | "small" | "strong" | "sub" | "sup" | "u"
    )
}

/// Writes a paragraph, divided where something stands in it that no paragraph may hold.
pub(super) fn split_paragraph(paragraph: &Element, children: Vec<Node>, into: &mut Vec<Node>) {
    let mut run = Vec::new();
    for child in children {
        if is_block(&child) {
            push_paragraph(paragraph, std::mem::take(&mut run), into);
            into.push(child);
        } else {
            run.push(child);
        }
    }
    push_paragraph(paragraph, run, into);
}

fn push_paragraph(paragraph: &Element, run: Vec<Node>, into: &mut Vec<Node>) {
    let run = trimmed(run);
    if is_blank(&run) {
        return;
    }
    into.push(Node::Element(Element {
        children: run,
        ..paragraph.clone()
    }));
}

/// Without white space and line breaks at both ends.
fn trimmed(mut nodes: Vec<Node>) -> Vec<Node> {
    let is_edge = |node: &Node| match node {
        Node::Text(text) => text.trim().is_empty(),
        Node::Element(element) => element.name == "br",
        Node::Comment(_) => true,
    };
    while nodes.last().is_some_and(is_edge) {
        nodes.pop();
    }
    let start = nodes.iter().position(|node| !is_edge(node)).unwrap_or(nodes.len());
    let mut nodes = nodes.split_off(start);
    if let Some(Node::Text(first)) = nodes.first_mut() {
        *first = first.trim_ascii_start().to_owned();
    }
    if let Some(Node::Text(last)) = nodes.last_mut() {
        *last = last.trim_ascii_end().to_owned();
    }
    nodes
}

/// Whether `nodes` show nothing.
pub(super) fn is_blank(nodes: &[Node]) -> bool {
    nodes.iter().all(|node| match node {
        Node::Text(text) => text.trim().is_empty(),
        Node::Comment(_) => true,
        Node::Element(element) => match element.name.as_str() {
            "br" => true,
            "a" => element.attribute("id").is_none() && is_blank(&element.children),
            "img" | "hr" | "audio" | "video" | "table" | "iframe" => false,
            _ => is_blank(&element.children),
        },
    })
}

/// Whether a paragraph cannot hold the node.
pub(super) fn is_block(node: &Node) -> bool {
    let Node::Element(element) = node else {
        return false;
    };
    matches!(
        element.name.as_str(),
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "details"
            | "div"
            | "dl"
            | "figure"
            | "footer"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "li"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "table"
            | "ul"
            | "figcaption"
            | "dd"
            | "dt"
            | "summary"
    ) || element.children.iter().any(is_block)
}

/// Whether `text` is all that `nodes` say.
pub(super) fn only_text(nodes: &[Node]) -> Option<String> {
    let text = text_of(nodes);
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
