//! The roofs of a city, one row behind the other.

use super::backdrop::{self, HEIGHT, WIDTH};
use super::dice::Dice;
use super::print::{Print, Tone};
use super::shapes::{self, Place, Spot};

pub(super) fn draw(print: &mut Print, dice: &mut Dice) {
    let night = dice.chance(0.35);
    let sky = if night {
        Tone::Strong
    } else {
        dice.pick([Tone::Paper, Tone::Light])
    };
    heavens(print, sky, night, dice);
    let far = if sky == Tone::Light { Tone::Paper } else { Tone::Light };
    towers(print, far, 300.0, 470.0, dice);
    if !night {
        blocks(print, Tone::Strong, (400.0, 560.0), Tone::Paper, dice);
    }
    blocks(
        print,
        Tone::Ink,
        (500.0, 640.0),
        if night { Tone::Paper } else { Tone::Light },
        dice,
    );
    houses(print, night, dice);
}

fn heavens(print: &mut Print, sky: Tone, night: bool, dice: &mut Dice) {
    print.background(sky);
    let disc = (dice.between(260.0, 1340.0), dice.between(180.0, 330.0));
    let radius = dice.between(110.0, 170.0);
    if night {
        for _ in 0..46 {
            let spot = (dice.between(0.0, WIDTH), dice.between(10.0, 430.0));
            let size = dice.between(3.0, 12.0);
            print.fill(shapes::star(spot, 4, size, size * 0.3, dice.unit()), Tone::Paper);
        }
        print.circle(disc, radius, Tone::Paper);
        if dice.chance(0.6) {
            print.circle((disc.0 + radius * 0.42, disc.1 - radius * 0.16), radius * 0.86, sky);
        }
        return;
    }
    let (cuts, sun) = if sky == Tone::Paper {
        (Tone::Light, Tone::Strong)
    } else {
        (Tone::Paper, Tone::Strong)
    };
    if sky == Tone::Paper && dice.chance(0.6) {
        backdrop::rays(print, disc, 24, cuts, dice.unit());
        print.circle(disc, radius + 16.0, sky);
    } else {
        backdrop::cut_sky(print, 30.0, 480.0, cuts, dice);
    }
    print.circle(disc, radius, sun);
    for _ in 0..dice.whole(1, 3) {
        let spot = (dice.between(150.0, 1450.0), dice.between(110.0, 260.0));
        if (spot.0 - disc.0).abs() > radius + 170.0 {
            backdrop::cloud(print, spot, dice.between(80.0, 140.0), cuts, dice);
        }
    }
    let aside = if disc.0 < 800.0 { 1200.0 } else { 400.0 };
    backdrop::flock(print, (aside, 170.0), dice.whole(4, 9), Tone::Ink, dice);
}

fn towers(print: &mut Print, tone: Tone, high: f32, low: f32, dice: &mut Dice) {
    let mut x = -20.0;
    while x < WIDTH {
        let width = dice.between(50.0, 130.0);
        let top = dice.between(high, low);
        print.rectangle((x, top), (width, HEIGHT - top), tone);
        match dice.whole(0, 5) {
            0 => {
                let spire = [(x, top + 1.0), (x + width / 2.0, top - 110.0), (x + width, top + 1.0)];
                print.fill(shapes::polygon(&spire), tone);
            }
            1 => {
                let dome = (x + width / 2.0, top);
                print.circle(dome, width / 2.0, tone);
                print.line(dome, (dome.0, top - width * 0.9), 6.0, tone);
            }
            2 => print.line((x + width * 0.3, top), (x + width * 0.3, top - 70.0), 5.0, tone),
            _ => {}
        }
        x += width + dice.between(-6.0, 34.0);
    }
}

/// Flat-roofed blocks with windows and what people put on roofs.
fn blocks(print: &mut Print, tone: Tone, (high, low): Spot, panes: Tone, dice: &mut Dice) {
    let mut x = -40.0;
    while x < WIDTH {
        let width = dice.between(110.0, 220.0);
        let top = dice.between(high, low);
        print.rectangle((x - 3.0, top - 3.0), (width + 6.0, HEIGHT - top), Tone::Paper);
        print.rectangle((x, top), (width, HEIGHT - top), tone);
        print.rectangle((x - 7.0, top), (width + 14.0, 11.0), tone);
        let (across, down) = (dice.between(30.0, 40.0), dice.between(44.0, 56.0));
        let mut y = top + 34.0;
        while y < 780.0 {
            let mut pane = x + 18.0;
            while pane + across * 0.5 < x + width - 10.0 {
                if dice.chance(0.62) {
                    let shown = if dice.chance(0.25) && tone == Tone::Ink {
                        Tone::Strong
                    } else {
                        panes
                    };
                    print.rectangle((pane, y), (across * 0.48, down * 0.56), shown);
                }
                pane += across;
            }
            y += down;
        }
        rooftop(print, (x + width * dice.between(0.3, 0.7), top), tone, dice);
        x += width + dice.between(0.0, 46.0);
    }
}

fn rooftop(print: &mut Print, foot: Spot, tone: Tone, dice: &mut Dice) {
    let place = Place::new(foot, 1.0);
    match dice.whole(0, 4) {
        0 => {
            for x in [-22.0, 0.0, 22.0] {
                print.line(place.at(x, 4.0), place.at(x * 0.9, -40.0), 5.0, tone);
            }
            print.line(place.at(-22.0, -4.0), place.at(22.0, -34.0), 3.0, tone);
            print.fill(shapes::rectangle(place.at(-30.0, -92.0), (60.0, 56.0)), tone);
            let lid = place.all([(-36.0, -90.0), (0.0, -124.0), (36.0, -90.0)]);
            print.fill(shapes::polygon(&lid), tone);
            for x in [-15.0, 0.0, 15.0] {
                print.gouge(place.at(x, -88.0), place.at(x, -42.0), 2.5, Tone::Paper);
            }
        }
        1 => {
            print.line(place.at(0.0, 4.0), place.at(0.0, -78.0), 4.5, tone);
            for (y, half) in [(-74.0, 22.0), (-60.0, 30.0), (-46.0, 18.0)] {
                print.line(place.at(-half, y), place.at(half, y), 3.5, tone);
            }
        }
        2 => {
            print.rectangle(place.at(-30.0, -38.0), (60.0, 42.0), tone);
            print.rectangle(place.at(-9.0, -26.0), (18.0, 27.0), Tone::Paper);
        }
        3 => {
            for x in [-34.0, -8.0, 18.0, 40.0] {
                let tip = (foot.0 + x, foot.1 - dice.between(26.0, 44.0));
                print.fill(shapes::leaf((foot.0 + x, foot.1 + 4.0), tip, 16.0), tone);
            }
        }
        _ => {}
    }
}

/// The gables nearest to us, with tiles, chimneys and a washing line.
fn houses(print: &mut Print, night: bool, dice: &mut Dice) {
    let mut x = -90.0;
    let mut peaks: Vec<Spot> = Vec::new();
    while x < WIDTH {
        let width = dice.between(250.0, 360.0);
        let eaves = dice.between(735.0, 800.0);
        let peak = (x + width / 2.0, eaves - dice.between(110.0, 160.0));
        let wall = dice.pick([Tone::Paper, Tone::Light, Tone::Light]);
        chimney(print, (x + width * dice.pick([0.27, 0.72]), peak.1 + 50.0), night, dice);
        let front = [
            (x, HEIGHT + 9.0),
            (x, eaves),
            peak,
            (x + width, eaves),
            (x + width, HEIGHT + 9.0),
        ];
        print.outlined(shapes::polygon(&front), wall, 5.0, Tone::Ink);
        gable(print, x, width, eaves, peak);
        let lit = if night { Tone::Paper } else { Tone::Ink };
        for part in [0.3, 0.7] {
            window(print, (x + width * part, eaves + 60.0), 26.0, lit, dice);
        }
        print.circle((peak.0, peak.1 + 78.0), 23.0, Tone::Ink);
        print.circle(
            (peak.0, peak.1 + 78.0),
            17.0,
            if night { Tone::Paper } else { Tone::Strong },
        );
        peaks.push(peak);
        x += width + dice.between(-14.0, 20.0);
    }
    let first = dice.whole(0, peaks.len().saturating_sub(2));
    if let (Some(from), Some(to)) = (peaks.get(first), peaks.get(first + 1)) {
        washing(print, *from, *to, dice);
    }
}

fn gable(print: &mut Print, x: f32, width: f32, eaves: f32, peak: Spot) {
    for side in [-1.0, 1.0] {
        let foot = (peak.0 + side * (width / 2.0 + 20.0), eaves + 16.0);
        let roof = [
            peak,
            foot,
            (foot.0 - side * 4.0, foot.1 + 24.0),
            (peak.0, peak.1 + 34.0),
        ];
        print.outlined(shapes::polygon(&roof), Tone::Strong, 5.0, Tone::Ink);
        for index in 1..12 {
            let top = shapes::between(peak, foot, index as f32 / 12.0);
            print.gouge((top.0, top.1 + 3.0), (top.0 - side * 3.0, top.1 + 27.0), 3.0, Tone::Ink);
        }
    }
    for index in 0..4 {
        let y = eaves + 110.0 + index as f32 * 17.0;
        print.gouge((x + 14.0, y), (x + width * 0.3, y + 2.0), 2.5, Tone::Ink);
        print.gouge((x + width * 0.66, y), (x + width - 14.0, y - 2.0), 2.5, Tone::Ink);
    }
}

fn window(print: &mut Print, centre: Spot, half: f32, tone: Tone, dice: &mut Dice) {
    let tall = half * 1.3;
    print.rectangle(
        (centre.0 - half - 5.0, centre.1 - tall - 5.0),
        (half * 2.0 + 10.0, tall * 2.0 + 10.0),
        Tone::Ink,
    );
    print.rectangle(
        (centre.0 - half, centre.1 - tall),
        (half * 2.0, tall * 2.0),
        if tone == Tone::Ink { Tone::Strong } else { tone },
    );
    print.line((centre.0, centre.1 - tall), (centre.0, centre.1 + tall), 5.0, Tone::Ink);
    print.line((centre.0 - half, centre.1), (centre.0 + half, centre.1), 5.0, Tone::Ink);
    if dice.chance(0.5) {
        for index in 0..5 {
            let x = centre.0 - half + half * 0.5 * index as f32;
            print.fill(
                shapes::leaf(
                    (x, centre.1 + tall + 8.0),
                    (x + dice.wobble(9.0), centre.1 + tall - 22.0),
                    9.0,
                ),
                Tone::Ink,
            );
        }
        print.rectangle(
            (centre.0 - half - 6.0, centre.1 + tall + 4.0),
            (half * 2.0 + 12.0, 16.0),
            Tone::Ink,
        );
    }
}

fn chimney(print: &mut Print, foot: Spot, night: bool, dice: &mut Dice) {
    let tall = dice.between(70.0, 100.0);
    let smoke = if night { Tone::Light } else { Tone::Paper };
    if dice.chance(0.6) {
        let drift = dice.side() * dice.between(24.0, 50.0);
        let puff = |step: usize| {
            let up = step as f32;
            let sway = (up * 1.7).sin() * 9.0;
            let spot = (foot.0 + drift * up * 0.5 + sway, foot.1 - tall - 16.0 - up * 27.0);
            shapes::ellipse(spot, 13.0 + up * 5.0, 11.0 + up * 4.4)
        };
        for step in 0..6 {
            print.stroke(puff(step), 8.0, Tone::Ink);
        }
        for step in 0..6 {
            print.fill(puff(step), smoke);
        }
    }
    print.outlined(
        shapes::rectangle((foot.0 - 20.0, foot.1 - tall), (40.0, tall + 40.0)),
        Tone::Strong,
        5.0,
        Tone::Ink,
    );
    print.rectangle((foot.0 - 27.0, foot.1 - tall - 8.0), (54.0, 15.0), Tone::Ink);
    for row in 0..5 {
        let y = foot.1 - tall + 20.0 + row as f32 * 15.0;
        print.gouge((foot.0 - 16.0, y), (foot.0 + dice.wobble(14.0), y), 2.5, Tone::Ink);
    }
}

fn washing(print: &mut Print, from: Spot, to: Spot, dice: &mut Dice) {
    let at = |along: f32| {
        let (x, y) = shapes::between(from, to, along);
        (x, y - 12.0 + (along * std::f32::consts::PI).sin() * 34.0)
    };
    let line: Vec<Spot> = (0..=8).map(|step| at(step as f32 / 8.0)).collect();
    print.stroke(shapes::open_curve(&line), 4.0, Tone::Ink);
    for index in 0..5 {
        let (x, y) = at(0.2 + index as f32 * 0.15);
        let place = Place::new((x, y), dice.between(20.0, 25.0)).leaning(dice.wobble(0.1));
        let tone = dice.pick([Tone::Paper, Tone::Light, Tone::Strong]);
        let shirt = [
            (-0.5, 0.0),
            (0.5, 0.0),
            (1.1, 0.5),
            (0.85, 0.95),
            (0.55, 0.7),
            (0.55, 1.9),
            (-0.55, 1.9),
            (-0.55, 0.7),
            (-0.85, 0.95),
            (-1.1, 0.5),
        ];
        let cloth = [(-0.6, 0.0), (0.6, 0.0), (0.64, 1.6), (-0.56, 1.7)];
        let outline = if dice.chance(0.5) {
            shapes::polygon(&place.all(shirt))
        } else {
            shapes::polygon(&place.all(cloth))
        };
        print.outlined(outline, tone, 4.0, Tone::Ink);
    }
}
