//! Passkeys (WebAuthn): signing in with a phone, a computer or a security key in place of a password.
//!
//! Making one and signing in with one are both a ceremony of two steps: `begin_…` gives a challenge for the browser and
//! a sealed state; `finish_…` takes the state and the browser's answer. **The state of a ceremony must be usable once**:
//! keep it on the server, no longer than ten minutes, and delete it when it is taken out, whatever comes of it. Who
//! could hand in the same state and answer twice would be signed in twice.
//!
//! The device always checks its owner (PIN, finger or face), so that a passkey is enough to sign in with.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use umbel_core::Id;
use umbel_core::keys::Keys;
use url::Url;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Uuid, WebauthnError,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};
use webauthn_rs_proto::ResidentKeyRequirement;

/// Answers are some 2 KB long.
const LONGEST_ANSWER: usize = 64 * 1024;

const REGISTRATION: &str = "passkey registration";
const SIGN_IN: &str = "passkey sign-in";

/// Why a passkey was not made, or did not let anybody in.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyError {
    /// The names this was set up with do not fit together.
    #[error("passkeys cannot be used here: {0}")]
    Configuration(String),
    /// The ceremony's state is not from here.
    #[error("this took too long; please try again")]
    Stale,
    /// The browser sent something that is no answer.
    #[error("the browser sent something we could not read; please try again")]
    Unreadable,
    /// The passkey is not known, or belongs to somebody else.
    #[error("this passkey is not known here")]
    Unknown,
    /// The device did not check who holds it.
    #[error("the device has to check that it is you, with a PIN, your finger or your face")]
    NotVerified,
    /// This device has a passkey for the account already.
    #[error("this device has a passkey for this account already")]
    AlreadyThere,
    /// The answer is not right: another challenge, another address, a wrong signature, a copied device.
    #[error("the passkey did not fit; please try again")]
    Refused,
    /// Looking up the passkey failed.
    #[error(transparent)]
    Core(#[from] umbel_core::Error),
}

/// The first step of a ceremony.
#[derive(Clone)]
pub struct Begun {
    /// For the browser: JSON whose `publicKey` goes to `PublicKeyCredential.parseCreationOptionsFromJSON` or
    /// `parseRequestOptionsFromJSON`.
    pub challenge: String,
    /// For the server: sealed, to be kept for the second step.
    pub state: String,
}

/// A passkey that was just made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPasskey {
    /// For whom the ceremony was begun.
    pub account_id: Id,
    /// The passkey's name among all, in base64url.
    pub credential_id: String,
    /// What is to be stored of it: its public key and counters.
    pub credential_json: String,
}

/// A stored passkey, as the look-up hands it in.
#[derive(Clone, Debug)]
pub struct StoredPasskey {
    /// Whose it is.
    pub account_id: Id,
    /// What was stored of it.
    pub credential_json: String,
}

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// Who it is.
    pub account_id: Id,
    /// With which passkey.
    pub credential_id: String,
    /// What is to be stored of it from now on: its counter may have moved.
    pub credential_json: String,
}

/// The passkeys of this installation: they belong to the host people sign in on.
#[derive(Debug)]
pub struct Passkeys {
    webauthn: Webauthn,
    keys: Arc<Keys>,
}

#[derive(Serialize, Deserialize)]
struct RegistrationState {
    account_id: Id,
    /// The credential ids the account has already.
    existing: Vec<String>,
    registration: PasskeyRegistration,
}

#[derive(Serialize, Deserialize)]
enum SignInState {
    /// One of these passkeys is asked for.
    Known(PasskeyAuthentication),
    /// Any passkey of this installation.
    Anybody(DiscoverableAuthentication),
}

impl Passkeys {
    /// Passkeys for the host `rp_id`, used from pages of `origins` and called `name` by browsers.
    ///
    /// Browsers want https, but for `localhost` and the hosts beneath it.
    ///
    /// # Errors
    /// [`PasskeyError::Configuration`] unless every origin is `rp_id` itself, whatever the scheme and port.
    pub fn new(rp_id: &str, origins: &[Url], name: &str, keys: Arc<Keys>) -> Result<Self, PasskeyError> {
        let refused = |why: &str| PasskeyError::Configuration(why.to_owned());
        let Some((first, others)) = origins.split_first() else {
            return Err(refused("no address to sign in on was given"));
        };
        // A host beneath would be a site, whose pages have no business with passkeys.
        if let Some(foreign) = origins.iter().find(|origin| origin.domain() != Some(rp_id)) {
            return Err(refused(&format!("{foreign} is not on {rp_id}")));
        }
        let builder = WebauthnBuilder::new(rp_id, first).map_err(|error| refused(&error.to_string()))?;
        let webauthn = others
            .iter()
            .fold(builder, WebauthnBuilder::append_allowed_origin)
            .rp_name(name)
            .build()
            .map_err(|error| refused(&error.to_string()))?;
        Ok(Self { webauthn, keys })
    }

    /// Begins making a passkey for an account, whom the device will show as `name`. `existing` are the credential ids
    /// the account has already: their devices refuse to make another.
    ///
    /// # Errors
    /// [`PasskeyError::Unreadable`] for an existing id that is none.
    pub fn begin_registration(&self, account: Id, name: &str, existing: &[String]) -> Result<Begun, PasskeyError> {
        let excluded = existing
            .iter()
            .map(|id| URL_SAFE_NO_PAD.decode(id))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_| PasskeyError::Unreadable)?;
        let (mut challenge, registration) =
            self.webauthn
                .start_passkey_registration(user_handle(account), name, name, Some(excluded))?;
        if let Some(selection) = &mut challenge.public_key.authenticator_selection {
            // The device should remember the account, so that nobody has to type an address to sign in.
            selection.resident_key = Some(ResidentKeyRequirement::Preferred);
        }
        let state = RegistrationState {
            account_id: account,
            existing: existing.to_vec(),
            registration,
        };
        Ok(Begun {
            challenge: json(&challenge)?,
            state: self.seal(REGISTRATION, &state)?,
        })
    }

    /// Finishes making a passkey. The account is the one it was begun for, and must be the one now signed in.
    ///
    /// # Errors
    /// When the state or the answer is not right.
    pub fn finish_registration(&self, state: &str, answer: &str) -> Result<NewPasskey, PasskeyError> {
        let state: RegistrationState = self.unseal(REGISTRATION, state)?;
        let answer: RegisterPublicKeyCredential = read_answer(answer)?;
        if state.existing.contains(&URL_SAFE_NO_PAD.encode(&answer.raw_id)) {
            return Err(PasskeyError::AlreadyThere);
        }
        let passkey = self
            .webauthn
            .finish_passkey_registration(&answer, &state.registration)?;
        Ok(NewPasskey {
            account_id: state.account_id,
            credential_id: URL_SAFE_NO_PAD.encode(passkey.cred_id()),
            credential_json: json(&passkey)?,
        })
    }

    /// Begins a sign-in: with one of these stored passkeys (`credential_json` each), or without any with whatever
    /// passkey the browser offers.
    ///
    /// # Errors
    /// [`PasskeyError::Unknown`] when there are no passkeys to choose from.
    pub fn begin_sign_in(&self, passkeys: Option<&[String]>) -> Result<Begun, PasskeyError> {
        let (challenge, state) = match passkeys {
            // An empty list would ask for anybody's passkey.
            Some([]) => return Err(PasskeyError::Unknown),
            Some(passkeys) => {
                let passkeys = passkeys
                    .iter()
                    .map(|passkey| read_stored(passkey))
                    .collect::<Result<Vec<_>, _>>()?;
                let (challenge, state) = self.webauthn.start_passkey_authentication(&passkeys)?;
                (challenge, SignInState::Known(state))
            }
            None => {
                let (mut challenge, state) = self.webauthn.start_discoverable_authentication()?;
                // Whether to ask in a dialogue or beneath the form's field is the page's business.
                challenge.mediation = None;
                (challenge, SignInState::Anybody(state))
            }
        };
        Ok(Begun {
            challenge: json(&challenge)?,
            state: self.seal(SIGN_IN, &state)?,
        })
    }

    /// Finishes a sign-in. `find` looks up the stored passkey with a credential id.
    ///
    /// # Errors
    /// When the state or the answer is not right, or the look-up fails.
    pub fn finish_sign_in(
        &self,
        state: &str,
        answer: &str,
        find: impl FnOnce(&str) -> umbel_core::Result<Option<StoredPasskey>>,
    ) -> Result<SignedIn, PasskeyError> {
        let state: SignInState = self.unseal(SIGN_IN, state)?;
        let answer: PublicKeyCredential = read_answer(answer)?;
        let credential_id = URL_SAFE_NO_PAD.encode(answer.get_credential_id());
        let stored = find(&credential_id)?.ok_or(PasskeyError::Unknown)?;
        let mut passkey = read_stored(&stored.credential_json)?;

        let handle = answer.get_user_unique_id();
        let (result, needs_handle) = match state {
            SignInState::Known(state) => (self.webauthn.finish_passkey_authentication(&answer, &state), false),
            SignInState::Anybody(state) => {
                let result = self
                    .webauthn
                    .finish_discoverable_authentication_v2(&answer, state, &passkey);
                (result, true)
            }
        };
        let result = result?;
        // Who the device says it is must be who we say it belongs to.
        match handle {
            Some(handle) if handle != user_handle(stored.account_id).as_bytes() => return Err(PasskeyError::Unknown),
            None if needs_handle => return Err(PasskeyError::Unknown),
            _ => {}
        }
        if !result.user_verified() {
            return Err(PasskeyError::NotVerified);
        }
        if passkey.update_credential(&result).is_none() {
            return Err(PasskeyError::Unknown);
        }
        Ok(SignedIn {
            account_id: stored.account_id,
            credential_id,
            credential_json: json(&passkey)?,
        })
    }

    fn seal(&self, context: &str, state: &impl Serialize) -> Result<String, PasskeyError> {
        Ok(self.keys.seal(context, json(state)?.as_bytes()))
    }

    fn unseal<State: DeserializeOwned>(&self, context: &str, sealed: &str) -> Result<State, PasskeyError> {
        let opened = self.keys.open(context, sealed).map_err(|_| PasskeyError::Stale)?;
        serde_json::from_slice(&opened).map_err(|_| PasskeyError::Stale)
    }
}

impl From<WebauthnError> for PasskeyError {
    fn from(error: WebauthnError) -> Self {
        match error {
            WebauthnError::UserNotVerified => Self::NotVerified,
            WebauthnError::CredentialNotFound => Self::Unknown,
            WebauthnError::CredentialExcludedFromRequest | WebauthnError::CredentialAlreadyExists => Self::AlreadyThere,
            WebauthnError::ParseBase64Failure(_)
            | WebauthnError::ParseCBORFailure(_)
            | WebauthnError::ParseJSONFailure(_)
            | WebauthnError::ParseNOMFailure
            | WebauthnError::ParseInsufficientBytesAvailable => Self::Unreadable,
            _ => Self::Refused,
        }
    }
}

impl std::fmt::Debug for Begun {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Begun(hidden)")
    }
}

/// The account as devices remember it: its number, which says nothing about the person.
fn user_handle(account: Id) -> Uuid {
    Uuid::from_u64_pair(0, account.0.cast_unsigned())
}

fn json(value: &impl Serialize) -> Result<String, PasskeyError> {
    serde_json::to_string(value).map_err(|error| PasskeyError::Configuration(error.to_string()))
}

fn read_answer<Answer: DeserializeOwned>(answer: &str) -> Result<Answer, PasskeyError> {
    if answer.len() > LONGEST_ANSWER {
        return Err(PasskeyError::Unreadable);
    }
    serde_json::from_str(answer).map_err(|_| PasskeyError::Unreadable)
}

fn read_stored(passkey: &str) -> Result<Passkey, PasskeyError> {
    let damaged = |_| umbel_core::Error::Invalid("a stored passkey is damaged".to_owned());
    Ok(serde_json::from_str(passkey).map_err(damaged)?)
}
