//! A river between its hills, and the bridge over it.

use std::f32::consts::PI;

use super::backdrop::{self, HEIGHT, WIDTH};
use super::dice::Dice;
use super::print::{Print, Tone};
use super::shapes::{self, Place, Spot, leaf};

const WATER: f32 = 560.0;

pub(super) fn draw(print: &mut Print, dice: &mut Dice) {
    let sun = (dice.between(360.0, 1240.0), dice.between(210.0, 300.0));
    let radius = dice.between(110.0, 165.0);
    let sky = sky(print, sun, radius, dice);
    let bridge = dice.whole(0, 2);
    // Trees whose feet show below the high arch would seem to hang from it.
    let planted = if bridge == 1 { 170.0 } else { 800.0 };
    banks(print, sky, planted, dice);
    water(print, sun.0, radius, dice);
    match bridge {
        0 => arched_bridge(print, dice),
        1 => humped_bridge(print, dice),
        _ => hanging_bridge(print, dice),
    }
    for _ in 0..dice.whole(1, 2) {
        let spot = (dice.between(300.0, 1300.0), dice.between(740.0, 800.0));
        boat(
            print,
            &Place::new(spot, dice.between(85.0, 120.0)).facing(dice.side()),
            dice,
        );
    }
    reeds(print, dice);
}

fn sky(print: &mut Print, sun: Spot, radius: f32, dice: &mut Dice) -> Tone {
    let sky = dice.pick([Tone::Paper, Tone::Light]);
    let cuts = if sky == Tone::Paper { Tone::Light } else { Tone::Paper };
    print.background(sky);
    match dice.whole(0, 2) {
        0 => {
            backdrop::rays(print, sun, 24, cuts, dice.unit());
            print.circle(sun, radius + 18.0, sky);
        }
        1 => {
            let mut reach = radius + 70.0;
            while reach < 900.0 {
                print.ring(sun, reach, 17.0, cuts);
                reach += 56.0;
            }
        }
        _ => {
            backdrop::cut_sky(print, 30.0, 450.0, cuts, dice);
            backdrop::cut_rays(print, sun, radius + 16.0, radius + 70.0, Tone::Strong);
        }
    }
    print.circle(sun, radius, Tone::Strong);
    let aside = if sun.0 < 800.0 { 1220.0 } else { 380.0 };
    backdrop::flock(print, (aside, 180.0), dice.whole(3, 8), Tone::Ink, dice);
    sky
}

fn banks(print: &mut Print, sky: Tone, planted: f32, dice: &mut Dice) {
    let far = if sky == Tone::Paper { Tone::Light } else { Tone::Paper };
    let cuts = if far == Tone::Paper { Tone::Light } else { Tone::Paper };
    let ridge = backdrop::ridge(390.0, 60.0, dice);
    backdrop::hills(print, &ridge, far, cuts, dice);
    let ridge = backdrop::ridge(455.0, 48.0, dice);
    backdrop::hills(print, &ridge, Tone::Strong, Tone::Paper, dice);
    let ridge = backdrop::ridge(522.0, 16.0, dice);
    backdrop::hills(print, &ridge, Tone::Ink, Tone::Strong, dice);
    for _ in 0..dice.whole(5, 9) {
        let inland = dice.between(0.0, planted);
        let x = if dice.chance(0.5) { inland } else { WIDTH - inland };
        poplar(print, (x, 535.0), dice.between(90.0, 190.0));
    }
    for _ in 0..dice.whole(2, 4) {
        cottage(
            print,
            &Place::new((dice.between(80.0, 1520.0), 545.0), dice.between(34.0, 46.0)),
        );
    }
}

fn poplar(print: &mut Print, foot: Spot, tall: f32) {
    let top = (foot.0, foot.1 - tall);
    print.outlined(leaf(foot, top, tall * 0.17), Tone::Ink, 2.5, Tone::Paper);
    for index in 0..5 {
        let y = foot.1 - tall * (0.2 + index as f32 * 0.13);
        print.gouge(
            (foot.0 - tall * 0.05, y),
            (foot.0 + tall * 0.02, y - tall * 0.1),
            2.5,
            Tone::Paper,
        );
    }
}

fn cottage(print: &mut Print, place: &Place) {
    let wall = [(-0.9, 0.2), (-0.9, -0.8), (0.9, -0.8), (0.9, 0.2)];
    print.outlined(shapes::polygon(&place.all(wall)), Tone::Paper, 3.0, Tone::Ink);
    let roof = [(-1.15, -0.7), (-0.7, -1.6), (0.7, -1.6), (1.15, -0.7)];
    print.outlined(shapes::polygon(&place.all(roof)), Tone::Strong, 3.0, Tone::Ink);
    for x in [-0.45, 0.45] {
        let pane = [(x - 0.16, -0.2), (x - 0.16, -0.55), (x + 0.16, -0.55), (x + 0.16, -0.2)];
        print.fill(shapes::polygon(&place.all(pane)), Tone::Ink);
    }
}

fn water(print: &mut Print, sun: f32, radius: f32, dice: &mut Dice) {
    let (deep, wave) = dice.pick([
        (Tone::Light, Tone::Paper),
        (Tone::Strong, Tone::Paper),
        (Tone::Paper, Tone::Light),
    ]);
    print.rectangle((0.0, WATER), (WIDTH, HEIGHT - WATER), Tone::Paper);
    print.rectangle((0.0, WATER), (WIDTH, HEIGHT - WATER), deep);
    let shine = if deep == Tone::Strong {
        Tone::Paper
    } else {
        Tone::Strong
    };
    let mut y = WATER + 14.0;
    let mut row = 0.0;
    while y < HEIGHT {
        let half = radius * (0.95 - row * 0.022) + dice.wobble(26.0);
        print.gouge(
            (sun - half, y),
            (sun + half, y + dice.wobble(3.0)),
            7.0 + row * 0.4,
            shine,
        );
        let mut x = dice.between(-160.0, 0.0);
        while x < WIDTH {
            let length = dice.between(60.0, 150.0) + row * 7.0;
            if (x + length / 2.0 - sun).abs() > radius * 1.1 {
                ripple(print, (x, y), length, 2.5 + row * 0.22, wave);
            }
            x += length + dice.between(20.0, 90.0);
        }
        y += 17.0 + row * 1.5;
        row += 1.0;
    }
}

fn ripple(print: &mut Print, from: Spot, length: f32, width: f32, tone: Tone) {
    let spine: Vec<(Spot, f32)> = (0..=6)
        .map(|step| {
            let along = step as f32 / 6.0;
            let lift = (along * PI * 3.0).sin() * width * 1.3;
            (
                (from.0 + along * length, from.1 + lift),
                (along * PI).sin() * width * 1.7 + 0.4,
            )
        })
        .collect();
    print.fill(shapes::ribbon(&spine), tone);
}

/// An old stone bridge on round arches.
fn arched_bridge(print: &mut Print, dice: &mut Dice) {
    let arches = dice.whole(3, 5);
    let step = WIDTH / arches as f32;
    let (road, foot) = (dice.between(448.0, 478.0), 640.0);
    let stone = dice.pick([Tone::Paper, Tone::Light]);
    let arch = |middle: f32, flip: f32| {
        let half = step * 0.39;
        let mut outline = vec![(middle - half, foot)];
        for part in 0..=18 {
            let angle = PI * (1.0 + part as f32 / 18.0);
            let rise = (foot - road - 40.0) * angle.sin();
            outline.push((middle + half * angle.cos(), foot - 8.0 + rise * flip));
        }
        outline.push((middle + half, foot));
        outline
    };
    let mut outline = vec![(-20.0, road), (WIDTH + 20.0, road), (WIDTH + 20.0, foot)];
    for index in (0..arches).rev() {
        let mut curve = arch(step * (index as f32 + 0.5), 1.0);
        curve.reverse();
        outline.extend(curve);
    }
    outline.push((-20.0, foot));
    print.outlined(shapes::polygon(&outline), stone, 7.0, Tone::Ink);
    for index in 0..arches {
        let middle = step * (index as f32 + 0.5);
        for part in 0..=14 {
            let angle = PI * (1.0 + part as f32 / 14.0);
            let rise = (foot - road - 40.0) * angle.sin();
            let inner = (middle + step * 0.395 * angle.cos(), foot - 8.0 + rise);
            let outer = (middle + step * 0.435 * angle.cos(), foot - 8.0 + rise * 1.14);
            print.line(inner, outer, 4.5, Tone::Ink);
        }
        for line in 0..7 {
            let y = foot + 12.0 + line as f32 * 15.0;
            let half = step * (0.115 - line as f32 * 0.012);
            for pier in [middle - step * 0.5, middle + step * 0.5] {
                print.gouge((pier - half, y), (pier + half, y + 2.0), 8.0, Tone::Ink);
            }
        }
    }
    for _ in 0..120 {
        let spot = (dice.between(0.0, WIDTH), dice.between(road + 24.0, foot - 12.0));
        let nearest = (spot.0 / step).fract() - 0.5;
        if nearest.abs() > 0.44 || spot.1 < road + 34.0 {
            print.gouge(spot, (spot.0 + 26.0, spot.1), 3.0, Tone::Ink);
        }
    }
    print.line((-10.0, road), (WIDTH + 10.0, road), 13.0, Tone::Ink);
    print.line((-10.0, road + 19.0), (WIDTH + 10.0, road + 19.0), 4.0, Tone::Ink);
    walkers(print, road - 7.0, dice);
}

/// One high arch from bank to bank.
fn humped_bridge(print: &mut Print, dice: &mut Dice) {
    let rise = dice.between(190.0, 240.0);
    let stone = dice.pick([Tone::Paper, Tone::Light, Tone::Strong]);
    let upper = |x: f32| 590.0 - rise * ((x / WIDTH) * PI).sin();
    let mut outline: Vec<Spot> = (-1..=33)
        .map(|step| (step as f32 * 50.0, upper(step as f32 * 50.0)))
        .collect();
    outline.push((WIDTH + 40.0, 690.0));
    for step in 0..=20 {
        let angle = PI * step as f32 / 20.0;
        outline.push((800.0 + 600.0 * angle.cos(), 670.0 - (rise - 4.0) * angle.sin()));
    }
    outline.push((-40.0, 690.0));
    print.outlined(shapes::polygon(&outline), stone, 7.0, Tone::Ink);
    for step in 0..=34 {
        let angle = PI * step as f32 / 34.0;
        let inner = (800.0 + 600.0 * angle.cos(), 670.0 - (rise - 4.0) * angle.sin());
        let outer = (800.0 + 634.0 * angle.cos(), 670.0 - (rise + 22.0) * angle.sin());
        print.line(inner, outer, 4.5, Tone::Ink);
    }
    for step in 0..40 {
        let x = step as f32 * 41.0;
        print.line((x, upper(x)), (x, upper(x) - 42.0), 5.0, Tone::Ink);
    }
    let rail: Vec<Spot> = (-1..=33)
        .map(|step| (step as f32 * 50.0, upper(step as f32 * 50.0) - 44.0))
        .collect();
    print.stroke(shapes::open_curve(&rail), 8.0, Tone::Ink);
    for step in 0..12 {
        let angle = PI * (step as f32 + 0.5) / 12.0;
        let y = 690.0 + (rise - 60.0) * angle.sin() * 0.5;
        let x = 800.0 + 600.0 * angle.cos();
        print.gouge((x - 60.0, y), (x + 60.0, y), 8.0, Tone::Ink);
    }
}

/// Two towers, two cables, many ropes.
fn hanging_bridge(print: &mut Print, dice: &mut Dice) {
    let road = 545.0;
    let towers = [dice.between(350.0, 430.0), dice.between(1170.0, 1250.0)];
    let top = dice.between(215.0, 265.0);
    let cable = |x: f32| {
        let (left, right) = (towers[0], towers[1]);
        if x < left {
            return top + (road - top) * ((left - x) / left).powf(1.3);
        }
        if x > right {
            return top + (road - top) * ((x - right) / (WIDTH - right)).powf(1.3);
        }
        let part = (x - left) / (right - left) * 2.0 - 1.0;
        road - 36.0 - (road - 36.0 - top) * part * part
    };
    let curve: Vec<Spot> = (0..=64)
        .map(|step| (step as f32 * 25.0, cable(step as f32 * 25.0)))
        .collect();
    for step in 1..50 {
        let x = step as f32 * 32.0;
        print.line((x, cable(x)), (x, road), 3.5, Tone::Ink);
    }
    print.stroke(shapes::open_curve(&curve), 15.0, Tone::Paper);
    print.stroke(shapes::open_curve(&curve), 9.0, Tone::Ink);
    for x in towers {
        let tower = [
            (x - 36.0, 700.0),
            (x - 25.0, top - 34.0),
            (x + 25.0, top - 34.0),
            (x + 36.0, 700.0),
        ];
        print.outlined(shapes::polygon(&tower), Tone::Strong, 7.0, Tone::Ink);
        let mut y = top + 10.0;
        while y < 500.0 {
            let hole = [
                (x - 12.0, y + 76.0),
                (x - 11.0, y + 14.0),
                (x, y),
                (x + 11.0, y + 14.0),
                (x + 12.0, y + 76.0),
            ];
            print.outlined(shapes::polygon(&hole), Tone::Paper, 4.0, Tone::Ink);
            y += 104.0;
        }
        print.rectangle((x - 34.0, top - 46.0), (68.0, 17.0), Tone::Ink);
        for line in 0..8 {
            let y = 712.0 + line as f32 * 19.0;
            print.gouge(
                (x - 46.0 + dice.wobble(8.0), y),
                (x + 46.0 + dice.wobble(8.0), y),
                9.0,
                Tone::Ink,
            );
        }
    }
    print.rectangle((0.0, road - 5.0), (WIDTH, 34.0), Tone::Paper);
    print.rectangle((0.0, road), (WIDTH, 24.0), Tone::Ink);
    for step in 0..46 {
        let x = step as f32 * 36.0;
        print.gouge((x, road + 21.0), (x + 26.0, road + 4.0), 3.0, Tone::Paper);
    }
    walkers(print, road - 5.0, dice);
}

/// Small people crossing.
fn walkers(print: &mut Print, road: f32, dice: &mut Dice) {
    for _ in 0..dice.whole(4, 9) {
        let place = Place::new((dice.between(60.0, 1540.0), road), dice.between(0.9, 1.1)).facing(dice.side());
        let body = [(-9.0, -16.0), (-8.0, -36.0), (0.0, -42.0), (8.0, -36.0), (9.0, -16.0)];
        print.line(place.at(-3.0, -18.0), place.at(-9.0, 0.0), 7.0, Tone::Ink);
        print.line(place.at(3.0, -18.0), place.at(10.0, 0.0), 7.0, Tone::Ink);
        print.fill(shapes::smooth(&place.all(body)), Tone::Ink);
        print.circle(place.at(2.0, -51.0), 8.5, Tone::Ink);
    }
}

fn boat(print: &mut Print, place: &Place, dice: &mut Dice) {
    for line in 0..4 {
        let y = 0.34 + line as f32 * 0.13;
        let half = 1.0 - line as f32 * 0.16;
        print.gouge(place.at(-half, y), place.at(half, y), 6.0, Tone::Ink);
    }
    print.line(place.at(0.05, 0.0), place.at(0.05, -2.1), 7.0, Tone::Ink);
    let sail = [(0.12, -2.05), (0.5, -1.4), (1.05, -0.35), (0.12, -0.3)];
    let cloth = dice.pick([Tone::Paper, Tone::Strong]);
    print.outlined(shapes::polygon(&place.all(sail)), cloth, 5.0, Tone::Ink);
    let jib = [(-0.03, -1.85), (-0.8, -0.35), (-0.03, -0.3)];
    print.outlined(shapes::polygon(&place.all(jib)), Tone::Paper, 5.0, Tone::Ink);
    for y in [-1.5, -1.15, -0.8] {
        print.gouge(place.at(0.16, y), place.at(0.5 - y * -0.1, y + 0.08), 3.0, Tone::Ink);
    }
    let hull = [
        (-1.2, -0.2),
        (1.2, -0.2),
        (0.95, 0.22),
        (0.6, 0.32),
        (-0.7, 0.32),
        (-1.0, 0.2),
    ];
    print.outlined(shapes::polygon(&place.all(hull)), Tone::Ink, 4.0, Tone::Paper);
    print.gouge(place.at(-1.05, -0.05), place.at(1.05, -0.05), 4.5, Tone::Paper);
}

fn reeds(print: &mut Print, dice: &mut Dice) {
    for side in [0.0, WIDTH] {
        let inward = if side == 0.0 { 1.0 } else { -1.0 };
        for _ in 0..dice.whole(12, 18) {
            let foot = (side + inward * dice.between(-20.0, 290.0), HEIGHT + 20.0);
            let tall = dice.between(130.0, 330.0) * (1.1 - (foot.0 - side).abs() / 520.0);
            let tip = (foot.0 + dice.between(-20.0, 70.0) * inward, foot.1 - tall);
            print.fill(leaf(foot, tip, dice.between(13.0, 20.0)), Tone::Ink);
            if dice.chance(0.35) {
                let head = (tip.0 - 8.0 * inward, tip.1 - 40.0);
                print.line((foot.0 + 6.0, foot.1), head, 5.0, Tone::Ink);
                print.line(head, (head.0, head.1 + 46.0), 17.0, Tone::Ink);
                print.gouge(
                    (head.0 - 3.0, head.1 + 4.0),
                    (head.0 - 3.0, head.1 + 40.0),
                    3.0,
                    Tone::Strong,
                );
            }
        }
    }
}
