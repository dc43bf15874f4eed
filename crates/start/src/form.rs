//! Reading what somebody wishes for out of a form, with a sentence beside whatever cannot be.

use umbel_core::people::SignedIn;
use umbel_core::slug::slugify;
use umbel_core::tree::{LONGEST_ABOUT, LONGEST_SITE_NAME, LONGEST_TOPIC, MOST_TOPICS, Site, Wish};
use umbel_web_kit::{Form, FormView, Problem, Visit};

use crate::address;
use crate::place::{self, NONE_OF_THESE};
use crate::views::PlaceChoice;

/// The fields, in their order.
pub(crate) const FIELDS: &[&str] = &[
    "name",
    "label",
    "about",
    "place",
    "place_key",
    "place_searched",
    "coordinates",
    "rough",
    "locale",
    "time_zone",
    "topics",
    "template",
];

/// What came of reading.
pub(crate) struct Read {
    /// The wish, when nothing is missing.
    pub(crate) wish: Option<Wish>,
    /// Addresses that can be had, when the one that was typed cannot.
    pub(crate) suggestions: Vec<String>,
    /// Towns to choose from.
    pub(crate) places: Vec<PlaceChoice>,
}

/// A form nobody has filled in.
pub(crate) fn fresh(visit: &Visit<'_>, person: &SignedIn) -> FormView {
    let own = person.standing.account.locale.as_deref();
    let locale = visit
        .world
        .themes
        .languages()
        .nearest(own.unwrap_or(&visit.current.here.site.locale));
    let mut form = FormView::new(visit, FIELDS);
    form.put("locale", locale);
    form
}

/// Reads a form that was sent.
pub(crate) fn read(
    visit: &mut Visit<'_>,
    sent: &Form,
    form: &mut FormView,
    templates: &[Site],
) -> Result<Read, Problem> {
    let locale = known_locale(visit, sent.text("locale"));
    let searched = sent.text("place").to_owned();
    let mut read = Read {
        wish: None,
        suggestions: Vec::new(),
        places: Vec::new(),
    };
    if sent.has("look_up") {
        offer_places(visit, form, &mut read, &searched, &locale);
        return Ok(read);
    }
    // A suggestion is a button with the address on it.
    if sent.has("use_label") {
        form.put("label", sent.text("use_label"));
    }
    let words = visit.words();
    let too_long = |most: usize| {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        words.say_with("field-too-long", &[("most", most.into())])
    };
    let name = sent.text("name").split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > LONGEST_SITE_NAME || name.chars().any(char::is_control) {
        form.refuse("name", words.say("start-name-wrong"));
    }
    let about = sent.text("about").replace("\r\n", "\n");
    if about.chars().count() > LONGEST_ABOUT {
        form.refuse("about", too_long(LONGEST_ABOUT));
    }
    let topics = topics(sent.text("topics"));
    if topics.len() > MOST_TOPICS || topics.iter().any(|topic| topic.chars().count() > LONGEST_TOPIC) {
        let (most, longest) = (
            i64::try_from(MOST_TOPICS).unwrap_or(0),
            i64::try_from(LONGEST_TOPIC).unwrap_or(0),
        );
        let sentence = words.say_with(
            "start-topics-wrong",
            &[("most", most.into()), ("longest", longest.into())],
        );
        form.refuse("topics", sentence);
    }
    let template = match sent.text("template") {
        "" => None,
        number => match templates.iter().find(|template| template.id.to_string() == number) {
            Some(template) => Some(template.id.number()),
            None => {
                form.refuse("template", words.say("start-template-gone"));
                None
            }
        },
    };
    let typed_zone = sent.text("time_zone").to_owned();
    if !typed_zone.is_empty() && typed_zone.parse::<chrono_tz::Tz>().is_err() {
        form.refuse("time_zone", words.say("start-time-zone-wrong"));
    }
    if name.is_empty() {
        return Ok(read);
    }
    let typed_label = form.value("label").to_owned();
    let checked = address::look(visit, &name, &typed_label, &searched)?;
    if typed_label.is_empty() {
        form.put("label", &checked.label);
    }
    if !checked.is_free() {
        form.refuse("label", checked.sentence.clone());
        read.suggestions = checked.suggestions;
    }
    let Some(whereabouts) = place::read(visit, sent, form, &locale) else {
        form.refuse("place", visit.words().say("start-place-which"));
        offer_places(visit, form, &mut read, &searched, &locale);
        return Ok(read);
    };
    if !form.is_fine() {
        keep_places(sent, &mut read, &searched, &locale);
        return Ok(read);
    }
    let time_zone = match (typed_zone.as_str(), whereabouts.time_zone) {
        ("", Some(there)) => there.to_owned(),
        ("", None) => visit.current.here.site.time_zone.clone(),
        (chosen, _) => chosen.to_owned(),
    };
    read.wish = Some(Wish {
        name,
        label: checked.label,
        about,
        place: whereabouts.words,
        latitude: whereabouts.point.map(|(latitude, _)| latitude),
        longitude: whereabouts.point.map(|(_, longitude)| longitude),
        locale,
        time_zone,
        topics,
        template,
    });
    Ok(read)
}

/// Looks a place up and offers what was found.
fn offer_places(visit: &Visit<'_>, form: &mut FormView, read: &mut Read, searched: &str, locale: &str) {
    read.places = place::choices(searched, locale);
    form.put("place_searched", searched);
    let first = read.places.first().map_or(NONE_OF_THESE, |place| place.key.as_str());
    form.put("place_key", first);
    if read.places.is_empty() && !searched.is_empty() {
        form.refuse("place", visit.words().say("start-place-unknown"));
    }
}

/// Shows the towns again that one was chosen from, when something else has to be changed first.
fn keep_places(sent: &Form, read: &mut Read, searched: &str, locale: &str) {
    if !sent.text("place_key").is_empty() && sent.text("place_searched") == searched {
        read.places = place::choices(searched, locale);
    }
}

fn known_locale(visit: &Visit<'_>, asked: &str) -> String {
    let languages = visit.world.themes.languages();
    match languages.all().find(|language| *language == asked) {
        Some(known) => known.to_owned(),
        None => languages.nearest(&visit.current.here.site.locale).to_owned(),
    }
}

/// Topics as they are stored: each once.
fn topics(text: &str) -> Vec<String> {
    let mut topics: Vec<String> = Vec::new();
    for topic in text.split([',', ';', '\n']).map(slugify) {
        if !topic.is_empty() && !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    topics
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_are_read_as_people_list_them() {
        assert_eq!(
            topics("Housing, food; Food ,, Día de Muertos"),
            ["housing", "food", "dia-de-muertos"]
        );
        assert!(topics(" , ").is_empty());
    }
}
