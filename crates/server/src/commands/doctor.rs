//! `umbel doctor`

use clap::Args;
use std::sync::Arc;
use umbel_core::config::Settings;
use umbel_core::email::EmailAddress;
use umbel_core::keys::Keys;
use umbel_core::tree::Site;
use umbel_core::{Error, Result};
use umbel_mail::{Mailer, send_test};
use umbel_media::store::MediaStore;
use umbel_web_kit::world::load_themes;

use super::open;
use crate::features::{FEATURES, SIGN_IN};

/// Look whether everything is in order, and send a test mail.
#[derive(Args)]
pub struct Doctor {
    /// Send a test mail to this address.
    #[arg(long, value_name = "EMAIL")]
    mail_to: Option<String>,
    /// The keys are lost for good: go on with those that are there. Whatever was sealed with the others stays closed.
    #[arg(long)]
    accept_keys: bool,
}

impl Doctor {
    pub(crate) fn run(self, settings: &Settings) -> Result<()> {
        let mut ills = 0;
        let mut line = |name: &str, found: Result<String>| match found {
            Ok(text) => println!("ok    {name}: {text}"),
            Err(error) => {
                ills += 1;
                println!("ILL   {name}: {error}");
            }
        };
        let store = open(settings)?;
        line("database", Ok(format!("{:?} is up to date", store.engine())));
        let umbrella = store.read(Site::umbrella)?;
        line(
            "umbrella",
            umbrella
                .map(|site| site.name)
                .ok_or_else(|| Error::Invalid("there is none yet; create one with `umbel init --host HOST`".into())),
        );
        let keys_dir = settings.keys_dir();
        if self.accept_keys {
            Keys::accept_for(&store, &keys_dir)?;
        }
        line(
            "keys",
            Keys::load_for(&store, &keys_dir).map(|_| format!("{} belong to this database", keys_dir.display())),
        );
        let themes = load_themes(&settings.themes.dir, FEATURES.iter().chain(SIGN_IN));
        line(
            "themes",
            themes.as_ref().map_or_else(
                |error| Err(Error::Configuration(error.to_string())),
                |themes| match themes.reports().len() {
                    0 => Ok("every template can be used".to_owned()),
                    count => Err(Error::Invalid(format!(
                        "{count} templates cannot be used; see `umbel themes`"
                    ))),
                },
            ),
        );
        line(
            "files",
            MediaStore::open(settings).and_then(|files| {
                files.try_out()?;
                Ok(format!("{} takes them and gives them back", files.root.display()))
            }),
        );
        let mailer = Mailer::new(&settings.mail, &settings.data.dir);
        line(
            "mail",
            mailer
                .as_ref()
                .map(Mailer::describe)
                .map_err(|error| Error::Configuration(error.to_string())),
        );
        if let (Some(address), Ok(mailer), Ok(themes)) = (&self.mail_to, &mailer, &themes) {
            let to = EmailAddress::parse(address)?;
            let languages = Arc::clone(themes.languages());
            let sent = send_test(&store, mailer, &languages, &to, "en", store.now());
            line(
                "test mail",
                sent.map(|()| "the mail host took it".to_owned())
                    .map_err(|failure| Error::Invalid(failure.to_string())),
            );
        }
        match ills {
            0 => Ok(()),
            1 => Err(Error::Invalid("one thing is not in order".into())),
            count => Err(Error::Invalid(format!("{count} things are not in order"))),
        }
    }
}
