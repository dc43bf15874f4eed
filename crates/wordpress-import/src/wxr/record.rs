//! What an export holds.

use chrono::{DateTime, Utc};

/// One thing in an export, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// The site itself; always the first record.
    Channel(Channel),
    /// Somebody who wrote there.
    Author(Author),
    /// A category, a tag, a menu or a term of another taxonomy.
    Term(Term),
    /// A post, a page, an attachment, a menu item or something a plug-in keeps as a post.
    Item(Box<Item>),
}

/// The site that was exported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Channel {
    /// The site's name.
    pub title: String,
    /// The address of its front page.
    pub link: String,
    /// Its tagline.
    pub description: String,
    /// Its language, such as `en-US`.
    pub language: String,
    /// The address of the installation.
    pub base_site_url: String,
    /// The address of the site within the installation.
    pub base_blog_url: String,
    /// The version of the format; empty when the file does not say.
    pub wxr_version: String,
}

/// Somebody who wrote on the exported site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Author {
    /// The name they signed in with; items name their author by it.
    pub login: String,
    /// Their mail address.
    pub email: String,
    /// The name that was shown.
    pub display_name: String,
}

/// A term of a taxonomy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Term {
    /// `category`, `post_tag`, `nav_menu` or the name of another taxonomy.
    pub taxonomy: String,
    /// Its number, where the file gives one.
    pub term_id: Option<i64>,
    /// Its last segment in addresses, percent-decoded.
    pub slug: String,
    /// The name that was shown.
    pub name: String,
    /// The slug of the term above it; empty at the top.
    pub parent_slug: String,
    /// Its description.
    pub description: String,
}

/// A post, a page, an attachment, a menu item or something a plug-in keeps as a post.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// Its title; may hold HTML entities, as WordPress keeps them.
    pub title: String,
    /// Its address on the exported site.
    pub link: String,
    /// Its globally unique id, usually an old address.
    pub guid: String,
    /// The login of its author.
    pub creator: String,
    /// Its text as WordPress keeps it: see [`crate::content::clean`].
    pub content: String,
    /// Its hand-written summary.
    pub excerpt: String,
    /// Its number on the exported site.
    pub post_id: i64,
    /// When it was, or will be, published.
    pub published_at: Option<DateTime<Utc>>,
    /// True when only the site's local time was known, and `published_at` takes it for UTC.
    pub published_at_is_local: bool,
    /// When it was last changed.
    pub modified_at: Option<DateTime<Utc>>,
    /// Its slug, percent-decoded; empty for most drafts.
    pub post_name: String,
    /// Whether it was public.
    pub status: Status,
    /// `post`, `page`, `attachment`, `nav_menu_item` or the name of another type.
    pub post_type: String,
    /// The number of the item it hangs below; 0 for none.
    pub post_parent: i64,
    /// Its place among its siblings.
    pub menu_order: i64,
    /// The password that opens it.
    pub password: Option<String>,
    /// Whether it stays on top of the front page.
    pub sticky: bool,
    /// Whether it takes comments.
    pub comments_open: bool,
    /// Where the file of an attachment is.
    pub attachment_url: Option<String>,
    /// Its categories, tags and other terms.
    pub terms: Vec<ItemTerm>,
    /// What WordPress and its plug-ins remember about it, in the order of the file.
    pub meta: Vec<(String, String)>,
    /// Its comments.
    pub comments: Vec<Comment>,
    /// How many bytes of the file stand before its `<item>`.
    pub position: u64,
}

/// A term an item carries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemTerm {
    /// `category`, `post_tag`, `post_format`, `nav_menu` or the name of another taxonomy.
    pub taxonomy: String,
    /// Its slug, percent-decoded.
    pub slug: String,
    /// The name that was shown.
    pub name: String,
}

/// A comment on an item.
///
/// The network address and the browser of the writer, which exports carry, are never read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comment {
    /// Its number on the exported site.
    pub id: i64,
    /// The name of the writer.
    pub author: String,
    /// The mail address of the writer.
    pub author_email: String,
    /// The web address of the writer.
    pub author_url: String,
    /// When it was written.
    pub date: Option<DateTime<Utc>>,
    /// Its text as WordPress keeps it.
    pub content: String,
    /// Whether it was shown.
    pub approved: Approval,
    /// Empty or `comment` for a comment, else `pingback` or `trackback`.
    pub kind: String,
    /// The number of the comment it answers; 0 for none.
    pub parent_id: i64,
}

/// Whether an item was public.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Status {
    /// Public.
    Publish,
    /// Being written.
    #[default]
    Draft,
    /// Waiting for an editor.
    Pending,
    /// For editors only.
    Private,
    /// Will be public at its time.
    Future,
    /// As public as the item it hangs below; attachments have it.
    Inherit,
    /// Thrown away.
    Trash,
    /// Opened in the editor and never saved.
    AutoDraft,
    /// Something a plug-in made up.
    Other(String),
}

impl Status {
    /// The status WordPress calls `name`. Nothing at all is a draft: it must not become public.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name {
            "publish" => Self::Publish,
            "" | "draft" => Self::Draft,
            "pending" => Self::Pending,
            "private" => Self::Private,
            "future" => Self::Future,
            "inherit" => Self::Inherit,
            "trash" => Self::Trash,
            "auto-draft" => Self::AutoDraft,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// Whether a comment was shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Approval {
    /// Shown.
    Approved,
    /// Waiting for a moderator.
    #[default]
    Pending,
    /// Taken for spam.
    Spam,
    /// Thrown away, by itself or with its item.
    Trash,
}

impl Approval {
    /// The approval WordPress calls `name`. What is unknown waits for a moderator.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name {
            "1" | "approve" | "approved" => Self::Approved,
            "spam" => Self::Spam,
            "trash" | "post-trashed" => Self::Trash,
            _ => Self::Pending,
        }
    }
}
