//! The one entrance: every request on every host, but for kept pages, which [`super::shortcut`] answers before.

use actix_web::http::{Method, header};
use actix_web::web::{self, Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use multisite_router::{CurrentSite, Resolution, requested_host};
use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use umbel_core::people::Role;
use umbel_core::token::Token;
use umbel_core::tree::{Redirect, SiteStatus};

use super::cache::{KeyRef, version};
use super::encoded::Encoded;
use super::respond::{Keep, Ready};
use super::{error_pages, files, for_members, gate, operations, upload};
use crate::feature::{Handler, Kept, Route, WhenClosed};
use crate::forms::{Form, TOKEN_FIELD};
use crate::path::{LONGEST_TARGET, decoded, encoded, query_value, read_query};
use crate::problem::Problem;
use crate::visit::{Answer, Browser, Cookie, Ground, Visit};
use crate::world::World;

/// How long a body may take to arrive.
const LONGEST_BODY_WAIT: Duration = Duration::from_secs(30);
/// How long a browser keeps what forms are tied to while nobody is signed in.
const FORM_COOKIE_SECONDS: i64 = 24 * 3_600;
const HTML: &str = "text/html; charset=utf-8";
const JSON: &str = "application/json";

/// Answers a request.
pub async fn dispatch(request: HttpRequest, payload: Payload, world: Data<World>) -> HttpResponse {
    world.counts.requests.fetch_add(1, Ordering::Relaxed);
    let peer = request.peer_addr().map(|address| address.ip());
    let path = request.uri().path();
    if path.starts_with("/-/")
        && let Some(response) = operations::answer(&world, path, request.headers(), peer)
    {
        return response;
    }
    let host = requested_host(request.uri(), request.headers(), peer, &world.proxies);
    let resolution = host.map_or(Resolution::Malformed, |host| world.tree.resolve(host));
    let ready = match resolution {
        Resolution::Site(id) | Resolution::SignIn(id) => match world.tree.current(id) {
            Some(current) => {
                let ground = if matches!(resolution, Resolution::SignIn(_)) {
                    Ground::SignIn
                } else {
                    Ground::Site
                };
                at_site(&request, payload, &world, current, ground).await
            }
            None => Arc::new(error_pages::outside(&world, &Problem::NotFound)),
        },
        Resolution::Alias(id) => Arc::new(to_canonical(&request, &world, id)),
        Resolution::Unknown => Arc::new(match files::stylesheet(&world, None, Ground::Site, path) {
            Some(sheet) => sheet,
            None => error_pages::outside(&world, &Problem::NotFound),
        }),
        Resolution::Malformed => Arc::new(error_pages::outside(&world, &Problem::BadRequest)),
    };
    let response = ready.respond(request.headers());
    if let Some(counter) = ready.counter() {
        world
            .reads
            .count(counter, request.method(), request.headers(), response.status());
    }
    response
}

/// Sends a visitor from an alias to the site's own address, with path and query.
fn to_canonical(request: &HttpRequest, world: &World, id: umbel_core::SiteId) -> Ready {
    let Some(site) = world.tree.site(id) else {
        return error_pages::outside(world, &Problem::NotFound);
    };
    let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
    let reading = matches!(*request.method(), Method::GET | Method::HEAD);
    Ready::moved(&format!("{}{target}", world.origin.of(&site.host)), !reading)
}

async fn at_site(
    request: &HttpRequest,
    payload: Payload,
    world: &Data<World>,
    current: CurrentSite,
    ground: Ground,
) -> Arc<Ready> {
    let reading = matches!(*request.method(), Method::GET | Method::HEAD);
    let raw_path = request.uri().path();
    let raw_query = request.uri().query().unwrap_or_default();
    let now = world.store.now();
    if let Some(early) = refusal(request) {
        return failure(world, current, ground, early).await;
    }
    if let Some(file) =
        files::stylesheet(world, Some(&current), ground, raw_path).or_else(|| files::asset(world, raw_path))
    {
        return Arc::new(file);
    }
    if ground == Ground::Site && raw_path.starts_with("/media/") {
        let world = Data::clone(world);
        let path = raw_path.to_owned();
        let found = {
            let world = Data::clone(&world);
            web::block(move || files::media(&world, &path)).await.ok().flatten()
        };
        return match found {
            Some(file) => Arc::new(file),
            None => failure(&world, current, ground, Problem::NotFound).await,
        };
    }
    let Some(path) = decoded(raw_path) else {
        return failure(world, current, ground, Problem::BadRequest).await;
    };
    let routes = match ground {
        Ground::Site => &world.routes,
        Ground::SignIn => &world.sign_in_routes,
    };
    let Some(found) = routes.find(&current, &path) else {
        return failure(world, current, ground, Problem::NotFound).await;
    };
    let origin = match ground {
        Ground::Site => world.origin.of(&current.here.host),
        Ground::SignIn => world.sign_in_url(""),
    };
    let peer = request.peer_addr().map(|address| address.ip());
    let visit = Request {
        current,
        ground,
        browser: gate::browser(request.headers(), peer, &world.proxies),
        raw_target: request
            .uri()
            .path_and_query()
            .map_or_else(|| "/".to_owned(), ToString::to_string),
        path,
        query: read_query(raw_query, found.route.query),
        parameters: found.parameters,
        route: found.route,
        by_script: upload::is_by_script(found.route, request.headers()),
        form: None,
        files: Vec::new(),
    };
    if !reading {
        if !found.route.takes_form || *request.method() != Method::POST {
            return failure(world, visit.current, ground, Problem::MethodNotAllowed).await;
        }
        if !gate::comes_from_here(request.headers(), &origin) {
            return refused(world, visit, Problem::Forged).await;
        }
        let sent = if upload::brings_files(found.route, request.headers()) {
            upload::receive(world, request.headers(), payload, &visit).await
        } else {
            let form = read_form(payload, found.route.longest_form).await;
            form.map(|form| (form, Vec::new()))
        };
        return match sent {
            Ok((form, files)) => {
                let form = Some(form);
                Arc::new(make(world, Request { form, files, ..visit }).await)
            }
            Err(problem) => refused(world, visit, problem).await,
        };
    }
    // What members alone may read is made for each of them.
    let for_everybody = open(&visit.current).is_ok() && ground == Ground::Site;
    let again = for_members::second_try(&visit);
    let ready = match &world.cache {
        Some(cache) if found.route.kept == Kept::UntilChanged && for_everybody => {
            kept(world, cache, visit, raw_path, now).await
        }
        _ => Arc::new(make(world, visit).await),
    };
    for_members::or_missing(world, again, ready).await
}

/// What can be refused before anything is looked up.
fn refusal(request: &HttpRequest) -> Option<Problem> {
    let target = request.uri().path_and_query().map_or(0, |target| target.as_str().len());
    if target > LONGEST_TARGET {
        return Some(Problem::AddressTooLong);
    }
    // Unpacking what strangers send costs far more than it cost them: one small body stood for gigabytes.
    request
        .headers()
        .contains_key(header::CONTENT_ENCODING)
        .then_some(Problem::UnsupportedEncoding)
}

/// A page from the cache, made by exactly one of those who wait for it.
async fn kept(
    world: &Data<World>,
    cache: &super::PageCache,
    request: Request,
    raw_path: &str,
    now: umbel_core::Instant,
) -> Arc<Ready> {
    let site = request.current.id();
    let mut target = raw_path.to_owned();
    for (position, (name, value)) in request.query.iter().enumerate() {
        target.push(if position == 0 { '?' } else { '&' });
        target.push_str(&format!("{name}={}", query_value(value)));
    }
    let key = KeyRef {
        site,
        version: version(world.store.generations(), &request.current, now),
        target: &target,
    }
    .to_owned();
    // The site is read again after the version: a page may be newer than the version it is kept under, never older.
    let request = match world.tree.current(site) {
        Some(current) => Request { current, ..request },
        None => request,
    };
    match cache.pages.get_value_or_guard_async(&key).await {
        Ok(ready) => {
            world.counts.hits.fetch_add(1, Ordering::Relaxed);
            ready
        }
        Err(guard) => {
            world.counts.misses.fetch_add(1, Ordering::Relaxed);
            let ready = make(world, request).await;
            // Only what exists is kept: anybody can ask for endless addresses that don't.
            if ready.status() != actix_web::http::StatusCode::OK {
                return Arc::new(ready);
            }
            let tag = ready.tag();
            let since = match cache.since.get(&(site, target.clone())) {
                Some((known, since)) if known == tag => since,
                _ => {
                    cache.since.insert((site, target), (tag, now));
                    now
                }
            };
            let ready = Arc::new(ready.modified(since));
            // Losing the place to a writer only means that the next visitor makes the page again.
            let _ = guard.insert(Arc::clone(&ready));
            ready
        }
    }
}

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
    form: Option<Form>,
    files: Vec<upload::Received>,
}

/// Runs the handler where waiting is allowed and makes its answer ready.
async fn make(world: &Data<World>, request: Request) -> Ready {
    let shared = Data::clone(world);
    let outcome = web::block(move || {
        let for_everybody = open(&request.current).is_ok() && request.ground == Ground::Site;
        let keep = if request.route.kept == Kept::UntilChanged && request.form.is_none() && for_everybody {
            Keep::ForASecond
        } else {
            Keep::Never
        };
        shared
            .store
            .read(|connection| {
                let mut visit = Visit::new(&shared, &request.current, connection, &request.path, shared.store.now());
                visit.parameters = request.parameters.clone();
                visit.query = request.query.clone();
                visit.form = request.form.clone();
                visit.ground = request.ground;
                visit.browser = request.browser.clone();
                visit.files = request.files.clone();
                visit.by_script = request.by_script;
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
                None => match super::silenced::sent_away(visit, role, person)? {
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
fn open(current: &CurrentSite) -> Result<(), Problem> {
    for node in std::iter::once(&current.here).chain(&current.above) {
        match node.site.status {
            SiteStatus::Active | SiteStatus::Archived => {}
            SiteStatus::Suspended => return Err(Problem::Suspended),
            SiteStatus::Private => return Err(Problem::Private),
        }
    }
    Ok(())
}

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
        Answer::File { mime, text } => Ready::new(
            actix_web::http::StatusCode::OK,
            mime,
            Encoded::quickly(Bytes::from(text)),
            keep,
        ),
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

/// What is said about something that was sent and cannot be taken.
async fn refused(world: &Data<World>, request: Request, problem: Problem) -> Arc<Ready> {
    if !request.by_script {
        return failure(world, request.current, request.ground, problem).await;
    }
    let (status, text) = upload::told(world, &request.current, &problem);
    Arc::new(Ready::new(
        status,
        JSON,
        Encoded::quickly(Bytes::from(text)),
        Keep::Never,
    ))
}

/// The page for a problem that shows before any handler runs.
async fn failure(world: &Data<World>, current: CurrentSite, ground: Ground, problem: Problem) -> Arc<Ready> {
    let shared = Data::clone(world);
    let outcome = web::block(move || {
        shared
            .store
            .read(|connection| {
                let problem = open(&current)
                    .err()
                    .filter(|_| ground == Ground::Site)
                    .unwrap_or(problem);
                let mut visit = Visit::new(&shared, &current, connection, "", shared.store.now());
                visit.ground = ground;
                let answer = error_pages::on_site(&mut visit, &problem);
                Ok(finished(&mut visit, Ok(answer), "", Keep::Never))
            })
            .unwrap_or_else(|error| error_pages::outside(&shared, &error.into()))
    })
    .await;
    Arc::new(outcome.unwrap_or_else(|_| error_pages::outside(world, &Problem::Broken("a page panicked".into()))))
}

/// Reads a form that was sent, within bounds of size and time.
async fn read_form(payload: Payload, longest: usize) -> Result<Form, Problem> {
    let mut payload = payload.into_inner();
    let reading = async {
        let mut body = BytesMut::new();
        while let Some(chunk) = std::future::poll_fn(|context| Pin::new(&mut payload).poll_next(context)).await {
            let chunk = chunk.map_err(|_| Problem::BadRequest)?;
            if body.len() + chunk.len() > longest {
                return Err(Problem::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    };
    let body = actix_web::rt::time::timeout(LONGEST_BODY_WAIT, reading)
        .await
        .map_err(|_| Problem::BadRequest)??;
    std::str::from_utf8(&body)
        .map(Form::parse)
        .map_err(|_| Problem::BadRequest)
}
