//! The Merkle tree of RFC 6962: hashes, and proofs that an entry is in a tree and that a tree grew out of an earlier one.
//!
//! Proofs are made from spans of leaves, so that whoever holds the hashes (a database, tiles from the network) can fetch
//! just those that are needed. They are checked by the loops of RFC 9162, which share nothing with how they are made.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// A node of the tree: a SHA-256, written in base64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hash(pub [u8; 32]);

/// A text that is no hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a hash: 32 bytes in base64 are expected")]
pub struct BadHash;

impl FromStr for Hash {
    type Err = BadHash;

    fn from_str(text: &str) -> Result<Self, BadHash> {
        let bytes = STANDARD.decode(text).map_err(|_| BadHash)?;
        bytes.try_into().map(Self).map_err(|_| BadHash)
    }
}

impl TryFrom<String> for Hash {
    type Error = BadHash;

    fn try_from(text: String) -> Result<Self, BadHash> {
        text.parse()
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        hash.to_string()
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&STANDARD.encode(self.0))
    }
}

/// The hash of the tree without leaves.
pub fn empty() -> Hash {
    Hash(Sha256::digest([]).into())
}

/// The hash of a leaf.
pub fn leaf_hash(entry: &[u8]) -> Hash {
    Hash(Sha256::new().chain_update([0]).chain_update(entry).finalize().into())
}

/// The hash of two subtrees.
pub fn node_hash(left: Hash, right: Hash) -> Hash {
    let hash = Sha256::new()
        .chain_update([1])
        .chain_update(left.0)
        .chain_update(right.0);
    Hash(hash.finalize().into())
}

/// A complete subtree: the leaves from `index << level` on, `1 << level` of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// Its height above the leaves.
    pub level: u32,
    /// Its place among the complete subtrees of its height.
    pub index: u64,
}

/// A subtree of some tree: the leaves `lo..hi`. Only at the right edge of the tree it is incomplete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first leaf.
    pub lo: u64,
    /// The first leaf that is not in it.
    pub hi: u64,
}

impl Span {
    /// A whole tree.
    pub const fn tree(size: u64) -> Self {
        Self { lo: 0, hi: size }
    }

    /// The complete subtrees that it is made of, from left to right, each smaller than the one before.
    pub fn nodes(self) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut lo = self.lo;
        while lo < self.hi {
            let level = (self.hi - lo).ilog2().min(lo.trailing_zeros());
            nodes.push(Node {
                level,
                index: lo >> level,
            });
            lo += 1 << level;
        }
        nodes
    }
}

/// Whoever can tell the hash of a complete subtree.
pub trait Nodes {
    /// The hash; `None` when it is not at hand.
    fn node(&self, node: Node) -> Option<Hash>;
}

/// The hash of a span; `None` when a hash that it needs is not at hand.
pub fn span_hash(hashes: &impl Nodes, span: Span) -> Option<Hash> {
    let mut joined = None;
    for node in span.nodes().into_iter().rev() {
        let hash = hashes.node(node)?;
        joined = Some(joined.map_or(hash, |right| node_hash(hash, right)));
    }
    Some(joined.unwrap_or_else(empty))
}

/// The hashes of spans, as a proof lists them.
pub fn prove(hashes: &impl Nodes, spans: &[Span]) -> Option<Vec<Hash>> {
    spans.iter().map(|span| span_hash(hashes, *span)).collect()
}

/// Where a tree of more than one leaf divides: the largest power of two below its size.
const fn split(size: u64) -> u64 {
    1 << (size - 1).ilog2()
}

/// The spans that prove a leaf to be in a tree (RFC 6962, 2.1.1); none when it is not.
pub fn inclusion(index: u64, size: u64) -> Vec<Span> {
    let mut path = Vec::new();
    let (mut lo, mut hi) = (0, size);
    while index < size && hi - lo > 1 {
        let middle = lo + split(hi - lo);
        if index < middle {
            path.push(Span { lo: middle, hi });
            hi = middle;
        } else {
            path.push(Span { lo, hi: middle });
            lo = middle;
        }
    }
    path.reverse();
    path
}

/// The spans that prove a tree to have grown out of an earlier one (RFC 6962, 2.1.2).
pub fn consistency(old: u64, new: u64) -> Vec<Span> {
    let mut path = Vec::new();
    if old == 0 || old >= new {
        return path;
    }
    let (mut lo, mut hi) = (0, new);
    while hi != old {
        let middle = lo + split(hi - lo);
        if old <= middle {
            path.push(Span { lo: middle, hi });
            hi = middle;
        } else {
            path.push(Span { lo, hi: middle });
            lo = middle;
        }
    }
    // A subtree that is the whole earlier tree is known to whoever checks.
    if lo > 0 {
        path.push(Span { lo, hi });
    }
    path.reverse();
    path
}

/// A proof that does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the proof does not hold")]
pub struct BadProof;

/// Checks that the leaf stands at `index` in the tree of this size and root (RFC 9162, 2.1.3.2).
pub fn check_inclusion(index: u64, size: u64, leaf: Hash, root: Hash, proof: &[Hash]) -> Result<(), BadProof> {
    if index >= size {
        return Err(BadProof);
    }
    let (mut at, mut last) = (index, size - 1);
    let mut hash = leaf;
    for sibling in proof {
        if last == 0 {
            return Err(BadProof);
        }
        if at & 1 == 1 || at == last {
            hash = node_hash(*sibling, hash);
            skip_missing(&mut at, &mut last);
        } else {
            hash = node_hash(hash, *sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    if last == 0 && hash == root {
        Ok(())
    } else {
        Err(BadProof)
    }
}

/// Checks that the tree of size `new` begins with the tree of size `old` (RFC 9162, 2.1.4.2).
pub fn check_consistency(old: u64, new: u64, old_root: Hash, new_root: Hash, proof: &[Hash]) -> Result<(), BadProof> {
    let holds = |fits: bool| if fits { Ok(()) } else { Err(BadProof) };
    if old > new {
        return Err(BadProof);
    }
    if old == new {
        return holds(proof.is_empty() && old_root == new_root);
    }
    if old == 0 {
        return holds(proof.is_empty() && old_root == empty());
    }
    let (mut at, mut last) = (old - 1, new - 1);
    while at & 1 == 1 {
        at >>= 1;
        last >>= 1;
    }
    // A complete earlier tree is itself the first subtree, so the proof leaves it out.
    let whole = old.is_power_of_two().then_some(old_root);
    let mut path = whole.into_iter().chain(proof.iter().copied());
    let first = path.next().ok_or(BadProof)?;
    let (mut old_hash, mut new_hash) = (first, first);
    for sibling in path {
        if last == 0 {
            return Err(BadProof);
        }
        if at & 1 == 1 || at == last {
            old_hash = node_hash(sibling, old_hash);
            new_hash = node_hash(sibling, new_hash);
            skip_missing(&mut at, &mut last);
        } else {
            new_hash = node_hash(new_hash, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    holds(last == 0 && old_hash == old_root && new_hash == new_root)
}

/// Climbs over levels at which the right edge of the tree has no sibling.
const fn skip_missing(at: &mut u64, last: &mut u64) {
    while *at & 1 == 0 && *at != 0 {
        *at >>= 1;
        *last >>= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Leaves(Vec<Hash>);

    impl Nodes for Leaves {
        fn node(&self, node: Node) -> Option<Hash> {
            if node.level == 0 {
                return self.0.get(node.index as usize).copied();
            }
            let below = |index| Node {
                level: node.level - 1,
                index,
            };
            let left = self.node(below(2 * node.index))?;
            Some(node_hash(left, self.node(below(2 * node.index + 1))?))
        }
    }

    /// The definition of RFC 6962, 2.1, word for word.
    fn root(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => empty(),
            [one] => *one,
            _ => {
                let (left, right) = leaves.split_at(split(leaves.len() as u64) as usize);
                node_hash(root(left), root(right))
            }
        }
    }

    #[test]
    fn bs_39_every_proof_of_small_trees_holds() {
        let leaves = Leaves((0..70_u8).map(|n| leaf_hash(&[n])).collect());
        for size in 0..=70 {
            let new_root = root(&leaves.0[..size as usize]);
            assert_eq!(span_hash(&leaves, Span::tree(size)), Some(new_root), "{size}");
            for index in 0..size {
                let proof = prove(&leaves, &inclusion(index, size)).unwrap();
                let leaf = leaves.0[index as usize];
                assert_eq!(
                    check_inclusion(index, size, leaf, new_root, &proof),
                    Ok(()),
                    "{index} in {size}"
                );
            }
            for old in 0..=size {
                let proof = prove(&leaves, &consistency(old, size)).unwrap();
                let old_root = root(&leaves.0[..old as usize]);
                assert_eq!(
                    check_consistency(old, size, old_root, new_root, &proof),
                    Ok(()),
                    "{old} to {size}"
                );
            }
        }
    }

    #[test]
    fn the_hashes_are_those_of_the_standard() {
        assert_eq!(empty().to_string(), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        // Known from the test vectors of Certificate Transparency: the leaf of the empty entry.
        let hex = crate::ids::Digest::from_bytes(&leaf_hash(b"").0);
        assert_eq!(
            hex.as_str(),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        );
    }

    #[test]
    fn sizes_beyond_any_log_do_not_end_the_process() {
        let hash = empty();
        assert_eq!(check_inclusion(u64::MAX, u64::MAX, hash, hash, &[]), Err(BadProof));
        assert_eq!(check_consistency(1, u64::MAX, hash, hash, &[hash; 70]), Err(BadProof));
        assert!(inclusion(u64::MAX - 1, u64::MAX).len() < 130);
        assert!(consistency(3, u64::MAX).len() < 130);
    }
}
