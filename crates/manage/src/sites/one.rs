//! One site beneath this node: closing and opening it, moving it, what may be uploaded, and who looks after it.

use aggregator::tree_changes::{self, LONGEST_REASON, Letters, closure};
use multisite_router::TreeSite;
use serde::Serialize;
use std::sync::Arc;
use umbel_core::people::{Membership, SignedIn};
use umbel_core::tree::{Label, Setting, SiteKind, SiteStatus, setting};
use umbel_core::{Error, SiteId, SiteScope};
use umbel_web_kit::{Answer, Form, FormView, Problem, Visit};

use umbel_web_kit::workplace;

/// The fields of the forms of this page.
const FIELDS: &[&str] = &["reason", "network", "label", "quota"];

/// `manage/site.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SiteView {
    action: String,
    name: String,
    url: String,
    host: String,
    status: Option<String>,
    /// Why it is closed, in an admin's words.
    closed_because: Option<String>,
    /// What those who look after it say against that.
    appeal: Option<AppealView>,
    /// An umbrella admin closed it, and this person is none.
    is_beyond: bool,
    form: FormView,
    /// What can be done now, as (word, button).
    acts: Vec<(&'static str, String)>,
    /// Where it can move to; none where it cannot.
    networks: Option<Vec<(String, String)>>,
    keepers: Vec<String>,
    people_url: String,
    log_url: String,
}

/// An objection.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AppealView {
    pub(crate) text: String,
    pub(crate) when: String,
}

/// `/manage/sites/{id}`
pub(crate) fn look_after(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let target = beneath(visit)?;
    let mut form = FormView::new(visit, FIELDS);
    if let Some(sent) = visit.form.clone() {
        match act(visit, person, &target, &sent, &mut form) {
            Ok(Some(done)) => {
                return Ok(Answer::GoOn(format!("/manage/sites/{}?done={done}", target.site.id)));
            }
            Ok(None) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let view = view(visit, &target, form)?;
    workplace::page(visit, person, "sites", "manage/site.html", &view)
}

/// The site that the path names, when it is beneath this node. One elsewhere answers like a missing one.
fn beneath(visit: &Visit<'_>) -> Result<Arc<TreeSite>, Problem> {
    let number: i64 = visit.parameter("id").parse().map_err(|_| Problem::NotFound)?;
    let found = visit
        .world
        .tree
        .current(SiteId::numbered(number))
        .ok_or(Problem::NotFound)?;
    let here = visit.current.id();
    if found.above.iter().any(|node| node.site.id == here) {
        Ok(found.here)
    } else {
        Err(Problem::NotFound)
    }
}

/// Does what was asked for: the key of the sentence that says so, or none when the form has to say something.
fn act(
    visit: &Visit<'_>,
    person: &SignedIn,
    target: &TreeSite,
    sent: &Form,
    form: &mut FormView,
) -> Result<Option<&'static str>, Error> {
    let world = visit.world;
    let words = visit.words();
    let reason = sent.text("reason");
    if reason.chars().count() > LONGEST_REASON {
        form.refuse("reason", words.say("node-reason-long"));
        return Ok(None);
    }
    let (by, id) = (Some(&person.standing), target.site.id);
    let address_of = |host: &str| world.origin.of(host);
    let letters = Letters {
        keys: &world.keys,
        address_of: &address_of,
    };
    let done = match sent.text("act") {
        "archive" => {
            world
                .store
                .write(|write| tree_changes::archive(write, by, id, reason))?;
            "node-archived"
        }
        "hide" => {
            world.store.write(|write| tree_changes::hide(write, by, id, reason))?;
            "node-hidden"
        }
        "restore" => {
            world
                .store
                .write(|write| tree_changes::restore(write, &letters, by, id, reason))?;
            "node-restored"
        }
        "suspend" => {
            if reason.is_empty() {
                form.refuse("reason", words.say("node-reason-missing"));
                return Ok(None);
            }
            world
                .store
                .write(|write| tree_changes::suspend(write, &letters, by, id, reason))?;
            "node-suspended"
        }
        "move" => return move_on(visit, person, target, sent, form),
        "quota" => {
            let typed = sent.text("quota");
            let Some(quota) = read_quota(typed) else {
                form.refuse("quota", words.say("node-quota-wrong"));
                return Ok(None);
            };
            match world.store.write(|write| tree_changes::set_quota(write, by, id, quota)) {
                Ok(()) => {}
                Err(Error::Invalid(_)) => {
                    form.refuse("quota", words.say("node-quota-wrong"));
                    return Ok(None);
                }
                Err(error) => return Err(error),
            }
            "node-quota"
        }
        _ => return Ok(None),
    };
    Ok(Some(done))
}

fn move_on(
    visit: &Visit<'_>,
    person: &SignedIn,
    target: &TreeSite,
    sent: &Form,
    form: &mut FormView,
) -> Result<Option<&'static str>, Error> {
    let words = visit.words();
    let network = sent
        .text("network")
        .parse()
        .ok()
        .and_then(|number| visit.world.tree.site(SiteId::numbered(number)))
        .filter(|network| network.site.kind == SiteKind::Network);
    let Some(network) = network else {
        form.refuse("network", words.say("node-network-missing"));
        return Ok(None);
    };
    let label = match sent.text("label") {
        "" => None,
        typed => match Label::parse(typed) {
            Ok(label) => Some(label),
            Err(state) => {
                form.refuse("label", words.say(&format!("address-label-{}", state.as_str())));
                return Ok(None);
            }
        },
    };
    let by = Some(&person.standing);
    let moved = visit
        .world
        .store
        .write(|write| tree_changes::move_to(write, by, target.site.id, network.site.id, label.as_ref()));
    match moved {
        Ok(()) => Ok(Some("node-moved")),
        Err(Error::Taken(_)) => {
            form.refuse("label", words.say("node-label-taken-there"));
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Mebibytes, or none for the usual.
fn read_quota(typed: &str) -> Option<Option<u64>> {
    if typed.is_empty() {
        return Some(None);
    }
    typed.parse().ok().map(Some)
}

fn view(visit: &mut Visit<'_>, target: &TreeSite, form: FormView) -> Result<SiteView, Problem> {
    let words = visit.words();
    let here = visit.current.here.clone();
    let at_umbrella = here.site.kind == SiteKind::Umbrella;
    let id = target.site.id;
    let scope = &mut SiteScope::new(id, visit.connection);
    let closed = closure(scope)?;
    let quota = setting(scope, Setting::UploadQuota)?.unwrap_or_default();
    let keepers = Membership::keepers(scope)?;
    let is_beyond = !at_umbrella && closed.as_ref().is_some_and(|closed| closed.is_the_umbrellas);
    let acts: &[&'static str] = match target.site.status {
        SiteStatus::Active => &["archive", "hide", "suspend"],
        SiteStatus::Archived | SiteStatus::Private => &["restore", "suspend"],
        SiteStatus::Suspended if is_beyond => &[],
        SiteStatus::Suspended => &["restore"],
    };
    let networks = (at_umbrella && target.site.kind == SiteKind::Site).then(|| {
        let (networks, _) = visit.world.tree.children(here.site.id, 0, usize::MAX);
        // Nothing is chosen until somebody chooses.
        std::iter::once((String::new(), String::new()))
            .chain(
                networks
                    .iter()
                    .filter(|network| Some(network.site.id) != target.site.parent_id)
                    .map(|network| (network.site.id.to_string(), network.site.name.clone())),
            )
            .collect()
    });
    let url = visit.world.origin.of(&target.host);
    Ok(SiteView {
        action: format!("/manage/sites/{id}"),
        name: target.site.name.clone(),
        host: target.host.clone(),
        status: super::status_words(visit, target),
        closed_because: closed.as_ref().map(|closed| closed.reason.clone()),
        appeal: closed
            .and_then(|closed| closed.appeal)
            .map(|(text, moment)| AppealView {
                text,
                when: words.when(moment).long,
            }),
        is_beyond,
        form: form.filled("quota", &quota),
        acts: acts
            .iter()
            .map(|act| (*act, words.say(&format!("node-act-{act}"))))
            .collect(),
        networks,
        keepers: keepers.into_iter().map(|keeper| keeper.name).collect(),
        people_url: format!("{url}/manage/people"),
        log_url: format!("{url}/manage/log"),
        url,
    })
}

pub(super) fn samples() -> Vec<(&'static str, tera::Context)> {
    let full = SiteView {
        action: "/manage/sites/1".into(),
        name: "Boston group".into(),
        url: "https://boston.example".into(),
        host: "boston.example".into(),
        status: Some("closed".into()),
        closed_because: Some("Spam.".into()),
        appeal: Some(AppealView {
            text: "It was not us.".into(),
            when: "Sunday 22 November".into(),
        }),
        is_beyond: true,
        form: FormView::sample(FIELDS),
        acts: vec![("restore", "Open it again".into())],
        networks: Some(vec![("2".into(), "Marea".into())]),
        keepers: vec!["Ana Romero".into()],
        people_url: "https://boston.example/manage/people".into(),
        log_url: "https://boston.example/manage/log".into(),
    };
    let bare = SiteView {
        status: None,
        closed_because: None,
        appeal: None,
        is_beyond: false,
        networks: None,
        keepers: Vec::new(),
        acts: Vec::new(),
        ..full.clone()
    };
    vec![
        workplace::sample("manage/site.html", &full),
        workplace::sample("manage/site.html", &bare),
    ]
}
