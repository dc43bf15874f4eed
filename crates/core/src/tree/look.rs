//! How a site looks, as one value: theme, colour, letters, pictures, and what its front page shows in which order.
//!
//! Pages read it from the site's row and settings, where imports, templates and the command line write it, too;
//! [`super::look_history`] keeps what it was before.

use serde::{Deserialize, Serialize};
use std::collections::HashMap;

use super::settings::Setting;
use super::site::Site;
use crate::email::EmailAddress;
use crate::{Error, Id, Result};

/// The longest greeting above the sections, in characters.
pub const LONGEST_INTRO: usize = 600;
/// The longest text of a part of the front page, in characters.
pub const LONGEST_PART_TEXT: usize = 4_000;
/// The longest title, name or label, in characters.
pub const LONGEST_PART_LINE: usize = 120;
/// The longest address, in characters.
pub const LONGEST_ADDRESS: usize = 500;
/// The most pictures in a strip.
pub const MOST_PHOTOS: usize = 8;
/// The most links beside a contact.
pub const MOST_LINKS: usize = 8;
/// The most sections that can be arranged.
const MOST_SECTIONS: usize = 40;

/// How a site looks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    /// The theme's name.
    pub theme: String,
    /// The colour as `#rrggbb`; none means the theme's own.
    pub accent: Option<String>,
    /// The key of the letters; none means the theme's own.
    pub letters: Option<String>,
    /// The picture beside the name.
    pub logo: Option<Id>,
    /// The picture across the head of the front page.
    pub header: Option<Id>,
    /// The greeting above the sections, plain text.
    pub intro: String,
    /// The keys of the sections that are shown, in their order; none means the order they have by themselves.
    pub sections: Option<Vec<String>>,
    /// What the sections show that are filled in by hand.
    pub parts: FrontParts,
}

/// What stands in those sections of a front page that are filled in by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FrontParts {
    /// What stays in view of the header picture; none leaves it to the picture itself.
    pub header_keeps: Option<Keeps>,
    /// Who we are, in Markdown; empty leaves it to the site's own few sentences.
    pub about: String,
    /// What visitors are asked to do.
    pub action: CallToAction,
    /// The pictures of the strip.
    pub photos: Vec<Id>,
    /// How the group is reached.
    pub contact: Contact,
}

/// The part of a picture that stays in view when it is cut to a band.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Keeps {
    /// Its top.
    Top,
    /// Its middle.
    Middle,
    /// Its bottom.
    Bottom,
}

impl Keeps {
    /// Every one there is, as forms and style sheets name them.
    pub const ALL: [(&'static str, Self); 3] = [("top", Self::Top), ("middle", Self::Middle), ("bottom", Self::Bottom)];

    /// The one of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, keeps)| *keeps)
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Top => "top",
            Self::Middle => "middle",
            Self::Bottom => "bottom",
        }
    }
}

/// What visitors are asked to do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CallToAction {
    /// What it is about; without it nothing is shown.
    pub title: String,
    /// Why, in plain text.
    pub text: String,
    /// What stands on the button.
    pub button: String,
    /// Where the button leads.
    pub address: String,
}

/// How a group is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// A mail address; empty means the site's own.
    pub mail: String,
    /// Where the group is found; empty means the site's own place.
    pub place: String,
    /// When somebody is there, how to come in: plain text.
    pub text: String,
    /// Where else it is found.
    pub links: Vec<NamedLink>,
}

/// An address with what stands on it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NamedLink {
    /// What stands on it.
    pub label: String,
    /// Where it leads.
    pub address: String,
}

/// What cannot be taken of a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookFault {
    /// The colour is not written as `#rrggbb`.
    Colour,
    /// Something is longer than it may be.
    TooLong,
    /// An address leads nowhere a link may lead.
    Address,
    /// A mail address is none.
    Mail,
    /// There are more than there may be.
    TooMany,
    /// A button without an address, or an address without a title.
    Unfinished,
}

impl Look {
    /// How a site looks, from its row and its settings by stored name. What cannot be read is as if it were not there.
    #[must_use]
    pub fn of(site: &Site, settings: &HashMap<String, String>) -> Self {
        let kept = |setting: Setting| settings.get(setting.name());
        let picture = |setting| kept(setting).and_then(|text| text.parse().ok()).map(Id);
        Self {
            theme: site.theme.clone(),
            accent: site.accent.clone(),
            letters: site.letters.clone(),
            logo: picture(Setting::Logo),
            header: picture(Setting::Header),
            intro: kept(Setting::FrontIntro).cloned().unwrap_or_default(),
            sections: kept(Setting::FrontSections).map(|text| {
                let keys = text.split(',').map(str::trim).filter(|key| !key.is_empty());
                keys.map(str::to_owned).collect()
            }),
            parts: kept(Setting::FrontParts)
                .map(|text| FrontParts::read(text))
                .unwrap_or_default(),
        }
    }

    /// Every picture it shows.
    #[must_use]
    pub fn pictures(&self) -> Vec<Id> {
        self.logo
            .into_iter()
            .chain(self.header)
            .chain(self.parts.photos.iter().copied())
            .collect()
    }

    /// What cannot be taken, with the field where it stands.
    #[must_use]
    pub fn faults(&self) -> Vec<(&'static str, LookFault)> {
        let mut faults = Vec::new();
        let mut judge = |is_fine: bool, field, fault| {
            if !is_fine {
                faults.push((field, fault));
            }
        };
        let short = |text: &str, most: usize| text.chars().count() <= most;
        judge(
            short(&self.theme, LONGEST_PART_LINE) && self.letters.as_deref().is_none_or(|key| short(key, 40)),
            "theme",
            LookFault::TooLong,
        );
        judge(
            self.accent.as_deref().is_none_or(is_colour),
            "accent",
            LookFault::Colour,
        );
        judge(short(&self.intro, LONGEST_INTRO), "intro", LookFault::TooLong);
        let keys = self.sections.as_deref().unwrap_or_default();
        let is_key = |key: &String| short(key, 40) && !key.contains([',', ' ']);
        judge(
            keys.len() <= MOST_SECTIONS && keys.iter().all(is_key),
            "sections",
            LookFault::TooMany,
        );
        let parts = &self.parts;
        judge(short(&parts.about, LONGEST_PART_TEXT), "about", LookFault::TooLong);
        judge(parts.photos.len() <= MOST_PHOTOS, "photos", LookFault::TooMany);
        let action = &parts.action;
        for (field, text, most) in [
            ("action_title", &action.title, LONGEST_PART_LINE),
            ("action_text", &action.text, LONGEST_PART_TEXT),
            ("action_button", &action.button, LONGEST_PART_LINE),
            ("contact_place", &parts.contact.place, LONGEST_PART_LINE),
            ("contact_text", &parts.contact.text, LONGEST_PART_TEXT),
        ] {
            judge(short(text, most), field, LookFault::TooLong);
        }
        let is_asked = !action.title.is_empty();
        let is_empty = action.text.is_empty() && action.button.is_empty() && action.address.is_empty();
        judge(is_asked || is_empty, "action_title", LookFault::Unfinished);
        judge(
            action.address.is_empty() || is_address(&action.address),
            "action_address",
            LookFault::Address,
        );
        judge(
            action.button.is_empty() == action.address.is_empty(),
            if action.button.is_empty() {
                "action_button"
            } else {
                "action_address"
            },
            LookFault::Unfinished,
        );
        let contact = &parts.contact;
        let is_mail = contact.mail.is_empty() || EmailAddress::parse(&contact.mail).is_ok();
        judge(is_mail, "contact_mail", LookFault::Mail);
        judge(contact.links.len() <= MOST_LINKS, "contact_links", LookFault::TooMany);
        let is_link = |link: &NamedLink| short(&link.label, LONGEST_PART_LINE) && is_address(&link.address);
        judge(contact.links.iter().all(is_link), "contact_links", LookFault::Address);
        faults
    }
}

impl FrontParts {
    /// Reads what is stored. What cannot be read is as if it were not there: a page is better than none.
    #[must_use]
    pub fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// What is stored.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it cannot be written down.
    pub fn text(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|error| Error::Invalid(error.to_string()))
    }

    /// What a site made after this one may take over: nothing of whom to write to, and no pictures, which stay where they
    /// are.
    #[must_use]
    pub fn for_another_site(&self) -> Self {
        let mut action = self.action.clone();
        if action.address.starts_with("mailto:") || action.address.starts_with("tel:") {
            action = CallToAction::default();
        }
        Self {
            header_keeps: None,
            about: self.about.clone(),
            action,
            photos: Vec::new(),
            contact: Contact::default(),
        }
    }
}

/// Whether a button or link may lead there: a path of this site, a page of the web, a mail or telephone address. Scripts
/// and files of the visitor's own machine are none of these.
#[must_use]
pub fn is_address(text: &str) -> bool {
    if text.len() > LONGEST_ADDRESS || text.contains(|one: char| one.is_control() || one.is_whitespace() || one == '\\')
    {
        return false;
    }
    if let Some(path) = text.strip_prefix('/') {
        return !path.starts_with('/');
    }
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest
            .strip_prefix("//")
            .is_some_and(|rest| rest.starts_with(char::is_alphanumeric) || rest.starts_with('[')),
        "mailto" => rest.contains('@'),
        "tel" => {
            !rest.is_empty()
                && rest
                    .chars()
                    .all(|one| one.is_ascii_digit() || matches!(one, '+' | '-' | '(' | ')' | '.'))
        }
        _ => false,
    }
}

fn is_colour(text: &str) -> bool {
    text.len() == 7 && text.starts_with('#') && text.bytes().skip(1).all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_pages_mails_and_telephones_only() {
        for fine in [
            "/join",
            "/",
            "/a?b=c#d",
            "https://example.org/x",
            "HTTP://example.org",
            "https://[::1]/",
            "mailto:us@example.org",
            "tel:+1-617-555-0100",
        ] {
            assert!(is_address(fine), "{fine}");
        }
        for bad in [
            "",
            "join",
            "//elsewhere.example",
            "/\\elsewhere.example",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            " javascript:alert(1)",
            "data:text/html,<script>",
            "vbscript:x",
            "file:///etc/passwd",
            "https:example.org",
            "https:///x",
            "https://\"><script>",
            "mailto:nobody",
            "tel:",
            "tel:javascript",
            "https://example.org/a b",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_by_field() {
        let mut look = Look {
            theme: "commons".into(),
            accent: Some("#c8281c".into()),
            ..Look::default()
        };
        assert_eq!(look.faults(), []);
        look.accent = Some("red;}".into());
        look.parts.action.button = "Join".into();
        look.parts.action.address = "javascript:alert(1)".into();
        look.parts.contact.mail = "nobody".into();
        look.parts.photos = vec![Id(1); 9];
        assert_eq!(
            look.faults(),
            [
                ("accent", LookFault::Colour),
                ("photos", LookFault::TooMany),
                ("action_title", LookFault::Unfinished),
                ("action_address", LookFault::Address),
                ("contact_mail", LookFault::Mail),
            ]
        );
    }

    #[test]
    fn what_is_stored_is_read_even_when_something_is_missing_or_broken() {
        let parts = FrontParts::read(r#"{"about":"Hello","photos":[1,2],"somethingNew":3}"#);
        assert_eq!((parts.about.as_str(), parts.photos.len()), ("Hello", 2));
        assert_eq!(FrontParts::read("no json"), FrontParts::default());
    }
}
