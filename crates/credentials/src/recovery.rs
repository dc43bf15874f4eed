//! Recovery codes: ten codes on paper for the day the phone is gone. Each works once.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use umbel_core::ids::random_bytes;

/// How many codes a person gets.
pub const COUNT: usize = 10;

/// Crockford's 32 letters and digits, none of which is easily taken for another.
const ALPHABET: [u8; 32] = *b"0123456789abcdefghjkmnpqrstvwxyz";
/// Twelve characters of five bits each: 60 bits.
const LENGTH: usize = 12;
const GROUP: usize = 4;

/// One code, such as `k7fp-q2mz-9xwd`. It is shown once and stored only as its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

/// Fresh codes, to be shown once; older ones are to be thrown away.
#[must_use]
pub fn new_codes() -> [RecoveryCode; COUNT] {
    std::array::from_fn(|_| RecoveryCode::new())
}

impl RecoveryCode {
    fn new() -> Self {
        let letters = random_bytes::<LENGTH>().map(|byte| char::from(ALPHABET[usize::from(byte) % ALPHABET.len()]));
        Self(grouped(&letters))
    }

    /// The code somebody typed: capitals, spaces and hyphens do not matter, and what looks alike counts as the same.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let mut letters = Vec::with_capacity(LENGTH);
        let written = typed
            .chars()
            .filter(|character| !character.is_whitespace() && !is_hyphen(*character));
        for character in written {
            let letter = match character.to_ascii_lowercase() {
                'o' => '0',
                'i' | 'l' => '1',
                other => other,
            };
            let known = u8::try_from(letter).is_ok_and(|byte| ALPHABET.contains(&byte));
            if !known || letters.len() == LENGTH {
                return None;
            }
            letters.push(letter);
        }
        (letters.len() == LENGTH).then(|| Self(grouped(&letters)))
    }

    /// What is stored in its place: the SHA-256 of the code as [`RecoveryCode::as_str`] writes it, in base64url.
    #[must_use]
    pub fn hash(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.0.as_bytes()))
    }

    /// The code, to be shown to its owner.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("RecoveryCode(hidden)")
    }
}

fn grouped(letters: &[char]) -> String {
    let groups: Vec<String> = letters.chunks(GROUP).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// Word processors and phones like to write longer dashes.
const fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ten_different_codes_are_made() {
        let codes = new_codes();
        let different: BTreeSet<&str> = codes.iter().map(RecoveryCode::as_str).collect();
        assert_eq!(different.len(), COUNT);
        for code in &codes {
            assert_eq!(code.as_str().len(), LENGTH + 2);
            assert_eq!(RecoveryCode::parse(code.as_str()).as_ref(), Some(code));
        }
    }

    #[test]
    fn every_letter_comes_up() {
        let seen: BTreeSet<char> = (0..40)
            .flat_map(|_| new_codes())
            .flat_map(|code| code.0.chars().collect::<Vec<_>>())
            .collect();
        assert_eq!(seen.len(), ALPHABET.len() + 1, "all letters and the hyphen: {seen:?}");
    }

    #[test]
    fn a_code_may_be_typed_in_many_ways() {
        let code = RecoveryCode::parse("k7fp-q2mz-01wd").unwrap();
        for typed in [
            "K7FP Q2MZ 01WD",
            "k7fpq2mz01wd",
            " k7fp–q2mz—oLwd\n",
            "k 7 f p q 2 m z O I w d",
        ] {
            assert_eq!(RecoveryCode::parse(typed).as_ref(), Some(&code), "{typed}");
        }
        assert_eq!(code.as_str(), "k7fp-q2mz-01wd");
    }

    #[test]
    fn anything_else_is_no_code() {
        for wrong in [
            "",
            "k7fp-q2mz-01w",
            "k7fp-q2mz-01wdx",
            "k7fp-q2mz-01wu",
            "k7fp-q2mz-01wé",
            "k7fp_q2mz_01wd",
        ] {
            assert!(RecoveryCode::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn the_hash_is_the_sha256_of_the_code() {
        let code = RecoveryCode::parse("K7FPQ2MZ9XWD").unwrap();
        assert_eq!(code.hash(), "tDhBaAh-UhyLXj5-fpWhCIZQXxpNrDwFhdwUfXLUCbM");
        assert_eq!(format!("{code:?}"), "RecoveryCode(hidden)");
    }

    proptest! {
        #[test]
        fn reading_is_stable(typed in "[0-9a-zA-Z -]{0,20}|.{0,30}") {
            if let Some(code) = RecoveryCode::parse(&typed) {
                prop_assert_eq!(RecoveryCode::parse(code.as_str()), Some(code));
            }
        }
    }
}
