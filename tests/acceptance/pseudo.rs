//! A language whose every word carries accents, to find sentences that were never put into words.

use crate::support::gate::{Bearer, SIGN_IN_HOST, filled, places, umbrella};
use crate::support::html::{forms, links, readable};
use crate::support::network::{BOSTON, COSECHA, UMBRELLA};
use crate::support::people::{Letter, grant, letters, person};
use crate::support::tongues::{Installation, english, installed, pseudo};
use crate::support::{Response, TestApp};
use fluent_syntax::parser;
use std::collections::{BTreeMap, BTreeSet};
use umbel_core::email::EmailAddress;
use umbel_core::people::{Account, Invitation, JoinRequest, OneTimeLink, Purpose, Role, standing};
use umbel_core::tree::Site;
use umbel_core::{SiteWrite, Write};
use umbel_server::features::{FEATURES, SIGN_IN};
use umbel_web_kit::Route;
use umbel_web_kit::themes::ThemeFiles;

/// English with accents on every letter.
const PSEUDO: &str = "en-XA";

#[test]
fn pseudo_words_are_all_accented_and_keep_what_is_filled_in() {
    let words = "a = Hello, { $name }\nb = { $count ->\n    [one] One post\n   *[other] { $count } posts\n}\n";
    let made = pseudo(words);
    for part in ["⟦Ĥéłłó, { $name }⟧", "[one] ⟦Óñé ƥóšť⟧", "{ $count } ƥóšťš⟧"] {
        assert!(made.contains(part), "{made}");
    }
    // Everything English says can be read back.
    let resource = parser::parse(pseudo(&english())).expect("the words of the pseudo language");
    let plain = parser::parse(english()).unwrap();
    assert_eq!(resource.body.len(), plain.body.len());
}

/// What of a text is neither pseudo nor content: nothing, it is hoped.
fn unmarked(text: &str) -> String {
    let mut depth = 0_usize;
    let mut rest = String::new();
    for letter in text.chars() {
        match letter {
            '⟦' | '⟪' => depth += 1,
            '⟧' | '⟫' => depth = depth.saturating_sub(1),
            other if depth == 0 => rest.push(other),
            _ => {}
        }
    }
    if is_zone(&rest) || is_secret(&rest) || is_place(&rest) {
        return String::new();
    }
    let words: Vec<&str> = rest
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphabetic))
        .filter(|word| !is_nobodys_word(word))
        .collect();
    words.join(" ")
}

/// Addresses, and what is called the same everywhere.
fn is_nobodys_word(word: &str) -> bool {
    const NAMES: [&str; 7] = ["Atom", "JSON", "RSS", "YouTube", "TXT", "Firefox", "Linux"];
    let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    // An address, whole or as a path of the site, is the same in every language.
    bare.contains(".test") || word.starts_with('/') || NAMES.contains(&bare)
}

/// The name of a time zone, by its town.
fn is_zone(text: &str) -> bool {
    let name = text.trim().replace(' ', "_");
    umbel_core::time::zone_or_utc(&name).name() == name
}

/// A town that was found: the gazetteer has its own words.
fn is_place(text: &str) -> bool {
    let town = text.split(',').next().unwrap_or_default();
    text.contains(',')
        && umbel_gazetteer::search(town, 10)
            .iter()
            .any(|place| place.label(PSEUDO) == text)
}

/// What an app that shows codes is given: groups of four letters and digits.
fn is_secret(text: &str) -> bool {
    text.split_whitespace().count() > 3
        && text.split_whitespace().all(|group| {
            group.len() == 4
                && group
                    .bytes()
                    .all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'2'..=b'7'))
        })
}

/// Texts that nobody put into words, with where they were found.
#[derive(Default)]
struct Offenders {
    pages: usize,
    found: BTreeMap<String, String>,
}

impl Offenders {
    fn look(&mut self, address: &str, answer: &Response) {
        if !answer
            .header("content-type")
            .is_some_and(|mime| mime.starts_with("text/html"))
        {
            return;
        }
        self.pages += 1;
        for text in readable(&answer.text()) {
            let left = unmarked(&text);
            if !left.is_empty() {
                self.found.entry(left).or_insert_with(|| address.to_owned());
            }
        }
    }

    #[track_caller]
    fn are_none(&self) {
        println!("{} pages read, {} texts in no language", self.pages, self.found.len());
        let list: Vec<String> = self
            .found
            .iter()
            .map(|(text, address)| format!("“{text}” at {address}; {}", where_it_may_be(text)))
            .collect();
        assert!(list.is_empty(), "\n{}", list.join("\n"));
    }
}

/// The templates in which a text stands as it is.
fn where_it_may_be(text: &str) -> String {
    let files = ThemeFiles::built_in();
    let of_themes = files
        .names()
        .into_iter()
        .flat_map(|theme| files.templates(&theme))
        .collect::<Vec<_>>();
    let of_features = FEATURES.iter().chain(SIGN_IN).flat_map(|feature| (feature.templates)());
    let all: Vec<String> = of_themes
        .into_iter()
        .chain(of_features)
        .filter(|(_, template)| template.contains(text))
        .map(|(path, _)| path)
        .collect();
    if all.is_empty() {
        "in no template, so it comes from a view".into()
    } else {
        format!("perhaps from {}", all.join(", "))
    }
}

/// What path parameters of the filled sites are called.
const WORDS: [&str; 6] = ["one", "bread", "supper", "keys", "about", "nothing-there"];

fn paths(route: &str) -> Vec<String> {
    if route.contains('{') {
        let mut all: Vec<String> = WORDS.iter().map(|word| filled(route, word)).collect();
        all.push(filled(route, "2026-11-23").replacen("2026-11-23", "supper", 1));
        all
    } else {
        vec![route.to_owned()]
    }
}

#[test]
fn every_sentence_on_every_page_is_in_the_language_of_the_page() {
    let Installation {
        app,
        network,
        folder: _folder,
    } = installed(PSEUDO, &pseudo(&english()));
    let mut offenders = Offenders::default();
    let admin = person(&app, "⟪Ana⟫", "ana@people.test");
    grant(&app, &umbrella(&app), &admin, Role::UmbrellaAdmin);
    let reader = person(&app, "⟪Eva⟫", "eva@people.test");
    for (number, site) in [&network.boston, &network.cosecha].into_iter().enumerate() {
        let waits = |write: &mut Write<'_>| JoinRequest::make(&mut SiteWrite::new(site.id, write), &reader, "⟪Please⟫");
        app.store.write(waits).unwrap();
        let member = person(&app, "⟪Uli⟫", &format!("uli{number}@people.test"));
        grant(&app, site, &member, Role::Member);
    }
    // Links that are mailed lead to pages, too.
    let routes: Vec<&Route> = app.world.sign_in_routes().map(|(_, route)| route).collect();
    let stranger = Bearer::stranger_at_sign_in();
    stranger.post(&app, SIGN_IN_HOST, "/sign-up", "email=new%40people.test");
    stranger.post(&app, SIGN_IN_HOST, "/forgot", "email=eva%40people.test");
    let mut mailed: Vec<String> = letters(&app).iter().map(Letter::link).collect();
    mailed.push(format!(
        "https://{SIGN_IN_HOST}/invitation?token={}",
        invited(&app, &network.boston, &admin)
    ));
    mailed.push(format!("https://{SIGN_IN_HOST}/set-up?token={}", set_up(&app)));
    assert_eq!(mailed.len(), 4);
    for bearer in [&stranger, &Bearer::at_sign_in(&app, &reader)] {
        for link in &mailed {
            let path = link.strip_prefix("https://id.umbrella.test").unwrap();
            let headers = [("accept-language", PSEUDO), ("cookie", bearer.cookie.as_str())];
            let answer = app.send("GET", SIGN_IN_HOST, path, &headers, "");
            offenders.look(path.split('?').next().unwrap(), &answer);
        }
    }
    for bearer in [
        stranger,
        Bearer::at_sign_in(&app, &admin),
        Bearer::at_sign_in(&app, &reader),
    ] {
        look_around(&app, SIGN_IN_HOST, &routes, &bearer, &mut offenders);
    }
    let here = [BOSTON, COSECHA, UMBRELLA];
    for place in places(&app, &network)
        .into_iter()
        .filter(|place| here.contains(&place.host))
    {
        let routes: Vec<&Route> = app.world.routes().map(|(_, route)| route).collect();
        let routes: Vec<&Route> = routes
            .into_iter()
            .filter(|route| route.kinds.contains(&place.kind))
            .collect();
        for bearer in [
            Bearer::default(),
            Bearer::at(&app, &place, &admin),
            Bearer::at(&app, &place, &reader),
        ] {
            look_around(&app, place.host, &routes, &bearer, &mut offenders);
        }
    }
    assert!(offenders.pages > 100, "only {} pages", offenders.pages);
    offenders.are_none();
}

fn invited(app: &TestApp, site: &Site, admin: &Account) -> String {
    app.store
        .write(|write| {
            let scope = &mut SiteWrite::new(site.id, write);
            let by = standing(scope.connection(), admin.clone(), site.id)?;
            let email = EmailAddress::parse("invited@people.test")?;
            Ok(Invitation::make(scope, &by, &email, Role::Editor)?
                .1
                .as_str()
                .to_owned())
        })
        .unwrap()
}

fn set_up(app: &TestApp) -> String {
    let link = |write: &mut Write<'_>| OneTimeLink::make(write, Purpose::SetUp, None, "", 3_600);
    app.store.write(link).unwrap().as_str().to_owned()
}

/// Every page of a host that is there or that a page leads to, and every form on them: empty, and filled with nonsense.
fn look_around(app: &TestApp, host: &str, routes: &[&'static Route], bearer: &Bearer, offenders: &mut Offenders) {
    let speaking = [("accept-language", PSEUDO), ("cookie", bearer.cookie.as_str())];
    let mut waiting: Vec<String> = routes.iter().flat_map(|route| paths(route.path)).collect();
    let further = [
        "/search?q=one",
        "/search?q=nothing",
        "/manage?done=feature-on",
        "/news?kind=event",
        "/%ff",
    ];
    waiting.extend(further.map(str::to_owned));
    let mut seen = BTreeSet::new();
    while let Some(path) = waiting.pop() {
        if path.contains("sign-out") || seen.len() > 400 || !seen.insert(path.clone()) {
            continue;
        }
        let answer = app.send("GET", host, &path, &speaking, "");
        offenders.look(&format!("{host}{path}"), &answer);
        let is_html = answer
            .header("content-type")
            .is_some_and(|mime| mime.starts_with("text/html"));
        if answer.status != 200 || !is_html {
            continue;
        }
        let text = answer.text();
        let is_near =
            |link: &String| link.starts_with('/') && !link.starts_with("/calendar") && !link.contains("month=");
        waiting.extend(links(&text).into_iter().filter(is_near));
        for form in forms(&text).into_iter().filter(|form| form.is_post) {
            let action = if form.action.starts_with('/') {
                &form.action
            } else {
                &path
            };
            if action.contains("sign-out") || action.contains("leaving") || action.ends_with("/account/sessions") {
                continue;
            }
            let nonsense: Vec<String> = form
                .fields
                .iter()
                .map(|(name, _)| format!("{name}=%E2%9F%AAx%E2%9F%AB"))
                .collect();
            for fields in ["", nonsense.join("&").as_str()] {
                let headers = [("accept-language", PSEUDO), ("sec-fetch-site", "same-origin")];
                let answer = bearer.post_with(app, host, action, &headers, &bearer.with_token(fields));
                offenders.look(&format!("POST {host}{action}"), &answer);
            }
        }
    }
}

#[test]
fn templates_hold_no_words_of_their_own() {
    let files = ThemeFiles::built_in();
    let of_themes = files
        .names()
        .into_iter()
        .flat_map(|theme| files.templates(&theme))
        .collect::<Vec<_>>();
    let of_features = FEATURES.iter().chain(SIGN_IN).flat_map(|feature| (feature.templates)());
    let mut found = Vec::new();
    let mut read = 0;
    for (path, template) in of_themes.into_iter().chain(of_features) {
        read += 1;
        for text in readable(&without_tags(&template)) {
            let left = unmarked(&text);
            if !left.is_empty() {
                found.push(format!("{path}: “{left}”"));
            }
        }
    }
    assert!(read > 50, "{read}");
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    let with_words = "{% if a %}<p title=\"{{ t(key=\"x\") }}\">{{ name }}</p>{% endif %}{# a note #}<p>Hello</p>";
    assert_eq!(readable(&without_tags(with_words)), ["Hello"]);
}

/// A template without what the engine reads.
fn without_tags(template: &str) -> String {
    let mut left = String::new();
    let mut rest = template;
    while let Some(start) = ["{{", "{%", "{#"].iter().filter_map(|open| rest.find(open)).min() {
        let (before, tag) = rest.split_at(start);
        left.push_str(before);
        let end = match &tag[..2] {
            "{{" => "}}",
            "{%" => "%}",
            _ => "#}",
        };
        rest = tag.split_once(end).map_or("", |(_, after)| after);
        // The name of a class stands within an attribute of another template.
        if tag.starts_with("{% block body_class %}") {
            rest = rest
                .split_once("{% endblock body_class %}")
                .map_or("", |(_, after)| after);
        }
        left.push(' ');
    }
    left + rest
}
