//! Passwords: Argon2id with 19 MiB, two passes, one lane (the house's rule for every password).

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, PasswordHash, Version};
use icu_normalizer::ComposingNormalizerBorrowed;
use std::borrow::Cow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::{Error, Result};

/// The longest password there is, in bytes.
pub const MAXIMUM_BYTES: usize = 1_024;

/// Each evaluation takes 19 MiB and some 20 ms, and anybody may ask: two at once, sixteen waiting, no longer than 5 s.
static TURNS: Turns = Turns::new(2, 16, Duration::from_secs(5));

static EVALUATIONS: AtomicU64 = AtomicU64::new(0);

/// The hash of no password, compared with when there is no account, so that an answer takes the same time with one.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The hash of a password, with its salt and parameters (PHC string). May wait; not for threads that must not.
///
/// # Errors
/// [`Error::Busy`] when too many others are waiting; [`Error::Invalid`] for a password that is too long, or when the
/// machine gives no randomness.
pub fn hash(password: &str) -> Result<String> {
    if password.len() > MAXIMUM_BYTES {
        return Err(Error::Invalid(format!(
            "the password is longer than {MAXIMUM_BYTES} bytes"
        )));
    }
    let _turn = TURNS.wait()?;
    EVALUATIONS.fetch_add(1, Ordering::Relaxed);
    argon2()
        .hash_password(composed(password).as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| Error::Invalid(format!("the password cannot be kept: {error}")))
}

/// Whether a password fits a hash. May wait, as [`hash`] does.
///
/// # Errors
/// [`Error::Busy`] when too many others are waiting; [`Error::Invalid`] for a hash that cannot be read.
pub fn fits(password: &str, stored: &str) -> Result<bool> {
    // Nothing longer was ever taken, so it fits nobody, and need not be hashed to know.
    if password.len() > MAXIMUM_BYTES {
        return Ok(false);
    }
    let parsed = PasswordHash::new(stored).map_err(|error| Error::Invalid(error.to_string()))?;
    let _turn = TURNS.wait()?;
    EVALUATIONS.fetch_add(1, Ordering::Relaxed);
    Ok(argon2().verify_password(composed(password).as_bytes(), &parsed).is_ok())
}

/// Like [`fits`], for a sign-in whose account may not exist: without a stored hash the answer is no, and takes as long
/// to come.
///
/// # Errors
/// As [`fits`].
pub fn fits_or_dummy(password: &str, stored: Option<&str>) -> Result<bool> {
    let fits = fits(password, stored.unwrap_or(NOBODY))?;
    Ok(fits && stored.is_some())
}

/// How many hashes this program has evaluated since it started.
#[must_use]
pub fn evaluations() -> u64 {
    EVALUATIONS.load(Ordering::Relaxed)
}

fn argon2() -> Argon2<'static> {
    let parameters = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
}

/// The password in Unicode's composed form: some keyboards send "é" as one character, others as two.
fn composed(password: &str) -> Cow<'_, str> {
    ComposingNormalizerBorrowed::new_nfc().normalize(password)
}

/// A short queue before something expensive.
struct Turns {
    at_once: usize,
    may_wait: usize,
    patience: Duration,
    crowd: Mutex<Crowd>,
    freed: Condvar,
}

/// How many are at it and how many wait.
struct Crowd {
    working: usize,
    waiting: usize,
}

/// A place at work; dropped, it is free for the next.
struct Turn<'a>(&'a Turns);

impl Turns {
    const fn new(at_once: usize, may_wait: usize, patience: Duration) -> Self {
        Self {
            at_once,
            may_wait,
            patience,
            crowd: Mutex::new(Crowd { working: 0, waiting: 0 }),
            freed: Condvar::new(),
        }
    }

    /// Waits for a turn, unless the queue is full or it takes too long.
    fn wait(&self) -> Result<Turn<'_>> {
        let mut crowd = self.crowd();
        if crowd.working >= self.at_once {
            if crowd.waiting >= self.may_wait {
                return Err(Error::Busy);
            }
            crowd.waiting += 1;
            let full = |crowd: &mut Crowd| crowd.working >= self.at_once;
            crowd = self
                .freed
                .wait_timeout_while(crowd, self.patience, full)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
            crowd.waiting -= 1;
            if crowd.working >= self.at_once {
                return Err(Error::Busy);
            }
        }
        crowd.working += 1;
        Ok(Turn(self))
    }

    fn crowd(&self) -> MutexGuard<'_, Crowd> {
        self.crowd.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.crowd().working -= 1;
        self.0.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::sync::atomic::AtomicUsize;
    use std::thread;

    use super::*;

    #[test]
    fn only_the_password_fits() {
        let stored = hash("lantern").unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(fits("lantern", &stored).unwrap());
        assert!(!fits("Lantern", &stored).unwrap());
        assert!(fits("lantern", "nonsense").is_err());
    }

    #[test]
    fn an_unknown_account_costs_what_a_known_one_does() {
        let stored = hash("lantern").unwrap();
        assert!(fits_or_dummy("lantern", Some(&stored)).unwrap());
        assert!(!fits_or_dummy("candle", Some(&stored)).unwrap());
        let before = evaluations();
        assert!(!fits_or_dummy("lantern", None).unwrap());
        assert!(evaluations() > before);

        let parsed = PasswordHash::new(NOBODY).unwrap();
        let known = PasswordHash::new(&stored).unwrap();
        assert_eq!(parsed.algorithm, known.algorithm);
        assert_eq!(parsed.version, known.version);
        assert_eq!(parsed.params.to_string(), known.params.to_string());
        assert_eq!(parsed.hash.unwrap().len(), known.hash.unwrap().len());
    }

    #[test]
    fn an_accent_typed_on_another_keyboard_fits() {
        let stored = hash("café con leche").unwrap();
        assert!(fits("cafe\u{301} con leche", &stored).unwrap());
        assert!(!fits("cafe con leche", &stored).unwrap());
    }

    #[test]
    fn endless_passwords_are_refused_unread() {
        let longest = "x".repeat(MAXIMUM_BYTES);
        let stored = hash(&longest).unwrap();
        assert!(fits(&longest, &stored).unwrap());
        let longer = format!("{longest}x");
        assert!(matches!(hash(&longer), Err(Error::Invalid(_))));
        assert!(!fits(&longer, &stored).unwrap());
        assert!(!fits_or_dummy(&longer, None).unwrap());
    }

    #[test]
    fn no_more_than_two_work_at_once() {
        static TWO: Turns = Turns::new(2, 16, Duration::from_secs(60));
        let (working, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let start = Barrier::new(18);
        let one = || {
            start.wait();
            let _turn = TWO.wait().unwrap();
            most.fetch_max(working.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            thread::sleep(Duration::from_millis(2));
            working.fetch_sub(1, Ordering::SeqCst);
        };
        thread::scope(|scope| (0..18).for_each(|_| drop(scope.spawn(one))));
        assert_eq!(most.load(Ordering::SeqCst), 2);
        let crowd = TWO.crowd();
        assert_eq!((crowd.working, crowd.waiting), (0, 0));
    }

    #[test]
    fn a_full_queue_is_busy_at_once_and_a_slow_one_in_the_end() {
        let turns = Turns::new(1, 1, Duration::from_millis(200));
        let turn = turns.wait().unwrap();
        thread::scope(|scope| {
            let impatient = scope.spawn(|| turns.wait().map(drop));
            while turns.crowd().waiting == 0 {
                thread::yield_now();
            }
            assert!(matches!(turns.wait(), Err(Error::Busy)), "the queue is full");
            assert!(
                matches!(impatient.join().unwrap(), Err(Error::Busy)),
                "it took too long"
            );
        });
        drop(turn);
        assert!(turns.wait().is_ok());
    }
}
