//! The words of a mail: subject, plain text and HTML, in the language of its reader.

use fluent_bundle::{FluentArgs, FluentValue};
use rust_embed::RustEmbed;
use serde_json::Value;
use std::sync::{Arc, LazyLock};
use tera::{Context, Kwargs, State, Tera};
use umbel_core::mail::Message;
use umbel_web_kit::i18n::{self, Languages};

use crate::{clean, wrap};

/// One folder a kind of mail, and the frame they share.
#[derive(RustEmbed)]
#[folder = "messages"]
struct Templates;

static ENGINE: LazyLock<Result<Tera, String>> = LazyLock::new(compile);

/// A mail in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composed {
    /// The word for its kind.
    pub kind: &'static str,
    /// The subject, one line.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same as a page.
    pub html: String,
}

/// Why a mail has no words: a template's fault, never the reader's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the words of this mail cannot be made: {0}")]
pub struct ComposeError(String);

/// Finds the words of a mail in the language nearest to `locale`.
///
/// # Errors
/// When a template cannot be filled in, or a link is none.
pub fn compose(
    languages: &Arc<Languages>,
    umbrella_name: &str,
    message: &Message,
    locale: &str,
) -> Result<Composed, ComposeError> {
    let language = languages.nearest(locale).to_owned();
    let mut engine = ENGINE.clone().map_err(ComposeError)?;
    register_words(&mut engine, languages, &language);
    let mut context = facts(message)?;
    context.insert("umbrella", &clean::one_line(umbrella_name));
    context.insert("locale", &language);
    context.insert("direction", i18n::direction(&language));
    context.insert("button_link", &message.button_link());
    context.insert(
        "button_key",
        &format!("mail-{}-button", message.kind().replace('_', "-")),
    );
    let kind = message.kind();
    let fill = |file: &str, context: &Context| {
        engine
            .render(&format!("{kind}/{file}"), context)
            .map_err(|error| ComposeError(error.to_string()))
    };
    let subject = clean::one_line(&fill("subject.txt", &context)?);
    context.insert("subject", &subject);
    Ok(Composed {
        kind,
        text: wrap::wrapped(&fill("text.txt", &context)?),
        html: fill("body.html", &context)?,
        subject,
    })
}

/// What the templates are given: the message's own fields, made fit. A text of several lines is called `written`.
fn facts(message: &Message) -> Result<Context, ComposeError> {
    let stored = serde_json::to_value(message).map_err(|error| ComposeError(error.to_string()))?;
    let mut context = Context::new();
    for optional in ["written", "name", "place"] {
        context.insert(optional, &None::<String>);
    }
    for (name, value) in stored.as_object().into_iter().flatten() {
        let Value::String(text) = value else { continue };
        match name.as_str() {
            "note" | "reason" | "text" => {
                let written = clean::several_lines(text);
                context.insert("written", &Some(written).filter(|written| !written.is_empty()));
            }
            "link" | "sign_in" | "reset" | "appeal_link" | "stop_link" => {
                context.insert(name.clone(), checked_link(text)?)
            }
            "name" => {
                let greeted = clean::one_line(text);
                context.insert("name", &Some(greeted).filter(|greeted| clean::greetable(greeted)));
            }
            _ => context.insert(name.clone(), &clean::one_line(text)),
        }
    }
    Ok(context)
}

/// A link as it stands in mails: complete, and without anything that could end it early.
fn checked_link(link: &str) -> Result<&str, ComposeError> {
    let complete = link.starts_with("https://") || link.starts_with("http://");
    let sound = link
        .chars()
        .all(|character| character.is_ascii_graphic() && !matches!(character, '"' | '<' | '>' | '\\'));
    if complete && sound {
        Ok(link)
    } else {
        Err(ComposeError("a link in it is not a complete address".into()))
    }
}

fn compile() -> Result<Tera, String> {
    let mut engine = Tera::default();
    engine.autoescape_on(vec![".html"]);
    engine.register_filter("quoted", |text: &str, _: Kwargs, _: &State<'_>| wrap::quoted(text));
    // Stands in until `register_words` puts the reader's language in its place: names are checked while compiling.
    engine.register_function("t", |_: Kwargs, _: &State<'_>| String::new());
    let mut templates = Vec::new();
    for path in Templates::iter() {
        let file = Templates::get(&path).map(|file| file.data.into_owned());
        let text = String::from_utf8(file.unwrap_or_default()).map_err(|error| format!("{path}: {error}"))?;
        templates.push((path.into_owned(), text));
    }
    let pairs = templates.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    engine.add_raw_templates(pairs).map_err(|error| error.to_string())?;
    Ok(engine)
}

fn register_words(engine: &mut Tera, languages: &Arc<Languages>, language: &str) {
    let languages = Arc::clone(languages);
    let language = language.to_owned();
    engine.register_function("t", move |kwargs: Kwargs, _: &State<'_>| -> tera::TeraResult<String> {
        let key: String = kwargs.must_get("key")?;
        let mut arguments = FluentArgs::new();
        for (name, value) in kwargs.iter() {
            if let Some(name) = name.as_str().filter(|name| *name != "key") {
                arguments.set(name.to_owned(), FluentValue::from(value.to_string()));
            }
        }
        Ok(languages.say(&language, &key, &arguments))
    });
}
