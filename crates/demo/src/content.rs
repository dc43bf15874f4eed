//! The demo network's texts, as they lie in `content/`.

use rust_embed::RustEmbed;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use umbel_core::{Error, Result};

#[derive(RustEmbed)]
#[folder = "content"]
struct Files;

/// `network.toml`: the tree, parents first.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Network {
    pub(crate) node: Vec<Node>,
}

/// A node of the tree.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Node {
    pub(crate) key: String,
    pub(crate) kind: String,
    pub(crate) parent: Option<String>,
    pub(crate) host: String,
}

/// `site.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SiteText {
    pub(crate) name: String,
    pub(crate) tagline: String,
    pub(crate) about: String,
    pub(crate) lang: String,
    pub(crate) time_zone: String,
    pub(crate) place: String,
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
    pub(crate) theme: String,
    pub(crate) accent: String,
    pub(crate) contact: String,
    #[serde(default)]
    pub(crate) topics: Vec<Named>,
    #[serde(default)]
    pub(crate) authors: Vec<AuthorText>,
    #[serde(default)]
    pub(crate) menu: Vec<MenuText>,
}

/// A topic.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Named {
    pub(crate) slug: String,
    pub(crate) name: String,
}

/// An author.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AuthorText {
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) bio: String,
}

/// A line of the menu.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MenuText {
    pub(crate) text: String,
    pub(crate) url: String,
}

/// The front matter of a post.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PostText {
    pub(crate) title: String,
    pub(crate) slug: String,
    pub(crate) days_ago: f64,
    pub(crate) author: Option<String>,
    #[serde(default)]
    pub(crate) topics: Vec<String>,
    #[serde(default)]
    pub(crate) tags: Vec<String>,
    #[serde(default)]
    pub(crate) summary: String,
    #[serde(default)]
    pub(crate) sticky: bool,
    pub(crate) picture: Option<PictureText>,
    pub(crate) status: Option<String>,
    pub(crate) password: Option<String>,
    #[serde(default)]
    pub(crate) comments: Vec<CommentText>,
}

/// A picture to be drawn.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PictureText {
    pub(crate) scene: String,
    pub(crate) seed: u64,
    pub(crate) alt: String,
}

/// A comment.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CommentText {
    pub(crate) author: String,
    pub(crate) hours_after: f64,
    pub(crate) text: String,
    pub(crate) reply_to: Option<usize>,
}

/// The front matter of a page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PageText {
    pub(crate) title: String,
    pub(crate) slug: String,
    #[serde(default)]
    pub(crate) order: i32,
    #[serde(default)]
    pub(crate) summary: String,
}

/// `events.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventTexts {
    #[serde(default)]
    pub(crate) event: Vec<EventText>,
}

/// An event.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventText {
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) body: String,
    pub(crate) in_days: i64,
    pub(crate) time: String,
    pub(crate) minutes: i64,
    pub(crate) place: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) latitude: Option<f64>,
    pub(crate) longitude: Option<f64>,
    pub(crate) online_url: Option<String>,
    pub(crate) repeats: Option<String>,
    pub(crate) count: Option<i64>,
    #[serde(default)]
    pub(crate) organiser: String,
    #[serde(default)]
    pub(crate) topics: Vec<String>,
    #[serde(default)]
    pub(crate) cancelled: bool,
}

/// `feeds.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FeedTexts {
    #[serde(default)]
    pub(crate) feed: Vec<FeedText>,
}

/// A source with its entries.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FeedText {
    pub(crate) title: String,
    pub(crate) url: String,
    pub(crate) site_url: String,
    pub(crate) kind: String,
    pub(crate) announce: bool,
    #[serde(default)]
    pub(crate) entry: Vec<EntryText>,
}

/// An entry of a source.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EntryText {
    pub(crate) guid: String,
    pub(crate) url: String,
    pub(crate) title: Option<String>,
    pub(crate) text: String,
    pub(crate) author: Option<String>,
    pub(crate) hours_ago: f64,
}

/// The text of a file; none when there is no such file.
pub(crate) fn file(path: &str) -> Option<String> {
    let file = Files::get(path)?;
    String::from_utf8(file.data.into_owned()).ok()
}

/// A TOML file; its default when there is no such file.
pub(crate) fn read<T: DeserializeOwned>(path: &str) -> Result<T> {
    toml::from_str(&file(path).unwrap_or_default()).map_err(|error| Error::Invalid(format!("{path}: {error}")))
}

/// The Markdown files of a folder, by path: front matter and body.
pub(crate) fn texts<T: DeserializeOwned>(folder: &str) -> Result<Vec<(String, T, String)>> {
    let mut found = Vec::new();
    for path in Files::iter() {
        let Some(name) = path.strip_prefix(folder).and_then(|rest| rest.strip_suffix(".md")) else {
            continue;
        };
        let text = file(&path).unwrap_or_default();
        let (front, body) = text
            .strip_prefix("+++\n")
            .and_then(|rest| rest.split_once("\n+++\n"))
            .ok_or_else(|| Error::Invalid(format!("{path}: there is no front matter")))?;
        let front = toml::from_str(front).map_err(|error| Error::Invalid(format!("{path}: {error}")))?;
        found.push((name.trim_start_matches('/').to_owned(), front, body.to_owned()));
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(found)
}
