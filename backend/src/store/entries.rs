//! Rows of entries.

use domain::entry::{Entry, Metadata, OpenType, Theme};
use domain::gate::Facts;
use domain::ids::{BodyId, EntryId, Slug};
use domain::suspension::{Door, Notice};
use domain::time::Moment;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, Executor, Row as _};

use super::{Db, Tx, sql};

sql! {
    INSERT = "INSERT INTO entries (id, slug, body_id, source, source_id, published, revision, open_type, theme, access,
                                   metadata, issued, modified, due, stated_rows, door)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'open')";
    REVISE = "UPDATE entries SET body_id = $1, revision = revision + 1, open_type = $2, theme = $3, access = $4,
                                 metadata = $5, issued = $6, modified = $7, due = $8, stated_rows = $9
              WHERE id = $10 AND revision = $11";
    TOUCH = "UPDATE entries SET modified = $1, due = $2 WHERE id = $3";
    BY_ID = "SELECT id, slug, body_id, published, revision, metadata, issued, modified, due, stated_rows, door, article,
                    reason, since
             FROM entries WHERE id = $1";
    BY_SLUG = "SELECT id, slug, body_id, published, revision, metadata, issued, modified, due, stated_rows, door, article,
                      reason, since
               FROM entries WHERE slug = $1";
    BY_SOURCE = "SELECT id, slug, body_id, published, revision, metadata, issued, modified, due, stated_rows, door, article,
                        reason, since
                 FROM entries WHERE source = $1 AND source_id = $2";
    ID = "SELECT id FROM entries WHERE slug = $1";
    SLUG = "SELECT slug FROM entries WHERE id = $1";
    FACTS = "SELECT published, open_type, access, door, article, reason, since FROM entries WHERE id = $1";
    CLOSED = "SELECT id, door, article, reason, since FROM entries WHERE door <> 'open'";
    AFTER = "SELECT id, slug, body_id, published, revision, metadata, issued, modified, due, stated_rows, door, article,
                    reason, since
             FROM entries WHERE id > $1 AND published = 1 ORDER BY id LIMIT $2";
    LISTED = "SELECT id, slug, body_id, published, revision, metadata, issued, modified, due, stated_rows, door, article,
                     reason, since
              FROM entries
              WHERE published = 1 AND (CAST($1 AS TEXT) IS NULL OR open_type = $1)
                AND (CAST($2 AS TEXT) IS NULL OR theme = $2) AND (CAST($3 AS TEXT) IS NULL OR body_id = $3)
              ORDER BY slug LIMIT $4 OFFSET $5";
    COUNT_LISTED = "SELECT COUNT(*) FROM entries
                    WHERE published = 1 AND (CAST($1 AS TEXT) IS NULL OR open_type = $1)
                      AND (CAST($2 AS TEXT) IS NULL OR theme = $2) AND (CAST($3 AS TEXT) IS NULL OR body_id = $3)";
    DUE_BETWEEN = "SELECT id FROM entries WHERE published = 1 AND due > $1 AND due <= $2";
}

/// An entry with what the database keeps beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The entry.
    pub entry: Entry,
    /// Whether it is published.
    pub published: bool,
    /// When the next update falls due.
    pub due: Option<Moment>,
    /// Rows that the source states, for harvested entries without files.
    pub stated_rows: Option<i64>,
    /// The door.
    pub door: Door,
}

/// Which entries of the open list are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this open type.
    pub open_type: Option<OpenType>,
    /// Only this theme.
    pub theme: Option<Theme>,
    /// Only this body.
    pub body: Option<BodyId>,
}

impl Filter {
    /// Binds its three values, in the order of the texts above.
    fn bind<'q>(&'q self, query: Asked<'q>) -> Asked<'q> {
        query
            .bind(self.open_type.map(OpenType::as_str))
            .bind(self.theme.map(Theme::as_str))
            .bind(self.body.as_ref().map(BodyId::as_str))
    }
}

/// Puts an entry on the list, with an open door.
pub async fn insert(tx: &mut Tx, row: &Row) -> anyhow::Result<()> {
    let Entry {
        id,
        slug,
        body,
        metadata,
        revision,
        issued,
        modified,
    } = &row.entry;
    sqlx::query(INSERT)
        .bind(id.as_str())
        .bind(slug.as_str())
        .bind(body.as_str())
        .bind(metadata.source.as_ref().map(|source| source.catalogue.as_str()))
        .bind(metadata.source.as_ref().map(|source| source.id.as_str()))
        .bind(i64::from(row.published))
        .bind(*revision)
        .bind(metadata.open_type.map(OpenType::as_str))
        .bind(metadata.theme.map(Theme::as_str))
        .bind(access_column(metadata))
        .bind(serde_json::to_string(metadata)?)
        .bind(issued.map(Moment::micros))
        .bind(modified.map(Moment::micros))
        .bind(row.due.map(Moment::micros))
        .bind(row.stated_rows)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Saves the next revision of an entry; false when somebody else has revised it since it was read.
pub async fn revise(tx: &mut Tx, row: &Row) -> anyhow::Result<bool> {
    let Entry {
        id,
        body,
        metadata,
        revision,
        issued,
        modified,
        ..
    } = &row.entry;
    let done = sqlx::query(REVISE)
        .bind(body.as_str())
        .bind(metadata.open_type.map(OpenType::as_str))
        .bind(metadata.theme.map(Theme::as_str))
        .bind(access_column(metadata))
        .bind(serde_json::to_string(metadata)?)
        .bind(issued.map(Moment::micros))
        .bind(modified.map(Moment::micros))
        .bind(row.due.map(Moment::micros))
        .bind(row.stated_rows)
        .bind(id.as_str())
        .bind(*revision)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that new data has come, and when the next update falls due.
pub async fn touch(tx: &mut Tx, id: &EntryId, modified: Moment, due: Option<Moment>) -> anyhow::Result<()> {
    sqlx::query(TOUCH)
        .bind(modified.micros())
        .bind(due.map(Moment::micros))
        .bind(id.as_str())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// An entry by its id.
pub async fn by_id(db: &Db, id: &EntryId) -> anyhow::Result<Option<Row>> {
    one(sqlx::query(BY_ID).bind(id.as_str()), db.read()).await
}

/// An entry by its address.
pub async fn by_slug(db: &Db, slug: &Slug) -> anyhow::Result<Option<Row>> {
    one(sqlx::query(BY_SLUG).bind(slug.as_str()), db.read()).await
}

/// An entry by its address, within the transaction that is about to change it.
pub async fn by_slug_for_change(tx: &mut Tx, slug: &Slug) -> anyhow::Result<Option<Row>> {
    one(sqlx::query(BY_SLUG).bind(slug.as_str()), &mut **tx).await
}

/// A harvested entry by its source, within the transaction that is about to change it.
pub async fn by_source(tx: &mut Tx, catalogue: &str, id: &str) -> anyhow::Result<Option<Row>> {
    one(sqlx::query(BY_SOURCE).bind(catalogue).bind(id), &mut **tx).await
}

/// The id behind an address.
pub async fn id(db: &Db, slug: &Slug) -> anyhow::Result<Option<EntryId>> {
    let row = sqlx::query(ID).bind(slug.as_str()).fetch_optional(db.read()).await?;
    row.map(|row| Ok(EntryId::new(row.try_get::<String, _>(0)?)))
        .transpose()
}

/// The address of an entry.
pub async fn slug(tx: &mut Tx, id: &EntryId) -> Result<Option<String>, sqlx::Error> {
    let row = sqlx::query(SLUG).bind(id.as_str()).fetch_optional(&mut **tx).await?;
    row.map(|row| row.try_get(0)).transpose()
}

/// What the gate decides on.
pub async fn facts(db: &Db, id: &EntryId) -> anyhow::Result<Option<Facts>> {
    let row = sqlx::query(FACTS).bind(id.as_str()).fetch_optional(db.read()).await?;
    row.as_ref().map(map_facts).transpose()
}

/// All closed doors.
pub async fn closed(db: &Db) -> anyhow::Result<Vec<(EntryId, Door)>> {
    let rows = sqlx::query(CLOSED).fetch_all(db.read()).await?;
    rows.iter()
        .map(|row| Ok((EntryId::new(row.try_get::<String, _>("id")?), map_door(row)?)))
        .collect()
}

/// Up to `limit` published entries after `id`, in the order of ids; begin with the empty id.
pub async fn after(db: &Db, id: &str, limit: i64) -> anyhow::Result<Vec<Row>> {
    many(sqlx::query(AFTER).bind(id).bind(limit), db).await
}

/// A page of the open list, in the order of addresses.
pub async fn listed(db: &Db, filter: &Filter, limit: i64, offset: i64) -> anyhow::Result<Vec<Row>> {
    many(filter.bind(sqlx::query(LISTED)).bind(limit).bind(offset), db).await
}

/// How many entries of the open list a filter leaves.
pub async fn count_listed(db: &Db, filter: &Filter) -> anyhow::Result<i64> {
    let row = filter.bind(sqlx::query(COUNT_LISTED)).fetch_one(db.read()).await?;
    Ok(row.try_get(0)?)
}

/// Published entries whose update fell due after one moment and by another, in no order.
pub async fn due_between(db: &Db, after: Moment, until: Moment) -> Result<Vec<EntryId>, sqlx::Error> {
    let rows = sqlx::query(DUE_BETWEEN)
        .bind(after.micros())
        .bind(until.micros())
        .fetch_all(db.read())
        .await?;
    rows.iter()
        .map(|row| Ok(EntryId::new(row.try_get::<String, _>(0)?)))
        .collect()
}

type Asked<'q> = Query<'q, Any, AnyArguments>;

async fn one<'e>(query: Asked<'_>, at: impl Executor<'e, Database = Any>) -> anyhow::Result<Option<Row>> {
    query.fetch_optional(at).await?.as_ref().map(map).transpose()
}

async fn many(query: Asked<'_>, db: &Db) -> anyhow::Result<Vec<Row>> {
    query.fetch_all(db.read()).await?.iter().map(map).collect()
}

fn access_column(metadata: &Metadata) -> String {
    metadata
        .access
        .iter()
        .map(|method| method.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

fn moment(row: &AnyRow, column: &str) -> anyhow::Result<Option<Moment>> {
    Ok(row.try_get::<Option<i64>, _>(column)?.map(Moment::from_micros))
}

fn map(row: &AnyRow) -> anyhow::Result<Row> {
    Ok(Row {
        entry: Entry {
            id: EntryId::new(row.try_get::<String, _>("id")?),
            slug: row.try_get::<&str, _>("slug")?.parse()?,
            body: BodyId::new(row.try_get::<String, _>("body_id")?),
            metadata: serde_json::from_str(row.try_get("metadata")?)?,
            revision: row.try_get("revision")?,
            issued: moment(row, "issued")?,
            modified: moment(row, "modified")?,
        },
        published: row.try_get::<i64, _>("published")? == 1,
        due: moment(row, "due")?,
        stated_rows: row.try_get("stated_rows")?,
        door: map_door(row)?,
    })
}

fn map_facts(row: &AnyRow) -> anyhow::Result<Facts> {
    Ok(Facts {
        published: row.try_get::<i64, _>("published")? == 1,
        door: map_door(row)?,
        open_type: row
            .try_get::<Option<&str>, _>("open_type")?
            .map(str::parse)
            .transpose()?,
        access: row
            .try_get::<&str, _>("access")?
            .split_whitespace()
            .map(str::parse)
            .collect::<Result<_, _>>()?,
    })
}

fn map_door(row: &AnyRow) -> anyhow::Result<Door> {
    let door: &str = row.try_get("door")?;
    if door == Door::Open.as_str() {
        return Ok(Door::Open);
    }
    let notice = Notice {
        article: row.try_get("article")?,
        reason: row.try_get("reason")?,
        since: Moment::from_micros(row.try_get("since")?),
    };
    match door {
        "suspended" => Ok(Door::Suspended { notice }),
        "withdrawn" => Ok(Door::Withdrawn { notice }),
        unknown => anyhow::bail!("the database holds a door {unknown:?}"),
    }
}
