//! The block editor's markup: comments that say where a block begins and ends, and what it is.

use serde_json::Value;

/// Deeper blocks are taken for part of the block around them.
const DEEPEST: usize = 60;

/// A stretch of a text written with blocks.
#[derive(Debug, PartialEq)]
pub(super) enum Part<'a> {
    /// Markup outside blocks, or directly within one.
    Html(&'a str),
    /// A block.
    Block(Block<'a>),
}

/// A block with what stands within it.
#[derive(Debug, PartialEq)]
pub(super) struct Block<'a> {
    /// Its name, without the `core/` that blocks of WordPress itself may carry.
    pub(super) name: &'a str,
    /// Its attributes; null when there are none or they cannot be read.
    pub(super) attributes: Value,
    /// What stands within it, in order.
    pub(super) parts: Vec<Part<'a>>,
}

impl Block<'_> {
    /// A text among the attributes; empty when it is missing.
    pub(super) fn text(&self, attribute: &str) -> &str {
        self.attributes
            .get(attribute)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }
}

/// Whether `source` was written with blocks.
pub(super) fn has_blocks(source: &str) -> bool {
    source.contains("<!-- wp:")
}

/// The parts of `source`.
pub(super) fn parse(source: &str) -> Vec<Part<'_>> {
    let mut parser = Parser::default();
    let mut text_from = 0;
    let mut at = 0;
    // Where the next comment ends; looked for once, however many beginnings stand before it.
    let mut next_end = 0;
    while let Some(offset) = source.get(at..).and_then(|rest| rest.find("<!--")) {
        let start = at + offset;
        let inner_from = start + 4;
        if next_end < inner_from {
            let Some(length) = source.get(inner_from..).and_then(|inner| inner.find("-->")) else {
                break;
            };
            next_end = inner_from + length;
        }
        at = next_end + 3;
        let Some(mark) = source.get(inner_from..next_end).and_then(parse_mark) else {
            // The comment may hold the beginning of another one; look again right behind this one's.
            at = inner_from;
            continue;
        };
        parser.take_html(source.get(text_from..start).unwrap_or_default());
        parser.take_mark(mark);
        text_from = at;
    }
    parser.take_html(source.get(text_from..).unwrap_or_default());
    parser.finish()
}

#[derive(Debug)]
enum Mark<'a> {
    Begin(Block<'a>),
    End(&'a str),
    Whole(Block<'a>),
}

fn parse_mark(comment: &str) -> Option<Mark<'_>> {
    let text = comment.strip_prefix(char::is_whitespace)?.trim();
    if let Some(name) = text.strip_prefix("/wp:") {
        return Some(Mark::End(block_name(name)?));
    }
    let text = text.strip_prefix("wp:")?;
    let (text, is_whole) = match text.strip_suffix('/') {
        Some(front) => (front.trim_end(), true),
        None => (text, false),
    };
    let (name, attributes) = text
        .split_once(char::is_whitespace)
        .map_or((text, ""), |(name, rest)| (name, rest.trim()));
    let block = Block {
        name: block_name(name)?,
        attributes: serde_json::from_str(attributes).unwrap_or_default(),
        parts: Vec::new(),
    };
    Some(if is_whole {
        Mark::Whole(block)
    } else {
        Mark::Begin(block)
    })
}

fn block_name(name: &str) -> Option<&str> {
    let name = name.trim();
    let is_name = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|character| {
            character.is_ascii_lowercase() || character.is_ascii_digit() || matches!(character, '-' | '_' | '/')
        });
    is_name.then(|| name.strip_prefix("core/").unwrap_or(name))
}

#[derive(Default)]
struct Parser<'a> {
    finished: Vec<Part<'a>>,
    open: Vec<Block<'a>>,
    /// How many blocks are open that are too deep to count.
    too_deep: usize,
}

impl<'a> Parser<'a> {
    fn parts(&mut self) -> &mut Vec<Part<'a>> {
        self.open
            .last_mut()
            .map_or(&mut self.finished, |block| &mut block.parts)
    }

    fn take_html(&mut self, html: &'a str) {
        if !html.is_empty() {
            self.parts().push(Part::Html(html));
        }
    }

    fn take_mark(&mut self, mark: Mark<'a>) {
        match mark {
            Mark::Begin(_) if self.open.len() >= DEEPEST => self.too_deep += 1,
            Mark::Begin(block) => self.open.push(block),
            Mark::Whole(block) => self.parts().push(Part::Block(block)),
            Mark::End(_) if self.too_deep > 0 => self.too_deep -= 1,
            Mark::End(name) => {
                // An end without a beginning means nothing.
                if let Some(index) = self.open.iter().rposition(|block| block.name == name) {
                    while self.open.len() > index + 1 {
                        self.give_up_innermost();
                    }
                    if let Some(block) = self.open.pop() {
                        self.parts().push(Part::Block(block));
                    }
                }
            }
        }
    }

    /// The innermost block never ends. It must not swallow what stands behind it, which it would
    /// if it is of a kind that shows nothing of what it holds.
    fn give_up_innermost(&mut self) {
        if let Some(mut block) = self.open.pop() {
            let swallowed = std::mem::take(&mut block.parts);
            let parts = self.parts();
            parts.push(Part::Block(block));
            parts.extend(swallowed);
        }
    }

    fn finish(mut self) -> Vec<Part<'a>> {
        while !self.open.is_empty() {
            self.give_up_innermost();
        }
        self.finished
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn block<'a>(name: &'a str, attributes: Value, parts: Vec<Part<'a>>) -> Part<'a> {
        Part::Block(Block {
            name,
            attributes,
            parts,
        })
    }

    #[test]
    fn blocks_nest_and_carry_attributes() {
        let parts = parse("a<!-- wp:core/group {\"x\":{\"y\":\"}\"}} -->b<!-- wp:jetpack/map /-->c<!-- /wp:group -->d");
        assert_eq!(
            parts,
            [
                Part::Html("a"),
                block(
                    "group",
                    json!({"x": {"y": "}"}}),
                    vec![
                        Part::Html("b"),
                        block("jetpack/map", Value::Null, vec![]),
                        Part::Html("c"),
                    ],
                ),
                Part::Html("d"),
            ]
        );
    }

    #[test]
    fn a_block_that_never_ends_swallows_nothing() {
        assert_eq!(
            parse("<!-- wp:group --><!-- wp:latest-posts -->a<!-- /wp:group -->b<!-- /wp:list -->"),
            [
                block(
                    "group",
                    Value::Null,
                    vec![block("latest-posts", Value::Null, vec![]), Part::Html("a")],
                ),
                Part::Html("b"),
            ]
        );
    }

    #[test]
    fn other_comments_are_markup() {
        let source = "<!-- a <!--more--> <!--wp:x--> <!-- wp:BAD --> <!-- wp:";
        assert_eq!(parse(source), [Part::Html(source)]);
    }

    #[test]
    fn nesting_is_bounded() {
        let source = format!(
            "{}a{}",
            "<!-- wp:group -->".repeat(5000),
            "<!-- /wp:group -->".repeat(5000)
        );
        let mut depth = 0;
        let mut parts = parse(&source);
        while let Some(Part::Block(block)) = parts.pop() {
            depth += 1;
            parts = block.parts;
        }
        assert_eq!(depth, DEEPEST);
    }
}
