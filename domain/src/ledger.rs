//! The public ledger (rules, section 8): one event for each act, in a Merkle tree (RFC 6962) whose tiles, checkpoints
//! and proofs anyone can fetch and check (C2SP tlog-tiles, tlog-checkpoint, tlog-witness).
//!
//! Invariant: an event that a checkpoint covers can be neither changed nor taken out without the next checkpoint, or the
//! witness, showing it. The crates that exist for tiles end the process on a path that is wrong; addresses come from
//! strangers, so the few lines stand here, and those crates are the second opinion in the tests.

pub mod checkpoint;
pub mod event;
pub mod note;
pub mod tile;
pub mod tree;
pub mod verify;
pub mod witness;
