//! What a process that seals holds: the log's key, its memory of the last head it signed, and its witnesses.
//!
//! The memory is a file outside the database, so that a database that was set back to an older backup is noticed.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use domain::ledger::checkpoint::Checkpoint;
use domain::ledger::note::{Kind, Note, SignKey, VerifyKey};

use crate::durable::{make_once, write_through};

/// A witness of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// Where it takes checkpoints; `/add-checkpoint` is added.
    pub url: String,
    /// Its public key.
    pub key: VerifyKey,
}

/// How a process is to seal.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The file of the log's key; made when it is missing.
    pub key: PathBuf,
    /// The name of the log, for a key that is made. Later the key's own name counts: a log keeps its name for ever.
    pub origin: String,
    /// Its witnesses.
    pub witnesses: Vec<Witness>,
}

/// This process as a keeper of the ledger. Cheap to clone. It seals nothing until it is set up.
#[derive(Debug, Clone, Default)]
pub struct Ledger(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    keeper: OnceLock<Keeper>,
    fault: Mutex<Option<String>>,
}

/// What it takes to seal.
#[derive(Debug)]
pub(super) struct Keeper {
    pub(super) key: SignKey,
    pub(super) witnesses: Vec<Witness>,
    pub(super) client: reqwest::Client,
    memory: PathBuf,
    /// Which event the patrol reads next.
    pub(super) patrol: AtomicU64,
    /// The size up to which the witnesses are known to agree with this database; -1 until they were asked.
    pub(super) agreed: AtomicI64,
    /// Sealing is one thing at a time.
    pub(super) sealing: tokio::sync::Mutex<()>,
}

impl Ledger {
    /// Reads or makes the key, so that this process can seal.
    pub fn keep(&self, setup: Setup) -> anyhow::Result<()> {
        let key = read_or_make_key(&setup.key, &setup.origin, Kind::Log)?;
        anyhow::ensure!(
            key.public().kind() == Kind::Log,
            "{} is the key of a witness",
            setup.key.display()
        );
        if key.public().name() != setup.origin {
            tracing::debug!(
                origin = key.public().name(),
                "the ledger keeps the name that its key was made for"
            );
        }
        let keeper = Keeper {
            key,
            witnesses: setup.witnesses,
            client: client()?,
            memory: setup.key.with_extension("head"),
            patrol: AtomicU64::new(0),
            agreed: AtomicI64::new(-1),
            sealing: tokio::sync::Mutex::default(),
        };
        self.0
            .keeper
            .set(keeper)
            .map_err(|_| anyhow::anyhow!("the ledger is kept already"))
    }

    pub(super) fn keeper(&self) -> Option<&Keeper> {
        self.0.keeper.get()
    }

    /// What is wrong with the ledger, when the last look found something. Nothing is signed then.
    pub fn fault(&self) -> Option<String> {
        self.0.fault.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps what the last look found, and says it aloud when it is news.
    pub(super) fn set_fault(&self, fault: Option<String>) {
        let mut last = self.0.fault.lock().unwrap_or_else(PoisonError::into_inner);
        if *last != fault {
            if let Some(fault) = &fault {
                tracing::error!(fault, "THE LEDGER IS NOT SOUND: no checkpoint is signed");
            } else {
                tracing::warn!("the ledger is sound again");
            }
            *last = fault;
        }
    }

    pub(super) fn keys(&self) -> Option<(VerifyKey, Vec<VerifyKey>)> {
        let keeper = self.keeper()?;
        let witnesses = keeper.witnesses.iter().map(|witness| witness.key.clone());
        Some((keeper.key.public().clone(), witnesses.collect()))
    }
}

impl Keeper {
    /// The last head that this key is known to have signed.
    pub(super) fn remembered(&self) -> anyhow::Result<Option<(Checkpoint, String)>> {
        let text = match std::fs::read_to_string(&self.memory) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", self.memory.display())),
        };
        let note: Note = text
            .parse()
            .with_context(|| format!("{} is damaged", self.memory.display()))?;
        let checkpoint = Checkpoint::open(&note, self.key.public())
            .with_context(|| format!("{} was not signed by this key", self.memory.display()))?;
        Ok(Some((checkpoint, text)))
    }

    /// Remembers a head before anyone else sees it.
    pub(super) fn remember(&self, note: &str) -> anyhow::Result<()> {
        write_through(&self.memory, note, 0o644).with_context(|| format!("cannot write {}", self.memory.display()))
    }
}

/// The key in a file; a new one, that only its owner can read, when there is no such file.
pub fn read_or_make_key(path: &Path, name: &str, kind: Kind) -> anyhow::Result<SignKey> {
    let shown = path.display();
    match std::fs::read_to_string(path) {
        Ok(text) => SignKey::from_secret(&text).with_context(|| format!("{shown} holds no key")),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let key = SignKey::from_seed(name, kind, &rand::random())
                .with_context(|| format!("{name:?} cannot be the name of a key"))?;
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
            }
            if make_once(path, &format!("{}\n", key.secret()))
                .with_context(|| format!("cannot write the key {shown}"))?
            {
                tracing::info!(key = %key.public(), file = %shown, "a key was made");
                return Ok(key);
            }
            // Another process was quicker.
            let text = std::fs::read_to_string(path).with_context(|| format!("cannot read the key {shown}"))?;
            SignKey::from_secret(&text).with_context(|| format!("{shown} holds no key"))
        }
        Err(error) => Err(error).with_context(|| format!("cannot read the key {shown}")),
    }
}

/// A client for witnesses and logs: it answers within seconds or not at all, and goes nowhere else.
pub fn client() -> anyhow::Result<reqwest::Client> {
    // Fails when the process has one already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .timeout(Duration::from_secs(10))
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .context("cannot make an HTTP client")
}

impl Keeper {
    /// Whether the witnesses still have to be asked before anything is signed.
    pub(super) fn has_to_ask(&self) -> bool {
        !self.witnesses.is_empty() && self.agreed.load(Ordering::SeqCst) < 0
    }
}
