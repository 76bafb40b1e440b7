//! Checking the store: whether every stored object still has its digest, and whether the database is sound. Gives out
//! no content.

use domain::ids::Digest;
use domain::policy::Action;

use crate::store::versions;
use crate::{Backend, Ctx, Error};

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
