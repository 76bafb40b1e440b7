//! Organisations that use data.

use domain::ids::OrganisationId;
use domain::person::{Organisation, Uscc};
use domain::time::Moment;
use sqlx::any::AnyRow;
use sqlx::{Executor, Row as _};

use super::{Db, Tx, sql};

sql! {
    INSERT = "INSERT INTO organisations (id, name, uscc, verified, created) VALUES ($1, $2, $3, $4, $5)";
    BY_ID = "SELECT id, name, uscc, verified, created FROM organisations WHERE id = $1";
    BY_USCC = "SELECT id, name, uscc, verified, created FROM organisations WHERE uscc = $1";
    NEWEST = "SELECT id, name, uscc, verified, created FROM organisations ORDER BY verified,
                CASE WHEN verified = 0 THEN created ELSE -created END LIMIT $1";
    SET_VERIFIED = "UPDATE organisations SET verified = $1 WHERE id = $2";
}

/// Enters an organisation.
pub async fn insert(tx: &mut Tx, organisation: &Organisation) -> Result<(), sqlx::Error> {
    let query = sqlx::query(INSERT)
        .bind(organisation.id.as_str())
        .bind(organisation.name.as_str())
        .bind(organisation.uscc.as_str())
        .bind(i64::from(organisation.verified))
        .bind(organisation.created.micros());
    query.execute(&mut **tx).await.map(drop)
}

/// An organisation by its id.
pub async fn by_id(db: &Db, id: &OrganisationId) -> anyhow::Result<Option<Organisation>> {
    one(BY_ID, id.as_str(), db.read()).await
}

/// An organisation by its id, within the transaction that is about to change it.
pub async fn by_id_for_change(tx: &mut Tx, id: &OrganisationId) -> anyhow::Result<Option<Organisation>> {
    one(BY_ID, id.as_str(), &mut **tx).await
}

/// An organisation by its code, within the transaction that is about to enter it.
pub async fn by_uscc(tx: &mut Tx, code: &Uscc) -> anyhow::Result<Option<Organisation>> {
    one(BY_USCC, code.as_str(), &mut **tx).await
}

/// Up to `limit` organisations: those that wait to be verified first, the longest waiting before the others; then the newest.
pub async fn newest(db: &Db, limit: i64) -> anyhow::Result<Vec<Organisation>> {
    let rows = sqlx::query(NEWEST).bind(limit).fetch_all(db.read()).await?;
    rows.iter().map(map).collect()
}

/// Notes whether the operator has verified an organisation.
pub async fn set_verified(tx: &mut Tx, id: &OrganisationId, verified: bool) -> Result<(), sqlx::Error> {
    let query = sqlx::query(SET_VERIFIED).bind(i64::from(verified)).bind(id.as_str());
    query.execute(&mut **tx).await.map(drop)
}

async fn one<'e>(
    text: &'static str,
    key: &str,
    at: impl Executor<'e, Database = sqlx::Any>,
) -> anyhow::Result<Option<Organisation>> {
    let row = sqlx::query(text).bind(key).fetch_optional(at).await?;
    row.as_ref().map(map).transpose()
}

fn map(row: &AnyRow) -> anyhow::Result<Organisation> {
    Ok(Organisation {
        id: OrganisationId::new(row.try_get::<String, _>("id")?),
        name: row.try_get("name")?,
        uscc: row.try_get::<&str, _>("uscc")?.parse()?,
        verified: row.try_get::<i64, _>("verified")? == 1,
        created: Moment::from_micros(row.try_get("created")?),
    })
}
