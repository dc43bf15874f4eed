//! Mails as files.

use std::fs;
use umbel_core::config;
use umbel_mail::Mailer;

use crate::support::{Fixture, SECRET};

#[test]
fn one_folder_a_mail() {
    let folder = tempfile::tempdir().unwrap();
    let mailer = Mailer::new(&config::Mail::default(), folder.path()).unwrap();
    let mails = folder.path().join("mail");
    assert!(
        mailer.describe().contains(mails.to_str().unwrap()),
        "{}",
        mailer.describe()
    );
    let fixture = Fixture::with_mailer(mailer);
    fixture.enqueue("rosa@example.org", "en");
    fixture.enqueue("mateo@example.org", "es");
    assert_eq!(fixture.send_due(), 2);

    let mut names: Vec<String> = fs::read_dir(&mails)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["000001-verify_email", "000002-verify_email"]);
    let read = |name: &str| fs::read_to_string(mails.join("000002-verify_email").join(name)).unwrap();
    assert_eq!(
        read("subject.txt"),
        "¿Es tuya esta dirección? Confírmala para Cosecha\n"
    );
    assert!(read("text.txt").contains(SECRET));
    assert!(read("body.html").contains(SECRET));
    assert!(read("message.eml").contains("To: mateo@example.org\r\n"));
}

#[cfg(unix)]
#[test]
fn nobody_else_reads_them() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let settings = config::Mail {
        url: format!("file:{}", folder.path().join("mails").display()),
        ..config::Mail::default()
    };
    let fixture = Fixture::with_mailer(Mailer::new(&settings, folder.path()).unwrap());
    fixture.enqueue("rosa@example.org", "en");
    assert_eq!(fixture.send_due(), 1);
    let mode = fs::metadata(folder.path().join("mails")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mail"), "in the way").unwrap();
    let fixture = Fixture::with_mailer(Mailer::new(&config::Mail::default(), folder.path()).unwrap());
    let id = fixture.enqueue("rosa@example.org", "en");
    assert_eq!(fixture.send_due(), 0);
    let reason = fixture.mail(id).last_error.unwrap();
    assert!(reason.starts_with("the mail could not be written to "), "{reason}");
}
