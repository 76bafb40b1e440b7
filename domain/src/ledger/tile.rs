//! Tiles (C2SP tlog-tiles): the tree cut into stretches of 256 hashes, and the entries in bundles of 256, each under an
//! address of its own. What stands in a full tile never changes, so that it can be cached for ever.

use std::collections::{BTreeSet, HashMap};

use super::tree::{Hash, Node, Nodes, Span, node_hash};

/// Hashes of a full tile.
pub const WIDTH: u64 = 256;
/// Levels of the tree that a tile holds.
const HEIGHT: u32 = 8;
/// The highest level of tiles: above it a tree would have more than 2^64 leaves.
const TOP: u8 = 7;

/// A tile: `width` hashes of level `8 * level` of the tree, from `256 * index` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    /// Its level; 0 holds hashes of leaves.
    pub level: u8,
    /// Its place in the level.
    pub index: u64,
    /// How many hashes it holds, from 1 to 256.
    pub width: u16,
}

impl Tile {
    /// The tile as wide as a tree of `size` leaves has it; `None` when the tree does not reach so far.
    pub fn of_tree(level: u8, index: u64, size: u64) -> Option<Self> {
        if level > TOP {
            return None;
        }
        let hashes = size >> (HEIGHT * u32::from(level));
        let begins = index.checked_mul(WIDTH)?;
        let width = hashes.checked_sub(begins).filter(|width| *width > 0)?.min(WIDTH);
        Some(Self {
            level,
            index,
            width: width as u16,
        })
    }

    /// Every tile of a tree, from the leaves up.
    pub fn all(size: u64) -> impl Iterator<Item = Self> {
        (0..=TOP).flat_map(move |level| (0..).map_while(move |index| Self::of_tree(level, index, size)))
    }

    /// The narrowest tile of a tree in which the hash of a node can be found.
    fn holding(node: Node, size: u64) -> Option<Self> {
        let level = (node.level / HEIGHT) as u8;
        let index = node.index >> (HEIGHT - node.level % HEIGHT);
        Self::of_tree(level, index, size)
    }

    /// Whether it holds all that a tile can.
    pub const fn is_full(self) -> bool {
        self.width as u64 == WIDTH
    }

    /// The first hash, counted within its level.
    pub const fn begins(self) -> u64 {
        self.index * WIDTH
    }

    /// Its address below the log's, such as `tile/0/x001/067.p/8`.
    pub fn path(self) -> String {
        format!("tile/{}/{}", self.level, self.place())
    }

    /// The address of the entries whose hashes it holds; for tiles of level 0.
    pub fn entries_path(self) -> String {
        format!("tile/entries/{}", self.place())
    }

    /// The index in groups of three digits, so that no folder becomes too large, and the width of a partial tile.
    fn place(self) -> String {
        let mut rest = self.index;
        let mut place = format!("{:03}", rest % 1000);
        while rest >= 1000 {
            rest /= 1000;
            place = format!("x{:03}/{place}", rest % 1000);
        }
        if self.is_full() {
            place
        } else {
            format!("{place}.p/{}", self.width)
        }
    }

    /// Reads the parts of an address: the level, or `entries`, and the rest. Only the one right way to write it is taken.
    pub fn parse(level: &str, place: &str) -> Option<Self> {
        let level: u8 = if level == "entries" { 0 } else { number(level, 2)? as u8 };
        let (groups, width) = match place.split_once(".p/") {
            Some((groups, width)) => (groups, number(width, 3).filter(|width| (1..WIDTH).contains(width))?),
            None => (place, WIDTH),
        };
        let mut index: u64 = 0;
        for group in groups.split('/') {
            let digits = group.strip_prefix('x').unwrap_or(group);
            let value: u64 = digits.parse().ok().filter(|_| digits.len() == 3)?;
            index = index.checked_mul(1000)?.checked_add(value)?;
        }
        let tile = Self {
            level,
            index,
            width: width as u16,
        };
        (level <= TOP && tile.place() == place).then_some(tile)
    }

    /// The hashes as the bytes of the tile.
    pub fn bytes(hashes: &[Hash]) -> Vec<u8> {
        hashes.iter().flat_map(|hash| hash.0).collect()
    }

    /// The hashes in the bytes of a tile; `None` when there are not as many as it is wide.
    pub fn hashes(self, bytes: &[u8]) -> Option<Vec<Hash>> {
        let (hashes, rest) = bytes.as_chunks();
        (rest.is_empty() && hashes.len() == usize::from(self.width)).then(|| hashes.iter().copied().map(Hash).collect())
    }
}

/// A decimal number without leading zeros.
fn number(text: &str, most_digits: usize) -> Option<u64> {
    let number: u64 = text.parse().ok().filter(|_| text.len() <= most_digits)?;
    (number.to_string() == text).then_some(number)
}

/// The root of complete subtrees that stand side by side, a power of two of them.
pub fn root(hashes: &[Hash]) -> Option<Hash> {
    match hashes {
        [] => None,
        [one] => Some(*one),
        _ => {
            let (left, right) = hashes.split_at(hashes.len() / 2);
            Some(node_hash(root(left)?, root(right)?))
        }
    }
}

/// Tiles at hand, from which the hash of any node below them can be told.
#[derive(Debug, Clone, Default)]
pub struct Tiles(HashMap<(u8, u64), Vec<Hash>>);

impl Tiles {
    /// The tiles that are needed for spans in a tree of this size.
    pub fn needed(spans: &[Span], size: u64) -> BTreeSet<Tile> {
        let nodes = spans.iter().flat_map(|span| span.nodes());
        nodes.filter_map(|node| Tile::holding(node, size)).collect()
    }

    /// Takes a tile; one of the same place that is at hand already is replaced.
    pub fn put(&mut self, tile: Tile, hashes: Vec<Hash>) {
        self.0.insert((tile.level, tile.index), hashes);
    }
}

impl Nodes for Tiles {
    fn node(&self, node: Node) -> Option<Hash> {
        let (level, within) = ((node.level / HEIGHT) as u8, node.level % HEIGHT);
        let tile = self.0.get(&(level, node.index >> (HEIGHT - within)))?;
        let first = ((node.index << within) % WIDTH) as usize;
        root(tile.get(first..first + (1 << within))?)
    }
}

/// The most bytes of an entry: its length stands in two.
pub const ENTRY_MAX: usize = u16::MAX as usize;

/// Entries as the bytes of a bundle: each behind its length in two bytes.
pub fn bundle<'a>(entries: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in entries {
        // The store takes no longer entry; a cut one would not have the hash of its leaf.
        let entry = &entry[..entry.len().min(ENTRY_MAX)];
        bytes.extend((entry.len() as u16).to_be_bytes());
        bytes.extend(entry);
    }
    bytes
}

/// The entries in the bytes of a bundle; `None` when it ends in the middle of one.
pub fn unbundle(mut bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let mut entries = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk() {
        let (entry, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        entries.push(entry);
        bytes = rest;
    }
    bytes.is_empty().then_some(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_written_in_one_way() {
        let tile = |level, index, width| Tile { level, index, width };
        for (tile, path) in [
            (tile(0, 0, 256), "tile/0/000"),
            (tile(0, 67, 8), "tile/0/067.p/8"),
            (tile(1, 1_234_067, 256), "tile/1/x001/x234/067"),
            (tile(2, 1000, 255), "tile/2/x001/000.p/255"),
        ] {
            assert_eq!(tile.path(), path);
            let (level, place) = path["tile/".len()..].split_once('/').unwrap();
            assert_eq!(Tile::parse(level, place), Some(tile));
        }
        assert_eq!(Tile::parse("entries", "067.p/8"), Some(tile(0, 67, 8)));
        for (level, place) in [
            ("0", "67"),
            ("0", "0067"),
            ("0", "x000/067"),
            ("0", "067.p/0"),
            ("0", "067.p/256"),
            ("0", "067.p/08"),
            ("0", "001/067"),
            ("0", "x001"),
            ("00", "000"),
            ("200", "000"),
            ("8", "000"),
            ("-1", "000"),
            ("0", "+01"),
            ("0", ""),
            ("0", "x999/x999/x999/x999/x999/x999/x999/999"),
        ] {
            assert_eq!(Tile::parse(level, place), None, "{level} {place}");
        }
    }

    #[test]
    fn a_tree_has_the_tiles_of_its_size() {
        let paths = |size| Tile::all(size).map(Tile::path).collect::<Vec<_>>();
        assert!(paths(0).is_empty());
        assert_eq!(paths(3), ["tile/0/000.p/3"]);
        assert_eq!(paths(256), ["tile/0/000", "tile/1/000.p/1"]);
        assert_eq!(
            paths(600),
            ["tile/0/000", "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2"]
        );
    }

    #[test]
    fn bundles_come_back_as_they_were() {
        let entries: [&[u8]; 3] = [b"", b"{}", &[7; 300]];
        let bytes = bundle(entries);
        assert_eq!(unbundle(&bytes).unwrap(), entries);
        assert_eq!(unbundle(&bytes[..bytes.len() - 1]), None);
        assert_eq!(unbundle(&[0]), None);
    }
}
