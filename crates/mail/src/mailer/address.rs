//! Reading `mail.url`. Nothing here repeats what it reads: there is a password in it.

use percent_encoding::percent_decode_str;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use umbel_core::{Error, Result};
use url::{Host, Url};

/// Where mails go.
pub enum Destination {
    /// To a mail host.
    Smtp(HostAddress),
    /// Into a folder.
    Files(PathBuf),
    /// Into memory.
    Memory,
}

/// How the connection to a mail host is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection {
    /// Encrypted from the first byte.
    FromTheStart,
    /// The host is asked to encrypt before anything is said; without it nothing is sent.
    BeforeAnythingIsSaid,
    /// None: the host is this machine.
    SameMachine,
}

/// A mail host and how to be let in.
#[derive(Clone)]
pub struct HostAddress {
    /// Its name or number.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub protection: Protection,
    /// User name and password.
    pub credentials: Option<(String, String)>,
}

impl Destination {
    /// Reads an address as the configuration has it; an empty one means a folder of the data directory.
    ///
    /// # Errors
    /// [`Error::Configuration`] saying what an address looks like.
    pub fn parse(address: &str, data_dir: &Path) -> Result<Self> {
        if address.is_empty() {
            return Ok(Self::Files(data_dir.join("mail")));
        }
        if address == "memory:" {
            return Ok(Self::Memory);
        }
        if let Some(folder) = address.strip_prefix("file:") {
            let folder = folder.strip_prefix("//").unwrap_or(folder);
            if folder.is_empty() {
                return Err(Error::Configuration("mail.url is “file:” without a folder".into()));
            }
            return Ok(Self::Files(folder.into()));
        }
        host_address(address).map(Self::Smtp)
    }
}

fn host_address(address: &str) -> Result<HostAddress> {
    let unusable = || {
        Error::Configuration(
            "mail.url is not like smtps://user:password@mail.example:465, smtp://user:password@mail.example:587 or \
             file:FOLDER; in user and password write @ as %40, : as %3A, / as %2F"
                .into(),
        )
    };
    let url = Url::parse(address).map_err(|_| unusable())?;
    let encrypted = match url.scheme() {
        "smtps" => true,
        "smtp" => false,
        _ => return Err(unusable()),
    };
    if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
        return Err(unusable());
    }
    let host = match url.host().ok_or_else(unusable)? {
        // The scheme is none that the address reader knows, so it leaves numbers as names.
        Host::Domain(name) => name.to_owned(),
        Host::Ipv4(number) => number.to_string(),
        Host::Ipv6(number) => number.to_string(),
    };
    let decoded = |part: &str| -> Result<String> {
        let text = percent_decode_str(part).decode_utf8().map_err(|_| unusable())?;
        if text.chars().any(char::is_control) {
            return Err(unusable());
        }
        Ok(text.into_owned())
    };
    let credentials = match (decoded(url.username())?, url.password()) {
        (user, Some(password)) if !user.is_empty() => Some((user, decoded(password)?)),
        (user, None) if user.is_empty() => None,
        _ => {
            return Err(Error::Configuration(
                "mail.url has a user name or a password without the other".into(),
            ));
        }
    };
    let protection = if encrypted {
        Protection::FromTheStart
    } else if host.parse::<IpAddr>().is_ok_and(|number| number.is_loopback()) {
        Protection::SameMachine
    } else {
        Protection::BeforeAnythingIsSaid
    };
    let usual_port = match protection {
        Protection::FromTheStart => 465,
        Protection::BeforeAnythingIsSaid => 587,
        Protection::SameMachine => 25,
    };
    Ok(HostAddress {
        host,
        port: url.port().unwrap_or(usual_port),
        protection,
        credentials,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn smtp(address: &str) -> HostAddress {
        match Destination::parse(address, Path::new("/data")) {
            Ok(Destination::Smtp(host)) => host,
            _ => panic!("{address}"),
        }
    }

    #[test]
    fn hosts_are_read() {
        let host = smtp("smtps://umbel%40mail.example:p%2Fw%3A1@mail.example");
        assert_eq!((host.host.as_str(), host.port), ("mail.example", 465));
        assert_eq!(host.protection, Protection::FromTheStart);
        assert_eq!(host.credentials, Some(("umbel@mail.example".into(), "p/w:1".into())));

        let host = smtp("smtp://umbel:secret@mail.example");
        assert_eq!(host.port, 587);
        assert_eq!(host.protection, Protection::BeforeAnythingIsSaid);

        for (address, port) in [("smtp://127.0.0.1:2525", 2525), ("smtp://[::1]", 25)] {
            let host = smtp(address);
            assert_eq!(host.port, port);
            assert_eq!(host.protection, Protection::SameMachine);
            assert!(host.credentials.is_none());
        }
        // Anybody's name server may answer for a name, this machine's own included.
        assert_eq!(smtp("smtp://localhost").protection, Protection::BeforeAnythingIsSaid);
    }

    #[test]
    fn folders_are_read() {
        for (address, folder) in [
            ("", "/data/mail"),
            ("file:mails", "mails"),
            ("file:///var/mails", "/var/mails"),
        ] {
            match Destination::parse(address, Path::new("/data")) {
                Ok(Destination::Files(found)) => assert_eq!(found, Path::new(folder)),
                _ => panic!("{address}"),
            }
        }
    }

    #[test]
    fn what_is_no_address_is_refused_without_its_password() {
        for address in [
            "mail.example",
            "http://mail.example",
            "smtp://",
            "smtp://:secret@mail.example",
            "smtp://umbel@mail.example",
            "smtps://umbel:secret@mail.example/path",
            "smtps://umbel:secret@mail.example?tls=none",
            "smtps://umbel:secret%0d%0aQUIT@mail.example",
            "smtps://umbel:secret@mail.example:99999",
            "file:",
        ] {
            let error = Destination::parse(address, Path::new("/data"))
                .err()
                .map(|error| error.to_string());
            let error = error.unwrap_or_else(|| panic!("{address} was accepted"));
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
