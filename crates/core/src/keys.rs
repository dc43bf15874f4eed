//! The installation's keys: files beside the database, never in it.
//!
//! A copy of the database alone opens nothing that was sealed, and tells nothing about anybody's network.

mod belonging;
mod files;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::ids::random_bytes;
use crate::{Error, Instant, Result};

const MASTER_FILE: &str = "master.key";
const NETWORK_PREFIX: &str = "network-";
const KEY_SUFFIX: &str = ".key";

/// The first byte of everything sealed, so that the way of sealing can change one day.
const SEALED_VERSION: u8 = 1;
const NONCE_LENGTH: usize = 24;

const WEEK_SECONDS: i64 = 7 * 24 * 60 * 60;
/// 1970 began on a Thursday; with three days more, weeks begin on Mondays.
const MONDAY_SECONDS: i64 = 3 * 24 * 60 * 60;

type Key = [u8; 32];

/// The keys of this installation. One value is made at the start and shared.
pub struct Keys {
    master: Key,
    sealing: Key,
    weekly: WeeklyKeys,
    /// The key last used for network tags, with its week: tags are made on every write.
    current_week: Mutex<Option<(i64, Key)>>,
}

/// Where the keys for network tags come from.
enum WeeklyKeys {
    /// One random file a week in this directory.
    Directory(PathBuf),
    /// Derived from the master key: for tests, which have no directory.
    Derived,
}

impl Keys {
    /// Reads the master key from `<dir>/master.key`, or makes it when there is none.
    ///
    /// Two programs that start at the same moment end up with the same key.
    ///
    /// # Errors
    /// [`Error::Configuration`] for a damaged file, which is never replaced: what was sealed with it would be lost for
    /// good. [`Error::File`] when the file can be neither read nor written.
    pub fn load(dir: &Path) -> Result<Self> {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(dir)
            .map_err(|error| Error::file(dir, error))?;
        let path = dir.join(MASTER_FILE);
        let master = files::read_or_create(&path)?;
        files::warn_when_others_may_read(&path);
        Ok(Self::from_master(master, WeeklyKeys::Directory(dir.to_path_buf())))
    }

    /// Fresh keys that exist only in memory.
    #[must_use]
    pub fn for_tests() -> Self {
        Self::from_master(random_bytes(), WeeklyKeys::Derived)
    }

    /// `plain`, encrypted so that only [`Keys::open`] with the same `context` reads it.
    ///
    /// The context says what it is and whose (`totp of account 17`), so that one sealed thing cannot be put in the
    /// place of another.
    #[must_use]
    pub fn seal(&self, context: &str, plain: &[u8]) -> String {
        let nonce: [u8; NONCE_LENGTH] = random_bytes();
        let payload = Payload {
            msg: plain,
            aad: context.as_bytes(),
        };
        #[expect(clippy::expect_used, reason = "the cipher refuses only texts of more than 256 GiB")]
        let encrypted = self
            .cipher()
            .encrypt(&XNonce::from(nonce), payload)
            .expect("what is sealed fits into memory");
        let mut sealed = Vec::with_capacity(1 + NONCE_LENGTH + encrypted.len());
        sealed.push(SEALED_VERSION);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&encrypted);
        URL_SAFE_NO_PAD.encode(sealed)
    }

    /// What [`Keys::seal`] sealed under the same `context`.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it was changed, or sealed under another context or with other keys.
    pub fn open(&self, context: &str, sealed: &str) -> Result<Vec<u8>> {
        self.try_open(context, sealed).ok_or_else(|| {
            Error::Invalid("what was sealed cannot be opened: it was changed, or sealed with another key".to_owned())
        })
    }

    /// A fingerprint of `input` that nobody can make or check without the keys (HMAC-SHA256). Each context has a key of
    /// its own.
    #[must_use]
    pub fn mac(&self, context: &str, input: &[u8]) -> [u8; 32] {
        hmac(&self.derive("mac", context), &[input])
    }

    /// A word for a network (such as `192.0.2.0/24`) that is the same for the whole week and says nothing once the key
    /// of that week is destroyed. Weeks begin on Mondays, 0:00 UTC.
    ///
    /// The first call in a new week destroys the keys that have grown too old.
    ///
    /// # Errors
    /// [`Error::File`] or [`Error::Configuration`] when the key of the week can be neither read nor made.
    pub fn network_tag(&self, network: &str, now: Instant) -> Result<String> {
        let key = self.key_of_week(week_of(now))?;
        let tag = hmac(&key, &[network.as_bytes()]);
        Ok(URL_SAFE_NO_PAD.encode(&tag[..16]))
    }

    /// Destroys the keys for network tags of all weeks but this one and the last, so that none outlives two weeks. To be
    /// called now and then: weeks in which nobody writes begin as well.
    ///
    /// # Errors
    /// [`Error::File`] when a key cannot be deleted.
    pub fn destroy_old_network_keys(&self, now: Instant) -> Result<()> {
        let week = week_of(now);
        let mut current = self.current_week.lock().unwrap_or_else(PoisonError::into_inner);
        current.take_if(|(kept, _)| *kept != week);
        self.destroy_before(week - 1)
    }

    fn from_master(master: Key, weekly: WeeklyKeys) -> Self {
        let mut keys = Self {
            master,
            sealing: [0; 32],
            weekly,
            current_week: Mutex::new(None),
        };
        keys.sealing = keys.derive("seal", "");
        keys
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.sealing.into())
    }

    fn try_open(&self, context: &str, sealed: &str) -> Option<Vec<u8>> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (version, rest) = bytes.split_first()?;
        let (nonce, encrypted) = rest.split_first_chunk::<NONCE_LENGTH>()?;
        if *version != SEALED_VERSION {
            return None;
        }
        let payload = Payload {
            msg: encrypted,
            aad: context.as_bytes(),
        };
        self.cipher().decrypt(&XNonce::from(*nonce), payload).ok()
    }

    /// A key for one purpose. The zero byte keeps purpose and context from flowing into each other.
    fn derive(&self, purpose: &str, context: &str) -> Key {
        hmac(
            &self.master,
            &[b"umbel ", purpose.as_bytes(), b"\0", context.as_bytes()],
        )
    }

    fn key_of_week(&self, week: i64) -> Result<Key> {
        let mut current = self.current_week.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((kept, key)) = *current
            && kept == week
        {
            return Ok(key);
        }
        let key = match &self.weekly {
            WeeklyKeys::Directory(dir) => {
                files::read_or_create(&dir.join(format!("{NETWORK_PREFIX}{week}{KEY_SUFFIX}")))?
            }
            WeeklyKeys::Derived => self.derive("network", &week.to_string()),
        };
        *current = Some((week, key));
        self.destroy_before(week - 1)?;
        Ok(key)
    }

    /// Deletes the keys of all weeks before `oldest`, and what a crash may have left of making them.
    fn destroy_before(&self, oldest: i64) -> Result<()> {
        let WeeklyKeys::Directory(dir) = &self.weekly else {
            return Ok(());
        };
        for entry in fs::read_dir(dir).map_err(|error| Error::file(dir, error))? {
            let path = entry.map_err(|error| Error::file(dir, error))?.path();
            let is_old = week_in_name(&path).is_some_and(|week| week < oldest);
            if is_old
                && let Err(error) = fs::remove_file(&path)
                // Another program of the installation may have been quicker.
                && error.kind() != ErrorKind::NotFound
            {
                return Err(Error::file(&path, error));
            }
        }
        Ok(())
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Keys(hidden)")
    }
}

/// HMAC-SHA256 over the parts, one after the other.
fn hmac(key: &Key, parts: &[&[u8]]) -> [u8; 32] {
    // HMAC fills short keys up with zeros itself; done here, the length is right by its type.
    let mut block = [0; 64];
    block[..32].copy_from_slice(key);
    let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

const fn week_of(now: Instant) -> i64 {
    (now.seconds() + MONDAY_SECONDS).div_euclid(WEEK_SECONDS)
}

/// The week of `network-2969.key`, and of `network-2969.key.<random>`, which a crash while making it leaves.
fn week_in_name(path: &Path) -> Option<i64> {
    let name = path.file_name()?.to_str()?;
    let (week, _) = name.strip_prefix(NETWORK_PREFIX)?.split_once(KEY_SUFFIX)?;
    week.parse().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use std::os::unix::fs::PermissionsExt;

    use super::files::from_hexadecimal;
    use super::*;

    /// Monday, 23 November 2026, 0:00 UTC.
    const MONDAY: Instant = Instant::from_microseconds(1_795_392_000_000_000);

    fn names(dir: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(dir)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn the_master_key_is_made_once_and_for_its_owner_only() {
        let dir = tempfile::tempdir().unwrap();
        let inner = dir.path().join("new");
        let sealed = Keys::load(&inner).unwrap().seal("a note", b"lantern");
        assert_eq!(names(&inner), ["master.key"]);
        let mode = fs::metadata(inner.join("master.key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(Keys::load(&inner).unwrap().open("a note", &sealed).unwrap(), b"lantern");
    }

    #[test]
    fn programs_that_start_together_have_the_same_key() {
        let dir = tempfile::tempdir().unwrap();
        let barrier = std::sync::Barrier::new(16);
        let macs: Vec<_> = std::thread::scope(|scope| {
            let start = || {
                barrier.wait();
                Keys::load(dir.path()).unwrap().mac("who", b"me")
            };
            let threads: Vec<_> = (0..16).map(|_| scope.spawn(start)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(macs.iter().all(|mac| *mac == macs[0]));
        assert_eq!(names(dir.path()), ["master.key"]);
    }

    #[test]
    fn a_damaged_key_is_refused_and_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("master.key");
        for damage in ["", "abc", &"g".repeat(64), &"a".repeat(63), &"a".repeat(66)] {
            fs::write(&path, damage).unwrap();
            let error = Keys::load(dir.path()).unwrap_err();
            assert!(matches!(error, Error::Configuration(_)));
            assert!(error.to_string().contains("master.key is damaged"), "{error}");
            assert_eq!(fs::read_to_string(&path).unwrap(), damage);
        }
    }

    #[test]
    fn sealed_things_open_only_whole_and_in_their_place() {
        let keys = Keys::for_tests();
        let sealed = keys.seal("totp of account 17", b"secret");
        assert_ne!(sealed, keys.seal("totp of account 17", b"secret"), "the nonce is fresh");
        assert_eq!(keys.open("totp of account 17", &sealed).unwrap(), b"secret");
        assert!(keys.open("totp of account 18", &sealed).is_err());
        assert!(Keys::for_tests().open("totp of account 17", &sealed).is_err());
        let bytes = URL_SAFE_NO_PAD.decode(&sealed).unwrap();
        for position in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[position] ^= 1;
            assert!(
                keys.open("totp of account 17", &URL_SAFE_NO_PAD.encode(changed))
                    .is_err()
            );
            assert!(
                keys.open("totp of account 17", &URL_SAFE_NO_PAD.encode(&bytes[..position]))
                    .is_err()
            );
        }
    }

    #[test]
    fn each_context_has_its_own_fingerprints() {
        let keys = Keys::for_tests();
        assert_eq!(keys.mac("a", b"x"), keys.mac("a", b"x"));
        assert_ne!(keys.mac("a", b"x"), keys.mac("b", b"x"));
        assert_ne!(keys.mac("a", b"x"), keys.mac("a", b"y"));
        assert_ne!(keys.mac("a", b"x"), Keys::for_tests().mac("a", b"x"));
    }

    #[test]
    fn the_fingerprint_is_hmac_sha256() {
        // RFC 4231, test case 2, whose key is the word "Jefe".
        let mut key = [0; 32];
        key[..4].copy_from_slice(b"Jefe");
        let expected = from_hexadecimal(b"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843").unwrap();
        assert_eq!(hmac(&key, &[b"what do ya want ", b"for nothing?"]), expected);
    }

    #[test]
    fn a_network_has_one_tag_a_week() {
        let dir = tempfile::tempdir().unwrap();
        for keys in [Keys::load(dir.path()).unwrap(), Keys::for_tests()] {
            let tag = keys.network_tag("192.0.2.0/24", MONDAY).unwrap();
            assert_eq!(tag.len(), 22);
            let sunday = MONDAY.plus_seconds(WEEK_SECONDS - 1);
            assert_eq!(keys.network_tag("192.0.2.0/24", sunday).unwrap(), tag);
            assert_ne!(keys.network_tag("198.51.100.0/24", sunday).unwrap(), tag);
            assert_ne!(keys.network_tag("192.0.2.0/24", MONDAY.plus_seconds(-1)).unwrap(), tag);
            assert_ne!(
                keys.network_tag("192.0.2.0/24", MONDAY.plus_seconds(WEEK_SECONDS))
                    .unwrap(),
                tag
            );
        }
        let two_programs = [Keys::load(dir.path()).unwrap(), Keys::load(dir.path()).unwrap()];
        let tags = two_programs.map(|keys| keys.network_tag("192.0.2.0/24", MONDAY).unwrap());
        assert_eq!(tags[0], tags[1]);
    }

    #[test]
    fn no_network_key_outlives_two_weeks() {
        let dir = tempfile::tempdir().unwrap();
        let keys = Keys::load(dir.path()).unwrap();
        let week = week_of(MONDAY);
        fs::write(
            dir.path().join(format!("network-{}.key.00ff", week - 2)),
            "left by a crash",
        )
        .unwrap();
        fs::write(dir.path().join("network-notes.txt"), "somebody's own").unwrap();
        for weeks in 0..3 {
            keys.network_tag("192.0.2.0/24", MONDAY.plus_seconds(weeks * WEEK_SECONDS))
                .unwrap();
        }
        let name = |week: i64| format!("network-{week}.key");
        let expected = [
            "master.key".to_owned(),
            name(week + 1),
            name(week + 2),
            "network-notes.txt".to_owned(),
        ];
        assert_eq!(names(dir.path()), expected);
        keys.destroy_old_network_keys(MONDAY.plus_seconds(9 * WEEK_SECONDS))
            .unwrap();
        assert_eq!(names(dir.path()), ["master.key", "network-notes.txt"]);
        assert!(keys.current_week.lock().unwrap().is_none());
    }

    #[test]
    fn debug_output_hides_the_keys() {
        assert_eq!(format!("{:?}", Keys::for_tests()), "Keys(hidden)");
    }

    proptest! {
        #[test]
        fn whatever_is_sealed_comes_back(context in ".{0,20}", plain in prop::collection::vec(any::<u8>(), 0..200)) {
            let keys = Keys::for_tests();
            let sealed = keys.seal(&context, &plain);
            prop_assert_eq!(keys.open(&context, &sealed).unwrap(), plain);
        }

        #[test]
        fn nothing_else_opens(sealed in "[A-Za-z0-9_-]{0,120}|.{0,40}") {
            prop_assert!(Keys::for_tests().open("", &sealed).is_err());
        }
    }
}
