//! `workplace.toml`, as it lies in a site's folder.

use serde::Deserialize;
use std::collections::HashMap;

use crate::content::MenuText;

/// The whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WorkplaceText {
    /// What a role in this file stands for: the beginning of somebody's address.
    #[serde(default)]
    pub(super) people: HashMap<String, String>,
    /// How often the front page is read on an ordinary day.
    #[serde(default)]
    pub(super) reads: i64,
    #[serde(default)]
    pub(super) subscribers: Vec<SubscribersText>,
    #[serde(default)]
    pub(super) footer: Vec<MenuText>,
    #[serde(default)]
    pub(super) post: Vec<PostText>,
    #[serde(default)]
    pub(super) revision: Vec<RevisionText>,
    #[serde(default)]
    pub(super) comment: Vec<CommentText>,
    #[serde(default)]
    pub(super) report: Vec<ReportText>,
    #[serde(default)]
    pub(super) document: Vec<DocumentText>,
    #[serde(default)]
    pub(super) act: Vec<ActText>,
}

/// How many a feed reader says follow the site.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SubscribersText {
    pub(super) reader: String,
    pub(super) count: i64,
}

/// A post that is not shown (yet, or any more).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PostText {
    pub(super) title: String,
    pub(super) slug: String,
    pub(super) state: String,
    /// Who saved it.
    pub(super) by: String,
    /// The word of an author of the site, or a name.
    pub(super) author: String,
    pub(super) hours_ago: f64,
    /// When it will come out.
    pub(super) in_days: Option<f64>,
    #[serde(default)]
    pub(super) topics: Vec<String>,
    pub(super) body: String,
    #[serde(default)]
    pub(super) earlier: Vec<EarlierText>,
}

/// What such a post said before.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EarlierText {
    pub(super) hours_ago: f64,
    pub(super) by: String,
    pub(super) body: String,
}

/// What a published post said before.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RevisionText {
    pub(super) post: String,
    pub(super) by: String,
    pub(super) days_ago: f64,
    pub(super) body: String,
}

/// A comment that waits, unless it says otherwise.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CommentText {
    pub(super) post: String,
    pub(super) name: String,
    pub(super) hours_ago: f64,
    pub(super) because: String,
    pub(super) status: Option<String>,
    pub(super) text: String,
}

/// A report that waits.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportText {
    pub(super) subject: String,
    pub(super) post: String,
    /// Who wrote the comment that is reported.
    #[serde(default)]
    pub(super) title: String,
    pub(super) reason: String,
    pub(super) note: String,
    pub(super) by: Option<String>,
    pub(super) hours_ago: f64,
}

/// A document of the library.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DocumentText {
    pub(super) name: String,
    pub(super) alt: String,
    pub(super) lines: Vec<String>,
}

/// A comment that was hidden, with what its author said against it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActText {
    pub(super) post: String,
    pub(super) name: String,
    pub(super) text: String,
    pub(super) reason: String,
    pub(super) note: String,
    pub(super) by: Option<String>,
    pub(super) days_ago: f64,
    pub(super) appeal: String,
}
