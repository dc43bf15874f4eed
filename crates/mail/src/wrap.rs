//! Plain text broken into lines that every mail program shows whole.

/// The longest line, in characters. Addresses of the web are never broken.
const WIDTH: usize = 72;

/// Mail programs know by this line where the text ends and the small print begins (RFC 3676).
const SIGNATURE: &str = "-- ";

/// Breaks each line of `text` between words. Empty lines never follow one another, and none begins or ends the text.
pub fn wrapped(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        if line == SIGNATURE {
            lines.push(line.to_owned());
            continue;
        }
        let line = line.trim_end();
        if line.is_empty() {
            if lines.last().is_some_and(|last| !last.is_empty()) {
                lines.push(String::new());
            }
            continue;
        }
        let (mark, words) = line.strip_prefix("> ").map_or(("", line), |words| ("> ", words));
        break_line(mark, words, &mut lines);
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.join("\n") + "\n"
}

/// A text somebody else wrote, each line marked as theirs.
pub fn quoted(text: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .map(|line| {
            if line.is_empty() {
                ">".to_owned()
            } else {
                format!("> {line}")
            }
        })
        .collect();
    lines.join("\n")
}

fn break_line(mark: &str, words: &str, lines: &mut Vec<String>) {
    let mut line = mark.to_owned();
    let mut length = mark.chars().count();
    let mut is_new = true;
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        let needed = word.chars().count();
        if !is_new && length + 1 + needed > WIDTH {
            lines.push(std::mem::replace(&mut line, mark.to_owned()));
            length = mark.chars().count();
            is_new = true;
        }
        if !is_new {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += needed;
        is_new = false;
    }
    lines.push(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_between_words() {
        let long = format!("{}https://umbrella.example/{} end", "word ".repeat(20), "x".repeat(100));
        let wrapped = wrapped(&format!("\n\n{long}\n\n\n> {}\n\n", "quote ".repeat(30)));
        for line in wrapped.lines() {
            assert!(line.chars().count() <= WIDTH || line.starts_with("https://"), "{line}");
        }
        assert!(!wrapped.contains("\n\n\n"));
        assert!(wrapped.lines().rev().take(3).all(|line| line.starts_with("> ")));
        assert!(wrapped.contains(&"x".repeat(100)));
    }

    #[test]
    fn what_others_wrote_is_marked() {
        assert_eq!(quoted("a\n\nb"), "> a\n>\n> b");
    }
}
