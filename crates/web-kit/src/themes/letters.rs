//! The letters a site may be set in: those of the visitor's own machine, and a few that are built in.
//!
//! A built-in file is loaded on sites that chose it and nowhere else, and text is shown before it has come.

use super::assets::address_of;

/// Letters a site may choose instead of its theme's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letters {
    /// The key in forms and in the database. Its name is under `letters-<key>`.
    pub key: &'static str,
    /// The families of headlines.
    head: &'static str,
    /// The families of texts; empty leaves them as the theme has them.
    body: &'static str,
    /// The weight of headlines; empty leaves it as the theme has it.
    head_weight: &'static str,
    /// The built-in file, if there is one.
    file: Option<LetterFile>,
}

/// A built-in file with letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct LetterFile {
    family: &'static str,
    name: &'static str,
    weights: &'static str,
    /// Makes them look as large as the others beside them.
    size: &'static str,
}

/// Every choice there is, besides the theme's own.
pub const LETTERS: [Letters; 5] = [
    Letters {
        key: "plain",
        head: "system-ui, sans-serif",
        body: "system-ui, sans-serif",
        head_weight: "",
        file: None,
    },
    Letters {
        key: "book",
        head: SERIF,
        body: SERIF,
        head_weight: "",
        file: None,
    },
    Letters {
        key: "friendly",
        head: "Figtree, system-ui, sans-serif",
        body: "Figtree, system-ui, sans-serif",
        head_weight: "800",
        file: Some(LetterFile {
            family: "Figtree",
            name: "figtree.woff2",
            weights: "300 900",
            size: "100%",
        }),
    },
    Letters {
        key: "press",
        head: "\"Young Serif\", Charter, Georgia, serif",
        body: "",
        head_weight: "400",
        file: Some(LetterFile {
            family: "Young Serif",
            name: "young-serif.woff2",
            weights: "400",
            size: "96%",
        }),
    },
    Letters {
        key: "poster",
        head: "\"League Gothic\", \"Roboto Condensed\", \"Arial Narrow\", sans-serif-condensed, sans-serif",
        body: "",
        head_weight: "400",
        file: Some(LetterFile {
            family: "League Gothic",
            name: "league-gothic.woff2",
            weights: "400",
            size: "118%",
        }),
    },
];

const SERIF: &str =
    "Charter, \"Bitstream Charter\", \"Iowan Old Style\", \"Noto Serif\", Georgia, \"DejaVu Serif\", serif";
/// What the built-in files hold: the letters of Western European languages. Others come from the visitor's machine.
const HELD: &str = "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,\
    U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD";

impl Letters {
    /// The choice of this key.
    #[must_use]
    pub fn named(key: &str) -> Option<&'static Self> {
        LETTERS.iter().find(|letters| letters.key == key)
    }

    /// The rule that loads the built-in file; empty when there is none.
    pub(super) fn face(&self) -> String {
        let Some(file) = self.file else {
            return String::new();
        };
        format!(
            "@font-face{{font-family:\"{}\";font-weight:{};font-display:swap;size-adjust:{};src:url({}) \
             format(\"woff2\");unicode-range:{HELD}}}\n",
            file.family,
            file.weights,
            file.size,
            address_of(file.name)
        )
    }

    /// The rules that put these letters in the place of the theme's.
    pub(super) fn css(&self) -> String {
        let mut tokens = format!("--font-head:{}", self.head);
        if !self.body.is_empty() {
            tokens.push_str(&format!(";--font-body:{}", self.body));
        }
        if !self.head_weight.is_empty() {
            tokens.push_str(&format!(";--head-weight:{}", self.head_weight));
        }
        format!("\n{}:root:root{{{tokens}}}\n", self.face())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_file_is_there_and_small_enough_for_a_first_visit() {
        for letters in LETTERS {
            assert!(Letters::named(letters.key) == Some(&letters));
            let css = letters.css();
            assert_eq!(css.contains("@font-face"), letters.file.is_some(), "{css}");
            if let Some(file) = letters.file {
                assert!(css.contains("font-display:swap"), "{css}");
                let address = address_of(file.name);
                assert!(
                    address.starts_with("/static/") && address.ends_with(".woff2"),
                    "{address}"
                );
                let path = format!("{}/../../themes/base/assets/{}", env!("CARGO_MANIFEST_DIR"), file.name);
                assert!(std::fs::metadata(&path).unwrap().len() < 28_000, "{path}");
                let licence = path.replace(".woff2", ".LICENSE");
                assert!(
                    std::fs::read_to_string(licence)
                        .unwrap()
                        .contains("SIL Open Font License")
                );
            }
        }
    }
}
