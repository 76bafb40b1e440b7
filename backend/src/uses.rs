//! Counted use: downloads and calls per dataset and channel, gathered in memory and written once a second.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use domain::gate::Channel;
use domain::ids::EntryId;
use domain::policy::Action;
use domain::time::{DAY, Moment};

use crate::ctx::Granted;
use crate::store::db::{self, Counter};
use crate::store::{entries, outbox, uses};
use crate::{Backend, Ctx, Error};

/// Weeks that sparklines and "most used" look back on.
pub const WEEKS: i64 = 12;

/// Uses that are not written yet. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Uses(Arc<Mutex<HashMap<(EntryId, Channel), i64>>>);

impl Uses {
    /// Counts one use.
    pub fn count(&self, entry: &EntryId, channel: Channel) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *waiting.entry((entry.clone(), channel)).or_default() += 1;
    }

    fn take(&self) -> HashMap<(EntryId, Channel), i64> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn put_back(&self, taken: HashMap<(EntryId, Channel), i64>) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (key, count) in taken {
            *waiting.entry(key).or_default() += count;
        }
    }
}

/// Days overdue after which a quality score falls no further.
const LATE: i64 = 100;

/// By how much midnight in Shanghai comes before midnight UTC.
const AHEAD: i64 = 8 * 3_600_000_000;

/// The day of a moment in Shanghai, as days since 1970.
pub fn day_number(now: Moment) -> i64 {
    now.plus(AHEAD).micros().div_euclid(DAY)
}

/// The moment at which a day begins in Shanghai.
const fn beginning(day: i64) -> Moment {
    Moment::from_micros(day.saturating_mul(DAY)).plus(-AHEAD)
}

/// Writes what has been counted; what cannot be written is kept for the next time.
pub async fn flush(backend: &Backend, ctx: &Ctx) -> Result<(), Error> {
    let granted = ctx.permit(Action::CountUse)?;
    let taken = backend.uses.take();
    if taken.is_empty() {
        return Ok(());
    }
    let written = write(backend, &granted, &taken).await;
    if written.is_err() {
        backend.uses.put_back(taken);
    }
    Ok(written?)
}

async fn write(
    backend: &Backend,
    granted: &Granted<'_>,
    counted: &HashMap<(EntryId, Channel), i64>,
) -> Result<(), sqlx::Error> {
    let day = day_number(granted.ctx().now);
    let mut tx = backend.db.begin(granted).await?;
    for ((entry, channel), count) in counted {
        uses::add(&mut tx, entry, day, *channel, *count).await?;
    }
    tx.commit().await
}

/// Queues for the index, once a day whatever was down meanwhile, every dataset whose card moves on with the days: the
/// used ones for "most used" and sparklines, the overdue ones for the quality score, which falls a little every day.
pub async fn requeue(backend: &Backend, ctx: &Ctx) -> Result<(), Error> {
    let granted = ctx.permit(Action::Reindex)?;
    let today = day_number(ctx.now);
    let last = backend.db.counter(Counter::Requeued).await?;
    if last >= today {
        return Ok(());
    }
    let moved = moved_since(backend, last, ctx.now).await?;
    let mut tx = backend.db.begin(&granted).await?;
    if db::raise(&mut tx, Counter::Requeued, today).await? {
        for entry in &moved {
            outbox::queue(&mut tx, entry, ctx.now).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// The datasets whose card may have moved on since a day when all cards were as they should be.
async fn moved_since(backend: &Backend, last: i64, now: Moment) -> Result<BTreeSet<EntryId>, sqlx::Error> {
    let used = uses::used_since(&backend.db, last - 7 * (WEEKS + 1)).await?;
    // What was overdue for longer than this on that day had reached the end of its fall.
    let late = entries::due_between(&backend.db, beginning(last - LATE - 1), now).await?;
    Ok(used.into_iter().chain(late).collect())
}

/// The first day that counts for the last [`WEEKS`] weeks, less one: what the store takes as "after".
pub fn before_weeks(now: Moment) -> i64 {
    day_number(now) - 7 * WEEKS
}

/// Sums counts per day into the last [`WEEKS`] weeks, oldest first; the last one ends today.
pub fn weekly(days: impl IntoIterator<Item = (i64, i64)>, now: Moment) -> Vec<i64> {
    let mut weeks = vec![0; WEEKS as usize];
    let first = before_weeks(now) + 1;
    for (day, count) in days {
        if let Some(week) = usize::try_from((day - first).div_euclid(7))
            .ok()
            .and_then(|week| weeks.get_mut(week))
        {
            *week += count;
        }
    }
    weeks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_end_today_and_forget_what_is_older() {
        let now = Moment::from_micros(20_000 * DAY);
        let today = day_number(now);
        let weeks = weekly(
            [
                (today, 5),
                (today - 6, 1),
                (today - 7, 2),
                (today - 83, 3),
                (today - 84, 100),
                (today + 1, 9),
            ],
            now,
        );
        assert_eq!((weeks[11], weeks[10], weeks[0]), (6, 2, 3));
        assert_eq!(weeks.iter().sum::<i64>(), 11);
    }

    #[test]
    fn a_day_begins_at_midnight_in_shanghai() {
        let midnight = Moment::start_of(chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap());
        assert_eq!(day_number(midnight) - day_number(midnight.plus(-1)), 1);
        assert_eq!(beginning(day_number(midnight)), midnight);
    }
}
