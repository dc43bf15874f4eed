//! Umbel from outside: one binary, one file a journey. Storage is tried on SQLite and, where
//! `UMBEL_TEST_POSTGRES_URL` names a server, on PostgreSQL.

mod addresses;
mod authorisation;
mod bad_input;
mod blog;
mod cache;
mod command_line;
mod features;
mod forgery;
mod from_the_right;
mod invitations;
mod isolation;
mod isolation_of_people;
mod layers;
mod limits;
mod newswire;
mod people;
mod private_sites;
mod pseudo;
mod query_plans;
mod rooms;
mod routing;
mod schema_laws;
mod search;
mod security_pages;
mod session_ends;
mod sessions;
mod start;
mod support;
mod syndication;
mod themes;
mod tree;
