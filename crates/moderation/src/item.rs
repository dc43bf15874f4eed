//! One comment or report, with everything that can be done about it.

use serde::Serialize;
use umbel_core::content::{Comment, CommentStatus, Post};
use umbel_core::moderation::{ActKind, LONGEST_WORDS, Reason, Report, ReportState, Sanction, SubjectKind, neighbours};
use umbel_core::people::{Account, Act, SignedIn, record, standing};
use umbel_core::{Error, SiteWrite};
use umbel_web_kit::i18n::Words;
use umbel_web_kit::stones::{Link, When};
use umbel_web_kit::{Answer, Form, FormView, Problem, Visit, workplace};

use crate::acting::{self, Deed, MOST_DAYS};
use crate::parts::{day, id_in_path, reasons, written};
use crate::queue::encoded_url;
use crate::subject::Subject;

const FIELDS: &[&str] = &["reason", "note", "days", "ban_days"];
/// For how long somebody may be asked for a pause, in days.
const PAUSES: [i64; 4] = [1, 7, 30, 365];
/// For how long somebody may be banned, in days; zero for until it is taken back.
const BANS: [i64; 4] = [0, 7, 30, 365];

/// `moderation/item.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ItemView {
    form: FormView,
    action: String,
    heading: String,
    /// Where it stands among what waits, in a word.
    state: String,
    when: When,
    byline: String,
    tags: Vec<String>,
    /// Safe HTML; empty when it is gone.
    html: String,
    /// What the reporter wrote.
    report_note: String,
    about: Option<Link>,
    can_approve: bool,
    can_hide: bool,
    can_be_spam: bool,
    can_keep: bool,
    /// Whether its network can be asked about.
    has_network: bool,
    network: Option<NetworkView>,
    person: Option<PersonView>,
    reasons: Vec<(String, String)>,
    pauses: Vec<(String, String)>,
    bans: Vec<(String, String)>,
    longest: usize,
}

/// Who shares a network.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NetworkView {
    sentence: String,
    guests: Option<String>,
}

/// Whom it belongs to.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PersonView {
    name: String,
    /// Whether the one who looks may do anything about them.
    can_act: bool,
    before: Vec<String>,
}

/// What the page is about.
struct Looked {
    subject: Option<Subject>,
    report: Option<Report>,
    comment: Option<Comment>,
}

/// `/manage/queue/comment/{id}` and `/manage/queue/report/{id}`
pub(crate) fn show(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let looked = looked_at(visit)?;
    let mut form = FormView::new(visit, FIELDS);
    let mut network = None;
    if let Some(sent) = visit.form.clone() {
        if sent.text("do") == "look" {
            network = look_at_network(visit, person, &looked)?;
        } else if let Some(answer) = act(visit, person, &looked, &sent, &mut form)? {
            return Ok(answer);
        }
    }
    let view = view(visit, person, &looked, form, network)?;
    let heading = view.heading.clone();
    workplace::titled_page(visit, person, "queue", heading, "moderation/item.html", &view)
}

fn looked_at(visit: &mut Visit<'_>) -> Result<Looked, Problem> {
    let id = id_in_path(visit, "id")?;
    let report = match visit.parameter("kind") {
        "report" => Some(Report::find(&mut visit.scope(), id)?),
        _ => None,
    };
    let (kind, id) = match &report {
        Some(report) => (report.subject, report.subject_id),
        None => (SubjectKind::Comment, id),
    };
    let comment = match kind {
        SubjectKind::Comment => Comment::find(&mut visit.scope(), id)?,
        _ => None,
    };
    let subject = Subject::find(&mut visit.scope(), kind, id)?;
    if subject.is_none() && report.is_none() {
        return Err(Problem::NotFound);
    }
    Ok(Looked {
        subject,
        report,
        comment,
    })
}

/// Tells how many share the network of a comment. That somebody looked stands in the log.
fn look_at_network(visit: &mut Visit<'_>, person: &SignedIn, looked: &Looked) -> Result<Option<NetworkView>, Problem> {
    let Some(comment) = &looked.comment else {
        return Err(Problem::BadRequest);
    };
    let here = visit.current.id();
    visit.world.store.write(|write| {
        record(
            &mut SiteWrite::new(here, write),
            Some(&person.standing),
            Act::NetworkLooked,
            &comment.author_name,
            "",
        )
    })?;
    let words = visit.words();
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    Ok(Some(match neighbours(&mut visit.scope(), comment.id)? {
        None => NetworkView {
            sentence: words.say("item-network-unknown"),
            guests: None,
        },
        Some(found) => NetworkView {
            sentence: words.say_with("item-network-result", &[("accounts", count(found.accounts).into())]),
            guests: (found.guest_comments > 0)
                .then(|| words.say_with("item-network-guests", &[("count", found.guest_comments.into())])),
        },
    }))
}

/// Does what a button says; none when the page is shown again with a sentence.
fn act(
    visit: &mut Visit<'_>,
    person: &SignedIn,
    looked: &Looked,
    sent: &Form,
    form: &mut FormView,
) -> Result<Option<Answer>, Problem> {
    let words = visit.words();
    let act = match sent.text("do") {
        "approve" => ActKind::Approved,
        "hide" => ActKind::Hidden,
        "spam" => ActKind::Spam,
        "keep" => ActKind::Kept,
        "warn" => ActKind::Warned,
        "mute" => ActKind::Muted,
        "ban" => ActKind::Banned,
        _ => return Err(Problem::BadRequest),
    };
    let note = written(form, &words, "note");
    if act == ActKind::Warned && note.is_empty() {
        form.refuse("note", words.say("item-warn-needs-words"));
    }
    let field = if act == ActKind::Banned { "ban_days" } else { "days" };
    let chosen: i64 = sent.text(field).parse().unwrap_or(0);
    let days = Some(chosen).filter(|days| (1..=MOST_DAYS).contains(days));
    if act == ActKind::Muted && days.is_none() {
        form.refuse("days", words.say("item-ban-needs-days"));
    }
    if !form.is_fine() {
        return Ok(None);
    }
    let target = match (&looked.subject, &looked.report) {
        (Some(subject), _) => (subject.kind, subject.id),
        // What was reported is gone: the report can still be put away.
        (None, Some(report)) => (report.subject, report.subject_id),
        (None, None) => return Err(Problem::NotFound),
    };
    let usual = match act {
        ActKind::Spam => Reason::Spam,
        _ => looked.report.as_ref().map_or(Reason::Other, |report| report.reason),
    };
    let deed = Deed {
        act,
        reason: sent.text("reason").parse().unwrap_or(usual),
        note,
        days,
    };
    let (world, here) = (visit.world, visit.current.id());
    let is_gone = looked.subject.is_none();
    let done = world.store.write(|write| {
        let site = &mut SiteWrite::new(here, write);
        if is_gone {
            Report::settle(site, target.0, target.1)?;
            return Ok(None);
        }
        acting::act(site, world, &person.standing, target, &deed).map(|act| Some(act.id))
    });
    match done {
        Ok(Some(id)) => Ok(Some(Answer::GoOn(format!("/manage/queue?done={act}&undo={id}")))),
        Ok(None) => Ok(Some(Answer::GoOn("/manage/queue?done=acted".into()))),
        Err(Error::NotFound(_)) => Ok(Some(Answer::GoOn("/manage/queue?done=queue-gone".into()))),
        Err(Error::Refused) => {
            form.say(words.say("people-refused"));
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

fn view(
    visit: &mut Visit<'_>,
    person: &SignedIn,
    looked: &Looked,
    form: FormView,
    network: Option<NetworkView>,
) -> Result<ItemView, Problem> {
    let words = visit.words();
    let (kind, id) = match (&looked.report, &looked.subject) {
        (Some(report), _) => ("report", report.id),
        (None, Some(subject)) => ("comment", subject.id),
        (None, None) => return Err(Problem::NotFound),
    };
    let status = looked.subject.as_ref().map_or("", |subject| subject.status.as_str());
    let comment = looked.comment.as_ref();
    let post = match comment {
        Some(comment) => Post::find(&mut visit.scope(), comment.post_id)?,
        None => None,
    };
    let about = match (&looked.subject, post) {
        (Some(subject), Some(post)) => Some(Link::new(
            words.say_with("queue-under", &[("title", post.title.as_str().into())]),
            encoded_url(&subject.url),
        )),
        (Some(subject), None) => Some(Link::new(subject.title.clone(), encoded_url(&subject.url))),
        (None, _) => None,
    };
    let heading = match (&looked.report, comment) {
        (Some(report), _) => words.say_with(
            "item-report-heading",
            &[("reason", words.say(&format!("reason-{}", report.reason)).into())],
        ),
        (None, comment) => {
            let name = comment.map(|comment| comment.author_name.as_str()).unwrap_or_default();
            words.say_with("item-comment-heading", &[("name", name.into())])
        }
    };
    let is_open_report = looked
        .report
        .as_ref()
        .is_some_and(|report| report.state == ReportState::Open);
    let is_comment = comment.is_some();
    let is_shown = matches!(status, "approved" | "pending" | "published" | "private" | "scheduled");
    Ok(ItemView {
        form,
        action: format!("/manage/queue/{kind}/{id}"),
        heading,
        state: words.known(&format!("item-status-{status}")).unwrap_or_default(),
        when: words.when(
            looked
                .report
                .as_ref()
                .map(|report| report.created_at)
                .or(comment.map(|comment| comment.created_at))
                .unwrap_or(visit.now),
        ),
        byline: byline(visit, &words, looked)?,
        tags: comment
            .filter(|comment| comment.status != CommentStatus::Approved)
            .map(|comment| comment.held_because.as_str())
            .unwrap_or_default()
            .split(' ')
            .filter_map(|why| words.known(&format!("held-{why}")))
            .collect(),
        html: comment.map(|comment| comment.html.clone()).unwrap_or_default(),
        report_note: looked
            .report
            .as_ref()
            .map(|report| report.note.clone())
            .unwrap_or_default(),
        about,
        can_approve: is_comment && status != "approved",
        can_hide: is_shown,
        can_be_spam: is_comment && status != "spam",
        can_keep: is_open_report,
        has_network: comment.is_some_and(|comment| comment.network_mark.is_some()),
        network,
        person: concerned(visit, person, &words, looked)?,
        reasons: reasons(&words),
        pauses: spans(&words, &PAUSES),
        bans: spans(&words, &BANS),
        longest: LONGEST_WORDS,
    })
}

/// Numbers of days with their words.
fn spans(words: &Words<'_>, days: &[i64]) -> Vec<(String, String)> {
    days.iter()
        .map(|days| (days.to_string(), words.say(&format!("item-days-{days}"))))
        .collect()
}

fn byline(visit: &mut Visit<'_>, words: &Words<'_>, looked: &Looked) -> Result<String, Problem> {
    let Some(report) = &looked.report else {
        return Ok(match &looked.comment {
            Some(comment) if comment.account_id.is_none() => words.say("queue-guest"),
            _ => String::new(),
        });
    };
    let reporter: Option<Account> = match report.account_id {
        Some(id) => Account::find(visit.connection, id)?,
        None => None,
    };
    Ok(match reporter {
        Some(account) => words.say_with("queue-reported-by", &[("name", account.name.as_str().into())]),
        None => words.say("queue-reported-by-guest"),
    })
}

/// Whom it belongs to, and what was decided about them before.
fn concerned(
    visit: &mut Visit<'_>,
    person: &SignedIn,
    words: &Words<'_>,
    looked: &Looked,
) -> Result<Option<PersonView>, Problem> {
    let Some(id) = looked.subject.as_ref().and_then(|subject| subject.account) else {
        return Ok(None);
    };
    let Some(account) = Account::find(visit.connection, id)? else {
        return Ok(None);
    };
    let here = visit.current.id();
    let name = account.name.clone();
    let role = standing(visit.connection, account, here)?.role;
    let before = Sanction::of_account(&mut visit.scope(), id)?
        .into_iter()
        .map(|sanction| {
            let act = match sanction.kind {
                umbel_core::moderation::SanctionKind::Warning => ActKind::Warned,
                umbel_core::moderation::SanctionKind::Mute => ActKind::Muted,
                umbel_core::moderation::SanctionKind::Ban => ActKind::Banned,
            };
            format!(
                "{} · {}",
                words.say(&format!("moderated-{act}")),
                day(&words.when(sanction.created_at))
            )
        })
        .collect();
    Ok(Some(PersonView {
        name,
        can_act: role < person.standing.role,
        before,
    }))
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let full = ItemView {
        form: FormView::sample(FIELDS),
        action: "/manage/queue/comment/1".into(),
        heading: "Comment by Tomás".into(),
        state: "waits".into(),
        when: When::sample(),
        byline: "guest".into(),
        tags: vec!["first time here".into()],
        html: "<p>See you there.</p>".into(),
        report_note: "This is my address.".into(),
        about: Some(Link::new("under What we learned", "/blog/river#comment-1")),
        can_approve: true,
        can_hide: true,
        can_be_spam: true,
        can_keep: true,
        has_network: true,
        network: Some(NetworkView {
            sentence: "It shares a network with 3 other accounts here.".into(),
            guests: Some("2 more comments by guests came from there.".into()),
        }),
        person: Some(PersonView {
            name: "Tomás".into(),
            can_act: true,
            before: vec!["warned · 22 Nov 2026".into()],
        }),
        reasons: vec![("spam".into(), "Advertising".into())],
        pauses: vec![("7".into(), "One week".into())],
        bans: vec![("0".into(), "Until it is taken back".into())],
        longest: LONGEST_WORDS,
    };
    let bare = ItemView {
        state: String::new(),
        byline: String::new(),
        tags: Vec::new(),
        html: String::new(),
        report_note: String::new(),
        about: None,
        can_approve: false,
        can_hide: false,
        can_be_spam: false,
        can_keep: false,
        has_network: false,
        network: None,
        person: None,
        ..full.clone()
    };
    let above = ItemView {
        person: Some(PersonView {
            name: "Nora".into(),
            can_act: false,
            before: Vec::new(),
        }),
        network: Some(NetworkView {
            sentence: "Nobody.".into(),
            guests: None,
        }),
        ..full.clone()
    };
    vec![
        workplace::sample("moderation/item.html", &full),
        workplace::sample("moderation/item.html", &bare),
        workplace::sample("moderation/item.html", &above),
    ]
}
