//! A big pot, its steam, and bowls for whoever comes.

use super::backdrop::{self, HEIGHT, WIDTH};
use super::dice::Dice;
use super::print::{Print, Tone};
use super::shapes::{self, Place, Spot, around, leaf};

const TABLE: f32 = 668.0;

pub(super) fn draw(print: &mut Print, dice: &mut Dice) {
    let wall = wall(print, dice);
    let pot_x = dice.between(640.0, 960.0);
    steam(print, pot_x, wall, dice);
    shelf(print, pot_x, wall, dice);
    table(print, dice);
    let (left, right) = (pot_x - 330.0, pot_x + 330.0);
    let mut x = left;
    while x > 40.0 {
        beside(print, x, dice);
        x -= dice.between(205.0, 250.0);
    }
    let mut x = right;
    while x < WIDTH - 40.0 {
        beside(print, x, dice);
        x += dice.between(205.0, 250.0);
    }
    pot(print, pot_x, dice);
    bowls(print, dice);
}

fn wall(print: &mut Print, dice: &mut Dice) -> Tone {
    let ground = dice.pick([Tone::Light, Tone::Strong, Tone::Paper]);
    print.background(ground);
    let joint = if ground == Tone::Paper {
        Tone::Light
    } else {
        Tone::Paper
    };
    if dice.chance(0.5) {
        for row in 0..7 {
            let y = 60.0 + row as f32 * 100.0;
            print.line((0.0, y), (WIDTH, y), 4.0, joint);
            for column in 0..17 {
                let x = column as f32 * 100.0;
                print.line((x, y), (x, y + 100.0), 4.0, joint);
                if (row + column) % 4 == 0 {
                    print.fill(shapes::star((x + 50.0, y + 50.0), 4, 30.0, 9.0, 0.0), joint);
                }
            }
        }
    } else {
        backdrop::rays(print, (800.0, TABLE), 28, joint, dice.unit());
    }
    ground
}

fn steam(print: &mut Print, x: f32, wall: Tone, dice: &mut Dice) {
    let tone = if wall == Tone::Paper { Tone::Light } else { Tone::Paper };
    // All wisps swing to the same side, or they look like tentacles.
    let facing = dice.side();
    for index in 0..4 {
        let start = x - 165.0 + index as f32 * 110.0;
        let size = [0.86, 1.12, 1.0, 0.8][index] * dice.between(0.92, 1.02);
        let place = Place::new((start, 396.0), size).facing(facing);
        let wisp = place.all([
            (0.0, 0.0),
            (-26.0, -62.0),
            (14.0, -132.0),
            (-20.0, -204.0),
            (-2.0, -272.0),
            (44.0, -298.0),
            (66.0, -262.0),
            (40.0, -238.0),
            (24.0, -256.0),
        ]);
        print.stroke(shapes::open_curve(&wisp), 29.0 * size, Tone::Ink);
        print.stroke(shapes::open_curve(&wisp), 19.0 * size, tone);
    }
}

fn shelf(print: &mut Print, pot_x: f32, wall: Tone, dice: &mut Dice) {
    let y = 92.0;
    print.line((0.0, y), (pot_x - 275.0, y), 12.0, Tone::Ink);
    print.line((pot_x + 275.0, y), (WIDTH, y), 12.0, Tone::Ink);
    let tone = if wall == Tone::Strong {
        Tone::Light
    } else {
        Tone::Strong
    };
    let mut x = dice.between(50.0, 110.0);
    while x < WIDTH - 40.0 {
        if (x - pot_x).abs() < 290.0 {
            // The steam needs the room.
            x = pot_x + 300.0;
            continue;
        }
        let place = Place::new((x, y), 1.0).leaning(dice.wobble(0.06));
        print.line(place.at(0.0, 0.0), place.at(0.0, 24.0), 6.0, Tone::Ink);
        match dice.whole(0, 4) {
            0 => ladle(print, &place, tone),
            1 => pan(print, &place, tone),
            2 => garlic(print, &place),
            3 => spoon(print, &place, tone),
            _ => herbs(print, &place),
        }
        x += dice.between(105.0, 150.0);
    }
}

fn ladle(print: &mut Print, place: &Place, tone: Tone) {
    print.line(place.at(0.0, 20.0), place.at(0.0, 160.0), 13.0, Tone::Ink);
    let cup = [
        (-34.0, 150.0),
        (34.0, 150.0),
        (28.0, 186.0),
        (0.0, 200.0),
        (-28.0, 186.0),
    ];
    print.outlined(shapes::smooth(&place.all(cup)), tone, 5.0, Tone::Ink);
}

fn spoon(print: &mut Print, place: &Place, tone: Tone) {
    print.line(place.at(0.0, 20.0), place.at(0.0, 130.0), 12.0, Tone::Ink);
    let blade = shapes::ellipse(place.at(0.0, 160.0), 24.0, 38.0);
    print.outlined(blade, tone, 5.0, Tone::Ink);
    print.gouge(place.at(0.0, 138.0), place.at(0.0, 184.0), 4.0, Tone::Ink);
}

fn pan(print: &mut Print, place: &Place, tone: Tone) {
    print.line(place.at(0.0, 20.0), place.at(0.0, 110.0), 15.0, Tone::Ink);
    print.circle(place.at(0.0, 162.0), 60.0, Tone::Ink);
    print.ring(place.at(0.0, 162.0), 50.0, 4.0, Tone::Paper);
    print.circle(place.at(0.0, 162.0), 40.0, tone);
}

fn garlic(print: &mut Print, place: &Place) {
    for index in 0..5 {
        let side = if index % 2 == 0 { -1.0 } else { 1.0 };
        let bulb = Place {
            origin: place.at(side * 15.0, 48.0 + index as f32 * 31.0),
            ..*place
        };
        let outline = [
            (0.0, -26.0),
            (8.0, -10.0),
            (23.0, 4.0),
            (14.0, 21.0),
            (-14.0, 21.0),
            (-23.0, 4.0),
            (-8.0, -10.0),
        ];
        print.outlined(shapes::smooth(&bulb.all(outline)), Tone::Paper, 4.0, Tone::Ink);
        print.gouge(bulb.at(-2.0, -12.0), bulb.at(-8.0, 18.0), 2.5, Tone::Ink);
        print.gouge(bulb.at(3.0, -12.0), bulb.at(9.0, 18.0), 2.5, Tone::Ink);
    }
}

fn herbs(print: &mut Print, place: &Place) {
    for index in 0..9 {
        let x = (index as f32 - 4.0) * 12.0;
        let tip = place.at(x * 1.3, 150.0 - x.abs() * 0.6);
        print.line(place.at(0.0, 24.0), tip, 3.5, Tone::Ink);
        for part in [0.5, 0.7, 0.88, 1.0] {
            let root = shapes::between(place.at(0.0, 24.0), tip, part);
            print.fill(leaf(root, (root.0 - 17.0, root.1 + 17.0), 7.0), Tone::Ink);
            print.fill(leaf(root, (root.0 + 17.0, root.1 + 17.0), 7.0), Tone::Ink);
        }
    }
}

fn table(print: &mut Print, dice: &mut Dice) {
    print.rectangle((0.0, TABLE), (WIDTH, HEIGHT - TABLE), Tone::Paper);
    print.rectangle((0.0, TABLE - 6.0), (WIDTH, 13.0), Tone::Ink);
    let check = dice.pick([Tone::Light, Tone::Strong]);
    if dice.chance(0.6) {
        for column in -14..=14 {
            let (top, bottom) = (800.0 + column as f32 * 84.0, 800.0 + column as f32 * 132.0);
            let corners = [
                (top, TABLE + 6.0),
                (top + 42.0, TABLE + 6.0),
                (bottom + 66.0, HEIGHT),
                (bottom, HEIGHT),
            ];
            print.fill(shapes::polygon(&corners), check);
        }
        let mut y = TABLE + 6.0;
        let mut tall = 22.0;
        while y < HEIGHT {
            print.rectangle((0.0, y), (WIDTH, tall * 0.4), check);
            y += tall;
            tall *= 1.32;
        }
    } else {
        for _ in 0..70 {
            let (x, y) = (dice.between(-100.0, WIDTH), dice.between(TABLE + 14.0, HEIGHT));
            print.gouge(
                (x, y),
                (x + dice.between(90.0, 300.0), y + dice.wobble(3.0)),
                3.5,
                check,
            );
        }
    }
}

fn pot(print: &mut Print, x: f32, dice: &mut Dice) {
    let (body, band) = dice.pick([(Tone::Ink, Tone::Strong), (Tone::Strong, Tone::Ink)]);
    let line = if body == Tone::Ink { Tone::Paper } else { Tone::Ink };
    let place = Place::new((x, 720.0), 1.0);
    for side in [-1.0, 1.0] {
        let handle = [
            place.at(side * 235.0, -235.0),
            place.at(side * 310.0, -225.0),
            place.at(side * 305.0, -165.0),
            place.at(side * 232.0, -165.0),
        ];
        print.stroke(shapes::open_curve(&handle), 36.0, Tone::Paper);
        print.stroke(shapes::open_curve(&handle), 25.0, Tone::Ink);
    }
    let outline = [
        (-250.0, -310.0),
        (250.0, -310.0),
        (246.0, -60.0),
        (222.0, -8.0),
        (150.0, 12.0),
        (-150.0, 12.0),
        (-222.0, -8.0),
        (-246.0, -60.0),
    ];
    print.outlined(shapes::polygon(&place.all(outline)), body, 6.0, line);
    let rim = shapes::ellipse(place.at(0.0, -312.0), 268.0, 52.0);
    print.outlined(rim, Tone::Ink, 6.0, Tone::Paper);
    print.fill(shapes::ellipse(place.at(0.0, -308.0), 240.0, 38.0), Tone::Strong);
    for _ in 0..11 {
        let angle = dice.between(0.0, 6.2);
        let reach = dice.between(0.1, 0.82);
        let spot = place.at(angle.cos() * 230.0 * reach, -306.0 + angle.sin() * 33.0 * reach);
        let piece = shapes::ellipse(spot, dice.between(10.0, 22.0), dice.between(5.0, 9.0));
        print.outlined(piece, dice.pick([Tone::Paper, Tone::Light]), 3.0, Tone::Ink);
    }
    print.line(place.at(60.0, -306.0), place.at(190.0, -520.0), 20.0, Tone::Paper);
    print.line(place.at(60.0, -306.0), place.at(190.0, -520.0), 13.0, Tone::Ink);

    let stripe = [(-249.0, -205.0), (249.0, -205.0), (247.0, -110.0), (-247.0, -110.0)];
    print.outlined(
        shapes::polygon(&place.all(stripe)),
        if band == Tone::Ink { Tone::Paper } else { band },
        5.0,
        line,
    );
    for index in 0..11 {
        let spot = place.at(-220.0 + index as f32 * 44.0, -157.0);
        let mark = if body == Tone::Ink { Tone::Paper } else { Tone::Strong };
        print.fill(shapes::star(spot, 4, 26.0, 9.0, 0.0), mark);
    }
    for index in 0..7 {
        let start = -232.0 + index as f32 * 13.0;
        print.gouge(
            place.at(start, -98.0 + index as f32 * 6.0),
            place.at(start + 12.0, -8.0 - index as f32 * 5.0),
            4.0,
            line,
        );
        print.gouge(
            place.at(start, -292.0),
            place.at(start, -214.0 - index as f32 * 5.0),
            4.0,
            line,
        );
    }
}

/// What stands beside the pot.
fn beside(print: &mut Print, x: f32, dice: &mut Dice) {
    let place = Place::new((x, TABLE + 26.0), 1.0).facing(dice.side());
    match dice.whole(0, 4) {
        0 => bread(print, &place),
        1 => carrots(print, &place),
        2 => stack(print, &place, dice),
        3 => pumpkin(print, &place),
        _ => jug(print, &place, dice),
    }
}

fn bread(print: &mut Print, place: &Place) {
    let loaf = [
        (-100.0, 0.0),
        (-92.0, -66.0),
        (-30.0, -104.0),
        (45.0, -98.0),
        (96.0, -58.0),
        (102.0, 0.0),
        (0.0, 12.0),
    ];
    print.outlined(shapes::smooth(&place.all(loaf)), Tone::Light, 6.0, Tone::Ink);
    for x in [-52.0, -8.0, 38.0] {
        print.gouge(place.at(x - 16.0, -34.0), place.at(x + 22.0, -86.0), 11.0, Tone::Ink);
        print.gouge(place.at(x - 10.0, -34.0), place.at(x + 22.0, -78.0), 5.0, Tone::Paper);
    }
}

fn carrots(print: &mut Print, place: &Place) {
    for (x, lean) in [(-30.0, -0.5), (30.0, -0.35), (0.0, -0.42)] {
        let carrot = Place {
            origin: place.at(x, -16.0),
            lean,
            ..*place
        };
        for turn in [-0.5, -0.2, 0.1, 0.4] {
            print.fill(
                leaf(carrot.at(70.0, -6.0), carrot.at(70.0 + 88.0, -6.0 + turn * 90.0), 13.0),
                Tone::Ink,
            );
        }
        let root = [
            (-104.0, 5.0),
            (0.0, -27.0),
            (66.0, -29.0),
            (84.0, 0.0),
            (66.0, 27.0),
            (0.0, 24.0),
        ];
        print.outlined(shapes::smooth(&carrot.all(root)), Tone::Strong, 5.0, Tone::Ink);
        for along in [-34.0, 6.0, 44.0] {
            print.gouge(carrot.at(along, -22.0), carrot.at(along + 5.0, 4.0), 3.5, Tone::Ink);
        }
    }
}

fn stack(print: &mut Print, place: &Place, dice: &mut Dice) {
    let count = dice.whole(3, 5);
    for index in 0..count {
        let bowl = Place {
            origin: place.at(dice.wobble(5.0), 6.0 - index as f32 * 27.0),
            ..*place
        };
        let tone = [Tone::Paper, Tone::Strong, Tone::Light][index % 3];
        draw_bowl(print, &bowl, 78.0, tone);
    }
}

fn pumpkin(print: &mut Print, place: &Place) {
    for (x, across) in [(-62.0, 46.0), (62.0, 46.0), (-32.0, 46.0), (32.0, 46.0), (0.0, 42.0)] {
        let rib = shapes::ellipse(place.at(x, -58.0), across, 68.0);
        print.outlined(rib, Tone::Strong, 5.0, Tone::Ink);
    }
    print.gouge(place.at(-14.0, -106.0), place.at(-18.0, -18.0), 5.0, Tone::Paper);
    let stalk = [place.at(0.0, -118.0), place.at(4.0, -142.0), place.at(22.0, -156.0)];
    print.stroke(shapes::open_curve(&stalk), 17.0, Tone::Ink);
}

fn jug(print: &mut Print, place: &Place, dice: &mut Dice) {
    let handle = [
        place.at(55.0, -150.0),
        place.at(110.0, -128.0),
        place.at(100.0, -70.0),
        place.at(58.0, -50.0),
    ];
    print.stroke(shapes::open_curve(&handle), 17.0, Tone::Ink);
    let body = [
        (-48.0, -178.0),
        (42.0, -170.0),
        (44.0, -132.0),
        (74.0, -70.0),
        (52.0, 2.0),
        (-52.0, 2.0),
        (-74.0, -70.0),
        (-44.0, -132.0),
    ];
    let tone = dice.pick([Tone::Paper, Tone::Light, Tone::Strong]);
    print.outlined(shapes::smooth(&place.all(body)), tone, 6.0, Tone::Ink);
    for index in 0..5 {
        let angle = -1.1 + index as f32 * 0.45;
        let root = place.at(0.0, -64.0);
        print.fill(leaf(root, around(root, 44.0, angle - 1.1), 11.0), Tone::Ink);
    }
}

fn bowls(print: &mut Print, dice: &mut Dice) {
    let count = dice.whole(5, 7);
    let step = WIDTH / count as f32;
    for index in 0..count {
        let x = step * (index as f32 + 0.5) + dice.wobble(14.0);
        let place = Place::new((x, 868.0 + dice.wobble(9.0)), 1.0);
        let tone = dice.pick([Tone::Strong, Tone::Paper, Tone::Light, Tone::Ink]);
        draw_bowl(print, &place, step * 0.4, tone);
        for offset in [-22.0, 14.0] {
            let curl: Vec<Spot> = (0..5)
                .map(|up| {
                    let up = up as f32;
                    (
                        x + offset + (up * 1.9).sin() * 8.0,
                        place.origin.1 - step * 0.36 - up * 12.0,
                    )
                })
                .collect();
            print.stroke(shapes::open_curve(&curl), 8.0, Tone::Paper);
            print.stroke(shapes::open_curve(&curl), 4.5, Tone::Ink);
        }
    }
}

/// A bowl of soup seen a little from above; the origin is its foot.
fn draw_bowl(print: &mut Print, place: &Place, half: f32, tone: Tone) {
    let line = if tone == Tone::Ink { Tone::Paper } else { Tone::Ink };
    let rim = -half * 0.78;
    let side = [
        (-half, rim),
        (half, rim),
        (half * 0.78, rim * 0.42),
        (half * 0.36, 0.0),
        (-half * 0.36, 0.0),
        (-half * 0.78, rim * 0.42),
    ];
    print.outlined(shapes::polygon(&place.all(side)), tone, 5.0, line);
    let opening = shapes::ellipse(place.at(0.0, rim), half * 1.02, half * 0.25);
    print.outlined(
        opening.clone(),
        Tone::Ink,
        5.0,
        if line == Tone::Paper { Tone::Paper } else { Tone::Ink },
    );
    print.fill(
        shapes::ellipse(place.at(0.0, rim), half * 0.92, half * 0.19),
        if tone == Tone::Strong {
            Tone::Light
        } else {
            Tone::Strong
        },
    );
    for index in 0..4 {
        let x = -half * (0.78 - index as f32 * 0.11);
        print.gouge(
            place.at(x, rim * 0.72),
            place.at(x + half * 0.16, rim * (0.4 - index as f32 * 0.06)),
            4.0,
            line,
        );
    }
}
