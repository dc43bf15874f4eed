//! Saying that something should be looked at: anything that can be seen, by anybody.

use aggregator::comments::tell_moderators;
use aggregator::tree_changes::Letters;
use serde::Serialize;
use umbel_core::moderation::{LONGEST_WORDS, Reason, Report, ReportState, SubjectKind};
use umbel_core::people::{Limit, SignedIn, take};
use umbel_core::{Error, Id, SiteWrite};
use umbel_web_kit::feature::sample;
use umbel_web_kit::guests::{self, StampFault};
use umbel_web_kit::i18n::Words;
use umbel_web_kit::path::query_value;
use umbel_web_kit::stones::Link;
use umbel_web_kit::{Answer, Form, FormView, PageHead, Problem, Visit};

use crate::parts::{reasons, written};
use crate::queue::encoded_url;
use crate::subject::{self, Subject};

const FIELDS: &[&str] = &["what", "reason", "note", "stamp"];
const HOUR: i64 = 3_600;
const NETWORK: Limit = limit("report-network", 5, HOUR);
const NETWORK_A_DAY: Limit = limit("report-network", 20, 24 * HOUR);
const ACCOUNT: Limit = limit("report-account", 10, HOUR);

const fn limit(name: &'static str, most: i64, seconds: i64) -> Limit {
    Limit { name, most, seconds }
}

/// `moderation/report.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ReportView {
    form: FormView,
    action: String,
    about: Link,
    /// What the one who is signed in is called; none for guests.
    name: Option<String>,
    sign_in_url: String,
    reasons: Vec<(String, String)>,
    longest: usize,
}

/// `moderation/report_sent.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ReportSentView {
    hears: bool,
    /// What was reported, when it still can be seen and is not the whole site.
    about: Option<Link>,
}

/// `/report`: for everybody.
pub(crate) fn as_guest(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    report(visit, None)
}

/// `/report/by-name`: for those who are signed in, who hear what comes of it.
pub(crate) fn by_name(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    guests::must_be_let_in(visit)?;
    report(visit, Some(person))
}

/// `/report/sent`
pub(crate) fn sent(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let now = visit.now;
    let about = match visit.asked("what").and_then(subject::parse) {
        Some((kind, id)) if kind != SubjectKind::Site => Subject::visible(&mut visit.scope(), kind, id, now)?,
        _ => None,
    };
    let view = ReportSentView {
        hears: visit.asked("how") == Some("by-name"),
        about: about.map(|subject| subject_link(&visit.words(), &subject)),
    };
    let title = visit.words().say("report-sent-heading");
    visit.page("moderation/report_sent.html", head(title), &view)
}

fn report(visit: &mut Visit<'_>, person: Option<&SignedIn>) -> Result<Answer, Problem> {
    let mut form = FormView::new(visit, FIELDS);
    let what = match &visit.form {
        Some(sent) => sent.text("what").to_owned(),
        None => visit.asked("what").unwrap_or("site").to_owned(),
    };
    let now = visit.now;
    let (kind, id) = subject::parse(&what).ok_or(Problem::NotFound)?;
    // What cannot be seen is as good as missing.
    let subject = Subject::visible(&mut visit.scope(), kind, id, now)?.ok_or(Problem::NotFound)?;
    form.put("what", &what);
    let words = visit.words();
    match visit.form.clone() {
        None => form.put("stamp", &guests::stamp(visit)),
        Some(sent) => {
            if let Some(report) = read(visit, &sent, &mut form, person, &subject)? {
                match keep(visit, person, &report) {
                    Ok(()) => {
                        let how = if person.is_some() { "by-name" } else { "guest" };
                        return Ok(Answer::GoOn(format!(
                            "/report/sent?how={how}&what={}",
                            query_value(&what)
                        )));
                    }
                    Err(Error::TooOften) => form.say(words.say("report-too-often")),
                    Err(error) => return Err(error.into()),
                }
            }
        }
    }
    let view = ReportView {
        form,
        action: match person {
            Some(_) => "/report/by-name".into(),
            None => "/report".into(),
        },
        about: subject_link(&words, &subject),
        name: person.map(|person| person.standing.account.name.clone()),
        sign_in_url: format!("/report/by-name?what={}", query_value(&what)),
        reasons: reasons(&words),
        longest: LONGEST_WORDS,
    };
    visit.page("moderation/report.html", head(words.say("report-heading")), &view)
}

fn subject_link(words: &Words<'_>, subject: &Subject) -> Link {
    let text = match subject.kind {
        SubjectKind::Site => words.say("report-about-site"),
        _ if subject.title.trim().is_empty() => words.say("untitled"),
        _ => subject.title.clone(),
    };
    Link::new(text, encoded_url(&subject.url))
}

/// The report, when what was typed can be taken; else a sentence stands beside what cannot.
fn read(
    visit: &mut Visit<'_>,
    sent: &Form,
    form: &mut FormView,
    person: Option<&SignedIn>,
    subject: &Subject,
) -> Result<Option<Report>, Problem> {
    let words = visit.words();
    let reason: Option<Reason> = sent.text("reason").parse().ok();
    if reason.is_none() {
        form.refuse("reason", words.say("report-reason-wrong"));
    }
    let note = written(form, &words, "note");
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
    let Some(reason) = reason.filter(|_| form.is_fine()) else {
        return Ok(None);
    };
    let now = visit.now;
    // What fills in a field that nobody sees is a program: its report is put away at once.
    let is_trapped = person.is_none() && guests::is_trapped(sent);
    Ok(Some(Report {
        site_id: visit.current.id(),
        id: Id::new(now),
        subject: subject.kind,
        subject_id: subject.id,
        title: subject.title.clone(),
        url: subject.url.clone(),
        reason,
        note,
        account_id: person.map(|person| person.standing.account.id),
        network_mark: match &visit.browser.network {
            Some(_) => Some(guests::network_mark(visit)?),
            None => None,
        },
        state: if is_trapped {
            ReportState::Settled
        } else {
            ReportState::Open
        },
        created_at: now,
        settled_at: is_trapped.then_some(now),
    }))
}

fn keep(visit: &Visit<'_>, person: Option<&SignedIn>, report: &Report) -> umbel_core::Result<()> {
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
            is_left = is_left && take(write, &ACCOUNT, &person.standing.account.id.to_string())?;
        }
        if !is_left {
            return Err(Error::TooOften);
        }
        let site = &mut SiteWrite::new(report.site_id, write);
        Report::insert(site, report)?;
        if report.state == ReportState::Open {
            tell_moderators(site, &letters)?;
        }
        Ok(())
    })
}

fn head(title: String) -> PageHead {
    PageHead {
        noindex: true,
        ..PageHead::new(title, "/report")
    }
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let guest = ReportView {
        form: FormView::sample(FIELDS),
        action: "/report".into(),
        about: Link::new("Tomás: See you there", "/blog/river#comment-1"),
        name: None,
        sign_in_url: "/report/by-name?what=comment%3A1".into(),
        reasons: vec![("spam".into(), "Advertising".into())],
        longest: LONGEST_WORDS,
    };
    let own = ReportView {
        name: Some("Ana".into()),
        ..guest.clone()
    };
    vec![
        sample("moderation/report.html", &guest),
        sample("moderation/report.html", &own),
        sample(
            "moderation/report_sent.html",
            &ReportSentView {
                hears: true,
                about: Some(Link::new("At the river", "/blog/river")),
            },
        ),
        sample(
            "moderation/report_sent.html",
            &ReportSentView {
                hears: false,
                about: None,
            },
        ),
    ]
}
