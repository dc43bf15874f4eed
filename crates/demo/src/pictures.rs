//! Pictures for invented sites, drawn rather than borrowed.
//!
//! Posters in three flat inks, as a print shop round the corner would pull
//! them: paper, a tint of the site's accent, the accent, a dark ink; a little
//! grain, edges cut by hand, plates that don't quite meet. The same seed always
//! gives the same picture, so a demo looks the same wherever it is built.

mod assembly;
mod backdrop;
mod banner;
mod bicycle;
mod book;
mod dice;
mod garden;
mod kitchen;
mod lantern;
mod march;
mod palette;
mod people;
mod print;
mod river;
mod shapes;
mod skyline;
mod symbols;

use image::RgbImage;

use dice::Dice;
use palette::Palette;
use print::Print;

/// Width of every picture in pixels.
pub const WIDTH: u32 = 1600;
/// Height of every picture in pixels.
pub const HEIGHT: u32 = 900;

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scene {
    /// A crowd with flags, placards and raised hands.
    March,
    /// People sitting in a circle, one of them speaking.
    Assembly,
    /// Rows of vegetables under the sun.
    Garden,
    /// The roofs of a city.
    Skyline,
    /// Banners hung out, with signs instead of letters.
    Banner,
    /// A soup pot, its steam, and bowls.
    Kitchen,
    /// A river with its bridge.
    River,
    /// Bicycles in a row.
    Bicycle,
    /// Lanterns at night.
    Lantern,
    /// An open book with birds and leaves rising out of it.
    Book,
}

impl Scene {
    /// Every scene, in the order of a contact sheet.
    pub const ALL: [Self; 10] = [
        Self::March,
        Self::Assembly,
        Self::Garden,
        Self::Skyline,
        Self::Banner,
        Self::Kitchen,
        Self::River,
        Self::Bicycle,
        Self::Lantern,
        Self::Book,
    ];

    /// The name by which demo content asks for the scene.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::March => "march",
            Self::Assembly => "assembly",
            Self::Garden => "garden",
            Self::Skyline => "skyline",
            Self::Banner => "banner",
            Self::Kitchen => "kitchen",
            Self::River => "river",
            Self::Bicycle => "bicycle",
            Self::Lantern => "lantern",
            Self::Book => "book",
        }
    }

    /// The scene of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scene| scene.name() == name)
    }
}

/// Draws a scene, 1600 by 900 pixels.
///
/// The seed chooses the composition and mixes the inks; the accent is the
/// site's colour, made lighter or darker where it would swallow the drawing.
#[must_use]
pub fn draw(scene: Scene, seed: u64, accent: [u8; 3]) -> RgbImage {
    let mut dice = Dice::new(seed, scene.name());
    let palette = Palette::mixed(accent, &mut dice);
    cut(scene, &mut dice).pull(&palette, &mut dice)
}

fn cut(scene: Scene, dice: &mut Dice) -> Print {
    let mut print = Print::blank();
    match scene {
        Scene::March => march::draw(&mut print, dice),
        Scene::Assembly => assembly::draw(&mut print, dice),
        Scene::Garden => garden::draw(&mut print, dice),
        Scene::Skyline => skyline::draw(&mut print, dice),
        Scene::Banner => banner::draw(&mut print, dice),
        Scene::Kitchen => kitchen::draw(&mut print, dice),
        Scene::River => river::draw(&mut print, dice),
        Scene::Bicycle => bicycle::draw(&mut print, dice),
        Scene::Lantern => lantern::draw(&mut print, dice),
        Scene::Book => book::draw(&mut print, dice),
    }
    print
}

#[cfg(test)]
mod tests {
    use super::*;

    const BRICK: [u8; 3] = [0xC2, 0x3B, 0x22];

    #[test]
    fn the_same_seed_gives_the_same_picture() {
        let picture = draw(Scene::River, 7, BRICK);
        assert_eq!(picture.dimensions(), (WIDTH, HEIGHT));
        assert!(picture == draw(Scene::River, 7, BRICK));
    }

    #[test]
    fn every_scene_depends_on_its_seed_and_on_nothing_else() {
        for scene in Scene::ALL {
            let plates = |seed: u64| cut(scene, &mut Dice::new(seed, scene.name()));
            let first = plates(7);
            assert!(first != Print::blank(), "{scene:?} must show something");
            assert!(first == plates(7), "{scene:?} must repeat");
            assert!(first != plates(8), "{scene:?} must vary");
        }
    }

    #[test]
    fn the_accent_colours_the_picture() {
        let brick = draw(Scene::Banner, 1, BRICK);
        assert!(brick != draw(Scene::Banner, 1, [0x1E, 0x6B, 0x52]));
    }

    #[test]
    fn every_scene_has_a_name_and_is_found_by_it() {
        for scene in Scene::ALL {
            assert_eq!(Scene::from_name(scene.name()), Some(scene));
        }
        assert_eq!(Scene::from_name("sunset"), None);
    }

    #[test]
    fn extreme_accents_still_leave_something_to_see() {
        for accent in [[0, 0, 0], [255, 255, 255], [255, 255, 0], [0, 0, 255]] {
            let picture = draw(Scene::Banner, 3, accent);
            let mut shades: Vec<u8> = picture.pixels().map(|pixel| pixel.0[1]).collect();
            shades.sort_unstable();
            let dark = shades[shades.len() / 20];
            let bright = shades[shades.len() * 19 / 20];
            assert!(bright - dark > 90, "{accent:?}: {dark} to {bright}");
        }
    }
}
