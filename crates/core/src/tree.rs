//! The tree: one umbrella, networks beneath it, sites beneath those, and the hosts that lead to them.

mod domains;
mod features;
mod hosts;
mod menus;
mod redirects;
mod settings;
mod site;

pub use domains::{Domain, DomainFault, MOST_FAILURES, Shown, home_host};
pub use features::{disable_feature, enable_feature, feature_choices};
pub use hosts::{Host, HostName};
pub use menus::{MenuEntry, MenuItem};
pub use redirects::Redirect;
pub use settings::{Setting, setting, settings, write_setting};
pub use site::{NewSite, Site, SiteKind, SiteStatus};
