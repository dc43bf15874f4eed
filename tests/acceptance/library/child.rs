//! The process that reads what strangers send: never above a quarter of a gibibyte, whatever it is given, and an end that
//! is either a picture or a reason.

use super::corpus;
use super::files::{encoded, four_corners};
use super::kit::{at_boston, media, workshop};
use crate::support::{TestApp, on_each_engine};
use image::{DynamicImage, ImageBuffer, ImageFormat, Rgba};
use std::path::PathBuf;
use std::process::Command;
use umbel_core::content::MediaState;
use umbel_media::workshop::{Bench, COMMAND, ENVIRONMENT};

const MOST_KIBIBYTES: u64 = 256 * 1024;

/// The program beside the tests: `cargo build` makes it.
fn program() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let program = tests.parent().unwrap().parent().unwrap().join("umbel");
    assert!(
        program.exists(),
        "{} is missing: run `cargo build` first",
        program.display()
    );
    program
}

/// What the process says, and how many kibibytes it took at most; nothing when it was ended for taking too much.
fn ran(bytes: &[u8], extension: Option<&str>) -> (String, Option<u64>) {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("original");
    std::fs::write(&input, bytes).unwrap();
    let output = Command::new(program())
        .arg(COMMAND)
        .arg(&input)
        .arg(folder.path())
        .args(extension)
        .env_clear()
        .envs(ENVIRONMENT)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut lines = said.lines();
    let outcome = lines.next().unwrap_or("ended").to_owned();
    let peak = lines.next().and_then(|line| line.strip_prefix("peak ")?.parse().ok());
    (outcome, peak)
}

#[track_caller]
fn stays_small(name: &str, bytes: &[u8]) -> String {
    let (outcome, peak) = ran(bytes, None);
    println!("{name}: {} bytes, {outcome}, {peak:?} KiB", bytes.len());
    // Where it was ended by its own bound it cannot have had more than that.
    if outcome != "ended" {
        let peak = peak.expect("a peak");
        assert!(peak <= MOST_KIBIBYTES, "{name}: {peak} KiB");
    }
    outcome
}

#[test]
fn nothing_in_the_corpus_takes_a_quarter_of_a_gibibyte() {
    for (name, bytes) in corpus::fine() {
        assert!(stays_small(&name, &bytes).starts_with("ready"), "{name}");
    }
    for (name, bytes) in corpus::bombs() {
        assert_eq!(stays_small(&name, &bytes), "refused too-many-pixels", "{name}");
    }
    for (name, bytes) in corpus::broken() {
        let outcome = stays_small(&name, &bytes);
        // A JPEG that ends early may be shown as far as it goes.
        let is_clear = outcome == "refused damaged" || (name.ends_with("jpg") && outcome.starts_with("ready"));
        assert!(is_clear, "{name}: {outcome}");
    }
}

#[test]
fn the_largest_photos_are_taken_within_the_bound() {
    // What the cameras of 2026 save: fifty million pixels.
    let photo = four_corners(8_160, 6_120);
    assert!(stays_small("50-megapixels.jpg", &encoded(&photo, ImageFormat::Jpeg)).starts_with("ready"));
    assert!(stays_small("50-megapixels.png", &encoded(&photo, ImageFormat::Png)).starts_with("ready"));
    drop(photo);
    // Whatever is too large for the bound is refused with a reason, or ended; never more than the bound.
    let deep = ImageBuffer::from_fn(6_000, 4_000, |x, y| Rgba([x as u16, y as u16, 9, 60_000]));
    let deep = encoded(&DynamicImage::ImageRgba16(deep), ImageFormat::Png);
    assert_eq!(
        stays_small("24-megapixels-of-16-bits.png", &deep),
        "refused too-many-pixels"
    );
    let wide = four_corners(12_000, 4_000);
    let gif = |width| encoded(&four_corners(width, 2_000), ImageFormat::Gif);
    assert!(stays_small("8-megapixels.gif", &gif(4_000)).starts_with("ready"));
    assert_eq!(
        stays_small("30-megapixels.gif", &gif(15_000)),
        "refused too-many-pixels"
    );
    let webp = stays_small("48-megapixels.webp", &encoded(&wide, ImageFormat::WebP));
    assert!(
        webp.starts_with("ready") || webp == "ended" || webp == "refused too-many-pixels",
        "{webp}"
    );
}

#[test]
fn what_outgrows_its_process_costs_that_file_only() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let (network, rosa) = at_boston(&app);
        let workshop = workshop(&app, Bench::Child(program()));
        let mut ids = Vec::new();
        for (name, bytes) in corpus::broken() {
            let (status, told) = rosa.upload(&name, &bytes);
            // What can be told from its head is refused at once.
            if name.starts_with("head-only") {
                assert_eq!(status, 422, "{name}: {told}");
                continue;
            }
            assert_eq!(status, 200, "{name}: {told}");
            ids.push(told["item"]["id"].as_str().unwrap().to_owned());
        }
        let (_, told) = rosa.upload("fine.jpg", &corpus::fine()[0].1);
        let fine = told["item"]["id"].as_str().unwrap().to_owned();
        assert_eq!(workshop.prepare_waiting(&app.store).unwrap(), ids.len() + 1);
        for id in &ids {
            let media = media(&app, &network.boston, id).unwrap();
            assert_ne!(media.state, MediaState::Waiting, "{}", media.original_name);
            if media.state == MediaState::Refused {
                assert_eq!((media.refusal.as_str(), media.bytes), ("damaged", 0));
                rosa.get(&app, &format!("/manage/library/{id}"))
                    .expect_status(200)
                    .contains("This file is damaged");
            }
        }
        assert_eq!(media(&app, &network.boston, &fine).unwrap().state, MediaState::Ready);
    });
}

#[test]
fn a_program_that_cannot_be_started_refuses_nothing() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let (network, rosa) = at_boston(&app);
        let (_, told) = rosa.upload("fine.jpg", &corpus::fine()[0].1);
        let id = told["item"]["id"].as_str().unwrap();
        let nowhere = workshop(&app, Bench::Child("/nowhere/umbel".into()));
        assert_eq!(nowhere.prepare_waiting(&app.store).unwrap(), 0);
        assert_eq!(media(&app, &network.boston, id).unwrap().state, MediaState::Waiting);
        let child = workshop(&app, Bench::Child(program()));
        assert_eq!(child.prepare_waiting(&app.store).unwrap(), 1);
        assert_eq!(media(&app, &network.boston, id).unwrap().state, MediaState::Ready);
    });
}
