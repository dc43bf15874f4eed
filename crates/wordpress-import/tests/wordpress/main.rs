//! Reading exports and cleaning texts, as the importer sees it.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod blocks;
mod classic;
mod damaged_files;
mod hostile;
mod media;
mod real_files;
mod streaming;
mod support;
