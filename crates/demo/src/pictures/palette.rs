//! Mixes the inks of one print.

use super::dice::Dice;

/// Four colours: the paper and what is printed on it.
pub(super) struct Palette {
    pub(super) paper: [f32; 3],
    pub(super) light: [f32; 3],
    pub(super) strong: [f32; 3],
    pub(super) ink: [f32; 3],
}

impl Palette {
    /// Inks around an accent colour; the dice choose the shop's paper and how
    /// the inks were stirred.
    pub(super) fn mixed(accent: [u8; 3], dice: &mut Dice) -> Self {
        let paper = dice.pick([
            [0xF4_u8, 0xEC, 0xDD],
            [0xF6, 0xEF, 0xE1],
            [0xF1, 0xE7, 0xD3],
            [0xF5, 0xEA, 0xDA],
        ]);
        let ink = dice.pick([
            [0x21_u8, 0x1C, 0x1B],
            [0x1D, 0x23, 0x30],
            [0x2B, 0x1D, 0x19],
            [0x1A, 0x26, 0x22],
        ]);
        let paper = paper.map(f32::from);
        let ink = ink.map(f32::from);
        let turned = turned(accent.map(f32::from), dice.wobble(0.16));
        let strong = readable(turned, paper, ink);
        let strength = dice.between(0.30, 0.44);
        let tint = warmed(mix(paper, strong, strength));
        // Every third print swaps the two plates: a pale sun in a strong sky.
        let (light, strong) = if dice.chance(0.3) {
            (strong, tint)
        } else {
            (tint, strong)
        };
        Self {
            paper,
            light,
            strong,
            ink,
        }
    }
}

/// The colour with its hue turned by so many radians.
fn turned(colour: [f32; 3], angle: f32) -> [f32; 3] {
    let (sine, cosine) = angle.sin_cos();
    let grey = (1.0 - cosine) / 3.0;
    let skew = sine / 3.0_f32.sqrt();
    let [red, green, blue] = colour;
    [
        red * (cosine + grey) + green * (grey - skew) + blue * (grey + skew),
        red * (grey + skew) + green * (cosine + grey) + blue * (grey - skew),
        red * (grey - skew) + green * (grey + skew) + blue * (cosine + grey),
    ]
    .map(|channel| channel.clamp(0.0, 255.0))
}

/// The colour, as far from the paper and from the ink as it takes to be seen
/// on both.
fn readable(colour: [f32; 3], paper: [f32; 3], ink: [f32; 3]) -> [f32; 3] {
    let brightness = brightness(colour);
    if brightness < 0.36 {
        return mix(colour, paper, (0.36 - brightness) / (0.92 - brightness));
    }
    if brightness > 0.66 {
        return mix(colour, ink, (brightness - 0.66) / (brightness - 0.1));
    }
    colour
}

fn brightness(colour: [f32; 3]) -> f32 {
    (0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]) / 255.0
}

/// A little yellow keeps tints from looking like a screen.
fn warmed(colour: [f32; 3]) -> [f32; 3] {
    [colour[0], colour[1] * 0.99, colour[2] * 0.95]
}

pub(super) fn mix(from: [f32; 3], to: [f32; 3], part: f32) -> [f32; 3] {
    std::array::from_fn(|channel| from[channel] + (to[channel] - from[channel]) * part)
}
