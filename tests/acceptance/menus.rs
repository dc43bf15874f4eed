//! Menus and the tree of pages: put into order without a script, taken back, and followed by what leads there.

use crate::support::desk::Writer;
use crate::support::network::{BOSTON, MADRID};
use crate::support::people::{Browser, encoded};
use crate::support::{NewPost, TestApp, TestNetwork, on_each_engine};
use crate::tree::{Cast, log_of};
use umbel_core::content::{Post, PostKind, Status};
use umbel_core::people::{Act, Role};
use umbel_core::tree::{MenuItem, Site};
use umbel_core::{Id, SiteScope, SiteWrite};

const ROOM: &str = "/manage/menus";
const TREE: &str = "/manage/menus/pages";

/// The lines of a menu as `label:level`.
fn lines(app: &TestApp, site: &Site, menu: &str) -> Vec<String> {
    own_lines(app, site, menu)
        .into_iter()
        .map(|(item, level)| format!("{}:{level}", item.label))
        .collect()
}

fn own_lines(app: &TestApp, site: &Site, menu: &str) -> Vec<(MenuItem, usize)> {
    app.store
        .read(|connection| MenuItem::lines(&mut SiteScope::new(site.id, connection), menu))
        .unwrap()
}

fn line(app: &TestApp, site: &Site, menu: &str, label: &str) -> String {
    own_lines(app, site, menu)
        .into_iter()
        .find(|(item, _)| item.label == label)
        .unwrap_or_else(|| panic!("there is no line {label}"))
        .0
        .id
        .to_string()
}

fn page(app: &TestApp, site: &Site, title: &str) -> Post {
    NewPost {
        kind: PostKind::Page,
        ..NewPost::titled(title)
    }
    .make(&app.store, site)
}

#[test]
fn a_menu_is_arranged_line_by_line_and_every_step_can_be_undone() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        let boston = &network.boston;
        page(&app, boston, "About");
        let mut editor = Browser::of(&app, &cast.editor);
        editor
            .get(BOSTON, ROOM)
            .expect_status(200)
            .contains("This menu arranges itself")
            .contains("About");
        editor
            .submit(BOSTON, ROOM, &[("do", "begin"), ("menu", "main")])
            .expect_status(200)
            .contains("Now you arrange this menu.");
        assert_eq!(
            lines(&app, boston, "main"),
            ["Events:0", "Blog:0", "Our channels:0", "About:0"]
        );
        let act = |editor: &mut Browser<'_>, deed: &str, label: &str| {
            let line = line(&app, boston, "main", label);
            editor
                .submit(BOSTON, ROOM, &[("do", deed), ("menu", "main"), ("line", &line)])
                .expect_status(200)
        };
        act(&mut editor, "up", "About").contains("The order is saved.");
        assert_eq!(
            lines(&app, boston, "main"),
            ["Events:0", "Blog:0", "About:0", "Our channels:0"]
        );
        act(&mut editor, "in", "About");
        assert_eq!(
            lines(&app, boston, "main"),
            ["Events:0", "Blog:0", "About:1", "Our channels:0"]
        );
        // A barred way says that the menu is not what it seemed.
        act(&mut editor, "in", "About").contains("Somebody changed this in the meantime.");
        act(&mut editor, "up", "Blog");
        assert_eq!(
            lines(&app, boston, "main"),
            ["Blog:0", "About:1", "Events:0", "Our channels:0"]
        );
        let front = app.get(BOSTON, "/").expect_status(200).text();
        let menu = front.split("class=\"menu-wide\"").nth(1).unwrap();
        assert!(menu.find("/blog").unwrap() < menu.find("/about").unwrap());
        assert!(menu.find("/about").unwrap() < menu.find("/events").unwrap());

        // What hung beneath a line that is removed moves up.
        act(&mut editor, "remove", "Blog").contains("The line is removed.");
        assert_eq!(lines(&app, boston, "main"), ["About:0", "Events:0", "Our channels:0"]);
        editor
            .submit(BOSTON, ROOM, &[("do", "undo"), ("menu", "main")])
            .contains("The last change is undone.");
        assert_eq!(
            lines(&app, boston, "main"),
            ["Blog:0", "About:1", "Events:0", "Our channels:0"]
        );
        editor.submit(BOSTON, ROOM, &[("do", "undo"), ("menu", "main")]);
        assert_eq!(lines(&app, boston, "main"), ["About:0", "Events:0", "Our channels:0"]);

        editor
            .submit(BOSTON, ROOM, &[("do", "automatic"), ("menu", "main")])
            .contains("It arranges itself again.");
        assert!(lines(&app, boston, "main").is_empty());
        app.get(BOSTON, "/").contains("/social");
        editor.submit(BOSTON, ROOM, &[("do", "undo"), ("menu", "main")]);
        assert_eq!(lines(&app, boston, "main"), ["About:0", "Events:0", "Our channels:0"]);
        assert!(
            log_of(&app, boston.id)
                .iter()
                .filter(|(act, ..)| *act == Act::MenuArranged)
                .count()
                >= 8
        );
        assert!(lines(&app, &network.madrid, "main").is_empty());
    });
}

#[test]
fn a_line_leads_to_pages_of_the_site_or_of_the_web_and_nowhere_else() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        let boston = &network.boston;
        page(&app, boston, "Legal notice");
        let mut editor = Browser::of(&app, &cast.editor);
        let mut add = |target: &str, url: &str, label: &str| {
            let fields = [
                ("do", "add"),
                ("menu", "footer"),
                ("target", target),
                ("url", url),
                ("label", label),
            ];
            editor.submit(BOSTON, ROOM, &fields).expect_status(200)
        };
        for wrong in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "//evil.example",
            "/\\evil.example",
            "vbscript:x",
            "",
            "not an address",
        ] {
            add("", wrong, "Wrong")
                .contains("Write an address like")
                .contains("value=\"Wrong\"");
        }
        add("", "/somewhere", "").contains("Say what the line is called.");
        add("javascript:alert(1)", "", "Wrong").contains("Write an address like");
        add("", "/somewhere", &"x".repeat(61)).contains("field-error");
        assert!(lines(&app, boston, "footer").is_empty());
        add("", "example.org/path", "Friends").contains("The line is added.");
        add("/legal-notice", "", "").contains("The line is added.");
        add("", "mailto:us@example.org", "<b>Mail</b>");
        assert_eq!(
            own_lines(&app, boston, "footer")
                .iter()
                .map(|(item, _)| item.url.as_str())
                .collect::<Vec<_>>(),
            ["https://example.org/path", "/legal-notice", "mailto:us@example.org"]
        );
        app.get(BOSTON, "/")
            .contains("href=\"https://example.org/path\"")
            .contains("Legal notice")
            .contains("&lt;b&gt;Mail")
            .lacks("<b>Mail");

        let friends = line(&app, boston, "footer", "Friends");
        let change = |editor: &mut Browser<'_>, url: &str| {
            let fields = [
                ("do", "change"),
                ("menu", "footer"),
                ("line", friends.as_str()),
                ("url", url),
                ("label", "Allies"),
            ];
            editor
                .submit(BOSTON, "/manage/menus?menu=footer", &fields)
                .expect_status(200)
        };
        let mut editor = Browser::of(&app, &cast.editor);
        change(&mut editor, "javascript:x")
            .contains("Write an address like")
            .contains("javascript:x");
        change(&mut editor, "https://allies.example").contains("The line is saved.");
        assert_eq!(own_lines(&app, boston, "footer")[0].0.label, "Allies");

        // A line of another site is as good as missing.
        let mut manager = Browser::of(&app, &cast.network_admin);
        let fields = [("do", "remove"), ("menu", "footer"), ("line", friends.as_str())];
        manager
            .submit(MADRID, ROOM, &fields)
            .expect_status(200)
            .contains("Alguien lo cambió mientras tanto.");
        assert_eq!(own_lines(&app, boston, "footer").len(), 3);
    });
}

#[test]
fn a_whole_order_is_taken_from_the_script_only_when_it_fits() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        let boston = &network.boston;
        let mut editor = Browser::of(&app, &cast.editor);
        editor.submit(BOSTON, ROOM, &[("do", "begin"), ("menu", "main")]);
        let token = editor.get(BOSTON, ROOM).form_token();
        let ids: Vec<Id> = own_lines(&app, boston, "main")
            .iter()
            .map(|(item, _)| item.id)
            .collect();
        let mut send = |order: &str| {
            let fields = [
                ("form_token", token.as_str()),
                ("do", "order"),
                ("answer", "json"),
                ("menu", "main"),
                ("order", order),
            ];
            editor.request(
                "POST",
                BOSTON,
                ROOM,
                &[("sec-fetch-site", "same-origin")],
                &encoded(&fields),
            )
        };
        let wanted = format!("{}:0,{}:1,{}:0", ids[2], ids[0], ids[1]);
        let answer = send(&wanted).expect_status(200);
        answer.contains("\"saved\":true").contains("The order is saved.");
        assert_eq!(lines(&app, boston, "main"), ["Our channels:0", "Events:1", "Blog:0"]);
        send(&wanted).expect_status(200);
        for stale in [
            format!("{}:0,{}:0", ids[2], ids[0]),
            format!("{}:0,{}:1,{}:0,7:0", ids[2], ids[0], ids[1]),
        ] {
            send(&stale).expect_status(409).contains("\"saved\":false");
        }
        for unsound in ["x", "1:1", &format!("{}:0,{}:2,{}:0", ids[2], ids[0], ids[1])] {
            assert_eq!(send(unsound).status, 400, "{unsound}");
        }
        assert_eq!(lines(&app, boston, "main"), ["Our channels:0", "Events:1", "Blog:0"]);
    });
}

#[test]
fn a_page_that_moves_takes_those_beneath_along_and_old_addresses_lead_there() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let cast = Cast::of(&app, &network);
        let boston = &network.boston;
        let about = page(&app, boston, "About");
        let history = page(&app, boston, "History");
        let people = page(&app, boston, "People");
        let draft = NewPost {
            kind: PostKind::Page,
            status: Status::Draft,
            ..NewPost::titled("Plans")
        }
        .make(&app.store, boston);
        let place = |page: Id, parent: Option<Id>, position: usize| {
            app.store.write(|write| {
                let now = write.now;
                let site = &mut SiteWrite::new(boston.id, write);
                aggregator::page_tree::move_page(site, page, parent, position, now)
            })
        };
        place(people.id, Some(history.id), 0).unwrap();
        app.get(BOSTON, "/history/people").expect_status(200);
        let mut editor = Browser::of(&app, &cast.editor);
        editor.submit(
            BOSTON,
            ROOM,
            &[("do", "add"), ("menu", "footer"), ("target", "/history/people")],
        );

        // With the buttons: history beneath about.
        let tree = editor.get(BOSTON, TREE).expect_status(200);
        tree.contains("Plans").contains("Draft");
        let step = |editor: &mut Browser<'_>, step: &str, page: &Post| {
            let id = page.id.to_string();
            editor
                .submit(BOSTON, TREE, &[("do", step), ("line", &id)])
                .expect_status(200)
        };
        step(&mut editor, "in", &history).contains("The order is saved.");
        app.get(BOSTON, "/about/history").expect_status(200).contains("History");
        app.get(BOSTON, "/about/history/people").expect_status(200);
        for (old, new) in [
            ("/history", "/about/history"),
            ("/history/people", "/about/history/people"),
            ("/people", "/about/history/people"),
        ] {
            let moved = app.get(BOSTON, old).expect_status(301);
            assert_eq!(moved.header("location").unwrap(), format!("https://{BOSTON}{new}"));
        }
        assert_eq!(own_lines(&app, boston, "footer")[0].0.url, "/about/history/people");
        // It does not come to stand beneath itself.
        assert!(place(about.id, Some(people.id), 0).is_err());
        assert!(place(about.id, Some(about.id), 0).is_err());
        assert!(place(about.id, Some(Id(1)), 0).is_err());

        editor
            .submit(BOSTON, TREE, &[("do", "undo")])
            .contains("The last change is undone.");
        app.get(BOSTON, "/history").expect_status(200);
        app.get(BOSTON, "/about/history").expect_status(301);
        app.get(BOSTON, "/history/people").expect_status(200);

        // What nobody saw leaves no trace, and an address in use is not taken away.
        place(draft.id, Some(about.id), 0).unwrap();
        app.get(BOSTON, "/plans").expect_status(404);
        let second = page(&app, boston, "Plans");
        place(draft.id, None, 0).unwrap();
        let found = app
            .store
            .read(|connection| Post::find(&mut SiteScope::new(boston.id, connection), draft.id))
            .unwrap()
            .unwrap();
        assert_eq!(found.path, "plans-2");
        app.get(BOSTON, &second.url()).expect_status(200);
        // Nor one of the site's own.
        let blog = page(&app, boston, "Blog");
        place(blog.id, Some(about.id), 0).unwrap();
        place(blog.id, None, 0).unwrap();
        app.get(BOSTON, "/blog-2").expect_status(200);

        let foreign = page(&app, &network.madrid, "Foreign");
        step(&mut editor, "up", &foreign).contains("Somebody changed this in the meantime.");
    });
}

#[test]
fn an_editor_that_stood_open_does_not_put_a_page_back() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let boston = &network.boston;
        let eva = Writer::at_boston(&app, &network, "Eva", Role::Editor);
        let (about, people) = (page(&app, boston, "About"), page(&app, boston, "People"));
        let url = format!("/manage/pages/{}", people.id);
        let open = eva.get(&url).expect_status(200);
        open.contains("name=\"parent_before\" value=\"\"");
        app.store
            .write(|write| {
                let now = write.now;
                let site = &mut SiteWrite::new(boston.id, write);
                aggregator::page_tree::move_page(site, people.id, Some(about.id), 0, now)
            })
            .unwrap();
        // The form as it was opened, with another title: the page stays where somebody put it meanwhile.
        let as_opened = [
            ("address", "people"),
            ("parent", ""),
            ("parent_before", ""),
            ("position", "0"),
            ("position_before", "0"),
            ("do", "save"),
        ];
        let mut fields = as_opened.to_vec();
        fields.push(("title", "Who we are"));
        let saved = eva.save(people.id, &fields);
        assert_eq!((saved.parent_id, saved.path.as_str()), (Some(about.id), "about/people"));
        assert_eq!(saved.title, "Who we are");
        // What is chosen in the form itself is done.
        let parent = about.id.to_string();
        fields.iter_mut().find(|(name, _)| *name == "parent_before").unwrap().1 = &parent;
        let saved = eva.save(people.id, &fields);
        assert_eq!((saved.parent_id, saved.path.as_str()), (None, "people"));
    });
}
