//! `umbel seed`

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::time::Instant;
use umbel_core::Result;
use umbel_core::config::Settings;
use umbel_demo::seed::{Size, seed};

use super::open;

/// Make a synthetic network for measuring, quickly.
#[derive(Args)]
pub struct Seed {
    /// How many sites, besides the umbrella and networks.
    #[arg(long, value_name = "N")]
    sites: usize,
    /// How many posts each site has.
    #[arg(long, value_name = "M", default_value_t = 100)]
    posts: usize,
    /// How many events each site has.
    #[arg(long, value_name = "K", default_value_t = 0)]
    events: usize,
    /// The umbrella's host, when there is none yet.
    #[arg(long, default_value = "localhost")]
    host: String,
}

impl Seed {
    pub(crate) fn run(self, settings: &Settings) -> Result<()> {
        let store = open(settings)?;
        let began = Instant::now();
        let terminal = std::io::stdout().is_terminal();
        let bar = if terminal {
            ProgressBar::new(self.sites as u64)
        } else {
            ProgressBar::hidden()
        };
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} sites, {eta} left") {
            bar.set_style(style);
        }
        let mut told = 0;
        let size = Size {
            sites: self.sites,
            posts: self.posts,
            events: self.events,
        };
        seed(&store, &self.host, size, |made, all| {
            bar.set_position(made as u64);
            if !terminal && (made - told >= 1_000 || made == all) {
                told = made;
                println!("{made}/{all} sites");
            }
        })?;
        bar.finish_and_clear();
        println!(
            "{} sites with {} posts and {} events each in {:.1} s",
            self.sites,
            self.posts,
            self.events,
            began.elapsed().as_secs_f64()
        );
        Ok(())
    }
}
