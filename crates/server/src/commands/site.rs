//! `umbel site`

use aggregator::founding::follow_template;
use aggregator::tree_changes::{self, Letters};
use clap::{Args, Subcommand};
use multisite_router::Origin;
use serde::Serialize;
use std::path::PathBuf;
use umbel_core::config::Settings;
use umbel_core::keys::Keys;
use umbel_core::tree::{
    Host, HostName, NewSite, Setting, Site, SiteKind, SiteStatus, disable_feature, enable_feature, write_setting,
};
use umbel_core::{Error, Result, SiteWrite, Store};
use umbel_media::store::MediaStore;
use umbel_web_kit::themes::Themes;
use umbel_web_kit::world::load_themes;

use super::{open, picture, site_at};
use crate::features;

/// Create, list and change sites.
#[derive(Subcommand)]
pub enum SiteCommand {
    /// Create a network beneath the umbrella, or with --under a site of that network.
    Create(Create),
    /// List all sites.
    List {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Stop posting and keep everything readable.
    Archive {
        /// The site.
        host: String,
    },
    /// Close a site to everybody. Those who look after it are told.
    Suspend {
        /// The site.
        host: String,
        /// Why, for those who look after it.
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Open a site to its members only.
    Hide {
        /// The site.
        host: String,
    },
    /// Open a site to everybody again.
    Restore {
        /// The site.
        host: String,
    },
    /// Move a site to another network.
    Move {
        /// The site.
        host: String,
        /// The network.
        #[arg(long, value_name = "HOST")]
        under: String,
    },
    /// Give a site another address; the former one redirects.
    Rename {
        /// The site.
        host: String,
        /// Its new address.
        new: String,
    },
    /// Add a further address that redirects to the site's own.
    Alias {
        /// The site.
        host: String,
        /// The further address.
        alias: String,
    },
    /// Change what a site is called and how it looks.
    Set(Set),
    /// Switch a feature on or off.
    #[command(subcommand)]
    Feature(FeatureCommand),
}

/// Create a network or a site.
#[derive(Args)]
pub struct Create {
    /// Its address.
    host: String,
    /// What it is called.
    #[arg(long)]
    name: String,
    /// The network it belongs to; without it a network is created beneath the umbrella.
    #[arg(long, value_name = "HOST")]
    under: Option<String>,
    /// The language of its interface; else that of the node above.
    #[arg(long)]
    locale: Option<String>,
    /// Its time zone; else that of the node above.
    #[arg(long)]
    time_zone: Option<String>,
    /// Its theme.
    #[arg(long, default_value = umbel_web_kit::themes::DEFAULT_THEME)]
    theme: String,
    /// A site that is marked as a template: pages, menus, look and features are taken from it.
    #[arg(long, value_name = "HOST")]
    template: Option<String>,
}

/// Change what a site is called and how it looks.
#[derive(Args)]
pub struct Set {
    /// The site.
    host: String,
    /// What it is called.
    #[arg(long)]
    name: Option<String>,
    /// One line under the name.
    #[arg(long)]
    tagline: Option<String>,
    /// Its theme.
    #[arg(long)]
    theme: Option<String>,
    /// Its accent colour, as in #c8281c.
    #[arg(long)]
    accent: Option<String>,
    /// The language of its interface.
    #[arg(long)]
    locale: Option<String>,
    /// A picture for its logo.
    #[arg(long, value_name = "FILE")]
    logo: Option<PathBuf>,
    /// A picture above its pages.
    #[arg(long, value_name = "FILE")]
    header: Option<PathBuf>,
    /// What the header picture shows, for those who do not see it.
    #[arg(long, default_value = "")]
    header_alt: String,
}

/// Switch a feature on or off.
#[derive(Subcommand)]
pub enum FeatureCommand {
    /// Switch a feature on.
    Enable {
        /// blog, calendar, social-feeds, newswire …
        key: String,
        /// The site.
        host: String,
    },
    /// Switch a feature off. Nothing is deleted.
    Disable {
        /// blog, calendar, social-feeds, newswire …
        key: String,
        /// The site.
        host: String,
    },
}

impl SiteCommand {
    pub(crate) fn run(self, settings: &Settings) -> Result<()> {
        let store = open(settings)?;
        match self {
            Self::Create(create) => create.run(&store, &MediaStore::open(settings)?),
            Self::List { json } => list(&store, json),
            Self::Archive { host } => set_status(settings, &store, &host, SiteStatus::Archived, ""),
            Self::Suspend { host, reason } => set_status(settings, &store, &host, SiteStatus::Suspended, &reason),
            Self::Hide { host } => set_status(settings, &store, &host, SiteStatus::Private, ""),
            Self::Restore { host } => set_status(settings, &store, &host, SiteStatus::Active, ""),
            Self::Move { host, under } => move_under(&store, &host, &under),
            Self::Rename { host, new } => rename(&store, &host, &new),
            Self::Alias { host, alias } => {
                let site = site_at(&store, &host)?;
                let alias = HostName::parse(&alias)?;
                store.write(|write| Host::add(write, site.id, &alias, false))?;
                println!("{alias} redirects to {host}");
                Ok(())
            }
            Self::Set(set) => {
                let themes = load_themes(&settings.themes.dir, features::FEATURES)?;
                set.run(&store, &MediaStore::open(settings)?, &themes)
            }
            Self::Feature(command) => command.run(&store),
        }
    }
}

impl Create {
    fn run(self, store: &Store, files: &MediaStore) -> Result<()> {
        let host = HostName::parse(&self.host)?;
        let (kind, parent) = match &self.under {
            Some(under) => (SiteKind::Site, site_at(store, under)?),
            None => {
                let umbrella = store.read(Site::umbrella)?.ok_or_else(|| {
                    Error::Invalid("there is no umbrella yet; create one with `umbel init --host HOST`".into())
                })?;
                (SiteKind::Network, umbrella)
            }
        };
        let template = self.template.as_deref().map(|host| site_at(store, host)).transpose()?;
        store.write(|write| {
            let mut site = Site::create(
                write,
                NewSite {
                    kind,
                    parent: Some(parent.id),
                    host: host.clone(),
                    name: self.name,
                    locale: self.locale.unwrap_or(parent.locale),
                    time_zone: self.time_zone.unwrap_or(parent.time_zone),
                    theme: self.theme,
                },
            )?;
            match &template {
                Some(template) => follow_template(write, &mut site, template.id, files).map_err(|error| match error {
                    Error::NotFound(_) => {
                        Error::Invalid(format!("{} is not marked as a template for sites there", template.name))
                    }
                    other => other,
                }),
                None => Ok(()),
            }
        })?;
        println!("{kind} {host} is there");
        Ok(())
    }
}

impl Set {
    fn run(self, store: &Store, media: &MediaStore, themes: &Themes) -> Result<()> {
        let mut site = site_at(store, &self.host)?;
        if let Some(theme) = &self.theme {
            let known: Vec<&str> = themes.choices().map(|theme| theme.name.as_str()).collect();
            if !known.contains(&theme.as_str()) {
                return Err(Error::Invalid(format!("“{theme}” is not one of {}", known.join(", "))));
            }
        }
        let logo_alt = site.name.clone();
        let pictures = [
            (Setting::Logo, self.logo, logo_alt),
            (Setting::Header, self.header, self.header_alt),
        ]
        .into_iter()
        .filter_map(|(setting, path, alt)| path.map(|path| (setting, path, alt)))
        .map(|(setting, path, alt)| Ok((setting, picture::read(&path)?, path, alt)))
        .collect::<Result<Vec<_>>>()?;
        let language_changed = self.locale.is_some();
        for (field, value) in [
            (&mut site.name, self.name),
            (&mut site.tagline, self.tagline),
            (&mut site.theme, self.theme),
            (&mut site.locale, self.locale),
        ] {
            if let Some(value) = value {
                *field = value;
            }
        }
        if let Some(accent) = self.accent {
            let parsed = umbel_web_kit::themes::Accent::parse(&accent)
                .ok_or_else(|| Error::Invalid(format!("“{accent}” is not a colour like #c8281c")))?;
            if !parsed.is_readable() {
                println!(
                    "{accent} is too light for text; text uses {}",
                    parsed.on_light_paper().hex()
                );
            }
            site.accent = Some(accent);
        }
        store.write(|write| {
            site.save(write)?;
            let scope = &mut SiteWrite::new(site.id, write);
            for (setting, prepared, path, alt) in &pictures {
                let id = picture::store(scope, media, prepared, path, alt)?;
                write_setting(scope, *setting, &id.to_string())?;
            }
            if language_changed {
                // The umbrella's language decides which items of all sites have a list of their own.
                tree_changes::relist_with_all_beneath(write, site.id)?;
            }
            Ok(())
        })?;
        println!("{} is changed", self.host);
        Ok(())
    }
}

/// What `umbel site list --json` tells of a site.
#[derive(Serialize)]
struct Listed {
    host: String,
    name: String,
    kind: SiteKind,
    status: SiteStatus,
    parent: Option<String>,
    locale: String,
    theme: String,
}

fn list(store: &Store, json: bool) -> Result<()> {
    let (sites, hosts) = store.read(|connection| Ok((Site::all(connection)?, Host::all(connection)?)))?;
    let host_of: std::collections::HashMap<_, _> = hosts
        .into_iter()
        .filter(|host| host.canonical)
        .map(|host| (host.site_id, host.host))
        .collect();
    let mut listed: Vec<Listed> = sites
        .into_iter()
        .map(|site| Listed {
            host: host_of.get(&site.id).cloned().unwrap_or_default(),
            parent: site.parent_id.and_then(|parent| host_of.get(&parent).cloned()),
            name: site.name,
            kind: site.kind,
            status: site.status,
            locale: site.locale,
            theme: site.theme,
        })
        .collect();
    listed.sort_by(|one, other| (one.kind, &one.host).cmp(&(other.kind, &other.host)));
    if json {
        let text = serde_json::to_string_pretty(&listed).map_err(|error| Error::Invalid(error.to_string()))?;
        println!("{text}");
        return Ok(());
    }
    for site in listed {
        println!("{:<9} {:<9} {:<40} {}", site.kind, site.status, site.host, site.name);
    }
    Ok(())
}

/// Changes who may read a site, and lists or unlists what it published: its own and, of a network, that of its sites.
fn set_status(settings: &Settings, store: &Store, host: &str, status: SiteStatus, reason: &str) -> Result<()> {
    let site = site_at(store, host)?.id;
    let keys = Keys::load_for(store, &settings.keys_dir())?;
    let origin = Origin::new(&settings.server.public_scheme, settings.server.public_port);
    let address_of = |host: &str| origin.of(host);
    let letters = Letters {
        keys: &keys,
        address_of: &address_of,
    };
    store.write(|write| match status {
        SiteStatus::Active => tree_changes::restore(write, &letters, None, site, reason),
        SiteStatus::Archived => tree_changes::archive(write, None, site, reason),
        SiteStatus::Suspended => tree_changes::suspend(write, &letters, None, site, reason),
        SiteStatus::Private => tree_changes::hide(write, None, site, reason),
    })?;
    println!("{host} is {status}");
    Ok(())
}

fn move_under(store: &Store, host: &str, under: &str) -> Result<()> {
    let site = site_at(store, host)?;
    let network = site_at(store, under)?;
    let address = store.write(|write| {
        tree_changes::move_to(write, None, site.id, network.id, None)?;
        let hosts = Host::of(write.connection, site.id)?;
        Ok(hosts.into_iter().find(|host| host.canonical).map(|host| host.host))
    })?;
    println!(
        "{} belongs to {under} now and answers at {}",
        site.name,
        address.unwrap_or_default()
    );
    Ok(())
}

fn rename(store: &Store, host: &str, new: &str) -> Result<()> {
    let site = site_at(store, host)?;
    let new = HostName::parse(new)?;
    store.write(|write| tree_changes::give_host(write, site.id, &new))?;
    println!("{} answers at {new}; {host} redirects there", site.name);
    Ok(())
}

impl FeatureCommand {
    fn run(self, store: &Store) -> Result<()> {
        let (key, host, on) = match self {
            Self::Enable { key, host } => (key, host, true),
            Self::Disable { key, host } => (key, host, false),
        };
        if features::optional(&key).is_none() {
            let known: Vec<_> = features::FEATURES
                .iter()
                .filter(|feature| feature.optional)
                .map(|feature| feature.key)
                .collect();
            return Err(Error::Invalid(format!("“{key}” is not one of {}", known.join(", "))));
        }
        let site = site_at(store, &host)?;
        store.write(|write| {
            let mut scope = SiteWrite::new(site.id, write);
            if on {
                enable_feature(&mut scope, &key)?
            } else {
                disable_feature(&mut scope, &key)?
            }
            aggregator::newswire::relist(write, site.id)
        })?;
        println!("{key} is {} at {host}", if on { "on" } else { "off" });
        Ok(())
    }
}
