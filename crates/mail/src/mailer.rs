//! Handing mails over: to a mail host, into files, or into memory.

mod address;
mod file;
mod memory;
mod smtp;

use lettre::Message as Letter;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, MultiPart, SinglePart};
use std::path::Path;
use std::time::{Duration, SystemTime};
use umbel_core::email::EmailAddress;
use umbel_core::{Error, Instant, Result, config};

use crate::Composed;
use address::Destination;
use file::FileTransport;
pub use memory::Delivered;
use memory::Memory;
use smtp::SmtpHost;

/// What stands before the `@` of mails from an installation that names no address of its own.
const NOBODY: &str = "no-reply";

/// The way mails leave. Cheap to clone; connections are shared and kept for a while.
#[derive(Clone)]
pub struct Mailer {
    transport: Transport,
    from: Option<EmailAddress>,
}

#[derive(Clone)]
enum Transport {
    Smtp(SmtpHost),
    File(FileTransport),
    Memory(Memory),
}

/// Whom a mail comes from.
#[derive(Clone, Debug)]
pub struct Sender {
    /// The name readers see.
    pub name: String,
    /// The address.
    pub address: EmailAddress,
}

/// What stands on the outside of a mail.
#[derive(Clone, Debug)]
pub struct Envelope {
    /// Whom it comes from.
    pub from: Sender,
    /// Where it goes.
    pub to: EmailAddress,
    /// Its name among all mails, `<id@host>`. The same mail sent twice bears the same one.
    pub message_id: String,
    /// Its date.
    pub date: Instant,
}

/// How a delivery failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// The mail host will never take this mail.
    Permanent,
    /// It may take it later.
    Later,
    /// Nobody could be asked: the same would happen to every other mail now.
    Unreachable,
}

/// Why a mail was not handed over. The sentence names no address and can be logged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{sentence}")]
pub struct Failure {
    /// What to do about it.
    pub kind: FailureKind,
    /// One sentence for whoever looks after the installation.
    pub sentence: String,
}

impl Failure {
    /// A failure of this kind.
    #[must_use]
    pub const fn new(kind: FailureKind, sentence: String) -> Self {
        Self { kind, sentence }
    }

    /// Whether trying again is useless.
    #[must_use]
    pub fn is_permanent(&self) -> bool {
        self.kind == FailureKind::Permanent
    }
}

impl Mailer {
    /// The way the configuration names. No connection is made before the first mail.
    ///
    /// # Errors
    /// [`Error::Configuration`] with one sentence, which repeats nothing secret.
    pub fn new(settings: &config::Mail, data_dir: &Path) -> Result<Self> {
        let from = match settings.from.as_str() {
            "" => None,
            address => Some(EmailAddress::parse(address).map_err(|_| {
                Error::Configuration("mail.from is not an address like no-reply@umbrella.example".into())
            })?),
        };
        let transport = match Destination::parse(&settings.url, data_dir)? {
            Destination::Smtp(host) => Transport::Smtp(SmtpHost::new(host, from.as_ref(), &settings.root_certificate)?),
            Destination::Files(folder) => Transport::File(FileTransport::new(folder)),
            Destination::Memory => Transport::Memory(Memory::default()),
        };
        Ok(Self { transport, from })
    }

    /// Keeps mails in memory, for tests to read.
    #[must_use]
    pub fn memory() -> Self {
        Self {
            transport: Transport::Memory(Memory::default()),
            from: None,
        }
    }

    /// Where mails go, in one line without user name and password.
    #[must_use]
    pub fn describe(&self) -> String {
        match &self.transport {
            Transport::Smtp(host) => host.describe(),
            Transport::File(files) => format!("one folder a mail in {}; nothing is sent", files.folder().display()),
            Transport::Memory(_) => "kept in memory; nothing is sent".into(),
        }
    }

    /// Whom mails come from: the configured address, or `no-reply` at the umbrella's host.
    ///
    /// # Errors
    /// When no mail can come from that host.
    pub fn sender(&self, umbrella_name: &str, umbrella_host: &str) -> Result<Sender, Failure> {
        let address = match &self.from {
            Some(address) => address.clone(),
            None => EmailAddress::parse(&format!("{NOBODY}@{umbrella_host}")).map_err(|_| {
                Failure::new(
                    FailureKind::Unreachable,
                    "no mail can come from the umbrella’s host; set mail.from".into(),
                )
            })?,
        };
        Ok(Sender {
            name: crate::clean::one_line(umbrella_name),
            address,
        })
    }

    /// Hands a mail over. Blocks, for a minute or so at worst.
    ///
    /// # Errors
    /// Why it was not taken.
    pub fn deliver(&self, envelope: &Envelope, composed: &Composed) -> Result<(), Failure> {
        let letter = letter(envelope, composed)?;
        match &self.transport {
            Transport::Smtp(host) => host.send(&letter),
            Transport::File(files) => files.keep(composed, &letter.formatted()),
            Transport::Memory(memory) => memory.keep(envelope, composed, &letter.formatted()),
        }
    }

    /// The mails kept in memory so far; none when they go elsewhere.
    #[must_use]
    pub fn delivered(&self) -> Vec<Delivered> {
        match &self.transport {
            Transport::Memory(memory) => memory.delivered(),
            Transport::Smtp(_) | Transport::File(_) => Vec::new(),
        }
    }

    /// Has memory refuse the next mail like this. Further calls line up.
    pub fn refuse_next(&self, failure: Failure) {
        if let Transport::Memory(memory) = &self.transport {
            memory.refuse_next(failure);
        }
    }
}

/// The mail as it goes over the wire.
fn letter(envelope: &Envelope, composed: &Composed) -> Result<Letter, Failure> {
    // It holds for everybody who calls, whatever was cleaned before: a line break here would begin another header.
    let header_inputs = [&envelope.from.name, &envelope.message_id, &composed.subject];
    if header_inputs.iter().any(|input| input.chars().any(char::is_control)) {
        return Err(unsendable());
    }
    let id = &envelope.message_id;
    let bare_id = id.strip_prefix('<').and_then(|id| id.strip_suffix('>'));
    if !bare_id.is_some_and(|id| {
        id.bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'<' && byte != b'>')
    }) {
        return Err(unsendable());
    }
    let name = Some(envelope.from.name.clone()).filter(|name| !name.is_empty());
    let seconds = u64::try_from(envelope.date.seconds()).unwrap_or(0);
    Letter::builder()
        .from(Mailbox::new(name, written_address(&envelope.from.address)?))
        .to(Mailbox::new(None, written_address(&envelope.to)?))
        .subject(&composed.subject)
        .message_id(Some(id.clone()))
        .date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
        // Nobody's out-of-office note needs to answer.
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".into(),
        ))
        .multipart(
            MultiPart::alternative()
                .singlepart(part(ContentType::TEXT_PLAIN, &composed.text)?)
                .singlepart(part(ContentType::TEXT_HTML, &composed.html)?),
        )
        .map_err(|_| unsendable())
}

/// Always encoded: whatever a text holds, what is sent is short lines of plain letters.
fn part(content_type: ContentType, text: &str) -> Result<SinglePart, Failure> {
    let body =
        Body::new_with_encoding(text.to_owned(), ContentTransferEncoding::QuotedPrintable).map_err(|_| unsendable())?;
    Ok(SinglePart::builder().header(content_type).body(body))
}

fn written_address(address: &EmailAddress) -> Result<lettre::Address, Failure> {
    lettre::Address::new(address.local_part(), address.domain()).map_err(|_| unsendable())
}

fn unsendable() -> Failure {
    Failure::new(
        FailureKind::Permanent,
        "something on the outside of the mail cannot be sent".into(),
    )
}
