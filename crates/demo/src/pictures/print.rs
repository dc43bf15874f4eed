//! Cuts the plates of a print and pulls it.
//!
//! All plates lie in one pixmap: red holds what the light plate prints, green
//! the strong one, blue the ink. Cutting a shape is a single fill; colours and
//! the marks of handwork come when the print is pulled.

use image::RgbImage;
use tiny_skia::{BlendMode, Color, FillRule, LineCap, LineJoin, Paint, Path, PixmapMut, Shader, Stroke, Transform};

use super::dice::Dice;
use super::palette::{Palette, mix};
use super::shapes::{self, Spot};
use super::{HEIGHT, WIDTH};

/// Which plate prints a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// None: the shape is cut out of all of them.
    Paper,
    /// The tint.
    Light,
    /// The accent.
    Strong,
    /// The dark ink, over whatever lies below.
    Ink,
}

/// A picture being cut.
#[derive(PartialEq)]
pub(super) struct Print {
    plates: Vec<u8>,
}

impl Print {
    pub(super) fn blank() -> Self {
        let mut plates = vec![0; (WIDTH * HEIGHT * 4) as usize];
        for pixel in plates.chunks_exact_mut(4) {
            pixel[3] = 255;
        }
        Self { plates }
    }

    pub(super) fn fill(&mut self, path: Option<Path>, tone: Tone) {
        let (Some(path), Some(mut plates)) = (path, self.pixmap()) else {
            return;
        };
        let paint = paint(tone);
        plates.fill_path(&path, &paint, FillRule::Winding, Transform::identity(), None);
    }

    pub(super) fn stroke(&mut self, path: Option<Path>, width: f32, tone: Tone) {
        let (Some(path), Some(mut plates)) = (path, self.pixmap()) else {
            return;
        };
        let stroke = Stroke {
            width,
            line_cap: LineCap::Round,
            line_join: LineJoin::Round,
            ..Stroke::default()
        };
        plates.stroke_path(&path, &paint(tone), &stroke, Transform::identity(), None);
    }

    /// Fills a shape inside a line of another tone, so that it stands out
    /// from its neighbours.
    pub(super) fn outlined(&mut self, path: Option<Path>, tone: Tone, width: f32, line: Tone) {
        self.stroke(path.clone(), width * 2.0, line);
        self.fill(path, tone);
    }

    pub(super) fn background(&mut self, tone: Tone) {
        self.rectangle((0.0, 0.0), (WIDTH as f32, HEIGHT as f32), tone);
    }

    pub(super) fn rectangle(&mut self, corner: Spot, size: Spot, tone: Tone) {
        self.fill(shapes::rectangle(corner, size), tone);
    }

    pub(super) fn circle(&mut self, centre: Spot, radius: f32, tone: Tone) {
        self.fill(shapes::ellipse(centre, radius, radius), tone);
    }

    pub(super) fn ring(&mut self, centre: Spot, radius: f32, width: f32, tone: Tone) {
        self.stroke(shapes::ellipse(centre, radius, radius), width, tone);
    }

    pub(super) fn line(&mut self, from: Spot, to: Spot, width: f32, tone: Tone) {
        self.stroke(shapes::open_curve(&[from, to]), width, tone);
    }

    pub(super) fn gouge(&mut self, from: Spot, to: Spot, width: f32, tone: Tone) {
        self.fill(shapes::gouge(from, to, width), tone);
    }

    fn pixmap(&mut self) -> Option<PixmapMut<'_>> {
        PixmapMut::from_bytes(&mut self.plates, WIDTH, HEIGHT)
    }

    /// Prints the plates one over the other.
    pub(super) fn pull(&self, palette: &Palette, dice: &mut Dice) -> RgbImage {
        let grain = Grain::new(dice);
        let slip = |dice: &mut Dice| (fixed(dice.wobble(2.6)), fixed(dice.wobble(2.2)));
        let plates = [
            Plate {
                channel: 0,
                slip: slip(dice),
                colour: palette.light,
            },
            Plate {
                channel: 1,
                slip: slip(dice),
                colour: palette.strong,
            },
            Plate {
                channel: 2,
                slip: (0, 0),
                colour: palette.ink,
            },
        ];
        let mut picture = RgbImage::new(WIDTH, HEIGHT);
        let lines = HEIGHT as usize / BANDS;
        // The rest of a demo is waiting for its pictures; pull with both hands.
        std::thread::scope(|hands| {
            let bands = picture.chunks_mut(lines * WIDTH as usize * 3);
            for (band, pixels) in bands.enumerate() {
                let (plates, grain) = (&plates, &grain);
                hands.spawn(move || {
                    for (at, pixel) in pixels.chunks_exact_mut(3).enumerate() {
                        let x = at % WIDTH as usize;
                        let y = band * lines + at / WIDTH as usize;
                        let colour = self.colour(plates, palette, grain, x, y);
                        pixel.copy_from_slice(&colour);
                    }
                });
            }
        });
        picture
    }

    fn colour(&self, plates: &[Plate; 3], palette: &Palette, grain: &Grain, x: usize, y: usize) -> [u8; 3] {
        let shake = grain.shake(x, y);
        let fibre = grain.fibre(x, y);
        let mut colour = palette.paper.map(|channel| channel + fibre);
        for plate in plates {
            let cover = self.cover(plate, shake, x, y);
            if cover > 0 {
                let body = cover as f32 * grain.ink(plate.channel, x, y) / 255.0;
                colour = mix(colour, plate.colour, body);
            }
        }
        colour.map(|channel| channel as u8)
    }

    /// How much of the plate touches the paper here, of 255; edges are shaken
    /// as by a knife in linoleum. Whole numbers, because this runs four
    /// million times a picture.
    fn cover(&self, plate: &Plate, shake: (i32, i32), x: usize, y: usize) -> i32 {
        let across = (x as i32 * FIXED + plate.slip.0 + shake.0).clamp(0, LAST_ACROSS);
        let down = (y as i32 * FIXED + plate.slip.1 + shake.1).clamp(0, LAST_DOWN);
        let (left, top) = ((across / FIXED) as usize, (down / FIXED) as usize);
        let (across, down) = (across % FIXED, down % FIXED);
        let at = top * ROW + left * 4 + plate.channel;
        let Some(four) = self.plates.get(at..at + ROW + 5) else {
            return 0;
        };
        let corners = [four[0], four[4], four[ROW], four[ROW + 4]].map(i32::from);
        if corners == [corners[0]; 4] {
            return corners[0];
        }
        let upper = corners[0] * (FIXED - across) + corners[1] * across;
        let lower = corners[2] * (FIXED - across) + corners[3] * across;
        (upper * (FIXED - down) + lower * down) / (FIXED * FIXED)
    }
}

/// Bytes from one line of the plates to the next.
const ROW: usize = WIDTH as usize * 4;
/// Parts of the picture that are printed at the same time.
const BANDS: usize = 4;
/// Parts of a pixel that edges are placed to.
const FIXED: i32 = 256;
const LAST_ACROSS: i32 = (WIDTH as i32 - 2) * FIXED;
const LAST_DOWN: i32 = (HEIGHT as i32 - 2) * FIXED;

fn fixed(pixels: f32) -> i32 {
    (pixels * FIXED as f32) as i32
}

struct Plate {
    channel: usize,
    slip: (i32, i32),
    colour: [f32; 3],
}

fn paint(tone: Tone) -> Paint<'static> {
    let (red, green, blue, blend_mode) = match tone {
        Tone::Paper => (0, 0, 0, BlendMode::SourceOver),
        Tone::Light => (255, 0, 0, BlendMode::SourceOver),
        // The tint goes on under the accent: where plates slip, an edge of
        // tint shows instead of a crack.
        Tone::Strong => (255, 255, 0, BlendMode::SourceOver),
        Tone::Ink => (0, 0, 255, BlendMode::Plus),
    };
    Paint {
        shader: Shader::SolidColor(Color::from_rgba8(red, green, blue, 255)),
        blend_mode,
        anti_alias: true,
        ..Paint::default()
    }
}

const TILE: usize = 256;

/// The unevenness of paper, ink and hand, as a tile that repeats unseen.
struct Grain {
    fine: Vec<f32>,
    coarse: Vec<f32>,
    hand: Vec<f32>,
}

impl Grain {
    fn new(dice: &mut Dice) -> Self {
        let fine = (0..TILE * TILE).map(|_| dice.unit()).collect();
        Self {
            fine,
            coarse: smooth_noise(dice, 16),
            hand: smooth_noise(dice, 16),
        }
    }

    fn at(tile: &[f32], x: usize, y: usize) -> f32 {
        tile.get((y % TILE) * TILE + x % TILE).copied().unwrap_or(0.5)
    }

    fn fibre(&self, x: usize, y: usize) -> f32 {
        (Self::at(&self.fine, x, y) - 0.5) * 5.0 + (Self::at(&self.coarse, x + 31, y) - 0.5) * 4.0
    }

    /// How much ink stays: nearly all, with specks where the roller was dry.
    fn ink(&self, plate: usize, x: usize, y: usize) -> f32 {
        // Steps that share no factor with the tile keep the plates' specks apart.
        let shift = plate * 83;
        let fine = Self::at(&self.fine, x + shift, y + shift * 2);
        let coarse = Self::at(&self.coarse, x + shift * 3, y + shift);
        let dryness = 0.006 + (coarse - 0.6).max(0.0) * 0.2;
        if fine < dryness { 0.5 } else { 0.955 + fine * 0.035 }
    }

    fn shake(&self, x: usize, y: usize) -> (i32, i32) {
        let across = Self::at(&self.hand, x, y);
        let down = Self::at(&self.hand, x + 101, y + 57);
        (fixed((across - 0.5) * 4.2), fixed((down - 0.5) * 4.2))
    }
}

/// Noise with soft transitions between a grid of values, repeating seamlessly.
fn smooth_noise(dice: &mut Dice, cells: usize) -> Vec<f32> {
    let grid: Vec<f32> = (0..cells * cells).map(|_| dice.unit()).collect();
    let value = |x: usize, y: usize| grid.get((y % cells) * cells + x % cells).copied().unwrap_or(0.5);
    let size = TILE / cells;
    let ease = |part: f32| part * part * (3.0 - 2.0 * part);
    (0..TILE * TILE)
        .map(|at| {
            let (x, y) = (at % TILE, at / TILE);
            let (left, top) = (x / size, y / size);
            let across = ease((x % size) as f32 / size as f32);
            let down = ease((y % size) as f32 / size as f32);
            let upper = value(left, top) * (1.0 - across) + value(left + 1, top) * across;
            let lower = value(left, top + 1) * (1.0 - across) + value(left + 1, top + 1) * across;
            upper * (1.0 - down) + lower * down
        })
        .collect()
}
