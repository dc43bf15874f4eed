//! `kill -9` cannot see a missing fsync: what the kernel holds outlives the program. So the syncs themselves are counted,
//! with `strace`.

use super::{Installation, document};
use crate::support::TestDatabase;
use std::process::Command;
use std::time::{Duration, Instant};

const SAVES: usize = 12;

/// The calls that make things durable, with the files they are about.
fn lines(trace: &std::path::Path) -> Vec<String> {
    let text = std::fs::read_to_string(trace).unwrap_or_default();
    text.lines()
        .filter(|line| line.contains("sync(") || line.contains("sync_file_range("))
        .map(str::to_owned)
        .collect()
}

/// How many there are.
fn syncs(trace: &std::path::Path) -> usize {
    lines(trace).len()
}

fn can_trace() -> bool {
    match Command::new("strace").args(["-f", "-o", "/dev/null", "true"]).output() {
        Ok(output) => output.status.success(),
        // tests/run installs it; only its --quick is for machines where nothing may be missing.
        Err(error) => {
            assert!(
                std::env::var_os("UMBEL_TEST_POSTGRES_URL").is_none(),
                "strace counts the syncs: please install it ({error})"
            );
            false
        }
    }
}

#[test]
fn whatever_is_acknowledged_was_synced_before() {
    if !can_trace() {
        eprintln!("syncs are not counted: there is no strace here that may look");
        return;
    }
    let installation = Installation::plant(TestDatabase::sqlite());
    let trace = installation.database.folder.path().join("trace");
    let path = trace.to_string_lossy().into_owned();
    let calls = "trace=fsync,fdatasync,sync_file_range,msync";
    let mut program = installation.start(&["strace", "-f", "-y", "-e", calls, "-o", &path]);
    let post = installation.draft("A post");
    // Reading writes nothing.
    let quiet = quiet_moment(&trace);
    for _ in 0..20 {
        let answer = installation.request("GET", crate::support::network::BOSTON, "/blog", &[], b"");
        answer.unwrap().expect_status(200);
    }
    let after_reading = syncs(&trace);
    // One after the other, so that no commit can carry two of them.
    for number in 0..SAVES {
        let before = syncs(&trace);
        installation
            .send_post(&post, &format!("Text {number}"), "save")
            .unwrap()
            .expect_status(303);
        assert!(syncs(&trace) > before, "save {number} was acknowledged and not synced");
    }
    let after_saves = syncs(&trace);
    for number in 0..SAVES {
        let before = syncs(&trace);
        let answer = installation
            .upload(&format!("minutes-{number}.txt"), &document(number))
            .unwrap();
        assert!(matches!(answer.status, 200 | 201), "{}", answer.text());
        let synced = lines(&trace).split_off(before);
        assert!(
            synced.iter().any(|line| line.contains("/media/")),
            "upload {number} was acknowledged, and its file not synced: {synced:?}"
        );
        assert!(
            synced.iter().any(|line| line.contains("sqlite")),
            "upload {number} was acknowledged, and its row not synced: {synced:?}"
        );
    }
    println!(
        "syncs: {} for {SAVES} saves, {} for {SAVES} uploads, {} while reading",
        after_saves - after_reading,
        syncs(&trace) - after_saves,
        after_reading - quiet
    );
    end(&mut program);
}

/// Ends what is watched, and with it who watches: the other way round it would live on.
fn end(watching: &mut std::process::Child) {
    let id = watching.id();
    let watched = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
    for child in watched.split_whitespace() {
        Command::new("kill").args(["-9", child]).status().unwrap();
    }
    watching.wait().unwrap();
}

/// Waits until the program has done what it does at its start, and counts the syncs so far.
fn quiet_moment(trace: &std::path::Path) -> usize {
    let until = Instant::now() + Duration::from_secs(10);
    loop {
        let before = syncs(trace);
        std::thread::sleep(Duration::from_millis(400));
        let after = syncs(trace);
        if after == before || Instant::now() > until {
            return after;
        }
    }
}
