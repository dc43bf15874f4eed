//! What the templates of these pages are given.

use actix_web::http::StatusCode;
use serde::Serialize;
use umbel_web_kit::feature::sample;
use umbel_web_kit::stones::When;
use umbel_web_kit::{Answer, FormView, PageHead, Problem, Visit};

use crate::destination::Destination;
use crate::new_password::For;
use crate::{app_codes, confirm, data, email_change, erase, passkeys, password_change, recovery_codes, security};

/// Where somebody goes on to, for the hidden fields and links of a page.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct DestinationView {
    site: String,
    c: String,
    to: String,
    query: String,
}

impl DestinationView {
    /// One for a template's test.
    pub(crate) fn sample() -> Self {
        Self {
            site: "1".into(),
            c: "c".into(),
            to: "/manage".into(),
            query: "?site=1&c=c&to=%2Fmanage".into(),
        }
    }
}

impl From<&Destination> for DestinationView {
    fn from(destination: &Destination) -> Self {
        Self {
            site: destination.site.map(|site| site.to_string()).unwrap_or_default(),
            c: destination.challenge.clone(),
            to: destination.to.clone(),
            query: destination.query(),
        }
    }
}

/// `account/sign_in.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SignInView {
    pub(crate) form: FormView,
    /// The site the person comes from.
    pub(crate) site_name: Option<String>,
    pub(crate) destination: DestinationView,
}

/// `account/code.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CodeView {
    pub(crate) form: FormView,
    pub(crate) has_app: bool,
    pub(crate) has_passkey: bool,
    pub(crate) destination: DestinationView,
}

/// `account/address.html`: signing up and asking for a new password.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AddressView {
    form: FormView,
    heading: String,
    message: String,
    action: &'static str,
    button: String,
    destination: DestinationView,
}

/// `account/mailed.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MailedView {
    heading: String,
    message: String,
}

impl MailedView {
    /// Words under `<key>-heading` and `<key>-message`.
    pub(crate) fn new(visit: &Visit<'_>, key: &str) -> Self {
        let words = visit.words();
        Self {
            heading: words.say(&format!("{key}-heading")),
            message: words.say(&format!("{key}-message")),
        }
    }
}

/// `account/stale.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StaleView {
    pub(crate) heading: String,
    pub(crate) message: String,
    pub(crate) link_text: String,
    pub(crate) link: String,
}

/// `account/name_and_password.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NameAndPasswordView {
    form: FormView,
    /// `sign-up`, `reset` or `set-up`: the beginning of its words.
    purpose: &'static str,
    action: &'static str,
    /// The address the account has or will have; empty when it is asked for.
    email: String,
    asks_name: bool,
    asks_email: bool,
    /// Whether a passkey may take the password's place.
    offers_passkey: bool,
    least: usize,
}

impl NameAndPasswordView {
    pub(crate) fn sign_up(form: FormView, email: &str) -> Self {
        Self {
            form,
            purpose: "sign-up",
            action: "/sign-up/confirm",
            email: email.to_owned(),
            asks_name: true,
            asks_email: false,
            offers_passkey: false,
            least: For::Anybody.least(),
        }
    }

    pub(crate) fn reset(form: FormView, email: &str, whom: For) -> Self {
        Self {
            form,
            purpose: "reset",
            action: "/reset",
            email: email.to_owned(),
            asks_name: false,
            asks_email: false,
            offers_passkey: false,
            least: whom.least(),
        }
    }

    pub(crate) fn set_up(form: FormView) -> Self {
        Self {
            form,
            purpose: "set-up",
            action: "/set-up",
            email: String::new(),
            asks_name: true,
            asks_email: true,
            offers_passkey: true,
            least: For::Keeper.least(),
        }
    }
}

/// `account/invitation.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct InvitationView {
    pub(crate) form: FormView,
    pub(crate) inviter: Option<String>,
    pub(crate) place: String,
    pub(crate) kind: String,
    pub(crate) place_url: String,
    pub(crate) role: String,
    pub(crate) email: String,
    pub(crate) is_for_them: bool,
    pub(crate) is_somebody_else: bool,
    pub(crate) has_account: bool,
    pub(crate) sign_in: String,
    pub(crate) least: usize,
}

/// `account/join.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct JoinView {
    pub(crate) form: FormView,
    pub(crate) belongs: bool,
    pub(crate) waits: bool,
}

/// A place where somebody holds a role.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PlaceView {
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) role: String,
}

/// One of one's own sessions.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SessionView {
    pub(crate) key: String,
    pub(crate) device: String,
    pub(crate) seen: When,
    pub(crate) is_this: bool,
}

/// `account/overview.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OverviewView {
    pub(crate) email: String,
    pub(crate) form: FormView,
    /// (language, its name)
    pub(crate) languages: Vec<(String, String)>,
    pub(crate) places: Vec<PlaceView>,
    pub(crate) sessions: Vec<SessionView>,
}

pub(crate) fn sign_in(
    visit: &mut Visit<'_>,
    destination: &Destination,
    form: FormView,
    status: u16,
) -> Result<Answer, Problem> {
    lead_on(visit, destination);
    let head = head(visit, "sign-in-heading", "/sign-in");
    let view = SignInView::new(visit, destination, form);
    visit.page_with_status(self::status(status), "account/sign_in.html", head, &view)
}

pub(crate) fn second_step(visit: &mut Visit<'_>, destination: &Destination, view: CodeView) -> Result<Answer, Problem> {
    lead_on(visit, destination);
    let head = head(visit, "code-heading", "/sign-in/code");
    visit.page("account/code.html", head, &view)
}

pub(crate) fn sign_up(visit: &mut Visit<'_>, destination: &Destination, form: FormView) -> Result<Answer, Problem> {
    address(visit, destination, form, "sign-up", "/sign-up")
}

pub(crate) fn forgot(visit: &mut Visit<'_>, destination: &Destination, form: FormView) -> Result<Answer, Problem> {
    address(visit, destination, form, "forgot", "/forgot")
}

fn address(
    visit: &mut Visit<'_>,
    destination: &Destination,
    form: FormView,
    key: &str,
    action: &'static str,
) -> Result<Answer, Problem> {
    let words = visit.words();
    let view = AddressView {
        form,
        heading: words.say(&format!("{key}-heading")),
        message: words.say(&format!("{key}-message")),
        button: words.say(&format!("{key}-button")),
        action,
        destination: destination.into(),
    };
    let head = head(visit, &format!("{key}-heading"), action);
    visit.page("account/address.html", head, &view)
}

pub(crate) fn mailed(visit: &mut Visit<'_>, view: &MailedView) -> Result<Answer, Problem> {
    let head = PageHead {
        noindex: true,
        ..PageHead::new(view.heading.clone(), "/account")
    };
    visit.page("account/mailed.html", head, view)
}

pub(crate) fn stale_link(visit: &mut Visit<'_>, link: &str) -> Result<Answer, Problem> {
    let words = visit.words();
    let view = StaleView {
        heading: words.say("stale-link-heading"),
        message: words.say("stale-link-message"),
        link_text: words.say("stale-link-go-on"),
        link: link.to_owned(),
    };
    stale(visit, &view)
}

pub(crate) fn stale(visit: &mut Visit<'_>, view: &StaleView) -> Result<Answer, Problem> {
    let head = PageHead {
        noindex: true,
        ..PageHead::new(view.heading.clone(), "/sign-in")
    };
    visit.page_with_status(StatusCode::BAD_REQUEST, "account/stale.html", head, view)
}

pub(crate) fn name_and_password(visit: &mut Visit<'_>, view: NameAndPasswordView) -> Result<Answer, Problem> {
    if let Some(umbrella) = visit.world.tree.umbrella() {
        let origin = visit.world.origin.of(&umbrella.host);
        visit.let_forms_lead_to(origin);
    }
    let head = head(visit, &format!("{}-choose-heading", view.purpose), view.action);
    visit.page("account/name_and_password.html", head, &view)
}

pub(crate) fn invitation(visit: &mut Visit<'_>, view: &InvitationView) -> Result<Answer, Problem> {
    visit.let_forms_lead_to(view.place_url.clone());
    let head = head(visit, "invitation-heading", "/invitation");
    visit.page("account/invitation.html", head, view)
}

pub(crate) fn join(visit: &mut Visit<'_>, view: &JoinView) -> Result<Answer, Problem> {
    let head = head(visit, "join-heading", "/join");
    visit.page("account/join.html", head, view)
}

pub(crate) fn overview(visit: &mut Visit<'_>, view: &OverviewView) -> Result<Answer, Problem> {
    let head = head(visit, "account-heading", "/account");
    visit.page("account/overview.html", head, view)
}

pub(crate) fn head(visit: &Visit<'_>, title: &str, path: &str) -> PageHead {
    PageHead {
        noindex: true,
        ..PageHead::new(visit.words().say(title), path)
    }
}

/// A status by its number.
pub(crate) fn status(number: u16) -> StatusCode {
    StatusCode::from_u16(number).unwrap_or(StatusCode::OK)
}

pub(crate) fn lead_on(visit: &mut Visit<'_>, destination: &Destination) {
    if let Some(origin) = destination.origin(visit.world) {
        visit.let_forms_lead_to(origin);
    }
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let destination = DestinationView::sample();
    let mut samples = vec![
        sample(
            "account/sign_in.html",
            &SignInView {
                form: FormView::sample(&["email", "password"]),
                site_name: Some("Boston Cosecha".into()),
                destination: destination.clone(),
            },
        ),
        sample(
            "account/code.html",
            &CodeView {
                form: FormView::sample(&["code", "pending"]),
                has_app: true,
                has_passkey: true,
                destination: destination.clone(),
            },
        ),
        sample(
            "account/address.html",
            &AddressView {
                form: FormView::sample(&["email"]),
                heading: "Make an account".into(),
                message: "We will write to you.".into(),
                action: "/sign-up",
                button: "Go on".into(),
                destination,
            },
        ),
        sample(
            "account/mailed.html",
            &MailedView {
                heading: "Look into your mail".into(),
                message: "There is a link.".into(),
            },
        ),
        sample(
            "account/stale.html",
            &StaleView {
                heading: "This link no longer works".into(),
                message: "Links work once.".into(),
                link_text: "Sign in".into(),
                link: "/sign-in".into(),
            },
        ),
        sample(
            "account/name_and_password.html",
            &NameAndPasswordView::set_up(FormView::sample(&["token", "name", "email", "password"])),
        ),
        sample(
            "account/invitation.html",
            &InvitationView {
                form: FormView::sample(&["token", "name", "password"]),
                inviter: Some("Ana Romero".into()),
                place: "Boston Cosecha".into(),
                kind: "site".into(),
                place_url: "https://boston.example".into(),
                role: "Editor".into(),
                email: "new@boston.example".into(),
                is_for_them: false,
                is_somebody_else: false,
                has_account: false,
                sign_in: "/sign-in".into(),
                least: 12,
            },
        ),
        sample(
            "account/join.html",
            &JoinView {
                form: FormView::sample(&["note"]),
                belongs: false,
                waits: false,
            },
        ),
        sample(
            "account/overview.html",
            &OverviewView {
                email: "ana@boston.example".into(),
                form: FormView::sample(&["name", "locale"]),
                languages: vec![("en".into(), "English".into())],
                places: vec![PlaceView {
                    name: "Boston Cosecha".into(),
                    url: "https://boston.example/sign-in".into(),
                    role: "Site manager".into(),
                }],
                sessions: vec![SessionView {
                    key: "key".into(),
                    device: "Firefox · Android".into(),
                    seen: When::sample(),
                    is_this: true,
                }],
            },
        ),
    ];
    for more in [
        app_codes::samples,
        confirm::samples,
        data::samples,
        erase::samples,
        email_change::samples,
        passkeys::samples,
        password_change::samples,
        recovery_codes::samples,
        security::samples,
    ] {
        samples.extend(more());
    }
    samples
}
