//! Doing what moderators decide: the thing itself, the act, the log, the mails, and the reports it settles, in one
//! transaction.

use aggregator::comments::{address, tell_about};
use aggregator::feeds::Entry;
use aggregator::publication;
use aggregator::tree_changes::Letters;
use umbel_core::content::{Comment, CommentStatus, Event, Post, Status};
use umbel_core::mail::{Message, ModerationNotice, enqueue};
use umbel_core::moderation::{
    ActKind, LONGEST_WORDS, ModerationAct, Reason, Report, Sanction, SanctionKind, SubjectKind,
};
use umbel_core::people::{Account, Act, Membership, Standing, record, standing};
use umbel_core::time::zone_or_utc;
use umbel_core::{Error, Id, Instant, Result, SiteWrite};
use umbel_web_kit::World;
use umbel_web_kit::i18n::Words;

use crate::subject::Subject;

const DAY_SECONDS: i64 = 24 * 3_600;
/// The longest time that can be chosen, in days.
pub(crate) const MOST_DAYS: i64 = 365;

/// What a moderator decides.
#[derive(Clone, Debug)]
pub(crate) struct Deed {
    pub(crate) act: ActKind,
    pub(crate) reason: Reason,
    /// What is said to whom it concerns.
    pub(crate) note: String,
    /// For how many days; none for until it is taken back.
    pub(crate) days: Option<i64>,
}

impl Deed {
    /// A deed that needs no words.
    pub(crate) const fn plain(act: ActKind, reason: Reason) -> Self {
        Self {
            act,
            reason,
            note: String::new(),
            days: None,
        }
    }
}

/// Does it, and returns the act.
///
/// # Errors
/// [`Error::NotFound`] when the thing is gone, or what is wanted is so already; [`Error::Refused`] when somebody
/// concerned holds as much here; [`Error::Invalid`] when it cannot be done to this kind of thing.
pub(crate) fn act(
    site: &mut SiteWrite<'_, '_>,
    world: &World,
    by: &Standing,
    target: (SubjectKind, Id),
    deed: &Deed,
) -> Result<ModerationAct> {
    let subject = Subject::find(&mut site.read(), target.0, target.1)?.ok_or(Error::NotFound("it"))?;
    if deed.note.chars().count() > LONGEST_WORDS {
        return Err(Error::Invalid(format!("write at most {LONGEST_WORDS} characters")));
    }
    let now = site.write.now;
    let address_of = |host: &str| world.origin.of(host);
    let letters = Letters {
        keys: &world.keys,
        address_of: &address_of,
    };
    let mut act = ModerationAct {
        title: subject.title.clone(),
        account_id: subject.account,
        reason: deed.reason,
        note: deed.note.clone(),
        before: subject.status.clone(),
        ..ModerationAct::of(by, deed.act, subject.kind, subject.id, now)
    };
    let ends_at = deed.days.map(|days| now.plus_seconds(days * DAY_SECONDS));
    match deed.act {
        ActKind::Approved => show_comment(site, &letters, &subject)?,
        ActKind::Hidden => hide(site, &subject, now)?,
        ActKind::Spam => mark_comment(site, &subject, CommentStatus::Spam)?,
        ActKind::Kept => {}
        ActKind::Warned => sanction(site, by, &mut act, SanctionKind::Warning, None)?,
        ActKind::Muted => {
            let ends_at = ends_at.ok_or_else(|| Error::Invalid("a pause ends some day".into()))?;
            sanction(site, by, &mut act, SanctionKind::Mute, Some(ends_at))?;
        }
        ActKind::Banned => sanction(site, by, &mut act, SanctionKind::Ban, ends_at)?,
    }
    let settled = Report::settle(site, subject.kind, subject.id)?;
    if deed.act == ActKind::Kept && settled.is_empty() {
        return Err(Error::NotFound("the report"));
    }
    let waits_since = if subject.status == CommentStatus::Pending.as_str() {
        Some(subject.created_at)
    } else {
        settled.iter().map(|report| report.created_at).min()
    };
    act.waited_seconds = waits_since.map(|since| (now.seconds() - since.seconds()).max(0));
    ModerationAct::insert(site, &act)?;
    record(
        site,
        Some(by),
        Act::Moderated,
        &format!("{}: {}", act.act, act.title),
        &act.note,
    )?;
    tell_person(site, world, &letters, by, &act, ends_at)?;
    tell_reporters(site, &letters, &act, &settled)?;
    Ok(act)
}

/// Shows a comment that waited or was put away, and tells whom it concerns.
fn show_comment(site: &mut SiteWrite<'_, '_>, letters: &Letters<'_>, subject: &Subject) -> Result<()> {
    mark_comment(site, subject, CommentStatus::Approved)?;
    if let Some(comment) = Comment::find(&mut site.read(), subject.id)? {
        tell_about(site, letters, &comment)?;
    }
    Ok(())
}

fn mark_comment(site: &mut SiteWrite<'_, '_>, subject: &Subject, status: CommentStatus) -> Result<()> {
    if subject.kind != SubjectKind::Comment {
        return Err(Error::Invalid("only comments are approved or spam".into()));
    }
    if subject.status == status.as_str() {
        // Somebody else was faster.
        return Err(Error::NotFound("the comment"));
    }
    Comment::mark(site, subject.id, status)
}

fn hide(site: &mut SiteWrite<'_, '_>, subject: &Subject, now: Instant) -> Result<()> {
    match subject.kind {
        SubjectKind::Comment => mark_comment(site, subject, CommentStatus::Trashed),
        SubjectKind::Post | SubjectKind::Page => {
            must_be_shown(subject)?;
            publication::unpublish(site, subject.id, now)?;
            Ok(())
        }
        SubjectKind::Event => {
            must_be_shown(subject)?;
            set_event_status(site, subject.id, Status::Draft, now)
        }
        SubjectKind::Entry => {
            must_be_shown(subject)?;
            set_entry_hidden(site, subject.id, Some(now))
        }
        SubjectKind::Person | SubjectKind::Site => Err(Error::Invalid("people and sites are not hidden".into())),
    }
}

fn must_be_shown(subject: &Subject) -> Result<()> {
    if [Status::Published, Status::Private, Status::Scheduled]
        .iter()
        .any(|status| status.as_str() == subject.status)
    {
        Ok(())
    } else {
        Err(Error::NotFound("it"))
    }
}

/// Gives an event another status, and brings news and search into agreement.
pub(crate) fn set_event_status(site: &mut SiteWrite<'_, '_>, id: Id, status: Status, now: Instant) -> Result<()> {
    let mut event = Event::find(&mut site.read(), id)?.ok_or(Error::NotFound("the event"))?;
    event.status = status;
    event.save(site)?;
    publication::renew_event(site, &event, now)
}

/// Takes an entry of an outside source off this site and off the news, or shows it again.
pub(crate) fn set_entry_hidden(site: &mut SiteWrite<'_, '_>, id: Id, hidden_at: Option<Instant>) -> Result<()> {
    Entry::set_hidden(site, id, hidden_at)?;
    let (entry, feed) = Entry::find(&mut site.read(), id)?.ok_or(Error::NotFound("the entry"))?;
    let now = site.write.now;
    publication::renew_entry(site, &feed, &entry, now)
}

/// Gives a post another status, and brings news and search into agreement.
pub(crate) fn set_post_status(site: &mut SiteWrite<'_, '_>, id: Id, status: Status, now: Instant) -> Result<()> {
    let mut post = Post::find(&mut site.read(), id)?.ok_or(Error::NotFound("the post"))?;
    post.status = status;
    post.version += 1;
    post.save(site)?;
    publication::renew_post(site, &post, now)
}

/// Writes down what somebody may not do; a ban ends their part here.
fn sanction(
    site: &mut SiteWrite<'_, '_>,
    by: &Standing,
    act: &mut ModerationAct,
    kind: SanctionKind,
    ends_at: Option<Instant>,
) -> Result<()> {
    let account = act
        .account_id
        .ok_or_else(|| Error::Invalid("it was written without an account".into()))?;
    let here = site.site;
    let account = Account::find(site.connection(), account)?.ok_or(Error::NotFound("the account"))?;
    let concerned = standing(site.connection(), account.clone(), here)?;
    // Nobody silences their equals, or themselves: it would end in a war of editors.
    if concerned.role >= by.role {
        return Err(Error::Refused);
    }
    act.before = String::new();
    if kind == SanctionKind::Ban
        && let Some(role) = Membership::end(site, account.id)?
    {
        act.before = role.to_string();
    }
    Sanction::insert(
        site,
        &Sanction {
            site_id: here,
            id: act.id,
            account_id: account.id,
            kind,
            reason: act.reason.to_string(),
            created_at: act.created_at,
            ends_at,
            lifted_at: None,
        },
    )
}

/// Tells whom it concerns what was decided, and where they can ask for another look.
fn tell_person(
    site: &mut SiteWrite<'_, '_>,
    world: &World,
    letters: &Letters<'_>,
    by: &Standing,
    act: &ModerationAct,
    ends_at: Option<Instant>,
) -> Result<()> {
    let what = match act.act {
        ActKind::Approved | ActKind::Kept => return Ok(()),
        ActKind::Hidden | ActKind::Spam => ModerationNotice::Hidden,
        ActKind::Warned => ModerationNotice::Warned,
        ActKind::Muted => ModerationNotice::Muted,
        ActKind::Banned => ModerationNotice::Banned,
    };
    let Some(id) = act.account_id.filter(|id| *id != by.account.id) else {
        return Ok(());
    };
    let Some(account) = Account::find(site.connection(), id)? else {
        return Ok(());
    };
    let place = site.home()?;
    let locale = account.locale.clone().unwrap_or_else(|| place.locale.clone());
    let words = Words::new(
        world.themes.languages(),
        &locale,
        zone_or_utc(&place.time_zone),
        act.created_at,
    );
    let message = Message::Moderated {
        place: place.name.clone(),
        what,
        title: act.title.clone(),
        until: ends_at.map(|moment| words.when(moment).long).unwrap_or_default(),
        reason: (!act.note.is_empty()).then(|| act.note.clone()),
        link: format!("{}/moderation/{}", address(site, letters)?, act.id),
    };
    let to = account.address()?;
    enqueue(site.write, letters.keys, &to, &locale, Some(place.id), &message)?;
    Ok(())
}

/// Tells those who reported it, and have an account, what came of it.
fn tell_reporters(
    site: &mut SiteWrite<'_, '_>,
    letters: &Letters<'_>,
    act: &ModerationAct,
    settled: &[Report],
) -> Result<()> {
    let place = site.home()?;
    let mut told: Vec<Id> = Vec::new();
    for report in settled {
        let Some(id) = report.account_id.filter(|id| !told.contains(id)) else {
            continue;
        };
        told.push(id);
        let Some(account) = Account::find(site.connection(), id)? else {
            continue;
        };
        let outcome = match act.act {
            ActKind::Kept | ActKind::Approved => "kept",
            _ => "acted",
        };
        let message = Message::ReportSettled {
            place: place.name.clone(),
            title: report.title.clone(),
            outcome: outcome.into(),
            link: format!("{}/transparency", address(site, letters)?),
        };
        let locale = account.locale.as_deref().unwrap_or(&place.locale);
        let to = account.address()?;
        enqueue(site.write, letters.keys, &to, locale, Some(place.id), &message)?;
    }
    Ok(())
}
