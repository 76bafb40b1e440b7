//! What the search page shows.

use std::collections::HashMap;
use std::sync::Arc;

use backend::search::{Query, Results};
use backend::service::search;
use backend::{Backend, Ctx, Error};
use domain::ids::EntryId;
use domain::suspension::Door;

use super::list::{List, State};
use crate::here::Here;

/// A page of results, and the doors that are closed.
pub struct Found {
    /// The results.
    pub results: Results,
    /// Doors that are closed, as this node last saw them.
    pub closed: Arc<HashMap<EntryId, Door>>,
}

impl Found {
    /// The door of a dataset.
    pub fn door(&self, entry: &EntryId) -> &Door {
        self.closed.get(entry).unwrap_or(&Door::Open)
    }
}

/// What a list asks for. A door's state is not in the index but on the board, which knows it at once.
pub fn results(backend: &Backend, ctx: &Ctx, list: &List) -> Result<Results, Error> {
    match list.state {
        None => search::search(backend, ctx, &list.query),
        Some(State::Suspended) => {
            let only = Some(search::suspended(backend));
            let query = Query {
                only,
                ..list.query.clone()
            };
            search::search(backend, ctx, &query)
        }
    }
}

/// Searches.
pub fn load(backend: &Backend, here: &Here, list: &List) -> Result<Found, Error> {
    Ok(Found {
        results: results(backend, &super::ctx(here), list)?,
        closed: backend.board.closed(),
    })
}
