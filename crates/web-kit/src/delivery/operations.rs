//! `/-/live`, `/-/ready` and `/-/metrics`: for whoever watches over the server, on any host.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::HeaderMap;
use std::net::IpAddr;
use std::sync::atomic::Ordering;

use crate::world::World;

/// The answer, when the path is one of these.
pub(super) fn answer(world: &World, path: &str, headers: &HeaderMap, peer: Option<IpAddr>) -> Option<HttpResponse> {
    let plain = |status: StatusCode, text: String| {
        HttpResponse::build(status)
            .content_type("text/plain; charset=utf-8")
            .insert_header(("cache-control", "no-store"))
            .body(text)
    };
    match path {
        "/-/live" => Some(plain(StatusCode::OK, "live\n".into())),
        "/-/ready" if world.tree.is_empty() => Some(plain(
            StatusCode::SERVICE_UNAVAILABLE,
            "there is no umbrella yet\n".into(),
        )),
        "/-/ready" => Some(plain(StatusCode::OK, "ready\n".into())),
        // Counting says something about the groups; it is for this machine only, and not for whoever comes through a
        // proxy on it.
        "/-/metrics" if !is_forwarded(headers) && peer.is_some_and(|peer| peer.to_canonical().is_loopback()) => {
            Some(plain(StatusCode::OK, metrics(world)))
        }
        _ => None,
    }
}

fn is_forwarded(headers: &HeaderMap) -> bool {
    ["forwarded", "x-forwarded-for", "x-forwarded-host", "via"]
        .iter()
        .any(|name| headers.contains_key(*name))
}

fn metrics(world: &World) -> String {
    let counts = &world.counts;
    let (pages, bytes) = world
        .cache
        .as_ref()
        .map_or((0, 0), |cache| (cache.len(), cache.weight()));
    let rows = [
        (
            "umbel_requests_total",
            "counter",
            counts.requests.load(Ordering::Relaxed),
        ),
        ("umbel_cache_hits_total", "counter", counts.hits.load(Ordering::Relaxed)),
        (
            "umbel_cache_misses_total",
            "counter",
            counts.misses.load(Ordering::Relaxed),
        ),
        ("umbel_cache_pages", "gauge", pages as u64),
        ("umbel_cache_bytes", "gauge", bytes),
        ("umbel_database_statements_total", "counter", world.store.statements()),
        ("umbel_sites", "gauge", world.tree.len() as u64),
    ];
    rows.iter()
        .map(|(name, kind, value)| format!("# TYPE {name} {kind}\n{name} {value}\n"))
        .collect()
}
