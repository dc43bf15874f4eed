//! A newswire item.

use diesel::prelude::*;
use umbel_core::content::Reach;
use umbel_core::schema::newswire_items;
use umbel_core::{Id, Instant, SiteId};

/// What an item was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemKind {
    /// A post of a site.
    Post,
    /// An event of a site.
    Event,
    /// An entry of an outside source a site follows.
    Entry,
}

impl ItemKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Post, Self::Event, Self::Entry];

    /// The stored word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Event => "event",
            Self::Entry => "entry",
        }
    }

    /// The kind a stored word or an address names.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The feature without which items of this kind are not listed.
    #[must_use]
    pub const fn feature(self) -> &'static str {
        match self {
            Self::Post => "blog",
            Self::Event => "calendar",
            Self::Entry => "social-feeds",
        }
    }
}

/// The public projection of something published.
#[derive(Clone, Debug, PartialEq, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = newswire_items, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Item {
    /// The site it comes from.
    pub site_id: SiteId,
    /// Its identifier.
    pub id: Id,
    /// `post`, `event` or `entry`.
    pub kind: String,
    /// The identifier of what it was made from.
    pub source_id: Id,
    /// A path on the site, or for entries a whole address.
    pub url: String,
    /// The title, plain text.
    pub title: String,
    /// One or two sentences, plain text.
    pub summary: String,
    /// Its language.
    pub locale: String,
    /// Where it happens or where the group is, in words.
    pub place: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// Its picture as `base|widths|fallback|width|height|alt`.
    pub picture: Option<String>,
    /// The outside source an entry comes from.
    pub source_name: Option<String>,
    /// Its topics as `slug=name`, separated by line feeds.
    pub topics: String,
    /// How far up it is listed.
    pub reach: Reach,
    /// When the event begins.
    pub starts_at: Option<Instant>,
    /// When the event ends.
    pub ends_at: Option<Instant>,
    /// The zone the event's times are meant in.
    pub time_zone: Option<String>,
    /// When it was published.
    pub published_at: Instant,
    /// When it last changed.
    pub updated_at: Instant,
}

impl Item {
    /// Its topics as (slug, name).
    pub fn topic_list(&self) -> impl Iterator<Item = (&str, &str)> {
        self.topics.lines().filter_map(|line| line.split_once('='))
    }

    /// Its topics as they are stored.
    #[must_use]
    pub fn topics_text<'t>(topics: impl IntoIterator<Item = (&'t str, &'t str)>) -> String {
        topics
            .into_iter()
            .map(|(slug, name)| format!("{slug}={}", name.replace('\n', " ")))
            .collect::<Vec<_>>()
            .join("\n")
    }
}
