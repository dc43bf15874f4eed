//! Figures, galleries, columns, covers, buttons: the boxes of a text.

use super::classes;
use super::embeds::is_bare_url;
use super::transform::{Context, Transformer, is_blank, is_block, only_text, split_paragraph};
use super::tree::{Element, Node};

impl Transformer<'_> {
    pub(super) fn figure(&mut self, mut element: Element, context: Context, into: &mut Vec<Node>) {
        if element.has_class("wp-block-embed") {
            self.embed_figure(element, context, into);
            return;
        }
        if element.has_class("wp-block-gallery") {
            self.gallery(element, context, into);
            return;
        }
        let classes = figure_classes(&element);
        classes::set(&mut element, &classes);
        let children = std::mem::take(&mut element.children);
        element.children = self.children(children, context);
        drop_inner_classes(&mut element);
        if is_blank(&element.children) {
            return;
        }
        // What became a link needs no frame around it.
        let is_card = |node: &Node| match node {
            Node::Element(child) => child.has_class("embed-card"),
            Node::Text(text) => text.trim().is_empty(),
            Node::Comment(_) => true,
        };
        if element.children.iter().all(is_card) {
            into.extend(element.children);
        } else {
            into.push(element.into());
        }
    }

    /// An embedded page, whose address stands in the figure.
    fn embed_figure(&mut self, element: Element, context: Context, into: &mut Vec<Node>) {
        let (captions, rest): (Vec<Node>, Vec<Node>) = element
            .children
            .into_iter()
            .partition(|node| matches!(node, Node::Element(child) if child.name == "figcaption"));
        let mut caption = Vec::new();
        for node in captions {
            if let Node::Element(child) = node {
                caption.extend(self.children(child.children, context));
            }
        }
        match only_text(&rest).filter(|text| is_bare_url(text)) {
            Some(url) => self.embed_card(&url, None, caption, context, into),
            None => {
                into.extend(self.children(rest, context));
                split_paragraph(&Element::new("p", Vec::new()), caption, into);
            }
        }
    }

    /// Both kinds of galleries: a list of figures, and a figure of figures.
    fn gallery(&mut self, element: Element, context: Context, into: &mut Vec<Node>) {
        let mut classes = vec!["gallery"];
        for class in classes::classes_of(&element) {
            classes::add(&mut classes, class);
        }
        let mut figures = Vec::new();
        let mut captions = Vec::new();
        self.gallery_items(element.children, context, &mut figures, &mut captions);
        if !figures.is_empty() {
            let mut gallery = Element::new("div", figures);
            classes::set(&mut gallery, &classes);
            into.push(gallery.into());
        }
        for caption in captions {
            let mut paragraph = Element::new("p", Vec::new());
            classes::set(&mut paragraph, &["gallery-caption"]);
            split_paragraph(&paragraph, caption, into);
        }
    }

    fn gallery_items(
        &mut self,
        nodes: Vec<Node>,
        context: Context,
        figures: &mut Vec<Node>,
        captions: &mut Vec<Vec<Node>>,
    ) {
        for node in nodes {
            let Node::Element(element) = node else {
                continue;
            };
            match element.name.as_str() {
                "ul" | "ol" | "li" | "div" | "p" => {
                    self.gallery_items(element.children, context, figures, captions);
                }
                "figcaption" => captions.push(self.children(element.children, context)),
                "figure" => self.figure(element, context, figures),
                _ => {
                    let mut transformed = Vec::new();
                    self.node(element.into(), context, &mut transformed);
                    if !is_blank(&transformed) {
                        figures.push(Element::new("figure", transformed).into());
                    }
                }
            }
        }
    }

    pub(super) fn list(&mut self, element: Element, context: Context, into: &mut Vec<Node>) {
        if element.has_class("wp-block-gallery") || element.has_class("blocks-gallery-grid") {
            self.gallery(element, context, into);
            return;
        }
        let is_of_links = element.has_class("wp-block-social-links");
        let kept = self.kept(element, context);
        // Links to services that were never filled in leave an empty list behind.
        if !is_of_links || !is_blank(&kept.children) {
            into.push(kept.into());
        }
    }

    pub(super) fn division(&mut self, element: Element, context: Context, into: &mut Vec<Node>) {
        let has = |class: &str| element.has_class(class);
        if has("wp-block-buttons") || has("wp-block-button") {
            self.buttons(element, context, into);
        } else if has("wp-block-file") {
            self.file(element, context, into);
        } else if has("wp-block-embed") {
            self.embed_figure(element, context, into);
        } else if has("wp-caption") {
            self.pasted_caption(element, context, into);
        } else if has("wp-block-cover__image-background") || has("wp-block-cover-image__background") {
            self.background(&element, context, into);
        } else if [
            "wp-block-group__inner-container",
            "wp-block-cover__inner-container",
            "wp-block-embed__wrapper",
        ]
        .iter()
        .any(|class| has(class))
        {
            into.extend(self.children(element.children, context));
        } else if has("wp-block-spacer") {
            // Room is the theme's.
        } else {
            self.plain_division(element, context, into);
        }
    }

    fn plain_division(&mut self, mut element: Element, context: Context, into: &mut Vec<Node>) {
        "div".clone_into(&mut element.name);
        let mut children = Vec::new();
        if element.has_class("wp-block-cover") {
            self.background(&element, context, &mut children);
        }
        let kept = self.kept(element, context);
        children.extend(kept.children);
        if is_blank(&children) {
            return;
        }
        // A box that says nothing and holds boxes only is no box.
        let is_plain = kept
            .attributes
            .iter()
            .all(|(name, _)| !matches!(name.as_str(), "class" | "lang" | "dir"));
        let holds_blocks_only = children
            .iter()
            .all(|node| is_block(node) || matches!(node, Node::Text(text) if text.trim().is_empty()));
        if is_plain && holds_blocks_only {
            into.extend(children);
            return;
        }
        into.push(Node::Element(Element { children, ..kept }));
    }

    /// The picture a style puts behind an element, as a picture.
    fn background(&mut self, element: &Element, context: Context, into: &mut Vec<Node>) {
        let Some(url) = element.attribute("style").and_then(classes::background_image) else {
            return;
        };
        let mut image = Element::new("img", Vec::new()).with("src", url).with("alt", "");
        if let Some(id) = classes::attachment_id(element) {
            image = image.with("class", format!("wp-image-{id}"));
        }
        self.image(&image, context, into);
    }

    fn buttons(&mut self, element: Element, context: Context, into: &mut Vec<Node>) {
        let mut classes = vec!["buttons"];
        for class in classes::classes_of(&element) {
            classes::add(&mut classes, class);
        }
        let mut buttons = Vec::new();
        self.collect_buttons(element.children, context, &mut buttons);
        let mut paragraph = Element::new("p", Vec::new());
        classes::set(&mut paragraph, &classes);
        split_paragraph(&paragraph, buttons, into);
    }

    fn collect_buttons(&mut self, nodes: Vec<Node>, context: Context, into: &mut Vec<Node>) {
        for node in nodes {
            match node {
                Node::Element(element) if element.name == "div" => {
                    self.collect_buttons(element.children, context, into);
                }
                Node::Text(text) if text.trim().is_empty() => {}
                other => {
                    if !into.is_empty() {
                        into.push(Node::Text(" ".to_owned()));
                    }
                    self.node(other, context, into);
                }
            }
        }
    }

    /// A file to download: its name, not the second link beside it, and not a viewer.
    fn file(&mut self, element: Element, context: Context, into: &mut Vec<Node>) {
        let classes = classes::classes_of(&element);
        let links: Vec<Node> = element
            .children
            .into_iter()
            .filter(|node| {
                matches!(node, Node::Element(child)
                    if child.name != "object" && !child.has_class("wp-block-file__button"))
            })
            .collect();
        let mut paragraph = Element::new("p", Vec::new());
        classes::set(&mut paragraph, &classes);
        let links = self.children(links, context);
        split_paragraph(&paragraph, links, into);
    }

    /// A captioned picture as WordPress printed it, pasted into a text.
    fn pasted_caption(&mut self, element: Element, context: Context, into: &mut Vec<Node>) {
        let classes = figure_classes(&element);
        let children = element
            .children
            .into_iter()
            .map(|node| match node {
                Node::Element(mut child) if child.has_class("wp-caption-text") => {
                    "figcaption".clone_into(&mut child.name);
                    child.into()
                }
                other => other,
            })
            .collect();
        let mut figure = Element::new("figure", self.children(children, context));
        classes::set(&mut figure, &classes);
        if !is_blank(&figure.children) {
            into.push(figure.into());
        }
    }
}

fn figure_classes(element: &Element) -> Vec<&'static str> {
    let mut classes = classes::classes_of(element);
    // The alignment of the picture is that of its figure.
    if !classes.iter().any(|class| class.starts_with("align-"))
        && let Some(image) = element.find(&|child| child.name == "img")
    {
        for class in classes::classes_of(image)
            .into_iter()
            .filter(|class| class.starts_with("align-"))
        {
            classes::add(&mut classes, class);
        }
    }
    classes
}

/// Pictures in a figure are placed by it; a floating picture in a floating figure would leave its caption.
fn drop_inner_classes(figure: &mut Element) {
    for node in &mut figure.children {
        if let Node::Element(element) = node {
            match element.name.as_str() {
                "img" => classes::set(element, &[]),
                "a" => drop_inner_classes(element),
                _ => {}
            }
        }
    }
}
