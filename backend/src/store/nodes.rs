//! Nodes that may read content, and what each of them has obeyed and rebuilt.

use sqlx::Row as _;

use super::{Db, sql};

sql! {
    BEAT = "INSERT INTO nodes (id, beat, doors, rebuilt)
            SELECT CAST($1 AS TEXT), 1, CAST($2 AS BIGINT), value FROM counters WHERE name = 'reindex-asked'
            ON CONFLICT (id) DO UPDATE SET beat = nodes.beat + 1, doors = excluded.doors";
    REMOVE = "DELETE FROM nodes WHERE id = $1";
    REMOVE_ALL = "DELETE FROM nodes";
    BEHIND = "SELECT id, beat FROM nodes WHERE doors < $1";
    NOT_REBUILT = "SELECT id, beat FROM nodes WHERE rebuilt < $1";
    REBUILT = "UPDATE nodes SET rebuilt = $1 WHERE id = $2";
}

/// A node's id and its beat.
pub type Beat = (String, i64);

/// Says that a node is alive and obeys every door up to `doors`.
pub async fn beat(db: &Db, id: &str, doors: i64) -> Result<(), sqlx::Error> {
    let mut tx = db.begin_own().await?;
    sqlx::query(BEAT).bind(id).bind(doors).execute(&mut *tx).await?;
    tx.commit().await
}

/// Forgets a node that reads no more.
pub async fn remove(db: &Db, id: &str) -> Result<(), sqlx::Error> {
    let mut tx = db.begin_own().await?;
    sqlx::query(REMOVE).bind(id).execute(&mut *tx).await?;
    tx.commit().await
}

/// Forgets every node: for a database that a single process may open.
pub async fn remove_all(db: &Db) -> Result<(), sqlx::Error> {
    let mut tx = db.begin_own().await?;
    sqlx::query(REMOVE_ALL).execute(&mut *tx).await?;
    tx.commit().await
}

/// The nodes that do not obey `doors` yet.
pub async fn behind(db: &Db, doors: i64) -> Result<Vec<Beat>, sqlx::Error> {
    beats(db, BEHIND, doors).await
}

/// The nodes that have not yet rebuilt their index since `asked`, the count of requests to do so.
pub async fn not_rebuilt(db: &Db, asked: i64) -> Result<Vec<Beat>, sqlx::Error> {
    beats(db, NOT_REBUILT, asked).await
}

/// Says that a node has rebuilt its index as `asked`.
pub async fn set_rebuilt(db: &Db, id: &str, asked: i64) -> Result<(), sqlx::Error> {
    let mut tx = db.begin_own().await?;
    sqlx::query(REBUILT).bind(asked).bind(id).execute(&mut *tx).await?;
    tx.commit().await
}

async fn beats(db: &Db, text: &'static str, than: i64) -> Result<Vec<Beat>, sqlx::Error> {
    let rows = sqlx::query(text).bind(than).fetch_all(db.read()).await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}
