//! The people of a place: who belongs, who is invited, who would like to join, and what each may do.

mod invite;
mod list;
mod one;
mod requests;

pub(crate) use invite::{invite, withdraw};
pub(crate) use list::show;
pub(crate) use one::{remove, role};
pub(crate) use requests::answer;

use serde::Serialize;
use umbel_core::mail::{Message, enqueue};
use umbel_core::people::{Account, LONGEST_NOTE, Role, SignedIn};
use umbel_core::tree::Site;
use umbel_core::{Error, Id, Result, Write};
use umbel_web_kit::i18n::Words;
use umbel_web_kit::stones::When;
use umbel_web_kit::{FormView, Problem, Visit, World};

/// The id that stands in the path under this name.
pub(crate) fn id_in_path(visit: &Visit<'_>, name: &str) -> Result<Id, Problem> {
    visit.parameter(name).parse().map(Id).map_err(|_| Problem::NotFound)
}

/// Writes to somebody about a place, in their language or that of the place.
///
/// # Errors
/// When the database refuses.
pub(crate) fn write_to(
    write: &mut Write<'_>,
    world: &World,
    place: &Site,
    account: &Account,
    message: &Message,
) -> Result<()> {
    let locale = account.locale.as_deref().unwrap_or(&place.locale);
    enqueue(write, &world.keys, &account.address()?, locale, Some(place.id), message)?;
    Ok(())
}

/// A day in words, short enough for lists: "22 Nov 2026".
pub(crate) fn day(when: &When) -> String {
    format!("{} {}", when.short, when.year)
}

/// A role that may be chosen.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RoleChoice {
    word: String,
    name: String,
    /// What it lets somebody do.
    hint: String,
}

/// The roles that this person may give here, from the least to the most.
pub(crate) fn roles_to_give(visit: &Visit<'_>, person: &SignedIn) -> Vec<RoleChoice> {
    let words = visit.words();
    Role::held_at(visit.current.here.site.kind)
        .filter(|role| person.standing.is_at_least(*role))
        .map(|role| RoleChoice {
            word: role.to_string(),
            name: words.say(&format!("role-{role}")),
            hint: words.say(&format!("role-{role}-hint")),
        })
        .collect()
}

/// The role in a form, when it is one of those that may be chosen; else a sentence stands beside the field.
pub(crate) fn chosen_role(form: &mut FormView, words: &Words<'_>, choices: &[RoleChoice]) -> Option<Role> {
    let chosen = form.value("role").to_owned();
    let role = choices
        .iter()
        .find(|choice| choice.word == chosen)
        .and_then(|choice| choice.word.parse().ok());
    if role.is_none() {
        form.refuse("role", words.say("people-role-wrong"));
    }
    role
}

/// What somebody wrote in a field that may stay empty; a sentence stands beside it when it is too long.
pub(crate) fn written(form: &mut FormView, words: &Words<'_>, name: &str) -> Option<String> {
    let text = form.value(name).to_owned();
    if text.chars().count() > LONGEST_NOTE {
        let most = i64::try_from(LONGEST_NOTE).unwrap_or(i64::MAX);
        form.refuse(name, words.say_with("field-too-long", &[("most", most.into())]));
    }
    (!text.is_empty()).then_some(text)
}

/// Says above a form why what was asked for cannot be done.
///
/// # Errors
/// What has no sentence for the one who asked.
pub(crate) fn explain(form: &mut FormView, words: &Words<'_>, error: Error) -> Result<(), Problem> {
    let sentence = match error {
        Error::LastKeeper(role) => words.say_with(
            "people-last-keeper",
            &[("role", words.say(&format!("role-{role}")).into())],
        ),
        Error::Refused => words.say("people-refused"),
        Error::TooOften => words.say("people-too-often"),
        other => return Err(other.into()),
    };
    form.say(sentence);
    Ok(())
}

fn sample_role() -> RoleChoice {
    RoleChoice {
        word: "member".into(),
        name: "Member".into(),
        hint: "belongs here".into(),
    }
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let mut samples = list::samples();
    samples.extend(invite::samples());
    samples.extend(requests::samples());
    samples.extend(one::samples());
    samples
}
