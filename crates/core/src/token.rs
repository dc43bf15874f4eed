//! Secrets a browser or a letter carries: 256 random bits, of which the database keeps only a hash.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::ids::random_bytes;

/// 32 bytes in base64url.
const LENGTH: usize = 43;

/// A secret of 43 letters, digits, `_` and `-`. Whoever has it is let in, so it is neither stored nor logged.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A token nobody can guess.
    #[must_use]
    pub fn new() -> Self {
        Self(URL_SAFE_NO_PAD.encode(random_bytes::<32>()))
    }

    /// The token in `text`, which must be exactly that and nothing more.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        (text.len() == LENGTH && text.bytes().all(allowed)).then(|| Self(text.to_owned()))
    }

    /// What is stored in its place: the SHA-256 of its 43 characters, in base64url.
    ///
    /// With so many random bits a plain hash is enough: there is nothing to guess.
    #[must_use]
    pub fn hash(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.0.as_bytes()))
    }

    /// The secret itself, for a cookie, a form or a link.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Token {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Token(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_new_token_can_be_read_back_and_is_like_no_other() {
        let token = Token::new();
        let again = Token::parse(token.as_str()).unwrap();
        assert_eq!(again.as_str(), token.as_str());
        assert_eq!(again.hash(), token.hash());
        assert_ne!(Token::new().as_str(), token.as_str());
    }

    #[test]
    fn the_hash_is_the_sha256_of_the_characters() {
        let token = Token::parse(&"A".repeat(43)).unwrap();
        assert_eq!(token.hash(), "DwBzhbb51LfusnSGBa_hqYSgo7-j8BTQnip4TOnlzRo");
    }

    #[test]
    fn debug_output_hides_the_secret() {
        let token = Token::new();
        assert_eq!(format!("{token:?}"), "Token(hidden)");
    }

    #[test]
    fn only_the_exact_form_is_taken() {
        let right = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLM-_01";
        assert!(Token::parse(right).is_some());
        for wrong in [
            "",
            &right[1..],
            &format!("{right}a"),
            &format!("{}=", &right[1..]),
            &format!(" {}", &right[1..]),
            &format!("{}%", &right[1..]),
            &format!("é{}", &right[2..]),
        ] {
            assert!(Token::parse(wrong).is_none(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn reading_never_changes_what_was_given(text in "[A-Za-z0-9_-]{42,44}|.{0,60}") {
            if let Some(token) = Token::parse(&text) {
                prop_assert_eq!(token.as_str(), text.as_str());
                prop_assert_eq!(text.len(), 43);
            }
        }
    }
}
