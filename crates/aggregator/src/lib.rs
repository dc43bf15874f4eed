//! What flows through the network: the newswire, which holds a public projection of everything published, and the
//! sources outside that sites follow. No server, no HTML.

pub mod feeds;
pub mod newswire;
pub mod publication;
