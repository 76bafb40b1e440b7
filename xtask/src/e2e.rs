//! The browser tests: a debug server on a free port with the demo catalogue in a folder of its own, and Playwright in
//! Debian's Chromium against it.

use crate::postgres::{free_port, interrupt};
use crate::shell::{Shell, run};
use crate::site::{self, Purpose};
use crate::{install, stamp};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::fs::File;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// Builds the tests, the server and all else in one go. A call for the server alone would choose other features for
/// shared dependencies, and build them twice.
pub const BUILD: [&str; 3] = ["build", "--workspace", "--all-targets"];

/// What to hand on to Playwright.
#[derive(Args, Default)]
pub struct Options {
    /// Arguments of `playwright test`, such as a file name or `--project=wasm-off`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Builds, starts the server, runs the journeys and stops the server.
pub fn run_journeys(shell: &Shell, options: &Options) -> Result<()> {
    let folder = shell.root.join("end2end");
    let chromium = install::chromium()?;
    packages(shell, &folder)?;
    run(program(&folder, "tsc").arg("--noEmit"))?;
    let server = Server::start(shell)?;
    let mut playwright = program(&folder, "playwright");
    playwright.arg("test").args(&options.arguments);
    playwright.env("BASE_URL", format!("http://127.0.0.1:{}", server.port));
    playwright
        .env("CHROMIUM", chromium)
        .env("KAICANG", shell.kaicang("debug"))
        .env("KAICANG_DATA", server.data.path());
    let outcome = run(&mut playwright);
    if outcome.is_err() {
        eprintln!(
            "the server's log stands in {}",
            shell.target.join("e2e-server.log").display()
        );
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

/// A debug server with the demo catalogue; it ends, and its data goes, when the value is dropped.
struct Server {
    process: Child,
    port: u16,
    data: tempfile::TempDir,
}

impl Server {
    fn start(shell: &Shell) -> Result<Self> {
        let site = site::build(shell, Purpose::Release)?;
        run(&mut shell.cargo(BUILD))?;
        let data = tempfile::Builder::new().prefix("kaicang-e2e-").tempdir()?;
        let port = free_port()?;
        let log = File::create(shell.target.join("e2e-server.log"))?;
        let mut server = Command::new(shell.kaicang("debug"));
        server.args(["serve", "--demo", "--listen", &format!("127.0.0.1:{port}")]);
        server.arg("--data").arg(data.path()).arg("--site").arg(site);
        let process = server
            .stdout(log.try_clone()?)
            .stderr(log)
            .stdin(Stdio::null())
            .spawn()?;
        let mut server = Self { process, port, data };
        server
            .wait()
            .context("the server did not come up; its log is e2e-server.log in the target folder")?;
        Ok(server)
    }

    /// The first start fills an empty catalogue, which a debug build takes its time for.
    fn wait(&mut self) -> Result<()> {
        for _ in 0..1800 {
            if let Some(status) = self.process.try_wait()? {
                bail!("it ended at once: {status}");
            }
            if ready(self.port).unwrap_or(false) {
                return Ok(());
            }
            sleep(Duration::from_millis(100));
        }
        bail!("it was not ready within three minutes")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        interrupt(&mut self.process, "TERM");
    }
}

/// Asks `/readyz` whether the server can do its work.
pub fn ready(port: u16) -> Result<bool> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(2)))?;
    stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
    let mut answer = [0; 12];
    stream.read_exact(&mut answer)?;
    Ok(answer.ends_with(b"200"))
}
