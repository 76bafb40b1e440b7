//! API keys.

use domain::actor::{Place, Scope};
use domain::ids::{KeyId, PersonId};
use domain::time::Moment;
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::people::map_place;
use super::{Db, Tx, sql};

sql! {
    INSERT = "INSERT INTO api_keys (id, person_id, place_kind, place_id, name, prefix, mac, scopes, created, ends)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    BY_MAC = "SELECT id, person_id, place_kind, place_id, name, prefix, scopes, created, ends, used FROM api_keys
              WHERE mac = $1 AND ends > $2";
    OF_PERSON = "SELECT id, person_id, place_kind, place_id, name, prefix, scopes, created, ends, used FROM api_keys
                 WHERE person_id = $1 ORDER BY created DESC";
    SHORTEN = "UPDATE api_keys SET ends = $1 WHERE id = $2 AND person_id = $3 AND ends > $1";
    END = "DELETE FROM api_keys WHERE id = $1 AND person_id = $2";
    END_ALL = "DELETE FROM api_keys WHERE person_id = $1";
    USED = "UPDATE api_keys SET used = $1 WHERE id = $2 AND (used IS NULL OR used < $1)";
}

/// An API key, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Its id.
    pub id: KeyId,
    /// Whose.
    pub person: PersonId,
    /// Whom it acts for; `None` when for the person alone.
    pub place: Option<Place>,
    /// What its owner calls it.
    pub name: String,
    /// The beginning of the secret, by which people tell keys apart.
    pub prefix: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub created: Moment,
    /// When it ends.
    pub ends: Moment,
    /// When it was last used, to within a minute.
    pub used: Option<Moment>,
}

/// Adds a key; `mac` is of its secret.
pub async fn insert(tx: &mut Tx, mac: &str, key: &Key) -> Result<(), sqlx::Error> {
    let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.as_str()).collect();
    let query = sqlx::query(INSERT)
        .bind(key.id.as_str())
        .bind(key.person.as_str())
        .bind(key.place.as_ref().map(|place| place.kind().as_str()))
        .bind(key.place.as_ref().map(Place::id))
        .bind(key.name.as_str())
        .bind(key.prefix.as_str())
        .bind(mac)
        .bind(scopes.join(" "))
        .bind(key.created.micros())
        .bind(key.ends.micros());
    query.execute(&mut **tx).await.map(drop)
}

/// The key behind a secret, while it holds.
pub async fn by_mac(db: &Db, mac: &str, now: Moment) -> anyhow::Result<Option<Key>> {
    let row = sqlx::query(BY_MAC)
        .bind(mac)
        .bind(now.micros())
        .fetch_optional(db.read())
        .await?;
    row.as_ref().map(map).transpose()
}

/// Somebody's keys, newest first, with those that have ended.
pub async fn of_person(db: &Db, person: &PersonId) -> anyhow::Result<Vec<Key>> {
    let rows = sqlx::query(OF_PERSON)
        .bind(person.as_str())
        .fetch_all(db.read())
        .await?;
    rows.iter().map(map).collect()
}

/// Has a key end earlier.
pub async fn shorten(tx: &mut Tx, person: &PersonId, id: &KeyId, ends: Moment) -> Result<(), sqlx::Error> {
    let query = sqlx::query(SHORTEN)
        .bind(ends.micros())
        .bind(id.as_str())
        .bind(person.as_str());
    query.execute(&mut **tx).await.map(drop)
}

/// Ends a key at once; false when it is none of theirs.
pub async fn end(tx: &mut Tx, person: &PersonId, id: &KeyId) -> Result<bool, sqlx::Error> {
    let query = sqlx::query(END).bind(id.as_str()).bind(person.as_str());
    Ok(query.execute(&mut **tx).await?.rows_affected() == 1)
}

/// Ends all keys of somebody.
pub async fn end_all(tx: &mut Tx, person: &PersonId) -> Result<(), sqlx::Error> {
    sqlx::query(END_ALL)
        .bind(person.as_str())
        .execute(&mut **tx)
        .await
        .map(drop)
}

/// Notes when a key was last used.
pub async fn used(tx: &mut Tx, id: &KeyId, at: Moment) -> Result<(), sqlx::Error> {
    let query = sqlx::query(USED).bind(at.micros()).bind(id.as_str());
    query.execute(&mut **tx).await.map(drop)
}

fn map(row: &AnyRow) -> anyhow::Result<Key> {
    let has_place = row.try_get::<Option<&str>, _>("place_kind")?.is_some();
    let scopes: &str = row.try_get("scopes")?;
    Ok(Key {
        id: KeyId::new(row.try_get::<String, _>("id")?),
        person: PersonId::new(row.try_get::<String, _>("person_id")?),
        place: has_place.then(|| map_place(row)).transpose()?,
        name: row.try_get("name")?,
        prefix: row.try_get("prefix")?,
        scopes: scopes.split_whitespace().map(str::parse).collect::<Result<_, _>>()?,
        created: Moment::from_micros(row.try_get("created")?),
        ends: Moment::from_micros(row.try_get("ends")?),
        used: row.try_get::<Option<i64>, _>("used")?.map(Moment::from_micros),
    })
}
