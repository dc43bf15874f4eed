//! Chance that repeats: the same seed throws the same numbers everywhere.

/// A small generator (SplitMix64), good enough for where a leaf falls.
pub(super) struct Dice(u64);

impl Dice {
    /// Dice for one picture; the name keeps scenes of one seed apart.
    pub(super) fn new(seed: u64, name: &str) -> Self {
        let mixed = name.bytes().fold(seed ^ 0x0C05_EC4A, |state, byte| {
            (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3).rotate_left(29)
        });
        let mut dice = Self(mixed);
        dice.throw();
        dice
    }

    pub(super) fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From zero to just below one.
    pub(super) fn unit(&mut self) -> f32 {
        (self.throw() >> 40) as f32 / (1u64 << 24) as f32
    }

    pub(super) fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// A little to either side of zero.
    pub(super) fn wobble(&mut self, most: f32) -> f32 {
        self.between(-most, most)
    }

    pub(super) fn whole(&mut self, low: usize, high: usize) -> usize {
        let span = (high.max(low) - low + 1) as u64;
        low + (self.throw() % span) as usize
    }

    pub(super) fn chance(&mut self, probability: f32) -> bool {
        self.unit() < probability
    }

    /// One to the right, minus one to the left.
    pub(super) fn side(&mut self) -> f32 {
        if self.chance(0.5) { 1.0 } else { -1.0 }
    }

    pub(super) fn pick<T: Copy, const N: usize>(&mut self, among: [T; N]) -> T {
        among[self.whole(0, N - 1)]
    }

    pub(super) fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.whole(0, last));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_seeds_are_not_alike() {
        for skip in 0..40 {
            let hits = (0..1000).filter(|seed| {
                let mut dice = Dice::new(*seed, "skyline");
                for _ in 0..skip {
                    dice.throw();
                }
                dice.chance(0.35)
            });
            let hits = hits.count();
            assert!((280..420).contains(&hits), "throw {skip}: {hits} of 1000");
        }
    }
}
