//! The configuration: `config/default.toml`, then a file, then the environment.

use config::{Config, Environment, File, FileFormat};
use ipnet::IpNet;
use serde::Deserialize;
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use crate::database::DatabaseAddress;
use crate::{Error, Result};

/// Every key with its default, explained. It is the first layer of each configuration.
pub const DEFAULTS: &str = include_str!("../../../config/default.toml");

/// All settings of one installation.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// `[server]`
    pub server: Server,
    /// `[data]`
    pub data: Data,
    /// `[database]`
    pub database: Database,
    /// `[cache]`
    pub cache: Cache,
    /// `[media]`
    pub media: MediaPlace,
    /// `[themes]`
    pub themes: Themes,
    /// `[mail]`
    pub mail: Mail,
    /// `[domains]`
    pub domains: Domains,
    /// `[log]`
    pub log: Log,
}

/// `[server]`: where to listen and how others reach us.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// Threads that answer requests; 0 means one for each core.
    pub workers: usize,
    /// `http` or `https`: how visitors reach the sites.
    pub public_scheme: String,
    /// The port in visitors' addresses; 0 means the scheme's own.
    pub public_port: u16,
    /// Networks whose forwarded headers are believed.
    pub trusted_proxies: Vec<IpNet>,
}

/// `[data]`: where files live.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    /// The one directory everything is kept in.
    pub dir: PathBuf,
}

/// `[database]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// `sqlite:PATH` or `postgres://…`; empty means a file in the data directory.
    pub url: String,
}

/// `[cache]`: ready pages in memory.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cache {
    /// Whether pages are kept at all.
    pub enabled: bool,
    /// How much memory they may take, in mebibytes.
    pub mebibytes: u64,
}

/// `[media]`: where uploaded files are kept.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MediaPlace {
    /// `local` for the folder `media` of the data directory, `s3` for a store that speaks S3.
    pub store: String,
    /// The bucket.
    pub bucket: String,
    /// The address of the store; empty means Amazon's own for the region.
    pub endpoint: String,
    /// The region.
    pub region: String,
    /// What stands before every name in the bucket; may be empty.
    pub prefix: String,
    /// The name of the key.
    pub access_key_id: String,
    /// The key.
    pub secret_access_key: String,
}

/// The key is not printed.
impl std::fmt::Debug for MediaPlace {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("MediaPlace")
            .field("store", &self.store)
            .finish_non_exhaustive()
    }
}

/// `[themes]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Themes {
    /// A directory with further themes; empty means the built-in ones only.
    pub dir: PathBuf,
}

/// `[mail]`: how mails leave, and whom they come from.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// `smtp://…`, `smtps://…`, `file:DIR` or `memory:`; empty means files in the data directory.
    pub url: String,
    /// The address mails come from; empty means `no-reply` at the umbrella's own host.
    pub from: String,
    /// A file with certificates that are trusted besides the well-known ones; empty means none.
    pub root_certificate: PathBuf,
}

/// How mails leave, for people to read: without user name and password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailRoute {
    /// Through this mail host.
    Host(String),
    /// Into this folder; they are sent nowhere.
    Folder(PathBuf),
    /// Into memory; they are sent nowhere.
    Memory,
}

impl Mail {
    /// How mails leave.
    #[must_use]
    pub fn route(&self, data_dir: &Path) -> MailRoute {
        if self.url.is_empty() {
            return MailRoute::Folder(data_dir.join("mail"));
        }
        if let Some(folder) = self.url.strip_prefix("file:") {
            return MailRoute::Folder(folder.strip_prefix("//").unwrap_or(folder).into());
        }
        match self.url.split_once("://") {
            // Whatever stands before the last @ may be a password.
            Some((_, rest)) => {
                let host = rest.rsplit('@').next().unwrap_or_default();
                MailRoute::Host(host.trim_end_matches('/').to_owned())
            }
            None => MailRoute::Memory,
        }
    }
}

/// The address holds a password, so it is not printed.
impl std::fmt::Debug for Mail {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Mail").finish_non_exhaustive()
    }
}

/// `[domains]`: how sites' own domains are looked at.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Domains {
    /// The name server that is asked, with or without a port; empty means those of this machine.
    pub name_server: String,
}

impl Domains {
    /// Where the name server listens; none when those of this machine are asked.
    ///
    /// # Errors
    /// [`Error::Configuration`] when it is no number.
    pub fn name_server_address(&self) -> Result<Option<SocketAddr>> {
        let written = self.name_server.trim();
        if written.is_empty() {
            return Ok(None);
        }
        let with_usual_port = |number: IpAddr| SocketAddr::new(number, NAME_SERVER_PORT);
        written
            .parse::<SocketAddr>()
            .or_else(|_| written.parse::<IpAddr>().map(with_usual_port))
            .map(Some)
            .map_err(|_| {
                Error::Configuration(
                    "domains.name_server is not like 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:53".into(),
                )
            })
    }
}

/// `[log]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// `error`, `warn`, `info`, `debug` or `trace`, or a list like `info,umbel_server=debug`.
    pub level: String,
}

/// Where name servers listen.
const NAME_SERVER_PORT: u16 = 53;

/// Environment names without a section, and the keys they stand for.
const SHORTHANDS: [(&str, &str); 4] = [
    ("UMBEL_DATABASE_URL", "database.url"),
    ("UMBEL_DATA_DIR", "data.dir"),
    ("UMBEL_LISTEN", "server.listen"),
    ("UMBEL_SMTP_URL", "mail.url"),
];

impl Settings {
    /// Reads the layers: defaults, `file` if there is one, then `environment` (usually the process's own).
    ///
    /// # Errors
    /// [`Error::Configuration`] with one sentence naming the key or file that cannot be used.
    pub fn load(file: Option<&Path>, environment: impl IntoIterator<Item = (String, String)>) -> Result<Self> {
        let mut builder = Config::builder().add_source(File::from_str(DEFAULTS, FileFormat::Toml));
        if let Some(file) = file {
            if !file.is_file() {
                return Err(Error::Configuration(format!("there is no file {}", file.display())));
            }
            builder = builder.add_source(File::from(file).format(FileFormat::Toml));
        }
        let mut sections = HashMap::new();
        let mut shorthands = Vec::new();
        let mut proxies = None;
        for (name, value) in environment {
            let Some(key) = name.strip_prefix("UMBEL_") else {
                continue;
            };
            if let Some((_, target)) = SHORTHANDS.iter().find(|(shorthand, _)| *shorthand == name) {
                shorthands.push((*target, value));
            } else if name == "UMBEL_SERVER__TRUSTED_PROXIES" {
                proxies = Some(value).filter(|list| !list.is_empty());
            } else if key.contains("__") {
                sections.insert(name, value);
            } else if !key.starts_with("TEST_") && key != "BIN" {
                return Err(Error::Configuration(format!(
                    "the environment sets {name}, which is no setting"
                )));
            }
        }
        builder = builder.add_source(
            Environment::with_prefix("UMBEL")
                .prefix_separator("_")
                .separator("__")
                .ignore_empty(true)
                .source(Some(sections)),
        );
        // The one list there is is taken apart here: if the library were asked to, it would read numbers into everything
        // else, and a key that begins with a nought would lose it.
        if let Some(list) = proxies {
            let list: Vec<&str> = list.split(',').map(str::trim).collect();
            builder = builder
                .set_override("server.trusted_proxies", list)
                .map_err(|error| Error::Configuration(error.to_string()))?;
        }
        for (target, value) in shorthands {
            builder = builder
                .set_override(target, value)
                .map_err(|error| Error::Configuration(error.to_string()))?;
        }
        let settings: Self = builder
            .build()
            .and_then(Config::try_deserialize)
            .map_err(|error| Error::Configuration(error.to_string()))?;
        if !matches!(settings.server.public_scheme.as_str(), "http" | "https") {
            return Err(Error::Configuration(
                "server.public_scheme is neither “http” nor “https”".into(),
            ));
        }
        if !matches!(settings.media.store.as_str(), "local" | "s3") {
            return Err(Error::Configuration("media.store is neither “local” nor “s3”".into()));
        }
        settings.domains.name_server_address()?;
        Ok(settings)
    }

    /// The database these settings name.
    ///
    /// # Errors
    /// When the address is of neither kind.
    pub fn database_address(&self) -> Result<DatabaseAddress> {
        if self.database.url.is_empty() {
            Ok(DatabaseAddress::Sqlite(self.data.dir.join("umbel.sqlite")))
        } else {
            self.database.url.parse()
        }
    }

    /// Where uploaded and generated files are kept.
    #[must_use]
    pub fn media_dir(&self) -> PathBuf {
        self.data.dir.join("media")
    }

    /// Where what is being uploaded lies until it is stored, and what is made of it until it is finished.
    #[must_use]
    pub fn uploads_dir(&self) -> PathBuf {
        self.data.dir.join("uploads")
    }

    /// Where the keys are that seal secrets in the database.
    #[must_use]
    pub fn keys_dir(&self) -> PathBuf {
        self.data.dir.join("keys")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(environment: &[(&str, &str)]) -> Result<Settings> {
        Settings::load(
            None,
            environment
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        )
    }

    #[test]
    fn the_environment_wins_over_the_defaults() {
        let settings = load(&[
            ("UMBEL_SERVER__WORKERS", "3"),
            ("UMBEL_CACHE__ENABLED", "false"),
            ("UMBEL_DATA_DIR", "/tmp/elsewhere"),
            ("UMBEL_SERVER__TRUSTED_PROXIES", "10.0.0.0/8,::1/128"),
            ("UMBEL_TEST_POSTGRES_URL", "ignored"),
            ("UMBEL_SMTP_URL", "smtps://umbel:secret@mail.example"),
        ])
        .unwrap();
        assert_eq!(settings.mail.url, "smtps://umbel:secret@mail.example");
        assert!(!format!("{settings:?}").contains("secret"));
        let route = settings.mail.route(&settings.data.dir);
        assert_eq!(route, MailRoute::Host("mail.example".into()));
        assert_eq!(settings.server.workers, 3);
        assert!(!settings.cache.enabled);
        assert_eq!(settings.server.trusted_proxies.len(), 2);
        assert_eq!(
            settings.database_address().unwrap(),
            DatabaseAddress::Sqlite("/tmp/elsewhere/umbel.sqlite".into())
        );
    }

    #[test]
    fn a_name_server_has_a_number_and_perhaps_a_port() {
        for (written, read) in [
            ("", None),
            ("192.0.2.53", Some("192.0.2.53:53")),
            ("127.0.0.1:5353", Some("127.0.0.1:5353")),
            ("2001:db8::53", Some("[2001:db8::53]:53")),
            ("[::1]:5353", Some("[::1]:5353")),
        ] {
            let settings = load(&[("UMBEL_DOMAINS__NAME_SERVER", written)]).unwrap();
            let address = settings.domains.name_server_address().unwrap();
            assert_eq!(address, read.map(|read| read.parse().unwrap()), "{written}");
        }
        let error = load(&[("UMBEL_DOMAINS__NAME_SERVER", "ns.example")]).unwrap_err();
        assert!(error.to_string().contains("domains.name_server"), "{error}");
    }

    #[test]
    fn what_looks_like_a_number_stays_as_it_was_written() {
        for written in ["0123", "1e3", "true", "007.50"] {
            let settings = load(&[
                ("UMBEL_MEDIA__BUCKET", written),
                ("UMBEL_MEDIA__SECRET_ACCESS_KEY", written),
            ])
            .unwrap();
            assert_eq!(settings.media.bucket, written);
            assert_eq!(settings.media.secret_access_key, written);
        }
    }

    #[test]
    fn unknown_keys_are_named() {
        for (name, part) in [("UMBEL_SERVER__LISTN", "listn"), ("UMBEL_LISTN", "UMBEL_LISTN")] {
            let error = load(&[(name, "x")]).unwrap_err().to_string();
            assert!(error.contains(part), "{error}");
        }
    }
}
