//! Rows of vegetables running towards the sun.

use std::f32::consts::TAU;

use super::backdrop::{self, HEIGHT, WIDTH};
use super::dice::Dice;
use super::print::{Print, Tone};
use super::shapes::{self, Place, Spot, around, leaf};

const HORIZON: f32 = 390.0;

/// What grows in a row.
#[derive(Clone, Copy)]
enum Crop {
    Cabbage,
    Leek,
    Beans,
    Carrot,
    Sunflower,
}

pub(super) fn draw(print: &mut Print, dice: &mut Dice) {
    let vanishing = (dice.between(420.0, 1180.0), HORIZON - 40.0);
    sky(print, (vanishing.0 + dice.wobble(160.0), HORIZON - 10.0), dice);
    farm(print, vanishing.0, dice);
    let soil = field(print, vanishing, dice);
    rows(print, vanishing, soil, dice);
}

fn sky(print: &mut Print, sun: Spot, dice: &mut Dice) {
    let (ground, beam, disc) = dice.pick([
        (Tone::Paper, Tone::Light, Tone::Strong),
        (Tone::Light, Tone::Paper, Tone::Strong),
        (Tone::Paper, Tone::Paper, Tone::Strong),
        (Tone::Light, Tone::Light, Tone::Paper),
    ]);
    print.background(ground);
    let radius = dice.between(190.0, 260.0);
    if beam == ground {
        let cuts = if ground == Tone::Paper {
            Tone::Light
        } else {
            Tone::Strong
        };
        backdrop::cut_sky(print, 40.0, HORIZON, cuts, dice);
        backdrop::cut_rays(print, sun, radius + 20.0, radius + 130.0, disc);
    } else {
        backdrop::rays(print, sun, 26, beam, dice.unit());
        print.circle(sun, radius + 18.0, ground);
    }
    print.circle(sun, radius, disc);
    let aside = if sun.0 < 800.0 { 1250.0 } else { 330.0 };
    if dice.chance(0.6) {
        backdrop::flock(print, (aside, 140.0), dice.whole(3, 7), Tone::Ink, dice);
    }
}

fn farm(print: &mut Print, middle: f32, dice: &mut Dice) {
    let ridge = backdrop::ridge(HORIZON - 30.0, 34.0, dice);
    backdrop::hills(print, &ridge, Tone::Strong, Tone::Paper, dice);
    let side = if middle < 800.0 { 1.0 } else { -1.0 };
    let place = Place::new((800.0 + side * dice.between(350.0, 540.0), HORIZON + 16.0), 1.0).facing(side);
    let wall = [(-95.0, 10.0), (-95.0, -70.0), (95.0, -70.0), (95.0, 10.0)];
    print.outlined(shapes::polygon(&place.all(wall)), Tone::Paper, 5.0, Tone::Ink);
    let roof = [(-120.0, -62.0), (-70.0, -138.0), (70.0, -138.0), (120.0, -62.0)];
    print.fill(shapes::polygon(&place.all(roof)), Tone::Ink);
    for index in 0..9 {
        let x = -92.0 + index as f32 * 23.0;
        print.gouge(place.at(x * 0.62, -132.0), place.at(x * 1.12, -68.0), 2.5, Tone::Paper);
    }
    for x in [-48.0, 42.0] {
        let pane = [
            (x - 18.0, -52.0),
            (x + 18.0, -52.0),
            (x + 18.0, -16.0),
            (x - 18.0, -16.0),
        ];
        print.fill(shapes::polygon(&place.all(pane)), Tone::Ink);
    }
    let door = [(-14.0, 10.0), (-14.0, -50.0), (14.0, -50.0), (14.0, 10.0)];
    print.fill(shapes::polygon(&place.all(door)), Tone::Strong);
    for offset in [-190.0, 165.0, 250.0] {
        let foot = place.at(offset + dice.wobble(15.0), 14.0);
        backdrop::tree(print, &Place::new(foot, dice.between(130.0, 200.0)), Tone::Ink, dice);
    }
}

/// The ground with its furrows; tells what the soil is printed in.
fn field(print: &mut Print, vanishing: Spot, dice: &mut Dice) -> Tone {
    let (soil, furrow) = dice.pick([
        (Tone::Light, Tone::Paper),
        (Tone::Paper, Tone::Light),
        (Tone::Ink, Tone::Strong),
    ]);
    print.rectangle((0.0, HORIZON), (WIDTH, HEIGHT - HORIZON), Tone::Paper);
    print.rectangle((0.0, HORIZON), (WIDTH, HEIGHT - HORIZON), soil);
    for index in -16..=16 {
        let bottom = vanishing.0 + (index as f32 + 0.5) * 268.0;
        let corners = [
            towards(vanishing, bottom - 46.0, HORIZON),
            towards(vanishing, bottom + 46.0, HORIZON),
            (bottom + 46.0, HEIGHT),
            (bottom - 46.0, HEIGHT),
        ];
        print.fill(shapes::polygon(&corners), furrow);
        for _ in 0..7 {
            let x = bottom + dice.wobble(40.0);
            let y = dice.between(HORIZON + 10.0, HEIGHT);
            let (from, to) = (towards(vanishing, x, y), towards(vanishing, x, y + 10.0 + y * 0.06));
            if from.0 < -40.0 || from.0 > WIDTH + 40.0 {
                continue;
            }
            let cut = if furrow == Tone::Strong {
                Tone::Ink
            } else {
                Tone::Strong
            };
            print.gouge(from, to, 3.0, cut);
        }
    }
    print.rectangle((0.0, HORIZON - 4.0), (WIDTH, 8.0), Tone::Ink);
    soil
}

/// Where the line from the vanishing point to the lower edge crosses a height.
fn towards(vanishing: Spot, bottom: f32, y: f32) -> Spot {
    let part = (y - vanishing.1) / (HEIGHT - vanishing.1);
    (vanishing.0 + (bottom - vanishing.0) * part, y)
}

fn rows(print: &mut Print, vanishing: Spot, soil: Tone, dice: &mut Dice) {
    let mut kinds = [Crop::Cabbage, Crop::Leek, Crop::Beans, Crop::Carrot, Crop::Sunflower];
    dice.shuffle(&mut kinds);
    for step in 0..10 {
        let depth = ((step as f32 + 1.2) / 10.3).powf(2.1);
        let y = HORIZON + 8.0 + (HEIGHT + 40.0 - HORIZON) * depth;
        let size = 11.0 + 118.0 * depth;
        for index in -16_i32..=16 {
            let bottom = vanishing.0 + index as f32 * 268.0;
            let spot = towards(vanishing, bottom, y);
            if spot.0 < -150.0 || spot.0 > WIDTH + 150.0 {
                continue;
            }
            let crop = kinds[index.rem_euclid(5) as usize];
            let place = Place::new(spot, size * dice.between(0.9, 1.08)).facing(dice.side());
            plant(print, crop, &place, soil, dice);
        }
    }
}

fn plant(print: &mut Print, crop: Crop, place: &Place, soil: Tone, dice: &mut Dice) {
    let dark = soil == Tone::Ink;
    if place.scale < 22.0 {
        // Too far away to tell what it is: a tuft.
        let tone = if dark { Tone::Paper } else { Tone::Ink };
        for lean in [-0.4, 0.4] {
            print.gouge(place.origin, place.at(lean, -0.8), place.scale * 0.12, tone);
        }
        return;
    }
    match crop {
        Crop::Cabbage => cabbage(print, place, if dark { Tone::Light } else { Tone::Strong }),
        Crop::Leek => {
            let blade = if dark { Tone::Paper } else { Tone::Ink };
            for index in 0..7 {
                let angle = -2.45 + index as f32 * 0.3 + dice.wobble(0.08);
                let tip = around(place.origin, place.scale * dice.between(0.95, 1.25), angle);
                print.fill(leaf(place.at(0.0, 0.12), tip, place.scale * 0.13), blade);
            }
        }
        Crop::Beans => beans(print, place, dark),
        Crop::Carrot => {
            let frond = if dark { Tone::Strong } else { Tone::Ink };
            for index in 0..5 {
                let angle = -2.3 + index as f32 * 0.37 + dice.wobble(0.1);
                let tip = around(place.origin, place.scale * 0.95, angle);
                print.line(place.origin, tip, place.scale * 0.05, frond);
                for part in [0.5, 0.72, 0.94] {
                    let root = shapes::between(place.origin, tip, part);
                    for side in [-0.8, 0.8] {
                        let end = around(root, place.scale * 0.24, angle + side);
                        print.fill(leaf(root, end, place.scale * 0.06), frond);
                    }
                }
            }
            let top = place.all([(-0.16, 0.0), (0.0, -0.1), (0.16, 0.0), (0.0, 0.2)]);
            print.outlined(shapes::smooth(&top), Tone::Strong, place.scale * 0.03, Tone::Ink);
        }
        Crop::Sunflower => sunflower(print, place, dark),
    }
}

/// A leaf with a dark edge: two fills, where an outline would cost three.
fn edged_leaf(print: &mut Print, ends: (Spot, Spot), width: f32, tone: Tone, edge: f32) {
    let (stalk, tip) = ends;
    let length = (tip.0 - stalk.0).hypot(tip.1 - stalk.1).max(0.001);
    let beyond = shapes::between(stalk, tip, 1.0 + edge * 2.2 / length);
    print.fill(leaf(stalk, beyond, width + edge * 1.7), Tone::Ink);
    print.fill(leaf(stalk, tip, width), tone);
}

fn cabbage(print: &mut Print, place: &Place, tone: Tone) {
    let line = place.scale * 0.035;
    for (radius, count, turn) in [(0.72, 7, 0.2), (0.5, 6, 0.6)] {
        for index in 0..count {
            let angle = TAU * index as f32 / count as f32 + turn;
            let (dx, dy) = (angle.cos() * radius, angle.sin() * radius * 0.5);
            let tip = place.at(dx * 1.15, -0.28 + dy * 1.15);
            let heart = place.at(dx * 0.1, -0.2 + dy * 0.1);
            edged_leaf(print, (heart, tip), place.scale * 0.34, tone, line);
            print.gouge(heart, shapes::between(heart, tip, 0.85), line * 1.4, Tone::Ink);
        }
    }
    let heart = shapes::ellipse(place.at(0.0, -0.36), place.scale * 0.34, place.scale * 0.27);
    print.outlined(heart, tone, line, Tone::Ink);
    let curl = place.all([(-0.2, -0.3), (0.0, -0.52), (0.22, -0.36), (0.05, -0.28)]);
    print.stroke(shapes::open_curve(&curl), line, Tone::Ink);
}

fn beans(print: &mut Print, place: &Place, dark: bool) {
    let (stake, foliage) = if dark {
        (Tone::Paper, Tone::Strong)
    } else {
        (Tone::Ink, Tone::Strong)
    };
    print.line(place.at(0.0, 0.1), place.at(0.04, -1.55), place.scale * 0.05, stake);
    for index in 0..9 {
        let y = -0.1 - index as f32 * 0.16;
        let side = if index % 2 == 0 { 1.0 } else { -1.0 };
        let reach = 0.5 - index as f32 * 0.025;
        let (root, tip) = (place.at(0.0, y), place.at(side * reach, y - 0.2));
        edged_leaf(print, (root, tip), place.scale * 0.2, foliage, place.scale * 0.025);
    }
    for (x, y) in [(0.2, -0.35), (-0.2, -0.72), (0.18, -1.05)] {
        let fruit = shapes::ellipse(place.at(x, y), place.scale * 0.13, place.scale * 0.13);
        print.outlined(fruit, Tone::Paper, place.scale * 0.03, Tone::Ink);
    }
}

fn sunflower(print: &mut Print, place: &Place, dark: bool) {
    let stem = if dark { Tone::Paper } else { Tone::Ink };
    print.line(place.at(0.0, 0.1), place.at(0.05, -1.35), place.scale * 0.075, stem);
    for (side, y) in [(1.0, -0.3), (-1.0, -0.55), (1.0, -0.8)] {
        print.fill(
            leaf(place.at(0.0, y), place.at(side * 0.5, y - 0.22), place.scale * 0.2),
            stem,
        );
    }
    let heart = place.at(0.05, -1.4);
    print.circle(heart, place.scale * 0.3, Tone::Ink);
    for index in 0..13 {
        let tip = around(heart, place.scale * 0.46, TAU * index as f32 / 13.0);
        edged_leaf(print, (heart, tip), place.scale * 0.11, Tone::Paper, place.scale * 0.02);
    }
    print.circle(heart, place.scale * 0.19, Tone::Ink);
}
