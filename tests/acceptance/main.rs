//! Umbel from outside: one binary, one file a journey. Storage is tried on SQLite and, where
//! `UMBEL_TEST_POSTGRES_URL` names a server, on PostgreSQL.

mod bad_input;
mod blog;
mod cache;
mod command_line;
mod features;
mod isolation;
mod layers;
mod newswire;
mod people;
mod routing;
mod schema_laws;
mod search;
mod support;
mod syndication;
mod themes;
