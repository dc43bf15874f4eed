//! Marks: a letter on a pattern, drawn from a name, in place of a missing picture or logo.

use serde::Serialize;

use crate::themes::Accent;

/// A small sign drawn from a name; the same name always gives the same sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// Inline SVG; `currentColor` on `var(--mark)`.
    pub svg: String,
    /// One or two letters.
    pub letters: String,
}

impl Mark {
    /// The mark of a name.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let letters = letters_of(name);
        let seed = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        let size = if letters.chars().count() > 1 { 21 } else { 28 };
        let svg = format!(
            "<svg class=\"mark-svg\" viewBox=\"0 0 48 48\" aria-hidden=\"true\" focusable=\"false\">\
             <rect width=\"48\" height=\"48\" fill=\"var(--mark)\"/>{}\
             <text x=\"24\" y=\"25\" font-size=\"{size}\" font-weight=\"800\" text-anchor=\"middle\" \
             dominant-baseline=\"central\" fill=\"currentColor\">{letters}</text></svg>",
            pattern(seed)
        );
        Self { svg, letters }
    }

    /// The mark of a site beneath a network: where its name begins with the network's, the rest tells more.
    #[must_use]
    pub fn beneath(name: &str, network: Option<&str>) -> Self {
        let rest = network
            .and_then(|network| name.strip_prefix(network))
            .map(str::trim)
            .filter(|rest| rest.chars().any(char::is_alphanumeric));
        Self::of(rest.unwrap_or(name))
    }

    /// The mark in a site's own colour, for where several sites stand side by side.
    #[must_use]
    pub fn in_colour(mut self, accent: Accent) -> Self {
        self.svg = self
            .svg
            .replace("var(--mark)", &accent.hex())
            .replace("currentColor", &accent.ink_upon().hex());
        self
    }

    /// The mark as a whole file, for the browser's tab: `paper` and `ink` are colours like `#rrggbb`.
    #[must_use]
    pub fn file(&self, paper: &str, ink: &str) -> String {
        self.svg
            .replacen(
                "<svg ",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" font-family=\"sans-serif\" ",
                1,
            )
            .replace("var(--mark)", paper)
            .replace("currentColor", ink)
    }

    /// A mark for samples.
    #[must_use]
    pub fn sample() -> Self {
        Self::of("Boston Cosecha")
    }
}

fn letters_of(name: &str) -> String {
    let mut initials = name
        .split(|character: char| !character.is_alphanumeric())
        .filter_map(|word| word.chars().next())
        .flat_map(char::to_uppercase)
        .filter(|character| character.is_alphanumeric());
    match (initials.next(), initials.next()) {
        (Some(first), Some(second)) => format!("{first}{second}"),
        (Some(first), None) => first.to_string(),
        _ => "·".into(),
    }
}

/// One of eight quiet patterns behind the letters.
fn pattern(seed: u32) -> String {
    let shift = seed % 12;
    let lines = match (seed >> 8) % 8 {
        0 => format!(
            "<path d=\"M-2 {0}L50 {1}M-2 {2}L50 {3}\"/>",
            8 + shift,
            2 + shift,
            46 - shift,
            40 - shift
        ),
        1 => format!(
            "<circle cx=\"{0}\" cy=\"{0}\" r=\"{1}\"/><circle cx=\"{0}\" cy=\"{0}\" r=\"{2}\"/>",
            4 + shift * 3,
            14,
            22
        ),
        2 => "<path d=\"M0 48L24 4 48 48M-12 48L12 4M36 4l24 44\"/>".to_owned(),
        3 => format!("<path d=\"M0 40q12-{0} 24 0t24 0M0 46q12-{0} 24 0t24 0\"/>", 6 + shift),
        4 => "<path d=\"M24 48V30M24 30L6 12M24 30l-8-22M24 30l8-22M24 30l18-18\"/>".to_owned(),
        5 => format!(
            "<path d=\"M0 {0}h48M0 {1}h48M0 {2}h48\"/>",
            6 + shift,
            12 + shift,
            18 + shift
        ),
        6 => "<path d=\"M4 44V28h8v16M16 44V20h10v24M30 44V32h8v12M42 44V24\"/>".to_owned(),
        _ => format!(
            "<path d=\"M{0} 0v48M{1} 0v48M{2} 0v48\"/>",
            6 + shift,
            12 + shift,
            18 + shift
        ),
    };
    format!("<g fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" opacity=\".28\">{lines}</g>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_come_from_names_and_carry_no_markup() {
        assert_eq!(Mark::of("Boston Cosecha").letters, "BC");
        assert_eq!(Mark::of("ñandú").letters, "Ñ");
        assert_eq!(Mark::of("<b> & \"x\"").letters, "BX");
        assert_eq!(Mark::of("!!").letters, "·");
        assert_eq!(Mark::of("Boston"), Mark::of("Boston"));
        assert_eq!(Mark::beneath("If Not Now New York", Some("If Not Now")).letters, "NY");
        assert_eq!(Mark::beneath("If Not Now", Some("If Not Now")).letters, "IN");
    }
}
