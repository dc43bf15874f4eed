//! Outlines to cut: the few shapes everything else is made of.

use tiny_skia::{Path, PathBuilder, Rect};

/// A place on the picture, in pixels from its upper left corner.
pub(super) type Spot = (f32, f32);

/// Where a drawing made around (0, 0) is put, how large and how leaning.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) origin: Spot,
    pub(super) scale: f32,
    /// Minus one mirrors left and right.
    pub(super) facing: f32,
    /// In radians, clockwise.
    pub(super) lean: f32,
}

impl Place {
    pub(super) fn new(origin: Spot, scale: f32) -> Self {
        Self {
            origin,
            scale,
            facing: 1.0,
            lean: 0.0,
        }
    }

    pub(super) fn facing(self, facing: f32) -> Self {
        Self { facing, ..self }
    }

    pub(super) fn leaning(self, lean: f32) -> Self {
        Self { lean, ..self }
    }

    pub(super) fn at(&self, x: f32, y: f32) -> Spot {
        let (x, y) = (x * self.facing * self.scale, y * self.scale);
        let (sine, cosine) = self.lean.sin_cos();
        (
            self.origin.0 + x * cosine - y * sine,
            self.origin.1 + x * sine + y * cosine,
        )
    }

    pub(super) fn all<const N: usize>(&self, spots: [Spot; N]) -> [Spot; N] {
        spots.map(|(x, y)| self.at(x, y))
    }
}

/// The spot at this distance and angle (clockwise from the right).
pub(super) fn around(centre: Spot, radius: f32, angle: f32) -> Spot {
    (centre.0 + radius * angle.cos(), centre.1 + radius * angle.sin())
}

pub(super) fn between(from: Spot, to: Spot, part: f32) -> Spot {
    (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part)
}

pub(super) fn polygon(corners: &[Spot]) -> Option<Path> {
    let mut path = PathBuilder::new();
    let (first, rest) = corners.split_first()?;
    path.move_to(first.0, first.1);
    for corner in rest {
        path.line_to(corner.0, corner.1);
    }
    path.close();
    path.finish()
}

pub(super) fn rectangle(corner: Spot, size: Spot) -> Option<Path> {
    Rect::from_xywh(corner.0, corner.1, size.0, size.1).map(PathBuilder::from_rect)
}

pub(super) fn ellipse(centre: Spot, across: f32, down: f32) -> Option<Path> {
    let corner = (centre.0 - across, centre.1 - down);
    let bounds = Rect::from_xywh(corner.0, corner.1, across * 2.0, down * 2.0)?;
    PathBuilder::from_oval(bounds)
}

/// A closed outline that runs softly through all spots.
pub(super) fn smooth(spots: &[Spot]) -> Option<Path> {
    let count = spots.len();
    let spot = |index: usize| spots.get(index % count.max(1)).copied();
    let mut path = PathBuilder::new();
    let first = spot(0)?;
    path.move_to(first.0, first.1);
    for index in 0..count {
        let before = spot(index + count - 1)?;
        let (from, to, after) = (spot(index)?, spot(index + 1)?, spot(index + 2)?);
        curve_through(&mut path, before, from, to, after);
    }
    path.close();
    path.finish()
}

/// A line that runs softly through all spots.
pub(super) fn open_curve(spots: &[Spot]) -> Option<Path> {
    let last = spots.len().checked_sub(1)?;
    let spot = |index: usize| spots.get(index.min(last)).copied();
    let mut path = PathBuilder::new();
    let first = spot(0)?;
    path.move_to(first.0, first.1);
    for index in 0..last {
        let before = spot(index.saturating_sub(1))?;
        let (from, to, after) = (spot(index)?, spot(index + 1)?, spot(index + 2)?);
        curve_through(&mut path, before, from, to, after);
    }
    path.finish()
}

fn curve_through(path: &mut PathBuilder, before: Spot, from: Spot, to: Spot, after: Spot) {
    path.cubic_to(
        from.0 + (to.0 - before.0) / 6.0,
        from.1 + (to.1 - before.1) / 6.0,
        to.0 - (after.0 - from.0) / 6.0,
        to.1 - (after.1 - from.1) / 6.0,
        to.0,
        to.1,
    );
}

/// A band along the spots, as wide at each as told (from edge to edge).
pub(super) fn ribbon(spine: &[(Spot, f32)]) -> Option<Path> {
    let last = spine.len().checked_sub(1).filter(|last| *last > 0)?;
    let mut left = Vec::with_capacity(spine.len() * 2);
    let mut right = Vec::with_capacity(spine.len());
    for (index, ((x, y), width)) in spine.iter().enumerate() {
        let before = spine.get(index.saturating_sub(1))?.0;
        let after = spine.get((index + 1).min(last))?.0;
        let (dx, dy) = (after.0 - before.0, after.1 - before.1);
        let length = dx.hypot(dy).max(0.001);
        let (aside_x, aside_y) = (-dy / length * width / 2.0, dx / length * width / 2.0);
        left.push((x + aside_x, y + aside_y));
        right.push((x - aside_x, y - aside_y));
    }
    right.reverse();

    let mut path = PathBuilder::new();
    let first = left.first()?;
    path.move_to(first.0, first.1);
    for side in [&left, &right] {
        if let Some(start) = side.first() {
            path.line_to(start.0, start.1);
        }
        for index in 0..side.len() - 1 {
            let spot = |at: usize| side.get(at.min(side.len() - 1)).copied();
            let before = spot(index.saturating_sub(1))?;
            curve_through(&mut path, before, spot(index)?, spot(index + 1)?, spot(index + 2)?);
        }
    }
    path.close();
    path.finish()
}

/// The mark of one push with the gouge: pointed at both ends.
pub(super) fn gouge(from: Spot, to: Spot, width: f32) -> Option<Path> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(0.001);
    let middle = between(from, to, 0.5);
    let (aside_x, aside_y) = (-dy / length * width, dx / length * width);
    let mut path = PathBuilder::new();
    path.move_to(from.0, from.1);
    path.quad_to(middle.0 + aside_x, middle.1 + aside_y, to.0, to.1);
    path.quad_to(middle.0 - aside_x, middle.1 - aside_y, from.0, from.1);
    path.close();
    path.finish()
}

/// A leaf from its stalk to its tip.
pub(super) fn leaf(stalk: Spot, tip: Spot, width: f32) -> Option<Path> {
    let (dx, dy) = (tip.0 - stalk.0, tip.1 - stalk.1);
    let length = dx.hypot(dy).max(0.001);
    let belly = between(stalk, tip, 0.36);
    let (aside_x, aside_y) = (-dy / length * width, dx / length * width);
    let mut path = PathBuilder::new();
    path.move_to(stalk.0, stalk.1);
    let near_tip = between(stalk, tip, 0.78);
    path.cubic_to(
        belly.0 + aside_x * 0.9,
        belly.1 + aside_y * 0.9,
        near_tip.0 + aside_x * 0.5,
        near_tip.1 + aside_y * 0.5,
        tip.0,
        tip.1,
    );
    path.cubic_to(
        near_tip.0 - aside_x * 0.5,
        near_tip.1 - aside_y * 0.5,
        belly.0 - aside_x * 0.9,
        belly.1 - aside_y * 0.9,
        stalk.0,
        stalk.1,
    );
    path.close();
    path.finish()
}

/// A star with so many points; the inner radius tells how sharp they are.
pub(super) fn star(centre: Spot, points: usize, outer: f32, inner: f32, turn: f32) -> Option<Path> {
    let step = std::f32::consts::PI / points.max(1) as f32;
    let corners: Vec<Spot> = (0..points * 2)
        .map(|index| {
            let radius = if index % 2 == 0 { outer } else { inner };
            around(centre, radius, turn - std::f32::consts::FRAC_PI_2 + step * index as f32)
        })
        .collect();
    polygon(&corners)
}
