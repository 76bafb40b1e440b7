//! The context of a use case: who acts, when, and under which request. There is no use case without one.

use domain::actor::Actor;
use domain::ids::RequestId;
use domain::policy::{self, Action};
use domain::time::Moment;

use crate::Error;

/// Who acts, when, and under which request.
#[derive(Debug, Clone)]
pub struct Ctx {
    /// The actor.
    pub actor: Actor,
    /// The moment of the act; it does not move while the act runs.
    pub now: Moment,
    /// The request or run, as logs and error pages name it.
    pub request: RequestId,
}

impl Ctx {
    /// A context with a fresh request id.
    pub fn new(actor: Actor, now: Moment) -> Self {
        Self {
            actor,
            now,
            request: RequestId::new(crate::fresh_id()),
        }
    }

    /// Asks the table of rights.
    pub fn permit(&self, action: Action) -> Result<Granted<'_>, Error> {
        policy::check(&self.actor, action)?;
        Ok(Granted { ctx: self })
    }
}

/// A right that was asked for and given; only [`Ctx::permit`] makes one. A transaction that writes begins with it, so that
/// a change nobody was asked about does not compile.
#[derive(Debug)]
pub struct Granted<'a> {
    ctx: &'a Ctx,
}

impl Granted<'_> {
    /// The context it was given in.
    pub const fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
