//! Killed with -9 in the middle of a thousand things, several times.

use super::{Installation, document, newcomer};
use crate::support::on_each_engine;
use diesel::prelude::*;
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use umbel_core::content::{Media, MediaState, Post, Status};
use umbel_core::schema::{mails, media, newswire_items, posts, revisions};
use umbel_core::{Id, SiteId};
use umbel_media::store::MediaStore;

/// How much is done while the program is killed again and again.
const THINGS: usize = 1_000;
const KILLS: usize = 5;
/// How many browsers are at it at once.
const BROWSERS: usize = 8;
/// How many posts each of them saves.
const DIARIES: usize = 7;
/// Longer than it takes: a test that hangs must end.
const LONGEST: Duration = Duration::from_secs(120);

/// What was acknowledged.
#[derive(Default)]
struct Acknowledged {
    /// (post, what it said)
    saves: Vec<(Id, String)>,
    published: Vec<Id>,
    /// (name, number of the document)
    uploads: Vec<(String, usize)>,
    mails: Vec<String>,
}

impl Acknowledged {
    fn count(&self) -> usize {
        self.saves.len() + self.published.len() + self.uploads.len() + self.mails.len()
    }
}

#[test]
fn nothing_that_was_acknowledged_is_lost_when_the_program_is_killed() {
    on_each_engine(|database| {
        let began = Instant::now();
        let installation = Installation::plant(database);
        let acknowledged = Mutex::new(Acknowledged::default());
        let (next, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
        let lost = AtomicUsize::new(0);
        let mut program = installation.start(&[]);
        std::thread::scope(|scope| {
            for browser in 0..BROWSERS {
                let (installation, acknowledged, next, is_over, lost) =
                    (&installation, &acknowledged, &next, &is_over, &lost);
                scope.spawn(move || {
                    // Several, because a post keeps no more than a hundred earlier texts.
                    let own: Vec<Post> = (0..DIARIES)
                        .map(|diary| installation.draft(&format!("Diary {diary} of browser {browser}")))
                        .collect();
                    while !is_over.load(Ordering::Relaxed) {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if !one_thing(installation, &own[number % DIARIES], number, acknowledged) {
                            lost.fetch_add(1, Ordering::Relaxed);
                            std::thread::sleep(Duration::from_millis(20));
                        }
                    }
                });
            }
            let count = || acknowledged.lock().unwrap().count();
            for kill in 1..=KILLS {
                // Never at a moment of rest: the browsers go on while it dies.
                while count() < kill * THINGS / (KILLS + 1) && began.elapsed() < LONGEST {
                    std::thread::sleep(Duration::from_micros(300));
                }
                program.kill().unwrap();
                program.wait().unwrap();
                program = installation.start(&[]);
            }
            while count() < THINGS && began.elapsed() < LONGEST {
                std::thread::sleep(Duration::from_millis(1));
            }
            // Once more, with everybody still at it; nobody starts it again before the look.
            program.kill().unwrap();
            program.wait().unwrap();
            is_over.store(true, Ordering::Relaxed);
        });
        let acknowledged = acknowledged.into_inner().unwrap();
        println!(
            "{} saves, {} posts published, {} uploads, {} mails acknowledged; {} requests died with the program, which was \
             killed {} times; {:?}",
            acknowledged.saves.len(),
            acknowledged.published.len(),
            acknowledged.uploads.len(),
            acknowledged.mails.len(),
            lost.into_inner(),
            KILLS + 1,
            began.elapsed()
        );
        assert!(
            acknowledged.count() >= THINGS,
            "only {} things in time",
            acknowledged.count()
        );
        for (what, count) in [
            ("saves", acknowledged.saves.len()),
            ("posts", acknowledged.published.len()),
            ("uploads", acknowledged.uploads.len()),
            ("mails", acknowledged.mails.len()),
        ] {
            assert!(count > THINGS / 20, "{what}: {count}");
        }
        everything_is_there(&installation, &acknowledged);
        // The program starts on what is left, and shows it.
        let mut program = installation.start(&[]);
        let last = acknowledged.published.last().copied().unwrap();
        let path = format!("/blog/{}", installation.post(last).path);
        let shown = installation.request("GET", crate::support::network::BOSTON, &path, &[], b"");
        assert_eq!(shown.map(|answer| answer.status), Some(200), "{path}");
        program.kill().unwrap();
        program.wait().unwrap();
    });
}

/// Does one of a thousand things; false when no answer came.
fn one_thing(installation: &Installation, own: &Post, number: usize, acknowledged: &Mutex<Acknowledged>) -> bool {
    match number % 10 {
        0 => {
            let post = installation.draft(&format!("Call number {number}"));
            let Some(answer) = installation.send_post(&post, "Come **all**.", "publish") else {
                return false;
            };
            answer.expect_status(303);
            acknowledged.lock().unwrap().published.push(post.id);
        }
        1 | 2 => {
            let name = format!("minutes-{number}.txt");
            let Some(answer) = installation.upload(&name, &document(number)) else {
                return false;
            };
            assert!(matches!(answer.status, 200 | 201), "{}", answer.text());
            acknowledged.lock().unwrap().uploads.push((name, number));
        }
        3 => {
            let Some(answer) = installation.ask_for_account(number) else {
                return false;
            };
            answer.expect_status(200);
            acknowledged.lock().unwrap().mails.push(newcomer(number));
        }
        _ => {
            let text = format!("Entry {number} of the diary.");
            let Some(answer) = installation.send_post(own, &text, "save") else {
                return false;
            };
            answer.expect_status(303);
            acknowledged.lock().unwrap().saves.push((own.id, text));
        }
    }
    true
}

fn everything_is_there(installation: &Installation, acknowledged: &Acknowledged) {
    let site = installation.network.boston.id;
    let texts = texts(installation, site);
    for save in &acknowledged.saves {
        assert!(texts.contains(save), "lost: {save:?}");
    }
    let announced: Vec<i64> = installation
        .store
        .read(|connection| {
            Ok(newswire_items::table
                .filter(newswire_items::site_id.eq(site))
                .select(newswire_items::source_id)
                .load(connection)?)
        })
        .unwrap();
    for id in &acknowledged.published {
        assert_eq!(installation.post(*id).status, Status::Published, "{id}");
        assert!(announced.contains(&id.0), "{id} is published and not announced");
    }
    for (name, number) in &acknowledged.uploads {
        let found: Option<Media> = installation
            .store
            .read(|connection| {
                Ok(media::table
                    .filter(media::site_id.eq(site))
                    .filter(media::original_name.eq(name))
                    .first(connection)
                    .optional()?)
            })
            .unwrap();
        let found = found.unwrap_or_else(|| panic!("lost: {name}"));
        assert_eq!(stored(installation, &found), document(*number), "{name}");
    }
    let recipients: Vec<String> = installation
        .store
        .read(|connection| Ok(mails::table.select(mails::recipient).load(connection)?))
        .unwrap();
    for recipient in &acknowledged.mails {
        assert!(recipients.contains(recipient), "lost: the mail to {recipient}");
    }
}

/// Everything posts say, and ever said.
fn texts(installation: &Installation, site: SiteId) -> BTreeSet<(Id, String)> {
    installation
        .store
        .read(|connection| {
            let mut texts: Vec<(Id, String)> = posts::table
                .filter(posts::site_id.eq(site))
                .select((posts::id, posts::source))
                .load(connection)?;
            texts.extend(
                revisions::table
                    .filter(revisions::site_id.eq(site))
                    .select((revisions::post_id, revisions::source))
                    .load::<(Id, String)>(connection)?,
            );
            Ok(texts.into_iter().collect())
        })
        .unwrap()
}

/// The bytes of a document: as it was uploaded while it waits to be prepared, else as it is served.
fn stored(installation: &Installation, document: &Media) -> Vec<u8> {
    let folder = installation.database.folder.path();
    let store = MediaStore::new(folder.join("media"));
    let (site, base) = (document.site_id.number(), &document.base_name);
    let name = &document.original_name;
    match document.state {
        MediaState::Waiting => {
            let target = folder.join("found");
            // What an earlier look has left behind.
            let _ = std::fs::remove_file(&target);
            store
                .fetch_original(site, base, &target)
                .unwrap_or_else(|error| panic!("{name} waits, and is gone: {error}"));
            std::fs::read(&target).unwrap()
        }
        MediaState::Ready => {
            let extension = document.extension.as_deref().unwrap_or_default();
            let bytes = store.read(site, &format!("{base}.{extension}"));
            bytes
                .unwrap_or_else(|error| panic!("{name} is ready, and gone: {error}"))
                .to_vec()
        }
        MediaState::Refused => panic!("{name} was refused: {}", document.refusal),
    }
}
