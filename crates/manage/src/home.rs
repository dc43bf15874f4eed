//! The overview: what waits, and what a new place still lacks.

use serde::Serialize;
use umbel_core::content::PostSummary;
use umbel_core::mail::{Mail, MailState};
use umbel_core::people::{Membership, Role, SignedIn};
use umbel_core::tree::SiteKind;
use umbel_web_kit::{Answer, Problem, Visit};

use crate::attention::{self, Waiting};
use umbel_web_kit::workplace;

/// `manage/home.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct HomeView {
    greeting: String,
    /// What the person is here, in a word; none for those who hold no role.
    role: Option<String>,
    waiting: Vec<Waiting>,
    steps: Vec<Step>,
    steps_done: usize,
    /// Until when a second factor must be there.
    second_factor_due: Option<String>,
    security_url: String,
}

/// A step of the checklist of a new place.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Step {
    text: String,
    hint: String,
    link: String,
    done: bool,
}

/// Everybody who is signed in sees it; those without a role are told how to join.
pub(crate) fn show(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let words = visit.words();
    let standing = &person.standing;
    let waiting = attention::of(visit, person)?;
    let steps = if standing.is_at_least(Role::Manager) {
        steps(visit)?
    } else {
        Vec::new()
    };
    let account = &standing.account;
    let second_factor_due = match account.second_factor_due_at {
        Some(due)
            if account.totp_sealed.is_none()
                && umbel_core::people::Passkey::of(visit.connection, account.id)?.is_empty() =>
        {
            Some(words.when(due).long)
        }
        _ => None,
    };
    let view = HomeView {
        greeting: words.say_with("home-greeting", &[("name", account.name.as_str().into())]),
        role: standing.role.map(|role| words.say(&format!("role-{role}"))),
        waiting,
        steps_done: steps.iter().filter(|step| step.done).count(),
        steps,
        second_factor_due,
        security_url: visit.world.sign_in_url("/account/security"),
    };
    workplace::page(visit, person, "home", "manage/home.html", &view)
}

/// What a new place still lacks, by kind.
fn steps(visit: &mut Visit<'_>) -> Result<Vec<Step>, Problem> {
    let words = visit.words();
    let site = visit.current.here.site.clone();
    let now = visit.now;
    let members = Membership::holders(&mut visit.scope(), "", 0, 2)?.len();
    let (posts, pages) = PostSummary::counts(&mut visit.scope(), now)?;
    let step = |key: &str, link: &str, done: bool| Step {
        text: words.say(&format!("step-{key}")),
        hint: words.say(&format!("step-{key}-hint")),
        link: link.to_owned(),
        done,
    };
    let said_what = !site.tagline.is_empty();
    let mail_went_out = site.kind == SiteKind::Umbrella && Mail::count(visit.connection, MailState::Sent)? > 0;
    Ok(match site.kind {
        SiteKind::Umbrella => {
            let (_, networks) = visit.world.tree.children(site.id, 0, 1);
            vec![
                step("name", "/manage/settings", said_what),
                step("look", "/manage/settings", site.updated_at > site.created_at),
                step("network", "/manage/sites/new", networks > 0),
                step("people", "/manage/people", members > 1),
                step("mail", "/manage/mail", mail_went_out),
            ]
        }
        SiteKind::Network => {
            let (_, sites) = visit.world.tree.children(site.id, 0, 1);
            vec![
                step("name", "/manage/settings", said_what),
                step("sites", "/manage/sites/new", sites > 0),
                step("people", "/manage/people", members > 1),
            ]
        }
        SiteKind::Site => vec![
            step("name", "/manage/settings", said_what),
            step("page", "/", pages > 0),
            step("post", "/blog", posts > 0),
            step("people", "/manage/people", members > 1),
            step("features", "/manage/features", !visit.current.here.features.is_empty()),
        ],
    })
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    vec![workplace::sample(
        "manage/home.html",
        &HomeView {
            greeting: "Hello, Ana".into(),
            role: Some("Site manager".into()),
            waiting: vec![Waiting {
                sentence: "Two people would like to join.".into(),
                link: "/manage/people".into(),
                link_text: "Look".into(),
            }],
            steps: vec![Step {
                text: "Say who you are".into(),
                hint: "One line is enough.".into(),
                link: "/manage/settings".into(),
                done: true,
            }],
            steps_done: 1,
            second_factor_due: Some("Sunday 29 November".into()),
            security_url: "https://id.liberation.example/account/security".into(),
        },
    )]
}
