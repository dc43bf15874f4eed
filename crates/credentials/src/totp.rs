//! Codes from an app on the phone: six digits that change every half minute (RFC 6238).

use totp_rs::{Builder, Totp};
use umbel_core::ids::random_bytes;
use umbel_core::{Error, Instant, Result};

/// What RFC 4226 recommends.
const SECRET_BYTES: usize = 20;
const DIGITS: usize = 6;

/// What the app and this installation share. To be stored sealed.
#[derive(Clone)]
pub struct Secret([u8; SECRET_BYTES]);

impl Secret {
    /// A secret nobody can guess.
    #[must_use]
    pub fn new() -> Self {
        Self(random_bytes())
    }

    /// A secret that was stored.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The bytes, to be sealed and stored.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The secret in letters and digits, in groups of four, for those who cannot scan a code.
    #[must_use]
    pub fn written(&self) -> String {
        let letters: Vec<char> = totp_rs::Secret::new_stack(self.0).to_base32().chars().collect();
        let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
        groups.join(" ")
    }

    /// The address that tells an app everything: who asks (`issuer`, the umbrella's name), for which account, and the
    /// secret. It belongs into a QR code ([`crate::qr::svg`]) or a link, and nowhere else.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the account has no name.
    pub fn url(&self, issuer: &str, account: &str) -> Result<String> {
        // A colon separates the two in the address, so neither may hold one.
        let named = |name: &str| {
            let words = name.split(|character: char| character == ':' || character.is_whitespace());
            words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
        };
        self.builder()
            .with_issuer(Some(named(issuer)).filter(|issuer| !issuer.is_empty()))
            .with_account_name(named(account))
            .build()
            .and_then(|totp| totp.to_url())
            .map_err(|error| Error::Invalid(format!("no address for the app can be made: {error}")))
    }

    fn builder(&self) -> Builder {
        Builder::new().with_secret(totp_rs::Secret::new_stack(self.0))
    }

    fn totp(&self) -> Totp {
        // The secret is of the right length by its type; without names there is nothing else that could be refused.
        self.builder().build_noncompliant()
    }
}

impl Default for Secret {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret(hidden)")
    }
}

/// Whether `code` is right at `now`, and if so the half minute (the step) it belongs to, which is to be stored: it is
/// the next call's `last_step`, and no code of that step or an earlier one is taken again.
///
/// Clocks may differ by one step. Spaces in the code do not matter.
#[must_use]
pub fn check(secret: &Secret, code: &str, now: Instant, last_step: Option<i64>) -> Option<i64> {
    let digits: String = code.chars().filter(|character| !character.is_whitespace()).collect();
    if digits.len() != DIGITS {
        return None;
    }
    let seconds = u64::try_from(now.seconds()).ok()?;
    let step = secret.totp().check(&digits, seconds)?;
    let step = i64::try_from(step).ok()?;
    last_step.is_none_or(|last| step > last).then_some(step)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The secret of RFC 6238's test vectors.
    fn secret() -> Secret {
        Secret::from_bytes(b"12345678901234567890").unwrap()
    }

    fn at(seconds: i64) -> Instant {
        Instant::from_microseconds(seconds * 1_000_000)
    }

    #[test]
    fn the_codes_are_those_of_the_standard() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(check(&secret(), code, at(seconds), None), Some(seconds / 30), "{code}");
        }
    }

    #[test]
    fn clocks_may_differ_by_half_a_minute() {
        let step = 1_111_111_109 / 30;
        for (steps, expected) in [
            (-2, None),
            (-1, Some(step)),
            (0, Some(step)),
            (1, Some(step)),
            (2, None),
        ] {
            let now = at((step + steps) * 30 + 7);
            assert_eq!(check(&secret(), "081804", now, None), expected, "{steps}");
        }
    }

    #[test]
    fn a_code_is_taken_once_and_no_older_one_after_it() {
        let now = at(1_111_111_109);
        let step = check(&secret(), "081804", now, None).unwrap();
        assert_eq!(check(&secret(), "081804", now, Some(step)), None);
        assert_eq!(check(&secret(), "081804", now, Some(step + 1)), None);
        assert_eq!(check(&secret(), "081804", now, Some(step - 1)), Some(step));
    }

    #[test]
    fn spaces_do_not_matter_and_everything_else_does() {
        let now = at(1_111_111_109);
        assert!(check(&secret(), " 081 804\n", now, None).is_some());
        for wrong in [
            "", "81804", "0818040", "081805", "+81804", "-81804", "08180４", "081804x", "08.1804",
        ] {
            assert_eq!(check(&secret(), wrong, now, None), None, "{wrong}");
        }
        assert_eq!(check(&Secret::new(), "081804", at(-5), None), None);
    }

    #[test]
    fn the_address_holds_what_an_app_needs() {
        assert_eq!(
            secret().url("Río: Común", "ana@river.example").unwrap(),
            "otpauth://totp/R%C3%ADo%20Com%C3%BAn:ana%40river.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=R%C3%ADo%20Com%C3%BAn"
        );
        assert!(
            secret()
                .url("", "ana")
                .unwrap()
                .starts_with("otpauth://totp/ana?secret=")
        );
        assert!(secret().url("Umbel", "").is_err());
        crate::qr::svg(&secret().url(&"Umbel ".repeat(20), &"a".repeat(254)).unwrap()).unwrap();
    }

    #[test]
    fn a_secret_can_be_stored_and_copied_by_hand_but_not_logged() {
        let fresh = Secret::new();
        assert_eq!(Secret::from_bytes(fresh.as_bytes()).unwrap().written(), fresh.written());
        assert_ne!(Secret::new().written(), fresh.written());
        assert_eq!(secret().written(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert!(Secret::from_bytes(&fresh.as_bytes()[1..]).is_none());
        assert_eq!(format!("{fresh:?}"), "Secret(hidden)");
    }

    proptest! {
        #[test]
        fn what_is_no_code_is_refused(code in ".{0,12}", seconds in any::<i64>()) {
            let digits = code.chars().filter(char::is_ascii_digit).count();
            let checked = check(&secret(), &code, Instant::from_microseconds(seconds), None);
            prop_assert!(checked.is_none() || digits == 6);
        }
    }
}
