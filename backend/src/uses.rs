//! Counted use: downloads and calls per dataset and channel, gathered in memory and written to the figures and to the
//! ledger at least once a second, without address or person (O21-20a).
//!
//! Invariant: what was given out is on record soon, or nothing more is given out. While counts cannot be written for
//! longer than [`PATIENCE`], the gate refuses.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::gate::Channel;
use domain::ids::EntryId;
use domain::ledger::event::{Act, EventKind};
use domain::policy::Action;
use domain::time::{DAY, Moment};

use crate::ctx::Granted;
use crate::store::db::{self, Counter};
use crate::store::{entries, ledger, outbox, uses};
use crate::{Backend, Ctx, Error};

/// Weeks that sparklines and "most used" look back on.
pub const WEEKS: i64 = 12;

/// How long uses may wait to be written before the gate refuses: the flush has a second, and a slow disk some more.
pub const PATIENCE: Duration = Duration::from_secs(3);

// In the order of their keys, so that two nodes that write at the same time never wait for each other's rows.
type Counts = BTreeMap<(EntryId, Channel), Count>;

/// How often data was given out.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    /// To anyone or anything: what the ledger records.
    given: i64,
    /// To people, once for each use: what the figures show.
    used: i64,
}

/// Uses that are not written yet. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Uses(Arc<Mutex<Waiting>>);

#[derive(Debug, Default)]
struct Waiting {
    counts: Counts,
    /// When the oldest use was counted that is not on record.
    since: Option<Instant>,
}

impl Uses {
    fn with<T>(&self, act: impl FnOnce(&mut Waiting) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Counts one use.
    pub fn count(&self, entry: &EntryId, channel: Channel) {
        self.add(entry, channel, Count { given: 1, used: 1 });
    }

    /// Data was given out in a way that is no use for the figures: to a robot, or as the rest of a download.
    pub fn give(&self, entry: &EntryId, channel: Channel) {
        self.add(entry, channel, Count { given: 1, used: 0 });
    }

    fn add(&self, entry: &EntryId, channel: Channel, count: Count) {
        self.with(|waiting| {
            waiting.since.get_or_insert_with(Instant::now);
            waiting.add((entry.clone(), channel), count);
        });
    }

    /// Whether uses have been waiting for so long that nothing more may be given out.
    pub fn are_stuck(&self) -> bool {
        self.with(|waiting| waiting.since.is_some_and(|since| since.elapsed() > PATIENCE))
    }

    fn take(&self) -> Counts {
        self.with(|waiting| std::mem::take(&mut waiting.counts))
    }

    /// What was taken when the flush began is on record.
    fn written(&self, begun: Instant) {
        self.with(|waiting| waiting.since = (!waiting.counts.is_empty()).then_some(begun));
    }

    fn put_back(&self, taken: Counts) {
        self.with(|waiting| {
            for (key, count) in taken {
                waiting.add(key, count);
            }
        });
    }
}

impl Waiting {
    fn add(&mut self, key: (EntryId, Channel), more: Count) {
        let count = self.counts.entry(key).or_default();
        count.given += more.given;
        count.used += more.used;
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
    let begun = Instant::now();
    let taken = backend.uses.take();
    if taken.is_empty() {
        return Ok(());
    }
    let written = write(backend, &granted, &taken).await;
    match &written {
        Ok(()) => backend.uses.written(begun),
        Err(_) => backend.uses.put_back(taken),
    }
    Ok(written?)
}

async fn write(backend: &Backend, granted: &Granted<'_>, counted: &Counts) -> anyhow::Result<()> {
    let day = day_number(granted.ctx().now);
    let mut tx = backend.db.begin(granted).await?;
    let mut acts = Vec::with_capacity(counted.len());
    for ((entry, channel), count) in counted {
        if count.used > 0 {
            uses::add(&mut tx, entry, day, *channel, count.used).await?;
        }
        let slug = entries::slug(&mut tx, entry).await?;
        let act = Act::on_dataset(EventKind::Read, slug.as_deref().unwrap_or(entry.as_str()));
        acts.push(
            act.ground("O21-14")
                .detail("channel", channel)
                .detail("count", count.given),
        );
    }
    ledger::append_all(&mut tx, granted, acts).await?;
    tx.commit().await?;
    Ok(())
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
