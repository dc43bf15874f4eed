//! An order of lines in levels, as menus and nested pages have it, and the four ways to move a line: up, down, in, out.

use crate::Id;

/// Lines from top to bottom, each with its level: 0 is the outermost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline(Vec<(Id, usize)>);

/// A way to move a line with everything beneath it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutlineStep {
    /// Before the line above it on the same level.
    Up,
    /// Behind the line below it on the same level.
    Down,
    /// Beneath the line above it.
    In,
    /// Out from beneath its line, to behind it.
    Out,
}

impl OutlineStep {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Up, Self::Down, Self::Out, Self::In];

    /// Its word in forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::In => "in",
            Self::Out => "out",
        }
    }

    /// The step a form names.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == word)
    }
}

/// Where a line hangs, and its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hung {
    /// The line.
    pub id: Id,
    /// The line above it; none on the outermost level.
    pub parent: Option<Id>,
    /// Its place among its siblings, from 0.
    pub position: i32,
}

impl Outline {
    /// These lines as they are.
    #[must_use]
    pub fn new(lines: Vec<(Id, usize)>) -> Self {
        Self(lines)
    }

    /// Puts lines that know their parent into order. Those with a parent that is not among them are outermost.
    #[must_use]
    pub fn of(lines: &[(Id, Option<Id>)]) -> Self {
        fn beneath(lines: &[(Id, Option<Id>)], parent: Option<Id>, level: usize, found: &mut Vec<(Id, usize)>) {
            for (id, above) in lines {
                let above = above.filter(|above| lines.iter().any(|(known, _)| known == above));
                // Each line stands once, which also ends a loop that should not exist.
                if above == parent && found.iter().all(|(known, _)| known != id) {
                    found.push((*id, level));
                    beneath(lines, Some(*id), level + 1, found);
                }
            }
        }
        let mut found = Vec::with_capacity(lines.len());
        beneath(lines, None, 0, &mut found);
        Self(found)
    }

    /// Reads `id:level,id:level`; none for anything that is no order of levels down to `deepest`.
    #[must_use]
    pub fn parse(text: &str, deepest: usize) -> Option<Self> {
        let mut lines: Vec<(Id, usize)> = Vec::new();
        for line in text.split(',').filter(|line| !line.is_empty()) {
            let (id, level) = line.split_once(':')?;
            let (id, level) = (Id(id.parse().ok()?), level.parse().ok()?);
            let highest = lines.last().map_or(0, |(_, above)| above + 1);
            if level > highest.min(deepest) || lines.iter().any(|(known, _)| *known == id) {
                return None;
            }
            lines.push((id, level));
        }
        Some(Self(lines))
    }

    /// The order as [`Outline::parse`] reads it.
    #[must_use]
    pub fn text(&self) -> String {
        let lines: Vec<String> = self.0.iter().map(|(id, level)| format!("{id}:{level}")).collect();
        lines.join(",")
    }

    /// The lines with their levels.
    #[must_use]
    pub fn lines(&self) -> &[(Id, usize)] {
        &self.0
    }

    /// Whether both hold the same lines, in whatever order.
    #[must_use]
    pub fn has_same_lines(&self, other: &Self) -> bool {
        let sorted = |outline: &Self| {
            let mut ids: Vec<Id> = outline.0.iter().map(|(id, _)| *id).collect();
            ids.sort_unstable();
            ids
        };
        sorted(self) == sorted(other)
    }

    /// Where each line hangs.
    #[must_use]
    pub fn hung(&self) -> Vec<Hung> {
        let mut above: Vec<(Id, i32)> = Vec::new();
        let mut outermost = 0;
        self.0
            .iter()
            .map(|(id, level)| {
                above.truncate(*level);
                let (parent, count) = match above.last_mut() {
                    Some((parent, count)) => (Some(*parent), count),
                    None => (None, &mut outermost),
                };
                let position = *count;
                *count += 1;
                above.push((*id, 0));
                Hung {
                    id: *id,
                    parent,
                    position,
                }
            })
            .collect()
    }

    /// The same with one line moved, and all that is beneath it; none when that way is barred.
    #[must_use]
    pub fn moved(&self, id: Id, step: OutlineStep, deepest: usize) -> Option<Self> {
        let start = self.0.iter().position(|(known, _)| *known == id)?;
        let level = self.0[start].1;
        let end = self.end_of(start);
        let mut lines = self.0.clone();
        match step {
            OutlineStep::Up => lines[self.sibling_above(start)?..end].rotate_right(end - start),
            OutlineStep::Down => {
                self.0.get(end).filter(|(_, other)| *other == level)?;
                lines[start..self.end_of(end)].rotate_left(end - start);
            }
            OutlineStep::In => {
                self.sibling_above(start)?;
                if level >= deepest {
                    return None;
                }
                for (_, level) in &mut lines[start..end] {
                    *level = (*level + 1).min(deepest);
                }
            }
            OutlineStep::Out => {
                let parent = self.0[..start].iter().rposition(|(_, other)| *other < level)?;
                let behind = self.end_of(parent);
                for (_, level) in &mut lines[start..end] {
                    *level -= 1;
                }
                lines[start..behind].rotate_left(end - start);
            }
        }
        Some(Self(lines))
    }

    /// The same without a line; what was beneath it moves up to its level.
    #[must_use]
    pub fn without(&self, id: Id) -> Self {
        let Some(start) = self.0.iter().position(|(known, _)| *known == id) else {
            return self.clone();
        };
        let end = self.end_of(start);
        let mut lines = self.0.clone();
        for (_, level) in &mut lines[start + 1..end] {
            *level -= 1;
        }
        lines.remove(start);
        Self(lines)
    }

    /// Where the line at `start` and all beneath it end.
    fn end_of(&self, start: usize) -> usize {
        let level = self.0[start].1;
        self.0[start + 1..]
            .iter()
            .position(|(_, other)| *other <= level)
            .map_or(self.0.len(), |count| start + 1 + count)
    }

    /// The line before on the same level, beneath the same line.
    fn sibling_above(&self, start: usize) -> Option<usize> {
        let level = self.0[start].1;
        let found = self.0[..start].iter().rposition(|(_, other)| *other <= level)?;
        (self.0[found].1 == level).then_some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(text: &str) -> Outline {
        Outline::parse(text, 4).unwrap()
    }

    #[test]
    fn only_orders_of_levels_are_read() {
        for sound in ["", "1:0", "1:0,2:1,3:1,4:0", "1:0,2:1,3:2"] {
            assert_eq!(outline(sound).text(), sound);
        }
        for unsound in ["1", "1:1", "1:0,2:2", "1:0,1:0", "1:0,x:1", "1:0,2:-1"] {
            assert_eq!(Outline::parse(unsound, 4), None, "{unsound}");
        }
        assert_eq!(Outline::parse("1:0,2:1,3:2", 1), None);
    }

    #[test]
    fn a_line_moves_with_all_that_is_beneath_it() {
        let menu = outline("1:0,2:1,3:0,4:1,5:1,6:0");
        let after = |id, step| menu.moved(Id(id), step, 1).map(|moved| moved.text());
        assert_eq!(after(3, OutlineStep::Up).unwrap(), "3:0,4:1,5:1,1:0,2:1,6:0");
        assert_eq!(after(1, OutlineStep::Down).unwrap(), "3:0,4:1,5:1,1:0,2:1,6:0");
        assert_eq!(after(5, OutlineStep::Up).unwrap(), "1:0,2:1,3:0,5:1,4:1,6:0");
        assert_eq!(after(6, OutlineStep::In).unwrap(), "1:0,2:1,3:0,4:1,5:1,6:1");
        // What would be too deep stands beside it.
        assert_eq!(after(3, OutlineStep::In).unwrap(), "1:0,2:1,3:1,4:1,5:1,6:0");
        assert_eq!(after(4, OutlineStep::Out).unwrap(), "1:0,2:1,3:0,5:1,4:0,6:0");
        assert_eq!(after(5, OutlineStep::Out).unwrap(), "1:0,2:1,3:0,4:1,5:0,6:0");
        for (id, step) in [
            (1, OutlineStep::Up),
            (2, OutlineStep::Up),
            (6, OutlineStep::Down),
            (5, OutlineStep::Down),
            (1, OutlineStep::In),
            (4, OutlineStep::In),
            (2, OutlineStep::In),
            (1, OutlineStep::Out),
            (9, OutlineStep::Up),
        ] {
            assert_eq!(after(id, step), None, "{id} {step:?}");
        }
    }

    #[test]
    fn lines_know_where_they_hang_and_come_back_from_there() {
        let pages = outline("7:0,3:1,9:2,4:1,8:0");
        let hung = pages.hung();
        assert_eq!(
            hung.iter()
                .map(|one| (one.id.0, one.parent.map(|parent| parent.0), one.position))
                .collect::<Vec<_>>(),
            [
                (7, None, 0),
                (3, Some(7), 0),
                (9, Some(3), 0),
                (4, Some(7), 1),
                (8, None, 1)
            ]
        );
        let parents: Vec<(Id, Option<Id>)> = hung.iter().map(|one| (one.id, one.parent)).collect();
        assert_eq!(Outline::of(&parents), pages);
        assert_eq!(pages.without(Id(3)).text(), "7:0,9:1,4:1,8:0");
        // Who hangs under nothing known, or in a circle, does not make others disappear.
        let odd = [(Id(1), Some(Id(99))), (Id(2), Some(Id(3))), (Id(3), Some(Id(2)))];
        assert_eq!(Outline::of(&odd).text(), "1:0");
    }
}
