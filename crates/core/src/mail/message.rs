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
    /// Does mail work?
    Test {
        /// What the installation is called.
        umbrella: String,
    },
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
            Self::Test { .. } => "test",
        }
    }

    /// Where the one button of the mail leads.
    #[must_use]
    pub fn button_link(&self) -> Option<&str> {
        match self {
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
            | Self::SecondFactorChanged { link, .. } => Some(link),
            Self::AccountExists { sign_in, .. } => Some(sign_in),
            Self::SiteSuspended { appeal_link, .. } => Some(appeal_link),
            Self::SiteDeclined { .. } | Self::Removed { .. } | Self::Test { .. } => None,
        }
    }

    /// Each kind at least once, each optional part once there and once not. For tests and for looking at mails.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let link = || "https://id.umbrella.example/links/9fJ2mQx7Lr0aVbT4kYwZc8HnP5sEuDg1oIi6RtKjXq3".to_owned();
        let place = || "Boston Tenants Union".to_owned();
        let name = || "Rosa López".to_owned();
        let person = || "Mateo O’Brien".to_owned();
        let note = || "We met at the assembly on Saturday.\nThe kitchen crew needs you!".to_owned();
        let mut samples = vec![
            Self::VerifyEmail {
                name: name(),
                link: link(),
            },
            Self::ResetPassword {
                name: name(),
                link: link(),
            },
            Self::AccountExists {
                name: name(),
                sign_in: "https://id.umbrella.example/sign-in".into(),
                reset: "https://id.umbrella.example/reset".into(),
            },
            Self::SiteRequested {
                person: person(),
                site: "Somerville Tenants".into(),
                place: place(),
                link: link(),
            },
            Self::SiteApproved {
                site: "Somerville Tenants".into(),
                link: link(),
            },
            Self::SiteDeclined {
                site: "Somerville Tenants".into(),
                place: place(),
                reason: note(),
            },
            Self::SiteSuspended {
                site: place(),
                reason: note(),
                appeal_link: link(),
            },
            Self::SiteRestored {
                site: place(),
                link: link(),
            },
            Self::AppealMade {
                site: place(),
                text: note(),
                link: link(),
            },
            Self::HandedOver {
                place: place(),
                by: person(),
                link: link(),
            },
            Self::DomainDetached {
                site: place(),
                domain: "tenants.example".into(),
                link: link(),
            },
            Self::PasswordChanged {
                name: name(),
                link: link(),
            },
            Self::EmailChanged {
                name: name(),
                link: link(),
            },
            Self::Test {
                umbrella: "Cosecha".into(),
            },
        ];
        for written in [Some(note()), None] {
            samples.push(Self::JoinRequested {
                person: person(),
                place: place(),
                note: written.clone(),
                link: link(),
            });
            for accepted in [JoinAnswer::Accepted, JoinAnswer::Declined] {
                samples.push(Self::JoinAnswered {
                    place: place(),
                    accepted,
                    reason: written.clone(),
                    link: link(),
                });
            }
            samples.push(Self::Invitation {
                inviter: person(),
                place: place(),
                role: "editor".into(),
                link: link(),
                note: written.clone(),
            });
            samples.push(Self::Removed {
                place: place(),
                by: person(),
                reason: written,
            });
        }
        for role in [
            "umbrella-admin",
            "network-admin",
            "manager",
            "editor",
            "author",
            "contributor",
            "member",
        ] {
            samples.push(Self::RoleChanged {
                place: place(),
                role: role.into(),
                by: person(),
                link: link(),
            });
        }
        for what in [
            SecondFactorChange::AppAdded,
            SecondFactorChange::AppRemoved,
            SecondFactorChange::PasskeyAdded,
            SecondFactorChange::PasskeyRemoved,
            SecondFactorChange::RecoveryCodesRenewed,
            SecondFactorChange::RecoveryCodeUsed,
            SecondFactorChange::Reset,
        ] {
            samples.push(Self::SecondFactorChanged {
                name: name(),
                what,
                link: link(),
            });
        }
        samples
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
