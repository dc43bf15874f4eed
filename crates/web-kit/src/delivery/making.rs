//! Making one answer: who is there, whether they may come in, the handler, and what its answer is as bytes.

use actix_web::http::StatusCode;
use actix_web::web::{self, Data};
use bytes::Bytes;
use multisite_router::CurrentSite;
use std::collections::BTreeMap;
use umbel_core::Connection;
use umbel_core::people::Role;
use umbel_core::token::Token;
use umbel_core::tree::{Redirect, SiteStatus};

use super::encoded::Encoded;
use super::respond::{Keep, Ready};
use super::{error_pages, gate, silenced, upload};
use crate::feature::{Handler, Kept, Route, WhenClosed};
use crate::forms::{Form, TOKEN_FIELD};
use crate::path::{encoded, query_value};
use crate::problem::Problem;
use crate::visit::{Answer, Browser, Cookie, Ground, Visit};
use crate::world::World;

/// How long a browser keeps what forms are tied to while nobody is signed in.
const FORM_COOKIE_SECONDS: i64 = 24 * 3_600;
const HTML: &str = "text/html; charset=utf-8";
/// What scripts read.
pub(super) const JSON: &str = "application/json";

/// Everything a handler needs, owned, so that it can go to another thread.
#[derive(Clone)]
pub(super) struct Request {
    pub(super) current: CurrentSite,
    pub(super) ground: Ground,
    pub(super) browser: Browser,
    pub(super) raw_target: String,
    pub(super) path: String,
    pub(super) query: BTreeMap<String, String>,
    pub(super) parameters: BTreeMap<String, String>,
    pub(super) route: &'static Route,
    /// Whether a script sent it, which reads sentences and no pages.
    pub(super) by_script: bool,
    pub(super) form: Option<Form>,
    pub(super) files: Vec<upload::Received>,
}

impl Request {
    /// The visit a handler is given, with everything that was sent and nobody in it yet.
    pub(super) fn visit<'a>(&'a self, world: &'a World, connection: &'a mut Connection) -> Visit<'a> {
        let mut visit = Visit::new(world, &self.current, connection, &self.path, world.store.now());
        visit.parameters = self.parameters.clone();
        visit.query = self.query.clone();
        visit.form = self.form.clone();
        visit.files = self.files.clone();
        visit.ground = self.ground;
        visit.browser = self.browser.clone();
        visit.by_script = self.by_script;
        visit
    }

    /// Whether everybody may read the place this is for.
    pub(super) fn is_for_everybody(&self) -> bool {
        self.ground == Ground::Site && open(&self.current).is_ok()
    }
}

/// Runs the handler where waiting is allowed and makes its answer ready.
pub(super) async fn make(world: &Data<World>, request: Request) -> Ready {
    let shared = Data::clone(world);
    let outcome = web::block(move || {
        let is_kept = request.route.kept == Kept::UntilChanged && request.form.is_none();
        let keep = if is_kept && request.is_for_everybody() {
            Keep::ForASecond
        } else {
            Keep::Never
        };
        shared
            .store
            .read(|connection| {
                let mut visit = request.visit(&shared, connection);
                let mut answer = answer(&mut visit, &request);
                if request.by_script {
                    answer = upload::as_script_reads(&mut visit, answer);
                }
                Ok(finished(&mut visit, answer, &request.raw_target, keep))
            })
            .unwrap_or_else(|error| error_pages::outside(&shared, &error.into()))
    })
    .await;
    outcome.unwrap_or_else(|_| error_pages::outside(world, &Problem::Broken("a handler panicked".into())))
}

/// Looks who is there, whether they may come in, and calls the handler.
fn answer(visit: &mut Visit<'_>, request: &Request) -> Result<Answer, Problem> {
    let closed = match (request.ground, request.route.when_closed) {
        (Ground::Site, WhenClosed::Refuses) => open(&request.current).err(),
        (Ground::Site, WhenClosed::Answers) | (Ground::SignIn, _) => None,
    };
    let is_open = matches!(request.route.handler, Handler::Open(_));
    if !is_open || closed.is_some() || request.ground == Ground::SignIn {
        visit.person = gate::person(
            visit.world,
            visit.connection,
            &request.current,
            request.ground,
            &request.browser,
        )?;
        visit.choose_language();
    }
    tie_forms(visit);
    // A form for somebody, and any on the sign-in host, must be one that we gave to this very browser.
    let is_personal = match request.route.handler {
        Handler::Open(_) => request.ground == Ground::SignIn,
        Handler::SignedIn(_) | Handler::Holding(..) => visit.person.is_some(),
    };
    if let Some(form) = &visit.form
        && is_personal
        && (visit.form_token.is_empty() || !gate::is_same(form.exact(TOKEN_FIELD), &visit.form_token))
    {
        return Err(Problem::Forged);
    }
    let person = visit.person.clone();
    let belongs = person
        .as_ref()
        .is_some_and(|person| person.standing.is_at_least(Role::Member));
    // Whoever does not belong sees nothing of a closed site but its name, on whatever page.
    visit.is_closed = closed.is_some() && !belongs;
    match request.route.handler {
        Handler::Open(call) => match closed {
            // Members read what is theirs; what an admin has closed is closed to them, too.
            Some(Problem::Private) if belongs => call(visit),
            Some(closed) => Err(closed),
            None => call(visit),
        },
        Handler::SignedIn(call) => match (&person, closed) {
            (Some(_), Some(Problem::Suspended)) if !belongs => Err(Problem::Suspended),
            (Some(person), _) => call(visit, person),
            (None, _) => sign_in_first(visit, request),
        },
        Handler::Holding(role, call) => match &person {
            Some(person) if person.standing.is_at_least(role) => match visit.second_factor_missing(person)? {
                Some(elsewhere) => Ok(elsewhere),
                None => match silenced::sent_away(visit, role, person)? {
                    Some(elsewhere) => Ok(elsewhere),
                    None => call(visit, person),
                },
            },
            Some(_) => Err(Problem::Refused),
            None => sign_in_first(visit, request),
        },
    }
}

/// Ties forms to the session, or on the sign-in host to the browser while nobody is signed in.
pub(super) fn tie_forms(visit: &mut Visit<'_>) {
    let held = match (visit.ground, visit.person.is_some()) {
        (Ground::Site, true) => visit.browser.site.clone(),
        (Ground::SignIn, true) => visit.browser.id.clone(),
        (Ground::SignIn, false) => Some(visit.browser.form.clone().unwrap_or_else(|| {
            let fresh = Token::new();
            visit.keep_cookie(Cookie::Form, &fresh, FORM_COOKIE_SECONDS);
            fresh
        })),
        (Ground::Site, false) => None,
    };
    if let Some(held) = held {
        visit.form_token = gate::form_token(&held);
    }
}

/// Sends a visitor to sign in and back; what was sent without a session is not taken.
fn sign_in_first(visit: &mut Visit<'_>, request: &Request) -> Result<Answer, Problem> {
    if visit.form.is_some() {
        return Err(Problem::SignedOut);
    }
    Ok(Answer::GoOn(format!(
        "/sign-in?to={}",
        query_value(request.raw_target.as_str())
    )))
}

/// Whether everybody may read the site: it and everything above it must be open.
pub(super) fn open(current: &CurrentSite) -> Result<(), Problem> {
    for node in std::iter::once(&current.here).chain(&current.above) {
        match node.site.status {
            SiteStatus::Active | SiteStatus::Archived => {}
            SiteStatus::Suspended => return Err(Problem::Suspended),
            SiteStatus::Private => return Err(Problem::Private),
        }
    }
    Ok(())
}

/// The bytes of an answer; what is not found may be remembered elsewhere, what broke becomes the theme's page about it.
pub(super) fn finished(visit: &mut Visit<'_>, answer: Result<Answer, Problem>, raw_target: &str, keep: Keep) -> Ready {
    let (answer, keep) = match answer {
        Ok(answer) => (answer, keep),
        Err(problem) => {
            if let Problem::Broken(reason) = &problem {
                // The path says enough; queries may hold what people searched for.
                tracing::error!(site = %visit.current.id(), path = visit.path, reason, "a page broke");
            }
            let elsewhere = (matches!(problem, Problem::NotFound) && visit.ground == Ground::Site)
                .then(|| remembered(visit, raw_target))
                .flatten();
            match elsewhere {
                Some(path) => (Answer::Moved(path), Keep::ForASecond),
                None => (error_pages::on_site(visit, &problem), Keep::Never),
            }
        }
    };
    let whole = |path: String, visit: &Visit<'_>| {
        if path.starts_with('/') {
            format!("{}{path}", visit.base_url())
        } else {
            path
        }
    };
    let ready = match answer {
        Answer::Page { status, html } => Ready::new(status, HTML, Encoded::quickly(Bytes::from(html)), keep),
        Answer::File { mime, text } => Ready::new(StatusCode::OK, mime, Encoded::quickly(Bytes::from(text)), keep),
        Answer::Json { status, text } => Ready::new(status, JSON, Encoded::quickly(Bytes::from(text)), keep),
        Answer::Download(download) => Ready::download(download),
        Answer::Moved(path) => Ready::moved(&whole(path, visit), false),
        Answer::GoOn(path) => Ready::go_on(&whole(path, visit)),
    };
    // What members alone may see, and what a form led to, is not counted.
    let counts_as = visit.counts_as.take().filter(|_| keep == Keep::ForASecond);
    let counter = counts_as.map(|what| visit.world.reads.counter(visit.current.id(), what));
    ready
        .counted(counter)
        .with_cookies(&visit.cookies)
        .with_forms_leading_to(visit.forms_lead_to.take())
}

/// Where something that is not here used to be: old addresses of imported or renamed things, and stray slashes at the end.
fn remembered(visit: &mut Visit<'_>, raw_target: &str) -> Option<String> {
    let path = visit.path.to_owned();
    let without_slash = path.trim_end_matches('/').to_owned();
    let mut candidates = vec![path.clone(), format!("{without_slash}/")];
    if !without_slash.is_empty() {
        candidates.push(without_slash.clone());
    }
    if let Some((_, query)) = raw_target.split_once('?') {
        candidates.insert(0, format!("?{query}"));
    }
    match Redirect::find(&mut visit.scope(), &candidates) {
        Ok(Some(path)) => return Some(path),
        Ok(None) => {}
        Err(error) => tracing::error!(%error, "old addresses could not be looked up"),
    }
    (path.len() > 1 && path.ends_with('/') && !without_slash.is_empty()).then(|| encoded(&without_slash))
}
