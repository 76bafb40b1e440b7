//! A throw-away PostgreSQL for the tests: its own cluster on a free port of the loopback, gone when the value is
//! dropped. Durability is off, because nothing in it outlives the run.

use crate::install;
use crate::shell::run;
use anyhow::{Context, Result, bail};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;
use tempfile::TempDir;

/// A running server and its folder.
pub struct Postgres {
    server: Child,
    port: u16,
    // Dropped last, when the server that writes into it has ended.
    _folder: TempDir,
}

impl Postgres {
    /// Makes the cluster, starts it and waits until it answers.
    pub fn start() -> Result<Self> {
        let programs = install::postgres()?;
        let owner = Owner::find()?;
        // Not below the target folder: the owner may have no way in there, for instance below root's home.
        let folder = tempfile::Builder::new().prefix("kaicang-postgres-").tempdir()?;
        owner.takes(folder.path())?;
        let data = folder.path().join("data");
        let program = |name: &str| owner.command(&programs.join(name), folder.path());
        let settings = [
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ];
        run(program("initdb")
            .arg("--pgdata")
            .arg(&data)
            .args(settings)
            .stdout(Stdio::null()))?;
        let port = free_port()?;
        let mut server = program("postgres");
        server
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(folder.path())
            .args(["-h", "127.0.0.1", "-p", &port.to_string()]);
        for setting in [
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "max_connections=300",
        ] {
            server.args(["-c", setting]);
        }
        let log = std::fs::File::create(folder.path().join("log"))?;
        let server = server
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .context("could not start postgres")?;
        let mut postgres = Self {
            server,
            port,
            _folder: folder,
        };
        postgres.wait(&programs)?;
        Ok(postgres)
    }

    /// The address of its first database.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn wait(&mut self, programs: &Path) -> Result<()> {
        let port = self.port.to_string();
        for _ in 0..300 {
            if let Some(status) = self.server.try_wait()? {
                bail!("postgres ended at once: {status}");
            }
            let mut ready = Command::new(programs.join("pg_isready"));
            if ready
                .args(["-q", "-h", "127.0.0.1", "-p", &port])
                .status()
                .is_ok_and(|status| status.success())
            {
                return Ok(());
            }
            sleep(Duration::from_millis(100));
        }
        bail!("postgres did not answer within 30 seconds")
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        interrupt(&mut self.server, "INT");
    }
}

/// Asks a child to end by a signal, and ends it after ten seconds without an answer. An error here means that it has
/// already ended.
pub fn interrupt(child: &mut Child, signal: &str) {
    let _ = Command::new("kill")
        .args([format!("-{signal}"), child.id().to_string()])
        .status();
    for _ in 0..100 {
        if child.try_wait().is_ok_and(|status| status.is_some()) {
            return;
        }
        sleep(Duration::from_millis(100));
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// A port of the loopback that nobody listens on at the moment.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Who runs the server: PostgreSQL refuses root, so root lends it the user that Debian's package made.
struct Owner {
    lent: Option<(String, u32, u32)>,
}

impl Owner {
    fn find() -> Result<Self> {
        if !install::is_root() {
            return Ok(Self { lent: None });
        }
        for name in ["postgres", "nobody"] {
            if let (Some(user), Some(group)) = (id("-u", name), id("-g", name)) {
                return Ok(Self {
                    lent: Some((name.to_owned(), user, group)),
                });
            }
        }
        bail!("PostgreSQL does not run as root, and there is neither a user postgres nor nobody")
    }

    fn takes(&self, folder: &Path) -> Result<()> {
        match &self.lent {
            Some((name, ..)) => run(Command::new("chown").arg(name).arg(folder)),
            None => Ok(()),
        }
    }

    fn command(&self, program: &PathBuf, folder: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(folder);
        #[cfg(unix)]
        if let Some((_, user, group)) = self.lent {
            use std::os::unix::process::CommandExt;
            command.uid(user).gid(group);
        }
        command
    }
}

fn id(what: &str, name: &str) -> Option<u32> {
    let output = Command::new("id")
        .args([what, name])
        .stderr(Stdio::null())
        .output()
        .ok()?;
    std::str::from_utf8(&output.stdout).ok()?.trim().parse().ok()
}
