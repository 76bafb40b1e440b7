//! `cargo xtask prove ledger`: forged proofs, power cuts, and an operator who changes the past.

use super::{Stage, get};
use crate::install;
use crate::postgres::free_port;
use crate::server::{Plan, Server};
use crate::shell::{Shell, has, read, run};
use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Heads that a stranger has seen, by their size, with the whole note.
type Heads = BTreeMap<u64, String>;

/// Proves it, or says what does not hold.
pub fn prove(shell: &Shell, stage: &Stage, cuts: usize, mutations: usize) -> Result<()> {
    if !has("sqlite3") {
        install::apt(&["sqlite3"])?;
    }
    forge(shell, mutations)?;
    run(&mut shell.cargo(["bench", "--package", "tests", "--bench", "acts"]))?;
    let proof = Proof::new(stage)?;
    let heads = proof.cut_power(cuts)?;
    proof.change_the_past(&heads)
}

/// Shows mutated proofs, tiles and checkpoints to two verifiers.
fn forge(shell: &Shell, mutations: usize) -> Result<()> {
    let test = ["test", "--release", "--package", "domain", "--test", "ledger"];
    run(shell
        .cargo(test)
        .args(["--", "mutations", "--nocapture"])
        .env("KAICANG_TEST_MUTATIONS", mutations.to_string()))
}

struct Proof<'a> {
    stage: &'a Stage,
    /// Folders of the witness, of backups and of copies.
    beside: TempDir,
    key: String,
    witness: WitnessProcess,
    witnesses: String,
}

/// The witness, a process of its own with a folder of its own.
struct WitnessProcess {
    binary: PathBuf,
    folder: PathBuf,
    log: String,
    port: u16,
    process: Mutex<Child>,
}

impl WitnessProcess {
    fn spawn(binary: &Path, folder: &Path, log: &str, port: u16) -> Result<Child> {
        let mut command = Command::new(binary);
        command.args(["witness", "--listen", &format!("127.0.0.1:{port}"), "--logs", log]);
        command
            .arg("--folder")
            .arg(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        command.spawn().context("the witness")
    }

    fn start(binary: &Path, folder: &Path, log: &str) -> Result<Self> {
        let port = free_port()?;
        let process = Self::spawn(binary, folder, log, port)?;
        Ok(Self {
            binary: binary.to_owned(),
            folder: folder.to_owned(),
            log: log.to_owned(),
            port,
            process: Mutex::new(process),
        })
    }

    fn key(&self) -> Result<String> {
        let address = format!("http://127.0.0.1:{}/key", self.port);
        for _ in 0..100 {
            let answer = Command::new("curl").args(["--silent", "--fail", &address]).output()?;
            if answer.status.success() {
                return Ok(String::from_utf8(answer.stdout)?.trim().to_owned());
            }
            sleep(Duration::from_millis(50));
        }
        bail!("the witness did not come up")
    }

    /// Ends it as a power cut would, and starts it again.
    fn cut(&self) -> Result<()> {
        let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        process.kill()?;
        process.wait()?;
        *process = Self::spawn(&self.binary, &self.folder, &self.log, self.port)?;
        Ok(())
    }
}

impl Drop for WitnessProcess {
    fn drop(&mut self) {
        let process = self.process.get_mut().unwrap_or_else(PoisonError::into_inner);
        let _ = process.kill();
        let _ = process.wait();
    }
}

/// What clients did, and what they were told.
#[derive(Default)]
struct Seen {
    /// Acts that the command line reported as done.
    acted: BTreeSet<String>,
    /// Acts that were begun.
    begun: BTreeSet<String>,
    heads: Heads,
}

impl<'a> Proof<'a> {
    fn new(stage: &'a Stage) -> Result<Self> {
        let keys = read(&mut stage.kaicang(&["ledger", "key"]))?;
        let key = keys.lines().next().context("no key")?.to_owned();
        let beside = tempfile::Builder::new().prefix("kaicang-prove-").tempdir()?;
        let folder = beside.path().join("witness");
        let witness = WitnessProcess::start(&stage.binary, &folder, &key)?;
        let witnesses = format!("http://127.0.0.1:{} {}", witness.port, witness.key()?);
        Ok(Self {
            stage,
            beside,
            key,
            witness,
            witnesses,
        })
    }

    fn plan<'b>(&'b self, data: &'b Path, settings: &'b [(&'b str, &'b str)]) -> Plan<'b> {
        Plan {
            binary: self.stage.binary.clone(),
            data,
            site: &self.stage.site,
            log: self.stage.log.clone(),
            demo: false,
            settings,
        }
    }

    fn settings(&self) -> [(&str, &str); 2] {
        [
            ("KAICANG_LIMITS_RATE", "0"),
            ("KAICANG_LEDGER_WITNESSES", &self.witnesses),
        ]
    }

    /// Cuts the power at random moments while acts are under way, then holds what was said against what is recorded.
    fn cut_power(&self, cuts: usize) -> Result<Heads> {
        let data = self.stage.data.path();
        let settings = self.settings();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let mut moment = 17_u64;
        for cut in 0..cuts {
            let server = Server::start(&self.plan(data, &settings))?;
            let stop = Arc::new(AtomicBool::new(false));
            let workers = self.work(&server, cut, &seen, &stop);
            moment = moment
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            sleep(Duration::from_millis(20 + (moment >> 33) % 800));
            server.kill()?;
            if cut % 5 == 0 {
                self.witness.cut()?;
            }
            stop.store(true, Ordering::SeqCst);
            for worker in workers {
                worker.join().map_err(|_| anyhow::anyhow!("a worker panicked"))??;
            }
            if cut == cuts / 2 {
                copy(data, &self.backup())?;
            }
        }
        let server = Server::start(&self.plan(data, &settings))?;
        let seen = std::mem::take(&mut *seen.lock().unwrap_or_else(PoisonError::into_inner));
        self.compare(&server, &seen)?;
        println!("{cuts} power cuts: no act without its event, no hole, no second head");
        Ok(seen.heads)
    }

    /// Where the data folder was saved half way.
    fn backup(&self) -> PathBuf {
        self.beside.path().join("backup")
    }

    /// Two who act at the command line, one of whom is killed too, and a stranger who keeps every head.
    fn work(
        &self,
        server: &Server,
        cut: usize,
        seen: &Arc<Mutex<Seen>>,
        stop: &Arc<AtomicBool>,
    ) -> Vec<thread::JoinHandle<Result<()>>> {
        let actors = (0..2).map(|actor| {
            let (seen, stop) = (Arc::clone(seen), Arc::clone(stop));
            let (binary, data) = (self.stage.binary.clone(), self.stage.data.path().to_owned());
            thread::spawn(move || {
                let seen = || seen.lock().unwrap_or_else(PoisonError::into_inner);
                for number in 0.. {
                    let slug = format!("p-{cut}-{actor}-{number}");
                    seen().begun.insert(slug.clone());
                    let mut command = Command::new(&binary);
                    command.arg("--data").arg(&data);
                    command.args(["admin", "body", "add", &slug, "--name", "试验"]);
                    let mut acting = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
                    let done = loop {
                        match acting.try_wait()? {
                            Some(status) => break status.success(),
                            None if actor == 0 && stop.load(Ordering::SeqCst) => {
                                acting.kill()?;
                                acting.wait()?;
                                break false;
                            }
                            None => sleep(Duration::from_millis(1)),
                        }
                    };
                    if done {
                        seen().acted.insert(slug.clone());
                    }
                    if stop.load(Ordering::SeqCst) {
                        break;
                    }
                }
                Ok(())
            })
        });
        let mut workers: Vec<_> = actors.collect();
        let (seen, stop, address) = (Arc::clone(seen), Arc::clone(stop), server.address());
        workers.push(thread::spawn(move || {
            while !stop.load(Ordering::SeqCst) {
                if let Some((size, note)) = head(&address)? {
                    let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
                    let known = seen.heads.entry(size).or_insert_with(|| note.clone());
                    ensure!(
                        text(known) == text(&note),
                        "two heads of {size} events:\n{known}\n{note}"
                    );
                }
                sleep(Duration::from_millis(30));
            }
            Ok(())
        }));
        workers
    }

    fn compare(&self, server: &Server, seen: &Seen) -> Result<()> {
        let events = until_sealed(server)?;
        for (at, event) in events.iter().enumerate() {
            ensure!(event["seq"] == at, "event {at} is missing");
        }
        let saved = events.iter().filter(|event| event["kind"] == "save-body");
        let leaves = saved.map(|event| serde_json::from_str(event["leaf"].as_str().unwrap_or_default()));
        let leaves: Vec<Value> = leaves.collect::<Result<_, _>>()?;
        let recorded: Vec<&str> = leaves.iter().filter_map(|leaf| leaf["object"]["id"].as_str()).collect();
        let once: BTreeSet<&str> = recorded.iter().copied().collect();
        ensure!(once.len() == recorded.len(), "an act has left two events");
        let list = read(&mut self.stage.kaicang(&["admin", "body", "list"]))?;
        let there: BTreeSet<&str> = list.lines().filter_map(|line| line.split('\t').next()).collect();
        ensure!(
            there == once,
            "the bodies that are there are not those that the ledger knows of"
        );
        for slug in &seen.acted {
            ensure!(
                once.contains(slug.as_str()),
                "{slug} was reported as done and is not recorded"
            );
        }
        println!(
            "{} acts begun, {} reported as done, {} recorded, {} events, {} heads seen",
            seen.begun.len(),
            seen.acted.len(),
            recorded.len(),
            events.len(),
            seen.heads.len()
        );
        // Every head that anyone saw is an earlier state of this ledger: at most 200, evenly chosen.
        let step = seen.heads.len() / 200 + 1;
        for note in seen.heads.values().step_by(step).chain(seen.heads.values().last()) {
            let (sound, said) = self.verify(&server.address(), note)?;
            ensure!(
                sound,
                "a head that was seen is no part of the ledger any more:\n{note}\n{said}"
            );
        }
        Ok(())
    }

    /// Asks the checker, who has seen a head before.
    fn verify(&self, place: &str, seen: &str) -> Result<(bool, String)> {
        let file = self.beside.path().join("seen");
        std::fs::write(&file, seen)?;
        let mut command = Command::new(&self.stage.binary);
        command.args(["--lang", "en", "ledger", "verify", place, "--key", &self.key, "--seen"]);
        let output = command.arg(&file).output()?;
        let said = [output.stdout, output.stderr].concat();
        Ok((output.status.success(), String::from_utf8_lossy(&said).into_owned()))
    }

    /// Changes the database behind the portal's back in several ways, each on a copy of its own.
    fn change_the_past(&self, heads: &Heads) -> Result<()> {
        let seen = heads.values().last().context("no head was seen")?;
        let swap = "update events set seq = -1 where seq = 5; update events set seq = 5 where seq = 6; \
                    update events set seq = 6 where seq = -1;";
        let (whole, database) = (self.backup(), self.backup().join("kaicang.db"));
        self.changed("a deleted event", seen, |data| {
            sql(data, "delete from events where seq = 7;")
        })?;
        self.changed("two swapped events", seen, |data| sql(data, swap))?;
        self.changed("a changed event", seen, |data| {
            sql(
                data,
                "update events set leaf = replace(leaf, 'console', 'visitor') where seq = 9;",
            )
        })?;
        self.changed("an older backup of the database that grew again", seen, |data| {
            for file in ["kaicang.db-wal", "kaicang.db-shm"] {
                let _ = std::fs::remove_file(data.join(file));
            }
            std::fs::copy(&database, data.join("kaicang.db"))?;
            // A database that was killed keeps its newest pages beside it.
            let wal = whole.join("kaicang.db-wal");
            if wal.exists() {
                std::fs::copy(&wal, data.join("kaicang.db-wal"))?;
            }
            grow(self, data)
        })?;
        self.changed("an older backup of the whole machine that grew again", seen, |data| {
            std::fs::remove_dir_all(data)?;
            copy(&whole, data)?;
            grow(self, data)
        })
    }

    /// Serves a changed copy: the portal has to call itself not ready because of its ledger, and the checker to find it.
    fn changed(&self, what: &str, seen: &str, change: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
        let copied = self.beside.path().join("changed");
        let _ = std::fs::remove_dir_all(&copied);
        copy(self.stage.data.path(), &copied)?;
        change(&copied)?;
        let settings = self.settings();
        let log = self.stage.log.with_extension("changed.log");
        let plan = Plan {
            log: log.clone(),
            ..self.plan(&copied, &settings)
        };
        let server = Server::spawn(&plan)?;
        let begun = Instant::now();
        loop {
            let ready = Command::new("curl")
                .args(["--silent", &format!("{}/readyz", server.address())])
                .output()?;
            let ready: Value = serde_json::from_slice(&ready.stdout).unwrap_or_default();
            if ready["ledger"] == false {
                break;
            }
            ensure!(
                begun.elapsed() < Duration::from_mins(1),
                "{what} is not noticed by the portal"
            );
            sleep(Duration::from_millis(100));
        }
        let (sound, said) = self.verify(&server.address(), seen)?;
        ensure!(!sound, "{what} is not noticed by the checker: {said}");
        server.kill()?;
        let log = std::fs::read_to_string(&log)?;
        let loud = log
            .lines()
            .find(|line| line.contains("NOT SOUND"))
            .unwrap_or("(no line)");
        println!(
            "{what}:\n  portal:  {}\n  checker: {}",
            loud.trim(),
            said.trim().replace('\n', "\n           ")
        );
        Ok(())
    }
}

/// Acts on a copy, as a portal that was set back would.
fn grow(proof: &Proof<'_>, data: &Path) -> Result<()> {
    for number in 0..20 {
        let mut command = Command::new(&proof.stage.binary);
        command.arg("--data").arg(data);
        command.args(["admin", "body", "add", &format!("later-{number}"), "--name", "后来"]);
        run(command.stdout(Stdio::null()))?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    run(Command::new("cp")
        .args(["--archive", "--no-target-directory"])
        .arg(from)
        .arg(to))
}

fn sql(data: &Path, statements: &str) -> Result<()> {
    run(Command::new("sqlite3").arg(data.join("kaicang.db")).arg(statements))
}

/// The checkpoint that is shown; none while the server comes or goes.
fn head(address: &str) -> Result<Option<(u64, String)>> {
    let answer = Command::new("curl")
        .args([
            "--silent",
            "--fail",
            "--max-time",
            "2",
            &format!("{address}/ledger/checkpoint"),
        ])
        .output()?;
    let note = String::from_utf8(answer.stdout)?;
    let size = note.lines().nth(1).and_then(|line| line.parse().ok());
    Ok(size.filter(|_| answer.status.success()).map(|size| (size, note)))
}

/// The part of a note that is signed.
fn text(note: &str) -> &str {
    note.split("\n\n").next().unwrap_or_default()
}

/// Every event, when a checkpoint covers all of them.
fn until_sealed(server: &Server) -> Result<Vec<Value>> {
    // Nobody acts any more: when two seconds bring nothing new, all is sealed.
    let mut before = None;
    for _ in 0..30 {
        let size = head(&server.address())?.map(|(size, _)| size);
        if size.is_some() && size == before {
            break;
        }
        before = size;
        sleep(Duration::from_secs(2));
    }
    let mut events = Vec::new();
    loop {
        let after = events.len() as i64 - 1;
        let page = get(&format!(
            "{}/api/v1/ledger/events?after={after}&size=1000",
            server.address()
        ))?;
        let items = page["items"].as_array().context("a page has no items")?;
        if items.is_empty() {
            return Ok(events);
        }
        events.extend(items.iter().cloned());
    }
}
