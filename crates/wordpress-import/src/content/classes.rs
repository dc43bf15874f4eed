//! Classes and alignments of WordPress in the words of our themes.

use super::tree::Element;
use umbel_core::markdown::TEXT_CLASSES;

/// Whether an alignment places the element, or the text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Alignment {
    Left,
    Right,
    Center,
}

impl Alignment {
    fn from_name(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "left" | "start" => Some(Self::Left),
            "right" | "end" => Some(Self::Right),
            "center" | "middle" => Some(Self::Center),
            _ => None,
        }
    }

    fn of_element(self) -> &'static str {
        match self {
            Self::Left => "align-left",
            Self::Right => "align-right",
            Self::Center => "align-center",
        }
    }

    fn of_text(self) -> &'static str {
        match self {
            Self::Left => "has-text-align-left",
            Self::Right => "has-text-align-right",
            Self::Center => "has-text-align-center",
        }
    }
}

/// The classes an element keeps, in our words.
pub(super) fn classes_of(element: &Element) -> Vec<&'static str> {
    let mut kept = Vec::new();
    let written = element.attribute("class").unwrap_or_default();
    for class in written.split_ascii_whitespace().filter_map(translated) {
        add(&mut kept, class);
    }
    if let Some(alignment) = element.attribute("align").and_then(Alignment::from_name) {
        let class = if is_placed(&element.name) {
            alignment.of_element()
        } else {
            alignment.of_text()
        };
        add(&mut kept, class);
    }
    if let Some(style) = element.attribute("style") {
        add_from_style(&mut kept, style, &element.name);
    }
    kept
}

/// Adds a class once.
pub(super) fn add(classes: &mut Vec<&'static str>, class: &'static str) {
    if !classes.contains(&class) {
        classes.push(class);
    }
}

/// Sets the classes of `element`, or none.
pub(super) fn set(element: &mut Element, classes: &[&'static str]) {
    element
        .attributes
        .retain(|(name, _)| !matches!(name.as_str(), "class" | "align" | "style"));
    if !classes.is_empty() {
        element.attributes.insert(0, ("class".to_owned(), classes.join(" ")));
    }
}

/// Elements that stand beside others, and not only hold text.
fn is_placed(name: &str) -> bool {
    matches!(
        name,
        "img" | "figure" | "table" | "iframe" | "video" | "audio" | "object" | "embed"
    )
}

fn translated(class: &str) -> Option<&'static str> {
    let ours = match class {
        "alignleft" => "align-left",
        "alignright" => "align-right",
        "aligncenter" => "align-center",
        "alignwide" => "align-wide",
        "alignfull" => "align-full",
        "wp-block-column" => "column",
        "wp-block-columns" => "columns",
        "wp-block-cover" => "cover",
        "wp-block-file" => "file",
        "wp-block-footnotes" => "footnotes",
        "wp-block-gallery" => "gallery",
        "wp-block-group" => "group",
        "wp-block-media-text" => "media-text",
        "wp-block-media-text__content" => "media-text-body",
        "has-media-on-the-right" => "media-right",
        "wp-block-pullquote" => "pullquote",
        "wp-block-social-links" => "social-links",
        "wp-block-verse" => "verse",
        "fn" => "footnote",
        other => return TEXT_CLASSES.iter().find(|known| **known == other).copied(),
    };
    Some(ours)
}

/// The classic editor writes alignment into styles; nothing else of a style is kept.
fn add_from_style(kept: &mut Vec<&'static str>, style: &str, name: &str) {
    for declaration in style.split(';') {
        let Some((property, value)) = declaration.split_once(':') else {
            continue;
        };
        let value = value.trim().trim_end_matches("!important");
        match property.trim().to_ascii_lowercase().as_str() {
            "text-align" => {
                if let Some(alignment) = Alignment::from_name(value) {
                    add(kept, alignment.of_text());
                }
            }
            "float" if is_placed(name) => {
                if let Some(alignment) = Alignment::from_name(value) {
                    add(kept, alignment.of_element());
                }
            }
            _ => {}
        }
    }
}

/// The address of the picture a style puts behind an element.
pub(super) fn background_image(style: &str) -> Option<&str> {
    let (_, behind) = style.split_once("background-image")?;
    let (_, behind) = behind.split_once("url(")?;
    let (url, _) = behind.split_once(')')?;
    Some(url.trim().trim_matches(['"', '\''])).filter(|url| !url.is_empty())
}

/// The number WordPress gives pictures in a class.
pub(super) fn attachment_id(element: &Element) -> Option<i64> {
    element
        .attribute("class")?
        .split_ascii_whitespace()
        .find_map(|class| class.strip_prefix("wp-image-")?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alignments_become_classes() {
        let image = Element::new("img", vec![])
            .with("class", "alignleft size-full wp-image-7")
            .with("align", "left");
        assert_eq!(classes_of(&image), ["align-left"]);
        assert_eq!(attachment_id(&image), Some(7));
        let paragraph = Element::new("p", vec![])
            .with("align", "CENTER")
            .with("style", "color: red; text-align : right;");
        assert_eq!(
            classes_of(&paragraph),
            ["has-text-align-center", "has-text-align-right"]
        );
    }

    #[test]
    fn backgrounds_are_found() {
        assert_eq!(
            background_image("background-position:50%;background-image:url('/a.jpg');color:red"),
            Some("/a.jpg")
        );
        assert_eq!(background_image("color:red"), None);
    }
}
