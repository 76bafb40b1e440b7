//! `kaicang`: the portal as one program.

use std::process::ExitCode;

use server::cli::Cli;

fn main() -> ExitCode {
    let cli = Cli::of_process();
    server::cli::run(&cli)
}
