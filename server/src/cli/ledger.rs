//! `kaicang ledger`: checks a ledger from its published parts, writes them to a folder, prints the public keys; and
//! `kaicang witness`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use backend::clock::SystemClock;
use backend::durable;
use backend::service::ledger;
use backend::{Backend, Ctx};
use domain::ledger::checkpoint::Checkpoint;
use domain::ledger::note::{Kind, Note, VerifyKey};
use domain::ledger::tile::Tile;
use domain::ledger::verify::{self, Expected, Published};
use domain::text::Lang;
use indicatif::ProgressBar;

use super::run::{Failure, say};
use super::say::Say;
use super::{LedgerCommand, VerifyLedger, check};
use crate::config::{Config, ConfigError};
use crate::{serve, witness};

fn setting(error: ConfigError, lang: Lang) -> Failure {
    Failure::Told(error.say(lang))
}

/// Commands that work on this portal's own ledger.
pub async fn own(
    backend: &Backend,
    ctx: &Ctx,
    config: &Config,
    command: &LedgerCommand,
    lang: Lang,
) -> Result<(), Failure> {
    let setup = config.ledger_setup().map_err(|error| setting(error, lang))?;
    backend.ledger.keep(setup)?;
    let told = |error| Failure::of(error, lang);
    let keys = keys(backend, ctx).map_err(told)?;
    match command {
        LedgerCommand::Key => print!("{keys}"),
        LedgerCommand::Export { folder } => {
            let size = export(backend, ctx, folder, &keys).await.map_err(told)?;
            say(lang, &Say::LedgerExported(size));
        }
        // Needs no database, and was run before one was opened.
        LedgerCommand::Verify(_) => {}
    }
    Ok(())
}

/// The public keys, as they are published.
fn keys(backend: &Backend, ctx: &Ctx) -> Result<String, backend::Error> {
    let (log, witnesses) = ledger::keys(backend, ctx)?.ok_or_else(backend::Error::not_found)?;
    let all: Vec<String> = [log].iter().chain(&witnesses).map(ToString::to_string).collect();
    Ok(all.join("\n") + "\n")
}

/// Writes everything that is published into a folder, at the same addresses.
async fn export(backend: &Backend, ctx: &Ctx, folder: &Path, keys: &str) -> Result<u64, backend::Error> {
    let signed = ledger::checkpoint(backend, ctx).await?;
    let size = signed.size as u64;
    write(folder, "keys", keys.as_bytes())?;
    for tile in Tile::all(size) {
        write(folder, &tile.path(), &ledger::tile(backend, ctx, tile).await?)?;
        if tile.level == 0 {
            let entries = ledger::entries(backend, ctx, tile).await?;
            write(folder, &tile.entries_path(), &entries)?;
        }
    }
    // Last, so that a folder that was cut short has no checkpoint that it cannot keep.
    write(folder, "checkpoint", signed.note.as_bytes())?;
    Ok(size)
}

fn write(folder: &Path, path: &str, bytes: &[u8]) -> anyhow::Result<()> {
    let file = folder.join(path);
    let parent = file.parent().unwrap_or(folder);
    std::fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
    std::fs::write(&file, bytes).with_context(|| format!("cannot write {}", file.display()))
}

/// Where a ledger is published.
enum Place {
    Folder(PathBuf),
    Web { base: String, client: reqwest::Client },
}

impl Place {
    fn of(place: &str) -> anyhow::Result<Self> {
        let Some((_, rest)) = place.split_once("://") else {
            return Ok(Self::Folder(place.into()));
        };
        let place = place.trim_end_matches('/');
        // The address of the portal will do as well.
        let base = if rest.trim_end_matches('/').contains('/') {
            place.to_owned()
        } else {
            format!("{place}/ledger")
        };
        let client = ledger::client()?;
        Ok(Self::Web { base, client })
    }

    async fn fetch(&self, path: &str) -> anyhow::Result<Vec<u8>> {
        match self {
            Self::Folder(folder) => Ok(std::fs::read(folder.join(path))?),
            Self::Web { base, client } => {
                let response = client.get(format!("{base}/{path}")).send().await?.error_for_status()?;
                Ok(response.bytes().await?.into())
            }
        }
    }
}

impl Published for Place {
    async fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.fetch(path).await.map_err(|error| format!("{error:#}"))
    }
}

/// `kaicang ledger verify`: fails when anything is wrong.
pub async fn verify(options: &VerifyLedger, lang: Lang) -> Result<(), Failure> {
    let place = Place::of(&options.place)?;
    let log = if let Some(key) = &options.key {
        read_key(key, Kind::Log)?
    } else {
        let bytes = place.fetch("keys").await.context("keys")?;
        let text = String::from_utf8(bytes).context("keys")?;
        let key = read_key(text.lines().next().unwrap_or_default(), Kind::Log)?;
        say(lang, &Say::LedgerKeyTaken(&key.to_string()));
        key
    };
    let witnesses: Vec<VerifyKey> = options
        .witness
        .iter()
        .map(|key| read_key(key, Kind::Witness))
        .collect::<Result<_, _>>()?;
    let earlier = earlier(options.seen.as_deref(), &log)?;
    let bar = ProgressBar::new(0).with_style(check::style());
    let expected = Expected {
        log: &log,
        witnesses: &witnesses,
        earlier: earlier.as_ref(),
    };
    let report = verify::verify(&place, &expected, |done| {
        bar.set_length(done);
        bar.set_position(done);
    })
    .await;
    bar.finish_and_clear();
    let report = report.map_err(|finding| Failure::Told(Say::LedgerFinding(&finding).to(lang)))?;
    for finding in &report.findings {
        say(lang, &Say::LedgerFinding(finding));
    }
    for (name, seconds) in &report.cosigned {
        say(lang, &Say::LedgerCosigned(name, *seconds));
    }
    if !report.findings.is_empty() {
        say(lang, &Say::Faults(report.findings.len()));
        return Err(Failure::Said);
    }
    if let Some(file) = &options.seen {
        durable::write_through(file, &report.note.to_string(), 0o644)
            .with_context(|| format!("cannot write {}", file.display()))?;
    }
    say(lang, &Say::LedgerSound(&report.checkpoint));
    Ok(())
}

fn read_key(text: &str, kind: Kind) -> anyhow::Result<VerifyKey> {
    let key: VerifyKey = text.parse().with_context(|| format!("{text:?}"))?;
    anyhow::ensure!(key.kind() == kind, "{text:?} is a key of another kind");
    Ok(key)
}

/// The checkpoint that was seen last time; none at the first time.
fn earlier(file: Option<&Path>, log: &VerifyKey) -> anyhow::Result<Option<Checkpoint>> {
    let Some(file) = file.filter(|file| file.exists()) else {
        return Ok(None);
    };
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let note: Note = text.parse().with_context(|| file.display().to_string())?;
    let checkpoint = Checkpoint::open(&note, log).with_context(|| file.display().to_string())?;
    Ok(Some(checkpoint))
}

/// `kaicang witness`: serves until it is asked to stop.
pub async fn witness(config: &Config, lang: Lang) -> Result<(), Failure> {
    let settings = &config.witness;
    let logs = settings.logs().map_err(|error| setting(error, lang))?;
    let witness = witness::Witness::open(settings, logs, Arc::new(SystemClock))?;
    let listener = tokio::net::TcpListener::bind(settings.listen).await;
    let listener = listener.with_context(|| settings.listen.to_string())?;
    let listen = listener.local_addr().map_err(anyhow::Error::from)?;
    say(lang, &Say::Witnessing(listen, &witness.public().to_string()));
    axum::serve(listener, witness.router())
        .with_graceful_shutdown(serve::asked_to_stop())
        .await
        .map_err(anyhow::Error::from)?;
    Ok(())
}
