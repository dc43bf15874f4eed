//! Signs for banners and placards: what letters would say, without letters.

use std::f32::consts::TAU;

use super::backdrop::cut_rays;
use super::dice::Dice;
use super::people;
use super::print::{Print, Tone};
use super::shapes::{self, Place, Spot, around, leaf, smooth};

/// A sign.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Symbol {
    Sun,
    Hand,
    Fist,
    Flower,
    Star,
    Wheel,
    Umbel,
    Branch,
    Dove,
    House,
    Heart,
}

impl Symbol {
    pub(super) const ALL: [Self; 11] = [
        Self::Sun,
        Self::Hand,
        Self::Fist,
        Self::Flower,
        Self::Star,
        Self::Wheel,
        Self::Umbel,
        Self::Branch,
        Self::Dove,
        Self::House,
        Self::Heart,
    ];

    /// All signs in some order, so that neighbours differ.
    pub(super) fn shuffled(dice: &mut Dice) -> [Self; 11] {
        let mut all = Self::ALL;
        dice.shuffle(&mut all);
        all
    }
}

/// Draws a sign around the place's origin, reaching about one unit each way.
/// `ground` is what it stands on, for the cuts inside it.
pub(super) fn draw(print: &mut Print, symbol: Symbol, place: &Place, tone: Tone, ground: Tone) {
    let size = place.scale;
    let centre = place.origin;
    match symbol {
        Symbol::Sun => {
            print.circle(centre, size * 0.5, tone);
            cut_rays(print, centre, size * 0.6, size * 1.02, tone);
            for index in 0..10 {
                let angle = TAU * index as f32 / 10.0;
                let inner = around(centre, size * 0.6, angle);
                print.gouge(inner, around(centre, size, angle), size * 0.1, tone);
            }
        }
        Symbol::Hand => {
            let hand = Place {
                origin: place.at(0.1, 0.25),
                scale: size * 0.78,
                ..*place
            };
            people::open_hand(print, &hand, tone);
        }
        Symbol::Fist => {
            let fist = Place {
                origin: place.at(0.0, -0.25),
                scale: size * 0.8,
                ..*place
            };
            let arm = [(-0.4, 0.2), (-0.34, 1.0), (0.34, 1.0), (0.36, 0.2)];
            print.fill(shapes::polygon(&place.all(arm)), tone);
            people::closed_hand(print, &fist, tone, ground);
        }
        Symbol::Flower => flower(print, place, tone, ground),
        Symbol::Star => print.fill(shapes::star(centre, 5, size, size * 0.42, place.lean), tone),
        Symbol::Wheel => wheel(print, centre, size, tone),
        Symbol::Umbel => umbel(print, place, tone),
        Symbol::Branch => branch(print, place, tone),
        Symbol::Dove => dove(print, place, tone, ground),
        Symbol::House => {
            let house = [(-0.7, 0.9), (-0.7, -0.1), (0.0, -0.85), (0.7, -0.1), (0.7, 0.9)];
            print.fill(shapes::polygon(&place.all(house)), tone);
            let roof = [place.at(-0.95, 0.02), place.at(0.0, -0.95), place.at(0.95, 0.02)];
            print.stroke(shapes::polygon(&roof[..]), size * 0.02, tone);
            for pair in roof.windows(2) {
                print.line(pair[0], pair[1], size * 0.15, tone);
            }
            let door = [(-0.2, 0.9), (-0.2, 0.35), (0.0, 0.15), (0.2, 0.35), (0.2, 0.9)];
            print.fill(shapes::polygon(&place.all(door)), ground);
        }
        Symbol::Heart => print.fill(
            smooth(&place.all([
                (0.0, -0.42),
                (0.42, -0.78),
                (0.88, -0.45),
                (0.7, 0.15),
                (0.3, 0.6),
                (0.0, 0.92),
                (-0.3, 0.6),
                (-0.7, 0.15),
                (-0.88, -0.45),
                (-0.42, -0.78),
            ])),
            tone,
        ),
    }
}

fn flower(print: &mut Print, place: &Place, tone: Tone, ground: Tone) {
    let size = place.scale;
    let heart = place.at(0.0, -0.3);
    print.line(heart, place.at(0.0, 1.0), size * 0.1, tone);
    for side in [-1.0, 1.0] {
        print.fill(leaf(place.at(0.0, 0.85), place.at(side * 0.6, 0.3), size * 0.22), tone);
    }
    for index in 0..8 {
        let tip = around(heart, size * 0.66, TAU * index as f32 / 8.0 + place.lean);
        print.fill(leaf(heart, tip, size * 0.24), tone);
    }
    print.circle(heart, size * 0.24, ground);
    print.circle(heart, size * 0.15, tone);
}

fn wheel(print: &mut Print, centre: Spot, size: f32, tone: Tone) {
    print.ring(centre, size * 0.76, size * 0.16, tone);
    print.circle(centre, size * 0.2, tone);
    for index in 0..12 {
        let angle = TAU * index as f32 / 12.0;
        print.line(
            around(centre, size * 0.15, angle),
            around(centre, size * 0.74, angle),
            size * 0.055,
            tone,
        );
        let tooth = around(centre, size * 0.9, angle);
        print.circle(tooth, size * 0.09, tone);
    }
}

/// The flower head that gave the software its name: many stalks, one root.
pub(super) fn umbel(print: &mut Print, place: &Place, tone: Tone) {
    let size = place.scale;
    let fork = place.at(0.0, 0.15);
    print.line(fork, place.at(0.05, 1.0), size * 0.08, tone);
    for index in 0..9 {
        let angle = -2.65 + index as f32 * 0.27;
        let reach = size * (0.86 + 0.12 * (index as f32 * 0.393).sin());
        let tip = around(fork, reach, angle + place.lean);
        print.line(fork, tip, size * 0.045, tone);
        for petal in 0..5 {
            let spot = around(tip, size * 0.075, TAU * petal as f32 / 5.0);
            print.circle(spot, size * 0.052, tone);
        }
    }
}

fn branch(print: &mut Print, place: &Place, tone: Tone) {
    let size = place.scale;
    let stem = [place.at(-0.5, 0.95), place.at(-0.05, 0.1), place.at(0.35, -0.9)];
    print.stroke(shapes::open_curve(&stem), size * 0.07, tone);
    for index in 0..5 {
        let part = index as f32 / 5.0;
        let root = if part < 0.5 {
            shapes::between(stem[0], stem[1], 0.3 + part * 1.4)
        } else {
            shapes::between(stem[1], stem[2], (part - 0.5) * 1.8)
        };
        for side in [-1.0, 1.0] {
            let tip = (root.0 + side * size * 0.5 + size * 0.16, root.1 - size * 0.36);
            print.fill(leaf(root, tip, size * 0.17), tone);
        }
    }
    print.fill(leaf(stem[2], place.at(0.5, -1.2), size * 0.12), tone);
}

/// A bird in flight with one wing lifted.
pub(super) fn dove(print: &mut Print, place: &Place, tone: Tone, ground: Tone) {
    let body = [
        (1.02, -0.28),
        (0.78, -0.45),
        (0.52, -0.35),
        (0.1, -0.08),
        (-0.5, 0.12),
        (-1.1, 0.18),
        (-0.95, 0.36),
        (-1.0, 0.56),
        (-0.45, 0.46),
        (0.2, 0.42),
        (0.66, 0.12),
        (0.84, -0.18),
    ];
    print.fill(smooth(&place.all(body)), tone);
    let wing = [
        (0.46, -0.1),
        (0.36, -0.62),
        (0.02, -1.02),
        (-0.52, -1.2),
        (-0.48, -0.92),
        (-0.72, -0.82),
        (-0.5, -0.62),
        (-0.6, -0.42),
        (-0.3, -0.28),
        (-0.2, 0.1),
    ];
    print.fill(smooth(&place.all(wing)), tone);
    for (from, to) in [
        ((0.22, -0.12), (-0.28, -0.95)),
        ((0.1, -0.05), (-0.45, -0.7)),
        ((0.0, 0.05), (-0.4, -0.42)),
    ] {
        print.gouge(
            place.at(from.0, from.1),
            place.at(to.0, to.1),
            place.scale * 0.045,
            ground,
        );
    }
    print.circle(place.at(0.78, -0.28), place.scale * 0.045, ground);
}
