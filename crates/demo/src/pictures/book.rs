//! An open book, and what rises out of it.

use std::f32::consts::{PI, TAU};

use super::backdrop::{self, HEIGHT, WIDTH};
use super::dice::Dice;
use super::print::{Print, Tone};
use super::shapes::{self, Place, Spot, around, leaf};
use super::symbols;

/// What flies out of the pages.
#[derive(Clone, Copy)]
enum Flight {
    Birds,
    Leaves,
    Both,
    Plant,
}

pub(super) fn draw(print: &mut Print, dice: &mut Dice) {
    let sky = sky(print, dice);
    ground(print, dice);
    let place = Place::new((800.0 + dice.wobble(40.0), 700.0), 1.0);
    let flight = dice.pick([Flight::Birds, Flight::Leaves, Flight::Both, Flight::Plant]);
    match flight {
        Flight::Birds => birds(print, place.origin, sky, dice.whole(13, 19), dice),
        Flight::Leaves => leaves(print, place.origin, sky, 46, dice),
        Flight::Both => {
            leaves(print, place.origin, sky, 26, dice);
            birds(print, place.origin, sky, dice.whole(7, 10), dice);
        }
        Flight::Plant => plant(print, place.origin, sky, dice),
    }
    book(print, &place, dice);
}

fn sky(print: &mut Print, dice: &mut Dice) -> Tone {
    let (sky, beam) = dice.pick([
        (Tone::Paper, Tone::Light),
        (Tone::Light, Tone::Paper),
        (Tone::Strong, Tone::Light),
        (Tone::Ink, Tone::Strong),
    ]);
    print.background(sky);
    let centre = (800.0, 640.0);
    let disc = match sky {
        Tone::Paper => Tone::Light,
        Tone::Light => Tone::Paper,
        Tone::Strong => Tone::Paper,
        Tone::Ink => Tone::Strong,
    };
    match dice.whole(0, 2) {
        0 => {
            backdrop::rays(print, centre, 30, beam, 0.05);
            cleared(print, centre, 420.0, sky);
        }
        1 => {
            backdrop::cut_rays(print, centre, 430.0, 760.0, beam);
        }
        _ => {
            for index in 0..6 {
                print.ring(centre, 450.0 + index as f32 * 80.0, 20.0 - index as f32 * 2.0, beam);
            }
        }
    }
    print.circle(centre, 390.0, disc);
    sky
}

/// Paints a circle in the colour of the ground, whatever that is.
fn cleared(print: &mut Print, centre: Spot, radius: f32, ground: Tone) {
    print.circle(centre, radius, Tone::Paper);
    print.circle(centre, radius, ground);
}

fn ground(print: &mut Print, dice: &mut Dice) {
    print.rectangle((0.0, 742.0), (WIDTH, HEIGHT - 742.0), Tone::Paper);
    print.rectangle((0.0, 742.0), (WIDTH, HEIGHT - 742.0), Tone::Strong);
    print.rectangle((0.0, 738.0), (WIDTH, 9.0), Tone::Ink);
    for _ in 0..80 {
        let (x, y) = (dice.between(-100.0, WIDTH), dice.between(758.0, HEIGHT));
        let tone = dice.pick([Tone::Ink, Tone::Paper, Tone::Ink]);
        print.gouge((x, y), (x + dice.between(60.0, 240.0), y), 3.5, tone);
    }
}

fn book(print: &mut Print, place: &Place, dice: &mut Dice) {
    let cover = [
        (0.0, 118.0),
        (-270.0, 92.0),
        (-540.0, 112.0),
        (-560.0, 104.0),
        (-505.0, -98.0),
        (0.0, -60.0),
        (505.0, -98.0),
        (560.0, 104.0),
        (540.0, 112.0),
        (270.0, 92.0),
    ];
    print.outlined(shapes::polygon(&place.all(cover)), Tone::Ink, 8.0, Tone::Paper);
    for side in [-1.0, 1.0] {
        let half = Place { facing: side, ..*place };
        for sheet in (0..5).rev() {
            page(print, &half, sheet as f32 * 9.0);
        }
        lines(print, &half, side > 0.0, dice);
    }
    print.gouge(place.at(0.0, -108.0), place.at(0.0, 104.0), 9.0, Tone::Ink);
    let ribbon = [
        (place.at(14.0, 60.0), 20.0),
        (place.at(22.0, 120.0), 20.0),
        (place.at(2.0, 170.0), 20.0),
        (place.at(20.0, 204.0), 20.0),
    ];
    print.outlined(shapes::ribbon(&ribbon), Tone::Strong, 5.0, Tone::Ink);
}

/// One half of the opening, bulging from the spine; lower sheets peep out.
fn page(print: &mut Print, half: &Place, drop: f32) {
    let mut outline = vec![half.at(0.0, 96.0 + drop * 0.25)];
    for step in 0..=10 {
        let along = step as f32 / 10.0;
        outline.push(half.at(along * (520.0 + drop * 0.45), lower_edge(along) + drop));
    }
    for step in (0..=10).rev() {
        let along = step as f32 / 10.0;
        outline.push(half.at(along * (470.0 + drop * 0.4), upper_edge(along) + drop * 0.5));
    }
    print.outlined(shapes::polygon(&outline), Tone::Paper, 3.0, Tone::Ink);
}

fn lower_edge(along: f32) -> f32 {
    96.0 - (along * PI).sin() * 62.0 - along * 36.0 + along * along * 12.0
}

fn upper_edge(along: f32) -> f32 {
    -104.0 - (along * PI).sin() * 66.0 - along * 8.0
}

/// Text as strokes, or a small picture, on the page.
fn lines(print: &mut Print, half: &Place, right: bool, dice: &mut Dice) {
    let spot = |along: f32, down: f32| {
        let x = along * (470.0 + 50.0 * down);
        (x, upper_edge(along) * (1.0 - down) + lower_edge(along) * down)
    };
    let picture = dice.chance(0.5);
    for row in 0..8 {
        let down = 0.14 + row as f32 * 0.105;
        let stop = if row == 7 || (right && row == 3) {
            dice.between(0.4, 0.7)
        } else {
            0.9
        };
        let start = if picture && row < 4 { 0.52 } else { 0.1 };
        if stop <= start {
            continue;
        }
        let spine: Vec<(Spot, f32)> = (0..=8)
            .map(|step| {
                let part = step as f32 / 8.0;
                let (x, y) = spot(start + (stop - start) * part, down);
                (half.at(x, y), (part * PI).sin() * 3.0 + 3.6)
            })
            .collect();
        print.fill(shapes::ribbon(&spine), Tone::Ink);
    }
    if picture {
        let corners: Vec<Spot> = [(0.1, 0.12), (0.46, 0.12), (0.46, 0.5), (0.1, 0.5)]
            .into_iter()
            .map(|(along, down)| {
                let (x, y) = spot(along, down);
                half.at(x, y)
            })
            .collect();
        print.outlined(shapes::polygon(&corners), Tone::Strong, 3.0, Tone::Ink);
        let (x, y) = spot(0.28, 0.31);
        print.fill(shapes::star(half.at(x, y), 8, 32.0, 14.0, 0.0), Tone::Paper);
    }
}

/// A path that turns upwards out of the book.
fn upward(from: Spot, along: f32, turn: f32, spread: f32) -> Spot {
    let angle = turn + along * 3.6;
    let reach = 60.0 + along * spread;
    (
        from.0 + angle.cos() * reach,
        from.1 - 120.0 - along * 500.0 + angle.sin() * reach * 0.2,
    )
}

fn birds(print: &mut Print, from: Spot, sky: Tone, count: usize, dice: &mut Dice) {
    let turn = dice.between(0.0, TAU);
    for index in 0..count {
        let along = (index as f32 + 0.6) / count as f32;
        let arm = if index % 2 == 0 { 0.0 } else { PI };
        let (x, y) = upward(from, along, turn + arm, 560.0);
        let spot = (x + dice.wobble(40.0), (y + dice.wobble(36.0)).max(130.0 + along * 20.0));
        let size = 28.0 + along * 60.0;
        let facing = if spot.0 < from.0 { -1.0 } else { 1.0 };
        let place = Place::new(spot, size)
            .facing(facing)
            .leaning(dice.wobble(0.4) - facing * 0.3);
        let tone = flying_tone(sky, index, dice);
        let line = if tone == Tone::Ink { Tone::Paper } else { Tone::Ink };
        if sky == Tone::Ink || tone != Tone::Ink {
            symbols::dove(
                print,
                &Place {
                    scale: size * 1.1,
                    ..place
                },
                Tone::Ink,
                Tone::Ink,
            );
        }
        symbols::dove(print, &place, tone, line);
    }
}

fn flying_tone(sky: Tone, index: usize, dice: &mut Dice) -> Tone {
    match sky {
        Tone::Ink => dice.pick([Tone::Paper, Tone::Light]),
        Tone::Strong => [Tone::Ink, Tone::Light, Tone::Ink][index % 3],
        _ => [Tone::Ink, Tone::Strong, Tone::Ink][index % 3],
    }
}

fn leaves(print: &mut Print, from: Spot, sky: Tone, count: usize, dice: &mut Dice) {
    let turn = dice.between(0.0, TAU);
    for index in 0..count {
        let along = (index as f32 + 0.4) / count as f32;
        let arm = index as f32 * TAU / 3.0;
        let (x, y) = upward(from, along, turn + arm, 600.0);
        let spot = (
            x + dice.wobble(50.0),
            (y + dice.wobble(40.0)).max(80.0 + dice.unit() * 60.0),
        );
        let length = 34.0 + along * 66.0;
        let angle = dice.between(0.0, TAU);
        let tip = around(spot, length, angle);
        let tone = flying_tone(sky, index, dice);
        let line = if tone == Tone::Ink { Tone::Paper } else { Tone::Ink };
        print.outlined(leaf(spot, tip, length * 0.36), tone, 3.0, Tone::Ink);
        print.gouge(
            around(spot, -length * 0.2, angle),
            around(spot, length * 0.86, angle),
            3.0,
            line,
        );
        for part in [0.35, 0.55] {
            let root = shapes::between(spot, tip, part);
            for side in [-0.7, 0.7] {
                print.gouge(root, around(root, length * 0.19, angle + side), 2.0, line);
            }
        }
    }
}

/// A plant with many flower heads that grows from the fold.
fn plant(print: &mut Print, from: Spot, sky: Tone, dice: &mut Dice) {
    let stem = if sky == Tone::Ink { Tone::Paper } else { Tone::Ink };
    let count = dice.whole(5, 7);
    for index in 0..count {
        let part = index as f32 / (count - 1) as f32 * 2.0 - 1.0;
        let top = (from.0 + part * 470.0, 245.0 + part.abs() * 170.0 + dice.wobble(26.0));
        let bend = (from.0 + part * 330.0, 440.0 + part.abs() * 100.0);
        let root = (from.0 + part * 14.0, from.1 - 70.0);
        let spine = [(root, 13.0), (bend, 11.0), (top, 7.0)];
        print.fill(shapes::ribbon(&spine), stem);
        for step in 0..4 {
            let along = 0.36 + step as f32 * 0.15;
            let spot = if along < 0.5 {
                shapes::between(root, bend, along * 2.0)
            } else {
                shapes::between(bend, top, along * 2.0 - 1.0)
            };
            let side = if step % 2 == 0 { 1.0 } else { -1.0 };
            let tip = (spot.0 + side * 62.0, spot.1 - 44.0);
            let tone = if sky == Tone::Ink || sky == Tone::Strong {
                Tone::Paper
            } else {
                Tone::Strong
            };
            print.outlined(leaf(spot, tip, 22.0), tone, 3.0, Tone::Ink);
            print.gouge(spot, shapes::between(spot, tip, 0.8), 2.5, Tone::Ink);
        }
        // The head's own stalk ends one unit below its middle, and goes on as
        // the stem.
        let head = Place::new(top, dice.between(80.0, 112.0)).leaning(part * 0.45);
        let head = Place {
            origin: head.at(0.0, -0.97),
            ..head
        };
        if index % 2 == 0 {
            symbols::umbel(print, &head, stem);
        } else {
            let heart = if stem == Tone::Ink { Tone::Paper } else { Tone::Ink };
            symbols::draw(print, symbols::Symbol::Flower, &head, stem, heart);
        }
    }
}
