//! Proofs, tiles and checkpoints changed at random: neither of two verifiers takes one.

use domain::ledger::checkpoint::Checkpoint;
use domain::ledger::note::Note;
use domain::ledger::tree::{self, Hash};

use crate::log::Log;
use crate::second;

/// Events of the log that is changed: two full tiles and a partial one, and a tile above them.
const SIZE: u64 = 700;

/// How many are tried; `cargo xtask prove ledger` asks for many more.
fn count() -> u64 {
    std::env::var("KAICANG_TEST_MUTATIONS").map_or(1000, |count| count.parse().unwrap())
}

/// Repeatable numbers (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    /// Turns one bit round.
    fn spoil(&mut self, bytes: &mut [u8]) {
        let at = self.below(bytes.len());
        bytes[at] ^= 1 << self.below(8);
    }

    /// Cuts bytes, adds one, or turns a bit round.
    fn change(&mut self, bytes: &mut Vec<u8>) {
        let at = self.below(bytes.len());
        match self.below(8) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, self.next() as u8),
            _ => self.spoil(bytes),
        }
    }
}

/// What a proof is about. Sizes are not changed by themselves: a proof does not depend on every bit of them, which is why
/// they are taken from signed checkpoints and nowhere else.
#[derive(Debug, Clone, PartialEq)]
enum Claim {
    Inclusion { index: u64, leaf: Hash },
    Consistency { old: u64, root: Hash },
}

#[derive(Debug, Clone, PartialEq)]
struct Proof {
    claim: Claim,
    size: u64,
    root: Hash,
    hashes: Vec<Hash>,
}

impl Proof {
    /// A true one.
    fn honest(log: &Log, numbers: &mut Numbers) -> Self {
        let size = numbers.next() % SIZE + 1;
        let (claim, spans) = if numbers.below(2) == 0 {
            let index = numbers.next() % size;
            let leaf = tree::leaf_hash(&log.entries[index as usize]);
            (Claim::Inclusion { index, leaf }, tree::inclusion(index, size))
        } else {
            // Of a tree without leaves there is nothing to prove.
            let old = numbers.next() % size + 1;
            let root = log.root(old);
            (Claim::Consistency { old, root }, tree::consistency(old, size))
        };
        Self {
            claim,
            size,
            root: log.root(size),
            hashes: tree::prove(&log.tiles, &spans).unwrap(),
        }
    }

    fn change(&mut self, numbers: &mut Numbers) {
        let count = self.hashes.len();
        match (numbers.below(8), &mut self.claim) {
            (0, Claim::Inclusion { index, .. }) => *index = numbers.next() % SIZE,
            (1, Claim::Inclusion { leaf, .. }) => numbers.spoil(&mut leaf.0),
            (0 | 1, Claim::Consistency { root, .. }) => numbers.spoil(&mut root.0),
            (2, _) if count > 1 => self.hashes.swap(numbers.below(count), numbers.below(count)),
            (3, _) if count > 0 => drop(self.hashes.remove(numbers.below(count))),
            (4, _) => self
                .hashes
                .insert(numbers.below(count + 1), Hash([numbers.next() as u8; 32])),
            (5 | 6, _) if count > 0 => numbers.spoil(&mut self.hashes[count - 1].0),
            (7, _) if count > 0 => numbers.spoil(&mut self.hashes[0].0),
            _ => numbers.spoil(&mut self.root.0),
        }
    }

    fn holds(&self) -> bool {
        let Self { size, root, hashes, .. } = self;
        match &self.claim {
            Claim::Inclusion { index, leaf } => tree::check_inclusion(*index, *size, *leaf, *root, hashes),
            Claim::Consistency { old, root: before } => tree::check_consistency(*old, *size, *before, *root, hashes),
        }
        .is_ok()
    }

    fn holds_for_the_second(&self) -> bool {
        let Self { size, root, hashes, .. } = self;
        match &self.claim {
            Claim::Inclusion { index, leaf } => second::includes(*index, *size, *leaf, *root, hashes),
            Claim::Consistency { old, root: before } => second::continues(*old, *size, *before, *root, hashes),
        }
    }
}

#[test]
fn bs_39_no_mutated_proof_is_taken_by_either_verifier() {
    let log = Log::with(SIZE);
    let numbers = &mut Numbers(39);
    let mut tried = 0;
    while tried < count() {
        let honest = Proof::honest(&log, numbers);
        assert!(honest.holds() && honest.holds_for_the_second(), "{honest:?}");
        let mut changed = honest.clone();
        changed.change(numbers);
        if changed != honest {
            tried += 1;
            assert!(!changed.holds(), "our verifier takes {changed:?}");
            assert!(!changed.holds_for_the_second(), "the second verifier takes {changed:?}");
        }
    }
    println!("{tried} mutated proofs, taken by either of two verifiers: 0");
}

#[test]
fn bs_39_no_mutated_tile_is_taken_by_either_verifier() {
    let log = Log::with(SIZE);
    let root = log.checkpoint.root;
    assert!(log.findings(None).is_empty() && second::is_whole(&log.parts, SIZE, root));
    let numbers = &mut Numbers(40);
    let paths: Vec<&String> = log.parts.keys().filter(|path| path.starts_with("tile/")).collect();
    let mut changed = log.clone();
    for _ in 0..count() {
        let path = paths[numbers.below(paths.len())];
        let bytes = changed.parts.get_mut(path).unwrap();
        numbers.change(bytes);
        if changed.parts[path] != log.parts[path] {
            assert!(!changed.findings(None).is_empty(), "our verifier takes {path}");
            assert!(
                !second::is_whole(&changed.parts, SIZE, root),
                "the second verifier takes {path}"
            );
        }
        changed.parts.insert(path.clone(), log.parts[path].clone());
    }
    println!("{} mutated tiles, taken by either of two verifiers: 0", count());
}

#[test]
fn bs_39_no_mutated_checkpoint_is_taken_by_either_verifier() {
    let log = Log::with(SIZE);
    let honest = log.parts["checkpoint"].clone();
    let key = log.key.public();
    let opens = |bytes: &[u8]| {
        let note: Option<Note> = std::str::from_utf8(bytes).ok().and_then(|text| text.parse().ok());
        note.is_some_and(|note| Checkpoint::open(&note, key).is_ok())
    };
    assert!(opens(&honest) && second::signed(&honest, key));
    let numbers = &mut Numbers(41);
    for _ in 0..count() {
        let mut changed = honest.clone();
        numbers.change(&mut changed);
        if changed != honest {
            let shown = String::from_utf8_lossy(&changed);
            assert!(!opens(&changed), "our verifier takes {shown}");
            assert!(!second::signed(&changed, key), "the second verifier takes {shown}");
        }
    }
    println!("{} mutated checkpoints, taken by either of two verifiers: 0", count());
}
