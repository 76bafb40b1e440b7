//! Builds, serves, tests and measures the portal. `cargo xtask` is an alias in `.cargo/config.toml`; nothing else has
//! to be installed beforehand than Rust (by rustup), node and a C linker.

mod bench;
mod e2e;
mod install;
mod postgres;
mod prove;
mod serve;
mod server;
mod shell;
mod site;
mod stamp;
mod style;
mod test;

use anyhow::Result;
use clap::{Parser, Subcommand};
use shell::Shell;
use site::Purpose;
use std::process::ExitCode;

/// Builds, serves, tests and measures the portal.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build everything for release and serve the portal from ./data, with the demo catalogue when it is empty
    Serve(serve::Options),
    /// Format, lints, unit, integration and browser tests, on SQLite and on PostgreSQL
    Test(test::Options),
    /// Only the browser tests, against a debug server
    E2e(e2e::Options),
    /// Only the browser's files: WebAssembly, style and static files
    Wasm,
    /// Measure the portal against bare axum, raw tantivy and nginx
    Bench(bench::Options),
    /// Show, with a whole portal, that a promise holds
    #[command(subcommand)]
    Prove(prove::Promise),
    /// For developers: a debug server that is rebuilt and started again when a source file changes
    Watch(serve::Options),
}

fn main() -> ExitCode {
    match run(Cli::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    let shell = Shell::find()?;
    match task {
        Task::Serve(options) => serve::serve(&shell, &options),
        Task::Test(options) => test::run_all(&shell, &options),
        Task::E2e(options) => e2e::journeys(&shell, &options),
        Task::Wasm => site::build(&shell, Purpose::Release).map(|site| println!("{}", site.display())),
        Task::Bench(options) => bench::run_all(&shell, &options),
        Task::Prove(promise) => prove::prove(&shell, promise),
        Task::Watch(options) => serve::watch(&shell, &options),
    }
}
