//! Wishes for a site (at the umbrella: for a network), and the answers to them.

use aggregator::founding::{self, Granting};
use serde::Serialize;
use umbel_core::people::{Account, SignedIn};
use umbel_core::tree::{HostName, LabelState, SiteRequest, Wish, look_at_label, suggest_labels};
use umbel_core::{Error, Id, SiteWrite};
use umbel_web_kit::stones::When;
use umbel_web_kit::themes::DEFAULT_THEME;
use umbel_web_kit::{Answer, FormView, Problem, Visit, first_texts};

use umbel_web_kit::workplace;

const MOST_WAITING: i64 = 100;
const MOST_DECIDED: i64 = 20;
/// The longest reason, in characters.
const LONGEST_REASON: usize = 1_000;
const FIELDS: &[&str] = &["label", "reason"];

/// `manage/requests.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RequestsView {
    waiting: Vec<RequestRow>,
    decided: Vec<RequestRow>,
}

/// A request in a list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RequestRow {
    id: String,
    name: String,
    person: String,
    when: When,
    /// What became of it; empty while it waits.
    state: String,
}

/// `manage/request.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RequestView {
    form: FormView,
    id: String,
    name: String,
    person: String,
    email: String,
    asked: When,
    about: String,
    /// Everything else that was said: what it is about, and what was said.
    facts: Vec<(String, String)>,
    host: String,
    suggestions: Vec<String>,
    waits: bool,
    state: String,
    reason: String,
}

/// Those that wait, and what became of the others.
pub(crate) fn list(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let words = visit.words();
    let row = |(request, account): (SiteRequest, Account)| {
        Some(RequestRow {
            id: request.id.to_string(),
            name: request.wish().ok()?.name,
            person: account.name,
            when: words.when(request.decided_at.unwrap_or(request.created_at)),
            state: if request.decided_at.is_none() {
                String::new()
            } else {
                words.say(&format!("requests-{}", request.state))
            },
        })
    };
    let waiting = SiteRequest::waiting(&mut visit.scope(), MOST_WAITING)?;
    let decided = SiteRequest::decided(&mut visit.scope(), MOST_DECIDED)?;
    let view = RequestsView {
        waiting: waiting.into_iter().filter_map(row).collect(),
        decided: decided.into_iter().filter_map(row).collect(),
    };
    workplace::page(visit, person, "requests", "manage/requests.html", &view)
}

/// One request with everything that was said, and the answer to it.
pub(crate) fn decide(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let id = Id(visit.parameter("id").parse().map_err(|_| Problem::NotFound)?);
    let (request, account) = SiteRequest::find(&mut visit.scope(), id)?;
    let wish = request.wish()?;
    let mut form = FormView::new(visit, FIELDS).filled("label", &wish.label);
    if let Some(sent) = visit.form.clone() {
        let outcome = match sent.text("decision") {
            "accepted" => grant(visit, person, id, &wish, &mut form)?,
            "declined" => decline(visit, person, id, sent.text("reason"), &mut form)?,
            _ => return Err(Problem::BadRequest),
        };
        if let Some(answer) = outcome {
            return Ok(answer);
        }
    }
    let host = founding::host_for_new(visit.connection, visit.current.id())?;
    let waits = request.decided_at.is_none();
    let (state, _) = look_at_label(visit.connection, &host, form.value("label"))?;
    let suggestions = if waits && state != LabelState::Free {
        let place = wish.place.as_deref().unwrap_or_default();
        suggest_labels(visit.connection, &host, &wish.name, place, 3)?
    } else {
        Vec::new()
    };
    if waits && state != LabelState::Free {
        let address = format!("{}.{host}", form.value("label"));
        let key = format!("start-address-{}", state.as_str());
        let sentence = visit.words().say_with(&key, &[("address", address.as_str().into())]);
        form.refuse("label", sentence);
    }
    let words = visit.words();
    let view = RequestView {
        form,
        id: id.to_string(),
        name: wish.name.clone(),
        person: account.name,
        email: account.email,
        asked: words.when(request.created_at),
        about: wish.about.clone(),
        facts: facts(visit, &wish, &host),
        host: host.to_string(),
        suggestions,
        waits,
        state: words.say(&format!("requests-{}", request.state)),
        reason: request.reason,
    };
    workplace::page(visit, person, "requests", "manage/request.html", &view)
}

/// Founds what was wished for; none when the address has to be another.
fn grant(
    visit: &Visit<'_>,
    person: &SignedIn,
    request: Id,
    wish: &Wish,
    form: &mut FormView,
) -> Result<Option<Answer>, Problem> {
    let label = form.value("label").to_owned();
    let world = visit.world;
    let texts = first_texts(world, wish, visit.now);
    let here = visit.current.id();
    let granted = world.store.write(|write| {
        let granting = Granting {
            request,
            by: &person.standing,
            label: &label,
            texts: &texts,
            theme: DEFAULT_THEME,
            files: &world.media,
            workplace_at: &|host| format!("{}/manage", world.origin.of(host.as_str())),
        };
        founding::grant(&mut SiteWrite::new(here, write), &world.keys, &granting)
    });
    match granted {
        Ok(_) => Ok(Some(Answer::GoOn("/manage/requests?done=site-granted".into()))),
        // The page looks at the address and says what is wrong with it.
        Err(Error::Taken(_)) => Ok(None),
        Err(Error::Invalid(_)) => {
            form.refuse(
                "label",
                visit
                    .words()
                    .say_with("start-address-invalid", &[("address", label.as_str().into())]),
            );
            Ok(None)
        }
        Err(Error::NotFound(_)) => {
            form.say(visit.words().say("requests-decided"));
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// Declines with a reason; none when the reason is missing or too long.
fn decline(
    visit: &Visit<'_>,
    person: &SignedIn,
    request: Id,
    reason: &str,
    form: &mut FormView,
) -> Result<Option<Answer>, Problem> {
    let words = visit.words();
    if reason.is_empty() {
        form.refuse("reason", words.say("requests-reason-missing"));
        return Ok(None);
    }
    if reason.chars().count() > LONGEST_REASON {
        let most = i64::try_from(LONGEST_REASON).unwrap_or(i64::MAX);
        form.refuse("reason", words.say_with("field-too-long", &[("most", most.into())]));
        return Ok(None);
    }
    let here = visit.current.id();
    let world = visit.world;
    let declined = world.store.write(|write| {
        let site = &mut SiteWrite::new(here, write);
        founding::decline(site, &world.keys, &person.standing, request, reason)
    });
    match declined {
        Ok(()) => Ok(Some(Answer::GoOn("/manage/requests?done=site-declined".into()))),
        Err(Error::NotFound(_)) => {
            form.say(words.say("requests-decided"));
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// What was said besides name and text.
fn facts(visit: &Visit<'_>, wish: &Wish, host: &HostName) -> Vec<(String, String)> {
    let words = visit.words();
    let mut facts = vec![(words.say("start-label"), format!("{}.{host}", wish.label))];
    if let Some(place) = &wish.place {
        facts.push((words.say("start-place"), place.clone()));
    }
    if let (Some(latitude), Some(longitude)) = (wish.latitude, wish.longitude) {
        facts.push((words.say("start-coordinates"), format!("{latitude}, {longitude}")));
    }
    let language = words
        .known(&format!("language-name-{}", wish.locale))
        .unwrap_or_else(|| wish.locale.clone());
    facts.push((words.say("start-language"), language));
    facts.push((words.say("start-time-zone"), wish.time_zone.replace('_', " ")));
    if !wish.topics.is_empty() {
        facts.push((words.say("start-topics"), wish.topics.join(", ")));
    }
    if let Some(template) = wish.template().and_then(|id| visit.world.tree.site(id)) {
        facts.push((words.say("start-template"), template.site.name.clone()));
    }
    facts
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let row = |state: &str| RequestRow {
        id: "1".into(),
        name: "Boston".into(),
        person: "Ana".into(),
        when: When::sample(),
        state: state.into(),
    };
    let request = |waits| RequestView {
        form: FormView::sample(FIELDS),
        id: "1".into(),
        name: "Boston".into(),
        person: "Ana".into(),
        email: "ana@example.org".into(),
        asked: When::sample(),
        about: "We meet on Tuesdays.".into(),
        facts: vec![("Place".into(), "Boston, Massachusetts".into())],
        host: "cosecha.liberation.example".into(),
        suggestions: vec!["boston-2".into()],
        waits,
        state: "Declined".into(),
        reason: "There is a group already.".into(),
    };
    vec![
        workplace::sample(
            "manage/requests.html",
            &RequestsView {
                waiting: vec![row("")],
                decided: vec![row("Declined")],
            },
        ),
        workplace::sample(
            "manage/requests.html",
            &RequestsView {
                waiting: Vec::new(),
                decided: Vec::new(),
            },
        ),
        workplace::sample("manage/request.html", &request(true)),
        workplace::sample("manage/request.html", &request(false)),
    ]
}
