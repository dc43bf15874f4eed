//! Banners hung out side by side, with signs instead of letters.

use std::f32::consts::TAU;

use super::backdrop::{self, HEIGHT, WIDTH};
use super::dice::Dice;
use super::print::{Print, Tone};
use super::shapes::{self, Place, Spot, leaf};
use super::symbols::{self, Symbol};

/// How a banner ends below.
#[derive(Clone, Copy)]
enum Hem {
    Straight,
    Point,
    Swallowtail,
    Teeth,
    Round,
}

pub(super) fn draw(print: &mut Print, dice: &mut Dice) {
    let wall = wall(print, dice);
    bunting(print, wall, dice);
    let signs = Symbol::shuffled(dice);
    let count = dice.pick([1, 2, 3, 3, 4, 5]);
    let width = match count {
        1 => 620.0,
        2 => 430.0,
        3 => 350.0,
        4 => 280.0,
        _ => 228.0,
    };
    let step = WIDTH / count as f32;
    for (index, sign) in signs.into_iter().take(count).enumerate() {
        let x = step * (index as f32 + 0.5);
        let middle = index as f32 - (count - 1) as f32 / 2.0;
        let top = 172.0 + middle.abs() * 22.0;
        let tall = 560.0 - middle.abs() * 34.0 + dice.wobble(18.0);
        hang(print, (x, top), (width, tall), sign, wall, dice);
    }
}

fn wall(print: &mut Print, dice: &mut Dice) -> Tone {
    let ground = dice.pick([Tone::Paper, Tone::Light, Tone::Ink]);
    print.background(Tone::Paper);
    print.background(ground);
    match ground {
        Tone::Ink => {
            for _ in 0..70 {
                let (x, y) = (dice.between(0.0, WIDTH), dice.between(0.0, HEIGHT));
                let size = dice.between(3.0, 11.0);
                print.fill(shapes::star((x, y), 4, size, size * 0.3, dice.unit()), Tone::Light);
            }
        }
        _ => {
            let beam = if ground == Tone::Paper {
                Tone::Light
            } else {
                Tone::Paper
            };
            backdrop::rays(print, (800.0, 980.0), dice.whole(30, 44), beam, 0.0);
        }
    }
    ground
}

fn bunting(print: &mut Print, wall: Tone, dice: &mut Dice) {
    let cord = if wall == Tone::Ink { Tone::Paper } else { Tone::Ink };
    let swags = dice.whole(2, 4);
    let at = |along: f32| {
        let swag = (along * swags as f32).fract();
        (along * WIDTH, 26.0 + (swag * std::f32::consts::PI).sin() * 62.0)
    };
    let flags = swags * 9;
    for index in 0..flags {
        let from = at((index as f32 + 0.12) / flags as f32);
        let to = at((index as f32 + 0.88) / flags as f32);
        let tip = (
            (from.0 + to.0) / 2.0 - (to.1 - from.1) * 0.6,
            (from.1 + to.1) / 2.0 + 52.0,
        );
        let tone = [Tone::Strong, Tone::Paper, Tone::Light][index % 3];
        print.outlined(shapes::polygon(&[from, to, tip]), tone, 4.0, Tone::Ink);
    }
    let line: Vec<Spot> = (0..=swags * 12)
        .map(|step| at(step as f32 / (swags * 12) as f32))
        .collect();
    print.stroke(
        shapes::polygon(&line).and_then(|_| shapes::open_curve(&line)),
        5.0,
        cord,
    );
}

fn hang(print: &mut Print, top: Spot, size: Spot, sign: Symbol, wall: Tone, dice: &mut Dice) {
    let cord = if wall == Tone::Ink { Tone::Paper } else { Tone::Ink };
    let lean = dice.wobble(0.012);
    let place = Place::new(top, 1.0).leaning(lean);
    let half = size.0 / 2.0;
    print.line(place.at(-half - 20.0, 0.0), (top.0, -40.0), 5.0, cord);
    print.line(place.at(half + 20.0, 0.0), (top.0, -40.0), 5.0, cord);

    let (cloth, mark) = match dice.whole(0, 4) {
        0 | 1 => (Tone::Strong, Tone::Paper),
        2 => (Tone::Paper, Tone::Strong),
        3 if wall != Tone::Light => (Tone::Light, Tone::Ink),
        _ => (Tone::Paper, Tone::Ink),
    };
    let hem = dice.pick([Hem::Straight, Hem::Point, Hem::Swallowtail, Hem::Teeth, Hem::Round]);
    let outer = outline(&place, half, size.1, hem);
    print.outlined(shapes::polygon(&outer), cloth, 7.0, Tone::Ink);
    if wall == Tone::Ink {
        print.stroke(shapes::polygon(&outer), 4.0, Tone::Paper);
    }
    fringe(print, &place, half, size.1, hem, cord);
    let border = outline(
        &Place {
            origin: place.at(0.0, 22.0),
            ..place
        },
        half - 22.0,
        size.1 - 46.0,
        hem,
    );
    print.stroke(shapes::polygon(&border), 7.0, mark);

    let centre = place.at(0.0, size.1 * 0.43);
    let reach = (half * 0.62).min(size.1 * 0.3);
    ornament(print, centre, reach, (cloth, mark), dice);
    symbols::draw(
        print,
        sign,
        &Place::new(centre, reach * 0.72).leaning(lean),
        mark,
        cloth,
    );
    corners(print, &place, half, size.1, mark, dice);

    print.line(place.at(-half - 26.0, 0.0), place.at(half + 26.0, 0.0), 17.0, Tone::Ink);
    if wall == Tone::Ink {
        print.line(
            place.at(-half - 26.0, 0.0),
            place.at(half + 26.0, 0.0),
            11.0,
            Tone::Strong,
        );
    }
    for side in [-1.0, 1.0] {
        let knob = place.at(side * (half + 30.0), 0.0);
        print.circle(knob, 17.0, Tone::Ink);
        print.circle(knob, 9.0, Tone::Paper);
    }
    folds(print, &place, half, size.1, dice);
}

fn outline(place: &Place, half: f32, tall: f32, hem: Hem) -> Vec<Spot> {
    let mut edge = vec![place.at(half, 0.0)];
    for step in 1..=6 {
        let along = step as f32 / 6.0;
        edge.push(place.at(half + (along * 7.0).sin() * 4.0, along * tall * 0.86));
    }
    let spots: Vec<Spot> = match hem {
        Hem::Straight => vec![(half, tall), (0.0, tall + 6.0), (-half, tall)],
        Hem::Point => vec![(0.0, tall + half * 0.3)],
        Hem::Swallowtail => vec![(half, tall + 20.0), (0.0, tall * 0.86), (-half, tall + 20.0)],
        Hem::Teeth => (0..=8)
            .map(|tooth| {
                let depth = if tooth % 2 == 0 { 0.9 } else { 1.02 };
                (half - half * tooth as f32 / 4.0, tall * depth)
            })
            .collect(),
        Hem::Round => (1..12)
            .map(|step| {
                let angle = std::f32::consts::PI * step as f32 / 12.0;
                (half * angle.cos(), tall * 0.86 + half * 0.45 * angle.sin())
            })
            .collect(),
    };
    edge.extend(spots.into_iter().map(|(x, y)| place.at(x, y)));
    for step in (1..=6).rev() {
        let along = step as f32 / 6.0;
        edge.push(place.at(-half + (along * 7.0).sin() * 4.0, along * tall * 0.86));
    }
    edge.push(place.at(-half, 0.0));
    edge
}

fn fringe(print: &mut Print, place: &Place, half: f32, tall: f32, hem: Hem, cord: Tone) {
    let tassel = |print: &mut Print, spot: Spot| {
        print.line(spot, (spot.0, spot.1 + 22.0), 5.0, cord);
        print.circle((spot.0, spot.1 + 26.0), 9.0, cord);
        for offset in [-9.0, -3.0, 3.0, 9.0] {
            print.line((spot.0, spot.1 + 30.0), (spot.0 + offset, spot.1 + 62.0), 4.0, cord);
        }
    };
    match hem {
        Hem::Straight => {
            let count = (half / 8.0) as usize;
            for index in 0..=count {
                let x = half * (2.0 * index as f32 / count as f32 - 1.0);
                print.line(place.at(x, tall + 6.0), place.at(x, tall + 30.0), 4.5, cord);
            }
        }
        Hem::Point => tassel(print, place.at(0.0, tall + half * 0.3)),
        Hem::Round => tassel(print, place.at(0.0, tall * 0.86 + half * 0.45)),
        Hem::Swallowtail => {
            tassel(print, place.at(half - 4.0, tall + 18.0));
            tassel(print, place.at(-half + 4.0, tall + 18.0));
        }
        Hem::Teeth => {
            for tooth in [1.0, 3.0, 5.0, 7.0] {
                let spot = place.at(half - half * tooth / 4.0, tall * 1.02 + 8.0);
                print.circle(spot, 10.0, cord);
            }
        }
    }
}

/// What surrounds the sign.
fn ornament(print: &mut Print, centre: Spot, reach: f32, (cloth, mark): (Tone, Tone), dice: &mut Dice) {
    match dice.whole(0, 3) {
        0 => {
            for index in 0..28 {
                let angle = TAU * index as f32 / 28.0;
                let root = shapes::around(centre, reach * 0.98, angle);
                print.fill(
                    leaf(root, shapes::around(centre, reach * 1.2, angle + 0.16), reach * 0.09),
                    mark,
                );
            }
            print.ring(centre, reach * 0.97, reach * 0.035, mark);
        }
        1 => {
            for index in 0..32 {
                let angle = TAU * index as f32 / 32.0;
                let far = if index % 2 == 0 { 1.3 } else { 1.17 };
                print.gouge(
                    shapes::around(centre, reach * 0.98, angle),
                    shapes::around(centre, reach * far, angle),
                    reach * 0.045,
                    mark,
                );
            }
        }
        2 => {
            print.circle(centre, reach * 1.12, mark);
            print.circle(centre, reach * 1.03, cloth);
            print.ring(centre, reach * 0.96, reach * 0.03, mark);
        }
        _ => {
            for side in [-1.0, 1.0] {
                for index in 0..9 {
                    let angle = 1.35 - index as f32 * 0.29;
                    let spot = |turn: f32, size: f32| {
                        let (x, y) = shapes::around((0.0, 0.0), reach * size, angle + turn);
                        (centre.0 + side * x, centre.1 + y)
                    };
                    print.fill(leaf(spot(0.0, 1.02), spot(-0.22, 1.26), reach * 0.1), mark);
                    print.fill(leaf(spot(0.0, 1.0), spot(-0.26, 0.9), reach * 0.07), mark);
                }
            }
        }
    }
}

fn corners(print: &mut Print, place: &Place, half: f32, tall: f32, mark: Tone, dice: &mut Dice) {
    let points = dice.pick([4, 5, 6, 8]);
    let size = (half * 0.13).min(30.0);
    for (x, y) in [(-1.0, 78.0), (1.0, 78.0), (-1.0, tall * 0.75), (1.0, tall * 0.75)] {
        let spot = place.at(x * (half - 42.0 - size), y);
        print.fill(shapes::star(spot, points, size, size * 0.4, 0.0), mark);
    }
    let rows = dice.whole(1, 2);
    for row in 0..rows {
        let y = tall * 0.79 + row as f32 * 22.0;
        let inner = half * 0.5;
        print.gouge(place.at(-inner, y), place.at(inner, y), 5.0, mark);
    }
}

fn folds(print: &mut Print, place: &Place, half: f32, tall: f32, dice: &mut Dice) {
    for _ in 0..7 {
        let x = dice.wobble(half * 0.93);
        let start = dice.between(12.0, 26.0);
        print.gouge(
            place.at(x, start),
            place.at(x + dice.wobble(8.0), start + dice.between(30.0, 90.0)),
            4.0,
            Tone::Ink,
        );
        let low = tall * dice.between(0.68, 0.76);
        let edge = dice.side() * half * dice.between(0.86, 0.94);
        print.gouge(
            place.at(edge, low),
            place.at(edge, low + dice.between(30.0, 70.0)),
            3.5,
            Tone::Ink,
        );
    }
}
