//! `umbel demo`

use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;
use umbel_core::Result;
use umbel_core::config::Settings;
use umbel_media::store::MediaStore;
use umbel_web_kit::World;

use super::{log, open};
use crate::features::{FEATURES, SIGN_IN};
use crate::serving::serve;

/// Fill an embedded SQLite database with a living demo network and serve it. A second run keeps what is there.
#[derive(Args)]
pub struct Demo {
    /// Where the demo lives.
    #[arg(long, value_name = "DIR", default_value = "./var/demo")]
    dir: PathBuf,
    /// Address and port to listen on.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
}

const UMBRELLA: &str = "localhost";

impl Demo {
    pub(crate) fn run(self, mut settings: Settings) -> Result<()> {
        settings.data.dir.clone_from(&self.dir);
        settings.database.url.clear();
        settings.server.listen = self.listen;
        settings.server.public_scheme = "http".into();
        settings.server.public_port = self.listen.port();
        log(&settings);
        let store = open(&settings)?;
        let media = MediaStore::open(&settings)?;
        let mut first = true;
        let planted = umbel_demo::plant(&store, &media, UMBRELLA, |name| {
            if std::mem::take(&mut first) {
                println!("Planting the demo network (the first time takes a moment):");
            }
            println!("  {name}");
        })?;
        umbel_demo::people::settle(&store, UMBRELLA)?;
        umbel_demo::workplace::fill(&store, &media, UMBRELLA)?;
        let world = World::open(store, &settings, FEATURES, SIGN_IN)?;
        serve(world, &settings, true, |address| {
            // With port 0 the system has chosen one.
            let port = address.port();
            println!("\nUmbel is running. Open one of these in a browser:\n");
            for (name, host) in &planted.sites {
                println!("  {:<44} {name}", format!("http://{host}:{port}"));
            }
            let curl_host = planted.sites.get(1).map_or(UMBRELLA, |(_, host)| host.as_str());
            println!("\nBrowsers find *.localhost by themselves; other programs are told the host:");
            println!("  curl -H 'Host: {curl_host}:{port}' http://{address}/\n");
            println!("Reading needs no sign-in. To try the workplace, sign in at /manage of a site as one of these:\n");
            for person in umbel_demo::people::people(UMBRELLA) {
                let place = format!("http://{}:{port}/manage", person.host);
                println!("  {:<20} {:<15} {place}", person.email, person.role.as_str());
            }
            println!("  password: {}\n", umbel_demo::people::PASSWORD);
            println!(
                "Mails are kept in {}. Everything lies in {}; stop with Ctrl-C.",
                self.dir.join("mail").display(),
                self.dir.display()
            );
        })
    }
}
