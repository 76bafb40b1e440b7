//! `kaicang`: the portal as one program.

use std::process::ExitCode;

use server::cli::Cli;

/// Many small pieces are made and dropped for each page; this allocator gives their memory back sooner.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::of_process();
    server::cli::run(&cli)
}
