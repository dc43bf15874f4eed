//! How long founding a site takes among few sites and among many: `tests/bench/run creation`.
//!
//! Every site is a transaction of its own and durable when it counts, as through the web. On SQLite that is with
//! `synchronous=FULL`. A PostgreSQL database is measured, too, when `UMBEL_BENCH_POSTGRES_URL` names an empty one.

use aggregator::founding::{Founding, found};
use std::time::{Duration, Instant};
use umbel_core::content::{FileKeeper, Media};
use umbel_core::database::{DatabaseAddress, Engine, migrate};
use umbel_core::email::EmailAddress;
use umbel_core::people::{Account, NewAccount, Verified};
use umbel_core::tree::{FirstTexts, HostName, NewSite, Site, SiteKind, Wish};
use umbel_core::{Clock, Error, Result, SiteId, Store};

const FEW: usize = 10;
const MANY: usize = 10_000;
/// How many are founded for each of the two figures; the middle one counts.
const SAMPLE: usize = 300;
const LONGEST: Duration = Duration::from_secs(120);
const MOST_GROWTH: f64 = 1.5;

fn main() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("umbel-found-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|error| Error::file(&folder, error))?;
    let outcome = measure(&DatabaseAddress::Sqlite(folder.join("found.sqlite")));
    std::fs::remove_dir_all(&folder).map_err(|error| Error::file(&folder, error))?;
    outcome?;
    match std::env::var("UMBEL_BENCH_POSTGRES_URL") {
        Ok(address) => measure(&address.parse()?),
        Err(_) => {
            println!("PostgreSQL: not measured, UMBEL_BENCH_POSTGRES_URL is not set");
            Ok(())
        }
    }
}

fn measure(address: &DatabaseAddress) -> Result<()> {
    let engine = match address.engine() {
        Engine::Sqlite => "SQLite, synchronous=FULL",
        Engine::Postgres => "PostgreSQL",
    };
    migrate(address)?;
    let store = Store::open(address, Clock::System)?;
    let (network, founder) = plant(&store)?;
    let mut number = 0;
    let mut found_next = |count: usize| -> Result<Vec<Duration>> {
        (0..count)
            .map(|_| {
                number += 1;
                found_one(&store, &network, &founder, number)
            })
            .collect()
    };
    found_next(FEW)?;
    let among_few = middle(found_next(SAMPLE)?);
    let began = Instant::now();
    found_next(MANY)?;
    let took = began.elapsed();
    let among_many = middle(found_next(SAMPLE)?);
    let ratio = among_many.as_secs_f64() / among_few.as_secs_f64();
    println!("{engine}");
    println!("  among {FEW:>6} sites  {:>8.2} ms a site", milliseconds(among_few));
    println!("  among {MANY:>6} sites  {:>8.2} ms a site", milliseconds(among_many));
    println!(
        "  ratio {ratio:.2} (at most {MOST_GROWTH}): {}",
        verdict(ratio <= MOST_GROWTH)
    );
    let seconds = took.as_secs_f64();
    match address.engine() {
        Engine::Sqlite => println!(
            "  {MANY} sites in {seconds:.1} s (less than {} s): {}",
            LONGEST.as_secs(),
            verdict(took < LONGEST)
        ),
        // How long a commit takes there is for the server's disk and settings to say.
        Engine::Postgres => println!("  {MANY} sites in {seconds:.1} s"),
    }
    Ok(())
}

fn found_one(store: &Store, network: &Site, founder: &Account, number: usize) -> Result<Duration> {
    let wish = Wish {
        name: format!("Group {number}"),
        label: format!("group-{number}"),
        about: "We meet on Tuesdays and look after each other.".into(),
        place: Some("Springfield, Illinois, United States".into()),
        latitude: Some(39.8),
        longitude: Some(-89.6),
        locale: "en".into(),
        time_zone: "America/Chicago".into(),
        topics: vec!["housing".into(), "food".into()],
        template: None,
    };
    let texts = FirstTexts {
        page_title: "About us".into(),
        page: format!(
            "{} is a group in Springfield.\n\nMore about us will stand here soon.",
            wish.name
        ),
        event_title: "Our first meeting".into(),
        event: "Say here what happens, who is welcome and what to bring.".into(),
    };
    let began = Instant::now();
    store.write(|write| {
        let founding = Founding {
            above: network.id,
            wish: &wish,
            founder,
            by: None,
            texts: &texts,
            theme: "commons",
            files: &NoFiles,
        };
        found(write, &founding)
    })?;
    Ok(began.elapsed())
}

/// Nothing founded here has a template.
struct NoFiles;

impl FileKeeper for NoFiles {
    fn copy(&self, _: &Media, _: SiteId) -> Result<()> {
        Ok(())
    }
}

fn plant(store: &Store) -> Result<(Site, Account)> {
    store.write(|write| {
        let mut create = |kind, parent: Option<&Site>, host: &str| {
            Site::create(
                write,
                NewSite {
                    kind,
                    parent: parent.map(|site| site.id),
                    host: HostName::parse(host)?,
                    name: host.to_owned(),
                    locale: "en".into(),
                    time_zone: "UTC".into(),
                    theme: "commons".into(),
                },
            )
        };
        let umbrella = create(SiteKind::Umbrella, None, "umbrella.test")?;
        let network = create(SiteKind::Network, Some(&umbrella), "network.umbrella.test")?;
        let founder = Account::create(
            write,
            NewAccount {
                email: EmailAddress::parse("ana@example.org")?,
                verified: Verified::Yes,
                name: "Ana".into(),
                password: None,
                locale: None,
            },
        )?;
        Ok((network, founder))
    })
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

const fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "NOT met" }
}
