//! The browser tests: a debug server on a free port with the demo catalogue in a folder of its own, and Playwright in
//! Debian's Chromium against it.

use crate::server::{Plan, Server};
use crate::shell::{Shell, run};
use crate::site::{self, Purpose};
use crate::{install, stamp};
use anyhow::Result;
use clap::Args;
use std::path::Path;
use std::process::Command;

/// Builds the tests, the server and all else in one go, so that nothing that a later step needs is left to build.
pub const BUILD: [&str; 3] = ["build", "--workspace", "--all-targets"];

/// What to hand on to Playwright.
#[derive(Args, Default)]
pub struct Options {
    /// Arguments of `playwright test`, such as a file name or `--project=wasm-off`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Builds, starts the server, runs the journeys and stops the server.
pub fn journeys(shell: &Shell, options: &Options) -> Result<()> {
    let folder = shell.root.join("end2end");
    let chromium = install::chromium()?;
    packages(shell, &folder)?;
    run(program(&folder, "tsc").arg("--noEmit"))?;
    let site = site::build(shell, Purpose::Release)?;
    run(&mut shell.cargo(BUILD))?;
    let data = tempfile::Builder::new().prefix("kaicang-e2e-").tempdir()?;
    let binary = shell.kaicang("debug");
    let log = shell.target.join("e2e-server.log");
    let plan = Plan {
        binary: binary.clone(),
        data: data.path(),
        site: &site,
        log,
        demo: true,
        settings: &[],
    };
    let server = Server::start(&plan)?;
    let mut playwright = program(&folder, "playwright");
    playwright
        .arg("test")
        .args(&options.arguments)
        .env("BASE_URL", server.address());
    playwright
        .env("CHROMIUM", chromium)
        .env("KAICANG", binary)
        .env("KAICANG_DATA", data.path());
    let outcome = run(&mut playwright);
    if outcome.is_err() {
        eprintln!("the server's log stands in {}", plan.log.display());
    }
    outcome
}

/// Installs the packages that the lock file names, without the browsers that Playwright would bring.
fn packages(shell: &Shell, folder: &Path) -> Result<()> {
    let inputs = ["end2end/package.json", "end2end/package-lock.json"];
    stamp::unless_fresh(
        shell,
        "npm",
        &inputs,
        &folder.join("node_modules/.package-lock.json"),
        || {
            let mut npm = Command::new("npm");
            npm.args(["ci", "--no-audit", "--no-fund"])
                .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
            run(npm.current_dir(folder))
        },
    )
}

fn program(folder: &Path, name: &str) -> Command {
    let mut command = Command::new(folder.join("node_modules/.bin").join(name));
    command.current_dir(folder);
    command
}
