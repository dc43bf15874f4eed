//! The words of a text, without markup.

use super::policy;
use super::scan::{Piece, pieces};
use super::tame::tame;
use super::tree::{self, Element, Node};

/// The words of `html`: blocks stand on lines of their own.
#[must_use]
pub fn plain_text(html: &str) -> String {
    let mut text = String::new();
    collect(&nodes_of(html), &|_| true, &mut text);
    settled(&text)
}

/// The beginning of the words of `html`, at most `max_chars` characters, cut at a word.
///
/// Pictures' captions, tables and embedded pages are left out, unless there is nothing else.
#[must_use]
pub fn excerpt(html: &str, max_chars: usize) -> String {
    let nodes = nodes_of(html);
    let mut text = String::new();
    collect(&nodes, &is_running_text, &mut text);
    if text.trim().is_empty() {
        collect(&nodes, &|_| true, &mut text);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    cut(&words.join(" "), max_chars)
}

fn nodes_of(html: &str) -> Vec<Node> {
    match tame(html) {
        Some(tamed) => tree::parse(&policy::normalise(&tamed)),
        None => vec![Node::Text(without_tags(html))],
    }
}

/// The text between the tags, as it is written.
pub(super) fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    for piece in pieces(html) {
        match piece {
            Piece::Text(part) => text.push_str(part),
            Piece::Tag(_) if !text.ends_with(char::is_whitespace) => text.push(' '),
            Piece::Tag(_) | Piece::Comment(_) => {}
        }
    }
    text.replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

fn is_running_text(element: &Element) -> bool {
    let is_left_out = matches!(
        element.name.as_str(),
        "figure" | "table" | "iframe" | "object" | "audio" | "video"
    ) || ["embed-card", "footnotes", "gallery", "buttons", "file"]
        .iter()
        .any(|class| element.has_class(class))
        || (element.name == "sup" && element.find(&|child| child.name == "a").is_some());
    !is_left_out
}

fn collect(nodes: &[Node], takes: &dyn Fn(&Element) -> bool, text: &mut String) {
    for node in nodes {
        match node {
            Node::Text(part) => text.push_str(part),
            Node::Element(element) if element.name == "br" => text.push('\n'),
            Node::Element(element) if takes(element) => {
                let is_block = !is_inline(&element.name);
                if is_block {
                    text.push('\n');
                }
                collect(&element.children, takes, text);
                if is_block {
                    text.push('\n');
                } else if element.name == "td" || element.name == "th" {
                    text.push(' ');
                }
            }
            Node::Element(_) | Node::Comment(_) => {}
        }
    }
}

fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "td"
            | "th"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}

/// Without empty lines and with single spaces.
fn settled(text: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n")
}

fn cut(text: &str, max_chars: usize) -> String {
    if text.chars().count() <= max_chars {
        return text.to_owned();
    }
    let Some(room) = max_chars.checked_sub(1) else {
        return String::new();
    };
    // One character more, to see whether a word ends exactly where the room does.
    let beginning: String = text.chars().take(room + 1).collect();
    let whole_words = match beginning.rsplit_once(' ') {
        // Scripts without spaces, and single long words, are cut where the room ends.
        Some((words, _)) if words.chars().count() * 2 >= room => words.to_owned(),
        _ => beginning.chars().take(room).collect(),
    };
    let trimmed = whole_words
        .trim_end_matches(|last: char| last.is_whitespace() || matches!(last, ',' | ';' | ':' | '-' | '–' | '—'));
    format!("{trimmed}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_and_blocks_divide_them() {
        assert_eq!(
            plain_text(
                "<h2>A &amp; B</h2>\n<p>one <b>two</b><br>three&nbsp;four</p><ul><li>x<li>y</ul><script>z</script>"
            ),
            "A & B\none two\nthree four\nx\ny"
        );
        assert_eq!(plain_text("a < b &eacute; &#233; <"), "a < b é é <");
    }

    #[test]
    fn excerpts_end_with_a_word() {
        let html = "<figure><img><figcaption>No</figcaption></figure><p>We march, on Monday.</p><p>Come!</p>";
        assert_eq!(excerpt(html, 100), "We march, on Monday. Come!");
        assert_eq!(excerpt(html, 12), "We march…");
        assert_eq!(excerpt(html, 9), "We march…");
        assert_eq!(excerpt("<p>示威游行将于星期一举行</p>", 5), "示威游行…");
        assert_eq!(excerpt("<p>abc</p>", 0), "");
        assert_eq!(
            excerpt("<figure><figcaption>Only this</figcaption></figure>", 50),
            "Only this"
        );
    }
}
