//! Themes: every template from its sample in every theme and language; faults are told, and the page is made all the same.

use crate::support::network::BOSTON;
use crate::support::{NewPost, TestApp, TestDatabase, TestNetwork, Wishes};
use std::path::Path;
use tera::Context;
use umbel_server::features::{FEATURES, SIGN_IN};
use umbel_web_kit::chrome::sample_context;
use umbel_web_kit::themes::{ThemeFiles, Themes};

fn feature_templates() -> Vec<(String, String)> {
    let all = FEATURES.iter().chain(SIGN_IN);
    all.flat_map(|feature| (feature.templates)()).collect()
}

fn samples() -> Vec<(&'static str, Context)> {
    let all = FEATURES.iter().chain(SIGN_IN);
    all.flat_map(|feature| (feature.samples)()).collect()
}

#[test]
fn every_template_renders_from_its_sample_in_every_theme_and_language() {
    let themes = Themes::new(&ThemeFiles::built_in(), &feature_templates()).unwrap();
    assert_eq!(themes.reports(), []);
    let names: Vec<String> = themes.choices().map(|theme| theme.name.clone()).collect();
    assert!(names.len() >= 4, "{names:?}");
    let languages: Vec<String> = themes.languages().all().map(str::to_owned).collect();
    assert!(languages.contains(&"en".to_owned()) && languages.contains(&"es".to_owned()));
    for theme in &names {
        for language in &languages {
            for (template, sample) in samples() {
                let mut context = sample_context();
                context.extend(sample);
                let html = themes
                    .render(theme, language, template, &context)
                    .unwrap_or_else(|error| panic!("{theme}/{language}/{template}: {error}"));
                assert!(
                    !html.contains("[") || !has_missing_key(&html),
                    "{theme}/{language}/{template}: {html}"
                );
            }
        }
    }
    assert_eq!(themes.reports(), []);
}

/// A key without words is shown in brackets.
fn has_missing_key(html: &str) -> bool {
    html.split('[').skip(1).any(|rest| {
        rest.split_once(']').is_some_and(|(key, _)| {
            key.contains('-') && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        })
    })
}

#[test]
fn every_template_has_a_sample() {
    let sampled: Vec<&str> = samples().into_iter().map(|(name, _)| name).collect();
    for (path, _) in feature_templates() {
        // What others extend has no context of its own.
        let is_piece = path.ends_with("/layout.html");
        assert!(is_piece || sampled.contains(&path.as_str()), "{path} has no sample");
    }
    for (path, _) in ThemeFiles::built_in().templates("base") {
        let path = path.strip_prefix("base/").unwrap();
        let is_piece = path.starts_with("parts/")
            || ["layout.html", "plain_room.html", "workplace.html", "forms.html"].contains(&path);
        assert!(is_piece || sampled.contains(&path), "{path} has no sample");
    }
}

#[test]
fn all_languages_have_the_same_keys() {
    let files = ThemeFiles::built_in().languages();
    let keys = |text: &str| -> Vec<String> {
        text.lines()
            .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
            .filter_map(|line| line.split_once(" ="))
            .map(|(key, _)| key.to_owned())
            .collect()
    };
    let (_, english) = files.iter().find(|(language, _)| language == "en").unwrap();
    for (language, text) in &files {
        assert_eq!(keys(text), keys(english), "{language}");
    }
}

#[test]
fn themes_really_differ() {
    let themes = Themes::new(&ThemeFiles::built_in(), &feature_templates()).unwrap();
    let mut hashes: Vec<String> = ["commons", "broadsheet", "placard", "chalkboard"]
        .iter()
        .map(|theme| themes.stylesheet(theme, Some("#336699"), None).hash.clone())
        .collect();
    hashes.sort();
    hashes.dedup();
    assert_eq!(hashes.len(), 4);
    assert_ne!(
        themes.stylesheet("commons", Some("#336699"), None).hash,
        themes.stylesheet("commons", Some("#993366"), None).hash
    );
}

fn write(folder: &Path, path: &str, text: &str) {
    let file = folder.join(path);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, text).unwrap();
}

const MANIFEST: &str = "title = { en = \"T\" }\ndescription = { en = \"D\" }\naccent = \"#336699\"\n";

#[test]
fn a_child_theme_overrides_one_template_and_keeps_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "mine/theme.toml",
        &format!("name = \"mine\"\nparent = \"placard\"\n{MANIFEST}"),
    );
    write(
        folder.path(),
        "mine/templates/blog/post.html",
        "{% extends \"layout.html\" %}{% block main %}<h1>MINE {{ article.title }}</h1>{% endblock main %}",
    );
    let app = TestApp::with(
        TestDatabase::sqlite(),
        &Wishes {
            themes: Some(folder.path().to_owned()),
            ..Wishes::default()
        },
    );
    let network = TestNetwork::plant(&app.store);
    NewPost::titled("Hello").make(&app.store, &network.boston);
    let mut site = network.boston;
    site.theme = "mine".into();
    app.store.write(|write| site.save(write)).unwrap();
    app.get(BOSTON, "/blog/hello")
        .expect_status(200)
        .contains("<h1>MINE Hello</h1>");
    app.get(BOSTON, "/blog").expect_status(200).contains("Hello");
    assert_eq!(app.world.themes.reports(), []);
}

#[test]
fn a_broken_template_is_reported_by_file_and_line_and_the_page_is_made_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "mine/theme.toml",
        &format!("name = \"mine\"\n{MANIFEST}"),
    );
    write(
        folder.path(),
        "mine/templates/blog/post.html",
        "fine\nstill fine\n{% if %}\n",
    );
    write(
        folder.path(),
        "mine/templates/blog/index.html",
        "{{ posts }}\n\n\n{{ nowhere.to_be_found }}\n",
    );
    write(
        folder.path(),
        "mine/templates/pages/page.html",
        "{% extends \"missing.html\" %}",
    );
    write(
        folder.path(),
        "mine/templates/error.html",
        "{{ t(key=\"error-404-heading\") }} MINE",
    );
    write(folder.path(), "broken/theme.toml", "name = \"broken\"\ntitle = 3\n");
    let app = TestApp::with(
        TestDatabase::sqlite(),
        &Wishes {
            themes: Some(folder.path().to_owned()),
            ..Wishes::default()
        },
    );
    let network = TestNetwork::plant(&app.store);
    NewPost::titled("Hello").make(&app.store, &network.boston);
    let mut site = network.boston;
    site.theme = "mine".into();
    app.store.write(|write| site.save(write)).unwrap();
    // Not read at all, and failing while it is filled in: both pages come from base.
    app.get(BOSTON, "/blog/hello")
        .expect_status(200)
        .contains("Hello <strong>all</strong>");
    app.get(BOSTON, "/blog").expect_status(200).contains("/blog/hello");
    // What is sound of the theme is used.
    app.get(BOSTON, "/nothing").expect_status(404).contains("MINE");
    let reports: Vec<String> = app.world.themes.reports().iter().map(ToString::to_string).collect();
    for part in [
        "mine/blog/post.html, line 3",
        "mine/blog/index.html, line 4",
        "mine/pages/page.html",
        "broken/theme.toml",
    ] {
        assert!(
            reports.iter().any(|report| report.contains(part)),
            "{part}: {reports:#?}"
        );
    }
}
