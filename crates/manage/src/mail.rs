//! Outgoing mail: how it leaves, a test to oneself, and what went wrong lately.

use serde::Serialize;
use umbel_core::Error;
use umbel_core::config::MailRoute;
use umbel_core::mail::{Mail, MailState, Message, enqueue};
use umbel_core::people::{Limit, SignedIn, take};
use umbel_web_kit::{Answer, FormView, Problem, Visit};

use umbel_web_kit::workplace;

/// How many troubles are shown.
const MOST_TROUBLES: i64 = 20;
/// How often somebody may send themselves a test.
const TESTS: Limit = Limit {
    name: "test-mail",
    most: 5,
    seconds: 3_600,
};

/// `manage/mail.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MailView {
    form: FormView,
    route: String,
    /// Whether mails reach anybody at all.
    is_sent: bool,
    address: String,
    waiting: String,
    troubles: Vec<TroubleView>,
}

/// A mail that could not be handed over.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TroubleView {
    what: String,
    when: String,
    why: String,
    next: String,
}

/// `/manage/mail`
pub(crate) fn look(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let mut form = FormView::new(visit, &[]);
    let words = visit.words();
    let account = &person.standing.account;
    if visit.form.is_some() {
        let here = &visit.current.here.site;
        let locale = account.locale.as_deref().unwrap_or(&here.locale);
        let address = account.address()?;
        let message = Message::Test {
            umbrella: here.name.clone(),
        };
        let sent = visit.world.store.write(|write| {
            if !take(write, &TESTS, &account.id.to_string())? {
                return Err(Error::TooOften);
            }
            enqueue(write, &visit.world.keys, &address, locale, Some(here.id), &message)
        });
        match sent {
            Ok(_) => return Ok(Answer::GoOn("/manage/mail?done=mail-tested".into())),
            Err(Error::TooOften) => form.say(words.say("mailroom-too-often")),
            Err(error) => return Err(error.into()),
        }
    }
    let (route, is_sent) = match &visit.world.mail {
        MailRoute::Host(host) => (
            words.say_with("mailroom-by-host", &[("host", host.as_str().into())]),
            true,
        ),
        MailRoute::Folder(folder) => {
            let folder = folder.display().to_string();
            (
                words.say_with("mailroom-into-folder", &[("folder", folder.as_str().into())]),
                false,
            )
        }
        MailRoute::Memory => (words.say("mailroom-into-memory"), false),
    };
    let waiting = Mail::count(visit.connection, MailState::Queued)?;
    let troubles = Mail::in_trouble(visit.connection, MOST_TROUBLES)?
        .into_iter()
        .map(|mail| {
            let kind = words.known(&format!("mailroom-kind-{}", mail.kind.replace('_', "-")));
            let due = words.when(mail.due_at);
            TroubleView {
                what: kind.unwrap_or(mail.kind),
                when: words.when(mail.created_at).long,
                why: mail.last_error.unwrap_or_default(),
                next: if mail.state == MailState::Failed {
                    words.say("mailroom-given-up")
                } else {
                    let (day, time) = (due.relative.as_str(), due.time.as_str());
                    words.say_with("mailroom-next", &[("day", day.into()), ("time", time.into())])
                },
            }
        })
        .collect();
    let view = MailView {
        form,
        route,
        is_sent,
        address: account.email.clone(),
        waiting: words.say_with("mailroom-waiting", &[("count", waiting.into())]),
        troubles,
    };
    workplace::page(visit, person, "mail", "manage/mail.html", &view)
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let full = MailView {
        form: FormView::sample(&[]),
        route: "Mails leave through mail.example.".into(),
        is_sent: true,
        address: "ana@example.org".into(),
        waiting: "Nothing waits.".into(),
        troubles: vec![TroubleView {
            what: "An invitation".into(),
            when: "Sunday 22 November".into(),
            why: "the mail host says no".into(),
            next: "It was given up.".into(),
        }],
    };
    let bare = MailView {
        is_sent: false,
        troubles: Vec::new(),
        ..full.clone()
    };
    vec![
        workplace::sample("manage/mail.html", &full),
        workplace::sample("manage/mail.html", &bare),
    ]
}
