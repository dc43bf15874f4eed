//! Sites full of everything, packed, brought in elsewhere, and packed again.

use crate::support::network::{BOSTON, event};
use crate::support::people::{grant, person};
use crate::support::{NewPost, TestApp, TestDatabase, TestNetwork, on_each_engine};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use umbel_core::content::{Author, Comment, Media, MediaState, Post, PostKind, SourceFormat, Status, Taxonomy, Term};
use umbel_core::people::{Account, Membership, Role};
use umbel_core::tree::{HostName, MenuItem, Redirect, Setting, Site, disable_feature, write_setting};
use umbel_core::{Error, Id, Result, SiteScope, SiteWrite};
use umbel_media::workshop::{Bench, Workshop};
use umbel_packing::{BringIn, Brought, Members, bring_in, pack};

/// A picture of these many pixels.
pub fn picture(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let image = image::RgbImage::from_fn(width, height, |x, y| image::Rgb([(x % 256) as u8, (y % 256) as u8, 90]));
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn workshop(app: &TestApp) -> Workshop {
    Workshop {
        media: app.world.media.clone(),
        bench: Bench::Here,
        folder: app.world.uploads.clone(),
    }
}

/// Prepares what waits.
pub fn prepare(app: &TestApp) {
    std::fs::create_dir_all(&app.world.uploads).unwrap();
    while workshop(app).prepare_waiting(&app.store).unwrap() > 0 {}
}

/// A file of the library, prepared.
fn upload(app: &TestApp, site: &Site, name: &str, bytes: &[u8]) -> Media {
    let path = app.database.folder.path().join("upload");
    std::fs::write(&path, bytes).unwrap();
    let looks = umbel_media::inspect(&path, name).unwrap();
    let base: String = umbel_core::ids::random_bytes::<16>()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    app.world.media.put_original(site.id.number(), &base, &path).unwrap();
    let widths: Vec<String> = looks.widths.iter().map(ToString::to_string).collect();
    let row = app
        .store
        .write(|write| {
            let row = Media {
                base_name: base.clone(),
                widths: widths.join(","),
                fallback: looks.fallback.into(),
                kind: looks.kind,
                extension: looks.extension.map(str::to_owned),
                original_name: name.into(),
                alt: format!("What {name} shows"),
                caption: "A caption".into(),
                focal_x: 20,
                focal_y: 80,
                state: MediaState::Waiting,
                ..Media::picture(site.id, write.now)
            };
            Media::insert(&mut SiteWrite::new(site.id, write), &row)?;
            Ok(row)
        })
        .unwrap();
    prepare(app);
    app.store
        .read(|connection| Media::find(&mut SiteScope::new(site.id, connection), row.id))
        .unwrap()
        .unwrap()
}

/// Everything a site can have.
pub fn fill(app: &TestApp, site: &Site) {
    let picture = upload(app, site, "La Marcha.png", &picture(1_200, 800));
    let document = upload(app, site, "rules.txt", b"One. Two.\n");
    let now = app.store.now();
    let first = NewPost {
        body: format!(
            "Hello **all**.\n\n![march]({})\n\n[rules]({})\n",
            picture.path(960, "webp"),
            document.file_path()
        ),
        topics: vec!["Housing".into(), "Ñandú".into()],
        sticky: true,
        ..NewPost::titled("First steps")
    }
    .make(&app.store, site);
    for (title, status) in [
        ("A draft", Status::Draft),
        ("Waiting", Status::Pending),
        ("For members", Status::Private),
        ("Gone", Status::Trashed),
    ] {
        NewPost {
            status,
            ..NewPost::titled(title)
        }
        .make(&app.store, site);
    }
    NewPost {
        password: Some("enter".into()),
        ..NewPost::titled("Closed")
    }
    .make(&app.store, site);
    let above = NewPost {
        kind: PostKind::Page,
        ..NewPost::titled("About")
    }
    .make(&app.store, site);
    event(&app.store, site, "Assembly", now.plus_seconds(86_400));
    app.store
        .write(|write| {
            let scope = &mut SiteWrite::new(site.id, write);
            let author = Author {
                site_id: site.id,
                id: Id::new(now),
                slug: "lola".into(),
                name: "Lola".into(),
                bio: "Writes.".into(),
                account_id: None,
            };
            Author::insert(scope, &author)?;
            let beneath = Post {
                path: "about/history".into(),
                title: "History".into(),
                parent_id: Some(above.id),
                author_id: Some(author.id),
                picture_id: Some(picture.id),
                source: "<p class=\"verse\">As it was.</p>\n<script>no</script>".into(),
                html: "<p class=\"verse\">As it was.</p>\n".into(),
                source_format: SourceFormat::Html,
                status: Status::Published,
                published_at: Some(now.plus_seconds(-3_600)),
                position: 3,
                ..Post::draft(site.id, PostKind::Page, now)
            };
            Post::insert(scope, &beneath)?;
            let tag = Term::find_or_insert(scope, Taxonomy::Tag, "march", "March!")?;
            let housing = Term::with_slug(&mut scope.read(), Taxonomy::Topic, "housing")?.unwrap();
            let flats = Term::find_or_insert(scope, Taxonomy::Topic, "flats", "Flats")?;
            Term::place_under(scope, flats.id, housing.id)?;
            Term::assign(scope, first.id, &[tag.id, housing.id, flats.id])?;
            let asked = Comment {
                author_name: "Pau".into(),
                author_url: Some("https://pau.example/".into()),
                source: "When?".into(),
                html: "<p>When?</p>\n".into(),
                network_mark: Some("networkmarkcanary".into()),
                created_at: now.plus_seconds(-60),
                ..Comment::under(site.id, first.id, now)
            };
            Comment::insert(scope, &asked)?;
            let answer = Comment {
                parent_id: Some(asked.id),
                author_name: "Lola".into(),
                by_post_author: true,
                source: "Soon.".into(),
                html: "<p>Soon.</p>\n".into(),
                created_at: now.plus_seconds(-30),
                ..Comment::under(site.id, first.id, now)
            };
            Comment::insert(scope, &answer)?;
            let mut line = |label: &str, url: &str, under: Option<Id>| -> Result<Id> {
                let item = MenuItem {
                    site_id: site.id,
                    id: Id::new(now),
                    menu: "main".into(),
                    parent_id: under,
                    label: label.into(),
                    url: url.into(),
                    position: 1,
                };
                MenuItem::insert(scope, &item)?;
                Ok(item.id)
            };
            let top = line("About", "/about", None)?;
            line("History", "/about/history", Some(top))?;
            line("Elsewhere", "https://elsewhere.example/", None)?;
            Redirect::remember(scope, "/old,\"one\"/", "/blog/first-steps")?;
            write_setting(scope, Setting::FrontIntro, "Welcome")?;
            write_setting(scope, Setting::Logo, &picture.id.to_string())?;
            disable_feature(scope, "social-feeds")?;
            umbel_core::content::Original::keep(scope, "https://old.example", "post:7", "{\"number\":7}")?;
            Ok(())
        })
        .unwrap();
}

/// Packs a site.
pub fn packed(app: &TestApp, site: &Site, host: &str, members: Members) -> PathBuf {
    let path = app.database.folder.path().join(format!("{host}.zip"));
    pack(
        &app.store,
        &app.world.media,
        site.id,
        &format!("https://{host}"),
        members,
        &path,
    )
    .unwrap();
    path
}

/// Brings an archive in.
pub fn bring(app: &TestApp, archive: &Path, under: &Site, host: Option<&str>) -> Result<Brought, Error> {
    let host = host.map(|host| HostName::parse(host).unwrap());
    let wish = BringIn {
        archive,
        under: under.id,
        host: host.as_ref(),
    };
    bring_in(&app.store, &app.world.media, &wish)
}

/// The texts of an archive by name, and how long its other files are.
pub fn contents(path: &Path) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut all = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap_or_else(|_| "bytes".into());
        all.insert(name, text);
    }
    all
}

/// An archive with these files.
pub fn archive(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> PathBuf {
    let path = folder.join("made.zip");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
    for (name, bytes) in files {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
    path
}

/// The same archive with one file changed.
pub fn with(path: &Path, folder: &Path, name: &str, change: impl Fn(&str) -> String) -> PathBuf {
    let mut archive_files = BTreeMap::new();
    let mut from = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    for index in 0..from.len() {
        let mut file = from.by_index(index).unwrap();
        let found = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        if found == name {
            bytes = change(&String::from_utf8(bytes).unwrap()).into_bytes();
        }
        archive_files.insert(found, bytes);
    }
    archive(folder, &archive_files)
}

/// A second umbrella on an engine of its own.
fn another_umbrella() -> (TestApp, TestNetwork) {
    let app = TestApp::start(TestDatabase::sqlite());
    let network = TestNetwork::plant(&app.store);
    (app, network)
}

fn normalised(contents: &BTreeMap<String, String>, host: &str, site: &str) -> BTreeMap<String, String> {
    contents
        .iter()
        .filter(|(name, _)| !name.ends_with("report.txt"))
        .map(|(name, text)| {
            let mut text = text.replace(host, "HOST");
            if name != "site.json" && name != "events.ics" {
                text = text.replace(site, "SITE");
            }
            if name == "media.json" {
                // The widest stored is what travels, so the measures are its own from then on.
                let mut files: serde_json::Value = serde_json::from_str(&text).unwrap();
                for file in files.as_array_mut().unwrap() {
                    file["size"] = serde_json::Value::Null;
                }
                text = files.to_string();
            }
            if name == "wordpress.xml" {
                // Numbers and new passwords are made at the moment.
                text = String::new();
            }
            (name.clone(), text)
        })
        .collect()
}

#[test]
fn a_site_leaves_and_comes_back_elsewhere_as_it_was() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        fill(&app, &network.boston);
        let first = packed(&app, &network.boston, BOSTON, Members::Left);
        let (other, elsewhere) = another_umbrella();
        let brought = bring(&other, &first, &elsewhere.marea, None).unwrap();
        assert_eq!(brought.host, "boston.marea.umbrella.test");
        assert_eq!(brought.report.notes, [], "{}", brought.report.text());
        prepare(&other);
        let site = other
            .store
            .read(|connection| Site::find(connection, brought.site))
            .unwrap();
        let second = packed(&other, &site, &brought.host, Members::Left);
        let before = normalised(&contents(&first), BOSTON, &network.boston.id.to_string());
        let after = normalised(&contents(&second), &brought.host, &site.id.to_string());
        for (name, text) in &before {
            let again = after.get(name).unwrap_or_else(|| panic!("{name} is missing"));
            if name == "site.json" {
                let moment = |text: &str| -> serde_json::Value {
                    let mut site: serde_json::Value = serde_json::from_str(text).unwrap();
                    site["packed_at"] = serde_json::Value::Null;
                    site
                };
                assert_eq!(moment(again), moment(text));
            } else {
                assert_eq!(again, text, "{name}");
            }
        }
        assert_eq!(after.len(), before.len());
        // It is alive there.
        other
            .get(&brought.host, "/blog/first-steps")
            .expect_status(200)
            .contains("Hello <strong>all</strong>")
            .contains(&format!("/media/{}/", site.id))
            .contains("Soon.");
        other
            .get(&brought.host, "/about/history")
            .expect_status(200)
            .contains("As it was")
            .lacks("<script>no");
        other.get(&brought.host, "/blog/for-members").expect_status(404);
        other.get(&brought.host, "/events/assembly").expect_status(200);
        other.get(&brought.host, "/social").expect_status(404);
        let old = other.get(&brought.host, "/old,%22one%22/");
        assert_eq!(old.status, 301, "{}", old.text());
        other
            .get("marea.umbrella.test", "/news")
            .expect_status(200)
            .contains("First steps");
    });
}

#[test]
fn bringing_in_twice_adds_nothing_and_deleted_things_stay_deleted() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        fill(&app, &network.boston);
        let path = packed(&app, &network.boston, BOSTON, Members::Left);
        let first = bring(&app, &path, &network.marea, None).unwrap();
        prepare(&app);
        let rows = || crate::support::rows::of_site(&app, first.site);
        let before = rows();
        let second = bring(&app, &path, &network.marea, None).unwrap();
        assert!(second.was_there && !first.was_there);
        assert_eq!(second.site, first.site);
        assert!(second.report.counts.is_empty(), "{}", second.report.text());
        let changed = crate::support::rows::differences(&before, &rows());
        assert!(changed.is_empty(), "{changed:#?}");
        // Beneath another network it is another site.
        let third = bring(&app, &path, &network.cosecha, Some("copy.cosecha.umbrella.test")).unwrap();
        assert!(!third.was_there && third.site != first.site);
        // An address that leads to something else is not taken away from it.
        let refused = bring(&app, &path, &network.cosecha, Some(BOSTON)).unwrap_err();
        assert!(
            refused.to_string().contains("leads to “Boston group” already"),
            "{refused}"
        );
        let refused = bring(&app, &path, &network.boston, None).unwrap_err();
        assert!(refused.to_string().contains("nothing can stand beneath"), "{refused}");
    });
}

#[test]
fn an_interrupted_run_is_continued() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        fill(&app, &network.boston);
        let path = packed(&app, &network.boston, BOSTON, Members::Left);
        let first = bring(&app, &path, &network.marea, None).unwrap();
        // As if the power had failed before the files were handed over.
        app.store
            .write(|write| {
                use diesel::prelude::*;
                use umbel_core::schema::media;
                diesel::update(media::table.filter(media::site_id.eq(first.site)))
                    .set((media::state.eq(MediaState::Refused), media::refusal.eq("lost")))
                    .execute(write.connection)?;
                Ok(())
            })
            .unwrap();
        bring(&app, &path, &network.marea, None).unwrap();
        prepare(&app);
        let site = app.store.read(|connection| Site::find(connection, first.site)).unwrap();
        let again = contents(&packed(&app, &site, &first.host, Members::Left));
        assert_eq!(again.keys().filter(|name| name.starts_with("media/")).count(), 2);
    });
}

#[test]
fn nothing_secret_leaves() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        fill(&app, &network.boston);
        let (yes, no) = agreeing_and_not(&app, &network.boston);
        let hash = yes.password_hash.clone().unwrap();
        for members in [Members::Left, Members::Along] {
            let all = contents(&packed(&app, &network.boston, BOSTON, members));
            for (name, text) in &all {
                for secret in [no.email.as_str(), no.name.as_str(), &hash, "networkmarkcanary"] {
                    assert!(!text.contains(secret), "{name} holds {secret}");
                }
                let is_members = name == "members.json" && members == Members::Along;
                assert_eq!(text.contains(&yes.email), is_members, "{name}");
            }
            let list: serde_json::Value = serde_json::from_str(&all["members.json"]).unwrap();
            let along = usize::from(members == Members::Along);
            assert_eq!(list["members"].as_array().unwrap().len(), along);
            assert_eq!(list["not_along"], 2 - along);
        }
    });
}

/// Two members, of whom one agreed to come along.
pub fn agreeing_and_not(app: &TestApp, site: &Site) -> (Account, Account) {
    let yes = person(app, "Yara Yescanary", "yara@yescanary.test");
    let no = person(app, "Noa Nocanary", "noa@nocanary.test");
    for account in [&yes, &no] {
        grant(app, site, account, Role::Editor);
    }
    app.store
        .write(|write| Membership::come_along(&mut SiteWrite::new(site.id, write), yes.id, true))
        .unwrap();
    (yes, no)
}
