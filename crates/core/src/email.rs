//! Addresses of mail.

use std::fmt;
use std::str::FromStr;

use crate::tree::HostName;
use crate::{Error, Result};

/// The longest address, RFC 5321 section 4.5.3.1.3 without the angle brackets.
const LONGEST_ADDRESS: usize = 254;
/// The longest part before the `@`, RFC 5321 section 4.5.3.1.1.
const LONGEST_LOCAL_PART: usize = 64;
/// What may stand before the `@` besides letters and digits (RFC 5322 `atext`) and the dot.
const MARKS: &[u8] = b"!#$%&'*+-/=?^_`{|}~.";

/// An address mail can be sent to. It prints itself nowhere: whoever needs it asks for [`EmailAddress::as_str`].
///
/// Two addresses are the same when they differ in case only; that is how nearly every mail host has it.
#[derive(Clone)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Reads an address as a person types it. The host becomes lower-case ASCII (international names as `xn--…`); what
    /// stands before the `@` is kept as written.
    ///
    /// # Errors
    /// [`Error::Invalid`] for anything else; the sentence does not repeat it.
    pub fn parse(text: &str) -> Result<Self> {
        let unusable = || Error::Invalid("this is not an email address".into());
        let (local, domain) = text.trim().split_once('@').ok_or_else(unusable)?;
        // Quoted parts, comments and letters beyond ASCII exist, but hardly anybody has such an address, and each has
        // been a way to smuggle something into a header or a command.
        let sound = !local.is_empty()
            && local.len() <= LONGEST_LOCAL_PART
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || MARKS.contains(&byte));
        if !sound || domain.contains(':') || domain.ends_with('.') {
            return Err(unusable());
        }
        let domain = HostName::parse(domain).map_err(|_| unusable())?;
        let address = format!("{local}@{domain}");
        // A mail host has a name beneath another one, and a number is no name.
        let top = domain.as_str().rsplit('.').next().unwrap_or_default();
        let named = domain.as_str().contains('.') && top.bytes().any(|byte| byte.is_ascii_alphabetic());
        let local_name = domain.as_str() == "localhost";
        if address.len() <= LONGEST_ADDRESS && (named || local_name) {
            Ok(Self(address))
        } else {
            Err(unusable())
        }
    }

    /// The address as it is written into mail.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form two addresses are compared in: store this one beside the other, and look people up by it.
    #[must_use]
    pub fn normalised(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// What stands before the `@`.
    #[must_use]
    pub fn local_part(&self) -> &str {
        self.0.split_once('@').map_or("", |(local, _)| local)
    }

    /// The host that takes mail for this address.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }
}

/// Logs hold no addresses, so this is all they get.
impl fmt::Debug for EmailAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("<address>")
    }
}

impl PartialEq for EmailAddress {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for EmailAddress {}

impl FromStr for EmailAddress {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_brought_to_one_form() {
        for (written, stored) in [
            (" Rosa@Example.ORG ", "Rosa@example.org"),
            ("rosa.lopez+news@example.org", "rosa.lopez+news@example.org"),
            ("o'brien@example.org", "o'brien@example.org"),
            ("rosa@MÜNCHEN.example", "rosa@xn--mnchen-3ya.example"),
            ("root@localhost", "root@localhost"),
        ] {
            assert_eq!(EmailAddress::parse(written).unwrap().as_str(), stored);
        }
        let (one, other) = ("Rosa@Example.org", "rosa@example.ORG");
        assert_eq!(EmailAddress::parse(one).unwrap(), EmailAddress::parse(other).unwrap());
        assert_eq!(EmailAddress::parse(one).unwrap().normalised(), "rosa@example.org");
    }

    #[test]
    fn what_is_no_address_is_refused_and_not_repeated() {
        let long_local = format!("{}@example.org", "a".repeat(65));
        let long = format!("a@{}example.org", "abcdefghi.".repeat(25));
        for written in [
            "",
            "@",
            "rosa",
            "rosa@",
            "@example.org",
            "rosa@@example.org",
            "rosa@example@org",
            "rosa lopez@example.org",
            "rosa@exam ple.org",
            "rosa@example",
            "rosa@example.org.",
            "rosa@127.0.0.1",
            "rosa@[127.0.0.1]",
            "rosa@example.org:25",
            ".rosa@example.org",
            "rosa.@example.org",
            "ro..sa@example.org",
            "\"rosa\"@example.org",
            "rosa\r\nBcc: all@example.org",
            "rosa@example.org\r\nRCPT TO:<x@example.org>",
            "rosa@example.org>\r\n",
            "<rosa@example.org>",
            "Rosa <rosa@example.org>",
            "rosa@example.org,lucy@example.org",
            "rosa\0@example.org",
            "rośa@example.org",
            &long_local,
            &long,
        ] {
            let error = EmailAddress::parse(written).unwrap_err().to_string();
            assert_eq!(error, "this is not an email address", "{written:?}");
        }
    }

    #[test]
    fn an_address_does_not_print_itself() {
        let address = EmailAddress::parse("rosa@example.org").unwrap();
        assert_eq!(format!("{address:?}"), "<address>");
    }

    proptest::proptest! {
        #[test]
        fn what_is_accepted_is_safe_in_a_command(text in "[ -~\\r\\n\\t@.<>é]{0,30}@[ -~\\r\\n.é]{1,20}") {
            if let Ok(address) = EmailAddress::parse(&text) {
                let written = address.as_str();
                proptest::prop_assert!(written.bytes().all(|byte| byte.is_ascii_graphic()));
                proptest::prop_assert!(!written.contains(['<', '>', '"', ',', ';', ':', '\\', '(', ')', '[', ']']));
                proptest::prop_assert_eq!(written.matches('@').count(), 1);
                let again = EmailAddress::parse(written).unwrap();
                proptest::prop_assert_eq!(again.as_str(), written);
            }
        }
    }
}
