//! Pages that say why there is no page, in the site's theme and language.

use bytes::Bytes;
use serde::Serialize;
use tera::Context;
use umbel_core::time::zone_or_utc;

use super::encoded::Encoded;
use super::respond::{Keep, Ready};
use crate::i18n::{FALLBACK, Words, direction};
use crate::path::{encoded, query_value};
use crate::problem::Problem;
use crate::stones::Link;
use crate::visit::{Answer, Ground, PageHead, Visit};
use crate::world::World;

/// What `error.html` is given.
#[derive(Clone, Debug, Serialize)]
pub struct ErrorView {
    status: u16,
    heading: String,
    message: String,
    links: Vec<Link>,
    search: bool,
}

impl ErrorView {
    pub(crate) fn sample() -> Self {
        Self {
            status: 404,
            heading: "This page is not here".into(),
            message: "Perhaps it moved.".into(),
            links: vec![Link::new("Front page", "/")],
            search: true,
        }
    }
}

/// The page of a problem on a site.
pub(super) fn on_site(visit: &mut Visit<'_>, problem: &Problem) -> Answer {
    let words = visit.words();
    // Of a closed site nothing is shown but its name.
    let closed = matches!(problem, Problem::Private | Problem::Suspended);
    visit.is_closed = closed;
    visit.chrome = None;
    let at_sign_in = visit.ground == Ground::SignIn;
    let mut links = Vec::new();
    if at_sign_in {
        links.push(Link::new(words.say("account-heading"), "/account"));
        if let Some(umbrella) = visit.world.tree.umbrella() {
            links.push(Link::new(
                umbrella.site.name.clone(),
                visit.world.origin.of(&umbrella.host),
            ));
        }
    } else if !closed {
        links.push(Link::new(words.say("error-link-front"), "/"));
        links.extend(visit.features().filter_map(|feature| {
            let nav = feature.nav.as_ref()?;
            let kind = visit.current.here.site.kind;
            nav.kinds
                .contains(&kind)
                .then(|| Link::new(words.say(nav.label), nav.path))
        }));
    }
    if matches!(problem, Problem::Private) {
        // Members come in by signing in; others may ask to become one.
        links.push(match visit.person {
            None => {
                let path = if visit.path.is_empty() { "/" } else { visit.path };
                let to = query_value(&encoded(path));
                Link::new(words.say("sign-in-heading"), format!("/sign-in?to={to}"))
            }
            Some(_) => Link::new(words.say("join-heading"), "/join"),
        });
    }
    if let Some(above) = visit.current.above.first() {
        links.push(Link::new(above.site.name.clone(), visit.world.origin.of(&above.host)));
    }
    let view = ErrorView {
        status: problem.status().as_u16(),
        heading: words.say(&format!("{}-heading", problem.words())),
        message: words.say(&format!("{}-message", problem.words())),
        links,
        search: matches!(problem, Problem::NotFound | Problem::Gone) && !at_sign_in,
    };
    let head = PageHead {
        noindex: true,
        ..PageHead::new(view.heading.clone(), "/")
    };
    let template = if at_sign_in { "error_plain.html" } else { "error.html" };
    match visit.page_with_status(problem.status(), template, head, &view) {
        Ok(answer) => answer,
        Err(error) => {
            tracing::error!(?error, "the page for an error failed too");
            Answer::File {
                mime: "text/plain; charset=utf-8",
                text: view.heading,
            }
        }
    }
}

/// What `unknown_host.html` is given.
#[derive(Clone, Debug, Serialize)]
pub struct UnknownHostView {
    heading: String,
    message: String,
    home: Option<Link>,
    lang: String,
    dir: &'static str,
    stylesheet: String,
}

impl UnknownHostView {
    pub(crate) fn sample() -> Self {
        Self {
            heading: "No group lives at this address".into(),
            message: "Check the address.".into(),
            home: Some(Link::new("See all groups", "https://umbrella.example/directory")),
            lang: "en".into(),
            dir: "ltr",
            stylesheet: "/static/00/site.css".into(),
        }
    }
}

/// The page for a request that belongs to no site. It never repeats what was asked for.
pub(super) fn outside(world: &World, problem: &Problem) -> Ready {
    let umbrella = world.tree.umbrella();
    let locale = umbrella
        .as_ref()
        .map_or(FALLBACK, |umbrella| umbrella.site.locale.as_str());
    let words = Words::new(world.themes.languages(), locale, zone_or_utc("UTC"), world.store.now());
    let prefix = if matches!(problem, Problem::NotFound) {
        "unknown-host"
    } else {
        problem.words()
    };
    let theme = umbrella.as_ref().map_or("", |umbrella| umbrella.site.theme.as_str());
    let accent = umbrella.as_ref().and_then(|umbrella| umbrella.site.accent.clone());
    let letters = umbrella.as_ref().and_then(|umbrella| umbrella.site.letters.clone());
    let view = UnknownHostView {
        heading: words.say(&format!("{prefix}-heading")),
        message: words.say(&format!("{prefix}-message")),
        home: umbrella.as_ref().map(|umbrella| {
            Link::new(
                words.say("unknown-host-home"),
                format!("{}/directory", world.origin.of(&umbrella.host)),
            )
        }),
        lang: words.locale().to_owned(),
        dir: direction(words.locale()),
        stylesheet: world
            .themes
            .stylesheet(theme, accent.as_deref(), letters.as_deref())
            .url(),
    };
    let html = Context::from_serialize(&view)
        .and_then(|context| world.themes.render(theme, locale, "unknown_host.html", &context))
        .unwrap_or_else(|error| {
            tracing::error!(%error, "the page for an unknown host failed");
            view.heading.clone()
        });
    Ready::new(
        problem.status(),
        "text/html; charset=utf-8",
        Encoded::quickly(Bytes::from(html)),
        Keep::Never,
    )
}
