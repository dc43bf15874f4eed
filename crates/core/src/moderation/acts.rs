//! What moderators did, and what became of it when somebody asked for another look.

use diesel::prelude::*;

use crate::database::{SiteScope, SiteWrite};
use crate::people::{Account, Membership, Role, Standing};
use crate::schema::{accounts, memberships, moderation_acts};
use crate::text_enum::text_enum;
use crate::tree::Site;
use crate::{Connection, Error, Id, Instant, Result, SiteId};

/// The longest note, appeal or answer, in characters.
pub const LONGEST_WORDS: usize = 2_000;

text_enum! {
    /// What was done.
    ActKind {
        /// A comment that waited is shown.
        Approved = "approved",
        /// Something is no longer shown.
        Hidden = "hidden",
        /// A comment was put away as spam.
        Spam = "spam",
        /// Something was reported, and is all right.
        Kept = "kept",
        /// Somebody was told that something was not all right.
        Warned = "warned",
        /// Somebody may not write for a while.
        Muted = "muted",
        /// Somebody may not belong here any more.
        Banned = "banned",
    }
}

text_enum! {
    /// What kind of thing is reported or moderated.
    SubjectKind {
        /// A post.
        Post = "post",
        /// A page.
        Page = "page",
        /// A comment.
        Comment = "comment",
        /// An event.
        Event = "event",
        /// An entry of an outside source that the site shows.
        Entry = "entry",
        /// Somebody who writes here, by their author's number.
        Person = "person",
        /// The site as a whole.
        Site = "site",
    }
}

text_enum! {
    /// Why something is reported or moderated.
    Reason {
        /// Advertising.
        Spam = "spam",
        /// It attacks people for what they are.
        Hate = "hate",
        /// It goes after somebody.
        Harassment = "harassment",
        /// It tells what somebody wants to keep private.
        Private = "private",
        /// It calls for harm, or puts somebody in danger.
        Danger = "danger",
        /// It is not true, or not who it says it is.
        False = "false",
        /// It does not belong there.
        OffTopic = "off-topic",
        /// Something else.
        Other = "other",
    }
}

text_enum! {
    /// What became of an appeal.
    AppealState {
        /// It waits.
        Open = "open",
        /// The act stands.
        Upheld = "upheld",
        /// The act was taken back.
        Reversed = "reversed",
    }
}

impl ActKind {
    /// Whether it takes something from somebody, who may then ask for another look.
    #[must_use]
    pub const fn can_be_appealed(self) -> bool {
        matches!(
            self,
            Self::Hidden | Self::Spam | Self::Warned | Self::Muted | Self::Banned
        )
    }
}

/// One act of moderation.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = moderation_acts, treat_none_as_default_value = false)]
pub struct ModerationAct {
    /// The site.
    pub site_id: SiteId,
    /// Its identifier within the site.
    pub id: Id,
    /// Who did it; none once their account is gone.
    pub actor_id: Option<Id>,
    /// What they were called then.
    pub actor_name: String,
    /// What was done.
    pub act: ActKind,
    /// To what kind of thing.
    pub subject: SubjectKind,
    /// To which one.
    pub subject_id: Id,
    /// What it was, in a few words.
    pub title: String,
    /// Whom it concerns, when they have an account.
    pub account_id: Option<Id>,
    /// Why, in one word.
    pub reason: Reason,
    /// What was said about it to whom it concerns.
    pub note: String,
    /// What the subject was before: what undoing it brings back.
    pub before: String,
    /// How long it had waited to be looked at.
    pub waited_seconds: Option<i64>,
    /// When it was taken back.
    pub undone_at: Option<Instant>,
    /// When it was done.
    pub created_at: Instant,
    /// What was said against it.
    pub appeal_text: Option<String>,
    /// When that was said.
    pub appealed_at: Option<Instant>,
    /// What became of that.
    pub appeal_state: Option<AppealState>,
    /// Who decided about it.
    pub appeal_decided_by: Option<Id>,
    /// What they answered.
    pub appeal_reason: String,
    /// When they did.
    pub appeal_decided_at: Option<Instant>,
}

impl ModerationAct {
    /// An act of somebody's, not stored yet.
    #[must_use]
    pub fn of(by: &Standing, act: ActKind, subject: SubjectKind, subject_id: Id, now: Instant) -> Self {
        Self {
            site_id: by.site,
            id: Id::new(now),
            actor_id: Some(by.account.id),
            actor_name: by.account.name.clone(),
            act,
            subject,
            subject_id,
            title: String::new(),
            account_id: None,
            reason: Reason::Other,
            note: String::new(),
            before: String::new(),
            waited_seconds: None,
            undone_at: None,
            created_at: now,
            appeal_text: None,
            appealed_at: None,
            appeal_state: None,
            appeal_decided_by: None,
            appeal_reason: String::new(),
            appeal_decided_at: None,
        }
    }

    /// Adds an act.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn insert(site: &mut SiteWrite<'_, '_>, act: &Self) -> Result<()> {
        diesel::insert_into(moderation_acts::table)
            .values(act)
            .execute(site.connection())?;
        Ok(())
    }

    /// The act with this id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the site has none.
    pub fn find(scope: &mut SiteScope<'_>, id: Id) -> Result<Self> {
        moderation_acts::table
            .find((scope.site, id))
            .first(scope.connection)
            .optional()?
            .ok_or(Error::NotFound("the act"))
    }

    /// The acts of a site from the newest on, those before `before` only.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn newest(scope: &mut SiteScope<'_>, before: Option<Id>, limit: i64) -> Result<Vec<Self>> {
        let mut query = moderation_acts::table
            .filter(moderation_acts::site_id.eq(scope.site))
            .into_boxed();
        if let Some(before) = before {
            query = query.filter(moderation_acts::id.lt(before));
        }
        Ok(query
            .order(moderation_acts::id.desc())
            .limit(limit)
            .load(scope.connection)?)
    }

    /// The acts that concern a person here and took something from them, the newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn about(scope: &mut SiteScope<'_>, account: Id, limit: i64) -> Result<Vec<Self>> {
        let kinds: Vec<ActKind> = ActKind::ALL
            .iter()
            .copied()
            .filter(|kind| kind.can_be_appealed())
            .collect();
        Ok(moderation_acts::table
            .filter(moderation_acts::account_id.eq(account))
            .filter(moderation_acts::site_id.eq(scope.site))
            .filter(moderation_acts::act.eq_any(kinds))
            .order(moderation_acts::id.desc())
            .limit(limit)
            .load(scope.connection)?)
    }

    /// The appeals that wait, the newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn appealed(scope: &mut SiteScope<'_>, limit: i64) -> Result<Vec<Self>> {
        Ok(moderation_acts::table
            .filter(moderation_acts::site_id.eq(scope.site))
            .filter(moderation_acts::appeal_state.eq(Some(AppealState::Open)))
            .order(moderation_acts::id.desc())
            .limit(limit)
            .load(scope.connection)?)
    }

    /// Whether this person may decide about the appeal: not the one who acted, nor the one it concerns.
    #[must_use]
    pub fn may_be_judged_by(&self, judge: &Standing) -> bool {
        judge.site == self.site_id
            && judge.is_at_least(Role::Editor)
            && self.actor_id != Some(judge.account.id)
            && self.account_id != Some(judge.account.id)
    }

    /// Remembers that an act was taken back.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the site has none, or it was taken back already.
    pub fn mark_undone(site: &mut SiteWrite<'_, '_>, id: Id) -> Result<()> {
        let (here, now) = (site.site, site.write.now);
        let changed = diesel::update(
            moderation_acts::table
                .find((here, id))
                .filter(moderation_acts::undone_at.is_null()),
        )
        .set(moderation_acts::undone_at.eq(Some(now)))
        .execute(site.connection())?;
        if changed == 1 {
            Ok(())
        } else {
            Err(Error::NotFound("the act"))
        }
    }

    /// Asks for another look: once, and only by whom it concerns.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not concern them; [`Error::Taken`] when they have asked already or it was taken
    /// back; [`Error::Invalid`] when nothing or too much is said.
    pub fn appeal(site: &mut SiteWrite<'_, '_>, id: Id, account: Id, text: &str) -> Result<Self> {
        let text = text.trim();
        if text.is_empty() || text.chars().count() > LONGEST_WORDS {
            return Err(Error::Invalid(format!(
                "write between 1 and {LONGEST_WORDS} characters"
            )));
        }
        let act = Self::find(&mut site.read(), id)?;
        if act.account_id != Some(account) || !act.act.can_be_appealed() {
            return Err(Error::NotFound("the act"));
        }
        let (here, now) = (site.site, site.write.now);
        let changed = diesel::update(
            moderation_acts::table
                .find((here, id))
                .filter(moderation_acts::appealed_at.is_null())
                .filter(moderation_acts::undone_at.is_null()),
        )
        .set((
            moderation_acts::appeal_text.eq(Some(text)),
            moderation_acts::appealed_at.eq(Some(now)),
            moderation_acts::appeal_state.eq(Some(AppealState::Open)),
        ))
        .execute(site.connection())?;
        if changed != 1 {
            return Err(Error::Taken("another look was asked for already".into()));
        }
        Self::find(&mut site.read(), id)
    }

    /// Decides about an appeal. Taking the act itself back is the caller's.
    ///
    /// # Errors
    /// [`Error::Refused`] for the one who acted, the one it concerns, and those below editors; [`Error::NotFound`] when
    /// nothing waits (any more); [`Error::Invalid`] for an answer that is too long.
    pub fn decide(
        site: &mut SiteWrite<'_, '_>,
        judge: &Standing,
        id: Id,
        outcome: AppealState,
        reason: &str,
    ) -> Result<Self> {
        let act = Self::find(&mut site.read(), id)?;
        if !act.may_be_judged_by(judge) {
            return Err(Error::Refused);
        }
        if reason.chars().count() > LONGEST_WORDS || outcome == AppealState::Open {
            return Err(Error::Invalid(format!("write at most {LONGEST_WORDS} characters")));
        }
        let (here, now) = (site.site, site.write.now);
        let changed = diesel::update(
            moderation_acts::table
                .find((here, id))
                .filter(moderation_acts::appeal_state.eq(Some(AppealState::Open))),
        )
        .set((
            moderation_acts::appeal_state.eq(Some(outcome)),
            moderation_acts::appeal_decided_by.eq(Some(judge.account.id)),
            moderation_acts::appeal_reason.eq(reason),
            moderation_acts::appeal_decided_at.eq(Some(now)),
        ))
        .execute(site.connection())?;
        if changed != 1 {
            return Err(Error::NotFound("the appeal"));
        }
        Self::find(&mut site.read(), id)
    }

    /// Ends an appeal in favour of whoever asked, because the act itself was taken back.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn settle_appeal(site: &mut SiteWrite<'_, '_>, id: Id, by: Id) -> Result<()> {
        let (here, now) = (site.site, site.write.now);
        diesel::update(moderation_acts::table.find((here, id)))
            .set((
                moderation_acts::appeal_state.eq(Some(AppealState::Reversed)),
                moderation_acts::appeal_decided_by.eq(Some(by)),
                moderation_acts::appeal_decided_at.eq(Some(now)),
            ))
            .execute(site.connection())?;
        Ok(())
    }

    /// Who is asked about an appeal: those who moderate here, but neither the one who acted nor the one it concerns; when
    /// there is nobody, those who look after the nearest place above that has somebody.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn judges(&self, connection: &mut Connection) -> Result<Vec<Account>> {
        let is_judge = |account: &Account| Some(account.id) != self.actor_id && Some(account.id) != self.account_id;
        let mut found = moderators(&mut SiteScope::new(self.site_id, connection))?;
        found.retain(is_judge);
        for above in Site::ancestors(connection, self.site_id)? {
            if !found.is_empty() {
                break;
            }
            found = Membership::keepers(&mut SiteScope::new(above, connection))?;
            found.retain(is_judge);
        }
        Ok(found)
    }
}

/// Those who moderate a place, held there itself: editors and those who look after it.
///
/// # Errors
/// When the database refuses.
pub fn moderators(scope: &mut SiteScope<'_>) -> Result<Vec<Account>> {
    Ok(memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .filter(memberships::site_id.eq(scope.site))
        .filter(memberships::role.eq_any(vec![
            Role::Editor,
            Role::Manager,
            Role::NetworkAdmin,
            Role::UmbrellaAdmin,
        ]))
        .order(accounts::id)
        .select(accounts::all_columns)
        .load(scope.connection)?)
}
