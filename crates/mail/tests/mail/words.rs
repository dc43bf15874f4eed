//! Every kind of mail in every language, whatever people call themselves.

use std::collections::BTreeSet;
use umbel_core::mail::Message;
use umbel_mail::{Envelope, Mailer, compose};

use crate::support::{NOON, SECRET, address, languages};

const HOSTILE: &str =
    "Rosa\r\nBcc: all@evil.example\n\n<script>alert(1)</script> \"x\" 'y' & {{ 7 * 7 }} { $name } \u{202e}\0end";

/// A sample with everything that people type replaced.
fn hostile(sample: &Message, typed: &str) -> Message {
    let mut stored = serde_json::to_value(sample).unwrap();
    for (name, value) in stored.as_object_mut().unwrap() {
        let ours = [
            "kind",
            "link",
            "sign_in",
            "reset",
            "appeal_link",
            "stop_link",
            "outcome",
            "role",
            "accepted",
            "what",
        ];
        if value.is_string() && !ours.contains(&name.as_str()) {
            *value = typed.into();
        }
    }
    serde_json::from_value(stored).unwrap()
}

#[test]
fn every_kind_has_words_in_every_language() {
    let languages = languages();
    let mut seen = BTreeSet::new();
    for language in ["en", "es"] {
        for sample in Message::samples() {
            let mail = compose(&languages, "Cosecha", &sample, language).unwrap();
            let place = format!(
                "{} in {language}:\n{}\n{}\n{}",
                mail.kind, mail.subject, mail.text, mail.html
            );
            assert_eq!(mail.kind, sample.kind());
            assert!(!mail.subject.is_empty() && !mail.subject.contains('\n'), "{place}");
            assert!(mail.subject.chars().count() <= 78, "{place}");
            for part in [&mail.subject, &mail.text, &mail.html] {
                assert!(!part.contains("[mail-") && !part.contains("[role-"), "{place}");
                assert!(!part.contains("{$") && !part.contains("{{"), "{place}");
            }
            if let Some(link) = sample.button_link() {
                // The bare address stands alone on its line, so that every mail program makes all of it a link.
                assert!(mail.text.lines().any(|line| line == link), "{place}");
                assert_eq!(mail.html.matches(&format!("href=\"{link}\"")).count(), 2, "{place}");
            }
            assert!(
                mail.text
                    .lines()
                    .all(|line| line.chars().count() <= 72 || line.starts_with("https://")),
                "{place}"
            );
            assert!(!mail.text.contains("\n\n\n"), "{place}");
            assert!(mail.html.contains(&format!("lang=\"{language}\"")), "{place}");
            for refused in ["<img", "<table", "<style", "<script", "url(", "<link"] {
                assert!(!mail.html.contains(refused), "{place}");
            }
            seen.insert((mail.text.clone(), language));
        }
    }
    assert_eq!(seen.len(), 2 * Message::samples().len(), "two kinds say the same");
}

#[test]
fn what_others_wrote_is_there_when_they_wrote_something() {
    let languages = languages();
    let message = |note: Option<&str>| Message::JoinRequested {
        person: "Mateo".into(),
        place: "Boston".into(),
        note: note.map(str::to_owned),
        link: "https://umbrella.example/".into(),
    };
    let with = compose(&languages, "Cosecha", &message(Some("Hi!\n\nLet me in.")), "en").unwrap();
    assert!(
        with.text.contains("Mateo writes:\n\n> Hi!\n>\n> Let me in.\n"),
        "{}",
        with.text
    );
    assert!(with.html.contains("Hi!\n\nLet me in."), "{}", with.html);
    for note in [None, Some(""), Some(" \r\n ")] {
        let without = compose(&languages, "Cosecha", &message(note), "en").unwrap();
        assert!(!without.text.contains("writes"), "{}", without.text);
        assert!(!without.html.contains("blockquote"), "{}", without.html);
    }
}

#[test]
fn whatever_people_call_themselves_stays_text() {
    let languages = languages();
    let mailer = Mailer::memory();
    for sample in Message::samples() {
        let plain = compose(&languages, "Cosecha", &sample, "en").unwrap();
        let mail = compose(&languages, HOSTILE, &hostile(&sample, HOSTILE), "en").unwrap();
        assert!(!mail.subject.chars().any(char::is_control), "{:?}", mail.subject);
        assert!(!mail.html.contains("<script"), "{}", mail.html);
        assert_eq!(
            mail.html.matches("<a ").count(),
            plain.html.matches("<a ").count(),
            "{}",
            mail.html
        );
        for part in [&mail.subject, &mail.text, &mail.html] {
            assert!(
                !part.contains("49") && !part.contains('\u{202e}') && !part.contains('\0'),
                "{part}"
            );
        }
        let envelope = Envelope {
            from: mailer.sender(HOSTILE, "umbrella.example").unwrap(),
            to: address("rosa@example.org"),
            message_id: "<1@umbrella.example>".into(),
            date: NOON,
        };
        mailer.deliver(&envelope, &mail).unwrap();
        let letter = mailer.delivered().pop().unwrap().letter;
        let (head, _) = letter.split_once("\r\n\r\n").unwrap();
        assert!(
            !head.lines().any(|line| line.to_ascii_lowercase().starts_with("bcc:")),
            "{letter}"
        );
        assert!(
            letter.is_ascii() && !letter.replace("\r\n", "").contains(['\r', '\n']),
            "{letter}"
        );
        assert!(letter.lines().all(|line| line.len() <= 998), "{letter}");
    }
}

#[test]
fn a_line_break_on_the_outside_is_refused() {
    let languages = languages();
    let mailer = Mailer::memory();
    let mail = compose(&languages, "Cosecha", &Message::samples().remove(0), "en").unwrap();
    let envelope = Envelope {
        from: mailer.sender("Cosecha", "umbrella.example").unwrap(),
        to: address("rosa@example.org"),
        message_id: "<1@umbrella.example>".into(),
        date: NOON,
    };
    let mut broken = Vec::new();
    for id in [
        "<1@umbrella.example>\r\nBcc: all@evil.example",
        "1@umbrella.example",
        "<1 @a>",
        "<1>2>",
    ] {
        let mut with = envelope.clone();
        with.message_id = id.into();
        broken.push((with, mail.clone()));
    }
    let mut with = envelope.clone();
    with.from.name = "Cosecha\nBcc: all@evil.example".into();
    broken.push((with, mail.clone()));
    let mut with = mail.clone();
    with.subject = "Hello\r\n\r\nBody".into();
    broken.push((envelope, with));
    for (envelope, mail) in broken {
        assert!(mailer.deliver(&envelope, &mail).unwrap_err().is_permanent());
    }
    assert!(mailer.delivered().is_empty());
}

#[test]
fn every_address_we_accept_can_be_written_to() {
    let languages = languages();
    let mailer = Mailer::memory();
    let mail = compose(&languages, "Cosecha", &Message::samples().remove(0), "en").unwrap();
    for to in [
        "o'brien+news@example.org",
        "!#$%&'*+-/=?^_`{|}~@example.org",
        "rosa@münchen.example",
        "rosa@123.example",
        "root@localhost",
        &format!("{}@example.org", "a".repeat(64)),
    ] {
        let envelope = Envelope {
            from: mailer.sender("", "umbrella.localhost").unwrap(),
            to: address(to),
            message_id: "<1@umbrella.localhost>".into(),
            date: NOON,
        };
        mailer.deliver(&envelope, &mail).unwrap();
        let letter = mailer.delivered().pop().unwrap().letter;
        assert!(
            letter.contains(&format!("To: {}\r\n", envelope.to.as_str())),
            "{letter}"
        );
    }
}

#[test]
#[ignore = "writes every mail into target/tmp/mails, for looking at"]
fn look() {
    let languages = languages();
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("mails");
    let settings = umbel_core::config::Mail {
        url: format!("file:{}", folder.display()),
        ..umbel_core::config::Mail::default()
    };
    let mailer = Mailer::new(&settings, &folder).unwrap();
    for language in ["en", "es"] {
        for sample in Message::samples() {
            let envelope = Envelope {
                from: mailer.sender("Cosecha", "umbrella.example").unwrap(),
                to: address("rosa@example.org"),
                message_id: "<1@umbrella.example>".into(),
                date: NOON,
            };
            let mail = compose(&languages, "Cosecha", &sample, language).unwrap();
            mailer.deliver(&envelope, &mail).unwrap();
        }
    }
}

#[test]
fn a_name_that_advertises_is_left_out() {
    let languages = languages();
    let greeted = |name: &str| {
        let message = Message::VerifyEmail {
            name: name.into(),
            link: "https://umbrella.example/".into(),
        };
        compose(&languages, "Cosecha", &message, "en").unwrap().text
    };
    assert!(greeted("Rosa").starts_with("Hello Rosa,\n"));
    for name in ["", "Win at www.evil.example", "https://evil.example"] {
        assert!(greeted(name).starts_with("Hello,\n"), "{name}");
    }
}

#[test]
fn only_complete_addresses_are_links() {
    let languages = languages();
    for link in [
        "",
        "/relative",
        "javascript:alert(1)",
        "https://a.example/\" onclick=\"x",
        "https://a.example/ b",
    ] {
        let message = Message::SiteApproved {
            site: "Boston".into(),
            link: link.into(),
        };
        let error = compose(&languages, "Cosecha", &message, "en").unwrap_err().to_string();
        assert!(error.contains("not a complete address"), "{error}");
    }
}

#[test]
fn an_unknown_language_gets_english() {
    let languages = languages();
    let sample = Message::samples().remove(0);
    let compose = |locale| compose(&languages, "Cosecha", &sample, locale).unwrap();
    assert_eq!(compose("xx-YY"), compose("en"));
    assert_eq!(compose("es-MX"), compose("es"));
    assert_ne!(compose("es"), compose("en"));
    assert!(compose("es").text.contains(SECRET));
}
