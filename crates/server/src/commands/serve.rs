//! `umbel serve`, `umbel worker` and `umbel themes`

use clap::Args;
use umbel_core::config::Settings;
use umbel_core::{Error, Result};
use umbel_web_kit::World;
use umbel_web_kit::world::load_themes;

use super::{log, open};
use crate::domains::DomainWatch;
use crate::features::{FEATURES, SIGN_IN};
use crate::{serving, worker};

/// Web server and worker in one process.
#[derive(Args)]
pub struct Serve {
    /// Leave background work to `umbel worker`.
    #[arg(long)]
    no_worker: bool,
}

impl Serve {
    pub(crate) fn run(self, settings: &Settings) -> Result<()> {
        log(settings);
        let world = World::open(open(settings)?, settings, FEATURES, SIGN_IN)?;
        if world.tree.is_empty() {
            tracing::warn!("there is no umbrella yet; create one with `umbel init --host HOST`");
        }
        serving::serve(world, settings, !self.no_worker, |address| {
            tracing::info!(%address, "listening");
        })
    }
}

/// Background work until asked to stop.
pub(crate) fn worker(settings: &Settings) -> Result<()> {
    log(settings);
    let world = World::open(open(settings)?, settings, FEATURES, SIGN_IN)?;
    let post_office = worker::PostOffice::open(&world, settings)?;
    let failed = |error: std::io::Error| Error::Configuration(error.to_string());
    let _working = worker::work(world.store.clone(), post_office).map_err(failed)?;
    let _preparing = worker::prepare_uploads(&world).map_err(failed)?;
    let _packing = worker::pack_sites(&world).map_err(failed)?;
    let _watching = worker::watch_domains(DomainWatch::of(&world)).map_err(failed)?;
    tracing::info!("working");
    loop {
        std::thread::park();
    }
}

/// Names every fault in the themes, by file and line.
pub(crate) fn themes(settings: &Settings) -> Result<()> {
    let themes = load_themes(&settings.themes.dir, FEATURES.iter().chain(SIGN_IN))?;
    let reports = themes.reports();
    for report in &reports {
        eprintln!("{report}");
    }
    for theme in themes.choices() {
        println!("{}", theme.name);
    }
    if reports.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(format!("{} templates cannot be used", reports.len())))
    }
}
