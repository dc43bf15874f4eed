//! Sessions under attack: tossed cookies, codes that were seen, fixed tokens, addresses that lead astray.

use crate::support::gate::{
    Bearer, SIGN_IN_HOST, after, cookie_lines, cookie_of, form_token, id_cookie, is_signed_in, send_to, session,
    site_cookie, site_session, walked,
};
use crate::support::network::{BOSTON, MADRID, VIGO};
use crate::support::people::{PASSWORD, person};
use crate::support::{Browser, TestApp, TestDatabase, TestNetwork, on_each_engine};
use umbel_core::people::Session;
use umbel_core::token::Token;
use umbel_core::tree::{Host, HostName};
use umbel_web_kit::path::query_value;

fn planted(database: TestDatabase) -> (TestApp, TestNetwork) {
    let app = TestApp::start(database);
    let network = TestNetwork::plant(&app.store);
    (app, network)
}

#[test]
fn tossed_cookies_sign_nobody_in() {
    on_each_engine(|database| {
        let (app, network) = planted(database);
        let account = person(&app, "Ana", "ana@people.test");
        let parent = session(&app, &account);
        let on_site = site_session(&app, network.boston.id, BOSTON, &parent);
        for (host, name, token) in [(BOSTON, "__Host-s", &on_site), (SIGN_IN_HOST, "__Host-id", &parent)] {
            let value = token.as_str();
            let right = format!("{name}={value}");
            assert!(is_signed_in(&app, host, &[("cookie", &right)]), "the real one");
            assert!(is_signed_in(&app, host, &[("cookie", &format!("a=b;\t{right} ; c=d"))]));
            let bare = name.trim_start_matches('_');
            let other = Token::new();
            for tossed in [
                format!("%5F%5F{bare}={value}"),
                format!("%5f%5f{bare}={value}"),
                format!("_%5F{bare}={value}"),
                format!("\u{2000}{name}={value}"),
                format!("\u{a0}{name}={value}"),
                format!("\u{3000}{name}={value}"),
                format!("a=b; \u{2000}{name}={value}"),
                format!("{}={value}", name.to_lowercase()),
                format!("{}={value}", name.to_uppercase()),
                format!("{name} ={value}"),
                format!("{name}= {value}x"),
                format!("{name}=\"{value}\""),
                format!("{name}={value}%20"),
                format!("{name}={value}\u{2000}"),
                format!("{name}=%{:02X}{}", value.as_bytes()[0], &value[1..]),
                format!("${name}={value}"),
                format!("{name}[]={value}"),
                format!("={right}"),
                // Two of a name: one of them was tossed, and it cannot be told which.
                format!("{right}; {right}"),
                format!("{right}; {name}={}", other.as_str()),
                format!("{name}={}; {right}", other.as_str()),
                format!("{right}; {name}="),
            ] {
                assert!(!is_signed_in(&app, host, &[("cookie", &tossed)]), "{host}: {tossed}");
            }
            // In two lines of the head.
            assert!(!is_signed_in(&app, host, &[("cookie", &right), ("cookie", &right)]));
            // What a sibling tosses with another spelling neither signs in nor out.
            let beside = format!("%5F%5F{bare}={}; {right}", other.as_str());
            assert!(is_signed_in(&app, host, &[("cookie", &beside)]));
        }
        // The cookie of one host is worth nothing on another, nor under another name.
        assert!(!is_signed_in(&app, MADRID, &[("cookie", &site_cookie(&on_site))]));
        assert!(!is_signed_in(&app, BOSTON, &[("cookie", &site_cookie(&parent))]));
        assert!(!is_signed_in(&app, BOSTON, &[("cookie", &id_cookie(&parent))]));
        assert!(!is_signed_in(&app, SIGN_IN_HOST, &[("cookie", &id_cookie(&on_site))]));
    });
}

#[test]
fn a_code_works_once_for_a_minute_in_one_browser_at_one_site() {
    on_each_engine(|database| {
        let (app, _) = planted(database);
        let account = person(&app, "Ana", "ana@people.test");
        let mut browser = Browser::of(&app, &account);
        let back = walked(&mut browser, BOSTON, "/manage");
        let held = browser.cookies[BOSTON]["__Host-tx"].clone();
        let refused = |app: &TestApp, host: &str, back: &str, cookie: &str| {
            let answer = app.send("GET", host, back, &[("cookie", cookie)], "");
            assert_ne!(answer.status, 303, "{host} takes {back} with {cookie}");
            assert!(cookie_lines(&answer).is_empty(), "{:?}", answer.headers);
        };
        let rightful = format!("__Host-tx={held}");
        // Another browser: without anything, with something of its own, with what was tossed.
        refused(&app, BOSTON, &back, "");
        refused(&app, BOSTON, &back, &format!("__Host-tx={}", Token::new().as_str()));
        refused(&app, BOSTON, &back, &format!("%5F%5FHost-tx={held}"));
        refused(&app, BOSTON, &back, &format!("{rightful}; {rightful}"));
        // Another host, of a sibling and of a foreign network.
        refused(&app, MADRID, &back, &rightful);
        refused(&app, VIGO, &back, &rightful);
        // Nonsense.
        refused(&app, BOSTON, "/sign-in/return", &rightful);
        refused(&app, BOSTON, "/sign-in/return?code=", &rightful);
        refused(&app, BOSTON, &format!("/sign-in/return?code={held}"), &rightful);
        refused(&app, BOSTON, &format!("{back}A"), &rightful);
        // None of that used it up; 59 seconds are in time.
        app.wait_seconds(59);
        let answer = app.send("GET", BOSTON, &back, &[("cookie", &rightful)], "");
        assert_eq!(after(&answer, BOSTON), "/manage");
        let cookie = format!("__Host-s={}", cookie_of(&answer, "__Host-s").unwrap());
        assert!(is_signed_in(&app, BOSTON, &[("cookie", &cookie)]));
        // Once means once, for everybody, and the first session stays as it is.
        refused(&app, BOSTON, &back, &rightful);
        refused(&app, BOSTON, &back, &format!("{rightful}; {cookie}"));
        assert!(is_signed_in(&app, BOSTON, &[("cookie", &cookie)]));
        // Late: a minute is over after sixty seconds.
        let back = walked(&mut browser, BOSTON, "/manage");
        let held = format!("__Host-tx={}", browser.cookies[BOSTON]["__Host-tx"]);
        app.wait_seconds(61);
        refused(&app, BOSTON, &back, &held);
        // A code dies with the session it was made from.
        let back = walked(&mut browser, BOSTON, "/manage");
        app.store
            .write(|write| Session::end_all(write, account.id, None))
            .unwrap();
        refused(&app, BOSTON, &back, &held);
    });
}

#[test]
fn two_who_send_one_code_at_once_get_one_session() {
    on_each_engine(|database| {
        let (app, _) = planted(database);
        let account = person(&app, "Ana", "ana@people.test");
        let mut browser = Browser::of(&app, &account);
        let back = walked(&mut browser, BOSTON, "/");
        let held = format!("__Host-tx={}", browser.cookies[BOSTON]["__Host-tx"]);
        let address = app.address;
        let sessions: usize = std::thread::scope(|scope| {
            let all: Vec<_> = (0..20)
                .map(|_| {
                    scope.spawn(|| {
                        let answer = send_to(address, "GET", BOSTON, &back, &[("cookie", &held)], "");
                        usize::from(cookie_of(&answer, "__Host-s").is_some())
                    })
                })
                .collect();
            all.into_iter().map(|one| one.join().unwrap()).sum()
        });
        assert_eq!(sessions, 1);
    });
}

#[test]
fn a_session_belongs_to_the_host_it_was_made_for() {
    on_each_engine(|database| {
        let (app, network) = planted(database);
        let account = person(&app, "Ana", "ana@people.test");
        let parent = session(&app, &account);
        let here = site_session(&app, network.boston.id, BOSTON, &parent);
        let elsewhere = site_session(&app, network.boston.id, "boston.test", &parent);
        assert!(is_signed_in(&app, BOSTON, &[("cookie", &site_cookie(&here))]));
        assert!(!is_signed_in(&app, BOSTON, &[("cookie", &site_cookie(&elsewhere))]));
        // The site moves to another host: what was given out on the old one does not move along.
        let host = HostName::parse("boston.test").unwrap();
        app.store
            .write(|write| {
                Host::add(write, network.boston.id, &host, false)?;
                Host::make_canonical(write, network.boston.id, &host)
            })
            .unwrap();
        assert!(!is_signed_in(&app, "boston.test", &[("cookie", &site_cookie(&here))]));
        let old = app.send("GET", BOSTON, "/manage", &[("cookie", &site_cookie(&here))], "");
        assert_eq!(
            (old.status, old.header("location")),
            (301, Some("https://boston.test/manage"))
        );
    });
}

#[test]
fn a_code_for_a_strangers_challenge_signs_nobody_in() {
    on_each_engine(|database| {
        let (app, network) = planted(database);
        let victim = person(&app, "Ana", "ana@people.test");
        let attacker = person(&app, "Eva", "eva@people.test");
        // The attacker has somebody open the sign-in host with the attacker's own challenge.
        let mut browser = Browser::of(&app, &victim);
        let tx = Token::new();
        let lure = format!("/authorize?site={}&c={}&to=%2Fmanage", network.boston.id, tx.hash());
        let coded = browser.request("GET", SIGN_IN_HOST, &lure, &[], "");
        let landed = browser.request("GET", BOSTON, &after(&coded, BOSTON), &[], "");
        assert!(cookie_lines(&landed).is_empty());
        assert!(!browser.cookies.contains_key(BOSTON));
        // The other way round: the attacker's own code in the victim's browser, to have them work in a foreign account.
        let mut evil = Browser::of(&app, &attacker);
        let back = walked(&mut evil, BOSTON, "/manage");
        walked(&mut browser, BOSTON, "/manage");
        let landed = browser.request("GET", BOSTON, &back, &[], "");
        assert!(cookie_of(&landed, "__Host-s").is_none());
        // Without a challenge, for a site that is not there, or with nonsense there is no code at all.
        for query in [
            format!("site={}", network.boston.id),
            format!("site={}&c=", network.boston.id),
            format!("site={}&c=short", network.boston.id),
            format!("site=1&c={}", tx.hash()),
            format!("site=https://evil.test&c={}", tx.hash()),
            format!("c={}", tx.hash()),
        ] {
            let answer = browser.request("GET", SIGN_IN_HOST, &format!("/authorize?{query}"), &[], "");
            assert_eq!(after(&answer, SIGN_IN_HOST), "/account", "{query}");
        }
    });
}

#[test]
fn signing_in_always_makes_a_new_token() {
    on_each_engine(|database| {
        let (app, _) = planted(database);
        person(&app, "Ana", "ana@people.test");
        let other = person(&app, "Eva", "eva@people.test");
        let mut browser = Browser::new(&app);
        // Whatever an attacker managed to put there beforehand: unknown tokens, or one of the attacker's own sessions.
        let planted = Token::new();
        let attackers = session(&app, &other);
        browser.keep(BOSTON, "__Host-s", planted.as_str());
        browser.keep(SIGN_IN_HOST, "__Host-id", planted.as_str());
        browser.get(BOSTON, "/manage").expect_at(SIGN_IN_HOST, "/sign-in");
        let form = browser.cookies[SIGN_IN_HOST]["__Host-f"].clone();
        browser
            .sign_in("ana@people.test", PASSWORD)
            .expect_at(SIGN_IN_HOST, "/account")
            .contains("Ana");
        let id = browser.cookies[SIGN_IN_HOST]["__Host-id"].clone();
        assert_ne!(id, planted.as_str());
        assert_ne!(id, form);
        assert!(
            !browser.cookies[SIGN_IN_HOST].contains_key("__Host-f"),
            "it has done its work"
        );
        browser
            .get(BOSTON, "/manage")
            .expect_at(BOSTON, "/manage")
            .expect_status(200);
        let on_site = browser.cookies[BOSTON]["__Host-s"].clone();
        assert_ne!(on_site, planted.as_str());
        assert_ne!(on_site, id);
        assert!(
            !browser.cookies[BOSTON].contains_key("__Host-tx"),
            "it has done its work"
        );
        for host in [BOSTON, SIGN_IN_HOST] {
            let name = if host == BOSTON { "__Host-s" } else { "__Host-id" };
            assert!(!is_signed_in(
                &app,
                host,
                &[("cookie", &format!("{name}={}", planted.as_str()))]
            ));
        }
        // Signing in over somebody else's session: a new one again, and theirs is theirs.
        let bearer = Bearer {
            cookie: id_cookie(&attackers),
            form_token: form_token(&attackers),
        };
        assert!(is_signed_in(&app, SIGN_IN_HOST, &[("cookie", &bearer.cookie)]));
        let fields = format!("email=ana%40people.test&password={}", query_value(PASSWORD));
        let answer = bearer.post(&app, SIGN_IN_HOST, "/sign-in", &fields);
        let fresh = cookie_of(&answer, "__Host-id").unwrap();
        assert_ne!(attackers.as_str(), fresh);
    });
}

#[test]
fn nobody_is_led_astray() {
    on_each_engine(|database| {
        let (app, network) = planted(database);
        let account = person(&app, "Ana", "ana@people.test");
        let evil = [
            "//evil.test",
            "///evil.test",
            "/\\evil.test",
            "\\\\evil.test",
            "\\/evil.test",
            "https://evil.test",
            "https:evil.test",
            "http:/evil.test",
            "javascript:alert(1)",
            "data:text/html,x",
            "evil.test",
            "@evil.test",
            ".evil.test",
            "\t//evil.test",
            "/\t/evil.test",
            "/\r\nLocation: https://evil.test",
            "/%0d%0aLocation:%20https://evil.test\u{e9}",
            " //evil.test",
            "",
        ];
        for to in evil {
            let mut browser = Browser::of(&app, &account);
            let typed = query_value(to);
            // By way of a site.
            let back = walked(&mut browser, BOSTON, to);
            let landed = browser.request("GET", BOSTON, &back, &[], "");
            assert_eq!(after(&landed, BOSTON), "/", "{to:?}");
            // On the sign-in host, by names it reads and by others it does not.
            for name in ["to", "rt", "next", "return_to", "url"] {
                let answer = browser.request("GET", SIGN_IN_HOST, &format!("/sign-in?{name}={typed}"), &[], "");
                assert_eq!(after(&answer, SIGN_IN_HOST), "/account", "{name}={to:?}");
            }
            // Straight into the hand-off.
            let tx = Token::new();
            let lure = format!("/authorize?site={}&c={}&to={typed}", network.boston.id, tx.hash());
            let coded = browser.request("GET", SIGN_IN_HOST, &lure, &[], "");
            browser.keep(BOSTON, "__Host-tx", tx.as_str());
            let landed = browser.request("GET", BOSTON, &after(&coded, BOSTON), &[], "");
            assert_eq!(after(&landed, BOSTON), "/", "{to:?}");
            // In the form itself.
            let stranger = Bearer::stranger_at_sign_in();
            let shown = stranger.get(&app, SIGN_IN_HOST, &format!("/sign-in?to={typed}"));
            shown.expect_status(200).lacks("evil.test");
        }
        // The form that was sent decides nothing else either.
        let stranger = Bearer::stranger_at_sign_in();
        let fields = format!(
            "email=ana%40people.test&password={}&to=%2F%2Fevil.test&site=evil.test&c=x",
            query_value(PASSWORD)
        );
        let answer = stranger.post(&app, SIGN_IN_HOST, "/sign-in", &fields);
        assert_eq!(after(&answer, SIGN_IN_HOST), "/account");
        // What is sound is kept, whole.
        let mut browser = Browser::of(&app, &account);
        let back = walked(&mut browser, BOSTON, "/manage?tab=a%2Fb&x=1");
        let landed = browser.request("GET", BOSTON, &back, &[], "");
        assert_eq!(after(&landed, BOSTON), "/manage?tab=a%2Fb&x=1");
    });
}
