//! From a request to ready bytes: host, cache, toggle, handler, encoding, headers.

mod alert;
mod cache;
mod dispatch;
mod download;
mod encoded;
mod error_pages;
mod file_parts;
mod files;
mod for_members;
pub(crate) mod gate;
mod making;
mod operations;
pub(crate) mod reads;
mod respond;
mod routes;
mod shortcut;
mod silenced;
mod upload;

pub use cache::PageCache;
pub use dispatch::dispatch;
pub use download::{Download, DownloadSource};
pub use encoded::{Encoded, Encoding};
pub use reads::ReadCounters;
pub use routes::RouteTable;
pub use shortcut::Shortcut;
pub use upload::Received;

use tera::Context;

/// Samples of the templates that belong to no feature.
pub(crate) fn samples() -> Vec<(&'static str, Context)> {
    let of = |view: Result<Context, tera::Error>| view.unwrap_or_default();
    let mut all = vec![
        (
            "front.html",
            of(Context::from_serialize(&crate::front::FrontView::sample())),
        ),
        (
            "front.html",
            of(Context::from_serialize(&crate::front::FrontView::empty_sample())),
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
    ];
    all.extend(crate::front::samples());
    all
}
