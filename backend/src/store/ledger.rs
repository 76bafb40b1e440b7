//! Events of the ledger, the roots of its tiles, its checkpoints and their cosignatures.
//!
//! Invariant: an event takes its number in the act's own transaction, and the number's counter stays locked until that
//! ends. So numbers have no holes and follow the order of commits, and an act without its event does not commit. Every
//! transaction takes this counter after all other rows, so that two never wait for each other.

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::ids::PersonId;
use domain::ledger::event::{self, Act, Salt, Who};
use domain::ledger::tile::Tile;
use domain::ledger::tree::Hash;
use domain::time::Moment;
use sqlx::any::AnyRow;
use sqlx::{Any, Executor, Row as _};

use super::db::{self, Counter};
use super::{Db, Tx, sql};
use crate::ctx::Granted;

sql! {
    APPEND = "INSERT INTO events (seq, at, leaf, leaf_hash, salt, private, person) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    RANGE = "SELECT seq, leaf, leaf_hash, salt, private FROM events WHERE seq >= $1 AND seq < $2 ORDER BY seq";
    OF_PERSON = "SELECT seq, leaf, leaf_hash, salt, private FROM events WHERE person = $1 ORDER BY seq DESC LIMIT $2";
    HASHES = "SELECT leaf_hash FROM events WHERE seq >= $1 AND seq < $2 ORDER BY seq";
    COUNT_FROM = "SELECT COUNT(*) FROM events WHERE seq >= $1";
    ERASE = "UPDATE events SET salt = NULL, private = NULL, person = NULL WHERE seq = $1 AND private IS NOT NULL";
    NODES = "SELECT hash FROM ledger_nodes WHERE level = $1 AND idx >= $2 AND idx < $3 ORDER BY idx";
    ADD_NODE = "INSERT INTO ledger_nodes (level, idx, hash) VALUES ($1, $2, $3)";
    ADD_CHECKPOINT = "INSERT INTO checkpoints (size, note, at) VALUES ($1, $2, $3)";
    LAST = "SELECT size, note, at FROM checkpoints ORDER BY size DESC LIMIT 1";
    LAST_COSIGNED = "SELECT size, note, at FROM checkpoints
                     WHERE size IN (SELECT size FROM cosignatures) ORDER BY size DESC LIMIT 1";
    COSIGN = "INSERT INTO cosignatures (size, name, line) VALUES ($1, $2, $3)
              ON CONFLICT (size, name) DO UPDATE SET line = excluded.line";
    COSIGNATURES = "SELECT line FROM cosignatures WHERE size = $1 ORDER BY name";
    COSIGNED_BY = "SELECT size FROM cosignatures WHERE name = $1 ORDER BY size DESC LIMIT 1";
}

/// Writes an act down within its own transaction, and tells the number of its event. It takes the right that the act was
/// done by: who acts, when and under which request come from there. Call it last, right before the commit.
pub async fn append(tx: &mut Tx, granted: &Granted<'_>, act: Act) -> anyhow::Result<i64> {
    append_all(tx, granted, vec![act]).await
}

/// Writes several acts of one transaction down, in their order, and tells the number of the first.
pub async fn append_all(tx: &mut Tx, granted: &Granted<'_>, acts: Vec<Act>) -> anyhow::Result<i64> {
    let ctx = granted.ctx();
    let who = Who::of(&ctx.actor);
    let after = db::advance(tx, Counter::Ledger, acts.len() as i64).await?;
    let first = after - acts.len() as i64;
    for (seq, act) in (first..).zip(acts) {
        let salt: Salt = rand::random();
        let written = event::write(act, who.clone(), ctx.now, &ctx.request, &salt)?;
        sqlx::query(APPEND)
            .bind(seq)
            .bind(ctx.now.micros())
            .bind(written.leaf)
            .bind(written.hash.to_string())
            .bind(STANDARD.encode(salt))
            .bind(written.private)
            .bind(who.person.as_deref())
            .execute(&mut **tx)
            .await?;
    }
    Ok(first)
}

/// An event as it stands in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its place in the log, from 0.
    pub seq: i64,
    /// What everyone may read.
    pub leaf: String,
    /// The hash that was recorded for it.
    pub hash: String,
    /// The salt and the private part, unless they were erased.
    pub beside: Option<(Salt, String)>,
}

fn row(row: &AnyRow) -> anyhow::Result<Row> {
    let (salt, private): (Option<String>, Option<String>) = (row.try_get(3)?, row.try_get(4)?);
    let salt = salt.map(|salt| STANDARD.decode(salt)).transpose()?;
    let salt: Option<Salt> = salt.map(|salt| salt[..].try_into()).transpose()?;
    Ok(Row {
        seq: row.try_get(0)?,
        leaf: row.try_get(1)?,
        hash: row.try_get(2)?,
        beside: salt.zip(private),
    })
}

/// The events from `first` to before `end`.
pub async fn range(db: &Db, first: i64, end: i64) -> anyhow::Result<Vec<Row>> {
    let rows = sqlx::query(RANGE).bind(first).bind(end).fetch_all(db.read()).await?;
    rows.iter().map(row).collect()
}

/// The newest events of somebody's acts, the last one first.
pub async fn of_person(db: &Db, person: &PersonId, limit: i64) -> anyhow::Result<Vec<Row>> {
    let rows = sqlx::query(OF_PERSON)
        .bind(person.as_str())
        .bind(limit)
        .fetch_all(db.read())
        .await?;
    rows.iter().map(row).collect()
}

/// How many events there are from `first` on.
pub async fn count_from(tx: &mut Tx, first: i64) -> Result<i64, sqlx::Error> {
    sqlx::query(COUNT_FROM)
        .bind(first)
        .fetch_one(&mut **tx)
        .await?
        .try_get(0)
}

/// Erases what stands beside the log on the person behind an event; false when there is nothing.
pub async fn erase(tx: &mut Tx, seq: i64) -> Result<bool, sqlx::Error> {
    let erased = sqlx::query(ERASE).bind(seq).execute(&mut **tx).await?;
    Ok(erased.rows_affected() == 1)
}

/// The hashes of a tile. There are fewer than its width when rows are missing.
pub async fn hashes<'e>(executor: impl Executor<'e, Database = Any>, tile: Tile) -> anyhow::Result<Vec<Hash>> {
    let (first, end) = (tile.begins() as i64, tile.begins() as i64 + i64::from(tile.width));
    let query = if tile.level == 0 {
        sqlx::query(HASHES)
    } else {
        sqlx::query(NODES).bind(i64::from(tile.level))
    };
    let rows = query.bind(first).bind(end).fetch_all(executor).await?;
    rows.iter()
        .map(|row| {
            let hash: String = row.try_get(0)?;
            hash.parse().context("a hash of the ledger is damaged")
        })
        .collect()
}

/// Records the root of a full tile: hash `index` of the level above it.
pub async fn add_node(tx: &mut Tx, level: u8, index: u64, hash: Hash) -> Result<(), sqlx::Error> {
    sqlx::query(ADD_NODE)
        .bind(i64::from(level))
        .bind(index as i64)
        .bind(hash.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// A checkpoint as it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// How many events it covers.
    pub size: i64,
    /// The note with the log's signature.
    pub note: String,
    /// When it was signed.
    pub at: Moment,
}

/// Records a checkpoint.
pub async fn add_checkpoint(tx: &mut Tx, signed: &Signed) -> Result<(), sqlx::Error> {
    sqlx::query(ADD_CHECKPOINT)
        .bind(signed.size)
        .bind(signed.note.as_str())
        .bind(signed.at.micros())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The newest checkpoint.
pub async fn last<'e>(executor: impl Executor<'e, Database = Any>) -> Result<Option<Signed>, sqlx::Error> {
    one(sqlx::query(LAST).fetch_optional(executor).await?)
}

/// The newest checkpoint that a witness has cosigned.
pub async fn last_cosigned(db: &Db) -> Result<Option<Signed>, sqlx::Error> {
    one(sqlx::query(LAST_COSIGNED).fetch_optional(db.read()).await?)
}

fn one(row: Option<AnyRow>) -> Result<Option<Signed>, sqlx::Error> {
    row.map(|row| {
        Ok(Signed {
            size: row.try_get(0)?,
            note: row.try_get(1)?,
            at: Moment::from_micros(row.try_get(2)?),
        })
    })
    .transpose()
}

/// Records a witness's line below a checkpoint.
pub async fn cosign(db: &Db, size: i64, name: &str, line: &str) -> Result<(), sqlx::Error> {
    let mut tx = db.begin_own().await?;
    sqlx::query(COSIGN)
        .bind(size)
        .bind(name)
        .bind(line)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}

/// The lines of witnesses below a checkpoint.
pub async fn cosignatures(db: &Db, size: i64) -> Result<Vec<String>, sqlx::Error> {
    let rows = sqlx::query(COSIGNATURES).bind(size).fetch_all(db.read()).await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

/// The size of the newest checkpoint that a witness has cosigned.
pub async fn cosigned_by(db: &Db, name: &str) -> Result<Option<i64>, sqlx::Error> {
    let row = sqlx::query(COSIGNED_BY).bind(name).fetch_optional(db.read()).await?;
    row.map(|row| row.try_get(0)).transpose()
}
