//! The program `umbel`: its commands, the web server and the worker.

pub mod commands;
pub mod domains;
pub mod features;
pub mod serving;
pub mod worker;
