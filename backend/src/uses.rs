//! Counted use: downloads and calls per dataset and channel, gathered in memory and written once a second.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::gate::Channel;
use domain::ids::EntryId;
use domain::policy::Action;
use domain::time::{DAY, Moment};

use crate::store::{outbox, uses};
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

/// The day of a moment in Shanghai, as days since 1970.
pub fn day_number(now: Moment) -> i64 {
    now.plus(8 * 3_600_000_000).micros().div_euclid(DAY)
}

/// Writes what has been counted; what cannot be written is kept for the next time.
pub async fn flush(backend: &Backend, ctx: &Ctx) -> Result<(), Error> {
    ctx.permit(Action::CountUse)?;
    let taken = backend.uses.take();
    if taken.is_empty() {
        return Ok(());
    }
    let written = write(backend, ctx.now, &taken).await;
    if written.is_err() {
        backend.uses.put_back(taken);
    }
    Ok(written?)
}

async fn write(backend: &Backend, now: Moment, counted: &HashMap<(EntryId, Channel), i64>) -> Result<(), sqlx::Error> {
    let mut tx = backend.db.begin().await?;
    for ((entry, channel), count) in counted {
        uses::add(&mut tx, entry, day_number(now), *channel, *count).await?;
    }
    tx.commit().await
}

/// Queues every dataset that was used in the last weeks for the index, so that "most used" and sparklines move on with
/// the days.
pub async fn requeue(backend: &Backend, ctx: &Ctx) -> Result<(), Error> {
    ctx.permit(Action::Reindex)?;
    let since = day_number(ctx.now) - 7 * (WEEKS + 1);
    let used = uses::used_since(&backend.db, since).await?;
    let mut tx = backend.db.begin().await?;
    for entry in used {
        outbox::queue(&mut tx, &entry, ctx.now).await?;
    }
    tx.commit().await?;
    Ok(())
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
    }
}
