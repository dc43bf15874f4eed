//! What waits for somebody to look at it: one list for everything, the most urgent first.

use umbel_core::content::{Comment, CommentStatus, DeskFilter, Post, PostKind, Sight, Status, desk};
use umbel_core::markdown::{plain_text, shorten};
use umbel_core::moderation::{ActKind, ModerationAct, Reason, Report, SubjectKind};
use umbel_core::people::{Account, JoinRequest, Role, SignedIn};
use umbel_core::{Error, Id, SiteWrite};
use umbel_web_kit::joining::answer_join;
use umbel_web_kit::path::{encoded, query_value};
use umbel_web_kit::stones::Link;
use umbel_web_kit::{Answer, Form, Problem, Visit, workplace};

use crate::acting::{self, Deed};
use crate::parts::{FilterView, reasons};
use crate::queue_views::{ButtonView, GroupView, QueueView, RowView};
use crate::{subject, undoing};

/// How many stand on a page of one kind.
const ON_A_PAGE: i64 = 50;
/// The most that is done at once.
const MOST_AT_ONCE: usize = 100;
/// How much of a comment stands in the list, in characters.
const EXCERPT: usize = 400;
const LONGEST_SEARCH: usize = 80;

/// What is shown, by the word in the address.
const SHOWN: &[&str] = &["waiting", "reports", "comments", "shown", "spam"];

/// `/manage/queue`
pub(crate) fn show(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    if let Some(sent) = visit.form.clone() {
        return act(visit, person, &sent);
    }
    let shown = shown(visit.asked("show"));
    let query: String = visit
        .asked("q")
        .unwrap_or_default()
        .trim()
        .chars()
        .take(LONGEST_SEARCH)
        .collect();
    let page: i64 = visit
        .asked("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1)
        .clamp(1, 10_000);
    let offset = (page - 1) * ON_A_PAGE;
    let mut has_more = false;
    let mut groups = Vec::new();
    // A search looks through comments; what has no words to search stands aside.
    if shown == "waiting" && query.is_empty() {
        groups.push(appeals(visit, person)?);
    }
    if (shown == "waiting" && query.is_empty()) || shown == "reports" {
        groups.push(reports(visit, offset, &mut has_more)?);
    }
    let comments_of = match shown {
        "waiting" | "comments" => Some((CommentStatus::Pending, "comments")),
        "shown" => Some((CommentStatus::Approved, "shown")),
        "spam" => Some((CommentStatus::Spam, "spam")),
        _ => None,
    };
    if let Some((status, key)) = comments_of {
        groups.push(comments(visit, status, key, &query, offset, &mut has_more)?);
    }
    if shown == "waiting" && query.is_empty() && page == 1 {
        groups.push(joins(visit, person)?);
        groups.push(posts(visit)?);
    }
    groups.retain(|group| !group.rows.is_empty());
    let words = visit.words();
    let view = QueueView {
        filters: filters(visit, shown),
        can_choose: groups
            .iter()
            .flat_map(|group| &group.rows)
            .any(|row| row.item.is_some()),
        groups,
        shown: shown.to_owned(),
        newer: (page > 1).then(|| url(shown, &query, page - 1)),
        older: has_more.then(|| url(shown, &query, page + 1)),
        query,
        undo: undo_ids(visit.asked("undo").unwrap_or_default())
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(","),
        reasons: reasons(&words),
        may_set_rules: person.standing.is_at_least(Role::Manager),
    };
    workplace::page(visit, person, "queue", "moderation/queue.html", &view)
}

fn shown(asked: Option<&str>) -> &'static str {
    SHOWN
        .iter()
        .copied()
        .find(|shown| asked == Some(*shown))
        .unwrap_or("waiting")
}

fn url(shown: &str, query: &str, page: i64) -> String {
    let mut url = format!("/manage/queue?show={shown}");
    if !query.is_empty() {
        url.push_str(&format!("&q={}", query_value(query)));
    }
    if page > 1 {
        url.push_str(&format!("&page={page}"));
    }
    url
}

fn filters(visit: &Visit<'_>, shown: &str) -> Vec<FilterView> {
    let words = visit.words();
    SHOWN
        .iter()
        .map(|key| FilterView {
            text: words.say(&format!("queue-show-{key}")),
            url: format!("/manage/queue?show={key}"),
            current: *key == shown,
        })
        .collect()
}

/// The numbers of acts that can be undone at once.
fn undo_ids(text: &str) -> Vec<Id> {
    text.split(',')
        .filter_map(|id| id.parse().ok())
        .map(Id)
        .take(MOST_AT_ONCE)
        .collect()
}

/// Those who asked for another look, where this person may decide about it.
fn appeals(visit: &mut Visit<'_>, person: &SignedIn) -> Result<GroupView, Problem> {
    let words = visit.words();
    let found = ModerationAct::appealed(&mut visit.scope(), ON_A_PAGE)?;
    let mut rows = Vec::new();
    for act in found.into_iter().filter(|act| act.may_be_judged_by(&person.standing)) {
        let name = match act.account_id {
            Some(id) => Account::find(visit.connection, id)?.map(|account| account.name),
            None => None,
        };
        let name = name.unwrap_or_else(|| words.say("act-somebody"));
        rows.push(RowView {
            text: act.appeal_text.unwrap_or_default(),
            when: words.when(act.appealed_at.unwrap_or(act.created_at)),
            about: Some(Link::new(
                words.say_with(
                    "queue-appeal",
                    &[("name", name.as_str().into()), ("title", act.title.as_str().into())],
                ),
                format!("/manage/queue/acts/{}", act.id),
            )),
            more: Some(Link::new(
                words.say("queue-appeal-answer"),
                format!("/manage/queue/acts/{}", act.id),
            )),
            is_urgent: true,
            ..RowView::new(name)
        });
    }
    Ok(GroupView::new(&words, "appeals", rows))
}

fn reports(visit: &mut Visit<'_>, offset: i64, has_more: &mut bool) -> Result<GroupView, Problem> {
    let words = visit.words();
    let mut found = Report::open(&mut visit.scope(), offset, ON_A_PAGE + 1)?;
    cut(&mut found, has_more);
    let mut rows = Vec::new();
    for report in found {
        let reporter = match report.account_id {
            Some(id) => Account::find(visit.connection, id)?.map(|account| account.name),
            None => None,
        };
        let item = format!("report:{}", report.id);
        let mut buttons = vec![ButtonView::new(&words, "keep", &item, "queue-keep")];
        if !matches!(report.subject, SubjectKind::Person | SubjectKind::Site) {
            buttons.push(ButtonView::new(&words, "hide", &item, "queue-hide"));
        }
        rows.push(RowView {
            tags: vec![words.say(&format!("reason-{}", report.reason))],
            text: report.note,
            when: words.when(report.created_at),
            about: Some(Link::new(words.say("queue-see"), encoded_url(&report.url))),
            byline: match reporter {
                Some(name) => words.say_with("queue-reported-by", &[("name", name.as_str().into())]),
                None => words.say("queue-reported-by-guest"),
            },
            buttons,
            more: Some(Link::new(
                words.say("queue-more"),
                format!("/manage/queue/report/{}", report.id),
            )),
            item: Some(item),
            is_urgent: report.reason == Reason::Danger,
            ..RowView::new(String::new())
        });
        if let Some(row) = rows.last_mut() {
            row.name.clone_from(&report.title);
        }
    }
    Ok(GroupView::new(&words, "reports", rows))
}

fn comments(
    visit: &mut Visit<'_>,
    status: CommentStatus,
    key: &str,
    query: &str,
    offset: i64,
    has_more: &mut bool,
) -> Result<GroupView, Problem> {
    let words = visit.words();
    let mut found = Comment::with_status(&mut visit.scope(), status, query, offset, ON_A_PAGE + 1)?;
    cut(&mut found, has_more);
    let mut rows = Vec::new();
    for comment in found {
        let post = Post::find(&mut visit.scope(), comment.post_id)?;
        let item = format!("comment:{}", comment.id);
        let buttons = match status {
            CommentStatus::Approved => vec![
                ButtonView::new(&words, "hide", &item, "queue-hide"),
                ButtonView::new(&words, "spam", &item, "queue-spam-button"),
            ],
            CommentStatus::Spam => vec![ButtonView::new(&words, "approve", &item, "queue-approve")],
            CommentStatus::Pending | CommentStatus::Trashed => vec![
                ButtonView::new(&words, "approve", &item, "queue-approve"),
                ButtonView::new(&words, "hide", &item, "queue-hide"),
                ButtonView::new(&words, "spam", &item, "queue-spam-button"),
            ],
        };
        rows.push(RowView {
            tags: comment
                .held_because
                .split(' ')
                .filter(|why| status != CommentStatus::Approved && !why.is_empty())
                .filter_map(|why| words.known(&format!("held-{why}")))
                .collect(),
            byline: if comment.account_id.is_none() {
                words.say("queue-guest")
            } else {
                String::new()
            },
            text: shorten(&plain_text(&comment.html), EXCERPT),
            when: words.when(comment.created_at),
            about: post.map(|post| {
                Link::new(
                    words.say_with("queue-under", &[("title", post.title.as_str().into())]),
                    encoded_url(&post.url()),
                )
            }),
            buttons,
            more: Some(Link::new(
                words.say("queue-more"),
                format!("/manage/queue/comment/{}", comment.id),
            )),
            item: Some(item),
            ..RowView::new(comment.author_name)
        });
    }
    Ok(GroupView::new(&words, key, rows))
}

/// Those who would like to join, for those who may answer them.
fn joins(visit: &mut Visit<'_>, person: &SignedIn) -> Result<GroupView, Problem> {
    let words = visit.words();
    let mut rows = Vec::new();
    if person
        .standing
        .is_at_least(Role::highest_at(visit.current.here.site.kind))
    {
        for (request, account) in JoinRequest::waiting(&mut visit.scope(), ON_A_PAGE)? {
            let item = format!("join:{}", request.id);
            rows.push(RowView {
                buttons: vec![
                    ButtonView::new(&words, "accept", &item, "queue-join-accept"),
                    ButtonView::new(&words, "decline", &item, "queue-join-decline"),
                ],
                text: request.note,
                when: words.when(request.created_at),
                more: Some(Link::new(
                    words.say("queue-join-answer"),
                    format!("/manage/people/requests/{}", request.id),
                )),
                ..RowView::new(account.name)
            });
        }
    }
    Ok(GroupView::new(&words, "joins", rows))
}

/// Posts and pages that wait for an editor.
fn posts(visit: &mut Visit<'_>) -> Result<GroupView, Problem> {
    let words = visit.words();
    let mut rows = Vec::new();
    for (kind, room) in [(PostKind::Post, "posts"), (PostKind::Page, "pages")] {
        let filter = DeskFilter {
            kind,
            sight: Sight::Everything,
            status: Some(Status::Pending),
            author: None,
            words: String::new(),
        };
        for post in desk(&mut visit.scope(), &filter, 0, ON_A_PAGE)? {
            let name = if post.title.trim().is_empty() {
                words.say("untitled")
            } else {
                post.title
            };
            rows.push(RowView {
                when: words.when(post.updated_at),
                more: Some(Link::new(
                    words.say("queue-post-look"),
                    format!("/manage/{room}/{}", post.id),
                )),
                ..RowView::new(name)
            });
        }
    }
    Ok(GroupView::new(&words, "posts", rows))
}

fn cut<T>(found: &mut Vec<T>, has_more: &mut bool) {
    if i64::try_from(found.len()).unwrap_or(0) > ON_A_PAGE {
        *has_more = true;
        found.truncate(usize::try_from(ON_A_PAGE).unwrap_or(50));
    }
}

/// A path of which the query and the part of the page stay as they are.
pub(crate) fn encoded_url(url: &str) -> String {
    let (path, rest) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
    format!("{}{rest}", encoded(path))
}

/// Does what a button says, with one or with all that were chosen.
fn act(visit: &mut Visit<'_>, person: &SignedIn, sent: &Form) -> Result<Answer, Problem> {
    let back = url(shown(Some(sent.text("show"))), sent.text("q"), 1);
    if sent.has("undo") {
        return undo(visit, person, sent.text("undo"), &back);
    }
    let (what, chosen): (&str, Vec<&str>) = match sent.text("one").split_once(':') {
        Some((what, item)) => (what, vec![item]),
        None => (sent.text("do"), sent.all("item")),
    };
    if let Some(id) = chosen.first().and_then(|item| item.strip_prefix("join:")) {
        return join(visit, person, id, what, &back);
    }
    let act = match what {
        "approve" => ActKind::Approved,
        "hide" => ActKind::Hidden,
        "spam" => ActKind::Spam,
        "keep" => ActKind::Kept,
        // Enter in a field sends the form without a button.
        _ => return Ok(Answer::GoOn(back)),
    };
    if chosen.is_empty() {
        return Ok(Answer::GoOn(format!("{back}&done=queue-none")));
    }
    let usual = if act == ActKind::Spam {
        Reason::Spam
    } else {
        Reason::Other
    };
    let deed = Deed::plain(act, sent.text("reason").parse().unwrap_or(usual));
    let mut done: Vec<String> = Vec::new();
    for item in chosen.into_iter().take(MOST_AT_ONCE) {
        if let Some(id) = act_on(visit, person, item, &deed)? {
            done.push(id.to_string());
        }
    }
    if done.is_empty() {
        return Ok(Answer::GoOn(format!("{back}&done=queue-gone")));
    }
    let key = if done.len() == 1 { act.as_str() } else { "acted" };
    Ok(Answer::GoOn(format!("{back}&done={key}&undo={}", done.join(","))))
}

/// Takes somebody in who asked to join, or does not.
fn join(visit: &Visit<'_>, person: &SignedIn, id: &str, what: &str, back: &str) -> Result<Answer, Problem> {
    let id = id.parse().map(Id).map_err(|_| Problem::NotFound)?;
    let (accepts, done) = match what {
        "accept" => (true, "join-accepted"),
        "decline" => (false, "join-declined"),
        _ => return Err(Problem::BadRequest),
    };
    match answer_join(visit, person, id, accepts, None) {
        Ok(()) => Ok(Answer::GoOn(format!("{back}&done={done}"))),
        Err(Error::NotFound(_)) => Ok(Answer::GoOn(format!("{back}&done=join-gone"))),
        Err(error) => Err(error.into()),
    }
}

/// Does it with one thing; none when somebody else was faster, or it cannot be done with this kind of thing.
fn act_on(visit: &mut Visit<'_>, person: &SignedIn, item: &str, deed: &Deed) -> Result<Option<Id>, Problem> {
    let target = match item.split_once(':') {
        Some(("report", id)) => {
            let id = id.parse().map(Id).map_err(|_| Problem::NotFound)?;
            match Report::find(&mut visit.scope(), id) {
                Ok(report) => (report.subject, report.subject_id),
                Err(Error::NotFound(_)) => return Ok(None),
                Err(error) => return Err(error.into()),
            }
        }
        _ => match subject::parse(item) {
            Some(target @ (SubjectKind::Comment, _)) => target,
            _ => return Err(Problem::BadRequest),
        },
    };
    let mut deed = deed.clone();
    // “Show it” for many at once says of what was reported that it is all right: it never was hidden.
    if item.starts_with("report:") && deed.act == ActKind::Approved {
        deed.act = ActKind::Kept;
    }
    let (world, here) = (visit.world, visit.current.id());
    let done = world.store.write(|write| {
        let site = &mut SiteWrite::new(here, write);
        acting::act(site, world, &person.standing, target, &deed)
    });
    match done {
        Ok(act) => Ok(Some(act.id)),
        Err(Error::NotFound(_) | Error::Invalid(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn undo(visit: &mut Visit<'_>, person: &SignedIn, ids: &str, back: &str) -> Result<Answer, Problem> {
    let (world, here) = (visit.world, visit.current.id());
    let mut is_done = false;
    for id in undo_ids(ids) {
        let undone = world.store.write(|write| {
            let site = &mut SiteWrite::new(here, write);
            let act = ModerationAct::find(&mut site.read(), id)?;
            undoing::undo(site, world, &person.standing, &act)
        });
        match undone {
            Ok(()) => is_done = true,
            Err(Error::NotFound(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let key = if is_done { "act-undone" } else { "queue-gone" };
    Ok(Answer::GoOn(format!("{back}&done={key}")))
}
