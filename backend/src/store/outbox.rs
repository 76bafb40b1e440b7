//! The outbox: what the index has to look at again, numbered in the order of commits.

use domain::ids::EntryId;
use domain::time::Moment;
use sqlx::Row as _;

use super::db::{self, Counter};
use super::{Db, Tx, sql};

sql! {
    QUEUE = "INSERT INTO outbox (seq, entry_id, queued) VALUES ($1, $2, $3)";
    AFTER = "SELECT seq, entry_id FROM outbox WHERE seq > $1 ORDER BY seq LIMIT $2";
    PRUNE = "DELETE FROM outbox WHERE seq <= $1 AND queued < $2";
}

/// Queues an entry for the index, within the transaction that changes it.
pub async fn queue(tx: &mut Tx, entry: &EntryId, now: Moment) -> Result<(), sqlx::Error> {
    let seq = db::next(tx, Counter::Outbox).await?;
    sqlx::query(QUEUE)
        .bind(seq)
        .bind(entry.as_str())
        .bind(now.micros())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Up to `limit` rows after `seq`.
pub async fn after(db: &Db, seq: i64, limit: i64) -> Result<Vec<(i64, EntryId)>, sqlx::Error> {
    let rows = sqlx::query(AFTER).bind(seq).bind(limit).fetch_all(db.read()).await?;
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, EntryId::new(row.try_get::<String, _>(1)?))))
        .collect()
}

/// Drops rows up to `seq` that were queued before `before`.
pub async fn prune(db: &Db, seq: i64, before: Moment) -> Result<(), sqlx::Error> {
    let mut tx = db.begin_own().await?;
    sqlx::query(PRUNE)
        .bind(seq)
        .bind(before.micros())
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}
