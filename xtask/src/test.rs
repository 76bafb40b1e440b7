//! `cargo xtask test`: everything that has to hold before a change is taken. A step that fails does not keep the next
//! ones from running, so that one run tells all.

use crate::e2e;
use crate::install::{self, WASM};
use crate::postgres::Postgres;
use crate::shell::{Shell, has, run};
use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use std::time::{Duration, Instant};

/// Which steps to run.
#[derive(Args)]
pub struct Options {
    /// Only these steps; all when none is named
    steps: Vec<Step>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Step {
    /// rustfmt
    Format,
    /// clippy, with the pages' features and with the islands'
    Lints,
    /// The rules compile for the browser
    Domain,
    /// Unit and integration tests on both databases
    Tests,
    /// cargo-deny, where it is installed
    Licences,
    /// Playwright
    Browser,
}

/// Runs every step, then says how each one ended.
pub fn run_all(shell: &Shell, options: &Options) -> Result<()> {
    let wanted = |step| options.steps.is_empty() || options.steps.contains(&step);
    let mut steps = Steps::default();
    if wanted(Step::Format) {
        steps.take("format", || run(&mut shell.cargo(["fmt", "--all", "--check"])));
    }
    if wanted(Step::Lints) {
        steps.take("lints", || lints(shell));
        steps.take("lints of the islands", || lints_of_islands(shell));
    }
    if wanted(Step::Domain) {
        steps.take("domain in WebAssembly", || domain(shell));
    }
    if wanted(Step::Tests) {
        steps.take("build", || run(&mut shell.cargo(e2e::BUILD)));
        steps.take("unit and integration tests", || tests(shell));
    }
    if wanted(Step::Licences) && has("cargo-deny") {
        steps.take("licences and advisories", || run(&mut shell.cargo(["deny", "check"])));
    }
    if wanted(Step::Browser) {
        steps.take("browser tests", || e2e::journeys(shell, &e2e::Options::default()));
    }
    steps.close()
}

fn lints(shell: &Shell) -> Result<()> {
    run(&mut shell.cargo(["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]))
}

/// The islands are compiled with other features than the pages, so the lints have to look twice.
fn lints_of_islands(shell: &Shell) -> Result<()> {
    install::wasm_target()?;
    let features = ["--no-default-features", "--features", "hydrate"];
    let place = ["--package", "app", "--lib", "--target", WASM];
    run(shell
        .cargo(["clippy"])
        .args(place)
        .args(features)
        .args(["--", "--deny", "warnings"]))
}

/// The rules hold in the browser as well: `domain` compiles for it, alone.
fn domain(shell: &Shell) -> Result<()> {
    install::wasm_target()?;
    run(&mut shell.cargo(["check", "--package", "domain", "--target", WASM]))
}

/// On SQLite and, because the address of one is given, on PostgreSQL.
fn tests(shell: &Shell) -> Result<()> {
    let postgres = Postgres::start()?;
    let tests = |arguments: &[&str]| {
        let mut command = shell.cargo(arguments);
        run(command
            .env("KAICANG_TEST_POSTGRES", postgres.url())
            .env("INSTA_UPDATE", "no"))
    };
    if has("cargo-nextest") {
        tests(&["nextest", "run", "--workspace", "--no-fail-fast"])?;
        return tests(&["test", "--workspace", "--doc", "--no-fail-fast"]);
    }
    tests(&["test", "--workspace", "--no-fail-fast"])
}

/// The steps taken so far: name, time and, when it failed, why.
#[derive(Default)]
struct Steps(Vec<(&'static str, Duration, Option<String>)>);

impl Steps {
    fn take(&mut self, name: &'static str, step: impl FnOnce() -> Result<()>) {
        println!("\n== {name}");
        let start = Instant::now();
        let failure = step().err().map(|error| format!("{error:#}"));
        if let Some(reason) = &failure {
            eprintln!("{reason}");
        }
        self.0.push((name, start.elapsed(), failure));
    }

    fn close(self) -> Result<()> {
        println!("\n== summary");
        for (name, time, failure) in &self.0 {
            let outcome = failure.as_deref().unwrap_or("ok");
            println!("{:>6} s  {name}: {outcome}", time.as_secs());
        }
        let failed = self.0.iter().filter(|(.., failure)| failure.is_some()).count();
        println!("steps: {} passed, {failed} failed", self.0.len() - failed);
        if failed > 0 {
            bail!("{failed} of {} steps failed", self.0.len());
        }
        Ok(())
    }
}
