//! What a witness decides (C2SP tlog-witness): it cosigns a checkpoint only when the tree grew out of the one that it
//! cosigned last, so that a log cannot show two histories to two people.

use super::checkpoint::{BadCheckpoint, Checkpoint};
use super::note::{Note, Unsigned, VerifyKey};
use super::tree::{self, Hash};

/// The most hashes of a proof: a tree has at most 2^63 leaves.
const PROOF_MAX: usize = 63;

/// What a log sends to be cosigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The size that the log believes was cosigned last; 0 for a log that is new.
    pub old: u64,
    /// The proof that the tree grew from that size.
    pub proof: Vec<Hash>,
    /// The checkpoint.
    pub note: Note,
}

/// Why a witness does not cosign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Rejected {
    /// Not a request as the standard has it.
    #[error("the request is malformed")]
    Malformed,
    /// A log that the witness does not watch.
    #[error("the log is not known here")]
    UnknownLog,
    /// Not signed by the log.
    #[error("the log has not signed the checkpoint")]
    Unsigned,
    /// Another size, or another root of the same size, was cosigned last.
    #[error("the checkpoint cosigned last has {size} events")]
    Conflict {
        /// That size.
        size: u64,
    },
    /// The tree did not grow out of the earlier one.
    #[error("the tree is no continuation of the earlier one")]
    Inconsistent,
}

impl Rejected {
    /// The HTTP status that the standard gives it.
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::UnknownLog => 404,
            Self::Unsigned => 403,
            Self::Conflict { .. } => 409,
            Self::Inconsistent => 422,
        }
    }
}

impl Request {
    /// The request as it is sent.
    pub fn write(&self) -> String {
        let mut text = format!("old {}\n", self.old);
        for hash in &self.proof {
            text.push_str(&format!("{hash}\n"));
        }
        format!("{text}\n{}", self.note)
    }

    /// Reads a request.
    pub fn read(text: &str) -> Result<Self, Rejected> {
        let (head, note) = text.split_once("\n\n").ok_or(Rejected::Malformed)?;
        let mut lines = head.split('\n');
        let old_text = lines
            .next()
            .and_then(|line| line.strip_prefix("old "))
            .ok_or(Rejected::Malformed)?;
        let old: u64 = old_text.parse().map_err(|_| Rejected::Malformed)?;
        let proof: Vec<Hash> = lines
            .map(str::parse)
            .collect::<Result<_, _>>()
            .map_err(|_| Rejected::Malformed)?;
        if old.to_string() != old_text || proof.len() > PROOF_MAX {
            return Err(Rejected::Malformed);
        }
        let note = note.parse().map_err(|_| Rejected::Malformed)?;
        Ok(Self { old, proof, note })
    }

    /// Decides whether to cosign. `last` is the checkpoint of this log that was cosigned last.
    pub fn weigh(&self, log: &VerifyKey, last: Option<&Checkpoint>) -> Result<Checkpoint, Rejected> {
        let new = Checkpoint::open(&self.note, log).map_err(|bad| match bad {
            BadCheckpoint::Malformed => Rejected::Malformed,
            BadCheckpoint::OtherLog => Rejected::UnknownLog,
            BadCheckpoint::Unsigned(Unsigned::Missing | Unsigned::Wrong) => Rejected::Unsigned,
        })?;
        if self.old > new.size {
            return Err(Rejected::Malformed);
        }
        let (size, root) = last.map_or_else(|| (0, tree::empty()), |last| (last.size, last.root));
        if self.old != size || (new.size == size && new.root != root) {
            return Err(Rejected::Conflict { size });
        }
        tree::check_consistency(size, new.size, root, new.root, &self.proof).map_err(|_| Rejected::Inconsistent)?;
        Ok(new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::note::{Kind, SignKey};
    use crate::ledger::tile::{Tile, Tiles};
    use crate::ledger::tree::Span;

    fn tiles(leaves: &[u8]) -> Tiles {
        let mut tiles = Tiles::default();
        let hashes: Vec<Hash> = leaves.iter().map(|leaf| tree::leaf_hash(&[*leaf])).collect();
        if let Some(tile) = Tile::of_tree(0, 0, leaves.len() as u64) {
            tiles.put(tile, hashes);
        }
        tiles
    }

    fn checkpoint(leaves: &[u8]) -> Checkpoint {
        Checkpoint {
            origin: "log.example".into(),
            size: leaves.len() as u64,
            root: tree::span_hash(&tiles(leaves), Span::tree(leaves.len() as u64)).unwrap(),
        }
    }

    fn request(key: &SignKey, old: u64, leaves: &[u8]) -> Request {
        let spans = tree::consistency(old, leaves.len() as u64);
        let request = Request {
            old,
            proof: tree::prove(&tiles(leaves), &spans).unwrap(),
            note: checkpoint(leaves).sign(key),
        };
        assert_eq!(Request::read(&request.write()), Ok(request.clone()));
        request
    }

    #[test]
    fn bs_39_a_witness_follows_one_history() {
        let key = SignKey::from_seed("log.example", Kind::Log, &[1; 32]).unwrap();
        let log = key.public();
        let last = checkpoint(b"abc");
        let weigh = |request: Request, last: Option<&Checkpoint>| request.weigh(log, last).map(|new| new.size);
        assert_eq!(weigh(request(&key, 0, b"abc"), None), Ok(3));
        assert_eq!(weigh(request(&key, 3, b"abcde"), Some(&last)), Ok(5));
        assert_eq!(
            weigh(request(&key, 3, b"abc"), Some(&last)),
            Ok(3),
            "the same once more"
        );
        let conflict = Err(Rejected::Conflict { size: 3 });
        assert_eq!(weigh(request(&key, 0, b"abc"), Some(&last)), conflict, "as if new");
        assert_eq!(weigh(request(&key, 3, b"abX"), Some(&last)), conflict, "a second head");
        assert_eq!(weigh(request(&key, 2, b"ab"), Some(&last)), conflict, "an older backup");
        assert_eq!(
            weigh(request(&key, 3, b"abXde"), Some(&last)),
            Err(Rejected::Inconsistent)
        );
        let ahead = Request {
            old: 9,
            ..request(&key, 0, b"abc")
        };
        assert_eq!(weigh(ahead, Some(&last)), Err(Rejected::Malformed));
        let thief = SignKey::from_seed("log.example", Kind::Log, &[2; 32]).unwrap();
        assert_eq!(weigh(request(&thief, 3, b"abcd"), Some(&last)), Err(Rejected::Unsigned));
        let stranger = SignKey::from_seed("log.example", Kind::Log, &[1; 32]).unwrap();
        let mut other = checkpoint(b"abcd");
        other.origin = "other.example".into();
        let foreign = Request {
            note: other.sign(&stranger),
            ..request(&key, 3, b"abcd")
        };
        assert_eq!(weigh(foreign, Some(&last)), Err(Rejected::UnknownLog));
    }

    #[test]
    fn what_is_no_request_is_refused() {
        for bad in [
            "",
            "old 0\n\n",
            "old 01\n\na\n\n— x AAAAAAAA\n",
            "new 0\n\na\n\n— x AAAAAAAA\n",
            "old 0\nAA\n\na\n\n— x AAAAAAAA\n",
        ] {
            assert_eq!(Request::read(bad), Err(Rejected::Malformed), "{bad:?}");
        }
    }
}
