//! Pictures on disk: durable, under unguessable names, and nothing else served.

#![expect(clippy::expect_used, reason = "a test may fail by panicking")]

use std::fs;

use proptest::prelude::*;
use tempfile::TempDir;
use umbel_media::store::{MediaStore, content_type};
use umbel_media::{Format, Variant};

const BASE: &str = "abababababababababababababababab";

fn variant(width: u32, format: Format) -> Variant {
    Variant {
        width,
        height: width / 2,
        format,
        bytes: format!("{width} pixels").into_bytes(),
    }
}

fn store() -> (TempDir, MediaStore) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = MediaStore::new(folder.path().join("media"));
    (folder, store)
}

#[test]
fn what_is_put_is_found_under_its_names() {
    let (_folder, store) = store();
    let variants = [variant(480, Format::Webp), variant(480, Format::Jpeg)];
    let stored = store.put(7, &variants, &|| [0xAB; 16]).expect("stores");
    assert_eq!(stored.base, BASE);
    let names: Vec<&str> = stored.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, [format!("{BASE}-480.webp"), format!("{BASE}-480.jpg")]);

    let path = store.resolve(7, names[1]).expect("a stored name");
    assert_eq!(path, store.root.join("7/ab").join(names[1]));
    assert_eq!(fs::read(path).expect("is there"), b"480 pixels");
    assert_eq!(content_type(names[0]), Some("image/webp"));
    assert_eq!(content_type(names[1]), Some("image/jpeg"));
    assert_eq!(fs::read_dir(store.root.join("7/ab")).expect("a folder").count(), 2);

    store.remove(7, &names).expect("removes");
    store.remove(7, &names).expect("removing twice is no error");
    assert_eq!(fs::read_dir(store.root.join("7/ab")).expect("a folder").count(), 0);
}

#[test]
fn one_sites_pictures_are_not_another_sites() {
    let (_folder, store) = store();
    let stored = store.put(7, &[variant(9, Format::Png)], &|| [1; 16]).expect("stores");
    let elsewhere = store.resolve(8, &stored.files[0].name).expect("has the right shape");
    assert!(!elsewhere.exists());
}

#[test]
fn when_one_file_fails_none_stays() {
    let (_folder, store) = store();
    let blocked = store.root.join("7/ab").join(format!("{BASE}-960.webp"));
    fs::create_dir_all(blocked.join("occupied")).expect("a folder in the way");
    let variants = [variant(480, Format::Webp), variant(960, Format::Webp)];
    assert!(store.put(7, &variants, &|| [0xAB; 16]).is_err());
    let left: Vec<_> = fs::read_dir(store.root.join("7/ab")).expect("a folder").collect();
    assert_eq!(left.len(), 1, "only what was in the way: {left:?}");
}

#[test]
fn only_names_we_gave_are_resolved() {
    let (_folder, store) = store();
    let name = |rest: &str| format!("{BASE}{rest}");
    for good in ["-1.png", "-480.webp", "-16383.jpg"] {
        assert!(store.resolve(1, &name(good)).is_some(), "{good}");
    }
    for bad in [
        "",
        ".webp",
        "-.webp",
        "-0.webp",
        "-048.webp",
        "-480",
        "-480.",
        "-480.webp.part",
        "-480.WEBP",
        "-480.svg",
        "-480.jpeg",
        "-480.webp/",
        "-480.webp\0",
        "-480.webp ",
        "-123456.webp",
        "-+48.webp",
        "-48\u{0660}.webp",
        "-/../../../etc/passwd",
        "/-480.webp",
    ] {
        assert_eq!(store.resolve(1, &name(bad)), None, "{bad:?}");
        assert_eq!(content_type(&name(bad)), None, "{bad:?}");
    }
    for bad in [
        "../../../../../../../etc/passwd",
        "ABABABABABABABABABABABABABABABAB-480.webp",
        "ababababababababababababababab/.-480.webp",
        "ababababababababababababababab..-480.webp",
        "ábabababababababababababababababab-480.webp",
    ] {
        assert_eq!(store.resolve(1, bad), None, "{bad:?}");
    }
    assert_eq!(store.resolve(0, &name("-480.webp")), None);
    assert_eq!(store.resolve(-3, &name("-480.webp")), None);
    assert!(store.put(0, &[], &|| [0; 16]).is_err());
}

proptest! {
    #[test]
    fn nothing_resolves_outside_its_folder(name in "[a-f0-9./\\\\-]{0,60}|\\PC{0,60}") {
        let store = MediaStore::new("/srv/media");
        if let Some(path) = store.resolve(5, &name) {
            let folder = path.parent().expect("has a folder");
            prop_assert_eq!(folder.parent(), Some(std::path::Path::new("/srv/media/5")));
        }
    }
}
