//! What every page needs: features as data, themes, languages, typed views, and the delivery of ready pages.

pub mod delivery;
pub mod domain_proofs;
pub mod feature;
pub mod forms;
pub mod guests;
pub mod i18n;
pub mod joining;
pub mod path;
pub mod problem;
pub mod stones;
pub mod syndication;
pub mod themes;
pub mod visit;
pub mod world;

pub mod chrome;
mod first_texts;
pub mod front;
pub mod protected;
pub mod wellknown;
pub mod workplace;

pub use feature::{Feature, FrontSection, NavLink, Route};
pub use first_texts::first_texts;
pub use forms::{Form, FormView};
pub use problem::Problem;
pub use visit::{Answer, Browser, Cookie, Ground, PageHead, Visit};
pub use world::World;
