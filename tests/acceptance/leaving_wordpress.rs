//! Out to WordPress as it came in from there: what an export held is in the next one, or in the report.

use crate::support::network::BOSTON;
use crate::support::{TestApp, TestNetwork, on_each_engine};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use umbel_core::SiteWrite;
use umbel_core::content::{Post, PostKind, Status};
use umbel_core::tree::Site;
use umbel_packing::{Report, pack_for_wordpress};
use umbel_wordpress_import::content::plain_text;
use umbel_wordpress_import::import::{ImportOptions, ImportReport, import_wxr};
use umbel_wordpress_import::wxr::{self, Item, Reader, Record};

/// What becomes of each part of an export: in from WordPress, and out again.
///
/// | in the file | here | out again |
/// |---|---|---|
/// | post, page: number, title with markup, slug, guid | a post or page; its old number, title and slug are remembered | the same, unless people changed them here |
/// | text | kept as it came, beside what is shown | the same, byte for byte |
/// | excerpt | the summary | the same, unless people changed it |
/// | state, dates in GMT | state and date; what became due since is published | the same |
/// | page above, place in order | page above, position | the same |
/// | sticky, comments open | the same | the same |
/// | password | a hash | another password, named in the report: nobody knows the old one |
/// | category with those above it | topic | the same number, slug, name, parent |
/// | “uncategorized”, post formats | remembered only | the same |
/// | tag | tag | the same |
/// | comment, pingback, trackback: number, name, address, date, state, text | the same | the same |
/// | comment a comment answers | the same | the same |
/// | mail and network address of a commenter | never read | empty |
/// | author: login, name | a name; the login up to an `@` | the same; no mail address |
/// | attachment with its file | a file of the library | number, parent, alt text; the file's address here |
/// | attachment without its file | remembered only | the same, with its old address |
/// | first two menus | main menu and the one at the foot | the same lines, numbers, names |
/// | further menus, lines that lead nowhere here | remembered only | the same |
/// | custom fields of WordPress itself (thumbnail, alt text, page template, old slugs …) | some used, all remembered | the same |
/// | custom fields of plug-ins | left out, counted in the report | – |
/// | types of plug-ins and themes (`wp_navigation`, `wp_block` …) | left out, counted in the report | – |
const FILES: [&str; 3] = [
    "themeunittestdata.wordpress.xml",
    "64-block-test-data.xml",
    "a11y-unit-test-data.xml",
];

/// A real export; none where there is none, which is a failure in CI.
fn real_export(name: &str) -> Option<Vec<u8>> {
    let folder = std::env::var_os("UMBEL_TEST_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"),
        PathBuf::from,
    );
    if !folder.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "set UMBEL_TEST_DATA");
        println!("skipped: no test data at {}", folder.display());
        return None;
    }
    Some(std::fs::read(folder.join("wxr").join(name)).unwrap())
}

fn import(app: &TestApp, site: &Site, export: &[u8]) -> ImportReport {
    let options = ImportOptions::default();
    import_wxr(&app.store, &app.world.media, site.id, export, &options, &mut |_| {}).unwrap()
}

fn out(app: &TestApp, site: &Site, host: &str) -> (Export, Report) {
    let path = app.database.folder.path().join("out.xml");
    let report = pack_for_wordpress(&app.store, site.id, &format!("https://{host}"), &path).unwrap();
    (Export::read(&std::fs::read(path).unwrap()), report)
}

/// An export, sorted.
#[derive(Default)]
struct Export {
    authors: BTreeMap<String, String>,
    terms: BTreeMap<(String, String), wxr::Term>,
    /// Terms the list names a second time.
    listed_twice: Vec<wxr::Term>,
    items: BTreeMap<i64, Item>,
    /// Items with the number of an earlier one.
    repeated: Vec<Item>,
    types: BTreeMap<String, usize>,
}

impl Export {
    fn read(bytes: &[u8]) -> Self {
        let mut export = Self::default();
        for record in Reader::new(bytes) {
            match record.unwrap() {
                Record::Channel(_) => {}
                Record::Author(author) => {
                    export.authors.insert(author.login, author.display_name);
                }
                Record::Term(term) => {
                    let key = (term.taxonomy.clone(), term.slug.clone());
                    match export.terms.entry(key) {
                        Entry::Occupied(_) => export.listed_twice.push(term),
                        Entry::Vacant(free) => {
                            free.insert(term);
                        }
                    }
                }
                Record::Item(item) => {
                    *export.types.entry(item.post_type.clone()).or_default() += 1;
                    // Files that were put together by hand have numbers twice.
                    match export.items.entry(item.post_id) {
                        Entry::Occupied(_) => export.repeated.push(*item),
                        Entry::Vacant(free) => {
                            free.insert(*item);
                        }
                    }
                }
            }
        }
        export
    }
}

/// What is not in the second export and not in a report either.
struct Comparison<'c> {
    before: &'c Export,
    after: &'c Export,
    import: &'c ImportReport,
    lost: Vec<String>,
}

impl Comparison<'_> {
    fn is_noted(&self, item: &str, part: &str) -> bool {
        self.import
            .notes
            .iter()
            .any(|note| note.item.contains(item) && (note.what.contains(part) || note.why.contains(part)))
    }

    fn same<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, before: &T, after: &T) {
        if before != after {
            self.lost.push(format!("{what}: {before:?} became {after:?}"));
        }
    }

    fn authors(&mut self) {
        for (login, name) in &self.before.authors {
            let login = login.split('@').next().unwrap();
            let after = self.after.authors.get(login).cloned().unwrap_or_default();
            self.same(&format!("author {login}"), &plain_text(name), &after);
        }
    }

    fn terms(&mut self) {
        for ((taxonomy, slug), term) in &self.before.terms {
            if !matches!(taxonomy.as_str(), "category" | "post_tag" | "nav_menu") {
                assert!(self.is_noted(&format!("taxonomy {taxonomy}"), "times"), "{taxonomy}");
                continue;
            }
            let name = format!("{taxonomy} {slug}");
            let Some(after) = self.after.terms.get(&(taxonomy.clone(), slug.clone())) else {
                self.lost.push(name);
                continue;
            };
            let plain = |text: &str| plain_text(text).split_whitespace().collect::<Vec<_>>().join(" ");
            self.same(&format!("{name} number"), &term.term_id, &after.term_id);
            self.same(&format!("{name} name"), &plain(&term.name), &plain(&after.name));
            self.same(&format!("{name} parent"), &term.parent_slug, &after.parent_slug);
            self.same(
                &format!("{name} description"),
                &plain(&term.description),
                &plain(&after.description),
            );
        }
    }

    fn items(&mut self) {
        for (number, item) in &self.before.items {
            if !matches!(
                item.post_type.as_str(),
                "post" | "page" | "attachment" | "nav_menu_item"
            ) {
                let kind = if item.post_type.is_empty() {
                    "of no type"
                } else {
                    &item.post_type
                };
                let noted = self.is_noted(&format!("items {kind}"), "not taken");
                assert!(noted, "{} is in no report", item.post_type);
                continue;
            }
            match self.after.items.get(number) {
                Some(after) => self.item(item, after),
                None => self.lost.push(format!("{} {number} “{}”", item.post_type, item.title)),
            }
        }
    }

    /// Lines of several menus may have one number; of posts and pages only the first is kept, and the report says so.
    fn repeated(&mut self) {
        for term in &self.before.listed_twice {
            assert!(self.is_noted(&term.slug, "a second entry"), "{}", term.slug);
        }
        for item in &self.before.repeated {
            if item.post_type != "nav_menu_item" {
                let after = self.after.items.get(&item.post_id);
                match after.filter(|after| after.post_type == item.post_type && after.post_name == item.post_name) {
                    Some(after) => self.item(item, after),
                    None => {
                        let name = format!("{} {}", item.post_type, item.post_id);
                        assert!(self.is_noted(&name, "same number"), "{name}");
                    }
                }
                continue;
            }
            let menu = |item: &Item| item.terms.iter().map(|term| term.slug.clone()).next();
            let mut lines = self.after.items.values().chain(&self.after.repeated);
            match lines.find(|line| line.post_id == item.post_id && menu(line) == menu(item)) {
                Some(line) => self.item(item, line),
                None => self.lost.push(format!("line {} of {:?}", item.post_id, menu(item))),
            }
        }
    }

    fn item(&mut self, before: &Item, after: &Item) {
        let name = format!("{} {}", before.post_type, before.post_id);
        self.same(&format!("{name} type"), &before.post_type, &after.post_type);
        self.same(&format!("{name} title"), &before.title, &after.title);
        self.same(&format!("{name} slug"), &before.post_name, &after.post_name);
        self.same(&format!("{name} guid"), &before.guid, &after.guid);
        self.same(&format!("{name} text"), &before.content.trim(), &after.content.trim());
        self.same(
            &format!("{name} excerpt"),
            &before.excerpt.trim(),
            &after.excerpt.trim(),
        );
        self.same(&format!("{name} parent"), &before.post_parent, &after.post_parent);
        self.same(&format!("{name} order"), &before.menu_order, &after.menu_order);
        self.same(&format!("{name} sticky"), &before.sticky, &after.sticky);
        self.same(&format!("{name} comments"), &before.comments_open, &after.comments_open);
        // Files that were edited by hand have stray marks around names; some people sign in with a mail address.
        let login = |creator: &str| {
            let login = creator.split('@').next().unwrap_or_default();
            login.trim_matches(['<', '>', '"', '\'', ' ']).to_owned()
        };
        self.same(
            &format!("{name} author"),
            &login(&before.creator),
            &login(&after.creator),
        );
        self.same(
            &format!("{name} password"),
            &before.password.is_some(),
            &after.password.is_some(),
        );
        if before.published_at_is_local {
            assert!(matches!(before.status, wxr::Status::Draft | wxr::Status::Pending) || self.is_noted(&name, "zone"));
        }
        self.same(&format!("{name} date"), &before.published_at, &after.published_at);
        if before.modified_at.is_some() {
            self.same(&format!("{name} change"), &before.modified_at, &after.modified_at);
        }
        let became_due = before.status == wxr::Status::Future && after.status == wxr::Status::Publish;
        if !(became_due && self.is_noted(&name, "its time has come")) {
            self.same(&format!("{name} state"), &before.status, &after.status);
        }
        self.same(&format!("{name} file"), &before.attachment_url, &after.attachment_url);
        let terms = |item: &Item| -> BTreeSet<(String, String)> {
            item.terms
                .iter()
                .map(|term| (term.taxonomy.clone(), term.slug.clone()))
                .collect()
        };
        self.same(&format!("{name} terms"), &terms(before), &terms(after));
        self.meta(&name, before, after);
        self.comments(&name, before, after);
    }

    fn meta(&mut self, name: &str, before: &Item, after: &Item) {
        for (key, value) in &before.meta {
            let is_wordpress_own = [
                "_menu_item_",
                "_thumbnail_id",
                "_wp_attachment_image_alt",
                "_wp_page_template",
            ]
            .iter()
            .any(|own| key.starts_with(own));
            if !is_wordpress_own {
                continue;
            }
            let kept = after.meta.iter().any(|(k, v)| k == key && v == value);
            if !kept {
                let now: Vec<_> = after.meta.iter().filter(|(k, _)| k == key).collect();
                self.lost.push(format!("{name} {key}: {value:?} became {now:?}"));
            }
        }
    }

    fn comments(&mut self, name: &str, before: &Item, after: &Item) {
        for comment in &before.comments {
            let what = format!("{name} comment {}", comment.id);
            let Some(now) = after.comments.iter().find(|now| now.id == comment.id) else {
                self.lost.push(what);
                continue;
            };
            let kind = |kind: &str| if kind.is_empty() { "comment" } else { kind }.to_owned();
            self.same(
                &format!("{what} name"),
                &plain_text(&comment.author),
                &plain_text(&now.author),
            );
            self.same(&format!("{what} text"), &comment.content.trim(), &now.content.trim());
            self.same(&format!("{what} date"), &comment.date, &now.date);
            self.same(&format!("{what} state"), &comment.approved, &now.approved);
            self.same(&format!("{what} kind"), &kind(&comment.kind), &kind(&now.kind));
            self.same(&format!("{what} answers"), &comment.parent_id, &now.parent_id);
            assert_eq!(now.author_email, "", "{what}");
        }
    }
}

#[track_caller]
fn compare(before: &Export, after: &Export, import: &ImportReport) {
    let mut comparison = Comparison {
        before,
        after,
        import,
        lost: Vec::new(),
    };
    comparison.authors();
    comparison.terms();
    comparison.items();
    comparison.repeated();
    let lost = comparison.lost;
    assert!(lost.is_empty(), "{} are lost:\n{}", lost.len(), lost.join("\n"));
}

#[test]
fn what_came_from_wordpress_goes_back_as_it_was() {
    for name in FILES {
        let Some(export) = real_export(name) else {
            return;
        };
        on_each_engine(|database| {
            let app = TestApp::start(database);
            let network = TestNetwork::plant(&app.store);
            let report = import(&app, &network.boston, &export);
            let before = Export::read(&export);
            let (after, _) = out(&app, &network.boston, BOSTON);
            compare(&before, &after, &report);
            println!("{name}: {:?} came back as {:?}", before.types, after.types);
        });
    }
}

#[test]
fn a_second_way_round_changes_nothing_more() {
    for name in FILES {
        let Some(export) = real_export(name) else {
            return;
        };
        on_each_engine(|database| {
            let app = TestApp::start(database);
            let network = TestNetwork::plant(&app.store);
            import(&app, &network.boston, &export);
            let path = app.database.folder.path().join("once.xml");
            pack_for_wordpress(&app.store, network.boston.id, &format!("https://{BOSTON}"), &path).unwrap();
            let once = std::fs::read(&path).unwrap();
            let report = import(&app, &network.vigo, &once);
            assert_eq!(report.failure, None);
            let (twice, _) = out(&app, &network.vigo, "vigo.marea.umbrella.test");
            compare(&Export::read(&once), &twice, &report);
        });
    }
}

#[test]
fn what_people_changed_here_goes_out_as_it_is_now() {
    let Some(export) = real_export(FILES[0]) else {
        return;
    };
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        import(&app, &network.boston, &export);
        let changed = app
            .store
            .write(|write| {
                let site = &mut SiteWrite::new(network.boston.id, write);
                let mut post = Post::at_path(&mut site.read(), PostKind::Post, "template-sticky")?.unwrap();
                post.title = "New & <better>".into();
                post.path = "another-address".into();
                post.summary = "In short".into();
                post.source = "Now **ours**.".into();
                post.source_format = umbel_core::content::SourceFormat::Markdown;
                post.html = umbel_core::markdown::to_html(&post.source);
                post.status = Status::Private;
                post.sticky = false;
                post.updated_at = site.write.now;
                post.save(site)?;
                Ok(post)
            })
            .unwrap();
        let before = Export::read(&export);
        let number = before
            .items
            .values()
            .find(|item| item.post_name == "template-sticky")
            .unwrap()
            .post_id;
        let (after, _) = out(&app, &network.boston, BOSTON);
        let item = &after.items[&number];
        assert_eq!(item.title, "New &amp; &lt;better&gt;");
        assert_eq!(
            (item.post_name.as_str(), item.excerpt.as_str()),
            ("another-address", "In short")
        );
        assert_eq!(item.content.trim(), "<p>Now <strong>ours</strong>.</p>");
        assert_eq!((&item.status, item.sticky), (&wxr::Status::Private, false));
        assert_eq!(item.modified_at.map(Into::into), Some(changed.updated_at));
    });
}

#[test]
fn nothing_protected_becomes_public_and_nothing_is_dropped_in_silence() {
    let Some(export) = real_export(FILES[0]) else {
        return;
    };
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let brought = import(&app, &network.boston, &export);
        for (what, part) in [
            ("menu", "lines"),
            ("remarks of plug-ins", "custom fields"),
            ("attachment", "missing file"),
        ] {
            assert!(
                brought
                    .notes
                    .iter()
                    .any(|note| note.item.contains(what) && (note.what.contains(part) || note.why.contains(part))),
                "{what}\n{}",
                brought.text()
            );
        }
        let (after, report) = out(&app, &network.boston, BOSTON);
        let closed: Vec<&Item> = after.items.values().filter(|item| item.password.is_some()).collect();
        assert_eq!(closed.len(), 1);
        let password = closed[0].password.clone().unwrap();
        assert_ne!(password, "enter");
        assert!(report.notes.iter().any(|note| note.why.contains(&password)));
        assert!(report.notes.iter().any(|note| note.item.contains("old addresses")));
    });
}
