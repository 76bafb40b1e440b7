//! Rows of versions and their files.

use domain::file::File;
use domain::ids::{Digest, EntryId, FileId, VersionId};
use domain::time::Moment;
use domain::version::Version;
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::{Db, Tx, sql};

sql! {
    INSERT_VERSION = "INSERT INTO versions (id, entry_id, number, note, published) VALUES ($1, $2, $3, $4, $5)";
    INSERT_FILE = "INSERT INTO files (id, version_id, position, name, format, bytes, digest, profile, preview, map)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    LAST_NUMBER = "SELECT COALESCE(MAX(number), 0) FROM versions WHERE entry_id = $1";
    LAST_PUBLISHED = "SELECT published FROM versions WHERE entry_id = $1 ORDER BY published DESC LIMIT 1";
    OF_ENTRY = "SELECT v.id AS version_id, v.entry_id, v.number, v.note, v.published,
                       f.id, f.name, f.format, f.bytes, f.digest, f.profile, f.preview, f.map
                FROM versions v JOIN files f ON f.version_id = v.id
                WHERE v.entry_id = $1 ORDER BY v.number DESC, f.position";
    OF_FILE = "SELECT v.id AS version_id, v.entry_id, v.number, v.note, v.published,
                      f.id, f.name, f.format, f.bytes, f.digest, f.profile, f.preview, f.map
               FROM files f JOIN versions v ON v.id = f.version_id
               WHERE v.entry_id = $1 AND f.id = $2";
    OF_NUMBER = "SELECT v.id AS version_id, v.entry_id, v.number, v.note, v.published,
                        f.id, f.name, f.format, f.bytes, f.digest, f.profile, f.preview, f.map
                 FROM versions v JOIN files f ON f.version_id = v.id
                 WHERE v.entry_id = $1 AND v.number = $2 ORDER BY f.position";
    LATEST_IN_RANGE = "SELECT v.id AS version_id, v.entry_id, v.number, v.note, v.published,
                              f.id, f.name, f.format, f.bytes, f.digest, f.profile, f.preview, f.map
                       FROM versions v JOIN files f ON f.version_id = v.id
                       WHERE v.entry_id >= $1 AND v.entry_id <= $2
                         AND v.number = (SELECT MAX(n.number) FROM versions n WHERE n.entry_id = v.entry_id)
                       ORDER BY v.entry_id, f.position";
    ALL_DIGESTS = "SELECT digest, name FROM files
                   UNION SELECT preview, name FROM files WHERE preview IS NOT NULL
                   UNION SELECT map, name FROM files WHERE map IS NOT NULL ORDER BY 1";
}

/// Saves a version with its files.
pub async fn insert(tx: &mut Tx, version: &Version) -> anyhow::Result<()> {
    sqlx::query(INSERT_VERSION)
        .bind(version.id.as_str())
        .bind(version.entry.as_str())
        .bind(version.number)
        .bind(serde_json::to_string(&version.note)?)
        .bind(version.published.micros())
        .execute(&mut **tx)
        .await?;
    for (position, file) in version.files.iter().enumerate() {
        sqlx::query(INSERT_FILE)
            .bind(file.id.as_str())
            .bind(version.id.as_str())
            .bind(position as i64)
            .bind(file.name.as_str())
            .bind(file.format.as_str())
            .bind(file.bytes)
            .bind(file.digest.as_str())
            .bind(serde_json::to_string(&file.profile)?)
            .bind(file.preview.as_ref().map(Digest::as_str))
            .bind(file.map.as_ref().map(Digest::as_str))
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// The number of the newest version of a dataset, or 0.
pub async fn last_number(tx: &mut Tx, entry: &EntryId) -> anyhow::Result<i64> {
    Ok(sqlx::query(LAST_NUMBER)
        .bind(entry.as_str())
        .fetch_one(&mut **tx)
        .await?
        .try_get(0)?)
}

/// When a dataset last got a version; none when it has no version.
pub async fn last_published(tx: &mut Tx, entry: &EntryId) -> anyhow::Result<Option<Moment>> {
    let row = sqlx::query(LAST_PUBLISHED)
        .bind(entry.as_str())
        .fetch_optional(&mut **tx)
        .await?;
    row.map(|row| Ok(Moment::from_micros(row.try_get(0)?))).transpose()
}

/// All versions of a dataset, newest first.
pub async fn of_entry(db: &Db, entry: &EntryId) -> anyhow::Result<Vec<Version>> {
    gather(&sqlx::query(OF_ENTRY).bind(entry.as_str()).fetch_all(db.read()).await?)
}

/// The version that a file of a dataset belongs to, with that file alone.
pub async fn of_file(db: &Db, entry: &EntryId, file: &FileId) -> anyhow::Result<Option<Version>> {
    let rows = sqlx::query(OF_FILE)
        .bind(entry.as_str())
        .bind(file.as_str())
        .fetch_all(db.read())
        .await?;
    Ok(gather(&rows)?.pop())
}

/// A version by its number.
pub async fn of_number(db: &Db, entry: &EntryId, number: i64) -> anyhow::Result<Option<Version>> {
    let rows = sqlx::query(OF_NUMBER)
        .bind(entry.as_str())
        .bind(number)
        .fetch_all(db.read())
        .await?;
    Ok(gather(&rows)?.pop())
}

/// The newest version of every dataset whose id lies from `first` to `last`.
pub async fn latest_in_range(db: &Db, first: &EntryId, last: &EntryId) -> anyhow::Result<Vec<Version>> {
    gather(
        &sqlx::query(LATEST_IN_RANGE)
            .bind(first.as_str())
            .bind(last.as_str())
            .fetch_all(db.read())
            .await?,
    )
}

/// Every digest that a file, preview or drawing is stored under, with the name of a file it belongs to.
pub async fn all_digests(db: &Db) -> anyhow::Result<Vec<(Digest, String)>> {
    let rows = sqlx::query(ALL_DIGESTS).fetch_all(db.read()).await?;
    rows.iter()
        .map(|row| Ok((row.try_get::<&str, _>(0)?.parse()?, row.try_get(1)?)))
        .collect()
}

/// Rows of one version stand together; each begins a version or adds a file to the last one.
fn gather(rows: &[AnyRow]) -> anyhow::Result<Vec<Version>> {
    let mut versions: Vec<Version> = Vec::new();
    for row in rows {
        let id = row.try_get::<&str, _>("version_id")?;
        if versions.last().is_none_or(|version| version.id.as_str() != id) {
            versions.push(Version {
                id: VersionId::new(id),
                entry: EntryId::new(row.try_get::<String, _>("entry_id")?),
                number: row.try_get("number")?,
                note: serde_json::from_str(row.try_get("note")?)?,
                published: Moment::from_micros(row.try_get("published")?),
                files: Vec::new(),
            });
        }
        let version = versions.last_mut().expect("a version was pushed above");
        version.files.push(map_file(row)?);
    }
    Ok(versions)
}

fn map_file(row: &AnyRow) -> anyhow::Result<File> {
    let digest = |column| -> anyhow::Result<Option<Digest>> {
        Ok(row.try_get::<Option<&str>, _>(column)?.map(str::parse).transpose()?)
    };
    Ok(File {
        id: FileId::new(row.try_get::<String, _>("id")?),
        name: row.try_get("name")?,
        format: row.try_get::<&str, _>("format")?.parse()?,
        bytes: row.try_get("bytes")?,
        digest: row.try_get::<&str, _>("digest")?.parse()?,
        profile: serde_json::from_str(row.try_get("profile")?)?,
        preview: digest("preview")?,
        map: digest("map")?,
    })
}
