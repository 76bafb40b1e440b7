//! `serve` for people who want to see the portal, `watch` for those who change it.

use crate::shell::{Shell, run};
use crate::site::{self, Purpose};
use crate::stamp;
use anyhow::{Context, Result};
use clap::Args;
use std::path::PathBuf;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::Duration;

/// Every folder whose content the server is made of.
pub const SOURCES: [&str; 5] = ["domain", "backend", "demo", "app", "server"];

/// Where to serve, and from what.
#[derive(Args)]
pub struct Options {
    /// The address to listen on
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
    /// The folder that holds the database, the files and the index
    #[arg(long, default_value = "./data")]
    data: PathBuf,
}

/// Builds for release and becomes the server, so that Ctrl-C reaches it as if it had been called itself.
pub fn serve(shell: &Shell, options: &Options) -> Result<()> {
    let site = site::build(shell, Purpose::Release)?;
    let binary = release(shell)?;
    let mut server = command(binary, options, &site);
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        Err(server.exec()).context("could not start the server")
    }
    #[cfg(not(unix))]
    run(&mut server)
}

/// The release server, built when something changed.
pub fn release(shell: &Shell) -> Result<PathBuf> {
    let binary = shell.kaicang("release");
    stamp::unless_fresh(shell, "server", &SOURCES, &binary, || {
        println!("building the server (the first time takes a while)");
        run(&mut shell.cargo(["build", "--release", "--package", "server", "--bin", "kaicang"]))
    })?;
    Ok(binary)
}

fn command(binary: PathBuf, options: &Options, site: &std::path::Path) -> Command {
    let mut server = Command::new(binary);
    server.args(["serve", "--demo", "--listen", &options.listen]);
    server.arg("--data").arg(&options.data).arg("--site").arg(site);
    server
}

/// Rebuilds and restarts on change. A build that fails leaves the last good server running and says why.
pub fn watch(shell: &Shell, options: &Options) -> Result<()> {
    let mut watched = SOURCES.to_vec();
    watched.extend(["style", "public", "Cargo.toml", "Cargo.lock"]);
    let mut running: Option<Child> = None;
    loop {
        let seen = stamp::of(&shell.root, &watched)?;
        match debug(shell) {
            Ok((site, binary)) => {
                stop(&mut running)?;
                running = Some(
                    command(binary, options, &site)
                        .spawn()
                        .context("could not start the server")?,
                );
            }
            Err(error) => eprintln!("{error:#}\nwaiting for the next change"),
        }
        while stamp::of(&shell.root, &watched)? == seen {
            sleep(Duration::from_millis(300));
        }
    }
}

/// The browser's files and a debug server.
fn debug(shell: &Shell) -> Result<(PathBuf, PathBuf)> {
    let site = site::build(shell, Purpose::Develop)?;
    // The whole workspace's features, so that a test run and this share what they build.
    run(&mut shell.cargo(["build", "--workspace", "--bin", "kaicang"]))?;
    Ok((site, shell.kaicang("debug")))
}

fn stop(running: &mut Option<Child>) -> Result<()> {
    if let Some(mut server) = running.take() {
        server.kill()?;
        server.wait()?;
    }
    Ok(())
}
