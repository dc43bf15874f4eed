//! What happens without a visitor: scheduled posts are published when their time comes, events that are over leave the
//! news, mails go out, what has expired is forgotten, and changes made by other processes are heard.

use actix_web::web::Data;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use umbel_core::config::Settings;
use umbel_core::content::prune_reads;
use umbel_core::keys::Keys;
use umbel_core::mail::Mail;
use umbel_core::moderation::forget_marks;
use umbel_core::people::{OneTimeLink, prune_limits, prune_sessions};
use umbel_core::{Result, Store};
use umbel_mail::Mailer;
use umbel_media::workshop::{Bench, Workshop};
use umbel_web_kit::World;
use umbel_web_kit::i18n::Languages;

use crate::domains::DomainWatch;

/// Between two looks at the journal. Others' changes must show within a second.
const LISTENING: Duration = Duration::from_millis(150);
/// How long nothing committed is taken as nothing to do. Then one looks all the same: what failed is tried again.
const QUIET: Duration = Duration::from_secs(1);
/// Between two looks for posts whose time has come.
const PUBLISHING: Duration = Duration::from_secs(1);
/// Between two looks for uploads that wait: whoever brought them is watching.
const PREPARING: Duration = Duration::from_millis(300);
/// Between two times that what was read is written down.
const WRITING_DOWN: Duration = Duration::from_secs(10);
/// How long to wait when no domain waits to be looked at.
const WATCHING: Duration = Duration::from_secs(60);
/// Between two prunings of the journal.
const PRUNING: Duration = Duration::from_secs(3_600);

/// What is needed to send mail.
#[derive(Clone)]
pub struct PostOffice {
    /// How mails leave.
    pub mailer: Arc<Mailer>,
    /// What their secrets are sealed with.
    pub keys: Arc<Keys>,
    /// Their words.
    pub languages: Arc<Languages>,
}

impl PostOffice {
    /// The one the configuration asks for.
    ///
    /// # Errors
    /// When the configuration of mail cannot be used.
    pub fn open(world: &World, settings: &Settings) -> Result<Self> {
        Ok(Self {
            mailer: Arc::new(Mailer::new(&settings.mail, &settings.data.dir)?),
            keys: Arc::clone(&world.keys),
            languages: Arc::clone(world.themes.languages()),
        })
    }
}

/// Forgets sessions, links, counters and keys that no longer mean anything.
fn forget(store: &Store, keys: &Keys) -> Result<()> {
    keys.destroy_old_network_keys(store.now())?;
    store.write(|write| {
        prune_sessions(write)?;
        OneTimeLink::prune(write)?;
        Mail::forget_old(write)?;
        prune_limits(write)?;
        forget_marks(write)?;
        prune_reads(write)?;
        Ok(())
    })
}

/// A thread that is asked to stop and waited for when it is dropped.
pub struct Background {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Background {
    fn start(name: &str, pause: Duration, mut work: impl FnMut() + Send + 'static) -> std::io::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = thread::Builder::new().name(name.into()).spawn(move || {
            while !stopped.load(Ordering::Relaxed) {
                work();
                thread::sleep(pause);
            }
        })?;
        Ok(Self {
            stop,
            thread: Some(thread),
        })
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so already.
            let _ = thread.join();
        }
    }
}

/// Hears what other processes change. Every server needs it.
///
/// # Errors
/// When no thread can be started.
pub fn listen(store: Store) -> std::io::Result<Background> {
    let mut pulse = store.pulse();
    let mut heard = Instant::now();
    Background::start("listen", LISTENING, move || {
        if !pulse.beats() && heard.elapsed() < QUIET {
            return;
        }
        heard = Instant::now();
        if let Err(error) = store.hear_changes() {
            tracing::warn!(%error, "changes could not be heard; trying again");
        }
    })
}

/// Publishes what is due and keeps the journal short. One process of an installation does it; more do no harm.
///
/// # Errors
/// When no thread can be started.
pub fn work(store: Store, post_office: PostOffice) -> std::io::Result<Background> {
    let mut pruned: Option<Instant> = None;
    Background::start("work", PUBLISHING, move || {
        match aggregator::publication::publish_due(&store) {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "published what was due"),
            Err(error) => tracing::warn!(%error, "what is due could not be published; trying again"),
        }
        match aggregator::publication::renew_ended_events(&store) {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "moved events on"),
            Err(error) => tracing::warn!(%error, "events could not be moved on; trying again"),
        }
        match umbel_mail::send_due(
            &store,
            &post_office.mailer,
            &post_office.keys,
            &post_office.languages,
            store.now(),
        ) {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "mails went out"),
            Err(error) => tracing::warn!(%error, "mails could not be sent; trying again"),
        }
        if pruned.is_none_or(|last| last.elapsed() > PRUNING) {
            if let Err(error) = forget(&store, &post_office.keys) {
                tracing::warn!(%error, "what has expired could not be forgotten; trying again");
            }
            match aggregator::publication::empty_bin(&store) {
                Ok(0) => {}
                Ok(count) => tracing::info!(count, "deleted what was thrown away thirty days ago"),
                Err(error) => tracing::warn!(%error, "the bin could not be emptied; trying again"),
            }
            if let Err(error) = store.prune_changes() {
                tracing::warn!(%error, "the journal could not be pruned; trying again");
            }
            pruned = Some(Instant::now());
        }
    })
}

/// Writes down what this process has counted. Every server needs it.
///
/// # Errors
/// When no thread can be started.
pub fn write_down_reads(world: Data<World>) -> std::io::Result<Background> {
    let mut written = Instant::now();
    Background::start("reads", PUBLISHING, move || {
        if written.elapsed() < WRITING_DOWN {
            return;
        }
        written = Instant::now();
        if let Err(error) = world.reads.write_down(&world.store) {
            tracing::warn!(%error, "what was read could not be written down; trying again");
        }
    })
}

/// Looks at sites' own domains once a day. A thread of its own, because name servers may let it wait.
///
/// # Errors
/// When no thread can be started.
pub fn watch_domains(watch: DomainWatch) -> std::io::Result<Background> {
    let mut idle_since: Option<Instant> = None;
    Background::start("domains", PUBLISHING, move || {
        if idle_since.is_some_and(|since| since.elapsed() < WATCHING) {
            return;
        }
        idle_since = match watch.look_at_next() {
            Ok(None) => Some(Instant::now()),
            Ok(Some(false)) => None,
            Ok(Some(true)) => {
                tracing::info!("a domain that no longer proves anything was taken off its site");
                None
            }
            Err(error) => {
                tracing::warn!(%error, "domains could not be looked at; trying again");
                Some(Instant::now())
            }
        };
    })
}

/// Prepares what people upload. A thread of its own, because a large picture takes a second or two.
///
/// # Errors
/// When no thread can be started.
pub fn prepare_uploads(world: &World) -> std::io::Result<Background> {
    let store = world.store.clone();
    let workshop = Workshop {
        media: world.media.clone(),
        bench: Bench::Child(std::env::current_exe()?),
        folder: world.uploads.clone(),
    };
    let mut tidied: Option<Instant> = None;
    let mut pulse = store.pulse();
    let mut looked = Instant::now();
    Background::start("uploads", PREPARING, move || {
        if !pulse.beats() && looked.elapsed() < QUIET {
            return;
        }
        looked = Instant::now();
        match workshop.prepare_waiting(&store) {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "uploads were prepared"),
            Err(error) => tracing::warn!(%error, "uploads could not be prepared; trying again"),
        }
        if tidied.is_none_or(|last| last.elapsed() > PRUNING) {
            if let Err(error) = workshop.tidy(store.now()) {
                tracing::warn!(%error, "what interrupted uploads left could not be tidied up");
            }
            tidied = Some(Instant::now());
        }
    })
}

/// Packs sites that are to be taken along, and throws away what was packed a week ago. A thread of its own, because a
/// large site takes minutes.
///
/// # Errors
/// When no thread can be started.
pub fn pack_sites(world: &World) -> std::io::Result<Background> {
    let packer = umbel_leaving::Packer::of(world);
    let mut tidied: Option<Instant> = None;
    Background::start("packing", PUBLISHING, move || {
        match packer.pack_waiting() {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "sites were packed"),
            Err(error) => tracing::warn!(%error, "sites could not be packed; trying again"),
        }
        if tidied.is_none_or(|last| last.elapsed() > PRUNING) {
            if let Err(error) = packer.forget_old() {
                tracing::warn!(%error, "what was packed a week ago could not be thrown away; trying again");
            }
            tidied = Some(Instant::now());
        }
    })
}
