//! What people with a role did: written in the transaction of the act, for the people concerned to read.

use diesel::prelude::*;

use super::memberships::Standing;
use crate::database::{SiteScope, SiteWrite};
use crate::schema::audit;
use crate::text_enum::text_enum;
use crate::{Id, Instant, Result, SiteId};

text_enum! {
    /// What was done.
    Act {
        /// The site was founded.
        Founded = "founded",
        /// Somebody was given a role.
        RoleGiven = "role-given",
        /// Somebody was invited.
        Invited = "invited",
        /// An invitation was taken back.
        InvitationWithdrawn = "invitation-withdrawn",
        /// Somebody accepted an invitation.
        Joined = "joined",
        /// Somebody's wish to join was declined.
        JoinDeclined = "join-declined",
        /// Somebody left.
        Left = "left",
        /// Somebody was removed.
        Removed = "removed",
        /// Somebody appointed a successor and stepped down.
        HandedOver = "handed-over",
        /// How the site looks was changed.
        LookChanged = "look-changed",
        /// A feature was switched on.
        FeatureEnabled = "feature-enabled",
        /// A feature was switched off.
        FeatureDisabled = "feature-disabled",
        /// Which features sites may have was changed.
        OfferChanged = "offer-changed",
        /// Name, language, place or topics were changed.
        SettingsChanged = "settings-changed",
        /// Who may start sites was changed.
        StartModeChanged = "start-mode-changed",
        /// A request for a site was granted.
        SiteGranted = "site-granted",
        /// A request for a site was declined.
        SiteDeclined = "site-declined",
        /// The site was archived.
        Archived = "archived",
        /// The site was opened again.
        Restored = "restored",
        /// The site was closed by an admin.
        Suspended = "suspended",
        /// The site was opened to its members only.
        Hidden = "hidden",
        /// Somebody asked for another look at a suspension.
        Appealed = "appealed",
        /// The site moved to another network.
        Moved = "moved",
        /// The site got another address.
        Renamed = "renamed",
        /// A domain was named.
        DomainNamed = "domain-named",
        /// A domain proved to belong to the site.
        DomainProved = "domain-proved",
        /// A domain was given up or no longer proves anything.
        DomainDetached = "domain-detached",
        /// How much may be uploaded was changed.
        QuotaSet = "quota-set",
        /// A file was taken out of the library.
        MediaRemoved = "media-removed",
        /// The site was made a template, or no longer is one.
        TemplateMarked = "template-marked",
        /// A moderator acted.
        Moderated = "moderated",
        /// A moderator's act was taken back.
        ModerationUndone = "moderation-undone",
        /// Somebody decided about an appeal against a moderator's act.
        ModerationReviewed = "moderation-reviewed",
        /// A moderator looked who shares a network.
        NetworkLooked = "network-looked",
        /// Which comments wait was changed.
        CommentRulesChanged = "comment-rules-changed",
        /// A topic or tag was added.
        TopicAdded = "topic-added",
        /// A topic or tag was given another name.
        TopicRenamed = "topic-renamed",
        /// Two topics or tags were made one.
        TopicsMerged = "topics-merged",
        /// A topic or tag was removed.
        TopicRemoved = "topic-removed",
        /// A menu was changed.
        MenuArranged = "menu-arranged",
        /// Pages were put into another order.
        PagesArranged = "pages-arranged",
        /// How far up something shows was changed.
        ReachChanged = "reach-changed",
        /// Something was submitted for review.
        PostSubmitted = "post-submitted",
        /// Something was published.
        PostPublished = "post-published",
        /// Something will be published at its time.
        PostScheduled = "post-scheduled",
        /// Something is shown to members alone.
        PostForMembers = "post-for-members",
        /// Something was taken back.
        PostTakenBack = "post-taken-back",
        /// Something that shows, or that somebody else wrote, was changed.
        PostChanged = "post-changed",
        /// Something was thrown away.
        PostBinned = "post-binned",
        /// Something was brought back.
        PostRestored = "post-restored",
        /// Something was deleted for good.
        PostDeleted = "post-deleted",
        /// A link for somebody without an account was made.
        PreviewShared = "preview-shared",
        /// That link was made void.
        PreviewRevoked = "preview-revoked",
        /// The site was packed up to be taken along.
        Packed = "packed",
        /// What was packed elsewhere was brought in.
        BroughtIn = "brought-in",
        /// Somebody erased their account.
        Erased = "erased",
    }
}

/// One line of a place's log.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = audit, treat_none_as_default_value = false)]
pub struct AuditEntry {
    /// The place.
    pub site_id: SiteId,
    /// Its identifier within the place.
    pub id: Id,
    /// Who did it; none when the command line or the worker did.
    pub actor_id: Option<Id>,
    /// What they were called then.
    pub actor_name: String,
    /// What was done.
    pub act: Act,
    /// To whom or what.
    pub subject: String,
    /// Why, in the actor's words; may be empty.
    pub reason: String,
    /// When.
    pub created_at: Instant,
}

/// Writes a line into a place's log.
///
/// # Errors
/// When the database refuses.
pub fn record(
    site: &mut SiteWrite<'_, '_>,
    by: Option<&Standing>,
    act: Act,
    subject: &str,
    reason: &str,
) -> Result<()> {
    let entry = AuditEntry {
        site_id: site.site,
        id: Id::new(site.write.now),
        actor_id: by.map(|by| by.account.id),
        actor_name: by.map(|by| by.account.name.clone()).unwrap_or_default(),
        act,
        subject: subject.to_owned(),
        reason: reason.to_owned(),
        created_at: site.write.now,
    };
    diesel::insert_into(audit::table)
        .values(&entry)
        .execute(site.connection())?;
    Ok(())
}

impl AuditEntry {
    /// A place's log from the newest on, those before `before` only.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn newest(scope: &mut SiteScope<'_>, before: Option<Id>, limit: i64) -> Result<Vec<Self>> {
        let mut query = audit::table.filter(audit::site_id.eq(scope.site)).into_boxed();
        if let Some(before) = before {
            query = query.filter(audit::id.lt(before));
        }
        Ok(query.order(audit::id.desc()).limit(limit).load(scope.connection)?)
    }
}
