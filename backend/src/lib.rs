//! The use cases of the portal over its database, index and files.
//!
//! A use case reads as permit, decide, commit. The database is the truth; the index follows it through the outbox, and
//! stored bytes leave only against a [`service::gate::Permit`].

pub mod blobs;
pub mod clock;
pub mod ctx;
pub mod durable;
mod error;
pub mod import;
pub mod jobs;
pub mod mail;
pub mod search;
pub mod service;
#[cfg(test)]
mod shared_data;
pub mod store;
pub mod tabular;
pub mod uses;
pub mod vault;

use std::path::PathBuf;
use std::sync::atomic::AtomicI64;
use std::sync::{Arc, OnceLock};

use domain::actor::Actor;
use domain::text::Text;
use object_store::ObjectStore;

pub use ctx::Ctx;
pub use error::Error;

use blobs::Blobs;
use clock::Clock;
use search::Search;
use service::gate::Board;
use service::gate::node::Node;
use service::ledger::Ledger;
use store::Db;
use uses::Uses;
use vault::Vault;

/// Everything that use cases work with. Cheap to clone.
#[derive(Clone)]
pub struct Backend {
    /// The database.
    pub db: Db,
    /// Stored bytes.
    pub blobs: Blobs,
    /// The search index, opened when it is first asked for: most commands do without it.
    index: Arc<LazyIndex>,
    /// What this node knows of closed doors.
    pub board: Arc<Board>,
    /// This process as one of the nodes that may read content.
    pub node: Node,
    /// Counts downloads and calls until they are written.
    pub uses: Uses,
    /// This process as a keeper of the ledger.
    pub ledger: Ledger,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The portal's own secret.
    pub vault: Arc<Vault>,
    /// What the operator has set.
    pub settings: Arc<Settings>,
    /// The hour in which this process last forgot what is over.
    forgotten: Arc<AtomicI64>,
}

/// What the operator has set, as far as use cases depend on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The portal's name.
    pub name: Text,
    /// Scheme and host under which people reach the portal, without a slash at the end: where links in letters lead.
    pub origin: String,
    /// Whether staff must have a second factor.
    pub staff_second_factor: bool,
}

impl Backend {
    /// Puts the parts together; `index` is the folder of the search index. The gate of this node stays shut until [`Node::join`].
    pub fn new(
        db: Db,
        files: Arc<dyn ObjectStore>,
        index: PathBuf,
        clock: Arc<dyn Clock>,
        vault: Vault,
        settings: Settings,
    ) -> Self {
        let node = Node::new(db.clone());
        Self {
            blobs: Blobs::new(files),
            index: Arc::new(LazyIndex {
                folder: index,
                opened: OnceLock::new(),
            }),
            board: node.board(),
            node,
            uses: Uses::default(),
            ledger: Ledger::default(),
            clock,
            vault: Arc::new(vault),
            settings: Arc::new(settings),
            forgotten: Arc::default(),
            db,
        }
    }

    /// The search index.
    pub fn search(&self) -> Result<&Search, search::Error> {
        let LazyIndex { folder, opened } = &*self.index;
        if let Some(search) = opened.get() {
            return Ok(search);
        }
        let (search, found) = Search::open(folder)?;
        tracing::info!(?found, "the search index is open");
        Ok(opened.get_or_init(|| search))
    }

    /// A context for an actor, now.
    pub fn ctx(&self, actor: Actor) -> Ctx {
        Ctx::new(actor, self.clock.now())
    }
}

struct LazyIndex {
    folder: PathBuf,
    opened: OnceLock<Search>,
}

/// A fresh id: a UUIDv7, so that ids follow the order in which they were made.
pub fn fresh_id() -> String {
    uuid::Uuid::now_v7().hyphenated().to_string()
}
