//! The witness: a process of its own, with a key of its own, that cosigns a checkpoint only when the ledger grew out of the
//! one that it cosigned last (C2SP tlog-witness). Run it where the operator of the portal has no say.
//!
//! Invariant: what was cosigned is on disk before the answer leaves, and one request is decided at a time.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context as _;
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use backend::clock::Clock;
use backend::durable::write_through;
use backend::service::ledger::read_or_make_key;
use domain::ledger::checkpoint::Checkpoint;
use domain::ledger::note::{Kind, NOTE_MAX, Note, SignKey, VerifyKey};
use domain::ledger::witness::{Rejected, Request};
use http::{HeaderValue, StatusCode, header};

use crate::config::{Witness as Settings, state_file};

/// A witness.
#[derive(Clone)]
pub struct Witness(Arc<Inner>);

struct Inner {
    key: SignKey,
    logs: Vec<VerifyKey>,
    folder: PathBuf,
    clock: Arc<dyn Clock>,
    deciding: Mutex<()>,
}

impl Witness {
    /// Reads or makes its key.
    pub fn open(settings: &Settings, logs: Vec<VerifyKey>, clock: Arc<dyn Clock>) -> anyhow::Result<Self> {
        let key = read_or_make_key(&settings.key_file(), &settings.name, Kind::Witness)?;
        anyhow::ensure!(key.public().kind() == Kind::Witness, "the key is not a witness's");
        Ok(Self(Arc::new(Inner {
            key,
            logs,
            folder: settings.folder.clone(),
            clock,
            deciding: Mutex::default(),
        })))
    }

    /// Its public key.
    pub fn public(&self) -> &VerifyKey {
        self.0.key.public()
    }

    /// Its addresses.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/add-checkpoint", post(add_checkpoint))
            .route("/key", get(key))
            .layer(DefaultBodyLimit::max(2 * NOTE_MAX))
            .with_state(self.clone())
    }

    /// Decides on a request, and gives the line to put below the checkpoint.
    pub fn add(&self, text: &str) -> Result<String, Refusal> {
        let request = Request::read(text)?;
        let _one_at_a_time = self.0.deciding.lock().unwrap_or_else(PoisonError::into_inner);
        let origin = request.note.text.lines().next().unwrap_or_default();
        let mut of_origin = self.0.logs.iter().filter(|log| log.name() == origin);
        let log = of_origin.next().ok_or(Rejected::UnknownLog)?;
        let file = state_file(&self.0.folder, log);
        let last = last(&file, log).map_err(Refusal::Failed)?;
        request.weigh(log, last.as_ref())?;
        // Only what the log signed is kept: what others have put below it says nothing here.
        let note = Note {
            signatures: request
                .note
                .signatures
                .iter()
                .filter(|line| log.is_of(line))
                .cloned()
                .collect(),
            text: request.note.text,
        };
        write_through(&file, &note.to_string(), 0o644).map_err(|error| Refusal::Failed(error.into()))?;
        let seconds = self.0.clock.now().micros().div_euclid(1_000_000);
        let line = self.0.key.sign(&note.text, u64::try_from(seconds).unwrap_or(0));
        Ok(format!("{line}\n"))
    }
}

/// Why there is no line.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The rules of the witness.
    #[error(transparent)]
    Rejected(#[from] Rejected),
    /// Its disk.
    #[error(transparent)]
    Failed(anyhow::Error),
}

/// The checkpoint that was cosigned last. A file that cannot be read is no reason to begin anew.
fn last(file: &std::path::Path, log: &VerifyKey) -> anyhow::Result<Option<Checkpoint>> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", file.display())),
    };
    let note: Note = text.parse().with_context(|| format!("{} is damaged", file.display()))?;
    let checkpoint =
        Checkpoint::open(&note, log).with_context(|| format!("{} was not signed by the log", file.display()))?;
    Ok(Some(checkpoint))
}

async fn add_checkpoint(State(witness): State<Witness>, text: String) -> Response {
    let decided = tokio::task::spawn_blocking(move || witness.add(&text)).await;
    match decided {
        Ok(Ok(line)) => line.into_response(),
        Ok(Err(Refusal::Rejected(rejected))) => {
            tracing::warn!(%rejected, "a checkpoint was not cosigned");
            let status = StatusCode::from_u16(rejected.status()).expect("the table holds valid statuses");
            if let Rejected::Conflict { size } = rejected {
                let kind = (header::CONTENT_TYPE, HeaderValue::from_static("text/x.tlog.size"));
                return (status, [kind], format!("{size}\n")).into_response();
            }
            (status, format!("{rejected}\n")).into_response()
        }
        Ok(Err(Refusal::Failed(error))) => {
            tracing::error!(error = format!("{error:#}"), "the witness cannot keep its state");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        Err(error) => {
            tracing::error!(%error, "the witness failed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

async fn key(State(witness): State<Witness>) -> String {
    format!("{}\n", witness.public())
}
