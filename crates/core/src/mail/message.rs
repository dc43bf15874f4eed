//! What each mail is told. The words are found when it is sent, in the language of its reader.

use serde::{Deserialize, Serialize};

/// A mail: its kind, and the facts its words are made with.
///
/// Links are complete addresses made from the database's hosts. Names of roles are stored words such as `manager`. What
/// a person wrote (`note`, `reason`, `text`) may have several lines; everything else has one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Message {
    /// Somebody signed up with this address: is it theirs?
    VerifyEmail {
        /// What the reader is called.
        name: String,
        /// Says that the address is theirs.
        link: String,
    },
    /// The reader forgot the password.
    ResetPassword {
        /// What the reader is called.
        name: String,
        /// Where a new password is chosen.
        link: String,
    },
    /// Somebody signed up with an address that has an account.
    AccountExists {
        /// What the reader is called.
        name: String,
        /// Where they sign in.
        sign_in: String,
        /// Where they ask for a new password.
        reset: String,
    },
    /// Somebody asks the reader to take part.
    Invitation {
        /// Who asks.
        inviter: String,
        /// The umbrella, network or site.
        place: String,
        /// As what.
        role: String,
        /// Where the invitation is accepted.
        link: String,
        /// What the inviter adds.
        note: Option<String>,
    },
    /// Somebody would like to take part, to those who decide.
    JoinRequested {
        /// Who.
        person: String,
        /// Where.
        place: String,
        /// What they say about it.
        note: Option<String>,
        /// Where it is answered.
        link: String,
    },
    /// The answer to a request to take part.
    JoinAnswered {
        /// Where.
        place: String,
        /// Yes or no.
        accepted: JoinAnswer,
        /// What is said about it.
        reason: Option<String>,
        /// The place itself.
        link: String,
    },
    /// Somebody asks for a site, to those who decide.
    SiteRequested {
        /// Who.
        person: String,
        /// What the site would be called.
        site: String,
        /// The network.
        place: String,
        /// Where it is answered.
        link: String,
    },
    /// The reader's site is there.
    SiteApproved {
        /// What it is called.
        site: String,
        /// Where it is looked after.
        link: String,
    },
    /// The reader's site will not be.
    SiteDeclined {
        /// What it would have been called.
        site: String,
        /// The network.
        place: String,
        /// Why.
        reason: String,
    },
    /// A site was closed by a network or umbrella admin, to its managers.
    SiteSuspended {
        /// The site.
        site: String,
        /// Why.
        reason: String,
        /// Where its managers may object.
        appeal_link: String,
    },
    /// A closed site is open again, to its managers.
    SiteRestored {
        /// The site.
        site: String,
        /// The site's address.
        link: String,
    },
    /// The managers of a closed site object, to those who decide.
    AppealMade {
        /// The site.
        site: String,
        /// What they say.
        text: String,
        /// Where it is answered.
        link: String,
    },
    /// The reader has another role now.
    RoleChanged {
        /// Where.
        place: String,
        /// The new role.
        role: String,
        /// Who changed it.
        by: String,
        /// The place itself.
        link: String,
    },
    /// The reader does not belong to a place any more.
    Removed {
        /// Where.
        place: String,
        /// Who did it.
        by: String,
        /// Why.
        reason: Option<String>,
    },
    /// A place was put into the reader's hands.
    HandedOver {
        /// Which.
        place: String,
        /// By whom.
        by: String,
        /// Where it is looked after.
        link: String,
    },
    /// A site's own domain leads elsewhere, so the site answers at its other address, to its managers.
    DomainDetached {
        /// The site.
        site: String,
        /// The domain.
        domain: String,
        /// Where domains are looked after.
        link: String,
    },
    /// The reader's password was changed.
    PasswordChanged {
        /// What the reader is called.
        name: String,
        /// What to do when it was not them.
        link: String,
    },
    /// The reader's account has another address now; this goes to the old one.
    EmailChanged {
        /// What the reader is called.
        name: String,
        /// Where those who can help are found when it was not them.
        link: String,
    },
    /// The reader's second factor was changed.
    SecondFactorChanged {
        /// What the reader is called.
        name: String,
        /// What happened.
        what: SecondFactorChange,
        /// What to do when it was not them.
        link: String,
    },
    /// A site was packed up to be taken along, to those who look after it besides whoever packed it.
    SitePacked {
        /// The site.
        place: String,
        /// By whom.
        by: String,
        /// Where it is seen.
        link: String,
        /// Whether members' names and addresses are in it.
        what: PackedMembers,
    },
    /// The reader's account is erased. The last mail to this address.
    AccountErased {
        /// What the reader was called.
        name: String,
    },
    /// Somebody commented on the reader's post.
    CommentWritten {
        /// Who.
        person: String,
        /// The post.
        title: String,
        /// Where.
        place: String,
        /// What they wrote.
        text: String,
        /// The comment.
        link: String,
        /// Where these mails are switched off.
        stop_link: String,
    },
    /// Somebody answered the reader's comment.
    CommentAnswered {
        /// Who.
        person: String,
        /// The post.
        title: String,
        /// Where.
        place: String,
        /// What they wrote.
        text: String,
        /// The answer.
        link: String,
        /// Where these mails are switched off.
        stop_link: String,
    },
    /// Something waits for moderators; at most one an hour.
    QueueWaiting {
        /// Where.
        place: String,
        /// The queue.
        link: String,
        /// Where these mails are switched off.
        stop_link: String,
    },
    /// A moderator did something that concerns the reader.
    Moderated {
        /// Where.
        place: String,
        /// What was done.
        what: ModerationNotice,
        /// What it is about, in a few words.
        title: String,
        /// Until when, in words; empty when it does not end by itself.
        until: String,
        /// What the moderator says about it.
        reason: Option<String>,
        /// Where the reader sees it and may ask for another look.
        link: String,
    },
    /// Somebody asks for another look at what a moderator did, to those who decide.
    ModerationAppealed {
        /// Who.
        person: String,
        /// Where.
        place: String,
        /// What they say.
        text: String,
        /// Where it is answered.
        link: String,
    },
    /// The answer to that.
    ModerationReviewed {
        /// Where.
        place: String,
        /// `upheld` or `reversed`.
        outcome: String,
        /// What is said about it.
        reason: Option<String>,
        /// The act.
        link: String,
    },
    /// What came of something that the reader reported.
    ReportSettled {
        /// Where.
        place: String,
        /// What was reported.
        title: String,
        /// `acted` or `kept`.
        outcome: String,
        /// How the place is moderated.
        link: String,
    },
    /// Does mail work?
    Test {
        /// What the installation is called.
        umbrella: String,
    },
}

/// Whether members come along with a packed site. The stored word is also a part of the key of its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PackedMembers {
    /// Those who agreed to it.
    Along,
    /// None.
    Left,
}

/// The answer to a request to take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JoinAnswer {
    /// Welcome.
    Accepted,
    /// Not this time.
    Declined,
}

/// What a moderator did. The stored word is also a part of the key of its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ModerationNotice {
    /// Something of the reader's is no longer shown.
    Hidden,
    /// Something was not all right.
    Warned,
    /// The reader may not write for a while.
    Muted,
    /// The reader may not belong there any more.
    Banned,
}

/// What happened to a second factor. The stored word is also a part of the key of its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecondFactorChange {
    /// Codes from an app are asked for.
    AppAdded,
    /// They no longer are.
    AppRemoved,
    /// A passkey was added.
    PasskeyAdded,
    /// A passkey was removed.
    PasskeyRemoved,
    /// There are new recovery codes; the old ones are void.
    RecoveryCodesRenewed,
    /// Somebody signed in with a recovery code.
    RecoveryCodeUsed,
    /// The second factor was taken off by somebody who may, so that the reader can sign in again.
    Reset,
}

impl Message {
    /// The word for this kind, which is also the name of its folder of words.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::VerifyEmail { .. } => "verify_email",
            Self::ResetPassword { .. } => "reset_password",
            Self::AccountExists { .. } => "account_exists",
            Self::Invitation { .. } => "invitation",
            Self::JoinRequested { .. } => "join_requested",
            Self::JoinAnswered { .. } => "join_answered",
            Self::SiteRequested { .. } => "site_requested",
            Self::SiteApproved { .. } => "site_approved",
            Self::SiteDeclined { .. } => "site_declined",
            Self::SiteSuspended { .. } => "site_suspended",
            Self::SiteRestored { .. } => "site_restored",
            Self::AppealMade { .. } => "appeal_made",
            Self::RoleChanged { .. } => "role_changed",
            Self::Removed { .. } => "removed",
            Self::HandedOver { .. } => "handed_over",
            Self::DomainDetached { .. } => "domain_detached",
            Self::PasswordChanged { .. } => "password_changed",
            Self::EmailChanged { .. } => "email_changed",
            Self::SecondFactorChanged { .. } => "second_factor_changed",
            Self::SitePacked { .. } => "site_packed",
            Self::AccountErased { .. } => "account_erased",
            Self::CommentWritten { .. } => "comment_written",
            Self::CommentAnswered { .. } => "comment_answered",
            Self::QueueWaiting { .. } => "queue_waiting",
            Self::Moderated { .. } => "moderated",
            Self::ModerationAppealed { .. } => "moderation_appealed",
            Self::ModerationReviewed { .. } => "moderation_reviewed",
            Self::ReportSettled { .. } => "report_settled",
            Self::Test { .. } => "test",
        }
    }

    /// Where the one button of the mail leads.
    #[must_use]
    pub fn button_link(&self) -> Option<&str> {
        match self {
            Self::CommentWritten { link, .. }
            | Self::CommentAnswered { link, .. }
            | Self::QueueWaiting { link, .. }
            | Self::Moderated { link, .. }
            | Self::ModerationAppealed { link, .. }
            | Self::ModerationReviewed { link, .. }
            | Self::ReportSettled { link, .. } => Some(link),
            Self::VerifyEmail { link, .. }
            | Self::ResetPassword { link, .. }
            | Self::Invitation { link, .. }
            | Self::JoinRequested { link, .. }
            | Self::JoinAnswered { link, .. }
            | Self::SiteRequested { link, .. }
            | Self::SiteApproved { link, .. }
            | Self::SiteRestored { link, .. }
            | Self::AppealMade { link, .. }
            | Self::RoleChanged { link, .. }
            | Self::HandedOver { link, .. }
            | Self::DomainDetached { link, .. }
            | Self::PasswordChanged { link, .. }
            | Self::EmailChanged { link, .. }
            | Self::SecondFactorChanged { link, .. }
            | Self::SitePacked { link, .. } => Some(link),
            Self::AccountExists { sign_in, .. } => Some(sign_in),
            Self::SiteSuspended { appeal_link, .. } => Some(appeal_link),
            Self::SiteDeclined { .. } | Self::Removed { .. } | Self::AccountErased { .. } | Self::Test { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stored_word_is_the_kind() {
        for sample in Message::samples() {
            let stored = serde_json::to_value(&sample).unwrap();
            assert_eq!(stored["kind"], sample.kind());
            assert_eq!(serde_json::from_value::<Message>(stored).unwrap(), sample);
        }
    }
}
