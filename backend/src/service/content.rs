//! Getting content: the file or the version that a permit opens, found only after the gate has said yes.

use domain::body::Body;
use domain::entry::Entry;
use domain::file::File;
use domain::gate::Channel;
use domain::ids::FileId;
use domain::version::Version;

use super::gate::{self, Permit};
use crate::store::{bodies, entries, versions};
use crate::tabular::Preview;
use crate::{Backend, Ctx, Error};

/// Where content comes from: what an answer has to say of it (O21-25b).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The entry.
    pub entry: Entry,
    /// The body that answers for it.
    pub body: Body,
    /// The version, with the files that were asked for.
    pub version: Version,
}

/// One file of any version, with the permit to read it.
pub async fn file(
    backend: &Backend,
    ctx: &Ctx,
    dataset: &str,
    file: &FileId,
    channel: Channel,
) -> Result<(Permit, Origin, File), Error> {
    let permit = gate::permit(backend, ctx, dataset, channel).await?;
    let version = versions::of_file(&backend.db, permit.entry(), file)
        .await?
        .ok_or_else(Error::not_found)?;
    let found = version.files.first().cloned().ok_or_else(Error::not_found)?;
    let origin = origin(backend, &permit, version).await?;
    Ok((permit, origin, found))
}

/// A version with all its files, with a permit for the dataset.
pub async fn version(
    backend: &Backend,
    ctx: &Ctx,
    dataset: &str,
    number: i64,
    channel: Channel,
) -> Result<(Permit, Origin), Error> {
    let permit = gate::permit(backend, ctx, dataset, channel).await?;
    let version = versions::of_number(&backend.db, permit.entry(), number)
        .await?
        .ok_or_else(Error::not_found)?;
    let origin = origin(backend, &permit, version).await?;
    Ok((permit, origin))
}

async fn origin(backend: &Backend, permit: &Permit, version: Version) -> Result<Origin, Error> {
    let row = entries::by_id(&backend.db, permit.entry())
        .await?
        .ok_or_else(Error::not_found)?;
    let body = bodies::by_id(&backend.db, &row.entry.body)
        .await?
        .ok_or_else(|| anyhow::anyhow!("an entry without its body"))?;
    Ok(Origin {
        entry: row.entry,
        body,
        version,
    })
}

/// The stored preview of a table: of the file that is named, or of the first table of the version in force.
pub async fn preview(
    backend: &Backend,
    ctx: &Ctx,
    dataset: &str,
    file: Option<&FileId>,
    channel: Channel,
) -> Result<(Permit, Origin, File, Preview), Error> {
    let permit = gate::permit(backend, ctx, dataset, channel).await?;
    let version = if let Some(file) = file {
        versions::of_file(&backend.db, permit.entry(), file).await?
    } else {
        let latest = versions::latest_in_range(&backend.db, permit.entry(), permit.entry()).await?;
        latest.into_iter().next()
    };
    let version = version.ok_or_else(Error::not_found)?;
    let table = version.files.iter().find(|file| file.preview.is_some());
    let found = table.cloned().ok_or_else(Error::not_found)?;
    let bytes = backend.blobs.preview(&permit, &version, &found).await?;
    let preview = Preview::from_bytes(&bytes.ok_or_else(Error::not_found)?)?;
    let origin = origin(backend, &permit, version).await?;
    Ok((permit, origin, found, preview))
}
