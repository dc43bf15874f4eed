//! A crowd on its way: flags, placards, a banner, hands in the air.

use super::backdrop::{self, HEIGHT, WIDTH};
use super::dice::Dice;
use super::people::{self, Arms, Look};
use super::print::{Print, Tone};
use super::shapes::{self, Place, Spot};
use super::symbols::{self, Symbol};

pub(super) fn draw(print: &mut Print, dice: &mut Dice) {
    let signs = Symbol::shuffled(dice);
    let sky = sky(print, dice);
    distant_crowd(print, sky, dice);
    let wind = dice.side();
    let cloths = match sky {
        Tone::Strong => [Tone::Paper, Tone::Ink, Tone::Paper],
        Tone::Light => [Tone::Strong, Tone::Paper, Tone::Ink],
        _ => [Tone::Strong, Tone::Ink, Tone::Strong],
    };
    for (index, cloth) in cloths.into_iter().enumerate() {
        let foot = (310.0 + index as f32 * 500.0 + dice.wobble(130.0), 690.0);
        flag(print, foot, dice.between(440.0, 600.0), cloth, wind, dice);
    }
    middle_crowd(print, sky, dice);
    if dice.chance(0.6) {
        long_banner(print, signs[0], dice);
    } else {
        for index in 0..3 {
            let foot = (140.0 + index as f32 * 640.0 + dice.wobble(90.0), 720.0);
            placard(print, foot, dice.between(240.0, 310.0), signs[index + 1], dice);
        }
    }
    front_crowd(print, dice);
}

fn sky(print: &mut Print, dice: &mut Dice) -> Tone {
    let centre = (dice.between(320.0, 1280.0), dice.between(400.0, 500.0));
    let (ground, beam, sun) = dice.pick([
        (Tone::Paper, Tone::Light, Tone::Strong),
        (Tone::Light, Tone::Paper, Tone::Strong),
        (Tone::Strong, Tone::Light, Tone::Paper),
    ]);
    print.background(ground);
    backdrop::rays(print, centre, dice.whole(14, 22), beam, dice.unit());
    let radius = dice.between(150.0, 215.0);
    print.circle(centre, radius + 22.0, ground);
    print.circle(centre, radius, sun);
    ground
}

fn distant_crowd(print: &mut Print, sky: Tone, dice: &mut Dice) {
    let tone = if sky == Tone::Strong { Tone::Light } else { Tone::Strong };
    for (level, size) in [(590.0, 15.0), (622.0, 19.0)] {
        let mut x = -20.0;
        while x < WIDTH + 30.0 {
            let place = Place::new((x, level + dice.wobble(9.0)), size);
            let arms = if dice.chance(0.18) {
                Arms::Fist(dice.side())
            } else {
                Arms::Down
            };
            let look = Look::any(dice, tone, Tone::Paper).with(arms);
            people::standing(print, &place, look, dice);
            x += size * dice.between(2.9, 3.7);
        }
    }
}

fn middle_crowd(print: &mut Print, sky: Tone, dice: &mut Dice) {
    let mut x = dice.between(-40.0, 0.0);
    while x < WIDTH + 60.0 {
        let size = dice.between(27.0, 31.0);
        let place = Place::new((x, 676.0 + dice.wobble(14.0)), size).leaning(dice.wobble(0.05));
        let arms = match dice.whole(0, 7) {
            0 | 1 => Arms::Fist(dice.side()),
            2 => Arms::Open(dice.side()),
            _ => Arms::Down,
        };
        let other = if sky == Tone::Light { Tone::Paper } else { Tone::Light };
        let clothes = dice.pick([Tone::Ink, Tone::Strong, other]);
        let line = if clothes == Tone::Ink { Tone::Paper } else { Tone::Ink };
        people::standing(print, &place, Look::any(dice, clothes, line).with(arms), dice);
        x += size * dice.between(3.4, 4.2);
    }
}

fn front_crowd(print: &mut Print, dice: &mut Dice) {
    let mut x = dice.between(-50.0, 30.0);
    while x < WIDTH + 100.0 {
        let size = dice.between(46.0, 56.0);
        let spot = (x, 812.0 + dice.wobble(20.0));
        let place = Place::new(spot, size).facing(dice.side()).leaning(dice.wobble(0.05));
        let arms = match dice.whole(0, 6) {
            0 | 1 => Arms::Fist(dice.side()),
            2 => Arms::Open(dice.side()),
            3 => Arms::BothUp,
            _ => Arms::Down,
        };
        people::standing(print, &place, Look::any(dice, Tone::Ink, Tone::Paper).with(arms), dice);
        x += size * dice.between(4.0, 5.0);
    }
}

fn flag(print: &mut Print, foot: Spot, height: f32, tone: Tone, wind: f32, dice: &mut Dice) {
    let place = Place::new(foot, height).leaning(dice.wobble(0.1)).facing(wind);
    let length = dice.between(0.52, 0.72);
    let phase = dice.between(0.0, 6.0);
    let wave = |along: f32| (along * 7.0 + phase).sin() * 0.05 * (0.25 + along);
    let at = |along: f32, down: f32| {
        let droop = along * (0.03 + 0.05 * down);
        place.at(along * length, -1.0 + down * 0.4 + wave(along + down * 0.12) + droop)
    };
    let mut edge: Vec<Spot> = (0..=12).map(|step| at(step as f32 / 12.0, 0.0)).collect();
    edge.extend((0..=12).rev().map(|step| at(step as f32 / 12.0, 1.0)));
    let line = if tone == Tone::Ink { Tone::Paper } else { Tone::Ink };
    print.outlined(shapes::polygon(&edge), tone, 5.0, line);
    if dice.chance(0.6) {
        let mut band: Vec<Spot> = (0..=12).map(|step| at(step as f32 / 12.0, 0.52)).collect();
        band.extend((0..=12).rev().map(|step| at(step as f32 / 12.0, 1.0)));
        let second = match tone {
            Tone::Ink | Tone::Light => Tone::Paper,
            Tone::Strong => Tone::Light,
            Tone::Paper => Tone::Strong,
        };
        print.fill(shapes::polygon(&band), second);
        print.stroke(shapes::polygon(&edge), 6.0, Tone::Ink);
    }
    for index in 0..14 {
        let along = 0.06 + index as f32 * 0.066;
        let down = dice.between(0.05, 0.7);
        let slope = (along * 7.0 + phase).cos();
        // Cloth is cut where it turns away from the light.
        if slope > -0.2 {
            let end = (down + 0.12 + slope * 0.2).min(0.95);
            print.gouge(at(along, down), at(along + 0.03, end), 6.0, line);
        }
    }
    print.line(place.at(0.0, 0.1), place.at(0.0, -1.05), 15.0, Tone::Paper);
    print.line(place.at(0.0, 0.1), place.at(0.0, -1.05), 9.0, Tone::Ink);
    print.circle(place.at(0.0, -1.06), 11.0, Tone::Ink);
}

fn placard(print: &mut Print, foot: Spot, height: f32, sign: Symbol, dice: &mut Dice) {
    let place = Place::new(foot, height).leaning(dice.wobble(0.14));
    print.line(place.at(0.0, 0.1), place.at(0.0, -0.7), 12.0, Tone::Ink);
    let (wide, tall) = dice.pick([(0.34, 0.3), (0.3, 0.36), (0.38, 0.28)]);
    let centre = place.at(0.0, -0.85);
    let board = Place {
        origin: centre,
        ..place
    };
    let corners = board.all([(-wide, -tall), (wide, -tall), (wide, tall), (-wide, tall)]);
    let (ground, tone) = dice.pick([
        (Tone::Paper, Tone::Strong),
        (Tone::Strong, Tone::Paper),
        (Tone::Paper, Tone::Ink),
        (Tone::Light, Tone::Ink),
    ]);
    print.outlined(shapes::polygon(&corners), ground, 7.0, Tone::Ink);
    symbols::draw(
        print,
        sign,
        &Place {
            scale: height * tall * 0.78,
            ..board
        },
        tone,
        ground,
    );
}

fn long_banner(print: &mut Print, sign: Symbol, dice: &mut Dice) {
    let left = dice.between(240.0, 460.0);
    let right = left + dice.between(640.0, 820.0);
    let top = dice.between(395.0, 445.0);
    let tall = dice.between(165.0, 195.0);
    let (ground, tone) = dice.pick([(Tone::Paper, Tone::Strong), (Tone::Strong, Tone::Paper)]);
    let tilt = dice.wobble(22.0);
    for (x, lift) in [(left, -tilt), (right, tilt)] {
        print.line((x, top + lift - 40.0), (x, HEIGHT - 120.0), 13.0, Tone::Ink);
    }
    let sag = |along: f32| (along * std::f32::consts::PI).sin() * 26.0 + tilt * (along * 2.0 - 1.0);
    let mut edge: Vec<Spot> = Vec::new();
    for step in 0..=12 {
        let along = step as f32 / 12.0;
        edge.push((left + (right - left) * along, top + sag(along)));
    }
    for step in (0..=12).rev() {
        let along = step as f32 / 12.0;
        let ripple = (along * 19.0).sin() * 5.0;
        edge.push((left + (right - left) * along, top + tall + sag(along) * 0.8 + ripple));
    }
    print.outlined(shapes::polygon(&edge), ground, 6.0, Tone::Ink);
    let middle = (left + right) / 2.0;
    for (part, size) in [(-1.0, 0.3), (0.0, 0.44), (1.0, 0.3)] {
        let centre = (
            middle + part * (right - left) * 0.3,
            top + tall * 0.5 + 18.0 - part.abs() * 10.0 + tilt * part * 0.6,
        );
        let shown = if part == 0.0 { sign } else { Symbol::Star };
        symbols::draw(print, shown, &Place::new(centre, tall * size), tone, ground);
    }
}
