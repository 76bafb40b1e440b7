//! Putting bodies, entries and versions on the list.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use bytes::Bytes;
use domain::body::Body;
use domain::entry::{self, Entry, Metadata};
use domain::file::File;
use domain::frequency::next_due;
use domain::ids::{BodyId, Digest, EntryId, FileId, Slug, VersionId};
use domain::ledger::event::{Act, EventKind, ObjectKind};
use domain::policy::Action;
use domain::refused::{Refused, Why};
use domain::suspension::Door;
use domain::text::Text;
use domain::time::Moment;
use domain::version::Version;
use sha2::{Digest as _, Sha256};

use crate::store::entries::Row;
use crate::store::{bodies, entries, ledger, outbox, uses as uses_rows, versions};
use crate::tabular::{self, Ingested};
use crate::{Backend, Ctx, Error, uses};

/// An entry to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// Its address.
    pub slug: Slug,
    /// The body that answers for it.
    pub body: BodyId,
    /// What it says.
    pub metadata: Metadata,
    /// When it was first published; now, when not given.
    pub issued: Option<Moment>,
}

/// A version to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewVersion {
    /// What changed.
    pub note: Text,
    /// When it was published; now, when not given.
    pub published: Option<Moment>,
    /// Its files.
    pub files: Vec<NewFile>,
}

/// A file to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Its name with the ending, as people will save it.
    pub name: String,
    /// Where it lies now.
    pub path: PathBuf,
}

/// Saves a body.
pub async fn save_body(backend: &Backend, ctx: &Ctx, body: &Body) -> Result<(), Error> {
    let granted = ctx.permit(Action::WriteBody)?;
    let mut tx = backend.db.begin(&granted).await?;
    bodies::save(&mut tx, body).await?;
    let act = Act::on(EventKind::SaveBody, ObjectKind::Body, &body.slug);
    ledger::append(&mut tx, &granted, act).await?;
    tx.commit().await?;
    Ok(())
}

/// All bodies, also those without an entry, by their addresses.
pub async fn saved_bodies(backend: &Backend, ctx: &Ctx) -> Result<Vec<Body>, Error> {
    ctx.permit(Action::WriteBody)?;
    let mut all = bodies::all(&backend.db).await?;
    all.sort_by(|a, b| a.slug.cmp(&b.slug));
    Ok(all)
}

/// Publishes an entry. O21-12a, O21-12b, O21-11b decide whether it may stand on the list.
pub async fn publish(backend: &Backend, ctx: &Ctx, new: NewEntry) -> Result<Entry, Error> {
    let granted = ctx.permit(Action::WriteEntry)?;
    entry::check(&new.metadata)?;
    let issued = new.issued.unwrap_or(ctx.now);
    let due = next_due(new.metadata.frequency, issued);
    let entry = Entry {
        id: EntryId::new(crate::fresh_id()),
        slug: new.slug,
        body: new.body,
        metadata: new.metadata,
        revision: 1,
        issued: Some(issued),
        modified: Some(issued),
    };
    let row = Row {
        entry,
        published: true,
        due,
        stated_rows: None,
        door: Door::Open,
    };
    let mut tx = backend.db.begin(&granted).await?;
    entries::insert(&mut tx, &row).await?;
    outbox::queue(&mut tx, &row.entry.id, ctx.now).await?;
    let act = Act::on_dataset(EventKind::Publish, &row.entry.slug).ground("O21-12");
    ledger::append(&mut tx, &granted, with_open_type(act, &row.entry)).await?;
    tx.commit().await?;
    Ok(row.entry)
}

/// Adds a version: every file is read through, stored under its digest, and only then named in the database.
pub async fn add_version(backend: &Backend, ctx: &Ctx, dataset: &str, new: NewVersion) -> Result<Version, Error> {
    let granted = ctx.permit(Action::AddVersion)?;
    let slug: Slug = dataset.parse().map_err(|_| Error::not_found())?;
    let found = entries::by_slug(&backend.db, &slug)
        .await?
        .ok_or_else(Error::not_found)?;
    if new.files.is_empty() {
        return Err(Refused::invalid("files", Why::Missing).into());
    }
    let mut files = Vec::with_capacity(new.files.len());
    for file in &new.files {
        files.push(store_file(backend, file).await?);
    }
    let published = new.published.unwrap_or(ctx.now);
    let mut tx = backend.db.begin(&granted).await?;
    let number = versions::last_number(&mut tx, &found.entry.id).await? + 1;
    let version = Version {
        id: VersionId::new(crate::fresh_id()),
        entry: found.entry.id,
        number,
        note: new.note,
        published,
        files,
    };
    versions::insert(&mut tx, &version).await?;
    let Metadata { source, frequency, .. } = found.entry.metadata;
    // A harvested entry may have changed at its source since these files were made.
    let at_source = source.and_then(|source| source.modified);
    let modified = at_source.map_or(published, |at_source| at_source.max(published));
    entries::touch(&mut tx, &version.entry, modified, next_due(frequency, modified)).await?;
    outbox::queue(&mut tx, &version.entry, ctx.now).await?;
    let act = Act::on_dataset(EventKind::AddVersion, &slug)
        .version(number)
        .detail("files", version.files.len())
        .detail("sha256", digest_of_all(&version.files));
    ledger::append(&mut tx, &granted, act).await?;
    tx.commit().await?;
    Ok(version)
}

/// Records use that was counted elsewhere before the dataset came here: uses in each of the last 12 weeks, oldest first.
/// Weeks that have counts already stay as they are.
pub async fn record_past_uses(backend: &Backend, ctx: &Ctx, entry: &EntryId, weekly: &[i64]) -> Result<(), Error> {
    let granted = ctx.permit(Action::WriteEntry)?;
    let first = uses::before_weeks(ctx.now) + 1;
    let mut tx = backend.db.begin(&granted).await?;
    for (week, count) in weekly.iter().enumerate() {
        uses_rows::record(&mut tx, entry, first + 7 * week as i64, *count).await?;
    }
    outbox::queue(&mut tx, entry, ctx.now).await?;
    let slug = entries::slug(&mut tx, entry).await?.ok_or_else(Error::not_found)?;
    let act = Act::on_dataset(EventKind::RecordUse, slug).detail("count", weekly.iter().sum::<i64>());
    ledger::append(&mut tx, &granted, act).await?;
    tx.commit().await?;
    Ok(())
}

/// The open type belongs to the event that opens: it is what was decided.
fn with_open_type(act: Act, entry: &Entry) -> Act {
    match entry.metadata.open_type {
        Some(open_type) => act.detail("open-type", open_type),
        None => act,
    }
}

/// One digest for all files of a version: SHA-256 over their digests, one to a line, in the order of the files.
fn digest_of_all(files: &[File]) -> Digest {
    let mut hash = Sha256::new();
    for file in files {
        hash.update(file.digest.as_str());
        hash.update("\n");
    }
    Digest::from_bytes(&hash.finalize().into())
}

async fn store_file(backend: &Backend, new: &NewFile) -> Result<File, Error> {
    let (name, path) = (new.name.clone(), new.path.clone());
    let (ingested, stored) = tokio::task::spawn_blocking(move || read_through(&name, &path)).await??;
    let digest = backend.blobs.put_file(stored.path()).await?;
    let map = match &ingested.drawing {
        Some(drawing) => Some(
            backend
                .blobs
                .put_bytes(Bytes::from(serde_json::to_vec(drawing)?))
                .await?,
        ),
        None => None,
    };
    let preview = match &ingested.preview {
        Some(preview) => Some(
            backend
                .blobs
                .put_bytes(Bytes::from(serde_json::to_vec(preview)?))
                .await?,
        ),
        None => None,
    };
    Ok(File {
        id: FileId::new(crate::fresh_id()),
        name: new.name.clone(),
        format: ingested.format,
        bytes: ingested.bytes as i64,
        digest,
        profile: ingested.profile,
        preview,
        map,
    })
}

fn read_through(name: &str, path: &Path) -> Result<(Ingested, tempfile::NamedTempFile), Error> {
    let mut input = std::fs::File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let mut stored = tempfile::NamedTempFile::new().context("cannot make a temporary file")?;
    match tabular::ingest(name, &mut input, stored.as_file_mut()) {
        Ok(ingested) => Ok((ingested, stored)),
        Err(problem) => Err(problem.into()),
    }
}
