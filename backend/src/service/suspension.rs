//! Suspending and restoring a dataset (Order 21, Article 22).

use domain::entry::Entry;
use domain::ids::Slug;
use domain::ledger::event::{Act, EventKind};
use domain::policy::Action;
use domain::refused::{Refused, Why};
use domain::suspension::{Command, Door};

use crate::ctx::Granted;
use crate::store::{doors, entries, ledger, outbox};
use crate::{Backend, Ctx, Error};

/// The longest public reason, in characters.
pub const REASON_MAX: usize = 500;

/// Closes a dataset on every channel of every node. When it returns, no node reads the data any more.
pub async fn suspend(backend: &Backend, ctx: &Ctx, dataset: &str, article: &str, reason: &str) -> Result<Entry, Error> {
    let granted = ctx.permit(Action::Suspend)?;
    let article = required("article", article, 60)?;
    let reason = required("reason", reason, REASON_MAX)?;
    move_door(backend, &granted, dataset, Command::Suspend { article, reason }).await
}

/// Opens a suspended dataset again, the same versions as before.
pub async fn restore(backend: &Backend, ctx: &Ctx, dataset: &str) -> Result<Entry, Error> {
    let granted = ctx.permit(Action::Restore)?;
    move_door(backend, &granted, dataset, Command::Restore).await
}

async fn move_door(backend: &Backend, granted: &Granted<'_>, dataset: &str, command: Command) -> Result<Entry, Error> {
    let now = granted.ctx().now;
    let slug: Slug = dataset.parse().map_err(|_| Error::not_found())?;
    let mut tx = backend.db.begin(granted).await?;
    let row = entries::by_slug_for_change(&mut tx, &slug)
        .await?
        .ok_or_else(Error::not_found)?;
    let door: Door = row.door.decide(command, now)?;
    let act = match &door {
        // The public reason stands in the notice; a person may be named in it, and the ledger forgets nothing.
        Door::Suspended { notice } => Act::on_dataset(EventKind::Suspend, &slug).ground(&notice.article),
        Door::Open | Door::Withdrawn { .. } => Act::on_dataset(EventKind::Restore, &slug).ground("O21-22"),
    };
    let doors = doors::set(&mut tx, &row.entry.id, &row.door, &door, now)
        .await?
        .ok_or(Error::Conflict)?;
    outbox::queue(&mut tx, &row.entry.id, now).await?;
    ledger::append(&mut tx, granted, act).await?;
    tx.commit().await?;
    backend.node.settle(doors).await?;
    tracing::info!(dataset = %slug, door = door.as_str(), request = %granted.ctx().request, "a door has moved");
    Ok(row.entry)
}

fn required(field: &str, text: &str, max: usize) -> Result<String, Refused> {
    let text = text.trim();
    if text.is_empty() {
        Err(Refused::invalid(field, Why::Missing))
    } else if text.chars().count() > max {
        Err(Refused::invalid(field, Why::TooLong { max: max as u64 }))
    } else {
        Ok(text.to_owned())
    }
}
