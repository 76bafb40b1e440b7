//! `cargo xtask prove`: promises that take a whole portal, many clients and a power cut to show.

mod ledger;

use crate::bench::catalogue;
use crate::server::{Plan, Server, percent};
use crate::shell::{Shell, read, run};
use crate::site::{self, Purpose};
use crate::{install, serve};
use anyhow::{Context, Result, bail, ensure};
use clap::{Subcommand, value_parser};
use serde_json::Value;
use socket2::{Domain, Socket, Type};
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What to prove.
#[derive(Clone, Copy, Subcommand)]
pub enum Promise {
    /// A suspension cuts running downloads, closes every channel, and survives a power cut; so does its end
    Suspension {
        /// Downloads that run when the door closes
        #[arg(long, default_value_t = 200, value_parser = value_parser!(u16).range(1..=1000))]
        downloads: u16,
    },
    /// The index holds every entry after power cuts in the middle of imports, and answers while it is rebuilt
    Index {
        /// Power cuts
        #[arg(long, default_value_t = 12)]
        cuts: usize,
    },
    /// No proof can be forged, no power cut leaves an act without its event or two heads, and no change of the past goes
    /// unnoticed
    Ledger {
        /// Power cuts
        #[arg(long, default_value_t = 200)]
        cuts: usize,
        /// Mutated proofs, and as many tiles and checkpoints
        #[arg(long, default_value_t = 100_000)]
        mutations: usize,
    },
}

/// The dataset with the file of a million rows.
const LARGE: &str = "transit-card-15min";

/// Proves it, or says what does not hold.
pub fn prove(shell: &Shell, promise: Promise) -> Result<()> {
    if !crate::shell::has("curl") {
        install::apt(&["curl"])?;
    }
    let site = site::build(shell, Purpose::Release)?;
    let binary = serve::release(shell)?;
    let data = tempfile::Builder::new().prefix("kaicang-prove-").tempdir()?;
    let log = shell.target.join("prove-server.log");
    let stage = Stage {
        binary,
        site,
        data,
        log,
    };
    match promise {
        Promise::Suspension { downloads } => stage.suspension(downloads),
        Promise::Index { cuts } => stage.index(shell, cuts),
        Promise::Ledger { cuts, mutations } => ledger::prove(shell, &stage, cuts, mutations),
    }
}

/// A portal that is started and killed on one folder.
struct Stage {
    binary: PathBuf,
    site: PathBuf,
    data: TempDir,
    log: PathBuf,
}

impl Stage {
    fn start(&self, demo: bool) -> Result<Server> {
        let settings = [("KAICANG_LIMITS_RATE", "0")];
        let (binary, log) = (self.binary.clone(), self.log.clone());
        Server::start(&Plan {
            binary,
            data: self.data.path(),
            site: &self.site,
            log,
            demo,
            settings: &settings,
        })
    }

    /// The command line, beside the running server.
    fn kaicang(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.arg("--data").arg(self.data.path()).args(arguments);
        command
    }

    fn suspension(&self, downloads: u16) -> Result<()> {
        let server = self.start(true)?;
        let file = LargeFile::find(&server)?;
        let channels = file.channels();
        expect(&server, &channels, Door::Open)?;

        let streams = Streams::open(&server, &file, downloads)?;
        let begun = Instant::now();
        run(&mut self.kaicang(&["suspend", LARGE, "--article", "O21-22", "--reason", "a proof"]))?;
        println!("suspended after {} ms", begun.elapsed().as_millis());
        streams.door_has_closed();
        expect(&server, &channels, Door::Suspended)?;
        streams.all_aborted(file.bytes)?;

        server.kill()?;
        let server = self.start(true)?;
        expect(&server, &channels, Door::Suspended)?;
        println!("still suspended after kill -9");
        run(&mut self.kaicang(&["restore", LARGE]))?;
        expect(&server, &channels, Door::Open)?;
        server.kill()?;
        let server = self.start(true)?;
        expect(&server, &channels, Door::Open)?;
        println!("restored, and still so after kill -9");
        drop(server);
        Ok(())
    }

    fn index(&self, shell: &Shell, cuts: usize) -> Result<()> {
        let real = shell.root.join("../shared/data/catalogue/real-16k.jsonl.gz");
        ensure!(real.exists(), "the proof needs real records in {}", real.display());
        let (count, file) = (20_000, self.data.path().join("records.jsonl"));
        catalogue::generate(&real, count, &file)?;
        let file = file.to_string_lossy().into_owned();
        for cut in 0..cuts {
            let server = self.start(false)?;
            let mut import = self
                .kaicang(&["import", "catalogue", &file])
                .stdout(std::process::Stdio::null())
                .spawn()?;
            // The cut falls at another point of the import each time.
            sleep(Duration::from_millis(150 + 130 * cut as u64));
            server.kill()?;
            if cut % 2 == 0 {
                import.kill()?;
            }
            import.wait()?;
        }
        let server = self.start(false)?;
        run(&mut self.kaicang(&["import", "catalogue", &file]))?;
        until_found(&server, count as u64)?;
        println!("{count} entries are found after {cuts} power cuts");
        let mut rebuild = self.kaicang(&["reindex"]).spawn()?;
        let mut answers = 0;
        while rebuild.try_wait()?.is_none() {
            ensure!(
                found(&server)? == count as u64,
                "a search lost entries while the index was rebuilt"
            );
            answers += 1;
        }
        ensure!(rebuild.wait()?.success(), "the index could not be rebuilt");
        until_found(&server, count as u64)?;
        println!("{answers} searches were answered in full while the index was rebuilt");
        Ok(())
    }
}

/// How many entries a search for everything finds.
fn found(server: &Server) -> Result<u64> {
    let answer = get(&format!("{}/api/v1/datasets", server.address()))?;
    answer["total"].as_u64().context("the list has no total")
}

fn until_found(server: &Server, count: u64) -> Result<()> {
    let mut seen = 0;
    for _ in 0..600 {
        seen = found(server)?;
        if seen == count {
            return Ok(());
        }
        sleep(Duration::from_millis(100));
    }
    bail!("{seen} of {count} entries are found after a minute")
}

fn get(address: &str) -> Result<Value> {
    let text = read(Command::new("curl").args(["--silent", "--show-error", "--fail", address]))?;
    serde_json::from_str(&text).with_context(|| address.to_owned())
}

/// The file of a million rows, and every address that gives it.
struct LargeFile {
    id: String,
    name: String,
    version: u64,
    bytes: u64,
}

impl LargeFile {
    fn find(server: &Server) -> Result<Self> {
        let versions = get(&format!("{}/api/v1/datasets/{LARGE}/versions", server.address()))?;
        let version = &versions["items"][0];
        let file = &version["files"][0];
        Ok(Self {
            id: file["id"].as_str().context("the file has no id")?.to_owned(),
            name: file["name"].as_str().context("the file has no name")?.to_owned(),
            version: version["number"].as_u64().context("the version has no number")?,
            bytes: file["bytes"].as_u64().context("the file has no size")?,
        })
    }

    fn by_api(&self) -> String {
        format!("/api/v1/datasets/{LARGE}/files/{}", self.id)
    }

    /// Every channel: addresses, and the ways to ask for them.
    fn channels(&self) -> Vec<(String, &'static [&'static str])> {
        let name = percent(&self.name);
        let addresses = [
            self.by_api(),
            format!("/datasets/{LARGE}/files/{}/{name}", self.id),
            format!("/datasets/{LARGE}/files/{}/{name}?variant=spreadsheet", self.id),
            format!("/datasets/{LARGE}/versions/{}/all.zip", self.version),
            format!("/api/v1/datasets/{LARGE}/preview"),
        ];
        let ways: [&'static [&'static str]; 4] = [
            &[],
            &["--head"],
            &["--header", "Range: bytes=0-99"],
            &["--header", "If-None-Match: *"],
        ];
        addresses
            .iter()
            .flat_map(|address| ways.map(|way| (address.clone(), way)))
            .collect()
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Door {
    Open,
    Suspended,
}

/// Asks on every channel. Only the beginning of an answer is read: its status is what counts.
fn expect(server: &Server, channels: &[(String, &'static [&'static str])], door: Door) -> Result<()> {
    for (path, way) in channels {
        let mut curl = Command::new("curl");
        curl.args([
            "--silent",
            "--output",
            "/dev/null",
            "--write-out",
            "%{http_code}",
            "--max-time",
            "20",
        ]);
        // An open door would send the whole file: a limit ends that, and the status has come by then.
        curl.args(["--max-filesize", "1000"])
            .args(*way)
            .arg(server.address() + path);
        let output = curl.output().context("curl")?;
        let status = String::from_utf8_lossy(&output.stdout).into_owned();
        let fits = match door {
            Door::Open => ["200", "206", "304"].contains(&status.as_str()),
            Door::Suspended => status == "451",
        };
        ensure!(fits, "{path} {way:?} answers {status} while the door is {door:?}");
    }
    println!("{} channels are {door:?}", channels.len());
    Ok(())
}

/// How a download ended.
enum End {
    /// The connection was reset: the client knows that the file is not whole.
    Aborted,
    /// The answer ended as if it were complete.
    Complete,
}

/// Downloads that run at the same time, each reading slowly.
struct Streams {
    threads: Vec<thread::JoinHandle<Result<Download>>>,
    watched: Arc<Watched>,
}

/// What the downloads tell while they run, and are told.
#[derive(Default)]
struct Watched {
    running: AtomicUsize,
    closed: AtomicBool,
}

/// A download that has ended.
struct Download {
    end: End,
    got: u64,
    /// Bytes of it that were read after the door had closed.
    late: u64,
}

/// What a client's own machine may hold for it when the door closes: those bytes have left before.
const RECEIVED: usize = 64 * 1024;

impl Streams {
    /// Opens them and waits until each has some of the file.
    fn open(server: &Server, file: &LargeFile, count: u16) -> Result<Self> {
        let watched = Arc::new(Watched::default());
        let threads = (0..count).map(|_| {
            let (watched, port, path) = (Arc::clone(&watched), server.port, file.by_api());
            thread::spawn(move || slow_download(port, &path, &watched))
        });
        let streams = Self {
            threads: threads.collect(),
            watched,
        };
        let running = || streams.watched.running.load(Ordering::SeqCst);
        for _ in 0..600 {
            if running() == usize::from(count) {
                println!("{count} downloads are running");
                return Ok(streams);
            }
            sleep(Duration::from_millis(50));
        }
        bail!("only {} of {count} downloads began", running())
    }

    /// From now on nothing may leave the portal.
    fn door_has_closed(&self) {
        self.watched.closed.store(true, Ordering::SeqCst);
    }

    /// Waits for the end of each: aborted, short of the whole file, and without a byte that left after the door closed.
    fn all_aborted(self, bytes: u64) -> Result<()> {
        let count = self.threads.len();
        let (mut most, mut latest) = (0, 0);
        for thread in self.threads {
            let Download { end, got, late } = thread.join().map_err(|_| anyhow::anyhow!("a download panicked"))??;
            ensure!(
                matches!(end, End::Aborted),
                "a download ended as if complete after {got} of {bytes} bytes"
            );
            ensure!(got < bytes, "a download got the whole file");
            // The system doubles what is asked for, for its own bookkeeping.
            ensure!(
                late <= 2 * RECEIVED as u64,
                "{late} bytes came after the door had closed"
            );
            (most, latest) = (most.max(got), latest.max(late));
        }
        println!(
            "{count} downloads were aborted, the farthest at {} %; at most {latest} bytes, which the client's machine \
             held already, were read afterwards",
            most * 100 / bytes
        );
        Ok(())
    }
}

/// Reads a download at about 1 MB a second, for a minute at most.
fn slow_download(port: u16, path: &str, watched: &Watched) -> Result<Download> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    socket.set_recv_buffer_size(RECEIVED)?;
    socket.connect(&SocketAddr::from((Ipv4Addr::LOCALHOST, port)).into())?;
    let mut stream = TcpStream::from(socket);
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    )?;
    let mut buffer = vec![0; 16 * 1024];
    let (mut got, mut late) = (0, 0);
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_mins(1) {
        let closed = watched.closed.load(Ordering::SeqCst);
        let end = match stream.read(&mut buffer) {
            Ok(0) => End::Complete,
            Ok(bytes) => {
                if got == 0 {
                    ensure!(buffer.starts_with(b"HTTP/1.1 200"), "a download was refused");
                    watched.running.fetch_add(1, Ordering::SeqCst);
                }
                got += bytes as u64;
                late += if closed { bytes as u64 } else { 0 };
                sleep(Duration::from_millis(15));
                continue;
            }
            Err(error) if error.kind() == ErrorKind::ConnectionReset => End::Aborted,
            Err(error) => return Err(error.into()),
        };
        return Ok(Download { end, got, late });
    }
    bail!("a download still ran a minute after the door had closed")
}
