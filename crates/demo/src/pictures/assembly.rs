//! People in a circle, and one of them has the word.

use std::f32::consts::TAU;

use super::backdrop::{self, WIDTH};
use super::dice::Dice;
use super::people::{self, Arms, Look};
use super::print::{Print, Tone};
use super::shapes::{self, Place};
use super::symbols;

pub(super) fn draw(print: &mut Print, dice: &mut Dice) {
    let outdoors = dice.chance(0.5);
    if outdoors {
        meadow(print, dice)
    } else {
        hall(print, dice)
    }
    carpet(print, dice);
    centrepiece(print, dice);
    circle(print, dice);
}

fn hall(print: &mut Print, dice: &mut Dice) {
    print.background(Tone::Light);
    let count = dice.whole(3, 5);
    let step = WIDTH / count as f32;
    for index in 0..count {
        let x = step * (index as f32 + 0.5);
        window(print, x, step * 0.3, dice);
    }
    print.rectangle((0.0, 452.0), (WIDTH, 500.0), Tone::Paper);
    print.rectangle((0.0, 440.0), (WIDTH, 13.0), Tone::Ink);
    for index in 0..26 {
        let x = index as f32 * 66.0 - 20.0 + dice.wobble(10.0);
        let outward = (x - 800.0) * 0.5;
        print.gouge((x, 470.0), (x + outward, 890.0), 3.0, Tone::Light);
    }
    let bulbs = dice.whole(7, 10);
    let mut wire = Vec::new();
    for index in 0..=bulbs {
        let along = index as f32 / bulbs as f32;
        let sag = (along * TAU * 1.0).sin().abs() * 62.0;
        wire.push((along * WIDTH, 46.0 + sag));
    }
    print.stroke(shapes::open_curve(&wire), 5.0, Tone::Ink);
    for &(x, y) in wire.iter().skip(1) {
        print.circle((x, y + 32.0), 27.0, Tone::Ink);
        print.circle((x, y + 32.0), 21.0, Tone::Paper);
        print.rectangle((x - 9.0, y - 4.0), (18.0, 16.0), Tone::Ink);
    }
}

fn window(print: &mut Print, x: f32, half: f32, dice: &mut Dice) {
    let arch = |inset: f32| {
        let (half, spring, sill) = (half - inset, 250.0, 408.0 - inset);
        let mut outline = vec![(x - half, sill)];
        for step in 0..=16 {
            let angle = std::f32::consts::PI * (1.0 + step as f32 / 16.0);
            outline.push((x + half * angle.cos(), spring + half * 0.85 * angle.sin()));
        }
        outline.push((x + half, sill));
        shapes::polygon(&outline)
    };
    print.fill(arch(0.0), Tone::Ink);
    print.fill(arch(11.0), Tone::Strong);
    let foot = (x + dice.wobble(half * 0.3), 320.0);
    symbols::umbel(print, &Place::new(foot, half * 0.78), Tone::Paper);
    print.line((x, 250.0 - half * 0.8), (x, 398.0), 8.0, Tone::Ink);
    print.line((x - half + 8.0, 290.0), (x + half - 8.0, 290.0), 8.0, Tone::Ink);
}

fn meadow(print: &mut Print, dice: &mut Dice) {
    print.background(Tone::Paper);
    let sun = (dice.between(250.0, 1350.0), dice.between(180.0, 260.0));
    backdrop::rays(print, sun, 18, Tone::Light, dice.unit());
    print.circle(sun, 150.0, Tone::Paper);
    print.circle(sun, 128.0, Tone::Strong);
    let ridge = backdrop::ridge(400.0, 36.0, dice);
    backdrop::hills(print, &ridge, Tone::Strong, Tone::Paper, dice);
    let count = dice.whole(3, 5);
    for index in 0..count {
        let x = (index as f32 + 0.5) * WIDTH / count as f32 + dice.wobble(90.0);
        let place = Place::new((x, 470.0), dice.between(270.0, 400.0));
        backdrop::tree(print, &place, Tone::Ink, dice);
    }
    print.fill(shapes::ellipse((800.0, 980.0), 1300.0, 540.0), Tone::Light);
    for _ in 0..90 {
        let (x, y) = (dice.between(0.0, WIDTH), dice.between(500.0, 890.0));
        print.gouge((x, y), (x + dice.wobble(9.0), y - 24.0), 3.5, Tone::Ink);
    }
}

fn carpet(print: &mut Print, dice: &mut Dice) {
    let centre = (800.0, 668.0);
    let rings = [
        (1.0, Tone::Ink),
        (0.975, Tone::Strong),
        (0.88, Tone::Paper),
        (0.855, Tone::Strong),
        (0.56, Tone::Paper),
        (0.53, Tone::Strong),
    ];
    for (size, tone) in rings {
        print.fill(shapes::ellipse(centre, 660.0 * size, 208.0 * size), tone);
    }
    let spokes = dice.whole(20, 32);
    for index in 0..spokes {
        let angle = TAU * index as f32 / spokes as f32;
        let at = |size: f32| {
            (
                centre.0 + 660.0 * size * angle.cos(),
                centre.1 + 208.0 * size * angle.sin(),
            )
        };
        print.fill(shapes::leaf(at(0.6), at(0.82), 15.0), Tone::Paper);
    }
}

fn centrepiece(print: &mut Print, dice: &mut Dice) {
    let place = Place::new((800.0, 690.0), 105.0);
    let bloom = place.at(0.0, -1.0);
    symbols::umbel(print, &Place::new(bloom, 100.0), Tone::Ink);
    for index in 0..9 {
        let angle = -2.7 + index as f32 * 0.28;
        let tip = shapes::around(place.at(0.0, -0.1), dice.between(85.0, 125.0), angle);
        print.fill(shapes::leaf(place.at(0.0, -0.05), tip, 20.0), Tone::Ink);
    }
    let pot = [(-0.52, -0.3), (0.52, -0.3), (0.36, 0.42), (-0.36, 0.42)];
    print.outlined(shapes::polygon(&place.all(pot)), Tone::Paper, 5.0, Tone::Ink);
    for x in [-0.25, 0.0, 0.25] {
        let spots = place.all([(x - 0.12, 0.16), (x, -0.12), (x + 0.12, 0.16)]);
        print.fill(shapes::polygon(&spots), Tone::Strong);
    }
}

fn circle(print: &mut Print, dice: &mut Dice) {
    let count = dice.whole(10, 13);
    let turn = dice.unit();
    let speaker = dice.whole(0, count - 1);
    let mut seats: Vec<(f32, usize)> = (0..count)
        .map(|index| (TAU * (index as f32 + turn) / count as f32, index))
        .collect();
    seats.sort_by(|one, other| one.0.sin().total_cmp(&other.0.sin()));
    for (angle, index) in seats {
        let depth = angle.sin();
        let size = 25.0 + (depth + 1.0) * 8.5;
        let spot = (
            800.0 + 640.0 * angle.cos() * (1.0 + depth * 0.05),
            680.0 + 190.0 * depth,
        );
        let place = Place::new(spot, size + dice.wobble(1.5)).leaning(dice.wobble(0.05));
        let clothes = dice.pick([Tone::Ink, Tone::Strong, Tone::Light, Tone::Paper]);
        let arms = if index == speaker {
            Arms::Open(dice.side())
        } else {
            Arms::Down
        };
        people::sitting(
            print,
            &place,
            Look::any(dice, clothes, Tone::Ink).with(arms),
            depth < 0.1,
            dice,
        );
    }
}
