//! What waits for somebody: shown first in the workplace.

use serde::Serialize;
use umbel_core::content::{Comment, CommentStatus, pending_count};
use umbel_core::moderation::{ModerationAct, Report};
use umbel_core::people::{JoinRequest, Membership, Role, SignedIn};
use umbel_core::tree::{SiteKind, SiteRequest, SiteStatus};
use umbel_web_kit::{Problem, Visit};

/// The most that are counted; beyond that there is enough to do.
const MOST: i64 = 100;

/// Something that waits.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Waiting {
    pub(crate) sentence: String,
    pub(crate) link: String,
    pub(crate) link_text: String,
}

/// Everything that waits for this person here.
pub(crate) fn of(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Vec<Waiting>, Problem> {
    let mut all = Vec::new();
    let words = visit.words();
    let now = visit.now;
    let mut add = |key: &str, count: i64, link: &str| {
        if count > 0 {
            all.push(Waiting {
                sentence: words.say_with(&format!("waiting-{key}"), &[("count", count.into())]),
                link: link.to_owned(),
                link_text: words.say("waiting-look"),
            });
        }
    };
    if person.standing.is_at_least(Role::Editor) {
        add(
            "pending-posts",
            pending_count(&mut visit.scope())?.min(MOST),
            "/manage/posts?state=pending",
        );
    }
    if person.standing.is_at_least(Role::Editor) {
        let appeals = ModerationAct::appealed(&mut visit.scope(), MOST)?;
        let appeals = appeals
            .iter()
            .filter(|act| act.may_be_judged_by(&person.standing))
            .count();
        add(
            "moderation-appeals",
            i64::try_from(appeals).unwrap_or(MOST),
            "/manage/queue",
        );
        let reports = Report::count_open(&mut visit.scope())?;
        add("reports", reports, "/manage/queue?show=reports");
        let comments = Comment::count_with_status(&mut visit.scope(), CommentStatus::Pending)?;
        add("comments", comments, "/manage/queue?show=comments");
    }
    if person.standing.is_at_least(Role::Manager) {
        let is_closed = visit.current.here.site.status == SiteStatus::Suspended;
        add("suspended", i64::from(is_closed), "/manage/appeal");
        let joining = JoinRequest::waiting(&mut visit.scope(), MOST)?.len();
        add(
            "join-requests",
            i64::try_from(joining).unwrap_or(MOST),
            "/manage/people",
        );
    }
    if visit.current.here.site.kind != SiteKind::Site && person.standing.is_at_least(Role::NetworkAdmin) {
        let wishes = SiteRequest::waiting(&mut visit.scope(), MOST)?.len();
        add(
            "site-requests",
            i64::try_from(wishes).unwrap_or(MOST),
            "/manage/requests",
        );
    }
    if visit.current.here.site.kind == SiteKind::Network && person.standing.is_at_least(Role::NetworkAdmin) {
        let orphans = Membership::sites_without_manager(&mut visit.scope(), now, MOST)?.len();
        add(
            "sites-without-manager",
            i64::try_from(orphans).unwrap_or(MOST),
            "/manage/sites?show=without-manager",
        );
    }
    Ok(all)
}
