//! The web server.

use actix_service::IntoServiceFactory;
use actix_web::dev::Server;
use actix_web::web::{self, Data};
use actix_web::{App, HttpServer, rt};
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::time::Duration;
use umbel_core::config::Settings;
use umbel_core::{Error, Result};
use umbel_web_kit::World;
use umbel_web_kit::delivery::{Shortcut, dispatch};

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
    let _writing_down = worker::write_down_reads(Data::clone(&world)).map_err(failed)?;
    let _listening = worker::listen(world.store.clone()).map_err(failed)?;
    let _working = with_worker
        .then(|| worker::work(world.store.clone(), post_office))
        .transpose()
        .map_err(failed)?;
    let _preparing = with_worker
        .then(|| worker::prepare_uploads(&world))
        .transpose()
        .map_err(failed)?;
    let _packing = with_worker
        .then(|| worker::pack_sites(&world))
        .transpose()
        .map_err(failed)?;
    let _watching = with_worker
        .then(|| worker::watch_domains(DomainWatch::of(&world)))
        .transpose()
        .map_err(failed)?;
    let counting = Data::clone(&world);
    let (server, address) = bind(world, settings).map_err(failed)?;
    announce(address);
    let served = rt::System::new().block_on(server).map_err(failed);
    // What was read in the last seconds counts, too.
    if let Err(error) = counting.reads.write_down(&counting.store) {
        tracing::warn!(%error, "what was read could not be written down");
    }
    served
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
        let application = App::new()
            .app_data(Data::clone(&world))
            .default_service(web::to(dispatch));
        Shortcut::before(application.into_factory(), Data::clone(&world))
    })
    .workers(workers)
    .client_request_timeout(HEAD_TIMEOUT)
    .keep_alive(KEEP_ALIVE)
    .shutdown_timeout(SHUTDOWN_SECONDS)
    .bind(settings.server.listen)?;
    let address = server.addrs().first().copied().unwrap_or(settings.server.listen);
    Ok((server.run(), address))
}
