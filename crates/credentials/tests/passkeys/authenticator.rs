//! A browser and its device in one, made of software: it answers challenges as Chromium would.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use umbel_core::ids::random_bytes;

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const WITH_CREDENTIAL: u8 = 0x40;

/// A device with at most one passkey, and the page it is used from.
pub struct Authenticator {
    /// The origin the browser vouches for.
    pub origin: String,
    /// Whether the device checks who holds it.
    pub checks_its_owner: bool,
    /// Whether it says whose passkey it is, as devices do that remember the account.
    pub names_its_owner: bool,
    /// How often it has signed; devices that share their passkeys stay at 0.
    pub counter: u32,
    passkey: Option<Passkey>,
}

struct Passkey {
    id: Vec<u8>,
    user: String,
    key: SigningKey,
}

impl Authenticator {
    /// A new device, used on a page of `origin`.
    pub fn on(origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            checks_its_owner: true,
            names_its_owner: true,
            counter: 0,
            passkey: None,
        }
    }

    /// What `navigator.credentials.create()` answers.
    pub fn make(&mut self, challenge: &str) -> String {
        let options = options(challenge);
        let passkey = self.passkey.take().unwrap_or_else(|| Passkey {
            id: random_bytes::<32>().to_vec(),
            user: text(&options, "/user/id").to_owned(),
            key: SigningKey::from_slice(&random_bytes::<32>()).unwrap(),
        });
        let mut device_says = self.device_says(text(&options, "/rp/id"), WITH_CREDENTIAL);
        device_says.extend([0; 16]);
        device_says.extend(u16::try_from(passkey.id.len()).unwrap().to_be_bytes());
        device_says.extend(&passkey.id);
        device_says.extend(public_key(&passkey.key));

        let mut object = vec![0xa3];
        object.extend(b"\x63fmt\x64none");
        object.extend(b"\x67attStmt\xa0");
        object.extend(b"\x68authData\x59");
        object.extend(u16::try_from(device_says.len()).unwrap().to_be_bytes());
        object.extend(device_says);

        let id = URL_SAFE_NO_PAD.encode(&passkey.id);
        self.passkey = Some(passkey);
        json!({
            "id": id, "rawId": id, "type": "public-key", "clientExtensionResults": { "credProps": { "rk": true } },
            "authenticatorAttachment": "platform",
            "response": {
                "attestationObject": URL_SAFE_NO_PAD.encode(object),
                "clientDataJSON": URL_SAFE_NO_PAD.encode(self.browser_says("webauthn.create", &options)),
                "transports": ["internal"],
            },
        })
        .to_string()
    }

    /// What `navigator.credentials.get()` answers.
    pub fn sign(&mut self, challenge: &str) -> String {
        let options = options(challenge);
        let passkey = self.passkey.as_ref().unwrap();
        let device_says = self.device_says(text(&options, "/rpId"), 0);
        let browser_says = self.browser_says("webauthn.get", &options);
        let signed = [device_says.as_slice(), &Sha256::digest(&browser_says)].concat();
        let signature: Signature = passkey.key.sign(&signed);
        let id = URL_SAFE_NO_PAD.encode(&passkey.id);
        json!({
            "id": id, "rawId": id, "type": "public-key", "clientExtensionResults": {},
            "authenticatorAttachment": "platform",
            "response": {
                "authenticatorData": URL_SAFE_NO_PAD.encode(device_says),
                "clientDataJSON": URL_SAFE_NO_PAD.encode(browser_says),
                "signature": URL_SAFE_NO_PAD.encode(signature.to_der()),
                "userHandle": self.names_its_owner.then_some(&passkey.user),
            },
        })
        .to_string()
    }

    /// Makes the device believe that its passkey is another account's.
    pub fn claim_to_be(&mut self, user: &[u8]) {
        self.passkey.as_mut().unwrap().user = URL_SAFE_NO_PAD.encode(user);
    }

    fn device_says(&self, host: &str, flags: u8) -> Vec<u8> {
        let verified = if self.checks_its_owner { VERIFIED } else { 0 };
        let mut says = Sha256::digest(host).to_vec();
        says.push(PRESENT | verified | flags);
        says.extend(self.counter.to_be_bytes());
        says
    }

    fn browser_says(&self, what: &str, options: &Value) -> Vec<u8> {
        json!({
            "type": what, "challenge": text(options, "/challenge"), "origin": self.origin, "crossOrigin": false,
        })
        .to_string()
        .into_bytes()
    }
}

fn options(challenge: &str) -> Value {
    serde_json::from_str::<Value>(challenge).unwrap()["publicKey"].take()
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).unwrap().as_str().unwrap()
}

/// The public key as COSE writes it: an elliptic curve key for ES256 on P-256.
fn public_key(key: &SigningKey) -> Vec<u8> {
    let point = key.verifying_key().to_sec1_point(false);
    let mut cose = vec![0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01];
    cose.extend([0x21, 0x58, 0x20]);
    cose.extend(point.x().unwrap());
    cose.extend([0x22, 0x58, 0x20]);
    cose.extend(point.y().unwrap());
    cose
}
