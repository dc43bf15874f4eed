//! What other places make a browser send: every address that takes a form, every way in which it can be seen that the form
//! is not ours, and nothing has changed afterwards.

use crate::support::gate::{Bearer, SIGN_IN_HOST, filled, places, says_forged, umbrella};
use crate::support::network::{BOSTON, UMBRELLA};
use crate::support::people::{grant, person};
use crate::support::rows::{differences, of_all};
use crate::support::{NewPost, Response, TestApp, TestNetwork, on_each_engine};
use umbel_core::people::{Account, Role};
use umbel_web_kit::Route;
use umbel_web_kit::feature::Handler;

/// Fields that many forms have, so that a gate left open would let something happen.
const FIELDS: &str = "feature=blog&switch=off&name=Eve&locale=es&email=eve%40people.test&role=member&password=lantern\
    &note=x&reason=x&action=leave&do=leave&code=1&token=1&mode=open&label=eve&host=eve.test&text=x&id=1&confirm=yes";

/// How a request shows that it is not ours: its name, its headers, and what is done with the token.
struct Forgery {
    name: &'static str,
    headers: Vec<(&'static str, String)>,
    token: Tokens,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tokens {
    Right,
    Missing,
    Empty,
    Anothers,
    Cookie,
}

fn forgeries(host: &str) -> Vec<Forgery> {
    let right = format!("https://{host}");
    let with = |name, headers: &[(&'static str, &str)], token| Forgery {
        name,
        headers: headers
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect(),
        token,
    };
    let site = "sec-fetch-site";
    vec![
        // The browser says it comes from elsewhere, whatever else is right.
        with("a sibling's page", &[(site, "same-site")], Tokens::Right),
        with(
            "a sibling's page, right origin",
            &[(site, "same-site"), ("origin", &right)],
            Tokens::Right,
        ),
        with("a stranger's page", &[(site, "cross-site")], Tokens::Right),
        with(
            "a stranger's page, right origin",
            &[(site, "cross-site"), ("origin", &right)],
            Tokens::Right,
        ),
        with("nonsense", &[(site, "Same-Origin")], Tokens::Right),
        with(
            "two answers",
            &[(site, "same-origin"), (site, "cross-site")],
            Tokens::Right,
        ),
        // The browser says nothing, or only where it comes from.
        with("no header at all", &[], Tokens::Right),
        with("another origin", &[("origin", "https://evil.test")], Tokens::Right),
        with(
            "an umbrella's origin",
            &[("origin", "https://sibling.umbrella.test")],
            Tokens::Right,
        ),
        with(
            "another scheme",
            &[("origin", &right.replace("https", "http"))],
            Tokens::Right,
        ),
        with("another port", &[("origin", &format!("{right}:8443"))], Tokens::Right),
        with(
            "a longer origin",
            &[("origin", &format!("{right}.evil.test"))],
            Tokens::Right,
        ),
        with("an opaque origin", &[("origin", "null")], Tokens::Right),
        with(
            "a referrer alone",
            &[("referer", &format!("{right}/manage"))],
            Tokens::Right,
        ),
        // The headers are right, the token is not.
        with("no token", &[(site, "same-origin")], Tokens::Missing),
        with("an empty token", &[(site, "same-origin")], Tokens::Empty),
        with("another session's token", &[(site, "same-origin")], Tokens::Anothers),
        with("the cookie as token", &[(site, "same-origin")], Tokens::Cookie),
        with("no token, right origin", &[("origin", &right)], Tokens::Missing),
        with("no token, typed address", &[(site, "none")], Tokens::Missing),
    ]
}

impl Forgery {
    fn send(&self, app: &TestApp, bearer: &Bearer, other: &Bearer, host: &str, path: &str) -> Response {
        let headers: Vec<(&str, &str)> = self
            .headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let body = match self.token {
            Tokens::Right => bearer.with_token(FIELDS),
            Tokens::Missing => FIELDS.to_owned(),
            Tokens::Empty => format!("form_token=&{FIELDS}"),
            Tokens::Anothers => other.with_token(FIELDS),
            Tokens::Cookie => {
                let (_, value) = bearer.cookie.split_once('=').unwrap_or_default();
                format!("form_token={value}&{FIELDS}")
            }
        };
        bearer.post_with(app, host, path, &headers, &body)
    }
}

/// Somebody who may do everything, and somebody else.
fn two(app: &TestApp) -> (Account, Account) {
    let admin = person(app, "Ana", "ana@people.test");
    let other = person(app, "Eva", "eva@people.test");
    for account in [&admin, &other] {
        grant(app, &umbrella(app), account, Role::UmbrellaAdmin);
    }
    (admin, other)
}

fn unsafe_routes<'r>(routes: impl Iterator<Item = (&'static str, &'static Route)> + 'r) -> Vec<&'static Route> {
    routes
        .map(|(_, route)| route)
        .filter(|route| route.takes_form)
        .collect()
}

/// Everything but how often something was tried.
const COUNTED: &[&str] = &["limits"];

#[test]
fn no_form_of_a_site_is_taken_from_elsewhere() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        NewPost {
            password: Some("lantern".into()),
            ..NewPost::titled("Keys")
        }
        .make(&app.store, &network.boston);
        let (admin, other) = two(&app);
        let routes = unsafe_routes(app.world.routes());
        assert!(routes.len() >= 5);
        let mut cases = 0;
        for place in places(&app, &network)
            .into_iter()
            .filter(|place| [BOSTON, UMBRELLA].contains(&place.host))
        {
            let (host, bearer) = (place.host, Bearer::at(&app, &place, &admin));
            let other = Bearer::at(&app, &place, &other);
            let before = of_all(&app, COUNTED);
            for route in routes.iter().filter(|route| route.kinds.contains(&place.kind)) {
                let is_open = matches!(route.handler, Handler::Open(_));
                let path = filled(route.path, "keys");
                for forgery in forgeries(host) {
                    // Pages with a password know no session, so they have no token; where it came from counts all the same.
                    if is_open && forgery.token != Tokens::Right {
                        continue;
                    }
                    let answer = forgery.send(&app, &bearer, &other, host, &path);
                    assert!(
                        says_forged(&app, &answer),
                        "{}: {host}{path}: {}",
                        forgery.name,
                        answer.status
                    );
                    cases += 1;
                }
                if !is_open {
                    // Nobody is signed in: nothing is taken, whatever the form carries.
                    let answer = Bearer::default().post(&app, host, &path, FIELDS);
                    assert_eq!(answer.status, 403, "{host}{path}");
                    let answer = Bearer {
                        cookie: String::new(),
                        ..bearer.clone()
                    }
                    .post(&app, host, &path, FIELDS);
                    assert_eq!(answer.status, 403, "{host}{path}");
                    cases += 2;
                }
            }
            assert_eq!(differences(&before, &of_all(&app, COUNTED)), Vec::<String>::new());
        }
        println!("forgery on sites: {cases} cases, 0 wrong");
    });
}

#[test]
fn no_form_of_the_sign_in_host_is_taken_from_elsewhere() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        TestNetwork::plant(&app.store);
        let (admin, other) = two(&app);
        let routes = unsafe_routes(app.world.sign_in_routes());
        let mut cases = 0;
        let signed_in = (Bearer::at_sign_in(&app, &admin), Bearer::at_sign_in(&app, &other));
        let strangers = (Bearer::stranger_at_sign_in(), Bearer::stranger_at_sign_in());
        let before = of_all(&app, &[]);
        for (who, (bearer, other)) in [("signed in", signed_in), ("nobody", strangers)] {
            for route in &routes {
                let path = filled(route.path, "1");
                for forgery in forgeries(SIGN_IN_HOST) {
                    let answer = forgery.send(&app, &bearer, &other, SIGN_IN_HOST, &path);
                    let is_refused = answer.status == 403
                        && (says_forged(&app, &answer)
                            || (who == "nobody" && !matches!(route.handler, Handler::Open(_))));
                    assert!(is_refused, "{who}: {}: {path}: {}", forgery.name, answer.status);
                    cases += 1;
                }
                // A token without the cookie it belongs to.
                let headers = [("sec-fetch-site", "same-origin")];
                let body = bearer.with_token(FIELDS);
                let answer = Bearer::default().post_with(&app, SIGN_IN_HOST, &path, &headers, &body);
                assert_eq!(answer.status, 403, "{who}: {path}");
                cases += 1;
            }
        }
        // Not even a try was counted: who cannot send a form cannot use up somebody's tries.
        assert_eq!(differences(&before, &of_all(&app, &[])), Vec::<String>::new());
        println!("forgery on the sign-in host: {cases} cases, 0 wrong");
    });
}

#[test]
fn our_own_forms_are_taken() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let (admin, _) = two(&app);
        let place = places(&app, &network)[0];
        let origin = format!("https://{BOSTON}");
        let headers: [&[(&str, &str)]; 4] = [
            &[("sec-fetch-site", "same-origin")],
            &[("sec-fetch-site", "same-origin"), ("origin", &origin)],
            // A reload of what was sent.
            &[("sec-fetch-site", "none")],
            // A browser of before 2023.
            &[("origin", &origin)],
        ];
        for (position, headers) in headers.into_iter().enumerate() {
            let bearer = Bearer::at(&app, &place, &admin);
            let switch = if position % 2 == 0 { "off" } else { "on" };
            let body = bearer.with_token(&format!("feature=blog&switch={switch}"));
            let answer = bearer.post_with(&app, BOSTON, "/manage/features", headers, &body);
            assert_eq!(answer.status, 303, "{headers:?}");
            let status = if switch == "off" { 404 } else { 200 };
            app.get(BOSTON, "/blog").expect_status(status);
        }
        for route in unsafe_routes(app.world.routes()) {
            if !route.kinds.contains(&place.kind) || matches!(route.handler, Handler::Open(_)) {
                continue;
            }
            let bearer = Bearer::at(&app, &place, &admin);
            let path = filled(route.path, "1");
            let answer = bearer.post_with(&app, BOSTON, &path, &[("origin", &origin)], &bearer.with_token(""));
            assert!(!says_forged(&app, &answer), "{path}");
        }
    });
}

#[test]
fn reading_changes_nothing_with_or_without_a_form_in_the_address() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let (admin, _) = two(&app);
        let place = places(&app, &network)[0];
        let bearer = Bearer::at(&app, &place, &admin);
        let on_id = Bearer::at_sign_in(&app, &admin);
        let before = of_all(&app, &[]);
        let query = format!("{}&{FIELDS}", bearer.with_token(""));
        for (host, bearer, routes) in [
            (BOSTON, &bearer, unsafe_routes(app.world.routes())),
            (SIGN_IN_HOST, &on_id, unsafe_routes(app.world.sign_in_routes())),
        ] {
            for route in routes {
                let path = format!("{}?{query}", filled(route.path, "1"));
                for method in ["GET", "HEAD"] {
                    app.send(method, host, &path, &[("cookie", &bearer.cookie)], "");
                }
                for method in ["PUT", "PATCH", "DELETE", "OPTIONS"] {
                    let headers = [("cookie", bearer.cookie.as_str()), ("sec-fetch-site", "same-origin")];
                    let answer = app.send(method, host, &path, &headers, &bearer.with_token(FIELDS));
                    assert_eq!(answer.status, 405, "{method} {host}{path}");
                }
            }
        }
        assert_eq!(differences(&before, &of_all(&app, &[])), Vec::<String>::new());
    });
}
