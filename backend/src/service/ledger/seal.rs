//! Sealing: signing what the ledger has grown to.
//!
//! Invariant: there are never two heads. A head is signed under the lock of the counter, only after the tree was worked
//! out again up to the last head in the database and up to the last one that this key is known to have signed, and it is
//! remembered outside the database before anyone sees it.

use domain::ledger::checkpoint::Checkpoint;
use domain::ledger::tile::{self, Tile, Tiles};
use domain::ledger::tree::{self, Span};
use domain::policy::Action;

use super::keeper::Keeper;
use super::{open, patrol, put, witnesses};
use crate::ctx::Granted;
use crate::store::Tx;
use crate::store::db::{self, Counter};
use crate::store::ledger::{self as rows, Signed};
use crate::{Backend, Ctx, Error};

/// What is wrong with the recorded events. Nothing is signed while it is.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// There are fewer events than were signed: an older backup was restored.
    #[error("{recorded} events are recorded and {signed} were signed: an older backup, or events were taken out")]
    Shrunk {
        /// Recorded.
        recorded: u64,
        /// Signed.
        signed: u64,
    },
    /// The numbers of the events have a hole, or go beyond their counter.
    #[error("the events from {from} on are not numbered without holes up to {recorded}")]
    Holes {
        /// From here on.
        from: u64,
        /// What the counter says.
        recorded: u64,
    },
    /// The first events do not give the root that was signed.
    #[error("the first {size} events are not those that were signed")]
    Changed {
        /// So many.
        size: u64,
    },
    /// An event is not the one that its hash was recorded for.
    #[error("event {seq} was changed or is missing")]
    Event {
        /// Its number.
        seq: i64,
    },
    /// The root of a full tile is not the one that was recorded.
    #[error("the recorded root of {path} is not the one that its hashes give")]
    Node {
        /// The tile.
        path: String,
    },
    /// A checkpoint in the database that this key has not signed.
    #[error("the checkpoint of {size} events was not signed with the key of this process")]
    NotOurs {
        /// Its size.
        size: i64,
    },
    /// A witness has seen another history.
    #[error("the witness {name} has seen another history: {why}")]
    Witness {
        /// The name of its key.
        name: String,
        /// What it says.
        why: String,
    },
    /// The database, a file or the network failed.
    #[error(transparent)]
    Failed(#[from] anyhow::Error),
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// Looks the ledger through, signs what it has grown to, and asks the witnesses to cosign. True when there was something
/// to sign.
pub async fn seal(backend: &Backend, ctx: &Ctx) -> Result<bool, Error> {
    let granted = ctx.permit(Action::SealLedger)?;
    let Some(keeper) = backend.ledger.keeper() else {
        return Ok(false);
    };
    let _one_at_a_time = keeper.sealing.lock().await;
    match run(backend, &granted, keeper).await {
        Ok(grown) => {
            backend.ledger.set_fault(None);
            Ok(grown)
        }
        Err(fault) => {
            // A disk that is full and an event that is gone alike: whoever keeps the machine has to look.
            let error = anyhow::Error::from(fault);
            backend.ledger.set_fault(Some(format!("{error:#}")));
            Err(Error::Internal(error))
        }
    }
}

async fn run(backend: &Backend, granted: &Granted<'_>, keeper: &Keeper) -> Result<bool, Fault> {
    // A database set back together with its data folder is known to the witnesses alone, so they are asked first.
    if keeper.has_to_ask() {
        witnesses::ask(backend, keeper).await?;
    }
    // What the patrol finds it finds again the next time, so that nothing is signed on top of it.
    patrol::walk(backend, keeper).await?;
    let last = rows::last(backend.db.read()).await?;
    let recorded = backend.db.counter(Counter::Ledger).await?;
    let grown = last.as_ref().is_none_or(|last| last.size != recorded);
    // Without news the look goes without the lock.
    if grown {
        sign(backend, granted, keeper).await?;
    } else if let Some(last) = &last {
        let last = open(last, keeper.key.public())?;
        let tiles = super::tiles(backend, &[Span::tree(last.size)], last.size).await?;
        same_root(&tiles, &last)?;
        not_behind(keeper, last.size)?;
    }
    if !keeper.witnesses.is_empty() {
        witnesses::ask(backend, keeper).await?;
    }
    Ok(grown)
}

fn not_behind(keeper: &Keeper, recorded: u64) -> Result<Option<Checkpoint>, Fault> {
    let head = keeper.remembered()?.map(|(head, _)| head);
    match head {
        Some(head) if head.size > recorded => Err(Fault::Shrunk {
            recorded,
            signed: head.size,
        }),
        head => Ok(head),
    }
}

fn same_root(tiles: &Tiles, head: &Checkpoint) -> Result<(), Fault> {
    if tree::span_hash(tiles, Span::tree(head.size)) == Some(head.root) {
        Ok(())
    } else {
        Err(Fault::Changed { size: head.size })
    }
}

/// Signs a new head under the lock of the counter.
async fn sign(backend: &Backend, granted: &Granted<'_>, keeper: &Keeper) -> Result<(), Fault> {
    let mut tx = backend.db.begin(granted).await?;
    let size = db::advance(&mut tx, Counter::Ledger, 0).await? as u64;
    let last = rows::last(&mut *tx).await?;
    let last = last.map(|last| open(&last, keeper.key.public())).transpose()?;
    let signed = last.as_ref().map_or(0, |last| last.size);
    if signed > size {
        return Err(Fault::Shrunk { recorded: size, signed });
    }
    let remembered = not_behind(keeper, size)?;
    if last.is_some() && signed == size {
        // Another node was quicker.
        return Ok(());
    }
    if rows::count_from(&mut tx, signed as i64).await? as u64 != size - signed {
        return Err(Fault::Holes {
            from: signed,
            recorded: size,
        });
    }
    add_nodes(&mut tx, signed, size).await?;
    let proof = tree::consistency(signed, size);
    let earlier = remembered.as_ref().map_or(0, |head| head.size);
    let mut wanted: Vec<Span> = [signed, earlier, size].map(Span::tree).into();
    wanted.extend(&proof);
    let mut tiles = Tiles::default();
    for tile in Tiles::needed(&wanted, size) {
        put(&mut tiles, &mut *tx, tile).await?;
    }
    for head in last.iter().chain(&remembered) {
        same_root(&tiles, head)?;
    }
    let changed = Fault::Changed { size };
    let new = Checkpoint {
        origin: keeper.key.public().name().to_owned(),
        size,
        root: tree::span_hash(&tiles, Span::tree(size)).ok_or(changed)?,
    };
    if let Some(last) = &last {
        // What whoever follows the log will check.
        let proof = tree::prove(&tiles, &proof).ok_or(Fault::Changed { size: signed })?;
        tree::check_consistency(signed, size, last.root, new.root, &proof)
            .map_err(|_| Fault::Changed { size: signed })?;
    }
    let note = new.sign(&keeper.key).to_string();
    keeper.remember(&note)?;
    let (size, at) = (size as i64, granted.ctx().now);
    rows::add_checkpoint(&mut tx, &Signed { size, note, at }).await?;
    tx.commit().await?;
    Ok(())
}

/// Records the roots of the tiles that have become full, level by level.
async fn add_nodes(tx: &mut Tx, from: u64, to: u64) -> Result<(), Fault> {
    let (mut level, mut from, mut to) = (0, from / tile::WIDTH, to / tile::WIDTH);
    while from < to {
        for index in from..to {
            let tile = Tile {
                level,
                index,
                width: tile::WIDTH as u16,
            };
            let hashes = rows::hashes(&mut **tx, tile).await?;
            let root = (hashes.len() as u64 == tile::WIDTH)
                .then(|| tile::root(&hashes))
                .flatten();
            let root = root.ok_or_else(|| Fault::Node { path: tile.path() })?;
            rows::add_node(tx, level + 1, index, root).await?;
        }
        level += 1;
        from /= tile::WIDTH;
        to /= tile::WIDTH;
    }
    Ok(())
}
