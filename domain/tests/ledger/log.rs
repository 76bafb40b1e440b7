//! A whole published log in memory.

use std::collections::BTreeMap;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use domain::ledger::checkpoint::Checkpoint;
use domain::ledger::note::{Kind, SignKey};
use domain::ledger::tile::{self, Tile, Tiles};
use domain::ledger::tree::{self, Hash, Span};
use domain::ledger::verify::{self, Expected, Finding, Published, Report};

/// What is published, by address.
#[derive(Clone)]
pub struct Log {
    pub entries: Vec<Vec<u8>>,
    pub parts: BTreeMap<String, Vec<u8>>,
    pub tiles: Tiles,
    pub checkpoint: Checkpoint,
    pub key: SignKey,
}

impl Log {
    /// Publishes these entries.
    pub fn of(entries: Vec<Vec<u8>>) -> Self {
        let size = entries.len() as u64;
        let mut parts = BTreeMap::new();
        let mut tiles = Tiles::default();
        let mut level: Vec<Hash> = entries.iter().map(|entry| tree::leaf_hash(entry)).collect();
        let mut at = 0;
        for tile in Tile::all(size) {
            if tile.level != at {
                at = tile.level;
                level = level
                    .as_chunks::<256>()
                    .0
                    .iter()
                    .map(|full| tile::root(full).unwrap())
                    .collect();
            }
            let range = tile.begins() as usize..tile.begins() as usize + usize::from(tile.width);
            parts.insert(tile.path(), Tile::bytes(&level[range.clone()]));
            tiles.put(tile, level[range.clone()].to_vec());
            if tile.level == 0 {
                let bundle = tile::bundle(entries[range].iter().map(Vec::as_slice));
                parts.insert(tile.entries_path(), bundle);
            }
        }
        let key = SignKey::from_seed("log.example", Kind::Log, &[1; 32]).unwrap();
        let checkpoint = Checkpoint {
            origin: "log.example".into(),
            size,
            root: tree::span_hash(&tiles, Span::tree(size)).unwrap(),
        };
        parts.insert("checkpoint".into(), checkpoint.sign(&key).to_string().into_bytes());
        Self {
            entries,
            parts,
            tiles,
            checkpoint,
            key,
        }
    }

    /// A log of so many events.
    pub fn with(size: u64) -> Self {
        Self::of((0..size).map(|n| format!("{{\"event\":{n}}}").into_bytes()).collect())
    }

    /// What the checker says of it.
    pub fn verify(&self, earlier: Option<&Checkpoint>) -> Result<Report, Finding> {
        let expected = Expected {
            log: self.key.public(),
            witnesses: &[],
            earlier,
        };
        let mut work = pin!(verify::verify(self, &expected, |_| {}));
        match work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(report) => report,
            Poll::Pending => unreachable!("what is in memory is read at once"),
        }
    }

    /// What is wrong with it.
    pub fn findings(&self, earlier: Option<&Checkpoint>) -> Vec<Finding> {
        self.verify(earlier)
            .map_or_else(|finding| vec![finding], |report| report.findings)
    }
}

impl Published for Log {
    async fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.parts.get(path).cloned().ok_or_else(|| "not there".to_owned())
    }
}

impl Log {
    /// The root of its first events.
    pub fn root(&self, size: u64) -> Hash {
        tree::span_hash(&self.tiles, Span::tree(size)).unwrap()
    }
}
