//! Writing a comment: as a guest with a name, or signed in under one's own.
//!
//! The page of a post is the same for everybody and is kept; forms stand on pages of their own, made for each visitor.

use aggregator::comments::{tell_about, tell_moderators};
use aggregator::tree_changes::Letters;
use umbel_core::comment_text::{LONGEST_COMMENT, LONGEST_COMMENT_NAME, tidy_name, to_html};
use umbel_core::content::{Author, Comment, CommentStatus, Post};
use umbel_core::moderation::{CommentRules, Facts, Sanction, SanctionKind, Writer, commenting, judge};
use umbel_core::people::{Limit, Membership, Role, SignedIn, take};
use umbel_core::tree::SiteStatus;
use umbel_core::{Error, Id, Result, SiteWrite};
use umbel_web_kit::guests::{self, StampFault};
use umbel_web_kit::path::encoded;
use umbel_web_kit::stones::Link;
use umbel_web_kit::{Answer, Form, FormView, PageHead, Problem, Visit};

use crate::cards::title_of;
use crate::comment_views::{AnsweredView, SentView, WriteView};
use crate::post;

const FIELDS: &[&str] = &["name", "text", "stamp", "answer"];
/// The same words within so many seconds are a button pressed twice.
const TWICE_SECONDS: i64 = 600;

const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;
const NETWORK: Limit = limit("comment-network", 10, 10 * MINUTE);
const NETWORK_A_DAY: Limit = limit("comment-network", 60, DAY);
const ACCOUNT: Limit = limit("comment-account", 10, 10 * MINUTE);
const ACCOUNT_A_DAY: Limit = limit("comment-account", 100, DAY);

const fn limit(name: &'static str, most: i64, seconds: i64) -> Limit {
    Limit { name, most, seconds }
}

/// What was written, looked at and found fit to be kept.
struct Written {
    name: String,
    source: String,
    html: String,
    is_trapped: bool,
}

/// `/blog/{slug}/comments`: for guests.
pub(crate) fn as_guest(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    // Members of a closed site are known; there nobody else gets this far.
    if visit.person.is_some() && visit.form.is_none() {
        let post = commentable(visit)?;
        return Ok(Answer::GoOn(with_answer(&own_path(&post), visit.asked("answer"))));
    }
    write(visit, None)
}

/// `/blog/{slug}/comment`: for those who are signed in.
pub(crate) fn by_name(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    guests::must_be_let_in(visit)?;
    write(visit, Some(person))
}

/// `/blog/{slug}/comments/sent`: what became of it.
pub(crate) fn sent(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let post = commentable(visit)?;
    let words = visit.words();
    let view = SentView {
        is_shown: visit.asked("how") == Some("shown"),
        post: Link::new(title_of(&post.title, &words), encoded(&post.url())),
    };
    let head = PageHead {
        noindex: true,
        ..PageHead::new(words.say("comment-sent-title"), encoded(&post.url()))
    };
    visit.page("blog/comment_sent.html", head, &view)
}

/// Whether comments may be written under a post now.
pub(crate) fn is_open(visit: &mut Visit<'_>, post: &Post) -> Result<bool, Problem> {
    let now = visit.now;
    Ok(post.comments_open
        && post.is_visible(now)
        && visit.current.here.site.status != SiteStatus::Archived
        && commenting(&mut visit.scope())?.is_on)
}

/// The page for guests.
pub(crate) fn guest_path(post: &Post) -> String {
    format!("{}/comments", encoded(&post.url()))
}

fn own_path(post: &Post) -> String {
    format!("{}/comment", encoded(&post.url()))
}

fn with_answer(path: &str, answer: Option<&str>) -> String {
    match answer.and_then(|id| id.parse::<i64>().ok()) {
        Some(id) => format!("{path}?answer={id}"),
        None => path.to_owned(),
    }
}

/// The visible post a path names. Comments would tell what a protected one is about, so there is no page for them.
fn commentable(visit: &mut Visit<'_>) -> Result<Post, Problem> {
    let now = visit.now;
    let post = post::find(visit)?;
    if post.is_visible(now) {
        Ok(post)
    } else {
        Err(Problem::NotFound)
    }
}

/// The form, and what is done with it.
fn write(visit: &mut Visit<'_>, person: Option<&SignedIn>) -> Result<Answer, Problem> {
    let post = commentable(visit)?;
    let rules = commenting(&mut visit.scope())?.rules;
    let mut form = FormView::new(visit, FIELDS);
    let answered = answered(visit, &form, &post)?;
    if let Some(answered) = &answered {
        form.put("answer", &answered.id.to_string());
    }
    let words = visit.words();
    let is_open = is_open(visit, &post)?;
    let lets_in = rules.guests || person.is_some();
    if !is_open {
        form.say(words.say("comments-closed"));
    } else if !lets_in {
        form.say(words.say("comment-no-guests"));
    }
    if let Some(sentence) = silenced(visit, person)? {
        form.say(sentence);
    }
    let may_write = form.is_fine();
    let sent = visit.form.clone();
    if let Some(sent) = &sent
        && may_write
        && let Some(written) = read(visit, sent, &mut form, person)?
    {
        let comment = comment_of(visit, &post, answered.clone(), written, person, &rules)?;
        match keep(visit, person, comment) {
            Ok(status) => {
                let how = if status == CommentStatus::Approved {
                    "shown"
                } else {
                    "held"
                };
                return Ok(Answer::GoOn(format!("{}/sent?how={how}", guest_path(&post))));
            }
            Err(Error::TooOften) => form.say(words.say("comment-too-often")),
            Err(error) => return Err(error.into()),
        }
    }
    if sent.is_none() {
        form.put("stamp", &guests::stamp(visit));
    }
    show(visit, person, &post, answered, form, is_open && lets_in && may_write)
}

/// The comment that is answered, when it is shown under this post.
fn answered(visit: &mut Visit<'_>, form: &FormView, post: &Post) -> Result<Option<Comment>, Problem> {
    let asked = visit.asked("answer").unwrap_or_default().to_owned();
    let typed = if visit.form.is_some() {
        form.value("answer")
    } else {
        &asked
    };
    let Some(id) = typed.parse().ok().map(Id) else {
        return Ok(None);
    };
    Ok(Comment::find(&mut visit.scope(), id)?
        .filter(|comment| comment.post_id == post.id && comment.status == CommentStatus::Approved))
}

/// Why somebody may not write for now.
fn silenced(visit: &mut Visit<'_>, person: Option<&SignedIn>) -> Result<Option<String>, Problem> {
    let Some(person) = person else { return Ok(None) };
    let (account, now) = (person.standing.account.id, visit.now);
    let words = visit.words();
    Ok(
        Sanction::silencing(&mut visit.scope(), account, now)?.map(|sanction| match sanction.kind {
            SanctionKind::Ban => words.say("comment-banned"),
            _ => words.say("comment-muted"),
        }),
    )
}

/// What was typed, when it can be taken; else a sentence stands beside what cannot.
fn read(
    visit: &mut Visit<'_>,
    sent: &Form,
    form: &mut FormView,
    person: Option<&SignedIn>,
) -> Result<Option<Written>, Problem> {
    let words = visit.words();
    let most = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let name = match person {
        Some(person) => name_of(visit, person)?,
        None => {
            let name = tidy_name(sent.text("name")).unwrap_or_default();
            if name.is_empty() {
                form.refuse(
                    "name",
                    words.say_with("comment-name-wrong", &[("most", most(LONGEST_COMMENT_NAME).into())]),
                );
            }
            name
        }
    };
    let source = sent.text("text").replace("\r\n", "\n");
    let html = to_html(&source);
    if source.chars().count() > LONGEST_COMMENT {
        form.refuse(
            "text",
            words.say_with("field-too-long", &[("most", most(LONGEST_COMMENT).into())]),
        );
    } else if umbel_core::markdown::plain_text(&html).is_empty() {
        form.refuse("text", words.say("comment-text-empty"));
    }
    // Those who are signed in have shown that they are somebody.
    if person.is_none() && form.is_fine() {
        match guests::look_at_stamp(visit, sent) {
            Ok(()) => {}
            Err(StampFault::TooQuick) => form.say(words.say("form-too-quick")),
            Err(StampFault::Stale) => {
                form.put("stamp", &guests::stamp(visit));
                form.say(words.say("form-stale"));
            }
        }
    }
    let is_trapped = person.is_none() && guests::is_trapped(sent);
    Ok(form.is_fine().then_some(Written {
        name,
        source,
        html,
        is_trapped,
    }))
}

/// What somebody is called here.
fn name_of(visit: &mut Visit<'_>, person: &SignedIn) -> Result<String, Problem> {
    let account = &person.standing.account;
    let held = Membership::held(&mut visit.scope(), account.id)?;
    Ok(held
        .and_then(|held| held.handle)
        .unwrap_or_else(|| account.name.clone()))
}

/// The comment as it would be kept, judged by the rules of the place.
fn comment_of(
    visit: &mut Visit<'_>,
    post: &Post,
    answered: Option<Comment>,
    written: Written,
    person: Option<&SignedIn>,
    rules: &CommentRules,
) -> Result<Comment, Problem> {
    let account = person.map(|person| person.standing.account.id);
    let by_post_author = match (account, post.author_id) {
        (Some(account), Some(author)) => Author::by_id(&mut visit.scope(), &[author])?
            .remove(&author)
            .is_some_and(|author| author.account_id == Some(account)),
        _ => false,
    };
    let facts = Facts {
        writer: writer(visit, person)?,
        name: &written.name,
        html: &written.html,
    };
    let mut held = judge(rules, &facts);
    if written.is_trapped {
        held.push("trap");
    }
    let status = if written.is_trapped {
        CommentStatus::Spam
    } else if held.is_empty() {
        CommentStatus::Approved
    } else {
        CommentStatus::Pending
    };
    let parent = answered
        .map(|answered| answered.first_above(&mut visit.scope()))
        .transpose()?;
    Ok(Comment {
        parent_id: parent.map(|parent| parent.id),
        author_name: written.name,
        by_post_author,
        source: written.source,
        html: written.html,
        status,
        account_id: account,
        // Only what was really a network becomes a mark; "unknown" would make strangers neighbours.
        network_mark: match &visit.browser.network {
            Some(_) => Some(guests::network_mark(visit)?),
            None => None,
        },
        held_because: held.join(" "),
        ..Comment::under(visit.current.id(), post.id, visit.now)
    })
}

fn writer(visit: &mut Visit<'_>, person: Option<&SignedIn>) -> Result<Writer, Problem> {
    let Some(person) = person else {
        return Ok(Writer::Guest);
    };
    let standing = &person.standing;
    Ok(if standing.is_at_least(Role::Editor) {
        Writer::Moderator
    } else if standing.is_at_least(Role::Member) {
        Writer::Member
    } else if Comment::was_approved(&mut visit.scope(), standing.account.id)? {
        Writer::Known
    } else {
        Writer::Newcomer
    })
}

/// Keeps a comment and tells whom it concerns, in one transaction. Sent twice, it is kept once.
fn keep(visit: &Visit<'_>, person: Option<&SignedIn>, comment: Comment) -> Result<CommentStatus> {
    let world = visit.world;
    let network = guests::network_mark(visit)?;
    let address_of = |host: &str| world.origin.of(host);
    let letters = Letters {
        keys: &world.keys,
        address_of: &address_of,
    };
    world.store.write(|write| {
        let mut is_left = take(write, &NETWORK, &network)? && take(write, &NETWORK_A_DAY, &network)?;
        if let Some(person) = person {
            let account = person.standing.account.id.to_string();
            is_left = is_left && take(write, &ACCOUNT, &account)? && take(write, &ACCOUNT_A_DAY, &account)?;
        }
        if !is_left {
            return Err(Error::TooOften);
        }
        let since = write.now.plus_seconds(-TWICE_SECONDS);
        let site = &mut SiteWrite::new(comment.site_id, write);
        if let Some(same) = Comment::said_already(&mut site.read(), &comment, since)? {
            return Ok(same.status);
        }
        Comment::insert(site, &comment)?;
        match comment.status {
            CommentStatus::Approved => tell_about(site, &letters, &comment)?,
            CommentStatus::Pending => tell_moderators(site, &letters)?,
            CommentStatus::Spam | CommentStatus::Trashed => {}
        }
        Ok(comment.status)
    })
}

fn show(
    visit: &mut Visit<'_>,
    person: Option<&SignedIn>,
    post: &Post,
    answered: Option<Comment>,
    form: FormView,
    may_write: bool,
) -> Result<Answer, Problem> {
    let words = visit.words();
    let answer = answered.as_ref().map(|answered| answered.id.to_string());
    let own = with_answer(&own_path(post), answer.as_deref());
    let view = WriteView {
        form,
        may_write,
        action: match person {
            Some(_) => own_path(post),
            None => guest_path(post),
        },
        post: Link::new(title_of(&post.title, &words), encoded(&post.url())),
        answered: answered.map(|answered| AnsweredView {
            author: answered.author_name,
            html: answered.html,
        }),
        name: match person {
            Some(person) => Some(name_of(visit, person)?),
            None => None,
        },
        sign_in_url: own,
        longest: LONGEST_COMMENT,
    };
    let head = PageHead {
        noindex: true,
        ..PageHead::new(words.say("comment-title"), encoded(&post.url()))
    };
    visit.page("blog/comment.html", head, &view)
}
