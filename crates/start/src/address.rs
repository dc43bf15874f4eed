//! Whether an address can be had, while it is typed and when it is sent.

use aggregator::founding::host_for_new;
use serde::Serialize;
use umbel_core::people::SignedIn;
use umbel_core::tree::{
    LONGEST_LABEL, LONGEST_PLACE, LONGEST_SITE_NAME, Label, LabelState, look_at_label, suggest_labels,
};
use umbel_web_kit::{Answer, Problem, Visit};

const MOST_SUGGESTIONS: usize = 3;

/// What is known of an address.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Checked {
    /// The label, as it would stand in the address.
    pub(crate) label: String,
    /// `free`, `taken`, `reserved` or `invalid`.
    state: &'static str,
    /// The same as a sentence.
    pub(crate) sentence: String,
    /// Labels that can be had.
    pub(crate) suggestions: Vec<String>,
}

impl Checked {
    pub(crate) fn is_free(&self) -> bool {
        self.state == LabelState::Free.as_str()
    }
}

/// Answers the page while somebody types, as JSON.
pub(crate) fn check(visit: &mut Visit<'_>, _: &SignedIn) -> Result<Answer, Problem> {
    let part =
        |name: &str, most: usize| -> String { visit.asked(name).unwrap_or_default().chars().take(most).collect() };
    let name = part("name", LONGEST_SITE_NAME);
    // One more than can be: what is too long must not become something else.
    let label = part("label", LONGEST_LABEL + 1);
    let place = part("place", LONGEST_PLACE);
    json(&look(visit, &name, &label, &place)?)
}

/// Looks at a label beneath this place; without one, at the one that the name suggests.
pub(crate) fn look(visit: &mut Visit<'_>, name: &str, typed: &str, place: &str) -> Result<Checked, Problem> {
    let above = host_for_new(visit.connection, visit.current.id())?;
    let suggestions = suggest_labels(visit.connection, &above, name, place, MOST_SUGGESTIONS)?;
    let typed = match typed.trim() {
        "" => suggested(name, &suggestions),
        typed => typed.to_owned(),
    };
    let (state, label) = look_at_label(visit.connection, &above, &typed)?;
    let label = label.as_ref().map_or(typed.as_str(), Label::as_str).to_owned();
    let address = format!("{label}.{above}");
    let sentence = visit.words().say_with(
        &format!("start-address-{}", state.as_str()),
        &[("address", address.as_str().into())],
    );
    // What is typed says more about what is wanted than the name does.
    let suggestions = match state {
        LabelState::Free => Vec::new(),
        LabelState::Taken => {
            let mut near = suggest_labels(visit.connection, &above, &label, place, MOST_SUGGESTIONS)?;
            near.extend(suggestions.into_iter().filter(|other| *other != label));
            let mut different = Vec::new();
            for one in near {
                if !different.contains(&one) {
                    different.push(one);
                }
            }
            different.truncate(MOST_SUGGESTIONS);
            different
        }
        LabelState::Reserved | LabelState::Invalid => suggestions,
    };
    Ok(Checked {
        label,
        state: state.as_str(),
        sentence,
        suggestions,
    })
}

/// The label a name stands for, whether it can be had or not.
fn suggested(name: &str, suggestions: &[String]) -> String {
    let slug = umbel_core::slug::slugify(name);
    match Label::parse(&slug) {
        Ok(label) => label.as_str().to_owned(),
        Err(_) => suggestions.first().cloned().unwrap_or(slug),
    }
}

/// An answer for a script.
pub(crate) fn json<V: Serialize>(view: &V) -> Result<Answer, Problem> {
    Ok(Answer::File {
        mime: "application/json",
        text: serde_json::to_string(view).map_err(|error| Problem::Broken(error.to_string()))?,
    })
}
