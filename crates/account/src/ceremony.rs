//! What passkeys and the script that speaks with them exchange: a challenge goes out, an answer comes back, once.
//!
//! The state of a ceremony travels sealed through the browser, so that asking for a challenge writes nothing: pages ask for
//! one as soon as they are opened. It works in the browser it was made for, for ten minutes, and taking it back uses it up.

use actix_web::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use umbel_core::people::{OneTimeLink, Passkey, Purpose};
use umbel_core::{Connection, Error, Id, Instant};
use umbel_credentials::passkeys::{Begun, PasskeyError, Passkeys, StoredPasskey};
use umbel_web_kit::{Answer, Problem, Visit};
use url::Url;

const VALID_SECONDS: i64 = 600;
const CONTEXT: &str = "passkey ceremony";
/// A sealed state is some 20 KB long where somebody has as many passkeys as may be.
const LONGEST_SEALED: usize = 48 * 1024;

#[derive(Serialize, Deserialize)]
struct Ceremony {
    state: String,
    since: Instant,
    /// The form token of the browser it was begun in.
    browser: String,
}

/// Why there is no answer but a sentence.
pub(crate) enum Refusal {
    /// A status, and the key of the sentence.
    Said(StatusCode, &'static str),
    /// Something else.
    Problem(Problem),
}

impl Refusal {
    pub(crate) const TOO_OFTEN: Self = Self::Said(StatusCode::TOO_MANY_REQUESTS, "sign-in-too-often");
    pub(crate) const STALE: Self = Self::Said(StatusCode::BAD_REQUEST, "passkey-stale");
    pub(crate) const UNKNOWN: Self = Self::Said(StatusCode::FORBIDDEN, "passkey-unknown");
    pub(crate) const ALREADY_THERE: Self = Self::Said(StatusCode::CONFLICT, "passkey-already-there");
    pub(crate) const TOO_MANY: Self = Self::Said(StatusCode::CONFLICT, "passkey-too-many");
}

impl From<PasskeyError> for Refusal {
    fn from(error: PasskeyError) -> Self {
        match error {
            PasskeyError::Configuration(reason) => Self::Problem(Problem::Broken(reason)),
            PasskeyError::Core(error) => Self::Problem(error.into()),
            PasskeyError::Stale => Self::STALE,
            PasskeyError::Unknown => Self::UNKNOWN,
            PasskeyError::AlreadyThere => Self::ALREADY_THERE,
            PasskeyError::NotVerified => Self::Said(StatusCode::FORBIDDEN, "passkey-not-verified"),
            PasskeyError::Unreadable => Self::Said(StatusCode::BAD_REQUEST, "passkey-unreadable"),
            PasskeyError::Refused => Self::Said(StatusCode::FORBIDDEN, "passkey-refused"),
        }
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Problem(error.into())
    }
}

/// The passkeys of this installation: they belong to the host people sign in on.
pub(crate) fn passkeys(visit: &Visit<'_>) -> Result<Passkeys, Refusal> {
    let world = visit.world;
    let host = world.sign_in_host().unwrap_or_default();
    let origin = Url::parse(&world.sign_in_url("")).map_err(|error| Problem::Broken(error.to_string()))?;
    let name = &visit.current.top().site.name;
    Ok(Passkeys::new(&host, &[origin], name, world.keys.clone())?)
}

/// Hands a challenge out to the browser, with the sealed state that has to come back with its answer.
pub(crate) fn hand_out(visit: &Visit<'_>, begun: &Begun) -> Result<Answer, Refusal> {
    let ceremony = Ceremony {
        state: begun.state.clone(),
        since: visit.now,
        browser: visit.form_token.clone(),
    };
    let broken = |error: serde_json::Error| Problem::Broken(error.to_string());
    let text = serde_json::to_vec(&ceremony).map_err(broken)?;
    let challenge: serde_json::Value = serde_json::from_str(&begun.challenge).map_err(broken)?;
    let sealed = visit.world.keys.seal(CONTEXT, &text);
    Ok(answer(
        StatusCode::OK,
        &json!({ "challenge": challenge, "ceremony": sealed }),
    ))
}

/// Takes the state that came back with an answer, and uses it up, whatever comes of the answer.
pub(crate) fn take_back(visit: &Visit<'_>) -> Result<String, Refusal> {
    let sealed = visit.form.as_ref().map_or("", |sent| sent.text("ceremony"));
    if sealed.len() > LONGEST_SEALED {
        return Err(Refusal::STALE);
    }
    let opened = visit.world.keys.open(CONTEXT, sealed).ok();
    let ceremony = opened
        .and_then(|text| serde_json::from_slice::<Ceremony>(&text).ok())
        .filter(|ceremony| {
            ceremony.browser == visit.form_token && visit.now < ceremony.since.plus_seconds(VALID_SECONDS)
        })
        .ok_or(Refusal::STALE)?;
    // Of the state itself, not of the text it was sealed into: that could be written in more than one way.
    let hash = hash(&ceremony.state);
    let spent = visit
        .world
        .store
        .write(|write| OneTimeLink::spend(write, Purpose::Passkey, &hash, VALID_SECONDS));
    match spent {
        Ok(()) => Ok(ceremony.state),
        Err(Error::NotFound(_)) => Err(Refusal::STALE),
        Err(error) => Err(error.into()),
    }
}

fn hash(state: &str) -> String {
    let digest = Sha256::digest(state.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A stored passkey as the credentials crate wants it.
pub(crate) fn stored(connection: &mut Connection, credential_id: &str) -> umbel_core::Result<Option<StoredPasskey>> {
    Ok(
        Passkey::with_credential(connection, credential_id)?.map(|found| StoredPasskey {
            account_id: found.account_id,
            credential_json: found.credential,
        }),
    )
}

/// What the device is asked for where it is known whose passkeys may answer.
pub(crate) fn credentials_of(connection: &mut Connection, account: Id) -> umbel_core::Result<Vec<String>> {
    let passkeys = Passkey::of(connection, account)?;
    Ok(passkeys.into_iter().map(|passkey| passkey.credential).collect())
}

/// Tells the script where to go on.
pub(crate) fn go(to: &str) -> Answer {
    answer(StatusCode::OK, &json!({ "go": to }))
}

/// Tells the script what to say, or where to go first.
pub(crate) fn told(visit: &Visit<'_>, outcome: Result<Answer, Refusal>) -> Result<Answer, Problem> {
    match outcome {
        Ok(Answer::GoOn(to)) => Ok(go(&to)),
        Ok(answer) => Ok(answer),
        Err(Refusal::Problem(problem)) => Err(problem),
        Err(Refusal::Said(status, key)) => Ok(answer(status, &json!({ "error": visit.words().say(key) }))),
    }
}

fn answer(status: StatusCode, value: &serde_json::Value) -> Answer {
    Answer::Json {
        status,
        text: value.to_string(),
    }
}
