//! Taking exports into a site, on each engine.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod again;
mod damaged;
mod mapping;
mod menus;
mod pictures;
mod real_files;
mod support;
