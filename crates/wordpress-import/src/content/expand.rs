//! From what WordPress keeps to HTML: blocks are opened, shortcodes replaced, classic stretches get
//! their paragraphs. What comes out is judged and sanitised afterwards.

use super::blocks::{self, Block, Part};
use super::embeds::is_bare_url;
use super::notes::{NoteKind, Notes};
use super::paragraphs::paragraphs;
use super::policy::OwnAddresses;
use super::scan::escaped;
use super::{Footnote, Rewrite};

/// The most pictures and recordings that shortcodes may put into one text.
const MOST_MEDIA: usize = 2000;

/// Expands one text.
pub(super) struct Expander<'a> {
    pub(super) rewrite: &'a mut dyn Rewrite,
    pub(super) notes: &'a mut Notes,
    /// Addresses that were rewritten already, and are not to be rewritten again.
    pub(super) own: &'a mut OwnAddresses,
    pub(super) footnotes: &'a [Footnote],
    pub(super) post_id: i64,
    pub(super) media_left: usize,
}

impl<'a> Expander<'a> {
    pub(super) fn new(
        rewrite: &'a mut dyn Rewrite,
        notes: &'a mut Notes,
        own: &'a mut OwnAddresses,
        footnotes: &'a [Footnote],
        post_id: i64,
    ) -> Self {
        Self {
            rewrite,
            notes,
            own,
            footnotes,
            post_id,
            media_left: MOST_MEDIA,
        }
    }

    /// The HTML of a whole text.
    pub(super) fn expand(&mut self, source: &str) -> String {
        if !blocks::has_blocks(source) {
            return self.classic(source);
        }
        let mut html = String::with_capacity(source.len());
        for part in blocks::parse(source) {
            match part {
                Part::Html(text) if text.trim().is_empty() => html.push('\n'),
                Part::Html(text) => html.push_str(&self.classic(text)),
                Part::Block(block) => self.block(&block, &mut html),
            }
        }
        html
    }

    /// A stretch written in the classic editor.
    fn classic(&mut self, source: &str) -> String {
        paragraphs(&self.shortcodes(source, 0))
    }

    fn block(&mut self, block: &Block<'_>, html: &mut String) {
        match block.name {
            "spacer" => {}
            "shortcode" | "freeform" | "classic" => {
                let mut source = String::new();
                self.inner(block, &mut source);
                html.push_str(&paragraphs(&source));
            }
            "social-link" => html.push_str(&social_link(block)),
            "footnotes" => self.footnotes(html),
            name if is_embed(name) => self.embed(block, html),
            name if is_form(name) => {
                self.notes
                    .add(NoteKind::UnknownBlock, format!("{name}: forms are not taken over"));
            }
            name if is_built_by_site(name) => {
                let reason = "built by the site itself, so there is nothing to keep";
                self.notes.add(NoteKind::UnknownBlock, format!("{name}: {reason}"));
            }
            "block" => {
                let reference = block.attributes.get("ref").map(ToString::to_string).unwrap_or_default();
                let detail = format!("block {reference}: a reusable block that is kept elsewhere");
                self.notes.add(NoteKind::UnknownBlock, detail);
            }
            name => {
                if !is_static(name) {
                    self.notes.add(NoteKind::UnknownBlock, name);
                }
                self.inner(block, html);
            }
        }
    }

    fn inner(&mut self, block: &Block<'_>, html: &mut String) {
        for part in &block.parts {
            match part {
                Part::Html(text) => html.push_str(&self.shortcodes(text, 0)),
                Part::Block(block) => self.block(block, html),
            }
        }
    }

    fn embed(&mut self, block: &Block<'_>, html: &mut String) {
        if block.parts.is_empty() {
            let url = block.text("url");
            if is_bare_url(url) {
                html.push_str(&format!("<p>{}</p>", escaped(url)));
            }
            return;
        }
        self.inner(block, html);
    }

    fn footnotes(&mut self, html: &mut String) {
        if self.footnotes.is_empty() {
            self.notes
                .add(NoteKind::UnknownBlock, "footnotes: their text is not in the export");
            return;
        }
        html.push_str("<ol class=\"footnotes\">");
        for footnote in self.footnotes {
            let id = escaped(&footnote.id);
            html.push_str(&format!(
                "<li id=\"{id}\">{} <a href=\"#{id}-link\">↩</a></li>",
                footnote.content
            ));
        }
        html.push_str("</ol>");
    }
}

fn social_link(block: &Block<'_>) -> String {
    let url = block.text("url").trim();
    if url.is_empty() || url.starts_with('#') {
        return String::new();
    }
    let service = block.text("service");
    let text = match (block.text("label"), service) {
        ("", "") => url,
        ("", "mail") => url.trim_start_matches("mailto:"),
        ("", name) => name,
        (label, _) => label,
    };
    // The block editor lets people leave the scheme out.
    let address = [url.to_owned(), format!("https://{url}")]
        .into_iter()
        .find(|address| is_bare_url(address) || address.starts_with("mailto:"));
    let Some(address) = address else {
        return String::new();
    };
    let mut letters = text.chars();
    let text: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect();
    format!("<li><a href=\"{}\">{}</a></li>", escaped(&address), escaped(&text))
}

fn is_embed(name: &str) -> bool {
    name == "embed" || name.starts_with("core-embed/") || name.starts_with("embed/")
}

fn is_form(name: &str) -> bool {
    [
        "contact-form",
        "wpforms/",
        "gravityforms/",
        "ninja-forms/",
        "formidable/",
        "mailpoet/",
        "give/",
    ]
    .iter()
    .any(|part| name.contains(part))
        || name.starts_with("jetpack/field-")
}

/// Blocks whose HTML is in the text.
fn is_static(name: &str) -> bool {
    matches!(
        name,
        "accordion"
            | "accordion-heading"
            | "accordion-item"
            | "accordion-panel"
            | "audio"
            | "button"
            | "buttons"
            | "code"
            | "column"
            | "columns"
            | "cover"
            | "cover-image"
            | "details"
            | "file"
            | "gallery"
            | "group"
            | "heading"
            | "html"
            | "image"
            | "list"
            | "list-item"
            | "media-text"
            | "missing"
            | "more"
            | "nextpage"
            | "paragraph"
            | "preformatted"
            | "pullquote"
            | "quote"
            | "row"
            | "section"
            | "separator"
            | "social-links"
            | "stack"
            | "subhead"
            | "table"
            | "text-columns"
            | "verse"
            | "video"
    )
}

/// Blocks that WordPress builds anew on each visit.
fn is_built_by_site(name: &str) -> bool {
    const BEGINNINGS: [&str; 7] = [
        "comment",
        "post-",
        "query",
        "site-",
        "navigation",
        "term",
        "woocommerce/",
    ];
    matches!(
        name,
        "archives"
            | "avatar"
            | "breadcrumbs"
            | "calendar"
            | "categories"
            | "home-link"
            | "latest-comments"
            | "latest-posts"
            | "legacy-widget"
            | "loginout"
            | "page-list"
            | "page-list-item"
            | "pattern"
            | "read-more"
            | "rss"
            | "search"
            | "tag-cloud"
            | "template-part"
            | "widget-group"
            | "jetpack/related-posts"
            | "jetpack/subscriptions"
    ) || BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
}
