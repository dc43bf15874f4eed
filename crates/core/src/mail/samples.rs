//! Every kind of mail once, for tests and for looking at them.

use super::message::{JoinAnswer, Message, ModerationNotice, PackedMembers, SecondFactorChange};

impl Message {
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
            Self::AccountErased { name: name() },
            Self::Test {
                umbrella: "Cosecha".into(),
            },
        ];
        for what in [PackedMembers::Along, PackedMembers::Left] {
            samples.push(Self::SitePacked {
                place: place(),
                by: person(),
                link: link(),
                what,
            });
        }
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
        samples.extend(moderation_samples());
        samples
    }
}

/// The samples of mails about comments and moderation.
fn moderation_samples() -> Vec<Message> {
    let place = || "Boston Tenants Union".to_owned();
    let title = || "What we learned at the river".to_owned();
    let link = || "https://boston.example/moderation/9007199254740993".to_owned();
    let stop_link = || "https://boston.example/mails".to_owned();
    let text = || "I was there, too.\nLet us meet again!".to_owned();
    let person = || "Mateo O’Brien".to_owned();
    let mut samples = vec![
        Message::CommentWritten {
            person: person(),
            title: title(),
            place: place(),
            text: text(),
            link: link(),
            stop_link: stop_link(),
        },
        Message::CommentAnswered {
            person: person(),
            title: title(),
            place: place(),
            text: text(),
            link: link(),
            stop_link: stop_link(),
        },
        Message::QueueWaiting {
            place: place(),
            link: link(),
            stop_link: stop_link(),
        },
        Message::ModerationAppealed {
            person: person(),
            place: place(),
            text: text(),
            link: link(),
        },
    ];
    for (what, until, reason) in [
        (ModerationNotice::Hidden, "", Some(text())),
        (ModerationNotice::Warned, "", None),
        (ModerationNotice::Muted, "29 Nov 2026", Some(text())),
        (ModerationNotice::Banned, "29 Nov 2026", None),
        (ModerationNotice::Banned, "", Some(text())),
    ] {
        samples.push(Message::Moderated {
            place: place(),
            what,
            title: title(),
            until: until.into(),
            reason,
            link: link(),
        });
    }
    for (outcome, reason) in [("upheld", Some(text())), ("reversed", None)] {
        samples.push(Message::ModerationReviewed {
            place: place(),
            outcome: outcome.into(),
            reason,
            link: link(),
        });
    }
    for outcome in ["acted", "kept"] {
        samples.push(Message::ReportSettled {
            place: place(),
            title: title(),
            outcome: outcome.into(),
            link: link(),
        });
    }
    samples
}
