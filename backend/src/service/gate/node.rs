//! Nodes in step: how a door that closes on one node closes on all before the call returns.
//!
//! A door's change moves the `doors` counter in its own transaction. Every node looks at the counter every few
//! milliseconds, cuts what it must, and trusts itself for `LEASE` from before it asked. It writes back the value that it
//! obeys, and whoever closed the door waits until each node has written it. A node that cannot read the counter refuses
//! everything by itself after `LEASE`; whoever hears nothing of it therefore waits at most that long, measured by the
//! waiter's own clock, so that no two clocks have to agree. A node that can read but not write is as safe: it has
//! obeyed, and is waited for in vain.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

use super::Board;
use crate::store::db::{Counter, Kind};
use crate::store::nodes::Beat;
use crate::store::{Db, entries, nodes};

/// How often a node looks for moved doors.
const LOOK: Duration = Duration::from_millis(20);
/// How often a node writes a beat when no door moves, so that others know it for alive.
const BEAT: Duration = Duration::from_secs(1);
/// How long a node trusts itself after it last asked for moved doors.
pub const LEASE: Duration = Duration::from_secs(3);
/// What a waiter adds to `LEASE` before it takes a silent node for closed.
const MARGIN: Duration = Duration::from_millis(500);

/// This process as one of the nodes.
#[derive(Debug, Clone)]
pub struct Node {
    id: Arc<str>,
    db: Db,
    board: Arc<Board>,
    // Two looks at once could put an older list over a newer one.
    looking: Arc<Mutex<()>>,
}

impl Node {
    /// A node that reads nothing yet.
    pub(crate) fn new(db: Db) -> Self {
        Self {
            id: crate::fresh_id().into(),
            db,
            board: Board::new(),
            looking: Arc::default(),
        }
    }

    /// Its board.
    pub(crate) fn board(&self) -> Arc<Board> {
        Arc::clone(&self.board)
    }

    /// Signs on, looks at the doors and so opens the gate of this node.
    pub async fn join(&self) -> anyhow::Result<()> {
        if self.db.kind() == Kind::Sqlite {
            // One process serves from a SQLite file; rows of a predecessor that was killed would only be waited for.
            nodes::remove_all(&self.db).await?;
        }
        // Before the first look: from here on whoever closes a door waits for this node.
        self.beat().await?;
        let begun = Instant::now();
        self.look().await?;
        self.board.trust(begun, LEASE);
        Ok(())
    }

    /// Keeps looking and beating until told to stop, then leaves. Writing may have to wait for another writer; looking
    /// and the watch over the lease do not wait with it.
    pub async fn keep_in_step(self, stop: CancellationToken) {
        tokio::join!(
            self.keep_looking(&stop),
            self.keep_beating(&stop),
            self.watch_lease(&stop)
        );
        if let Err(error) = nodes::remove(&self.db, &self.id).await {
            tracing::warn!(error = format!("{error:#}"), "could not sign off from the database");
        }
    }

    async fn keep_looking(&self, stop: &CancellationToken) {
        let mut faults = Faults::new("the gate cannot read the database");
        while pause(stop, LOOK).await {
            // Before the question: an answer that was long under way says nothing of the present.
            let begun = Instant::now();
            let looked = self.look_if_moved().await;
            if looked.is_ok() {
                self.board.trust(begun, LEASE);
            }
            faults.tell(looked);
        }
    }

    async fn keep_beating(&self, stop: &CancellationToken) {
        let mut faults = Faults::new("the gate cannot write to the database");
        let (mut said, mut last) = (self.board.obeyed(), Instant::now());
        while pause(stop, LOOK).await {
            let obeyed = self.board.obeyed();
            if obeyed != said || last.elapsed() >= BEAT {
                last = Instant::now();
                let beaten = self.beat().await;
                if beaten.is_ok() {
                    said = obeyed;
                }
                faults.tell(beaten);
            }
        }
    }

    /// Cuts what is under way as soon as this node may not trust itself any more.
    async fn watch_lease(&self, stop: &CancellationToken) {
        let mut trusted = true;
        while pause(stop, LOOK).await {
            let trusts = self.board.in_touch();
            if trusted && !trusts {
                tracing::error!("the gate has lost touch with the database and lets nothing through");
                self.board.cut_all();
            } else if trusts && !trusted {
                tracing::info!("the gate is in touch with the database again");
            }
            trusted = trusts;
        }
    }

    async fn look_if_moved(&self) -> anyhow::Result<()> {
        if self.db.counter(Counter::Doors).await? != self.board.obeyed() {
            self.look().await?;
        }
        Ok(())
    }

    /// Reads the counter and then the closed doors, which are therefore at least as new, and obeys them.
    async fn look(&self) -> anyhow::Result<()> {
        let _one_at_a_time = self.looking.lock().await;
        let doors = self.db.counter(Counter::Doors).await?;
        let closed = entries::closed(&self.db).await?.into_iter().collect();
        self.board.obey(doors, closed);
        Ok(())
    }

    async fn beat(&self) -> anyhow::Result<()> {
        nodes::beat(&self.db, &self.id, self.board.obeyed()).await?;
        self.board.wrote();
        Ok(())
    }

    /// Returns when no node reads behind a door that moved with `doors`: this one obeys at once, the others have written
    /// that they do, or have been silent for longer than they trust themselves.
    pub(crate) async fn settle(&self, doors: i64) -> anyhow::Result<()> {
        self.look().await?;
        self.until_none(async || {
            let behind = nodes::behind(&self.db, doors).await?;
            Ok(behind.into_iter().filter(|(id, _)| **id != *self.id).collect())
        })
        .await
    }

    /// Returns when every node that is alive has rebuilt its index as `asked`.
    pub(crate) async fn all_rebuilt(&self, asked: i64) -> anyhow::Result<()> {
        self.until_none(async || nodes::not_rebuilt(&self.db, asked).await)
            .await
    }

    /// Whether this node has still to rebuild its index as `asked`.
    pub(crate) async fn has_to_rebuild(&self, asked: i64) -> Result<bool, sqlx::Error> {
        let not_rebuilt = nodes::not_rebuilt(&self.db, asked).await?;
        Ok(not_rebuilt.iter().any(|(id, _)| **id == *self.id))
    }

    /// Says that this node has rebuilt its index as `asked`.
    pub(crate) async fn rebuilt(&self, asked: i64) -> Result<(), sqlx::Error> {
        nodes::set_rebuilt(&self.db, &self.id, asked).await
    }

    /// Asks again and again for the nodes that are behind, until there is none. A node that has been silent for longer
    /// than it trusts itself is forgotten.
    async fn until_none(&self, behind: impl AsyncFn() -> Result<Vec<Beat>, sqlx::Error>) -> anyhow::Result<()> {
        let mut heard: HashMap<String, (i64, Instant)> = HashMap::new();
        loop {
            let mut waiting = false;
            for (id, beat) in behind().await? {
                let last = heard.entry(id.clone()).or_insert((beat, Instant::now()));
                if last.0 != beat {
                    *last = (beat, Instant::now());
                }
                if last.1.elapsed() > LEASE + MARGIN {
                    nodes::remove(&self.db, &id).await?;
                } else {
                    waiting = true;
                }
            }
            if !waiting {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

/// Waits for the next turn; false when it is time to stop.
async fn pause(stop: &CancellationToken, time: Duration) -> bool {
    tokio::select! {
        () = stop.cancelled() => false,
        () = tokio::time::sleep(time) => true,
    }
}

/// Says once that something fails, and once that it works again.
struct Faults {
    what: &'static str,
    failing: bool,
}

impl Faults {
    fn new(what: &'static str) -> Self {
        Self { what, failing: false }
    }

    fn tell(&mut self, outcome: anyhow::Result<()>) {
        match outcome {
            Err(error) if !self.failing => {
                tracing::error!(error = format!("{error:#}"), "{}", self.what);
                self.failing = true;
            }
            Ok(()) if self.failing => {
                tracing::info!("{}: over", self.what);
                self.failing = false;
            }
            _ => {}
        }
    }
}
