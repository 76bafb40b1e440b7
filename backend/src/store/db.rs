//! The connection to the database: SQLite in a file by default, PostgreSQL by its address.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use anyhow::Context as _;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{Any, AnyPool, ConnectOptions as _, Executor as _, Row as _, Transaction};

use super::sql;
use crate::ctx::Granted;

/// A transaction that writes.
pub type Tx = Transaction<'static, Any>;

sql! {
    ADVANCE = "UPDATE counters SET value = value + $1 WHERE name = $2 RETURNING value";
    RAISE = "UPDATE counters SET value = $1 WHERE name = $2 AND value < $1";
    READ_COUNTER = "SELECT value FROM counters WHERE name = $1";
}

/// SQLite before 3.51.3 can corrupt a write-ahead log when connections race at a checkpoint.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// Which database stands behind the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One file, one node.
    Sqlite,
    /// A server, any number of nodes.
    Postgres,
}

/// The database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Db {
    read: AnyPool,
    write: AnyPool,
    kind: Kind,
}

impl Db {
    /// Connects. `url` is `sqlite:PATH` or `postgres://…`; the SQLite file is made when it is missing.
    pub async fn open(url: &str) -> anyhow::Result<Self> {
        sqlx::any::install_default_drivers();
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let pool = AnyPoolOptions::new()
                .max_connections(16)
                .acquire_timeout(Duration::from_secs(10))
                .connect_with(quiet(url)?)
                .await
                .context("cannot connect to PostgreSQL")?;
            return Ok(Self {
                read: pool.clone(),
                write: pool,
                kind: Kind::Postgres,
            });
        }
        let path = url
            .strip_prefix("sqlite:")
            .context("the database address begins with sqlite: or postgres:")?;
        if let Some(folder) = Path::new(path).parent() {
            std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        // One writer: SQLite has one write lock, and waiting for it in our own queue is fairer than in its busy loop.
        let write = sqlite_pool(&format!("sqlite:{path}?mode=rwc"), 1).await?;
        let version: String = sqlx::query("SELECT sqlite_version()")
            .fetch_one(&write)
            .await?
            .try_get(0)?;
        anyhow::ensure!(
            sqlite_is_sound(&version),
            "SQLite {version} is older than 3.51.3, which mends a corruption of its log"
        );
        let read = sqlite_pool(&format!("sqlite:{path}?mode=rwc"), 4).await?;
        Ok(Self {
            read,
            write,
            kind: Kind::Sqlite,
        })
    }

    /// Brings the tables up to this version of the program.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        sqlx::migrate!("./migrations")
            .run(&self.write)
            .await
            .context("cannot bring the tables up to date")
    }

    /// Which database it is.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// Where reads go.
    pub const fn read(&self) -> &AnyPool {
        &self.read
    }

    /// Begins a transaction that will write. Nothing but a right that was asked for and given begins one.
    pub async fn begin(&self, _granted: &Granted<'_>) -> Result<Tx, sqlx::Error> {
        self.begin_own().await
    }

    /// Begins a transaction for what the store keeps for itself: the nodes that are alive, rows that are used up.
    pub(super) async fn begin_own(&self) -> Result<Tx, sqlx::Error> {
        match self.kind {
            // Taking the write lock at once avoids the upgrade that fails when another process has written meanwhile.
            Kind::Sqlite => self.write.begin_with("BEGIN IMMEDIATE").await,
            Kind::Postgres => self.write.begin().await,
        }
    }

    /// What the database finds wrong with itself: SQLite reads its whole file, PostgreSQL checks itself as it runs.
    pub async fn faults(&self) -> Result<Vec<String>, sqlx::Error> {
        if self.kind == Kind::Postgres {
            return Ok(Vec::new());
        }
        let mut faults = Vec::new();
        for row in sqlx::query("PRAGMA integrity_check").fetch_all(&self.read).await? {
            let line: String = row.try_get(0)?;
            if line != "ok" {
                faults.push(line);
            }
        }
        for row in sqlx::query("PRAGMA foreign_key_check").fetch_all(&self.read).await? {
            let (table, parent): (String, String) = (row.try_get(0)?, row.try_get(2)?);
            faults.push(format!(
                "a row of {table} points to a row of {parent} that is not there"
            ));
        }
        Ok(faults)
    }

    /// The present value of a counter.
    pub async fn counter(&self, counter: Counter) -> Result<i64, sqlx::Error> {
        sqlx::query(READ_COUNTER)
            .bind(counter.as_str())
            .fetch_one(&self.read)
            .await?
            .try_get(0)
    }

    /// Closes all connections, so that a last checkpoint is written.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }
}

domain::codes! {
    /// The counters.
    pub enum Counter {
        /// Numbers the rows of the outbox.
        Outbox = "outbox",
        /// Moves with every door that closes or opens.
        Doors = "doors",
        /// How often a rebuild of the index was asked for.
        ReindexAsked = "reindex-asked",
        /// How many events the ledger has.
        Ledger = "ledger",
        /// The last day on which what moves on with the days was queued for the index.
        Requeued = "requeued",
    }
}

/// Moves a counter on by one.
pub async fn next(tx: &mut Tx, counter: Counter) -> Result<i64, sqlx::Error> {
    advance(tx, counter, 1).await
}

/// Moves a counter on and tells its new value. On PostgreSQL the row stays locked until the transaction ends, also when it
/// moves by nothing; that is what keeps the numbers in the order of commits.
pub async fn advance(tx: &mut Tx, counter: Counter, by: i64) -> Result<i64, sqlx::Error> {
    sqlx::query(ADVANCE)
        .bind(by)
        .bind(counter.as_str())
        .fetch_one(&mut **tx)
        .await?
        .try_get(0)
}

/// Moves a counter up to a value; false when it is there already, because somebody else was quicker.
pub async fn raise(tx: &mut Tx, counter: Counter, value: i64) -> Result<bool, sqlx::Error> {
    let raised = sqlx::query(RAISE)
        .bind(value)
        .bind(counter.as_str())
        .execute(&mut **tx)
        .await?;
    Ok(raised.rows_affected() == 1)
}

async fn sqlite_pool(url: &str, size: u32) -> anyhow::Result<AnyPool> {
    AnyPoolOptions::new()
        .max_connections(size)
        .acquire_timeout(Duration::from_secs(30))
        .after_connect(|connection, _| {
            Box::pin(async move {
                for pragma in [
                    "PRAGMA busy_timeout = 10000",
                    "PRAGMA journal_mode = WAL",
                    "PRAGMA synchronous = FULL",
                    "PRAGMA foreign_keys = ON",
                ] {
                    connection.execute(pragma).await?;
                }
                Ok(())
            })
        })
        .connect_with(quiet(url)?)
        .await
        .with_context(|| format!("cannot open the database {url}"))
}

fn quiet(url: &str) -> anyhow::Result<AnyConnectOptions> {
    Ok(AnyConnectOptions::from_str(url)?.disable_statement_logging())
}

fn sqlite_is_sound(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    (next(), next(), next()) >= OLDEST_SQLITE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlite_versions_are_compared_by_number() {
        assert!(sqlite_is_sound("3.51.3") && sqlite_is_sound("3.100.0") && sqlite_is_sound("4.0"));
        assert!(!sqlite_is_sound("3.51.2") && !sqlite_is_sound("3.9.9"));
    }
}
