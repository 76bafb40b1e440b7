//! Counted downloads and calls, per dataset, day and channel.

use domain::gate::Channel;
use domain::ids::EntryId;
use sqlx::Row as _;

use super::{Db, Tx, sql};

sql! {
    ADD = "INSERT INTO uses (entry_id, day, channel, count) VALUES ($1, $2, $3, $4)
           ON CONFLICT (entry_id, day, channel) DO UPDATE SET count = uses.count + excluded.count";
    RECORD = "INSERT INTO uses (entry_id, day, channel, count) VALUES ($1, $2, $3, $4)
              ON CONFLICT (entry_id, day, channel) DO NOTHING";
    OF_ENTRY = "SELECT day, CAST(SUM(count) AS BIGINT) FROM uses WHERE entry_id = $1 AND day > $2 GROUP BY day";
    OF_RANGE = "SELECT entry_id, day, CAST(SUM(count) AS BIGINT) FROM uses
                WHERE entry_id >= $1 AND entry_id <= $2 AND day > $3 GROUP BY entry_id, day";
    ON_DAY = "SELECT CAST(COALESCE(SUM(count), 0) AS BIGINT) FROM uses WHERE day = $1";
    USED_SINCE = "SELECT DISTINCT entry_id FROM uses WHERE day > $1";
}

/// Adds `count` uses of a dataset on a day (days since 1970 in Shanghai).
pub async fn add(tx: &mut Tx, entry: &EntryId, day: i64, channel: Channel, count: i64) -> Result<(), sqlx::Error> {
    sqlx::query(ADD)
        .bind(entry.as_str())
        .bind(day)
        .bind(channel.as_str())
        .bind(count)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Records downloads of a day that was counted elsewhere, unless the day has a count already.
pub async fn record(tx: &mut Tx, entry: &EntryId, day: i64, count: i64) -> Result<(), sqlx::Error> {
    sqlx::query(RECORD)
        .bind(entry.as_str())
        .bind(day)
        .bind(Channel::Download.as_str())
        .bind(count)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Uses of a dataset per day after `day`, in no order.
pub async fn of_entry(db: &Db, entry: &EntryId, day: i64) -> Result<Vec<(i64, i64)>, sqlx::Error> {
    let rows = sqlx::query(OF_ENTRY)
        .bind(entry.as_str())
        .bind(day)
        .fetch_all(db.read())
        .await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}

/// Uses per dataset and day after `day`, of all datasets whose id lies from `first` to `last`.
pub async fn of_range(
    db: &Db,
    first: &EntryId,
    last: &EntryId,
    day: i64,
) -> Result<Vec<(EntryId, i64, i64)>, sqlx::Error> {
    let rows = sqlx::query(OF_RANGE)
        .bind(first.as_str())
        .bind(last.as_str())
        .bind(day)
        .fetch_all(db.read())
        .await?;
    rows.iter()
        .map(|row| {
            Ok((
                EntryId::new(row.try_get::<String, _>(0)?),
                row.try_get(1)?,
                row.try_get(2)?,
            ))
        })
        .collect()
}

/// Uses of all datasets on a day.
pub async fn on_day(db: &Db, day: i64) -> Result<i64, sqlx::Error> {
    sqlx::query(ON_DAY).bind(day).fetch_one(db.read()).await?.try_get(0)
}

/// Datasets with a use after `day`.
pub async fn used_since(db: &Db, day: i64) -> Result<Vec<EntryId>, sqlx::Error> {
    let rows = sqlx::query(USED_SINCE).bind(day).fetch_all(db.read()).await?;
    rows.iter()
        .map(|row| Ok(EntryId::new(row.try_get::<String, _>(0)?)))
        .collect()
}
