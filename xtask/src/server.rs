//! A running portal on a free port of the loopback, for browser tests, measurements and proofs.

use crate::postgres::{free_port, interrupt};
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// What to start, and on what.
pub struct Plan<'a> {
    /// The program.
    pub binary: PathBuf,
    /// The folder with database, files and index.
    pub data: &'a Path,
    /// The built site.
    pub site: &'a Path,
    /// Where its log goes.
    pub log: PathBuf,
    /// Whether an empty portal is filled with the demo catalogue.
    pub demo: bool,
    /// Settings by their environment variables.
    pub settings: &'a [(&'a str, &'a str)],
}

/// A running portal; it is asked to end when the value is dropped.
pub struct Server {
    process: Child,
    /// Its port on 127.0.0.1.
    pub port: u16,
}

impl Server {
    /// Starts it and waits until it can do its work.
    pub fn start(plan: &Plan) -> Result<Self> {
        let mut server = Self::spawn(plan)?;
        server
            .wait()
            .with_context(|| format!("the server did not come up; its log is {}", plan.log.display()))?;
        Ok(server)
    }

    /// Starts it, whether it will be able to do its work or not.
    pub fn spawn(plan: &Plan) -> Result<Self> {
        let port = free_port()?;
        let log = File::create(&plan.log)?;
        let mut command = Command::new(&plan.binary);
        command.args(["serve", "--listen", &format!("127.0.0.1:{port}")]);
        command.arg("--data").arg(plan.data).arg("--site").arg(plan.site);
        if plan.demo {
            command.arg("--demo");
        }
        command
            .envs(plan.settings.iter().copied())
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log);
        let process = command.spawn().with_context(|| plan.binary.display().to_string())?;
        Ok(Self { process, port })
    }

    /// Scheme, host and port.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The process id, for `/proc`.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Ends it as a power cut would.
    pub fn kill(mut self) -> Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
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
fn ready(port: u16) -> Result<bool> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(2)))?;
    stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
    let mut answer = [0; 12];
    stream.read_exact(&mut answer)?;
    Ok(answer.ends_with(b"200"))
}

/// A text as a part of an address: every byte percent-encoded, which is always right.
pub fn percent(text: &str) -> String {
    text.bytes().fold(String::with_capacity(3 * text.len()), |out, byte| {
        out + &format!("%{byte:02X}")
    })
}
