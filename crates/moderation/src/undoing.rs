//! Taking acts back, by whoever did them or by whoever looked at them again.

use aggregator::comments::address;
use aggregator::feeds::Entry;
use aggregator::tree_changes::Letters;
use umbel_core::content::{Comment, CommentStatus, Status};
use umbel_core::mail::{Message, enqueue};
use umbel_core::moderation::{ActKind, AppealState, ModerationAct, Report, Sanction, SubjectKind};
use umbel_core::people::{Account, Act, Membership, Role, Standing, record, standing};
use umbel_core::{Error, Result, SiteWrite};
use umbel_web_kit::World;

use crate::acting::{set_entry_hidden, set_event_status, set_post_status};

/// Takes an act back: everything is as it was before, and the reports it settled wait again.
///
/// # Errors
/// [`Error::NotFound`] when it was taken back already; [`Error::Refused`] for whom it concerns, and when somebody who
/// holds more did it.
pub(crate) fn undo(site: &mut SiteWrite<'_, '_>, world: &World, by: &Standing, act: &ModerationAct) -> Result<()> {
    if act.account_id == Some(by.account.id) && act.actor_id != act.account_id {
        return Err(Error::Refused);
    }
    if let Some(actor) = act.actor_id.filter(|actor| *actor != by.account.id)
        && let Some(account) = Account::find(site.connection(), actor)?
    {
        let here = site.site;
        if standing(site.connection(), account, here)?.role > by.role {
            return Err(Error::Refused);
        }
    }
    bring_back(site, by, act)?;
    Report::reopen(site, act.subject, act.subject_id, act.created_at)?;
    if act.appeal_state == Some(AppealState::Open) {
        ModerationAct::settle_appeal(site, act.id, by.account.id)?;
        tell_of_answer(site, world, act, AppealState::Reversed, "")?;
    }
    Ok(())
}

/// Decides about an appeal; what is taken back is as it was before.
///
/// # Errors
/// As [`ModerationAct::decide`].
pub(crate) fn decide(
    site: &mut SiteWrite<'_, '_>,
    world: &World,
    judge: &Standing,
    act: &ModerationAct,
    outcome: AppealState,
    reason: &str,
) -> Result<()> {
    let decided = ModerationAct::decide(site, judge, act.id, outcome, reason)?;
    record(
        site,
        Some(judge),
        Act::ModerationReviewed,
        &format!("{outcome}: {}", act.title),
        reason,
    )?;
    if outcome == AppealState::Reversed && decided.undone_at.is_none() {
        bring_back(site, judge, &decided)?;
    }
    tell_of_answer(site, world, act, outcome, reason)
}

fn bring_back(site: &mut SiteWrite<'_, '_>, by: &Standing, act: &ModerationAct) -> Result<()> {
    ModerationAct::mark_undone(site, act.id)?;
    let now = site.write.now;
    match act.act {
        ActKind::Approved | ActKind::Hidden | ActKind::Spam => match act.subject {
            SubjectKind::Comment => {
                let status: CommentStatus = act.before.parse()?;
                // It may be gone altogether meanwhile; then there is nothing to bring back.
                if Comment::find(&mut site.read(), act.subject_id)?.is_some() {
                    Comment::mark(site, act.subject_id, status)?;
                }
            }
            SubjectKind::Post | SubjectKind::Page => {
                set_post_status(site, act.subject_id, act.before.parse::<Status>()?, now)?;
            }
            SubjectKind::Event => set_event_status(site, act.subject_id, act.before.parse::<Status>()?, now)?,
            SubjectKind::Entry => {
                if Entry::find(&mut site.read(), act.subject_id)?.is_some() {
                    set_entry_hidden(site, act.subject_id, None)?;
                }
            }
            SubjectKind::Person | SubjectKind::Site => {}
        },
        ActKind::Warned | ActKind::Muted | ActKind::Banned => {
            Sanction::lift(site, act.id)?;
            if let Ok(role) = act.before.parse::<Role>()
                && let Some(account) = act.account_id
                && let Some(account) = Account::find(site.connection(), account)?
            {
                Membership::bring_back(site, by, &account, role)?;
            }
        }
        ActKind::Kept => {}
    }
    record(
        site,
        Some(by),
        Act::ModerationUndone,
        &format!("{}: {}", act.act, act.title),
        "",
    )
}

/// Tells whoever asked for another look what came of it.
fn tell_of_answer(
    site: &mut SiteWrite<'_, '_>,
    world: &World,
    act: &ModerationAct,
    outcome: AppealState,
    reason: &str,
) -> Result<()> {
    let Some(id) = act.account_id else { return Ok(()) };
    let Some(account) = Account::find(site.connection(), id)? else {
        return Ok(());
    };
    let address_of = |host: &str| world.origin.of(host);
    let letters = Letters {
        keys: &world.keys,
        address_of: &address_of,
    };
    let place = site.home()?;
    let message = Message::ModerationReviewed {
        place: place.name.clone(),
        outcome: outcome.to_string(),
        reason: (!reason.is_empty()).then(|| reason.to_owned()),
        link: format!("{}/moderation/{}", address(site, &letters)?, act.id),
    };
    let locale = account.locale.as_deref().unwrap_or(&place.locale);
    let to = account.address()?;
    enqueue(site.write, &world.keys, &to, locale, Some(place.id), &message)?;
    Ok(())
}
