//! Passkeys from both sides: ours, and a device's.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod authenticator;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use authenticator::Authenticator;
use proptest::prelude::*;
use serde_json::Value;
use umbel_core::Id;
use umbel_core::keys::Keys;
use umbel_credentials::passkeys::{NewPasskey, PasskeyError, Passkeys, SignedIn, StoredPasskey};
use url::Url;

const HOST: &str = "id.localhost";
const ORIGIN: &str = "http://id.localhost:8080";
const ANA: Id = Id(7_310_000_000_000_017);
const BEN: Id = Id(-5);

/// An installation with the passkeys it has stored.
struct Installation {
    passkeys: Passkeys,
    stored: RefCell<BTreeMap<String, StoredPasskey>>,
}

impl Installation {
    fn new() -> Self {
        Self::at(HOST, &[ORIGIN])
    }

    fn at(host: &str, origins: &[&str]) -> Self {
        let origins: Vec<Url> = origins.iter().map(|origin| origin.parse().unwrap()).collect();
        Self {
            passkeys: Passkeys::new(host, &origins, "Riverbank", Arc::new(Keys::for_tests())).unwrap(),
            stored: RefCell::default(),
        }
    }

    fn register(&self, account: Id, device: &mut Authenticator) -> Result<NewPasskey, PasskeyError> {
        let begun = self.passkeys.begin_registration(account, "Ana", &[])?;
        let made = self
            .passkeys
            .finish_registration(&begun.state, &device.make(&begun.challenge))?;
        self.store(made.account_id, &made.credential_id, &made.credential_json);
        Ok(made)
    }

    fn sign_in_with(&self, passkeys: Option<&[String]>, device: &mut Authenticator) -> Result<SignedIn, PasskeyError> {
        let begun = self.passkeys.begin_sign_in(passkeys)?;
        self.finish_sign_in(&begun.state, &device.sign(&begun.challenge))
    }

    fn sign_in(&self, device: &mut Authenticator) -> Result<SignedIn, PasskeyError> {
        self.sign_in_with(None, device)
    }

    fn finish_sign_in(&self, state: &str, answer: &str) -> Result<SignedIn, PasskeyError> {
        let find = |id: &str| Ok(self.stored.borrow().get(id).cloned());
        let signed_in = self.passkeys.finish_sign_in(state, answer, find)?;
        self.store(
            signed_in.account_id,
            &signed_in.credential_id,
            &signed_in.credential_json,
        );
        Ok(signed_in)
    }

    fn store(&self, account_id: Id, credential_id: &str, credential_json: &str) {
        let passkey = StoredPasskey {
            account_id,
            credential_json: credential_json.to_owned(),
        };
        self.stored.borrow_mut().insert(credential_id.to_owned(), passkey);
    }
}

#[test]
fn a_passkey_lets_its_owner_in_without_a_name() {
    let here = Installation::new();
    let mut phone = Authenticator::on(ORIGIN);
    let made = here.register(ANA, &mut phone).unwrap();
    assert_eq!(made.account_id, ANA);
    let signed_in = here.sign_in(&mut phone).unwrap();
    assert_eq!(signed_in.account_id, ANA);
    assert_eq!(signed_in.credential_id, made.credential_id);
    here.sign_in(&mut phone).unwrap();
}

#[test]
fn a_passkey_lets_in_when_it_is_asked_for() {
    let here = Installation::new();
    let mut key = Authenticator::on(ORIGIN);
    key.names_its_owner = false;
    let made = here.register(BEN, &mut key).unwrap();
    let signed_in = here.sign_in_with(Some(&[made.credential_json]), &mut key).unwrap();
    assert_eq!(signed_in.account_id, BEN);

    let mut other = Authenticator::on(ORIGIN);
    let others = here.register(BEN, &mut other).unwrap();
    let wrong = here
        .sign_in_with(Some(&[others.credential_json]), &mut key)
        .unwrap_err();
    assert!(matches!(wrong, PasskeyError::Unknown), "{wrong:?}");
    let nobody = here.sign_in_with(Some(&[]), &mut key).unwrap_err();
    assert!(matches!(nobody, PasskeyError::Unknown), "{nobody:?}");
}

#[test]
fn the_challenges_ask_for_what_we_need() {
    let here = Installation::new();
    let mut phone = Authenticator::on(ORIGIN);
    let made = here.register(ANA, &mut phone).unwrap();
    let json = |text: &str| serde_json::from_str::<Value>(text).unwrap();

    let begun = here
        .passkeys
        .begin_registration(ANA, "Ana", std::slice::from_ref(&made.credential_id))
        .unwrap();
    let options = &json(&begun.challenge)["publicKey"];
    assert_eq!(options["rp"]["id"], HOST);
    assert_eq!(options["rp"]["name"], "Riverbank");
    assert_eq!(options["user"]["name"], "Ana");
    assert_eq!(options["excludeCredentials"][0]["id"], made.credential_id.as_str());
    assert_eq!(options["authenticatorSelection"]["residentKey"], "preferred");
    assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
    assert_eq!(options["attestation"], "none");

    let challenge = json(&here.passkeys.begin_sign_in(None).unwrap().challenge);
    assert_eq!(challenge["publicKey"]["rpId"], HOST);
    assert_eq!(challenge["publicKey"]["userVerification"], "required");
    assert_eq!(challenge["publicKey"]["allowCredentials"], Value::Array(Vec::new()));
    assert_eq!(challenge.get("mediation"), None);

    let known = here.passkeys.begin_sign_in(Some(&[made.credential_json])).unwrap();
    let known = json(&known.challenge);
    assert_eq!(
        known["publicKey"]["allowCredentials"][0]["id"],
        made.credential_id.as_str()
    );
    assert_ne!(known["publicKey"]["challenge"], challenge["publicKey"]["challenge"]);
}

#[test]
fn a_device_that_does_not_check_its_owner_is_not_enough() {
    let here = Installation::new();
    let mut key = Authenticator::on(ORIGIN);
    key.checks_its_owner = false;
    assert!(matches!(here.register(ANA, &mut key), Err(PasskeyError::NotVerified)));

    let mut phone = Authenticator::on(ORIGIN);
    let made = here.register(ANA, &mut phone).unwrap();
    phone.checks_its_owner = false;
    assert!(matches!(here.sign_in(&mut phone), Err(PasskeyError::NotVerified)));
    let asked_for = here.sign_in_with(Some(&[made.credential_json]), &mut phone);
    assert!(matches!(asked_for, Err(PasskeyError::NotVerified)));
}

#[test]
fn an_answer_fits_only_its_own_challenge() {
    let here = Installation::new();
    let mut phone = Authenticator::on(ORIGIN);
    here.register(ANA, &mut phone).unwrap();
    let (first, second) = (
        here.passkeys.begin_sign_in(None).unwrap(),
        here.passkeys.begin_sign_in(None).unwrap(),
    );
    let answer = phone.sign(&first.challenge);
    assert!(matches!(
        here.finish_sign_in(&second.state, &answer),
        Err(PasskeyError::Refused)
    ));
    here.finish_sign_in(&first.state, &answer).unwrap();

    let begun = here.passkeys.begin_registration(ANA, "Ana", &[]).unwrap();
    let other = here.passkeys.begin_registration(ANA, "Ana", &[]).unwrap();
    let answer = Authenticator::on(ORIGIN).make(&begun.challenge);
    let finished = here.passkeys.finish_registration(&other.state, &answer);
    assert!(matches!(finished, Err(PasskeyError::Refused)));
}

#[test]
fn other_origins_are_refused() {
    let here = Installation::new();
    for origin in [
        "http://id.localhost:8081",
        "https://id.localhost:8080",
        "http://evil.id.localhost:8080",
        "http://localhost:8080",
        "https://id.example",
    ] {
        let mut phone = Authenticator::on(origin);
        assert!(
            matches!(here.register(ANA, &mut phone), Err(PasskeyError::Refused)),
            "{origin}"
        );
        let mut phone = Authenticator::on(ORIGIN);
        here.register(ANA, &mut phone).unwrap();
        phone.origin = origin.to_owned();
        assert!(
            matches!(here.sign_in(&mut phone), Err(PasskeyError::Refused)),
            "{origin}"
        );
    }
}

#[test]
fn a_passkey_of_another_host_is_refused() {
    let (here, elsewhere) = (
        Installation::new(),
        Installation::at("id.example", &["https://id.example"]),
    );
    let mut phone = Authenticator::on(ORIGIN);
    here.register(ANA, &mut phone).unwrap();
    elsewhere.stored.replace(here.stored.borrow().clone());
    let begun = elsewhere.passkeys.begin_sign_in(None).unwrap();
    let answer = phone.sign(&begun.challenge.replace("id.example", HOST));
    assert!(matches!(
        elsewhere.finish_sign_in(&begun.state, &answer),
        Err(PasskeyError::Refused)
    ));
}

#[test]
fn the_device_and_we_must_agree_whose_passkey_it_is() {
    let here = Installation::new();
    let mut phone = Authenticator::on(ORIGIN);
    let made = here.register(ANA, &mut phone).unwrap();
    phone.names_its_owner = false;
    assert!(matches!(here.sign_in(&mut phone), Err(PasskeyError::Unknown)));
    phone.names_its_owner = true;
    phone.claim_to_be(&[0; 16]);
    assert!(matches!(here.sign_in(&mut phone), Err(PasskeyError::Unknown)));
    let asked_for = here.sign_in_with(Some(&[made.credential_json]), &mut phone);
    assert!(matches!(asked_for, Err(PasskeyError::Unknown)));
}

#[test]
fn an_unknown_or_foreign_signature_lets_nobody_in() {
    let here = Installation::new();
    let mut phone = Authenticator::on(ORIGIN);
    let made = here.register(ANA, &mut phone).unwrap();
    let mut impostor = Authenticator::on(ORIGIN);
    let other = Installation::new().register(ANA, &mut impostor).unwrap();
    assert!(matches!(here.sign_in(&mut impostor), Err(PasskeyError::Unknown)));

    let begun = here.passkeys.begin_sign_in(None).unwrap();
    let forged = impostor
        .sign(&begun.challenge)
        .replace(&other.credential_id, &made.credential_id);
    assert!(matches!(
        here.finish_sign_in(&begun.state, &forged),
        Err(PasskeyError::Refused)
    ));
}

#[test]
fn a_copied_device_is_noticed() {
    let here = Installation::new();
    let mut key = Authenticator::on(ORIGIN);
    let first = here.register(ANA, &mut key).unwrap();
    key.counter = 5;
    let signed_in = here.sign_in(&mut key).unwrap();
    assert_ne!(
        signed_in.credential_json, first.credential_json,
        "the counter is to be stored"
    );
    for counter in [5, 4, 0] {
        key.counter = counter;
        assert!(
            matches!(here.sign_in(&mut key), Err(PasskeyError::Refused)),
            "{counter}"
        );
    }
    key.counter = 6;
    here.sign_in(&mut key).unwrap();
}

#[test]
fn a_device_makes_one_passkey_for_an_account() {
    let here = Installation::new();
    let mut phone = Authenticator::on(ORIGIN);
    let made = here.register(ANA, &mut phone).unwrap();
    let begun = here
        .passkeys
        .begin_registration(ANA, "Ana", &[made.credential_id])
        .unwrap();
    let again = here
        .passkeys
        .finish_registration(&begun.state, &phone.make(&begun.challenge));
    assert!(matches!(again, Err(PasskeyError::AlreadyThere)));
}

#[test]
fn a_state_is_good_for_its_own_ceremony_and_installation_only() {
    let (here, elsewhere) = (Installation::new(), Installation::new());
    let mut phone = Authenticator::on(ORIGIN);
    here.register(ANA, &mut phone).unwrap();
    let registration = here.passkeys.begin_registration(ANA, "Ana", &[]).unwrap();
    let sign_in = here.passkeys.begin_sign_in(None).unwrap();
    let answer = phone.sign(&sign_in.challenge);
    assert!(matches!(
        here.finish_sign_in(&registration.state, &answer),
        Err(PasskeyError::Stale)
    ));
    assert!(matches!(
        elsewhere.finish_sign_in(&sign_in.state, &answer),
        Err(PasskeyError::Stale)
    ));
    assert!(matches!(here.finish_sign_in("", &answer), Err(PasskeyError::Stale)));
    let crossed = here
        .passkeys
        .finish_registration(&sign_in.state, &phone.make(&registration.challenge));
    assert!(matches!(crossed, Err(PasskeyError::Stale)));
}

#[test]
fn a_failed_look_up_is_told_apart() {
    let here = Installation::new();
    let mut phone = Authenticator::on(ORIGIN);
    here.register(ANA, &mut phone).unwrap();
    let begun = here.passkeys.begin_sign_in(None).unwrap();
    let finished = here
        .passkeys
        .finish_sign_in(&begun.state, &phone.sign(&begun.challenge), |_| {
            Err(umbel_core::Error::Busy)
        });
    assert!(matches!(finished, Err(PasskeyError::Core(umbel_core::Error::Busy))));
}

#[test]
fn several_origins_of_one_host_may_be_used() {
    let here = Installation::at("id.example", &["https://id.example", "https://id.example:8443"]);
    let mut phone = Authenticator::on("https://id.example");
    here.register(ANA, &mut phone).unwrap();
    phone.origin = "https://id.example:8443".to_owned();
    here.sign_in(&mut phone).unwrap();
}

#[test]
fn only_the_host_itself_can_be_set_up() {
    for (host, origins) in [
        ("id.example", &[][..]),
        ("example", &["https://id.example"]),
        ("id.example", &["https://boston.id.example"]),
        ("id.example", &["https://id.example", "https://evil.example"]),
        ("127.0.0.1", &["http://127.0.0.1:8080"]),
    ] {
        let origins: Vec<Url> = origins.iter().map(|origin| origin.parse().unwrap()).collect();
        let made = Passkeys::new(host, &origins, "Riverbank", Arc::new(Keys::for_tests()));
        assert!(matches!(made, Err(PasskeyError::Configuration(_))), "{host}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_answer_never_lets_anybody_in(position in any::<prop::sample::Index>(), byte in 32_u8..127) {
        let here = Installation::new();
        let mut phone = Authenticator::on(ORIGIN);
        let registration = here.passkeys.begin_registration(ANA, "Ana", &[]).unwrap();
        let damage = |answer: String| {
            let mut bytes = answer.into_bytes();
            let position = position.index(bytes.len());
            bytes[position] = byte;
            String::from_utf8(bytes).unwrap()
        };
        let answer = phone.make(&registration.challenge);
        // It may be refused or not, but it must not bring the program down.
        drop(here.passkeys.finish_registration(&registration.state, &damage(answer.clone())));
        let made = here.passkeys.finish_registration(&registration.state, &answer).unwrap();
        here.store(made.account_id, &made.credential_id, &made.credential_json);

        let sign_in = here.passkeys.begin_sign_in(None).unwrap();
        let answer = phone.sign(&sign_in.challenge);
        let damaged = damage(answer.clone());
        if let Ok(signed_in) = here.finish_sign_in(&sign_in.state, &damaged) {
            // Only what nobody reads may differ.
            prop_assert_eq!(signed_in.account_id, ANA);
            let signed = |answer: &str| serde_json::from_str::<Value>(answer).unwrap()["response"]["clientDataJSON"].take();
            prop_assert_eq!(signed(&damaged), signed(&answer));
        }
    }

    #[test]
    fn any_text_is_refused_as_an_answer(answer in ".{0,200}") {
        let here = Installation::new();
        let begun = here.passkeys.begin_sign_in(None).unwrap();
        prop_assert!(matches!(here.finish_sign_in(&begun.state, &answer), Err(PasskeyError::Unreadable)));
    }
}

#[test]
fn endless_and_nested_answers_are_refused() {
    let here = Installation::new();
    let begun = here.passkeys.begin_sign_in(None).unwrap();
    for answer in ["x".repeat(100_000), "[".repeat(60_000)] {
        assert!(matches!(
            here.finish_sign_in(&begun.state, &answer),
            Err(PasskeyError::Unreadable)
        ));
    }
}
