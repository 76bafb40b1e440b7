//! Checkpoints (C2SP tlog-checkpoint): what the tree was when it was signed.

use std::fmt;
use std::str::FromStr;

use super::note::{Note, SignKey, Signature, Unsigned, VerifyKey};
use super::tree::Hash;

/// The head of the tree: which log, how many events, which root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log.
    pub origin: String,
    /// How many events the tree has.
    pub size: u64,
    /// Its root.
    pub root: Hash,
}

/// A checkpoint that cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadCheckpoint {
    /// Not written as the standard has it.
    #[error("not a checkpoint")]
    Malformed,
    /// A checkpoint of another log.
    #[error("a checkpoint of another log")]
    OtherLog,
    /// The log has not signed it.
    #[error("{0}")]
    Unsigned(#[from] Unsigned),
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, self.root)
    }
}

impl FromStr for Checkpoint {
    type Err = BadCheckpoint;

    /// Reads the text of a note. Lines after the third are extensions, which say nothing here.
    fn from_str(text: &str) -> Result<Self, BadCheckpoint> {
        let mut lines = text.strip_suffix('\n').ok_or(BadCheckpoint::Malformed)?.split('\n');
        let mut line = || lines.next().ok_or(BadCheckpoint::Malformed);
        let (origin, size_text, root) = (line()?, line()?, line()?);
        let size: u64 = size_text.parse().map_err(|_| BadCheckpoint::Malformed)?;
        let root = root.parse().map_err(|_| BadCheckpoint::Malformed)?;
        if origin.is_empty() || size.to_string() != size_text || lines.any(str::is_empty) {
            return Err(BadCheckpoint::Malformed);
        }
        Ok(Self {
            origin: origin.to_owned(),
            size,
            root,
        })
    }
}

impl Checkpoint {
    /// The checkpoint as a note with the log's signature.
    pub fn sign(&self, key: &SignKey) -> Note {
        let text = self.to_string();
        let signatures = vec![key.sign(&text, 0)];
        Note { text, signatures }
    }

    /// The checkpoint in a note, when the log with this key has signed it.
    pub fn open(note: &Note, key: &VerifyKey) -> Result<Self, BadCheckpoint> {
        let checkpoint: Self = note.text.parse()?;
        if checkpoint.origin != key.name() {
            return Err(BadCheckpoint::OtherLog);
        }
        key.check(note)?;
        Ok(checkpoint)
    }
}

/// A note with further signatures below its own.
pub fn with(mut note: Note, cosignatures: impl IntoIterator<Item = Signature>) -> Note {
    note.signatures.extend(cosignatures);
    note
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::note::Kind;
    use crate::ledger::tree;

    #[test]
    fn a_checkpoint_is_taken_from_its_log_alone() {
        let key = |name: &str| SignKey::from_seed(name, Kind::Log, &[1; 32]).unwrap();
        let checkpoint = Checkpoint {
            origin: "log.example".into(),
            size: 0,
            root: tree::empty(),
        };
        let note = checkpoint.sign(&key("log.example"));
        assert_eq!(
            Checkpoint::open(&note, key("log.example").public()),
            Ok(checkpoint.clone())
        );
        assert_eq!(
            Checkpoint::open(&note, key("other.example").public()),
            Err(BadCheckpoint::OtherLog)
        );
        let other = SignKey::from_seed("log.example", Kind::Log, &[2; 32]).unwrap();
        let forged = checkpoint.sign(&other);
        assert_eq!(
            Checkpoint::open(&forged, key("log.example").public()),
            Err(BadCheckpoint::Unsigned(Unsigned::Missing))
        );
    }

    #[test]
    fn another_reader_of_the_standard_agrees() {
        let checkpoint = Checkpoint {
            origin: "log.example".into(),
            size: 1200,
            root: tree::leaf_hash(b"x"),
        };
        let theirs = tlog_tiles::Checkpoint::from_bytes(checkpoint.to_string().as_bytes()).unwrap();
        assert_eq!((theirs.size(), theirs.hash().0), (1200, checkpoint.root.0));
        assert_eq!(checkpoint.to_string().parse(), Ok(checkpoint));
    }

    #[test]
    fn what_is_no_checkpoint_is_refused() {
        let root = tree::empty();
        for bad in [
            String::new(),
            format!("a\n01\n{root}\n"),
            format!("a\n-1\n{root}\n"),
            format!("\n1\n{root}\n"),
            format!("a\n1\n{root}"),
            format!("a\n1\n{root}\n\n"),
            "a\n1\nAAAA\n".to_owned(),
        ] {
            assert_eq!(bad.parse::<Checkpoint>(), Err(BadCheckpoint::Malformed), "{bad:?}");
        }
    }
}
