//! The files of an archive, as they are written and read. Moments are RFC 3339, in UTC. Things name each other by
//! *references* such as `post/hello`, `comment/12` or `media/march.jpg`, never by the numbers of a database.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What `site.json` says it is.
pub const FORMAT: &str = "umbel-site";
/// The version this program writes, and the newest it reads.
pub const VERSION: u32 = 1;

/// `site.json`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SiteFile {
    /// [`FORMAT`].
    pub format: String,
    /// [`VERSION`].
    pub version: u32,
    /// Names the site for ever, wherever it goes.
    pub lineage: String,
    /// `umbrella`, `network` or `site`.
    pub kind: String,
    /// When it was packed.
    pub packed_at: String,
    /// Where it was.
    pub host: String,
    /// What it is called.
    pub name: String,
    /// One line under the name.
    pub tagline: String,
    /// A few sentences about the group.
    pub about: String,
    /// Its language.
    pub locale: String,
    /// Its time zone.
    pub time_zone: String,
    /// Where the group is, in words.
    pub place: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// An address people may write to.
    pub contact_email: Option<String>,
    /// The theme's name.
    pub theme: String,
    /// The accent colour.
    pub accent: Option<String>,
    /// Features that were switched on or off.
    pub features: BTreeMap<String, bool>,
    /// Small settings. Where they name files of the library, those stand as `{media/…}`.
    pub settings: BTreeMap<String, String>,
    /// Its own menus.
    pub menus: Vec<MenuFile>,
    /// Topics and tags.
    pub terms: Vec<TermFile>,
    /// Names people write under.
    pub authors: Vec<AuthorFile>,
}

/// A line of a menu.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MenuFile {
    /// Its reference.
    pub reference: String,
    /// Which menu.
    pub menu: String,
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub url: String,
    /// Its place among its siblings.
    pub position: i32,
    /// The reference of the line it hangs under.
    pub under: Option<String>,
}

/// A topic or tag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TermFile {
    /// `topic` or `tag`.
    pub taxonomy: String,
    /// Its word in addresses.
    pub slug: String,
    /// The name shown.
    pub name: String,
    /// What belongs under it.
    pub description: String,
    /// The slug of the topic above.
    pub under: Option<String>,
}

/// A name people write under.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuthorFile {
    /// Its word in addresses.
    pub slug: String,
    /// The name shown.
    pub name: String,
    /// A line about the author.
    pub about: String,
}

/// What stands above a post's text, between `+++` lines. The first part is what `umbel post create` reads.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FrontMatter {
    /// The title.
    pub title: String,
    /// The slug of a post, the whole path of a page.
    pub slug: String,
    /// Names of topics.
    pub topics: Vec<String>,
    /// Names of tags.
    pub tags: Vec<String>,
    /// One or two sentences.
    pub summary: String,
    /// Where it is on its way to the public.
    pub status: String,
    /// How far up it may be shown.
    pub reach: String,
    /// When it was or will be published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<toml::value::Datetime>,
    /// What only a packed site says.
    pub more: MoreMatter,
}

/// What only a packed site says about a post or page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MoreMatter {
    /// `post` or `page`.
    pub kind: String,
    /// `markdown` or `html`: what the text below is. Imported texts are HTML; what they were stands in `originals/`.
    pub format: String,
    /// Slugs of topics, which last longer than names.
    pub topic_slugs: Vec<String>,
    /// Slugs of tags.
    pub tag_slugs: Vec<String>,
    /// The slug of the author.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The reference of the picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// The path of the page above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub under: Option<String>,
    /// The language, when it is not the site's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// What opens it, as a hash nobody can turn back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password_hash: Option<String>,
    /// What it was before it was thrown away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trashed_from: Option<String>,
    /// When it was thrown away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trashed_at: Option<String>,
    /// Whether it stays on top of the list.
    pub sticky: bool,
    /// Whether comments may be written.
    pub comments_open: bool,
    /// Its place among its siblings.
    pub position: i32,
    /// When it was made.
    pub created: String,
    /// When it last changed.
    pub updated: String,
}

/// `comments.json`: one comment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommentFile {
    /// Its reference.
    pub reference: String,
    /// The reference of what it stands under.
    pub on: String,
    /// The reference of the comment it answers.
    pub answers: Option<String>,
    /// The name its author gave.
    pub name: String,
    /// The address its author gave.
    pub url: Option<String>,
    /// Whether the author of the post wrote it.
    pub by_post_author: bool,
    /// What was written.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// Comment, pingback or trackback.
    pub kind: String,
    /// Whether it is shown.
    pub status: String,
    /// When it was written.
    pub at: String,
}

/// `media.json`: one file of the library.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MediaFile {
    /// Its name in the folder `media`.
    pub file: String,
    /// Picture, document or recording.
    pub kind: String,
    /// What the file was called when it arrived.
    pub name: String,
    /// What it shows.
    pub alt: String,
    /// Whether it needs no words.
    pub is_decoration: bool,
    /// What stands under it.
    pub caption: String,
    /// What must stay in view, hundredths from the left and the top.
    pub focus: (i32, i32),
    /// Width and height of the original.
    pub size: (i32, i32),
    /// When it arrived.
    pub at: String,
}

/// `events.json`: one event. `events.ics` says the same for calendars.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EventFile {
    /// Its word in addresses.
    pub slug: String,
    /// The title.
    pub title: String,
    /// What was written, Markdown.
    pub text: String,
    /// One or two sentences.
    pub summary: String,
    /// Where it is on its way to the public.
    pub status: String,
    /// How far up it may be shown.
    pub reach: String,
    /// Who organises it.
    pub organiser: String,
    /// The reference of its picture.
    pub picture: Option<String>,
    /// The zone its times are meant in.
    pub time_zone: String,
    /// The name of the place.
    pub place: Option<String>,
    /// Street and town.
    pub address: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// Where to join online.
    pub online_url: Option<String>,
    /// How it repeats.
    pub repeats: Option<String>,
    /// Whether it was called off.
    pub cancelled: bool,
    /// Slugs of topics, separated by commas.
    pub topics: String,
    /// Its language, when it is not the site's.
    pub locale: Option<String>,
    /// When it was announced.
    pub published: Option<String>,
    /// When it was made.
    pub created: String,
    /// When it last changed.
    pub updated: String,
    /// Its dates: word in addresses, beginning, end.
    pub dates: Vec<(String, String, String)>,
}

/// A source the site follows; `feeds.opml` says the same for feed readers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedFile {
    /// Where it is fetched.
    pub url: String,
    /// What it is called.
    pub title: String,
    /// Where people read it.
    pub site_url: String,
    /// What kind of source it is.
    pub kind: String,
    /// Whether its entries go on the newswire.
    pub announce: bool,
}

/// `members.json`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MembersFile {
    /// Those who agreed to come along.
    pub members: Vec<MemberFile>,
    /// How many did not, of whom nothing is here.
    pub not_along: usize,
}

/// Somebody who agreed to come along.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MemberFile {
    /// What they are called at the site.
    pub name: String,
    /// Where mail reaches them.
    pub email: String,
    /// The role they hold.
    pub role: String,
    /// Since when.
    pub since: String,
}

/// `originals.json`: what imported things were where they came from first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OriginalsFile {
    /// Source, what it is called there, and what it is here, as a reference.
    pub taken: Vec<(String, String, String)>,
    /// Source, what it is called there, and what has no place here.
    pub kept: Vec<(String, String, String)>,
    /// The texts of imported posts and pages as they came: reference and text.
    pub texts: BTreeMap<String, String>,
}
