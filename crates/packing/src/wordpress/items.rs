//! Posts, pages and attachments, with their comments.

use std::collections::{BTreeSet, HashMap};

use umbel_core::content::{
    Comment, CommentKind, CommentStatus, ItemOriginal, Media, Post, PostKind, Reach, SourceFormat, Status,
};
use umbel_core::markdown::summary;
use umbel_core::time::local_to_instant;
use umbel_core::token::Token;
use umbel_core::{Id, Instant, Result};

use super::xml::{Xml, as_html};
use super::{Writing, rfc2822, terms, wordpress_date};

/// Letters of a new password.
const PASSWORD_LENGTH: usize = 14;
/// The longest summary that is made of a text: one of these was not written by hand.
const MADE_SUMMARIES: [usize; 2] = [280, 200];
const NO_DATE: &str = "0000-00-00 00:00:00";

/// Everything WordPress says about an item.
pub(super) struct ItemLine {
    pub(super) title: String,
    pub(super) link: String,
    pub(super) guid: String,
    pub(super) creator: String,
    pub(super) content: String,
    pub(super) excerpt: String,
    pub(super) number: i64,
    /// When it was or will be published; none for what never was.
    pub(super) published_at: Option<Instant>,
    pub(super) created_at: Instant,
    pub(super) modified_at: Instant,
    pub(super) comments: &'static str,
    pub(super) slug: String,
    pub(super) status: String,
    pub(super) parent: i64,
    pub(super) menu_order: i64,
    pub(super) kind: String,
    pub(super) password: String,
    pub(super) sticky: bool,
    pub(super) attachment_url: Option<String>,
    /// Taxonomy, word in addresses, name.
    pub(super) terms: Vec<(String, String, String)>,
    pub(super) meta: Vec<(String, String)>,
}

impl ItemLine {
    /// Writes it, but for its comments and its end.
    pub(super) fn begin(&self, writing: &Writing<'_>, xml: &mut Xml<'_>) {
        xml.raw("<item>\n");
        xml.data("title", &self.title);
        xml.text("link", &self.link);
        let date = self
            .published_at
            .map_or_else(|| "Mon, 30 Nov -0001 00:00:00 +0000".to_owned(), rfc2822);
        xml.text("pubDate", &date);
        xml.data("dc:creator", &self.creator);
        xml.raw(&format!(
            "<guid isPermaLink=\"false\">{}</guid>\n",
            crate::lists::escaped(&self.guid)
        ));
        xml.text("description", "");
        xml.data("content:encoded", &self.content);
        xml.data("excerpt:encoded", &self.excerpt);
        xml.number("wp:post_id", self.number);
        let local = |moment: Instant| wordpress_date(&moment.in_zone(writing.zone));
        let utc = |moment: Instant| wordpress_date(&moment.utc());
        xml.data("wp:post_date", &local(self.published_at.unwrap_or(self.created_at)));
        xml.data(
            "wp:post_date_gmt",
            &self.published_at.map_or_else(|| NO_DATE.to_owned(), utc),
        );
        xml.data("wp:post_modified", &local(self.modified_at));
        xml.data("wp:post_modified_gmt", &utc(self.modified_at));
        xml.data("wp:comment_status", self.comments);
        xml.data("wp:ping_status", "closed");
        xml.data("wp:post_name", &self.slug);
        xml.data("wp:status", &self.status);
        xml.number("wp:post_parent", self.parent);
        xml.number("wp:menu_order", self.menu_order);
        xml.data("wp:post_type", &self.kind);
        xml.data("wp:post_password", &self.password);
        xml.number("wp:is_sticky", i64::from(self.sticky));
        if let Some(url) = &self.attachment_url {
            xml.data("wp:attachment_url", url);
        }
        for (taxonomy, slug, name) in &self.terms {
            xml.term(taxonomy, slug, name);
        }
        for (key, value) in &self.meta {
            xml.meta(key, value);
        }
    }
}

/// Posts and pages with their comments.
pub(super) fn texts(writing: &mut Writing<'_>, xml: &mut Xml<'_>) -> Result<()> {
    let contents = writing.contents;
    let mut comments: HashMap<Id, Vec<&Comment>> = HashMap::new();
    for comment in &contents.comments {
        comments.entry(comment.post_id).or_default().push(comment);
    }
    for post in &contents.posts {
        let line = line_of(writing, post);
        line.begin(writing, xml);
        for comment in comments.remove(&post.id).unwrap_or_default() {
            write_comment(writing, xml, comment);
        }
        xml.raw("</item>\n");
        writing.report.count(match post.kind {
            PostKind::Post => "posts",
            PostKind::Page => "pages",
        });
    }
    Ok(())
}

fn line_of(writing: &mut Writing<'_>, post: &Post) -> ItemLine {
    let number = writing.numbers.item(post.id);
    let parent = post.parent_id.map_or(0, |above| writing.numbers.item(above));
    let original = writing.numbers.original(post.id).cloned().unwrap_or_default();
    let was = original.here.clone().unwrap_or_default();
    let is_imported = original.here.is_some();
    let label = format!("{} {number} “{}”", post.kind, post.title);
    let last = post.path.rsplit('/').next().unwrap_or_default();
    let title = if is_imported && was.title == post.title {
        original.title.clone()
    } else {
        as_html(&post.title)
    };
    let slug = if is_imported && was.slug == last {
        original.slug.clone()
    } else {
        last.to_owned()
    };
    let excerpt = if is_imported && was.summary == post.summary {
        original.excerpt.clone()
    } else if MADE_SUMMARIES
        .iter()
        .any(|longest| summary(&post.html, *longest) == post.summary)
    {
        String::new()
    } else {
        as_html(&post.summary)
    };
    let modified_at = match (original.modified_at, was.updated_at) {
        (Some(modified), Some(updated)) if updated == post.updated_at => modified,
        _ => post.updated_at,
    };
    let password = password_of(writing, post, &label);
    if post.reach != Reach::Umbrella {
        writing.report.note(
            &label,
            "That it is shown at the site or network only has no place in WordPress.",
        );
    }
    if post.locale.is_some() {
        writing
            .report
            .note(&label, "Its own language has no place in WordPress.");
    }
    ItemLine {
        title,
        link: format!("{}{}", writing.origin, umbel_core::paths::encoded(&post.url())),
        guid: guid(writing, &original, post.id),
        creator: creator(writing, post, &original),
        content: content_of(writing, post),
        excerpt,
        number,
        published_at: post.published_at,
        created_at: post.created_at,
        modified_at,
        comments: if post.comments_open { "open" } else { "closed" },
        slug,
        status: status_of(post.status).to_owned(),
        parent,
        menu_order: i64::from(post.position),
        kind: post.kind.to_string(),
        password,
        sticky: post.sticky,
        attachment_url: None,
        terms: terms_of(writing, post, &original),
        meta: meta_of(writing, post, &original),
    }
}

fn status_of(status: Status) -> &'static str {
    match status {
        Status::Published => "publish",
        Status::Scheduled => "future",
        Status::Draft => "draft",
        Status::Pending => "pending",
        Status::Private => "private",
        Status::Trashed => "trash",
    }
}

/// Nobody knows a password of which only a hash is kept: it gets a new one, so that it stays closed.
fn password_of(writing: &mut Writing<'_>, post: &Post, label: &str) -> String {
    if post.password_hash.is_none() {
        return String::new();
    }
    let password: String = Token::new().as_str().chars().take(PASSWORD_LENGTH).collect();
    writing.report.note(
        label,
        format!("What opens it is not known to us, so in this file it is opened by: {password}"),
    );
    password
}

fn guid(writing: &Writing<'_>, original: &ItemOriginal, id: Id) -> String {
    if original.guid.is_empty() {
        format!("{}/-/{id}", writing.origin)
    } else {
        original.guid.clone()
    }
}

fn creator(writing: &Writing<'_>, post: &Post, original: &ItemOriginal) -> String {
    match post.author_id {
        Some(author) => terms::login(writing, author),
        None => original.creator.clone(),
    }
}

/// What was written: as it came when it was imported; else as HTML whose addresses are whole.
fn content_of(writing: &Writing<'_>, post: &Post) -> String {
    let own = format!("/media/{}/", writing.contents.site.id);
    let whole = format!("{}{own}", writing.origin);
    match post.source_format {
        SourceFormat::Html => post.source.replace(&format!("\"{own}"), &format!("\"{whole}")),
        SourceFormat::Markdown => {
            let origin = writing.origin;
            post.html
                .replace("href=\"/", &format!("href=\"{origin}/"))
                .replace("src=\"/", &format!("src=\"{origin}/"))
                .replace(&format!(" {own}"), &format!(" {whole}"))
                .replace(&format!("srcset=\"{own}"), &format!("srcset=\"{whole}"))
        }
    }
}

/// The topics and tags it has here under the words they had there, and those that have no place here.
fn terms_of(writing: &Writing<'_>, post: &Post, original: &ItemOriginal) -> Vec<(String, String, String)> {
    let mut lines = Vec::new();
    let mut seen = BTreeSet::new();
    let ids = writing.contents.terms_of.get(&post.id).cloned().unwrap_or_default();
    for id in ids {
        let Some(term) = writing.contents.terms.iter().find(|term| term.id == id) else {
            continue;
        };
        let word = terms::word(term.taxonomy);
        let mut slugs: Vec<String> = original
            .terms
            .iter()
            .filter(|old| old.taxonomy == word && writing.numbers.taken_term(word, &old.slug) == Some(id))
            .map(|old| old.slug.clone())
            .collect();
        if slugs.is_empty() {
            slugs.extend(terms::slugs(writing, term).into_iter().take(1));
        }
        for slug in slugs {
            if seen.insert((word.to_owned(), slug.clone())) {
                lines.push((word.to_owned(), slug, term.name.clone()));
            }
        }
    }
    for old in &original.terms {
        let has_place = matches!(old.taxonomy.as_str(), "category" | "post_tag")
            && writing.numbers.taken_term(&old.taxonomy, &old.slug).is_some();
        if !has_place && seen.insert((old.taxonomy.clone(), old.slug.clone())) {
            lines.push((old.taxonomy.clone(), old.slug.clone(), old.name.clone()));
        }
    }
    lines
}

fn meta_of(writing: &mut Writing<'_>, post: &Post, original: &ItemOriginal) -> Vec<(String, String)> {
    let picture = post.picture_id.map(|picture| writing.numbers.item(picture).to_string());
    let mut meta: Vec<(String, String)> = original
        .meta
        .iter()
        .filter(|(key, value)| {
            // Of a picture that was taken and is gone, people thought better.
            key != "_thumbnail_id"
                || (picture.is_none()
                    && !value
                        .trim()
                        .parse()
                        .is_ok_and(|number| writing.numbers.was_taken("attachment", number)))
        })
        .cloned()
        .collect();
    if let Some(picture) = picture {
        meta.push(("_thumbnail_id".into(), picture));
    }
    meta
}

fn write_comment(writing: &mut Writing<'_>, xml: &mut Xml<'_>, comment: &Comment) {
    let number = writing.numbers.comment(comment.id);
    let parent = comment.parent_id.map_or(0, |above| writing.numbers.comment(above));
    // What came from WordPress is HTML as it was; what was written here is told as it is shown.
    let is_imported = writing.numbers.original_comment(comment.id);
    xml.raw("<wp:comment>\n");
    xml.number("wp:comment_id", number);
    xml.data("wp:comment_author", &comment.author_name);
    xml.data("wp:comment_author_email", "");
    xml.text(
        "wp:comment_author_url",
        comment.author_url.as_deref().unwrap_or_default(),
    );
    xml.data("wp:comment_author_IP", "");
    xml.data(
        "wp:comment_date",
        &wordpress_date(&comment.created_at.in_zone(writing.zone)),
    );
    xml.data("wp:comment_date_gmt", &wordpress_date(&comment.created_at.utc()));
    xml.data(
        "wp:comment_content",
        if is_imported { &comment.source } else { &comment.html },
    );
    xml.data(
        "wp:comment_approved",
        match comment.status {
            CommentStatus::Approved => "1",
            CommentStatus::Pending => "0",
            CommentStatus::Spam => "spam",
            CommentStatus::Trashed => "trash",
        },
    );
    xml.data(
        "wp:comment_type",
        match comment.kind {
            CommentKind::Comment => "comment",
            CommentKind::Pingback => "pingback",
            CommentKind::Trackback => "trackback",
        },
    );
    xml.number("wp:comment_parent", parent);
    xml.number("wp:comment_user_id", 0);
    xml.raw("</wp:comment>\n");
    writing.report.count("comments");
}

/// The library, and references to files that never came along.
pub(super) fn attachments(writing: &mut Writing<'_>, xml: &mut Xml<'_>) {
    let contents = writing.contents;
    for file in &contents.media {
        let number = writing.numbers.item(file.id);
        let original = writing.numbers.original(file.id).cloned();
        let url = format!("{}{}", writing.origin, path_of(file));
        let mut line = match original {
            Some(original) => line_of_original(writing, &original),
            None => ItemLine {
                title: as_html(&file.original_name),
                link: url.clone(),
                guid: url.clone(),
                creator: String::new(),
                content: String::new(),
                excerpt: String::new(),
                number,
                published_at: Some(file.created_at),
                created_at: file.created_at,
                modified_at: file.created_at,
                comments: "closed",
                slug: umbel_core::slug::slugify(&file.original_name),
                status: "inherit".into(),
                parent: 0,
                menu_order: 0,
                kind: "attachment".into(),
                password: String::new(),
                sticky: false,
                attachment_url: None,
                terms: Vec::new(),
                meta: Vec::new(),
            },
        };
        line.attachment_url = Some(url);
        line.excerpt = as_html(&file.caption);
        line.meta.retain(|(key, _)| key != "_wp_attachment_image_alt");
        if !file.alt.is_empty() {
            line.meta.push(("_wp_attachment_image_alt".into(), file.alt.clone()));
        }
        line.begin(writing, xml);
        xml.raw("</item>\n");
        writing.report.count("attachments");
    }
    for original in writing.numbers.items_aside("attachment") {
        let line = line_of_original(writing, &original);
        line.begin(writing, xml);
        xml.raw("</item>\n");
        writing.report.count("references to files that are elsewhere");
    }
}

fn path_of(file: &Media) -> String {
    match &file.extension {
        Some(extension) => format!("/media/{}/{}.{extension}", file.site_id, file.base_name),
        None => file.largest_path(),
    }
}

/// An item as it came.
pub(super) fn line_of_original(writing: &Writing<'_>, original: &ItemOriginal) -> ItemLine {
    let published_at = original.published_at.map(|moment| {
        if original.is_local {
            local_to_instant(writing.zone, moment.utc().naive_utc())
        } else {
            moment
        }
    });
    let moment = published_at.unwrap_or(writing.contents.site.created_at);
    ItemLine {
        title: original.title.clone(),
        link: original.guid.clone(),
        guid: original.guid.clone(),
        creator: original.creator.clone(),
        content: original.content.clone(),
        excerpt: original.excerpt.clone(),
        number: original.number,
        published_at,
        created_at: moment,
        modified_at: original.modified_at.unwrap_or(moment),
        comments: if original.comments_open { "open" } else { "closed" },
        slug: original.slug.clone(),
        status: original.status.clone(),
        parent: original.parent,
        menu_order: original.menu_order,
        kind: original.post_type.clone(),
        password: String::new(),
        sticky: original.sticky,
        attachment_url: original.attachment_url.clone(),
        terms: original
            .terms
            .iter()
            .map(|term| (term.taxonomy.clone(), term.slug.clone(), term.name.clone()))
            .collect(),
        meta: original.meta.clone(),
    }
}
