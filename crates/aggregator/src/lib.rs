//! What flows through the network: the newswire, which holds a public projection of everything published, and the
//! sources outside that sites follow; and changes of the tree, which everything published follows. No server, no HTML.

pub mod feeds;
pub mod founding;
pub mod newswire;
pub mod publication;
pub mod tree_changes;
