//! Bicycles standing in a row.

use std::f32::consts::{PI, TAU};

use super::backdrop::{self, HEIGHT, WIDTH};
use super::dice::Dice;
use super::print::{Print, Tone};
use super::shapes::{self, Place, Spot, around, leaf};
use super::symbols;

const STREET: f32 = 742.0;

pub(super) fn draw(print: &mut Print, dice: &mut Dice) {
    let wall = wall(print, dice);
    street(print, dice);
    let count = dice.pick([1, 2, 3, 3]);
    let size = match count {
        1 => 232.0,
        2 => 176.0,
        _ => 132.0,
    };
    let step = WIDTH / count as f32;
    let facing = dice.side();
    for index in 0..count {
        let x = step * (index as f32 + 0.5) + dice.wobble(22.0);
        let ground = if count == 1 { 812.0 } else { 800.0 };
        let place = Place::new((x, ground - size), size).facing(facing);
        let frames = if wall == Tone::Strong {
            [Tone::Paper, Tone::Light, Tone::Ink]
        } else {
            [Tone::Strong, Tone::Ink, Tone::Paper]
        };
        bicycle(print, &place, frames[index % 3], dice);
    }
}

fn wall(print: &mut Print, dice: &mut Dice) -> Tone {
    match dice.whole(0, 3) {
        0 => {
            let sun = (dice.between(380.0, 1220.0), 520.0);
            let (ground, beam) = dice.pick([(Tone::Paper, Tone::Light), (Tone::Light, Tone::Paper)]);
            print.background(ground);
            backdrop::rays(print, sun, 22, beam, dice.unit());
            let disc = if ground == Tone::Paper {
                Tone::Light
            } else {
                Tone::Paper
            };
            print.circle(sun, 330.0, ground);
            print.circle(sun, 306.0, disc);
            let ridge = backdrop::ridge(650.0, 46.0, dice);
            backdrop::hills(print, &ridge, Tone::Strong, Tone::Paper, dice);
            ground
        }
        1 => {
            print.background(Tone::Strong);
            bricks(print, Tone::Light, dice);
            Tone::Strong
        }
        2 => {
            print.background(Tone::Light);
            for index in 0..dice.whole(3, 5) {
                let place = Place::new(
                    (120.0 + index as f32 * 370.0 + dice.wobble(60.0), STREET + 6.0),
                    dice.between(520.0, 640.0),
                );
                backdrop::tree(print, &place, Tone::Strong, dice);
            }
            Tone::Light
        }
        _ => {
            print.background(Tone::Paper);
            shopfronts(print, dice);
            Tone::Paper
        }
    }
}

fn bricks(print: &mut Print, joint: Tone, dice: &mut Dice) {
    for row in 0..16 {
        let y = row as f32 * 48.0;
        let offset = if row % 2 == 0 { 0.0 } else { 60.0 };
        for column in 0..15 {
            if dice.chance(0.36) {
                let x = column as f32 * 120.0 - offset;
                print.line((x + 6.0, y), (x + 112.0, y), 4.0, joint);
                print.line((x + 116.0, y + 4.0), (x + 116.0, y + 44.0), 4.0, joint);
            }
        }
    }
    let x = dice.between(250.0, 1350.0);
    let centre = Place::new((x, 270.0), 210.0);
    symbols::umbel(print, &centre, Tone::Paper);
}

fn shopfronts(print: &mut Print, dice: &mut Dice) {
    let mut x = dice.between(-120.0, 0.0);
    let mut index = 0;
    while x < WIDTH {
        let width = dice.between(330.0, 430.0);
        let tone = [Tone::Light, Tone::Strong, Tone::Paper][index % 3];
        let pane = if tone == Tone::Paper { Tone::Light } else { Tone::Paper };
        print.outlined(
            shapes::rectangle((x, -20.0), (width, STREET + 20.0)),
            tone,
            4.0,
            Tone::Ink,
        );
        for column in 0..3 {
            let left = x + width * (0.12 + column as f32 * 0.28);
            print.outlined(
                shapes::rectangle((left, 60.0), (width * 0.19, 150.0)),
                pane,
                5.0,
                Tone::Ink,
            );
            print.line(
                (left + width * 0.095, 60.0),
                (left + width * 0.095, 210.0),
                5.0,
                Tone::Ink,
            );
            print.line((left, 130.0), (left + width * 0.19, 130.0), 5.0, Tone::Ink);
        }
        let (left, right) = (x + width * 0.07, x + width * 0.93);
        print.outlined(
            shapes::rectangle((left + 16.0, 380.0), (right - left - 32.0, STREET - 420.0)),
            pane,
            6.0,
            Tone::Ink,
        );
        let stripes = 8;
        let stripe = (right - left) / stripes as f32;
        for band in 0..stripes {
            let (from, to) = (left + stripe * band as f32, left + stripe * (band + 1) as f32);
            let shade = if band % 2 == 0 { Tone::Strong } else { Tone::Paper };
            let cloth = [
                (from, 290.0),
                (to, 290.0),
                (to, 388.0),
                ((from + to) / 2.0, 414.0),
                (from, 388.0),
            ];
            print.outlined(shapes::polygon(&cloth), shade, 4.0, Tone::Ink);
        }
        x += width;
        index += 1;
    }
}

fn street(print: &mut Print, dice: &mut Dice) {
    print.rectangle((0.0, STREET), (WIDTH, HEIGHT - STREET), Tone::Paper);
    print.rectangle((0.0, STREET - 6.0), (WIDTH, 12.0), Tone::Ink);
    if dice.chance(0.5) {
        for row in 0..6 {
            let tall = 18.0 + row as f32 * 4.0;
            let y = STREET + 14.0 + row as f32 * (14.0 + row as f32 * 2.4);
            let mut x = if row % 2 == 0 { -20.0 } else { -60.0 };
            while x < WIDTH {
                let width = dice.between(56.0, 88.0);
                print.stroke(shapes::rectangle((x, y), (width, tall)), 3.0, Tone::Light);
                x += width + 6.0;
            }
        }
    } else {
        for _ in 0..70 {
            let (x, y) = (dice.between(-60.0, WIDTH), dice.between(STREET + 16.0, HEIGHT));
            print.gouge((x, y), (x + dice.between(60.0, 200.0), y), 4.0, Tone::Light);
        }
    }
}

/// The unit is the radius of a wheel, the origin the middle between the hubs.
fn bicycle(print: &mut Print, place: &Place, frame: Tone, dice: &mut Dice) {
    let size = place.scale;
    let (rear, front) = (place.at(-1.36, 0.0), place.at(1.36, 0.0));
    let shadow = shapes::ellipse(place.at(0.0, 1.02), size * 2.3, size * 0.1);
    print.fill(shadow, Tone::Ink);
    for hub in [rear, front] {
        wheel(print, hub, size, dice);
    }
    let crank = place.at(-0.25, 0.12);
    let seat = place.at(-0.62, -1.2);
    let seat_lug = place.at(-0.55, -0.92);
    let head = place.at(0.93, -1.06);
    let head_low = place.at(1.03, -0.74);
    let low = dice.chance(0.4);
    let top = if low { place.at(-0.38, -0.35) } else { seat_lug };
    let tubes = [
        (crank, rear),
        (rear, seat_lug),
        (crank, seat),
        (crank, head_low),
        (top, head),
        (head_low, front),
    ];
    for (from, to) in tubes {
        print.line(from, to, size * 0.16, Tone::Paper);
    }
    for (from, to) in tubes {
        print.line(from, to, size * 0.125, Tone::Ink);
    }
    if frame != Tone::Ink {
        for (from, to) in tubes {
            print.line(from, to, size * 0.07, frame);
        }
    }
    print.line(head_low, place.at(0.87, -1.42), size * 0.085, Tone::Ink);
    saddle_and_bars(print, place, dice);
    mudguards(print, place, frame);
    drive(print, place, crank, rear);
    match dice.whole(0, 3) {
        0 | 1 => basket(print, place, dice),
        2 => crate_behind(print, place, dice),
        _ => pennant(print, place, dice),
    }
}

fn wheel(print: &mut Print, hub: Spot, size: f32, dice: &mut Dice) {
    print.ring(hub, size * 0.95, size * 0.17, Tone::Paper);
    print.ring(hub, size * 0.95, size * 0.115, Tone::Ink);
    print.ring(hub, size * 0.83, size * 0.025, Tone::Ink);
    let turn = dice.between(0.0, TAU);
    for index in 0..16 {
        let angle = turn + TAU * index as f32 / 16.0;
        print.line(hub, around(hub, size * 0.84, angle), size * 0.017, Tone::Ink);
    }
    print.circle(hub, size * 0.1, Tone::Ink);
    print.circle(hub, size * 0.045, Tone::Paper);
}

fn saddle_and_bars(print: &mut Print, place: &Place, dice: &mut Dice) {
    let size = place.scale;
    let saddle = [
        (-1.0, -1.36),
        (-0.78, -1.38),
        (-0.4, -1.33),
        (-0.24, -1.26),
        (-0.5, -1.22),
        (-0.72, -1.12),
        (-0.98, -1.16),
    ];
    print.outlined(shapes::smooth(&place.all(saddle)), Tone::Ink, size * 0.025, Tone::Paper);
    let bars = if dice.chance(0.5) {
        vec![
            place.at(1.02, -1.46),
            place.at(0.87, -1.5),
            place.at(0.68, -1.44),
            place.at(0.46, -1.36),
        ]
    } else {
        vec![
            place.at(0.86, -1.42),
            place.at(1.1, -1.5),
            place.at(1.18, -1.34),
            place.at(0.98, -1.22),
        ]
    };
    print.stroke(shapes::open_curve(&bars), size * 0.13, Tone::Paper);
    print.stroke(shapes::open_curve(&bars), size * 0.09, Tone::Ink);
    print.circle(place.at(0.9, -1.58), size * 0.075, Tone::Ink);
    let lamp = place.at(1.12, -1.02);
    print.circle(lamp, size * 0.13, Tone::Ink);
    print.circle(lamp, size * 0.075, Tone::Paper);
}

fn mudguards(print: &mut Print, place: &Place, tone: Tone) {
    for (hub, from, to) in [(-1.36, PI * 0.98, PI * 1.62), (1.36, PI * 1.3, PI * 1.85)] {
        let arc: Vec<Spot> = (0..=10)
            .map(|step| {
                let angle = from + (to - from) * step as f32 / 10.0;
                place.at(hub + 1.1 * angle.cos(), 1.1 * angle.sin())
            })
            .collect();
        print.stroke(shapes::open_curve(&arc), place.scale * 0.1, Tone::Ink);
        if tone != Tone::Ink {
            print.stroke(shapes::open_curve(&arc), place.scale * 0.05, tone);
        }
    }
}

fn drive(print: &mut Print, place: &Place, crank: Spot, rear: Spot) {
    let size = place.scale;
    for lift in [-0.2, 0.2] {
        let from = (rear.0, rear.1 + lift * size * 0.4);
        print.line(from, (crank.0, crank.1 + lift * size), size * 0.025, Tone::Ink);
    }
    print.circle(crank, size * 0.24, Tone::Ink);
    print.ring(crank, size * 0.15, size * 0.03, Tone::Paper);
    for (x, y) in [(0.22, 0.34), (-0.22, -0.34)] {
        let pedal = place.at(-0.25 + x, 0.12 + y);
        print.line(crank, pedal, size * 0.06, Tone::Ink);
        print.line(
            (pedal.0 - size * 0.12, pedal.1),
            (pedal.0 + size * 0.12, pedal.1),
            size * 0.085,
            Tone::Ink,
        );
    }
}

fn basket(print: &mut Print, place: &Place, dice: &mut Dice) {
    let size = place.scale;
    for index in 0..9 {
        let root = place.at(1.16 + index as f32 * 0.075, -1.4);
        let tip = place.at(1.02 + index as f32 * 0.12, -1.9 - dice.between(0.0, 0.34));
        if index % 2 == 0 {
            print.line(root, tip, size * 0.03, Tone::Ink);
            let petal = dice.pick([Tone::Paper, Tone::Strong]);
            for turn in 0..6 {
                let spot = around(tip, size * 0.1, TAU * turn as f32 / 6.0);
                print.circle(spot, size * 0.085, Tone::Ink);
            }
            for turn in 0..6 {
                let spot = around(tip, size * 0.1, TAU * turn as f32 / 6.0);
                print.circle(spot, size * 0.065, petal);
            }
            print.circle(tip, size * 0.06, Tone::Ink);
        } else {
            print.fill(leaf(root, tip, size * 0.14), Tone::Ink);
        }
    }
    let wicker = [(1.08, -1.46), (1.9, -1.46), (1.76, -0.94), (1.18, -0.94)];
    print.outlined(shapes::polygon(&place.all(wicker)), Tone::Light, size * 0.04, Tone::Ink);
    for row in 0..4 {
        for column in 0..7 {
            let x = 1.14 + column as f32 * 0.1 + if row % 2 == 0 { 0.0 } else { 0.05 };
            let y = -1.38 + row as f32 * 0.115;
            print.gouge(place.at(x, y), place.at(x + 0.08, y + 0.05), size * 0.022, Tone::Ink);
        }
    }
    print.line(place.at(1.04, -1.47), place.at(1.94, -1.47), size * 0.09, Tone::Ink);
}

fn crate_behind(print: &mut Print, place: &Place, dice: &mut Dice) {
    let size = place.scale;
    print.line(place.at(-2.1, -1.16), place.at(-0.75, -1.16), size * 0.07, Tone::Ink);
    print.line(place.at(-1.36, 0.0), place.at(-1.75, -1.14), size * 0.045, Tone::Ink);
    for index in 0..6 {
        let x = -2.0 + index as f32 * 0.18;
        let tip = place.at(x + dice.wobble(0.12), -2.0 - dice.between(0.0, 0.25));
        print.outlined(
            leaf(place.at(x, -1.5), tip, size * 0.16),
            Tone::Strong,
            size * 0.025,
            Tone::Ink,
        );
    }
    for index in 0..4 {
        let spot = place.at(-1.9 + index as f32 * 0.26, -1.68);
        let fruit = shapes::ellipse(spot, size * 0.15, size * 0.15);
        print.outlined(
            fruit,
            if index % 2 == 0 { Tone::Paper } else { Tone::Strong },
            size * 0.03,
            Tone::Ink,
        );
    }
    for row in 0..3 {
        let y = -1.66 + row as f32 * 0.17;
        let board = [(-2.1, y), (-0.98, y), (-0.98, y + 0.14), (-2.1, y + 0.14)];
        print.outlined(shapes::polygon(&place.all(board)), Tone::Light, size * 0.03, Tone::Ink);
    }
}

fn pennant(print: &mut Print, place: &Place, dice: &mut Dice) {
    let size = place.scale;
    let (foot, top) = (place.at(-1.36, 0.0), place.at(-1.9, -2.75));
    print.line(foot, top, size * 0.045, Tone::Ink);
    let cloth = [
        (-1.88, -2.7),
        (-2.75, -2.5 + dice.wobble(0.08)),
        (-2.55, -2.3),
        (-2.75, -2.05),
        (-1.77, -2.1),
    ];
    print.outlined(
        shapes::polygon(&place.all(cloth)),
        Tone::Strong,
        size * 0.035,
        Tone::Ink,
    );
    print.fill(
        shapes::star(place.at(-2.12, -2.38), 5, size * 0.15, size * 0.065, 0.0),
        Tone::Paper,
    );
}
