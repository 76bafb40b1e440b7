//! Nodes that may read content, and what each of them has obeyed.

use sqlx::Row as _;

use super::{Db, sql};

sql! {
    BEAT = "INSERT INTO nodes (id, beat, doors) VALUES ($1, 1, $2)
            ON CONFLICT (id) DO UPDATE SET beat = nodes.beat + 1, doors = excluded.doors";
    REMOVE = "DELETE FROM nodes WHERE id = $1";
    REMOVE_ALL = "DELETE FROM nodes";
    BEHIND = "SELECT id, beat FROM nodes WHERE doors < $1";
}

/// Says that a node is alive and obeys every door up to `doors`.
pub async fn beat(db: &Db, id: &str, doors: i64) -> Result<(), sqlx::Error> {
    let mut tx = db.begin().await?;
    sqlx::query(BEAT).bind(id).bind(doors).execute(&mut *tx).await?;
    tx.commit().await
}

/// Forgets a node that reads no more.
pub async fn remove(db: &Db, id: &str) -> Result<(), sqlx::Error> {
    let mut tx = db.begin().await?;
    sqlx::query(REMOVE).bind(id).execute(&mut *tx).await?;
    tx.commit().await
}

/// Forgets every node: for a database that a single process may open.
pub async fn remove_all(db: &Db) -> Result<(), sqlx::Error> {
    let mut tx = db.begin().await?;
    sqlx::query(REMOVE_ALL).execute(&mut *tx).await?;
    tx.commit().await
}

/// The nodes that do not obey `doors` yet, with their beats.
pub async fn behind(db: &Db, doors: i64) -> Result<Vec<(String, i64)>, sqlx::Error> {
    let rows = sqlx::query(BEHIND).bind(doors).fetch_all(db.read()).await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}
