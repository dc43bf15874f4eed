//! Lanterns carried and hung at night.

use std::f32::consts::{PI, TAU};

use super::backdrop::{self, HEIGHT, WIDTH};
use super::dice::Dice;
use super::people::{self, Arms, Look};
use super::print::{Print, Tone};
use super::shapes::{self, Place, Spot, leaf};
use super::symbols;

/// The shape of a paper lantern.
#[derive(Clone, Copy)]
enum Paper {
    Globe,
    Barrel,
    Star,
    Drop,
    House,
}

pub(super) fn draw(print: &mut Print, dice: &mut Dice) {
    print.background(Tone::Ink);
    night(print, dice);
    if dice.chance(0.55) {
        strings(print, dice);
        crowd(print, dice);
    } else {
        let moon = moon(print, dice);
        rising(print, moon, dice);
        shore(print, dice);
    }
}

fn night(print: &mut Print, dice: &mut Dice) {
    for _ in 0..120 {
        let spot = (dice.between(0.0, WIDTH), dice.between(0.0, 680.0));
        let tone = dice.pick([Tone::Light, Tone::Paper, Tone::Strong]);
        if dice.chance(0.3) {
            let size = dice.between(6.0, 14.0);
            print.fill(shapes::star(spot, 4, size, size * 0.28, dice.unit()), tone);
        } else {
            print.circle(spot, dice.between(1.4, 3.4), tone);
        }
    }
}

/// A crescent in one of the upper corners; tells which.
fn moon(print: &mut Print, dice: &mut Dice) -> Spot {
    let moon = (dice.pick([190.0, 1410.0]), dice.between(130.0, 190.0));
    print.circle(moon, 78.0, Tone::Paper);
    print.circle((moon.0 + 34.0, moon.1 - 16.0), 67.0, Tone::Ink);
    moon
}

/// Lanterns of several kinds hanging from ropes across the picture.
fn strings(print: &mut Print, dice: &mut Dice) {
    let mut hung: Vec<(Spot, f32)> = Vec::new();
    let count = dice.whole(4, 5) as f32;
    for (rope, level) in [(0.0, 12.0), (0.5, 182.0)] {
        let sag = dice.between(60.0, 95.0);
        let tilt = dice.wobble(50.0);
        let at = |along: f32| (along * WIDTH, level + tilt * (along - 0.5) + (along * PI).sin() * sag);
        let line: Vec<Spot> = (0..=16).map(|step| at(step as f32 / 16.0)).collect();
        print.stroke(shapes::open_curve(&line), 4.5, Tone::Light);
        let mut index = 0.35;
        while index + rope < count + 0.3 {
            let along = (index + rope + dice.wobble(0.05)) / (count + 0.2);
            hung.push((at(along), dice.between(55.0, 70.0) + rope * 20.0));
            index += 1.0;
        }
    }
    for &(spot, size) in &hung {
        backdrop::glow(
            print,
            (spot.0, spot.1 + size * 1.3),
            size * 1.25,
            size * 2.1,
            Tone::Strong,
        );
    }
    for (spot, size) in hung {
        let centre = (spot.0, spot.1 + size * 1.3);
        print.line(spot, centre, 4.0, Tone::Light);
        lantern(print, &Place::new(centre, size).leaning(dice.wobble(0.06)), dice);
    }
}

/// One large and many small lanterns going up into the sky.
fn rising(print: &mut Print, moon: Spot, dice: &mut Dice) {
    let mut spots: Vec<(Spot, f32)> = vec![(moon, 95.0)];
    for _ in 0..200 {
        let size = dice.between(20.0, 62.0);
        let spot = (dice.between(60.0, 1540.0), dice.between(60.0, 600.0));
        let free = |other: &(Spot, f32)| {
            let distance = (spot.0 - other.0.0).hypot(spot.1 - other.0.1);
            distance > (size + other.1) * 2.0
        };
        if spots.iter().all(free) {
            spots.push((spot, size));
        }
    }
    spots.remove(0);
    let large = (dice.between(500.0, 1100.0), dice.between(270.0, 340.0));
    spots.retain(|(spot, size)| (spot.0 - large.0).hypot(spot.1 - large.1) > 330.0 + size);
    spots.push((large, 138.0));
    for &(spot, size) in &spots {
        backdrop::glow(print, spot, size * 1.35, size * 2.1, Tone::Strong);
    }
    for (spot, size) in spots {
        sky_lantern(print, &Place::new(spot, size).leaning(dice.wobble(0.14)), dice);
    }
}

fn sky_lantern(print: &mut Print, place: &Place, dice: &mut Dice) {
    let size = place.scale;
    let skin = [
        (-0.55, 1.15),
        (-0.9, 0.2),
        (-0.88, -0.75),
        (-0.5, -1.2),
        (0.0, -1.3),
        (0.5, -1.2),
        (0.88, -0.75),
        (0.9, 0.2),
        (0.55, 1.15),
    ];
    let outline = shapes::smooth(&place.all(skin));
    print.stroke(outline.clone(), size * 0.1, Tone::Paper);
    print.fill(outline, Tone::Strong);
    let glow = [(-0.42, 1.1), (-0.56, 0.4), (0.0, -0.5), (0.56, 0.4), (0.42, 1.1)];
    print.fill(shapes::smooth(&place.all(glow)), Tone::Light);
    print.fill(leaf(place.at(0.0, 1.12), place.at(0.0, 0.12), size * 0.34), Tone::Paper);
    for x in [-0.45, 0.0, 0.45] {
        print.gouge(
            place.at(x * 0.7, -1.18),
            place.at(x * 1.5, -0.1),
            size * 0.035,
            Tone::Paper,
        );
    }
    print.line(place.at(-0.52, 1.18), place.at(0.52, 1.18), size * 0.11, Tone::Paper);
    if size > 90.0 {
        let mark = Place {
            origin: place.at(0.0, -0.62),
            scale: size * 0.34,
            ..*place
        };
        let sign = symbols::Symbol::shuffled(dice)[0];
        symbols::draw(print, sign, &mark, Tone::Paper, Tone::Strong);
    }
}

fn lantern(print: &mut Print, place: &Place, dice: &mut Dice) {
    let size = place.scale;
    let body = dice.pick([Tone::Strong, Tone::Paper, Tone::Light]);
    let mark = if body == Tone::Paper { Tone::Strong } else { Tone::Paper };
    match dice.pick([
        Paper::Globe,
        Paper::Globe,
        Paper::Barrel,
        Paper::Star,
        Paper::Drop,
        Paper::House,
    ]) {
        Paper::Globe => ribbed(print, place, (1.0, 0.88), body, mark),
        Paper::Barrel => ribbed(print, place, (0.72, 1.02), body, mark),
        Paper::Star => {
            print.fill(
                shapes::star(place.origin, 8, size * 1.15, size * 0.62, place.lean),
                body,
            );
            print.circle(place.origin, size * 0.4, mark);
            for index in 0..8 {
                let angle = TAU * index as f32 / 8.0 + place.lean - PI / 2.0;
                let tip = shapes::around(place.origin, size, angle);
                print.gouge(shapes::around(place.origin, size * 0.48, angle), tip, size * 0.03, mark);
            }
        }
        Paper::Drop => {
            let drop = [
                (0.0, -1.1),
                (0.5, -0.45),
                (0.82, 0.25),
                (0.5, 0.85),
                (0.0, 1.0),
                (-0.5, 0.85),
                (-0.82, 0.25),
                (-0.5, -0.45),
            ];
            print.fill(shapes::smooth(&place.all(drop)), body);
            for x in [-0.4, 0.0, 0.4] {
                print.gouge(place.at(0.0, -0.95), place.at(x * 1.3, 0.8), size * 0.05, mark);
            }
        }
        Paper::House => {
            let house = [(-0.7, 0.95), (-0.7, -0.35), (0.0, -1.1), (0.7, -0.35), (0.7, 0.95)];
            print.fill(shapes::polygon(&place.all(house)), body);
            for (x, y) in [(-0.32, -0.1), (0.32, -0.1), (-0.32, 0.5), (0.32, 0.5)] {
                let pane = [
                    (x - 0.2, y - 0.2),
                    (x + 0.2, y - 0.2),
                    (x + 0.2, y + 0.22),
                    (x - 0.2, y + 0.22),
                ];
                print.fill(shapes::polygon(&place.all(pane)), mark);
            }
        }
    }
    for offset in [-0.1, 0.0, 0.1] {
        print.line(place.at(0.0, 1.0), place.at(offset, 1.42), size * 0.035, Tone::Light);
    }
}

/// A lantern of thin paper over hoops.
fn ribbed(print: &mut Print, place: &Place, (across, down): (f32, f32), body: Tone, mark: Tone) {
    let size = place.scale;
    print.fill(shapes::ellipse(place.origin, size * across, size * down), body);
    print.fill(
        shapes::ellipse(place.origin, size * across * 0.42, size * down * 0.6),
        mark,
    );
    for step in -3_i32..=3 {
        let height = step as f32 / 4.0;
        let half = across * (1.0 - height * height).sqrt();
        let hoop = [
            place.at(-half, height * down),
            place.at(0.0, height * down + 0.07),
            place.at(half, height * down),
        ];
        print.stroke(shapes::open_curve(&hoop), size * 0.03, Tone::Ink);
    }
    for y in [-down, down] {
        let cap = [(-0.34, y - 0.1), (0.34, y - 0.1), (0.34, y + 0.1), (-0.34, y + 0.1)];
        print.outlined(shapes::polygon(&place.all(cap)), Tone::Strong, size * 0.03, Tone::Light);
    }
}

/// People below, some of them with a lantern on a stick.
fn crowd(print: &mut Print, dice: &mut Dice) {
    let mut x = dice.between(-30.0, 40.0);
    while x < WIDTH + 80.0 {
        let size = dice.between(34.0, 44.0);
        let place = Place::new((x, 752.0 + dice.wobble(26.0)), size).leaning(dice.wobble(0.05));
        if dice.chance(0.36) {
            let side = dice.side();
            let tip = place.at(side * 3.3, -6.6 + dice.wobble(0.6));
            let lamp = (tip.0 + side * 6.0, tip.1 + 60.0);
            backdrop::glow(print, lamp, 52.0, 100.0, Tone::Strong);
            print.line(place.at(side * 2.2, -1.0), tip, 7.0, Tone::Light);
            print.line(tip, lamp, 3.5, Tone::Light);
            lantern(print, &Place::new(lamp, 40.0), dice);
            let look = Look::any(dice, Tone::Strong, Tone::Ink).with(Arms::Fist(side));
            people::standing(
                print,
                &place,
                Look {
                    line: Tone::Paper,
                    ..look
                },
                dice,
            );
        } else {
            let clothes = dice.pick([Tone::Ink, Tone::Ink, Tone::Light, Tone::Strong]);
            let line = if clothes == Tone::Ink { Tone::Light } else { Tone::Paper };
            people::standing(print, &place, Look::any(dice, clothes, line), dice);
        }
        x += size * dice.between(4.2, 5.4);
    }
}

/// Water below that gives the light back, and those who stand at it.
fn shore(print: &mut Print, dice: &mut Dice) {
    let level = 690.0;
    for row in 0..13 {
        let y = level + row as f32 * 17.0;
        let mut x = dice.between(-120.0, 0.0);
        while x < WIDTH {
            let length = dice.between(40.0, 190.0);
            let tone = dice.pick([Tone::Strong, Tone::Strong, Tone::Light]);
            print.gouge((x, y), (x + length, y + dice.wobble(3.0)), dice.between(2.5, 6.0), tone);
            x += length + dice.between(20.0, 130.0);
        }
    }
    let ridge = backdrop::ridge(655.0, 16.0, dice);
    let mut far = ridge.clone();
    far.push((WIDTH + 200.0, level));
    far.insert(0, (-200.0, level));
    print.stroke(shapes::open_curve(&ridge), 4.0, Tone::Light);
    let mut ground = vec![(-100.0, HEIGHT + 200.0), (-100.0, 850.0)];
    ground.extend([
        (200.0, 836.0),
        (500.0, 862.0),
        (900.0, 846.0),
        (1300.0, 868.0),
        (1700.0, 840.0),
    ]);
    ground.push((1700.0, HEIGHT + 200.0));
    print.outlined(shapes::polygon(&ground), Tone::Ink, 4.0, Tone::Light);
    let mut x = dice.between(60.0, 200.0);
    while x < WIDTH {
        let size = dice.between(19.0, 25.0);
        let place = Place::new((x, 762.0 + dice.wobble(10.0)), size);
        let clothes = dice.pick([Tone::Ink, Tone::Strong, Tone::Light]);
        let arms = if dice.chance(0.3) {
            Arms::Open(dice.side())
        } else {
            Arms::Down
        };
        let look = Look::any(dice, clothes, Tone::Paper).with(arms);
        people::standing(print, &place, look, dice);
        x += size * if dice.chance(0.5) { 4.3 } else { dice.between(6.0, 13.0) };
    }
}
