//! The patrol: reads the sealed events over and over, a stretch at a time, so that a change deep in the past is noticed by
//! the portal itself and not only by those who check it from outside.

use std::sync::atomic::Ordering;

use domain::ledger::event::{self, Event};
use domain::ledger::tile::{self, Tile};
use domain::ledger::tree;

use super::keeper::Keeper;
use super::seal::Fault;
use crate::Backend;
use crate::store::ledger::{self as rows, Row};

/// Tiles that are read at a time: a thousand events a second.
const STRETCH: u64 = 2;

/// Reads the next stretch.
pub(super) async fn walk(backend: &Backend, keeper: &Keeper) -> Result<(), Fault> {
    let size = rows::last(backend.db.read()).await?.map_or(0, |last| last.size as u64);
    let tiles = size.div_ceil(tile::WIDTH);
    let first = keeper.patrol.load(Ordering::SeqCst);
    let first = if first < tiles { first } else { 0 };
    let end = tiles.min(first + STRETCH);
    for index in first..end {
        if let Some(tile) = Tile::of_tree(0, index, size) {
            events(backend, tile).await?;
            above(backend, tile).await?;
        }
    }
    keeper.patrol.store(end, Ordering::SeqCst);
    Ok(())
}

async fn events(backend: &Backend, tile: Tile) -> Result<(), Fault> {
    let first = tile.begins() as i64;
    let events = rows::range(&backend.db, first, first + i64::from(tile.width)).await?;
    for (seq, row) in (first..).zip(&events) {
        if row.seq != seq || !is_sound(row) {
            return Err(Fault::Event { seq });
        }
    }
    if events.len() == usize::from(tile.width) {
        Ok(())
    } else {
        Err(Fault::Event {
            seq: first + events.len() as i64,
        })
    }
}

/// Whether the leaf has its hash, and what stands beside it is what the leaf commits to.
fn is_sound(row: &Row) -> bool {
    let hash = tree::leaf_hash(row.leaf.as_bytes());
    let committed = || {
        let Some((salt, private)) = &row.beside else {
            return true;
        };
        serde_json::from_str(&row.leaf).is_ok_and(|event: Event| event.commitment == event::commitment(salt, private))
    };
    hash.to_string() == row.hash && committed()
}

/// Compares a full tile with its root in the level above, and that one's when it is the last below it, and so on.
async fn above(backend: &Backend, tile: Tile) -> Result<(), Fault> {
    let mut tile = tile;
    while tile.is_full() {
        let hashes = rows::hashes(backend.db.read(), tile).await?;
        let node = Tile {
            level: tile.level + 1,
            index: tile.index / tile::WIDTH,
            width: (tile.index % tile::WIDTH + 1) as u16,
        };
        let recorded = rows::hashes(backend.db.read(), node).await?;
        let whole = hashes.len() as u64 == tile::WIDTH && recorded.len() == usize::from(node.width);
        if !whole || tile::root(&hashes) != recorded.last().copied() {
            return Err(Fault::Node { path: tile.path() });
        }
        tile = node;
    }
    Ok(())
}
