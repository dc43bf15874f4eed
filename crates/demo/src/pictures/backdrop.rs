//! What lies behind a scene: suns, rays, hills, clouds, birds.

use std::f32::consts::TAU;

use super::dice::Dice;
use super::print::{Print, Tone};
use super::shapes::{self, Place, Spot, around};

pub(super) const WIDTH: f32 = super::WIDTH as f32;
pub(super) const HEIGHT: f32 = super::HEIGHT as f32;

/// Rays from a spot to beyond the edge.
pub(super) fn rays(print: &mut Print, centre: Spot, count: usize, tone: Tone, turn: f32) {
    let step = TAU / count as f32;
    for index in 0..count {
        let angle = turn + step * index as f32;
        let corners = [
            centre,
            around(centre, 2400.0, angle),
            around(centre, 2400.0, angle + step * 0.5),
        ];
        print.fill(shapes::polygon(&corners), tone);
    }
}

/// Short rays round a sun, as a gouge leaves them.
pub(super) fn cut_rays(print: &mut Print, centre: Spot, inner: f32, outer: f32, tone: Tone) {
    let count = (inner * 0.28).max(16.0) as usize;
    for index in 0..count {
        let angle = TAU * index as f32 / count as f32;
        let reach = if index % 2 == 0 {
            outer
        } else {
            inner + (outer - inner) * 0.6
        };
        let width = inner * 0.05;
        print.gouge(around(centre, inner, angle), around(centre, reach, angle), width, tone);
    }
}

/// A sky of long level cuts, denser towards the horizon.
pub(super) fn cut_sky(print: &mut Print, top: f32, bottom: f32, tone: Tone, dice: &mut Dice) {
    let mut y = top;
    while y < bottom {
        let nearness = (y - top) / (bottom - top).max(1.0);
        let mut x = dice.between(-200.0, 100.0);
        while x < WIDTH {
            let length = dice.between(80.0, 420.0);
            if dice.chance(0.25 + nearness * 0.5) {
                let rise = dice.wobble(4.0);
                let width = dice.between(2.5, 5.5);
                print.gouge((x, y), (x + length, y + rise), width, tone);
            }
            x += length + dice.between(20.0, 160.0);
        }
        y += 30.0 - nearness * 15.0;
    }
}

/// The line of hills, from left to right, as spots on it.
pub(super) fn ridge(level: f32, swing: f32, dice: &mut Dice) -> Vec<Spot> {
    let first = dice.between(0.0, TAU);
    let second = dice.between(0.0, TAU);
    let length = dice.between(420.0, 760.0);
    (0..=20)
        .map(|step| {
            let x = -100.0 + step as f32 * 90.0;
            let wave =
                (x / length * TAU / 2.0 + first).sin() * 0.7 + (x / (length * 0.43) * TAU / 2.0 + second).sin() * 0.3;
            (x, level + wave * swing)
        })
        .collect()
}

/// Hills below a ridge, with cuts that follow their slope.
pub(super) fn hills(print: &mut Print, ridge: &[Spot], tone: Tone, cuts: Tone, dice: &mut Dice) {
    let mut outline = vec![(-300.0, HEIGHT + 200.0)];
    outline.extend(ridge);
    outline.push((WIDTH + 300.0, HEIGHT + 200.0));
    print.fill(shapes::smooth(&outline), tone);
    for pair in ridge.windows(2) {
        for _ in 0..3 {
            let part = dice.unit();
            let (x, y) = shapes::between(pair[0], pair[1], part);
            let slope = (pair[1].1 - pair[0].1) / (pair[1].0 - pair[0].0);
            let depth = dice.between(14.0, 90.0);
            let length = dice.between(30.0, 90.0);
            let from = (x, y + depth);
            let to = (x + length, y + depth + slope * length + length * 0.12);
            print.gouge(from, to, dice.between(2.0, 4.0), cuts);
        }
    }
}

/// A cloud of a few bulges on a flat base.
pub(super) fn cloud(print: &mut Print, centre: Spot, size: f32, tone: Tone, dice: &mut Dice) {
    let bulges = dice.whole(3, 5);
    let mut x = centre.0 - size;
    for index in 0..bulges {
        let middle = 1.0 - (index as f32 / (bulges - 1) as f32 * 2.0 - 1.0).abs();
        let radius = size * (0.26 + middle * 0.22 + dice.wobble(0.04));
        print.circle((x + radius, centre.1 - radius * 0.75), radius, tone);
        x += radius * 1.25;
    }
    let width = x - centre.0 + size;
    let base = shapes::gouge(
        (centre.0 - size * 1.25, centre.1),
        (centre.0 - size * 0.9 + width, centre.1),
        size * 0.22,
    );
    print.fill(base, tone);
}

/// A bird seen from afar: two wings.
pub(super) fn bird(print: &mut Print, spot: Spot, size: f32, tone: Tone, dice: &mut Dice) {
    let lift = dice.between(0.3, 0.7);
    let place = Place::new(spot, size).leaning(dice.wobble(0.25));
    let wings = [
        (-1.0, -lift),
        (-0.45, -lift * 0.75),
        (0.0, 0.0),
        (0.45, -lift * 0.8),
        (1.0, -lift * 1.1),
        (0.5, -lift * 0.45),
        (0.05, 0.26),
        (-0.5, -lift * 0.4),
    ];
    print.fill(shapes::smooth(&place.all(wings)), tone);
}

/// Some birds drifting together.
pub(super) fn flock(print: &mut Print, centre: Spot, count: usize, tone: Tone, dice: &mut Dice) {
    for _ in 0..count {
        let spot = (centre.0 + dice.wobble(190.0), centre.1 + dice.wobble(70.0));
        let size = dice.between(13.0, 30.0);
        bird(print, spot, size, tone, dice);
    }
}

/// Dots that shrink with their distance, as a coarse screen prints a glow.
pub(super) fn glow(print: &mut Print, centre: Spot, inner: f32, outer: f32, tone: Tone) {
    let step = 15.0;
    let mut radius = inner;
    let mut row = 0;
    while radius < outer {
        let nearness = 1.0 - (radius - inner) / (outer - inner);
        let count = (TAU * radius / step / 1.25) as usize;
        for index in 0..count {
            let offset = if row % 2 == 0 { 0.0 } else { 0.5 };
            let angle = TAU * (index as f32 + offset) / count as f32;
            print.circle(around(centre, radius, angle), 1.2 + nearness * 4.6, tone);
        }
        radius += step;
        row += 1;
    }
}

/// A tree with a round crown on a forked trunk; the origin is its foot, the
/// unit its height.
pub(super) fn tree(print: &mut Print, place: &Place, crown: Tone, dice: &mut Dice) {
    let cuts = if crown == Tone::Ink { Tone::Paper } else { Tone::Ink };
    let bulges = [
        (0.0, -0.86, 0.2),
        (-0.2, -0.72, 0.19),
        (0.21, -0.71, 0.19),
        (-0.1, -0.58, 0.17),
        (0.13, -0.56, 0.17),
        (0.02, -0.7, 0.2),
    ];
    for (x, y, radius) in bulges {
        print.circle(place.at(x, y), radius * place.scale, crown);
    }
    for _ in 0..26 {
        let (x, y) = around((-0.02, -0.74), 0.25 * dice.unit().sqrt(), dice.between(0.0, TAU));
        let from = place.at(x, y);
        let to = place.at(x + 0.06, y + 0.035);
        print.gouge(from, to, place.scale * 0.012, cuts);
    }
    let limb = |from: Spot, bend: Spot, to: Spot, width: f32| {
        shapes::ribbon(&[
            (place.at(from.0, from.1), width * place.scale),
            (place.at(bend.0, bend.1), width * 0.7 * place.scale),
            (place.at(to.0, to.1), width * 0.25 * place.scale),
        ])
    };
    for path in [
        limb((0.0, 0.02), (0.015, -0.3), (0.0, -0.78), 0.09),
        limb((0.0, -0.34), (-0.09, -0.48), (-0.16, -0.66), 0.05),
        limb((0.01, -0.4), (0.09, -0.5), (0.18, -0.68), 0.05),
    ] {
        print.outlined(path, Tone::Ink, place.scale * 0.008, crown);
    }
}
