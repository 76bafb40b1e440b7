//! Rows of bodies.

use domain::body::Body;
use domain::ids::{BodyId, Slug};
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::{Db, Tx, sql};

sql! {
    SAVE = "INSERT INTO bodies (id, slug, level, document) VALUES ($1, $2, $3, $4)
            ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, level = excluded.level, document = excluded.document";
    BY_SLUG = "SELECT document FROM bodies WHERE slug = $1";
    BY_ID = "SELECT document FROM bodies WHERE id = $1";
    ALL_BODIES = "SELECT document FROM bodies ORDER BY id";
    COUNTS = "SELECT body_id, COUNT(*) AS entries,
                     SUM(CASE WHEN due IS NOT NULL THEN 1 ELSE 0 END) AS promised,
                     SUM(CASE WHEN due IS NOT NULL AND due <= $1 THEN 1 ELSE 0 END) AS overdue,
                     SUM(CASE WHEN door <> 'open' THEN 1 ELSE 0 END) AS closed
              FROM entries WHERE published = 1 GROUP BY body_id";
    COUNTS_OF = "SELECT body_id, COUNT(*) AS entries,
                        SUM(CASE WHEN due IS NOT NULL THEN 1 ELSE 0 END) AS promised,
                        SUM(CASE WHEN due IS NOT NULL AND due <= $1 THEN 1 ELSE 0 END) AS overdue,
                        SUM(CASE WHEN door <> 'open' THEN 1 ELSE 0 END) AS closed
                 FROM entries WHERE published = 1 AND body_id = $2 GROUP BY body_id";
}

/// What a body opens, in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// The body.
    pub body: String,
    /// Published entries.
    pub entries: i64,
    /// Of these, entries with an update due at some time.
    pub promised: i64,
    /// Of these, entries whose update is overdue.
    pub overdue: i64,
    /// Entries whose door is closed.
    pub closed: i64,
}

/// Saves a body.
pub async fn save(tx: &mut Tx, body: &Body) -> anyhow::Result<()> {
    sqlx::query(SAVE)
        .bind(body.id.as_str())
        .bind(body.slug.as_str())
        .bind(body.level.as_str())
        .bind(serde_json::to_string(body)?)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// A body by its address.
pub async fn by_slug(db: &Db, slug: &Slug) -> anyhow::Result<Option<Body>> {
    let row = sqlx::query(BY_SLUG)
        .bind(slug.as_str())
        .fetch_optional(db.read())
        .await?;
    row.map(|row| Ok(serde_json::from_str(row.try_get(0)?)?)).transpose()
}

/// A body by its id.
pub async fn by_id(db: &Db, id: &BodyId) -> anyhow::Result<Option<Body>> {
    let row = sqlx::query(BY_ID).bind(id.as_str()).fetch_optional(db.read()).await?;
    row.map(|row| Ok(serde_json::from_str(row.try_get(0)?)?)).transpose()
}

/// All bodies, in the order in which they came.
pub async fn all(db: &Db) -> anyhow::Result<Vec<Body>> {
    let rows = sqlx::query(ALL_BODIES).fetch_all(db.read()).await?;
    rows.iter()
        .map(|row| Ok(serde_json::from_str(row.try_get(0)?)?))
        .collect()
}

/// Numbers of every body that has a published entry; `now` decides what is overdue.
pub async fn counts(db: &Db, now: i64) -> anyhow::Result<Vec<Counts>> {
    let rows = sqlx::query(COUNTS).bind(now).fetch_all(db.read()).await?;
    rows.iter().map(map_counts).collect()
}

/// Numbers of one body; all zero when it has no published entry.
pub async fn counts_of(db: &Db, body: &BodyId, now: i64) -> anyhow::Result<Counts> {
    let row = sqlx::query(COUNTS_OF)
        .bind(now)
        .bind(body.as_str())
        .fetch_optional(db.read())
        .await?;
    let none = Counts {
        body: body.as_str().to_owned(),
        entries: 0,
        promised: 0,
        overdue: 0,
        closed: 0,
    };
    row.as_ref().map_or(Ok(none), map_counts)
}

fn map_counts(row: &AnyRow) -> anyhow::Result<Counts> {
    Ok(Counts {
        body: row.try_get(0)?,
        entries: row.try_get(1)?,
        promised: row.try_get(2)?,
        overdue: row.try_get(3)?,
        closed: row.try_get(4)?,
    })
}
