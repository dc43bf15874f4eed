//! What the templates of these pages are given.

use serde::Serialize;
use umbel_core::tree::{HostName, Site, SiteKind};
use umbel_web_kit::feature::sample;
use umbel_web_kit::stones::{Mark, When};
use umbel_web_kit::{Answer, FormView, PageHead, Problem, Visit};

use crate::form::{FIELDS, Read};
use crate::place::{NO_POINT, NONE_OF_THESE, ROUGHLY};
use crate::way::Way;

/// A town to choose.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PlaceChoice {
    pub(crate) key: String,
    pub(crate) label: String,
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
}

/// A town whose name stands on the map.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MapTown {
    pub(crate) name: String,
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
}

/// A template to choose.
#[derive(Clone, Debug, Serialize)]
struct TemplateChoice {
    key: String,
    name: String,
    tagline: String,
    url: Option<String>,
}

/// `start/form.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FormPageView {
    form: FormView,
    action: &'static str,
    heading: String,
    /// What happens when it is sent.
    lead: String,
    button: String,
    /// What the label stands before.
    host: String,
    suggestions: Vec<String>,
    places: Vec<PlaceChoice>,
    none: &'static str,
    roughly: &'static str,
    no_point: &'static str,
    languages: Vec<(String, String)>,
    time_zones: Vec<(String, String)>,
    templates: Vec<TemplateChoice>,
}

impl FormPageView {
    pub(crate) fn new(
        visit: &Visit<'_>,
        form: FormView,
        way: Way,
        read: Read,
        templates: &[Site],
        host: &HostName,
    ) -> Self {
        let words = visit.words();
        let here = &visit.current.here;
        let is_network = here.site.kind == SiteKind::Umbrella;
        let what = if is_network { "network" } else { "site" };
        let how = if way == Way::ByRequest { "request" } else { "now" };
        let name = here.site.name.as_str();
        Self {
            form,
            action: if is_network { "/start/network" } else { "/start" },
            heading: words.say_with(&format!("start-{what}-heading"), &[("name", name.into())]),
            lead: words.say_with(&format!("start-{what}-{how}"), &[("name", name.into())]),
            button: words.say(&format!("start-{what}-{how}-button")),
            host: host.to_string(),
            suggestions: read.suggestions,
            places: read.places,
            none: NONE_OF_THESE,
            roughly: ROUGHLY,
            no_point: NO_POINT,
            languages: visit
                .world
                .themes
                .languages()
                .all()
                .map(|language| (language.to_owned(), words.say(&format!("language-name-{language}"))))
                .collect(),
            time_zones: time_zones(),
            templates: templates
                .iter()
                .map(|template| TemplateChoice {
                    key: template.id.to_string(),
                    name: template.name.clone(),
                    tagline: template.tagline.clone(),
                    url: visit
                        .world
                        .tree
                        .site(template.id)
                        .map(|site| visit.world.origin.of(&site.host)),
                })
                .collect(),
        }
    }
}

/// Zones with a town in their name, by name: the others are old spellings and offsets.
fn time_zones() -> Vec<(String, String)> {
    const CONTINENTS: [&str; 9] = [
        "Africa/",
        "America/",
        "Antarctica/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    ];
    chrono_tz::TZ_VARIANTS
        .iter()
        .map(|zone| zone.name())
        .filter(|name| CONTINENTS.iter().any(|continent| name.starts_with(continent)))
        .map(|name| (name.to_owned(), name.replace('_', " ")))
        .collect()
}

/// A network to start a site in.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NetworkChoice {
    pub(crate) name: String,
    pub(crate) tagline: String,
    pub(crate) url: String,
    pub(crate) mark: Mark,
    pub(crate) how: String,
    pub(crate) is_possible: bool,
}

/// `start/choose.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ChooseView {
    pub(crate) networks: Vec<NetworkChoice>,
    pub(crate) can_start_network: bool,
    pub(crate) network_by_request: bool,
}

/// `start/ask_somebody.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AskSomebodyView {
    /// Whether it is about a network rather than a site.
    pub(crate) is_network: bool,
    /// Whether nothing new comes to be here at all.
    pub(crate) is_closed: bool,
    pub(crate) names: Vec<String>,
    pub(crate) email: Option<String>,
}

/// `start/asked.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AskedView {
    pub(crate) requests: Vec<AskedRow>,
}

/// One of somebody's requests.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AskedRow {
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) state: String,
    pub(crate) waits: bool,
    pub(crate) reason: String,
    pub(crate) asked: When,
}

pub(crate) fn form(visit: &mut Visit<'_>, view: &FormPageView) -> Result<Answer, Problem> {
    page(visit, "start/form.html", &view.heading, view.action, view)
}

pub(crate) fn choose(visit: &mut Visit<'_>, view: &ChooseView) -> Result<Answer, Problem> {
    let title = visit.words().say("start-choose-heading");
    page(visit, "start/choose.html", &title, "/start", view)
}

pub(crate) fn ask_somebody(visit: &mut Visit<'_>, view: &AskSomebodyView) -> Result<Answer, Problem> {
    let title = visit.words().say("start-ask-heading");
    let path = visit.path.to_owned();
    page(visit, "start/ask_somebody.html", &title, &path, view)
}

pub(crate) fn asked(visit: &mut Visit<'_>, view: &AskedView) -> Result<Answer, Problem> {
    let title = visit.words().say("start-asked-heading");
    page(visit, "start/asked.html", &title, "/start/asked", view)
}

fn page<V: Serialize>(
    visit: &mut Visit<'_>,
    template: &str,
    title: &str,
    path: &str,
    view: &V,
) -> Result<Answer, Problem> {
    let head = PageHead {
        noindex: true,
        ..PageHead::new(title, path)
    };
    visit.page(template, head, view)
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let network = |is_possible| NetworkChoice {
        name: "Cosecha".into(),
        tagline: "Dignity and permanent protection.".into(),
        url: "https://cosecha.liberation.example/start".into(),
        mark: Mark::sample(),
        how: "You can start a site here at once.".into(),
        is_possible,
    };
    let row = |waits| AskedRow {
        name: "Boston".into(),
        address: "boston.cosecha.liberation.example".into(),
        state: "Waits for an answer".into(),
        waits,
        reason: "There is a group in Boston already: write to them.".into(),
        asked: When::sample(),
    };
    let whom = AskSomebodyView {
        is_network: false,
        is_closed: false,
        names: vec!["Rosa".into(), "Ana".into()],
        email: Some("hello@cosecha.example".into()),
    };
    vec![
        sample("start/form.html", &filled_form()),
        sample("start/form.html", &empty_form()),
        sample(
            "start/choose.html",
            &ChooseView {
                networks: vec![network(true), network(false)],
                can_start_network: true,
                network_by_request: true,
            },
        ),
        sample(
            "start/choose.html",
            &ChooseView {
                networks: Vec::new(),
                can_start_network: false,
                network_by_request: false,
            },
        ),
        sample("start/ask_somebody.html", &whom),
        sample(
            "start/ask_somebody.html",
            &AskSomebodyView {
                is_closed: true,
                is_network: true,
                names: Vec::new(),
                email: None,
            },
        ),
        sample(
            "start/asked.html",
            &AskedView {
                requests: vec![row(true), row(false)],
            },
        ),
        sample("start/asked.html", &AskedView { requests: Vec::new() }),
    ]
}

fn filled_form() -> FormPageView {
    FormPageView {
        form: FormView::sample(FIELDS),
        action: "/start",
        heading: "Start a site".into(),
        lead: "It is there at once.".into(),
        button: "Start the site".into(),
        host: "cosecha.liberation.example".into(),
        suggestions: vec!["boston-2".into()],
        places: vec![PlaceChoice {
            key: "1".into(),
            label: "Boston, Massachusetts, United States".into(),
            latitude: 42.35,
            longitude: -71.05,
        }],
        none: NONE_OF_THESE,
        roughly: ROUGHLY,
        no_point: NO_POINT,
        languages: vec![("en".into(), "English".into())],
        time_zones: vec![("America/New_York".into(), "America/New York".into())],
        templates: vec![TemplateChoice {
            key: "1".into(),
            name: "A local group".into(),
            tagline: "Pages for newcomers.".into(),
            url: Some("https://template.cosecha.liberation.example".into()),
        }],
    }
}

fn empty_form() -> FormPageView {
    FormPageView {
        suggestions: Vec::new(),
        places: Vec::new(),
        templates: Vec::new(),
        ..filled_form()
    }
}
