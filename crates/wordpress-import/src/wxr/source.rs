//! The bytes of an export on their way to the XML parser: checked, counted and bounded.

use std::io::{self, BufRead, Read};

/// How much is checked at a time.
const CHUNK: usize = 64 * 1024;

/// Stands in for characters that XML forbids, so that positions stay those of the file.
/// It is a control character itself, and is dropped wherever text is taken.
pub(super) const FORBIDDEN: char = '\u{7f}';

/// A place in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Bytes before it.
    pub(super) position: u64,
    /// From 1.
    pub(super) line: u64,
    /// In characters, from 1.
    pub(super) column: u64,
}

/// Why the source stopped, apart from its end.
#[derive(Debug)]
pub(super) enum Failure {
    /// A byte that is not UTF-8.
    NotUtf8,
    /// The file is UTF-16.
    Utf16,
    /// The limit was reached.
    TooLarge,
    /// The file could not be read.
    Io(io::Error),
}

/// A reader that hands on valid UTF-8 only, knows line and column, and stops at a limit.
pub(super) struct Source<R> {
    inner: R,
    /// Checked bytes; those from `start` on have not been taken yet.
    checked: Vec<u8>,
    start: usize,
    /// The beginning of a character whose rest has not been read yet.
    unfinished: Vec<u8>,
    /// What comes after the checked bytes, when it is not more bytes.
    next_failure: Option<Failure>,
    /// What stopped the source.
    failure: Option<Failure>,
    place: Place,
    /// No byte beyond this position is handed on.
    limit: u64,
    at_beginning: bool,
    ended: bool,
    forbidden_characters: u64,
}

impl<R: BufRead> Source<R> {
    pub(super) fn new(inner: R) -> Self {
        Self {
            inner,
            checked: Vec::with_capacity(CHUNK),
            start: 0,
            unfinished: Vec::new(),
            next_failure: None,
            failure: None,
            place: Place {
                position: 0,
                line: 1,
                column: 1,
            },
            limit: u64::MAX,
            at_beginning: true,
            ended: false,
            forbidden_characters: 0,
        }
    }

    /// Where the parser is.
    pub(super) fn place(&self) -> Place {
        self.place
    }

    /// Lets at most `bytes` more pass.
    pub(super) fn allow(&mut self, bytes: u64) {
        self.limit = self.place.position.saturating_add(bytes);
    }

    /// Why the source stopped, if not because of its end.
    pub(super) fn take_failure(&mut self) -> Option<Failure> {
        self.failure.take()
    }

    /// Whether everything has been read.
    pub(super) fn is_at_end(&self) -> bool {
        self.ended && self.start >= self.checked.len()
    }

    /// How many characters were dropped because XML forbids them.
    pub(super) fn forbidden_characters(&self) -> u64 {
        self.forbidden_characters
    }

    /// Reads and checks the next stretch. Afterwards there are checked bytes, or a failure, or the end.
    fn refill(&mut self) {
        self.checked.clear();
        self.start = 0;
        while self.checked.is_empty() && self.next_failure.is_none() && !self.ended {
            let taken = match self.inner.fill_buf() {
                Ok(available) => {
                    let taken = available.len().min(CHUNK);
                    self.checked.append(&mut self.unfinished);
                    self.checked
                        .extend_from_slice(available.get(..taken).unwrap_or_default());
                    taken
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.next_failure = Some(Failure::Io(error));
                    return;
                }
            };
            self.inner.consume(taken);
            // A character that the end of the file cuts in two is left out: the file is cut, not wrong.
            self.ended = taken == 0;
            self.check();
        }
    }

    fn check(&mut self) {
        if self.at_beginning && !self.ended {
            if self.checked.len() < 3 {
                // Too little to recognise a byte order mark.
                self.unfinished = std::mem::take(&mut self.checked);
                return;
            }
            self.at_beginning = false;
            if self.checked.starts_with(&[0xEF, 0xBB, 0xBF]) {
                self.checked.drain(..3);
                self.place.position = 3;
            }
            let beginning = [self.checked.first().copied(), self.checked.get(1).copied()];
            if matches!(
                beginning,
                [Some(0xFE), Some(0xFF)] | [Some(0xFF), Some(0xFE)] | [Some(0), _] | [_, Some(0)]
            ) {
                self.checked.clear();
                self.next_failure = Some(Failure::Utf16);
                return;
            }
        }
        if let Err(error) = std::str::from_utf8(&self.checked) {
            let rest = self.checked.split_off(error.valid_up_to());
            if error.error_len().is_some() {
                self.next_failure = Some(Failure::NotUtf8);
            } else if !self.ended {
                self.unfinished = rest;
            }
        }
        self.replace_forbidden_characters();
    }

    fn replace_forbidden_characters(&mut self) {
        let mut index = 0;
        while index < self.checked.len() {
            let rest = self.checked.get_mut(index..).unwrap_or_default();
            let length = match rest {
                [0..=8 | 11 | 12 | 14..=31, ..] => 1,
                // U+FFFE and U+FFFF are no characters.
                [0xEF, 0xBF, 0xBE | 0xBF, ..] => 3,
                _ => {
                    index += 1;
                    continue;
                }
            };
            for byte in rest.iter_mut().take(length) {
                *byte = FORBIDDEN as u8;
            }
            self.forbidden_characters += 1;
            index += length;
        }
    }
}

impl<R: BufRead> Read for Source<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let taken = available.len().min(into.len());
        for (target, byte) in into.iter_mut().zip(available) {
            *target = *byte;
        }
        self.consume(taken);
        Ok(taken)
    }
}

impl<R: BufRead> BufRead for Source<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.start >= self.checked.len() {
            self.refill();
        }
        if self.start >= self.checked.len() {
            if let Some(failure) = self.next_failure.take() {
                self.failure = Some(failure);
            }
            if self.failure.is_some() {
                return Err(io::Error::other("the source stopped"));
            }
            return Ok(&[]);
        }
        if self.place.position >= self.limit {
            self.failure = Some(Failure::TooLarge);
            return Err(io::Error::other("the limit is reached"));
        }
        let allowed = usize::try_from(self.limit - self.place.position).unwrap_or(usize::MAX);
        let end = self.start.saturating_add(allowed).min(self.checked.len());
        Ok(self.checked.get(self.start..end).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        let end = self.start.saturating_add(amount).min(self.checked.len());
        for byte in self.checked.get(self.start..end).unwrap_or_default() {
            if *byte == b'\n' {
                self.place.line += 1;
                self.place.column = 1;
            } else if !(0x80..0xC0).contains(byte) {
                // Bytes 80 to BF continue a character.
                self.place.column += 1;
            }
        }
        self.place.position += (end - self.start) as u64;
        self.start = end;
    }
}
