//! The words of some HTML, its beginning, and its headings.

use super::blocks::MORE_IN_HTML;

/// The part of a text before its mark for “read more”, with whether there is one.
///
/// Marks stand between blocks, where the editor puts them; one within a block does not divide anything, for both halves
/// would be broken.
#[must_use]
pub fn beginning(html: &str) -> Option<&str> {
    let position = html.find(MORE_IN_HTML)?;
    let before = html.get(..position)?.trim_end();
    let is_between_blocks = before.ends_with('>') && depth(before) == 0;
    (is_between_blocks && !plain_text(before).is_empty()).then_some(before)
}

/// How many elements are open at the end of some HTML of ours.
fn depth(html: &str) -> i64 {
    const WITHOUT_END: [&str; 6] = ["br", "hr", "img", "input", "wbr", "col"];
    let mut depth = 0;
    let mut rest = html;
    while let Some((_, mark)) = rest.split_once('<') {
        let name_end = mark
            .find(|character: char| character.is_ascii_whitespace() || character == '>')
            .unwrap_or(mark.len());
        let (name, attributes) = mark.split_at(name_end);
        if name.starts_with('/') {
            depth -= 1;
        } else if !WITHOUT_END.contains(&name) {
            depth += 1;
        }
        // Between quotation marks, `<` and `>` are words.
        let mut is_quoted = false;
        let end = attributes.find(|character| {
            is_quoted ^= character == '"';
            character == '>' && !is_quoted
        });
        rest = end.and_then(|end| attributes.get(end + 1..)).unwrap_or_default();
    }
    depth
}

/// The words of some HTML, without marks, white space folded.
#[must_use]
pub fn plain_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut inside_mark = false;
    for character in html.chars() {
        match character {
            '<' => {
                inside_mark = true;
                text.push(' ');
            }
            '>' if inside_mark => inside_mark = false,
            _ if inside_mark => {}
            other => text.push(other),
        }
    }
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&");
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        // Removing the mark before a full stop leaves a space there that nobody wrote.
        if !folded.is_empty() && !matches!(word, "." | "," | ";" | ":" | "!" | "?" | ")") {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// The beginning of some HTML as plain text of at most `longest` characters, cut between words: of its paragraphs only,
/// where it has any, for headings and separators read badly in a line. A mark for “read more” ends it sooner.
#[must_use]
pub fn summary(html: &str, longest: usize) -> String {
    let html = beginning(html).unwrap_or(html);
    let mut text = String::new();
    for paragraph in html.split("<p").skip(1) {
        // Buttons and links that stand for an embed are no sentences.
        let is_sentence = ![" class=\"buttons\"", " class=\"embed-card\"", " class=\"file\""]
            .iter()
            .any(|class| paragraph.starts_with(class));
        let is_paragraph = paragraph.starts_with(['>', ' ']) && is_sentence;
        let Some((_, inside)) = paragraph.split_once('>').filter(|_| is_paragraph) else {
            continue;
        };
        let inside = plain_text(inside.split_once("</p>").map_or(inside, |(inside, _)| inside));
        if inside.chars().any(char::is_alphanumeric) {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&inside);
        }
        if text.len() > longest * 4 {
            break;
        }
    }
    if text.is_empty() {
        text = plain_text(html);
    }
    shorten(&text, longest)
}

/// `text` cut between words to at most `longest` characters, with an ellipsis where it was cut.
#[must_use]
pub fn shorten(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let mut kept = String::new();
    for word in text.split(' ') {
        if kept.chars().count() + word.chars().count() + 2 > longest {
            break;
        }
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept.push_str(word);
    }
    if kept.is_empty() {
        kept = text.chars().take(longest.saturating_sub(1)).collect();
    }
    format!("{}…", kept.trim_end_matches([',', ';', ':', '.', '–', '-']))
}

/// Safe HTML with its headings beginning at the second level and none skipped: the first level is the page's own title,
/// and who listens to a page goes from heading to heading.
#[must_use]
pub fn with_headings_in_order(html: &str) -> String {
    let mut ordered = String::with_capacity(html.len());
    let mut above: Vec<u8> = Vec::new();
    let mut level = 2;
    let mut rest = html;
    while let Some(position) = rest.find('<') {
        let (before, mark) = rest.split_at(position);
        ordered.push_str(before);
        let (is_end, digit) = match mark.as_bytes() {
            [b'<', b'/', b'h', digit @ b'1'..=b'6', b'>', ..] => (true, *digit),
            [b'<', b'h', digit @ b'1'..=b'6', b' ' | b'>', ..] => (false, *digit),
            _ => {
                ordered.push('<');
                rest = &mark[1..];
                continue;
            }
        };
        if is_end {
            ordered.push_str("</h");
            rest = &mark[4..];
        } else {
            above.retain(|known| *known < digit);
            above.push(digit);
            level = (above.len() + 1).min(6);
            ordered.push_str("<h");
            rest = &mark[3..];
        }
        ordered.push_str(&level.to_string());
    }
    ordered.push_str(rest);
    ordered
}
