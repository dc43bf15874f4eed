//! Every word of every name, sorted, so that a prefix is a range.

use crate::fold::fold;
use std::cmp::Ordering;

/// Stands before and after every folded name. It sorts before all letters and the space, so the order of what begins
/// at a word is the order of the names from there on.
const EDGE: u8 = b'\n';

/// The folded names of all places, and where in them each word begins, in alphabetical order.
#[derive(Debug, Default)]
pub struct Index {
    text: Vec<u8>,
    words: Vec<Word>,
}

#[derive(Clone, Copy, Debug)]
struct Word {
    starts_at: u32,
    place: u32,
}

/// How well a name fits what was typed; the better one is the smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The whole name was typed.
    Whole,
    /// The name begins so.
    Beginning,
    /// A later word of the name begins so.
    LaterWord,
    /// The whole name and its region or country were typed, without a comma between them.
    Qualified,
}

impl Index {
    /// Takes a name of the place with this number; a place may have several.
    pub fn add(&mut self, place: u32, name: &str) {
        if self.text.is_empty() {
            self.text.push(EDGE);
        }
        let folded = fold(name);
        let mut word_begins = true;
        for (at, letter) in folded.bytes().enumerate() {
            // Offsets are four bytes to keep the index small. Names beyond that could not be found, and there are
            // a thousand times fewer.
            if word_begins && let Ok(starts_at) = u32::try_from(self.text.len() + at) {
                self.words.push(Word { starts_at, place });
            }
            word_begins = letter == b' ';
        }
        self.text.extend_from_slice(folded.as_bytes());
        self.text.push(EDGE);
    }

    /// Puts the words in order; to be called once, when all names are in.
    pub fn sort(&mut self) {
        let text = &self.text;
        // Most words differ in their first eight letters, and comparing those as one number is much faster.
        let mut keyed: Vec<(u64, Word)> = self
            .words
            .iter()
            .map(|word| (first_letters(text, *word), *word))
            .collect();
        keyed.sort_unstable_by(|(left_key, left), (right_key, right)| {
            left_key
                .cmp(right_key)
                .then_with(|| until_edge(text, *left).cmp(until_edge(text, *right)))
                .then(left.place.cmp(&right.place))
        });
        self.words = keyed.into_iter().map(|(_, word)| word).collect();
        self.text.shrink_to_fit();
    }

    /// All places with a word that begins with `folded`, and how well each fits; a place may come more than once.
    pub fn beginning_with<'index>(&'index self, folded: &'index str) -> impl Iterator<Item = (u32, Fit)> + 'index {
        let prefix = folded.as_bytes();
        let first = self
            .words
            .partition_point(|word| self.compare(*word, prefix) == Ordering::Less);
        let rest = &self.words[first..];
        let count = rest.partition_point(|word| self.compare(*word, prefix) == Ordering::Equal);
        rest[..count]
            .iter()
            .map(move |word| (word.place, self.fit(*word, prefix.len())))
    }

    /// About how many bytes it takes.
    #[cfg(test)]
    pub fn bytes(&self) -> usize {
        self.text.capacity() + self.words.capacity() * size_of::<Word>()
    }

    fn compare(&self, word: Word, prefix: &[u8]) -> Ordering {
        let name = &self.text[word.starts_at as usize..];
        name[..prefix.len().min(name.len())].cmp(prefix)
    }

    fn fit(&self, word: Word, length: usize) -> Fit {
        let start = word.starts_at as usize;
        if self.text[start - 1] != EDGE {
            Fit::LaterWord
        } else if self.text[start + length] == EDGE {
            Fit::Whole
        } else {
            Fit::Beginning
        }
    }
}

fn first_letters(text: &[u8], word: Word) -> u64 {
    let mut letters = [0; 8];
    for (letter, from) in letters.iter_mut().zip(until_edge(text, word)) {
        *letter = *from;
    }
    u64::from_be_bytes(letters)
}

fn until_edge(text: &[u8], word: Word) -> &[u8] {
    let name = &text[word.starts_at as usize..];
    let end = name.iter().position(|letter| *letter == EDGE).unwrap_or(name.len());
    &name[..end]
}
