//! Which passwords are good enough.

use std::collections::BTreeSet;

use umbel_core::password::MAXIMUM_BYTES;
use zxcvbn::{Score, zxcvbn};

/// Shorter words are in too many passwords by chance to count as personal.
const SHORTEST_PERSONAL_WORD: usize = 3;
/// How many letters and digits a password must have besides the personal words it may hold.
const LEAST_OF_ONES_OWN: usize = 6;
/// More than anybody has names, and few enough that checking stays quick.
const MOST_PERSONAL_WORDS: usize = 40;

/// How strong a password has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// For people who may change what is their own.
    Member,
    /// For people who may change what is others': site managers and above.
    Manager,
}

impl Strength {
    /// The least number of characters.
    #[must_use]
    pub const fn least(self) -> usize {
        match self {
            Self::Member => 12,
            Self::Manager => 15,
        }
    }
}

/// Why a password is not good enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It has too few characters.
    #[error("use at least {least} characters")]
    TooShort {
        /// How many it needs.
        least: usize,
    },
    /// It has more than 1,024 bytes.
    #[error("use a shorter password")]
    TooLong,
    /// Others use it or something like it, so it is among the first that are tried.
    #[error("this password is too easy to guess; a few words that have nothing to do with each other are better")]
    Common,
    /// It is made of the person's own name, address or the like.
    #[error("this password is too easy to guess for people who know you; leave your names out of it")]
    Personal,
}

/// Whether a password is good enough. `personal` is what others may know: name, e-mail address, name of the site.
///
/// It is compared with lists built into the program and sent nowhere.
///
/// # Errors
/// With what is wrong about it.
pub fn judge(password: &str, personal: &[&str], strength: Strength) -> Result<(), Refusal> {
    let least = strength.least();
    if password.len() > MAXIMUM_BYTES {
        return Err(Refusal::TooLong);
    }
    if password.chars().count() < least {
        return Err(Refusal::TooShort { least });
    }
    let words = personal_words(personal);
    if is_made_of(password, &words) {
        return Err(Refusal::Personal);
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if is_hard_to_guess(password, &words) {
        return Ok(());
    }
    // Without the personal words it would have done, so it is they that make it weak.
    if is_hard_to_guess(password, &[]) {
        return Err(Refusal::Personal);
    }
    Err(Refusal::Common)
}

fn is_hard_to_guess(password: &str, words: &[&str]) -> bool {
    zxcvbn(password, words).score() >= Score::Three
}

/// Whether little is left of a password without the personal words. The estimate takes a row of rare words for
/// hard to guess, even when it is told that they are somebody's.
fn is_made_of(password: &str, words: &BTreeSet<String>) -> bool {
    let password = password.to_lowercase();
    let mut longest_first: Vec<&String> = words.iter().collect();
    longest_first.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let rest = longest_first
        .into_iter()
        .fold(password.clone(), |rest, word| rest.replace(word.as_str(), " "));
    let left = rest.chars().filter(|character| character.is_alphanumeric()).count();
    rest != password && left < LEAST_OF_ONES_OWN
}

/// What was given, as a whole and in its parts: `ana.lopez@example.org` is also `ana`, `lopez` and `example`.
fn personal_words(personal: &[&str]) -> BTreeSet<String> {
    let parts = |whole: &&str| {
        let joined: String = whole.chars().filter(|character| character.is_alphanumeric()).collect();
        let parts = whole.split(|character: char| !character.is_alphanumeric());
        let mut words: Vec<_> = parts.map(str::to_lowercase).collect();
        words.extend([whole.to_lowercase(), joined.to_lowercase()]);
        words
    };
    personal
        .iter()
        .flat_map(parts)
        .filter(|word| word.chars().count() >= SHORTEST_PERSONAL_WORD)
        .take(MOST_PERSONAL_WORDS)
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ANA: [&str; 3] = ["Ana Lopez", "ana.lopez@riverbank.example", "Riverbank Library"];

    fn judge_member(password: &str) -> Result<(), Refusal> {
        judge(password, &ANA, Strength::Member)
    }

    #[test]
    fn good_passwords_are_taken() {
        for good in [
            "copper teapot seventeen gulls",
            "k7#mQ9v!tR2zLp",
            "наша лодка плывёт медленно",
            &"xq7 lantern ".repeat(20),
        ] {
            assert_eq!(judge_member(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn managers_need_more_characters() {
        let fourteen = "k7#mQ9v!tR2zLp";
        assert_eq!(judge_member(fourteen), Ok(()));
        assert_eq!(
            judge(fourteen, &ANA, Strength::Manager),
            Err(Refusal::TooShort { least: 15 })
        );
        assert_eq!(judge("k7#mQ9v!tR2zLpX", &ANA, Strength::Manager), Ok(()));
    }

    #[test]
    fn characters_count_and_not_bytes() {
        assert_eq!(judge_member("жжжжжж"), Err(Refusal::TooShort { least: 12 }));
        assert_eq!(judge_member(""), Err(Refusal::TooShort { least: 12 }));
        assert_eq!(judge_member(&"ж".repeat(513)), Err(Refusal::TooLong));
        assert_eq!(judge_member(&"k7#mQ9v!".repeat(128)), Ok(()));
    }

    #[test]
    fn what_everybody_uses_is_refused() {
        for common in [
            "password1234",
            "Password123!",
            "qwertyuiop12",
            "123456789012",
            "aaaaaaaaaaaaaaaa",
            "abcabcabcabcabc",
            "iloveyou1234",
            "P@ssw0rd2024",
        ] {
            assert_eq!(judge_member(common), Err(Refusal::Common), "{common}");
        }
    }

    #[test]
    fn a_persons_own_words_are_refused() {
        for own in ["AnaLopez2026!", "Ana.Lopez.Riverbank", "ana.lopez@riverbank.example"] {
            assert_eq!(judge_member(own), Err(Refusal::Personal), "{own}");
            assert_eq!(
                judge(own, &[], Strength::Member),
                Ok(()),
                "{own} is no word of somebody else's"
            );
        }
        for own in ["riverbanklibrary", "LibraryLopez2026", "anaanaanaana"] {
            assert_eq!(judge_member(own), Err(Refusal::Personal), "{own}");
        }
        assert_eq!(judge_member("a lopez teapot and seventeen gulls"), Ok(()));
    }

    #[test]
    fn the_longest_password_is_judged_quickly() {
        let started = std::time::Instant::now();
        for worst in ["p@s5w0rd".repeat(128), "4".repeat(1_024), "1!1!aA@4".repeat(128)] {
            _ = judge(&worst, &ANA, Strength::Manager);
        }
        assert!(
            started.elapsed() < std::time::Duration::from_secs(3),
            "{:?}",
            started.elapsed()
        );
    }

    proptest! {
        #[test]
        fn any_text_is_judged(password in ".{0,60}", personal in prop::collection::vec(".{0,20}", 0..4)) {
            let personal: Vec<&str> = personal.iter().map(String::as_str).collect();
            let verdict = judge(&password, &personal, Strength::Member);
            if password.chars().count() < 12 {
                prop_assert_eq!(verdict, Err(Refusal::TooShort { least: 12 }));
            }
        }
    }
}
