//! Just enough reading of HTML for tests of pages that we made ourselves.

/// A form on a page.
#[derive(Clone, Debug)]
pub struct FoundForm {
    /// Where it is sent; empty means where it stands.
    pub action: String,
    pub is_post: bool,
    /// Every field with what it would send: each choice of a list is one of its own.
    pub fields: Vec<(String, String)>,
}

/// A piece of a page.
enum Piece<'h> {
    Text(&'h str),
    Tag(&'h str),
}

/// What somebody reads or hears: texts between tags, and attributes that are spoken or shown.
pub fn readable(html: &str) -> Vec<String> {
    const SPOKEN: [&str; 5] = ["aria-label", "alt", "placeholder", "title", "data-failed"];
    const HIDDEN: [&str; 4] = ["script", "style", "svg", "template"];
    let mut found = Vec::new();
    let mut inside: Option<&str> = None;
    for piece in pieces(html) {
        match (piece, inside) {
            (Piece::Tag(tag), Some(name)) => {
                if tag.strip_prefix('/').is_some_and(|end| end.trim() == name) {
                    inside = None;
                }
            }
            (Piece::Text(_), Some(_)) => {}
            (Piece::Text(text), None) => found.push(unescaped(text.trim())),
            (Piece::Tag(tag), None) => {
                let name = name_of(tag);
                inside = HIDDEN.into_iter().find(|hidden| *hidden == name);
                found.extend(SPOKEN.into_iter().filter_map(|spoken| attribute(tag, spoken)));
                if name == "meta" && matches!(attribute(tag, "name").as_deref(), Some("description")) {
                    found.extend(attribute(tag, "content"));
                }
            }
        }
    }
    found.retain(|text| !text.trim().is_empty());
    found
}

/// The forms of a page.
pub fn forms(html: &str) -> Vec<FoundForm> {
    let mut found: Vec<FoundForm> = Vec::new();
    let mut is_open = false;
    let mut list = String::new();
    for piece in pieces(html) {
        let Piece::Tag(tag) = piece else { continue };
        match name_of(tag) {
            "form" => {
                is_open = true;
                found.push(FoundForm {
                    action: attribute(tag, "action").unwrap_or_default(),
                    is_post: attribute(tag, "method").is_some_and(|method| method.eq_ignore_ascii_case("post")),
                    fields: Vec::new(),
                });
            }
            "/form" => is_open = false,
            "select" => list = attribute(tag, "name").unwrap_or_default(),
            name @ ("input" | "button" | "textarea" | "option") if is_open => {
                let field = if name == "option" {
                    Some(list.clone())
                } else {
                    attribute(tag, "name")
                };
                if let (Some(form), Some(field)) = (found.last_mut(), field) {
                    form.fields.push((field, attribute(tag, "value").unwrap_or_default()));
                }
            }
            _ => {}
        }
    }
    found
}

/// The addresses that a page's links lead to.
pub fn links(html: &str) -> Vec<String> {
    pieces(html)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Tag(tag) if name_of(tag) == "a" => attribute(tag, "href"),
            _ => None,
        })
        .collect()
}

/// The value of an attribute within a tag.
pub fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once(&format!("{name}=\"")) {
        let (value, further) = after.split_once('"')?;
        if before.ends_with([' ', '\n', '\t']) {
            return Some(unescaped(value));
        }
        rest = further;
    }
    None
}

/// Text with what stands for `&`, `<` and the like turned back.
pub fn unescaped(text: &str) -> String {
    text.replace("&#x2F;", "/")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&nbsp;", "\u{a0}")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut all = Vec::new();
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        all.push(Piece::Text(text));
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        all.push(Piece::Tag(tag));
        rest = after;
    }
    all.push(Piece::Text(rest));
    all
}

fn name_of(tag: &str) -> &str {
    tag.split([' ', '\n', '\t'])
        .next()
        .unwrap_or_default()
        .trim_end_matches('/')
}
