//! Reading a request's host and its client's network.

use actix_web::http::Uri;
use actix_web::http::header::{self, HeaderMap};
use ipnet::IpNet;
use std::net::IpAddr;

/// The proxies whose forwarded headers are believed.
#[derive(Clone, Debug, Default)]
pub struct Proxies(Vec<IpNet>);

impl Proxies {
    /// Believes forwarded headers of connections from these networks only.
    #[must_use]
    pub fn new(trusted: Vec<IpNet>) -> Self {
        Self(trusted)
    }

    fn trusts(&self, peer: Option<IpAddr>) -> bool {
        let Some(peer) = peer else { return false };
        let peer = peer.to_canonical();
        self.0.iter().any(|network| network.contains(&peer))
    }
}

/// The host a request names, as it is written; none when there is no usable one, which is answered with 400.
///
/// A target in absolute form wins over the `Host` header (RFC 9112 section 3.2.2); more than one `Host` is refused
/// (section 3.2). `X-Forwarded-Host` counts only from trusted proxies, and only with a single value.
#[must_use]
pub fn requested_host<'r>(
    uri: &'r Uri,
    headers: &'r HeaderMap,
    peer: Option<IpAddr>,
    proxies: &Proxies,
) -> Option<&'r str> {
    if !proxies.0.is_empty()
        && proxies.trusts(peer)
        && let Some(forwarded) = headers.get("x-forwarded-host")
    {
        return forwarded
            .to_str()
            .ok()
            .map(str::trim)
            .filter(|host| !host.contains(','));
    }
    let mut hosts = headers.get_all(header::HOST);
    let host = hosts.next();
    if hosts.next().is_some() {
        return None;
    }
    match uri.authority() {
        Some(authority) => Some(authority.as_str()),
        None => host?.to_str().ok(),
    }
}

/// The network a client belongs to, /24 or /56: enough to notice abuse, too little to name anybody.
///
/// Behind trusted proxies it is the last address of `X-Forwarded-For` that is not itself a trusted proxy.
#[must_use]
pub fn client_network(headers: &HeaderMap, peer: Option<IpAddr>, proxies: &Proxies) -> Option<IpNet> {
    let mut client = peer;
    if proxies.trusts(peer) {
        let forwarded: Vec<&str> = headers
            .get_all("x-forwarded-for")
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .collect();
        for hop in forwarded.iter().rev() {
            let Ok(address) = hop.trim().parse::<IpAddr>() else {
                break;
            };
            client = Some(address);
            if !proxies.trusts(Some(address)) {
                break;
            }
        }
    }
    let address = client?.to_canonical();
    let length = if address.is_ipv4() { 24 } else { 56 };
    IpNet::new(address, length).ok().map(|network| network.trunc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{HeaderName, HeaderValue};

    fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            map.append(
                name.parse::<HeaderName>().unwrap(),
                HeaderValue::from_str(value).unwrap(),
            );
        }
        map
    }

    fn proxies() -> Proxies {
        Proxies::new(vec!["10.0.0.0/8".parse().unwrap()])
    }

    const PROXY: Option<IpAddr> = Some(IpAddr::V4(std::net::Ipv4Addr::new(10, 1, 1, 1)));
    const STRANGER: Option<IpAddr> = Some(IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 7)));

    #[test]
    fn forwarded_hosts_count_from_trusted_proxies_only() {
        let uri = Uri::from_static("/");
        let map = headers(&[("host", "a.example"), ("x-forwarded-host", "b.example")]);
        assert_eq!(requested_host(&uri, &map, STRANGER, &proxies()), Some("a.example"));
        assert_eq!(requested_host(&uri, &map, None, &proxies()), Some("a.example"));
        assert_eq!(requested_host(&uri, &map, PROXY, &proxies()), Some("b.example"));
        assert_eq!(
            requested_host(&uri, &map, PROXY, &Proxies::default()),
            Some("a.example")
        );
        let two = headers(&[("host", "a.example"), ("x-forwarded-host", "b.example, c.example")]);
        assert_eq!(requested_host(&uri, &two, PROXY, &proxies()), None);
    }

    #[test]
    fn two_hosts_are_no_host_and_absolute_targets_win() {
        let map = headers(&[("host", "a.example"), ("host", "b.example")]);
        assert_eq!(requested_host(&Uri::from_static("/"), &map, None, &proxies()), None);
        let map = headers(&[("host", "a.example")]);
        let uri = Uri::from_static("http://b.example/x");
        assert_eq!(requested_host(&uri, &map, None, &proxies()), Some("b.example"));
        assert_eq!(
            requested_host(&Uri::from_static("/"), &HeaderMap::new(), None, &proxies()),
            None
        );
    }

    #[test]
    fn clients_are_known_by_their_network_only() {
        let map = headers(&[("x-forwarded-for", "198.51.100.9, 203.0.113.77, 10.2.2.2")]);
        let of = |peer| client_network(&map, peer, &proxies()).map(|network| network.to_string());
        assert_eq!(of(PROXY).as_deref(), Some("203.0.113.0/24"));
        assert_eq!(of(STRANGER).as_deref(), Some("203.0.113.0/24"));
        let six = client_network(&HeaderMap::new(), "2001:db8:1:2345::1".parse().ok(), &proxies());
        assert_eq!(
            six.map(|network| network.to_string()).as_deref(),
            Some("2001:db8:1:2300::/56")
        );
    }
}
