//! Actors: who acts. Every use case is told by its context; there is no way to act as nobody.

use serde::{Deserialize, Serialize};

crate::codes! {
    /// Work that the platform does by itself.
    pub enum Job {
        /// Brings the search index up to the database.
        Index = "index",
        /// Writes counted reads to the database.
        Count = "count",
        /// Signs what the ledger has grown to.
        Seal = "seal",
    }
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    /// Anyone, without an account.
    Visitor,
    /// The operator at the command line of the machine, whose right comes from the right to be there.
    Console,
    /// The platform itself.
    System(Job),
}
