//! Doors of datasets: the change of a door, its suspension's record and the move of the `doors` counter, in one
//! transaction.

use domain::ids::{EntryId, SuspensionId};
use domain::suspension::Door;
use domain::time::Moment;

use super::db::{self, Counter};
use super::{Tx, sql};

sql! {
    SET_DOOR = "UPDATE entries SET door = $1, article = $2, reason = $3, since = $4 WHERE id = $5 AND door = $6";
    BEGIN_SUSPENSION = "INSERT INTO suspensions (id, entry_id, article, reason, started) VALUES ($1, $2, $3, $4, $5)";
    END_SUSPENSION = "UPDATE suspensions SET ended = $1 WHERE entry_id = $2 AND ended IS NULL";
}

/// Moves a door and returns the `doors` value that nodes have to obey from now on; `None` when the door was moved by
/// somebody else since it was read.
pub async fn set(tx: &mut Tx, entry: &EntryId, from: &Door, to: &Door, now: Moment) -> anyhow::Result<Option<i64>> {
    let notice = to.notice();
    let moved = sqlx::query(SET_DOOR)
        .bind(to.as_str())
        .bind(notice.map(|notice| notice.article.as_str()))
        .bind(notice.map(|notice| notice.reason.as_str()))
        .bind(notice.map(|notice| notice.since.micros()))
        .bind(entry.as_str())
        .bind(from.as_str())
        .execute(&mut **tx)
        .await?;
    if moved.rows_affected() == 0 {
        return Ok(None);
    }
    if matches!(from, Door::Suspended { .. }) {
        sqlx::query(END_SUSPENSION)
            .bind(now.micros())
            .bind(entry.as_str())
            .execute(&mut **tx)
            .await?;
    }
    if let Door::Suspended { notice } = to {
        let id = SuspensionId::new(crate::fresh_id());
        sqlx::query(BEGIN_SUSPENSION)
            .bind(id.as_str())
            .bind(entry.as_str())
            .bind(notice.article.as_str())
            .bind(notice.reason.as_str())
            .bind(notice.since.micros())
            .execute(&mut **tx)
            .await?;
    }
    Ok(Some(db::next(tx, Counter::Doors).await?))
}
