//! A site leaves whole and comes back beneath another umbrella; what strangers packed is looked at first.

mod archives;
mod command_line;
mod members;
mod parcels;
mod room;
