//! The one entrance: every request on every host, but for kept pages, which [`super::shortcut`] answers before.

use actix_web::http::{Method, StatusCode, header};
use actix_web::web::{self, Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use multisite_router::{CurrentSite, Resolution, requested_host};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::cache::{KeyRef, version};
use super::encoded::Encoded;
use super::making::{JSON, Request, finished, make, open};
use super::respond::{Keep, Ready};
use super::{error_pages, files, for_members, gate, operations, upload};
use crate::feature::Kept;
use crate::forms::Form;
use crate::path::{LONGEST_TARGET, decoded, query_value, read_query};
use crate::problem::Problem;
use crate::visit::{Ground, Visit};
use crate::world::World;

/// How long a body may take to arrive.
const LONGEST_BODY_WAIT: Duration = Duration::from_secs(30);

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
    let for_everybody = visit.is_for_everybody();
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
            if ready.status() != StatusCode::OK {
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
