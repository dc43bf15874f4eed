//! Lists that other programs read: old addresses as a table, sources as an outline.

use aggregator::feeds::Feed;

/// Old addresses and where they lead, as CSV (RFC 4180).
#[must_use]
pub fn redirects(lines: &[(String, String)]) -> String {
    let mut text = String::from("from,to\r\n");
    for (from, to) in lines {
        text.push_str(&format!("{},{}\r\n", quoted(from), quoted(to)));
    }
    text
}

/// The lines of such a table; none when it is not one.
#[must_use]
pub fn read_redirects(text: &str) -> Option<Vec<(String, String)>> {
    let mut fields = Vec::new();
    let mut rows = Vec::new();
    let mut field = String::new();
    let mut is_quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match (is_quoted, character) {
            (true, '"') if characters.peek() == Some(&'"') => {
                field.push('"');
                characters.next();
            }
            (_, '"') => is_quoted = !is_quoted,
            (false, ',') => fields.push(std::mem::take(&mut field)),
            (false, '\n') => {
                fields.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut fields));
            }
            (false, '\r') => {}
            (_, other) => field.push(other),
        }
    }
    if is_quoted || !fields.is_empty() || !field.is_empty() {
        return None;
    }
    rows.into_iter()
        .skip(1)
        .map(|row| {
            let mut row = row.into_iter();
            match (row.next(), row.next(), row.next()) {
                (Some(from), Some(to), None) => Some((from, to)),
                _ => None,
            }
        })
        .collect()
}

/// The sources a site follows, as OPML 2.0.
#[must_use]
pub fn outline(title: &str, feeds: &[Feed]) -> String {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head><title>{}</title></head>\n<body>\n",
        escaped(title)
    );
    for feed in feeds {
        text.push_str(&format!(
            "<outline type=\"rss\" text=\"{}\" xmlUrl=\"{}\" htmlUrl=\"{}\"/>\n",
            escaped(&feed.title),
            escaped(&feed.url),
            escaped(&feed.site_url)
        ));
    }
    text.push_str("</body>\n</opml>\n");
    text
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\"").replace(['\r', '\n'], " "))
}

/// Text as it stands in XML.
pub fn escaped(text: &str) -> String {
    text.chars()
        .filter(|character| is_xml(*character))
        .map(|character| match character {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '"' => "&quot;".to_owned(),
            other => other.to_string(),
        })
        .collect()
}

/// Whether XML 1.0 allows a character at all.
pub const fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_addresses_come_back() {
        let lines = vec![
            ("/2014/05/a,b/".to_owned(), "/blog/a".to_owned()),
            ("?p=\"17\"".to_owned(), "/blog/é".to_owned()),
        ];
        assert_eq!(read_redirects(&redirects(&lines)).unwrap(), lines);
        assert_eq!(read_redirects("from,to\r\n").unwrap(), []);
        for broken in ["from,to\r\n\"a", "from,to\na,b,c\n", "from,to\na\n", "from,to\na,b"] {
            assert!(read_redirects(broken).is_none(), "{broken}");
        }
    }
}
