//! Colours that are offered by name. Each reads as text on light paper as it is.

use umbel_web_kit::i18n::Words;
use umbel_web_kit::themes::{Accent, Shades};

/// The colours with the keys of their names, `colour-<key>`.
pub(crate) const PALETTE: [(&str, &str); 12] = [
    ("brick", "#a5341c"),
    ("poppy", "#c01f2e"),
    ("rose", "#a8265a"),
    ("plum", "#7a2d6b"),
    ("violet", "#5b3fa0"),
    ("ink", "#2a4494"),
    ("sky", "#1b5f9e"),
    ("lagoon", "#0c6372"),
    ("forest", "#1d6a4c"),
    ("moss", "#4d6318"),
    ("ochre", "#845208"),
    ("slate", "#46525e"),
];

/// What is said of a colour that cannot be used for everything as it is; none when it can.
pub(crate) fn note(words: &Words<'_>, accent: Accent) -> Option<String> {
    let own = accent.hex();
    let Shades { fill, text, .. } = accent.shades();
    let key = match (text == own, fill == own) {
        (true, true) => return None,
        (true, false) => "look-colour-note-fill",
        (false, true) => "look-colour-note-text",
        (false, false) => "look-colour-note-both",
    };
    let arguments = [
        ("text", text.as_str().into()),
        ("fill", fill.as_str().into()),
        ("own", own.as_str().into()),
    ];
    Some(words.say_with(key, &arguments))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_offered_colour_reads_as_it_is() {
        for (name, hex) in PALETTE {
            let accent = Accent::parse(hex).unwrap();
            let shades = accent.shades();
            assert_eq!((shades.fill.as_str(), shades.text.as_str()), (hex, hex), "{name}");
        }
    }
}
