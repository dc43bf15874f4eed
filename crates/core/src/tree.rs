//! The tree: one umbrella, networks beneath it, sites beneath those, and the hosts that lead to them.

mod domains;
mod exports;
mod features;
mod hosts;
mod look;
mod look_history;
mod look_pictures;
mod menus;
mod menus_arranged;
mod names;
mod outline;
mod redirects;
mod settings;
mod site;
mod site_requests;
mod start_mode;
mod templates;
mod wish;

pub use domains::{Domain, DomainFault, MOST_FAILURES, Shown, home_host};
pub use exports::{Export, ExportForm, ExportState};
pub use features::{disable_feature, enable_feature, feature_choices};
pub use hosts::{Host, HostName};
pub use look::{
    CallToAction, Contact, FrontParts, Keeps, LONGEST_ADDRESS, LONGEST_INTRO, LONGEST_PART_LINE, LONGEST_PART_TEXT,
    Look, LookFault, MOST_LINKS, MOST_PHOTOS, NamedLink, is_address,
};
pub use look_history::{SavedLook, Step};
pub use look_pictures::pictures_to_choose;
pub use menus::{MenuEntry, MenuItem};
pub use menus_arranged::{DEEPEST_MENU_LEVEL, MENUS, MOST_MENU_LINES, MenuLineText};
pub use names::{LONGEST_LABEL, Label, LabelState, SHORTEST_LABEL, look_at_label, suggest_labels};
pub use outline::{Hung, Outline, OutlineStep};
pub use redirects::Redirect;
pub use settings::{Setting, clear_setting, setting, settings, write_setting};
pub use site::{NewSite, Site, SiteKind, SiteStatus};
pub use site_requests::SiteRequest;
pub use start_mode::{StartMode, USUAL_START_MODE, network_start_mode, start_mode, start_modes, widest_start_mode};
pub use templates::{mark_template, templates};
pub use wish::{FirstTexts, LONGEST_ABOUT, LONGEST_PLACE, LONGEST_SITE_NAME, LONGEST_TOPIC, MOST_TOPICS, Wish};
