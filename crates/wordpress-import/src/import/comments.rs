//! Comments with their answers. Mail and network addresses are not kept.

use std::collections::{HashMap, HashSet, VecDeque};

use diesel::prelude::*;
use umbel_core::content::{Comment, CommentKind, CommentStatus, Post};
use umbel_core::markdown::sanitize;
use umbel_core::schema::comments;
use umbel_core::{Id, Result, SiteWrite};
use url::Url;

use super::ledger::Taken;
use super::lookup::Lookup;
use super::people::Person;
use super::run::{Import, label};
use super::words::plain_line;
use crate::content::clean;
use crate::wxr::{self, Approval, Item};

const LONGEST_NAME: usize = 200;
const LONGEST_URL: usize = 500;

/// Takes the comments on an item that were not taken before.
pub(super) fn take(
    import: &mut Import<'_>,
    site: &mut SiteWrite<'_, '_>,
    item: &Item,
    post: &Post,
    author: &Person,
) -> Result<()> {
    let mut here: HashMap<i64, Id> = HashMap::new();
    for comment in answered_first(&item.comments) {
        let Some(kind) = kind_of(&comment.kind) else {
            import.reporter.count(
                &format!("comments of the type {}", comment.kind),
                "comments not taken",
                "Only comments, pingbacks and trackbacks are taken.",
            );
            continue;
        };
        let key = if comment.id > 0 {
            format!("comment:{}", comment.id)
        } else {
            let seconds = comment.date.map_or(0, |date| date.timestamp());
            format!("comment:of:{}:{seconds}:{}", item.post_id, comment.author)
        };
        match import.ledger.recognise(&key) {
            Taken::Earlier(id) => {
                if exists(site, id)? {
                    here.insert(comment.id, id);
                }
                continue;
            }
            Taken::InThisRun(_) => {
                let what = format!("comment {} by {}", comment.id, comment.author);
                let why = "Another comment of the file has the same number and came first.";
                import.reporter.note(&label(item), &what, why);
                continue;
            }
            Taken::Never => {}
        }
        let parent = here.get(&comment.parent_id).copied();
        if comment.parent_id != 0 && parent.is_none() {
            let what = format!("comment {} by {} stands alone", comment.id, comment.author);
            let why = "The comment it answers was not taken.";
            import.reporter.note(&label(item), &what, why);
        }
        let row = Comment {
            id: import.ids.next(site.write.now),
            parent_id: parent,
            author_name: plain_line(&comment.author, LONGEST_NAME),
            author_url: public_url(&comment.author_url),
            by_post_author: author.wrote(comment),
            html: html_of(import, item, comment),
            source: comment.content.clone(),
            kind,
            status: status_of(comment.approved),
            created_at: comment
                .date
                .map(Into::into)
                .or(post.published_at)
                .unwrap_or(site.write.now),
            ..Comment::under(import.site, post.id, site.write.now)
        };
        Comment::insert(site, &row)?;
        import.ledger.remember(site, &key, row.id)?;
        import.reporter.report.comments += 1;
        here.insert(comment.id, row.id);
    }
    Ok(())
}

/// The comments in an order in which what is answered comes before its answers. Comments that
/// answer each other in a ring come last.
fn answered_first(all: &[wxr::Comment]) -> Vec<&wxr::Comment> {
    let known: HashSet<i64> = all.iter().map(|comment| comment.id).collect();
    let mut answers: HashMap<i64, Vec<usize>> = HashMap::new();
    let mut queue = VecDeque::new();
    for (place, comment) in all.iter().enumerate() {
        if comment.parent_id == 0 || !known.contains(&comment.parent_id) {
            queue.push_back(place);
        } else {
            answers.entry(comment.parent_id).or_default().push(place);
        }
    }
    let mut was_met = vec![false; all.len()];
    let mut ordered = Vec::with_capacity(all.len());
    let mut visit = |place: usize, queue: &mut VecDeque<usize>| {
        let (Some(comment), Some(met)) = (all.get(place), was_met.get_mut(place)) else {
            return;
        };
        if !std::mem::replace(met, true) {
            ordered.push(comment);
            queue.extend(answers.remove(&comment.id).unwrap_or_default());
        }
    };
    while let Some(place) = queue.pop_front() {
        visit(place, &mut queue);
    }
    for place in 0..all.len() {
        visit(place, &mut VecDeque::new());
    }
    ordered
}

fn kind_of(name: &str) -> Option<CommentKind> {
    match name {
        "" | "comment" => Some(CommentKind::Comment),
        "pingback" => Some(CommentKind::Pingback),
        "trackback" => Some(CommentKind::Trackback),
        _ => None,
    }
}

fn status_of(approval: Approval) -> CommentStatus {
    match approval {
        Approval::Approved => CommentStatus::Approved,
        Approval::Pending => CommentStatus::Pending,
        Approval::Spam => CommentStatus::Spam,
        Approval::Trash => CommentStatus::Trashed,
    }
}

/// The text of a comment, through the allow-list for everything people write from outside.
fn html_of(import: &Import<'_>, item: &Item, comment: &wxr::Comment) -> String {
    let mut lookup = Lookup::for_comment(&import.addresses);
    sanitize(&clean(&comment.content, item.post_id, &mut lookup).html)
}

fn public_url(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok()?;
    let is_public = matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
    let text = String::from(url);
    (is_public && text.len() <= LONGEST_URL).then_some(text)
}

fn exists(site: &mut SiteWrite<'_, '_>, id: Id) -> Result<bool> {
    let site_id = site.site;
    let count: i64 = comments::table
        .filter(comments::site_id.eq(site_id))
        .filter(comments::id.eq(id))
        .count()
        .get_result(site.connection())?;
    Ok(count > 0)
}
