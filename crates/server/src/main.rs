//! The program `umbel`.

use clap::Parser;
use std::process::ExitCode;
use umbel_server::commands::{self, Arguments};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match commands::run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("umbel: {error}");
            ExitCode::FAILURE
        }
    }
}
