//! The ledger: its newest checkpoint and some of its events.

use backend::service::ledger;
use backend::store::ledger::Row;
use backend::{Backend, Ctx, Error};
use domain::ledger::checkpoint::Checkpoint;
use domain::ledger::event::Event;
use domain::ledger::note::{Note, VerifyKey};
use domain::refused::Refused;
use domain::time::Moment;

use super::params::Params;

/// Events on a page.
const SHOWN: i64 = 30;

/// Which events are asked for: those before a number, the newest without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The number.
    pub before: Option<i64>,
}

impl Asked {
    /// Reads the query of the page's address.
    pub fn read(query: &str) -> Result<Self, Refused> {
        let mut params = Params::of_query(query);
        let before = params.number("before", 1, i64::MAX);
        params.faults()?;
        Ok(Self { before })
    }
}

/// A checkpoint with what its signatures say.
pub struct Head {
    /// As it is published.
    pub note: String,
    /// What it says.
    pub checkpoint: Checkpoint,
    /// When it was signed.
    pub at: Moment,
    /// The log's key.
    pub key: VerifyKey,
    /// The witnesses, each with the moment at which it cosigned.
    pub witnesses: Vec<(VerifyKey, Option<Moment>)>,
}

/// What the page shows.
pub struct Shown {
    /// The newest checkpoint; none before the first was signed.
    pub head: Option<Head>,
    /// Events, newest first; one of a kind that this program does not know is `None`.
    pub events: Vec<(i64, Option<Event>)>,
}

/// Asks for the page.
pub async fn shown(backend: &Backend, ctx: &Ctx, asked: Asked) -> Result<Shown, Error> {
    let head = head(backend, ctx).await?;
    let size = ledger::size(backend, ctx).await? as i64;
    let end = asked.before.unwrap_or(size).min(size);
    let first = (end - SHOWN).max(0);
    let (rows, _) = ledger::events(backend, ctx, first, end - first).await?;
    Ok(Shown {
        head,
        events: rows.iter().rev().map(read).collect(),
    })
}

/// The newest events of one's own acts.
pub async fn own(backend: &Backend, ctx: &Ctx) -> Result<Vec<(i64, Option<Event>)>, Error> {
    Ok(ledger::own(backend, ctx).await?.iter().map(read).collect())
}

fn read(row: &Row) -> (i64, Option<Event>) {
    (row.seq, serde_json::from_str(&row.leaf).ok())
}

async fn head(backend: &Backend, ctx: &Ctx) -> Result<Option<Head>, Error> {
    let Some((key, witnesses)) = ledger::keys(backend, ctx)? else {
        return Ok(None);
    };
    let signed = match ledger::checkpoint(backend, ctx).await {
        Ok(signed) => signed,
        Err(Error::Refused(Refused::NotPublished)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let note: Note = signed.note.parse().map_err(anyhow_of)?;
    let checkpoint = note.text.parse().map_err(anyhow_of)?;
    let moment = |seconds: u64| Moment::from_micros((seconds as i64).saturating_mul(1_000_000));
    let witnesses = witnesses.into_iter().map(|witness| {
        let at = witness.check(&note).ok().flatten().map(moment);
        (witness, at)
    });
    Ok(Some(Head {
        witnesses: witnesses.collect(),
        checkpoint,
        at: signed.at,
        key,
        note: signed.note,
    }))
}

fn anyhow_of(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Internal(error.into())
}
