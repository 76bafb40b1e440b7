//! Checking the store: whether every stored object still has its digest, and whether the database is sound. Gives out
//! no content.

use domain::ids::Digest;
use domain::policy::Action;

use tantivy::TantivyError;

use super::indexing;
use crate::store::versions;
use crate::{Backend, Ctx, Error, search};

/// A fault that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The bytes do not have the digest under which they are stored.
    Damaged {
        /// The digest.
        digest: Digest,
        /// A file it belongs to.
        name: String,
    },
    /// The bytes cannot be read, or are not there.
    Unreadable {
        /// The digest.
        digest: Digest,
        /// A file it belongs to.
        name: String,
        /// What the store says.
        why: String,
    },
    /// The database reports a fault.
    Database {
        /// In its own words.
        fault: String,
    },
}

/// Where the search index stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Index {
    /// It holds everything that the database has queued for it.
    InStep,
    /// It will take so many changes when the portal next runs.
    Behind(i64),
    /// A running portal holds it, and keeps it in step.
    InUse,
    /// It knows of more than the database has queued, as after the restore of an older backup; it will be rebuilt.
    Ahead,
}

/// Compares the index with the outbox.
pub async fn index(backend: &Backend, ctx: &Ctx) -> Result<Index, Error> {
    ctx.permit(Action::CheckStore)?;
    if let Err(search::Error::Index(TantivyError::LockFailure(..))) = backend.search() {
        return Ok(Index::InUse);
    }
    Ok(match indexing::lag(backend).await? {
        0 => Index::InStep,
        lag if lag > 0 => Index::Behind(lag),
        _ => Index::Ahead,
    })
}

/// Every stored object with the name of a file that it belongs to.
pub async fn objects(backend: &Backend, ctx: &Ctx) -> Result<Vec<(Digest, String)>, Error> {
    ctx.permit(Action::CheckStore)?;
    Ok(versions::all_digests(&backend.db).await?)
}

/// Reads one object through.
pub async fn object(backend: &Backend, ctx: &Ctx, digest: &Digest, name: &str) -> Result<Option<Finding>, Error> {
    ctx.permit(Action::CheckStore)?;
    let (digest, name) = (digest.clone(), name.to_owned());
    Ok(match backend.blobs.verify(&digest).await {
        Ok(true) => None,
        Ok(false) => Some(Finding::Damaged { digest, name }),
        Err(error) => Some(Finding::Unreadable {
            digest,
            name,
            why: format!("{error:#}"),
        }),
    })
}

/// Asks the database.
pub async fn database(backend: &Backend, ctx: &Ctx) -> Result<Vec<Finding>, Error> {
    ctx.permit(Action::CheckStore)?;
    let faults = backend.db.faults().await?;
    Ok(faults.into_iter().map(|fault| Finding::Database { fault }).collect())
}
