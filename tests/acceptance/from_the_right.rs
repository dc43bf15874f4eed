//! Scripts that run from right to left.

use crate::support::gate::{Bearer, SIGN_IN_HOST, places, umbrella};
use crate::support::network::BOSTON;
use crate::support::people::{grant, person};
use crate::support::tongues::{Installation, english, installed};
use std::path::{Path, PathBuf};
use umbel_core::people::Role;

/// English, under the name of a language that runs from right to left.
const FROM_THE_RIGHT: &str = "ar";

#[test]
fn a_language_from_the_right_turns_every_page_around() {
    let Installation {
        app,
        network,
        folder: _folder,
    } = installed(FROM_THE_RIGHT, &english());
    let admin = person(&app, "Ana", "ana@people.test");
    grant(&app, &umbrella(&app), &admin, Role::UmbrellaAdmin);
    let place = places(&app, &network)[0];
    let bearer = Bearer::at(&app, &place, &admin);
    for path in [
        "/",
        "/blog",
        "/blog/one",
        "/events",
        "/search?q=one",
        "/manage",
        "/manage/features",
        "/nothing",
    ] {
        let answer = bearer.get(&app, BOSTON, path);
        answer.contains("dir=\"rtl\"").contains("lang=\"ar\"");
    }
    let headers = [("accept-language", "ar-EG,ar;q=0.9,en;q=0.5")];
    let answer = app.send("GET", SIGN_IN_HOST, "/sign-in", &headers, "");
    answer.contains("dir=\"rtl\"").contains("lang=\"ar\"");
}

/// Leaflet's own, as it came: on a map left is west, whichever way one writes.
const OF_MAPS: &str = "assets/leaflet.css";

/// Every style sheet of every theme.
fn stylesheets(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            stylesheets(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "css") && !path.ends_with(OF_MAPS) {
            found.push(path);
        }
    }
}

#[test]
fn style_sheets_know_no_left_and_no_right() {
    let themes = Path::new(env!("CARGO_MANIFEST_DIR")).join("../themes");
    let mut files = Vec::new();
    stylesheets(&themes, &mut files);
    assert!(files.len() >= 5, "{files:?}");
    let mut found = Vec::new();
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap();
        for (number, line) in text.lines().enumerate() {
            for declaration in line.split(['{', '}', ';']) {
                if is_physical(declaration) {
                    found.push(format!("{}:{}: {}", file.display(), number + 1, declaration.trim()));
                }
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    for physical in [
        "left: 0",
        "margin-left: 1em",
        "border-top-right-radius:0",
        "text-align: right",
        "float:left",
    ] {
        assert!(is_physical(physical), "{physical}");
    }
    for logical in [
        "margin-inline-start: 1em",
        "text-align: start",
        "inset-inline: 0",
        "content: \"left\"",
        "--left: 1",
    ] {
        assert!(!is_physical(logical), "{logical}");
    }
}

fn is_physical(declaration: &str) -> bool {
    let Some((property, value)) = declaration.split_once(':') else {
        return false;
    };
    let property = property.trim();
    let is_side = |word: &str| matches!(word, "left" | "right");
    let names_side = !property.starts_with("--") && property.split('-').any(is_side);
    let is_aligned = matches!(
        property,
        "text-align" | "float" | "clear" | "justify-content" | "justify-items"
    ) && value.split_whitespace().any(is_side);
    names_side || is_aligned
}
