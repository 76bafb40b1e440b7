//! Checking a whole log from its published parts alone: every entry, every tile, the root, the signatures, and that the
//! log grew out of a checkpoint that was seen earlier. Nothing is believed: all is worked out from the entries.

use std::collections::BTreeSet;

use super::checkpoint::{BadCheckpoint, Checkpoint};
use super::note::{Note, VerifyKey};
use super::tile::{self, Tile, Tiles, WIDTH};
use super::tree::{self, Hash, Span};

/// Where the published parts can be read: a folder, the network, a browser.
pub trait Published {
    /// The bytes below an address such as `tile/0/000`, or why they cannot be read.
    fn read(&self, path: &str) -> impl Future<Output = Result<Vec<u8>, String>>;
}

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Finding {
    /// A part is not there.
    #[error("{path} cannot be read: {why}")]
    Unreadable {
        /// Its address.
        path: String,
        /// What the reader says.
        why: String,
    },
    /// A part is not written as the standard has it.
    #[error("{path} is malformed")]
    Malformed {
        /// Its address.
        path: String,
    },
    /// The checkpoint is not the log's.
    #[error("checkpoint: {0}")]
    Checkpoint(BadCheckpoint),
    /// A witness has not cosigned the checkpoint.
    #[error("the witness {name} has not cosigned the checkpoint")]
    NotCosigned {
        /// The name of its key.
        name: String,
    },
    /// The hash of an entry is not the one that its tile has.
    #[error("event {seq} is not the one whose hash {path} holds")]
    Entry {
        /// The event.
        seq: u64,
        /// The tile.
        path: String,
    },
    /// A hash of a tile is not what the tiles below it give.
    #[error("hash {at} of {path} is not what the tiles below it give")]
    Tile {
        /// The tile.
        path: String,
        /// Which hash of it, from 0.
        at: usize,
    },
    /// The root that the checkpoint states is not what the entries give.
    #[error("the root of {size} events is not the one that was signed")]
    Root {
        /// The size of the tree.
        size: u64,
    },
    /// The log is shorter than it was.
    #[error("the log has {now} events and had {earlier} before")]
    Shrunk {
        /// Its size now.
        now: u64,
        /// Its size when it was seen.
        earlier: u64,
    },
    /// The log did not grow out of what was seen earlier.
    #[error("the first {earlier} events are not those that were seen before")]
    Forked {
        /// Its size when it was seen.
        earlier: u64,
    },
}

/// What a log is checked against.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// The log's key.
    pub log: &'a VerifyKey,
    /// Witnesses that must have cosigned.
    pub witnesses: &'a [VerifyKey],
    /// The checkpoint that was seen earlier.
    pub earlier: Option<&'a Checkpoint>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The checkpoint up to which all was checked, with its signatures.
    pub note: Note,
    /// What it says.
    pub checkpoint: Checkpoint,
    /// Witnesses that have cosigned, with the second since 1970 at which they did.
    pub cosigned: Vec<(String, u64)>,
    /// What is wrong; nothing when the log is whole. At most [`MOST`] are listed.
    pub findings: Vec<Finding>,
}

/// The most findings that are listed.
pub const MOST: usize = 100;

/// Checks a log. An error means that there was nothing to check; `progress` is told how many events are done.
pub async fn verify(
    published: &impl Published,
    expected: &Expected<'_>,
    mut progress: impl FnMut(u64),
) -> Result<Report, Finding> {
    let bytes = read(published, "checkpoint").await?;
    let malformed = || Finding::Malformed {
        path: "checkpoint".to_owned(),
    };
    let note: Note = std::str::from_utf8(&bytes)
        .ok()
        .and_then(|text| text.parse().ok())
        .ok_or_else(malformed)?;
    let checkpoint = Checkpoint::open(&note, expected.log).map_err(Finding::Checkpoint)?;
    let mut work = Work::new(checkpoint.size, expected.earlier);
    let mut cosigned = Vec::new();
    for witness in expected.witnesses {
        match witness.check(&note) {
            Ok(time) => cosigned.push((witness.name().to_owned(), time.unwrap_or_default())),
            Err(_) => work.found(Finding::NotCosigned {
                name: witness.name().to_owned(),
            }),
        }
    }
    for tile in Tile::all(checkpoint.size) {
        if tile.level == 0 {
            work.entries(published, tile).await;
            progress((tile.begins() + u64::from(tile.width)).min(checkpoint.size));
        } else {
            work.above(published, tile).await;
        }
    }
    work.heads(&checkpoint, expected.earlier);
    Ok(Report {
        note,
        checkpoint,
        cosigned,
        findings: work.findings,
    })
}

async fn read(published: &impl Published, path: &str) -> Result<Vec<u8>, Finding> {
    published.read(path).await.map_err(|why| Finding::Unreadable {
        path: path.to_owned(),
        why,
    })
}

/// What is known on the way from the entries up.
struct Work {
    /// Tiles worked out from the entries that are needed for the roots.
    tiles: Tiles,
    /// Their places.
    keep: BTreeSet<(u8, u64)>,
    /// Roots of the full tiles of the level that is being read: the hashes of the level above.
    roots: Vec<Hash>,
    /// The hashes of the level that is being read, when it is not the entries'.
    below: Vec<Hash>,
    /// The level that is being read.
    level: u8,
    findings: Vec<Finding>,
}

impl Work {
    fn new(size: u64, earlier: Option<&Checkpoint>) -> Self {
        let earlier = earlier.map(|earlier| earlier.size).filter(|earlier| *earlier <= size);
        let spans: Vec<Span> = [Some(size), earlier].into_iter().flatten().map(Span::tree).collect();
        let needed = Tiles::needed(&spans, size);
        Self {
            tiles: Tiles::default(),
            keep: needed.into_iter().map(|tile| (tile.level, tile.index)).collect(),
            roots: Vec::new(),
            below: Vec::new(),
            level: 0,
            findings: Vec::new(),
        }
    }

    fn found(&mut self, finding: Finding) {
        if self.findings.len() < MOST {
            self.findings.push(finding);
        }
    }

    /// Takes what was worked out for a tile.
    fn take(&mut self, tile: Tile, hashes: Vec<Hash>) {
        if tile.is_full() {
            self.roots.extend(tile::root(&hashes));
        }
        if self.keep.contains(&(tile.level, tile.index)) {
            self.tiles.put(tile, hashes);
        }
    }

    /// The hashes that are published for a tile.
    async fn hashes(&mut self, published: &impl Published, tile: Tile) -> Option<Vec<Hash>> {
        let path = tile.path();
        match read(published, &path).await {
            Ok(bytes) => {
                let hashes = tile.hashes(&bytes);
                if hashes.is_none() {
                    self.found(Finding::Malformed { path });
                }
                hashes
            }
            Err(finding) => {
                self.found(finding);
                None
            }
        }
    }

    /// Works a tile out from its entries, and compares it with the published one.
    async fn entries(&mut self, published: &impl Published, tile: Tile) {
        let hashes = self.hashes(published, tile).await;
        let path = tile.entries_path();
        let worked_out: Option<Vec<Hash>> = match read(published, &path).await {
            Ok(bytes) => {
                let entries = tile::unbundle(&bytes).filter(|entries| entries.len() == usize::from(tile.width));
                if entries.is_none() {
                    self.found(Finding::Malformed { path });
                }
                entries.map(|entries| entries.into_iter().map(tree::leaf_hash).collect())
            }
            Err(finding) => {
                self.found(finding);
                None
            }
        };
        if let (Some(hashes), Some(worked_out)) = (&hashes, &worked_out) {
            for (at, (hash, found)) in hashes.iter().zip(worked_out).enumerate() {
                if hash != found {
                    self.found(Finding::Entry {
                        seq: tile.begins() + at as u64,
                        path: tile.path(),
                    });
                }
            }
        }
        // Without the entries the tile itself is the best that can be had: what is wrong has been said.
        if let Some(hashes) = worked_out.or(hashes) {
            self.take(tile, hashes);
        }
    }

    /// Compares a tile with the roots of the tiles below it.
    async fn above(&mut self, published: &impl Published, tile: Tile) {
        if tile.level != self.level {
            self.level = tile.level;
            self.below = std::mem::take(&mut self.roots);
        }
        let hashes = self.hashes(published, tile).await;
        let first = (tile.index * WIDTH) as usize;
        let worked_out = self
            .below
            .get(first..first + usize::from(tile.width))
            .map(<[Hash]>::to_vec);
        if let (Some(hashes), Some(worked_out)) = (&hashes, &worked_out)
            && let Some(at) = hashes.iter().zip(worked_out).position(|(hash, found)| hash != found)
        {
            self.found(Finding::Tile { path: tile.path(), at });
        }
        if let Some(hashes) = worked_out.or(hashes) {
            self.take(tile, hashes);
        }
    }

    /// Compares the roots with those that were signed.
    fn heads(&mut self, now: &Checkpoint, earlier: Option<&Checkpoint>) {
        let root = |tiles: &Tiles, size| tree::span_hash(tiles, Span::tree(size));
        if root(&self.tiles, now.size) != Some(now.root) {
            self.found(Finding::Root { size: now.size });
        }
        match earlier {
            Some(earlier) if earlier.size > now.size => self.found(Finding::Shrunk {
                now: now.size,
                earlier: earlier.size,
            }),
            Some(earlier) if root(&self.tiles, earlier.size) != Some(earlier.root) => {
                self.found(Finding::Forked { earlier: earlier.size });
            }
            _ => {}
        }
    }
}
