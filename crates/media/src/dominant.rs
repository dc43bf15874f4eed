//! Finds the colour that stands in for a picture while it loads.

use image::{DynamicImage, GenericImageView};

/// Shades told apart in each channel: enough to part sky from sea.
const SHADES: usize = 8;

/// Light warm grey, for a picture nothing of which can be seen.
const NOTHING_SEEN: [u8; 3] = [0xEE, 0xEA, 0xE2];

/// The average of the most frequent group of similar colours.
pub(crate) fn dominant_colour(picture: &DynamicImage) -> [u8; 3] {
    let mut groups = vec![Group::default(); SHADES * SHADES * SHADES];
    for (_, _, pixel) in picture.pixels() {
        let [red, green, blue, alpha] = pixel.0;
        if let Some(group) = groups.get_mut(group_of([red, green, blue])) {
            group.add([red, green, blue], alpha);
        }
    }
    groups
        .iter()
        .max_by_key(|group| group.weight)
        .filter(|group| group.weight > 0)
        .map_or(NOTHING_SEEN, Group::average)
}

fn group_of(colour: [u8; 3]) -> usize {
    colour.iter().fold(0, |index, &channel| {
        index * SHADES + usize::from(channel) * SHADES / 256
    })
}

#[derive(Clone, Default)]
struct Group {
    weight: u64,
    sums: [u64; 3],
}

impl Group {
    fn add(&mut self, colour: [u8; 3], alpha: u8) {
        let weight = u64::from(alpha);
        self.weight += weight;
        for (sum, channel) in self.sums.iter_mut().zip(colour) {
            *sum += u64::from(channel) * weight;
        }
    }

    fn average(&self) -> [u8; 3] {
        self.sums
            .map(|sum| u8::try_from(sum / self.weight.max(1)).unwrap_or(u8::MAX))
    }
}

#[cfg(test)]
mod tests {
    use image::{Rgba, RgbaImage};

    use super::*;

    #[test]
    fn the_larger_area_wins_and_the_unseen_does_not_count() {
        let picture = RgbaImage::from_fn(10, 10, |x, _| match x {
            0..=4 => Rgba([255, 0, 0, 0]),
            5..=7 => Rgba([20, 40, 200, 255]),
            _ => Rgba([250, 250, 250, 255]),
        });
        assert_eq!(dominant_colour(&DynamicImage::ImageRgba8(picture)), [20, 40, 200]);
        let unseen = DynamicImage::ImageRgba8(RgbaImage::new(3, 3));
        assert_eq!(dominant_colour(&unseen), NOTHING_SEEN);
    }
}
