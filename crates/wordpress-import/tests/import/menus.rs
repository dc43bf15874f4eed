//! Menus.

use crate::support::{export, item, meta, notes, on_each_engine};

fn line(number: i64, menu: &str, title: &str, parent: i64, target: &[(&str, &str)]) -> String {
    let mut more = format!(
        "<category domain=\"nav_menu\" nicename=\"{menu}\">{menu}</category><wp:menu_order>{number}</wp:menu_order>{}",
        meta("_menu_item_menu_item_parent", &parent.to_string())
    );
    for (key, value) in target {
        more.push_str(&meta(&format!("_menu_item_{key}"), value));
    }
    item("nav_menu_item", number, &format!("m{number}"), "", &more)
        .replace(&format!("<title>m{number}</title>"), &format!("<title>{title}</title>"))
}

fn custom(number: i64, menu: &str, title: &str, parent: i64, url: &str) -> String {
    line(number, menu, title, parent, &[("type", "custom"), ("url", url)])
}

#[test]
fn menus_lead_to_where_things_are_now() {
    let page = |number: &'static str| vec![("type", "post_type"), ("object_id", number)];
    let file = export(
        &[
            "<wp:category><wp:term_id>4</wp:term_id><wp:category_nicename>work</wp:category_nicename>\
             <wp:cat_name>Work</wp:cat_name></wp:category>"
                .to_owned(),
            custom(20, "links", "Friends", 0, "https://friends.example/"),
            custom(10, "primary", "More", 0, "#"),
            line(11, "primary", "", 10, &page("2")),
            line(12, "primary", "Topic", 11, &[("type", "taxonomy"), ("object_id", "4")]),
            line(13, "primary", "Lost", 0, &page("99")),
            line(14, "primary", "Under the lost", 13, &page("2")),
            custom(15, "primary", "Bad", 0, "javascript:alert(1)"),
            custom(16, "primary", "Front", 0, "https://old.example/"),
            line(17, "primary", "Draft", 0, &page("3")),
            custom(30, "third", "x", 0, "https://x.example/"),
            item("page", 2, "about", "x", "").replace("<title>about", "<title>About us"),
            item("page", 3, "draft", "x", "").replace("publish", "draft"),
        ]
        .concat(),
    );
    on_each_engine(|fixture| {
        let report = fixture.import(&file);
        let menus = fixture.menus();
        let menu = |name: &str| &menus.iter().find(|(known, _)| known == name).unwrap().1;
        let main = menu("main");
        let labels: Vec<(&str, &str)> = main
            .iter()
            .map(|entry| (entry.label.as_str(), entry.url.as_str()))
            .collect();
        assert_eq!(labels, [("More", "#"), ("Under the lost", "/about"), ("Front", "/")]);
        let about = &main[0].children[0];
        assert_eq!((about.label.as_str(), about.url.as_str()), ("About us", "/about"));
        assert_eq!(about.children[0].url, "/blog/topics/work");
        assert_eq!(menu("footer")[0].url, "https://friends.example/");
        assert_eq!((menus.len(), report.menu_items), (2, 6));
        assert!(notes(&report, "Lost", "not taken"));
        assert!(notes(&report, "Draft", "not public"));
        assert!(notes(&report, "Bad", "cannot be used"));
        assert!(notes(&report, "menu “third”", "1 lines"));

        let again = fixture.import(&file);
        assert_eq!((again.menu_items, fixture.menus()), (0, menus));
    });
}

#[test]
fn deep_menus_stay_whole_and_rings_end() {
    let mut lines: String = (1..=8)
        .map(|number| custom(number, "main", &format!("L{number}"), number - 1, "https://x.example/"))
        .collect();
    lines.push_str(&custom(20, "main", "A", 21, "https://a.example/"));
    lines.push_str(&custom(21, "main", "B", 20, "https://b.example/"));
    let file = export(&lines);
    on_each_engine(|fixture| {
        let report = fixture.import(&file);
        assert_eq!(report.menu_items, 8);
        let menus = fixture.menus();
        let mut entries = &menus[0].1;
        for _ in 0..4 {
            assert_eq!(entries.len(), 1);
            entries = &entries[0].children;
        }
        assert_eq!(entries.len(), 4, "what is deeper stands beside the fifth");
        assert!(notes(&report, "menus", "2 lines not taken"));
    });
}
