//! Choosing a password: judged on this machine, kept as a hash.

use umbel_core::password;
use umbel_credentials::password_policy::{Refusal, Strength, judge};
use umbel_web_kit::{Form, FormView, Problem, Visit};

/// A password as it is kept: its hash, and whether it is long enough for those who look after a place.
pub(crate) type Kept = (String, bool);

/// How long a password must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum For {
    /// For somebody who looks after a place.
    Keeper,
    /// For everybody else.
    Anybody,
}

impl For {
    /// How long it must be at least.
    pub(crate) const fn least(self) -> usize {
        self.strength().least()
    }

    const fn strength(self) -> Strength {
        match self {
            Self::Keeper => Strength::Manager,
            Self::Anybody => Strength::Member,
        }
    }
}

/// Reads and judges the field `password`; a sentence beside it says why it cannot be taken.
pub(crate) fn read(
    visit: &Visit<'_>,
    sent: &Form,
    form: &mut FormView,
    personal: &[&str],
    whom: For,
) -> Result<Option<Kept>, Problem> {
    let typed = sent.exact("password");
    let words = visit.words();
    let umbrella = visit.current.top().site.name.clone();
    let personal: Vec<&str> = personal.iter().copied().chain([umbrella.as_str()]).collect();
    if let Err(refusal) = judge(typed, &personal, whom.strength()) {
        let sentence = match refusal {
            Refusal::TooShort { least } => words.say_with(
                "password-too-short",
                &[("least", i64::try_from(least).unwrap_or(0).into())],
            ),
            Refusal::TooLong => words.say("password-too-long"),
            Refusal::Common => words.say("password-too-common"),
            Refusal::Personal => words.say("password-personal"),
        };
        form.refuse("password", sentence);
        return Ok(None);
    }
    let is_strong = judge(typed, &personal, Strength::Manager).is_ok();
    Ok(Some((password::hash(typed)?, is_strong)))
}
