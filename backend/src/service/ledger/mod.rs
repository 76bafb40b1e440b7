//! The ledger as everyone may read it: checkpoints, tiles, events and proofs, all up to the newest checkpoint.

mod keeper;
mod patrol;
mod seal;
mod witnesses;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::ledger::checkpoint::Checkpoint;
use domain::ledger::event::{Act, EventKind, ObjectKind};
use domain::ledger::note::VerifyKey;
use domain::ledger::tile::{self, Tile, Tiles};
use domain::ledger::tree::{self, Hash, Span};
use domain::policy::{Action, Object};
use domain::refused::{Refused, Why};
use sqlx::{Any, Executor};

pub use keeper::{Ledger, Setup, Witness, client, read_or_make_key};
pub use seal::{Fault, seal};

use crate::store::ledger::{self as rows, Row, Signed};
use crate::{Backend, Ctx, Error};

/// The most events of one page of the list.
pub const PAGE_MAX: i64 = 1000;

/// How far behind the newest checkpoint the one may be that is shown because witnesses have cosigned it already.
const COSIGNED_BEHIND: i64 = 5_000_000;

/// The newest checkpoint with the lines of its witnesses; none before the first was signed.
pub async fn checkpoint(backend: &Backend, ctx: &Ctx) -> Result<Signed, Error> {
    ctx.permit(Action::ReadLedger)?;
    let last = rows::last(backend.db.read()).await?.ok_or_else(Error::not_found)?;
    // A witness needs a moment: for so long its last word is worth more than the newest events.
    let cosigned = rows::last_cosigned(&backend.db).await?;
    let fresh = cosigned.filter(|cosigned| cosigned.at.plus(COSIGNED_BEHIND) >= last.at);
    let mut shown = fresh.unwrap_or(last);
    for line in rows::cosignatures(&backend.db, shown.size).await? {
        shown.note.push_str(&line);
        shown.note.push('\n');
    }
    Ok(shown)
}

/// How many events are sealed.
pub async fn size(backend: &Backend, ctx: &Ctx) -> Result<u64, Error> {
    ctx.permit(Action::ReadLedger)?;
    let last = rows::last(backend.db.read()).await?;
    Ok(last.map_or(0, |last| last.size as u64))
}

/// The bytes of a tile of hashes.
pub async fn tile(backend: &Backend, ctx: &Ctx, tile: Tile) -> Result<Vec<u8>, Error> {
    within(tile, size(backend, ctx).await?)?;
    let hashes = rows::hashes(backend.db.read(), tile).await?;
    whole(hashes.len(), tile)?;
    Ok(Tile::bytes(&hashes))
}

/// The bytes of a bundle of entries.
pub async fn entries(backend: &Backend, ctx: &Ctx, tile: Tile) -> Result<Vec<u8>, Error> {
    within(tile, size(backend, ctx).await?)?;
    let first = tile.begins() as i64;
    let events = rows::range(&backend.db, first, first + i64::from(tile.width)).await?;
    whole(events.len(), tile)?;
    Ok(tile::bundle(events.iter().map(|event| event.leaf.as_bytes())))
}

/// Only what a checkpoint covers is published.
fn within(tile: Tile, size: u64) -> Result<(), Error> {
    let widest = Tile::of_tree(tile.level, tile.index, size);
    if widest.is_some_and(|widest| tile.width <= widest.width) {
        Ok(())
    } else {
        Err(Error::not_found())
    }
}

fn whole(found: usize, tile: Tile) -> Result<(), Error> {
    if found == usize::from(tile.width) {
        Ok(())
    } else {
        Err(anyhow::anyhow!("events of {} are missing in the database", tile.path()).into())
    }
}

/// Sealed events from `first` on, at most `count` of them, and how many are sealed.
pub async fn events(backend: &Backend, ctx: &Ctx, first: i64, count: i64) -> Result<(Vec<Row>, u64), Error> {
    let size = size(backend, ctx).await?;
    let end = first.saturating_add(count.min(PAGE_MAX)).min(size as i64);
    Ok((rows::range(&backend.db, first, end).await?, size))
}

/// How many of one's own events are shown.
const OWN: i64 = 50;

/// The newest events of the reader's own acts, the last one first: what the ledger holds beside itself on them.
pub async fn own(backend: &Backend, ctx: &Ctx) -> Result<Vec<Row>, Error> {
    let person = ctx.actor.person().ok_or(Refused::NotSignedIn)?;
    ctx.permit_on(Action::ReadAccount, Object::Person(&person.id))?;
    Ok(rows::of_person(&backend.db, &person.id, OWN).await?)
}

/// A proof with what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The size of the tree that it leads to.
    pub size: u64,
    /// The root of that tree.
    pub root: Hash,
    /// The hash of the leaf, or the root of the earlier tree.
    pub from: Hash,
    /// The hashes of the proof.
    pub hashes: Vec<Hash>,
}

/// The proof that an event is in the tree of a size; the newest checkpoint's when none is given.
pub async fn inclusion(backend: &Backend, ctx: &Ctx, seq: u64, of: Option<u64>) -> Result<Proof, Error> {
    let sealed = size(backend, ctx).await?;
    let of = of.unwrap_or(sealed);
    in_range("size", of, 1, sealed)?;
    in_range("seq", seq, 0, of - 1)?;
    proof(backend, Span { lo: seq, hi: seq + 1 }, tree::inclusion(seq, of), of).await
}

/// The proof that the tree of a size begins with the tree of a smaller one; the newest checkpoint's when none is given.
pub async fn consistency(backend: &Backend, ctx: &Ctx, from: u64, to: Option<u64>) -> Result<Proof, Error> {
    let sealed = size(backend, ctx).await?;
    let to = to.unwrap_or(sealed);
    in_range("to", to, 0, sealed)?;
    in_range("from", from, 0, to)?;
    proof(backend, Span::tree(from), tree::consistency(from, to), to).await
}

fn in_range(field: &str, value: u64, min: u64, max: u64) -> Result<(), Refused> {
    if (min..=max).contains(&value) {
        return Ok(());
    }
    let (min, max) = (min as i64, max as i64);
    Err(Refused::invalid(field, Why::NotInRange { min, max }))
}

async fn proof(backend: &Backend, from: Span, spans: Vec<Span>, size: u64) -> Result<Proof, Error> {
    let mut wanted = spans.clone();
    wanted.extend([from, Span::tree(size)]);
    let tiles = tiles(backend, &wanted, size).await?;
    let missing = || anyhow::anyhow!("events below {size} are missing in the database");
    Ok(Proof {
        size,
        root: tree::span_hash(&tiles, Span::tree(size)).ok_or_else(missing)?,
        from: tree::span_hash(&tiles, from).ok_or_else(missing)?,
        hashes: tree::prove(&tiles, &spans).ok_or_else(missing)?,
    })
}

async fn tiles(backend: &Backend, spans: &[Span], size: u64) -> anyhow::Result<Tiles> {
    let mut tiles = Tiles::default();
    for tile in Tiles::needed(spans, size) {
        put(&mut tiles, backend.db.read(), tile).await?;
    }
    Ok(tiles)
}

async fn put<'e>(tiles: &mut Tiles, executor: impl Executor<'e, Database = Any>, tile: Tile) -> anyhow::Result<()> {
    let hashes = rows::hashes(executor, tile).await?;
    tiles.put(tile, hashes);
    Ok(())
}

/// The public keys: the log's, then its witnesses'. None where this process does not seal.
pub fn keys(backend: &Backend, ctx: &Ctx) -> Result<Option<(VerifyKey, Vec<VerifyKey>)>, Error> {
    ctx.permit(Action::ReadLedger)?;
    Ok(backend.ledger.keys())
}

/// What stands in a checkpoint, which must be this log's own.
fn open(signed: &Signed, key: &VerifyKey) -> Result<Checkpoint, Fault> {
    let note = signed.note.parse().map_err(|_| Fault::NotOurs { size: signed.size })?;
    let checkpoint = Checkpoint::open(&note, key).map_err(|_| Fault::NotOurs { size: signed.size })?;
    if checkpoint.size == signed.size as u64 {
        Ok(checkpoint)
    } else {
        Err(Fault::NotOurs { size: signed.size })
    }
}

/// What stands beside an event on the person behind it, and the salt in base64: what an auditor, or the person, holds
/// against the commitment of the leaf. For those whose right to it was asked before.
pub fn beside(row: &Row) -> Option<(String, &str)> {
    let (salt, private) = row.beside.as_ref()?;
    Some((STANDARD.encode(salt), private))
}

/// Erases what stands beside the log on the person behind an event. The event and every proof stay.
pub async fn erase(backend: &Backend, ctx: &Ctx, seq: i64) -> Result<(), Error> {
    let granted = ctx.permit(Action::EraseTraces)?;
    let mut tx = backend.db.begin(&granted).await?;
    if !rows::erase(&mut tx, seq).await? {
        return Err(Error::not_found());
    }
    let act = Act::on(EventKind::EraseTraces, ObjectKind::Event, seq);
    rows::append(&mut tx, &granted, act.ground("PIPL-47")).await?;
    tx.commit().await?;
    Ok(())
}
