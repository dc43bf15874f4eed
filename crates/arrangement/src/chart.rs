//! Bars of a chart, drawn without a script: every number is also said in words and stands in a table.

use serde::Serialize;

/// How wide and how high the chart is, in its own units.
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 160.0;
/// A day without a reader is a line, so that it is seen to be a day.
const LOWEST: f64 = 2.0;

/// A chart of bars.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Chart {
    width: f64,
    height: f64,
    bars: Vec<Bar>,
}

/// One bar.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Bar {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    /// What it stands for, in words.
    words: String,
}

impl Chart {
    /// A bar for each number, the first of which is the earliest.
    pub(crate) fn of(numbers: impl IntoIterator<Item = (i64, String)>) -> Self {
        let numbers: Vec<(i64, String)> = numbers.into_iter().collect();
        let highest = numbers.iter().map(|(number, _)| *number).max().unwrap_or(0).max(1);
        let step = WIDTH / numbers.len().max(1) as f64;
        let bars = numbers
            .into_iter()
            .enumerate()
            .map(|(place, (number, words))| {
                let height = rounded((HEIGHT * number as f64 / highest as f64).max(LOWEST));
                Bar {
                    x: rounded(place as f64 * step),
                    y: rounded(HEIGHT - height),
                    width: rounded((step * 0.8).max(1.0)),
                    height,
                    words,
                }
            })
            .collect();
        Self {
            width: WIDTH,
            height: HEIGHT,
            bars,
        }
    }
}

fn rounded(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_high_as_their_numbers() {
        let chart = Chart::of([(0, String::new()), (5, String::new()), (10, String::new())]);
        let heights: Vec<f64> = chart.bars.iter().map(|bar| bar.height).collect();
        assert_eq!(heights, [LOWEST, HEIGHT / 2.0, HEIGHT]);
        assert!(chart.bars.iter().all(|bar| (bar.y + bar.height - HEIGHT).abs() < 0.01));
        assert!(Chart::of([]).bars.is_empty());
        assert!((Chart::of([(0, String::new())]).bars[0].height - LOWEST).abs() < 0.01);
    }
}
