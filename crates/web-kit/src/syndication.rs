//! Feeds for readers: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1 from one description.

use atom_syndication as atom;
use chrono::{DateTime, FixedOffset};
use serde_json::{Value, json};
use umbel_core::{Id, Instant, SiteId};

use crate::visit::Answer;

/// The forms a feed is offered in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RSS 2.0.
    Rss,
    /// Atom.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl Format {
    /// The media type.
    #[must_use]
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml; charset=utf-8",
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::Json => "application/feed+json; charset=utf-8",
        }
    }

    /// The format a path's end names: `…/feed`, `…/feed/atom`, `…/feed/json`.
    #[must_use]
    pub fn of_path(path: &str) -> Self {
        match path.rsplit('/').next() {
            Some("atom") => Self::Atom,
            Some("json") => Self::Json,
            _ => Self::Rss,
        }
    }
}

/// A feed.
#[derive(Clone, Debug)]
pub struct FeedDocument {
    /// What it is called.
    pub title: String,
    /// What it holds, in a line.
    pub description: String,
    /// The page it belongs to.
    pub home_url: String,
    /// Its own address.
    pub self_url: String,
    /// Its language.
    pub language: String,
    /// What it holds, newest first.
    pub entries: Vec<FeedItem>,
}

/// Something in a feed.
#[derive(Clone, Debug)]
pub struct FeedItem {
    /// A name that never changes, whatever host or address it moves to.
    pub id: String,
    /// Its page.
    pub url: String,
    /// Its title.
    pub title: String,
    /// All of it as HTML with whole addresses; empty where only the summary is known.
    pub html: String,
    /// One or two sentences.
    pub summary: String,
    /// When it was published.
    pub published: Instant,
    /// When it last changed.
    pub updated: Instant,
    /// Who wrote it.
    pub author: Option<String>,
    /// Topics and tags.
    pub categories: Vec<String>,
    /// Its language, where it is known to differ.
    pub language: Option<String>,
}

/// The never-changing name of a row: site and id written as a UUID (RFC 9562 section 4 for the notation).
#[must_use]
pub fn permanent_id(site: SiteId, id: Id) -> String {
    let (site, id) = (site.number(), id.0);
    format!(
        "urn:uuid:{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        (site >> 32) & 0xffff_ffff,
        (site >> 16) & 0xffff,
        site & 0xffff,
        (id >> 48) & 0xffff,
        id & 0xffff_ffff_ffff
    )
}

/// HTML of a site with its own addresses made whole: readers show it elsewhere.
#[must_use]
pub fn with_whole_addresses(html: &str, base: &str) -> String {
    html.replace("href=\"/", &format!("href=\"{base}/"))
        .replace("src=\"/", &format!("src=\"{base}/"))
        .replace(&format!("=\"{base}//"), "=\"//")
}

impl FeedDocument {
    /// The feed as an answer.
    #[must_use]
    pub fn answer(&self, format: Format) -> Answer {
        Answer::File {
            mime: format.mime(),
            text: match format {
                Format::Rss => self.rss(),
                Format::Atom => self.atom(),
                Format::Json => self.json().to_string(),
            },
        }
    }

    fn updated(&self) -> Instant {
        self.entries
            .iter()
            .map(|entry| entry.updated)
            .max()
            .unwrap_or(Instant::from_microseconds(0))
    }

    fn rss(&self) -> String {
        let items =
            self.entries
                .iter()
                .map(|entry| rss::Item {
                    title: Some(clean(&entry.title)),
                    link: Some(entry.url.clone()),
                    description: Some(clean(&entry.summary)),
                    content: (!entry.html.is_empty()).then(|| clean(&entry.html)),
                    guid: Some(rss::Guid {
                        value: entry.id.clone(),
                        permalink: false,
                    }),
                    pub_date: Some(entry.published.utc().to_rfc2822()),
                    dublin_core_ext: entry.author.as_ref().map(|author| {
                        rss::extension::dublincore::DublinCoreExtension {
                            creators: vec![clean(author)],
                            ..Default::default()
                        }
                    }),
                    categories: entry
                        .categories
                        .iter()
                        .map(|name| rss::Category {
                            name: clean(name),
                            domain: None,
                        })
                        .collect(),
                    ..rss::Item::default()
                })
                .collect::<Vec<_>>();
        let self_link = rss::extension::atom::AtomExtension {
            links: vec![rss::extension::atom::Link {
                href: self.self_url.clone(),
                rel: "self".into(),
                mime_type: Some("application/rss+xml".into()),
                ..Default::default()
            }],
        };
        let mut channel = rss::Channel {
            title: clean(&self.title),
            link: self.home_url.clone(),
            description: clean(&self.description),
            language: Some(self.language.clone()),
            last_build_date: Some(self.updated().utc().to_rfc2822()),
            generator: Some("Umbel".into()),
            atom_ext: Some(self_link),
            items,
            ..rss::Channel::default()
        };
        for (prefix, space) in [
            ("atom", "http://www.w3.org/2005/Atom"),
            ("content", "http://purl.org/rss/1.0/modules/content/"),
            ("dc", "http://purl.org/dc/elements/1.1/"),
        ] {
            channel.namespaces.insert(prefix.into(), space.into());
        }
        channel.to_string()
    }

    fn atom(&self) -> String {
        let link = |href: &str, rel: &str, mime: &str| atom::Link {
            href: href.to_owned(),
            rel: rel.to_owned(),
            mime_type: Some(mime.to_owned()),
            ..atom::Link::default()
        };
        let entries = self
            .entries
            .iter()
            .map(|entry| atom::Entry {
                title: atom::Text::plain(clean(&entry.title)),
                id: entry.id.clone(),
                published: Some(moment(entry.published)),
                updated: moment(entry.updated),
                links: vec![link(&entry.url, "alternate", "text/html")],
                summary: Some(atom::Text::plain(clean(&entry.summary))),
                content: (!entry.html.is_empty()).then(|| atom::Content {
                    value: Some(clean(&entry.html)),
                    content_type: Some("html".into()),
                    lang: entry.language.clone(),
                    ..atom::Content::default()
                }),
                authors: entry
                    .author
                    .iter()
                    .map(|name| atom::Person {
                        name: clean(name),
                        ..atom::Person::default()
                    })
                    .collect(),
                categories: entry
                    .categories
                    .iter()
                    .map(|name| atom::Category {
                        term: clean(name),
                        ..atom::Category::default()
                    })
                    .collect(),
                ..atom::Entry::default()
            })
            .collect();
        let feed = atom::Feed {
            title: atom::Text::plain(clean(&self.title)),
            subtitle: Some(atom::Text::plain(clean(&self.description))),
            id: self.self_url.clone(),
            updated: moment(self.updated()),
            links: vec![
                link(&self.self_url, "self", "application/atom+xml"),
                link(&self.home_url, "alternate", "text/html"),
            ],
            // An entry without an author needs one on the feed (RFC 4287 section 4.1.1).
            authors: vec![atom::Person {
                name: clean(&self.title),
                ..atom::Person::default()
            }],
            generator: Some(atom::Generator {
                value: "Umbel".into(),
                ..atom::Generator::default()
            }),
            lang: Some(self.language.clone()),
            entries,
            ..atom::Feed::default()
        };
        feed.to_string()
    }

    fn json(&self) -> Value {
        let items: Vec<Value> = self
            .entries
            .iter()
            .map(|entry| {
                let mut item = json!({
                    "id": entry.id,
                    "url": entry.url,
                    "title": entry.title,
                    "summary": entry.summary,
                    "date_published": entry.published.rfc3339(),
                    "date_modified": entry.updated.rfc3339(),
                    "tags": entry.categories,
                });
                // One of the two is required.
                if entry.html.is_empty() {
                    item["content_text"] = json!(entry.summary);
                } else {
                    item["content_html"] = json!(entry.html);
                }
                if let Some(author) = &entry.author {
                    item["authors"] = json!([{ "name": author }]);
                }
                if let Some(language) = &entry.language {
                    item["language"] = json!(language);
                }
                item
            })
            .collect();
        json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.title,
            "description": self.description,
            "home_page_url": self.home_url,
            "feed_url": self.self_url,
            "language": self.language,
            "items": items,
        })
    }
}

fn moment(instant: Instant) -> DateTime<FixedOffset> {
    instant.utc().fixed_offset()
}

/// Text without the characters XML 1.0 cannot hold.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|character| {
            matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
        })
        .collect()
}
