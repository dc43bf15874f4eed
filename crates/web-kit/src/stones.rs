//! The building stones of pages: small typed views that several features' templates share (`docs/templates.md`).

mod mark;
mod picture;

pub use mark::Mark;
pub use picture::Picture;

use serde::Serialize;

/// Words that lead somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The words.
    pub text: String,
    /// Where they lead.
    pub url: String,
}

impl Link {
    /// A link.
    #[must_use]
    pub fn new(text: impl Into<String>, url: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            url: url.into(),
        }
    }
}

/// A moment in words, in the language and zone of the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct When {
    /// RFC 3339 with the zone's offset.
    pub iso: String,
    /// "Sunday 29 November 2026"
    pub long: String,
    /// "29 Nov"
    pub short: String,
    /// "Sunday"
    pub weekday: String,
    /// "Sun"
    pub weekday_short: String,
    /// "29"
    pub day: String,
    /// "November"
    pub month: String,
    /// "Nov"
    pub month_short: String,
    /// "2026"
    pub year: String,
    /// "18:30"
    pub time: String,
    /// "tomorrow", "3 days ago", or the short date, with its year when that is not the present one.
    pub relative: String,
}

impl When {
    /// A moment for samples.
    #[must_use]
    pub fn sample() -> Self {
        Self {
            iso: "2026-11-29T18:30:00-05:00".into(),
            long: "Sunday 29 November 2026".into(),
            short: "29 Nov".into(),
            weekday: "Sunday".into(),
            weekday_short: "Sun".into(),
            day: "29".into(),
            month: "November".into(),
            month_short: "Nov".into(),
            year: "2026".into(),
            time: "18:30".into(),
            relative: "tomorrow".into(),
        }
    }
}

/// The way to newer and older things.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Pager {
    /// Back towards the newest.
    pub newer: Option<String>,
    /// On towards the oldest.
    pub older: Option<String>,
}

/// A text as its own page shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Article {
    /// The title.
    pub title: String,
    /// Safe HTML.
    pub html: String,
    /// When it was published.
    pub when: When,
    /// When it changed, if that was more than a day later.
    pub updated: Option<When>,
    /// Who wrote it.
    pub author: Option<Link>,
    /// Its topics.
    pub topics: Vec<Link>,
    /// Its tags.
    pub tags: Vec<Link>,
    /// Its picture.
    pub picture: Option<Picture>,
    /// How long it takes to read.
    pub reading_minutes: usize,
}

impl Article {
    /// An article for samples.
    #[must_use]
    pub fn sample() -> Self {
        Self {
            title: "What we learned at the river".into(),
            html: "<p>Forty of us met <strong>before sunrise</strong>.</p><h2>Next</h2><ul><li>Soup</li></ul>".into(),
            when: When::sample(),
            updated: Some(When::sample()),
            author: Some(Link::new("Rosa", "/blog/authors/rosa")),
            topics: vec![Link::new("Climate", "/blog/topics/climate")],
            tags: vec![Link::new("river", "/blog/tags/river")],
            picture: Some(Picture::sample()),
            reading_minutes: 3,
        }
    }
}

/// Minutes to read some HTML at 220 words a minute, at least one.
#[must_use]
pub fn reading_minutes(html: &str) -> usize {
    (umbel_core::markdown::plain_text(html).split(' ').count() / 220).max(1)
}
