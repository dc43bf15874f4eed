//! Real conversations with a small mail host on this machine.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use umbel_core::config;
use umbel_core::mail::MailState;
use umbel_mail::Mailer;

use crate::support::Fixture;

/// What the host does with a mail.
#[derive(Clone, Copy)]
enum Mood {
    Takes,
    KnowsNobody,
    IsBusy,
    HangsUpAfterData,
    WantsAPassword,
}

/// A mail host that remembers every line it hears.
struct MailHost {
    port: u16,
    heard: Arc<Mutex<Vec<String>>>,
    mood: Arc<Mutex<Mood>>,
}

impl MailHost {
    fn start(mood: Mood) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = Self {
            port: listener.local_addr().unwrap().port(),
            heard: Arc::default(),
            mood: Arc::new(Mutex::new(mood)),
        };
        let (heard, mood) = (Arc::clone(&host.heard), Arc::clone(&host.mood));
        // It ends with the test's process.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (heard, mood) = (Arc::clone(&heard), Arc::clone(&mood));
                thread::spawn(move || converse(&stream, &heard, &mood));
            }
        });
        host
    }

    fn mailer(&self) -> Mailer {
        let settings = config::Mail {
            url: format!("smtp://127.0.0.1:{}", self.port),
            from: "post@umbrella.example".into(),
            ..config::Mail::default()
        };
        Mailer::new(&settings, std::path::Path::new("unused")).unwrap()
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    fn count(&self, beginning: &str) -> usize {
        self.heard().iter().filter(|line| line.starts_with(beginning)).count()
    }
}

fn converse(stream: &TcpStream, heard: &Mutex<Vec<String>>, mood: &Mutex<Mood>) {
    let mut output = stream;
    let mut say = |line: &str| {
        // Whoever hung up does not hear it.
        let _ = output.write_all(format!("{line}\r\n").as_bytes());
    };
    say("220 host.example ready");
    let mut in_text = false;
    for line in BufReader::new(stream).lines() {
        let Ok(line) = line else { return };
        // What belongs to a mail is marked, so that it is never taken for a command.
        let mark = if in_text { "| " } else { "" };
        heard.lock().unwrap().push(format!("{mark}{line}"));
        let mood = *mood.lock().unwrap();
        if in_text {
            if line == "." {
                if matches!(mood, Mood::HangsUpAfterData) {
                    let _ = stream.shutdown(std::net::Shutdown::Both);
                    return;
                }
                in_text = false;
                say("250 taken");
            }
            continue;
        }
        match line.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" => say("250-host.example\r\n250 8BITMIME"),
            "MAIL" if matches!(mood, Mood::WantsAPassword) => say("530 5.7.0 sign in first"),
            "RCPT" if matches!(mood, Mood::KnowsNobody) => say("550 5.1.1 <rosa@example.org>: no such person"),
            "RCPT" if matches!(mood, Mood::IsBusy) => say("451 4.3.0 come back later"),
            "DATA" => {
                in_text = true;
                say("354 go on");
            }
            "QUIT" => {
                say("221 bye");
                return;
            }
            _ => say("250 fine"),
        }
    }
}

#[test]
fn mails_are_handed_over_on_one_connection() {
    let host = MailHost::start(Mood::Takes);
    let fixture = Fixture::with_mailer(host.mailer());
    let first = fixture.enqueue("Rosa@example.org", "es");
    let second = fixture.enqueue("mateo@example.org", "en");
    assert_eq!(fixture.send_due(), 2);
    assert_eq!(host.count("EHLO umbrella.example"), 1, "{:?}", host.heard());
    assert_eq!(host.count("MAIL FROM:<post@umbrella.example>"), 2);
    assert_eq!(host.count("RCPT TO:<Rosa@example.org>"), 1);
    assert_eq!(host.count("| From: Cosecha <post@umbrella.example>"), 2);
    for id in [first, second] {
        assert_eq!(host.count(&format!("| Message-ID: <{id}@umbrella.example>")), 1);
        assert_eq!(fixture.mail(id).state, MailState::Sent);
    }
    assert_eq!(host.count("| Content-Transfer-Encoding: quoted-printable"), 4);
    assert!(host.heard().iter().all(|line| line.is_ascii() && line.len() <= 998));
}

#[test]
fn a_text_cannot_end_the_mail_early() {
    use umbel_core::mail::{Message, enqueue};

    let host = MailHost::start(Mood::Takes);
    let fixture = Fixture::with_mailer(host.mailer());
    let message = Message::AppealMade {
        site: ".\r\nQUIT".into(),
        text: ".\r\n.\nRCPT TO:<all@evil.example>\r\n.\r\rMAIL FROM:<x@evil.example>\r.\n".into(),
        link: "https://umbrella.example/".into(),
    };
    let to = crate::support::address("rosa@example.org");
    fixture
        .store
        .write(|write| enqueue(write, &fixture.keys, &to, "en", None, &message))
        .unwrap();
    assert_eq!(fixture.send_due(), 1);
    assert_eq!(host.count("RCPT"), 1, "{:?}", host.heard());
    assert_eq!(host.count("MAIL"), 1);
    assert_eq!(host.count("QUIT"), 0);
    assert_eq!(host.heard().iter().filter(|line| *line == "| .").count(), 1);
}

#[test]
fn a_refusal_for_good_ends_it_and_repeats_no_address() {
    let host = MailHost::start(Mood::KnowsNobody);
    let fixture = Fixture::with_mailer(host.mailer());
    let id = fixture.enqueue("rosa@example.org", "en");
    assert_eq!(fixture.send_due(), 0);
    let mail = fixture.mail(id);
    assert_eq!(mail.state, MailState::Failed);
    assert_eq!(
        mail.last_error.as_deref(),
        Some("the mail host refused the mail: 550 5.1.1 <address> no such person")
    );
    assert_eq!(fixture.sealed(id), "");
}

#[test]
fn a_busy_host_is_asked_again() {
    let host = MailHost::start(Mood::IsBusy);
    let fixture = Fixture::with_mailer(host.mailer());
    let id = fixture.enqueue("rosa@example.org", "en");
    assert_eq!(fixture.send_due(), 0);
    assert_eq!(fixture.mail(id).state, MailState::Queued);
    *host.mood.lock().unwrap() = Mood::Takes;
    fixture.wait(60);
    assert_eq!(fixture.send_due(), 1);
}

#[test]
fn a_mail_the_host_may_have_taken_goes_again_under_its_name() {
    let host = MailHost::start(Mood::HangsUpAfterData);
    let fixture = Fixture::with_mailer(host.mailer());
    let id = fixture.enqueue("rosa@example.org", "en");
    assert_eq!(fixture.send_due(), 0);
    let mail = fixture.mail(id);
    assert_eq!(mail.state, MailState::Queued);
    let reason = mail.last_error.unwrap();
    assert!(
        reason.starts_with("the mail host could not be reached, or broke off"),
        "{reason}"
    );
    *host.mood.lock().unwrap() = Mood::Takes;
    fixture.wait(60);
    assert_eq!(fixture.send_due(), 1);
    assert_eq!(host.count(&format!("| Message-ID: <{id}@umbrella.example>")), 2);
}

#[test]
fn trouble_with_our_sign_in_is_not_the_mails_fault() {
    let host = MailHost::start(Mood::WantsAPassword);
    let fixture = Fixture::with_mailer(host.mailer());
    let first = fixture.enqueue("rosa@example.org", "en");
    let second = fixture.enqueue("mateo@example.org", "en");
    assert_eq!(fixture.send_due(), 0);
    assert_eq!(fixture.mail(first).state, MailState::Queued);
    assert_eq!(fixture.mail(second).attempts, 0);
}

#[test]
fn a_host_that_is_not_there_is_asked_again() {
    let port = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    };
    let settings = config::Mail {
        url: format!("smtp://127.0.0.1:{port}"),
        ..config::Mail::default()
    };
    let fixture = Fixture::with_mailer(Mailer::new(&settings, std::path::Path::new("unused")).unwrap());
    let id = fixture.enqueue("rosa@example.org", "en");
    assert_eq!(fixture.send_due(), 0);
    assert_eq!(fixture.mail(id).state, MailState::Queued);
}

#[test]
fn a_file_of_certificates_holds_certificates() {
    let folder = tempfile::tempdir().unwrap();
    let damaged = "-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----\n";
    for (name, content, said) in [
        ("missing.pem", None, "cannot be used"),
        (
            "empty.pem",
            Some("nothing of the kind"),
            "there is no certificate in it",
        ),
        ("damaged.pem", Some(damaged), "a certificate in it is damaged"),
    ] {
        let file = folder.path().join(name);
        if let Some(content) = content {
            std::fs::write(&file, content).unwrap();
        }
        let settings = config::Mail {
            url: "smtps://umbel:open-sesame@mail.example".into(),
            root_certificate: file,
            ..config::Mail::default()
        };
        let refusal = Mailer::new(&settings, folder.path())
            .err()
            .map(|error| error.to_string());
        let refusal = refusal.unwrap_or_else(|| panic!("{name} was taken"));
        assert!(refusal.contains(said) && refusal.contains(name), "{refusal}");
        assert!(!refusal.contains("sesame"), "{refusal}");
    }
}

#[test]
fn nothing_is_said_without_encryption_to_a_host_elsewhere() {
    let host = MailHost::start(Mood::Takes);
    // A name may lead anywhere, so it does not count as this machine.
    let settings = config::Mail {
        url: format!("smtp://umbel:open-sesame@localhost:{}", host.port),
        ..config::Mail::default()
    };
    let mailer = Mailer::new(&settings, std::path::Path::new("unused")).unwrap();
    let description = mailer.describe();
    assert!(
        description.contains("localhost") && !description.contains("sesame"),
        "{description}"
    );
    let fixture = Fixture::with_mailer(mailer);
    let id = fixture.enqueue("rosa@example.org", "en");
    assert_eq!(fixture.send_due(), 0);
    assert_eq!(fixture.mail(id).state, MailState::Queued);
    assert_eq!(host.count("MAIL") + host.count("AUTH"), 0, "{:?}", host.heard());
}
