//! The database: every SQL text of the project, the rows it maps, and the transactions it runs in.
//!
//! Invariant: the same text runs on SQLite and on PostgreSQL (binds `$1`, TEXT, BIGINT), and a change that the index has
//! to know of queues its outbox row in its own transaction.

pub mod bodies;
pub mod db;
pub mod doors;
pub mod entries;
pub mod keys;
pub mod ledger;
pub mod letters;
pub mod nodes;
pub mod organisations;
pub mod outbox;
pub mod people;
pub mod sessions;
pub mod uses;
pub mod versions;

pub use db::{Db, Tx};

/// Declares SQL texts and lists them under `ALL`, so that a test can prepare each one on both databases.
macro_rules! sql {
    ($($(#[$meta:meta])* $name:ident = $text:expr;)+) => {
        $($(#[$meta])* const $name: &str = $text;)+
        /// Every SQL text of this file with its name.
        pub(super) const ALL: &[(&str, &str)] = &[$((stringify!($name), $name),)+];
    };
}
pub(crate) use sql;

/// Every SQL text of the project with its name.
pub fn all_sql() -> impl Iterator<Item = (&'static str, &'static str)> {
    [
        bodies::ALL,
        db::ALL,
        doors::ALL,
        entries::ALL,
        keys::ALL,
        letters::ALL,
        ledger::ALL,
        nodes::ALL,
        organisations::ALL,
        outbox::ALL,
        people::ALL,
        sessions::ALL,
        uses::ALL,
        versions::ALL,
    ]
    .into_iter()
    .flatten()
    .copied()
}
