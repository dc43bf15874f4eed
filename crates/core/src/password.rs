//! Passwords: Argon2id with 19 MiB, two passes, one lane (the house's rule for every password).

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, PasswordHash, Version};
use std::sync::Mutex;

use crate::{Error, Result};

/// One hash is checked at a time: each takes 19 MiB and some 20 ms, and anybody may ask.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

fn argon2() -> Argon2<'static> {
    let parameters = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
}

/// The hash of a password, with its salt and parameters (PHC string).
///
/// # Errors
/// When the machine gives no randomness.
pub fn hash(password: &str) -> Result<String> {
    argon2()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| Error::Invalid(format!("the password cannot be kept: {error}")))
}

/// Whether a password fits a hash.
///
/// # Errors
/// [`Error::Busy`] while another one is being checked; [`Error::Invalid`] for a hash that cannot be read.
pub fn fits(password: &str, stored: &str) -> Result<bool> {
    let Ok(_turn) = ONE_AT_A_TIME.try_lock() else {
        return Err(Error::Busy);
    };
    let parsed = PasswordHash::new(stored).map_err(|error| Error::Invalid(error.to_string()))?;
    Ok(argon2().verify_password(password.as_bytes(), &parsed).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_fits() {
        let stored = hash("lantern").unwrap();
        assert!(stored.starts_with("$argon2id$"), "{stored}");
        assert!(fits("lantern", &stored).unwrap());
        assert!(!fits("Lantern", &stored).unwrap());
        assert!(fits("lantern", "nonsense").is_err());
    }
}
