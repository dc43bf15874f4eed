//! From a host name to a site: the whole tree in memory, and the only code that reads `Host` or a client's address.

mod origin;
mod request;
mod tree;

pub use origin::Origin;
pub use request::{Proxies, client_network, requested_host};
pub use tree::{CurrentSite, Resolution, SIGN_IN_LABEL, Tree, TreeSite};
