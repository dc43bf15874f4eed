//! Forms: what was sent, and what is shown again beside a sentence that says what to change.

use serde::Serialize;
use std::collections::BTreeMap;

use crate::visit::Visit;

/// The name of the field that shows a form is ours.
pub const TOKEN_FIELD: &str = "form_token";

/// What was sent, in the order in which it was sent.
#[derive(Clone, Debug, Default)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// Fields that came in another way, in the order in which they were sent.
    pub(crate) const fn of(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }

    /// Reads `application/x-www-form-urlencoded`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let decode = |text: &str| {
            percent_encoding::percent_decode_str(&text.replace('+', " "))
                .decode_utf8_lossy()
                .into_owned()
        };
        Self(
            text.split('&')
                .filter_map(|pair| pair.split_once('='))
                .map(|(name, value)| (decode(name), decode(value)))
                .collect(),
        )
    }

    /// A field without the spaces around it; empty when it was not sent.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.exact(name).trim()
    }

    /// A field exactly as it was sent; empty when it was not.
    #[must_use]
    pub fn exact(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(found, _)| found == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// Whether a field was sent: how boxes that were ticked arrive.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(found, _)| found == name)
    }

    /// Every value of a field that may be sent more than once.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.0
            .iter()
            .filter(|(found, _)| found == name)
            .map(|(_, value)| value.trim())
            .collect()
    }
}

/// A form as templates know it: what was typed, and a sentence beside each field that cannot be taken.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FormView {
    token: String,
    values: BTreeMap<String, String>,
    errors: BTreeMap<String, String>,
    /// A sentence about the form as a whole.
    sentence: Option<String>,
}

impl FormView {
    /// A form with these fields, filled with what was sent, or empty.
    #[must_use]
    pub fn new(visit: &Visit<'_>, fields: &[&str]) -> Self {
        let value = |name: &str| visit.form.as_ref().map_or("", |form| form.text(name)).to_owned();
        Self {
            token: visit.form_token.clone(),
            values: fields.iter().map(|name| ((*name).to_owned(), value(name))).collect(),
            errors: fields.iter().map(|name| ((*name).to_owned(), String::new())).collect(),
            sentence: None,
        }
    }

    /// A form with these fields for samples of templates.
    #[must_use]
    pub fn sample(fields: &[&str]) -> Self {
        Self {
            token: "token".into(),
            values: fields.iter().map(|name| ((*name).to_owned(), "typed".into())).collect(),
            errors: fields
                .iter()
                .map(|name| ((*name).to_owned(), "This cannot be.".into()))
                .collect(),
            sentence: Some("Something is missing.".into()),
        }
    }

    /// Fills a field in, unless something was typed into it.
    #[must_use]
    pub fn filled(mut self, name: &str, value: &str) -> Self {
        let typed = self.values.entry(name.to_owned()).or_default();
        if typed.is_empty() {
            value.clone_into(typed);
        }
        self
    }

    /// Puts a value into a field, whatever was typed.
    pub fn put(&mut self, name: &str, value: &str) {
        self.values.insert(name.to_owned(), value.to_owned());
    }

    /// Says beside a field why it cannot be taken. The first sentence stays.
    pub fn refuse(&mut self, name: &str, sentence: String) {
        let said = self.errors.entry(name.to_owned()).or_default();
        if said.is_empty() {
            *said = sentence;
        }
    }

    /// Says something about the form as a whole.
    pub fn say(&mut self, sentence: String) {
        self.sentence.get_or_insert(sentence);
    }

    /// Whether nothing was refused.
    #[must_use]
    pub fn is_fine(&self) -> bool {
        self.sentence.is_none() && self.errors.values().all(String::is_empty)
    }

    /// What stands in a field.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_browsers_send_them() {
        let form = Form::parse("name=Ana+Mar%C3%ADa+&topic=a&topic=b&on=&broken");
        assert_eq!(form.text("name"), "Ana María");
        assert_eq!(form.exact("name"), "Ana María ");
        assert_eq!(form.all("topic"), ["a", "b"]);
        assert!(form.has("on") && !form.has("broken"));
        assert_eq!(form.text("missing"), "");
    }
}
