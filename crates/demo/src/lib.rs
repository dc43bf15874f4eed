//! Invented sites to show and to measure with: the demo network, and a synthetic network of any size.

mod content;
pub mod people;
pub mod pictures;
mod plant;
pub mod seed;
pub mod workplace;

pub use plant::{Planted, plant};
