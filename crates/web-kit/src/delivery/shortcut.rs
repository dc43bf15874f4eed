//! The shortcut: a kept page is answered before actix-web has made anything of the request.
//!
//! What actix-web prepares for each handler (a request from a pool, extractors, routing) costs more than finding a kept
//! page and sending it. So the service that the server is given looks into the cache first, and hands everything else to
//! the application.

use actix_http::Request;
use actix_web::HttpResponse;
use actix_web::body::BoxBody;
use actix_web::dev::{AppConfig, Response, Service, ServiceFactory, ServiceResponse};
use actix_web::http::Method;
use actix_web::web::Data;
use multisite_router::{Resolution, requested_host};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};

use super::alert::Alertness;
use super::cache::{KeyRef, version};
use crate::world::World;

/// Makes the service of each worker: the shortcut in front of the application.
pub struct Shortcut<Application> {
    application: Application,
    world: Data<World>,
}

impl<Application> Shortcut<Application> {
    /// The shortcut in front of `application`.
    pub const fn before(application: Application, world: Data<World>) -> Self {
        Self { application, world }
    }
}

type Outcome<Error> = Result<Response<BoxBody>, Error>;

impl<Application> ServiceFactory<Request> for Shortcut<Application>
where
    Application: ServiceFactory<Request, Config = AppConfig, Response = ServiceResponse<BoxBody>>,
    Application::Future: 'static,
    Application::Service: 'static,
    Application::InitError: 'static,
    <Application::Service as Service<Request>>::Future: 'static,
{
    type Response = Response<BoxBody>;
    type Error = Application::Error;
    type Config = AppConfig;
    type Service = ShortcutService<Application::Service>;
    type InitError = Application::InitError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Service, Self::InitError>>>>;

    fn new_service(&self, config: AppConfig) -> Self::Future {
        let making = self.application.new_service(config);
        let world = Data::clone(&self.world);
        Box::pin(async move {
            let application = making.await?;
            Ok(ShortcutService {
                application,
                world,
                alertness: Alertness::of_this_worker(),
            })
        })
    }
}

/// A page without a query is kept under its path. The rest is for [`super::dispatch`].
fn kept_page(world: &World, request: &Request) -> Option<HttpResponse> {
    let cache = world.cache.as_ref()?;
    let head = request.head();
    let is_plain = head.uri.query().is_none_or(str::is_empty);
    if !is_plain || !matches!(head.method, Method::GET | Method::HEAD) {
        return None;
    }
    let peer = head.peer_addr.map(|address| address.ip());
    let host = requested_host(&head.uri, &head.headers, peer, &world.proxies)?;
    let Resolution::Site(site) = world.tree.resolve(host) else {
        return None;
    };
    let current = world.tree.current(site)?;
    let page = cache.pages.get(&KeyRef {
        site,
        version: version(world.store.generations(), &current, world.store.now()),
        target: head.uri.path(),
    })?;
    world.counts.requests.fetch_add(1, Ordering::Relaxed);
    world.counts.hits.fetch_add(1, Ordering::Relaxed);
    let response = page.respond(&head.headers);
    if let Some(counter) = page.counter() {
        world
            .reads
            .count(counter, &head.method, &head.headers, response.status());
    }
    Some(response)
}

/// The service of one worker.
pub struct ShortcutService<Application> {
    application: Application,
    world: Data<World>,
    alertness: Rc<Alertness>,
}

impl<Application> Service<Request> for ShortcutService<Application>
where
    Application: Service<Request, Response = ServiceResponse<BoxBody>>,
    Application::Future: 'static,
{
    type Response = Response<BoxBody>;
    type Error = Application::Error;
    type Future = Answering<Application::Error>;

    fn poll_ready(&self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.application.poll_ready(context)
    }

    fn call(&self, request: Request) -> Self::Future {
        if let Some(page) = kept_page(&self.world, &request) {
            self.alertness.answered();
            return Answering::AtOnce(Some(page.into()));
        }
        let answering = self.application.call(request);
        Answering::ByTheApplication(Box::pin(async move { Ok(answering.await?.into()) }))
    }
}

/// An answer that is there already, or is being made.
pub enum Answering<Error> {
    /// A kept page.
    AtOnce(Option<Response<BoxBody>>),
    /// Anything else.
    ByTheApplication(Pin<Box<dyn Future<Output = Outcome<Error>>>>),
}

impl<Error> Future for Answering<Error> {
    type Output = Outcome<Error>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.get_mut() {
            // Nobody asks a second time.
            Self::AtOnce(answer) => answer.take().map_or(Poll::Pending, |answer| Poll::Ready(Ok(answer))),
            Self::ByTheApplication(answer) => answer.as_mut().poll(context),
        }
    }
}
