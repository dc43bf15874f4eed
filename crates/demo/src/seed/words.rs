//! Texts for measuring: many words, no meaning.

use umbel_core::markdown::{plain_text, summary, to_html};

const WORDS: &str = "movement rent union harbour winter assembly strike bicycle kitchen river garden council water \
    housing letter flyer meeting street climate solidarity care night school radio theatre market bridge field \
    concert notice vote square library archive people work";

/// A text of some 120 words.
pub(super) struct Words {
    pub(super) markdown: String,
    pub(super) html: String,
    pub(super) plain: String,
    pub(super) summary: String,
}

impl Words {
    pub(super) fn new(seed: usize) -> Self {
        let words: Vec<&str> = WORDS.split_whitespace().collect();
        let mut state = seed as u64 * 2_654_435_761 + 42;
        let mut word = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            words[usize::try_from(state >> 33).unwrap_or(0) % words.len()]
        };
        let mut markdown = String::new();
        for paragraph in 0..3 {
            if paragraph == 1 {
                markdown.push_str("## What comes next\n\n");
            }
            for _ in 0..4 {
                let sentence: Vec<&str> = (0..10).map(|_| word()).collect();
                markdown.push_str(&format!("The {}. ", sentence.join(" ")));
            }
            markdown.push_str("\n\n");
        }
        let html = to_html(&markdown);
        Self {
            plain: plain_text(&html),
            summary: summary(&html, 200),
            markdown,
            html,
        }
    }
}
