//! Posts and pages with their topics, tags, authors and comments.

use std::collections::HashSet;

use aggregator::publication::renew_post;
use umbel_core::content::{
    Author, Comment, CommentKind, CommentStatus, Post, PostKind, Reach, SourceFormat, Status, Taxonomy, Term,
};
use umbel_core::markdown::{sanitize, to_html, with_headings_in_order};
use umbel_core::paths::is_reserved;
use umbel_core::slug::{free_slug, slugify};
use umbel_core::{Error, Id, Instant, Result, SiteWrite};
use url::Url;

use super::ledger::{LONGEST_REFERENCE, Ledger};
use super::library::Library;
use super::parcel::{Parcel, TextFile};
use super::place::{line, word};
use crate::files::{AuthorFile, CommentFile, TermFile};
use crate::report::Report;
use crate::texts::{inward, moment};

const LONGEST_TITLE: usize = 1_000;
const LONGEST_SUMMARY: usize = 1_000;
const LONGEST_PATH: usize = 500;
const LONGEST_NAME: usize = 200;
const LONGEST_URL: usize = 2_000;
/// How passwords are hashed here. Other hashes could be made to cost more than anybody can pay.
const OUR_HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$";

/// Brings in everything people wrote.
pub(super) fn bring(
    site: &mut SiteWrite<'_, '_>,
    ledger: &mut Ledger,
    parcel: &Parcel,
    library: &Library,
    report: &mut Report,
) -> Result<()> {
    bring_terms(site, ledger, &parcel.site.terms, report)?;
    for author in &parcel.site.authors {
        bring_author(site, ledger, author, report)?;
    }
    for text in &parcel.texts {
        bring_text(site, ledger, parcel, library, text, report)?;
    }
    bring_comments(site, ledger, &parcel.comments, report)
}

fn bring_terms(
    site: &mut SiteWrite<'_, '_>,
    ledger: &mut Ledger,
    terms: &[TermFile],
    report: &mut Report,
) -> Result<()> {
    for term in terms {
        let taxonomy: Taxonomy = term.taxonomy.parse()?;
        let reference = format!("{taxonomy}/{}", term.slug);
        if ledger.recognise(&reference).is_some() {
            continue;
        }
        let slug = Some(slugify(&term.slug))
            .filter(|slug| !slug.is_empty())
            .ok_or_else(|| Error::Invalid(format!("site.json in the archive: “{}” is no topic or tag", term.slug)))?;
        let known = Term::with_slug(&mut site.read(), taxonomy, &slug)?;
        let id = match known {
            Some(known) => known.id,
            None => {
                let row = Term {
                    site_id: site.site,
                    id: Id::new(site.write.now),
                    taxonomy,
                    name: Some(line(&term.name, LONGEST_NAME))
                        .filter(|name| !name.is_empty())
                        .unwrap_or_else(|| slug.clone()),
                    slug,
                    description: line(&term.description, 2_000),
                    parent_id: None,
                };
                Term::insert(site, &row)?;
                report.count("topics and tags");
                row.id
            }
        };
        ledger.remember(site, &reference, id)?;
        // Those above may stand further on in the list.
    }
    for term in terms {
        let above = term.under.as_ref().map(|slug| format!("{}/{slug}", term.taxonomy));
        if let Some(above) = above.and_then(|above| ledger.target(&above))
            && let Some(id) = ledger.target(&format!("{}/{}", term.taxonomy, term.slug))
            && above != id
        {
            Term::place_under(site, id, above)?;
        }
    }
    Ok(())
}

fn bring_author(
    site: &mut SiteWrite<'_, '_>,
    ledger: &mut Ledger,
    author: &AuthorFile,
    report: &mut Report,
) -> Result<()> {
    let reference = format!("author/{}", author.slug);
    if ledger.recognise(&reference).is_some() {
        return Ok(());
    }
    let wanted = Some(slugify(&author.slug))
        .filter(|slug| !slug.is_empty())
        .unwrap_or_else(|| "author".into());
    let slug = free_slug(&wanted, |slug| {
        Author::with_slug(&mut site.read(), slug).map(|taken| taken.is_some())
    })?;
    let row = Author {
        site_id: site.site,
        id: Id::new(site.write.now),
        slug,
        name: line(&author.name, LONGEST_NAME),
        bio: line(&author.about, 2_000),
        account_id: None,
    };
    Author::insert(site, &row)?;
    ledger.remember(site, &reference, row.id)?;
    report.count("authors");
    Ok(())
}

/// A text, unless it was brought in before.
fn bring_text(
    site: &mut SiteWrite<'_, '_>,
    ledger: &mut Ledger,
    parcel: &Parcel,
    library: &Library,
    file: &TextFile,
    report: &mut Report,
) -> Result<()> {
    let wrong = |error: Error| Error::Invalid(format!("{} in the archive: {error}", file.name));
    let more = &file.front.more;
    let kind: PostKind = more.kind.parse().map_err(wrong)?;
    let path = file.front.slug.as_str();
    if !is_path(kind, path) {
        return Err(wrong(Error::Invalid(format!("“{path}” cannot be an address"))));
    }
    let reference = format!("{kind}/{path}");
    if ledger.recognise(&reference).is_some() {
        return Ok(());
    }
    let is_reserved = kind == PostKind::Page && is_reserved(path);
    if is_reserved || Post::path_is_taken(&mut site.read(), kind, path)? {
        report.note(
            format!("{kind} “{}”", file.front.title),
            format!("Something else stands at its address “{path}” here, so it was left out."),
        );
        return Ok(());
    }
    let mut post = post_of(site, file, kind, parcel, library).map_err(wrong)?;
    if more.password_hash.is_some() && post.password_hash.is_none() {
        report.note(
            format!("{kind} “{}”", post.title),
            "Its password could not be taken, so members alone can read it.",
        );
    }
    post.parent_id = more
        .under
        .as_ref()
        .and_then(|above| ledger.target(&format!("page/{above}")));
    post.author_id = more
        .author
        .as_ref()
        .and_then(|author| ledger.target(&format!("author/{author}")));
    Post::insert(site, &post)?;
    ledger.remember(site, &reference, post.id)?;
    let mut terms = Vec::new();
    for (taxonomy, slugs) in [("topic", &more.topic_slugs), ("tag", &more.tag_slugs)] {
        terms.extend(
            slugs
                .iter()
                .filter_map(|slug| ledger.target(&format!("{taxonomy}/{slug}"))),
        );
    }
    Term::assign(site, post.id, &terms)?;
    renew_post(site, &post, site.write.now)?;
    report.count(if kind == PostKind::Post { "posts" } else { "pages" });
    Ok(())
}

fn post_of(
    site: &SiteWrite<'_, '_>,
    file: &TextFile,
    kind: PostKind,
    parcel: &Parcel,
    library: &Library,
) -> Result<Post> {
    let now = site.write.now;
    let (front, more) = (&file.front, &file.front.more);
    let text = inward(&file.text, &library.by_name);
    let source_format: SourceFormat = more.format.parse()?;
    let reference = format!("{kind}/{}", front.slug);
    let (source, html) = match source_format {
        SourceFormat::Markdown => {
            let html = to_html(&text);
            (text, html)
        }
        SourceFormat::Html => {
            let html = with_headings_in_order(&sanitize(&text));
            let original = parcel.originals.texts.get(&reference).cloned();
            (original.unwrap_or(text), html)
        }
    };
    let published_at = front.date.as_ref().map(|date| moment(&date.to_string())).transpose()?;
    let mut status: Status = front.status.parse()?;
    if status == Status::Published && published_at.is_none_or(|moment| moment > now) {
        status = if published_at.is_some() {
            Status::Scheduled
        } else {
            Status::Draft
        };
    }
    let password_hash = more
        .password_hash
        .clone()
        .filter(|hash| hash.starts_with(OUR_HASH) && hash.len() <= 200);
    if more.password_hash.is_some() && password_hash.is_none() && status == Status::Published {
        status = Status::Private;
    }
    let when = |text: &str| moment(text).map(|at| at.min(now));
    let created_at = when(&more.created)?;
    Ok(Post {
        path: front.slug.clone(),
        title: line(&front.title, LONGEST_TITLE),
        summary: line(&front.summary, LONGEST_SUMMARY),
        source,
        source_format,
        html,
        status,
        reach: front.reach.parse::<Reach>()?,
        password_hash,
        picture_id: more
            .picture
            .as_ref()
            .and_then(|picture| library.by_reference.get(picture).copied()),
        sticky: more.sticky,
        comments_open: more.comments_open,
        position: more.position,
        locale: more.locale.as_deref().and_then(word),
        published_at,
        created_at,
        updated_at: when(&more.updated)?.max(created_at),
        trashed_at: trashed_at(status, more.trashed_at.as_deref(), now)?,
        trashed_from: more
            .trashed_from
            .as_deref()
            .filter(|_| status == Status::Trashed)
            .map(str::parse)
            .transpose()?,
        ..Post::draft(site.site, kind, now)
    })
}

/// When something was thrown away. Its thirty days begin anew with nobody: they run on.
fn trashed_at(status: Status, written: Option<&str>, now: Instant) -> Result<Option<Instant>> {
    match (status, written) {
        (Status::Trashed, Some(text)) => Ok(Some(moment(text)?.min(now))),
        _ => Ok(None),
    }
}

/// Whether a post or page can stand there.
fn is_path(kind: PostKind, path: &str) -> bool {
    let segment_is_sound = |segment: &str| {
        !segment.is_empty()
            && segment != "."
            && segment != ".."
            && segment
                .chars()
                .all(|character| character.is_alphanumeric() || "-_~.".contains(character) || is_mark(character))
    };
    (1..=LONGEST_PATH).contains(&path.chars().count())
        && path.len() + 8 <= LONGEST_REFERENCE * 2
        && path.split('/').all(segment_is_sound)
        && (kind == PostKind::Page || !path.contains('/'))
}

/// Signs that are parts of letters in many scripts, and none of ours.
const fn is_mark(character: char) -> bool {
    character as u32 > 0x2ff && !character.is_ascii() && !matches!(character, '\u{2000}'..='\u{206f}' | '\u{fff0}'..)
}

fn bring_comments(
    site: &mut SiteWrite<'_, '_>,
    ledger: &mut Ledger,
    comments: &[CommentFile],
    report: &mut Report,
) -> Result<()> {
    let mut waiting: Vec<&CommentFile> = comments.iter().collect();
    let known: HashSet<&str> = comments.iter().map(|one| one.reference.as_str()).collect();
    // What is answered comes before its answers; what answers itself in a ring stands alone.
    loop {
        let before = waiting.len();
        let mut later = Vec::new();
        for comment in waiting {
            let must_wait = comment
                .answers
                .as_ref()
                .is_some_and(|above| known.contains(above.as_str()) && ledger.target(above).is_none());
            if must_wait {
                later.push(comment);
            } else {
                bring_comment(site, ledger, comment, report)?;
            }
        }
        if later.len() == before {
            for comment in later {
                bring_comment(site, ledger, comment, report)?;
            }
            return Ok(());
        }
        if later.is_empty() {
            return Ok(());
        }
        waiting = later;
    }
}

fn bring_comment(
    site: &mut SiteWrite<'_, '_>,
    ledger: &mut Ledger,
    comment: &CommentFile,
    report: &mut Report,
) -> Result<()> {
    if ledger.recognise(&comment.reference).is_some() {
        return Ok(());
    }
    let Some(post) = ledger.target(&comment.on) else {
        report.note(
            format!("comment by {}", comment.name),
            "What it stands under is not in the archive.",
        );
        return Ok(());
    };
    let wrong = |error: Error| Error::Invalid(format!("comments.json in the archive: {error}"));
    let now = site.write.now;
    let row = Comment {
        parent_id: comment.answers.as_ref().and_then(|above| ledger.target(above)),
        author_name: line(&comment.name, LONGEST_NAME),
        author_url: comment.url.as_deref().and_then(public_address),
        by_post_author: comment.by_post_author,
        source: comment.text.clone(),
        html: sanitize(&comment.html),
        kind: comment.kind.parse::<CommentKind>().map_err(wrong)?,
        status: comment.status.parse::<CommentStatus>().map_err(wrong)?,
        created_at: moment(&comment.at).map_err(wrong)?.min(now),
        ..Comment::under(site.site, post, now)
    };
    Comment::insert(site, &row)?;
    ledger.remember(site, &comment.reference, row.id)?;
    report.count("comments");
    Ok(())
}

/// An address of the web.
pub(super) fn public_address(text: &str) -> Option<String> {
    let url = Url::parse(text.trim()).ok()?;
    let is_public = matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
    let text = String::from(url);
    (is_public && text.len() <= LONGEST_URL).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_can_be_addresses() {
        for path in ["hello", "επίπεδο-2", "集会", "a_b", "x~7", "मराठी"] {
            assert!(is_path(PostKind::Post, path), "{path}");
        }
        assert!(is_path(PostKind::Page, "about/history") && !is_path(PostKind::Post, "about/history"));
        for path in [
            "",
            "/a",
            "a/",
            "a//b",
            "..",
            "a/../b",
            "a b",
            "a?b",
            "a#b",
            "<b>",
            "a\u{202e}b",
            "a\"b",
        ] {
            assert!(!is_path(PostKind::Page, path), "{path}");
        }
    }

    #[test]
    fn only_addresses_of_the_web_are_taken() {
        assert_eq!(
            public_address("https://a.example").as_deref(),
            Some("https://a.example/")
        );
        for text in ["javascript:alert(1)", "data:x", "/a", "https://me:secret@a.example/"] {
            assert_eq!(public_address(text), None, "{text}");
        }
    }
}
