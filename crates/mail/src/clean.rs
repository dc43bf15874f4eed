//! What people typed, made fit for a mail.

/// The most characters a name, or anything else of one line, brings into a mail.
const LONGEST_LINE: usize = 120;
/// The most characters a text of several lines brings into a mail.
const LONGEST_TEXT: usize = 5_000;

/// One line without control characters, without marks that turn the direction of what follows, and not too long.
pub fn one_line(text: &str) -> String {
    let spaced: String = text
        .chars()
        .filter(|character| !turns_direction(*character))
        .map(|character| if breaks_line(character) { ' ' } else { character })
        .collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    shortened(&words.join(" "), LONGEST_LINE)
}

/// The same for a text of several lines; at most one of them in a row is empty.
pub fn several_lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut lines: Vec<String> = Vec::new();
    for line in text.split(['\n', '\r']) {
        let kept: String = line
            .chars()
            .filter(|character| !turns_direction(*character) && (!breaks_line(*character) || *character == '\t'))
            .collect();
        let kept = kept.trim_end();
        if !kept.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(kept.to_owned());
        }
    }
    shortened(lines.join("\n").trim_end(), LONGEST_TEXT)
}

/// Whether a name is one we would greet somebody by.
///
/// Anybody can sign up with anybody's address, and whatever they call themselves is in the mail that goes there: a name
/// that looks like an address of the web would be advertising, so it is left out.
pub fn greetable(name: &str) -> bool {
    let dotted = name.split('.').skip(1).any(|after| {
        let letters: Vec<char> = after.chars().take(2).collect();
        letters.len() == 2 && letters.iter().all(|letter| letter.is_alphanumeric())
    });
    !name.is_empty() && name.chars().count() <= 60 && !dotted && !name.contains(['/', ':', '@', '\\'])
}

fn breaks_line(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}')
}

fn turns_direction(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
}

fn shortened(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let kept: String = text.chars().take(longest - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_one_line() {
        assert_eq!(one_line("Rosa\r\nBcc: all@example.org"), "Rosa Bcc: all@example.org");
        assert_eq!(one_line(" a\u{2028}b\0c\u{202e}d\u{85}e "), "a b cd e");
        assert_eq!(one_line(&"ñ".repeat(500)).chars().count(), 120);
    }

    #[test]
    fn a_text_keeps_its_lines() {
        assert_eq!(several_lines("\r\n\r\na \r\n\r\n\r\nb\0\n"), "a\n\nb");
    }

    #[test]
    fn a_name_that_looks_like_a_link_is_no_name() {
        for name in ["Rosa López", "J. R. O’Brien", "Dr. Ruth", "李小龍", "J.R."] {
            assert!(greetable(name), "{name}");
        }
        for name in [
            "",
            "win.example",
            "Free money http://win.example",
            "a@b",
            "www.win.example",
            "win.example/now",
        ] {
            assert!(!greetable(name), "{name}");
        }
    }
}
