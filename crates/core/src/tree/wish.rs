//! What somebody wishes for: a site that is not there yet.

use serde::{Deserialize, Serialize};

use super::names::Label;
use crate::slug::slugify;
use crate::{Error, Result, SiteId};

/// The longest name of a site, in characters.
pub const LONGEST_SITE_NAME: usize = 120;
/// The longest text about a group, in characters.
pub const LONGEST_ABOUT: usize = 1_000;
/// The longest name of a place, in characters.
pub const LONGEST_PLACE: usize = 120;
/// The longest topic, in characters.
pub const LONGEST_TOPIC: usize = 40;
/// The most topics of a site.
pub const MOST_TOPICS: usize = 8;
/// The longest name of a language, as BCP 47 has it.
const LONGEST_LOCALE: usize = 35;

/// A site or network somebody would like to start. Kept as JSON while it waits for an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wish {
    /// What it is called.
    pub name: String,
    /// What stands before the network's host in its address, as people read it.
    pub label: String,
    /// What the group is; may be empty.
    pub about: String,
    /// Where it is, in words.
    pub place: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// Its language.
    pub locale: String,
    /// IANA name of its time zone.
    pub time_zone: String,
    /// What it works on, as slugs.
    pub topics: Vec<String>,
    /// The number of the site it is made after.
    pub template: Option<i64>,
}

/// What a new site says at first, in its language. The words come from whoever knows languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstTexts {
    /// The title of the first page.
    pub page_title: String,
    /// The first page, Markdown.
    pub page: String,
    /// The title of the first event, a draft.
    pub event_title: String,
    /// The first event, Markdown.
    pub event: String,
}

impl Wish {
    /// Whether everything in it can be.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the first thing that cannot.
    pub fn check(&self) -> Result<()> {
        let wrong = |what: &str| Err(Error::Invalid(what.to_owned()));
        if !is_short_line(&self.name, LONGEST_SITE_NAME) || self.name.trim().is_empty() {
            return wrong("a name has between 1 and 120 characters");
        }
        Label::parse(&self.label)?;
        if self.about.chars().count() > LONGEST_ABOUT {
            return wrong("what is said about the group is too long");
        }
        if self
            .place
            .as_ref()
            .is_some_and(|place| !is_short_line(place, LONGEST_PLACE))
        {
            return wrong("the name of the place is too long");
        }
        let on_earth = match (self.latitude, self.longitude) {
            (None, None) => true,
            (Some(latitude), Some(longitude)) => {
                (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude)
            }
            _ => false,
        };
        if !on_earth {
            return wrong("this point is not on Earth");
        }
        if self.time_zone.parse::<chrono_tz::Tz>().is_err() {
            return wrong("there is no such time zone");
        }
        if self.locale.is_empty() || self.locale.len() > LONGEST_LOCALE {
            return wrong("there is no such language");
        }
        let sound =
            |topic: &String| topic.chars().count() <= LONGEST_TOPIC && slugify(topic) == *topic && !topic.is_empty();
        if self.topics.len() > MOST_TOPICS || !self.topics.iter().all(sound) {
            return wrong("a site has at most 8 topics of at most 40 characters");
        }
        Ok(())
    }

    /// The site it is made after.
    #[must_use]
    pub fn template(&self) -> Option<SiteId> {
        self.template.map(SiteId::numbered)
    }
}

fn is_short_line(text: &str, most: usize) -> bool {
    text.chars().count() <= most && !text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish() -> Wish {
        Wish {
            name: "Boston".into(),
            label: "boston".into(),
            about: String::new(),
            place: None,
            latitude: None,
            longitude: None,
            locale: "en".into(),
            time_zone: "America/New_York".into(),
            topics: vec!["housing".into()],
            template: None,
        }
    }

    #[test]
    fn each_part_has_its_bounds() {
        assert!(wish().check().is_ok());
        let wrong = [
            Wish {
                name: " ".into(),
                ..wish()
            },
            Wish {
                name: "n".repeat(121),
                ..wish()
            },
            Wish {
                name: "two\nlines".into(),
                ..wish()
            },
            Wish {
                label: "id".into(),
                ..wish()
            },
            Wish {
                label: "a".into(),
                ..wish()
            },
            Wish {
                about: "a".repeat(1_001),
                ..wish()
            },
            Wish {
                latitude: Some(91.0),
                longitude: Some(0.0),
                ..wish()
            },
            Wish {
                latitude: Some(f64::NAN),
                longitude: Some(0.0),
                ..wish()
            },
            Wish {
                latitude: Some(1.0),
                ..wish()
            },
            Wish {
                time_zone: "Boston".into(),
                ..wish()
            },
            Wish {
                locale: String::new(),
                ..wish()
            },
            Wish {
                topics: vec!["Housing, rents".into()],
                ..wish()
            },
            Wish {
                topics: vec!["topic".into(); 9],
                ..wish()
            },
        ];
        for wish in wrong {
            assert!(
                matches!(wish.check(), Err(Error::Invalid(_) | Error::Taken(_))),
                "{wish:?}"
            );
        }
    }
}
