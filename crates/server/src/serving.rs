//! The web server.

use actix_web::dev::Server;
use actix_web::web::{self, Data};
use actix_web::{App, HttpServer, rt};
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::time::Duration;
use umbel_core::config::Settings;
use umbel_core::{Error, Result};
use umbel_web_kit::World;
use umbel_web_kit::delivery::dispatch;

use crate::domains::DomainWatch;
use crate::worker;

/// How long a client may take to send its request's head.
const HEAD_TIMEOUT: Duration = Duration::from_secs(5);
/// How long an idle connection is kept.
const KEEP_ALIVE: Duration = Duration::from_secs(75);
/// How long running requests may finish when the server is asked to stop.
const SHUTDOWN_SECONDS: u64 = 10;

/// Serves until asked to stop. `announce` is called once the address is open.
///
/// # Errors
/// When the address cannot be opened or a thread not be started.
pub fn serve(world: World, settings: &Settings, with_worker: bool, announce: impl FnOnce(SocketAddr)) -> Result<()> {
    let post_office = worker::PostOffice::open(&world, settings)?;
    let world = Data::new(world);
    let failed = |error: std::io::Error| Error::Configuration(format!("{}: {error}", settings.server.listen));
    let _listening = worker::listen(world.store.clone()).map_err(failed)?;
    let _working = with_worker
        .then(|| worker::work(world.store.clone(), post_office))
        .transpose()
        .map_err(failed)?;
    let _watching = with_worker
        .then(|| worker::watch_domains(DomainWatch::of(&world)))
        .transpose()
        .map_err(failed)?;
    let (server, address) = bind(world, settings).map_err(failed)?;
    announce(address);
    rt::System::new().block_on(server).map_err(failed)
}

/// A server on the configured address, which is open when this returns.
///
/// # Errors
/// When the address cannot be opened.
pub fn bind(world: Data<World>, settings: &Settings) -> std::io::Result<(Server, SocketAddr)> {
    let workers = NonZeroUsize::new(settings.server.workers)
        .or_else(|| std::thread::available_parallelism().ok())
        .map_or(1, NonZeroUsize::get);
    let server = HttpServer::new(move || {
        App::new()
            .app_data(Data::clone(&world))
            .default_service(web::to(dispatch))
    })
    .workers(workers)
    .client_request_timeout(HEAD_TIMEOUT)
    .keep_alive(KEEP_ALIVE)
    .shutdown_timeout(SHUTDOWN_SECONDS)
    .bind(settings.server.listen)?;
    let address = server.addrs().first().copied().unwrap_or(settings.server.listen);
    Ok((server.run(), address))
}
