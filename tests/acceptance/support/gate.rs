//! At the gate: sessions made in the database itself, so that a test need not walk there, and requests that carry exactly
//! the cookies and headers they are told.

use super::network::{BOSTON, COSECHA, MADRID, MAREA, UMBRELLA, VIGO};
use super::{Browser, Response, TestApp, TestNetwork, client};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use std::net::SocketAddr;
use umbel_core::people::{Account, Session, SignInCode};
use umbel_core::time::zone_or_utc;
use umbel_core::token::Token;
use umbel_core::tree::{Site, SiteKind};
use umbel_core::{SiteId, SiteWrite};
use umbel_web_kit::i18n::Words;
use umbel_web_kit::path::query_value;

/// The host where people sign in.
pub const SIGN_IN_HOST: &str = "id.umbrella.test";

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const FROM_HERE: (&str, &str) = ("sec-fetch-site", "same-origin");

/// A host of the test network, with what stands there.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub host: &'static str,
    pub id: SiteId,
    pub kind: SiteKind,
}

/// Own site, sibling, network, umbrella, and a foreign network with its site.
pub fn places(app: &TestApp, network: &TestNetwork) -> Vec<Place> {
    let umbrella = umbrella(app);
    [
        (BOSTON, &network.boston),
        (MADRID, &network.madrid),
        (COSECHA, &network.cosecha),
        (UMBRELLA, &umbrella),
        (VIGO, &network.vigo),
        (MAREA, &network.marea),
    ]
    .into_iter()
    .map(|(host, site)| Place {
        host,
        id: site.id,
        kind: site.kind,
    })
    .collect()
}

/// The umbrella of the test network.
pub fn umbrella(app: &TestApp) -> Site {
    app.world.tree.umbrella().unwrap().site.clone()
}

/// Signs somebody in on the sign-in host.
pub fn session(app: &TestApp, account: &Account) -> Token {
    app.store
        .write(|write| Session::begin(write, account, "Firefox · Linux"))
        .unwrap()
}

/// Carries a session to a site's host.
pub fn site_session(app: &TestApp, site: SiteId, host: &str, session: &Token) -> Token {
    app.store
        .write(|write| {
            let site = &mut SiteWrite::new(site, write);
            let held = Token::new();
            let code = SignInCode::make(site, host, &session.hash(), &held.hash(), "/")?;
            Ok(SignInCode::redeem(site, host, &code, &held)?.0)
        })
        .unwrap()
}

/// The line of a cookie on a site's host.
pub fn site_cookie(token: &Token) -> String {
    format!("__Host-s={}", token.as_str())
}

/// The same on the sign-in host.
pub fn id_cookie(token: &Token) -> String {
    format!("__Host-id={}", token.as_str())
}

/// What forms carry in the browser that holds `token`: written down here once more, so that a change is noticed.
pub fn form_token(token: &Token) -> String {
    let mut digest = Sha256::new();
    digest.update(b"umbel form token\0");
    digest.update(token.as_str());
    URL_SAFE_NO_PAD.encode(digest.finalize())
}

/// A browser at one host: its cookies and what its forms carry.
#[derive(Clone, Debug, Default)]
pub struct Bearer {
    pub cookie: String,
    pub form_token: String,
}

impl Bearer {
    /// Somebody who is signed in on a place's host.
    pub fn at(app: &TestApp, place: &Place, account: &Account) -> Self {
        let token = site_session(app, place.id, place.host, &session(app, account));
        Self {
            cookie: site_cookie(&token),
            form_token: form_token(&token),
        }
    }

    /// Somebody who is signed in on the sign-in host.
    pub fn at_sign_in(app: &TestApp, account: &Account) -> Self {
        let token = session(app, account);
        Self {
            cookie: id_cookie(&token),
            form_token: form_token(&token),
        }
    }

    /// Nobody, on the sign-in host: a browser that has seen one of its forms.
    pub fn stranger_at_sign_in() -> Self {
        let token = Token::new();
        Self {
            cookie: format!("__Host-f={}", token.as_str()),
            form_token: form_token(&token),
        }
    }

    /// Opens a page.
    pub fn get(&self, app: &TestApp, host: &str, path: &str) -> Response {
        app.send("GET", host, path, &self.cookies(), "")
    }

    /// Sends a form as a page of this host does.
    pub fn post(&self, app: &TestApp, host: &str, path: &str, fields: &str) -> Response {
        let mut headers = self.cookies();
        headers.extend([FORM, FROM_HERE]);
        app.send("POST", host, path, &headers, &self.with_token(fields))
    }

    /// Sends a form with these headers besides the cookies, and nothing else.
    pub fn post_with(&self, app: &TestApp, host: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Response {
        let mut all = self.cookies();
        all.push(FORM);
        all.extend(headers);
        app.send("POST", host, path, &all, body)
    }

    /// Fields with the token that shows the form to be ours.
    pub fn with_token(&self, fields: &str) -> String {
        format!("form_token={}&{fields}", self.form_token)
    }

    fn cookies(&self) -> Vec<(&str, &str)> {
        if self.cookie.is_empty() {
            Vec::new()
        } else {
            vec![("cookie", self.cookie.as_str())]
        }
    }
}

impl TestApp {
    /// A request with exactly these headers.
    pub fn send(&self, method: &str, host: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Response {
        send_to(self.address, method, host, path, headers, body)
    }
}

/// The same to an address, for threads.
pub fn send_to(
    address: SocketAddr,
    method: &str,
    host: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Response {
    client::send(address, method, host, path, headers, body.as_bytes())
}

/// Whether these cookies belong to somebody who is signed in on a host.
pub fn is_signed_in(app: &TestApp, host: &str, cookies: &[(&str, &str)]) -> bool {
    let path = if host == SIGN_IN_HOST { "/account" } else { "/manage" };
    let answer = app.send("GET", host, path, cookies, "");
    match answer.status {
        200 => true,
        303 => false,
        other => panic!("{host}{path} answers {other}: {}", answer.text()),
    }
}

/// Walks from a site to the sign-in host and as far as the code, and returns the path the code comes back to.
pub fn walked(browser: &mut Browser<'_>, host: &str, to: &str) -> String {
    let begun = browser.request("GET", host, &format!("/sign-in?to={}", query_value(to)), &[], "");
    let authorize = after(&begun, SIGN_IN_HOST);
    assert!(authorize.starts_with("/authorize?"), "{authorize}");
    let coded = browser.request("GET", SIGN_IN_HOST, &authorize, &[], "");
    let back = after(&coded, host);
    assert!(back.starts_with("/sign-in/return?code="), "{back}");
    back
}

/// The path on `host` that an answer leads to.
#[track_caller]
pub fn after(answer: &Response, host: &str) -> String {
    assert_eq!(answer.status, 303, "{}", answer.text());
    let location = answer.header("location").unwrap();
    location
        .strip_prefix(&format!("https://{host}"))
        .unwrap_or_else(|| panic!("{location} is not on {host}"))
        .to_owned()
}

/// The value of a cookie that an answer sets.
pub fn cookie_of(answer: &Response, name: &str) -> Option<String> {
    cookie_lines(answer).into_iter().find_map(|line| {
        let value = line.strip_prefix(&format!("{name}="))?.split(';').next()?.to_owned();
        (!value.is_empty()).then_some(value)
    })
}

/// Every cookie that an answer sets or takes away, as it is written.
pub fn cookie_lines(answer: &Response) -> Vec<String> {
    answer
        .headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"))
        .map(|(_, line)| line.clone())
        .collect()
}

/// Whether an answer says that what was sent did not come from a page of ours.
pub fn says_forged(app: &TestApp, answer: &Response) -> bool {
    says(app, answer, "error-forged-heading")
}

/// Whether an answer says that this is not for the one who asks.
pub fn says_refused(app: &TestApp, answer: &Response) -> bool {
    says(app, answer, "error-refused-heading")
}

/// Whether an answer says that nobody is signed in.
pub fn says_signed_out(app: &TestApp, answer: &Response) -> bool {
    says(app, answer, "error-signed-out-heading")
}

/// Whether a refusal has this heading, in any language.
fn says(app: &TestApp, answer: &Response, key: &str) -> bool {
    let languages = app.world.themes.languages();
    answer.status == 403
        && languages.all().any(|language| {
            let words = Words::new(languages, language, zone_or_utc("UTC"), app.store.now());
            answer.text().contains(&words.say(key))
        })
}

/// A route's path with every part replaced by `word`, or by what the part allows.
pub fn filled(path: &str, word: &str) -> String {
    let mut filled = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let (part, after) = after.split_once('}').unwrap();
        let allowed = part.split_once(':').map_or("", |(_, pattern)| pattern);
        filled.push_str(before);
        filled.push_str(match allowed.split_once('|') {
            Some((first, _)) => first,
            None => word,
        });
        rest = after;
    }
    filled + rest
}
