//! `cargo xtask test`: everything that has to hold before a change is taken. A step that fails does not keep the next
//! ones from running, so that one run tells all.

use crate::e2e::{self, Options};
use crate::install::{self, WASM};
use crate::postgres::Postgres;
use crate::shell::{Shell, has, run};
use anyhow::{Result, bail};
use std::time::{Duration, Instant};

/// Runs every step, then says how each one ended.
pub fn run_all(shell: &Shell) -> Result<()> {
    let mut steps = Steps::default();
    steps.take("format", || run(&mut shell.cargo(["fmt", "--all", "--check"])));
    steps.take("lints", || lints(shell));
    steps.take("lints of the islands", || lints_of_islands(shell));
    steps.take("domain in WebAssembly", || domain(shell));
    steps.take("build", || run(&mut shell.cargo(e2e::BUILD)));
    steps.take("unit and integration tests", || tests(shell));
    if has("cargo-deny") {
        steps.take("licences and advisories", || run(&mut shell.cargo(["deny", "check"])));
    }
    steps.take("browser tests", || e2e::journeys(shell, &Options::default()));
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
