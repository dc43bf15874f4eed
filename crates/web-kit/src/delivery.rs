//! From a request to ready bytes: host, cache, toggle, handler, encoding, headers.

mod cache;
mod dispatch;
mod encoded;
mod error_pages;
mod files;
pub(crate) mod gate;
mod operations;
mod respond;
mod routes;

pub use cache::PageCache;
pub use dispatch::dispatch;
pub use encoded::{Encoded, Encoding};
pub use routes::RouteTable;

use tera::Context;

/// Samples of the templates that belong to no feature.
pub(crate) fn samples() -> Vec<(&'static str, Context)> {
    let of = |view: Result<Context, tera::Error>| view.unwrap_or_default();
    vec![
        (
            "front.html",
            of(Context::from_serialize(&crate::front::FrontView::sample())),
        ),
        (
            "error.html",
            of(Context::from_serialize(&error_pages::ErrorView::sample())),
        ),
        (
            "error_plain.html",
            of(Context::from_serialize(&error_pages::ErrorView::sample())),
        ),
        (
            "unknown_host.html",
            of(Context::from_serialize(&error_pages::UnknownHostView::sample())),
        ),
        (
            "protected.html",
            of(Context::from_serialize(&crate::protected::ProtectedView::sample())),
        ),
    ]
}
