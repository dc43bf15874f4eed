//! The queue: with its cause, once, again after trouble, and without secrets afterwards.

use diesel::Connection;
use diesel::connection::SimpleConnection;
use umbel_core::keys::Keys;
use umbel_core::mail::{Mail, MailState, Message, enqueue};
use umbel_core::{Error, Id};
use umbel_mail::{Failure, FailureKind, send_due, send_test};

use crate::support::{Fixture, NOON, SECRET, address};

fn failure(kind: FailureKind) -> Failure {
    Failure::new(kind, "the mail host says no".into())
}

/// What a worker does before the mail leaves, and then no more.
fn claim_and_crash(fixture: &Fixture, id: Id) -> bool {
    let claimed = fixture
        .store
        .write(|write| Mail::claim(write, &fixture.keys, id))
        .unwrap();
    claimed.is_some()
}

#[test]
fn a_mail_waits_sealed_and_is_forgotten_when_sent() {
    let fixture = Fixture::new();
    let id = fixture.enqueue("Rosa@example.org", "es-MX");
    let sealed = fixture.sealed(id);
    assert!(!sealed.is_empty() && !sealed.contains(SECRET) && !sealed.contains("verify"));
    assert_eq!(fixture.mail(id).state, MailState::Queued);

    assert_eq!(fixture.send_due(), 1);
    let delivered = fixture.mailer.delivered();
    assert_eq!(delivered.len(), 1);
    assert_eq!(delivered[0].to, address("rosa@example.org"));
    assert_eq!(delivered[0].message_id, format!("<{id}@umbrella.example>"));
    assert!(delivered[0].composed.text.contains(SECRET));
    assert!(delivered[0].composed.text.starts_with("Hola, Rosa López:"));
    assert!(
        delivered[0]
            .letter
            .contains("From: Cosecha <no-reply@umbrella.example>\r\n")
    );
    assert!(
        delivered[0]
            .letter
            .contains("Date: Sun, 22 Nov 2026 12:00:00 +0000\r\n")
    );
    assert!(delivered[0].letter.contains("Auto-Submitted: auto-generated\r\n"));

    let mail = fixture.mail(id);
    assert_eq!(
        (mail.state, mail.sent_at, mail.last_error),
        (MailState::Sent, Some(NOON), None)
    );
    assert_eq!(fixture.sealed(id), "");
    assert_eq!(fixture.send_due(), 0);
    assert_eq!(fixture.mailer.delivered().len(), 1);
}

#[test]
fn a_mail_goes_with_its_cause() {
    let fixture = Fixture::new();
    let message = Message::samples().remove(0);
    let outcome: Result<(), Error> = fixture.store.write(|write| {
        enqueue(write, &fixture.keys, &address("rosa@example.org"), "en", None, &message)?;
        Err(Error::Invalid("the cause fell through".into()))
    });
    assert!(outcome.is_err());
    assert_eq!(fixture.send_due(), 0);
    assert!(fixture.mailer.delivered().is_empty());
}

#[test]
fn a_mail_that_says_too_much_is_refused() {
    let fixture = Fixture::new();
    let message = Message::AppealMade {
        site: "Boston".into(),
        text: "x".repeat(70_000),
        link: "https://umbrella.example/".into(),
    };
    let outcome = fixture
        .store
        .write(|write| enqueue(write, &fixture.keys, &address("rosa@example.org"), "en", None, &message));
    assert!(matches!(outcome, Err(Error::Invalid(_))));
}

#[test]
fn two_workers_send_one_mail() {
    let fixture = Fixture::new();
    let id = fixture.enqueue("rosa@example.org", "en");
    assert!(claim_and_crash(&fixture, id));
    assert!(!claim_and_crash(&fixture, id));
    assert_eq!(fixture.send_due(), 0);
}

#[test]
fn an_interrupted_mail_is_sent_once_more_under_its_name() {
    let fixture = Fixture::new();
    let id = fixture.enqueue("rosa@example.org", "en");
    assert!(claim_and_crash(&fixture, id));
    fixture.wait(599);
    assert_eq!(fixture.send_due(), 0, "its worker may still be at it");
    fixture.wait(1);
    assert_eq!(fixture.send_due(), 1);
    assert_eq!(
        fixture.mailer.delivered()[0].message_id,
        format!("<{id}@umbrella.example>")
    );
    assert_eq!(fixture.mail(id).state, MailState::Sent);
    assert_eq!(fixture.sealed(id), "");
}

#[test]
fn a_mail_interrupted_twice_is_given_up() {
    let fixture = Fixture::new();
    let id = fixture.enqueue("rosa@example.org", "en");
    assert!(claim_and_crash(&fixture, id));
    fixture.wait(600);
    assert!(claim_and_crash(&fixture, id));
    fixture.wait(600);
    assert_eq!(fixture.send_due(), 0);
    assert_eq!(fixture.mail(id).state, MailState::Failed);
    assert_eq!(fixture.sealed(id), "");
    fixture.wait(86_400);
    assert_eq!(fixture.send_due(), 0);
    assert!(fixture.mailer.delivered().is_empty());
}

#[test]
fn a_mail_nobody_takes_is_tried_seven_times() {
    let fixture = Fixture::new();
    let id = fixture.enqueue("rosa@example.org", "en");
    for wait in [60, 300, 1_800, 7_200, 21_600, 86_400] {
        fixture.mailer.refuse_next(failure(FailureKind::Later));
        assert_eq!(fixture.send_due(), 0);
        let mail = fixture.mail(id);
        assert_eq!(mail.state, MailState::Queued);
        assert_eq!(mail.due_at, fixture.store.now().plus_seconds(wait));
        assert_eq!(mail.last_error.as_deref(), Some("the mail host says no"));
        assert!(!fixture.sealed(id).is_empty());
        fixture.wait(wait - 1);
        assert_eq!(fixture.send_due(), 0, "it is not its turn yet");
        fixture.wait(1);
    }
    fixture.mailer.refuse_next(failure(FailureKind::Later));
    assert_eq!(fixture.send_due(), 0);
    let mail = fixture.mail(id);
    assert_eq!((mail.state, mail.attempts), (MailState::Failed, 7));
    assert_eq!(fixture.sealed(id), "");
    fixture.wait(86_400);
    assert_eq!(fixture.send_due(), 0);
    assert!(fixture.mailer.delivered().is_empty());
}

#[test]
fn a_mail_that_is_tried_again_arrives() {
    let fixture = Fixture::new();
    let id = fixture.enqueue("rosa@example.org", "en");
    fixture.mailer.refuse_next(failure(FailureKind::Later));
    assert_eq!(fixture.send_due(), 0);
    fixture.wait(60);
    assert_eq!(fixture.send_due(), 1);
    assert_eq!(fixture.mail(id).attempts, 2);
    assert_eq!(fixture.mailer.delivered().len(), 1);
}

#[test]
fn a_refused_mail_is_given_up_at_once() {
    let fixture = Fixture::new();
    let refused = fixture.enqueue("rosa@example.org", "en");
    let other = fixture.enqueue("mateo@example.org", "en");
    fixture.mailer.refuse_next(failure(FailureKind::Permanent));
    assert_eq!(fixture.send_due(), 1);
    assert_eq!(fixture.mail(refused).state, MailState::Failed);
    assert_eq!(fixture.sealed(refused), "");
    assert_eq!(fixture.mail(other).state, MailState::Sent);
}

#[test]
fn while_nobody_can_be_reached_the_others_keep_their_attempts() {
    let fixture = Fixture::new();
    let first = fixture.enqueue("rosa@example.org", "en");
    let second = fixture.enqueue("mateo@example.org", "en");
    fixture.mailer.refuse_next(failure(FailureKind::Unreachable));
    assert_eq!(fixture.send_due(), 0);
    assert_eq!(fixture.mail(first).attempts, 1);
    assert_eq!(fixture.mail(second).attempts, 0);
    assert_eq!(fixture.send_due(), 1);
    fixture.wait(60);
    assert_eq!(fixture.send_due(), 1);
}

#[test]
fn a_mail_without_its_key_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let fixture = Fixture::new();
    let id = fixture.enqueue("rosa@example.org", "en");
    let others = Keys::load(folder.path()).unwrap();
    let now = fixture.store.now();
    let sent = send_due(&fixture.store, &fixture.mailer, &others, &fixture.languages, now).unwrap();
    assert_eq!(sent, 0);
    let mail = fixture.mail(id);
    assert_eq!(mail.state, MailState::Failed);
    assert_eq!(mail.last_error.as_deref(), Some("the mail can no longer be read"));
}

#[test]
fn whom_we_wrote_to_is_forgotten() {
    let fixture = Fixture::new();
    let old = fixture.enqueue("rosa@example.org", "en");
    assert_eq!(fixture.send_due(), 1);
    fixture.wait(15 * 86_400);
    let waiting = fixture.enqueue("Mateo@example.org", "en");
    assert_eq!(fixture.store.write(Mail::forget_old).unwrap(), 1);
    assert!(fixture.store.read(|connection| Mail::find(connection, old)).is_err());
    assert_eq!(fixture.mail(waiting).state, MailState::Queued);
    let forgotten = fixture
        .store
        .write(|write| Mail::forget_recipient(write, &address("mateo@example.org")));
    assert_eq!(forgotten.unwrap(), 1);
    assert_eq!(fixture.send_due(), 0);
}

/// The queue's statements once more, where there is a PostgreSQL server.
#[test]
fn postgresql_keeps_the_queue_too() {
    let server = std::env::var("UMBEL_TEST_POSTGRES_URL").unwrap_or_default();
    if server.is_empty() {
        println!("skipped: UMBEL_TEST_POSTGRES_URL is not set");
        return;
    }
    let random = u64::from_ne_bytes(umbel_core::ids::random_bytes());
    let name = format!("umbel_mail_{random:016x}");
    let on_server = |statement: &str| {
        let mut connection = diesel::PgConnection::establish(&server).unwrap();
        connection.batch_execute(statement).unwrap();
    };
    on_server(&format!("CREATE DATABASE {name}"));
    let mut address = url::Url::parse(&server).unwrap();
    address.set_path(&name);
    let outcome = std::panic::catch_unwind(|| a_queue_at_work(&Fixture::on_postgres(address.as_str())));
    on_server(&format!("DROP DATABASE {name} WITH (FORCE)"));
    outcome.unwrap();
}

fn a_queue_at_work(fixture: &Fixture) {
    let id = fixture.enqueue("Rosa@example.org", "en");
    fixture.mailer.refuse_next(failure(FailureKind::Later));
    assert_eq!(fixture.send_due(), 0);
    fixture.wait(60);
    assert!(claim_and_crash(fixture, id));
    assert!(!claim_and_crash(fixture, id));
    fixture.wait(600);
    assert_eq!(fixture.send_due(), 1);
    assert_eq!(fixture.mail(id).state, MailState::Sent);
    assert_eq!(fixture.sealed(id), "");
    let lost = fixture.enqueue("rosa@example.org", "en");
    for _ in 0..2 {
        assert!(claim_and_crash(fixture, lost));
        fixture.wait(600);
    }
    assert!(!claim_and_crash(fixture, lost));
    let failed = fixture
        .store
        .read(|connection| Mail::count(connection, MailState::Failed));
    assert_eq!(failed.unwrap(), 1);
    let forgotten = fixture
        .store
        .write(|write| Mail::forget_recipient(write, &address("rosa@example.org")));
    assert_eq!(forgotten.unwrap(), 2);
}

#[test]
fn a_test_mail_goes_past_the_queue() {
    let fixture = Fixture::new();
    let now = fixture.store.now();
    let to = address("rosa@example.org");
    let send = || send_test(&fixture.store, &fixture.mailer, &fixture.languages, &to, "en", now);
    fixture.mailer.refuse_next(failure(FailureKind::Unreachable));
    assert_eq!(send().unwrap_err().to_string(), "the mail host says no");
    send().unwrap();
    assert_eq!(
        fixture.mailer.delivered()[0].composed.subject,
        "Mail from Cosecha works"
    );
}
