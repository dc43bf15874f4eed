//! How sessions end: on all hosts at once, by being left alone, by age. And what is left of them: nothing that opens.

use crate::support::gate::{
    Bearer, SIGN_IN_HOST, after, cookie_lines, form_token, id_cookie, is_signed_in, places, session, site_cookie,
    site_session, walked,
};
use crate::support::network::{BOSTON, MADRID, VIGO};
use crate::support::people::{PASSWORD, grant, letters, person};
use crate::support::{Browser, Response, TestApp, TestDatabase, TestNetwork, on_each_engine, rows};
use umbel_core::SiteWrite;
use umbel_core::database::DatabaseAddress;
use umbel_core::email::EmailAddress;
use umbel_core::people::{Account, Invitation, Membership, Role, standing};
use umbel_core::token::Token;
use umbel_core::tree::{HostName, NewSite, Site, SiteKind};
use umbel_web_kit::path::query_value;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

fn planted(database: TestDatabase) -> (TestApp, TestNetwork) {
    let app = TestApp::start(database);
    let network = TestNetwork::plant(&app.store);
    (app, network)
}

#[test]
fn signing_out_anywhere_signs_out_everywhere_in_this_browser_alone() {
    on_each_engine(|database| {
        let (app, _) = planted(database);
        let account = person(&app, "Ana", "ana@people.test");
        for from in [BOSTON, SIGN_IN_HOST] {
            let mut browser = Browser::of(&app, &account);
            let mut other = Browser::of(&app, &account);
            for host in [BOSTON, MADRID, VIGO] {
                browser
                    .get(host, "/manage")
                    .expect_at(host, "/manage")
                    .expect_status(200);
                other.get(host, "/manage").expect_at(host, "/manage").expect_status(200);
            }
            let before = browser.cookies.clone();
            let page = if from == BOSTON { "/manage" } else { "/account" };
            browser.submit_from(from, page, "/sign-out", &[]).expect_status(200);
            for (host, jar) in &before {
                let pairs: Vec<String> = jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
                assert!(
                    !is_signed_in(&app, host, &[("cookie", &pairs.join("; "))]),
                    "{from}: {host}"
                );
            }
            for host in [BOSTON, MADRID, VIGO] {
                other.get(host, "/manage").expect_at(host, "/manage").expect_status(200);
            }
        }
    });
}

#[test]
fn revoking_the_parent_session_counts_on_a_hundred_hosts_with_the_next_request() {
    on_each_engine(|database| {
        let (app, network) = planted(database);
        let account = person(&app, "Ana", "ana@people.test");
        let parent = session(&app, &account);
        let kept = session(&app, &account);
        let hosts: Vec<(String, Token, Token)> = (0..100)
            .map(|number| {
                let host = format!("site{number}.cosecha.umbrella.test");
                let site = site_at(&app, &network, &host);
                let revoked = site_session(&app, site.id, &host, &parent);
                let stays = site_session(&app, site.id, &host, &kept);
                (host, revoked, stays)
            })
            .collect();
        for (host, revoked, _) in &hosts {
            assert!(is_signed_in(&app, host, &[("cookie", &site_cookie(revoked))]), "{host}");
        }
        let on_id = Bearer {
            cookie: id_cookie(&parent),
            form_token: form_token(&parent),
        };
        on_id.post(&app, SIGN_IN_HOST, "/sign-out", "").expect_status(303);
        for (host, revoked, stays) in &hosts {
            assert!(
                !is_signed_in(&app, host, &[("cookie", &site_cookie(revoked))]),
                "{host}"
            );
            assert!(
                is_signed_in(&app, host, &[("cookie", &site_cookie(stays))]),
                "{host}: another browser"
            );
        }
    });
}

fn site_at(app: &TestApp, network: &TestNetwork, host: &str) -> Site {
    let new = NewSite {
        kind: SiteKind::Site,
        parent: Some(network.cosecha.id),
        host: HostName::parse(host).unwrap(),
        name: host.into(),
        locale: "en".into(),
        time_zone: "UTC".into(),
        theme: "commons".into(),
    };
    app.store.write(|write| Site::create(write, new)).unwrap()
}

/// Uses a session every `step` seconds until it is over, and returns after how many seconds it was found over.
fn lasts(app: &TestApp, host: &str, cookie: &str, step: i64, most: i64) -> i64 {
    let mut passed = 0;
    while passed < most && is_signed_in(app, host, &[("cookie", cookie)]) {
        app.wait_seconds(step);
        passed += step;
    }
    passed
}

/// A fresh session of somebody on a host: the line of its cookie.
fn fresh(app: &TestApp, network: &TestNetwork, host: &str, account: &Account) -> String {
    if host == SIGN_IN_HOST {
        Bearer::at_sign_in(app, account).cookie
    } else {
        Bearer::at(app, &places(app, network)[0], account).cookie
    }
}

#[test]
fn sessions_end_when_they_are_left_alone_and_when_they_are_old() {
    on_each_engine(|database| {
        let (app, network) = planted(database);
        let member = person(&app, "Ana", "ana@people.test");
        grant(&app, &network.boston, &member, Role::Editor);
        let keeper = person(&app, "Eva", "eva@people.test");
        grant(&app, &network.boston, &keeper, Role::Manager);
        for (who, account, host, idle, longest, step) in [
            ("member", &member, BOSTON, 12 * HOUR, 7 * DAY, 6 * HOUR),
            ("member", &member, SIGN_IN_HOST, 7 * DAY, 30 * DAY, 6 * DAY),
            ("manager", &keeper, BOSTON, HOUR, 7 * DAY, HOUR / 2),
            ("manager", &keeper, SIGN_IN_HOST, 12 * HOUR, 7 * DAY, 6 * HOUR),
        ] {
            // Left alone: alive a second before its time, over when it has come.
            let cookie = fresh(&app, &network, host, account);
            app.wait_seconds(idle - 1);
            assert!(is_signed_in(&app, host, &[("cookie", &cookie)]), "{who} on {host}");
            app.wait_seconds(idle - 1);
            assert!(
                is_signed_in(&app, host, &[("cookie", &cookie)]),
                "{who} on {host}: using it counts"
            );
            app.wait_seconds(idle);
            assert!(!is_signed_in(&app, host, &[("cookie", &cookie)]), "{who} on {host}");
            // Used all the time: over when it is old.
            let cookie = fresh(&app, &network, host, account);
            assert_eq!(
                lasts(&app, host, &cookie, step, 2 * longest),
                longest,
                "{who} on {host}"
            );
        }
    });
}

#[test]
fn a_session_on_a_site_ends_with_the_one_it_hangs_on() {
    on_each_engine(|database| {
        let (app, network) = planted(database);
        let member = person(&app, "Ana", "ana@people.test");
        let parent = session(&app, &member);
        // The parent is as old as it may get; a young session on a site ends with it.
        for _ in 0..29 {
            app.wait_seconds(DAY);
            assert!(is_signed_in(&app, SIGN_IN_HOST, &[("cookie", &id_cookie(&parent))]));
        }
        let young = site_session(&app, network.boston.id, BOSTON, &parent);
        assert!(is_signed_in(&app, BOSTON, &[("cookie", &site_cookie(&young))]));
        app.wait_seconds(11 * HOUR);
        assert!(is_signed_in(&app, BOSTON, &[("cookie", &site_cookie(&young))]));
        app.wait_seconds(11 * HOUR);
        assert!(is_signed_in(&app, BOSTON, &[("cookie", &site_cookie(&young))]));
        app.wait_seconds(2 * HOUR);
        assert!(!is_signed_in(&app, BOSTON, &[("cookie", &site_cookie(&young))]));
        // Who comes to look after something is held to the shorter time at once.
        let parent = session(&app, &member);
        let here = site_session(&app, network.boston.id, BOSTON, &parent);
        app.wait_seconds(2 * HOUR);
        grant(&app, &network.boston, &member, Role::Manager);
        assert!(!is_signed_in(&app, BOSTON, &[("cookie", &site_cookie(&here))]));
    });
}

#[test]
fn cookies_are_for_one_host_alone_and_out_of_reach_of_scripts() {
    on_each_engine(|database| {
        let (app, _) = planted(database);
        let account = person(&app, "Ana", "ana@people.test");
        let exact = |answer: &Response, name: &str, seconds: i64| {
            let lines: Vec<String> = cookie_lines(answer)
                .into_iter()
                .filter(|line| line.starts_with(&format!("{name}=")))
                .collect();
            let [line] = lines.as_slice() else {
                panic!("{name}: {lines:?}");
            };
            let (_, rest) = line.split_once('=').unwrap();
            let (value, attributes) = rest.split_once(';').unwrap();
            let length = if seconds == 0 { 0 } else { 43 };
            assert_eq!(value.len(), length, "{line}");
            assert_eq!(
                attributes,
                format!(" Max-Age={seconds}; Path=/; Secure; HttpOnly; SameSite=Lax"),
                "{name}"
            );
            assert_eq!(answer.header("cache-control"), Some("no-store"), "{name}");
        };
        let mut browser = Browser::new(&app);
        let begun = browser.request("GET", BOSTON, "/sign-in?to=%2Fmanage", &[], "");
        exact(&begun, "__Host-tx", 600);
        let authorize = after(&begun, SIGN_IN_HOST);
        let shown = browser.request(
            "GET",
            SIGN_IN_HOST,
            &authorize.replace("/authorize", "/sign-in"),
            &[],
            "",
        );
        exact(&shown, "__Host-f", DAY);
        let bearer = Bearer::stranger_at_sign_in();
        let fields = format!("email=ana%40people.test&password={}", query_value(PASSWORD));
        let signed_in = bearer.post(&app, SIGN_IN_HOST, "/sign-in", &fields);
        exact(&signed_in, "__Host-id", 30 * DAY);
        exact(&signed_in, "__Host-f", 0);
        let mut browser = Browser::of(&app, &account);
        let back = walked(&mut browser, BOSTON, "/");
        let landed = browser.request("GET", BOSTON, &back, &[], "");
        exact(&landed, "__Host-s", 7 * DAY);
        exact(&landed, "__Host-tx", 0);
        let bearer = Bearer::at_sign_in(&app, &account);
        exact(&bearer.post(&app, SIGN_IN_HOST, "/sign-out", ""), "__Host-id", 0);
        // Public pages have none at all.
        for path in ["/", "/blog", "/events", "/nothing", "/feed"] {
            assert!(cookie_lines(&app.get(BOSTON, path)).is_empty(), "{path}");
        }
    });
}

#[test]
fn tokens_are_nowhere_in_the_database() {
    on_each_engine(|database| {
        let (app, network) = planted(database);
        let account = person(&app, "Ana", "ana@people.test");
        let mut browser = Browser::of(&app, &account);
        let back = walked(&mut browser, BOSTON, "/manage");
        let mut secrets = vec![
            ("code", back.split_once("code=").unwrap().1.to_owned()),
            ("browser", browser.cookies[BOSTON]["__Host-tx"].clone()),
        ];
        browser.request("GET", BOSTON, &back, &[], "");
        let mut stranger = Browser::new(&app);
        stranger.get(SIGN_IN_HOST, "/sign-in").expect_status(200);
        for (what, value) in [
            ("session", &browser.cookies[SIGN_IN_HOST]["__Host-id"]),
            ("site session", &browser.cookies[BOSTON]["__Host-s"]),
            ("form", &stranger.cookies[SIGN_IN_HOST]["__Host-f"]),
        ] {
            secrets.push((what, value.clone()));
        }
        // Links that are mailed: for a new password, for an account, for a role.
        stranger
            .submit(SIGN_IN_HOST, "/forgot", &[("email", "ana@people.test")])
            .expect_status(200);
        stranger
            .submit(SIGN_IN_HOST, "/sign-up", &[("email", "new@people.test")])
            .expect_status(200);
        let letters = letters(&app);
        assert_eq!(letters.len(), 2);
        for letter in &letters {
            let link = letter.link();
            secrets.push(("mailed link", link.split_once("token=").unwrap().1.to_owned()));
        }
        let invited = app
            .store
            .write(|write| {
                let mut account = account.clone();
                let boston = network.boston.id;
                account.name = "Ana".into();
                let site = &mut SiteWrite::new(boston, write);
                Membership::grant(site, None, &account, Role::Manager)?;
                let by = standing(site.connection(), account, boston)?;
                let email = EmailAddress::parse("eva@people.test")?;
                Invitation::make(site, &by, &email, Role::Member)
            })
            .unwrap();
        secrets.push(("invitation", invited.1.as_str().to_owned()));
        secrets.push(("password", PASSWORD.to_owned()));
        for (what, secret) in &secrets {
            assert!(secret.len() > 20, "{what}: {secret}");
        }
        for (table, lines) in rows::of_all(&app, &[]) {
            for line in lines {
                for (what, secret) in &secrets {
                    assert!(!line.contains(secret.as_str()), "the {what} is in {table}: {line}");
                }
            }
        }
        // The same in the bytes of the files, where deleted rows may still be.
        if let DatabaseAddress::Sqlite(path) = &app.database.address {
            let mut bytes = std::fs::read(path).unwrap();
            bytes.extend(std::fs::read(format!("{}-wal", path.display())).unwrap_or_default());
            let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
            for (what, secret) in &secrets {
                assert!(!holds(secret), "the {what} is in the file");
            }
            assert!(holds("ana@people.test"), "nothing at all is found in the file");
        }
    });
}
