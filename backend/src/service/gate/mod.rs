//! The gate: the only maker of a [`Permit`], and a permit is the only key to content (rules, section 4).
//!
//! Invariant: a permit is watched from before its question is put to the primary database until it is dropped, so a door
//! that closes at any moment either refuses the question or cuts the permit.

mod board;
pub mod node;

use std::sync::Arc;

use domain::gate::{self, Channel, Subject};
use domain::ids::{EntryId, Slug};
use domain::policy::Action;
use domain::refused::Refused;

pub use board::Board;
use board::Registration;

use crate::store::entries;
use crate::{Backend, Ctx, Error};

/// Leave to take content of one dataset on one channel. It can be cut at any moment: whoever holds one asks
/// [`Permit::check`] before each piece that leaves. All clones are one permit, which holds as long as one of them lives.
#[derive(Debug, Clone)]
pub struct Permit {
    entry: EntryId,
    channel: Channel,
    registration: Arc<Registration>,
}

/// The door has closed since the permit was made, or this node has lost touch with the primary database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the data was closed while it was being sent")]
pub struct Cut;

impl Permit {
    /// The dataset that it covers.
    pub const fn entry(&self) -> &EntryId {
        &self.entry
    }

    /// The channel that it was given for.
    pub const fn channel(&self) -> Channel {
        self.channel
    }

    /// Whether it still holds.
    pub fn check(&self) -> Result<(), Cut> {
        self.registration.check()
    }

    /// Has `act` called once if the permit is cut while it lives; at once if it is cut already. The HTTP server resets
    /// the connection with it, so that bytes under way are thrown away.
    pub fn on_cut(&self, act: impl FnOnce() + Send + 'static) {
        self.registration.on_cut(Box::new(act));
    }
}

/// Asks the gate for content of a dataset, by its address.
pub async fn permit(backend: &Backend, ctx: &Ctx, dataset: &str, channel: Channel) -> Result<Permit, Error> {
    ctx.permit(Action::ReadData)?;
    let slug: Slug = dataset.parse().map_err(|_| Error::not_found())?;
    let id = entries::id(&backend.db, &slug).await?.ok_or_else(Error::not_found)?;
    permit_by_id(backend, ctx, &id, channel).await
}

/// Asks the gate for content of a dataset, by its id.
pub async fn permit_by_id(backend: &Backend, ctx: &Ctx, dataset: &EntryId, channel: Channel) -> Result<Permit, Error> {
    ctx.permit(Action::ReadData)?;
    // Watched first and asked after: see the invariant above.
    let registration = Arc::new(backend.board.register(dataset));
    let facts = entries::facts(&backend.db, dataset)
        .await?
        .ok_or_else(Error::not_found)?;
    gate::decide(Subject::Visitor, channel, &facts)?;
    if backend.uses.are_stuck() {
        return Err(Refused::GateClosed.into());
    }
    registration.check().map_err(|Cut| Refused::GateClosed)?;
    Ok(Permit {
        entry: dataset.clone(),
        channel,
        registration,
    })
}
