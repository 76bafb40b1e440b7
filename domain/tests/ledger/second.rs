//! The second verifier: the log of another author, whose hashes, proofs, tiles and notes share no code with ours.

use std::collections::BTreeMap;

use domain::ledger::note::VerifyKey;
use domain::ledger::tree::Hash;
use signed_note::{Note, StandardVerifier, Verifier, VerifierList};
use tlog_tiles::{
    Error, Hash as Theirs, HashReader, Tile, check_record, check_tree, record_hash, stored_hash_index, tree_hash,
};

fn theirs(hashes: &[Hash]) -> Vec<Theirs> {
    hashes.iter().map(|hash| Theirs(hash.0)).collect()
}

/// Whether the leaf is in the tree.
pub fn includes(index: u64, size: u64, leaf: Hash, root: Hash, proof: &[Hash]) -> bool {
    check_record(&theirs(proof), size, Theirs(root.0), index, Theirs(leaf.0)).is_ok()
}

/// Whether the later tree begins with the earlier one.
pub fn continues(old: u64, new: u64, old_root: Hash, new_root: Hash, proof: &[Hash]) -> bool {
    check_tree(&theirs(proof), new, Theirs(new_root.0), old, Theirs(old_root.0)).is_ok()
}

/// Whether the key has signed the note.
pub fn signed(note: &[u8], key: &VerifyKey) -> bool {
    let verifier: Box<dyn Verifier> = Box::new(StandardVerifier::new(&key.to_string()).unwrap());
    Note::from_bytes(note).is_ok_and(|note| note.verify(&VerifierList::new(vec![verifier])).is_ok())
}

/// Whether the published tiles and entries are those of the root. Their own reader of tiles (0.2.0) leaves full tiles
/// unchecked when subtrees of the root share a tile, so each is held against the tile above it here.
pub fn is_whole(parts: &BTreeMap<String, Vec<u8>>, size: u64, root: Hash) -> bool {
    let tiles = Tiles { parts, size };
    tiles.are_whole() && tree_hash(size, &tiles).is_ok_and(|hash| hash.0 == root.0)
}

struct Tiles<'a> {
    parts: &'a BTreeMap<String, Vec<u8>>,
    size: u64,
}

impl Tiles<'_> {
    /// Their addresses name the height of a tile, and call entries data.
    fn bytes(&self, tile: &Tile) -> Option<&Vec<u8>> {
        let path = tile.path().replace("tile/8/", "tile/").replace("/data/", "/entries/");
        self.parts.get(&path)
    }

    fn hashes(&self, tile: &Tile) -> Option<&Vec<u8>> {
        self.bytes(tile)
            .filter(|bytes| bytes.len() == 32 * tile.width() as usize)
    }

    fn are_whole(&self) -> bool {
        Tile::new_tiles(8, 0, self.size).iter().all(|tile| {
            let Some(bytes) = self.hashes(tile) else { return false };
            let above = tile.width() < 256 || self.above(tile) == Some(Tile::subtree_hash(bytes));
            above && (tile.level() > 0 || self.entries(tile, bytes))
        })
    }

    /// What the tile above says of a full tile.
    fn above(&self, tile: &Tile) -> Option<Theirs> {
        let above = tile.parent(1, self.size)?;
        let index = stored_hash_index(8 * above.level(), tile.level_index());
        above.hash_at_index(self.hashes(&above)?, index).ok()
    }

    fn entries(&self, tile: &Tile, hashes: &[u8]) -> bool {
        let mut data = *tile;
        data.set_is_data();
        let Some(mut rest) = self.bytes(&data).map(Vec::as_slice) else {
            return false;
        };
        for hash in hashes.chunks(32) {
            let Some((length, after)) = rest.split_first_chunk::<2>() else {
                return false;
            };
            let length = usize::from(length[0]) << 8 | usize::from(length[1]);
            if after.len() < length || record_hash(&after[..length]).0 != hash {
                return false;
            }
            rest = &after[length..];
        }
        rest.is_empty()
    }
}

impl HashReader for Tiles<'_> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Theirs>, Error> {
        let read = |index: &u64| {
            let tile = Tile::from_index(8, *index)
                .parent(0, self.size)
                .ok_or(Error::IndexesNotInTree)?;
            tile.hash_at_index(self.hashes(&tile).ok_or(Error::InvalidTile)?, *index)
        };
        indexes.iter().map(read).collect()
    }
}
