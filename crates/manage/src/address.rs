//! The addresses of a place: its name beneath the network, and domains of its own.

use aggregator::tree_changes;
use serde::Serialize;
use umbel_core::people::{Limit, SignedIn, take};
use umbel_core::tree::{Domain, HostName, Label, Shown, SiteKind, home_host};
use umbel_core::{Error, SiteWrite};
use umbel_web_kit::{Answer, Form, FormView, Problem, Visit};

use umbel_web_kit::workplace;

/// The fields of the forms of this page.
const FIELDS: &[&str] = &["label", "domain"];
/// How often a site's managers may have a record looked up.
const LOOKS: Limit = Limit {
    name: "domain-look",
    most: 20,
    seconds: 3_600,
};

/// `manage/address.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AddressView {
    form: FormView,
    url: String,
    host: String,
    aliases: Vec<String>,
    /// What stands behind the name in the address; none for the umbrella, whose address the operator changes.
    above: Option<String>,
    /// The address beneath the network, when the site answers at a domain of its own.
    home: Option<String>,
    domains: Vec<DomainView>,
    /// Where a domain's visitors must be sent: what its CNAME names.
    target: String,
}

/// A domain of the site's own.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DomainView {
    host: String,
    record_name: String,
    record_text: String,
    is_proved: bool,
    /// Whether the site answers at it.
    is_address: bool,
    checked: Option<String>,
    /// What the last looks found, when something is wrong.
    warning: Option<String>,
    /// Whether it stands directly beneath a top-level domain, where a CNAME cannot be made.
    is_bare: bool,
}

/// `manage/moved.html`: the address has changed, and with it where one is signed in.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MovedView {
    url: String,
    host: String,
}

/// What a form of this page has done.
enum Outcome {
    /// It is done; the key of the sentence that says so.
    Done(&'static str),
    /// The site has another address now.
    Moved(HostName),
    /// The page says something beside the form.
    Said,
}

/// `/manage/address`
pub(crate) fn look_after(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let mut form = FormView::new(visit, FIELDS);
    let is_umbrella = visit.current.here.site.kind == SiteKind::Umbrella;
    if let Some(sent) = visit.form.clone().filter(|_| !is_umbrella) {
        match act(visit, person, &sent, &mut form)? {
            Outcome::Done(done) => return Ok(Answer::GoOn(format!("/manage/address?done={done}"))),
            Outcome::Moved(host) if host.as_str() == visit.current.here.host => {
                return Ok(Answer::GoOn("/manage/address?done=address".into()));
            }
            // A redirect to another host would not be followed from a form.
            Outcome::Moved(host) => {
                let view = MovedView {
                    url: format!("{}/manage/address", visit.world.origin.of(host.as_str())),
                    host: host.as_str().to_owned(),
                };
                return workplace::page(visit, person, "address", "manage/moved.html", &view);
            }
            Outcome::Said => {}
        }
    }
    let view = view(visit, form)?;
    workplace::page(visit, person, "address", "manage/address.html", &view)
}

fn act(visit: &mut Visit<'_>, person: &SignedIn, sent: &Form, form: &mut FormView) -> Result<Outcome, Problem> {
    match sent.text("act") {
        "rename" => rename(visit, person, sent, form),
        "name" => name_domain(visit, person, sent, form),
        "look" => look_up(visit, person, sent.text("host"), form),
        "answer" => answer_at(visit, person, sent.text("host")),
        "remove" => give_up(visit, person, sent.text("host")),
        _ => Ok(Outcome::Said),
    }
}

fn rename(visit: &Visit<'_>, person: &SignedIn, sent: &Form, form: &mut FormView) -> Result<Outcome, Problem> {
    let words = visit.words();
    let label = match Label::parse(sent.text("label")) {
        Ok(label) => label,
        Err(state) => {
            form.refuse("label", words.say(&format!("address-label-{}", state.as_str())));
            return Ok(Outcome::Said);
        }
    };
    let id = visit.current.id();
    let by = Some(&person.standing);
    let renamed = visit.world.store.write(|write| {
        tree_changes::rename(write, by, id, &label)?;
        // A site with a domain of its own goes on answering there.
        canonical_host(write, id)
    });
    match renamed {
        Ok(host) => return Ok(Outcome::Moved(host)),
        Err(Error::Taken(_)) => form.refuse("label", words.say("address-label-taken")),
        Err(Error::TooOften) => form.refuse("label", words.say("address-too-often")),
        Err(Error::Invalid(_)) => form.refuse("label", words.say("address-too-many")),
        Err(error) => return Err(error.into()),
    }
    Ok(Outcome::Said)
}

fn name_domain(visit: &mut Visit<'_>, person: &SignedIn, sent: &Form, form: &mut FormView) -> Result<Outcome, Problem> {
    match Domain::read(&mut visit.scope(), sent.text("domain"))? {
        Ok(host) => {
            let id = visit.current.id();
            visit
                .world
                .store
                .write(|write| Domain::name(&mut SiteWrite::new(id, write), Some(&person.standing), &host))?;
            Ok(Outcome::Done("domain-named"))
        }
        Err(fault) => {
            form.refuse(
                "domain",
                visit.words().say(&format!("address-domain-{}", fault.as_str())),
            );
            Ok(Outcome::Said)
        }
    }
}

fn look_up(visit: &mut Visit<'_>, person: &SignedIn, host: &str, form: &mut FormView) -> Result<Outcome, Problem> {
    let domain = Domain::find(&mut visit.scope(), host)?.ok_or(Problem::NotFound)?;
    let words = visit.words();
    let id = visit.current.id();
    let store = &visit.world.store;
    if !store.write(|write| take(write, &LOOKS, &id.to_string()))? {
        form.say(words.say("address-look-too-often"));
        return Ok(Outcome::Said);
    }
    // Nothing is locked while name servers are asked.
    let shown = visit.world.domain_proofs.look(&domain);
    let sentence = match shown {
        Shown::Yes => {
            let by = Some(&person.standing);
            match store.write(|write| Domain::prove(&mut SiteWrite::new(id, write), by, host)) {
                Ok(()) => return Ok(Outcome::Done("domain-proved")),
                Err(Error::Taken(_)) => "address-domain-taken",
                Err(error) => return Err(error.into()),
            }
        }
        Shown::No => {
            store.write(|write| Domain::looked_at(&mut SiteWrite::new(id, write), host))?;
            "address-look-missing"
        }
        Shown::Unknown => "address-look-unknown",
    };
    form.say(words.say_with(sentence, &[("domain", host.into())]));
    Ok(Outcome::Said)
}

fn answer_at(visit: &Visit<'_>, person: &SignedIn, host: &str) -> Result<Outcome, Problem> {
    let host = HostName::parse(host).map_err(|_| Problem::BadRequest)?;
    let id = visit.current.id();
    visit
        .world
        .store
        .write(|write| tree_changes::answer_at(write, Some(&person.standing), id, &host))?;
    Ok(Outcome::Moved(host))
}

fn give_up(visit: &Visit<'_>, person: &SignedIn, host: &str) -> Result<Outcome, Problem> {
    let id = visit.current.id();
    let was_address = visit.current.here.host == host;
    let now = visit.world.store.write(|write| {
        Domain::give_up(&mut SiteWrite::new(id, write), Some(&person.standing), host)?;
        canonical_host(write, id)
    })?;
    Ok(if was_address {
        Outcome::Moved(now)
    } else {
        Outcome::Done("domain-removed")
    })
}

fn canonical_host(write: &mut umbel_core::Write<'_>, id: umbel_core::SiteId) -> umbel_core::Result<HostName> {
    let hosts = umbel_core::tree::Host::of(write.connection, id)?;
    let own = hosts.iter().find(|host| host.canonical);
    HostName::parse(&own.ok_or(Error::NotFound("the address"))?.host)
}

fn view(visit: &mut Visit<'_>, form: FormView) -> Result<AddressView, Problem> {
    let here = visit.current.here.clone();
    let above = visit.current.above.first().map(|above| above.host.clone());
    let home = home_host(&mut visit.scope())?.map(|home| home.as_str().to_owned());
    let known = Domain::of(&mut visit.scope())?;
    let words = visit.words();
    let label = match (&home, &above) {
        (Some(home), Some(above)) => home.strip_suffix(&format!(".{above}")).unwrap_or_default(),
        _ => "",
    };
    let domains = known
        .iter()
        .map(|domain| DomainView {
            record_name: domain.record_name(),
            record_text: domain.record_text(),
            is_proved: domain.proved_at.is_some(),
            is_address: domain.host == here.host,
            checked: domain.checked_at.map(|moment| words.when(moment).relative),
            warning: match (domain.proved_at, domain.failures) {
                (_, 0) => None,
                (Some(_), failures) => Some(words.say_with("address-failing", &[("count", failures.into())])),
                (None, _) => Some(words.say("address-detached")),
            },
            is_bare: domain.host.matches('.').count() == 1,
            host: domain.host.clone(),
        })
        .collect();
    let mut aliases: Vec<String> = here
        .aliases
        .iter()
        .filter(|alias| known.iter().all(|domain| domain.host != **alias))
        .filter(|alias| home.as_ref() != Some(*alias))
        .cloned()
        .collect();
    aliases.sort();
    let target = home.clone().unwrap_or_else(|| here.host.clone());
    Ok(AddressView {
        form: form.filled("label", label),
        url: visit.world.origin.of(&here.host),
        aliases,
        above,
        home: home.filter(|home| *home != here.host),
        host: here.host.clone(),
        domains,
        target,
    })
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let waiting = DomainView {
        host: "tenants.example".into(),
        record_name: "_umbel.tenants.example".into(),
        record_text: "umbel-site=abc".into(),
        is_proved: false,
        is_address: false,
        checked: None,
        warning: Some("It no longer leads here.".into()),
        is_bare: true,
    };
    let full = AddressView {
        form: FormView::sample(FIELDS),
        url: "https://boston.example".into(),
        host: "boston.example".into(),
        aliases: vec!["boston-old.cosecha.example".into()],
        above: Some("cosecha.example".into()),
        home: Some("boston.cosecha.example".into()),
        domains: vec![
            waiting.clone(),
            DomainView {
                is_proved: true,
                is_address: true,
                checked: Some("today".into()),
                warning: None,
                is_bare: false,
                ..waiting.clone()
            },
            DomainView {
                is_proved: true,
                checked: Some("today".into()),
                ..waiting
            },
        ],
        target: "boston.cosecha.example".into(),
    };
    let bare = AddressView {
        aliases: Vec::new(),
        above: None,
        home: None,
        domains: Vec::new(),
        ..full.clone()
    };
    vec![
        workplace::sample("manage/address.html", &full),
        workplace::sample("manage/address.html", &bare),
        workplace::sample(
            "manage/moved.html",
            &MovedView {
                url: "https://boston.example/manage/address".into(),
                host: "boston.example".into(),
            },
        ),
    ]
}
