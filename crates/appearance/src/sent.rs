//! From a form to a look and back, and the sentences beside what cannot be taken.

use umbel_core::Id;
use umbel_core::tree::{
    CallToAction, Contact, FrontParts, Keeps, LONGEST_INTRO, LONGEST_PART_LINE, LONGEST_PART_TEXT, Look, LookFault,
    MOST_LINKS, MOST_PHOTOS, NamedLink,
};
use umbel_web_kit::front::section_choices;
use umbel_web_kit::themes::{Accent, Letters};
use umbel_web_kit::{Form, FormView, Visit};

/// The fields of the form that are typed into, and those that only ever carry a sentence.
pub(crate) const FIELDS: &[&str] = &[
    "theme",
    "accent",
    "own_accent",
    "logo",
    "header",
    "intro",
    "sections",
    "about",
    "action_title",
    "action_text",
    "action_button",
    "action_address",
    "photos",
    "contact_mail",
    "contact_place",
    "contact_text",
    "contact_links",
    "find",
];

/// The look that was sent. What cannot be read is left out and said beside its field.
pub(crate) fn read(visit: &Visit<'_>, sent: &Form, form: &mut FormView) -> Look {
    let words = visit.words();
    let theme = sent.text("theme").to_owned();
    if visit.world.themes.choices().all(|known| known.name != theme) {
        form.refuse("theme", words.say("settings-theme-wrong"));
    }
    let accent = match sent.text("accent") {
        "" => None,
        "own" => {
            let typed = sent.text("own_accent");
            let read = Accent::parse(typed).or_else(|| Accent::parse(&format!("#{typed}")));
            if read.is_none() {
                form.refuse("own_accent", words.say("settings-accent-wrong"));
            }
            read.map(Accent::hex)
        }
        offered => Accent::parse(offered).map(Accent::hex),
    };
    let picture = |name: &str| sent.text(name).parse().ok().map(Id);
    let line = |name: &str| sent.text(name).split_whitespace().collect::<Vec<_>>().join(" ");
    let text = |name: &str| sent.text(name).replace("\r\n", "\n");
    let look = Look {
        theme,
        accent,
        letters: Letters::named(sent.text("letters")).map(|letters| letters.key.to_owned()),
        logo: picture("logo"),
        header: picture("header"),
        intro: text("intro"),
        sections: sections(visit, sent),
        parts: FrontParts {
            header_keeps: Keeps::named(sent.text("header_keeps")),
            about: text("about"),
            action: CallToAction {
                title: line("action_title"),
                text: text("action_text"),
                button: line("action_button"),
                address: whole_address(&line("action_address")),
            },
            photos: sent
                .all("photo")
                .iter()
                .filter_map(|id| id.parse().ok())
                .map(Id)
                .collect(),
            contact: Contact {
                mail: line("contact_mail"),
                place: line("contact_place"),
                text: text("contact_text"),
                links: links(sent.text("contact_links")),
            },
        },
    };
    for (field, fault) in look.faults() {
        form.refuse(field, sentence(visit, field, fault));
    }
    look
}

/// Puts a look into the fields that are typed into.
pub(crate) fn fill(form: &mut FormView, look: &Look) {
    let parts = &look.parts;
    let links: Vec<String> = parts
        .contact
        .links
        .iter()
        .map(|link| format!("{} {}", link.label, link.address).trim().to_owned())
        .collect();
    let links = links.join("\n");
    for (field, value) in [
        ("theme", look.theme.as_str()),
        ("own_accent", look.accent.as_deref().unwrap_or_default()),
        ("intro", &look.intro),
        ("about", &parts.about),
        ("action_title", &parts.action.title),
        ("action_text", &parts.action.text),
        ("action_button", &parts.action.button),
        ("action_address", &parts.action.address),
        ("contact_mail", &parts.contact.mail),
        ("contact_place", &parts.contact.place),
        ("contact_text", &parts.contact.text),
        ("contact_links", &links),
    ] {
        form.put(field, value);
    }
}

/// The keys of all rows in the order in which they were sent, each with whether it is shown. Rows that were not sent
/// come last: somebody may have switched a feature on meanwhile.
pub(crate) fn rows(visit: &Visit<'_>, sent: &Form) -> Vec<(&'static str, bool)> {
    let known = section_choices(visit);
    let shown = sent.all("shown");
    let mut rows: Vec<(&'static str, bool)> = Vec::new();
    let sent_keys = sent.all("section");
    for key in &sent_keys {
        if let Some(choice) = known.iter().find(|choice| choice.key == *key)
            && rows.iter().all(|(there, _)| there != key)
        {
            rows.push((choice.key, shown.contains(key)));
        }
    }
    for choice in &known {
        if !sent_keys.contains(&choice.key) {
            rows.push((choice.key, false));
        }
    }
    rows
}

/// The same of a look: what is shown in its order, then the rest.
pub(crate) fn rows_of(visit: &Visit<'_>, look: &Look) -> Vec<(&'static str, bool)> {
    let known = section_choices(visit);
    let Some(shown) = &look.sections else {
        return known.iter().map(|choice| (choice.key, choice.is_usual)).collect();
    };
    let mut rows: Vec<(&'static str, bool)> = Vec::new();
    for key in shown {
        if let Some(choice) = known.iter().find(|choice| choice.key == key) {
            rows.push((choice.key, true));
        }
    }
    for choice in &known {
        if rows.iter().all(|(key, _)| *key != choice.key) {
            rows.push((choice.key, false));
        }
    }
    rows
}

/// None when it is the order that sections have by themselves: then it stays so when a feature is added.
fn sections(visit: &Visit<'_>, sent: &Form) -> Option<Vec<String>> {
    if sent.all("section").is_empty() {
        return None;
    }
    let shown: Vec<&str> = rows(visit, sent)
        .into_iter()
        .filter(|(_, is_shown)| *is_shown)
        .map(|(key, _)| key)
        .collect();
    let known = section_choices(visit);
    let usual: Vec<&str> = known
        .iter()
        .filter(|choice| choice.is_usual)
        .map(|choice| choice.key)
        .collect();
    (shown != usual).then(|| shown.into_iter().map(str::to_owned).collect())
}

/// Lines like `Our choir https://choir.example`, each a link.
fn links(text: &str) -> Vec<NamedLink> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let (label, address) = line.rsplit_once(char::is_whitespace).unwrap_or(("", line));
            let address = whole_address(address);
            let label = label.trim().trim_end_matches([':', '–', '-']).trim_end();
            NamedLink {
                label: if label.is_empty() {
                    bare_address(&address)
                } else {
                    label
                }
                .to_owned(),
                address,
            }
        })
        .collect()
}

/// An address without what goes without saying, for people to read.
fn bare_address(address: &str) -> &str {
    ["https://", "http://", "mailto:", "tel:"]
        .iter()
        .find_map(|scheme| address.strip_prefix(scheme))
        .unwrap_or(address)
        .trim_end_matches('/')
}

/// People type `example.org/join` and `us@example.org`; links need to say what kind of address it is.
fn whole_address(typed: &str) -> String {
    let first = typed.split(['/', '?', '#']).next().unwrap_or_default();
    if typed.contains(':') || typed.starts_with('/') {
        typed.to_owned()
    } else if typed.contains('@') {
        format!("mailto:{typed}")
    } else if first.contains('.') {
        format!("https://{typed}")
    } else {
        typed.to_owned()
    }
}

fn sentence(visit: &Visit<'_>, field: &str, fault: LookFault) -> String {
    let most = match field {
        "photos" => MOST_PHOTOS,
        "contact_links" => MOST_LINKS,
        "intro" => LONGEST_INTRO,
        "about" | "action_text" | "contact_text" => LONGEST_PART_TEXT,
        _ => LONGEST_PART_LINE,
    };
    let key = match fault {
        LookFault::Colour => "settings-accent-wrong",
        LookFault::TooLong => "look-fault-long",
        LookFault::Address => "look-fault-address",
        LookFault::Mail => "settings-contact-wrong",
        LookFault::TooMany => "look-fault-many",
        LookFault::Unfinished => "look-fault-unfinished",
    };
    visit.words().say_with(key, &[("most", most.into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_links() {
        let found = links("Our choir: https://choir.example/\n\nexample.org\nWrite us@example.org\n");
        let pairs: Vec<(&str, &str)> = found
            .iter()
            .map(|link| (link.label.as_str(), link.address.as_str()))
            .collect();
        assert_eq!(
            pairs,
            [
                ("Our choir", "https://choir.example/"),
                ("example.org", "https://example.org"),
                ("Write", "mailto:us@example.org"),
            ]
        );
    }

    #[test]
    fn addresses_are_completed_and_never_made_worse() {
        assert_eq!(whole_address("example.org/join"), "https://example.org/join");
        assert_eq!(whole_address("/join"), "/join");
        assert_eq!(whole_address("javascript:alert(1)"), "javascript:alert(1)");
    }
}
