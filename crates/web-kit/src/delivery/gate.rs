//! The gate before pages for somebody: whose browser it is, and whether what it sends was sent from a page of ours.

use actix_web::http::header::{self, HeaderMap};
use multisite_router::{CurrentSite, Proxies, client_network};
use sha2::{Digest, Sha256};
use std::net::IpAddr;
use umbel_core::people::{Session, SignedIn, SiteSession};
use umbel_core::token::Token;
use umbel_core::{Result, SiteWrite};

use crate::visit::{Browser, Ground};
use crate::world::World;

/// The session on the sign-in host.
pub(crate) const ID_COOKIE: &str = "__Host-id";
/// The session on a site's host.
pub(crate) const SITE_COOKIE: &str = "__Host-s";
/// What a site's host gives a browser before it goes to sign in.
pub(crate) const TRANSFER_COOKIE: &str = "__Host-tx";
/// What forms on the sign-in host are tied to while nobody is signed in.
pub(crate) const FORM_COOKIE: &str = "__Host-f";

/// Reads what is known of a browser.
pub(super) fn browser(headers: &HeaderMap, peer: Option<IpAddr>, proxies: &Proxies) -> Browser {
    Browser {
        id: cookie(headers, ID_COOKIE),
        site: cookie(headers, SITE_COOKIE),
        transfer: cookie(headers, TRANSFER_COOKIE),
        form: cookie(headers, FORM_COOKIE),
        network: client_network(headers, peer, proxies).map(|network| network.to_string()),
        device: device(text_of(headers, header::USER_AGENT.as_str())),
        languages: text_of(headers, header::ACCEPT_LANGUAGE.as_str()).to_owned(),
    }
}

/// The token in a cookie, read byte by byte.
///
/// Decoding `%5F` or trimming Unicode's spaces would let another host toss us a cookie that only becomes `__Host-…` here;
/// two of the same name mean that somebody tossed one, and then nobody is signed in.
pub(crate) fn cookie(headers: &HeaderMap, name: &str) -> Option<Token> {
    let mut found = None;
    for line in headers.get_all(header::COOKIE) {
        for pair in line.as_bytes().split(|byte| *byte == b';') {
            let pair = trimmed(pair);
            let Some(value) = pair
                .strip_prefix(name.as_bytes())
                .and_then(|rest| rest.strip_prefix(b"="))
            else {
                continue;
            };
            if found.is_some() {
                return None;
            }
            found = Some(value);
        }
    }
    Token::parse(std::str::from_utf8(found?).ok()?)
}

fn trimmed(mut bytes: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] = bytes {
        bytes = rest;
    }
    while let [rest @ .., b' ' | b'\t'] = bytes {
        bytes = rest;
    }
    bytes
}

/// Whether something was sent from a page of this very origin. A sibling host is a stranger here.
pub(super) fn comes_from_here(headers: &HeaderMap, origin: &str) -> bool {
    let mut sites = headers.get_all("sec-fetch-site");
    match (sites.next(), sites.next()) {
        (Some(site), None) => matches!(site.as_bytes(), b"same-origin" | b"none"),
        (Some(_), Some(_)) => false,
        // Browsers of before 2023 say where they come from by `Origin` alone.
        (None, _) => {
            let mut origins = headers.get_all(header::ORIGIN);
            matches!((origins.next(), origins.next()), (Some(found), None) if found.as_bytes() == origin.as_bytes())
        }
    }
}

/// What forms of somebody's pages carry: known only to those who hold the cookie, and not the cookie itself.
pub(crate) fn form_token(held: &Token) -> String {
    use base64::Engine;
    let mut digest = Sha256::new();
    digest.update(b"umbel form token\0");
    digest.update(held.as_str().as_bytes());
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(digest.finalize())
}

/// Compares without telling by its time how much was right.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

/// Who holds this browser's session on this ground. Marks the session as used now and then.
///
/// # Errors
/// When the database refuses.
pub(super) fn person(
    world: &World,
    connection: &mut umbel_core::Connection,
    current: &CurrentSite,
    ground: Ground,
    browser: &Browser,
) -> Result<Option<SignedIn>> {
    let now = world.store.now();
    let site = current.id();
    let found = match ground {
        Ground::SignIn => match &browser.id {
            Some(token) => Session::find(connection, token, site, now)?,
            None => None,
        },
        Ground::Site => match &browser.site {
            Some(token) => SiteSession::find(connection, site, &current.here.host, token, now)?,
            None => None,
        },
    };
    if let Some(person) = &found
        && person.is_due_for_marking
    {
        world.store.write(|write| match (ground, &browser.site) {
            (Ground::Site, Some(token)) => {
                SiteSession::mark(&mut SiteWrite::new(site, write), token, &person.session.token_hash)
            }
            _ => Session::mark(write, &person.session.token_hash),
        })?;
    }
    Ok(found)
}

fn text_of<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

/// Browser and system in two words, enough for somebody to recognise their own.
fn device(user_agent: &str) -> String {
    let first = |pairs: &[(&str, &'static str)]| {
        pairs
            .iter()
            .find(|(part, _)| user_agent.contains(part))
            .map(|(_, name)| *name)
    };
    let program = first(&[
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Chromium/", "Chromium"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    match (program, system) {
        (Some(program), Some(system)) => format!("{program} · {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{HeaderName, HeaderValue};

    fn headers(pairs: &[(&str, &[u8])]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            map.append(
                name.parse::<HeaderName>().unwrap(),
                HeaderValue::from_bytes(value).unwrap(),
            );
        }
        map
    }

    const VALUE: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    fn read(cookies: &[&str]) -> bool {
        let pairs: Vec<(&str, &[u8])> = cookies.iter().map(|line| ("cookie", line.as_bytes())).collect();
        cookie(&headers(&pairs), SITE_COOKIE).is_some()
    }

    #[test]
    fn cookies_are_read_byte_by_byte() {
        assert!(read(&[&format!("__Host-s={VALUE}")]));
        assert!(read(&[&format!("a=b; \t__Host-s={VALUE} ; c=d")]));
        for tossed in [
            format!("%5F%5FHost-s={VALUE}"),
            format!("\u{2000}__Host-s={VALUE}"),
            format!("__host-s={VALUE}"),
            format!("__Host-s ={VALUE}"),
            format!("__Host-s=\"{VALUE}\""),
            format!("__Host-s={VALUE}A"),
            format!("__Host-s={}", &VALUE[1..]),
            format!("__Host-s={}%", &VALUE[1..]),
            format!("__Host-s2={VALUE}"),
        ] {
            assert!(!read(&[&tossed]), "{tossed}");
        }
        let one = format!("__Host-s={VALUE}");
        assert!(!read(&[&format!("{one}; {one}")]), "two of a name in one line");
        assert!(!read(&[&one, &one]), "two of a name in two lines");
        assert!(!read(&[&format!("{one}; __Host-s=")]), "one and an empty one");
    }

    #[test]
    fn only_pages_of_ours_send_forms() {
        let origin = "https://boston.example";
        let from = |pairs: &[(&str, &[u8])]| comes_from_here(&headers(pairs), origin);
        assert!(from(&[("sec-fetch-site", b"same-origin")]));
        assert!(from(&[("sec-fetch-site", b"none")]));
        assert!(from(&[("origin", b"https://boston.example")]));
        assert!(!from(&[]));
        for site in [
            b"same-site".as_slice(),
            b"cross-site",
            b"",
            b"Same-Origin",
            b"same-origin, none",
        ] {
            assert!(!from(&[("sec-fetch-site", site)]));
            assert!(!from(&[("sec-fetch-site", site), ("origin", origin.as_bytes())]));
        }
        for other in [
            "https://boston.example.evil",
            "http://boston.example",
            "null",
            "https://boston.example/",
        ] {
            assert!(!from(&[("origin", other.as_bytes())]), "{other}");
        }
        assert!(!from(&[
            ("sec-fetch-site", b"same-origin"),
            ("sec-fetch-site", b"cross-site")
        ]));
    }

    #[test]
    fn devices_are_named_in_two_words() {
        let agent = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36";
        assert_eq!(device(agent), "Chrome · Android");
        assert_eq!(device("curl/8"), "");
    }
}
