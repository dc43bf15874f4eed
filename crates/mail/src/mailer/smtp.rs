//! Handing mails to a mail host over SMTP.

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{Error as SmtpError, PoolConfig};
use lettre::{Message as Letter, SmtpTransport, Transport};
use std::error::Error as _;
use std::io;
use std::path::Path;
use std::time::Duration;
use umbel_core::email::EmailAddress;
use umbel_core::{Error, Result};

use super::address::{HostAddress, Protection};
use super::{Failure, FailureKind};

/// How long one step of the conversation may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a connection is kept for the next mail.
const KEPT_OPEN: Duration = Duration::from_secs(30);
/// Refusals that mean us and not the mail: TLS wanted, sign-in wanted, too weak, wrong or expired.
const ABOUT_US: [u16; 5] = [421, 530, 534, 535, 538];
/// How a certificate begins in a file (RFC 7468).
const CERTIFICATE_BEGINNING: &[u8] = b"-----BEGIN CERTIFICATE-----";
/// The most that is repeated of what a mail host says, in characters.
const LONGEST_REPLY: usize = 200;

/// A mail host with the connections to it.
#[derive(Clone)]
pub struct SmtpHost {
    transport: SmtpTransport,
    address: HostAddress,
}

impl SmtpHost {
    /// Prepares connections to a mail host. It is greeted with the host that mails come from. The certificates in the
    /// file are trusted besides the well-known ones; an empty path means none.
    ///
    /// # Errors
    /// When the file cannot be used, or no encryption can be prepared.
    pub fn new(address: HostAddress, from: Option<&EmailAddress>, root_certificate: &Path) -> Result<Self> {
        let own_root = certificates_in(root_certificate)?;
        let encryption = || {
            let mut parameters = TlsParameters::builder(address.host.clone());
            if let Some(own_root) = &own_root {
                parameters = parameters.add_root_certificate(own_root.clone());
            }
            parameters.build().map_err(|error| {
                Error::Configuration(format!("no safe connections to mail.url can be prepared: {error}"))
            })
        };
        let tls = match address.protection {
            Protection::FromTheStart => Tls::Wrapper(encryption()?),
            Protection::BeforeAnythingIsSaid => Tls::Required(encryption()?),
            Protection::SameMachine => Tls::None,
        };
        let mut builder = SmtpTransport::builder_dangerous(&address.host)
            .port(address.port)
            .tls(tls)
            .timeout(Some(PATIENCE))
            .pool_config(PoolConfig::new().max_size(2).idle_timeout(KEPT_OPEN));
        if let Some(from) = from {
            builder = builder.hello_name(ClientId::Domain(from.domain().to_owned()));
        }
        if let Some((user, password)) = &address.credentials {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Self {
            transport: builder.build(),
            address,
        })
    }

    /// The host and how it is reached, without user name and password.
    pub fn describe(&self) -> String {
        let HostAddress { host, port, .. } = &self.address;
        let protection = match self.address.protection {
            Protection::FromTheStart => "encrypted from the start",
            Protection::BeforeAnythingIsSaid => "encrypted before anything is said",
            Protection::SameMachine => "not encrypted, on this machine",
        };
        let sign_in = match self.address.credentials {
            Some(_) => "with a password",
            None => "without a password",
        };
        format!("through {host}, port {port}, {protection}, {sign_in}")
    }

    /// Hands a mail over.
    ///
    /// # Errors
    /// What the host answered, or why it could not be asked.
    pub fn send(&self, letter: &Letter) -> Result<(), Failure> {
        self.transport.send(letter).map(|_| ()).map_err(|error| failure(&error))
    }
}

/// The certificates in a file; none when no file is named.
fn certificates_in(file: &Path) -> Result<Option<Certificate>> {
    if file.as_os_str().is_empty() {
        return Ok(None);
    }
    let unusable = |why: &str| {
        Error::Configuration(format!(
            "mail.root_certificate, {}, cannot be used: {why}",
            file.display()
        ))
    };
    let bytes = std::fs::read(file).map_err(|error| unusable(&error.to_string()))?;
    // A file without any would be read without complaint, and then nothing of its own would be trusted.
    let holds_any = bytes
        .windows(CERTIFICATE_BEGINNING.len())
        .any(|window| window == CERTIFICATE_BEGINNING);
    if !holds_any {
        return Err(unusable("there is no certificate in it"));
    }
    Certificate::from_pem(&bytes)
        .map(Some)
        .map_err(|_| unusable("a certificate in it is damaged"))
}

fn failure(error: &SmtpError) -> Failure {
    let said = error.source().map_or_else(|| error.to_string(), ToString::to_string);
    let said = repeatable(&said);
    let Some(code) = error.status().map(u16::from) else {
        let sentence = match connection_trouble(error) {
            // What goes wrong while encryption is agreed on arrives as content that makes no sense: a certificate nobody
            // knows, or an answer that is not encrypted at all.
            Some(io::ErrorKind::InvalidData) => format!("no safe connection to the mail host could be made: {said}"),
            Some(io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock) => "the mail host did not answer in time".into(),
            _ if error.is_tls() => format!("no safe connection to the mail host could be made: {said}"),
            _ if error.is_client() => format!("the mail host does not offer what is needed: {said}"),
            _ => format!("the mail host could not be reached, or broke off: {said}"),
        };
        return Failure::new(FailureKind::Unreachable, sentence);
    };
    let (kind, verb) = if ABOUT_US.contains(&code) {
        (FailureKind::Unreachable, "does not let us in")
    } else if error.is_permanent() {
        (FailureKind::Permanent, "refused the mail")
    } else {
        (FailureKind::Later, "asks to try again later")
    };
    Failure::new(kind, format!("the mail host {verb}: {code} {said}"))
}

/// What went wrong with the connection, if that is what went wrong.
fn connection_trouble(error: &SmtpError) -> Option<io::ErrorKind> {
    let source = error.source()?.downcast_ref::<io::Error>()?;
    Some(source.kind())
}

/// What a mail host said, in one line and without addresses: many repeat whom the mail was for.
fn repeatable(said: &str) -> String {
    let words: Vec<&str> = said
        .split(|character: char| character.is_whitespace() || character.is_control())
        .filter(|word| !word.is_empty())
        .map(|word| if word.contains('@') { "<address>" } else { word })
        .collect();
    words.join(" ").chars().take(LONGEST_REPLY).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_not_repeated() {
        assert_eq!(
            repeatable("5.1.1 <rosa@example.org>:\r\nno such user rosa@example.org"),
            "5.1.1 <address> no such user <address>"
        );
    }
}
