//! How long a look-up of a host takes among few and among many: `tests/bench/run hosts`.

use multisite_router::{Resolution, Tree};
use std::time::{Duration, Instant};
use umbel_core::database::{DatabaseAddress, migrate};
use umbel_core::tree::{HostName, NewSite, Site, SiteKind};
use umbel_core::{Clock, Result, Store};

const LOOK_UPS: u64 = 2_000_000;
const ROUNDS: usize = 5;
const SIZES: [usize; 3] = [10, 1_000, 100_000];

fn main() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("umbel-lookup-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|error| umbel_core::Error::file(&folder, error))?;
    let mut first = None;
    println!("{:>9} {:>12} {:>14} {:>8}", "sites", "load ms", "ns a look-up", "ratio");
    for sites in SIZES {
        let address = DatabaseAddress::Sqlite(folder.join(format!("{sites}.sqlite")));
        migrate(&address)?;
        let store = Store::open(&address, Clock::System)?;
        fill(&store, sites)?;
        let began = Instant::now();
        let tree = store.read(Tree::load)?;
        let loading = began.elapsed();
        let hosts: Vec<String> = (0..sites)
            .map(|number| format!("Site{number}.Umbrella.Test:443"))
            .collect();
        let lower: Vec<String> = hosts.iter().map(|host| host.to_lowercase()).collect();
        let mut best = Duration::MAX;
        for _ in 0..ROUNDS {
            best = best.min(look_up(&tree, &lower));
        }
        let nanoseconds = best.as_nanos() as f64 / LOOK_UPS as f64;
        let ratio = nanoseconds / *first.get_or_insert(nanoseconds);
        println!(
            "{sites:>9} {:>12} {nanoseconds:>14.0} {ratio:>8.2}",
            loading.as_millis()
        );
    }
    std::fs::remove_dir_all(&folder).map_err(|error| umbel_core::Error::file(&folder, error))
}

/// Looks hosts up in no order: neighbours in memory would flatter the figure.
fn look_up(tree: &Tree, hosts: &[String]) -> Duration {
    let mut state = 42_u64;
    let mut found = 0_u64;
    let began = Instant::now();
    for _ in 0..LOOK_UPS {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let host = &hosts[(state >> 33) as usize % hosts.len()];
        found += u64::from(matches!(tree.resolve(host), Resolution::Site(_)));
    }
    let took = began.elapsed();
    assert_eq!(found, LOOK_UPS, "every host leads to a site");
    took
}

fn fill(store: &Store, sites: usize) -> Result<()> {
    store.write(|write| {
        let mut create = |kind, parent: Option<&Site>, host: String| {
            Site::create(
                write,
                NewSite {
                    kind,
                    parent: parent.map(|site| site.id),
                    name: host.clone(),
                    host: HostName::parse(&host)?,
                    locale: "en".into(),
                    time_zone: "UTC".into(),
                    theme: "commons".into(),
                },
            )
        };
        let umbrella = create(SiteKind::Umbrella, None, "umbrella.test".into())?;
        let network = create(SiteKind::Network, Some(&umbrella), "network.umbrella.test".into())?;
        for number in 0..sites {
            create(SiteKind::Site, Some(&network), format!("site{number}.umbrella.test"))?;
        }
        Ok(())
    })
}
