//! People as a linocut shows them: a head, shoulders, a raised hand.

use tiny_skia::Path;

use super::dice::Dice;
use super::print::{Print, Tone};
use super::shapes::{Place, Spot, ellipse, gouge, ribbon, smooth};

/// What is on somebody's head.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Hair {
    Short,
    Bun,
    Curls,
    Long,
    Scarf,
    Cap,
    Hat,
}

/// What somebody does with their arms; the number is the side.
#[derive(Clone, Copy)]
pub(super) enum Arms {
    Down,
    Fist(f32),
    Open(f32),
    BothUp,
}

/// How somebody looks.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) clothes: Tone,
    pub(super) line: Tone,
    pub(super) hair: Hair,
    pub(super) arms: Arms,
}

impl Look {
    pub(super) fn any(dice: &mut Dice, clothes: Tone, line: Tone) -> Self {
        Self {
            clothes,
            line,
            hair: any_hair(dice),
            arms: Arms::Down,
        }
    }

    pub(super) fn with(self, arms: Arms) -> Self {
        Self { arms, ..self }
    }
}

pub(super) fn any_hair(dice: &mut Dice) -> Hair {
    dice.pick([
        Hair::Short,
        Hair::Short,
        Hair::Bun,
        Hair::Curls,
        Hair::Long,
        Hair::Scarf,
        Hair::Cap,
        Hair::Hat,
    ])
}

/// Somebody in a crowd from the chest up; the unit is the head's radius, the
/// origin its middle.
pub(super) fn standing(print: &mut Print, place: &Place, look: Look, dice: &mut Dice) {
    let gap = (place.scale * 0.11).clamp(2.0, 6.0);
    let flat = look.clothes == Tone::Strong || look.clothes == Tone::Light;
    let head_tone = if look.line == Tone::Ink {
        Tone::Ink
    } else {
        look.clothes
    };
    let body = torso(place);
    let arms = arms(place, look.arms);
    let head = head(place, look.hair);

    for arm in &arms {
        print.stroke(Some(arm.clone()), gap * 2.0, look.line);
    }
    for arm in &arms {
        print.fill(Some(arm.clone()), look.clothes);
    }
    print.outlined(body, look.clothes, gap, look.line);
    folds(print, place, look, dice);
    if place.scale > 17.0 {
        for shape in &head {
            print.stroke(Some(shape.clone()), gap * 2.0, separating(look));
        }
    }
    for shape in head {
        print.fill(Some(shape), head_tone);
    }
    for (hand, fist) in hands(place, look.arms) {
        let tone = if flat && look.line == Tone::Ink {
            Tone::Ink
        } else {
            look.clothes
        };
        draw_hand(print, place, hand, fist, tone);
    }
    head_details(print, place, look);
}

/// The line round a head must part it from the clothes under it.
fn separating(look: Look) -> Tone {
    if look.line == Tone::Ink { Tone::Paper } else { look.line }
}

fn torso(place: &Place) -> Option<Path> {
    smooth(&place.all([
        (-0.35, 0.7),
        (-0.75, 1.25),
        (-1.75, 1.7),
        (-2.15, 2.7),
        (-2.2, 5.5),
        (-2.1, 8.6),
        (2.1, 8.6),
        (2.2, 5.5),
        (2.15, 2.7),
        (1.75, 1.7),
        (0.75, 1.25),
        (0.35, 0.7),
    ]))
}

fn folds(print: &mut Print, place: &Place, look: Look, dice: &mut Dice) {
    if place.scale < 20.0 {
        return;
    }
    let tone = if look.clothes == Tone::Ink {
        Tone::Paper
    } else {
        Tone::Ink
    };
    let lit = dice.side();
    for index in 0..5 {
        let x = lit * (1.85 - index as f32 * 0.26);
        let from = place.at(x, 2.3 + index as f32 * 0.12 + dice.wobble(0.1));
        let to = place.at(x + lit * 0.08, 4.4 - index as f32 * 0.35 + dice.wobble(0.3));
        print.gouge(from, to, place.scale * 0.075, tone);
    }
    for index in 0..3 {
        let x = -lit * (0.4 + index as f32 * 0.45);
        let from = place.at(x, 3.6 + dice.wobble(0.3));
        let to = place.at(x - lit * 0.2, 6.4 + dice.wobble(0.5));
        print.gouge(from, to, place.scale * 0.06, tone);
    }
    if dice.chance(0.5) {
        let collar = smooth(&place.all([(-0.75, 1.3), (0.0, 2.0), (0.75, 1.3), (0.0, 1.65)]));
        print.fill(collar, tone);
    }
}

fn head(place: &Place, hair: Hair) -> Vec<Path> {
    let mut shapes = vec![smooth(&place.all([
        (0.0, -1.12),
        (0.72, -0.85),
        (0.9, -0.1),
        (0.72, 0.6),
        (0.0, 1.08),
        (-0.72, 0.6),
        (-0.9, -0.1),
        (-0.72, -0.85),
    ]))];
    match hair {
        Hair::Short => {}
        Hair::Bun => shapes.push(round(place, (0.1, -1.4), 0.5)),
        Hair::Curls => {
            for (x, y) in [
                (-0.95, -0.1),
                (-0.8, -0.75),
                (-0.2, -1.15),
                (0.5, -1.05),
                (0.95, -0.5),
                (1.0, 0.15),
            ] {
                shapes.push(round(place, (x, y), 0.55));
            }
        }
        Hair::Long => shapes.push(smooth(&place.all([
            (0.0, -1.25),
            (0.95, -0.8),
            (1.15, 0.3),
            (1.2, 1.6),
            (0.4, 1.35),
            (-0.4, 1.35),
            (-1.2, 1.6),
            (-1.15, 0.3),
            (-0.95, -0.8),
        ]))),
        Hair::Scarf => shapes.push(smooth(&place.all([
            (0.0, -1.3),
            (1.0, -0.7),
            (1.15, 0.5),
            (1.3, 1.5),
            (0.0, 1.75),
            (-1.3, 1.5),
            (-1.15, 0.5),
            (-1.0, -0.7),
        ]))),
        Hair::Cap => shapes.push(smooth(&place.all([
            (-1.0, -0.5),
            (-0.7, -1.25),
            (0.2, -1.4),
            (0.95, -0.95),
            (1.75, -0.5),
            (1.0, -0.35),
        ]))),
        Hair::Hat => {
            shapes.push(smooth(&place.all([
                (-0.75, -0.6),
                (-0.65, -1.6),
                (0.0, -1.45),
                (0.65, -1.6),
                (0.75, -0.6),
            ])));
            shapes.push(smooth(&place.all([
                (-1.65, -0.62),
                (0.0, -0.95),
                (1.65, -0.62),
                (0.0, -0.35),
            ])));
        }
    }
    shapes.into_iter().flatten().collect()
}

fn round(place: &Place, (x, y): Spot, radius: f32) -> Option<Path> {
    let radius = radius * place.scale;
    ellipse(place.at(x, y), radius, radius)
}

fn head_details(print: &mut Print, place: &Place, look: Look) {
    if place.scale < 24.0 {
        return;
    }
    let cut = |from: Spot, to: Spot| gouge(place.at(from.0, from.1), place.at(to.0, to.1), place.scale * 0.07);
    match look.hair {
        Hair::Hat => print.fill(cut((-0.72, -0.86), (0.72, -0.86)), Tone::Paper),
        Hair::Cap => print.fill(cut((-0.85, -0.62), (1.05, -0.66)), Tone::Paper),
        Hair::Scarf => {
            print.fill(cut((-0.7, -0.6), (-0.8, 0.9)), Tone::Paper);
            print.fill(cut((0.75, -0.5), (0.2, 1.4)), Tone::Paper);
        }
        Hair::Long => {
            for x in [-0.55, 0.0, 0.55] {
                print.fill(cut((x * 0.7, -0.8), (x * 1.5, 1.1)), Tone::Paper);
            }
        }
        Hair::Bun => print.fill(cut((-0.3, -1.02), (0.5, -1.02)), Tone::Paper),
        Hair::Short | Hair::Curls => {
            print.fill(cut((-0.62, -0.55), (-0.68, 0.35)), Tone::Paper);
        }
    }
}

fn arms(place: &Place, arms: Arms) -> Vec<Path> {
    let arm = |side: f32, hand: Spot| {
        let spine = [
            (place.at(side * 1.5, 3.1), 1.25 * place.scale),
            (place.at(side * 2.1, 1.9), 1.2 * place.scale),
            (place.at(side * 2.45, 0.3), 1.0 * place.scale),
            (place.at(side * hand.0, hand.1), 0.72 * place.scale),
        ];
        ribbon(&spine)
    };
    hand_spots(arms)
        .into_iter()
        .filter_map(|(side, hand, _)| arm(side, hand))
        .collect()
}

/// The side, the spot and whether the hand is closed, of each raised hand.
fn hand_spots(arms: Arms) -> Vec<(f32, Spot, bool)> {
    match arms {
        Arms::Down => vec![],
        Arms::Fist(side) => vec![(side, (2.3, -2.3), true)],
        Arms::Open(side) => vec![(side, (2.5, -2.1), false)],
        Arms::BothUp => vec![(-1.0, (2.6, -1.9), false), (1.0, (2.6, -1.9), false)],
    }
}

fn hands(place: &Place, arms: Arms) -> Vec<(Place, bool)> {
    hand_spots(arms)
        .into_iter()
        .map(|(side, (x, y), fist)| {
            let spot = place.at(side * x, y - 0.35);
            let hand = Place::new(spot, place.scale).facing(side * place.facing);
            (hand.leaning(place.lean + side * place.facing * 0.08), fist)
        })
        .collect()
}

fn draw_hand(print: &mut Print, person: &Place, hand: Place, fist: bool, tone: Tone) {
    let line = if tone == Tone::Ink { Tone::Paper } else { Tone::Ink };
    let gap = (person.scale * 0.11).clamp(1.5, 6.0);
    if person.scale < 22.0 {
        print.circle(hand.origin, person.scale * 0.75, tone);
        return;
    }
    if fist {
        print.circle(hand.at(0.0, -0.05), person.scale * 0.72 + gap, Tone::Paper);
        closed_hand(print, &hand, tone, line);
    } else {
        palm(print, &hand, Tone::Paper, gap);
        palm(print, &hand, tone, 0.0);
    }
    if person.scale > 24.0 {
        let cuff = gouge(hand.at(-0.55, 0.62), hand.at(0.55, 0.62), person.scale * 0.14);
        print.fill(cuff, line);
    }
}

/// A raised fist, about one head high.
pub(super) fn closed_hand(print: &mut Print, place: &Place, tone: Tone, line: Tone) {
    let outline = [
        (-0.5, 0.75),
        (-0.78, 0.1),
        (-0.72, -0.55),
        (-0.3, -0.82),
        (0.25, -0.85),
        (0.68, -0.6),
        (0.74, 0.05),
        (0.48, 0.75),
    ];
    print.fill(smooth(&place.all(outline)), tone);
    let width = place.scale * 0.09;
    for x in [-0.34, 0.02, 0.38] {
        print.gouge(place.at(x, -0.74), place.at(x, -0.12), width, line);
    }
    let thumb = [(-0.74, 0.02), (-0.1, -0.06), (0.3, 0.1), (0.28, 0.3), (-0.2, 0.32)];
    print.stroke(smooth(&place.all(thumb)), width * 0.7, line);
}

/// An open palm, about one and a half heads high.
pub(super) fn open_hand(print: &mut Print, place: &Place, tone: Tone) {
    palm(print, place, tone, 0.0);
}

fn palm(print: &mut Print, place: &Place, tone: Tone, margin: f32) {
    let outline = [
        (-0.42, 0.8),
        (-0.6, 0.2),
        (-0.56, -0.3),
        (0.0, -0.42),
        (0.54, -0.3),
        (0.56, 0.2),
        (0.4, 0.8),
    ];
    let outline = smooth(&place.all(outline));
    if margin > 0.0 {
        print.stroke(outline.clone(), margin * 2.0, tone);
    }
    print.fill(outline, tone);
    let fingers: [(Spot, Spot); 5] = [
        ((-0.42, -0.1), (-0.72, -1.05)),
        ((-0.14, -0.2), (-0.24, -1.4)),
        ((0.16, -0.2), (0.22, -1.35)),
        ((0.42, -0.1), (0.64, -1.02)),
        ((-0.4, 0.4), (-1.15, -0.22)),
    ];
    for (root, tip) in fingers {
        let (root, tip) = (place.at(root.0, root.1), place.at(tip.0, tip.1));
        print.line(root, tip, place.scale * 0.28 + margin * 2.0, tone);
    }
}

/// Somebody sitting on the ground with crossed legs; the unit is the head's
/// radius, the origin the middle of the seat.
pub(super) fn sitting(print: &mut Print, place: &Place, look: Look, facing_us: bool, dice: &mut Dice) {
    let gap = (place.scale * 0.12).clamp(2.0, 5.0);
    let legs = smooth(&place.all([
        (-3.1, 0.1),
        (-2.4, -0.75),
        (-1.2, -1.2),
        (1.2, -1.2),
        (2.4, -0.75),
        (3.1, 0.1),
        (2.2, 0.7),
        (0.0, 0.8),
        (-2.2, 0.7),
    ]));
    let body = smooth(&place.all([
        (-0.4, -5.15),
        (-1.1, -4.85),
        (-1.8, -4.35),
        (-1.7, -3.1),
        (-1.3, -1.7),
        (-1.4, 0.0),
        (1.4, 0.0),
        (1.3, -1.7),
        (1.7, -3.1),
        (1.8, -4.35),
        (1.1, -4.85),
        (0.4, -5.15),
    ]));
    print.outlined(legs, Tone::Ink, gap, Tone::Paper);
    let line = if look.clothes == Tone::Ink {
        Tone::Paper
    } else {
        Tone::Ink
    };
    print.outlined(body, look.clothes, gap, line);

    let upper = Place {
        origin: place.at(0.0, -6.1),
        ..*place
    };
    for arm in arms(&upper, look.arms) {
        print.outlined(Some(arm.clone()), look.clothes, gap, line);
    }
    for side in [-1.0, 1.0] {
        if hand_spots(look.arms).iter().all(|(raised, _, _)| *raised != side) {
            let sleeve = [
                (place.at(side * 1.5, -4.2), 0.75 * place.scale),
                (place.at(side * 2.1, -3.1), 0.8 * place.scale),
                (place.at(side * 2.25, -1.9), 0.66 * place.scale),
                (place.at(side * 1.5, -0.7), 0.5 * place.scale),
            ];
            print.outlined(ribbon(&sleeve), look.clothes, gap * 0.7, line);
        }
    }
    for index in 0..3 {
        let x = dice.wobble(0.9);
        let top = -3.4 + index as f32 * 0.5;
        print.gouge(place.at(x, top), place.at(x * 0.8, top + 1.6), place.scale * 0.06, line);
    }
    if facing_us {
        let shirt = smooth(&place.all([(-0.75, -4.95), (0.0, -3.7), (0.75, -4.95), (0.0, -4.6)]));
        print.fill(shirt, line);
        for side in [-1.0, 1.0] {
            print.circle(place.at(side * 1.25, -0.65), place.scale * 0.42, Tone::Ink);
        }
    }
    print.gouge(
        place.at(-2.3, -0.1),
        place.at(0.7, 0.25),
        place.scale * 0.12,
        Tone::Paper,
    );

    for shape in head(&upper, look.hair) {
        print.stroke(Some(shape), gap * 2.0, Tone::Paper);
    }
    for shape in head(&upper, look.hair) {
        print.fill(Some(shape), Tone::Ink);
    }
    head_details(print, &upper, look);
    for (hand, fist) in hands(&upper, look.arms) {
        draw_hand(print, &upper, hand, fist, Tone::Ink);
    }
}
