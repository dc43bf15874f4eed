//! The command line.

mod demo;
mod doctor;
mod export;
mod import;
mod import_site;
mod init;
mod picture;
mod post;
mod prepare_upload;
mod seed;
mod serve;
mod site;
mod user;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use umbel_core::config::Settings;
use umbel_core::database::migrate;
use umbel_core::tree::{HostName, Site};
use umbel_core::{Clock, Error, Result, Store};

/// One program for a network of networks: an umbrella site, movements beneath it, local groups beneath those.
#[derive(Parser)]
#[command(name = "umbel", version, propagate_version = true)]
pub struct Arguments {
    /// A file with settings; see config/default.toml for all of them.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Fill an embedded database with a living demo network and serve it.
    Demo(demo::Demo),
    /// Create the umbrella of a new installation.
    Init(init::Init),
    /// Web server and worker in one process.
    Serve(serve::Serve),
    /// Background work only.
    Worker,
    /// Bring the database up to date.
    Migrate(init::Migrate),
    /// Create, list and change sites.
    #[command(subcommand)]
    Site(site::SiteCommand),
    /// Make accounts and give roles.
    #[command(subcommand)]
    User(user::UserCommand),
    /// Look whether everything is in order, and send a test mail.
    Doctor(doctor::Doctor),
    /// Write, publish and list posts.
    #[command(subcommand)]
    Post(post::PostCommand),
    /// Pack a site into one file, to be kept or taken elsewhere.
    Export(export::Export),
    /// Read content from elsewhere.
    #[command(subcommand)]
    Import(import::Import),
    /// Make a synthetic network for measuring.
    Seed(seed::Seed),
    /// Look for faults in themes.
    Themes,
    /// Prepare one uploaded file; the worker calls it.
    #[command(hide = true)]
    PrepareUpload(prepare_upload::PrepareUpload),
}

/// Runs a command.
///
/// # Errors
/// One clear sentence.
pub fn run(arguments: Arguments) -> Result<()> {
    let settings = Settings::load(arguments.config.as_deref(), environment());
    match arguments.command {
        Command::Demo(demo) => demo.run(settings?),
        Command::Init(init) => init.run(&settings?),
        Command::Serve(serve) => serve.run(&settings?),
        Command::Worker => serve::worker(&settings?),
        Command::Migrate(migrate) => migrate.run(&settings?),
        Command::Site(command) => command.run(&settings?),
        Command::User(command) => command.run(&settings?),
        Command::Doctor(doctor) => doctor.run(&settings?),
        Command::Post(command) => command.run(&settings?),
        Command::Export(export) => export.run(&settings?),
        Command::Import(import) => import.run(&settings?),
        Command::Seed(seed) => seed.run(&settings?),
        Command::Themes => serve::themes(&settings?),
        Command::PrepareUpload(upload) => upload.run(),
    }
}

fn environment() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}

/// Opens the database of these settings, brought up to date.
pub(crate) fn open(settings: &Settings) -> Result<Store> {
    let address = settings.database_address()?;
    std::fs::create_dir_all(&settings.data.dir).map_err(|error| Error::file(&settings.data.dir, error))?;
    migrate(&address)?;
    Store::open(&address, Clock::System)
}

/// The site at a host somebody typed.
pub(crate) fn site_at(store: &Store, host: &str) -> Result<Site> {
    let name = HostName::parse(host)?;
    store
        .read(|connection| Site::at_host(connection, &name))
        .map_err(|error| match error {
            Error::NotFound(_) => Error::Invalid(format!("there is no site at {name}")),
            other => other,
        })
}

/// Sets up the log. Twice in one process is harmless.
pub(crate) fn log(settings: &Settings) {
    let filter = tracing_subscriber::EnvFilter::try_new(&settings.log.level)
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}
