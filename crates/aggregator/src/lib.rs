//! What flows through the network: the newswire, which holds a public projection of everything published, and the
//! sources outside that sites follow; and changes of the tree, which everything published follows. No server, no HTML.

pub mod comments;
pub mod curation;
pub mod feeds;
pub mod figures;
pub mod founding;
pub mod newswire;
pub mod page_tree;
pub mod publication;
pub mod shown;
pub mod tree_changes;
pub mod whereabouts;
