//! Pictures, recordings and embedded pages: ours are shown, others' are linked to.

use super::MediaRef;
use super::classes;
use super::embeds::{FileKind, file_kind, file_name, is_of_this_site, link_text, public_address};
use super::notes::NoteKind;
use super::transform::{Context, Transformer, is_blank, split_paragraph};
use super::tree::{Element, Node};

impl Transformer<'_> {
    pub(super) fn image(&mut self, element: &Element, context: Context, into: &mut Vec<Node>) {
        let src = element.attribute("src").unwrap_or_default().trim().to_owned();
        let known = if self.own.contains(&src) {
            None
        } else {
            let by_address = if src.is_empty() { None } else { self.rewrite.media(&src) };
            by_address.or_else(|| {
                let id = classes::attachment_id(element)?;
                self.rewrite.attachment(id)
            })
        };
        if let Some(media) = known {
            into.push(self.known_image(element, media).into());
        } else if self.own.contains(&src) || is_of_this_site(&src) {
            let mut image = Element::new("img", Vec::new()).with("src", src);
            for name in ["alt", "width", "height"] {
                if let Some(value) = element.attribute(name) {
                    image = image.with(name, value);
                }
            }
            into.push(finished_image(image, element).into());
        } else {
            self.foreign_image(element, &src, context, into);
        }
    }

    fn known_image(&mut self, element: &Element, media: MediaRef) -> Element {
        let alt = element.attribute("alt").unwrap_or(&media.alt).to_owned();
        let mut image = Element::new("img", Vec::new())
            .with("src", media.src.clone())
            .with("alt", alt);
        if let (Some(width), Some(height)) = (media.width, media.height) {
            let (width, height) = shown_size(element, width, height);
            image = image
                .with("width", width.to_string())
                .with("height", height.to_string());
        }
        self.own.insert(media.src);
        finished_image(image, element)
    }

    /// A picture on another site becomes a link: loading it would tell that site who reads.
    fn foreign_image(&mut self, element: &Element, src: &str, context: Context, into: &mut Vec<Node>) {
        let alt = element.attribute("alt").unwrap_or_default().trim().to_owned();
        let is_pixel = ["width", "height"]
            .iter()
            .all(|name| matches!(element.attribute(name), Some("0" | "1")));
        let address = public_address(src);
        self.notes
            .add(NoteKind::ForeignImage, if src.is_empty() { "img" } else { src });
        if is_pixel {
            return;
        }
        match address {
            Some(url) if !context.is_in_link => {
                let text = if alt.is_empty() { file_name(&url) } else { alt };
                into.push(Element::new("a", vec![Node::Text(text)]).with("href", url).into());
            }
            Some(url) => {
                let text = if alt.is_empty() { file_name(&url) } else { alt };
                into.push(Node::Text(text));
            }
            None if !alt.is_empty() => into.push(Node::Text(alt)),
            None => {}
        }
    }

    pub(super) fn recording(&mut self, element: &Element, context: Context, into: &mut Vec<Node>) {
        let mut addresses: Vec<String> = element.attribute("src").map(str::to_owned).into_iter().collect();
        addresses.extend(
            element
                .child_elements()
                .filter(|child| child.name == "source")
                .filter_map(|child| child.attribute("src").map(str::to_owned)),
        );
        addresses.retain(|address| !address.trim().is_empty());
        addresses.dedup();
        let local: Vec<String> = addresses
            .iter()
            .filter_map(|address| self.own_address(address))
            .collect();
        if local.is_empty() {
            self.foreign_recording(element, &addresses, context, into);
            return;
        }
        let mut player = Element::new(&element.name, Vec::new()).with("controls", "");
        // Nobody on a bad connection pays for what they do not play.
        player = player.with("preload", "none");
        if element.name == "video" {
            for name in ["width", "height"] {
                if let Some(value) = element.attribute(name) {
                    player = player.with(name, value);
                }
            }
            if let Some(poster) = element.attribute("poster").and_then(|poster| self.own_address(poster)) {
                player = player.with("poster", poster);
            }
        }
        if let [only] = local.as_slice() {
            player = player.with("src", only.clone());
        } else {
            player.children = local
                .into_iter()
                .map(|src| Element::new("source", vec![]).with("src", src).into())
                .collect();
        }
        player.children.extend(self.tracks(element));
        into.push(player.into());
    }

    /// Subtitles, as far as they are ours.
    fn tracks(&mut self, element: &Element) -> Vec<Node> {
        let mut tracks = Vec::new();
        for child in element.child_elements().filter(|child| child.name == "track") {
            let Some(src) = child.attribute("src").and_then(|src| self.own_address(src)) else {
                continue;
            };
            let mut track = Element::new("track", Vec::new()).with("src", src);
            for name in ["kind", "srclang", "label"] {
                if let Some(value) = child.attribute(name) {
                    track = track.with(name, value);
                }
            }
            tracks.push(track.into());
        }
        tracks
    }

    /// The address of a file of ours; none when it is somebody else's.
    fn own_address(&mut self, address: &str) -> Option<String> {
        if self.own.contains(address) {
            return Some(address.to_owned());
        }
        if let Some(media) = self.rewrite.media(address) {
            self.own.insert(media.src.clone());
            return Some(media.src);
        }
        is_of_this_site(address).then(|| address.to_owned())
    }

    fn foreign_recording(&mut self, element: &Element, addresses: &[String], context: Context, into: &mut Vec<Node>) {
        let Some(url) = addresses.iter().find_map(|address| public_address(address)) else {
            self.notes.add(NoteKind::DroppedElement, &element.name);
            return;
        };
        self.notes.add(NoteKind::ForeignMedia, &url);
        push_card(&url, &file_name(&url), Vec::new(), context, into);
    }

    /// A frame, or what was used before there were frames.
    pub(super) fn embedded(&mut self, element: Element, context: Context, into: &mut Vec<Node>) {
        let address = ["src", "data"].iter().find_map(|name| element.attribute(name));
        if let Some(url) = address.and_then(public_address) {
            let title = element.attribute("title").map(str::to_owned);
            self.embed_card(&url, title.as_deref(), Vec::new(), context, into);
            return;
        }
        // An object may hold another embedding, or words for those who cannot see it.
        let inner = self.children(element.children, context);
        if is_blank(&inner) {
            self.notes.add(NoteKind::DroppedElement, &element.name);
        }
        into.extend(inner);
    }

    /// A link in the place of an embedded page, or a player when the address is that of a recording of ours.
    pub(super) fn embed_card(
        &mut self,
        url: &str,
        title: Option<&str>,
        caption: Vec<Node>,
        context: Context,
        into: &mut Vec<Node>,
    ) {
        let element = match file_kind(url) {
            Some(FileKind::Audio) => Some("audio"),
            Some(FileKind::Video) => Some("video"),
            _ => None,
        };
        if let Some(element) = element
            && let Some(src) = self.own_address(url)
        {
            let player = Element::new(element, Vec::new()).with("src", src);
            self.recording(&player, context, into);
            split_paragraph(&Element::new("p", Vec::new()), caption, into);
            return;
        }
        let page = public_address(url).unwrap_or_else(|| url.to_owned());
        let text = link_text(&page, title);
        match self.rewrite.link(&page) {
            // A page of the same site is no embedding of somebody else's.
            Some(ours) => push_card(&ours, &text, caption, context, into),
            None => {
                self.notes.add(NoteKind::EmbedAsLink, &page);
                push_card(&page, &text, caption, context, into);
            }
        }
    }
}

fn push_card(href: &str, text: &str, caption: Vec<Node>, context: Context, into: &mut Vec<Node>) {
    let text = Node::Text(text.to_owned());
    if context.is_in_link {
        into.push(text);
        return;
    }
    let mut children = vec![Element::new("a", vec![text]).with("href", href).into()];
    if !is_blank(&caption) {
        children.push(Element::new("br", Vec::new()).into());
        children.extend(caption);
    }
    let mut card = Element::new("p", Vec::new());
    classes::set(&mut card, &["embed-card"]);
    split_paragraph(&card, children, into);
}

fn finished_image(image: Element, source: &Element) -> Element {
    let mut image = image.with("loading", "lazy");
    if image.attribute("alt").is_none() {
        image = image.with("alt", "");
    }
    // Editors used to fill in the name of the file, or the words that stand in `alt` already.
    let alt = image.attribute("alt").unwrap_or_default().to_owned();
    if let Some(title) = source.attribute("title")
        && title != alt
        && !alt.is_empty()
    {
        image = image.with("title", title);
    }
    let classes = classes::classes_of(source);
    classes::set(&mut image, &classes);
    image
}

/// The size at which the text shows a picture, in the picture's own proportion.
fn shown_size(element: &Element, width: u32, height: u32) -> (u32, u32) {
    let wanted = element
        .attribute("width")
        .and_then(|text| text.trim().parse::<u32>().ok());
    match wanted {
        Some(wanted) if wanted > 0 && wanted < width => {
            let scaled = u64::from(height) * u64::from(wanted) / u64::from(width);
            (wanted, u32::try_from(scaled).unwrap_or(height).max(1))
        }
        _ => (width, height),
    }
}
