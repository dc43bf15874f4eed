//! A site's accent colour, adjusted until it can be read (WCAG 2.2, success criterion 1.4.3).

/// A colour in sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accent {
    red: u8,
    green: u8,
    blue: u8,
}

/// The shades in which a colour is used, each as `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Shades {
    /// What is filled with it.
    pub fill: String,
    /// What is written upon that.
    pub ink: String,
    /// Text on light paper.
    pub text: String,
    /// Text and fills on dark paper.
    pub dark: String,
    /// What is written upon that.
    pub dark_ink: String,
}

/// The lightest and darkest papers of the built-in themes: what reads on these reads on the others.
const LIGHT_PAPER: Accent = Accent {
    red: 0xf0,
    green: 0xec,
    blue: 0xe0,
};
const DARK_PAPER: Accent = Accent {
    red: 0x2a,
    green: 0x2a,
    blue: 0x28,
};
const WHITE: Accent = Accent {
    red: 255,
    green: 255,
    blue: 255,
};
const BLACK: Accent = Accent {
    red: 16,
    green: 16,
    blue: 16,
};
/// What WCAG AA asks of text.
const READABLE: f64 = 4.5;

impl Accent {
    /// Reads `#rrggbb`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text
            .strip_prefix('#')
            .filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let part = |range| u8::from_str_radix(digits.get(range)?, 16).ok();
        Some(Self {
            red: part(0..2)?,
            green: part(2..4)?,
            blue: part(4..6)?,
        })
    }

    /// The colour as `#rrggbb`.
    #[must_use]
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }

    /// The nearest shade of this colour that reads as text on light paper.
    #[must_use]
    pub fn on_light_paper(self) -> Self {
        self.towards(BLACK, LIGHT_PAPER)
    }

    /// The nearest shade of this colour that reads as text on dark paper.
    #[must_use]
    pub fn on_dark_paper(self) -> Self {
        self.towards(WHITE, DARK_PAPER)
    }

    /// White or black, whichever reads better on this colour.
    #[must_use]
    pub fn ink_upon(self) -> Self {
        if contrast(self, WHITE) >= contrast(self, BLACK) {
            WHITE
        } else {
            BLACK
        }
    }

    /// Whether the colour itself reads as text on light paper, or has to be adjusted.
    #[must_use]
    pub fn is_readable(self) -> bool {
        contrast(self, LIGHT_PAPER) >= READABLE
    }

    fn towards(self, goal: Self, paper: Self) -> Self {
        for step in 0..=20 {
            let shade = self.mixed(goal, f64::from(step) / 20.0);
            if contrast(shade, paper) >= READABLE {
                return shade;
            }
        }
        goal
    }

    fn mixed(self, other: Self, share: f64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between two u8 it stays one"
        )]
        let mix = |own: u8, other: u8| (f64::from(own) * (1.0 - share) + f64::from(other) * share).round() as u8;
        Self {
            red: mix(self.red, other.red),
            green: mix(self.green, other.green),
            blue: mix(self.blue, other.blue),
        }
    }

    /// The shades in which the colour is used. Fills that carry text are shades too: a colour in the middle reads neither
    /// under white nor under black ink.
    #[must_use]
    pub fn shades(self) -> Shades {
        let mut fill = self;
        for step in 0..=20 {
            if contrast(fill, fill.ink_upon()) >= READABLE {
                break;
            }
            fill = self.mixed(BLACK, f64::from(step) / 20.0);
        }
        let dark = self.on_dark_paper();
        Shades {
            fill: fill.hex(),
            ink: fill.ink_upon().hex(),
            text: self.on_light_paper().hex(),
            dark: dark.hex(),
            dark_ink: dark.ink_upon().hex(),
        }
    }

    /// The shades as the style sheets know them.
    #[must_use]
    pub fn custom_properties(self) -> String {
        let shades = self.shades();
        format!(
            ":root{{--site-accent:{};--site-accent-ink:{};--site-accent-text:{};--site-accent-dark:{};\
             --site-accent-dark-ink:{}}}\n",
            shades.fill, shades.ink, shades.text, shades.dark, shades.dark_ink
        )
    }

    /// Relative luminance, WCAG 2.2 definition.
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

/// The contrast of two colours, from 1 to 21 (WCAG 2.2 definition).
#[must_use]
pub fn contrast(one: Accent, other: Accent) -> f64 {
    let (one, other) = (one.luminance(), other.luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shade_reads_whatever_the_colour() {
        for red in (0..=255).step_by(51) {
            for green in (0..=255).step_by(51) {
                for blue in (0..=255).step_by(51) {
                    let accent = Accent { red, green, blue };
                    assert!(contrast(accent.on_light_paper(), LIGHT_PAPER) >= READABLE, "{accent:?}");
                    assert!(contrast(accent.on_dark_paper(), DARK_PAPER) >= READABLE, "{accent:?}");
                    let dark = accent.on_dark_paper();
                    assert!(contrast(dark, dark.ink_upon()) >= READABLE, "{accent:?}");
                    let css = accent.custom_properties();
                    let fill = Accent::parse(&css[20..27]).unwrap();
                    assert!(contrast(fill, fill.ink_upon()) >= READABLE, "{accent:?} {css}");
                }
            }
        }
    }

    #[test]
    fn colours_are_read_strictly() {
        assert_eq!(Accent::parse("#c8281c").unwrap().hex(), "#c8281c");
        for bad in ["", "c8281c", "#c82", "#c8281", "#gggggg", "#c8281c;}", "#é8281"] {
            assert!(Accent::parse(bad).is_none(), "{bad}");
        }
    }
}
