//! A site leaves whole and comes back beneath another umbrella; what strangers packed is looked at first.

mod archives;
mod members;
mod parcels;
mod room;
