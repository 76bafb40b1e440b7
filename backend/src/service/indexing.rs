//! Bringing the search index up to the database: row by row through the outbox, or all at once.
//!
//! Invariant: a batch is committed to the index together with the number of its last outbox row, so whatever is killed
//! at whatever moment, the index knows from where to go on, and doing a row twice changes nothing.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use domain::ids::EntryId;
use domain::policy::Action;
use domain::text::Text;
use domain::time::{DAY, Moment};
use domain::version::Version;

use super::catalogue::{BodyNames, card};
use crate::search::{Change, Doc};
use crate::store::db::{self, Counter};
use crate::store::entries::Row;
use crate::store::{entries, nodes, outbox, uses as uses_rows, versions};
use crate::{Backend, Ctx, Error, uses};

/// The most outbox rows that one commit of the index takes.
const BATCH: i64 = 2_000;
/// Entries that a rebuild reads at a time.
const CHUNK: i64 = 1_000;
/// How long rows stay in the outbox after the index has taken them, for nodes that are behind.
const KEPT: i64 = 7 * DAY;

/// How far the index is behind the database, in outbox rows.
pub async fn lag(backend: &Backend) -> Result<i64, Error> {
    let newest = backend.db.counter(Counter::Outbox).await?;
    Ok(newest - backend.search()?.sequence().unwrap_or(0))
}

/// Takes one batch of the outbox into the index and says whether there was anything to take. An index that was never
/// filled, or that has fallen behind what the outbox still holds, is rebuilt instead.
pub async fn follow(backend: &Backend, ctx: &Ctx) -> Result<bool, Error> {
    ctx.permit(Action::Reindex)?;
    let Some(sequence) = backend.search()?.sequence() else {
        rebuild(backend, ctx).await?;
        return Ok(true);
    };
    let rows = outbox::after(&backend.db, sequence, BATCH).await?;
    let Some(last) = rows.last().map(|(seq, _)| *seq) else {
        // An index that is ahead of its database has outlived a restored backup.
        let ahead = backend.db.counter(Counter::Outbox).await? < sequence;
        if ahead {
            rebuild(backend, ctx).await?;
        }
        return Ok(ahead);
    };
    // Numbers have no holes, so a first row further on means that rows between were pruned.
    if rows.first().is_some_and(|(seq, _)| *seq > sequence + 1) {
        rebuild(backend, ctx).await?;
        return Ok(true);
    }
    let ids: BTreeSet<EntryId> = rows.into_iter().map(|(_, entry)| entry).collect();
    let mut changes = Vec::with_capacity(ids.len());
    let mut bodies = BodyNames::default();
    for id in ids {
        changes.push(change(backend, ctx, &mut bodies, id).await?);
    }
    let search = backend.search()?.clone();
    tokio::task::spawn_blocking(move || search.apply(&changes, last)).await??;
    outbox::prune(&backend.db, last, ctx.now.plus(-KEPT)).await?;
    Ok(true)
}

async fn change(backend: &Backend, ctx: &Ctx, bodies: &mut BodyNames, id: EntryId) -> Result<Change, Error> {
    let Some(row) = entries::by_id(&backend.db, &id).await?.filter(|row| row.published) else {
        return Ok(Change::Delete(id));
    };
    let latest = versions::latest_in_range(&backend.db, &id, &id).await?.pop();
    let days = uses_rows::of_entry(&backend.db, &id, uses::before_weeks(ctx.now)).await?;
    let doc = doc(
        backend,
        bodies,
        &row,
        latest.as_ref(),
        uses::weekly(days, ctx.now),
        ctx.now,
    )
    .await?;
    Ok(Change::Upsert(Box::new(doc)))
}

/// Asks every process that serves to rebuild its index, and returns when they have.
pub async fn ask_for_rebuild(backend: &Backend, ctx: &Ctx) -> Result<(), Error> {
    let granted = ctx.permit(Action::Reindex)?;
    let mut tx = backend.db.begin(&granted).await?;
    let asked = db::next(&mut tx, Counter::ReindexAsked).await?;
    tx.commit().await?;
    Ok(backend.node.all_rebuilt(asked).await?)
}

/// Whether a process serves from this database: its node beats every second.
pub async fn is_served(backend: &Backend) -> Result<bool, Error> {
    let before = nodes::behind(&backend.db, i64::MAX).await?;
    if before.is_empty() {
        return Ok(false);
    }
    for _ in 0..20 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        if nodes::behind(&backend.db, i64::MAX).await? != before {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Rebuilds this node's index if somebody has asked for it since the last time, and says so in the database.
pub async fn rebuild_if_asked(backend: &Backend, ctx: &Ctx) -> Result<(), Error> {
    ctx.permit(Action::Reindex)?;
    let asked = backend.db.counter(Counter::ReindexAsked).await?;
    if backend.node.has_to_rebuild(asked).await? {
        rebuild(backend, ctx).await?;
        backend.node.rebuilt(asked).await?;
    }
    Ok(())
}

/// Builds the index anew beside the one that serves, and puts it in its place.
pub async fn rebuild(backend: &Backend, ctx: &Ctx) -> Result<u64, Error> {
    ctx.permit(Action::Reindex)?;
    // Read before the first entry: what changes while the walk goes on is followed again from here.
    let sequence = backend.db.counter(Counter::Outbox).await?;
    let mut building = backend.search()?.rebuild()?;
    let mut bodies = BodyNames::default();
    let mut after = String::new();
    let mut count = 0;
    loop {
        let rows = entries::after(&backend.db, &after, CHUNK).await?;
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
            break;
        };
        after = last.entry.id.as_str().to_owned();
        count += rows.len() as u64;
        let (from, to) = (first.entry.id.clone(), last.entry.id.clone());
        let docs = docs(backend, ctx, &mut bodies, rows, &from, &to).await?;
        building = tokio::task::spawn_blocking(move || {
            for doc in &docs {
                building.add(doc)?;
            }
            Ok::<_, crate::search::Error>(building)
        })
        .await??;
    }
    let search = backend.search()?.clone();
    tokio::task::spawn_blocking(move || search.replace(building, sequence)).await??;
    Ok(count)
}

async fn docs(
    backend: &Backend,
    ctx: &Ctx,
    bodies: &mut BodyNames,
    rows: Vec<Row>,
    first: &EntryId,
    last: &EntryId,
) -> Result<Vec<Doc>, Error> {
    let mut latest: HashMap<EntryId, Version> = versions::latest_in_range(&backend.db, first, last)
        .await?
        .into_iter()
        .map(|version| (version.entry.clone(), version))
        .collect();
    let mut days: HashMap<EntryId, Vec<(i64, i64)>> = HashMap::new();
    for (entry, day, count) in uses_rows::of_range(&backend.db, first, last, uses::before_weeks(ctx.now)).await? {
        days.entry(entry).or_default().push((day, count));
    }
    let mut docs = Vec::with_capacity(rows.len());
    for row in rows {
        let latest = latest.remove(&row.entry.id);
        let weekly = uses::weekly(days.remove(&row.entry.id).unwrap_or_default(), ctx.now);
        docs.push(doc(backend, bodies, &row, latest.as_ref(), weekly, ctx.now).await?);
    }
    Ok(docs)
}

async fn doc(
    backend: &Backend,
    bodies: &mut BodyNames,
    row: &Row,
    latest: Option<&Version>,
    weekly: Vec<i64>,
    now: Moment,
) -> Result<Doc, Error> {
    let body = bodies.get(backend, &row.entry).await?;
    let metadata = &row.entry.metadata;
    let words = |text: &Text| text.all().map(str::to_owned).collect::<Vec<_>>();
    let items = metadata
        .items
        .iter()
        .flat_map(|item| std::iter::once(item.name.clone()).chain(words(&item.title)))
        .collect();
    let more = metadata
        .source
        .iter()
        .filter_map(|source| source.topic.clone())
        .chain(words(&metadata.spatial))
        .collect();
    Ok(Doc {
        card: card(row, &body, latest, weekly, now),
        keywords: metadata.keywords.clone(),
        items,
        more,
    })
}
