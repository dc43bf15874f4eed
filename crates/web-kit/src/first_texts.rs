//! What a new site says before anybody has written there, in its own language.

use umbel_core::Instant;
use umbel_core::time::zone_or_utc;
use umbel_core::tree::{FirstTexts, Wish};

use crate::i18n::Words;
use crate::world::World;

/// The first page and the first event of the site that is wished for.
#[must_use]
pub fn first_texts(world: &World, wish: &Wish, now: Instant) -> FirstTexts {
    let languages = world.themes.languages();
    let words = Words::new(languages, &wish.locale, zone_or_utc(&wish.time_zone), now);
    // What people typed is text here, not Markdown: a name with an asterisk keeps it.
    let name = plain(&wish.name);
    let who = match &wish.place {
        Some(place) => words.say_with(
            "first-page-who-where",
            &[("name", name.as_str().into()), ("place", plain(place).into())],
        ),
        None => words.say_with("first-page-who", &[("name", name.as_str().into())]),
    };
    let about: String = wish.about.lines().map(plain).collect::<Vec<_>>().join("\n");
    let parts = [who, about, words.say("first-page-more")];
    FirstTexts {
        page_title: words.say("first-page-title"),
        page: parts
            .into_iter()
            .filter(|part| !part.trim().is_empty())
            .collect::<Vec<_>>()
            .join("\n\n"),
        event_title: words.say("first-event-title"),
        event: words.say("first-event-text"),
    }
}

/// Text with every sign that Markdown would read as its own written so that it stays what it is.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.trim().chars() {
        if character.is_ascii_punctuation()
            && !matches!(character, '\'' | ',' | '.' | ':' | ';' | '?' | '/' | '%' | '@')
        {
            plain.push('\\');
        }
        plain.push(character);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_not_read_as_markdown() {
        let html = umbel_core::markdown::to_html(&plain("*Mujeres* & [others](x) <b>1. rise_up_now</b> #1"));
        assert!(html.contains("*Mujeres* &amp; [others](x)"), "{html}");
        assert!(
            !html.contains("<em>") && !html.contains("<b>") && !html.contains("<a "),
            "{html}"
        );
    }
}
